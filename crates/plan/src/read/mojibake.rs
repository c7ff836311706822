//! Letters that a wrong encoding spoiled: `JosÃ©` is `José`, written as UTF-8 and read as something else.
//!
//! A text is only repaired as a whole: every letter outside ASCII has to belong to a sequence that is UTF-8 when it is
//! written back in the encoding it was misread in, and what comes out has to look like letters where letters stand. So
//! ordinary text in any language is left alone.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use super::charset::{Charset, IBM437, IBM850};
use super::{entities, escapes, misread};

/// Encodings that text is misread in, the most usual first.
const MISREAD_IN: [Charset; 6] = [
    Charset::Web(WINDOWS_1252),
    Charset::Web(MACINTOSH),
    Charset::Web(WINDOWS_1250),
    Charset::Web(WINDOWS_1251),
    // What a console window shows.
    Charset::Page(&IBM850),
    Charset::Page(&IBM437),
];

/// Text may have been spoiled more than once.
const ROUNDS: usize = 3;

/// The text as it was before its letters were spoiled; `None` where nothing shows that they were.
///
/// ```
/// use plan::read::mojibake::repair;
///
/// assert_eq!(repair("JosÃ© MÃ¼ller").as_deref(), Some("José Müller"));
/// assert_eq!(repair("Jos√©").as_deref(), Some("José"));
/// assert_eq!(repair("Jos&eacute;").as_deref(), Some("José"));
/// assert_eq!(repair("J=C3=BCrgen").as_deref(), Some("Jürgen"));
/// assert_eq!(repair("São João"), None);
/// ```
pub fn repair(text: &str) -> Option<String> {
    let decoded = entities::decoded(text).or_else(|| escapes::decoded(text));
    let spoiled = decoded.as_deref().unwrap_or(text);
    let mut repaired = once(spoiled).or_else(|| misread::undo(spoiled)).or(decoded)?;
    for _ in 1..ROUNDS {
        match once(&repaired) {
            Some(better) => repaired = better,
            None => break,
        }
    }
    // A byte order mark that was spoiled along with the text is no letter.
    repaired.retain(|letter| letter != '\u{feff}');
    Some(repaired)
}

fn once(text: &str) -> Option<String> {
    let at = text.bytes().position(|byte| !byte.is_ascii())?;
    let mut letters = text.get(at..)?.chars();
    let first = letters.next()?;
    // A spoiled letter is two signs or more, none of them ASCII: most accents of ordinary names stand alone.
    letters.next().filter(|second| !second.is_ascii())?;
    MISREAD_IN
        .into_iter()
        .filter(|encoding| may_lead(first, *encoding))
        .find_map(|encoding| undo(text, encoding))
}

/// Whether a letter, written in an encoding, can begin a sequence of UTF-8: most letters of ordinary text cannot.
fn may_lead(letter: char, encoding: Charset) -> bool {
    byte(letter, encoding).is_some_and(|byte| (0xc2..=0xf4).contains(&byte))
}

/// The byte of a letter in an encoding of one byte a letter.
fn byte(letter: char, encoding: Charset) -> Option<u8> {
    if letter.is_ascii() {
        return Some(letter as u8);
    }
    match encoding {
        Charset::Web(encoding) => byte_of_web(letter, encoding),
        Charset::Page(page) => page.byte(letter),
    }
}

fn byte_of_web(letter: char, encoding: &'static Encoding) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, missing) = encoding.encode(letter.encode_utf8(&mut buffer));
    match (bytes.as_ref(), missing) {
        ([byte], false) => Some(*byte),
        // Readers that know no better show the bytes without a letter as control characters.
        _ => u8::try_from(letter).ok().filter(|byte| (0x80..0xa0).contains(byte)),
    }
}

/// Whether letters of a text are spoiled, so that they can be repaired or, as with �, are lost.
pub fn is_damaged(text: &str) -> bool {
    is_lost(text) || text.contains('\u{fffd}') || repair(text).is_some()
}

/// Whether letters of a text were lost that an encoding does not have: `M?ller`. Only a name has no question marks between
/// its letters.
pub fn is_lost(text: &str) -> bool {
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '?' && before.is_some_and(char::is_alphabetic) {
            // A letter of two bytes leaves two.
            letters.next_if_eq(&'?');
            if letters.peek().copied().is_some_and(char::is_alphabetic) {
                // Addresses of web pages ask questions.
                return !text.contains(['=', '@']) && !text.contains("://");
            }
        }
        before = Some(letter);
    }
    false
}

/// Writes a text back in the encoding it was misread in and reads it as UTF-8.
fn undo(text: &str, encoding: Charset) -> Option<String> {
    let bytes = text.chars().map(|letter| byte(letter, encoding)).collect::<Option<Vec<_>>>()?;
    let repaired = String::from_utf8(bytes).ok()?;
    let (spoiled, letters) = (text.chars().collect::<Vec<_>>(), repaired.chars().collect::<Vec<_>>());
    let (mut at, mut sure) = (0, false);
    let any_latin = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let foreign = letters.iter().filter(|letter| Script::of(**letter) == Some(Script::Other)).count();
    for (index, &letter) in letters.iter().enumerate() {
        let length = letter.len_utf8();
        if !letter.is_ascii() {
            let sequence = spoiled.get(at..at + length)?;
            let around = Around {
                before: index.checked_sub(1).and_then(|before| letters.get(before)).copied(),
                behind: letters.get(index + 1).copied(),
                alone: !any_latin && foreign > 1,
                encoding,
            };
            match around.verdict(sequence, letter) {
                Verdict::Wrong => return None,
                Verdict::Sure => sure = true,
                Verdict::Open => {}
            }
        }
        at += length;
    }
    sure.then_some(repaired)
}

/// What a single sequence says.
enum Verdict {
    /// The text cannot have been spoiled this way.
    Wrong,
    /// It may stand in ordinary text as well.
    Open,
    /// Nobody writes it on purpose.
    Sure,
}

/// What stands beside a repaired letter.
struct Around {
    before: Option<char>,
    behind: Option<char>,
    /// Whether the text has several letters of another script and none of ASCII.
    alone: bool,
    encoding: Charset,
}

impl Around {
    fn is_in(&self, encoding: &'static Encoding) -> bool {
        matches!(self.encoding, Charset::Web(own) if own == encoding)
    }

    fn verdict(&self, sequence: &[char], letter: char) -> Verdict {
        match Script::of(letter) {
            Some(Script::Other) if self.alone && !self.is_in(MACINTOSH) => Verdict::Sure,
            Some(Script::Other) if self.alone && matches!(letter, '\u{370}'..='\u{4ff}') => Verdict::Sure,
            None | Some(Script::Other) => Verdict::Wrong,
            Some(Script::Sign) => self.sign(sequence),
            Some(Script::Latin) => self.latin(sequence, letter),
        }
    }

    /// A letter with an accent, spoiled into two.
    fn latin(&self, sequence: &[char], letter: char) -> Verdict {
        let is_upper = |side: Option<char>| side.is_some_and(char::is_uppercase);
        let is_lower = |side: Option<char>| side.is_some_and(char::is_lowercase);
        // A small letter between capitals, or a capital behind a small letter, is no letter of the word.
        if letter.is_lowercase() && is_upper(self.before) && is_upper(self.behind) {
            return Verdict::Wrong;
        }
        let (lead, tail) = match *sequence {
            // Vietnamese letters take three.
            ['á', 'º' | '»', _] => return Verdict::Sure,
            [lead, tail] => (lead, tail),
            _ => return Verdict::Wrong,
        };
        // Central European capitals that stand beside each other in names.
        if self.is_in(WINDOWS_1250) && !matches!(lead, 'Ă' | 'Ä' | 'Ĺ') {
            return Verdict::Wrong;
        }
        if self.is_in(MACINTOSH) && !matches!(lead, '√' | 'ƒ' | '≈') {
            return Verdict::Open;
        }
        // The lines of boxes are no letters.
        if matches!(self.encoding, Charset::Page(_)) {
            return if matches!(lead, '├' | '─' | '┼') { Verdict::Sure } else { Verdict::Open };
        }
        if !matches!(tail, '–' | '—' | '’' | '”' | '…' | '›' | '»' | '\u{a0}') {
            // Two letters of one word that are written like this in ordinary text.
            let capitals = lead.is_uppercase() && tail.is_uppercase() && is_upper(self.before);
            return if capitals && !is_lower(self.behind) { Verdict::Open } else { Verdict::Sure };
        }
        match lead {
            'Ã' if self.behind.is_some_and(char::is_alphabetic) && !letter.is_lowercase() => Verdict::Sure,
            _ if is_lower(self.behind) && !is_upper(self.before) => Verdict::Sure,
            _ => Verdict::Open,
        }
    }

    /// A sign such as a quote, a degree or the euro, spoiled into two or three.
    fn sign(&self, sequence: &[char]) -> Verdict {
        let is_upper = |side: Option<char>| side.is_some_and(char::is_uppercase);
        match sequence {
            ['Â', tail] if is_upper(self.before) || tail.is_alphabetic() && is_upper(self.behind) => {
                Verdict::Open
            }
            ['Â' | '¬' | 'Ă' | 'В' | '┬', _] | [_, _, _] => Verdict::Sure,
            _ => Verdict::Open,
        }
    }
}

/// What kind of letter was found.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Latin,
    Sign,
    Other,
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2010}'..='\u{203a}' | '€' | '™' | '№' | '\u{feff}' => {
                Self::Sign
            }
            'À'..='ſ' | 'Ș'..='ț' | 'Ạ'..='ỹ' | 'Ơ'..='ơ' | 'Ư'..='ư' => Self::Latin,
            // Greek to Arabic, India to Thailand, Georgian; signs of East Asia.
            '\u{370}'..='\u{52f}'
            | '\u{531}'..='\u{6ff}'
            | '\u{900}'..='\u{e7f}'
            | '\u{10a0}'..='\u{10ff}'
            | '\u{3001}'..='\u{30ff}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ffee}' => Self::Other,
            _ => return None,
        })
    }
}
