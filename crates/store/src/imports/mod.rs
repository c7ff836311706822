//! Imports: of a wizard in progress its inputs, of an applied one what it did.
//!
//! A plan is never stored; it is computed anew from file, mapping, fixes and choices. [`wizard`] changes those inputs,
//! [`form`] is the import of a form, [`approval`] writes down what was agreed to, [`history`] lists imports and pages through outcomes, [`memory`] keeps
//! what an account chose for the next file of its kind.

pub mod approval;
pub(crate) mod form;
pub mod history;
pub mod memory;
pub mod wizard;

use plan::choices::{Actor, Choices};
use plan::effect::Effects;
use plan::mapping::MappingFile;
use plan::plan::Counts;
use plan::sheet::Format;

use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, FileId, ImportId};
use crate::sql::{Row, sql};
use crate::time::Micros;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// The word in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The value of a word.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Where an import stands.
    Status {
        /// A wizard in progress.
        Draft = "draft",
        /// Agreed to; whoever comes first applies it.
        Approved = "approved",
        /// Done.
        Applied = "applied",
        /// Given up by somebody; nothing was done.
        Discarded = "discarded",
    }
}

words! {
    /// Where an import came from.
    Source {
        /// A file that somebody brought in, by the wizard or the command line.
        File = "file",
        /// A form of one person, or a selection in a list. It has no file, no name and no sheet that is kept.
        Form = "form",
    }
}

words! {
    /// The page of the wizard an import was left at.
    Step {
        /// Match columns.
        Match = "match",
        /// Fix errors.
        Fix = "fix",
        /// Review.
        Review = "review",
    }
}

/// An import with its inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// Where it stands.
    pub status: Status,
    /// The page it was left at.
    pub step: Step,
    /// Who began it.
    pub actor: Actor,
    /// Where it came from.
    pub source: Source,
    /// The file's name as it was uploaded.
    pub file_name: String,
    /// The kind of file.
    pub format: Format,
    /// The file's size in bytes.
    pub size: u64,
    /// The SHA-256 of the original.
    pub sha256: String,
    /// The original; a form has none.
    pub original: Option<FileId>,
    /// The canonical sheet.
    pub sheet: Option<FileId>,
    /// What somebody said about reading and columns.
    pub mapping: MappingFile,
    /// What somebody decided about the whole import.
    pub choices: Choices,
    /// Counts the changes of mapping, choices and fixes.
    pub revision: i64,
    /// What was agreed to, once it was.
    pub approval: Option<Approval>,
    /// Why an approved import went back to being a draft, as JSON.
    pub stale: Option<String>,
    /// When it was applied.
    pub applied_at: Option<Micros>,
    /// How long applying took, in microseconds.
    pub took: Option<i64>,
    /// When it was begun.
    pub created_at: Micros,
    /// When it was changed last.
    pub updated_at: Micros,
}

/// What was agreed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// The fingerprint of the plan, as text.
    pub fingerprint: String,
    /// The effects of the plan.
    pub effects: Effects,
    /// The fates of the plan's rows.
    pub counts: Counts,
    /// The number that was typed in.
    pub confirm: Option<u32>,
    /// Who agreed.
    pub by: Actor,
    /// When.
    pub at: Micros,
}

const COLUMNS: &str = "id, status, step, actor, source, file_name, format, size, sha256, original_file, sheet_file, mapping, \
                       choices, revision, fingerprint, effects, counts, confirm, approved_by, approved_at, stale, \
                       applied_at, took, created_at, updated_at";

fn read(row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.get("id")?,
        status: row.word("status", Status::from_key)?,
        step: row.word("step", Step::from_key)?,
        actor: row.json("actor")?,
        source: row.word("source", Source::from_key)?,
        file_name: row.get("file_name")?,
        format: row.word("format", format)?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        original: row.get("original_file")?,
        sheet: row.get("sheet_file")?,
        mapping: row.json("mapping")?,
        choices: row.json("choices")?,
        revision: row.get("revision")?,
        approval: read_approval(row)?,
        stale: row.get("stale")?,
        applied_at: row.get("applied_at")?,
        took: row.get("took")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn read_approval(row: &Row) -> Result<Option<Approval>> {
    let Some(fingerprint) = row.get::<Option<String>>("fingerprint")? else { return Ok(None) };
    Ok(Some(Approval {
        fingerprint,
        effects: row.json("effects")?,
        counts: row.json("counts")?,
        confirm: row.get("confirm")?,
        by: row.json("approved_by")?,
        at: row.get("approved_at")?,
    }))
}

fn format(word: &str) -> Option<Format> {
    match word {
        "csv" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "ods" => Some(Format::Ods),
        _ => None,
    }
}

const fn format_word(format: Format) -> &'static str {
    match format {
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
        Format::Ods => "ods",
    }
}

/// An import of an account.
pub async fn get(conn: &mut Conn, account: AccountId, import: ImportId) -> Result<Import> {
    sql(format!("SELECT {COLUMNS} FROM imports WHERE id = $1 AND account_id = $2"))
        .bind(import)
        .bind(account)
        .one(conn, "import", read)
        .await
}
