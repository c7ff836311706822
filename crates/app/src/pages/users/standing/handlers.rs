//! The routes of the page that asks, and of its button.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::form;
use plan::plan::{Fingerprint, Obstacle};
use store::invitations::bulk::{self, Which};
use store::users::list;
use store::{Conn, InviteId, UserId};

use super::build::{self, Inputs, whom};
use super::page::{Moving, StandingPage};
use super::source::Source;
use crate::error::{Error, Result};
use crate::pages::users::form::number;
use crate::pages::users::who::Sight;
use crate::pages::words;
use crate::pipeline;
use crate::pipeline::form::Proposal;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::Importer;

/// What is sent: a field `id` for each who was picked, or `all` with the filter of the list.
type Fields = Vec<(String, String)>;

/// What somebody wants to do, and to whom.
struct Wanted {
    moving: Moving,
    /// The ids that were picked: of people, or of invitations where the list is one of these.
    picked: Vec<i64>,
    all: bool,
    list: Source,
    /// Whether it was begun on the page of the one person.
    of_one: bool,
    seen: Option<Fingerprint>,
    confirm: Option<u32>,
}

impl Wanted {
    fn read(fields: Fields) -> Result<Self> {
        let (mut moving, mut picked, mut all, mut of_one) = (None, Vec::new(), false, false);
        let (mut list, mut seen, mut confirm) = (Source::of(&fields), None, None);
        for (name, value) in fields {
            match name.as_str() {
                "act" => moving = Moving::of(&value),
                "id" => picked.push(value.parse().map_err(|_| Error::NotFound)?),
                "all" => all = true,
                "one" => of_one = true,
                "fingerprint" => seen = Fingerprint::parse(&value),
                "confirm" => confirm = number(&value),
                other => list.take(other, value),
            }
        }
        let moving = moving.ok_or_else(|| Error::Unreadable("nothing to do".to_owned()))?;
        picked.sort_unstable();
        picked.dedup();
        Ok(Self { moving, picked, all, list, of_one, seen, confirm })
    }

    /// The people, in the order of their ids. Whoever is signed in has to see each of them.
    async fn people(&self, conn: &mut Conn, who: &Importer) -> Result<Vec<UserId>> {
        let (sight, account, now) = (Sight::of(conn, who).await?, who.account_id(), who.times().micros());
        let people = match &self.list {
            Source::People(asked) if self.all => {
                let mut ids = list::ids(conn, account, &asked.wanted(now, sight.within())).await?;
                ids.sort_unstable();
                return Ok(ids);
            }
            Source::People(_) => self.picked.iter().map(|id| UserId(*id)).collect(),
            Source::Invitations(asked) => {
                let picked = || Which::These(self.picked.iter().map(|id| InviteId(*id)).collect());
                let which = if self.all { Which::All(asked.filter(now)?) } else { picked() };
                bulk::people(conn, account, &which).await?
            }
        };
        let found = list::some(conn, account, &people).await?;
        if found.len() < people.len() {
            return Err(Error::NotFound);
        }
        found.iter().try_for_each(|user| sight.see(user))?;
        Ok(people)
    }

    fn back(&self) -> (String, String) {
        match self.picked.as_slice() {
            [only] if self.of_one => (format!("/users/{only}"), "Back".to_owned()),
            _ => self.list.back(),
        }
    }

    /// The same once more, as hidden fields.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![("act", self.moving.as_str().to_owned())];
        if self.of_one {
            fields.push(("one", "yes".to_owned()));
        }
        if self.all {
            fields.push(("all", "yes".to_owned()));
        } else {
            fields.extend(self.picked.iter().map(|id| ("id", id.to_string())));
        }
        fields.extend(self.list.pairs());
        fields
    }

    fn page(&self, who: &Importer, proposal: &Proposal, shown: Shown) -> Page<StandingPage> {
        let wrong_number = matches!(shown, Shown::WrongNumber);
        let moved = if let Shown::Moved(said) = shown { Some(said) } else { None };
        Page(build::page(Inputs {
            shell: who.shell(),
            moving: self.moving,
            plan: &proposal.plan,
            back: self.back(),
            fields: self.fields(),
            moved,
            wrong_number,
        }))
    }
}

/// Why the page is shown.
enum Shown {
    Asking,
    WrongNumber,
    Moved(String),
}

async fn propose(state: &AppState, who: &Importer, wanted: &Wanted) -> Result<Option<Proposal>> {
    let mut view = state.db.view().await?;
    let people = wanted.people(&mut view, who).await?;
    drop(view);
    if people.is_empty() {
        return Ok(None);
    }
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    let made = move |_: &plan::snapshot::Facts| form::Form::of_people(&ids);
    let with = (wanted.moving.choices(), who.actor());
    Ok(Some(state.pipeline.propose_many(who.account_id(), made, with).await?))
}

fn nobody(wanted: &Wanted) -> Response {
    let said = match (&wanted.list, wanted.all || !wanted.picked.is_empty()) {
        (Source::Invitations(_), true) => {
            "There is nothing to cancel: they joined, or were cancelled before."
        }
        _ => "Nobody is chosen. Choose people, or all of the list.",
    };
    Saying(Redirect::to(&wanted.list.back().0), said.to_owned()).into_response()
}

/// Says what would happen.
pub(in crate::pages::users) async fn ask(
    State(state): State<AppState>,
    who: Importer,
    Query(fields): Query<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(proposal) = propose(&state, &who, &wanted).await? else { return Ok(nobody(&wanted)) };
    Ok(wanted.page(&who, &proposal, Shown::Asking).into_response())
}

/// Does what was seen.
pub(in crate::pages::users) async fn agree(
    State(state): State<AppState>,
    who: Importer,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let wanted = Wanted::read(fields)?;
    let Some(proposal) = propose(&state, &who, &wanted).await? else { return Ok(nobody(&wanted)) };
    let again = |status: StatusCode, shown| (status, wanted.page(&who, &proposal, shown)).into_response();
    let Some(seen) = wanted.seen else { return Ok(again(StatusCode::OK, Shown::Asking)) };
    let done = state.pipeline.do_at_once(
        who.account_id(),
        proposal.clone(),
        Some(seen),
        (wanted.confirm, Some(who.address())),
    );
    match done.await {
        Ok((import, _)) => {
            let (whom, several) = whom(&proposal.plan);
            let to = match (wanted.back(), &wanted.list) {
                ((one, _), _) if wanted.of_one => one,
                // Those whom it moved, wherever the list stood.
                (_, Source::People(_)) => format!("/users?import={import}{}", cancelled(wanted.moving)),
                ((list, _), Source::Invitations(_)) => list,
            };
            Ok(Saying(Redirect::to(&to), wanted.moving.done(&whom, several)).into_response())
        }
        Err(pipeline::Error::Obstacle(Obstacle::Guard { .. })) => {
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Shown::WrongNumber))
        }
        Err(pipeline::Error::Obstacle(_)) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Shown::Asking)),
        Err(pipeline::Error::Moved(_) | pipeline::Error::Apply(_)) => {
            let asked = words::counted(u64::from(proposal.plan.counts().total), "person", "people");
            let said =
                format!("Something has changed since you looked. This is what it comes to now, of {asked}.");
            Ok(again(StatusCode::CONFLICT, Shown::Moved(said)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whoever was cancelled is listed under that status only.
const fn cancelled(moving: Moving) -> &'static str {
    if matches!(moving, Moving::Cancel) { "&status=Cancelled" } else { "" }
}
