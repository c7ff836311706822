//! Arguments that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use plan::choices::{Choices, Existing, Inviting, Suspended};
use plan::plan::{Counts, Fate};
use serde::Serialize;
use store::Conn;
use store::accounts::{self, Account};

use super::exit::CliError;
use super::inviting::InvitesArg;

/// What an import is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// The people of an account
    Users,
    /// Its territories (not in this version)
    Territories,
    /// Its leads and customers (not in this version)
    Records,
}

impl Subject {
    /// The subject as planning knows it.
    ///
    /// # Errors
    /// `subject.later` for a subject that this version cannot import.
    pub fn supported(self) -> Result<plan::subject::Subject, CliError> {
        let name = match self {
            Self::Users => return Ok(plan::subject::Subject::Users),
            Self::Territories => "Territories",
            Self::Records => "Records",
        };
        Err(CliError::refused("subject.later", format!("{name} are not in this version. `users` is.")))
    }
}

/// What happens to people the account already has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExistingArg {
    /// Leave them as they are
    Skip,
    /// Change them to what the file says
    Update,
}

/// What happens to suspended people who are in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SuspendedArg {
    /// They stay suspended
    Leave,
    /// They become active again, each with a seat
    Reactivate,
}

/// What `plan` and `import` are given: a file, an account, and the choices.
#[derive(Args, Clone, Debug)]
pub struct PlanArgs {
    /// The spreadsheet: CSV, XLSX, XLSM or ODS
    pub file: PathBuf,

    /// What the file is about
    #[arg(long)]
    pub subject: Subject,

    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// Import as this Admin or Manager, with their rights [default: the operator, with an Admin's rights]
    #[arg(long = "as", value_name = "EMAIL")]
    pub person: Option<String>,

    /// A mapping file: which column feeds which field, how the file is read, one value for everybody
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,

    /// A fixes file: corrections, such as the `fixes` of a finding
    #[arg(long, value_name = "F.json")]
    pub fixes: Option<PathBuf>,

    /// What happens to people the account already has
    #[arg(long, default_value = "skip")]
    pub existing: ExistingArg,

    /// What happens to suspended people who are in the file
    #[arg(long, default_value = "leave")]
    pub suspended: SuspendedArg,

    /// Take the rows without an error and leave the blocked ones out
    #[arg(long)]
    pub valid_rows_only: bool,

    /// Send nobody an invitation; the same as `--invites none`
    #[arg(long, conflicts_with = "invites")]
    pub no_invites: bool,

    /// When new people are invited: `now`, `held` until somebody releases them, `none`, or `at=2026-12-01T08:00` in the
    /// account's time zone
    #[arg(long, value_name = "WHEN", default_value = "now")]
    pub invites: InvitesArg,

    /// Write the fate of every row into this file, one JSON object a line
    #[arg(long, value_name = "R.jsonl")]
    pub rows: Option<PathBuf>,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

impl PlanArgs {
    /// The choices as planning knows them.
    ///
    /// # Errors
    /// `invites.time` and `invites.past` where the time of the invitations cannot be meant in the account's time zone.
    pub fn choices(&self, account: &Account, now: Timestamp) -> Result<Choices, CliError> {
        Ok(Choices {
            standing: plan::choices::Standing::Keep,
            existing: match self.existing {
                ExistingArg::Skip => Existing::Skip,
                ExistingArg::Update => Existing::Update,
            },
            suspended: match self.suspended {
                SuspendedArg::Leave => Suspended::Leave,
                SuspendedArg::Reactivate => Suspended::Reactivate,
            },
            valid_rows_only: self.valid_rows_only,
            invites: if self.no_invites {
                Inviting::None
            } else {
                self.invites.inviting(&account.settings.time_zone, now)?
            },
        })
    }
}

/// The account with a short name.
///
/// # Errors
/// `account.unknown` where there is none.
pub async fn account(conn: &mut Conn, slug: &str) -> Result<Account, CliError> {
    accounts::by_slug(conn, slug).await.map_err(|problem| match problem {
        store::Error::NotFound(_) => {
            CliError::refused("account.unknown", format!("There is no account with the short name {slug}."))
        }
        other => other.into(),
    })
}

/// How many rows had each of the five fates, without the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FateCounts {
    create: u32,
    update: u32,
    unchanged: u32,
    skipped: u32,
    blocked: u32,
}

impl FateCounts {
    /// The fates of all counts.
    pub const fn of(counts: Counts) -> Self {
        let Counts { create, update, unchanged, skipped, blocked, .. } = counts;
        Self { create, update, unchanged, skipped, blocked }
    }

    /// The number of one fate.
    pub const fn number(self, fate: Fate) -> u32 {
        match fate {
            Fate::Create => self.create,
            Fate::Update => self.update,
            Fate::Unchanged => self.unchanged,
            Fate::Skipped => self.skipped,
            Fate::Blocked => self.blocked,
        }
    }
}
