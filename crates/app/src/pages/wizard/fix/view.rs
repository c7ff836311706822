//! What of the rows is looked at: it stands in the address, so that back, reload and a copied link show the same.

use plan::field::Field;
use serde::Deserialize;

use super::note::Note;
use crate::pages::address::Address;

/// A tab over the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// Every row.
    All,
    /// Rows that are blocked.
    #[default]
    Errors,
    /// Rows that can go on and are worth a look.
    Warnings,
    /// Rows that nothing is the matter with.
    Ready,
    /// Rows that are left out on purpose.
    Skipped,
}

impl Tab {
    /// The tabs from left to right; `1` to `5` on the keyboard.
    pub const ALL: [Self; 5] = [Self::All, Self::Errors, Self::Warnings, Self::Ready, Self::Skipped];

    /// The word in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::Ready => "ready",
            Self::Skipped => "skipped",
        }
    }

    /// The word on the tab.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Errors => "Errors",
            Self::Warnings => "Warnings",
            Self::Ready => "Ready",
            Self::Skipped => "Skipped",
        }
    }

    /// The fill of the square before the word.
    pub const fn fill(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Errors => Some("fill-bad"),
            Self::Warnings => Some("fill-warn"),
            Self::Ready => Some("fill-good"),
            Self::Skipped => Some("fill-mute"),
        }
    }
}

/// A cell in the address: `11.email`; without a field it is the row itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The row's number as the spreadsheet shows it.
    pub row: u32,
    /// The field.
    pub field: Option<Field>,
}

impl Spot {
    /// Reads a spot from the address.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('.') {
            Some((row, field)) => Some(Self { row: row.parse().ok()?, field: Some(Field::from_key(field)?) }),
            None => Some(Self { row: text.parse().ok()?, field: None }),
        }
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.field {
            Some(field) => write!(f, "{}.{}", self.row, field.key()),
            None => write!(f, "{}", self.row),
        }
    }
}

/// The query of the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct View {
    /// The tab; without one it is the errors, or all rows where none has an error.
    pub show: Option<Tab>,
    /// The key of a cause whose rows alone are shown.
    pub cause: Option<String>,
    /// Text that a row must have in one of its cells.
    pub q: Option<String>,
    /// The page, 1 for the first.
    pub page: Option<u32>,
    /// The cell that is open.
    pub edit: Option<String>,
    /// The number of the fix that was just made or taken back, for the toast.
    pub made: Option<i64>,
    /// Why a press came to nothing, or not to all.
    pub note: Option<Note>,
    /// The key of the field in which find and replace is open.
    pub replace: Option<String>,
    /// What it seeks.
    pub find: Option<String>,
    /// What takes its place.
    pub with: Option<String>,
    /// Whether only whole cells count.
    pub whole: bool,
    /// Whether capitals and small letters differ.
    pub case: bool,
}

impl View {
    /// The cell that is open.
    pub fn spot(&self) -> Option<Spot> {
        self.edit.as_deref().and_then(Spot::parse)
    }

    /// The text that is looked for, trimmed and not empty.
    pub fn wanted(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The same rows with nothing open and nothing just made.
    #[must_use]
    pub fn calm(&self) -> Self {
        Self {
            show: self.show,
            cause: self.cause.clone(),
            q: self.q.clone(),
            page: self.page,
            ..Self::default()
        }
    }

    /// What the browser shows in its address: the view without what was just made.
    #[must_use]
    pub fn shown(&self) -> Self {
        Self { made: None, note: None, ..self.clone() }
    }

    /// Another tab from its first page, with what is looked for.
    #[must_use]
    pub fn tab(&self, tab: Tab) -> Self {
        Self { show: Some(tab), cause: None, page: None, ..self.calm() }
    }

    /// The address of all rows, with nothing looked for.
    pub fn everything(&self, import: i64) -> String {
        Self { q: None, ..self.tab(Tab::All) }.href(import)
    }

    /// The rows of one cause from the first page.
    #[must_use]
    pub fn of(&self, cause: &str) -> Self {
        Self { cause: Some(cause.to_owned()), page: None, q: None, ..self.calm() }
    }

    /// Another page.
    #[must_use]
    pub fn turn(&self, page: u32) -> Self {
        Self { page: (page > 1).then_some(page), ..self.calm() }
    }

    /// A cell open.
    #[must_use]
    pub fn at(&self, spot: Spot) -> Self {
        Self { edit: Some(spot.to_string()), ..self.calm() }
    }

    /// Find and replace open in a field, for a text.
    #[must_use]
    pub fn replacing(&self, field: &str, find: &str) -> Self {
        let find = (!find.is_empty()).then(|| find.to_owned());
        Self { replace: Some(field.to_owned()), find, ..self.calm() }
    }

    /// The view behind a path of the import.
    pub fn on(&self, path: impl Into<String>) -> String {
        let text = |value: Option<String>| value.unwrap_or_default();
        Address::new(path)
            .with("show", text(self.show.map(|tab| tab.key().to_owned())))
            .with("cause", text(self.cause.clone()))
            .with("q", self.wanted().unwrap_or_default())
            .with("page", text(self.page.filter(|page| *page > 1).map(|page| page.to_string())))
            .with("edit", text(self.edit.clone()))
            .with("made", text(self.made.map(|number| number.to_string())))
            .with("note", self.note.map(Note::key).unwrap_or_default())
            .with("replace", text(self.replace.clone()))
            .with("find", text(self.find.clone()))
            .with("with", text(self.with.clone()))
            .with("whole", if self.whole { "true" } else { "" })
            .with("case", if self.case { "true" } else { "" })
            .to_string()
    }

    /// The address of the page with this view.
    pub fn href(&self, import: i64) -> String {
        self.on(format!("/imports/{import}/fix"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_stands_in_the_address_and_leaves_out_what_is_usual() {
        let view =
            View { show: Some(Tab::All), q: Some(" Ann & Bo ".into()), page: Some(1), ..View::default() };
        assert_eq!(view.href(7), "/imports/7/fix?show=all&q=Ann%20%26%20Bo");
        assert_eq!(View::default().href(7), "/imports/7/fix");
        let spot = Spot { row: 11, field: Some(Field::Email) };
        assert_eq!(
            view.turn(3).at(spot).href(7),
            "/imports/7/fix?show=all&q=Ann%20%26%20Bo&page=3&edit=11.email"
        );
    }

    #[test]
    fn a_spot_is_a_cell_or_a_row_and_nothing_else() {
        assert_eq!(Spot::parse("11.email"), Some(Spot { row: 11, field: Some(Field::Email) }));
        assert_eq!(Spot::parse("11"), Some(Spot { row: 11, field: None }));
        assert_eq!([Spot::parse("11.shoe"), Spot::parse("email"), Spot::parse("")], [None; 3]);
    }
}
