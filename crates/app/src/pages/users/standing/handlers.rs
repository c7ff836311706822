//! The routes of the page that asks, and of its button.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::form;
use plan::plan::Fingerprint;
use store::UserId;

use super::build::{self, Inputs};
use super::page::Moving;
use crate::error::{Error, Result};
use crate::pages::users::form::number;
use crate::pages::users::selection::{Agreed, Chosen, Fields, Shown, Told, agree, whom};
use crate::pipeline::form::Proposal;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::Importer;

/// What somebody wants to do, and to whom.
struct Wanted {
    moving: Moving,
    chosen: Chosen,
    seen: Option<Fingerprint>,
    confirm: Option<u32>,
}

impl Wanted {
    fn read(fields: Fields) -> Result<Self> {
        let (chosen, rest) = Chosen::read(fields)?;
        let (mut moving, mut seen, mut confirm) = (None, None, None);
        for (name, value) in rest {
            match name.as_str() {
                "act" => moving = Moving::of(&value),
                "fingerprint" => seen = Fingerprint::parse(&value),
                "confirm" => confirm = number(&value),
                _ => {}
            }
        }
        let moving = moving.ok_or_else(|| Error::Unreadable("nothing to do".to_owned()))?;
        Ok(Self { moving, chosen, seen, confirm })
    }

    /// The same once more, as hidden fields.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let act = ("act", self.moving.as_str().to_owned());
        [act].into_iter().chain(self.chosen.fields()).collect()
    }
}

/// What it comes to, of whom.
struct Asked {
    people: Vec<UserId>,
    proposal: Proposal,
}

impl Asked {
    /// Nothing where nobody is chosen.
    async fn of(state: &AppState, who: &Importer, wanted: &Wanted) -> Result<Option<Self>> {
        let mut view = state.db.view().await?;
        let people = wanted.chosen.people(&mut view, who).await?;
        drop(view);
        if people.is_empty() {
            return Ok(None);
        }
        let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
        let made = move |_: &plan::snapshot::Facts| form::Form::of_people(&ids);
        let with = (wanted.moving.choices(), who.actor());
        let proposal = state.pipeline.propose_many(who.account_id(), made, with).await?;
        Ok(Some(Self { people, proposal }))
    }

    async fn page(
        &self,
        (state, who): (&AppState, &Importer),
        wanted: &Wanted,
        (status, shown): (StatusCode, Shown),
    ) -> Result<Response> {
        let plan = &self.proposal.plan;
        let mut view = state.db.view().await?;
        let there = |number| wanted.moving.there(number);
        let told = Told::of(&mut view, who.account_id(), (plan, &self.people), there).await?;
        let page = build::page(Inputs {
            shell: who.shell(),
            moving: wanted.moving,
            plan,
            told,
            back: wanted.chosen.back(),
            fields: wanted.fields(),
            shown,
        });
        Ok((status, Page(page)).into_response())
    }
}

/// Says what would happen.
pub(in crate::pages::users) async fn ask(
    State(state): State<AppState>,
    who: Importer,
    Query(fields): Query<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(asked) = Asked::of(&state, &who, &wanted).await? else { return Ok(wanted.chosen.nobody()) };
    asked.page((&state, &who), &wanted, (StatusCode::OK, Shown::Asking)).await
}

/// Does what was seen.
pub(in crate::pages::users) async fn send(
    State(state): State<AppState>,
    who: Importer,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(asked) = Asked::of(&state, &who, &wanted).await? else { return Ok(wanted.chosen.nobody()) };
    let Some(seen) = wanted.seen else {
        return asked.page((&state, &who), &wanted, (StatusCode::OK, Shown::Asking)).await;
    };
    match agree(&state, &who, &asked.proposal, (seen, wanted.confirm)).await? {
        Agreed::Done(import) => {
            let (whom, several) = whom(&asked.proposal.plan);
            let to = wanted.chosen.after(import, cancelled(wanted.moving));
            Ok(Saying(Redirect::to(&to), wanted.moving.done(&whom, several)).into_response())
        }
        Agreed::Again(status, shown) => asked.page((&state, &who), &wanted, (status, shown)).await,
    }
}

/// Whoever was cancelled is listed under that status only.
const fn cancelled(moving: Moving) -> &'static str {
    if matches!(moving, Moving::Cancel) { "&status=Cancelled" } else { "" }
}
