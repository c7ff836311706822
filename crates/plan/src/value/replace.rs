//! Find and replace in one text: literal, whatever the case unless it is said to matter.

/// What is sought, and what is put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The text that is sought; where it is empty nothing is found.
    pub find: String,
    /// The text in its place; may be empty.
    pub with: String,
    /// Whether only a text that is the sought one from end to end counts.
    pub whole: bool,
    /// Whether capitals and small letters differ.
    pub match_case: bool,
}

impl Replacement {
    /// The text with every occurrence replaced, from left to right; `None` where there is none.
    pub fn apply(&self, text: &str) -> Option<String> {
        if self.find.is_empty() {
            return None;
        }
        if self.whole {
            let text = text.trim();
            return (self.length_at(text) == Some(text.len())).then(|| self.with.clone());
        }
        let mut out: Option<String> = None;
        let (mut done, mut at) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(length) = self.length_at(rest) {
                let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
                out.push_str(text.get(done..at).unwrap_or(""));
                out.push_str(&self.with);
                at += length;
                done = at;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        let mut out = out?;
        out.push_str(text.get(done..).unwrap_or(""));
        Some(out)
    }

    /// How many bytes of a text the sought text takes at its beginning.
    fn length_at(&self, text: &str) -> Option<usize> {
        if self.match_case {
            return text.starts_with(&self.find).then_some(self.find.len());
        }
        let mut sought = self.find.chars().flat_map(char::to_lowercase).peekable();
        for (at, character) in text.char_indices() {
            if sought.peek().is_none() {
                return Some(at);
            }
            // A letter that is several in lower case has to be met by all of them.
            if !character.to_lowercase().all(|lower| sought.next() == Some(lower)) {
                return None;
            }
        }
        sought.peek().is_none().then_some(text.len())
    }
}
