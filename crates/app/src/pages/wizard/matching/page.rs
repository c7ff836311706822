//! Match columns: which column feeds which field, and how sure that is.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::wizard::about::AboutFile;
use crate::pages::wizard::matching::reading::page::Panel;
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

/// The fields that a column can feed.
#[derive(Clone, Debug)]
pub struct Fields {
    /// None of them.
    pub none: Pick,
    /// Those it may well feed, the likeliest first, with how well they fit.
    pub likely: Vec<Pick>,
    /// All others.
    pub rest: Vec<Pick>,
}

/// What comes of several columns that feed one field.
#[derive(Clone, Debug)]
pub struct Joint {
    /// Beside each of them: `The better of 2 per row.`
    pub of_row: String,
    /// For all of them: `Phone: the better of 2 columns per row`.
    pub of_field: String,
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
    /// The fields it can feed.
    pub fields: Fields,
    /// How sure the match is, and the per cent; nothing for a column that is not imported.
    pub sure: Option<(Sureness, u32)>,
    /// Why, in a few words.
    pub why: String,
    /// What comes of it where other columns feed the same field.
    pub joint: Option<Joint>,
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
    /// The columns that feed it, in words: `From your column Dept`; then there is nothing to choose.
    pub from: Option<String>,
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

/// Which name comes first in a column of full names.
#[derive(Clone, Debug)]
pub struct Names {
    /// The header of the column.
    pub column: String,
    /// The orders to choose from.
    pub orders: Vec<Pick>,
    /// The first of them: the cell, and first and last name as they are taken from it.
    pub samples: Vec<NameSample>,
}

/// A full name and what is made of it.
#[derive(Clone, Debug)]
pub struct NameSample {
    /// The cell.
    pub cell: String,
    /// The first name.
    pub first: String,
    /// The last name.
    pub last: String,
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
    /// What to know about the file as a whole.
    pub about: AboutFile,
    /// How it is read is being changed.
    pub panel: Option<Panel>,
    /// What did not hold when it was just read another way; empty where all did.
    pub reread: Option<String>,
    /// The needed fields.
    pub needs: Vec<Need>,
    /// The first needed field that is open.
    pub open: Option<Open>,
    /// The columns, in the order of the file.
    pub columns: Vec<ColumnLine>,
    /// One value for everybody.
    pub constants: Vec<Constant>,
    /// Which name comes first, where a column holds both.
    pub names: Option<Names>,
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

    /// What comes of columns that share a field, each once.
    pub fn joints(&self) -> Vec<&str> {
        let joints = self.columns.iter().filter_map(|column| column.joint.as_ref());
        let mut joints: Vec<&str> = joints.map(|joint| joint.of_field.as_str()).collect();
        joints.sort_unstable();
        joints.dedup();
        joints
    }
}
