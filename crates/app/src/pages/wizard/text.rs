//! Words that only the wizard needs.

use plan::field::Field;

use crate::pages::words;

/// A part of a whole in per cent, rounded so that only nothing is `0` and only all is `100`.
pub fn percent(part: u32, whole: u32) -> u32 {
    match (part, whole) {
        (0, _) | (_, 0) => 0,
        (part, whole) if part >= whole => 100,
        (part, whole) => {
            ((u64::from(part) * 100 + u64::from(whole) / 2) / u64::from(whole)).clamp(1, 99) as u32
        }
    }
}

/// The letters of a column as a spreadsheet shows them: `A`, `Z`, `AA`.
pub fn letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'A' + (rest % 26) as u8));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// A number with its noun: `1 row`, `12,480 rows`.
pub fn plural(count: u32, one: &str, many: &str) -> String {
    words::counted(u64::from(count), one, many)
}

/// The first and the last of some numbers as people say them: `7`, `1 and 2`, `51 to 100`.
pub fn span(first: u32, last: u32) -> String {
    let (from, to) = (words::count(u64::from(first)), words::count(u64::from(last)));
    match last.saturating_sub(first) {
        0 => to,
        1 => format!("{from} and {to}"),
        _ => format!("{from} to {to}"),
    }
}

/// A field's name within a sentence: `e-mail`, `External System ID`.
pub fn lower(field: Field) -> String {
    if field == Field::ExternalId { field.label().to_owned() } else { field.label().to_lowercase() }
}

/// Names as a sentence says them: `Phone`, `Phone and Role`, `E-mail, Phone and Role`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A text against another one: what both begin with, what differs, what both end with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// What both begin with.
    pub head: String,
    /// What only this text has in the middle.
    pub middle: String,
    /// What both end with.
    pub tail: String,
}

/// Marks what differs between two texts, in the second one.
pub fn marked(other: &str, text: &str) -> Marked {
    let old: Vec<char> = other.chars().collect();
    let new: Vec<char> = text.chars().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let part = |from: usize, to: usize| new.get(from..to).unwrap_or(&[]).iter().collect();
    Marked {
        head: part(0, head),
        middle: part(head, new.len() - tail),
        tail: part(new.len() - tail, new.len()),
    }
}

/// Marks the words that differ between two texts, in the second one: whole words, so that a missing letter shows too.
pub fn marked_words(other: &str, text: &str) -> Marked {
    let Marked { head, middle, tail } = marked(other, text);
    // A word that what differs only stands beside is not of it.
    let within = |edge: Option<char>| edge.is_none_or(char::is_alphanumeric);
    let (mut start, mut rest) = (head.as_str(), tail.as_str());
    if within(middle.chars().next()) {
        start = head.trim_end_matches(char::is_alphanumeric);
    }
    if within(middle.chars().next_back()) {
        rest = tail.trim_start_matches(char::is_alphanumeric);
    }
    let (head, left) = head.split_at(start.len());
    let (right, tail) = tail.split_at(tail.len() - rest.len());
    Marked { head: head.to_owned(), middle: format!("{left}{middle}{right}"), tail: tail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nothing_is_no_per_cent_and_only_all_is_a_hundred() {
        let all =
            [percent(0, 9), percent(1, 100_000), percent(99_999, 100_000), percent(3, 3), percent(1, 0)];
        assert_eq!(all, [0, 1, 99, 100, 0]);
    }

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_does() {
        assert_eq!(
            [letters(0), letters(25), letters(26), letters(701), letters(702)],
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn two_numbers_are_no_range() {
        assert_eq!(
            [span(7, 7), span(1, 2), span(1, 3), span(951, 1000)],
            ["7", "1 and 2", "1 to 3", "951 to 1,000"]
        );
    }

    #[test]
    fn names_are_listed_as_a_sentence_does() {
        assert_eq!(
            [and(&[]), and(&["Role"]), and(&["E-mail", "Phone", "Role"])],
            ["", "Role", "E-mail, Phone and Role"]
        );
    }

    #[test]
    fn what_differs_is_marked_in_the_new_text() {
        let mark = marked("ana@northwnd.example", "ana@northwind.example");
        assert_eq!(
            (mark.head.as_str(), mark.middle.as_str(), mark.tail.as_str()),
            ("ana@northw", "i", "nd.example")
        );
        let mark = marked_words("@northwind.example", "@northwnd.example");
        assert_eq!(
            (mark.head.as_str(), mark.middle.as_str(), mark.tail.as_str()),
            ("@", "northwnd", ".example")
        );
        let mark = marked_words("Great Lakes", "Nort East, Great Lakes");
        assert_eq!(
            (mark.head.as_str(), mark.middle.as_str(), mark.tail.as_str()),
            ("", "Nort East, ", "Great Lakes")
        );
        let mark = marked("aa", "a");
        assert_eq!((mark.head.as_str(), mark.middle.as_str(), mark.tail.as_str()), ("a", "", ""));
    }
}
