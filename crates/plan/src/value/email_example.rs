//! Addresses that templates show as an example and that are nobody's.

use super::trim;

/// Domains that are kept for examples (RFC 2606). The ending `.example` is not among them: whole companies are made up
/// under it to try something out.
const KEPT: [&str; 3] = ["example.com", "example.net", "example.org"];

/// Domains that say themselves that another one belongs there.
const TO_FILL_IN: [&str; 5] =
    ["yourcompany.com", "yourdomain.com", "your-company.com", "your-domain.com", "mustermann.de"];

/// Domains that many examples have, and somebody may.
const ANY_COMPANY: [&str; 9] = [
    "company.com",
    "mycompany.com",
    "domain.com",
    "mail.com",
    "email.com",
    "test.com",
    "firma.de",
    "unternehmen.de",
    "musterfirma.de",
];

/// Names that stand for any name.
const ANYBODY: [&str; 20] = [
    "jane.doe",
    "john.doe",
    "janedoe",
    "johndoe",
    "jane_doe",
    "john_doe",
    "jdoe",
    "max.mustermann",
    "erika.mustermann",
    "m.mustermann",
    "first.last",
    "firstname.lastname",
    "first_name.last_name",
    "first_last",
    "your.name",
    "yourname",
    "vorname.nachname",
    "prenom.nom",
    "nombre.apellido",
    "nome.cognome",
];

/// Whether an address is one that templates show: at a domain kept for examples, or a name that stands for any name at a
/// domain that stands for any company.
pub fn is_example(address: &str) -> bool {
    let address = trim(address).to_ascii_lowercase();
    let Some((name, domain)) = address.rsplit_once('@') else { return false };
    let is_at = |kept: &&str| {
        domain.strip_suffix(*kept).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    KEPT.iter().any(is_at)
        || TO_FILL_IN.contains(&domain)
        || ANY_COMPANY.contains(&domain) && ANYBODY.contains(&name)
}
