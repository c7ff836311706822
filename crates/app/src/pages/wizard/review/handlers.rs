//! The routes of the review: the page, the choices, and the button that agrees.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::choices::{Choices, Existing, Suspended};
use plan::plan::{Fingerprint, Obstacle};
use serde::Deserialize;
use store::apply::SentBack;
use store::imports::{Import, Step as Left};

use super::build::{self, Inputs};
use super::page::ReviewPage;
use super::shown::View;
use crate::error::{Error, Result};
use crate::pages::wizard::answer;
use crate::pages::wizard::opened::{Opened, draft, open, top};
use crate::pages::wizard::top::Step;
use crate::pipeline;
use crate::pipeline::applying::Agreed;
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
    let opened = match open(&state, &who, &import, Left::Review).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let address = view.href(opened.inputs.import.id.0);
    let moved = sent_back(&opened.inputs.import);
    let page = page(&state, &who, &opened, view, moved, false).await?;
    answer::page(htmx, &page, &page.as_wizard(), None, &address)
}

async fn page(
    state: &AppState,
    who: &Importer,
    opened: &Opened,
    view: View,
    moved: Vec<String>,
    wrong_number: bool,
) -> Result<ReviewPage> {
    let Opened { inputs, plan } = opened;
    let top = top(Step::Review, &inputs.import, plan.sheet().len() as u32, who.times());
    let (shell, import, plan) = (who.shell(), inputs.import.id, plan.clone());
    let (pipeline, account) = (state.pipeline.clone(), who.account_id());
    let made = tokio::task::spawn_blocking(move || {
        pipeline.saw(account, import, &plan);
        build::page(Inputs { shell, top, import: import.0, plan: &plan, view, moved, wrong_number })
    });
    made.await.map_err(Error::failed)
}

/// Why the import came back from being applied, if it did.
fn sent_back(import: &Import) -> Vec<String> {
    let why = import.stale.as_deref().and_then(|json| serde_json::from_str::<SentBack>(json).ok());
    why.map(|why| why.lines).unwrap_or_default()
}

/// What the choices say; one that concerns nobody is not on the page and stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoicesForm {
    existing: Option<String>,
    suspended: Option<String>,
    rows: Option<String>,
    invites: Option<String>,
}

impl ChoicesForm {
    fn over(&self, old: Choices) -> Choices {
        let said =
            |choice: &Option<String>, word: &str, old: bool| choice.as_ref().map_or(old, |said| said == word);
        let updating = said(&self.existing, "update", old.existing == Existing::Update);
        let reactivating = said(&self.suspended, "reactivate", old.suspended == Suspended::Reactivate);
        Choices {
            existing: if updating { Existing::Update } else { Existing::Skip },
            suspended: if reactivating { Suspended::Reactivate } else { Suspended::Leave },
            valid_rows_only: said(&self.rows, "valid", old.valid_rows_only),
            invites: said(&self.invites, "both", old.invites),
        }
    }
}

/// Decides about the whole import.
pub async fn choose(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<ChoicesForm>,
) -> Result<Response> {
    let inputs = match draft(&state, &who, &import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (id, old) = (inputs.import.id, inputs.import.choices);
    let new = form.over(old);
    if new != old {
        state.pipeline.set_choices(who.account_id(), id, new).await?;
    }
    Ok(Redirect::to(&view.href(id.0)).into_response())
}

/// The form of the button.
#[derive(Clone, Debug, Deserialize)]
pub struct ApplyForm {
    fingerprint: String,
    #[serde(default)]
    confirm: String,
}

impl ApplyForm {
    /// The number that was typed, with whatever stands between its digits.
    fn number(&self) -> Option<u32> {
        self.confirm.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    }
}

/// Agrees to what was seen. From then on the import is applied by whichever process is there; a second press finds it
/// agreed to. What is another plan by now is shown anew with what has moved, and nothing happens.
pub async fn agree(
    State(state): State<AppState>,
    who: Importer,
    Path(import): Path<String>,
    Form(form): Form<ApplyForm>,
) -> Result<Response> {
    let inputs = match draft(&state, &who, &import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (account, id) = (who.account_id(), inputs.import.id);
    let seen = Fingerprint::parse(&form.fingerprint)
        .ok_or_else(|| Error::Unreadable("the fingerprint is none".to_owned()))?;
    let agreed = Agreed { by: who.actor(), seen, confirm: form.number() };
    let refused = match state.pipeline.approve(account, id, agreed).await {
        Ok(_) => return Ok(Redirect::to(&Step::Done.href(id.0)).into_response()),
        Err(pipeline::Error::Moved(moved)) => Again::Moved(moved.to_string()),
        Err(pipeline::Error::Obstacle(Obstacle::Guard { .. })) => Again::WrongNumber,
        Err(pipeline::Error::Obstacle(_)) => Again::Obstacle,
        Err(error) => return Err(error.into()),
    };
    again(&state, &who, &import, seen, refused).await
}

/// Why the page is shown again instead of going on.
enum Again {
    /// Another plan; what can be said of it where nothing is known of the one seen.
    Moved(String),
    /// Another number.
    WrongNumber,
    /// Something else that the page says.
    Obstacle,
}

async fn again(
    state: &AppState,
    who: &Importer,
    import: &str,
    seen: Fingerprint,
    why: Again,
) -> Result<Response> {
    let opened = match open(state, who, import, Left::Review).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let id = opened.inputs.import.id;
    let wrong_number = matches!(why, Again::WrongNumber);
    let moved = match why {
        Again::Moved(words) => state
            .pipeline
            .moved_since(who.account_id(), id, seen, &opened.plan)
            .unwrap_or_else(|| vec![words]),
        Again::WrongNumber | Again::Obstacle => Vec::new(),
    };
    let status = if moved.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let page = page(state, who, &opened, View::default(), moved, wrong_number).await?;
    answer::with_status(status, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_is_not_on_the_page_stays_as_it_is() {
        let old = Choices { existing: Existing::Update, invites: false, ..Choices::default() };
        let form = ChoicesForm { rows: Some("valid".into()), ..ChoicesForm::default() };
        assert_eq!(form.over(old), Choices { valid_rows_only: true, ..old });
        let form = ChoicesForm {
            existing: Some("skip".into()),
            invites: Some("both".into()),
            ..ChoicesForm::default()
        };
        assert_eq!(form.over(old), Choices::default());
    }

    #[test]
    fn a_number_may_be_typed_with_its_thousands_apart() {
        let number =
            |confirm: &str| ApplyForm { fingerprint: String::new(), confirm: confirm.into() }.number();
        assert_eq!(
            [number("1,254"), number(" 12 "), number(""), number("x")],
            [Some(1254), Some(12), None, None]
        );
    }
}
