//! Messages that were given up, by their reason: an Admin sends them again or drops them, one by one or all of a reason.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use store::buried::{self, Buried, Cause, Which};
use store::callbacks::Kind;
use store::lanes::{self, Closed};
use store::messages::Channel;
use store::{Conn, Page as Part, Wait, audit};

use super::list::spaced;
use crate::error::{Error, Result};
use crate::pages::address::Address;
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::ui::Pager;
use crate::pages::wizard::text::plural;
use crate::pages::words;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

const ON_A_PAGE: u32 = 50;

/// The address of this page.
const PATH: &str = "/outbox/failed";

/// Why messages were given up, and how many.
#[derive(Clone, Debug)]
pub struct Reason {
    /// `email` or `text`.
    pub channel: &'static str,
    /// The icon of the channel.
    pub icon: &'static str,
    /// `3 e-mails`.
    pub count: String,
    /// The provider's words; what names the reason.
    pub cause: String,
    /// The same for reading; something where the provider said nothing.
    pub words: String,
}

/// One message that was given up.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `email` or `text`.
    pub channel: &'static str,
    /// The icon of the channel.
    pub icon: &'static str,
    /// `invite` or `notice`.
    pub kind: &'static str,
    /// Its id.
    pub id: i64,
    /// Whom it is for.
    pub name: String,
    /// The person's page.
    pub href: String,
    /// Where it went.
    pub address: String,
    /// Why it was given up.
    pub words: String,
    /// `1 try`.
    pub tries: String,
}

/// The page of messages that were given up.
#[derive(Clone, Debug, Template)]
#[template(path = "outbox/failed.html")]
pub struct FailedPage {
    /// Who is signed in.
    pub shell: Shell,
    /// What is the matter with services that take nothing at present, a sentence each.
    pub closed: Vec<String>,
    /// Why messages were given up.
    pub reasons: Vec<Reason>,
    /// The messages.
    pub entries: Vec<Entry>,
    /// `1 to 50 of 184`.
    pub summary: String,
    /// The pages of the list.
    pub pager: Pager,
}

/// Which page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: String,
}

/// Which messages a button is about: one by kind and id, or all of a reason.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    channel: String,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    id: Option<i64>,
    #[serde(default)]
    cause: Option<String>,
}

/// What the audit log keeps of a button.
#[derive(Serialize)]
struct Detail {
    channel: &'static str,
    kind: Option<&'static str>,
    messages: u64,
}

impl Pressed {
    fn read(&self) -> Result<(Channel, Which<'_>)> {
        let unreadable = || Error::Unreadable("no message".to_owned());
        let channel = Channel::of(&self.channel).ok_or_else(unreadable)?;
        let kind = self.kind.as_deref().and_then(Kind::of);
        match (kind, self.id, &self.cause) {
            (Some(kind), Some(id), None) => Ok((channel, Which::One(kind, id))),
            (None, None, Some(cause)) => Ok((channel, Which::Cause(cause))),
            _ => Err(unreadable()),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<FailedPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, &asked).await?))
}

async fn page(conn: &mut Conn, who: &SignedIn, asked: &Asked) -> Result<FailedPage> {
    let number = asked.page.parse().unwrap_or(1).max(1);
    let part = Part { offset: (number - 1_u32).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let failed = buried::list(conn, who.account_id(), part).await?;
    let closed = lanes::closed(conn).await?;
    Ok(FailedPage {
        shell: who.shell().at(Menu::Outbox),
        closed: closed.iter().map(|lane| sentence(lane, who)).collect(),
        reasons: buried::causes(conn, who.account_id()).await?.iter().map(reason).collect(),
        entries: failed.rows.iter().map(entry).collect(),
        summary: Pager::summary(number, ON_A_PAGE, failed.total),
        pager: Pager::new(&Address::new(PATH), number, ON_A_PAGE, failed.total),
    })
}

/// Sends messages again.
pub(super) async fn again(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(pressed): Form<Pressed>,
) -> Result<Response> {
    let (channel, which) = pressed.read()?;
    let mut tx = who.begin(&state, Wait::Short).await?;
    let touched = buried::revive(&mut tx, who.account_id(), channel, which, state.micros()).await?;
    note(&mut tx, &state, &who, "messages.revived", (channel, which), touched).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(Saying(Redirect::to(PATH), said(touched, "is sent again", "are sent again")).into_response())
}

/// Drops messages.
pub(super) async fn drop(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(pressed): Form<Pressed>,
) -> Result<Response> {
    let (channel, which) = pressed.read()?;
    let mut tx = who.begin(&state, Wait::Short).await?;
    let touched = buried::drop(&mut tx, who.account_id(), channel, which).await?;
    note(&mut tx, &state, &who, "messages.dropped", (channel, which), touched).await?;
    tx.commit().await?;
    Ok(Saying(Redirect::to(PATH), said(touched, "is dropped", "are dropped")).into_response())
}

async fn note(
    tx: &mut store::Tx,
    state: &AppState,
    who: &SignedIn,
    action: &'static str,
    (channel, which): (Channel, Which<'_>),
    messages: u64,
) -> Result<()> {
    let (kind, id) = match which {
        Which::One(kind, id) => (Some(kind.as_str()), Some(id)),
        Which::Cause(_) => (None, None),
    };
    let detail = Detail { channel: channel.as_str(), kind, messages };
    audit::add(tx, who.account_id(), &who.actor(), action, id, &detail, state.micros()).await?;
    Ok(())
}

fn said(messages: u64, one: &str, many: &str) -> String {
    let count = plural(u32::try_from(messages).unwrap_or(u32::MAX), "message", "messages");
    format!("{count} {}.", if messages == 1 { one } else { many })
}

fn sentence(lane: &Closed, who: &SignedIn) -> String {
    let service = match lane.channel {
        Channel::Email => "The mail service",
        Channel::Text => "The service for text messages",
    };
    let (since, words) = (who.times().at(lane.since), lane.words.trim_end_matches('.'));
    format!(
        "{service} has taken no messages since {since}: {words}. Muster tries again by itself; nothing is lost."
    )
}

fn reason(cause: &Cause) -> Reason {
    let (one, many) = match cause.channel {
        Channel::Email => ("e-mail", "e-mails"),
        Channel::Text => ("text message", "text messages"),
    };
    Reason {
        channel: cause.channel.as_str(),
        icon: icon(cause.channel),
        count: plural(cause.count, one, many),
        cause: cause.words.clone(),
        words: readable(&cause.words),
    }
}

fn readable(words: &str) -> String {
    if words.is_empty() { "The provider gave no reason.".to_owned() } else { words.to_owned() }
}

const fn icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "mail-x",
        Channel::Text => "message",
    }
}

fn entry(message: &Buried) -> Entry {
    let address = message.address.clone().unwrap_or_default();
    Entry {
        channel: message.channel.as_str(),
        icon: icon(message.channel),
        kind: message.kind.as_str(),
        id: message.id,
        name: message.name.clone(),
        href: format!("/users/{}", message.user),
        address: if message.channel == Channel::Text { spaced(&address) } else { address },
        words: readable(&message.words),
        tries: format!(
            "{} {}",
            words::count(u64::from(message.attempts)),
            if message.attempts == 1 { "try" } else { "tries" }
        ),
    }
}
