//! Which encoding text is in that names none: the one under which its words are likeliest.
//!
//! A detector made for web pages needs more text than a list of names has. So each word with a byte outside ASCII is
//! judged under every candidate as a reader would: are these letters of one language, the frequent ones, small letters
//! behind capitals, and no signs within words? What can be known of a byte or a sign before a text is there is looked up
//! once, by [`LettersOf`] and [`SignsOf`]. The web's detector is asked too, and counts as one more opinion.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::charset::Charset;
use super::letters::{CANDIDATES, Script};
use super::letters_of::LettersOf;
use super::signs_of::SignsOf;
use super::words::{Bar, Words, words};

/// How much the web's detector looks at.
const LETTERS_IN: usize = 1 << 20;

/// What each byte outside ASCII counts in a word that is none, as a logarithm.
pub(super) const DAMAGED: f64 = -12.0;
/// What the opinion of the web's detector is worth.
const OPINION: f64 = 1.0;
/// An encoding that is no less likely than this next to the likeliest is a doubt.
const NEAR: f64 = 3.5;
/// Letters that count less than this a byte, if there are so many, make no words of any language.
const NO_WORDS: f64 = -6.5;
const MANY_BYTES: usize = 8;
/// So many other readings of a word are shown.
const MOST_DOUBTS: usize = 2;

/// The candidates, in their order, ready to judge words.
static JUDGES: LazyLock<Vec<Judge>> = LazyLock::new(|| {
    let judges = CANDIDATES.iter().map(|candidate| Judge {
        encoding: candidate.encoding,
        prior: candidate.prior,
        script: match candidate.script {
            Script::Letters(languages) => {
                ScriptOf::Letters(Box::new(LettersOf::new(candidate.encoding, languages)))
            }
            Script::Signs(encoding, frequent) => ScriptOf::Signs(SignsOf::new(encoding, frequent)),
        },
    });
    judges.collect()
});

struct Judge {
    encoding: Charset,
    prior: f64,
    script: ScriptOf,
}

impl Judge {
    /// How likely words are, `apart` if each letter has a byte of its own.
    fn score(&self, whole: &Words<'_>, apart: &Words<'_>, floor: f64) -> f64 {
        match &self.script {
            ScriptOf::Letters(letters) => letters.score(apart, floor),
            ScriptOf::Signs(signs) => signs.score(whole, floor),
        }
    }
}

impl Judge {
    /// Whether words whose score this is make no sense, though no other encoding makes more of them.
    fn is_odd(&self, words: &Words<'_>, score: f64) -> bool {
        match &self.script {
            ScriptOf::Letters(_) => {
                let bytes = words.iter().flat_map(|word| word.bytes).filter(|byte| !byte.is_ascii()).count();
                bytes >= MANY_BYTES && score < NO_WORDS * f64::from(bytes as u32)
            }
            ScriptOf::Signs(signs) => signs.is_odd(words),
        }
    }
}

enum ScriptOf {
    Letters(Box<LettersOf>),
    Signs(SignsOf),
}

/// What the letters of a text say about its encoding.
pub(super) struct Guess {
    /// The likeliest.
    pub encoding: Charset,
    /// The next ones, where they are nearly as likely and read some word otherwise.
    pub doubt: Option<Doubt>,
    /// Whether it makes no words either: the text may be in an encoding that nobody reads.
    pub odd: bool,
}

/// A word of which encodings make different things.
pub(super) struct Doubt {
    /// The word as it is read.
    pub word: String,
    /// The encodings that are nearly as likely, and the word in each; the likelier first.
    pub others: Vec<(Charset, String)>,
}

/// The likeliest encoding of a text that is not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> Guess {
    let whole = words(bytes, Bar::Open);
    let apart = memchr::memchr(b'|', bytes).map(|_| words(bytes, Bar::Parts));
    let apart = apart.as_ref().unwrap_or(&whole);
    let opinion = opinion(bytes);
    let mut likely: Vec<(&Judge, f64)> = Vec::new();
    let mut best = f64::NEG_INFINITY;
    for judge in JUDGES.iter() {
        let before = judge.prior + if judge.encoding.name() == opinion.name() { OPINION } else { 0.0 };
        // Most candidates are out of the question after a few words.
        let floor = best - NEAR - before;
        let score = judge.score(&whole, apart, floor);
        if score > floor {
            best = best.max(score + before);
            likely.push((judge, score + before));
        }
    }
    // Of two that are as likely the earlier one stays first.
    likely.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let mut likely = likely.into_iter();
    let first = likely.next();
    let odd = first.is_some_and(|(judge, score)| judge.is_odd(apart, score));
    let encoding = first.map_or(Charset::Web(opinion), |(judge, _)| judge.encoding);
    let near = likely.take_while(|(_, score)| *score > best - NEAR).map(|(other, _)| other.encoding);
    Guess { encoding, doubt: Doubt::of(apart, encoding, &near.collect::<Vec<_>>()), odd }
}

/// The likeliest of a few encodings of the web.
pub(super) fn likeliest(bytes: &[u8], among: &[&'static Encoding]) -> Option<&'static Encoding> {
    let words = words(bytes, Bar::Parts);
    let scores = JUDGES.iter().filter_map(|judge| match judge.encoding {
        Charset::Web(encoding) if among.contains(&encoding) => {
            Some((encoding, judge.prior + judge.score(&words, &words, f64::NEG_INFINITY)))
        }
        _ => None,
    });
    scores.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(encoding, _)| encoding)
}

impl Doubt {
    /// The first word that the likeliest of the others can read otherwise, and what the others make of it.
    fn of(words: &Words<'_>, encoding: Charset, near: &[Charset]) -> Option<Self> {
        let otherwise = |word: &[u8], other: Charset| {
            let read = other.decode(word);
            (read != encoding.decode(word) && !read.contains('\u{fffd}')).then(|| read.into_owned())
        };
        let told = |other: &Charset| {
            words.iter().map(|word| word.bytes).find(|word| otherwise(word, *other).is_some())
        };
        let word = near.iter().find_map(told)?;
        let mut others: Vec<(Charset, String)> = Vec::new();
        for other in near {
            if let Some(read) = otherwise(word, *other)
                && others.len() < MOST_DOUBTS
                && others.iter().all(|(_, known)| *known != read)
            {
                others.push((*other, read));
            }
        }
        Some(Self { word: encoding.decode(word).into_owned(), others })
    }
}

/// What the web's detector makes of it.
fn opinion(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The letters that tell may come late: feed from the first byte that is not ASCII.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let to = bytes.len().min(from + LETTERS_IN);
    detector.feed(bytes.get(from..to).unwrap_or_default(), true);
    detector.guess(None, Utf8Detection::Allow)
}
