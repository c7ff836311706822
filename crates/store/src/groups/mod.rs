//! What teams and territories have in common: named groups in a tree, with people in them.
//!
//! A group is never deleted: an archived one stays as a row, so that the history shows its name, and a merged one leads to
//! the group that has its people. Neither holds anybody, and nothing is offered of them. Where a group stood before is in
//! [`past`]. Whoever changes a group is asked for here, inside the transaction; start at [`change`].

pub(crate) mod archive;
pub(crate) mod change;
pub(crate) mod colour;
pub(crate) mod merge;
pub(crate) mod past;

use std::collections::BTreeMap;

use plan::authority::Act;
use plan::choices::Actor;
use plan::snapshot;
use plan::value::fold::fold;

pub use self::archive::{Archived, Leaving};
pub use self::colour::Colour;
use crate::accounts;
use crate::audit;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, ImportId};
use crate::sql::{Bind, Cell, Row, sql};
use crate::time::Micros;

/// The tables of a kind of group.
pub(crate) trait Kind {
    /// The newtype of its ids.
    type Id: Copy + Ord + Cell + for<'a> Bind<'a> + From<i64> + Into<i64>;
    /// The word for it.
    const WORD: &'static str;
    /// The table of the groups.
    const TABLE: &'static str;
    /// The table of who is in them.
    const MEMBERS: &'static str;
    /// The column of the group in that table.
    const COLUMN: &'static str;
    /// Where its colour is read from.
    const COLOUR: &'static str;
    /// Whether somebody with Limited access sees the records of those they are in, and none without one.
    const SHOWS_RECORDS: bool;
    /// What is written into the audit log.
    const ACTIONS: Actions;
}

/// The words of the audit log for what is done to a kind of group.
pub(crate) struct Actions {
    pub created: &'static str,
    pub renamed: &'static str,
    pub moved: &'static str,
    pub merged: &'static str,
    pub archived: &'static str,
    pub restored: &'static str,
}

/// A group as its row has it.
#[derive(Clone, Debug)]
pub(crate) struct Stored<Id> {
    pub id: Id,
    pub name: String,
    pub folded: String,
    pub parent: Option<Id>,
    pub archived_at: Option<Micros>,
    pub merged_into: Option<Id>,
}

fn stored<Id: Cell>(row: &Row) -> Result<Stored<Id>> {
    Ok(Stored {
        id: row.get("id")?,
        name: row.get("name")?,
        folded: row.get("folded")?,
        parent: row.get("parent_id")?,
        archived_at: row.get("archived_at")?,
        merged_into: row.get("merged_into")?,
    })
}

/// The columns that [`stored`] needs.
const COLUMNS: &str = "id, name, folded, parent_id, archived_at, merged_into";

/// A team or territory in its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<Id> {
    /// The id.
    pub id: Id,
    /// The name as people wrote it.
    pub name: String,
    /// The parent, if any.
    pub parent: Option<Id>,
    /// How many parents are above it.
    pub depth: u32,
    /// How many people who are invited, active or suspended are in it themselves.
    pub people: u32,
    /// The colour of a territory that has one.
    pub colour: Option<Colour>,
    /// The import that created it, if one did.
    pub created_by_import: Option<ImportId>,
}

/// Every group that is not archived in the order of the tree, brothers by folded name.
pub(crate) async fn tree<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<K::Id>>> {
    let text = format!(
        "SELECT g.id, g.name, g.parent_id, g.created_by_import, {colour} AS colour, COALESCE(inside.people, 0) AS people \
         FROM {table} g LEFT JOIN ( \
             SELECT m.{column} AS id, COUNT(*) AS people FROM {members} m JOIN users u ON u.id = m.user_id \
             WHERE m.account_id = $1 AND u.status <> 'Cancelled' GROUP BY m.{column} \
         ) inside ON inside.id = g.id \
         WHERE g.account_id = $1 AND g.archived_at IS NULL ORDER BY g.folded, g.id",
        colour = K::COLOUR,
        members = K::MEMBERS,
        column = K::COLUMN,
        table = K::TABLE,
    );
    let nodes = sql(text)
        .bind(account)
        .all(conn, |row| {
            Ok(Node {
                id: row.get("id")?,
                name: row.get("name")?,
                parent: row.get("parent_id")?,
                depth: 0,
                people: row.get("people")?,
                colour: row.get("colour")?,
                created_by_import: row.get("created_by_import")?,
            })
        })
        .await?;
    Ok(in_order(nodes))
}

/// Puts children below their parents. What no root reaches (which cannot be) would come last instead of getting lost.
fn in_order<Id: Copy + Ord>(nodes: Vec<Node<Id>>) -> Vec<Node<Id>> {
    let mut children: BTreeMap<Option<Id>, Vec<Node<Id>>> = BTreeMap::new();
    for node in nodes {
        children.entry(node.parent).or_default().push(node);
    }
    let mut ordered = Vec::new();
    let mut open: Vec<Node<Id>> = children.remove(&None).unwrap_or_default();
    open.reverse();
    while let Some(node) = open.pop() {
        let below = children.remove(&Some(node.id)).unwrap_or_default();
        open.extend(below.into_iter().rev().map(|child| Node { depth: node.depth + 1, ..child }));
        ordered.push(node);
    }
    ordered.extend(children.into_values().flatten());
    ordered
}

/// Every group that is not archived as planning sees it, by id.
pub(crate) async fn all<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    let text = format!(
        "SELECT id, name, parent_id FROM {} WHERE account_id = $1 AND archived_at IS NULL ORDER BY id",
        K::TABLE
    );
    sql(text)
        .bind(account)
        .all(conn, |row| {
            Ok(snapshot::Group { id: row.get("id")?, name: row.get("name")?, parent: row.get("parent_id")? })
        })
        .await
}

/// Takes the account's row, and asks whether whoever acts may do this, with the role they have now.
async fn begin(tx: &mut Tx, account: AccountId, act: Act<'_>, by: &Actor) -> Result<()> {
    accounts::take(tx, account).await?;
    let rights = crate::snapshot::rights_now(tx, account, *by).await?;
    Ok(plan::authority::may(&rights, act, None)?)
}

/// Creates a group.
pub(crate) async fn create<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<K::Id>,
    by: &Actor,
    now: Micros,
) -> Result<K::Id> {
    begin(tx, account, Act::CreateGroup, by).await?;
    if let Some(parent) = parent {
        require::<K>(tx, account, &[parent]).await?;
    }
    let number = ids::one(tx).await?;
    let id = K::Id::from(number);
    let text = format!(
        "INSERT INTO {} (id, account_id, name, folded, parent_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        K::TABLE
    );
    sql(text)
        .bind(id)
        .bind(account)
        .bind(name)
        .bind(fold(name).into_owned())
        .bind(parent)
        .bind(now)
        .run(tx)
        .await?;
    let detail =
        Change { before: None, after: Some(name), groups: parent.map(Into::into).into_iter().collect() };
    audit::add(tx, account, by, K::ACTIONS.created, Some(number), &detail, now).await?;
    Ok(id)
}

/// What the audit log keeps of a change: names or other values before and after, and the ids of other groups in it.
#[derive(serde::Serialize)]
struct Change<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<i64>,
}

/// A group of the account, archived or not.
pub(crate) async fn get<K: Kind>(conn: &mut Conn, account: AccountId, group: K::Id) -> Result<Stored<K::Id>> {
    sql(format!("SELECT {COLUMNS} FROM {} WHERE id = $1 AND account_id = $2", K::TABLE))
        .bind(group)
        .bind(account)
        .one(conn, K::WORD, stored)
        .await
}

/// A group that is not archived.
async fn living<K: Kind>(conn: &mut Conn, account: AccountId, group: K::Id) -> Result<Stored<K::Id>> {
    let found = get::<K>(conn, account, group).await?;
    if found.archived_at.is_some() { Err(Error::Stale(K::WORD)) } else { Ok(found) }
}

/// What a statement begins with that speaks of a group `$2` of the account `$1` and all that are below it and not archived:
/// they are called `branch`.
fn with_branch<K: Kind>() -> String {
    format!(
        "WITH RECURSIVE branch (id) AS (SELECT CAST($2 AS BIGINT) AS id UNION ALL SELECT below.id FROM branch \
         JOIN {} AS below ON below.parent_id = branch.id WHERE below.account_id = $1 AND below.archived_at IS NULL) ",
        K::TABLE
    )
}

/// A group and all that are below it and not archived, by id.
async fn branch<K: Kind>(conn: &mut Conn, account: AccountId, group: K::Id) -> Result<Vec<K::Id>> {
    let text = with_branch::<K>() + "SELECT id FROM branch ORDER BY id";
    sql(text).bind(account).bind(group).all(conn, |row| row.get("id")).await
}

/// Fails with [`Error::NotFound`] unless every group is one of the account that is not archived.
pub(crate) async fn require<K: Kind>(conn: &mut Conn, account: AccountId, groups: &[K::Id]) -> Result<()> {
    let text = format!(
        "SELECT COUNT(*) FROM {} WHERE id = $1 AND account_id = $2 AND archived_at IS NULL",
        K::TABLE
    );
    for group in groups {
        if sql(text.clone()).bind(*group).bind(account).value(conn).await? == 0 {
            return Err(Error::NotFound(K::WORD));
        }
    }
    Ok(())
}
