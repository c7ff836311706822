//! What every step does first: find the import, and lead to where it can be gone on with.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use plan::plan::Plan;
use store::ImportId;
use store::imports::{Import, Source, Status, Step as Kept};

use super::text::plural;
use super::top::{Named, Step, Top};
use crate::error::{Error, Result};
use crate::pages::times::Times;
use crate::pipeline::Inputs;
use crate::state::AppState;
use crate::web::who::Importer;

/// An import that is being worked at, with its plan.
pub struct Opened {
    /// The import and its inputs.
    pub inputs: Inputs,
    /// What would become of it now.
    pub plan: Arc<Plan>,
}

/// Either what a step works with, or where to go instead.
pub type OrElsewhere<T> = std::result::Result<T, Response>;

/// The id in an address; anything else is not found.
pub fn id_of(text: &str) -> Result<ImportId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// An import that is still a draft; else the way to where it stands.
pub async fn draft(state: &AppState, who: &Importer, import: &str) -> Result<OrElsewhere<Inputs>> {
    let inputs = state.pipeline.inputs(who.account_id(), id_of(import)?).await?;
    Ok(match inputs.import.status {
        Status::Draft => Ok(inputs),
        Status::Approved | Status::Applied | Status::Discarded => Err(elsewhere(&inputs.import)),
    })
}

/// Where an import stands that is no draft, or where it was left.
pub fn elsewhere(import: &Import) -> Response {
    let id = import.id.0;
    if import.source == Source::Form {
        // A form has no steps and no file; what it did is told of its people.
        return Redirect::to(&format!("/users?import={id}")).into_response();
    }
    Redirect::to(&match import.status {
        Status::Draft => left_at(import.step).href(id),
        Status::Approved | Status::Applied => Step::Done.href(id),
        Status::Discarded => "/imports".to_owned(),
    })
    .into_response()
}

const fn left_at(step: Kept) -> Step {
    match step {
        Kept::Match => Step::Match,
        Kept::Fix => Step::Fix,
        Kept::Review => Step::Review,
    }
}

/// A draft and its plan for one of the steps, which is remembered as the one it was left at. A step that needs fields
/// which nothing feeds leads back to matching.
pub async fn open(state: &AppState, who: &Importer, import: &str, step: Kept) -> Result<OrElsewhere<Opened>> {
    let inputs = match draft(state, who, import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let id = inputs.import.id;
    let plan =
        state.pipeline.plan_with(who.account_id(), &inputs, inputs.import.choices, who.actor()).await?;
    if step != Kept::Match && !plan.draft().missing().is_empty() {
        return Ok(Err(Redirect::to(&Step::Match.href(id.0)).into_response()));
    }
    if inputs.import.step != step {
        state.pipeline.set_step(who.account_id(), id, step).await?;
    }
    Ok(Ok(Opened { inputs, plan }))
}

/// The bar above a step of an import.
pub fn top(step: Step, import: &Import, rows: u32, times: &Times) -> Top {
    Top {
        step,
        import: Some(Named {
            id: import.id.0,
            file: import.file_name.clone(),
            rows: plural(rows, "row", "rows"),
            open: import.status == Status::Draft,
        }),
        saved: format!("Saved {}", clock(Times::of(import.updated_at), times)),
        finished: import.status == Status::Applied,
    }
}

/// A time as the bar says it: the hour today, the day before that.
pub fn clock(time: Timestamp, times: &Times) -> String {
    let there = |time: Timestamp| time.to_zoned_datetime(times.zone().clone());
    let then = there(time);
    let today = there(times.now()).date() == then.date();
    then.strftime(if today { "%H:%M" } else { "%-d %b" }).to_string()
}
