//! A row laid over a person: the rules of roles, access, teams and territories, asked of the person as they would be.

use super::row::{Row, State};
use crate::authority::{Act, Denied, Target, may};
use crate::choices::Actor;
use crate::draft::Draft;
use crate::field::Field;
use crate::finding::Code;
use crate::plan::{Ref, Values};
use crate::snapshot::{Access, Person, Role, Status};

/// Something to say about a row: code, field, value and the second text of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub code: Code,
    pub field: Option<Field>,
    pub value: String,
    pub other: String,
}

impl Note {
    /// A note at a field, without a value.
    pub fn at(code: Code, field: Field) -> Self {
        Self { code, field: Some(field), value: String::new(), other: String::new() }
    }
}

/// Role and access of the new person a row makes, and what there is to say. Needs the row's draft only.
pub fn create(row: Row, actor: Actor, notes: &mut Vec<Note>) -> (Role, Access) {
    let needed = [
        (Field::FirstName, Code::FirstNameMissing),
        (Field::LastName, Code::LastNameMissing),
        (Field::Email, Code::EmailMissing),
        (Field::Phone, Code::PhoneMissing),
        (Field::Role, Code::RoleMissing),
    ];
    for (field, code) in needed {
        match row.state(field) {
            State::Blank => notes.push(Note::at(code, field)),
            State::Clear => notes.push(Note::at(Code::ValueNeeded, field)),
            State::Bad | State::Good => {}
        }
    }
    if row.state(Field::TerritoryAccess) == State::Clear {
        notes.push(Note::at(Code::ValueNeeded, Field::TerritoryAccess));
    }
    let role = row.role.unwrap_or(Role::Sales);
    if row.role.is_some()
        && let Err(denied) = may(actor, Act::Create(role), None)
    {
        notes.push(denial(denied, Some(Field::Role)));
    }
    if role == Role::Admin {
        admin_cells(row, notes);
        return (role, Access::Global);
    }
    let places =
        row.state(Field::Territories) != State::Blank && row.state(Field::Territories) != State::Clear;
    let access = row.access.unwrap_or(Access::Limited);
    if row.state(Field::TerritoryAccess) == State::Blank && !places {
        notes.push(Note::at(Code::AccessAssumed, Field::TerritoryAccess));
    } else if access == Access::Global && places {
        notes.push(Note::at(Code::AccessGlobal, Field::TerritoryAccess));
    } else if access == Access::Limited && !places && row.state(Field::TerritoryAccess) == State::Good {
        notes.push(Note::at(Code::AccessEmpty, Field::Territories));
    }
    (role, access)
}

/// What a row says of an Admin that an Admin cannot have.
fn admin_cells(row: Row, notes: &mut Vec<Note>) {
    if row.teams.1 > 0 {
        notes.push(Note::at(Code::AdminTeams, Field::Teams));
    }
    if row.territories.1 > 0 {
        notes.push(Note::at(Code::AdminTerritories, Field::Territories));
    }
    if row.access == Some(Access::Limited) {
        notes.push(Note::at(Code::AdminLimited, Field::TerritoryAccess));
    }
}

/// A person of the snapshot as values.
pub fn values(person: &Person) -> Values {
    Values {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.clone(),
        phone: person.phone,
        role: person.role,
        access: person.access,
        teams: refs(&person.teams),
        territories: refs(&person.territories),
        external_id: person.external_id.clone(),
        status: person.status,
    }
}

fn refs(ids: &[i64]) -> Vec<Ref> {
    let mut refs: Vec<Ref> = ids.iter().map(|id| Ref::Known(*id)).collect();
    refs.sort_unstable();
    refs
}

/// A person as they would be after a row. References to groups that are created hold their place in the draft's index.
pub fn update(draft: &Draft, row: Row, person: &Person, reactivate: bool, notes: &mut Vec<Note>) -> Values {
    let mut after = values(person);
    for (field, span, target) in [
        (Field::FirstName, row.first_name, &mut after.first_name),
        (Field::LastName, row.last_name, &mut after.last_name),
        (Field::Email, row.email, &mut after.email),
    ] {
        if row.state(field) == State::Good {
            draft.text(span).clone_into(target);
        }
    }
    if row.state(Field::Phone) == State::Good {
        after.phone = crate::value::phone::PhoneNumber::from_digits(row.phone);
    }
    match row.state(Field::ExternalId) {
        State::Good => after.external_id = Some(draft.text(row.external_id).to_owned()),
        State::Clear => after.external_id = None,
        State::Blank | State::Bad => {}
    }
    list(draft, row, Field::Teams, &mut after.teams);
    list(draft, row, Field::Territories, &mut after.territories);
    if reactivate && person.status == Status::Suspended {
        after.status = Status::Active;
    }
    for field in
        [Field::FirstName, Field::LastName, Field::Email, Field::Phone, Field::Role, Field::TerritoryAccess]
    {
        if row.state(field) == State::Clear {
            notes.push(Note::at(Code::ValueNeeded, field));
        }
    }
    after.role = row.role.unwrap_or(person.role);
    access(row, person, &mut after, notes);
    after
}

fn list(draft: &Draft, row: Row, field: Field, target: &mut Vec<Ref>) {
    let (places, groups) = match field {
        Field::Teams => (row.teams, &draft.teams),
        _ => (row.territories, &draft.territories),
    };
    match row.state(field) {
        State::Good => {
            *target = draft
                .places(places)
                .iter()
                .map(|place| groups.id(*place).map_or(Ref::New(*place), Ref::Known))
                .collect();
            target.sort_unstable();
        }
        State::Clear => target.clear(),
        State::Blank | State::Bad => {}
    }
}

fn access(row: Row, person: &Person, after: &mut Values, notes: &mut Vec<Note>) {
    if after.role == Role::Admin {
        admin_cells(row, notes);
        after.access = Access::Global;
        after.teams.clear();
        after.territories.clear();
        return;
    }
    after.access = row.access.unwrap_or(person.access);
    if person.role == Role::Admin {
        notes.push(Note::at(Code::AdminDemoted, Field::Role));
        after.access = row.access.unwrap_or(Access::Limited);
    }
    let changed = after.access != person.access || after.territories != refs(&person.territories);
    if after.access == Access::Global && !after.territories.is_empty() {
        notes.push(Note::at(Code::AccessGlobal, Field::TerritoryAccess));
    } else if changed && after.access == Access::Limited && after.territories.is_empty() {
        notes.push(Note::at(Code::AccessEmpty, Field::Territories));
    }
}

/// What the authority function says of a change, and whether first and last name both change.
pub fn judge(actor: Actor, person: &Person, after: &Values, notes: &mut Vec<Note>) {
    let before = values(person);
    let acts = [
        (before != *after, Act::Edit, None),
        (after.role != person.role, Act::GiveRole(after.role), Some(Field::Role)),
        (after.email != person.email, Act::ChangeEmail, Some(Field::Email)),
        (after.phone != person.phone, Act::ChangePhone, Some(Field::Phone)),
        (after.status != person.status, Act::ChangeStatus, None),
    ];
    let asked = acts.into_iter().filter(|(changes, _, _)| *changes);
    notes.extend(asked.filter_map(|(_, act, field)| refuse(actor, act, person, field)));
    if after.first_name != person.first_name && after.last_name != person.last_name {
        let value =
            format!("{} {} → {} {}", person.first_name, person.last_name, after.first_name, after.last_name);
        notes.push(Note { code: Code::NameShift, field: Some(Field::LastName), value, other: String::new() });
    }
}

/// What the authority function says against an act, if anything, as a note at a field.
pub fn refuse(actor: Actor, act: Act, person: &Person, field: Option<Field>) -> Option<Note> {
    let target = Some(Target { id: person.id, role: person.role });
    may(actor, act, target).err().map(|denied| denial(denied, field))
}

fn denial(denied: Denied, field: Option<Field>) -> Note {
    let code = if denied == Denied::Myself { Code::SelfProtected } else { Code::AuthorityDenied };
    Note { code, field, value: String::new(), other: denied.to_string() }
}
