//! The list of messages that wait.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Known;

use askama::Template;
use axum::extract::{Query, State};
use plan::value::phone::PhoneNumber;
use serde::Deserialize;
use store::messages::{self, Channel, Invitation};
use store::templates::{self, Templates};
use store::{Conn, Page as Part, buried};

use super::secrets::{Secret, secrets};
use crate::error::Result;
use crate::messages::templates::default;
use crate::messages::{Invitation as Words, join_link, said, sender};
use crate::pages::address::Address;
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::times::Times;
use crate::pages::ui::{Moment, Pager};
use crate::pages::wizard::text::plural;
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// So many invitations are on a page of the list.
const ON_A_PAGE: u32 = 50;

/// One invitation, with the messages of both channels.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A number that is its own on this page.
    pub id: i64,
    /// Whom it is for.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// The person's page.
    pub href: String,
    /// The address, where the e-mail waits.
    pub email: Option<String>,
    /// The phone, where the text message waits.
    pub phone: Option<String>,
    /// The subject of the e-mail.
    pub subject: String,
    /// The e-mail as it would be read.
    pub email_text: String,
    /// The text message as it would be read.
    pub text: String,
    /// The link in both.
    pub link: String,
    /// Whether the link has lapsed.
    pub lapsed: bool,
    /// Since when it waits.
    pub when: Moment,
}

/// The page of messages that wait.
#[derive(Clone, Debug, Template)]
#[template(path = "outbox/list.html")]
pub struct OutboxPage {
    /// Who is signed in.
    pub shell: Shell,
    /// What was looked for.
    pub find: String,
    /// Codes and links that people wait for.
    pub secrets: Vec<Secret>,
    /// The invitations, the latest first.
    pub entries: Vec<Entry>,
    /// `1 to 50 of 184`.
    pub summary: String,
    /// The pages of the list.
    pub pager: Pager,
    /// `3 messages could not be delivered`; nothing where all were.
    pub failed: Option<String>,
}

/// What the address narrows the list to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    find: String,
    page: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<OutboxPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &state, &who, &asked).await?))
}

async fn page(conn: &mut Conn, state: &AppState, who: &SignedIn, asked: &Asked) -> Result<OutboxPage> {
    let number = asked.page.parse().unwrap_or(1).max(1);
    let find = asked.find.trim();
    let part = Part { offset: (number - 1_u32).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let waiting = messages::outbox(conn, who.account_id(), find, part).await?;
    let none = Part { offset: 0, limit: 0 };
    let failed = buried::list(conn, who.account_id(), none).await?.total;
    let said = templates::get(conn, who.account_id()).await?;
    let said = said.unwrap_or_else(|| default(who.account.language));
    let mut entries = Vec::with_capacity(waiting.rows.len());
    let mut senders = BTreeMap::new();
    for invitation in &waiting.rows {
        if let Known::Vacant(unknown) = senders.entry(invitation.import) {
            unknown.insert(sender::of_import(conn, &who.account, invitation.import).await?);
        }
        let sender = senders.get(&invitation.import).map_or("", String::as_str);
        entries.push(entry(invitation, (&said, sender), state, who));
    }
    Ok(OutboxPage {
        shell: who.shell().at(Menu::Outbox),
        find: find.to_owned(),
        secrets: secrets(conn, state, who).await?,
        entries,
        summary: Pager::summary(number, ON_A_PAGE, waiting.total),
        pager: Pager::new(&Address::new("/outbox").with("find", find), number, ON_A_PAGE, waiting.total),
        failed: (failed > 0)
            .then(|| format!("{} could not be delivered", plural(failed, "message", "messages"))),
    })
}

fn entry(
    invitation: &Invitation,
    (templates, sender): (&Templates, &str),
    state: &AppState,
    who: &SignedIn,
) -> Entry {
    let token = state.key.invite_token(invitation.id, invitation.generation);
    let link = join_link(&state.config.public_url, &token);
    let language = who.account.language;
    let times = who.times();
    let until = said::day(language, Times::of(invitation.expires_at), times.now(), times.zone());
    let (first_name, last_name) = invitation.name.split_once(' ').unwrap_or((&invitation.name, ""));
    let account = &who.account.name;
    let words =
        Words { language, templates, account, first_name, sender, link: &link, until: &until }.render();
    Entry {
        id: invitation.id.0,
        initials: words::initials(first_name, last_name),
        href: format!("/users/{}", invitation.user),
        email: (invitation.email_state == "outbox").then(|| invitation.email.clone()),
        phone: invitation.phone.as_deref().filter(|_| invitation.text_state == "outbox").map(spaced),
        subject: words.subject,
        email_text: words.text,
        text: words.sms,
        lapsed: invitation.expires_at <= who.times().micros(),
        when: who.times().moment(invitation.created_at),
        name: invitation.name.clone(),
        link,
    }
}

/// An address as the other pages write it.
pub(super) fn address(channel: Channel, address: &str) -> String {
    if channel == Channel::Text { spaced(address) } else { address.to_owned() }
}

/// A phone as the other pages write it.
pub(super) fn spaced(phone: &str) -> String {
    PhoneNumber::from_e164(phone).map_or_else(|| phone.to_owned(), PhoneNumber::spaced)
}
