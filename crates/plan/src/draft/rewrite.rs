//! What fixes make of the text of a whole cell before it is taken apart: a repair, then what is found and replaced, then
//! zeros before a number.

use std::borrow::Cow;

use crate::read::quoted;
use crate::value::external_id::padded;
use crate::value::replace::Replacement;

/// The rewriting fixes of one field, each with its place in the list of fixes.
#[derive(Debug, Default)]
pub struct Rewrites {
    repair: Option<usize>,
    /// In the order of the list: each finds what the one before has left, as somebody who replaces one after the other
    /// expects.
    replacements: Vec<(usize, Replacement)>,
    /// The digits that numbers have at least.
    length: Option<(usize, u8)>,
}

impl Rewrites {
    /// Adds the repair of damaged text.
    pub const fn add_repair(&mut self, at: usize) {
        self.repair = Some(at);
    }

    /// Adds the digits that numbers have at least.
    pub const fn add_length(&mut self, at: usize, length: u8) {
        self.length = Some((at, length));
    }

    /// Adds a replacement.
    pub fn add(&mut self, at: usize, replacement: Replacement) {
        self.replacements.push((at, replacement));
    }

    /// The text after every rewriting.
    pub fn apply<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        self.run(text, |_| {})
    }

    /// The places in the list of the fixes that change something about a text.
    pub fn changing(&self, text: &str) -> Vec<usize> {
        let mut changing = Vec::new();
        self.run(Cow::Borrowed(text), |at| changing.push(at));
        changing
    }

    fn run<'a>(&self, text: Cow<'a, str>, mut changed: impl FnMut(usize)) -> Cow<'a, str> {
        let mut text = text;
        if let Some(at) = self.repair
            && let Some(repaired) = quoted::restored(&text)
        {
            text = Cow::Owned(repaired);
            changed(at);
        }
        for (at, replacement) in &self.replacements {
            if let Some(replaced) = replacement.apply(&text) {
                if replaced != text {
                    changed(*at);
                }
                text = Cow::Owned(replaced);
            }
        }
        if let Some((at, length)) = self.length
            && let Some(padded) = padded(&text, length.into())
        {
            text = Cow::Owned(padded);
            changed(at);
        }
        text
    }

    /// The places in the list, ascending.
    pub fn places(&self) -> Vec<usize> {
        let replacements = self.replacements.iter().map(|(at, _)| *at);
        let length = self.length.map(|(at, _)| at);
        let mut places: Vec<usize> = self.repair.into_iter().chain(replacements).chain(length).collect();
        places.sort_unstable();
        places
    }
}
