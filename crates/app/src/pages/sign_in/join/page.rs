//! The page of an invitation.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::messages::Channel;
use store::{Conn, Taken, Wait, accounts, imports, invites, users};
use tower_sessions::Session;

use super::super::{attempts, is_only_way, welcome};
use super::opened::{Opened, Shown};
use crate::error::{Error, Result};
use crate::pages::people::Names;
use crate::pages::{filters, trees};
use crate::state::AppState;
use crate::web::client::ClientAddress;
use crate::web::page::Page;

/// Who invites.
#[derive(Clone, Debug)]
pub struct Inviter {
    /// Their name, where a person is behind the invitation.
    pub name: Option<String>,
    /// The name of the account.
    pub account: String,
}

impl Inviter {
    /// Whom to ask about the invitation: `Dana Mitchell`, or `an Admin of Northwind Field Sales`.
    pub fn to_ask(&self) -> String {
        self.name.clone().unwrap_or_else(|| format!("an Admin of {}", self.account))
    }
}

/// What is next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Show that the phone is yours: by a text, or by an e-mail where no text arrives.
    Show {
        /// Where the last code went.
        sent: Option<Channel>,
        /// Whether a code can go by e-mail instead.
        by_email: bool,
    },
    /// Join by the company's own sign-in: there is no other way.
    Company {
        /// The short name of the account.
        slug: String,
    },
    /// Choose how to sign in.
    Choose {
        /// Whether the phone was shown.
        phone_shown: bool,
        /// Whether that could be asked for at all.
        texts_are_sent: bool,
    },
    /// An address of the invitation cannot be used.
    Clash {
        /// What and why, as far as this person may know.
        text: String,
    },
}

/// The page of an invitation that is open.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/join.html")]
pub struct JoinPage {
    /// The secret part of the link.
    pub token: String,
    /// Given name of whom the link is for.
    pub first_name: String,
    /// Who invites.
    pub inviter: Inviter,
    /// As what.
    pub role: &'static str,
    /// Into which teams.
    pub teams: Vec<String>,
    /// The address to sign in with.
    pub email: String,
    /// The end of the phone: whoever it belongs to knows it by that.
    pub phone: Option<String>,
    /// What is next.
    pub step: Step,
    /// Why the last thing that was typed was not taken.
    pub problem: Option<String>,
    /// Whether a passkey can be made here.
    pub passkeys: bool,
}

/// Why a link does not work any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// There is no such link, or it tells nothing about itself.
    Unknown,
    /// Somebody has joined by it.
    Used,
    /// Its time is over; a new one can be asked for.
    Lapsed {
        /// The secret part of the link.
        token: String,
    },
}

/// What a link says that does not work any more. It tells nothing about anybody.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in/link_gone.html")]
pub struct LinkGonePage {
    /// Why.
    pub gone: Gone,
}

pub(in super::super) async fn show(
    State(state): State<AppState>,
    ClientAddress(client): ClientAddress,
    Path(token): Path<String>,
    session: Session,
) -> Result<Response> {
    match Opened::open(&state, &session, &token).await? {
        Ok(opened) => {
            note_opened(&state, &opened);
            answer(&state, &opened, None, None).await
        }
        Err(gone) => refuse(&state, client, gone).await,
    }
}

/// The answer to a link that is good no more. Who guesses links meets the same limit as who guesses passwords.
pub(super) async fn refuse(state: &AppState, client: std::net::IpAddr, gone: Gone) -> Result<Response> {
    if gone == Gone::Unknown {
        return welcome::gone(state, client).await;
    }
    if !attempts::may_try_link(state, client).await? {
        return Err(Error::TooMany);
    }
    Ok((StatusCode::GONE, Page(LinkGonePage { gone })).into_response())
}

/// Writes down that an invitation was opened, beside the request.
fn note_opened(state: &AppState, opened: &Opened) {
    let (account, invite, beside) = (opened.invite.account, opened.invite.id, state.clone());
    state.beside().spawn("noting an opened invitation", async move {
        let mut tx = beside.db.begin(Wait::Long).await?;
        invites::open(&mut tx, account, invite, beside.micros()).await?;
        Ok(tx.commit().await?)
    });
}

/// The page as it is now, with what was wrong before, or where a code was just sent.
pub(super) async fn answer(
    state: &AppState,
    opened: &Opened,
    problem: Option<String>,
    sent: Option<Channel>,
) -> Result<Response> {
    let mut view = state.db.view().await?;
    let mut page = page(&mut view, state, opened).await?;
    if let (Step::Show { sent: at, .. }, Some(channel)) = (&mut page.step, sent) {
        *at = Some(channel);
    }
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Page(JoinPage { problem, ..page })).into_response())
}

/// Somebody has joined another company with an address of the invitation meanwhile.
pub(super) async fn clashed(state: &AppState, opened: &Opened, taken: &Taken) -> Result<Response> {
    let page = page(&mut *state.db.view().await?, state, opened).await?;
    let step = Step::Clash { text: clash(opened, taken, &page.inviter) };
    Ok((StatusCode::CONFLICT, Page(JoinPage { step, ..page })).into_response())
}

async fn page(conn: &mut Conn, state: &AppState, opened: &Opened) -> Result<JoinPage> {
    let invite = &opened.invite;
    let values = users::get(conn, invite.account, invite.user).await?.values;
    let names = trees::teams(conn, invite.account).await?;
    let inviter = inviter(conn, opened).await?;
    let clashing = invites::clash(conn, invite.account, invite.user).await?;
    Ok(JoinPage {
        token: opened.token.clone(),
        first_name: invite.first_name.clone(),
        role: values.role.as_str(),
        teams: values.teams.iter().map(|team| names.full(team.0)).collect(),
        email: invite.email.clone(),
        phone: invite.phone.map(|phone| ending(&phone.spaced())),
        step: match only_company(conn, opened).await? {
            Some(slug) => Step::Company { slug },
            None => step(state, opened, clashing.as_ref(), &inviter),
        },
        inviter,
        problem: None,
        passkeys: state.party().is_some(),
    })
}

/// The short name of the account, where its own sign-in is the only way in.
pub(super) async fn only_company(conn: &mut Conn, opened: &Opened) -> Result<Option<String>> {
    let account = opened.invite.account;
    if is_only_way(conn, account).await? {
        Ok(Some(accounts::by_id(conn, account).await?.slug))
    } else {
        Ok(None)
    }
}

fn step(state: &AppState, opened: &Opened, clashing: Option<&Taken>, inviter: &Inviter) -> Step {
    if opened.is_to_show(state) {
        return Step::Show { sent: None, by_email: state.sends(Channel::Email) };
    }
    match clashing {
        Some(taken) => Step::Clash { text: clash(opened, taken, inviter) },
        None => Step::Choose {
            phone_shown: opened.shown == Some(Shown::Phone),
            texts_are_sent: state.sends(Channel::Text),
        },
    }
}

/// That an address signs in to another company is for whoever has shown it to be theirs; anybody else, an Admin with a
/// copied link among them, hears only that it cannot be used.
fn clash(opened: &Opened, taken: &Taken, inviter: &Inviter) -> String {
    let (what, shown_by) = match taken {
        Taken::Phone => ("phone", Some(Shown::Phone)),
        _ => ("e-mail address", opened.shown),
    };
    let why = if opened.shown.is_some() && opened.shown == shown_by {
        format!("Your {what} already signs in to another company, and it can sign in to one only.")
    } else {
        format!("The {what} of this invitation cannot be used.")
    };
    format!("{why} Ask {} to invite you with another one.", inviter.to_ask())
}

/// The person behind the import that invites, and the account.
async fn inviter(conn: &mut Conn, opened: &Opened) -> Result<Inviter> {
    let invite = &opened.invite;
    let account = invite.account_name.clone();
    let Some(import) = invite.import else { return Ok(Inviter { name: None, account }) };
    let import = imports::get(conn, invite.account, import).await?;
    let actor = import.approval.as_ref().map_or(import.actor, |approval| approval.by);
    let names = Names::of(conn, invite.account, &[actor]).await?;
    Ok(Inviter { name: actor.person().map(|_| names.name(actor)), account })
}

/// The last two digits of a phone.
fn ending(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits.iter().rev().take(2).rev().collect()
}
