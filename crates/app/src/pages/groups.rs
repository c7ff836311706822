//! Teams and territories: two trees that read alike, each as an indented list with its people. Read only.

use askama::Template;

use super::filters;
use super::layout::{Menu, Shell};
use super::words;

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
    /// People who are members themselves, and where they are listed.
    pub people: (u32, String),
    /// People of it and of everything below it.
    pub reach: u32,
}

impl Node {
    fn people_text(&self) -> String {
        words::count(u64::from(self.people.0))
    }

    fn reach_text(&self) -> String {
        words::count(u64::from(self.reach))
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
    /// `6 teams. 3 people are on none.`
    pub summary: String,
    /// The tree from the top, each node before what is below it.
    pub nodes: Vec<Node>,
}
