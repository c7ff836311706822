//! Samples of the wizard's pages: the spreadsheet of Northwind at each step.

mod fix;
mod matching;
mod outcome;
mod review;
mod upload;

use fix::{fix_again, fix_clean, fix_errors, fix_open, fix_replace};
use matching::{
    match_done, match_open, match_reading_refused, match_reading_text, match_reading_workbook, match_reread,
    match_shared,
};
use outcome::{done, failed, running};
use review::{review, review_at, review_stale};
use upload::{
    upload_again, upload_new, upload_of_a_global_manager, upload_of_a_manager, upload_of_nobody,
    upload_refused,
};

use app::pages::layout::Shell;
use app::pages::wizard::top::{Named, Step, Top};
use askama::Template;
use plan::snapshot::Role;

/// The name of each sample, and the page as the browser gets it.
pub fn all() -> Vec<(&'static str, String)> {
    [
        ("wizard-upload", upload_new().render()),
        ("wizard-upload-refused", upload_refused().render()),
        ("wizard-upload-again", upload_again().render()),
        ("wizard-upload-manager", upload_of_a_manager().render()),
        ("wizard-upload-global", upload_of_a_global_manager().render()),
        ("wizard-upload-nowhere", upload_of_nobody().render()),
        ("wizard-match", match_open().render()),
        ("wizard-match-done", match_done().render()),
        ("wizard-match-shared", match_shared().render()),
        ("wizard-match-workbook", match_reading_workbook().render()),
        ("wizard-match-text", match_reading_text().render()),
        ("wizard-match-unreadable", match_reading_refused().render()),
        ("wizard-match-reread", match_reread().render()),
        ("wizard-fix", fix_errors().render()),
        ("wizard-fix-open", fix_open().render()),
        ("wizard-fix-again", fix_again().render()),
        ("wizard-fix-replace", fix_replace().render()),
        ("wizard-fix-clean", fix_clean().render()),
        ("wizard-review", review().render()),
        ("wizard-review-at", review_at().render()),
        ("wizard-review-stale", review_stale().render()),
        ("wizard-running", running().render()),
        ("wizard-failed", failed().render()),
        ("wizard-done", done().render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .collect()
}

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
