//! The audit log: who did what, when, from where. Rows are only ever added; the database refuses anything else, but for taking
//! out where somebody was who is erased.

use plan::choices::Actor;
use plan::snapshot::Role;
use serde::Serialize;

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, UserId};
use crate::sql::{Row, Sql, actor_json, sql};
use crate::time::Micros;

/// An entry of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id: what was done later has a larger one.
    pub id: i64,
    /// Who did it.
    pub actor: Actor,
    /// What was done, dotted: `import.applied`.
    pub action: String,
    /// The id of what it was done to, if one.
    pub subject: Option<i64>,
    /// More about it, as JSON; ids and numbers, no values of cells.
    pub detail: String,
    /// Where the request came from: none at the command line and by the worker, and of people who were erased.
    pub address: Option<String>,
    /// When it was done.
    pub at: Micros,
}

/// Adds an entry. `detail` is kept as JSON. Where it came from, the transaction knows: [`Tx::coming_from`].
pub async fn add(
    tx: &mut Tx,
    account: AccountId,
    actor: &Actor,
    action: &'static str,
    subject: Option<i64>,
    detail: &impl Serialize,
    now: Micros,
) -> Result<()> {
    let id = ids::one(tx).await?;
    let detail = serde_json::to_string(detail).map_err(|error| Error::Damaged(error.to_string()))?;
    let address = tx.address().map(|address| address.to_string());
    sql("INSERT INTO audit (id, account_id, actor, action, subject_id, detail, address, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(account)
    .bind(actor_json(actor)?)
    .bind(action)
    .bind(subject)
    .bind(detail)
    .bind(address)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Whose entries are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// What a person did, whatever their role was then, and what was done to them.
    Person(UserId),
    /// What was done at the command line.
    Operator,
    /// What was done on the word of the payment service.
    Service,
}

/// Which entries are listed: those that fit all that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of these actions; of all where there is none.
    pub actions: Vec<String>,
    /// By or about somebody.
    pub whose: Option<Whose>,
    /// Not before this.
    pub since: Option<Micros>,
    /// Before this.
    pub until: Option<Micros>,
}

/// Which part of the list is wanted. It goes by ids and not by numbers of entries, so that it stays the same part while entries
/// are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The newest.
    Newest,
    /// The newest of those that are older than an entry.
    OlderThan(i64),
    /// The oldest of those that are newer than an entry.
    NewerThan(i64),
}

/// At most so many entries of an account that fit a filter; the newest first, whichever part it is.
pub async fn list(
    conn: &mut Conn,
    account: AccountId,
    filter: &Filter,
    part: Part,
    most: u32,
) -> Result<Vec<Entry>> {
    let (after, before) = match part {
        Part::Newest => (i64::MIN, i64::MAX),
        Part::OlderThan(id) => (i64::MIN, id),
        Part::NewerThan(id) => (id, i64::MAX),
    };
    let newer = matches!(part, Part::NewerThan(_));
    let (actors, subject) = whose(filter)?;
    let (actions, first) = (filter.actions.len(), 7);
    let of = if actions == 0 { String::new() } else { format!(" AND {}", among("action", first, actions)) };
    let by = filter.whose.map(|_| {
        let (first, last) = (first + actions, first + actions + actors.len());
        let own = among("actor", first, actors.len());
        format!(" AND ({own} OR subject_id = ${last} OR subject_id IN ({IMPORTS_OF} ${last}))")
    });
    let by = by.unwrap_or_default();
    let text = format!(
        "{SELECT} WHERE account_id = $1 AND id > $2 AND id < $3 AND created_at >= $4 AND created_at < $5{of}{by} \
         ORDER BY id {} LIMIT $6",
        if newer { "ASC" } else { "DESC" }
    );
    let statement: Sql<'_> = sql(text)
        .bind(account)
        .bind(after)
        .bind(before)
        .bind(filter.since.map_or(i64::MIN, |since| since.0))
        .bind(filter.until.map_or(i64::MAX, |until| until.0))
        .bind(most)
        .bind_all(&filter.actions)
        .bind_all(&actors);
    let statement = if filter.whose.is_some() { statement.bind(subject) } else { statement };
    let mut entries = statement.all(conn, read).await?;
    if newer {
        entries.reverse();
    }
    Ok(entries)
}

/// What was done to somebody by an import or a form is an entry about that import.
const IMPORTS_OF: &str = "SELECT import_id FROM outcomes WHERE fate IN ('create', 'update') AND person_id =";

/// `column IN ($7, $8)`: so many places, from the first on.
fn among(column: &str, first: usize, number: usize) -> String {
    let places: Vec<String> = (first..).take(number).map(|place| format!("${place}")).collect();
    format!("{column} IN ({})", places.join(", "))
}

/// The actors that a filter names, as they are kept, and the subject.
fn whose(filter: &Filter) -> Result<(Vec<String>, Option<i64>)> {
    Ok(match filter.whose {
        None => (Vec::new(), None),
        Some(Whose::Person(user)) => (in_any_role(user)?, Some(user.0)),
        Some(Whose::Operator) => (vec![actor_json(&Actor::Operator)?], None),
        Some(Whose::Service) => (vec![actor_json(&Actor::Service)?], None),
    })
}

/// A person as entries name who acted: with the role of then.
fn in_any_role(user: UserId) -> Result<Vec<String>> {
    Role::ALL.into_iter().map(|role| actor_json(&Actor::Person { id: user.0, role })).collect()
}

/// Takes out of the log of an account where a person was who is erased. What they did stays, by their id.
pub(crate) async fn forget_addresses(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    for actor in in_any_role(user)? {
        sql("UPDATE audit SET address = NULL WHERE account_id = $1 AND actor = $2 AND address IS NOT NULL")
            .bind(account)
            .bind(actor)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// The newest entries of an account, the newest first.
pub async fn newest(conn: &mut Conn, account: AccountId, most: u32) -> Result<Vec<Entry>> {
    list(conn, account, &Filter::default(), Part::Newest, most).await
}

/// The newest entries about the billing of an account that are older than one, or the newest of all; the newest first.
pub(crate) async fn of_billing(
    conn: &mut Conn,
    account: AccountId,
    older_than: Option<i64>,
    most: u32,
) -> Result<Vec<Entry>> {
    sql(format!(
        "{SELECT} WHERE account_id = $1 AND action LIKE 'billing.%' AND id < $2 ORDER BY id DESC LIMIT $3"
    ))
    .bind(account)
    .bind(older_than.unwrap_or(i64::MAX))
    .bind(most)
    .all(conn, read)
    .await
}

const SELECT: &str = "SELECT id, actor, action, subject_id, detail, address, created_at FROM audit";

fn read(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.get("id")?,
        actor: row.json("actor")?,
        action: row.get("action")?,
        subject: row.get("subject_id")?,
        detail: row.get("detail")?,
        address: row.get("address")?,
        at: row.get("created_at")?,
    })
}
