//! Lists of people: searched, filtered and in parts; counts; and all of them for an export.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plan::authority::Reach;
use plan::field::Field;
use plan::snapshot::{Role, Status};

use super::{COLUMNS, User, add_memberships, read};
use crate::bulk::list::List;
use crate::db::{Conn, Engine};
use crate::error::Result;
use crate::ids::{AccountId, ImportId, TeamId, TerritoryId, UserId};
use crate::invitations::Stage;
use crate::page::{Listed, Page};
use crate::search;
use crate::sql::{Sql, sql};
use crate::time::Micros;

/// Which people are wanted; what is not set, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of a name, e-mail, phone or external id, each of which has to be in there somewhere.
    pub search: String,
    /// Only people with this status; without it everybody who was not cancelled. Those who were erased are in no list.
    pub status: Option<Status>,
    /// Only people with this role.
    pub role: Option<Role>,
    /// Only people who are in this team themselves.
    pub team: Option<TeamId>,
    /// Only people who are in this territory themselves.
    pub territory: Option<TerritoryId>,
    /// Only people whom this import created or changed.
    pub import: Option<ImportId>,
    /// Only people whose invitation stands here, at a time.
    pub invitation: Option<(Stage, Micros)>,
    /// Only people who were last here at such a time.
    pub seen: Option<Seen>,
    /// Only people in one of these teams and territories: of a Manager, the reach.
    pub within: Option<Within>,
}

/// When somebody was last here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Never: they have not joined, or not signed in since this is written down.
    Never,
    /// Before a time, and not since.
    Before(Micros),
}

/// Teams and territories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// Ids of teams.
    pub teams: Vec<i64>,
    /// Ids of territories.
    pub territories: Vec<i64>,
}

impl Within {
    /// What a Manager reaches.
    pub fn of(reach: &Reach) -> Self {
        Self { teams: reach.ids(Field::Teams), territories: reach.ids(Field::Territories) }
    }

    fn lists(&self) -> [List; 2] {
        [List::ints("key", self.teams.clone()), List::ints("key", self.territories.clone())]
    }
}

/// How many people of an account there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invited people.
    pub invited: u32,
    /// Active people.
    pub active: u32,
    /// Suspended people.
    pub suspended: u32,
    /// Cancelled people, those who were erased aside.
    pub cancelled: u32,
    /// Active Admins.
    pub active_admins: u32,
}

impl Counts {
    /// The number of one status.
    pub const fn of(&self, status: Status) -> u32 {
        match status {
            Status::Invited => self.invited,
            Status::Active => self.active,
            Status::Suspended => self.suspended,
            Status::Cancelled => self.cancelled,
        }
    }

    /// Everybody who was not cancelled.
    pub const fn people(&self) -> u32 {
        self.invited + self.active + self.suspended
    }

    /// Seats in use: invited and active people.
    pub const fn seats_used(&self) -> u32 {
        self.invited + self.active
    }
}

/// A part of the people of an account that a filter lets through, by last and first name.
pub async fn list(conn: &mut Conn, account: AccountId, filter: &Filter, page: Page) -> Result<Listed<User>> {
    let patterns = search::patterns(&filter.search);
    let (condition, next) = condition(conn.engine(), filter, &patterns);
    let total =
        filter.bind(sql(format!("SELECT COUNT(*) FROM users u WHERE {condition}")), conn, account, &patterns);
    let total = total.value(conn).await?;
    // Only ids are sorted, not whole people: what a late page costs is mostly that.
    let text = format!(
        "SELECT {COLUMNS} FROM users u WHERE u.id IN (SELECT u.id FROM users u WHERE {condition} \
         ORDER BY u.search, u.id LIMIT ${next} OFFSET ${}) ORDER BY u.search, u.id",
        next + 1
    );
    let statement = filter.bind(sql(text), conn, account, &patterns);
    let people = statement.bind(page.limit).bind(page.offset).all(conn, read).await?;
    let rows = add_memberships(conn, account, people).await?;
    Ok(Listed { rows, total: u32::try_from(total).unwrap_or(u32::MAX) })
}

/// The ids of everybody whom a filter lets through, in the order of the list.
pub async fn ids(conn: &mut Conn, account: AccountId, filter: &Filter) -> Result<Vec<UserId>> {
    let patterns = search::patterns(&filter.search);
    let (condition, _) = condition(conn.engine(), filter, &patterns);
    let text = format!("SELECT u.id FROM users u WHERE {condition} ORDER BY u.search, u.id");
    filter.bind(sql(text), conn, account, &patterns).all(conn, |row| row.get("id")).await
}

/// Some people of the account, in the order of their ids in `ids`; who is not of the account is not in the answer.
pub async fn some(conn: &mut Conn, account: AccountId, ids: &[UserId]) -> Result<Vec<User>> {
    let engine = conn.engine();
    let list = List::ints("key", ids.iter().map(|id| id.0).collect());
    let text = format!(
        "SELECT {COLUMNS} FROM {} CROSS JOIN users u WHERE u.id = list.key AND u.account_id = $1",
        list.source(engine, 2)
    );
    let people = list.bind(engine, sql(text).bind(account)).all(conn, read).await?;
    let people = add_memberships(conn, account, people).await?;
    let mut known: BTreeMap<UserId, User> = people.into_iter().map(|user| (user.id, user)).collect();
    Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
}

/// The condition of a filter, and the number of the next placeholder. Its values are those of [`Filter::bind`].
fn condition(engine: Engine, filter: &Filter, patterns: &[String]) -> (String, usize) {
    let mut text = format!("u.account_id = $1{}", search::condition("u.search", patterns, 2));
    let mut next = patterns.len() + 2;
    let mut add = |condition: &str| {
        let placeholder = format!("${next}");
        next += usize::from(condition.contains('?'));
        let _ = write!(text, " AND {}", condition.replace('?', &placeholder));
    };
    if filter.status.is_some() {
        add("u.status = ?");
    }
    if filter.status == Some(Status::Cancelled) {
        // Who was erased is kept among them, without an address.
        add("u.email <> ''");
    }
    if filter.role.is_some() {
        add("u.role = ?");
    }
    if filter.team.is_some() {
        add("u.id IN (SELECT user_id FROM user_teams WHERE account_id = $1 AND team_id = ?)");
    }
    if filter.territory.is_some() {
        add("u.id IN (SELECT user_id FROM user_territories WHERE account_id = $1 AND territory_id = ?)");
    }
    if filter.import.is_some() {
        add("u.id IN (SELECT person_id FROM outcomes WHERE import_id = ? AND fate IN ('create', 'update'))");
    }
    if let Some((stage, _)) = filter.invitation {
        let people =
            format!("SELECT i.user_id FROM invites i WHERE i.account_id = $1 AND {}", stage.condition());
        add(&format!("u.id IN ({people})"));
    }
    match filter.seen {
        Some(Seen::Never) => add("u.last_seen_at IS NULL"),
        Some(Seen::Before(_)) => add("u.last_seen_at < ?"),
        None => {}
    }
    if let Some(within) = &filter.within {
        let [teams, territories] = within.lists();
        let _ = write!(
            text,
            " AND (u.id IN (SELECT user_id FROM user_teams WHERE account_id = $1 AND team_id IN (SELECT list.key FROM {})) \
             OR u.id IN (SELECT user_id FROM user_territories WHERE account_id = $1 \
             AND territory_id IN (SELECT list.key FROM {})))",
            teams.source(engine, next),
            territories.source(engine, next + 1)
        );
        next += 2;
    }
    if filter.status.is_none() {
        // Spelled out, this goes through an index whose rows lie in the order of the table: six times as fast.
        text.push_str(" AND u.status IN ('Invited', 'Active', 'Suspended')");
    }
    (text, next)
}

impl Filter {
    fn bind<'a>(
        &self,
        statement: Sql<'a>,
        conn: &Conn,
        account: AccountId,
        patterns: &'a [String],
    ) -> Sql<'a> {
        let mut statement = statement.bind(account).bind_all(patterns);
        if let Some(status) = self.status {
            statement = statement.bind(status);
        }
        if let Some(role) = self.role {
            statement = statement.bind(role);
        }
        if let Some(team) = self.team {
            statement = statement.bind(team);
        }
        if let Some(territory) = self.territory {
            statement = statement.bind(territory);
        }
        if let Some(import) = self.import {
            statement = statement.bind(import);
        }
        if let Some((_, now)) = self.invitation.filter(|(stage, _)| stage.asks_time()) {
            statement = statement.bind(now);
        }
        if let Some(Seen::Before(time)) = self.seen {
            statement = statement.bind(time);
        }
        for list in self.within.iter().flat_map(Within::lists) {
            statement = list.bind(conn.engine(), statement);
        }
        statement
    }
}

/// How many people there are by status.
pub async fn counts(conn: &mut Conn, account: AccountId) -> Result<Counts> {
    let rows: Vec<(Status, Role, u32)> =
        sql("SELECT status, role, COUNT(*) AS people FROM users WHERE account_id = $1 GROUP BY status, role")
            .bind(account)
            .all(conn, |row| Ok((row.get("status")?, row.get("role")?, row.get("people")?)))
            .await?;
    let erased =
        sql("SELECT COUNT(*) FROM users WHERE account_id = $1 AND status = 'Cancelled' AND email = ''")
            .bind(account)
            .value(conn)
            .await?;
    let mut counts = Counts::default();
    for (status, role, people) in rows {
        match status {
            Status::Invited => counts.invited += people,
            Status::Active => counts.active += people,
            Status::Suspended => counts.suspended += people,
            Status::Cancelled => counts.cancelled += people,
        }
        if (status, role) == (Status::Active, Role::Admin) {
            counts.active_admins += people;
        }
    }
    counts.cancelled = counts.cancelled.saturating_sub(u32::try_from(erased).unwrap_or(u32::MAX));
    Ok(counts)
}

/// Everybody who was not cancelled, by e-mail, in parts: `after` is the e-mail of the last one of the part before. All
/// parts from one view of the database belong together, however long reading them takes.
pub async fn export(
    conn: &mut Conn,
    account: AccountId,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<User>> {
    let text = format!(
        "SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.email > $2 AND u.status <> 'Cancelled' \
         ORDER BY u.email LIMIT $3"
    );
    let people = sql(text).bind(account).bind(after.unwrap_or("")).bind(limit).all(conn, read).await?;
    add_memberships(conn, account, people).await
}
