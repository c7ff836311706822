//! How long a text message is: phone companies send, and charge for, pieces of it.
//!
//! In the alphabet of GSM 03.38 (7 bits a letter, a few letters by two) a message has 160 letters; longer ones are sent in
//! pieces of 153. One letter outside of it, and the whole message goes as UCS-2: 70 units, or pieces of 67. Neither a
//! letter of two septets nor one of two units is ever parted.

/// The letters that take one septet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
                     ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The letters that take two.
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// How the letters of a message are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter.
    Gsm7,
    /// Sixteen.
    Ucs2,
}

impl Alphabet {
    /// Letters of a message that is sent whole, and of each piece of a longer one.
    const fn room(self) -> (u32, u32) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    /// What a letter takes; `None` where the alphabet lacks it.
    fn size(self, letter: char) -> Option<u32> {
        match self {
            Self::Ucs2 => Some(letter.len_utf16() as u32),
            Self::Gsm7 if BASIC.contains(letter) => Some(1),
            Self::Gsm7 if EXTENDED.contains(letter) => Some(2),
            Self::Gsm7 => None,
        }
    }
}

/// How long a text message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// How it is sent.
    pub alphabet: Alphabet,
    /// Septets or units in all.
    pub units: u32,
    /// In how many pieces.
    pub segments: u32,
    /// The letters for which it is not sent in seven bits, each once, in their order.
    pub foreign: Vec<char>,
}

/// Measures a text message.
pub fn length(text: &str) -> Length {
    let mut foreign = Vec::new();
    for letter in text.chars().filter(|letter| Alphabet::Gsm7.size(*letter).is_none()) {
        if !foreign.contains(&letter) {
            foreign.push(letter);
        }
    }
    let alphabet = if foreign.is_empty() { Alphabet::Gsm7 } else { Alphabet::Ucs2 };
    let sizes = || text.chars().filter_map(|letter| alphabet.size(letter));
    let units = sizes().sum();
    let (whole, piece) = alphabet.room();
    let segments = if units <= whole { u32::from(units > 0) } else { pieces(sizes(), piece) };
    Length { alphabet, units, segments, foreign }
}

fn pieces(sizes: impl Iterator<Item = u32>, room: u32) -> u32 {
    let (mut pieces, mut filled) = (1, 0);
    for size in sizes {
        if filled + size > room {
            pieces += 1;
            filled = 0;
        }
        filled += size;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Alphabet, u32, u32) {
        let length = length(text);
        (length.alphabet, length.units, length.segments)
    }

    #[test]
    fn a_message_of_seven_bits_has_160_letters_and_pieces_of_153() {
        assert_eq!(of(""), (Alphabet::Gsm7, 0, 0));
        assert_eq!(of(&"a".repeat(160)), (Alphabet::Gsm7, 160, 1));
        assert_eq!(of(&"a".repeat(161)), (Alphabet::Gsm7, 161, 2));
        assert_eq!(of(&"a".repeat(306)), (Alphabet::Gsm7, 306, 2));
        assert_eq!(of(&"a".repeat(307)), (Alphabet::Gsm7, 307, 3));
        assert_eq!(of("Grüße à Ñandú\n"), (Alphabet::Ucs2, 14, 1));
        assert_eq!(of("Grüße à Ñandü\n"), (Alphabet::Gsm7, 14, 1));
    }

    #[test]
    fn a_letter_of_two_septets_is_counted_twice_and_never_parted() {
        assert_eq!(of("€"), (Alphabet::Gsm7, 2, 1));
        assert_eq!(of(&format!("{}€", "a".repeat(158))), (Alphabet::Gsm7, 160, 1));
        assert_eq!(of(&format!("{}€", "a".repeat(159))), (Alphabet::Gsm7, 161, 2));
        // 152 letters and one of two do not fit into 153, so that the second piece is one longer.
        let parted = format!("{}€{}", "a".repeat(152), "a".repeat(151));
        assert_eq!(of(&parted), (Alphabet::Gsm7, 305, 2));
        assert_eq!(of(&format!("{parted}a")), (Alphabet::Gsm7, 306, 3));
    }

    #[test]
    fn one_other_letter_makes_it_70_and_pieces_of_67() {
        assert_eq!(of(&"я".repeat(70)), (Alphabet::Ucs2, 70, 1));
        assert_eq!(of(&"я".repeat(71)), (Alphabet::Ucs2, 71, 2));
        assert_eq!(of(&"я".repeat(134)), (Alphabet::Ucs2, 134, 2));
        assert_eq!(of(&"я".repeat(135)), (Alphabet::Ucs2, 135, 3));
        assert_eq!(length("it’s a “test”").foreign, ['’', '“', '”']);
        assert_eq!(length("`").foreign, ['`']);
    }

    #[test]
    fn a_letter_of_two_units_is_never_parted() {
        assert_eq!(of("😀"), (Alphabet::Ucs2, 2, 1));
        assert_eq!(of(&"😀".repeat(35)), (Alphabet::Ucs2, 70, 1));
        // 33 of them fill 66 of 67 units.
        assert_eq!(of(&"😀".repeat(66)), (Alphabet::Ucs2, 132, 2));
        assert_eq!(of(&"😀".repeat(67)), (Alphabet::Ucs2, 134, 3));
    }

    #[test]
    fn every_letter_of_the_alphabet_is_in_it_once() {
        assert_eq!(BASIC.chars().count(), 127);
        let mut letters: Vec<char> = BASIC.chars().chain(EXTENDED.chars()).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), 127 + EXTENDED.chars().count());
    }
}
