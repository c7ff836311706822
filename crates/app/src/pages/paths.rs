//! Names of teams and territories by id: as short as the tree allows, so that no two read alike.

use std::collections::BTreeMap;

use store::teams::Node;

/// The names of one tree.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    nodes: BTreeMap<i64, (String, Option<i64>)>,
    order: Vec<i64>,
    /// How many groups a name finds, and a name with parents before it.
    found: BTreeMap<String, u32>,
}

impl Paths {
    /// The names of a tree, in its order.
    pub fn new<Id: Copy>(tree: &[Node<Id>], number: impl Fn(Id) -> i64) -> Self {
        let mut paths = Self::default();
        for node in tree {
            let id = number(node.id);
            paths.nodes.insert(id, (node.name.clone(), node.parent.map(&number)));
            paths.order.push(id);
        }
        for id in paths.order.clone() {
            for name in paths.endings(id) {
                *paths.found.entry(name).or_default() += 1;
            }
        }
        paths
    }

    /// The ids in the order of the tree.
    pub fn ids(&self) -> &[i64] {
        &self.order
    }

    /// The name, with as many parents before it as it takes to find no other; a dash for one that is not there any more.
    pub fn short(&self, id: i64) -> String {
        let mut endings = self.endings(id);
        let alone = endings.iter().position(|name| self.found.get(name) == Some(&1));
        alone.map_or_else(|| self.full(id), |place| endings.swap_remove(place))
    }

    /// The name with all its parents before it.
    pub fn full(&self, id: i64) -> String {
        self.endings(id).pop().unwrap_or_else(|| "–".to_owned())
    }

    /// The name alone, with its parent, with the parent of that, and so on.
    fn endings(&self, id: i64) -> Vec<String> {
        let mut endings: Vec<String> = Vec::new();
        let mut next = Some(id);
        // No tree is deeper than it has nodes, whatever its parents say.
        while let Some((name, parent)) =
            next.and_then(|id| self.nodes.get(&id)).filter(|_| endings.len() < self.nodes.len())
        {
            endings.push(endings.last().map_or_else(|| name.clone(), |below| format!("{name} > {below}")));
            next = *parent;
        }
        endings
    }

    /// Several names with commas between, in the order of the alphabet.
    pub fn list(&self, ids: impl IntoIterator<Item = i64>) -> String {
        let mut names: Vec<String> = ids.into_iter().map(|id| self.short(id)).collect();
        names.sort_by_key(|name| name.to_lowercase());
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use store::TeamId;
    use store::teams::Node;

    use super::Paths;

    fn paths() -> Paths {
        let node = |id, name: &str, parent: Option<i64>| Node {
            id: TeamId(id),
            name: name.to_owned(),
            parent: parent.map(TeamId),
            depth: 0,
            people: 0,
            created_by_import: None,
        };
        let tree = [
            node(1, "Field", None),
            node(2, "Midwest", Some(1)),
            node(3, "Inside", Some(2)),
            node(4, "Pacific", Some(1)),
            node(5, "Inside", Some(4)),
            node(6, "Inside", None),
        ];
        Paths::new(&tree, |id| id.0)
    }

    #[test]
    fn a_name_is_as_short_as_it_can_be() {
        let paths = paths();
        assert_eq!(paths.short(2), "Midwest");
        assert_eq!(paths.short(3), "Midwest > Inside");
        assert_eq!(paths.full(3), "Field > Midwest > Inside");
        assert_eq!(paths.short(6), "Inside");
        assert_eq!(paths.short(9), "–");
        assert_eq!(paths.list([5, 1, 3]), "Field, Midwest > Inside, Pacific > Inside");
    }
}
