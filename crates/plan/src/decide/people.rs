//! The snapshot's people, by each of their keys.

use rustc_hash::FxHashMap;

use crate::authority::Rights;
use crate::snapshot::{People, Person, Status};
use crate::value::phone::PhoneNumber;

/// An index over [`People`]; persons are named by their place in [`People::found`].
pub struct Index<'a> {
    people: &'a People,
    rights: &'a Rights,
    external_ids: FxHashMap<&'a str, u32>,
    emails: FxHashMap<&'a str, u32>,
    phones: FxHashMap<u64, Vec<u32>>,
    plain_ids: FxHashMap<&'a str, Vec<u32>>,
}

impl<'a> Index<'a> {
    /// Builds the index, for somebody who may not know who everybody is.
    pub fn new(people: &'a People, rights: &'a Rights) -> Self {
        let mut index = Self {
            people,
            rights,
            external_ids: FxHashMap::default(),
            emails: FxHashMap::default(),
            phones: FxHashMap::default(),
            plain_ids: FxHashMap::default(),
        };
        for (at, person) in (0..).zip(&people.found) {
            index.emails.insert(&person.email, at);
            if let Some(id) = &person.external_id {
                index.external_ids.insert(id, at);
                index.plain_ids.entry(plain(id)).or_default().push(at);
            }
            if let Some(phone) = person.phone {
                index.phones.entry(phone.digits()).or_default().push(at);
            }
        }
        index
    }

    /// Whether the snapshot found nobody at all.
    pub fn is_empty(&self) -> bool {
        self.people.found.is_empty()
    }

    /// The person at a place.
    pub fn person(&self, at: u32) -> Option<&'a Person> {
        self.people.found.get(at as usize)
    }

    /// Whether whoever imports may know who the person at a place is.
    pub fn shows(&self, at: u32) -> bool {
        self.person(at).is_some_and(|person| self.rights.sees(person))
    }

    /// A person's name as findings print it; empty where whoever imports may not know who it is.
    pub fn name(&self, person: &Person) -> String {
        if self.rights.sees(person) {
            format!("{} {}", person.first_name, person.last_name)
        } else {
            String::new()
        }
    }

    /// Name and status of whoever holds a key, as findings print it; empty where nobody may know.
    pub fn holder_name(&self, person: &Person) -> String {
        let name = self.name(person);
        if name.is_empty() { name } else { format!("{name}, {}", person.status) }
    }

    /// The person with an id.
    pub fn by_id(&self, id: i64) -> Option<u32> {
        // A snapshot lists people by ascending id wherever the store read it.
        let found = self.people.found.binary_search_by_key(&id, |person| person.id);
        found.ok().map(|at| at as u32)
    }

    /// Who has an external id.
    pub fn by_external_id(&self, id: &str) -> Option<u32> {
        self.external_ids.get(id).copied()
    }

    /// Who has an address.
    pub fn by_email(&self, email: &str) -> Option<u32> {
        self.emails.get(email).copied()
    }

    /// Who holds a phone; several only where all but one are suspended.
    pub fn by_phone(&self, phone: u64) -> &[u32] {
        self.phones.get(&phone).map_or(&[], Vec::as_slice)
    }

    /// Whoever holds a phone and is not suspended.
    pub fn holder(&self, phone: u64) -> Option<u32> {
        self.by_phone(phone)
            .iter()
            .copied()
            .find(|at| self.person(*at).is_some_and(|p| p.status != Status::Suspended))
    }

    /// Somebody whose external id is the same but for leading zeros, and not the same.
    pub fn by_plain_id(&self, id: &str) -> Option<&'a str> {
        let places = self.plain_ids.get(plain(id))?.iter().filter(|at| self.shows(**at));
        places.filter_map(|at| self.person(*at)?.external_id.as_deref()).find(|other| *other != id)
    }

    /// Whether somebody who has joined another account has an address.
    pub fn email_is_elsewhere(&self, email: &str) -> bool {
        self.people.emails_elsewhere.binary_search_by(|other| other.as_str().cmp(email)).is_ok()
    }

    /// Whether somebody who has joined another account holds a phone.
    pub fn phone_is_elsewhere(&self, phone: PhoneNumber) -> bool {
        self.people.phones_elsewhere.binary_search(&phone).is_ok()
    }
}

/// An external id without leading zeros.
pub fn plain(id: &str) -> &str {
    id.trim_start_matches('0')
}
