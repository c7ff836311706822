//! The page on which a file is dropped.

use askama::Template;

use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::wizard::top::Top;

/// Why a file was not taken, where, and what to do.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The name of the file.
    pub file: String,
    /// What is wrong, where, and what to do, in one or two sentences.
    pub text: String,
    /// The stable code, for whoever helps.
    pub code: String,
}

/// The file that the import has already, where somebody comes back to this step.
#[derive(Clone, Debug)]
pub struct Present {
    /// The import's id.
    pub import: i64,
    /// The name of the file.
    pub file: String,
    /// Its rows and columns, written out.
    pub size: String,
}

/// The limits stated where the file is dropped.
#[derive(Clone, Debug)]
pub struct Limits {
    /// `50 MB`.
    pub size: String,
    /// The same in bytes.
    pub bytes: u64,
    /// `200,000`.
    pub rows: String,
    /// `500`.
    pub columns: String,
}

/// What a Manager may bring in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Their teams and territories, written out; empty where they are in none.
    pub groups: String,
    /// Whether they may give any territory, because they see every record.
    pub every_territory: bool,
}

/// The page on which a file is dropped.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/upload.html", blocks = ["wizard"])]
pub struct UploadPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The limits of a file.
    pub limits: Limits,
    /// People of the account, written out: `64 people`.
    pub people: String,
    /// What somebody may bring in who is no Admin.
    pub own: Option<Own>,
    /// After how many days the file is erased.
    pub keep_days: String,
    /// The file that was just refused.
    pub refused: Option<Refused>,
    /// The file that is there already.
    pub present: Option<Present>,
}

impl UploadPage {
    /// Where the form goes; a file that comes instead of another one says so.
    pub fn action(&self) -> String {
        match &self.present {
            Some(present) => format!("/imports?instead={}", present.import),
            None => "/imports".to_owned(),
        }
    }
}
