//! A section of a number format: signs and the places for digits among them.

use std::cmp::Ordering;

use super::decimal::{Decimal, letter};

/// Places of one section; a code has 255 characters at the most.
const MOST_PIECES: usize = 255;

/// What a section is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// Places for digits.
    #[default]
    Digits,
    /// The number as nobody formatted it.
    General,
    /// Text.
    Text,
    /// A moment.
    Moment { has_date: bool, has_time: bool },
    /// Hours without end.
    Duration,
    /// An exponent, a fraction or thousands, which would hide digits.
    Shortened,
}

/// A piece of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A character that stands for itself.
    Sign(char),
    /// A digit, or a zero where there is none.
    Zero,
    /// A digit where there is one.
    Digit,
    /// The point before the decimals.
    Point,
    /// The whole number, as nobody formatted it.
    General,
}

/// When a section is for a number: how it may compare with a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    limit: f64,
}

impl Condition {
    /// The condition in a bracket such as `[<=9999999]`.
    fn new(inner: &str) -> Option<Self> {
        let limit = inner.trim_start_matches(['<', '>', '=']);
        let sign = inner.strip_suffix(limit)?;
        let [less, equal, greater] = ['<', '=', '>'].map(|part| sign.contains(part));
        Some(Self { less, equal, greater, limit: limit.trim().parse().ok()? })
    }

    fn holds(&self, value: f64) -> bool {
        match value.total_cmp(&self.limit) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// A section of a format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Shape {
    pub(super) sort: Sort,
    condition: Option<Condition>,
    pieces: Vec<Piece>,
    percent: i32,
}

impl Shape {
    /// The sections of a code.
    pub(super) fn sections(code: &str) -> Vec<Self> {
        let mut parser = Parser::default();
        let mut characters = code.chars().take(MOST_PIECES).peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' => characters.by_ref().take_while(|c| *c != '"').for_each(|c| parser.sign(c)),
                '\\' | '!' => characters.next().into_iter().for_each(|c| parser.sign(c)),
                '_' => {
                    // A gap as wide as the next character.
                    characters.next();
                    parser.sign(' ');
                }
                // The next character as often as the column is wide.
                '*' => drop(characters.next()),
                '[' => parser.bracket(&characters.by_ref().take_while(|c| *c != ']').collect::<String>()),
                ';' => parser.end(),
                _ => parser.character(character, characters.peek().copied()),
            }
        }
        parser.end();
        parser.shapes
    }

    /// Whether no sign stands beside the number.
    pub(super) fn is_bare(&self) -> bool {
        self.pieces.iter().all(|piece| *piece == Piece::General) && self.condition.is_none()
    }

    /// The section for a number, and whether a negative number needs its sign there.
    pub(super) fn choose(shapes: &[Self], value: f64) -> Option<(&Self, bool)> {
        if shapes.iter().any(|shape| shape.condition.is_some()) {
            let fits = |shape: &&Self| shape.condition.is_none_or(|condition| condition.holds(value));
            return shapes.iter().find(fits).map(|shape| (shape, true));
        }
        let numbers = shapes.iter().take(3).filter(|shape| shape.sort != Sort::Text).collect::<Vec<_>>();
        match numbers.as_slice() {
            [_, _, zero] if value == 0.0 => Some((zero, true)),
            [_, negative, ..] if value < 0.0 => Some((negative, false)),
            [first, ..] => Some((first, true)),
            [] => None,
        }
    }

    /// Whether the section shows the number without hiding a digit before the point.
    pub(super) fn can_show(&self, value: &Decimal) -> bool {
        let has_place = self.pieces.iter().any(|piece| matches!(piece, Piece::Zero | Piece::Digit));
        let has_sign = self.pieces.iter().any(|piece| matches!(piece, Piece::Sign(sign) if *sign != ' '));
        match self.sort {
            Sort::General => has_sign && self.pieces.contains(&Piece::General),
            Sort::Digits => has_place || has_sign && value.is_zero(),
            _ => false,
        }
    }

    /// Adds a number with its digits in their places.
    pub(super) fn show(&self, value: Decimal, signed: bool, out: &mut String) {
        if self.sort == Sort::General {
            return self.show_beside(value, signed, out);
        }
        let point = self.pieces.iter().position(|piece| *piece == Piece::Point);
        let (whole, part) = self.pieces.split_at(point.unwrap_or(self.pieces.len()));
        let decimals = part.iter().filter(|piece| matches!(piece, Piece::Zero | Piece::Digit)).count();
        let value = value.shifted(2 * self.percent).rounded(decimals);
        let mut text = String::new();
        if value.negative && signed {
            text.push('-');
        }
        show_whole(whole, &value.before_point(), &mut text);
        show_part(part, &value, &mut text);
        out.push_str(text.trim());
    }
}

impl Shape {
    /// Adds a number as nobody formatted it with the signs beside it: `"EMP-"General`.
    fn show_beside(&self, mut value: Decimal, signed: bool, out: &mut String) {
        let mut text = String::new();
        if std::mem::take(&mut value.negative) && signed {
            text.push('-');
        }
        for piece in &self.pieces {
            match piece {
                Piece::Sign(sign) => text.push(*sign),
                Piece::General => value.plain(&mut text),
                Piece::Zero | Piece::Digit | Piece::Point => {}
            }
        }
        out.push_str(text.trim());
    }
}

/// The digits before the point, from the right; the first place takes all that are left.
fn show_whole(pieces: &[Piece], digits: &[u8], out: &mut String) {
    let mut left = pieces.iter().filter(|piece| matches!(piece, Piece::Zero | Piece::Digit)).count();
    let places = left;
    let mut started = false;
    for piece in pieces {
        match piece {
            Piece::Sign(sign) => out.push(*sign),
            Piece::Point | Piece::General => {}
            Piece::Zero | Piece::Digit => {
                if left == places {
                    let more = digits.len().saturating_sub(places);
                    out.extend(digits.iter().take(more).copied().map(letter));
                    started = more > 0;
                }
                let digit = digits.len().checked_sub(left).and_then(|place| digits.get(place));
                match digit {
                    Some(digit) => out.push(letter(*digit)),
                    None if *piece == Piece::Zero || started => out.push('0'),
                    None => {}
                }
                started = started || digit.is_some() || *piece == Piece::Zero;
                left -= 1;
            }
        }
    }
}

/// The point and what stands behind it.
fn show_part(pieces: &[Piece], value: &Decimal, out: &mut String) {
    let mut place = 0;
    for piece in pieces {
        match piece {
            Piece::Sign(sign) => out.push(*sign),
            Piece::Point => out.push('.'),
            Piece::General => {}
            Piece::Zero | Piece::Digit => {
                if *piece == Piece::Zero || place < value.decimals() {
                    out.push(letter(value.behind_point(place)));
                }
                place += 1;
            }
        }
    }
}

/// Takes a code apart.
#[derive(Default)]
struct Parser {
    shapes: Vec<Shape>,
    shape: Shape,
    /// Letters of dates and times, in lower case, in the order they stand.
    letters: String,
    /// Whether a comma stood behind the last place for a digit.
    comma: bool,
    has_place: bool,
}

impl Parser {
    fn sign(&mut self, sign: char) {
        self.shape.pieces.push(Piece::Sign(sign));
    }

    fn place(&mut self, piece: Piece) {
        (self.has_place, self.comma) = (true, false);
        self.shape.pieces.push(piece);
    }

    fn character(&mut self, character: char, next: Option<char>) {
        match character {
            '0' => self.place(Piece::Zero),
            '#' | '?' => self.place(Piece::Digit),
            '.' if self.has_place || next == Some('0') => {
                self.shape.pieces.push(Piece::Point);
            }
            ',' if self.has_place => self.comma = true,
            '%' => {
                self.shape.percent += 1;
                self.sign('%');
            }
            'E' | 'e' if matches!(next, Some('+' | '-')) => self.shape.sort = Sort::Shortened,
            '/' if self.has_place => self.shape.sort = Sort::Shortened,
            'G' if matches!(next, Some('e' | 'E')) => {
                self.shape.sort = Sort::General;
                self.shape.pieces.push(Piece::General);
            }
            '@' => self.shape.sort = Sort::Text,
            // The letters of `General`, of years, months, days, hours, minutes, seconds, eras, and of AM/PM.
            _ if "ymdhsegbap".contains(character.to_ascii_lowercase()) && !self.has_place => {
                self.letters.push(character.to_ascii_lowercase());
            }
            _ if self.shape.sort == Sort::General && character.is_ascii_alphabetic() => {}
            _ => self.sign(character),
        }
    }

    fn bracket(&mut self, inner: &str) {
        if let Some(rest) = inner.strip_prefix('$') {
            let symbol = rest.split('-').next().unwrap_or(rest);
            symbol.chars().for_each(|sign| self.sign(sign));
        } else if inner.starts_with(['<', '>', '=']) {
            self.shape.condition = Condition::new(inner);
        } else if !inner.is_empty() && inner.chars().all(|c| matches!(c, 'h' | 'm' | 's' | 'H' | 'M' | 'S')) {
            self.shape.sort = Sort::Duration;
        }
    }

    fn end(&mut self) {
        let mut shape = std::mem::take(&mut self.shape);
        let has = |wanted: &str| self.letters.contains(|letter| wanted.contains(letter));
        if shape.sort == Sort::Digits && has("ymdhs") {
            let has_time = has("hs");
            // An m beside hours or seconds is a minute.
            let has_date = has("yd") || !has_time;
            shape.sort = Sort::Moment { has_date, has_time };
        }
        // A comma behind the last place hides three digits.
        if self.comma && shape.sort == Sort::Digits {
            let last = shape.pieces.iter().rposition(|piece| matches!(piece, Piece::Zero | Piece::Digit));
            if last.is_some() {
                shape.sort = Sort::Shortened;
            }
        }
        self.shapes.push(shape);
        (self.comma, self.has_place) = (false, false);
        self.letters.clear();
    }
}
