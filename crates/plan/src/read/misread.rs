//! Letters of another script that were read as Western ones, one for one: `Èâàí` is `Иван`.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255};

use super::guess::likeliest;

/// What such a text may be.
const MAY_BE: [&Encoding; 4] = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1253, WINDOWS_1255];

/// So many accented letters and no others are no word of the West.
const LONG: usize = 3;

/// The text as it was: in no word of it do letters with and without an accent meet. `None` where nothing shows that it is another one.
pub(super) fn undo(text: &str) -> Option<String> {
    let (mut run, mut longest, mut plain) = (0, 0, false);
    for letter in text.chars() {
        match letter {
            // Signs of the West are letters of others.
            '\u{a1}'..='\u{bf}' => {}
            'À'..='ÿ' => {
                run += 1;
                longest = longest.max(run);
            }
            // Letters that its encoding does not have.
            _ if !letter.is_ascii() && letter.is_alphabetic() => return None,
            // A word of the West has both.
            'A'..='Z' | 'a'..='z' if run > 0 => return None,
            _ => {
                (run, plain) = (0, letter.is_ascii_alphabetic());
                continue;
            }
        }
        if plain {
            return None;
        }
    }
    if longest < LONG {
        return None;
    }
    let (bytes, _, missing) = WINDOWS_1252.encode(text);
    let found = likeliest(&bytes, &MAY_BE).filter(|found| !missing && *found != WINDOWS_1252)?;
    let read = found.decode_without_bom_handling(&bytes).0;
    let is_other = |letter: char| !letter.is_alphabetic() || ('\u{370}'..='\u{5ff}').contains(&letter);
    read.chars().filter(|letter| !letter.is_ascii()).all(is_other).then(|| read.into_owned())
}
