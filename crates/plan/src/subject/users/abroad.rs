//! The country of a phone that cannot be read where its row stands: what other cells of the row point to. Never more than
//! a suggestion.

use super::cells::{Cells, domain_of};
use crate::field::Field;
use crate::value::country::Country;

/// Endings of countries that anybody takes, whatever the country.
const OF_ANYBODY: [&str; 20] = [
    "ac", "ai", "cc", "co", "fm", "gg", "gl", "im", "io", "la", "ly", "me", "nu", "sc", "sh", "so", "to",
    "tv", "vc", "ws",
];

/// Names of countries have so many letters; of fewer letters many other things are named.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=40;

impl Cells<'_> {
    /// The country under which a phone can be read that cannot be where it stands, if another phone of the row, the ending
    /// of its address, or a cell that names a country points there; the first of these that does.
    pub fn abroad(&self, at: u32, phone: &str) -> Option<Country> {
        let reads = |country: &Country| {
            let reading = self.sources.phones.read(phone, Some(*country));
            reading.is_ok_and(|reading| !reading.phone.country_assumed)
        };
        self.of_other_phones(at)
            .find(reads)
            .or_else(|| self.of_address(at).filter(reads))
            .or_else(|| self.of_places(at).find(reads))
    }

    /// The countries of the numbers of a row that say theirs, whatever they feed.
    fn of_other_phones(&self, at: u32) -> impl Iterator<Item = Country> {
        self.sheet.cells(at).map(|cell| cell.trim().trim_start_matches('\'')).filter_map(|cell| {
            let number = match cell.strip_prefix("00") {
                Some(rest) => self.sources.phones.parse(&format!("+{rest}")),
                None if cell.starts_with('+') => self.sources.phones.parse(cell),
                None => return None,
            };
            Country::from_code(&number.ok()?.number.country()?)
        })
    }

    /// The country in whose ending the address of a row ends.
    fn of_address(&self, at: u32) -> Option<Country> {
        let address = self.fixes.at_domain(self.value_at(at, Field::Email)?);
        let (_, domain) = domain_of(&address)?;
        let ending = domain.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "uk" => Country::from_code("GB"),
            ending if ending.len() == 2 && !OF_ANYBODY.contains(&ending) => Country::from_code(ending),
            _ => None,
        }
    }

    /// The countries that cells of a row name by name: alone, or at the end of an address.
    fn of_places(&self, at: u32) -> impl Iterator<Item = Country> {
        self.sources.places().iter().filter_map(move |column| {
            let cell = self.sheet.cell(at, *column);
            let name = cell.rsplit([',', '\n']).next()?.trim();
            let is_name = LETTERS.contains(&name.chars().count())
                && !name.contains(|letter: char| letter.is_ascii_digit());
            is_name.then(|| Country::parse(name)).flatten()
        })
    }
}
