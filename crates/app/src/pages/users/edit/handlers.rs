//! The routes of the form.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::choices::{Choices, Existing};
use plan::form;
use plan::snapshot::{Facts, Person};
use store::users::list;
use store::{AccountId, Conn, UserId};

use super::build::{self, Inputs};
use super::sent::Sent;
use crate::current;
use crate::error::Result;
use crate::pages::paths::Paths;
use crate::pages::trees;
use crate::pages::users::gone::gone;
use crate::pages::users::selection::{Agreed, Chosen, Fields, Shown, Told, agree, whom};
use crate::pages::users::who::Sight;
use crate::pages::words;
use crate::pipeline::form::Proposal;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::Importer;

/// So many people are read at once.
const AT_ONCE: usize = 1000;

/// What is changed, and of whom.
struct Wanted {
    chosen: Chosen,
    sent: Sent,
}

impl Wanted {
    fn read(fields: Fields) -> Result<Self> {
        let (chosen, rest) = Chosen::read(fields)?;
        Ok(Self { chosen, sent: Sent::read(rest) })
    }
}

/// What it comes to, of whom.
struct Asked {
    people: Vec<UserId>,
    teams: Paths,
    territories: Paths,
    /// What was chosen and is none any more.
    gone: Option<String>,
    /// Nothing where nothing is asked for, or something that is gone.
    proposal: Option<Proposal>,
}

impl Asked {
    /// Nothing where nobody is chosen.
    async fn of(state: &AppState, who: &Importer, wanted: &Wanted) -> Result<Option<Self>> {
        let (account, edit) = (who.account_id(), wanted.sent.edit());
        let mut view = state.db.view().await?;
        let people = wanted.chosen.people(&mut view, who).await?;
        if people.is_empty() {
            return Ok(None);
        }
        let (teams, territories) =
            (trees::teams(&mut view, account).await?, trees::territories(&mut view, account).await?);
        let sent = &wanted.sent;
        let chosen = [(&teams, sent.teams.asked()), (&territories, sent.territories.asked())];
        let gone = gone(&mut view, account, chosen).await?;
        let asked = Self { people, teams, territories, gone, proposal: None };
        if edit.is_empty() || asked.gone.is_some() {
            return Ok(Some(asked));
        }
        let now = persons(&mut view, account, &asked.people).await?;
        drop(view);
        let made = move |facts: &Facts| form::Form::of_several(&edit, &now, facts);
        // Whoever cannot be changed so is left out and named.
        let choices = Choices { existing: Existing::Update, valid_rows_only: true, ..Choices::default() };
        let proposal = state.pipeline.propose_many(account, made, (choices, who.actor())).await?;
        Ok(Some(Self { proposal: Some(proposal), ..asked }))
    }

    async fn page(
        &self,
        (state, who): (&AppState, &Importer),
        wanted: &Wanted,
        (status, shown): (StatusCode, Shown),
    ) -> Result<Response> {
        let account = who.account_id();
        let mut view = state.db.view().await?;
        let sight = Sight::of(&mut view, who).await?;
        let shown = self.gone.as_deref().map_or(shown, |name| Shown::Moved(archived(name)));
        let plan = self.proposal.as_ref().map(|proposal| proposal.plan.as_ref());
        let told = match plan {
            Some(plan) => Told::of(&mut view, account, (plan, &self.people), like_this).await?,
            None => Told::asked(&mut view, account, &self.people).await?,
        };
        let page = build::page(Inputs {
            shell: who.shell(),
            sight: &sight,
            teams: &self.teams,
            territories: &self.territories,
            sent: &wanted.sent,
            plan,
            told,
            people: self.people.len(),
            back: wanted.chosen.back(),
            fields: wanted.chosen.fields(),
            shown,
        });
        Ok((status, Page(page)).into_response())
    }
}

/// People as they are now, in the order of their ids.
async fn persons(conn: &mut Conn, account: AccountId, people: &[UserId]) -> Result<Vec<Person>> {
    let mut persons = Vec::with_capacity(people.len());
    for some in people.chunks(AT_ONCE) {
        persons.extend(list::some(conn, account, some).await?.into_iter().map(current::person));
    }
    Ok(persons)
}

fn like_this(number: u64) -> String {
    format!("{} like this already.", words::counted(number, "person is", "people are"))
}

fn archived(name: &str) -> String {
    format!("“{name}” was archived or merged since you opened this page. Choose anew; nothing was changed.")
}

/// The form, with what it comes to as far as it is filled in.
pub(in crate::pages::users) async fn ask(
    State(state): State<AppState>,
    who: Importer,
    Query(fields): Query<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(asked) = Asked::of(&state, &who, &wanted).await? else { return Ok(wanted.chosen.nobody()) };
    asked.page((&state, &who), &wanted, (StatusCode::OK, Shown::Asking)).await
}

/// Says what it comes to, or does what was seen.
pub(in crate::pages::users) async fn send(
    State(state): State<AppState>,
    who: Importer,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(asked) = Asked::of(&state, &who, &wanted).await? else { return Ok(wanted.chosen.nobody()) };
    let again = async |status, shown| asked.page((&state, &who), &wanted, (status, shown)).await;
    if asked.gone.is_some() && !wanted.sent.look {
        return again(StatusCode::CONFLICT, Shown::Asking).await;
    }
    let (proposal, seen) = match (&asked.proposal, wanted.sent.agreed()) {
        (Some(proposal), Some(seen)) => (proposal, seen),
        (None, _) if !wanted.sent.look => {
            return again(StatusCode::UNPROCESSABLE_ENTITY, Shown::Nothing).await;
        }
        _ => return again(StatusCode::OK, Shown::Asking).await,
    };
    match agree(&state, &who, proposal, (seen, wanted.sent.confirm)).await? {
        Agreed::Done(import) => {
            let (whom, several) = whom(&proposal.plan);
            let said = format!("{whom} {} changed.", if several { "are" } else { "is" });
            Ok(Saying(Redirect::to(&wanted.chosen.after(import, "")), said).into_response())
        }
        Agreed::Again(status, shown) => again(status, shown).await,
    }
}
