//! How far a Manager's right to import goes: their own teams and territories, and all that lie below these.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::field::Field;
use crate::plan::Ref;
use crate::snapshot::{Access, Facts, Group, Person};

/// The teams and territories of a Manager, with all that are below them, and whether they may give Global access.
#[derive(Clone, Debug)]
pub struct Reach {
    gives_global: bool,
    own_teams: Vec<i64>,
    own_territories: Vec<i64>,
    teams: FxHashSet<i64>,
    territories: FxHashSet<i64>,
}

impl Reach {
    /// The reach of a person.
    pub fn of(me: &Person, facts: &Facts) -> Self {
        Self {
            gives_global: me.access == Access::Global,
            own_teams: me.teams.clone(),
            own_territories: me.territories.clone(),
            teams: with_descendants(&me.teams, &facts.teams),
            territories: with_descendants(&me.territories, &facts.territories),
        }
    }

    /// Whether the Manager may give Global access, which they do where they have it.
    pub const fn gives_global(&self) -> bool {
        self.gives_global
    }

    /// The teams or territories that the Manager is in themselves, ascending: [`Field::Teams`] or
    /// [`Field::Territories`].
    pub fn own(&self, field: Field) -> &[i64] {
        if field == Field::Teams { &self.own_teams } else { &self.own_territories }
    }

    /// Whether a team or territory is one of them: [`Field::Teams`] or [`Field::Territories`].
    pub fn has(&self, field: Field, id: i64) -> bool {
        let known = if field == Field::Teams { &self.teams } else { &self.territories };
        known.contains(&id)
    }

    /// Whether the Manager may put people into a team or territory and take them out of it: one of the reach; and any
    /// territory for whoever has Global access. They see every record and may give that whole, so that a part of it is less.
    /// Whose person somebody is does not follow from it: that is asked of [`Reach::holds`].
    pub fn gives(&self, field: Field, id: i64) -> bool {
        self.has(field, id) || (field == Field::Territories && self.gives_global)
    }

    /// Whether any of these teams and territories is one of them.
    pub fn holds(&self, teams: &[Ref], territories: &[Ref]) -> bool {
        let has = |field, one: &Ref| matches!(one, Ref::Known(id) if self.has(field, *id));
        teams.iter().any(|one| has(Field::Teams, one))
            || territories.iter().any(|one| has(Field::Territories, one))
    }

    /// Whether a person is in one of them.
    pub fn is_near(&self, person: &Person) -> bool {
        person.teams.iter().any(|id| self.has(Field::Teams, *id))
            || person.territories.iter().any(|id| self.has(Field::Territories, *id))
    }

    /// Every team and every territory of the reach, ascending.
    pub fn ids(&self, field: Field) -> Vec<i64> {
        let known = if field == Field::Teams { &self.teams } else { &self.territories };
        let mut ids: Vec<i64> = known.iter().copied().collect();
        ids.sort_unstable();
        ids
    }
}

/// Some groups with all that are below them. Groups may stand in any order.
fn with_descendants(own: &[i64], groups: &[Group]) -> FxHashSet<i64> {
    let mut children: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    for group in groups {
        if let Some(parent) = group.parent {
            children.entry(parent).or_default().push(group.id);
        }
    }
    let mut found = FxHashSet::default();
    let mut open = own.to_vec();
    while let Some(one) = open.pop() {
        if found.insert(one) {
            open.extend(children.get(&one).into_iter().flatten());
        }
    }
    found
}
