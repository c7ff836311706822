//! What the cells of a column look like, by its first rows.

use crate::field::Field;
use crate::sheet::Sheet;

/// Rows that are looked at.
const ROWS: u32 = 2000;

/// Counts over the filled cells of a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    filled: u32,
    emails: u32,
    phones: u32,
    roles: u32,
    accesses: u32,
    /// Letters only, in two words or more.
    full_names: u32,
    /// No letters at all.
    numbers: u32,
    /// Cells that are the same as the one before.
    repeats: u32,
}

/// Of every column.
pub(super) fn evidence(sheet: &Sheet) -> Vec<Evidence> {
    let columns = sheet.header().len();
    let mut all = vec![Evidence::default(); columns];
    let mut before = vec![""; columns];
    for row in 0..ROWS.min(sheet.len() as u32) {
        for ((cell, evidence), before) in sheet.cells(row).zip(&mut all).zip(&mut before) {
            let cell = cell.trim();
            if !cell.is_empty() {
                evidence.add(cell);
                evidence.repeats += u32::from(cell == *before);
                *before = cell;
            }
        }
    }
    all
}

impl Evidence {
    fn add(&mut self, cell: &str) {
        self.filled += 1;
        self.emails += u32::from(is_email(cell));
        self.phones += u32::from(is_phone(cell));
        self.roles += u32::from(is_role(cell));
        self.accesses += u32::from(is_access(cell));
        self.full_names += u32::from(is_full_name(cell));
        self.numbers += u32::from(!cell.chars().any(char::is_alphabetic));
    }

    /// The share of filled cells that look like a field, where cells of that field can be told by their look.
    pub(super) fn share(&self, field: Field) -> Option<f64> {
        let count = match field {
            Field::Email => self.emails,
            Field::Phone => self.phones,
            Field::Role => self.roles,
            Field::TerritoryAccess => self.accesses,
            Field::FullName => self.full_names,
            Field::FirstName
            | Field::LastName
            | Field::Teams
            | Field::Territories
            | Field::ExternalId
            | Field::Country => {
                return None;
            }
        };
        (self.filled > 0).then(|| f64::from(count) / f64::from(self.filled))
    }

    /// Whether the cells cannot be the field, whatever the header says.
    pub(super) fn rules_out(&self, field: Field) -> bool {
        if self.filled == 0 {
            return false;
        }
        let more_than = |count: u32, share: f64| f64::from(count) > share * f64::from(self.filled);
        match field {
            Field::Email => !more_than(self.emails, 0.3),
            Field::Phone => !more_than(self.phones, 0.3),
            Field::FirstName | Field::LastName | Field::FullName => {
                more_than(self.emails, 0.5) || more_than(self.numbers, 0.5)
            }
            Field::Role | Field::Teams | Field::Territories | Field::Country => more_than(self.emails, 0.5),
            Field::TerritoryAccess => !more_than(self.accesses, 0.3),
            // An id tells people apart; a column of names, or of the same value over and over, does not.
            Field::ExternalId => {
                more_than(self.full_names, 0.5) || self.filled >= 10 && more_than(self.repeats, 0.5)
            }
        }
    }

    /// How well the cells suit a field, in coarse steps: what tells two columns apart whose headers are equally good.
    pub(super) fn suits(&self, field: Field) -> u32 {
        if self.filled == 0 {
            return 0;
        }
        match self.share(field) {
            // A role that is a number is the key of a list that is not here.
            Some(_) if field == Field::Role => 1 + u32::from(self.numbers * 2 < self.filled),
            Some(share) => 1 + u32::from(share >= 0.5),
            None => 1,
        }
    }

    /// Whether the cells bear out a header that says little.
    pub(super) fn bears_out(&self, field: Field) -> bool {
        self.share(field).is_some_and(|share| share >= 0.6)
    }
}

fn is_email(cell: &str) -> bool {
    let cell = cell.strip_prefix("mailto:").unwrap_or(cell).trim_matches(['<', '>']);
    cell.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !cell.contains(char::is_whitespace)
    })
}

fn is_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let others = cell.chars().filter(|character| character.is_alphabetic()).count();
    (6..=20).contains(&digits) && others <= 4 && !cell.contains('@') && !is_date(cell)
}

/// `2024-01-31`, `31.01.2024`, `1/31/2024`.
fn is_date(cell: &str) -> bool {
    let parts = cell.split(['-', '/', '.', 'T', ' ', ':']).collect::<Vec<_>>();
    let lengths = parts.iter().take(3).map(|part| part.len()).collect::<Vec<_>>();
    matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

fn is_role(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    ["sales", "manager", "admin", "rep", "agent", "director", "supervisor", "lead", "owner", "member", "user"]
        .iter()
        .any(|word| cell.split(|character: char| !character.is_alphanumeric()).any(|part| part == *word))
}

fn is_access(cell: &str) -> bool {
    ["global", "limited", "all", "restricted", "full"].iter().any(|word| cell.eq_ignore_ascii_case(word))
}

fn is_full_name(cell: &str) -> bool {
    let is_letter =
        |character: char| character.is_alphabetic() || matches!(character, '.' | '\'' | '’' | '-' | ',');
    let words = cell.split_whitespace().collect::<Vec<_>>();
    (2..=6).contains(&words.len()) && words.iter().all(|word| word.chars().all(is_letter))
}
