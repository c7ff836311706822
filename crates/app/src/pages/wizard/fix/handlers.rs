//! The routes of the page of fixes. Every form is answered with a redirect to the page as it was looked at.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::imports::Step as Left;
use store::imports::wizard::MadeFix;

use super::build::{self, Inputs};
use super::last;
use super::made::{self, Kept};
use super::note::Note;
use super::paste::{PasteForm, pasted};
use super::press::{self, CellForm, DoForm, ValueForm};
use super::replace::{ReplaceForm, replacing};
use super::view::View;
use crate::error::{Error, Result};
use crate::pages::wizard::answer;
use crate::pages::wizard::opened::{Opened, open, top};
use crate::pages::wizard::top::Step;
use crate::pipeline::inputs::Press;
use crate::state::AppState;
use crate::web::request::Htmx;
use crate::web::who::Importer;

/// Shows the page.
pub async fn show(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Query(view): Query<View>,
) -> Result<Response> {
    let Opened { inputs, plan } = match open(&state, &who, &import, Left::Fix).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let id = inputs.import.id.0;
    let kept = kept(&state, &who, &inputs.import.id).await?;
    let last = state.pipeline.fixes_of_last_time(who.account_id(), inputs.import.id).await?;
    let last = last::allowed(&plan, last);
    let top = top(Step::Fix, &inputs.import, plan.sheet().len() as u32, who.times());
    let shell = who.shell();
    let page = tokio::task::spawn_blocking(move || {
        build::page(Inputs { shell, top, import: id, plan: &plan, kept: &kept, last: &last, view })
    })
    .await
    .map_err(Error::failed)?;
    let address = page.view.shown().href(id);
    let toast = page.as_done();
    let toast: Option<&dyn askama::DynTemplate> = if page.done.is_some() { Some(&toast) } else { None };
    answer::page(htmx, &page, &page.as_wizard(), toast, &address)
}

async fn kept(state: &AppState, who: &Importer, import: &store::ImportId) -> Result<Vec<Kept>> {
    let all = state.pipeline.every_fix(who.account_id(), *import).await?;
    Ok(all.into_iter().map(Kept::from).collect())
}

impl From<MadeFix> for Kept {
    fn from(made: MadeFix) -> Self {
        Self {
            number: made.number,
            fix: made.fix,
            made_at: made.at.0,
            withdrawn_at: made.withdrawn_at.map(|time| time.0),
        }
    }
}

/// What a form about an import's fixes needs before it is understood.
struct Bench {
    opened: Opened,
    kept: Vec<Kept>,
}

async fn bench(
    state: &AppState,
    who: &Importer,
    import: &str,
) -> Result<std::result::Result<Bench, Response>> {
    let opened = match open(state, who, import, Left::Fix).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let kept = kept(state, who, &opened.inputs.import.id).await?;
    Ok(Ok(Bench { opened, kept }))
}

/// Does what a press comes to, and goes back to the page, which says the view's note. `made` is the fix that the page then
/// speaks of, where it is not the first one made.
async fn carry_out(
    state: &AppState,
    who: &Importer,
    bench: &Bench,
    press: &Press,
    view: View,
    made: Option<i64>,
) -> Result<Response> {
    let import = bench.opened.inputs.import.id;
    let mut view = View { note: view.note, ..view.calm() };
    if !press.is_nothing() {
        let first = state.pipeline.press(who.account_id(), import, press, who.actor()).await?;
        view.made = made.or(first);
    }
    Ok(Redirect::to(&view.href(import.0)).into_response())
}

/// A button: a suggestion, a skip, a cell given back.
pub async fn press(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<DoForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let press = press::pressed(&bench.opened.plan, &bench.kept, &form);
    let made = press.withdraw.first().copied().filter(|_| press.add.is_empty());
    let note = (form.act == "fill" && press.is_nothing()).then_some(Note::NothingToFill);
    let view = View { note, ..view };
    carry_out(&state, &who, &bench, &press, view, made).await
}

/// A cell that was typed.
pub async fn cell(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<CellForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let press = Press::add(press::typed(&bench.opened.plan, &form).into_iter().collect());
    carry_out(&state, &who, &bench, &press, view, None).await
}

/// What a value is: another name, or a new one.
pub async fn value(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<ValueForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let press = Press::add(press::named(&bench.opened.plan, &form).into_iter().collect());
    let note = press.is_nothing().then_some(Note::NoSuchName);
    carry_out(&state, &who, &bench, &press, View { note, ..view }, None).await
}

/// Find and replace over a column.
pub async fn replace(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<ReplaceForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (fixes, note) = replacing(&bench.opened.plan, &form);
    carry_out(&state, &who, &bench, &Press::add(fixes), View { note, ..view }, None).await
}

/// A block of cells from a spreadsheet.
pub async fn paste(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<PasteForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (fixes, note) = pasted(&bench.opened.plan, &view, &form);
    carry_out(&state, &who, &bench, &Press::add(fixes), View { note, ..view }, None).await
}

/// The fixes of last time that are ticked.
pub async fn last(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let known = state.pipeline.fixes_of_last_time(who.account_id(), bench.opened.inputs.import.id).await?;
    let (fixes, note) = last::ticked(last::allowed(&bench.opened.plan, known), &form);
    carry_out(&state, &who, &bench, &Press::add(fixes), View { note, ..view }, None).await
}

/// Which fix is taken back.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct UndoForm {
    number: i64,
}

/// Takes back what one press made.
pub async fn undo(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<UndoForm>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let press = made::to_undo(&bench.kept, form.number);
    carry_out(&state, &who, &bench, &press, view, Some(form.number)).await
}

/// Makes again what was taken back last.
pub async fn redo(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
) -> Result<Response> {
    let bench = match bench(&state, &who, &import).await? {
        Ok(bench) => bench,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let press = made::to_redo(&bench.kept);
    let made = press.restore.first().copied();
    carry_out(&state, &who, &bench, &press, view, made).await
}
