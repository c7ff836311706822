//! Which of the two trees, what it is called, and the functions of the store for it.

use plan::choices::Actor;
use store::teams::{Archived, Leaving, Node};
use store::{AccountId, Conn, Micros, TeamId, TerritoryId, Tx, teams, territories};

use crate::error::Result;
use crate::pages::layout::Menu;
use crate::pages::words;

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

    /// The address of the tree.
    pub const fn path(self) -> &'static str {
        self.menu().path()
    }

    /// The word for one.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Teams => "team",
            Self::Territories => "territory",
        }
    }

    /// The word for many.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Territories => "territories",
        }
    }

    /// So many of them: `1 team`, `6 teams`.
    pub fn counted(self, count: u32) -> String {
        words::counted(u64::from(count), self.one(), self.many())
    }

    /// What the tree is for.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Teams => "Who works with whom. Membership of a team reaches the teams below it.",
            Self::Territories => {
                "Who sees which records. People with Limited access see the records of their territories."
            }
        }
    }

    /// A name of `assets/icons.txt`.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Teams => "users-group",
            Self::Territories => "map-pin",
        }
    }

    /// Where the people of one are listed.
    pub fn people(self, id: i64) -> String {
        format!("/users?{}={id}", self.one())
    }

    /// Where the row of one is in the tree, with the focus on it.
    pub fn row(self, id: i64) -> String {
        format!("{}#row-{id}", self.path())
    }

    /// The tree from the top.
    pub(super) async fn nodes(self, conn: &mut Conn, account: AccountId) -> Result<Vec<Node<i64>>> {
        Ok(match self {
            Self::Teams => plain(teams::tree(conn, account).await?),
            Self::Territories => plain(territories::tree(conn, account).await?),
        })
    }

    /// Those that are archived or were merged.
    pub(super) async fn archived(self, conn: &mut Conn, account: AccountId) -> Result<Vec<Archived<i64>>> {
        Ok(match self {
            Self::Teams => put_away(teams::archived(conn, account).await?),
            Self::Territories => put_away(territories::archived(conn, account).await?),
        })
    }

    /// What one was called before.
    pub(super) async fn former_names(
        self,
        conn: &mut Conn,
        account: AccountId,
        id: i64,
    ) -> store::Result<Vec<String>> {
        match self {
            Self::Teams => teams::former_names(conn, account, TeamId(id)).await,
            Self::Territories => territories::former_names(conn, account, TerritoryId(id)).await,
        }
    }

    /// What archiving one would do.
    pub(super) async fn leaving(
        self,
        conn: &mut Conn,
        account: AccountId,
        id: i64,
    ) -> store::Result<Leaving> {
        match self {
            Self::Teams => teams::leaving(conn, account, TeamId(id)).await,
            Self::Territories => territories::leaving(conn, account, TerritoryId(id)).await,
        }
    }
}

/// Who does something to which tree of which account, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand {
    pub tree: Tree,
    pub account: AccountId,
    pub by: Actor,
    pub now: Micros,
}

impl Hand {
    pub async fn create(self, tx: &mut Tx, name: &str, parent: Option<i64>) -> store::Result<i64> {
        let Self { account, by, now, .. } = self;
        Ok(match self.tree {
            Tree::Teams => teams::create(tx, account, name, parent.map(TeamId), &by, now).await?.0,
            Tree::Territories => {
                territories::create(tx, account, name, parent.map(TerritoryId), &by, now).await?.0
            }
        })
    }

    pub async fn rename(self, tx: &mut Tx, id: i64, name: &str) -> store::Result<()> {
        let Self { account, by, now, .. } = self;
        match self.tree {
            Tree::Teams => teams::rename(tx, account, TeamId(id), name, &by, now).await,
            Tree::Territories => territories::rename(tx, account, TerritoryId(id), name, &by, now).await,
        }
    }

    pub async fn move_under(self, tx: &mut Tx, id: i64, parent: Option<i64>) -> store::Result<()> {
        let Self { account, by, now, .. } = self;
        match self.tree {
            Tree::Teams => teams::move_under(tx, account, TeamId(id), parent.map(TeamId), &by, now).await,
            Tree::Territories => {
                let parent = parent.map(TerritoryId);
                territories::move_under(tx, account, TerritoryId(id), parent, &by, now).await
            }
        }
    }

    pub async fn merge(self, tx: &mut Tx, id: i64, into: i64) -> store::Result<()> {
        let Self { account, by, now, .. } = self;
        match self.tree {
            Tree::Teams => teams::merge(tx, account, TeamId(id), TeamId(into), &by, now).await,
            Tree::Territories => {
                territories::merge(tx, account, TerritoryId(id), TerritoryId(into), &by, now).await
            }
        }
    }

    pub async fn archive(self, tx: &mut Tx, id: i64, seen: u32) -> store::Result<()> {
        let Self { account, by, now, .. } = self;
        match self.tree {
            Tree::Teams => teams::archive(tx, account, TeamId(id), seen, &by, now).await,
            Tree::Territories => territories::archive(tx, account, TerritoryId(id), seen, &by, now).await,
        }
    }

    pub async fn restore(self, tx: &mut Tx, id: i64) -> store::Result<()> {
        let Self { account, by, now, .. } = self;
        match self.tree {
            Tree::Teams => teams::restore(tx, account, TeamId(id), &by, now).await,
            Tree::Territories => territories::restore(tx, account, TerritoryId(id), &by, now).await,
        }
    }
}

/// The same nodes, whatever their ids are of.
fn plain<Id: Into<i64>>(nodes: Vec<Node<Id>>) -> Vec<Node<i64>> {
    let one = |node: Node<Id>| Node {
        id: node.id.into(),
        name: node.name,
        parent: node.parent.map(Into::into),
        depth: node.depth,
        people: node.people,
        colour: node.colour,
        created_by_import: node.created_by_import,
    };
    nodes.into_iter().map(one).collect()
}

fn put_away<Id: Into<i64>>(all: Vec<Archived<Id>>) -> Vec<Archived<i64>> {
    let one = |one: Archived<Id>| Archived {
        id: one.id.into(),
        name: one.name,
        parent: one.parent.map(Into::into),
        at: one.at,
        merged_into: one.merged_into.map(Into::into),
    };
    all.into_iter().map(one).collect()
}
