//! The values of cells: parse, don't validate. Each newtype can hold only a good value in its one normal form.
//!
//! Everything here is asked for every row of a file, so text that is normal already is borrowed, never copied. Nothing
//! here knows rows, findings or other people: a function takes one text and answers with a value or with a problem in
//! plain words.
//!
//! The order in which a cell is read: trim it; [`dialect::is_none`] says whether it clears; [`dialect::cell_in`] takes
//! off a protecting apostrophe; then the reader of its field: [`email`], [`phone`], [`role`], [`name`],
//! [`full_name`], [`list`], [`external_id`]. [`fold`] gives the form in which names of teams, territories, roles and headers are compared.

pub mod country;
pub mod dialect;
mod east_asian;
pub mod email;
pub mod email_domain;
pub mod email_example;
mod email_repair;
pub mod external_id;
pub mod fold;
pub mod full_name;
pub mod given_name;
pub mod list;
mod look_alike;
pub mod name;
mod name_capitals;
mod name_words;
pub mod phone;
mod phone_fast;
pub mod phone_label;
mod phone_text;
pub mod placeholder;
pub(crate) mod remark;
pub mod replace;
pub mod role;
mod several_people;
pub(crate) mod short_form;
pub(crate) mod title;
mod two_last_names;
pub mod visible;

/// A name, or an external id, is at most this many characters long.
pub const MOST_CHARACTERS: usize = 100;

/// A text without white space at its ends. Nearly all have visible ASCII there, and need no look at what a character is.
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Whether a text holds a control character that is no white space. Such a cell is damaged: nobody typed that.
pub fn has_control(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|byte| (byte < b' ' && !(b'\t'..=b'\r').contains(&byte)) || byte == 0x7f);
    }
    text.chars().any(|character| character.is_control() && !character.is_whitespace())
}

/// Characters that nobody sees and that come along when text is copied from a web page, a chat or a contact card: zero
/// width space, soft hyphen, byte order mark, direction marks. They never make two values different.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
