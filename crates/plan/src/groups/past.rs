//! Names that teams and territories had before, so that a mapping saved under one of them goes on to mean what it meant.
//!
//! A name that a group has now always comes first: only what finds nothing is looked for in the past. Once is each group
//! found by every place where it stood: the name and the parent of then, each by the names that it had itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Found, Groups, PATHS, one_or_several};
use crate::snapshot::Past;
use crate::value::fold::fold;
use crate::value::list::split_path;

/// What a group was under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// Nothing.
    Top,
    /// The group at a place.
    Group(u32),
    /// One that is not there any more.
    Gone,
}

/// The past of an index of groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Places, and what each was under, by folded name.
    former: FxHashMap<String, Vec<(u32, Above)>>,
    /// Folded.
    archived: FxHashSet<String>,
}

impl Names {
    /// Whether a folded text is a name of the past.
    pub fn has(&self, folded: &str) -> bool {
        self.former.contains_key(folded) || self.archived.contains(folded)
    }
}

impl Groups {
    /// The same index with what its groups were called before.
    #[must_use]
    pub fn with_past(mut self, past: &Past) -> Self {
        for one in &past.former {
            let Some(place) = self.place(one.group) else { continue };
            let above = one.parent.map_or(Above::Top, |id| self.place(id).map_or(Above::Gone, Above::Group));
            let folded = self.noted(&one.name);
            self.past.former.entry(folded).or_default().push((place, above));
        }
        for name in &past.archived {
            let folded = self.noted(name);
            self.past.archived.insert(folded);
        }
        self
    }

    fn noted(&mut self, name: &str) -> String {
        let folded = fold(name).into_owned();
        self.separators |= crate::value::list::has_separator(&folded);
        folded
    }

    /// Finds the group that a saved text means: as [`Self::find`] does, and what finds none by the names of before.
    pub fn find_meant(&self, text: &str) -> Found {
        match self.find(text) {
            Found::Unknown => one_or_several(self.formerly(text)),
            found => found,
        }
    }

    /// The places of the groups that were called this, or are called it but stood elsewhere; ascending.
    pub fn formerly(&self, text: &str) -> Vec<u32> {
        if self.past.former.is_empty() {
            return Vec::new();
        }
        let whole = (vec![fold(text).into_owned()], false);
        let readings = std::iter::once(whole).chain(readings(text));
        readings
            .map(|(names, from_top)| self.stood_at(&names, from_top))
            .find(|places| !places.is_empty())
            .unwrap_or_default()
    }

    /// Whether a text, or the last name of a path, is what an archived group is called.
    pub fn is_archived(&self, text: &str) -> bool {
        let archived = |name: &str| self.past.archived.contains(fold(name).as_ref());
        archived(text) || split_path(text).last().is_some_and(|name| archived(name))
    }

    fn stood_at(&self, names: &[String], from_top: bool) -> Vec<u32> {
        let Some(last) = names.last() else { return Vec::new() };
        let now = self.by_name.get(last).into_iter().flatten().copied();
        let before = self.past.former.get(last).into_iter().flatten().map(|(at, _)| *at);
        let mut places: Vec<u32> =
            now.chain(before).filter(|at| self.stood(Above::Group(*at), names, from_top)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Whether a group stands or stood where a path ends. Each step takes a name off the path, so that it ends whatever the
    /// past says.
    fn stood(&self, above: Above, names: &[String], from_top: bool) -> bool {
        let Some((name, rest)) = names.split_last() else { return !from_top || above == Above::Top };
        let Above::Group(at) = above else { return false };
        let now = self.entry(at).filter(|entry| entry.folded == *name);
        let now = now.map(|entry| entry.parent.map_or(Above::Top, Above::Group));
        let before = self.past.former.get(name).into_iter().flatten().filter(|(place, _)| *place == at);
        now.into_iter().chain(before.map(|(_, above)| *above)).any(|above| self.stood(above, rest, from_top))
    }
}

/// The ways to read a text as a path: folded names from the top down, and whether the first of them is at the top.
fn readings(text: &str) -> impl Iterator<Item = (Vec<String>, bool)> {
    let folded = |name: &str| fold(name).into_owned();
    let names = split_path(text);
    let from_top = names.len() > 1 && names.first().is_some_and(|name| name.trim().is_empty());
    let written = names.iter().skip(usize::from(from_top)).map(|name| folded(name)).collect();
    let loose = PATHS.iter().filter(|arrow| text.contains(**arrow));
    let loose = loose.map(|arrow| (text.split(arrow).map(|name| fold(name).into_owned()).collect(), false));
    std::iter::once((written, from_top)).chain(loose)
}
