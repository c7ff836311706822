//! Other words for the fields, as readable data. All are folded: lower case, without accents and punctuation.

use crate::field::Field;

/// The words for a field, the best first: of two columns that both fit, the one whose word stands earlier is taken.
pub(super) const fn aliases(field: Field) -> &'static [&'static str] {
    match field {
        Field::FirstName => {
            &["first name", "given name", "forename", "firstname", "vorname", "prenom", "nombre"]
        }
        Field::LastName => {
            &["last name", "surname", "family name", "lastname", "nachname", "nom", "apellido"]
        }
        Field::FullName => &["full name", "name", "display name", "employee name"],
        Field::Email => &["email", "email address", "work email", "mail"],
        Field::Phone => {
            &["phone", "mobile phone", "mobile", "cell phone", "phone number", "mobile number", "telephone"]
        }
        Field::Role => &["role", "roles", "job title", "position", "title"],
        Field::Teams => &["teams", "team", "groups", "group", "department"],
        Field::TerritoryAccess => &["territory access", "access"],
        Field::Territories => &["territories", "territory", "region"],
        Field::ExternalId => &["external system id", "external id", "employee id", "employee number", "id"],
    }
}
