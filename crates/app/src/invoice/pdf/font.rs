//! The typeface of invoices: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters. What it lacks is replaced
//! by a box, visibly.

use std::ops::Range;

use krilla::text::{Font, TextDirection};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::ParagraphBidiInfo;

static PLAIN: &[u8] =
    include_bytes!("../../../assets/node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf");
static BOLD: &[u8] =
    include_bytes!("../../../assets/node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf");

/// What stands for a letter that the typeface does not have.
const BOX: char = '□';

/// How strong letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Bold,
}

/// Both weights, for drawing and for measuring.
pub struct Fonts {
    plain: (Font, Face<'static>),
    bold: (Font, Face<'static>),
}

/// A piece of a line that runs in one direction, in the order in which the pieces stand from left to right.
pub struct Run {
    pub text: String,
    pub direction: TextDirection,
    pub width: f32,
}

impl Fonts {
    /// Reads the typeface; `None` where it is none.
    pub fn load() -> Option<Self> {
        let load = |bytes: &'static [u8]| Some((Font::new(bytes.into(), 0)?, Face::from_slice(bytes, 0)?));
        Some(Self { plain: load(PLAIN)?, bold: load(BOLD)? })
    }

    const fn of(&self, weight: Weight) -> &(Font, Face<'static>) {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }

    /// What draws letters.
    pub fn font(&self, weight: Weight) -> Font {
        self.of(weight).0.clone()
    }

    /// Whether a text has a letter that the typeface lacks.
    pub fn lacks(&self, text: &str, weight: Weight) -> bool {
        text.chars().any(|letter| !is_unseen(letter) && self.of(weight).1.glyph_index(letter).is_none())
    }

    /// A text as it can be shown: a box for each letter that there is not, and nothing for what is not seen.
    fn shown(&self, text: &str, weight: Weight) -> String {
        let face = &self.of(weight).1;
        let letters = text.chars().filter(|letter| !is_unseen(*letter));
        letters.map(|letter| if face.glyph_index(letter).is_some() { letter } else { BOX }).collect()
    }

    /// The pieces of a text in one line, from left to right: what is written from right to left stands as it is read.
    pub fn runs(&self, text: &str, weight: Weight, size: f32) -> Vec<Run> {
        let text = self.shown(text, weight);
        // Of nothing there are no directions.
        if text.is_empty() {
            return Vec::new();
        }
        let bidi = ParagraphBidiInfo::new(&text, None);
        let (levels, runs) = bidi.visual_runs(0..text.len());
        let run = |range: Range<usize>| {
            let is_rtl = levels.get(range.start).is_some_and(unicode_bidi::Level::is_rtl);
            let text = text.get(range).unwrap_or_default().to_owned();
            let width = self.advance(&text, weight, is_rtl) * size;
            let direction = if is_rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
            Run { text, direction, width }
        };
        runs.into_iter().map(run).collect()
    }

    /// How wide a text is in one line.
    pub fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        self.runs(text, weight, size).iter().map(|run| run.width).sum()
    }

    /// How wide a piece is at a size of 1.
    fn advance(&self, text: &str, weight: Weight, is_rtl: bool) -> f32 {
        let face = &self.of(weight).1;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let glyphs = rustybuzz::shape(face, &[], buffer);
        let units: i32 = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        (f64::from(units) / f64::from(face.units_per_em())) as f32
    }

    /// A text in lines that are no wider: broken between words, and within one that is too long by itself.
    pub fn wrap(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
        let fits = |text: &str| self.width(text, weight, size) <= width;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                let longer = format!("{line}{letter}");
                if !line.is_empty() && !fits(&longer) {
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                } else {
                    line = longer;
                }
            }
        }
        lines.push(line);
        lines
    }

    /// As much of a text as fits into one line, with an ellipsis where there is more.
    pub fn fitting(&self, text: &str, weight: Weight, size: f32, width: f32) -> String {
        let mut lines = self.wrap(text, weight, size, width).into_iter();
        let first = lines.next().unwrap_or_default();
        if lines.next().is_some() { format!("{first}…") } else { first }
    }
}

/// Letters that nobody sees: controls, and marks that only say how others are to be shown.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_typeface_lacks_is_a_box_and_what_nobody_sees_is_nothing() {
        let fonts = Fonts::load().unwrap();
        assert_eq!(fonts.shown("Zoë\u{200b} Ωμέγα Мир 株式\u{7}", Weight::Plain), "Zoë Ωμέγα Мир □□");
        assert!(fonts.lacks("株式会社", Weight::Bold) && !fonts.lacks("שלום مرحبا", Weight::Plain));
    }

    #[test]
    fn what_is_read_from_the_right_stands_from_the_right() {
        let fonts = Fonts::load().unwrap();
        let runs = fonts.runs("Northwind שלום עולם Ltd", Weight::Plain, 10.0);
        let pieces: Vec<&str> = runs.iter().map(|run| run.text.trim()).collect();
        assert_eq!(pieces, ["Northwind", "שלום עולם", "Ltd"]);
        let arabic: Vec<String> =
            fonts.runs("شركة Northwind", Weight::Plain, 10.0).into_iter().map(|run| run.text).collect();
        assert_eq!(arabic, ["Northwind", "شركة "]);
    }

    #[test]
    fn a_text_is_broken_between_words_and_a_long_word_within() {
        let fonts = Fonts::load().unwrap();
        let lines = fonts.wrap("one two three", Weight::Plain, 10.0, 45.0);
        assert_eq!(lines, ["one two", "three"]);
        let long = fonts.wrap(&"x".repeat(40), Weight::Plain, 10.0, 60.0);
        assert!(long.len() > 2 && long.concat() == "x".repeat(40), "{long:?}");
        assert!(long.iter().all(|line| fonts.width(line, Weight::Plain, 10.0) <= 60.0));
        assert_eq!(fonts.fitting("one two three", Weight::Plain, 10.0, 45.0), "one two…");
    }
}
