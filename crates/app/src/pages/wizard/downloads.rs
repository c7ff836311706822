//! Files to take away: the template, the current users, rows to correct, the original and the outcome. For those who
//! import, as attachments that nobody keeps, under names of our own.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use plan::export::{BadRows, OUTCOME_HEADER, OutcomeLine, title_of};
use plan::field::Field;
use plan::json::Difference;
use plan::plan::{Fate, Ref};
use plan::sheet::Format as FileFormat;
use serde_json::{Value, json};
use store::imports::history::{self, OutcomeRow};
use store::{AccountId, Conn, ImportId, Wait, audit, files, snapshot};

use super::diff::{self, Name};
use super::opened::id_of;
use super::outcome::build::both_sides;
use super::rows::Changed;
use crate::current;
use crate::demo::samples::Sample;
use crate::error::{Error, Result};
use crate::pages::trees;
use crate::spreadsheet::{Format, write_table, write_template};
use crate::state::AppState;
use crate::web::who::Importer;

/// So many rows are read from the database at once.
const AT_ONCE: u32 = 2000;

/// The routes of this module.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/imports/template.csv", get(async |_: Importer| template(Format::Csv)))
        .route("/imports/template.xlsx", get(async |_: Importer| template(Format::Xlsx)))
        .route("/imports/sample.csv", get(sample))
        .route("/users/export.csv", get(export_csv))
        .route("/users/export.xlsx", get(export_xlsx))
        .route("/imports/{import}/bad-rows.csv", get(bad_rows))
        .route("/imports/{import}/left-out.csv", get(left_out))
        .route("/imports/{import}/outcome.csv", get(outcome))
        .route("/imports/{import}/original", get(original))
}

/// A file to take away.
pub fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Writes a table on a thread that may block.
pub async fn table<R>(name: String, format: Format, header: Vec<String>, rows: Vec<R>) -> Result<Response>
where
    R: AsRef<[String]> + Send + 'static,
{
    let written = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        write_table(format, "People", &header, rows.into_iter(), &mut bytes).map(|()| bytes)
    });
    let bytes = written.await.map_err(Error::failed)?.map_err(Error::failed)?;
    Ok(attachment(&format!("{name}.{}", format.extension()), format.media_type(), bytes))
}

/// Writes down that somebody takes people away as a file, before they do. It waits for whoever writes, as signing in does.
pub async fn note_people(state: &AppState, who: &Importer, people: usize) -> Result<()> {
    note(state, who, ("people.downloaded", None), &json!({"people": people})).await
}

/// Writes down that somebody takes away people of an import, before they do.
async fn note_import(state: &AppState, who: &Importer, import: ImportId, what: &str) -> Result<()> {
    note(state, who, ("import.downloaded", Some(import.0)), &json!({"what": what})).await
}

async fn note(
    state: &AppState,
    who: &Importer,
    (action, subject): (&'static str, Option<i64>),
    detail: &Value,
) -> Result<()> {
    let mut tx = who.begin(state, Wait::Long).await?;
    audit::add(&mut tx, who.account_id(), &who.actor(), action, subject, detail, state.micros()).await?;
    Ok(tx.commit().await?)
}

fn template(format: Format) -> Result<Response> {
    let mut bytes = Vec::new();
    write_template(format, &mut bytes).map_err(Error::failed)?;
    Ok(attachment(&format!("users-template.{}", format.extension()), format.media_type(), bytes))
}

/// A file with every kind of problem, for whoever wants to see what an import does before they have one of their own.
async fn sample(_: Importer) -> Response {
    attachment("sample.csv", Format::Csv.media_type(), Sample::Messy.text().into_bytes())
}

async fn export_csv(State(state): State<AppState>, who: Importer) -> Result<Response> {
    export(&state, &who, Format::Csv).await
}

async fn export_xlsx(State(state): State<AppState>, who: Importer) -> Result<Response> {
    export(&state, &who, Format::Xlsx).await
}

/// The people there are, in the columns of the template: importing the file as it is changes nothing. Managers get the
/// people of their own teams and territories.
async fn export(state: &AppState, who: &Importer, format: Format) -> Result<Response> {
    let account = who.account_id();
    let mut view = state.db.view().await?;
    let rows = if who.is_admin() {
        current::user_rows(&mut view, account).await?
    } else {
        let rights = snapshot::rights(&mut view, account, who.actor()).await?;
        current::rows_within(&mut view, account, &rights).await?
    };
    drop(view);
    note_people(state, who, rows.len()).await?;
    let today = who.times().now().to_zoned_datetime(who.times().zone().clone()).date();
    let header = Field::TEMPLATE_HEADERS.map(str::to_owned).into();
    table(format!("users-{today}"), format, header, rows).await
}

/// The rows of a draft that have an error, each with its reasons; once corrected, the file imports as it is.
async fn bad_rows(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let import = id_of(&import)?;
    let plan = state.pipeline.plan(who.account_id(), import, who.actor()).await?;
    let bad = BadRows::of(&plan);
    let (header, rows) = (bad.header(), bad.rows().collect());
    note_import(&state, &who, import, "the rows to correct").await?;
    table(format!("import-{import}-rows-to-correct"), Format::Csv, header, rows).await
}

/// The rows that an applied import left out because of an error, as they were then.
async fn left_out(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let (account, import) = (who.account_id(), id_of(&import)?);
    let mut view = state.db.view().await?;
    let outcomes = outcomes(&mut view, account, import, Some(Fate::Blocked)).await?;
    drop(view);
    let draft = state.pipeline.draft(account, import).await?;
    let rows = outcomes.iter().filter_map(|one| {
        let reasons: Vec<String> = one.codes.iter().map(|code| format!("{}.", title_of(*code))).collect();
        Some((draft.sheet().row_of(one.number)?, reasons.join(" ")))
    });
    let bad = BadRows::with_reasons(&draft, rows.collect());
    let (header, rows) = (bad.header(), bad.rows().collect());
    note_import(&state, &who, import, "the rows that were left out").await?;
    table(format!("import-{import}-left-out"), Format::Csv, header, rows).await
}

async fn outcomes(
    conn: &mut Conn,
    account: AccountId,
    import: ImportId,
    fate: Option<Fate>,
) -> Result<Vec<OutcomeRow>> {
    let mut all = Vec::new();
    loop {
        let part = store::Page { offset: all.len() as u32, limit: AT_ONCE };
        let listed = history::outcomes(conn, account, import, fate, "", part).await?;
        all.extend(listed.rows);
        if all.len() as u32 >= listed.total || all.len() as u32 == part.offset {
            return Ok(all);
        }
    }
}

/// What became of every row.
async fn outcome(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let (account, import) = (who.account_id(), id_of(&import)?);
    let mut view = state.db.view().await?;
    let outcomes = outcomes(&mut view, account, import, None).await?;
    let (teams, territories) =
        (trees::teams(&mut view, account).await?, trees::territories(&mut view, account).await?);
    drop(view);
    let name = |one: Ref, team: bool| match one {
        Ref::Known(id) if team => teams.short(id),
        Ref::Known(id) => territories.short(id),
        Ref::New(_) => String::new(),
    };
    let rows: Result<Vec<[String; 5]>> = outcomes.iter().map(|one| outcome_row(one, &name)).collect();
    let header = OUTCOME_HEADER.map(str::to_owned).into();
    note_import(&state, &who, import, "what became of each row").await?;
    table(format!("import-{import}-outcome"), Format::Csv, header, rows?).await
}

fn outcome_row(one: &OutcomeRow, name: Name<'_>) -> Result<[String; 5]> {
    let changes = match both_sides(one).map_err(Error::failed)? {
        (Some(before), Some(after)) => diff::changes(name, &before, &after),
        _ => Vec::new(),
    };
    let changes: Vec<Difference> = changes.iter().map(difference).collect();
    let line = OutcomeLine {
        number: one.number,
        fate: one.fate,
        person: &one.name,
        changes: &changes,
        codes: &one.codes,
    };
    Ok(line.row())
}

fn difference(changed: &Changed) -> Difference {
    let side = |value: &str, left_out: &str| {
        let names: Vec<&str> = changed
            .list
            .iter()
            .filter(|piece| piece.class != left_out)
            .map(|piece| piece.text.as_str())
            .collect();
        let text = if changed.list.is_empty() { value.to_owned() } else { names.join("; ") };
        (!text.is_empty()).then_some(text)
    };
    let (before, after) = (side(&changed.old, "new"), side(&changed.new, "old"));
    Difference { field: "", label: changed.label, before, after }
}

/// The file as it was uploaded.
async fn original(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
) -> Result<Response> {
    let account = who.account_id();
    let mut view = state.db.view().await?;
    let import = store::imports::get(&mut view, account, id_of(&import)?).await?;
    let bytes = files::get(&mut view, account, import.original.ok_or(Error::NotFound)?).await?;
    drop(view);
    note_import(&state, &who, import.id, "the file as it came").await?;
    let extension = match import.format {
        FileFormat::Csv => "csv",
        FileFormat::Xlsx => "xlsx",
        FileFormat::Ods => "ods",
    };
    // What somebody uploaded is never opened by the browser, whatever it says of itself.
    Ok(attachment(&format!("import-{}.{}", import.id, extension), "application/octet-stream", bytes))
}
