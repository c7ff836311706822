//! Names in messages. A name came from a spreadsheet, so it may hold anything: markup, lines, an address that a mail
//! program or a phone would make a link of. What is made of it here can only be read.

/// Longer names are cut: they would push out of sight what the message is about.
const LONGEST: usize = 60;

/// More digits than a name has: `John 3rd`, `Unit 1045`. A phone would offer to call what is longer.
const MOST_DIGITS: usize = 4;

/// A name as it can stand in a message: one line, nothing that a program would make a link of, no mark that turns the
/// writing around. Empty where nothing is left.
pub fn plain(name: &str) -> String {
    let digits = name.chars().filter(|one| one.is_numeric()).count();
    let mut text = String::new();
    for letter in name.chars() {
        let letter = if is_dot(letter) { '.' } else { letter };
        match letter {
            _ if is_unseen(letter) => continue,
            _ if letter.is_numeric() && digits > MOST_DIGITS => continue,
            _ if letter.is_whitespace() || letter.is_control() || is_of_addresses(letter) => blank(&mut text),
            _ => {
                // `evil.com` is an address; `evil. com` is two words.
                if text.ends_with('.') && letter.is_alphanumeric() {
                    text.push(' ');
                }
                text.push(letter);
            }
        }
        if text.chars().count() >= LONGEST {
            text.push('…');
            break;
        }
    }
    text.trim().to_owned()
}

fn blank(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Dots of other scripts that addresses take for a dot.
fn is_dot(letter: char) -> bool {
    matches!(letter, '\u{3002}' | '\u{ff0e}' | '\u{ff61}' | '\u{2024}')
}

/// What addresses and markup are made of and names are not, in full width too.
fn is_of_addresses(letter: char) -> bool {
    matches!(
        letter,
        '/' | '\\'
            | ':'
            | '@'
            | '<'
            | '>'
            | '['
            | ']'
            | '{'
            | '}'
            | '|'
            | '^'
            | '`'
            | '#'
            | '%'
            | '='
            | '?'
            | '&'
            | '_'
            | '*'
            | '~'
            | '"'
            | '\u{ff0f}'
            | '\u{ff1a}'
            | '\u{ff20}'
            | '\u{ff1c}'
            | '\u{ff1e}'
            | '\u{2044}'
            | '\u{2215}'
            | '\u{29f8}'
            | '\u{fe55}'
    )
}

/// Marks without a shape: those that turn the writing around, that join or part nothing, that carry hidden text.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_is_spelled() {
        for name in [
            "Ana",
            "Jean-Luc O’Brien",
            "J. R. R. Tolkien",
            "李小龍",
            "محمد",
            "Zoë Ångström",
            "William (Bill)",
        ] {
            assert_eq!(plain(name), name);
        }
        assert_eq!(plain("John 3rd"), "John 3rd");
    }

    #[test]
    fn nothing_of_a_name_is_an_address_a_line_or_a_turn() {
        let known = [
            ("evil.com", "evil. com"),
            ("https://evil.com/x?y=1", "https evil. com x y 1"),
            ("ana@evil.com", "ana evil. com"),
            ("evil。com", "evil. com"),
            ("Ana\r\nBcc: bob@x.example", "Ana Bcc bob x. example"),
            ("<b>Ana</b>", "b Ana b"),
            ("\u{202e}moc.live", "moc. live"),
            ("Call +1 900 555 0199 now", "Call + now"),
            ("  ", ""),
        ];
        for (name, text) in known {
            assert_eq!(plain(name), text);
        }
        assert_eq!(plain(&"x".repeat(5000)).chars().count(), LONGEST + 1);
    }
}
