//! What a form sends.

use plan::field::Field;
use plan::fix::Fix;
use plan::form::{ROW, Typed};
use plan::plan::Fingerprint;
use plan::value::phone::PhoneNumber;
use store::users::User;
use store::values::PersonValues;

/// The fields, in the order they were sent.
pub(super) type Fields = Vec<(String, String)>;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    pub typed: Typed,
    /// Whether the phone of somebody suspended is taken over.
    pub release: bool,
    /// The version of the person when the form was opened.
    pub version: Option<i64>,
    /// The plan that was seen.
    pub seen: Option<Fingerprint>,
    /// The number that was typed in.
    pub confirm: Option<u32>,
    /// Whether only to say what it comes to.
    pub look: bool,
}

impl Sent {
    pub fn read(fields: Fields) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            sent.take(&name, value);
        }
        sent
    }

    fn take(&mut self, name: &str, value: String) {
        let typed = &mut self.typed;
        match name {
            "first_name" => typed.first_name = value,
            "last_name" => typed.last_name = value,
            "email" => typed.email = value,
            "phone" => typed.phone = value,
            "role" => typed.role = value,
            "territory_access" => typed.access = value,
            "external_id" => typed.external_id = value,
            "teams" => typed.teams.extend(value.parse::<i64>()),
            "territories" => typed.territories.extend(value.parse::<i64>()),
            "release" => self.release = true,
            // The first version is 1: a smaller number was made up.
            "version" => self.version = value.parse().ok().filter(|version| *version >= 1),
            "seen" => self.seen = Fingerprint::parse(&value),
            "confirm" => self.confirm = number(&value),
            "look" => self.look = true,
            // A button with another value for a field: it is put there, and looked at once more.
            _ => {
                if let Some(field) = name.strip_prefix("use-") {
                    self.look = true;
                    self.take(field, value);
                }
            }
        }
    }

    /// What goes beside the fields.
    pub fn fixes(&self) -> Vec<Fix> {
        let release = Fix::Release { field: Field::Phone, rows: vec![ROW] };
        if self.release { vec![release] } else { Vec::new() }
    }
}

/// A number with whatever stands between its digits.
pub(in crate::pages::users) fn number(text: &str) -> Option<u32> {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// What the form of somebody is filled with.
pub(super) fn filled(user: &User) -> Typed {
    let PersonValues {
        first_name,
        last_name,
        email,
        phone,
        role,
        access,
        teams,
        territories,
        external_id,
        ..
    } = &user.values;
    Typed {
        first_name: first_name.clone(),
        last_name: last_name.clone(),
        email: email.clone(),
        phone: phone.map(PhoneNumber::spaced).unwrap_or_default(),
        role: role.to_string(),
        access: access.to_string(),
        teams: teams.iter().map(|team| team.0).collect(),
        territories: territories.iter().map(|territory| territory.0).collect(),
        external_id: external_id.clone().unwrap_or_default(),
    }
}
