//! What the store knows of imports, as the list shows it.

use axum::extract::{Query, State};
use plan::choices::Actor;
use serde::Deserialize;
use store::imports::history::{self, Filter as Wanted};
use store::imports::{Import, Status, Step};
use store::{AccountId, Conn, ImportId, Listed, Page as Part, jobs, users};

use super::{Filter, Finished, ImportsPage, Seats, Unfinished};
use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::invitations;
use crate::pages::layout::Menu;
use crate::pages::people::Names;
use crate::pages::times::Times;
use crate::pages::ui::{Badge, Bar, Choice, Kind, Pager};
use crate::pages::words;
use crate::pipeline::applying::{APPLY, ApplyJob};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{Importer, SignedIn};

/// So many imports are on a page of the history.
const ON_A_PAGE: u32 = 25;
/// More unfinished imports than this are in nobody's mind.
const MOST_UNFINISHED: u32 = 20;

/// What the address narrows the history to.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    find: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn statuses(&self) -> Vec<Status> {
        let ended = [Status::Applied, Status::Discarded];
        let chosen = ended.into_iter().filter(|status| status.as_str() == self.status);
        let chosen: Vec<Status> = chosen.collect();
        if chosen.is_empty() { ended.to_vec() } else { chosen }
    }

    fn is_narrowed(&self) -> bool {
        !self.find.trim().is_empty() || self.statuses().len() == 1
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
) -> Result<Page<ImportsPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, &asked).await?))
}

async fn page(conn: &mut Conn, who: &Importer, asked: &Asked) -> Result<ImportsPage> {
    let account = who.account_id();
    let own = Wanted { begun_by: who.only_of(), ..Wanted::default() };
    let open = Wanted { statuses: vec![Status::Draft, Status::Approved], ..own.clone() };
    let open = history::list(conn, account, &open, Part { offset: 0, limit: MOST_UNFINISHED }).await?;
    let wanted = Wanted { statuses: asked.statuses(), file: asked.find.trim().to_owned(), ..own };
    let part = Part { offset: (asked.page() - 1).saturating_mul(ON_A_PAGE), limit: ON_A_PAGE };
    let done = history::list(conn, account, &wanted, part).await?;
    let actors: Vec<Actor> = open.rows.iter().chain(&done.rows).map(by).collect();
    let names = Names::of(conn, account, &actors).await?;
    let stopped = stopped(conn, account).await?;
    let used = users::list::counts(conn, account).await?.seats_used();
    let times = who.times();
    Ok(ImportsPage {
        shell: who.shell().at(Menu::Imports),
        seats: Seats::new(used, who.account.paid()),
        unfinished: to_go_on_with(&open.rows, &names, &stopped, who),
        history: done.rows.iter().map(|import| finished(import, &names, who)).collect(),
        filter: filter(asked),
        summary: summary(&done, asked, times),
        pager: pager(&done, asked),
    })
}

/// The latest imports, for a page that shows a few of them.
pub struct Latest {
    /// Those to go on with.
    pub unfinished: Vec<Unfinished>,
    /// How many more of these there are.
    pub more: u32,
    /// Those that ended.
    pub history: Vec<Finished>,
}

/// The latest imports: so many to go on with, and so many that ended.
pub async fn latest(conn: &mut Conn, who: &Importer, (unfinished, ended): (u32, u32)) -> Result<Latest> {
    let account = who.account_id();
    let own = Wanted { begun_by: who.only_of(), ..Wanted::default() };
    let open = Wanted { statuses: vec![Status::Draft, Status::Approved], ..own.clone() };
    let open = history::list(conn, account, &open, Part { offset: 0, limit: unfinished }).await?;
    let done = Wanted { statuses: vec![Status::Applied, Status::Discarded], ..own };
    let done = history::list(conn, account, &done, Part { offset: 0, limit: ended }).await?;
    let actors: Vec<Actor> = open.rows.iter().chain(&done.rows).map(by).collect();
    let names = Names::of(conn, account, &actors).await?;
    let stopped = stopped(conn, account).await?;
    Ok(Latest {
        unfinished: to_go_on_with(&open.rows, &names, &stopped, who),
        more: open.total.saturating_sub(unfinished),
        history: done.rows.iter().map(|import| finished(import, &names, who)).collect(),
    })
}

/// Imports that are shown as unfinished: not those of a Manager that an Admin has agreed to.
fn to_go_on_with(open: &[Import], names: &Names, stopped: &[ImportId], who: &Importer) -> Vec<Unfinished> {
    let shown = open.iter().filter(|import| !who.is_taken_over(import));
    shown.map(|import| unfinished(import, names, stopped, who)).collect()
}

/// Who is named: whoever agreed to it, else who began it.
fn by(import: &Import) -> Actor {
    import.approval.as_ref().map_or(import.actor, |approval| approval.by)
}

/// The imports that were agreed to and given up after too many failures.
async fn stopped(conn: &mut Conn, account: AccountId) -> Result<Vec<ImportId>> {
    let buried = jobs::buried(conn, account).await?;
    let ours = buried.iter().filter(|job| job.kind == APPLY);
    Ok(ours.filter_map(|job| job.read::<ApplyJob>().ok()).map(|job| job.import).collect())
}

pub(super) fn unfinished(import: &Import, names: &Names, stopped: &[ImportId], who: &SignedIn) -> Unfinished {
    let running = import.status == Status::Approved;
    let failed = running && stopped.contains(&import.id);
    let (step, page) = match (running, failed) {
        (_, true) => (Badge::new(Kind::Bad, "alert-circle", "Stopped"), "done"),
        (true, _) => (Badge::new(Kind::Accent, "refresh", "Being applied"), "done"),
        _ => step(import),
    };
    Unfinished {
        id: import.id.0,
        file: import.file_name.clone(),
        badge: step,
        text: match (running, failed) {
            (_, true) => "It failed each time it was tried; nothing has been changed yet.".to_owned(),
            (true, _) => running_text(import, who.times()),
            _ => left_text(import, names, who),
        },
        bar: None,
        bar_text: String::new(),
        left: (!running && import.step != Step::Match).then(|| format!("/imports/{}/left", import.id)),
        href: format!("/imports/{}/{page}", import.id),
        go: match (running, failed) {
            (_, true) => "See what to do",
            (true, _) => "See how far it is",
            _ => "Continue",
        },
        discardable: !running,
    }
}

fn step(import: &Import) -> (Badge, &'static str) {
    if import.stale.is_some() {
        return (Badge::new(Kind::Warn, "refresh", "Step 4 of 5, Review again"), "review");
    }
    let (number, name, page) = match import.step {
        Step::Match => (2, "Match columns", "match"),
        Step::Fix => (3, "Fix errors", "fix"),
        Step::Review => (4, "Review", "review"),
    };
    (Badge::new(Kind::Warn, "circle-dashed", format!("Step {number} of 5, {name}")), page)
}

fn left_text(import: &Import, names: &Names, who: &SignedIn) -> String {
    let when = who.times().at(import.updated_at);
    if import.stale.is_some() {
        return "Something has moved since it was agreed to; nothing has been changed yet.".to_owned();
    }
    if import.actor.person() == Some(who.user_id().0) {
        format!("You left it {when}; nothing has been changed yet.")
    } else {
        format!("{} left it {when}; nothing has been changed yet.", names.name(import.actor))
    }
}

fn running_text(import: &Import, times: &Times) -> String {
    let rows = import.approval.as_ref().map_or(0, |approval| approval.counts.create + approval.counts.update);
    let since = import.approval.as_ref().map_or(import.updated_at, |approval| approval.at);
    format!("{} since {}.", words::counted(u64::from(rows), "person", "people"), times.at(since))
}

fn finished(import: &Import, names: &Names, who: &Importer) -> Finished {
    let applied = import.status == Status::Applied;
    let opens = applied && !who.is_taken_over(import);
    let counts = import.approval.as_ref().filter(|_| applied).map(|approval| approval.counts);
    let when = import.applied_at.unwrap_or(import.updated_at);
    Finished {
        when: who.times().moment(when),
        file: import.file_name.clone(),
        by: names.name(by(import)),
        status: ended(import),
        rows: counts.map_or_else(|| "–".to_owned(), |counts| words::count(u64::from(counts.total))),
        bar: counts.map(|counts| Bar::fates("bar-sm bar-row", &counts, true)),
        numbers: counts
            .map_or_else(Finished::no_numbers, |counts| Finished::numbers(import.id.0, &counts, opens)),
        href: opens.then(|| format!("/imports/{}/done", import.id)),
        invitations: (applied && who.is_admin())
            .then(|| invitations::address(Some(import.id), "", "").to_string()),
    }
}

fn ended(import: &Import) -> Badge {
    if import.status == Status::Applied {
        return Badge::new(Kind::Good, "check", "Imported");
    }
    let step = match import.step {
        Step::Match => 2,
        Step::Fix => 3,
        Step::Review => 4,
    };
    Badge::new(Kind::Dashed, "x", format!("Discarded at step {step}"))
}

fn filter(asked: &Asked) -> Filter {
    let choice = |status: Status, word: &str| Choice {
        value: status.as_str().to_owned(),
        word: word.to_owned(),
        chosen: asked.status == status.as_str(),
    };
    Filter {
        find: asked.find.trim().to_owned(),
        statuses: vec![choice(Status::Applied, "Imported"), choice(Status::Discarded, "Discarded")],
        active: asked.is_narrowed(),
    }
}

fn summary(done: &Listed<Import>, asked: &Asked, times: &Times) -> String {
    let all = words::counted(u64::from(done.total), "import", "imports");
    let which = if asked.is_narrowed() { " found" } else { "" };
    format!("{all}{which}. Times are {}.", times.zone_name())
}

fn pager(done: &Listed<Import>, asked: &Asked) -> Pager {
    let address = Address::new("/imports").with("find", asked.find.trim()).with("status", &asked.status);
    Pager::new(&address, asked.page(), ON_A_PAGE, done.total)
}
