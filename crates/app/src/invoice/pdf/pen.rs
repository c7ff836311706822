//! A page: texts and rules at places, drawn once all of them are known.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::font::{Fonts, Weight};

/// A4 in points, and where texts begin and end on it.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
pub const LEFT: f32 = 56.0;
pub const RIGHT: f32 = WIDTH - 56.0;
pub const TOP: f32 = 72.0;
pub const BOTTOM: f32 = HEIGHT - 100.0;

/// The colours, as on the pages of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Dark,
    Pale,
    Faint,
    Accent,
    Good,
}

impl Ink {
    fn color(self) -> rgb::Color {
        let (red, green, blue) = match self {
            Self::Dark => (24, 29, 38),
            Self::Pale => (91, 100, 114),
            Self::Faint => (224, 228, 234),
            Self::Accent => (36, 84, 200),
            Self::Good => (24, 112, 66),
        };
        rgb::Color::new(red, green, blue)
    }
}

struct Text {
    at: (f32, f32),
    weight: Weight,
    size: f32,
    ink: Ink,
    words: String,
}

struct Rule {
    from_to: (f32, f32),
    y: f32,
    ink: Ink,
}

/// What stands on a page.
#[derive(Default)]
pub struct Page {
    texts: Vec<Text>,
    rules: Vec<Rule>,
}

impl Page {
    /// A text that begins somewhere on its base line.
    pub fn text(&mut self, at: (f32, f32), weight: Weight, size: f32, ink: Ink, text: &str) {
        self.texts.push(Text { at, weight, size, ink, words: text.to_owned() });
    }

    /// A text that ends somewhere.
    pub fn right(
        &mut self,
        fonts: &Fonts,
        (x, y): (f32, f32),
        weight: Weight,
        size: f32,
        ink: Ink,
        text: &str,
    ) {
        self.text((x - fonts.width(text, weight, size), y), weight, size, ink, text);
    }

    /// A level line.
    pub fn rule(&mut self, from_to: (f32, f32), y: f32, ink: Ink) {
        self.rules.push(Rule { from_to, y, ink });
    }

    /// Whether a text on it has a letter that the typeface lacks.
    pub fn lacks_letters(&self, fonts: &Fonts) -> bool {
        self.texts.iter().any(|text| fonts.lacks(&text.words, text.weight))
    }

    /// Puts it into a document; `None` where it has no size.
    pub fn draw(&self, document: &mut Document, fonts: &Fonts) -> Option<()> {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
        let mut surface = page.surface();
        for rule in &self.rules {
            rule.draw(&mut surface);
        }
        for text in &self.texts {
            text.draw(&mut surface, fonts);
        }
        surface.finish();
        page.finish();
        Some(())
    }
}

impl Text {
    fn draw(&self, surface: &mut Surface<'_>, fonts: &Fonts) {
        let fill = Fill { paint: self.ink.color().into(), opacity: NormalizedF32::ONE, ..Fill::default() };
        surface.set_stroke(None);
        surface.set_fill(Some(fill));
        let (mut x, y) = self.at;
        for run in fonts.runs(&self.words, self.weight, self.size) {
            let font = fonts.font(self.weight);
            surface.draw_text(Point::from_xy(x, y), font, self.size, &run.text, false, run.direction);
            x += run.width;
        }
    }
}

impl Rule {
    fn draw(&self, surface: &mut Surface<'_>) {
        let mut path = PathBuilder::new();
        path.move_to(self.from_to.0, self.y);
        path.line_to(self.from_to.1, self.y);
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke { paint: self.ink.color().into(), width: 0.6, ..Stroke::default() }));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}
