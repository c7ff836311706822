//! The words of phones that can be dialled with the code of the country which other cells of their row point to.

use crate::value::country::with_code;

/// The heading, with the two-letter code of the country; with none the heading of many.
pub fn title(country: &str) -> String {
    if country.is_empty() {
        return "Phone without the code of its country".to_owned();
    }
    format!("Phone without {}", with_code(country))
}

/// What is wrong with one of the numbers, and what to do.
pub fn text(country: &str, number: &str) -> String {
    let code = with_code(country);
    format!(
        "“{number}” cannot be dialled as it stands, but with {code}, and something else in its row points there: another phone, \
         the address or a country. Read these phones with that code, or type them with + and the code of their country."
    )
}

/// The same at a form.
pub fn of_form(country: &str, number: &str) -> String {
    format!(
        "“{number}” cannot be dialled as it stands, but with {}. Type it with + and the code of its country.",
        with_code(country)
    )
}

/// What is wrong with the country of phones that are numbers only by their country.
pub fn of_no_country(cell: &str) -> String {
    format!(
        "“{cell}” is not the name of one country, and the phones beside it have no code of their own: read with the wrong \
         country they are the numbers of strangers. Say the country, or type these phones with + and the code of their country."
    )
}
