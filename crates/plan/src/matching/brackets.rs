//! What stands in brackets behind a header, or behind a colon, and only explains it: “Mobile number (with country code)”,
//! “Role (Sales/Manager/Admin) *”, “Role: Sales/Manager”.

use super::around::says_one_of;
use super::fold::fold;
use super::headers::Word;
use super::words::{Beside, aliases};
use crate::field::Field;
use crate::value::role::parse_role;

/// The words outside the brackets of a header, and the text in them.
pub(super) fn explained(header: &str) -> Option<(Vec<String>, &str)> {
    let brackets = header.split_once(['(', '[', '{', '（', '【']).map(|(before, rest)| {
        let (inside, after) = rest.split_once([')', ']', '}', '）', '】']).unwrap_or((rest, ""));
        (format!("{before} {after}"), inside)
    });
    let colon = || header.split_once([':', '：']).map(|(before, behind)| (before.to_owned(), behind));
    let (outside, inside) = brackets.or_else(colon)?;
    let outside = fold(&outside);
    (!outside.is_empty() && !inside.trim().is_empty()).then_some((outside, inside))
}

/// Words that make of the word before them another column, also in brackets.
const TURNS: [Beside; 5] =
    [Beside::Other, Beside::Secondary, Beside::Private, Beside::Organization, Beside::Department];

/// Words with which a text begins that says where a value stands as it is wanted: “as on licence”, “wie im Ausweis”.
const AS: [&str; 9] = ["as", "wie", "comme", "como", "tal", "come", "zoals", "som", "jak"];

/// Whether a text in brackets only explains the words outside, which name these fields: the values to choose from, how to
/// write them, or where they stand. It does not where it is a word for a field by itself, or says that the column is something else.
pub(super) fn explains(inside: &str, outside: &[Word]) -> bool {
    if outside.iter().any(|word| word.alias.field == Field::Role) && is_list_of_roles(inside) {
        return true;
    }
    let words = fold(inside);
    if words.len() > 1 && words.first().is_some_and(|first| AS.contains(&first.as_str())) {
        return true;
    }
    // “mobile preferred” is advice; beside a name the word makes another column of it.
    let preferred = |word: &&String| matches!(word.as_str(), "preferred" | "preferably");
    let phone = outside.iter().any(|word| word.alias.field == Field::Phone);
    let words = words.iter().filter(|word| !(phone && preferred(word))).cloned().collect::<Vec<_>>();
    words.len() > 1 && aliases(&words.concat()).is_empty() && !says_one_of(&words, &TURNS)
        || phone && words.len() < fold(inside).len() && !says_one_of(&words, &TURNS)
}

/// `Sales/Manager`, `Sales, Manager or Admin`, `Admin/CEO/Employee`: some of them are roles.
fn is_list_of_roles(text: &str) -> bool {
    let parts = text.split(['/', ',', '|', ';']).flat_map(|part| part.split(" or ")).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let roles = parts.iter().filter(|part| parse_role(part).is_some()).count();
    roles > 0 && (parts.len() > 2 || roles == parts.len())
}
