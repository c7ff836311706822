//! Headers without what makes no difference to their meaning: case, accents, punctuation, camelCase.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a header: `E-Mail (Work)*` gives `email`, `work`; `lastName` gives `last`, `name`; `Nr.` gives `number`;
/// `Guardian's` gives `guardian`.
pub(super) fn fold(header: &str) -> Vec<String> {
    let mut text = String::with_capacity(header.len());
    let mut before = ' ';
    let plain =
        header.chars().map(plain_apostrophe).nfkd().filter(|character| !is_combining_mark(*character));
    let mut characters = plain.peekable();
    while let Some(character) = characters.next() {
        if is_boundary(before, character) || ends_capitals(before, character, &characters) {
            text.push(' ');
        }
        match character {
            '#' | '№' => text.push_str(" number "),
            // “N°” and “N.°”, with the sign of degrees for the little o.
            '°' if matches!(before, 'n' | 'N' | '.') => text.push_str("o "),
            APOSTROPHE
                if before.is_alphabetic()
                    && characters.peek().is_some_and(|next| matches!(next, 's' | 'S')) =>
            {
                let s = characters.next().unwrap_or_default();
                if characters.peek().is_some_and(|next| next.is_alphanumeric()) {
                    text.push('s');
                }
                before = s;
                continue;
            }
            APOSTROPHE => {}
            _ if character.is_alphanumeric() => push_folded(&mut text, character),
            _ => text.push(' '),
        }
        before = character;
    }
    join_email(join_number(&text).split_whitespace().map(plain_word).collect())
}

const APOSTROPHE: char = '\'';

/// The many ways to type an apostrophe, as one.
const fn plain_apostrophe(character: char) -> char {
    match character {
        '’' | '‘' | 'ʼ' | '´' | '`' | '′' => APOSTROPHE,
        _ => character,
    }
}

/// Whether a word ends between two characters: `lastName`, `phone1`, `部门ID`.
fn is_boundary(before: char, character: char) -> bool {
    character.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit())
        || character.is_ascii_digit() && before.is_alphabetic()
        || character.is_alphanumeric() && before.is_alphanumeric() && is_wide(before) != is_wide(character)
}

/// Whether capitals end before a word that begins with one: `IDVendedor`. In `IDs` they do not.
fn ends_capitals<I>(before: char, character: char, behind: &std::iter::Peekable<I>) -> bool
where
    I: Iterator<Item = char> + Clone,
{
    let mut behind = behind.clone();
    let next = behind.next();
    before.is_uppercase()
        && character.is_uppercase()
        && next.is_some_and(char::is_lowercase)
        && (next != Some('s') || behind.next().is_some_and(char::is_lowercase))
}

/// Scripts that are written without blanks between words: Chinese, Japanese, and Korean once it has fallen apart.
pub(super) const fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}')
}

/// Lower case, and the letters that do not fall apart into a letter and an accent.
fn push_folded(text: &mut String, character: char) {
    match character {
        'ø' | 'Ø' => text.push('o'),
        'ł' | 'Ł' => text.push('l'),
        'đ' | 'Đ' => text.push('d'),
        'ı' => text.push('i'),
        'æ' | 'Æ' => text.push_str("ae"),
        'œ' | 'Œ' => text.push_str("oe"),
        'ß' => text.push_str("ss"),
        _ => text.extend(character.to_lowercase()),
    }
}

/// The many forms of “number”, which mean the same in headers of any language.
fn plain_word(word: &str) -> String {
    match word {
        "no" | "nr" | "num" | "nbr" | "nro" | "nummer" | "numero" | "numer" | "nomor" | "nombor"
        | "номер" => "number".to_owned(),
        _ => word.to_owned(),
    }
}

/// `N.º` is one word as `Nº` is.
fn join_number(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>();
    format!(" {} ", words.join(" ")).replace(" n o ", " no ")
}

/// `e mail` is one word.
fn join_email(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(before) if before == "e" && (word.starts_with("mail") || word.starts_with("post")) => {
                before.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_difference_is_gone() {
        for (header, folded) in [
            ("E-Mail (Work)*", "email work"),
            ("lastName", "last name"),
            ("EMPLOYEE_ID", "employee id"),
            ("IDVendedor", "id vendedor"),
            ("User IDs", "user ids"),
            ("Employee #", "employee number"),
            ("N.º empleado", "number empleado"),
            ("N° salarié", "number salarie"),
            ("N.°2", "number 2"),
            ("20 °C", "20 c"),
            ("Tél. mobile", "tel mobile"),
            ("Soyadı", "soyadi"),
            ("İsim", "isim"),
            ("Ｅｍａｉｌ", "email"),
            ("[FIRSTNAME]", "firstname"),
            ("☎ Contact", "contact"),
            ("Straße 2", "strasse 2"),
            ("phone1", "phone 1"),
            ("部门ID", "部门 id"),
            ("Manager's e-mail", "manager email"),
            ("PARENT’S PHONE", "parent phone"),
            ("guardian`s", "guardian"),
            ("Parents' phone", "parents phone"),
            ("Ім'я", "імя"),
            ("  ", ""),
        ] {
            assert_eq!(fold(header).join(" "), folded, "{header}");
        }
    }
}
