//! The routes of the panel.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::mapping::Reading;
use store::imports::Step as Left;

use super::build::{self, Inputs};
use super::form::ReadingForm;
use super::page::Panel;
use crate::error::{Error, Result};
use crate::pages::wizard::matching::handlers::{Extra, answer_with};
use crate::pages::wizard::opened::{Opened, draft, open};
use crate::pages::wizard::top::Step;
use crate::pipeline;
use crate::pipeline::reading::Dropped;
use crate::state::AppState;
use crate::web::request::Htmx;
use crate::web::who::Importer;

/// Reads the original the way the form says, and shows what would come of it. Nothing is kept.
pub async fn look(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Form(form): Form<ReadingForm>,
) -> Result<Response> {
    let opened = match open(&state, &who, &import, Left::Match).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let panel = panel(&state, &who, &opened, form.reading(), form.asks_other()).await?;
    answer_with(&who, htmx, opened, Extra { panel: Some(panel), dropped: None }).await
}

/// The panel for a way of reading.
pub async fn panel(
    state: &AppState,
    who: &Importer,
    opened: &Opened,
    asked: Reading,
    asks_other: bool,
) -> Result<Panel> {
    let inputs = &opened.inputs;
    let look = state.pipeline.look(who.account_id(), inputs, &asked).await?;
    let sheet = opened.plan.sheet();
    let dropped =
        look.sheet.as_ref().map_or_else(|_| Dropped::default(), |new| Dropped::by(inputs, sheet, new));
    let now = &inputs.import.mapping.read;
    Ok(build::panel(Inputs { asked: &asked, asks_other, look: &look, now, sheet, dropped }))
}

/// Goes on with the way that the form says.
pub async fn apply(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Form(form): Form<ReadingForm>,
) -> Result<Response> {
    go_on(&state, &who, htmx, &import, form.reading()).await
}

/// Goes on with what is found by itself.
pub async fn found(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
) -> Result<Response> {
    go_on(&state, &who, htmx, &import, Reading::default()).await
}

/// A way in which the file cannot be read is shown in the panel with the reason, and nothing has changed.
async fn go_on(
    state: &AppState,
    who: &Importer,
    htmx: Htmx,
    import: &str,
    reading: Reading,
) -> Result<Response> {
    let inputs = match draft(state, who, import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let id = inputs.import.id;
    match state.pipeline.set_reading(who.account_id(), id, &reading).await {
        Ok(Dropped { columns, fixes }) => {
            let page = Step::Match.href(id.0);
            Ok(Redirect::to(&format!("{page}?read={columns}.{fixes}")).into_response())
        }
        Err(pipeline::Error::Refused(_)) => {
            let opened = match open(state, who, import, Left::Match).await? {
                Ok(opened) => opened,
                Err(elsewhere) => return Ok(elsewhere),
            };
            let panel = panel(state, who, &opened, reading, false).await?;
            answer_with(who, htmx, opened, Extra { panel: Some(panel), dropped: None }).await
        }
        Err(error) => Err(Error::from(error)),
    }
}
