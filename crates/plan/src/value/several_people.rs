//! Cells that name more than one person: `Ana Ruiz & Bob Lee`, `Mr. and Mrs. Cole`.

use super::name_words::{NameWords, is_given, is_particle};
use super::two_last_names::is_last_name_too;

/// What stands between two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    /// Nothing else: `&`, “and”.
    People,
    /// People or a remark: a slash, a plus, a semicolon.
    Wholes,
    /// People or two parts of one family name: “y”, “e”, “i”.
    Parts,
}

/// Whether a name has anything that may stand between two people. Most have not.
pub(super) fn may_be(name: &str) -> bool {
    name.bytes().any(|byte| matches!(byte, b'&' | b'/' | b'+' | b';'))
        || name.split(' ').any(|word| joint(word).is_some())
}

/// Whether a name without titles before it is one of several people. Behind a title it may begin with what joins them, which
/// `is_addressed` tells of what follows: `Mr. and Mrs. Cole`.
pub(super) fn are(name: &str, had_title: bool, is_addressed: impl Fn(&str) -> bool) -> bool {
    let words = NameWords::of(name);
    let by_word = (0..words.len()).any(|at| {
        let Some(between) = joint(words.word(at)) else { return false };
        let (before, _) = words.split(at);
        let (_, behind) = words.split(at + 1);
        match between {
            _ if at == 0 => {
                had_title && has_name(behind) && (between == Between::People || is_addressed(behind))
            }
            Between::People => {
                has_name(before)
                    && has_name(behind)
                    && !is_particle(words.word(at - 1))
                    && !is_particle(words.word(at + 1))
            }
            Between::Wholes => are_wholes(before, behind),
            // What stands before “y” in one name is a last name, and so never alone: `Ana y Luis Gil`.
            Between::Parts => {
                (is_whole_name(before) || at == 1 && is_first_name(before)) && is_whole_name(behind)
            }
        }
    });
    by_word || by_sign(name)
}

/// Whether two whole names stand on both sides of a comma rather than a last and a first one: `Ana Ruiz, Bob Lee`.
pub(super) fn are_beside_comma(before: &str, behind: &str) -> bool {
    let words = NameWords::of(before);
    words.len() == 2
        && is_whole_name(before)
        && !is_given(words.word(1))
        && NameWords::of(behind).len() == 2
        && is_whole_name(behind)
}

/// What joins two people by a word or a sign that stands alone. In capitals the short ones are initials or names.
fn joint(word: &str) -> Option<Between> {
    Some(match word {
        "&" | "and" | "And" | "AND" | "und" | "Und" | "UND" | "et" | "och" | "og" => Between::People,
        "/" | "+" | ";" => Between::Wholes,
        "y" | "e" | "i" | "en" | "и" | "і" | "та" => Between::Parts,
        _ => return None,
    })
}

/// Whether a sign without blanks stands between two people: `Ana&Bob Lee`, `Ana Ruiz/Bob Lee`. `R&D` and `a/l` are no people.
fn by_sign(name: &str) -> bool {
    name.match_indices(['&', '/', ';']).any(|(at, sign)| {
        let (before, behind) = (name.get(..at).unwrap_or_default(), name.get(at + 1..).unwrap_or_default());
        let length = |word: Option<&str>| {
            word.unwrap_or_default().chars().take_while(|letter| letter.is_alphabetic()).count()
        };
        let is_of_words =
            length(before.split(' ').next_back()) > 1 && length(behind.trim_start().split(' ').next()) > 1;
        match sign {
            "&" => is_of_words && !is_entity(behind),
            _ => is_of_words && are_wholes(before, behind),
        }
    })
}

/// Whether a text goes on as a letter that a web page writes with `&`: `ntilde;oz`.
fn is_entity(behind: &str) -> bool {
    behind.split(' ').next().is_some_and(|word| word.contains(';'))
}

/// Whether two texts are names of two words or more each, or both begin with a common given name.
fn are_wholes(before: &str, behind: &str) -> bool {
    let (before, behind) = (NameWords::of(before), NameWords::of(behind));
    let long = [&before, &behind].into_iter().all(|words| words.len() > 1 && has_name(words.word(1)));
    long || is_given(before.word(0)) && is_given(behind.word(0))
}

/// Whether a text is first and last name, of which the first is a common given name and no common last name.
fn is_whole_name(name: &str) -> bool {
    let words = NameWords::of(name);
    words.len() > 1 && is_first_name(words.word(0))
}

fn is_first_name(word: &str) -> bool {
    is_given(word) && !is_last_name_too(word)
}

fn has_name(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}
