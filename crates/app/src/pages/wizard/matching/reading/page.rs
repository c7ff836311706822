//! The panel that says how the file is read.

use crate::pages::wizard::matching::page::Pick;

/// How text is taken apart.
#[derive(Clone, Debug)]
pub struct TextWay {
    /// Encodings; the first one is what was found.
    pub encodings: Vec<Pick>,
    /// What stands between two cells; the last one is another character.
    pub delimiters: Vec<Pick>,
    /// The other character.
    pub other: String,
    /// What stands around a cell.
    pub quotes: Vec<Pick>,
    /// How a quote within a quoted cell is written.
    pub escapes: Vec<Pick>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// What is sent; empty for the one that was found.
    pub value: String,
    /// Its name.
    pub name: String,
    /// What to know of it: `hidden`, `empty`.
    pub note: &'static str,
    /// Whether it is the one read.
    pub chosen: bool,
}

/// One of the first rows of the file, as it stands there.
#[derive(Clone, Debug)]
pub struct TopLine {
    /// Its number.
    pub number: u32,
    /// What is sent; empty for the one that was found.
    pub value: String,
    /// Its first cells.
    pub cells: Vec<String>,
    /// Whether it is the header.
    pub chosen: bool,
    /// Whether it stands above the header and is left out.
    pub above: bool,
}

impl TopLine {
    /// The row in a few words, for those who do not see its cells beside the choice.
    pub fn words(&self) -> String {
        let filled = self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        filled.take(4).collect::<Vec<_>>().join(", ")
    }
}

/// What comes of a way of reading.
#[derive(Clone, Debug)]
pub struct Glimpse {
    /// `247 rows, 11 columns`.
    pub size: String,
    /// What else: `2 blank rows are left out`, `the first 8 columns are shown`.
    pub note: String,
    /// The first cells of the header.
    pub header: Vec<String>,
    /// The first rows: number and cells.
    pub rows: Vec<(u32, Vec<String>)>,
    /// What reading noticed, the first of it.
    pub remarks: Vec<String>,
}

/// Change how it is read.
#[derive(Clone, Debug)]
pub struct Panel {
    /// How text is taken apart; nothing for a workbook.
    pub text: Option<TextWay>,
    /// The sheets of a workbook.
    pub sheets: Vec<SheetLine>,
    /// The first rows, to choose the header from.
    pub top: Vec<TopLine>,
    /// That the file has no header: what is sent, and whether it is so.
    pub headless: Pick,
    /// What comes of it.
    pub glimpse: Option<Glimpse>,
    /// Why it cannot be read that way.
    pub refused: Option<String>,
    /// What would not hold any more.
    pub drops: Option<String>,
    /// Whether it is another way than the file is read now.
    pub changed: bool,
    /// Whether somebody says how the file is read now.
    pub said: bool,
}

impl Panel {
    /// Whether it can be used.
    pub const fn usable(&self) -> bool {
        self.changed && self.refused.is_none()
    }

    /// The sheet that is chosen, as it is sent: choosing another one says nothing of its header.
    pub fn at(&self) -> &str {
        self.sheets.iter().find(|sheet| sheet.chosen).map_or("", |sheet| &sheet.value)
    }

    /// What stands beside the button.
    pub const fn why(&self) -> &'static str {
        if self.refused.is_some() {
            "It cannot be read this way"
        } else if self.changed {
            ""
        } else {
            "This is how it is read now"
        }
    }
}
