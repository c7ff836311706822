//! The form of the panel, and the way of reading that it says.

use plan::mapping::{Escape, Reading};
use plan::read::ENCODINGS;
use serde::Deserialize;

/// The separators that can be chosen by name; any other one is typed.
pub const DELIMITERS: [(&str, &str, char); 4] =
    [("comma", "Comma", ','), ("semicolon", "Semicolon", ';'), ("tab", "Tab", '\t'), ("bar", "Bar |", '|')];

/// What is sent for a separator that is typed.
pub const OTHER: &str = "other";

/// The quotes that can be chosen.
pub const QUOTES: [(&str, &str, char); 2] = [("double", "Double \"", '"'), ("single", "Single '", '\'')];

/// The ways to write a quote within a quoted cell.
pub const ESCAPES: [(&str, &str, Escape); 2] =
    [("doubled", "Doubled \"\"", Escape::Doubled), ("backslash", "Backslash \\\"", Escape::Backslash)];

/// What the panel sends. Whatever is empty is to be found.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReadingForm {
    /// An encoding.
    pub encoding: String,
    /// The key of a separator.
    pub delimiter: String,
    /// The separator that is typed.
    pub other: String,
    /// The key of a quote.
    pub quote: String,
    /// The key of an escape.
    pub escape: String,
    /// The name of a sheet.
    pub sheet: String,
    /// The sheet that was chosen when the form was drawn.
    pub at: String,
    /// The number of the header row; 0 for none.
    pub header: String,
}

impl ReadingForm {
    /// The way of reading that the form says. A header chosen in one sheet says nothing of another.
    pub fn reading(&self) -> Reading {
        let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Reading {
            sheet: named(&self.sheet),
            encoding: named(&self.encoding),
            delimiter: self.delimiter(),
            quote: QUOTES.iter().find(|one| one.0 == self.quote).map(|one| one.2),
            escape: ESCAPES.iter().find(|one| one.0 == self.escape).map(|one| one.2),
            header_row: self.header.parse().ok().filter(|_| self.sheet == self.at),
        }
    }

    fn delimiter(&self) -> Option<char> {
        if self.delimiter == OTHER {
            return self.other.chars().next();
        }
        DELIMITERS.iter().find(|one| one.0 == self.delimiter).map(|one| one.2)
    }

    /// Whether a separator is to be typed and is not there yet.
    pub fn asks_other(&self) -> bool {
        self.delimiter == OTHER && self.other.is_empty()
    }
}

/// What is sent for an encoding: the name that the list has for it, or its own.
pub fn encoding_key(name: &str) -> &str {
    ENCODINGS.iter().find(|known| known.label.eq_ignore_ascii_case(name)).map_or(name, |known| known.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(change: impl FnOnce(&mut ReadingForm)) -> Reading {
        let mut form = ReadingForm::default();
        change(&mut form);
        form.reading()
    }

    #[test]
    fn what_is_left_empty_is_to_be_found() {
        assert_eq!(form(|_| {}), Reading::default());
    }

    #[test]
    fn another_separator_is_the_first_character_typed() {
        let said = form(|form| {
            form.delimiter = OTHER.into();
            form.other = "^x".into();
        });
        assert_eq!(said.delimiter, Some('^'));
        assert_eq!(form(|form| form.delimiter = OTHER.into()).delimiter, None);
    }

    #[test]
    fn the_header_of_one_sheet_says_nothing_of_another() {
        let header = |sheet: &str| {
            form(|form| {
                form.header = "4".into();
                form.at = "People".into();
                form.sheet = sheet.into();
            })
        };
        assert_eq!(header("People").header_row, Some(4));
        assert_eq!(header("Old").header_row, None);
    }

    #[test]
    fn no_header_is_a_choice_of_its_own() {
        assert_eq!(form(|form| form.header = "0".into()).header_row, Some(0));
    }
}
