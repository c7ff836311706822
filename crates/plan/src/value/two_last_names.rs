//! Names with two last names, as Spain and Latin America, Portugal and Brazil write them: `María José García López`.

use super::fold::plain;
use super::name_words::{NameWords, is_given};
use crate::mapping::NameOrder;

/// The number of the word at which first and last names part, where a header speaks of several last names; `None` where a
/// name has fewer parts than three, of which a particle and the word behind it are one.
///
/// Of three parts one is a first name, unless the second is one as well: `Juan Carlos Ruiz`, `Ruiz Juan Carlos`. Of more
/// the last names are two.
pub(super) fn two_last_names(words: &NameWords<'_>, order: NameOrder) -> Option<usize> {
    let end = words.end(2);
    let first_last = order == NameOrder::FirstLast;
    let (mut starts, mut at) = (Vec::new(), 0);
    while at < end {
        starts.push(at);
        // The first of the first names is no particle, whatever it looks like.
        let is_name = first_last && at == 0;
        at = if is_name { 1 } else { words.family_end(at, end) + 1 };
    }
    let (second, count) = (*starts.get(1)?, starts.len());
    let third = *starts.get(2)?;
    let two_first = count == 3 && is_first_name(words, second, third);
    let parted = match (order, two_first) {
        (NameOrder::FirstLast, false) => count - 2,
        (NameOrder::LastFirst, true) => 1,
        (NameOrder::FirstLast, true) | (NameOrder::LastFirst, false) => 2,
    };
    starts.get(parted).copied()
}

/// Whether a part of a name is a first name rather than a last one.
fn is_first_name(words: &NameWords<'_>, start: usize, end: usize) -> bool {
    let name = plain(words.word(end - 1));
    if end - start > 1 {
        return DEVOTIONS.contains(&name.as_str());
    }
    is_given(&name) && !is_last_name_too(&name)
}

/// What follows a particle in first names: `María del Carmen`.
const DEVOTIONS: [&str; 14] = [
    "angeles",
    "carmen",
    "consuelo",
    "fatima",
    "guadalupe",
    "jesus",
    "lourdes",
    "luz",
    "mar",
    "mercedes",
    "nieves",
    "pilar",
    "rocio",
    "rosario",
];

/// Common given names that are common last names in these countries too.
const LAST_NAMES: [&str; 6] = ["jordan", "leon", "lorenzo", "marcos", "martin", "simon"];

/// Whether a common given name is a common last name too, in Spanish or Portuguese.
pub(super) fn is_last_name_too(name: &str) -> bool {
    LAST_NAMES.contains(&plain(name).as_str())
}

/// Whether a header speaks of several last names: “Nombre y apellidos”, “Apellido paterno, materno y nombre”.
pub(super) fn says_last_names(header: &str) -> bool {
    let header = plain(header);
    header.contains("apellido s") || header.split(' ').any(|word| SEVERAL.contains(&word))
}

const SEVERAL: [&str; 5] = ["apelidos", "apellidos", "cognoms", "materno", "sobrenomes"];
