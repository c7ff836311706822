//! What the store knows of people, as the list shows it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use serde::Deserialize;
use store::imports::{Import, history};
use store::invitations::{self, Attention, Stage};
use store::users::User;
use store::users::list::{self, Counts, Filter as Wanted};
use store::{Conn, ImportId, Micros, Page as Part, TeamId, TerritoryId, UserId, imports};

use super::{Filter, Line, UsersPage};
use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
use crate::pages::trees;
use crate::pages::ui::{Badge, Choice, Kind, Moment, Pager, Tab};
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// So many people are on a page of the list.
const ON_A_PAGE: u32 = 50;

/// What the address narrows the list to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    find: String,
    status: String,
    role: String,
    team: String,
    territory: String,
    import: String,
    invitation: String,
    page: String,
}

impl Asked {
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn wanted(&self, now: Micros) -> Wanted {
        Wanted {
            import: self.import.parse().ok().map(ImportId),
            invitation: self.stage().map(|stage| (stage, now)),
            search: self.find.trim().to_owned(),
            status: TABS.into_iter().find(|status| status.as_str() == self.status),
            role: Role::ALL.into_iter().find(|role| role.as_str() == self.role),
            team: self.team.parse().ok().map(TeamId),
            territory: self.territory.parse().ok().map(TerritoryId),
        }
    }

    /// The address of this list, at its first page.
    fn address(&self) -> Address {
        Address::new("/users")
            .with("find", self.find.trim())
            .with("status", &self.status)
            .with("role", &self.role)
            .with("team", &self.team)
            .with("territory", &self.territory)
            .with("import", &self.import)
            .with("invitation", &self.invitation)
    }

    /// Where invitations have to stand; the word of lapsed ones was once a status.
    fn stage(&self) -> Option<Stage> {
        let word = if self.status == LAPSED { LAPSED } else { &self.invitation };
        Stage::of(word)
    }
}

/// The word of a lapsed invitation, which links of old have as a status.
const LAPSED: &str = "lapsed";

const TABS: [Status; 4] = [Status::Active, Status::Invited, Status::Suspended, Status::Cancelled];

pub(super) async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Page<UsersPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, &asked).await?))
}

async fn page(conn: &mut Conn, who: &SignedIn, asked: &Asked) -> Result<UsersPage> {
    let account = who.account_id();
    let counts = list::counts(conn, account).await?;
    let part = Part { offset: (asked.page() - 1).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let found = list::list(conn, account, &asked.wanted(who.times().micros()), part).await?;
    let invited: Vec<UserId> =
        found.rows.iter().filter(|user| user.values.status == Status::Invited).map(|user| user.id).collect();
    let known = Known {
        notable: invitations::notable(conn, account, &invited, who.times().micros()).await?,
        offered: history::list(conn, account, &applied(), OFFERED).await?.rows,
        teams: trees::teams(conn, account).await?,
        territories: trees::territories(conn, account).await?,
        imports: imported(conn, who, &found.rows).await?,
    };
    Ok(UsersPage {
        shell: who.shell().at(Menu::Users),
        seats: seats(counts, who.account.paid()),
        attention: attention(invitations::attention(conn, account, who.times().micros()).await?),
        total: words::count(u64::from(counts.people())),
        tabs: tabs(counts, asked),
        filter: filter(who, asked, &known),
        people: found.rows.iter().map(|user| line(who, user, &known)).collect(),
        summary: Pager::summary(asked.page(), ON_A_PAGE, found.total),
        pager: Pager::new(&asked.address(), asked.page(), ON_A_PAGE, found.total),
    })
}

/// What the lines of the list refer to.
struct Known {
    /// Ascending by person.
    notable: Vec<(UserId, Stage)>,
    /// The imports to choose from.
    offered: Vec<Import>,
    teams: Paths,
    territories: Paths,
    imports: BTreeMap<ImportId, Moment>,
}

/// When the imports were applied that last made or changed these people.
async fn imported(conn: &mut Conn, who: &SignedIn, people: &[User]) -> Result<BTreeMap<ImportId, Moment>> {
    let ids: BTreeSet<ImportId> = people.iter().filter_map(|user| user.last_import).collect();
    let mut applied = BTreeMap::new();
    for id in ids {
        if let Some(at) = imports::get(conn, who.account_id(), id).await?.applied_at {
            applied.insert(id, who.times().day(at));
        }
    }
    Ok(applied)
}

fn line(who: &SignedIn, user: &User, known: &Known) -> Line {
    let values = &user.values;
    let territories = match values.access {
        Access::Global => "Every record".to_owned(),
        Access::Limited => known.territories.list(values.territories.iter().map(|id| id.0)),
    };
    let import = user.last_import.and_then(|id| known.imports.get_key_value(&id));
    Line {
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
    }
}

fn status(user: &User, known: &Known) -> Badge {
    let at = known.notable.binary_search_by_key(&user.id, |(user, _)| *user).ok();
    match at.and_then(|at| known.notable.get(at)).map(|(_, stage)| stage) {
        Some(Stage::Lapsed) => Badge::new(Kind::Warn, "mail-x", "Invited, lapsed"),
        Some(Stage::Failed) => Badge::new(Kind::Warn, "mail-x", "Invited, came back"),
        Some(Stage::Held) => Badge::new(Kind::Dashed, "player-pause", "Invited, held"),
        _ => Badge::status(user.values.status),
    }
}

fn seats(counts: Counts, paid: u32) -> String {
    let (used, paid) = (words::count(u64::from(counts.seats_used())), u64::from(paid));
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

/// The imports to choose from, the newest first; an older one has its link in the history.
const OFFERED: Part = Part { offset: 0, limit: 50 };

fn applied() -> history::Filter {
    history::Filter { statuses: vec![imports::Status::Applied], ..history::Filter::default() }
}

/// Where invitations can stand, as the list of people is narrowed to it.
const STAGES: [(Stage, &str); 9] = [
    (Stage::NotJoined, "Not joined"),
    (Stage::Held, "Held"),
    (Stage::Scheduled, "Scheduled"),
    (Stage::Queued, "Waiting"),
    (Stage::Outbox, "In the Outbox"),
    (Stage::Failed, "Came back"),
    (Stage::Stopped, "Stopped"),
    (Stage::Lapsed, "Lapsed"),
    (Stage::Joined, "Joined"),
];

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

fn filter(who: &SignedIn, asked: &Asked, known: &Known) -> Filter {
    let choice = |value: String, word: String, chosen: &str| Choice { chosen: value == chosen, value, word };
    let groups = |paths: &Paths, chosen: &str| {
        paths.ids().iter().map(|id| choice(id.to_string(), paths.full(*id), chosen)).collect()
    };
    let import = |import: &Import| {
        let day = who.times().day(import.applied_at.unwrap_or(import.updated_at)).text;
        choice(import.id.to_string(), format!("{}, {day}", import.file_name), &asked.import)
    };
    let chosen = asked.stage().map_or("", Stage::as_str);
    let stage = |(stage, word): (Stage, &str)| choice(stage.as_str().to_owned(), word.to_owned(), chosen);
    let role = |role: Role| choice(role.to_string(), role.to_string(), &asked.role);
    Filter {
        find: asked.find.trim().to_owned(),
        status: if asked.status == LAPSED { String::new() } else { asked.status.clone() },
        imports: known.offered.iter().map(import).collect(),
        invitations: STAGES.map(stage).into(),
        roles: Role::ALL.map(role).into(),
        teams: groups(&known.teams, &asked.team),
        territories: groups(&known.territories, &asked.territory),
    }
}
