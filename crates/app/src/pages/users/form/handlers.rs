//! The routes of the form.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::authority::Act;
use plan::choices::{Choices, Existing};
use plan::form::{self, Typed};
use plan::plan::{Obstacle, Plan};
use plan::snapshot::{Access, Status};
use store::imports::history;
use store::users::{self, User};
use store::{AccountId, Conn, ImportId, Page as Part, UserId};

use super::build::{self, Inputs, has_to_be_seen};
use super::page::{FormPage, Meanwhile};
use super::sent::{Fields, Sent, filled};
use crate::error::{Error, Result};
use crate::pages::paths::Paths;
use crate::pages::trees;
use crate::pages::users::gone::gone;
use crate::pages::users::traces::{Known, traces};
use crate::pages::users::who::Sight;
use crate::pages::words;
use crate::pipeline;
use crate::pipeline::form::Proposal;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::Importer;

/// The empty form.
pub(in crate::pages::users) async fn add(
    State(state): State<AppState>,
    who: Importer,
) -> Result<Page<FormPage>> {
    let mut view = state.db.view().await?;
    let known = Whom::read(&mut view, &who, None).await?;
    let typed = Typed { role: "Sales".into(), access: Access::Limited.to_string(), ..Typed::default() };
    let sent = Sent { typed, ..Sent::default() };
    Ok(Page(known.page(&who, &sent, None, Shown::Form)))
}

/// The form of somebody, filled.
pub(in crate::pages::users) async fn edit(
    State(state): State<AppState>,
    who: Importer,
    Path(user): Path<String>,
) -> Result<Page<FormPage>> {
    let mut view = state.db.view().await?;
    let known = Whom::read(&mut view, &who, Some(&user)).await?;
    let typed = known.user.as_ref().map(filled).unwrap_or_default();
    Ok(Page(known.page(&who, &Sent { typed, ..Sent::default() }, None, Shown::Form)))
}

/// Adds somebody.
pub(in crate::pages::users) async fn send_new(
    State(state): State<AppState>,
    who: Importer,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    take(&state, &who, None, Sent::read(fields)).await
}

/// Changes somebody.
pub(in crate::pages::users) async fn send(
    State(state): State<AppState>,
    who: Importer,
    Path(user): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    take(&state, &who, Some(&user), Sent::read(fields)).await
}

/// Whom a form is about, and what it chooses from.
struct Whom {
    user: Option<User>,
    sight: Sight,
    teams: Paths,
    territories: Paths,
}

impl Whom {
    async fn read(conn: &mut Conn, who: &Importer, user: Option<&str>) -> Result<Self> {
        let (sight, account) = (Sight::of(conn, who).await?, who.account_id());
        let user = match user {
            Some(id) => Some(someone(conn, account, id, &sight).await?),
            None => None,
        };
        let (teams, territories) =
            (trees::teams(conn, account).await?, trees::territories(conn, account).await?);
        Ok(Self { user, sight, teams, territories })
    }

    fn page(&self, who: &Importer, sent: &Sent, plan: Option<&Plan>, shown: Shown) -> FormPage {
        let (wrong_number, filling) = (matches!(shown, Shown::WrongNumber), matches!(shown, Shown::Filling));
        let meanwhile = if let Shown::Meanwhile(meanwhile) = shown { Some(meanwhile) } else { None };
        build::page(Inputs {
            shell: who.shell(),
            sight: &self.sight,
            needs_phones: who.account.rules.needs_phones,
            user: self.user.as_ref(),
            teams: &self.teams,
            territories: &self.territories,
            sent,
            plan,
            wrong_number,
            meanwhile,
            filling,
        })
    }
}

/// Somebody whom whoever is signed in sees and may change.
async fn someone(conn: &mut Conn, account: AccountId, id: &str, sight: &Sight) -> Result<User> {
    let id: UserId = id.parse().map_err(|_| Error::NotFound)?;
    let user = users::get(conn, account, id).await?;
    sight.see(&user)?;
    if user.values.status == Status::Cancelled {
        let text = "The invitation of this person was cancelled. Add them anew to bring them back.";
        return Err(Error::Refused(text.to_owned()));
    }
    if !sight.may(Act::Edit, &user) {
        return Err(Error::Forbidden);
    }
    Ok(user)
}

/// Why the form is shown.
enum Shown {
    /// For its fields, with what they come to.
    Form,
    /// The same while it is still being filled in.
    Filling,
    /// The number typed in was another one.
    WrongNumber,
    /// The person was changed since it was opened.
    Meanwhile(Meanwhile),
}

async fn take(state: &AppState, who: &Importer, user: Option<&str>, sent: Sent) -> Result<Response> {
    let mut view = state.db.view().await?;
    let known = Whom::read(&mut view, who, user).await?;
    let chosen = [(&known.teams, &*sent.typed.teams), (&known.territories, &*sent.typed.territories)];
    let gone = gone(&mut view, who.account_id(), chosen).await?;
    drop(view);
    let was = known.user.as_ref().map(|user| (user.id.0, filled(user)));
    let made = |facts: &plan::snapshot::Facts| {
        form::Form::of_one(&sent.typed, was.as_ref().map(|(id, was)| (*id, was)), facts)
    };
    let choices = Choices { existing: Existing::Update, ..Choices::default() };
    let account = who.account_id();
    let proposal = state.pipeline.propose(account, made, sent.fixes(), (choices, who.actor())).await?;
    let plan = proposal.plan.clone();
    let again = |status: StatusCode, shown| {
        (status, Page(known.page(who, &sent, Some(&plan), shown))).into_response()
    };
    if sent.look {
        return Ok(again(StatusCode::OK, Shown::Filling));
    }
    if let Some(user) = known.user.as_ref().filter(|user| is_old(user, &sent, &plan)) {
        let meanwhile = meanwhile(state, who, user, sent.version).await?;
        return Ok(again(StatusCode::CONFLICT, Shown::Meanwhile(meanwhile)));
    }
    if let Some(name) = gone {
        return Err(Error::Refused(format!(
            "“{name}” was archived or merged since you opened the form. Open it again and choose anew; nothing was changed."
        )));
    }
    match plan.obstacle(sent.confirm) {
        Some(Obstacle::Nothing) => Ok(nothing(&known)),
        Some(Obstacle::Guard { .. }) => {
            let shown = if is_seen(&proposal, &sent) { Shown::WrongNumber } else { Shown::Form };
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, shown))
        }
        Some(_) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Shown::Form)),
        None if !is_seen(&proposal, &sent) && has_to_be_seen(&plan) => Ok(again(StatusCode::OK, Shown::Form)),
        None => match state
            .pipeline
            .do_at_once(account, proposal, None, (sent.confirm, Some(who.address())))
            .await
        {
            Ok((import, _)) => done(state, account, import).await,
            Err(pipeline::Error::Moved(_) | pipeline::Error::Apply(_)) => {
                Ok(again(StatusCode::CONFLICT, Shown::Form))
            }
            Err(error) => Err(error.into()),
        },
    }
}

/// Whether what would be done is what somebody saw.
fn is_seen(proposal: &Proposal, sent: &Sent) -> bool {
    sent.seen.is_some_and(|seen| proposal.is_as_seen(seen))
}

/// Whether the person was changed since the form was opened, so that it would overwrite what somebody else did.
fn is_old(user: &User, sent: &Sent, plan: &Plan) -> bool {
    let differs = sent.version != Some(user.version);
    differs && (plan.counts().update > 0 || plan.counts().blocked > 0)
}

/// What happened since a version. What was changed names teams and people of others, and is for Admins.
async fn meanwhile(state: &AppState, who: &Importer, user: &User, version: Option<i64>) -> Result<Meanwhile> {
    if !who.is_admin() {
        return Ok(Meanwhile { traces: Vec::new() });
    }
    let mut view = state.db.view().await?;
    let account = who.account_id();
    let known = Known {
        teams: trees::teams(&mut view, account).await?,
        territories: trees::territories(&mut view, account).await?,
    };
    // Each change of a person raises their version by one and leaves a trace.
    let changes = user.version - version.unwrap_or(user.version - 1);
    let mut traces = traces(&mut view, who, user, &known).await?;
    traces.truncate(usize::try_from(changes).unwrap_or(1).max(1));
    Ok(Meanwhile { traces })
}

fn nothing(known: &Whom) -> Response {
    let to = known.user.as_ref().map_or_else(|| "/users".to_owned(), |user| format!("/users/{}", user.id));
    Saying(Redirect::to(&to), "Nothing was changed.".to_owned()).into_response()
}

/// To the page of whoever the form was about, who has an id by now.
async fn done(state: &AppState, account: AccountId, import: ImportId) -> Result<Response> {
    let mut view = state.db.view().await?;
    let rows = history::outcomes(&mut view, account, import, None, "", Part::default()).await?.rows;
    let person = rows.iter().find_map(|row| row.person).ok_or(Error::NotFound)?;
    let user = users::get(&mut view, account, person).await?;
    let name = words::full_name(&user.values.first_name, &user.values.last_name);
    let added = user.created_by_import == Some(import);
    let said = if added { format!("{name} is added and invited.") } else { format!("{name} is changed.") };
    Ok(Saying(Redirect::to(&format!("/users/{person}")), said).into_response())
}
