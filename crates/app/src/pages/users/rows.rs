//! What the store knows of people, as the list shows it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::imports::{Import, Source, history};
use store::invitations::{self, Attention, Stage};
use store::users::User;
use store::users::list::{self, Counts, Filter as Wanted, Within};
use store::{Conn, ImportId, Page as Part, UserId, imports};

use super::asked::{Asked, LAPSED, SEEN, STAGES, TABS};
use super::who::Sight;
use super::{Filter, Line, Move, Moving, UsersPage};
use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
use crate::pages::trees;
use crate::pages::ui::{Badge, Choice, Kind, Moment, Pager, Tab};
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{Importer, SignedIn};

/// So many people are on a page of the list.
const ON_A_PAGE: u32 = 50;

pub(super) async fn show(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
) -> Result<Page<UsersPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, &asked).await?))
}

async fn page(conn: &mut Conn, who: &Importer, asked: &Asked) -> Result<UsersPage> {
    let (account, now) = (who.account_id(), who.times().micros());
    let sight = Sight::of(conn, who).await?;
    let counts = counts(conn, who, sight.within()).await?;
    let part = Part { offset: (asked.page() - 1).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let found = list::list(conn, account, &asked.wanted(now, sight.within()), part).await?;
    let known = Known::read(conn, (who, asked), &sight, &found.rows).await?;
    Ok(UsersPage {
        shell: who.shell().at(Menu::Users),
        seats: seats(counts, who),
        attention: if who.is_admin() {
            attention(invitations::attention(conn, account, now).await?)
        } else {
            Vec::new()
        },
        total: words::count(u64::from(found.total)),
        downloads: (
            asked.narrowed("/users/list.csv").to_string(),
            asked.narrowed("/users/list.xlsx").to_string(),
        ),
        moves: moves(asked),
        tabs: tabs(counts, asked),
        filter: filter(who, asked, &known),
        people: found.rows.iter().map(|user| line(who, user, &known)).collect(),
        summary: Pager::summary(asked.page(), ON_A_PAGE, found.total),
        pager: Pager::new(&asked.address(), asked.page(), ON_A_PAGE, found.total),
    })
}

/// How many people there are by status: of a Manager's people only those.
async fn counts(conn: &mut Conn, who: &Importer, within: Option<Within>) -> Result<Counts> {
    if within.is_none() {
        return Ok(list::counts(conn, who.account_id()).await?);
    }
    let mut counts = Counts::default();
    for (status, number) in [
        (Status::Invited, &mut counts.invited),
        (Status::Active, &mut counts.active),
        (Status::Suspended, &mut counts.suspended),
        (Status::Cancelled, &mut counts.cancelled),
    ] {
        let filter = Wanted { status: Some(status), within: within.clone(), ..Wanted::default() };
        *number = list::list(conn, who.account_id(), &filter, Part { offset: 0, limit: 0 }).await?.total;
    }
    Ok(counts)
}

/// What the lines of the list refer to.
struct Known {
    /// Ascending by person.
    notable: Vec<(UserId, Stage)>,
    /// The imports to choose from.
    offered: Vec<Import>,
    teams: Paths,
    territories: Paths,
    /// Of the teams and territories, those to choose from.
    choices: (Vec<i64>, Vec<i64>),
    imports: BTreeMap<ImportId, Moment>,
}

impl Known {
    async fn read(
        conn: &mut Conn,
        (who, asked): (&Importer, &Asked),
        sight: &Sight,
        people: &[User],
    ) -> Result<Self> {
        let (account, now) = (who.account_id(), who.times().micros());
        let invited: Vec<UserId> =
            people.iter().filter(|user| user.values.status == Status::Invited).map(|user| user.id).collect();
        let (teams, territories) =
            (trees::teams(conn, account).await?, trees::territories(conn, account).await?);
        let within = sight.within();
        let of = |paths: &Paths, reach: fn(&Within) -> &[i64]| {
            let mut ids = paths.ids().to_vec();
            ids.retain(|id| within.as_ref().is_none_or(|within| reach(within).contains(id)));
            ids
        };
        let choices = (of(&teams, |within| &within.teams), of(&territories, |within| &within.territories));
        Ok(Self {
            notable: invitations::notable(conn, account, &invited, now).await?,
            offered: offered(conn, who, asked).await?,
            choices,
            teams,
            territories,
            imports: imported(conn, who, people).await?,
        })
    }
}

/// The imports to choose from, with the one that is chosen: it can be older, or a form.
async fn offered(conn: &mut Conn, who: &Importer, asked: &Asked) -> Result<Vec<Import>> {
    let mut offered = history::list(conn, who.account_id(), &applied(who), OFFERED).await?.rows;
    let chosen = asked.import.parse().ok().map(ImportId);
    let Some(chosen) = chosen.filter(|id| offered.iter().all(|import| import.id != *id)) else {
        return Ok(offered);
    };
    match imports::get(conn, who.account_id(), chosen).await {
        Ok(import) => offered.push(import),
        // The list of another account's import, or of none, is empty.
        Err(store::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(offered)
}

/// What the people of an import are called in the filter. Managers are told the names of their own files only.
fn import_word(who: &Importer, import: &Import) -> String {
    let day = who.times().day(import.applied_at.unwrap_or(import.updated_at)).text;
    let own = who.only_of().is_none_or(|me| import.actor.person() == Some(me.0));
    match (import.source, own) {
        (Source::Form, _) => format!("A change by hand, {day}"),
        (Source::File, true) => format!("{}, {day}", import.file_name),
        (Source::File, false) => format!("A file of somebody else, {day}"),
    }
}

/// When the files were applied that last made or changed these people. Managers are shown their own.
async fn imported(conn: &mut Conn, who: &Importer, people: &[User]) -> Result<BTreeMap<ImportId, Moment>> {
    let ids: BTreeSet<ImportId> = people.iter().filter_map(|user| user.last_import).collect();
    let mut applied = BTreeMap::new();
    for id in ids {
        let import = imports::get(conn, who.account_id(), id).await?;
        let shown = who.only_of().is_none_or(|me| import.actor.person() == Some(me.0));
        if let Some(at) = import.applied_at.filter(|_| import.source == Source::File && shown) {
            applied.insert(id, who.times().day(at));
        }
    }
    Ok(applied)
}

/// What can be done to those who are chosen, as far as the list has anybody it could be done to.
fn moves(asked: &Asked) -> Vec<Move> {
    let fits = |moving: &Moving| match (asked.status.as_str(), moving) {
        ("Active", moving) => *moving == Moving::Suspend,
        ("Invited", moving) => *moving == Moving::Cancel,
        ("Suspended", moving) => *moving == Moving::Reactivate,
        ("Cancelled", _) => false,
        _ => true,
    };
    let all = Moving::ALL.into_iter().filter(fits);
    all.map(|moving| Move { act: moving.as_str(), word: moving.button(), icon: moving.icon() }).collect()
}

fn line(who: &SignedIn, user: &User, known: &Known) -> Line {
    let values = &user.values;
    let territories = match values.access {
        Access::Global => "Every record".to_owned(),
        Access::Limited => known.territories.list(values.territories.iter().map(|id| id.0)),
    };
    let import = user.last_import.and_then(|id| known.imports.get_key_value(&id));
    Line {
        id: user.id.0,
        href: format!("/users/{}", user.id),
        name: words::full_name(&values.first_name, &values.last_name),
        initials: words::initials(&values.first_name, &values.last_name),
        is_you: user.id == who.user_id(),
        email: values.email.clone(),
        phone: values.phone.map(PhoneNumber::spaced),
        role: values.role.as_str(),
        teams: known.teams.list(values.teams.iter().map(|id| id.0)),
        territories,
        status: status(user, known),
        external_id: values.external_id.clone(),
        last_import: import.map(|(id, day)| (day.clone(), format!("/imports/{id}/done"))),
        seen: user.last_seen_at.map(|at| who.times().day(at)),
    }
}

fn status(user: &User, known: &Known) -> Badge {
    let at = known.notable.binary_search_by_key(&user.id, |(user, _)| *user).ok();
    match at.and_then(|at| known.notable.get(at)).map(|(_, stage)| stage) {
        Some(Stage::Lapsed) => Badge::new(Kind::Warn, "mail-x", "Invited, lapsed"),
        Some(Stage::Failed) => Badge::new(Kind::Warn, "mail-x", "Invited, came back"),
        Some(Stage::Stopped) => Badge::new(Kind::Warn, "ban", "Invited, stopped"),
        Some(Stage::Held) => Badge::new(Kind::Dashed, "player-pause", "Invited, held"),
        _ => Badge::status(user.values.status),
    }
}

/// What Admins know of seats, and Managers of their people.
fn seats(counts: Counts, who: &Importer) -> String {
    if !who.is_admin() {
        let people = words::counted(u64::from(counts.people()), "person", "people");
        return format!("{people} of your teams and territories.");
    }
    let (used, paid) = (words::count(u64::from(counts.seats_used())), u64::from(who.account.paid()));
    format!("{used} of {} used.", words::counted(paid, "paid seat", "paid seats"))
}

/// Each of these still holds a seat, so somebody has to know.
fn attention(number: Attention) -> Vec<(String, String)> {
    let note = |number: u32, stage: Stage, one, many, what| {
        let text = format!("{} {what}", words::counted(u64::from(number), one, many));
        let href = Address::new("/users").with("invitation", stage.as_str()).to_string();
        (number > 0).then_some((text, href))
    };
    let failed = note(number.failed, Stage::Failed, "invitation", "invitations", "came back");
    let lapsed = note(number.lapsed, Stage::Lapsed, "invitation has", "invitations have", "lapsed");
    failed.into_iter().chain(lapsed).collect()
}

/// The imports to choose from, the newest first; an older one is reached from the history.
const OFFERED: Part = Part { offset: 0, limit: 50 };

fn applied(who: &Importer) -> history::Filter {
    let begun_by = who.only_of();
    history::Filter { statuses: vec![imports::Status::Applied], begun_by, ..history::Filter::default() }
}

fn tabs(counts: Counts, asked: &Asked) -> Vec<Tab> {
    let tab = |word, status: &str, number: u32| Tab {
        word,
        count: words::count(u64::from(number)),
        href: asked.address().with("status", status).to_string(),
        current: asked.status == status,
    };
    let mut tabs = vec![tab("All", "", counts.people())];
    for status in TABS {
        let number = counts.of(status);
        // Those who were cancelled are past; nobody has to see an empty tab of them.
        if status != Status::Cancelled || number > 0 {
            tabs.push(tab(status.as_str(), status.as_str(), number));
        }
    }
    tabs
}

fn filter(who: &Importer, asked: &Asked, known: &Known) -> Filter {
    let choice = |value: String, word: String, chosen: &str| Choice { chosen: value == chosen, value, word };
    let groups = |paths: &Paths, ids: &[i64], chosen: &str| {
        ids.iter().map(|id| choice(id.to_string(), paths.full(*id), chosen)).collect()
    };
    let import = |import: &Import| choice(import.id.to_string(), import_word(who, import), &asked.import);
    let chosen = asked.stage().map_or("", Stage::as_str);
    let stage = |(stage, word): (Stage, &str)| choice(stage.as_str().to_owned(), word.to_owned(), chosen);
    let role = |role: Role| choice(role.to_string(), role.to_string(), &asked.role);
    Filter {
        find: asked.find.trim().to_owned(),
        status: if asked.status == LAPSED { String::new() } else { asked.status.clone() },
        imports: known.offered.iter().map(import).collect(),
        invitations: STAGES.map(stage).into(),
        roles: Role::ALL.map(role).into(),
        teams: groups(&known.teams, &known.choices.0, &asked.team),
        territories: groups(&known.territories, &known.choices.1, &asked.territory),
        seen: SEEN.map(|(value, word, _)| choice(value.to_owned(), word.to_owned(), &asked.seen)).into(),
        pairs: asked.pairs(),
    }
}
