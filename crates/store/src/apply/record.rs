//! The values before and after that an outcome keeps, as compact JSON in the shape of [`crate::values::PersonValues`].
//! Written by hand into a text that is used again: an import writes them by the hundred thousand.

use std::fmt::{Display, Write};

use plan::plan::{Create, Ref, Values};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;

use crate::bulk::rows::escape;

/// The ids that the groups created by a plan have in the database.
#[derive(Debug, Default)]
pub struct NewIds {
    /// By place in `Plan::new_teams`.
    pub teams: Vec<i64>,
    /// By place in `Plan::new_territories`.
    pub territories: Vec<i64>,
}

/// The id of a reference, with the ids of one kind of created groups. A plan never names a place it does not create.
pub fn id_of(one: Ref, created: &[i64]) -> Option<i64> {
    match one {
        Ref::Known(id) => Some(id),
        Ref::New(at) => created.get(at as usize).copied(),
    }
}

/// A person, borrowed from a plan.
struct Person<'a> {
    first_name: &'a str,
    last_name: &'a str,
    email: &'a str,
    phone: Option<PhoneNumber>,
    role: Role,
    access: Access,
    teams: &'a [Ref],
    territories: &'a [Ref],
    external_id: Option<&'a str>,
    status: Status,
}

/// Writes a new person.
pub fn created(one: &Create<'_>, ids: &NewIds, to: &mut String) {
    let person = Person {
        first_name: one.first_name,
        last_name: one.last_name,
        email: one.email,
        phone: one.phone,
        role: one.role,
        access: one.access,
        teams: &one.teams,
        territories: &one.territories,
        external_id: one.external_id,
        status: Status::Invited,
    };
    person.write(ids, to);
}

/// Writes one side of a change, with the phone that the person really has then.
pub fn side(one: &Values, phone: Option<PhoneNumber>, ids: &NewIds, to: &mut String) {
    let person = Person {
        first_name: &one.first_name,
        last_name: &one.last_name,
        email: &one.email,
        phone,
        role: one.role,
        access: one.access,
        teams: &one.teams,
        territories: &one.territories,
        external_id: one.external_id.as_deref(),
        status: one.status,
    };
    person.write(ids, to);
}

impl Person<'_> {
    fn write(&self, ids: &NewIds, to: &mut String) {
        to.push('{');
        text(to, "first_name", Some(self.first_name));
        text(to, "last_name", Some(self.last_name));
        text(to, "email", Some(self.email));
        match self.phone {
            Some(phone) => plain(to, "phone", phone),
            None => text(to, "phone", None),
        }
        plain(to, "role", self.role);
        plain(to, "access", self.access);
        refs(to, "teams", self.teams, &ids.teams);
        refs(to, "territories", self.territories, &ids.territories);
        text(to, "external_id", self.external_id);
        plain(to, "status", self.status);
        to.push('}');
    }
}

fn key(to: &mut String, key: &str) {
    to.push_str(if to.ends_with('{') { "\"" } else { ",\"" });
    to.push_str(key);
    to.push_str("\":");
}

fn text(to: &mut String, name: &str, value: Option<&str>) {
    key(to, name);
    match value {
        Some(value) => {
            to.push('"');
            escape(value, to);
            to.push('"');
        }
        None => to.push_str("null"),
    }
}

/// A text without anything to escape. A String takes everything, so the result of `write!` says nothing.
fn plain(to: &mut String, name: &str, value: impl Display) {
    key(to, name);
    let _ = write!(to, "\"{value}\"");
}

fn refs(to: &mut String, name: &str, refs: &[Ref], created: &[i64]) {
    key(to, name);
    let mut before = '[';
    for id in refs.iter().filter_map(|one| id_of(*one, created)) {
        let _ = write!(to, "{before}{id}");
        before = ',';
    }
    to.push_str(if before == '[' { "[]" } else { "]" });
}

#[cfg(test)]
mod tests {
    use plan::plan::{Ref, Values};
    use plan::snapshot::{Access, Role, Status};
    use plan::value::phone::PhoneNumber;

    use super::{NewIds, side};
    use crate::ids::{TeamId, TerritoryId};
    use crate::values::PersonValues;

    #[test]
    fn what_is_written_reads_back_as_the_values_of_a_person() {
        let values = Values {
            first_name: "An \"A\" \\ a".to_owned(),
            last_name: "{".to_owned(),
            email: "ana@x.example".to_owned(),
            phone: PhoneNumber::from_e164("+13125550117"),
            role: Role::Manager,
            access: Access::Limited,
            teams: vec![Ref::Known(7), Ref::New(0)],
            territories: Vec::new(),
            external_id: None,
            status: Status::Active,
        };
        let ids = NewIds { teams: vec![40], territories: Vec::new() };
        let mut text = String::new();
        side(&values, values.phone, &ids, &mut text);
        let back: PersonValues = serde_json::from_str(&text).unwrap();
        assert_eq!(
            (back.first_name, back.last_name, back.phone, back.role),
            (values.first_name, values.last_name, values.phone, Role::Manager)
        );
        assert_eq!((back.teams, back.territories), (vec![TeamId(7), TeamId(40)], Vec::<TerritoryId>::new()));
    }
}
