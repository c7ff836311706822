//! Names of teams and territories by id: short where the name stands once, with their parents where it stands twice.

use std::collections::BTreeMap;

use store::teams::{Archived, Node};

/// The names of one tree.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    nodes: BTreeMap<i64, (String, Option<i64>)>,
    order: Vec<i64>,
    standing: BTreeMap<String, u32>,
}

impl Paths {
    /// The names of a tree, in its order.
    pub fn new<Id: Copy>(tree: &[Node<Id>], number: impl Fn(Id) -> i64) -> Self {
        let mut paths = Self::default();
        for node in tree {
            let id = number(node.id);
            *paths.standing.entry(node.name.clone()).or_default() += 1;
            paths.nodes.insert(id, (node.name.clone(), node.parent.map(&number)));
            paths.order.push(id);
        }
        paths
    }

    /// The same with the names of those that are archived: they are found, and are not among [`Self::ids`].
    #[must_use]
    pub fn with_archived<Id: Copy>(mut self, archived: &[Archived<Id>], number: impl Fn(Id) -> i64) -> Self {
        for one in archived {
            let named = (one.name.clone(), one.parent.map(&number));
            self.nodes.insert(number(one.id), named);
        }
        self
    }

    /// Whether it is one of the tree, archived or not.
    pub fn knows(&self, id: i64) -> bool {
        self.nodes.contains_key(&id)
    }

    /// The ids in the order of the tree.
    pub fn ids(&self) -> &[i64] {
        &self.order
    }

    /// The name, with its parents before it where the name alone would not do; a dash for one that is not there any more.
    pub fn short(&self, id: i64) -> String {
        match self.nodes.get(&id) {
            Some((name, _)) if self.standing.get(name).is_none_or(|count| *count == 1) => name.clone(),
            _ => self.full(id),
        }
    }

    /// The name with its parents before it.
    pub fn full(&self, id: i64) -> String {
        let mut names = Vec::new();
        let mut next = Some(id);
        // No tree is deeper than it has nodes, whatever its parents say.
        while let Some((name, parent)) =
            next.and_then(|id| self.nodes.get(&id)).filter(|_| names.len() < self.nodes.len())
        {
            names.push(name.as_str());
            next = *parent;
        }
        names.reverse();
        if names.is_empty() { "–".to_owned() } else { names.join(" > ") }
    }

    /// Several names with commas between, in the order of the alphabet.
    pub fn list(&self, ids: impl IntoIterator<Item = i64>) -> String {
        let mut names: Vec<String> = ids.into_iter().map(|id| self.short(id)).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names.join(", ")
    }
}
