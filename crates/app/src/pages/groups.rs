//! Teams and territories: two trees that read alike, each as an indented list with its people. Read only.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde::Deserialize;
use store::search::fold;
use store::teams::Node as Stored;
use store::{teams, territories};

use super::filters;
use super::layout::{Menu, Shell};
use super::words;
use crate::error::Result;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new().route("/teams", get(show_teams)).route("/territories", get(show_territories))
}

/// Which of the two trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Who works with whom.
    Teams,
    /// Who sees which records.
    Territories,
}

impl Tree {
    /// The entry of the menu.
    pub const fn menu(self) -> Menu {
        match self {
            Self::Teams => Menu::Teams,
            Self::Territories => Menu::Territories,
        }
    }

    const fn one(self) -> &'static str {
        match self {
            Self::Teams => "team",
            Self::Territories => "territory",
        }
    }

    const fn many(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Territories => "territories",
        }
    }

    const fn about(self) -> &'static str {
        match self {
            Self::Teams => "Who works with whom. Membership of a team reaches the teams below it.",
            Self::Territories => {
                "Who sees which records. People with Limited access see the records of their territories."
            }
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Teams => "users-group",
            Self::Territories => "map-pin",
        }
    }
}

/// One team or territory of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Whether the name matches what was looked for; others are shown because one below them does.
    pub found: bool,
    /// 1 at the top of the tree.
    pub level: u32,
    /// People who are in it themselves, and where they are listed.
    pub people: (u32, String),
    /// How many teams or territories lie directly below it.
    pub below: u32,
}

impl Node {
    fn people_text(&self) -> String {
        words::count(u64::from(self.people.0))
    }

    /// The same in words: `1 person in North`.
    fn people_in(&self) -> String {
        format!("{} in {}", words::counted(self.people.0.into(), "person", "people"), self.name)
    }

    /// The class that indents it; deeper than eight looks like eight.
    fn indent(&self) -> String {
        format!("level-{}", self.level.clamp(1, 8))
    }
}

/// The page of a tree.
#[derive(Clone, Debug, Template)]
#[template(path = "groups.html")]
pub struct GroupsPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Which tree.
    pub tree: Tree,
    /// What was looked for.
    pub find: String,
    /// `6 teams.`
    pub summary: String,
    /// The tree from the top, each node before what is below it.
    pub nodes: Vec<Node>,
}

/// What the address narrows the tree to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    find: String,
}

async fn show_teams(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<GroupsPage>> {
    let tree = teams::tree(&mut *state.db.view().await?, who.account_id()).await?;
    Ok(Page(page(&who, Tree::Teams, &tree, |id| id.0, &asked)))
}

async fn show_territories(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<GroupsPage>> {
    let tree = territories::tree(&mut *state.db.view().await?, who.account_id()).await?;
    Ok(Page(page(&who, Tree::Territories, &tree, |id| id.0, &asked)))
}

fn page<Id: Copy + PartialEq>(
    who: &AdminOnly,
    tree: Tree,
    stored: &[Stored<Id>],
    number: impl Fn(Id) -> i64,
    asked: &Asked,
) -> GroupsPage {
    let find = asked.find.trim();
    let all = words::counted(stored.len() as u64, tree.one(), tree.many());
    let nodes = nodes(stored, find, |id| format!("/users?{}={}", tree.one(), number(id)));
    let found = nodes.iter().filter(|node| node.found).count() as u64;
    let summary =
        if find.is_empty() { format!("{all}.") } else { format!("{} of {all}.", words::count(found)) };
    GroupsPage { shell: who.shell().at(tree.menu()), tree, find: find.to_owned(), summary, nodes }
}

/// The nodes whose names match, and those above them. Nodes come in the order of the tree, so walking backwards meets
/// what is below a node before the node.
fn nodes<Id: Copy + PartialEq>(
    stored: &[Stored<Id>],
    find: &str,
    people: impl Fn(Id) -> String,
) -> Vec<Node> {
    let wanted = fold(find);
    let mut wanted_parents: Vec<Id> = Vec::new();
    let mut nodes = Vec::new();
    for node in stored.iter().rev() {
        let found = fold(&node.name).contains(&wanted);
        if !found && !wanted_parents.contains(&node.id) {
            continue;
        }
        wanted_parents.retain(|id| *id != node.id);
        wanted_parents.extend(node.parent.filter(|parent| !wanted_parents.contains(parent)));
        nodes.push(Node {
            name: node.name.clone(),
            found,
            level: node.depth + 1,
            people: (node.people, people(node.id)),
            below: stored.iter().filter(|other| other.parent == Some(node.id)).count() as u32,
        });
    }
    nodes.reverse();
    nodes
}
