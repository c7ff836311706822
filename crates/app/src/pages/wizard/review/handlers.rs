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
use super::inviting::{self, Typed};
use super::page::ReviewPage;
use super::shown::View;
use crate::error::{Error, Result};
use crate::pages::times::Times;
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
    let page = page(&state, &who, &opened, view, Shown::Anew(moved)).await?;
    answer::page(htmx, &page, &page.as_wizard(), None, &address)
}

/// Why the page is shown.
enum Shown {
    /// To be looked at; what has moved since somebody agreed, a sentence each.
    Anew(Vec<String>),
    /// The number typed in was another one.
    WrongNumber,
    /// A time for the invitations is not taken.
    WrongTime(Typed),
}

async fn page(
    state: &AppState,
    who: &Importer,
    opened: &Opened,
    view: View,
    shown: Shown,
) -> Result<ReviewPage> {
    let Opened { inputs, plan } = opened;
    let top = top(Step::Review, &inputs.import, plan.sheet().len() as u32, who.times());
    let (shell, import, plan) = (who.shell(), inputs.import.id, plan.clone());
    let (pipeline, account, times) = (state.pipeline.clone(), who.account_id(), who.times().clone());
    let wrong_number = matches!(shown, Shown::WrongNumber);
    let (moved, typed) = match shown {
        Shown::Anew(moved) => (moved, None),
        Shown::WrongNumber => (Vec::new(), None),
        Shown::WrongTime(typed) => (Vec::new(), Some(typed)),
    };
    let made = tokio::task::spawn_blocking(move || {
        pipeline.saw(account, import, &plan);
        let (plan, times) = (&*plan, &times);
        build::page(Inputs { shell, top, import: import.0, plan, view, moved, times, wrong_number, typed })
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
    at: Option<String>,
}

impl ChoicesForm {
    fn over(&self, old: Choices, times: &Times) -> std::result::Result<Choices, Typed> {
        let said =
            |choice: &Option<String>, word: &str, old: bool| choice.as_ref().map_or(old, |said| said == word);
        let updating = said(&self.existing, "update", old.existing == Existing::Update);
        let reactivating = said(&self.suspended, "reactivate", old.suspended == Suspended::Reactivate);
        Ok(Choices {
            standing: old.standing,
            existing: if updating { Existing::Update } else { Existing::Skip },
            suspended: if reactivating { Suspended::Reactivate } else { Suspended::Leave },
            valid_rows_only: said(&self.rows, "valid", old.valid_rows_only),
            invites: inviting::said(self.invites.as_deref(), self.at.as_deref(), old.invites, times)?,
        })
    }
}

/// Decides about the whole import.
pub async fn choose(
    State(state): State<AppState>,
    who: Importer,
    htmx: Htmx,
    Path(import): Path<String>,
    Query(view): Query<View>,
    Form(form): Form<ChoicesForm>,
) -> Result<Response> {
    let inputs = match draft(&state, &who, &import).await? {
        Ok(inputs) => inputs,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (id, old) = (inputs.import.id, inputs.import.choices);
    let new = match form.over(old, who.times()) {
        Ok(new) => new,
        Err(typed) => return with_wrong_time(&state, &who, (htmx, &import), view, typed).await,
    };
    if new != old {
        state.pipeline.set_choices(who.account_id(), id, new).await?;
    }
    // What was typed may be a time that the clocks leave out; only what was made of it is kept.
    let typed = form.at.filter(|_| new.invites.at().is_some()).unwrap_or_default();
    Ok(Redirect::to(&view.href_asked(id.0, &typed)).into_response())
}

async fn with_wrong_time(
    state: &AppState,
    who: &Importer,
    (htmx, import): (Htmx, &str),
    view: View,
    typed: Typed,
) -> Result<Response> {
    let opened = match open(state, who, import, Left::Review).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let address = view.href(opened.inputs.import.id.0);
    let page = page(state, who, &opened, view, Shown::WrongTime(typed)).await?;
    answer::with_status(StatusCode::UNPROCESSABLE_ENTITY, htmx, &page, &page.as_wizard(), &address)
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
    htmx: Htmx,
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
    let agreed = Agreed { by: who.actor(), seen, confirm: form.number(), from: Some(who.address()) };
    let refused = match state.pipeline.approve(account, id, agreed).await {
        Ok(_) => return Ok(Redirect::to(&Step::Done.href(id.0)).into_response()),
        Err(pipeline::Error::Moved(moved)) => Again::Moved(moved.to_string()),
        Err(pipeline::Error::Obstacle(Obstacle::Guard { .. })) => Again::WrongNumber,
        Err(pipeline::Error::Obstacle(_)) => Again::Obstacle,
        Err(error) => return Err(error.into()),
    };
    again(&state, &who, (htmx, &import), seen, refused).await
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
    (htmx, import): (Htmx, &str),
    seen: Fingerprint,
    why: Again,
) -> Result<Response> {
    let opened = match open(state, who, import, Left::Review).await? {
        Ok(opened) => opened,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let id = opened.inputs.import.id;
    let (status, shown) = match why {
        Again::Moved(words) => {
            let moved = state.pipeline.moved_since(who.account_id(), id, seen, &opened.plan);
            (StatusCode::CONFLICT, Shown::Anew(moved.unwrap_or_else(|| vec![words])))
        }
        Again::WrongNumber => (StatusCode::UNPROCESSABLE_ENTITY, Shown::WrongNumber),
        Again::Obstacle => (StatusCode::UNPROCESSABLE_ENTITY, Shown::Anew(Vec::new())),
    };
    let page = page(state, who, &opened, View::default(), shown).await?;
    answer::with_status(status, htmx, &page, &page.as_wizard(), &View::default().href(id.0))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use plan::choices::{Inviting, SendAt};

    use super::*;

    /// A day at noon in Chicago.
    fn noon() -> Times {
        let zone = TimeZone::get("America/Chicago").unwrap();
        Times::new("2026-03-12T17:00:00Z".parse().unwrap(), zone, "America/Chicago")
    }

    #[test]
    fn a_choice_that_is_not_on_the_page_stays_as_it_is() {
        let old = Choices { existing: Existing::Update, invites: Inviting::Held, ..Choices::default() };
        let form = ChoicesForm { rows: Some("valid".into()), ..ChoicesForm::default() };
        assert_eq!(form.over(old, &noon()).unwrap(), Choices { valid_rows_only: true, ..old });
        let form = ChoicesForm {
            existing: Some("skip".into()),
            invites: Some("now".into()),
            ..ChoicesForm::default()
        };
        assert_eq!(form.over(old, &noon()).unwrap(), Choices::default());
    }

    #[test]
    fn a_time_is_the_next_morning_until_one_is_typed_and_one_that_is_past_is_not_taken() {
        let invites = |old: Choices, at: Option<&str>| {
            let form =
                ChoicesForm { invites: Some("at".into()), at: at.map(Into::into), ..ChoicesForm::default() };
            form.over(old, &noon())
                .map(|new| new.invites.at().unwrap().to_string())
                .map_err(|typed| typed.why)
        };
        let first = Choices::default();
        assert_eq!(invites(first, None).unwrap(), "2026-03-13T08:00:00-05:00");
        assert_eq!(invites(first, Some("2026-12-01T08:00")).unwrap(), "2026-12-01T08:00:00-06:00");
        assert!(invites(first, Some("2026-03-12T11:59")).unwrap_err().contains("past"));
        assert!(invites(first, Some("soon")).unwrap_err().contains("no date"));
        let past = SendAt::parse("2026-03-12T11:59-05:00").unwrap();
        let old = Choices { invites: Inviting::At(past), ..first };
        assert_eq!(invites(old, Some("2026-03-12T11:59")).unwrap(), past.to_string());
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
