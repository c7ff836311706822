//! What teams and territories have in common: named groups in a tree, with people in them.

use std::collections::BTreeMap;

use plan::snapshot;
use plan::value::fold::fold;

use crate::accounts;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, ImportId};
use crate::sql::{Bind, Cell, sql};
use crate::time::Micros;

/// The tables of a kind of group.
pub(crate) trait Kind {
    /// The newtype of its ids.
    type Id: Copy + Ord + Cell + for<'a> Bind<'a> + From<i64>;
    /// The word for it.
    const WORD: &'static str;
    /// The table of the groups.
    const TABLE: &'static str;
    /// The table of who is in them.
    const MEMBERS: &'static str;
    /// The column of the group in that table.
    const COLUMN: &'static str;
}

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
    /// The import that created it, if one did.
    pub created_by_import: Option<ImportId>,
}

/// Every group in the order of the tree, brothers by folded name.
pub(crate) async fn tree<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<K::Id>>> {
    let text = format!(
        "SELECT g.id, g.name, g.parent_id, g.created_by_import, COALESCE(inside.people, 0) AS people \
         FROM {table} g LEFT JOIN ( \
             SELECT m.{column} AS id, COUNT(*) AS people FROM {members} m JOIN users u ON u.id = m.user_id \
             WHERE m.account_id = $1 AND u.status <> 'Cancelled' GROUP BY m.{column} \
         ) inside ON inside.id = g.id \
         WHERE g.account_id = $1 ORDER BY g.folded, g.id",
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

/// Every group as planning sees it, by id.
pub(crate) async fn all<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    sql(format!("SELECT id, name, parent_id FROM {} WHERE account_id = $1 ORDER BY id", K::TABLE))
        .bind(account)
        .all(conn, |row| {
            Ok(snapshot::Group { id: row.get("id")?, name: row.get("name")?, parent: row.get("parent_id")? })
        })
        .await
}

/// Creates a group.
pub(crate) async fn create<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<K::Id>,
    now: Micros,
) -> Result<K::Id> {
    accounts::take(tx, account).await?;
    if let Some(parent) = parent {
        require::<K>(tx, account, &[parent]).await?;
    }
    let id = K::Id::from(ids::one(tx).await?);
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
    Ok(id)
}

/// Fails with [`Error::NotFound`] unless every group is one of the account.
pub(crate) async fn require<K: Kind>(conn: &mut Conn, account: AccountId, groups: &[K::Id]) -> Result<()> {
    let text = format!("SELECT COUNT(*) FROM {} WHERE id = $1 AND account_id = $2", K::TABLE);
    for group in groups {
        if sql(text.clone()).bind(*group).bind(account).value(conn).await? == 0 {
            return Err(Error::NotFound(K::WORD));
        }
    }
    Ok(())
}
