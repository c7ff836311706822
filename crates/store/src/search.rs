//! Folded text for searching and sorting: the same on both engines, because it is computed here.

use std::fmt::Write as _;

use plan::value::phone::PhoneNumber;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, every run of blanks one space: `José  Núñez` becomes `jose nunez`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            let plain = word.nfkd().filter(|letter| !is_combining_mark(*letter));
            folded.extend(plain.flat_map(char::to_lowercase));
        }
    }
    folded
}

/// What a search for a person looks at and a list of people is sorted by: last name, first name, e-mail, phone and
/// external id, folded.
pub fn of_person(
    first_name: &str,
    last_name: &str,
    email: &str,
    phone: Option<PhoneNumber>,
    external_id: Option<&str>,
) -> String {
    let mut text = fold(last_name);
    for part in [first_name, email] {
        text.push(' ');
        text.push_str(&fold(part));
    }
    if let Some(phone) = phone {
        text.push(' ');
        text.push_str(&phone.to_string());
    }
    if let Some(id) = external_id {
        text.push(' ');
        text.push_str(&fold(id));
    }
    text
}

/// The patterns for `LIKE … ESCAPE '\'` that a folded text has to fit, all of them: one for each word of the search.
pub(crate) fn patterns(search: &str) -> Vec<String> {
    fold(search).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(pattern).collect()
}

/// The condition that a column fits every pattern, whose placeholders begin at `$next`; empty or beginning with ` AND`.
pub(crate) fn condition(column: &str, patterns: &[String], next: usize) -> String {
    let mut text = String::new();
    for at in next..next + patterns.len() {
        let _ = write!(text, " AND {column} LIKE ${at} ESCAPE '\\'");
    }
    text
}

/// More words than this are not looked at.
const MOST_WORDS: usize = 8;

/// The pattern that finds a text anywhere.
pub(crate) fn pattern(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_extra_blanks() {
        assert_eq!(fold("  JosÉ \t Núñez\u{a0}İpek "), "jose nunez ipek");
        assert_eq!(fold("Ａｎａ ﬁn"), "ana fin");
        assert_eq!(fold("王小明"), "王小明");
    }

    #[test]
    fn a_person_is_found_by_every_key_and_sorted_by_last_name() {
        let phone = PhoneNumber::from_e164("+13125550117");
        let text = of_person("Ana", "Ruíz", "ana@x.example", phone, Some("E 7"));
        assert_eq!(text, "ruiz ana ana@x.example +13125550117 e 7");
    }

    #[test]
    fn patterns_take_wildcards_as_letters() {
        assert_eq!(patterns(" 50% a_b\\ "), ["%50\\%%", "%a\\_b\\\\%"]);
        assert_eq!(patterns("  "), [""; 0]);
    }
}
