//! How sure a match is, and why it was made or not, in a few plain words.

use super::around::SECOND;
use super::assign::Verdict;
use super::cells::{Cells, Fit};
use super::fold::fold;
use super::headers::Loose;
use super::kinds::Kind;
use super::order::order;
use super::score::{Candidate, Ground, is_template};
use super::words::aliases;
use crate::field::Field;
use crate::mapping::NameOrder;
use crate::read::header::letters;

/// How sure it is that a column feeds a field, from 0 to 1.
///
/// The numbers are held against the labelled header rows: of the matches with 0.9 or more, 99 in 100 have to be right.
pub(super) fn confidence(candidate: &Candidate, header: &str) -> f64 {
    let Candidate { field, ground, fit, empty, .. } = *candidate;
    let by_name: f64 = match ground {
        Ground::Remembered => 0.95,
        Ground::Cells if field == Field::Email => 0.8,
        Ground::Addresses => 0.75,
        Ground::Cells => 0.6,
        Ground::Word(_) if is_template(header, field) => 0.99,
        Ground::Word(word) if word.loose > Loose::No => 0.65,
        Ground::Word(word) if word.alias.weak => 0.75,
        // A branch, where another column has the territories.
        Ground::Word(word) if field == Field::Teams && word.alias.field == Field::Territories => 0.75,
        // It is a team in one company and a number of the bookkeeping in the next.
        Ground::Word(word) if word.alias.is_cost_center() && fit != Fit::Good => 0.6,
        Ground::Word(_) if other_sense(field, header).is_some() && fit != Fit::Good => 0.75,
        Ground::Word(word) if word.distance >= SECOND => 0.7,
        Ground::Word(word) if word.distance == 0 && !word.alias.either => 0.95,
        Ground::Word(word) if word.distance <= 3 => 0.92,
        Ground::Word(_) => 0.85,
    };
    let by_cells = match fit {
        Fit::No => 0.3,
        Fit::Poor => 0.6,
        // Addresses and numbers are told by their look: cells that do not have it leave a doubt.
        Fit::Fair if looks(field).is_some() => 0.8,
        Fit::Open | Fit::Fair => 1.0,
        // The rest of the way to certainty, by a third.
        Fit::Good => return round((by_name + (1.0 - by_name) / 3.0).min(0.99)),
    };
    round(by_name * by_cells * if empty { 0.8 } else { 1.0 })
}

fn round(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// Field, confidence and reason of a verdict over one column.
pub(super) fn explain(
    verdict: Verdict,
    cells: &[Cells],
    headers: &[String],
    column: usize,
) -> (Option<Field>, f64, String) {
    let name = |column: usize| headers.get(column).map_or("", |header| header.trim());
    let lettered = |one: usize, other: usize| {
        let place =
            if name(one) == name(other) { format!(" in column {}", letters(one)) } else { String::new() };
        format!("“{}”{place}", name(one))
    };
    let lower = in_a_sentence;
    let header = name(column);
    let none = |why: String| (None, 0.0, why);
    match verdict {
        Verdict::Takes(candidate) => {
            let why = why(&candidate, cells.get(column), header);
            (Some(candidate.field), confidence(&candidate, header), why)
        }
        Verdict::Joins { candidate, other } => {
            let why = match candidate.field {
                Field::Phone => format!(
                    "Of “{}” and “{header}” each row has the mobile phone, as the columns beside them say.",
                    name(other)
                ),
                field => format!("{} come from “{}” and “{header}” together.", field.label(), name(other)),
            };
            (Some(candidate.field), confidence(&candidate, name(other)), why)
        }
        Verdict::Twin { field, other } => {
            let (one, two) = (lettered(column, other), lettered(other, column));
            none(format!("{one} and {two} fit {} equally well. Choose one.", lower(field)))
        }
        Verdict::AsGood { field, other } => {
            none(format!("{} is taken for {}; this would do as well.", lettered(other, column), lower(field)))
        }
        Verdict::Second { field, other } => {
            none(format!("{} fits {} better.", lettered(other, column), lower(field)))
        }
        Verdict::RuledOut { .. }
            if cells.get(column).is_some_and(|cells| cells.counting.counts_from_anywhere()) =>
        {
            none("It only counts the rows, and says nothing of the people in them.".to_owned())
        }
        Verdict::RuledOut { field } => none(format!("The name fits {}, the cells do not.", lower(field))),
        Verdict::OfCustomer { field } => none(format!(
            "It may be {}, but of customers or others, not of the people who are to be added. Choose it if it is theirs.",
            lower(field)
        )),
        Verdict::NotEnough { field } => {
            none(format!("It may be {}; too little speaks for it.", lower(field)))
        }
        Verdict::NotNeeded => none("First and last name have columns of their own.".to_owned()),
        Verdict::Nothing if cells.get(column).is_none_or(|cells| cells.filled == 0) => {
            none("No cell is filled.".to_owned())
        }
        Verdict::Nothing => none("No field fits.".to_owned()),
    }
}

/// What is left out of full names, behind the reason why the column has them.
pub(super) fn left_out(cells: Option<&Cells>) -> &'static str {
    let any = |kind| cells.is_some_and(|cells| cells.share(kind) > 0.0);
    match (any(Kind::Titled), any(Kind::Remarked)) {
        (true, true) => " Titles such as “Dr.”, and remarks before or behind a name, are left out.",
        (true, false) => " Titles such as “Dr.” are left out.",
        (false, true) => " Remarks before or behind a name are left out.",
        (false, false) => "",
    }
}

fn in_a_sentence(field: Field) -> String {
    if field == Field::ExternalId { field.label().to_owned() } else { field.label().to_lowercase() }
}

fn why(candidate: &Candidate, cells: Option<&Cells>, header: &str) -> String {
    let (field, label) = (candidate.field, in_a_sentence(candidate.field));
    let name = match candidate.ground {
        Ground::Remembered => return "You chose this last time.".to_owned(),
        Ground::Addresses if field == Field::FullName => {
            return "Its cells are names, and no other column has those of the people in the rows."
                .to_owned();
        }
        Ground::Addresses => {
            return format!("Its cells are {label}s, which the e-mail addresses have in them.");
        }
        Ground::Cells => return format!("Its cells are {}.", looks_like(field)),
        Ground::Word(_) if is_template(header, field) => "Named as in the template.".to_owned(),
        Ground::Word(word) if word.alias.is_cost_center() => {
            format!("“{header}” is read as {label}: cost centres often stand for them.")
        }
        Ground::Word(word) if field == Field::Teams && word.alias.field == Field::Territories => {
            format!("“{header}” is read as teams, as another column has the territories.")
        }
        Ground::Word(_) if other_sense(field, header).is_some() => {
            let other = other_sense(field, header).map_or("", Field::key);
            format!("“{header}” is read as {label}; it may mean {other} as well.")
        }
        Ground::Word(word) if word.distance == 0 && word.alias.field == field => {
            format!("“{header}” is another word for {label}{}.", last_first(field, header))
        }
        Ground::Word(_) => format!("“{header}” is read as {label}{}.", last_first(field, header)),
    };
    if candidate.fit == Fit::No {
        let name = name.trim_end_matches('.');
        return match field {
            Field::Teams | Field::Territories | Field::ExternalId => {
                format!("{name}, but its cells look like something else.")
            }
            _ => format!("{name}, but its cells are no {}.", looks_like(field)),
        };
    }
    let told = looks(field).zip(cells).map(|(kind, cells)| cells.share(kind));
    match told {
        Some(share) if candidate.fit == Fit::Good => {
            format!("{name} {:.0} % of its cells are {}.", share * 100.0, looks_like(field))
        }
        Some(share) if candidate.fit == Fit::Poor => {
            format!("{name} Only {:.0} % of its cells are {}.", share * 100.0, looks_like(field))
        }
        _ if candidate.empty => format!("{name} No cell is filled."),
        _ => name,
    }
}

/// Teams where a header is taken for territories, and the other way round, if it is a word for both: “Área”.
fn other_sense(field: Field, header: &str) -> Option<Field> {
    let other = match field {
        Field::Teams => Field::Territories,
        Field::Territories => Field::Teams,
        _ => return None,
    };
    aliases(&fold(header).concat()).iter().any(|alias| alias.field == other).then_some(other)
}

/// What a header of full names says that is not the usual order.
fn last_first(field: Field, header: &str) -> &'static str {
    let says_so = field == Field::FullName && order(header) == Some(NameOrder::LastFirst);
    if says_so { " with the last name first" } else { "" }
}

/// The look by which cells of a field are told, where there is one to count.
const fn looks(field: Field) -> Option<Kind> {
    match field {
        Field::Email => Some(Kind::Email),
        Field::Phone => Some(Kind::Phone),
        Field::TerritoryAccess => Some(Kind::Access),
        Field::Country => Some(Kind::Country),
        _ => None,
    }
}

const fn looks_like(field: Field) -> &'static str {
    match field {
        Field::Email => "e-mail addresses",
        Field::Phone => "phone numbers",
        Field::Role => "roles",
        Field::TerritoryAccess => "Global or Limited",
        Field::Country => "countries",
        Field::Teams => "teams of this account",
        Field::Territories => "territories of this account",
        Field::ExternalId => "all different, as ids are",
        Field::FirstName | Field::LastName | Field::FullName => "names",
    }
}
