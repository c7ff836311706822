//! What planning may know of an account: its facts, and the people whom the keys of a file find.
//!
//! All functions read in a [`crate::View`] as well as inside the transaction that applies. To plan from one consistent
//! state, read both in the same one.

use std::collections::{BTreeSet, HashMap};

use plan::authority::{Denied, Reach, Rights};
use plan::choices::Actor;
use plan::draft::Keys;
use plan::field::Field;
use plan::snapshot::{Facts, People, Person, Seats, Status};
use plan::value::phone::PhoneNumber;

use crate::accounts;
use crate::billing;
use crate::bulk::list::List;
use crate::db::Conn;
use crate::error::Result;
use crate::groups::past::History;
use crate::ids::AccountId;
use crate::sql::{Row, sql};
use crate::teams::Teams;
use crate::territories::Territories;

/// What planning may know of an account, apart from its people. `today` is the date in the account's time zone,
/// `YYYY-MM-DD`.
pub async fn facts(conn: &mut Conn, account: AccountId, today: &str) -> Result<Facts> {
    let (people, active_admins) = sql("SELECT COUNT(*) AS people, \
         COUNT(*) FILTER (WHERE status = 'Active' AND role = 'Admin') AS active_admins \
         FROM users WHERE account_id = $1 AND status IN ('Invited', 'Active', 'Suspended')")
    .bind(account)
    .one(conn, "account", |row| Ok((row.get::<u32>("people")?, row.get::<u32>("active_admins")?)))
    .await?;
    let found = accounts::by_id(conn, account).await?;
    let (seats, billing) = match today.parse() {
        Ok(day) => billing::standing(conn, &found, day).await?,
        Err(_) => (Seats::default(), None),
    };
    let (teams, past_teams) = History::read::<Teams>(conn, account).await?.now();
    let (territories, past_territories) = History::read::<Territories>(conn, account).await?.now();
    Ok(Facts {
        revision: found.revision,
        country: found.settings.country,
        currency: found.settings.currency,
        today: today.to_owned(),
        seats,
        people,
        active_admins,
        managers_import: found.managers_import,
        thresholds: found.rules.thresholds,
        needs_phones: found.rules.needs_phones,
        teams,
        territories,
        past_teams,
        past_territories,
        billing,
    })
}

/// Everybody of the account whom a key of the file finds or a form names, and which keys belong to somebody who has joined elsewhere.
/// Besides external ids, addresses and phones as they stand, these find somebody too: an external id but for its
/// leading zeros, and the phone of a suspended person found, which somebody else may have by now. And whoever imports, on
/// whose teams and territories it depends what they may do.
pub async fn people(conn: &mut Conn, account: AccountId, keys: &Keys, actor: Actor) -> Result<People> {
    let plain: BTreeSet<&str> = keys.external_ids.iter().map(|id| id.trim_start_matches('0')).collect();
    let phones: Vec<String> = keys.phones.iter().map(ToString::to_string).collect();
    let mut ids: BTreeSet<i64> = keys.people.iter().copied().collect();
    for (text, list) in [
        (BY_EXTERNAL_ID, List::texts("key", plain)),
        (BY_EMAIL, List::texts("key", keys.emails.iter().map(String::as_str))),
        (BY_PHONE, List::texts("key", phones.iter().map(String::as_str))),
    ] {
        ids.extend(find(conn, account, text, list).await?);
    }
    let mut found = load(conn, account, ids.iter().copied().collect()).await?;
    let handed_on = phones_of_suspended(&found);
    let texts: Vec<String> = handed_on.iter().map(ToString::to_string).collect();
    let holders = find(conn, account, BY_PHONE, List::texts("key", texts.iter().map(String::as_str))).await?;
    let more: Vec<i64> = holders.into_iter().filter(|id| !ids.contains(id)).collect();
    found.extend(load(conn, account, more).await?);
    // Only by their id somebody is found who was cancelled, and they are in no snapshot.
    found.retain(|person| person.status != Status::Cancelled);
    found.sort_unstable_by_key(|person| person.id);
    let emails = elsewhere(conn, account, EMAILS_ELSEWHERE, keys.emails.iter().map(String::as_str)).await?;
    let asked: BTreeSet<&str> = phones.iter().chain(&texts).map(String::as_str).collect();
    let phones = elsewhere(conn, account, PHONES_ELSEWHERE, asked).await?;
    let mut phones: Vec<PhoneNumber> =
        phones.iter().filter_map(|phone| PhoneNumber::from_e164(phone)).collect();
    phones.sort_unstable();
    let actor = person_of(conn, account, actor).await?;
    Ok(People { found, actor, emails_elsewhere: emails, phones_elsewhere: phones })
}

/// The person of the account who acts, with their teams and territories.
pub(crate) async fn person_of(conn: &mut Conn, account: AccountId, actor: Actor) -> Result<Option<Person>> {
    let Some(id) = actor.person() else { return Ok(None) };
    Ok(load(conn, account, vec![id]).await?.pop())
}

/// What somebody may do now. Of the facts it looks only at the switch of the account, its teams and its territories.
pub async fn rights(conn: &mut Conn, account: AccountId, actor: Actor) -> Result<Rights> {
    let facts = facts(conn, account, "").await?;
    let me = person_of(conn, account, actor).await?;
    Ok(Rights::of(actor, me.as_ref(), &facts))
}

/// What somebody may do now, with the role that they have now and not the one they came with.
pub(crate) async fn rights_now(conn: &mut Conn, account: AccountId, actor: Actor) -> Result<Rights> {
    let Some(id) = actor.person() else { return rights(conn, account, actor).await };
    match person_of(conn, account, actor).await? {
        Some(me) if me.status == Status::Active => {
            rights(conn, account, Actor::Person { id, role: me.role }).await
        }
        _ => Err(Denied::NotAllowed.into()),
    }
}

/// Everybody within a reach who was not cancelled; ascending by id.
pub async fn people_within(conn: &mut Conn, account: AccountId, reach: &Reach) -> Result<Vec<Person>> {
    let mut ids = BTreeSet::new();
    for (text, field) in [(IN_TEAMS, Field::Teams), (IN_TERRITORIES, Field::Territories)] {
        ids.extend(find(conn, account, text, List::ints("key", reach.ids(field))).await?);
    }
    let mut people = load(conn, account, ids.into_iter().collect()).await?;
    people.retain(|person| person.status != Status::Cancelled);
    Ok(people)
}

fn phones_of_suspended(people: &[Person]) -> BTreeSet<PhoneNumber> {
    people
        .iter()
        .filter(|person| person.status == Status::Suspended)
        .filter_map(|person| person.phone)
        .collect()
}

/// A statement that joins a list of keys: what is read, from which table on which condition. `{list}` is the list.
const BY_EXTERNAL_ID: &str = "SELECT users.id AS found FROM {list} CROSS JOIN users \
    WHERE users.account_id = $1 AND ltrim(users.external_id, '0') = list.key \
    AND users.status <> 'Cancelled' AND users.external_id IS NOT NULL";
const BY_EMAIL: &str = "SELECT users.id AS found FROM {list} CROSS JOIN users \
    WHERE users.account_id = $1 AND users.email = list.key AND users.status <> 'Cancelled'";
const BY_PHONE: &str = "SELECT users.id AS found FROM {list} CROSS JOIN users \
    WHERE users.account_id = $1 AND users.phone = list.key AND users.status <> 'Cancelled' AND users.phone IS NOT NULL";
const IN_TEAMS: &str = "SELECT user_id AS found FROM user_teams WHERE account_id = $1 \
    AND team_id IN (SELECT list.key FROM {list})";
const IN_TERRITORIES: &str = "SELECT user_id AS found FROM user_territories WHERE account_id = $1 \
    AND territory_id IN (SELECT list.key FROM {list})";
const EMAILS_ELSEWHERE: &str = "SELECT users.email AS found FROM {list} CROSS JOIN users \
    WHERE users.email = list.key AND users.status IN ('Active', 'Suspended') AND users.account_id <> $1";
const PHONES_ELSEWHERE: &str = "SELECT users.phone AS found FROM {list} CROSS JOIN users \
    WHERE users.phone = list.key AND users.status = 'Active' AND users.account_id <> $1";
const PEOPLE: &str = "SELECT users.id, version, first_name, last_name, email, phone, role, access, external_id, status \
    FROM {list} CROSS JOIN users WHERE users.id = list.key AND users.account_id = $1 ORDER BY users.id";
const TEAMS: &str = "SELECT user_id, team_id AS group_id FROM {list} CROSS JOIN user_teams AS one \
    WHERE one.account_id = $1 AND one.user_id = list.key ORDER BY user_id, team_id";
const TERRITORIES: &str = "SELECT user_id, territory_id AS group_id FROM {list} CROSS JOIN user_territories AS one \
    WHERE one.account_id = $1 AND one.user_id = list.key ORDER BY user_id, territory_id";

/// Reads what a list of keys finds in an account.
async fn joined<T>(
    conn: &mut Conn,
    account: AccountId,
    text: &'static str,
    list: List,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    if list.len() == 0 {
        return Ok(Vec::new());
    }
    let engine = conn.engine();
    let statement = sql(text.replace("{list}", &list.source(engine, 2))).bind(account);
    list.bind(engine, statement).all(conn, read).await
}

async fn find(conn: &mut Conn, account: AccountId, text: &'static str, list: List) -> Result<Vec<i64>> {
    joined(conn, account, text, list, |row| row.get("found")).await
}

async fn elsewhere<'a>(
    conn: &mut Conn,
    account: AccountId,
    text: &'static str,
    keys: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>> {
    let mut found: Vec<String> =
        joined(conn, account, text, List::texts("key", keys), |row| row.get("found")).await?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Loads people by id, with their teams and territories; ascending.
pub(crate) async fn load(conn: &mut Conn, account: AccountId, ids: Vec<i64>) -> Result<Vec<Person>> {
    let list = List::ints("key", ids);
    let mut people = joined(conn, account, PEOPLE, list.clone(), person).await?;
    let mut teams = memberships(conn, account, TEAMS, list.clone()).await?;
    let mut territories = memberships(conn, account, TERRITORIES, list).await?;
    for person in &mut people {
        person.teams = teams.remove(&person.id).unwrap_or_default();
        person.territories = territories.remove(&person.id).unwrap_or_default();
    }
    Ok(people)
}

async fn memberships(
    conn: &mut Conn,
    account: AccountId,
    text: &'static str,
    list: List,
) -> Result<HashMap<i64, Vec<i64>>> {
    let mut groups: HashMap<i64, Vec<i64>> = HashMap::new();
    let pairs = joined(conn, account, text, list, |row| {
        Ok((row.get::<i64>("user_id")?, row.get::<i64>("group_id")?))
    });
    for (person, group) in pairs.await? {
        groups.entry(person).or_default().push(group);
    }
    Ok(groups)
}

fn person(row: &Row) -> Result<Person> {
    Ok(Person {
        id: row.get("id")?,
        version: row.get("version")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        role: row.get("role")?,
        access: row.get("access")?,
        teams: Vec::new(),
        territories: Vec::new(),
        external_id: row.get("external_id")?,
        status: row.get("status")?,
    })
}
