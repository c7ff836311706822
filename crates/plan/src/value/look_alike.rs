//! Letters of other scripts that look like those of ours: a Cyrillic `а` in an address that is Latin otherwise.

/// Small and capital letters of Cyrillic and Greek, and what they look like.
const LETTERS: [(char, char); 44] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('т', 't'),
    ('у', 'y'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('α', 'a'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('τ', 't'),
    ('υ', 'u'),
    ('χ', 'x'),
    ('Ο', 'O'),
];

/// The letter that one of another script looks like.
pub(super) fn meant(letter: char) -> Option<char> {
    LETTERS.iter().find_map(|(other, meant)| (*other == letter).then_some(*meant))
}

/// The first letter of an address that only looks like those beside it, in the name or in one part of the domain: all that is
/// not ASCII there looks so. A part in one script is a word of its language.
pub(super) fn look_alike(address: &str) -> Option<char> {
    let (name, domain) = address.rsplit_once('@')?;
    [name].into_iter().chain(domain.split('.')).find_map(|part| {
        let mut others = part.chars().filter(|letter| !letter.is_ascii());
        let first = others.next().filter(|letter| meant(*letter).is_some())?;
        let mixed = part.contains(|letter: char| letter.is_ascii_alphabetic());
        (mixed && others.all(|letter| meant(letter).is_some())).then_some(first)
    })
}
