//! Match columns: which column feeds which field, and how sure that is.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::wizard::top::Top;

/// How sure a match is: three marks, a word, and the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// Three marks.
    Sure,
    /// Two marks.
    Likely,
    /// One mark, in amber.
    Unsure,
}

impl Sureness {
    /// The word for a confidence from 0 to 1.
    pub fn of(confidence: f64) -> Self {
        match confidence {
            sure if sure >= 0.9 => Self::Sure,
            likely if likely >= 0.7 => Self::Likely,
            _ => Self::Unsure,
        }
    }

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sure => "Sure",
            Self::Likely => "Likely",
            Self::Unsure => "Unsure",
        }
    }

    /// For each of three marks the class that fills it.
    pub const fn marks(self) -> [&'static str; 3] {
        match self {
            Self::Sure => ["fill-accent", "fill-accent", "fill-accent"],
            Self::Likely => ["fill-accent", "fill-accent", "fill-pale"],
            Self::Unsure => ["fill-warn", "fill-pale", "fill-pale"],
        }
    }
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It feeds a field.
    Matched,
    /// It could feed a needed field that is open.
    Waiting,
    /// It is not imported.
    Left,
}

/// A needed field and whether something feeds it.
#[derive(Clone, Debug)]
pub struct Need {
    /// `First name`.
    pub label: &'static str,
    /// Whether a column or one value for everybody feeds it.
    pub met: bool,
}

/// A choice of a select.
#[derive(Clone, Debug)]
pub struct Pick {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// One column of the file.
#[derive(Clone, Debug)]
pub struct ColumnLine {
    /// 0 for the first column.
    pub index: u32,
    /// `A`.
    pub letters: String,
    /// The header as the file has it.
    pub header: String,
    /// Up to three different cells.
    pub samples: Vec<String>,
    /// Filled cells in per cent.
    pub filled: u32,
    /// Where it stands.
    pub place: Place,
    /// The fields it can feed; the first one says that it is not imported.
    pub picks: Vec<Pick>,
    /// How sure the match is, and the per cent; nothing for a column that is not imported.
    pub sure: Option<(Sureness, u32)>,
    /// Why, in a few words.
    pub why: String,
}

impl ColumnLine {
    /// The column's class.
    pub const fn class(&self) -> &'static str {
        match self.place {
            Place::Matched => "",
            Place::Waiting => "is-waiting",
            Place::Left => "is-left",
        }
    }
}

/// A needed field that nothing feeds, with its ways out.
#[derive(Clone, Debug)]
pub struct Open {
    /// What is open, in bold: `One field is still open: Role.`
    pub title: String,
    /// What is known about it.
    pub text: String,
    /// The column that may be meant: its index, the field's key, and the words of the button.
    pub column: Option<(u32, &'static str, String)>,
    /// The field's key and the values that everybody can have.
    pub everybody: Option<(&'static str, Vec<Pick>)>,
}

/// One value for everybody, or where the values come from.
#[derive(Clone, Debug)]
pub struct Constant {
    /// The field's key.
    pub key: &'static str,
    /// `Role`.
    pub label: &'static str,
    /// The header of the column that feeds it; then there is nothing to choose.
    pub column: Option<String>,
    /// The values to choose from, the first one being none.
    pub picks: Vec<Pick>,
}

/// A part of the line about a person's work: `Sales`, `Midwest`, `Nort East?`.
#[derive(Clone, Debug)]
pub struct Bit {
    /// What is read.
    pub text: String,
    /// `bad`, `warn` or nothing.
    pub class: &'static str,
}

/// One of the first people, as they would be.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The row's number.
    pub row: u32,
    /// Both names.
    pub name: Bit,
    /// The letters for the name.
    pub initials: String,
    /// The address.
    pub email: Bit,
    /// The phone as it is dialled.
    pub phone: Bit,
    /// Role, access, teams and territories.
    pub work: Vec<Bit>,
}

/// What is the matter with the columns as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Glance {
    /// Columns that feed a field.
    pub matched: u32,
    /// Columns that could feed a needed one.
    pub waiting: u32,
    /// Columns that are not imported.
    pub left: u32,
}

/// The page on which columns are matched.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/matching.html", blocks = ["wizard"])]
pub struct MatchPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// How the file was read, in one sentence.
    pub read: String,
    /// What to know about the file as a whole.
    pub warnings: Vec<String>,
    /// The needed fields.
    pub needs: Vec<Need>,
    /// The first needed field that is open.
    pub open: Option<Open>,
    /// The columns, in the order of the file.
    pub columns: Vec<ColumnLine>,
    /// One value for everybody.
    pub constants: Vec<Constant>,
    /// The columns at a glance.
    pub glance: Glance,
    /// The first five people.
    pub people: Vec<Preview>,
    /// All rows, written out: `247`.
    pub total: String,
    /// Why it does not go on yet: `Role is still missing`.
    pub missing: Option<String>,
}

impl MatchPage {
    /// Whom the preview shows: `The first five people`.
    pub fn first(&self) -> &'static str {
        match self.people.len() {
            0 | 1 => "The first person",
            2 => "The first two people",
            3 => "The first three people",
            4 => "The first four people",
            _ => "The first five people",
        }
    }
}
