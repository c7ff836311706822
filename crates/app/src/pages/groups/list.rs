//! A tree as an indented list with its people, and what was put away.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;
use store::search::fold;
use store::teams::{Archived, Node as Stored};
use store::territories::Colour;

use super::Tree;
use crate::error::Result;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::paths::Paths;
use crate::pages::ui::Moment;
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// One team or territory of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id.
    pub id: i64,
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
    /// The colour of a territory that has one.
    pub colour: Option<Colour>,
}

impl Node {
    fn people_text(&self) -> String {
        words::count(u64::from(self.people.0))
    }

    fn people_label(&self) -> String {
        format!("{} in {}", words::counted(u64::from(self.people.0), "person", "people"), self.name)
    }

    /// The class that indents it; deeper than eight looks like eight.
    fn indent(&self) -> String {
        format!("level-{}", self.level.clamp(1, 8))
    }
}

/// One that is archived or was merged.
#[derive(Clone, Debug)]
pub struct PutAway {
    /// Its id.
    pub id: i64,
    /// Its name, with its parents before it.
    pub path: String,
    /// When that was.
    pub when: Moment,
    /// What it was merged into, and the page of that.
    pub merged: Option<(String, String)>,
    /// The one above it that has to be restored first.
    pub waits_for: Option<String>,
}

/// The page of a tree.
#[derive(Clone, Debug, Template)]
#[template(path = "groups/list.html")]
pub struct GroupsPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Which tree.
    pub tree: Tree,
    /// What was looked for.
    pub find: String,
    /// `6 teams.`
    pub summary: String,
    /// How many there are, and how many were put away.
    pub counts: (u32, u32),
    /// The tree from the top, each node before what is below it.
    pub nodes: Vec<Node>,
    /// What was put away, where that is asked for.
    pub put_away: Option<Vec<PutAway>>,
}

/// What the address narrows the tree to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    find: String,
    show: String,
}

pub(super) async fn show(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<GroupsPage>> {
    let mut view = state.db.view().await?;
    let stored = tree.nodes(&mut view, who.account_id()).await?;
    let archived = tree.archived(&mut view, who.account_id()).await?;
    let find = asked.find.trim();
    let all = tree.counted(stored.len() as u32);
    let nodes = nodes(tree, &stored, find);
    let found = nodes.iter().filter(|node| node.found).count() as u64;
    let summary =
        if find.is_empty() { format!("{all}.") } else { format!("{} of {all}.", words::count(found)) };
    Ok(Page(GroupsPage {
        shell: who.shell().at(tree.menu()),
        tree,
        find: find.to_owned(),
        summary,
        counts: (stored.len() as u32, archived.len() as u32),
        nodes,
        put_away: (asked.show == "archived").then(|| put_away(tree, &who, &stored, &archived)),
    }))
}

/// The nodes whose names match, and those above them. Nodes come in the order of the tree, so walking backwards meets
/// what is below a node before the node.
fn nodes(tree: Tree, stored: &[Stored<i64>], find: &str) -> Vec<Node> {
    let wanted = fold(find);
    let mut wanted_parents: BTreeSet<i64> = BTreeSet::new();
    let mut below: BTreeMap<i64, u32> = BTreeMap::new();
    for parent in stored.iter().filter_map(|node| node.parent) {
        *below.entry(parent).or_default() += 1;
    }
    let mut nodes = Vec::new();
    for node in stored.iter().rev() {
        let found = fold(&node.name).contains(&wanted);
        if !found && !wanted_parents.contains(&node.id) {
            continue;
        }
        wanted_parents.extend(node.parent);
        nodes.push(Node {
            id: node.id,
            name: node.name.clone(),
            found,
            level: node.depth + 1,
            people: (node.people, tree.people(node.id)),
            below: below.get(&node.id).copied().unwrap_or(0),
            colour: node.colour,
        });
    }
    nodes.reverse();
    nodes
}

fn put_away(tree: Tree, who: &AdminOnly, stored: &[Stored<i64>], archived: &[Archived<i64>]) -> Vec<PutAway> {
    let still: BTreeSet<i64> = archived.iter().map(|one| one.id).collect();
    let paths = Paths::new(stored, |id| id).with_archived(archived, |id| id);
    let one = |one: &Archived<i64>| PutAway {
        id: one.id,
        path: paths.full(one.id),
        when: who.times().day(one.at),
        merged: one.merged_into.map(|into| (paths.full(into), format!("{}/{into}", tree.path()))),
        waits_for: one.parent.filter(|parent| still.contains(parent)).map(|parent| paths.full(parent)),
    };
    archived.iter().map(one).collect()
}
