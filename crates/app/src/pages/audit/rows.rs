//! What the store knows of the log, as the page shows it.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use plan::billing::Currency;
use plan::choices::Actor;
use plan::snapshot::Role;
use store::audit::{self, Entry, Part, Whose};
use store::imports::history;
use store::users::list;
use store::{Conn, ImportId, Page as Slice, UserId, imports};

use super::asked::{Asked, OPERATOR, SERVICE};
use super::more::more;
use super::said::{self, Group, Of};
use super::{AuditPage, Filter, Line, Whom};
use crate::error::Result;
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
use crate::pages::people::Names;
use crate::pages::trees;
use crate::pages::ui::{Choice, Pager, Ways};
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// So many entries are on a page.
const ON_A_PAGE: u32 = 50;
/// So many people of a form are named.
const MOST_NAMED: u32 = 3;
/// So many people of a role are there to choose from; anybody else is reached from their own page.
const MOST_CHOICES: u32 = 200;

pub(super) async fn show(
    State(state): State<AppState>,
    AdminOnly(who): AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<AuditPage>> {
    let mut view = state.db.view().await?;
    let (entries, pager) = part(&mut view, &who, &asked).await?;
    let number = entries.len() as u64;
    Ok(Page(AuditPage {
        shell: who.shell().at(Menu::Audit),
        zone: who.times().zone_name(),
        filter: filter(&mut view, &who, &asked).await?,
        download: asked.narrowed("/audit/list.csv").to_string(),
        lines: lines(&mut view, &who, &entries).await?,
        summary: format!("{}, the newest first", words::counted(number, "entry", "entries")),
        pager,
    }))
}

/// The entries of a page, and the way to those around it. One more is read than is shown, to know whether there is one.
async fn part(conn: &mut Conn, who: &SignedIn, asked: &Asked) -> Result<(Vec<Entry>, Pager)> {
    let filter = asked.filter(&who.account.settings.time_zone)?;
    let (account, size) = (who.account_id(), ON_A_PAGE as usize);
    let mut part = asked.part();
    let mut entries = audit::list(conn, account, &filter, part, ON_A_PAGE + 1).await?;
    if matches!(part, Part::NewerThan(_)) && entries.len() <= size {
        // Nothing is newer than these: the first page, and a whole one.
        part = Part::Newest;
        entries = audit::list(conn, account, &filter, part, ON_A_PAGE + 1).await?;
    }
    let is_more = entries.len() > size;
    let (newer, older) = match part {
        Part::NewerThan(_) => (is_more, true),
        Part::OlderThan(_) => (true, is_more),
        Part::Newest => (false, is_more),
    };
    if is_more {
        let extra = if matches!(part, Part::NewerThan(_)) { 0 } else { entries.len() - 1 };
        entries.remove(extra);
    }
    let to = |key, entry: Option<&Entry>| {
        entry.map(|entry| asked.narrowed("/audit").with(key, entry.id.to_string()).to_string())
    };
    let before = to("newer", entries.first().filter(|_| newer));
    let next = to("older", entries.last().filter(|_| older));
    Ok((entries, Pager { before, next, ways: Ways::Times }))
}

async fn filter(conn: &mut Conn, who: &SignedIn, asked: &Asked) -> Result<Filter> {
    let what = Group::ALL.map(|group| Choice {
        value: group.key().to_owned(),
        word: group.word().to_owned(),
        chosen: asked.what == group.key(),
    });
    Ok(Filter {
        what: what.into(),
        who: people(conn, who, asked).await?,
        from: asked.from.clone(),
        to: asked.to.clone(),
        narrows: asked.is_narrowed(),
    })
}

/// Admins and Managers, whoever is chosen, and those who are nobody of the account.
async fn people(conn: &mut Conn, who: &SignedIn, asked: &Asked) -> Result<Vec<Choice>> {
    let mut people: BTreeMap<i64, String> = BTreeMap::new();
    for role in [Role::Admin, Role::Manager] {
        let filter = list::Filter { role: Some(role), ..list::Filter::default() };
        let slice = Slice { offset: 0, limit: MOST_CHOICES };
        for user in list::list(conn, who.account_id(), &filter, slice).await?.rows {
            people.insert(user.id.0, words::full_name(&user.values.first_name, &user.values.last_name));
        }
    }
    let chosen = match asked.whose() {
        Some(Whose::Person(user)) => Some(user),
        _ => None,
    };
    let names = Names::of_people(conn, who.account_id(), chosen).await?;
    people.extend(chosen.and_then(|user| Some((user.0, names.person(user)?.to_owned()))));
    let mut people: Vec<(String, String)> =
        people.into_iter().map(|(id, name)| (name, id.to_string())).collect();
    people.sort_by_cached_key(|(name, id)| (name.to_lowercase(), id.clone()));
    let others = [("Operator", OPERATOR), ("Stripe", SERVICE)].map(|(name, key)| (name.into(), key.into()));
    let choice = |(word, value): (String, String)| Choice { chosen: asked.who == value, value, word };
    Ok(people.into_iter().chain(others).map(choice).collect())
}

/// What entries refer to.
struct Known {
    names: Names,
    /// The names of files, by import.
    files: BTreeMap<i64, String>,
    /// The people of forms, by import.
    forms: BTreeMap<i64, Vec<Whom>>,
    teams: Paths,
    territories: Paths,
}

impl Known {
    async fn read(conn: &mut Conn, who: &SignedIn, entries: &[Entry]) -> Result<Self> {
        let account = who.account_id();
        let about = |of: Of| {
            let fits = move |entry: &&Entry| said::of(&entry.action).is_some_and(|said| said.3 == of);
            entries.iter().filter(fits).filter_map(|entry| entry.subject)
        };
        let people = entries.iter().filter_map(|entry| entry.actor.person()).chain(about(Of::Person));
        let mut files = BTreeMap::new();
        for id in about(Of::Import) {
            files.insert(id, imports::get(conn, account, ImportId(id)).await?.file_name);
        }
        let mut forms = BTreeMap::new();
        for id in about(Of::Form) {
            let slice = Slice { offset: 0, limit: MOST_NAMED };
            let rows = history::outcomes(conn, account, ImportId(id), None, "", slice).await?;
            let mut whom: Vec<Whom> = rows.rows.into_iter().map(|row| person(row.person, row.name)).collect();
            let more = rows.total.saturating_sub(MOST_NAMED);
            whom.extend((more > 0).then(|| Whom { name: format!("{more} more"), href: None }));
            forms.insert(id, whom);
        }
        Ok(Self {
            names: Names::of_people(conn, account, people.map(UserId)).await?,
            files,
            forms,
            teams: trees::teams(conn, account).await?,
            territories: trees::territories(conn, account).await?,
        })
    }

    /// To whom or to what something was done.
    fn subject(&self, of: Of, id: i64) -> Vec<Whom> {
        let whom = |name: String, href: String| vec![Whom { name, href: Some(href) }];
        match of {
            Of::Nothing => Vec::new(),
            Of::Person => {
                let name = self.names.person(UserId(id)).unwrap_or_default();
                whom(name.to_owned(), format!("/users/{id}"))
            }
            Of::Import => whom(self.files.get(&id).cloned().unwrap_or_default(), format!("/imports/{id}")),
            Of::Form => self.forms.get(&id).cloned().unwrap_or_default(),
            Of::Team => whom(self.teams.full(id), format!("/teams/{id}")),
            Of::Territory => whom(self.territories.full(id), format!("/territories/{id}")),
        }
    }

    fn actor(&self, actor: Actor) -> Whom {
        match actor {
            Actor::Operator => Whom { name: "Operator".to_owned(), href: None },
            Actor::Service => Whom { name: "Stripe".to_owned(), href: None },
            Actor::Person { id, .. } => person(Some(UserId(id)), self.names.name(actor)),
        }
    }
}

fn person(user: Option<UserId>, name: String) -> Whom {
    Whom { name, href: user.map(|user| format!("/users/{user}")) }
}

/// Entries in words.
pub(super) async fn lines(conn: &mut Conn, who: &SignedIn, entries: &[Entry]) -> Result<Vec<Line>> {
    let known = Known::read(conn, who, entries).await?;
    let currency = Currency::parse(&who.account.settings.currency).map_err(store::Error::from)?;
    entries.iter().map(|entry| line(entry, &known, currency, who)).collect()
}

fn line(entry: &Entry, known: &Known, currency: Currency, who: &SignedIn) -> Result<Line> {
    let said = said::of(&entry.action);
    // Of a version that knew more than this one, the name is better than nothing.
    let what = said.map_or_else(|| entry.action.clone(), |said| said.2.to_owned());
    let subject = said.zip(entry.subject);
    let (before, after) = more(entry, currency)?;
    Ok(Line {
        id: entry.id,
        when: who.times().moment(entry.at),
        by: known.actor(entry.actor),
        what,
        to: subject.map(|(said, id)| known.subject(said.3, id)).unwrap_or_default(),
        before,
        after,
        from: entry.address.clone(),
    })
}
