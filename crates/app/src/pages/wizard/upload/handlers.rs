//! The routes of the upload.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::field::Field;
use plan::read::{Pasted, Reason, pasted};
use serde::Deserialize;
use store::ImportId;
use store::imports::{Import, Status};
use store::{snapshot, users};

use super::page::{Limits, Own, Present, Refused, UploadPage};
use crate::error::{Error, Result};
use crate::pages::trees;
use crate::pages::wizard::opened;
use crate::pages::wizard::text::{and, plural};
use crate::pages::wizard::top::{Step, Top};
use crate::pages::words;
use crate::pipeline::{self, Start};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::Importer;

/// A file's name is shown, never used; longer ones are cut.
const LONGEST_NAME: usize = 200;

/// The query of both routes: the import whose file is to be replaced.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    instead: Option<String>,
}

/// Shows the page.
pub async fn show(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
) -> Result<Page<UploadPage>> {
    Ok(Page(page(&state, &who, &asked, None).await?))
}

async fn page(
    state: &AppState,
    who: &Importer,
    asked: &Asked,
    refused: Option<Refused>,
) -> Result<UploadPage> {
    let (people, own) = whom(state, who).await?;
    let present = present(state, who, asked).await?;
    let limits = state.pipeline.limits();
    Ok(UploadPage {
        shell: who.shell(),
        top: match &present {
            Some((import, rows)) => opened::top(Step::Upload, import, *rows, who.times()),
            None => Top {
                step: Step::Upload,
                import: None,
                saved: "Nothing kept yet".to_owned(),
                finished: false,
            },
        },
        limits: Limits {
            size: format!("{} MB", words::count(limits.bytes / 1_000_000)),
            bytes: limits.bytes,
            rows: words::count(u64::from(limits.rows)),
            columns: words::count(u64::from(limits.columns)),
        },
        people: plural(people, "person", "people"),
        own,
        keep_days: words::counted(
            who.account.rules.keeps_files(state.config.keep_files_days).into(),
            "day",
            "days",
        ),
        refused,
        present: present.map(|(import, rows)| Present {
            import: import.id.0,
            size: plural(rows, "row", "rows"),
            file: import.file_name,
        }),
    })
}

/// How many people there are for whoever imports, and for a Manager where these are.
async fn whom(state: &AppState, who: &Importer) -> Result<(u32, Option<Own>)> {
    let (account, mut view) = (who.account_id(), state.db.view().await?);
    if who.is_admin() {
        return Ok((users::list::counts(&mut view, account).await?.people(), None));
    }
    let rights = snapshot::rights(&mut view, account, who.actor()).await?;
    let Some(reach) = rights.reach() else { return Err(Error::Forbidden) };
    let people = snapshot::people_within(&mut view, account, reach).await?.len() as u32;
    let (teams, territories) =
        (trees::teams(&mut view, account).await?, trees::territories(&mut view, account).await?);
    let teams = reach.own(Field::Teams).iter().map(|id| teams.short(*id));
    let territories = reach.own(Field::Territories).iter().map(|id| territories.short(*id));
    let names: Vec<String> = teams.chain(territories).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Ok((people, Some(Own { groups: and(&names), every_territory: reach.gives_global() })))
}

/// The draft that somebody comes back from, with its rows. A Manager comes back from their own only.
async fn present(state: &AppState, who: &Importer, asked: &Asked) -> Result<Option<(Import, u32)>> {
    let Some(text) = &asked.instead else { return Ok(None) };
    let id = opened::id_of(text)?;
    who.may_see(state, id).await?;
    let import = state.pipeline.inputs(who.account_id(), id).await?.import;
    if import.status != Status::Draft {
        return Ok(None);
    }
    let rows = state.pipeline.sheet(who.account_id(), import.id).await?.len() as u32;
    Ok(Some((import, rows)))
}

/// Takes a file: reads it, keeps it as an import, and goes on to its columns. One that cannot be read is refused on the
/// page, with the place and the cure.
pub async fn take(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
    form: Multipart,
) -> Result<Response> {
    let (name, bytes) = match file(form).await {
        Ok(file) => file,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let most = state.pipeline.limits().bytes / 1_000_000;
            let text = format!("The file is larger than {most} MB. Split it into smaller files.");
            return refuse(&state, &who, &asked, "The file", Reason::FileTooLarge.code(), text).await;
        }
        Err(error) => return Err(Error::Unreadable(error.body_text())),
    };
    begin(&state, &who, &asked, &name, bytes).await
}

/// What was pasted into the page.
#[derive(Debug, Deserialize)]
pub struct Cells {
    cells: String,
}

/// Takes cells, or a list of names and addresses, as a file that says the same.
pub async fn paste(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
    Form(Cells { cells }): Form<Cells>,
) -> Result<Response> {
    let (name, text) = match pasted(cells) {
        Pasted::Cells(text) => ("Pasted cells.tsv", text),
        Pasted::List(text) => ("Pasted list.tsv", text),
    };
    begin(&state, &who, &asked, name, text.into_bytes()).await
}

/// Begins an import with a file and goes on to its columns, or says on the page why not.
async fn begin(
    state: &AppState,
    who: &Importer,
    asked: &Asked,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Response> {
    let (actor, from) = who.by();
    let start = Start { from, ..Start::by(actor) };
    match state.pipeline.upload(who.account_id(), start, name, bytes).await {
        Ok(import) => {
            replace(state, who, asked).await;
            Ok(Redirect::to(&Step::Match.href(import.0)).into_response())
        }
        Err(pipeline::Error::Refused(refusal)) => {
            refuse(state, who, asked, name, refusal.code, refusal.text).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refuse(
    state: &AppState,
    who: &Importer,
    asked: &Asked,
    file: &str,
    code: &str,
    text: String,
) -> Result<Response> {
    let refused = Refused { file: file.to_owned(), text, code: code.to_owned() };
    let page = page(state, who, asked, Some(refused)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// The import whose place the new file takes is given up. Somebody may have applied or discarded it meanwhile: then it
/// stays as it is.
async fn replace(state: &AppState, who: &Importer, asked: &Asked) {
    let Some(old) = asked.instead.as_deref().and_then(|text| text.parse::<ImportId>().ok()) else { return };
    if who.may_see(state, old).await.is_err() {
        return;
    }
    if let Err(error) = state.pipeline.discard(who.account_id(), old, who.by()).await {
        tracing::debug!("the import that was replaced is not discarded: {error}");
    }
}

/// The name and the bytes of the file in a form; no file at all is an empty one.
async fn file(mut form: Multipart) -> Result<(String, Vec<u8>), MultipartError> {
    while let Some(field) = form.next_field().await? {
        if field.name() == Some("file") {
            let name = named(field.file_name().unwrap_or_default());
            return Ok((name, field.bytes().await?.into()));
        }
    }
    Ok(("No file".to_owned(), Vec::new()))
}

/// A file's name without folders and characters that cannot be seen.
fn named(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|one| !one.is_control()).take(LONGEST_NAME).collect();
    let name = name.trim();
    if name.is_empty() { "Unnamed file".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_files_name_has_no_folder_and_nothing_unseen() {
        assert_eq!(named("C:\\Users\\dana\\team.xlsx"), "team.xlsx");
        assert_eq!(named("../../etc/pass\u{0}wd"), "passwd");
        assert_eq!(named(" \n"), "Unnamed file");
        assert_eq!(named(&"ä".repeat(300)).chars().count(), 200);
    }
}
