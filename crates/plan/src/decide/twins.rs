//! Rows that share a key, or a person: refused, never "the last one wins".

use rustc_hash::{FxHashMap, FxHashSet};

use super::rows::Rows;
use crate::field::Field;
use crate::finding::Code;
use crate::plan::Fate;
use crate::snapshot::Status;
use crate::subject::users::merge::Note;

impl Rows<'_> {
    /// Blocks every row that shares an address, a phone, an external id or a person with another that is not skipped.
    pub fn refuse_twins(&mut self) {
        let draft = self.draft;
        for group in &draft.twins.external_ids {
            let value = group.first().map_or("", |at| draft.external_id(*at));
            self.refuse(group, Code::ExternalIdDuplicate, Field::ExternalId, value);
        }
        for group in &draft.twins.emails {
            let value = group.first().map_or("", |at| draft.email(*at));
            self.refuse(group, Code::EmailDuplicate, Field::Email, value);
        }
        let released: FxHashSet<i64> = self.releases.iter().map(|release| release.person).collect();
        for group in &draft.twins.phones {
            let value = group.first().map_or(String::new(), |at| format!("+{}", draft.row(*at).phone));
            let sharing: Vec<u32> =
                group.iter().copied().filter(|at| !self.keeps_suspended_phone(*at, &released)).collect();
            self.refuse(&sharing, Code::PhoneDuplicate, Field::Phone, &value);
        }
        self.refuse_same_person();
    }

    fn refuse(&mut self, group: &[u32], code: Code, field: Field, value: &str) {
        let live: Vec<u32> =
            group.iter().copied().filter(|at| self.fate(*at) != Some(Fate::Skipped)).collect();
        if live.len() < 2 {
            return;
        }
        for at in live {
            self.twins.insert(at);
            self.block(at, Note { code, field: Some(field), value: value.to_owned(), other: String::new() });
        }
    }

    /// A phone is handed on from somebody who is suspended: their row may name it beside the row of whoever has it now.
    /// Where another row takes it over from them, their own row cannot give it to them as well.
    fn keeps_suspended_phone(&self, at: u32, released: &FxHashSet<i64>) -> bool {
        let Some(person) = self.person(at) else { return false };
        person.status == Status::Suspended
            && !self.reactivates(at)
            && !released.contains(&person.id)
            && person.phone.is_some_and(|phone| phone.digits() == self.draft.row(at).phone)
    }

    fn refuse_same_person(&mut self) {
        let mut rows: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, person) in (0_u32..).zip(&self.persons) {
            if let Some(person) = person
                && self.fate(at) != Some(Fate::Skipped)
            {
                rows.entry(*person).or_default().push(at);
            }
        }
        let mut shared: Vec<(u32, Vec<u32>)> = rows.into_iter().filter(|(_, rows)| rows.len() > 1).collect();
        shared.sort_unstable();
        for (person, rows) in shared {
            // Rows that share a key have been refused for that already.
            if rows.iter().all(|at| self.twins.contains(at)) {
                continue;
            }
            let name = self.people.person(person).map(|one| self.people.name(one)).unwrap_or_default();
            for at in rows {
                let note = Note {
                    code: Code::PersonDuplicate,
                    field: None,
                    value: name.clone(),
                    other: String::new(),
                };
                self.block(at, note);
            }
        }
    }
}
