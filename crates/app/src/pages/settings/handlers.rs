//! The routes: the page, a look at what is typed, saving it, and going back to the usual words.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use plan::snapshot::Status;
use serde::Deserialize;
use store::templates::{self, Templates};
use store::users::{self, User, list};
use store::{Conn, Language, Page as Part, UserId, Wait, accounts};

use super::Section;
use super::messages::{Field, MessagesPage};
use super::preview::preview;
use crate::error::{Error, Result};
use crate::messages::said::said;
use crate::messages::templates::{Part as Of, default, tidy, wrong};
use crate::pages::layout::Menu;
use crate::pages::ui::Choice;
use crate::pages::words;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::request::Htmx;
use crate::web::who::{AdminOnly, SignedIn};

/// So many people can be looked at it as.
const MOST_PEOPLE: u32 = 8;

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    subject: String,
    email: String,
    text: String,
    person: String,
}

impl Typed {
    fn of(templates: Templates) -> Self {
        let Templates { subject, email, text } = templates;
        Self { subject, email, text, person: String::new() }
    }

    fn templates(&self) -> Templates {
        Templates { subject: tidy(&self.subject), email: tidy(&self.email), text: tidy(&self.text) }
    }

    /// What is wrong with each of the three.
    fn fields(&self) -> [Field; 3] {
        let Templates { subject, email, text } = self.templates();
        [(Of::Subject, subject), (Of::Email, email), (Of::Text, text)]
            .map(|(part, text)| Field { wrong: wrong(part, &text), text })
    }
}

pub(super) async fn show(State(state): State<AppState>, who: AdminOnly) -> Result<Page<MessagesPage>> {
    let mut view = state.db.view().await?;
    let own = templates::get(&mut view, who.account_id()).await?;
    let typed = Typed::of(own.unwrap_or_else(|| default(who.account.language)));
    Ok(Page(page(&mut view, &state, &who, &typed).await?))
}

async fn page(conn: &mut Conn, state: &AppState, who: &SignedIn, typed: &Typed) -> Result<MessagesPage> {
    let people = people(conn, who).await?;
    let chosen: Option<UserId> = typed.person.parse().ok();
    let person = people.iter().find(|user| Some(user.id) == chosen).or_else(|| people.first());
    let [subject, email, text] = typed.fields();
    let good = [&subject, &email, &text].iter().all(|field| field.wrong.is_none());
    let choice = |user: &User| Choice {
        value: user.id.to_string(),
        word: words::full_name(&user.values.first_name, &user.values.last_name),
        chosen: person.is_some_and(|person| person.id == user.id),
    };
    Ok(MessagesPage {
        shell: who.shell().at(Menu::Settings),
        own: templates::get(conn, who.account_id()).await?.is_some(),
        people: people.iter().map(choice).collect(),
        preview: person.filter(|_| good).map(|person| preview(&typed.templates(), person, state, who)),
        languages: Language::ALL.map(|language| offered(language, who)).into(),
        subject,
        email,
        text,
    })
}

/// A language to choose: what it calls itself, and what English calls it.
fn offered(language: Language, who: &SignedIn) -> Choice {
    let (own, english) = said(language).names;
    Choice {
        value: language.as_str().to_owned(),
        word: if own == english { own.to_owned() } else { format!("{own} ({english})") },
        chosen: language == who.account.language,
    }
}

/// People who are invited, and whoever looks: there is always somebody.
async fn people(conn: &mut Conn, who: &SignedIn) -> Result<Vec<User>> {
    let invited = list::Filter { status: Some(Status::Invited), ..list::Filter::default() };
    let part = Part { offset: 0, limit: MOST_PEOPLE };
    let mut people = list::list(conn, who.account_id(), &invited, part).await?.rows;
    people.push(users::get(conn, who.account_id(), who.user_id()).await?);
    Ok(people)
}

/// The preview of what is typed, for htmx; the whole page for a browser without scripts.
pub(super) async fn look(
    State(state): State<AppState>,
    who: AdminOnly,
    htmx: Htmx,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let mut view = state.db.view().await?;
    let page = page(&mut view, &state, &who, &typed).await?;
    let html = if htmx.0 { page.as_preview().render()? } else { page.render()? };
    Ok(Html(html).into_response())
}

/// Keeps the texts, if they can be sent.
pub(super) async fn save(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    if typed.fields().iter().any(|field| field.wrong.is_some()) {
        let mut view = state.db.view().await?;
        let page = page(&mut view, &state, &who, &typed).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response());
    }
    let new = typed.templates();
    let mut tx = who.begin(&state, Wait::Short).await?;
    let old = templates::get(&mut tx, who.account_id()).await?;
    let said = if new == old.unwrap_or_else(|| default(who.account.language)) {
        "Nothing was changed."
    } else {
        templates::set(&mut tx, who.account_id(), &new, &who.actor(), state.micros()).await?;
        "Invitations say this from now on, those that wait in the queue as well."
    };
    tx.commit().await.map_err(Error::from)?;
    Ok(Saying(Redirect::to(Section::Messages.path()), said.to_owned()).into_response())
}

/// The language that is chosen.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    language: String,
}

/// Has messages written in another language.
pub(super) async fn speak(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    let language = Language::of(&chosen.language);
    let language = language.ok_or_else(|| Error::Unreadable("no language of ours".to_owned()))?;
    let mut tx = who.begin(&state, Wait::Short).await?;
    accounts::set_language(&mut tx, who.account_id(), language, &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let (_, name) = said(language).names;
    let said = format!("Messages are in {name} from now on, those that wait in the queue as well.");
    Ok(Saying(Redirect::to(Section::Messages.path()), said).into_response())
}

/// Goes back to the usual words.
pub(super) async fn reset(State(state): State<AppState>, who: AdminOnly) -> Result<Response> {
    let mut tx = who.begin(&state, Wait::Short).await?;
    templates::reset(&mut tx, who.account_id(), &who.actor(), state.micros()).await?;
    tx.commit().await?;
    let said = "Invitations say the usual words again.".to_owned();
    Ok(Saying(Redirect::to(Section::Messages.path()), said).into_response())
}
