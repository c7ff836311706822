//! What is left to do in an unfinished import. It is worked out after the list is shown, because reading a large file
//! anew takes a moment.

use askama::Template;
use axum::extract::{Path, State};
use plan::finding::Severity;
use plan::plan::{Fate, Plan};
use store::{ImportId, imports};

use super::list::Unfinished;
use super::rows;
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::people::Names;
use crate::pages::ui::Bar;
use crate::pages::words::{count, counted};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::Importer;

/// One unfinished import of the list, with what is left.
#[derive(Clone, Debug, Template)]
#[template(path = "imports/unfinished.html")]
pub struct LeftPart {
    /// The import.
    pub import: Unfinished,
}

pub(super) async fn show(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Page<LeftPart>> {
    let id: ImportId = import.parse().map_err(|_| Error::NotFound)?;
    let mut view = state.db.view().await?;
    let import = imports::get(&mut view, who.account_id(), id).await?;
    let names = Names::of(&mut view, who.account_id(), &[import.actor]).await?;
    drop(view);
    let shown = rows::unfinished(&import, &names, &[], &who);
    if shown.left.is_none() {
        return Ok(Page(LeftPart { import: shown }));
    }
    // Without a plan, because a needed field has no column yet, there is nothing more to say than the list did.
    let import = match state.pipeline.plan(who.account_id(), id, who.actor()).await {
        Ok(plan) => with_rows(shown, &plan),
        Err(_) => Unfinished { left: None, ..shown },
    };
    Ok(Page(LeftPart { import }))
}

/// The same import, with its rows counted.
fn with_rows(import: Unfinished, plan: &Plan) -> Unfinished {
    let counts = plan.counts();
    let warned = |row: &u32| {
        !matches!(plan.fate(*row), Fate::Blocked | Fate::Skipped)
            && plan.severity(*row) == Some(Severity::Warning)
    };
    let warnings = (0..counts.total).filter(warned).count() as u32;
    let going_on = counts.total - counts.blocked - counts.skipped;
    let [ready, warnings, errors, skipped] = [going_on - warnings, warnings, counts.blocked, counts.skipped];
    let said = [ready, warnings, errors, skipped].map(|number| count(u64::from(number)));
    let [said_ready, said_warnings, said_errors, said_skipped] = said;
    let label = format!(
        "{said_ready} ready, {said_warnings} with a warning, {said_errors} with an error, {said_skipped} skipped"
    );
    let bar = Bar::new(
        "bar-sm",
        label,
        counts.total,
        &[("fill-good", ready), ("fill-warn", warnings), ("fill-bad", errors), ("fill-mute", skipped)],
    );
    let rows = counted(u64::from(counts.total), "row", "rows");
    let open = match errors {
        0 => "none with an error".to_owned(),
        1 => "1 still has an error".to_owned(),
        _ => format!("{said_errors} still have an error"),
    };
    Unfinished {
        text: format!("{rows}, {open}. {}", import.text),
        bar: Some(bar),
        bar_text: format!("{} of {rows} ready", count(u64::from(going_on))),
        left: None,
        ..import
    }
}
