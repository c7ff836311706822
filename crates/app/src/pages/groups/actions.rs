//! What is done with one team or territory. What cannot be done is said at its field, and nothing is changed.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::value::name;
use serde::Deserialize;
use store::territories::Colour;
use store::{TerritoryId, Tx, Wait, territories};

use super::add::under;
use super::one::{Act, GroupPage, Problem, page};
use super::tree::{Hand, Tree};
use crate::error::{Error, Result};
use crate::pages::words;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

pub(super) fn hand(tree: Tree, state: &AppState, who: &AdminOnly) -> Hand {
    Hand { tree, account: who.account_id(), by: who.actor(), now: state.micros() }
}

/// What to say at a field of what the store refuses; everything else is an error of the request.
pub(super) fn said(error: store::Error, tree: Tree) -> Result<String> {
    let one = tree.one();
    match error {
        store::Error::Conflict(_) => Ok(format!("There is a {one} of this name in that place already.")),
        store::Error::Refused(text) => Ok(format!("This cannot be done: {text}.")),
        error => Err(error.into()),
    }
}

/// One of a tree that something is done with.
struct Doing<'a> {
    tree: Tree,
    state: &'a AppState,
    who: &'a AdminOnly,
    id: i64,
}

impl Doing<'_> {
    /// Its page as it is.
    async fn page(&self) -> Result<GroupPage> {
        page(self.tree, &mut *self.state.db.view().await?, self.who, self.id).await
    }

    async fn begin(&self) -> Result<Tx> {
        self.who.begin(self.state, Wait::Short).await
    }

    fn hand(&self) -> Hand {
        hand(self.tree, self.state, self.who)
    }

    /// Ends what was done, and says so on the next page; or says at the field why it was not done.
    async fn answer(
        &self,
        (tx, done): (Tx, store::Result<()>),
        (act, typed): (Act, &str),
        (to, words): (String, String),
    ) -> Result<Response> {
        if let Err(error) = done {
            drop(tx);
            return self.refuse(act, said(error, self.tree)?, typed).await;
        }
        tx.commit().await?;
        Ok(Saying(Redirect::to(&to), words).into_response())
    }

    /// Says that others were faster, with what archiving would come to now. One that is archived by now says so itself.
    async fn overtaken(&self) -> Result<Response> {
        let page = self.page().await?;
        let people = words::counted(u64::from(page.leaving.people), "person", "people");
        let now = if page.leaving.people == 0 {
            "Nobody is in it".to_owned()
        } else {
            format!("{people} would leave it")
        };
        let text = format!("{now} by now. Look again, and archive it if that is right.");
        let problem = Some(Problem { act: Act::Archive, text, typed: String::new() });
        Ok((StatusCode::CONFLICT, Page(GroupPage { problem, ..page })).into_response())
    }

    async fn refuse(&self, act: Act, text: String, typed: &str) -> Result<Response> {
        let problem = Some(Problem { act, text, typed: typed.to_owned() });
        let page = Page(GroupPage { problem, ..self.page().await? });
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}

/// The name that a form gives.
#[derive(Debug, Deserialize)]
pub(super) struct Name {
    name: String,
}

pub(super) async fn rename(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
    Form(form): Form<Name>,
) -> Result<Response> {
    let doing = Doing { tree, state: &state, who: &who, id };
    let before = doing.page().await?.name;
    let name = match name::of_group(&form.name) {
        Ok(name) => name,
        Err(problem) => return doing.refuse(Act::Rename, problem.to_string(), &form.name).await,
    };
    let mut tx = doing.begin().await?;
    let done = doing.hand().rename(&mut tx, id, &name).await;
    let words = format!("“{before}” is called “{name}” now.");
    doing.answer((tx, done), (Act::Rename, &form.name), (tree.row(id), words)).await
}

/// The place that a form gives.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    under: String,
}

pub(super) async fn put(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
    Form(form): Form<Place>,
) -> Result<Response> {
    let doing = Doing { tree, state: &state, who: &who, id };
    let page = doing.page().await?;
    let place = page.places.iter().find(|place| place.value == form.under);
    let words = match place {
        Some(place) if !place.value.is_empty() => format!("“{}” is under “{}” now.", page.name, place.word),
        _ => format!("“{}” is at the top now.", page.name),
    };
    let mut tx = doing.begin().await?;
    let done = doing.hand().move_under(&mut tx, id, under(&form.under)?).await;
    doing.answer((tx, done), (Act::Move, &form.under), (tree.row(id), words)).await
}

/// What a form names to become part of.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    into: String,
}

pub(super) async fn merge(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
    Form(form): Form<Target>,
) -> Result<Response> {
    let doing = Doing { tree, state: &state, who: &who, id };
    let page = doing.page().await?;
    let Some(into) = under(&form.into)? else {
        return doing.refuse(Act::Merge, format!("Choose the {} it becomes part of.", tree.one()), "").await;
    };
    let target = page.targets.iter().find(|target| target.value == form.into);
    let target = target.map(|target| target.word.as_str()).unwrap_or_default();
    let words = format!("“{}” is part of “{target}” now.", page.name);
    let mut tx = doing.begin().await?;
    let done = doing.hand().merge(&mut tx, id, into).await;
    doing.answer((tx, done), (Act::Merge, &form.into), (tree.row(into), words)).await
}

/// What a form shows to have been seen.
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    /// How many people the page said would leave.
    seen: u32,
    /// The same, typed in.
    #[serde(default)]
    confirm: String,
}

impl Seen {
    /// The number that was typed; blanks and commas in it count for nothing.
    fn typed(&self) -> Option<u32> {
        self.confirm.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    }
}

pub(super) async fn archive(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
    Form(form): Form<Seen>,
) -> Result<Response> {
    let doing = Doing { tree, state: &state, who: &who, id };
    let page = doing.page().await?;
    if page.asks && form.typed() != Some(form.seen) {
        let text = format!("The number is {}. Type it to show that you have seen it.", page.leaving.people);
        return doing.refuse(Act::Archive, text, &form.confirm).await;
    }
    let mut tx = doing.begin().await?;
    let done = doing.hand().archive(&mut tx, id, form.seen).await;
    if let Err(store::Error::Stale(_)) = done {
        drop(tx);
        return doing.overtaken().await;
    }
    let words = match page.leaving.below {
        0 => format!("“{}” is archived.", page.name),
        below => format!("“{}” and {} below it are archived.", page.name, tree.counted(below)),
    };
    doing.answer((tx, done), (Act::Archive, ""), (tree.path().to_owned(), words)).await
}

pub(super) async fn restore(
    tree: Tree,
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
) -> Result<Response> {
    let doing = Doing { tree, state: &state, who: &who, id };
    let name = doing.page().await?.name;
    let mut tx = doing.begin().await?;
    if let Err(error) = doing.hand().restore(&mut tx, id).await {
        return Err(Error::Refused(said(error, tree)?));
    }
    tx.commit().await?;
    let words = format!("“{name}” is back. Nobody is in it yet.");
    Ok(Saying(Redirect::to(&tree.row(id)), words).into_response())
}

/// The colour that a form gives; nothing is none.
#[derive(Debug, Deserialize)]
pub(super) struct Paint {
    #[serde(default)]
    colour: String,
}

pub(super) async fn colour(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(id): Path<i64>,
    Form(form): Form<Paint>,
) -> Result<Response> {
    let tree = Tree::Territories;
    let colour = Colour::parse(&form.colour);
    if colour.is_none() && !form.colour.is_empty() {
        return Err(Error::Unreadable("a colour that there is not".to_owned()));
    }
    let name = Doing { tree, state: &state, who: &who, id }.page().await?.name;
    let mut tx = who.begin(&state, Wait::Short).await?;
    let (account, by, now) = (who.account_id(), who.actor(), state.micros());
    territories::set_colour(&mut tx, account, TerritoryId(id), colour, &by, now).await?;
    tx.commit().await?;
    let words = match colour {
        Some(colour) => format!("“{name}” is {} now.", colour.as_str()),
        None => format!("“{name}” has no colour now."),
    };
    Ok(Saying(Redirect::to(&tree.row(id)), words).into_response())
}
