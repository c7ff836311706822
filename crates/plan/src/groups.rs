//! Names of teams and territories: a name or a path finds at most one group, never a guess.
//!
//! Names match by folded form. A path (`Parent > Child`) matches the groups whose ancestors end with it; a path that
//! begins with an empty name (`> North`) begins at the top, which is how a top group whose name stands twice is told
//! from its namesakes. What groups were called before is in [`past`].

mod past;

use std::borrow::Cow;

use memchr::memchr2;
use rustc_hash::FxHashMap;

use crate::plan::{NewGroup, Ref};
use crate::snapshot::Group;
use crate::value::dialect::path_out;
use crate::value::fold::fold;
use crate::value::list::{has_separator, quoted_path_out, split_path};

/// What stands between the names of a path where somebody does not write ` > `.
const PATHS: [&str; 8] = [" / ", " - ", " – ", " — ", " » ", " → ", "/", "\\"];

/// What a text finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One group, by its place in the index.
    One(u32),
    /// Several, by their places, ascending.
    Several(Vec<u32>),
    /// None.
    Unknown,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    folded: String,
    parent: Option<u32>,
    id: Option<i64>,
}

/// Every group of one kind (teams or territories), those that exist first and then those that fixes create.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    entries: Vec<Entry>,
    known: u32,
    by_name: FxHashMap<String, Vec<u32>>,
    /// Whether any name holds a separator of lists; if none does, only line breaks can make a cell look like a list.
    separators: bool,
    past: past::Names,
}

impl Groups {
    /// Builds the index of the groups that exist.
    pub fn new(groups: &[Group]) -> Self {
        let places: FxHashMap<i64, u32> = (0..).zip(groups).map(|(at, group)| (group.id, at)).collect();
        let mut index = Self { known: groups.len() as u32, ..Self::default() };
        for group in groups {
            let parent = group.parent.and_then(|id| places.get(&id).copied());
            index.push(group.name.clone(), parent, Some(group.id));
        }
        index
    }

    fn push(&mut self, name: String, parent: Option<u32>, id: Option<i64>) -> u32 {
        let at = self.entries.len() as u32;
        let folded = fold(&name).into_owned();
        self.separators |= has_separator(&folded);
        self.by_name.entry(folded.clone()).or_default().push(at);
        self.entries.push(Entry { name, folded, parent, id });
        at
    }

    /// Whether a text, taken whole, is the name of a group, or was that of one.
    pub fn is_name(&self, text: &str) -> bool {
        let folded = fold(text);
        self.by_name.contains_key(folded.as_ref()) || self.past.has(&folded)
    }

    /// Whether a text with a separator of lists in it, taken whole, is the name of a group.
    pub fn is_listed_name(&self, text: &str) -> bool {
        (self.separators || memchr2(b'\n', b'\r', text.as_bytes()).is_some()) && self.is_name(text)
    }

    /// Finds the group that a name or path means. A text that is a name is that name, even with ` > ` in it. What is
    /// neither is read as a path in the other ways people write one (`Sales / North`, `Sales - North`).
    pub fn find(&self, text: &str) -> Found {
        if let Some(places) = self.by_name.get(fold(text).as_ref()) {
            return one_or_several(places.clone());
        }
        let names: Vec<Cow<'_, str>> = split_path(text);
        let from_top = names.len() > 1 && names.first().is_some_and(|name| name.trim().is_empty());
        let found = self.find_path(names.iter().skip(usize::from(from_top)).map(AsRef::as_ref), from_top);
        if found != Found::Unknown {
            return found;
        }
        let loose = PATHS.iter().filter(|arrow| text.contains(**arrow));
        loose
            .map(|arrow| self.find_path(text.split(arrow), false))
            .find(|found| *found != Found::Unknown)
            .unwrap_or(Found::Unknown)
    }

    fn find_path<'t>(&self, names: impl Iterator<Item = &'t str>, from_top: bool) -> Found {
        let names: Vec<String> = names.map(|name| fold(name).into_owned()).collect();
        let Some(places) = names.last().and_then(|name| self.by_name.get(name)) else {
            return Found::Unknown;
        };
        one_or_several(places.iter().copied().filter(|at| self.ends_with(*at, &names, from_top)).collect())
    }

    /// The parent and the name of a text that is a path whose last name is not there yet: the parent as [`Self::text`]
    /// writes it. `None` where no parent is there, or several could be.
    pub fn parent_and_child(&self, text: &str) -> Option<(String, String)> {
        [" > "].iter().chain(&PATHS).find_map(|arrow| {
            let (parent, name) = text.rsplit_once(arrow)?;
            let Found::One(at) = self.find(parent.trim()) else { return None };
            let name = name.trim();
            (!name.is_empty()).then(|| (self.text(at), name.to_owned()))
        })
    }

    fn ends_with(&self, at: u32, names: &[String], from_top: bool) -> bool {
        let mut place = Some(at);
        for name in names.iter().rev() {
            match place.and_then(|at| self.entry(at)) {
                Some(entry) if entry.folded == *name => place = entry.parent,
                _ => return false,
            }
        }
        !from_top || place.is_none()
    }

    /// Adds a group that a fix creates, under a parent; a name that stands under that parent already is that name.
    /// The parent may be called what it was called before; one that is not there is created, as its path says or at the top.
    pub fn create(&mut self, name: &str, parent: Option<&str>) -> Result<u32, Vec<u32>> {
        let parent = match parent.map(|parent| (parent, self.find_meant(parent))) {
            None => None,
            Some((_, Found::One(at))) => Some(at),
            Some((_, Found::Several(places))) => return Err(places),
            Some((text, Found::Unknown)) => Some(self.create_path(text)?),
        };
        let folded = fold(name);
        let twin = self.by_name.get(folded.as_ref()).and_then(|places| {
            places.iter().copied().find(|at| self.entry(*at).is_some_and(|entry| entry.parent == parent))
        });
        Ok(twin.unwrap_or_else(|| self.push(crate::value::name::normalise(name).into_owned(), parent, None)))
    }

    /// Adds the group that a name or path means that finds none, with those above it.
    fn create_path(&mut self, text: &str) -> Result<u32, Vec<u32>> {
        let mut names: Vec<String> = split_path(text).into_iter().map(Cow::into_owned).collect();
        match names.pop().filter(|_| names.first().is_some_and(|name| !name.is_empty())) {
            Some(name) => self.create(&name, Some(&path_out(&names))),
            None => Ok(self.push(crate::value::name::normalise(text).into_owned(), None, None)),
        }
    }

    fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    /// How many groups exist; places from there on are of groups to be created.
    pub const fn known(&self) -> u32 {
        self.known
    }

    /// The name of a group, without its parents.
    pub fn name(&self, at: u32) -> &str {
        self.entry(at).map_or("", |entry| &entry.name)
    }

    /// The id of a group that exists.
    pub fn id(&self, at: u32) -> Option<i64> {
        self.entry(at)?.id
    }

    /// The parent's place.
    pub fn parent(&self, at: u32) -> Option<u32> {
        self.entry(at)?.parent
    }

    /// Whether a group, or one that it is under, is to be created and has a (folded) name.
    pub fn needs(&self, at: u32, folded: &str) -> bool {
        std::iter::successors(Some(at), |at| self.parent(*at))
            .filter(|at| *at >= self.known)
            .any(|at| self.entry(at).is_some_and(|entry| entry.folded == folded))
    }

    /// The place of a group that exists.
    pub fn place(&self, id: i64) -> Option<u32> {
        // Facts list groups by ascending id wherever the store read them; a search that does not rely on it is cheap
        // enough for the few people it is asked for.
        let known = self.entries.get(..self.known as usize)?;
        known
            .binary_search_by_key(&Some(id), |entry| entry.id)
            .ok()
            .or_else(|| known.iter().position(|entry| entry.id == Some(id)))
            .map(|at| at as u32)
    }

    /// The shortest text that finds this group and no other: its name, or a path.
    pub fn text(&self, at: u32) -> String {
        let name = self.name(at).to_owned();
        if self.by_name.get(fold(&name).as_ref()).is_none_or(|places| places.len() < 2) {
            return name;
        }
        let mut names = vec![name];
        let mut place = Some(at);
        while let Some(here) = place {
            place = self.parent(here);
            names.insert(0, place.map_or_else(String::new, |parent| self.name(parent).to_owned()));
            // A group may be called what the path of another one looks like; quotes make it a path all the same.
            for text in [path_out(&names), quoted_path_out(&names)] {
                if self.find(&text) == Found::One(at) {
                    return text;
                }
            }
        }
        path_out(&names)
    }

    /// All names with their places, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..).zip(self.entries.iter().map(|entry| entry.name.as_str()))
    }

    /// The groups to be created among `used` (places), with those of their ancestors that are new too, parents first;
    /// and the reference of every place.
    pub fn created(&self, used: impl Iterator<Item = u32>) -> Created {
        // Of most imports none is, and there is no need to look at what each row refers to.
        if self.entries.len() as u32 == self.known {
            return Created::default();
        }
        let mut wanted: Vec<u32> = Vec::new();
        for mut at in used.filter(|at| *at >= self.known) {
            while !wanted.contains(&at) {
                wanted.push(at);
                match self.parent(at) {
                    Some(parent) if parent >= self.known => at = parent,
                    _ => break,
                }
            }
        }
        // A parent is always pushed before its child, so ascending places put parents first.
        wanted.sort_unstable();
        let mut created = Created { groups: Vec::new(), places: wanted };
        for at in created.places.clone() {
            let parent = self.parent(at).map(|parent| created.reference(self, parent));
            created.groups.push(NewGroup { name: self.name(at).to_owned(), parent });
        }
        created
    }
}

/// The groups that a plan creates.
#[derive(Clone, Debug, Default)]
pub struct Created {
    /// The groups, parents first.
    pub groups: Vec<NewGroup>,
    places: Vec<u32>,
}

impl Created {
    /// The reference of a place of the index.
    pub fn reference(&self, groups: &Groups, at: u32) -> Ref {
        match groups.id(at) {
            Some(id) => Ref::Known(id),
            None => Ref::New(self.places.binary_search(&at).unwrap_or(usize::MAX) as u32),
        }
    }
}

fn one_or_several(places: Vec<u32>) -> Found {
    match places.as_slice() {
        [] => Found::Unknown,
        [one] => Found::One(*one),
        _ => Found::Several(places),
    }
}
