//! The words of a full name: which of them are particles of the family name, and which suffixes behind it.

use super::fold::fold;
use super::given_name::is_given_name;

/// A name in normal form as its words.
#[derive(Debug)]
pub(super) struct NameWords<'n> {
    text: &'n str,
    /// Each with where it begins.
    words: Vec<(usize, &'n str)>,
}

impl<'n> NameWords<'n> {
    pub(super) fn of(text: &'n str) -> Self {
        let mut start = 0;
        let mut words = Vec::with_capacity(4);
        for word in text.split(' ') {
            if !word.is_empty() {
                words.push((start, word));
            }
            start += word.len() + 1;
        }
        Self { text, words }
    }

    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// A word by its number from 0; blank where there is none.
    pub(super) fn word(&self, at: usize) -> &'n str {
        self.words.get(at).map_or("", |(_, word)| *word)
    }

    /// What stands before a word and from it on. Nothing stands before the first word.
    pub(super) fn split(&self, at: usize) -> (&'n str, &'n str) {
        let split = self.words.get(at).map_or(self.text.len(), |(start, _)| *start);
        let (before, behind) = self.text.split_at_checked(split).unwrap_or((self.text, ""));
        (before.trim_end(), behind)
    }

    /// The number of words before the suffixes at the end, at least so many.
    pub(super) fn end(&self, least: usize) -> usize {
        let mut end = self.len();
        while end > least && is_suffix(self.word(end - 1)) {
            end -= 1;
        }
        end
    }

    /// Whether a word begins a family name rather than ends the given names, beside the words around it.
    pub(super) fn is_particle(&self, at: usize) -> bool {
        match Particle::of(self.word(at)) {
            Some(Particle::Always) => true,
            Some(Particle::BeforeArticle) => self.is_article(at + 1),
            Some(Particle::Between) => at > 0 && self.is_article(at - 1) && self.is_article(at + 1),
            Some(Particle::UnlessGiven) => !is_given_name(self.word(at + 1)),
            None => false,
        }
    }

    fn is_article(&self, at: usize) -> bool {
        Particle::of(self.word(at)) == Some(Particle::Always)
    }

    /// Whether all words are particles.
    pub(super) fn are_particles(&self) -> bool {
        self.particles(0, self.len()) == self.len()
    }

    /// The number of particles from a word on, of the words before another.
    pub(super) fn particles(&self, from: usize, end: usize) -> usize {
        (from..end).take_while(|at| self.is_particle(*at)).count()
    }

    /// The word from which the family name is whose last word stands there: particles before it belong to it, and so does
    /// what a joint binds to it, as in `Ortega y Gasset`. What has to stay before it stays.
    pub(super) fn family_start(&self, last: usize, least: usize) -> usize {
        let mut at = last;
        loop {
            while at > least && self.is_particle(at - 1) {
                at -= 1;
            }
            if at < least + 2 || !is_joint(self.word(at - 1)) {
                return at;
            }
            at -= 2;
        }
    }

    /// The number of the last word of the family name that begins at a word, of the words before another.
    pub(super) fn family_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        loop {
            at += self.particles(at, end.saturating_sub(1));
            if at + 2 >= end || !is_joint(self.word(at + 1)) {
                return at;
            }
            at += 2;
        }
    }
}

/// When a word is a particle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Particle {
    /// Wherever a family name follows it.
    Always,
    /// Before another one only: `in 't Veld`, `op den Camp`. Elsewhere it may be a name.
    BeforeArticle,
    /// Between two others only: `von und zu`.
    Between,
    /// Not before a common given name, for it is a family name as well: `Lo Presti`, but `Lo Mei Ling`.
    UnlessGiven,
}

impl Particle {
    fn of(word: &str) -> Option<Self> {
        if word.len() > LONGEST_PARTICLE {
            return None;
        }
        Some(match &*fold(word) {
            "af" | "al" | "am" | "av" | "bin" | "ben" | "bint" | "binte" | "binti" | "da" | "dal"
            | "dalla" | "dalle" | "das" | "de" | "degli" | "dei" | "del" | "della" | "delle" | "dello"
            | "den" | "der" | "di" | "do" | "dos" | "du" | "el" | "ibn" | "la" | "las" | "le" | "los"
            | "mac" | "mc" | "san" | "st" | "st." | "ten" | "ter" | "van" | "vom" | "von" | "zu" | "zum"
            | "zur" | "'t" | "’t" | "‘t" | "`t" | "'s" | "’s" | "‘s" | "d'" | "d’" | "v.d." | "v/d"
            | "a/l" | "a/p" | "بن" | "بنت" | "ابن" => Self::Always,
            "aan" | "an" | "auf" | "aus" | "bij" | "in" | "onder" | "op" | "over" | "uit" | "voor" => {
                Self::BeforeArticle
            }
            "u." | "und" => Self::Between,
            "lo" => Self::UnlessGiven,
            _ => return None,
        })
    }
}

/// The bytes of the longest particle.
const LONGEST_PARTICLE: usize = 6;

/// Whether a word is a particle wherever it stands.
pub(super) fn is_particle(word: &str) -> bool {
    Particle::of(word) == Some(Particle::Always)
}

/// Whether a particle may be a first name too, or begin one, where it has a capital: `Van`, `De Andre`.
pub(super) fn may_be_first_name(word: &str) -> bool {
    matches!(
        &*fold(word),
        "al" | "ben"
            | "da"
            | "de"
            | "del"
            | "den"
            | "do"
            | "du"
            | "el"
            | "la"
            | "le"
            | "lo"
            | "mac"
            | "mc"
            | "san"
            | "ten"
            | "van"
    ) || is_given_name(word)
}

/// Whether a word joins two parts of a family name, in Spanish, Portuguese or Catalan.
fn is_joint(word: &str) -> bool {
    matches!(word, "y" | "e" | "i")
}

/// Whether a word stands behind a family name and belongs to it.
pub(super) fn is_suffix(word: &str) -> bool {
    word.len() <= 6
        && matches!(
            &*fold(word),
            "jr" | "jr."
                | "jnr"
                | "jnr."
                | "jun."
                | "junior"
                | "sr"
                | "sr."
                | "snr"
                | "snr."
                | "sen."
                | "senior"
                | "ii"
                | "iii"
                | "iv"
                | "2nd"
                | "3rd"
                | "phd"
                | "ph.d."
                | "md"
                | "m.d."
                | "esq"
                | "esq."
                | "cpa"
        )
}

/// Whether a word is a common given name, or two with a hyphen between.
pub(super) fn is_given(word: &str) -> bool {
    is_given_name(word) || word.split('-').next().is_some_and(is_given_name)
}
