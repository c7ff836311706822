//! What the store knows of invitations, as the page shows it.

use std::time::Duration;

use axum::extract::{Query, State};
use plan::value::phone::PhoneNumber;
use serde::Deserialize;
use store::imports::history::{self, Filter as Imports};
use store::imports::{self, Import, Status};
use store::invitations::{self, Counts, Filter, Line as Row, Stage};
use store::messages::Channel;
use store::suppressions::{self, Suppression};
use store::{Conn, ImportId, Micros, Page as Part, UserId};

use super::funnel::funnel;
use super::standing::{self, is_open};
use super::{Ask, InvitationsPage, Line, Way};
use crate::error::{Error, Result};
use crate::messages::join_link;
use crate::pages::address::Address;
use crate::pages::layout::Menu;
use crate::pages::ui::{Choice, Pager, Tab};
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// So many invitations are on a page of the list.
const ON_A_PAGE: u32 = 50;
/// So many imports can be chosen from; an older one has its link in the history.
const MOST_IMPORTS: u32 = 50;

/// What the address narrows the list to, and what a form repeats of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    pub import: String,
    pub show: String,
    pub find: String,
    pub page: String,
}

impl Asked {
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The import; one that cannot be is not found.
    pub fn import(&self) -> Result<Option<ImportId>> {
        match self.import.as_str() {
            "" => Ok(None),
            said => said.parse().map(Some).map_err(|_| Error::NotFound),
        }
    }

    pub fn filter(&self, now: Micros) -> Result<Filter> {
        let stage = Stage::of(&self.show);
        Ok(Filter { import: self.import()?, stage, search: self.find.trim().to_owned(), now })
    }

    /// The address of this list, at its first page.
    pub fn address(&self) -> Address {
        let pairs = self.pairs().into_iter();
        pairs.fold(Address::new("/invitations"), |address, (name, value)| address.with(name, value))
    }

    /// What a form repeats of the list.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("import", self.import.clone()),
            ("show", self.show.clone()),
            ("find", self.find.trim().to_owned()),
        ]
    }

    /// Takes a field of a form, if it is one that the list is narrowed by.
    pub fn take(&mut self, name: &str, value: String) {
        match name {
            "import" => self.import = value,
            "show" => self.show = value,
            "find" => self.find = value,
            _ => {}
        }
    }
}

/// The address of the invitations of an import, or of everybody, that stand somewhere.
pub fn address(import: Option<ImportId>, show: &str, find: &str) -> Address {
    let import = import.map(|id| id.to_string()).unwrap_or_default();
    Asked { import, show: show.to_owned(), find: find.to_owned(), page: String::new() }.address()
}

pub(super) async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<InvitationsPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &state, &who, &asked).await?))
}

async fn page(conn: &mut Conn, state: &AppState, who: &SignedIn, asked: &Asked) -> Result<InvitationsPage> {
    let (account, now) = (who.account_id(), who.times().micros());
    let import = match asked.import()? {
        Some(id) => Some(imports::get(conn, account, id).await?),
        None => None,
    };
    let of = import.as_ref().map(|import| import.id);
    let counts = invitations::counts(conn, account, of, now).await?;
    let part = Part { offset: (asked.page() - 1).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let filter = asked.filter(now)?;
    let found = invitations::list(conn, account, &filter, part).await?;
    let people: Vec<UserId> = found.rows.iter().map(|row| row.user).collect();
    let stops = suppressions::of_people(conn, account, &people).await?;
    Ok(InvitationsPage {
        shell: who.shell().at(Menu::Invitations),
        text: text(import.as_ref(), who),
        import: import.as_ref().map(|one| (one.file_name.clone(), format!("/imports/{}/done", one.id))),
        funnel: funnel(&counts, of),
        tabs: tabs(&counts, asked),
        ask: Ask {
            import: asked.import.clone(),
            show: asked.show.clone(),
            find: asked.find.trim().to_owned(),
            seen: who.account.revision,
        },
        imports: choices(conn, who, import.as_ref()).await?,
        can_release: counts.of(Stage::Held) + counts.of(Stage::Scheduled) > 0,
        can_send: counts.of(Stage::NotJoined) > 0,
        // Only where somebody is stopped there is something to count.
        stopped: match counts.of(Stage::Stopped) {
            0 => 0,
            _ => invitations::stopped(conn, account, &filter).await?,
        },
        days: days(state.config.invite_lifetime),
        total: words::count(u64::from(found.total)),
        lines: found.rows.iter().map(|row| line(row, &stops, state, who)).collect(),
        summary: Pager::summary(asked.page(), ON_A_PAGE, found.total),
        pager: Pager::new(&asked.address(), asked.page(), ON_A_PAGE, found.total),
    })
}

/// For how long a link can be used: `14 days`.
pub fn days(lifetime: Duration) -> String {
    words::counted(lifetime.as_secs() / 86_400, "day", "days")
}

fn text(import: Option<&Import>, who: &SignedIn) -> String {
    match import {
        None => "Everybody who was ever invited, and where that stands.".to_owned(),
        Some(import) => {
            let at = import.applied_at.unwrap_or(import.updated_at);
            format!("Of the people whom {} invited {}.", import.file_name, who.times().at(at))
        }
    }
}

/// The tabs in their order; those without anybody are left out, but for the first, the second and the last.
const TABS: [(Option<Stage>, &str); 17] = [
    (None, "All"),
    (Some(Stage::NotJoined), "Not joined"),
    (Some(Stage::Held), "Held"),
    (Some(Stage::Scheduled), "Scheduled"),
    (Some(Stage::Queued), "Waiting"),
    (Some(Stage::Unsent), "Not sent"),
    (Some(Stage::Outbox), "In the Outbox"),
    (Some(Stage::Sent), "Sent"),
    (Some(Stage::Delivered), "Delivered"),
    (Some(Stage::Opened), "Opened"),
    (Some(Stage::Failed), "Came back"),
    (Some(Stage::Unreached), "Not reached"),
    (Some(Stage::Stopped), "Stopped"),
    (Some(Stage::Late), "After a week"),
    (Some(Stage::Lapsed), "Lapsed"),
    (Some(Stage::Cancelled), "Cancelled"),
    (Some(Stage::Joined), "Joined"),
];

/// Those that the funnel shows already; they are tabs only while they are chosen.
const IN_THE_FUNNEL: [Option<Stage>; 3] = [Some(Stage::Sent), Some(Stage::Delivered), Some(Stage::Opened)];
const ALWAYS: [Option<Stage>; 3] = [None, Some(Stage::NotJoined), Some(Stage::Joined)];

fn tabs(counts: &Counts, asked: &Asked) -> Vec<Tab> {
    let current = Stage::of(&asked.show);
    let number = |stage: Option<Stage>| stage.map_or(counts.all, |stage| counts.of(stage));
    TABS.into_iter()
        .filter(|(stage, _)| {
            let there = number(*stage) > 0 && !IN_THE_FUNNEL.contains(stage);
            *stage == current || there || ALWAYS.contains(stage)
        })
        .map(|(stage, word)| Tab {
            word,
            count: words::count(u64::from(number(stage))),
            href: asked.address().with("show", stage.map_or("", Stage::as_str)).to_string(),
            current: stage == current,
        })
        .collect()
}

/// The imports to choose from, the newest first.
async fn choices(conn: &mut Conn, who: &SignedIn, chosen: Option<&Import>) -> Result<Vec<Choice>> {
    let applied = Imports { statuses: vec![Status::Applied], ..Imports::default() };
    let part = Part { offset: 0, limit: MOST_IMPORTS };
    let mut found = history::list(conn, who.account_id(), &applied, part).await?.rows;
    if let Some(chosen) = chosen.filter(|chosen| !found.iter().any(|one| one.id == chosen.id)) {
        found.push(chosen.clone());
    }
    let choice = |import: &Import| {
        let day = who.times().day(import.applied_at.unwrap_or(import.updated_at)).text;
        Choice {
            value: import.id.to_string(),
            word: format!("{}, {day}", import.file_name),
            chosen: chosen.is_some_and(|chosen| chosen.id == import.id),
        }
    };
    Ok(found.iter().map(choice).collect())
}

/// What of somebody nothing is sent to.
type Stop = (UserId, Channel, Suppression);

fn line(row: &Row, stops: &[Stop], state: &AppState, who: &SignedIn) -> Line {
    let times = who.times();
    let stop = |channel| {
        let known = stops.iter().find(|(user, on, _)| (*user, *on) == (row.user, channel));
        known.map(|(_, _, known)| standing::stopped(channel, known.why))
    };
    let by_email = Way { stopped: stop(Channel::Email), ..standing::way(&row.by_email, row.send_at, times) };
    let by_text = match (row.phone, row.by_text.state.as_str()) {
        (None, "none") => standing::no_phone(),
        _ => Way { stopped: stop(Channel::Text), ..standing::way(&row.by_text, row.send_at, times) },
    };
    let copy = || join_link(&state.config.public_url, &state.key.invite_token(row.id, row.generation));
    Line {
        id: row.id.0,
        open: is_open(row),
        name: words::full_name(&row.first_name, &row.last_name),
        initials: words::initials(&row.first_name, &row.last_name),
        href: format!("/users/{}", row.user),
        email: row.email.clone(),
        phone: row.phone.map(PhoneNumber::spaced).unwrap_or_default(),
        stopped: by_email.stopped.is_some() || by_text.stopped.is_some(),
        by_email,
        by_text,
        link: standing::link(row, times, copy),
    }
}
