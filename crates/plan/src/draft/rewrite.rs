//! What fixes make of the text of a whole cell before it is taken apart: a repair, then what is found and replaced.

use std::borrow::Cow;

use crate::read::mojibake;
use crate::value::replace::Replacement;

/// The rewriting fixes of one field, each with its place in the list of fixes.
#[derive(Debug, Default)]
pub struct Rewrites {
    repair: Option<usize>,
    /// In the order of the list: each finds what the one before has left, as somebody who replaces one after the other
    /// expects.
    replacements: Vec<(usize, Replacement)>,
}

impl Rewrites {
    /// Adds the repair of damaged text.
    pub const fn add_repair(&mut self, at: usize) {
        self.repair = Some(at);
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
            && let Some(repaired) = mojibake::repair(&text)
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
        text
    }

    /// The places in the list, ascending.
    pub fn places(&self) -> Vec<usize> {
        let mut places: Vec<usize> =
            self.repair.into_iter().chain(self.replacements.iter().map(|(at, _)| *at)).collect();
        places.sort_unstable();
        places
    }
}
