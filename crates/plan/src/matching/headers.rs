//! What a header says by itself: the fields it is a word for, with what stands before and behind the word.

use super::aliases::{Alias, aliases};
use super::fold::fold;
use crate::field::Field;

/// A field that the header of a column is a word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The index of the column.
    pub column: usize,
    /// What the list says of the word.
    pub alias: Alias,
    /// How much had to be left out of the header: 0 where it is the word as it stands.
    pub distance: u32,
}

impl Candidate {
    /// The lower the better; candidates of one field with the same rank are equals.
    pub(super) const fn rank(&self) -> (u32, u32) {
        // What is called second or private is the last choice, however good the word.
        let last = if self.distance >= SECOND { 100 } else { 0 };
        (self.alias.tier + last, self.distance)
    }
}

/// The distance of words such as “second” and “private”.
const SECOND: u32 = 20;

/// Words before the word that matters, which say whose it is.
const WHOSE: &[&str] = &[
    "employee",
    "emp",
    "user",
    "person",
    "people",
    "member",
    "contact",
    "worker",
    "staff",
    "agent",
    "rep",
    "lead",
    "teacher",
    "student",
    "your",
    "mitarbeiter",
    "benutzer",
    "medarbejder",
    "ansatt",
    "pracownik",
    "сотрудник",
];

/// Words before it for things that an organisation has as well: not before a name or a phone.
const ORGANIZATION: &[&str] = &["org", "organization", "organisation", "corporate", "company"];

/// Words on either side that do not change what it is.
const WHICH: &[&str] = &[
    "legal",
    "official",
    "primary",
    "main",
    "default",
    "current",
    "work",
    "business",
    "biz",
    "office",
    "professional",
    "1",
    "value",
    "required",
    "mandatory",
    "optional",
    "geschaftlich",
    "dienstlich",
    "beruflich",
    "pflichtfeld",
    "professionnel",
    "professionnelle",
    "principal",
    "principale",
    "pro",
    "bureau",
    "obligatoire",
    "de",
    "du",
    "del",
    "trabajo",
    "trabalho",
    "laboral",
    "corporativo",
    "empresa",
    "obligatorio",
    "obrigatorio",
    "lavoro",
    "aziendale",
    "ufficio",
    "obbligatorio",
    "zakelijk",
    "zakelijke",
    "werk",
    "verplicht",
    "jobb",
    "arbete",
    "tyo",
    "sluzbowy",
    "sluzbowa",
    "pracovni",
    "is",
    "kurumsal",
    "рабочий",
    "рабочая",
    "служебный",
];

/// Words that make a column the second choice.
const SECONDARY: &[&str] = &[
    "2",
    "3",
    "4",
    "5",
    "second",
    "secondary",
    "other",
    "alternate",
    "alternative",
    "alt",
    "additional",
    "backup",
    "old",
    "personal",
    "private",
    "home",
    "privat",
    "prive",
    "privee",
    "domicile",
    "personnel",
    "personnelle",
    "perso",
    "secundario",
    "secondaire",
    "weitere",
    "zweite",
];

/// Words behind the name of a thing that say it is given by name, code or number.
const GIVEN_BY: &[&str] = &["name", "names", "id", "ids", "code", "codes", "list", "number"];

/// Words of an address: beside them a region is where somebody lives, not where they sell.
const ADDRESS: &[&str] = &[
    "street",
    "zip",
    "zipcode",
    "postal",
    "postcode",
    "plz",
    "postleitzahl",
    "strasse",
    "rue",
    "calle",
    "cap",
    "postnummer",
];

/// Every field that the headers are words for.
pub(super) fn candidates(headers: &[String]) -> Vec<Candidate> {
    let folded = headers.iter().map(|header| fold(header)).collect::<Vec<_>>();
    let common = common_prefix(&folded);
    let mut found = Vec::new();
    for (column, words) in folded.iter().enumerate() {
        let words = match (&common, words.split_first()) {
            (Some(prefix), Some((first, rest))) if first == prefix && !rest.is_empty() => rest,
            _ => words.as_slice(),
        };
        of_words(column, words, &mut found);
    }
    if folded.iter().flatten().any(|word| ADDRESS.contains(&word.as_str())) {
        found.retain(|candidate| {
            candidate.alias.field != Field::Territories || candidate.alias.tier != REGION_TIER
        });
    }
    found
}

/// The line of the territories that holds “region” and the like.
const REGION_TIER: u32 = 1;

/// The first word that most headers share, such as `Person - Name`, `Person - Email`: it tells none from another.
fn common_prefix(folded: &[Vec<String>]) -> Option<String> {
    let with_more = folded.iter().filter(|words| words.len() > 1).filter_map(|words| words.first());
    let most =
        with_more.clone().max_by_key(|first| with_more.clone().filter(|other| other == first).count())?;
    let count = with_more.filter(|other| *other == most).count();
    (count >= 3 && count * 2 > folded.len()).then(|| most.clone())
}

/// Tries the whole header first, then less and less of it.
fn of_words(column: usize, words: &[String], found: &mut Vec<Candidate>) {
    let from = found.len();
    for start in 0..words.len() {
        for end in (start + 1..=words.len()).rev() {
            let (Some(before), Some(middle), Some(behind)) =
                (words.get(..start), words.get(start..end), words.get(end..))
            else {
                continue;
            };
            for alias in aliases(&middle.concat()) {
                let Some(distance) = distance(alias.field, before, behind) else { continue };
                let known =
                    found.iter_mut().skip(from).find(|candidate| candidate.alias.field == alias.field);
                match known {
                    Some(known) if known.distance <= distance => {}
                    Some(known) => *known = Candidate { column, alias: *alias, distance },
                    None => found.push(Candidate { column, alias: *alias, distance }),
                }
            }
        }
    }
}

/// How much is left out; `None` where it says that the column is something else.
fn distance(field: Field, before: &[String], behind: &[String]) -> Option<u32> {
    let before_it = before.iter().map(|word| match word.as_str() {
        word if WHOSE.contains(&word) => Some(1),
        word if ORGANIZATION.contains(&word) => matches!(field, Field::Role | Field::Teams).then_some(1),
        word => which(field, word),
    });
    let behind_it = behind.iter().map(|word| match word.as_str() {
        word if GIVEN_BY.contains(&word) => is_named(field).then_some(2),
        word => which(field, word),
    });
    before_it.chain(behind_it).sum()
}

fn which(field: Field, word: &str) -> Option<u32> {
    if WHICH.contains(&word) {
        Some(1)
    } else if field == Field::Phone && matches!(word, "home" | "domicile") {
        None
    } else {
        SECONDARY.contains(&word).then_some(SECOND)
    }
}

/// Whether a field holds names of things, which a file may give by code as well.
const fn is_named(field: Field) -> bool {
    matches!(field, Field::Role | Field::Teams | Field::Territories)
}
