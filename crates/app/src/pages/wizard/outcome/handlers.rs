//! The routes of an import that runs or is done, and of one that is given up.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::response::{Html, IntoResponse, Redirect, Response};
use plan::choices::Actor;
use plan::plan::{Counts, Fate, Ref};
use store::imports::history::{self, OutcomeRow};
use store::imports::{Import, Source, Status};
use store::{Conn, Micros, UserId, Wait, files, invitations, jobs, messages};

use super::build::{self, ROWS_A_PAGE, View};
use super::cost::cost;
use super::page::{DonePage, FailedPage, Happened, RunningPage};
use super::to_do::to_do;
use crate::error::{Error, Result};
use crate::pages::invitations::funnel::funnel;
use crate::pages::people::Names;
use crate::pages::times::Times;
use crate::pages::trees;
use crate::pages::ui::Bar;
use crate::pages::wizard::answer;
use crate::pages::wizard::opened::{clock, draft, elsewhere, id_of, top};
use crate::pages::wizard::rows::Tile;
use crate::pages::wizard::text::{plural, span};
use crate::pages::wizard::top::{Step, Top};
use crate::pages::words;
use crate::pipeline::applying::{APPLY, ApplyJob};
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::request::Htmx;
use crate::web::who::Importer;

/// Leads to where an import stands: the step it was left at, or its outcome.
pub async fn lead(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let inputs = state.pipeline.inputs(who.account_id(), id_of(&import)?).await?;
    Ok(elsewhere(&inputs.import))
}

/// Gives an import up.
pub async fn discard(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let inputs = match draft(&state, &who, &import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(elsewhere),
    };
    state.pipeline.discard(who.account_id(), inputs.import.id, who.by()).await?;
    let said = format!("{} is discarded.", inputs.import.file_name);
    Ok(Saying(Redirect::to("/imports"), said).into_response())
}

/// Shows how far an import is, or what it did.
pub async fn show(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Query(view): Query<View>,
) -> Result<Response> {
    let import = state.pipeline.inputs(who.account_id(), id_of(&import)?).await?.import;
    match import.status {
        _ if import.source == Source::Form => Ok(elsewhere(&import)),
        Status::Draft | Status::Discarded => Ok(elsewhere(&import)),
        Status::Approved => match failed(&state, &who, &import).await? {
            Some(page) => Ok(Html(page.render()?).into_response()),
            None => Ok(Html(running(&state, &who, &import).render()?).into_response()),
        },
        Status::Applied => {
            let address = view.href(import.id.0);
            let page = done(&state, &who, &import, &view).await?;
            answer::page(htmx, &page, &page.as_wizard(), None, &address)
        }
    }
}

/// How far an import is; once it is no longer running, htmx is led to where it stands.
pub async fn progress(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let import = state.pipeline.inputs(who.account_id(), id_of(&import)?).await?.import;
    let stopped = import.status != Status::Approved || failed(&state, &who, &import).await?.is_some();
    if stopped {
        let mut response = Html("").into_response();
        if let Ok(address) = HeaderValue::from_str(&format!("/imports/{}", import.id.0)) {
            response.headers_mut().insert("hx-redirect", address);
        }
        return Ok(response);
    }
    Ok(Html(running(&state, &who, &import).as_progress().render()?).into_response())
}

/// Has an import applied again that was given up after too many failures.
pub async fn again(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let mut tx = who.begin(&state, Wait::Short).await?;
    let id = store::imports::get(&mut tx, who.account_id(), id_of(&import)?).await?.id;
    for job in jobs::buried(&mut tx, who.account_id()).await? {
        if job.kind == APPLY && job.read::<ApplyJob>()?.import == id {
            jobs::revive(&mut tx, who.account_id(), job.id, state.micros()).await?;
        }
    }
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(Redirect::to(&Step::Done.href(id.0)).into_response())
}

fn agreed(import: &Import) -> (Counts, Micros) {
    import.approval.as_ref().map(|approval| (approval.counts, approval.at)).unwrap_or_default()
}

fn bar(import: &Import, rows: u32, times: &Times, word: &str, at: Micros) -> Top {
    Top { saved: format!("{word} {}", clock(Times::of(at), times)), ..top(Step::Done, import, rows, times) }
}

fn running(state: &AppState, who: &Importer, import: &Import) -> RunningPage {
    let (counts, at) = agreed(import);
    let done = state.pipeline.progress().of(who.account_id(), import.id);
    RunningPage {
        shell: who.shell(),
        top: bar(import, counts.total, who.times(), "Started", at),
        import: import.id.0,
        title: format!("Importing {}", plural(counts.create + counts.update, "user", "users")),
        progress: build::progress(counts.total, done, state.micros().since(at).as_secs()),
    }
}

/// The page of an import that was given up after too many failures.
async fn failed(state: &AppState, who: &Importer, import: &Import) -> Result<Option<FailedPage>> {
    let mut view = state.db.view().await?;
    let buried = jobs::buried(&mut view, who.account_id()).await?;
    let mut ours = buried.iter().filter(|job| job.kind == APPLY);
    let Some(job) = ours.find(|job| job.read::<ApplyJob>().is_ok_and(|of| of.import == import.id)) else {
        return Ok(None);
    };
    let (counts, at) = agreed(import);
    Ok(Some(FailedPage {
        shell: who.shell(),
        top: bar(import, counts.total, who.times(), "Started", at),
        import: import.id.0,
        text: format!("It was tried {} and failed each time.", plural(job.attempts, "time", "times")),
        job: job.id.0,
    }))
}

async fn done(state: &AppState, who: &Importer, import: &Import, view: &View) -> Result<DonePage> {
    let (counts, agreed_at) = agreed(import);
    let at = import.applied_at.unwrap_or(agreed_at);
    let by = import.approval.as_ref().map_or(import.actor, |approval| approval.by);
    let (id, fate) = (import.id.0, view.fate());
    let mut conn = state.db.view().await?;
    let rows = Shown::read(&mut conn, who, import, view).await?;
    let invites =
        invitations::counts(&mut conn, who.account_id(), Some(import.id), who.times().micros()).await?;
    let name = Names::of(&mut conn, who.account_id(), &[by]).await?.name(by);
    let original = match import.original {
        Some(file) => files::is_there(&mut conn, who.account_id(), file).await?,
        None => false,
    };
    let turn = |page: u32| View { page: Some(page), ..view.clone() }.href(id);
    // Invitations are the Admins' to send and to take back.
    let (sends, sends_at) = (who.is_admin(), sends_at(import, who.times()));
    Ok(DonePage {
        shell: who.shell(),
        top: bar(import, counts.total, who.times(), "Finished", at),
        import: id,
        title: build::title(&counts),
        text: told(import, &counts, by, &name, &who.times().at(at)),
        original,
        file_note: file_note(
            import,
            original,
            at,
            who.account.rules.keeps_files(state.config.keep_files_days),
            who.times(),
        ),
        tiles: Tile::all(&counts, true, fate, |fate| View::of(Some(fate)).href(id)),
        total: words::count(u64::from(counts.total)),
        bar: Bar::fates("", &counts, true),
        filters: build::filters(&counts, fate, id),
        paging: rows.paging(),
        before: (rows.page > 1).then(|| turn(rows.page - 1)),
        after: (rows.page < rows.pages()).then(|| turn(rows.page + 1)),
        rows: rows.lines,
        cost: cost(&mut conn, who, import.id).await?,
        funnel: funnel(&invites, Some(import.id)).map(|all| if sends { all } else { all.without_links() }),
        to_do: if sends { to_do(&invites, import.id, sends_at.as_deref()) } else { Vec::new() },
        left_out: counts.blocked,
        left_out_rows: plural(counts.blocked, "row", "rows"),
    })
}

/// When the invitations go out that wait for their time: `on 1 December at 08:00`.
fn sends_at(import: &Import, times: &Times) -> Option<String> {
    let at = import.choices.invites.at().filter(|at| at.micros > times.micros().0)?;
    Some(times.at(Micros(at.micros)))
}

/// Who did it, when, how long it took, and what it added.
fn told(import: &Import, counts: &Counts, by: Actor, name: &str, when: &str) -> String {
    let who = if by == Actor::Operator { "the operator" } else { name };
    let added = import.approval.as_ref().map_or(0, |approval| approval.effects.seats.added);
    let done = build::done_in(counts, import.took);
    match added {
        0 => format!("{done} by {who}, {when}."),
        added => format!("{done} by {who}, {when}. {} added.", plural(added, "seat was", "seats were")),
    }
}

fn file_note(import: &Import, there: bool, at: Micros, days: u32, times: &Times) -> String {
    if !there {
        return format!("{} was erased. What it did stays here.", import.file_name);
    }
    let until = at.after(std::time::Duration::from_secs(u64::from(days) * 86_400));
    format!(
        "{} is kept until {}, then erased. What it did stays here.",
        import.file_name,
        times.day(until).text
    )
}

/// The rows of a page of the outcome.
struct Shown {
    lines: Vec<Happened>,
    page: u32,
    total: u32,
}

impl Shown {
    async fn read(conn: &mut Conn, who: &Importer, import: &Import, view: &View) -> Result<Self> {
        let account = who.account_id();
        let page = view.page.unwrap_or(1).max(1);
        let part = store::Page { offset: (page - 1).saturating_mul(ROWS_A_PAGE), limit: ROWS_A_PAGE };
        let listed = history::outcomes(conn, account, import.id, view.fate(), "", part).await?;
        let (teams, territories) =
            (trees::teams(conn, account).await?, trees::territories(conn, account).await?);
        let name = |one: Ref, team: bool| match one {
            Ref::Known(id) if team => teams.short(id),
            Ref::Known(id) => territories.short(id),
            Ref::New(_) => String::new(),
        };
        let mut lines = Vec::with_capacity(listed.rows.len());
        for row in &listed.rows {
            let standing = standing(conn, who, row).await?;
            let mut line = build::row(row, standing.as_ref(), &name).map_err(Error::failed)?;
            // Pages of people are for Admins.
            line.line.href = line.line.href.filter(|_| who.is_admin());
            lines.push(line);
        }
        Ok(Self { lines, page, total: listed.total })
    }

    fn pages(&self) -> u32 {
        self.total.div_ceil(ROWS_A_PAGE).max(1)
    }

    fn paging(&self) -> String {
        let from = (self.page - 1) * ROWS_A_PAGE;
        let to = from + self.lines.len() as u32;
        format!("{} of {}", span((from + 1).min(self.total), to), words::count(u64::from(self.total)))
    }
}

async fn standing(conn: &mut Conn, who: &Importer, row: &OutcomeRow) -> Result<Option<messages::Standing>> {
    let created = row.person.filter(|_| row.fate == Fate::Create);
    Ok(match created {
        Some(UserId(id)) => messages::standing(conn, who.account_id(), UserId(id)).await?,
        None => None,
    })
}
