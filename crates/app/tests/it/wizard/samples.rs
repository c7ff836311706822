//! Samples of the wizard's pages: the spreadsheet of Northwind at each step.

mod fix;
mod matching;
mod outcome;
mod review;
mod upload;

pub use fix::{fix_clean, fix_errors, fix_open};
pub use matching::{match_done, match_open};
pub use outcome::{done, failed, running};
pub use review::{review, review_stale};
pub use upload::{upload_again, upload_new, upload_refused};

use app::pages::layout::Shell;
use app::pages::wizard::top::{Named, Step, Top};
use plan::snapshot::Role;

pub fn shell() -> Shell {
    Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin)
}

pub fn top(step: Step, saved: &str) -> Top {
    let import = Named {
        id: 7,
        file: "HR_export_2026-03.xlsx".into(),
        rows: "247 rows".into(),
        open: step != Step::Done,
    };
    Top { step, import: Some(import), saved: saved.into(), finished: saved.starts_with("Finished") }
}
