//! The page of one team or territory: what it is, and all that can be done with it, with what each of these does.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use store::teams::{Archived, Leaving, Node};
use store::territories::Colour;
use store::{Conn, users};

use super::Tree;
use super::add::places;
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::paths::Paths;
use crate::pages::ui::{Choice, Moment};
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// What can be done with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Give it another name.
    Rename,
    /// Put it elsewhere in the tree.
    Move,
    /// Make it part of another one.
    Merge,
    /// Put it away.
    Archive,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What was to be done.
    pub act: Act,
    /// What is the matter.
    pub text: String,
    /// What was typed.
    pub typed: String,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// People can be in it.
    Living,
    /// It is put away since then; another one, above it, may have to be restored first.
    Archived(Moment, Option<String>),
    /// It became part of another one, by its name and page.
    Merged(Moment, String, String),
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "groups/one.html")]
pub struct GroupPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Which tree.
    pub tree: Tree,
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The one above it, with its parents.
    pub above: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// People who are in it themselves.
    pub people: u32,
    /// What it was called before, the last name first.
    pub former: Vec<String>,
    /// The colour of a territory that has one.
    pub colour: Option<Colour>,
    /// Where it can be; the first is the top.
    pub places: Vec<Choice>,
    /// What it can become part of.
    pub targets: Vec<Choice>,
    /// What archiving it would do.
    pub leaving: Leaving,
    /// Whether archiving wants the number of people typed in.
    pub asks: bool,
    /// Why something was not done.
    pub problem: Option<Problem>,
}

impl GroupPage {
    /// What is said at an act that was not done.
    fn problem(&self, act: Act) -> Option<&Problem> {
        self.problem.as_ref().filter(|problem| problem.act == act)
    }

    /// The name in its field: as it was typed, where it was not taken.
    fn typed_name(&self) -> &str {
        self.problem(Act::Rename).map_or(&self.name, |problem| &problem.typed)
    }

    fn counted_people(&self) -> String {
        words::counted(u64::from(self.people), "person", "people")
    }

    fn leaving_people(&self) -> String {
        words::counted(u64::from(self.leaving.people), "person", "people")
    }

    fn counted_below(&self) -> String {
        self.tree.counted(self.leaving.below)
    }

    /// What is below: `the team below it`, `the 3 teams below it`.
    fn all_below(&self) -> String {
        match self.leaving.below {
            1 => format!("the {} below it", self.tree.one()),
            _ => format!("the {} below it", self.counted_below()),
        }
    }

    /// Every colour, what people call it, and whether it is chosen.
    fn colours(&self) -> impl Iterator<Item = (&'static str, String, bool)> {
        Colour::ALL.into_iter().map(|colour| {
            let word = colour.as_str();
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
            (word, first + letters.as_str(), self.colour == Some(colour))
        })
    }
}

pub(super) async fn show(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
) -> Result<Page<GroupPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(tree, &mut view, &who, id).await?))
}

pub(super) async fn page(tree: Tree, conn: &mut Conn, who: &AdminOnly, id: i64) -> Result<GroupPage> {
    let account = who.account_id();
    let stored = tree.nodes(conn, account).await?;
    let archived = tree.archived(conn, account).await?;
    let paths = Paths::new(&stored, |id| id).with_archived(&archived, |id| id);
    let Some(node) = stored.iter().find(|node| node.id == id) else {
        let gone = archived.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        let page = bare(tree, who, (id, &gone.name), gone.parent.map(|parent| paths.full(parent)));
        return Ok(GroupPage { standing: standing(tree, who, gone, &archived, &paths), ..page });
    };
    let leaving = tree.leaving(conn, account, id).await?;
    let people = users::list::counts(conn, account).await?;
    let most = who.account.rules.thresholds.most_unasked(people.invited + people.active + people.suspended);
    let inside = inside(&stored, node);
    let elsewhere = |other: i64| !inside.contains(&other);
    let mut targets = places(&paths, None, elsewhere);
    targets.remove(0);
    Ok(GroupPage {
        people: node.people,
        former: tree.former_names(conn, account, id).await?,
        colour: node.colour,
        places: places(&paths, node.parent, elsewhere),
        targets,
        leaving,
        asks: leaving.people > most,
        ..bare(tree, who, (id, &node.name), node.parent.map(|parent| paths.full(parent)))
    })
}

/// A page with nothing to do on it.
fn bare(tree: Tree, who: &AdminOnly, (id, name): (i64, &str), above: Option<String>) -> GroupPage {
    GroupPage {
        shell: who.shell().at(tree.menu()),
        tree,
        id,
        name: name.to_owned(),
        above,
        standing: Standing::Living,
        people: 0,
        former: Vec::new(),
        colour: None,
        places: Vec::new(),
        targets: Vec::new(),
        leaving: Leaving::default(),
        asks: false,
        problem: None,
    }
}

fn standing(
    tree: Tree,
    who: &AdminOnly,
    gone: &Archived<i64>,
    archived: &[Archived<i64>],
    paths: &Paths,
) -> Standing {
    let when = who.times().day(gone.at);
    let above = gone.parent.filter(|parent| archived.iter().any(|one| one.id == *parent));
    match gone.merged_into {
        Some(into) => Standing::Merged(when, paths.full(into), format!("{}/{into}", tree.path())),
        None => Standing::Archived(when, above.map(|above| paths.full(above))),
    }
}

/// One and all that lie below it: in the order of the tree they come right after it, deeper than it is.
fn inside(stored: &[Node<i64>], one: &Node<i64>) -> BTreeSet<i64> {
    let after = stored.iter().skip_while(|node| node.id != one.id).skip(1);
    let below = after.take_while(|node| node.depth > one.depth).map(|node| node.id);
    below.chain([one.id]).collect()
}
