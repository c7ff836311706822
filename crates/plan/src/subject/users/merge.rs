//! A row laid over a person: the rules of roles, access, teams and territories, asked of the person as they would be.

use super::row::{Row, State};
use crate::authority::{Act, Denied, Rights, may, of_change, of_new};
use crate::draft::Draft;
use crate::field::Field;
use crate::finding::Code;
use crate::groups::Groups;
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

/// Role and access of the new person a row makes, and what there is to say. Needs the row's draft only, and whether everybody
/// needs a phone.
pub fn create(row: Row, needs_phones: bool, notes: &mut Vec<Note>) -> (Role, Access) {
    let needed = [
        (Field::FirstName, Code::FirstNameMissing),
        (Field::LastName, Code::LastNameMissing),
        (Field::Email, Code::EmailMissing),
        (Field::Phone, Code::PhoneMissing),
        (Field::Role, Code::RoleMissing),
    ];
    let is_needed = |field: Field| field != Field::Phone || needs_phones;
    for (field, code) in needed.into_iter().filter(|(field, _)| is_needed(*field)) {
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

/// A person as they would be after a row that leaves them with a status. References to groups that are created hold their
/// place in the draft's index.
pub fn update(draft: &Draft, row: Row, person: &Person, status: Status, notes: &mut Vec<Note>) -> Values {
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
    let clears_phone = !draft.facts().needs_phones && row.state(Field::Phone) == State::Clear;
    if clears_phone || row.state(Field::Phone) == State::Good {
        after.phone = crate::value::phone::PhoneNumber::from_digits(row.phone);
    }
    match row.state(Field::ExternalId) {
        State::Good => after.external_id = Some(draft.text(row.external_id).to_owned()),
        State::Clear => after.external_id = None,
        State::Blank | State::Bad => {}
    }
    list(draft, row, Field::Teams, &mut after.teams);
    list(draft, row, Field::Territories, &mut after.territories);
    after.status = status;
    for field in
        [Field::FirstName, Field::LastName, Field::Email, Field::Phone, Field::Role, Field::TerritoryAccess]
    {
        if row.state(field) == State::Clear && !(clears_phone && field == Field::Phone) {
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

/// What the authority function says of a new person.
pub fn judge_new(draft: &Draft, row: Row, access: Access, rights: &Rights, notes: &mut Vec<Note>) {
    let refs = |places: (u32, u16), groups: &Groups| -> Vec<Ref> {
        let bound = if rights.reach().is_some() { draft.places(places) } else { &[] };
        bound.iter().map(|place| groups.id(*place).map_or(Ref::New(*place), Ref::Known)).collect()
    };
    let (teams, territories) = (refs(row.teams, &draft.teams), refs(row.territories, &draft.territories));
    let mut placed = row.state(Field::Teams) == State::Bad || row.state(Field::Territories) == State::Bad;
    for act in of_new(rights, row.role, access, (&teams, &territories)) {
        let Err(denied) = may(rights, act, None) else { continue };
        // Of a team that is not theirs, and of one that cannot be read, is told already.
        if denied != Denied::Nowhere || !placed {
            notes.push(denial(denied, Some(act), draft));
        }
        placed |= matches!(act, Act::Move(..));
        // What goes with another role is nothing to say about somebody who cannot have it.
        if denied == Denied::OnlySales {
            return;
        }
    }
}

/// What the authority function says of a change, and whether first and last name both change.
pub fn judge(draft: &Draft, rights: &Rights, person: &Person, after: &Values, notes: &mut Vec<Note>) {
    let before = values(person);
    let target = Some(rights.target(person));
    for act in of_change(rights, &before, after) {
        let Err(denied) = may(rights, act, target) else { continue };
        notes.push(denial(denied, Some(act), draft));
        // Of who may not be changed at all, or not like this, nothing is said value by value.
        if act == Act::Edit || denied == Denied::OnlySales {
            break;
        }
    }
    // The rows of a file can have shifted against each other; a form is about one person.
    let renamed = after.first_name != person.first_name && after.last_name != person.last_name;
    if renamed && !draft.is_form() {
        let value =
            format!("{} {} → {} {}", person.first_name, person.last_name, after.first_name, after.last_name);
        notes.push(Note { code: Code::NameShift, field: Some(Field::LastName), value, other: String::new() });
    }
}

/// What the authority function says against an act, as a note: at the field of the act, with the team or territory that
/// it is about.
pub fn denial(denied: Denied, act: Option<Act<'_>>, draft: &Draft) -> Note {
    let value = match act {
        Some(Act::Move(field, one)) => {
            let groups = if field == Field::Teams { &draft.teams } else { &draft.territories };
            match one {
                Ref::Known(id) => groups.place(id).map_or_else(String::new, |at| groups.text(at)),
                Ref::New(at) => groups.name(at).to_owned(),
            }
        }
        _ => String::new(),
    };
    let field = act.and_then(|act| act.field());
    Note { code: denied.code(), field, value, other: denied.to_string() }
}
