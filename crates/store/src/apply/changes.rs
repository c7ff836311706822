//! Changes of people: what a row changes, phones that are released, memberships that come and go.
//!
//! Every statement names the version that the plan is about; a person who has another one makes the plan stale.

use std::collections::{BTreeMap, BTreeSet};

use plan::plan::{Change, Ref, Release, Values};
use plan::value::phone::PhoneNumber;

use super::record::id_of;
use super::write::Work;
use super::{ApplyError, Stale, creates};
use crate::bulk::list::List;
use crate::bulk::loader::{Constant, Loader};
use crate::db::Tx;
use crate::error::Result;
use crate::search;
use crate::snapshot;
use crate::sql::sql;

/// So many people are changed by one statement.
const AT_ONCE: usize = 2000;

/// Writes the changes of people.
pub async fn write(tx: &mut Tx, work: &Work<'_>) -> Result<(), ApplyError> {
    let mut done = 0;
    for changes in work.plan.changes().chunks(AT_ONCE) {
        people(tx, work, changes).await?;
        done += changes.len() as u32;
        work.progress(done, work.plan.counts().update, (40, 60));
    }
    release(tx, work).await?;
    for (membership, table) in
        [(Membership::Team, &creates::TEAMS), (Membership::Territory, &creates::TERRITORIES)]
    {
        for changes in work.plan.changes().chunks(AT_ONCE) {
            remove(tx, work, changes, membership).await?;
        }
        let mut loader = Loader::begin(tx, table, &[Constant::Int(work.order.account.0)]).await?;
        for change in work.plan.changes() {
            let (before, after) = membership.sides(change);
            let added: Vec<Ref> = after.iter().filter(|one| !before.contains(one)).copied().collect();
            creates::load(&mut loader, change.person, &added, membership.created(work)).await?;
        }
        loader.finish().await?;
    }
    Ok(())
}

impl Work<'_> {
    /// The phone somebody has after a change: one that another row takes over is gone.
    pub fn phone_after(&self, change: &Change) -> Option<PhoneNumber> {
        let taken_over = change.after.phone == change.before.phone && self.released.contains(&change.person);
        if taken_over { None } else { change.after.phone }
    }
}

/// `{list}` is the list of what the people become. An UPDATE knows no CROSS JOIN that would tell SQLite to begin with the
/// list; the plus keeps it from walking through the account's people instead, with the whole list for each of them.
pub const CHANGE: &str = "UPDATE users SET version = users.version + 1, first_name = list.first_name, \
    last_name = list.last_name, email = list.email, phone = list.phone, role = list.role, access = list.access, \
    external_id = list.external_id, status = list.status, search = list.search, \
    session_epoch = users.session_epoch + list.ends, updated_at = $2, last_import = $3 FROM {list} \
    WHERE users.id = list.id AND +users.account_id = $1 AND users.version = list.version AND users.status <> 'Cancelled'";

async fn people(tx: &mut Tx, work: &Work<'_>, changes: &[Change]) -> Result<(), ApplyError> {
    let ints = |value: fn(&Change) -> i64| changes.iter().map(value).collect();
    let texts =
        |value: fn(&Values) -> &str| changes.iter().map(|one| Some(value(&one.after).to_owned())).collect();
    let phones: Vec<Option<PhoneNumber>> = changes.iter().map(|change| work.phone_after(change)).collect();
    let searches = changes.iter().zip(&phones).map(|(change, phone)| {
        let Values { first_name, last_name, email, external_id, .. } = &change.after;
        Some(search::of_person(first_name, last_name, email, *phone, external_id.as_deref()))
    });
    let list = List::ints("id", ints(|change| change.person))
        .and_ints("version", ints(|change| change.version))
        .and_ints("ends", ints(|change| i64::from(change.ends_sessions())))
        .and_texts("first_name", texts(|values| &values.first_name))
        .and_texts("last_name", texts(|values| &values.last_name))
        .and_texts("email", texts(|values| &values.email))
        .and_texts("role", texts(|values| values.role.as_str()))
        .and_texts("access", texts(|values| values.access.as_str()))
        .and_texts("status", texts(|values| values.status.as_str()))
        .and_texts("external_id", changes.iter().map(|one| one.after.external_id.clone()).collect())
        .and_texts("search", searches.collect())
        .and_texts("phone", phones.iter().map(|phone| phone.map(|phone| phone.to_string())).collect());
    touch_all(tx, work, CHANGE, list).await
}

/// `{list}` is the list of suspended people whose phone another row takes over. About the plus see [`CHANGE`].
pub const RELEASE: &str = "UPDATE users SET version = users.version + 1, phone = NULL, search = list.search, \
    updated_at = $2, last_import = $3 FROM {list} \
    WHERE users.id = list.id AND +users.account_id = $1 AND users.version = list.version AND users.status = 'Suspended'";

/// Clears the phones that rows take over, of people whom no row changes; the change of the others has cleared theirs.
async fn release(tx: &mut Tx, work: &Work<'_>) -> Result<(), ApplyError> {
    let changed: BTreeSet<i64> = work.plan.changes().iter().map(|change| change.person).collect();
    let versions: BTreeMap<i64, i64> = work
        .plan
        .releases()
        .iter()
        .filter(|release| !changed.contains(&release.person))
        .map(|release: &Release| (release.person, release.version))
        .collect();
    if versions.is_empty() {
        return Ok(());
    }
    let people = snapshot::load(tx, work.order.account, versions.keys().copied().collect()).await?;
    let search = people.iter().map(|person| {
        let id = person.external_id.as_deref();
        Some(search::of_person(&person.first_name, &person.last_name, &person.email, None, id))
    });
    let list = List::ints("id", people.iter().map(|person| person.id).collect())
        .and_ints("version", people.iter().filter_map(|person| versions.get(&person.id).copied()).collect())
        .and_texts("search", search.collect());
    if list.len() < versions.len() {
        return Err(ApplyError::Stale(Stale::raced()));
    }
    touch_all(tx, work, RELEASE, list).await
}

/// Runs a statement that must touch every row of its list.
async fn touch_all(tx: &mut Tx, work: &Work<'_>, text: &'static str, list: List) -> Result<(), ApplyError> {
    let (engine, wanted) = (tx.engine(), list.len() as u64);
    let statement = sql(text.replace("{list}", &list.source(engine, 4)))
        .bind(work.order.account)
        .bind(work.now)
        .bind(work.order.import);
    let touched = list.bind(engine, statement).run(tx).await?;
    if touched == wanted { Ok(()) } else { Err(ApplyError::Stale(Stale::raced())) }
}

#[derive(Clone, Copy)]
enum Membership {
    Team,
    Territory,
}

impl Membership {
    fn sides(self, change: &Change) -> (&[Ref], &[Ref]) {
        match self {
            Self::Team => (&change.before.teams, &change.after.teams),
            Self::Territory => (&change.before.territories, &change.after.territories),
        }
    }

    fn created<'a>(self, work: &'a Work<'_>) -> &'a [i64] {
        match self {
            Self::Team => &work.groups.teams,
            Self::Territory => &work.groups.territories,
        }
    }

    const fn removal(self) -> &'static str {
        match self {
            Self::Team => REMOVE_TEAMS,
            Self::Territory => REMOVE_TERRITORIES,
        }
    }
}

/// `{list}` is the list of memberships that end.
pub const REMOVE_TEAMS: &str = "DELETE FROM user_teams WHERE (account_id, user_id, team_id) IN \
    (SELECT $1, list.person, list.place FROM {list})";
/// `{list}` is the list of memberships that end.
pub const REMOVE_TERRITORIES: &str = "DELETE FROM user_territories WHERE (account_id, user_id, territory_id) IN \
    (SELECT $1, list.person, list.place FROM {list})";

async fn remove(
    tx: &mut Tx,
    work: &Work<'_>,
    changes: &[Change],
    membership: Membership,
) -> Result<(), ApplyError> {
    let (mut people, mut places) = (Vec::new(), Vec::new());
    for change in changes {
        let (before, after) = membership.sides(change);
        let created = membership.created(work);
        let gone = before.iter().filter(|one| !after.contains(one));
        for place in gone.filter_map(|one| id_of(*one, created)) {
            people.push(change.person);
            places.push(place);
        }
    }
    if people.is_empty() {
        return Ok(());
    }
    let (engine, wanted) = (tx.engine(), people.len() as u64);
    let list = List::ints("person", people).and_ints("place", places);
    let statement =
        sql(membership.removal().replace("{list}", &list.source(engine, 2))).bind(work.order.account);
    let touched = list.bind(engine, statement).run(tx).await?;
    if touched == wanted { Ok(()) } else { Err(ApplyError::Stale(Stale::raced())) }
}
