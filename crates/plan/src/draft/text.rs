//! Where the texts of a draft lie: most of them in the sheet itself, the few that differ from their cell beside it.

use rustc_hash::FxHashMap;

/// A piece of the sheet's text, or of the draft's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    start: u32,
    /// Length in bytes; the highest bit says that the piece lies in the draft's own text.
    len: u32,
}

const OWN: u32 = 1 << 31;

impl Span {
    /// Whether the piece is empty.
    pub const fn is_empty(self) -> bool {
        self.len & !OWN == 0
    }

    /// The text of the piece.
    pub fn get<'a>(self, sheet: &'a str, own: &'a str) -> &'a str {
        let text = if self.len & OWN == 0 { sheet } else { own };
        let start = self.start as usize;
        text.get(start..start + (self.len & !OWN) as usize).unwrap_or("")
    }

    /// Keeps a text: as a piece of the sheet where it lies in it, else as a copy at the end of `own`.
    pub fn keep(text: &str, sheet: &str, own: &mut String) -> Self {
        let offset = (text.as_ptr() as usize).wrapping_sub(sheet.as_ptr() as usize);
        if offset < sheet.len() && offset + text.len() <= sheet.len() {
            return Self { start: offset as u32, len: text.len() as u32 };
        }
        let start = own.len() as u32;
        own.push_str(text);
        Self { start, len: text.len() as u32 | OWN }
    }
}

/// Texts by number, each once; number 0 is the empty text.
#[derive(Clone, Debug)]
pub struct Texts {
    texts: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { texts: vec![String::new()], numbers: FxHashMap::from_iter([(String::new(), 0)]) }
    }
}

impl Texts {
    /// The number of a text.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }
}
