//! The texts of a workbook, which its cells refer to by number.

use quick_xml::events::Event;

use super::super::super::{Reason, Refusal};
use super::super::refuse::{broken, hostile};
use super::super::xml::{Xml, attribute};
use super::text::plain;

/// Bytes of all texts together.
const MOST_TEXT: usize = 1 << 26;

/// Texts. Twenty different ones for each of 200,000 rows fit.
const MOST_STRINGS: usize = 1 << 22;

/// Bytes of one text; a cell holds 32,767 characters.
const MOST_PIECES: usize = 1 << 20;

/// All texts in one, so that a million of them take little more than their letters.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part; what it says about its own size is not believed.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Refusal> {
        let mut strings = Self::default();
        let mut string = String::new();
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    string.clear();
                    rich_text(xml, &mut string)?;
                    strings.push(&string)?;
                }
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    fn push(&mut self, string: &str) -> Result<(), Refusal> {
        if self.text.len() + string.len() > MOST_TEXT || self.ends.len() >= MOST_STRINGS {
            return Err(Reason::FileTooLarge.because(
                "The texts of the workbook take more than 64 MB. Split it into smaller files, or use CSV.",
            ));
        }
        self.text.push_str(string);
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// The text of a number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start as usize..*self.ends.get(number)? as usize)
    }
}

/// Adds the text of an element whose parts may each look different. How it is pronounced is left out.
pub(super) fn rich_text(xml: &mut Xml<'_>, out: &mut String) -> Result<(), Refusal> {
    let mut piece = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "t" => {
                let keeps = attribute(&element, "xml:space").is_some_and(|space| space == "preserve");
                piece.clear();
                xml.text(&mut piece)?;
                let blanks: &[char] = if keeps { &[] } else { &[' ', '\t', '\r', '\n'] };
                out.push_str(&plain(piece.trim_matches(blanks)));
                if out.len() > MOST_PIECES {
                    return Err(hostile("a text in it takes many megabytes"));
                }
            }
            Event::Start(element) if element.local_name().as_ref() == "rPh" => xml.skip()?,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(broken("it ends in the middle of a text")),
            _ => {}
        }
    }
    Ok(())
}
