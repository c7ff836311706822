//! What somebody asks for everybody of a selection: the cells that say it of one of them.

use crate::export::Labels;
use crate::field::Field;
use crate::snapshot::{Access, Person, Role};
use crate::value::dialect::{NONE, cell_out};

/// What becomes of a list of teams or territories, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListEdit {
    /// It stays as it is.
    #[default]
    Keep,
    /// These are added to it.
    Add(Vec<i64>),
    /// These are taken out of it.
    Remove(Vec<i64>),
    /// It is these and no others; none at all clears it.
    Set(Vec<i64>),
}

impl ListEdit {
    /// Whether everybody keeps their list, whatever it is.
    pub const fn is_kept(&self) -> bool {
        match self {
            Self::Keep => true,
            Self::Add(ids) | Self::Remove(ids) => ids.is_empty(),
            Self::Set(_) => false,
        }
    }

    /// What a list of somebody is afterwards; `None` where it stays the same.
    fn after(&self, was: &[i64]) -> Option<Vec<i64>> {
        let mut after = match self {
            Self::Keep => return None,
            Self::Add(ids) => [was, ids].concat(),
            Self::Remove(ids) => was.iter().copied().filter(|id| !ids.contains(id)).collect(),
            Self::Set(ids) => ids.clone(),
        };
        after.sort_unstable();
        after.dedup();
        let mut before = was.to_vec();
        before.sort_unstable();
        (before != after).then_some(after)
    }
}

/// What is changed of everybody of a selection. What is not said stays with each as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The role that all of them get.
    pub role: Option<Role>,
    /// The territory access that all of them get.
    pub access: Option<Access>,
    /// What becomes of their teams.
    pub teams: ListEdit,
    /// What becomes of their territories.
    pub territories: ListEdit,
}

impl Edit {
    /// Whether nothing is asked for.
    pub const fn is_empty(&self) -> bool {
        self.role.is_none() && self.access.is_none() && self.teams.is_kept() && self.territories.is_kept()
    }

    /// The fields that are changed, in the order of the template.
    pub(super) fn fields(&self) -> Vec<Field> {
        let asked = [
            (self.role.is_some(), Field::Role),
            (!self.teams.is_kept(), Field::Teams),
            (self.access.is_some(), Field::TerritoryAccess),
            (!self.territories.is_kept(), Field::Territories),
        ];
        asked.into_iter().filter_map(|(asked, field)| asked.then_some(field)).collect()
    }

    /// What the cell of a field says of somebody.
    pub(super) fn cell(&self, field: Field, person: &Person, [teams, territories]: &[Labels; 2]) -> String {
        match field {
            Field::Role => self.role.map(|role| role.to_string()).unwrap_or_default(),
            Field::TerritoryAccess => self.access.map(|access| access.to_string()).unwrap_or_default(),
            Field::Teams => list(&self.teams, &person.teams, teams),
            Field::Territories => list(&self.territories, &person.territories, territories),
            _ => String::new(),
        }
    }
}

fn list(edit: &ListEdit, was: &[i64], labels: &Labels) -> String {
    match edit.after(was) {
        None => String::new(),
        Some(after) if after.is_empty() => NONE.to_owned(),
        Some(after) => cell_out(&labels.list(&after)).into_owned(),
    }
}
