//! Which name comes first in a column of full names, as its header says: “Nazwisko i imię”, “Name (Last, First)”, “ФИО”.

use super::fold::fold;
use super::words::{aliases, is_last_first};
use crate::field::Field;
use crate::mapping::NameOrder;

/// A part of a name that a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    First,
    Last,
    /// “Name”, which beside one part is the other: “Name, Vorname”.
    Either,
}

/// The order that the header of full names says; `None` where it says none. What stands in brackets explains the rest.
pub(super) fn order(header: &str) -> Option<NameOrder> {
    let inside = header.split_once(['(', '[', '（', '【']).map(|(_, inside)| inside);
    inside.and_then(of_text).or_else(|| of_text(header))
}

fn of_text(text: &str) -> Option<NameOrder> {
    let words = fold(text);
    let says_so = |words: &[String]| is_last_first(&words.concat());
    if (1..=3).any(|length| words.windows(length).any(says_so)) {
        return Some(NameOrder::LastFirst);
    }
    let parts = parts(&words);
    let at = |part: Part| parts.iter().position(|one| *one == part);
    let (first, last) = match (at(Part::First), at(Part::Last), at(Part::Either)) {
        (Some(first), Some(last), _) => (first, last),
        (Some(first), None, Some(other)) => (first, other),
        (None, Some(last), Some(other)) => (other, last),
        _ => return None,
    };
    Some(if first < last { NameOrder::FirstLast } else { NameOrder::LastFirst })
}

/// The parts of a name in the order in which words name them, of several words the longest that is one.
fn parts(words: &[String]) -> Vec<Part> {
    let (mut parts, mut rest) = (Vec::new(), words);
    while !rest.is_empty() {
        let found = (1..=rest.len().min(3))
            .rev()
            .find_map(|length| part(&rest.get(..length)?.concat()).map(|part| (part, length)));
        parts.extend(found.map(|(part, _)| part));
        rest = rest.get(found.map_or(1, |(_, length)| length)..).unwrap_or_default();
    }
    parts
}

fn part(compact: &str) -> Option<Part> {
    aliases(compact).iter().filter(|alias| !alias.weak).find_map(|alias| match alias.field {
        Field::FirstName => Some(Part::First),
        Field::LastName => Some(Part::Last),
        Field::FullName if alias.either => Some(Part::Either),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_which_name_comes_first() {
        for header in [
            "ФИО",
            "Ф.И.О. сотрудника",
            "Фамилия Имя Отчество",
            "Nazwisko i imię",
            "Příjmení a jméno",
            "Apellidos y nombre",
            "Nom et prénom",
            "NOM Prénom",
            "Cognome e nome",
            "Nachname Vorname",
            "Name, Vorname",
            "Last Name First Name",
            "Last, First",
            "Surname and first name",
            "Employee Name (Last Suffix, First MI)",
            "Prezime i ime",
            "Nume și prenume",
            "Họ và tên",
            "Név",
            "氏名",
            "Sukunimi Etunimi",
        ] {
            assert_eq!(order(header), Some(NameOrder::LastFirst), "{header}");
        }
        for header in
            ["Vorname Nachname", "First & Last Name", "Imię i nazwisko", "Ad Soyad", "Name (First Last)"]
        {
            assert_eq!(order(header), Some(NameOrder::FirstLast), "{header}");
        }
        for header in ["Name", "Full Name", "Nome completo", "Employee", "Ονοματεπώνυμο", ""] {
            assert_eq!(order(header), None, "{header}");
        }
    }
}
