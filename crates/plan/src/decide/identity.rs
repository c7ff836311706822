//! Who a row is: DESIGN's order of external id, e-mail, phone; every other hit is a clash.

use super::people::Index;
use crate::draft::{About, Draft};
use crate::field::Field;
use crate::finding::Code;
use crate::snapshot::{Person, Status};
use crate::subject::users::merge::Note;
use crate::subject::users::row::{Row, State};

/// What the keys of a row say.
#[derive(Debug, Default)]
pub struct Identity {
    /// The existing person the row is about, by place.
    pub person: Option<u32>,
    /// Suspended holders whose phone the row takes over, by place.
    pub released: Vec<u32>,
    /// Clashes; any blocks the row.
    pub clashes: Vec<Note>,
}

/// Finds out who a row is.
pub fn identify(draft: &Draft, at: u32, row: Row, people: &Index<'_>) -> Identity {
    let mut found = Identity::default();
    let about = draft.about(at);
    if people.is_empty() && !matches!(about, About::Person(_)) {
        return found;
    }
    let decision = draft.decision(at);
    let id = (row.state(Field::ExternalId) == State::Good).then(|| draft.text(row.external_id));
    let email = (row.state(Field::Email) == State::Good).then(|| draft.text(row.email));
    let by_email = email.and_then(|email| people.by_email(email));
    match about {
        About::Keys => by_keys(draft, at, row, people, &mut found),
        About::Nobody => {}
        About::Person(id) => found.person = people.by_id(id),
    }
    if matches!(about, About::Person(_)) && found.person.is_none() {
        let (field, value, other) = (None, String::new(), String::new());
        found.clashes.push(Note { code: Code::PersonUnknown, field, value, other });
    }
    if let Some(holder) = by_email.filter(|holder| Some(*holder) != found.person) {
        found.clashes.push(clash(Code::EmailTaken, Field::Email, email.unwrap_or(""), people, holder));
    }
    // By its external id a row of a file is that person; a form is about its own.
    let by_id = id.and_then(|id| people.by_external_id(id)).filter(|_| about != About::Keys);
    if let Some(holder) = by_id.filter(|holder| Some(*holder) != found.person) {
        found.clashes.push(clash(Code::ExternalIdTaken, Field::ExternalId, id.unwrap_or(""), people, holder));
    }
    phone(row, people, decision.release, &mut found);
    found
}

/// The person whom external id, e-mail or phone finds, in this order.
fn by_keys(draft: &Draft, at: u32, row: Row, people: &Index<'_>, found: &mut Identity) {
    let id = (row.state(Field::ExternalId) == State::Good).then(|| draft.text(row.external_id));
    let email = (row.state(Field::Email) == State::Good).then(|| draft.text(row.email));
    let by_email = email.and_then(|email| people.by_email(email));
    found.person = id.and_then(|id| people.by_external_id(id));
    if found.person.is_none() {
        let same = |person: &Person| id.is_none() || person.external_id.is_none();
        found.person = by_email.filter(|at| people.person(*at).is_some_and(same));
    }
    let keyless = row.state(Field::ExternalId) != State::Good && row.state(Field::Email) != State::Good;
    if found.person.is_none() && keyless {
        found.person = only_by_phone(row, people, &mut found.clashes);
    }
    if found.person.is_none() && draft.decision(at).same_person {
        found.person = by_email.or_else(|| people.by_phone(row.phone).first().copied());
    }
}

fn only_by_phone(row: Row, people: &Index<'_>, clashes: &mut Vec<Note>) -> Option<u32> {
    match people.by_phone(row.phone) {
        [] => None,
        [one] => Some(*one),
        several => people.holder(row.phone).or_else(|| {
            let mut names: Vec<String> =
                several.iter().filter_map(|at| people.person(*at)).map(|one| people.name(one)).collect();
            let all = names.len();
            names.retain(|name| !name.is_empty());
            names.extend((names.len() < all).then(|| "somebody else".to_owned()));
            clashes.push(Note {
                code: Code::PersonUnclear,
                field: Some(Field::Phone),
                value: format!("+{}", row.phone),
                other: names.join(", "),
            });
            None
        }),
    }
}

/// A phone that the person does not hold already must be nobody else's; a suspended holder's can be released.
fn phone(row: Row, people: &Index<'_>, release: bool, found: &mut Identity) {
    if row.phone == 0 {
        return;
    }
    let keeps = found.person.and_then(|at| people.person(at)).and_then(|person| person.phone);
    if keeps.is_some_and(|phone| phone.digits() == row.phone) {
        return;
    }
    for holder in people.by_phone(row.phone) {
        let Some(person) = people.person(*holder) else { continue };
        if release && person.status == Status::Suspended {
            found.released.push(*holder);
        } else if found.clashes.iter().all(|clash| clash.code != Code::PersonUnclear) {
            let value = format!("+{}", row.phone);
            found.clashes.push(clash(Code::PhoneTaken, Field::Phone, &value, people, *holder));
        }
    }
}

fn clash(code: Code, field: Field, value: &str, people: &Index<'_>, holder: u32) -> Note {
    let other = people.person(holder).map_or_else(String::new, |person| people.holder_name(person));
    Note { code, field: Some(field), value: value.to_owned(), other }
}
