//! Groups that are put away, with what is below them, and brought back.

use plan::authority::Act;
use plan::choices::Actor;

use super::{Change, Kind, begin, branch, get, living, with_branch};
use crate::audit;
use crate::db::{Conn, Tx};
use crate::departures::{self, Left};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::{Row, sql};
use crate::time::Micros;

/// What archiving a group would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// How many groups are below it and would be archived with it.
    pub below: u32,
    /// How many people, the cancelled aside, are in it or in one of these.
    pub people: u32,
    /// How many of them have Limited access and would be in no territory, so that they see no record.
    pub without: u32,
}

/// A group that is archived, or was merged into another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived<Id> {
    /// The id.
    pub id: Id,
    /// The name as people wrote it.
    pub name: String,
    /// The parent, if any.
    pub parent: Option<Id>,
    /// When it was archived or merged.
    pub at: Micros,
    /// The group that it was merged into.
    pub merged_into: Option<Id>,
}

/// What archiving a group would do.
pub(crate) async fn leaving<K: Kind>(conn: &mut Conn, account: AccountId, group: K::Id) -> Result<Leaving> {
    living::<K>(conn, account, group).await?;
    let (members, column) = (K::MEMBERS, K::COLUMN);
    // Who is in one that remains goes on to see the records of that.
    let blind = format!(
        "access = 'Limited' AND NOT EXISTS (SELECT 1 FROM {members} AS one WHERE one.account_id = $1 \
         AND one.user_id = users.id AND one.{column} NOT IN (SELECT id FROM branch))"
    );
    let blind = if K::SHOWS_RECORDS { blind.as_str() } else { "1 = 0" };
    let text = format!(
        "{branch}SELECT COUNT(*) AS people, COUNT(*) FILTER (WHERE {blind}) AS without, \
         (SELECT COUNT(*) - 1 FROM branch) AS below FROM users WHERE account_id = $1 AND status <> 'Cancelled' \
         AND id IN (SELECT user_id FROM {members} WHERE account_id = $1 AND {column} IN (SELECT id FROM branch))",
        branch = with_branch::<K>()
    );
    let read = |row: &Row| {
        Ok(Leaving { below: row.get("below")?, people: row.get("people")?, without: row.get("without")? })
    };
    sql(text).bind(account).bind(group).one(conn, "answer", read).await
}

/// Archives a group and all below it, and takes everybody out of them. `seen` is how many people were said to be in them:
/// [`Error::Stale`] where it is another number by now.
pub(crate) async fn archive<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    seen: u32,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    let found = living::<K>(tx, account, group).await?;
    if leaving::<K>(tx, account, group).await?.people != seen {
        return Err(Error::Stale(K::WORD));
    }
    let groups = branch::<K>(tx, account, group).await?;
    empty::<K>(tx, account, group, (by, now)).await?;
    let text = format!(
        "{}UPDATE {} SET archived_at = $3 WHERE account_id = $1 AND id IN (SELECT id FROM branch)",
        with_branch::<K>(),
        K::TABLE
    );
    sql(text).bind(account).bind(group).bind(now).run(tx).await?;
    let groups = groups.into_iter().filter(|one| *one != group).map(Into::into).collect();
    let detail = Change { before: Some(&found.name), after: None, groups };
    audit::add(tx, account, by, K::ACTIONS.archived, Some(group.into()), &detail, now).await
}

/// Takes everybody out of a group and of all below it; each of them has changed once.
async fn empty<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    (by, now): (&Actor, Micros),
) -> Result<()> {
    let (branch, members, column) = (with_branch::<K>(), K::MEMBERS, K::COLUMN);
    let left = Left { with: &branch, which: "IN (SELECT id FROM branch)", into: None };
    departures::keep::<K>(tx, account, group, left, (by, now)).await?;
    let changed = format!(
        "{branch}UPDATE users SET version = version + 1, updated_at = $3 WHERE account_id = $1 AND id IN \
         (SELECT user_id FROM {members} WHERE account_id = $1 AND {column} IN (SELECT id FROM branch))"
    );
    sql(changed).bind(account).bind(group).bind(now).run(tx).await?;
    let gone = format!(
        "{branch}DELETE FROM {members} WHERE account_id = $1 AND {column} IN (SELECT id FROM branch)"
    );
    sql(gone).bind(account).bind(group).run(tx).await?;
    Ok(())
}

/// Brings an archived group back with what was archived with it; nobody is in them. [`Error::Refused`] where the one above
/// it is archived, or where it was merged; a name that is in use by now is [`Error::Conflict`].
pub(crate) async fn restore<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    let found = get::<K>(tx, account, group).await?;
    let Some(at) = found.archived_at else { return Ok(()) };
    if found.merged_into.is_some() {
        return Err(Error::Refused("what was merged is part of another one and stays so"));
    }
    if let Some(parent) = found.parent
        && get::<K>(tx, account, parent).await?.archived_at.is_some()
    {
        return Err(Error::Refused("the one above it is archived, restore that first"));
    }
    let text = format!(
        "WITH RECURSIVE branch (id) AS (SELECT CAST($2 AS BIGINT) AS id UNION ALL SELECT below.id FROM branch \
         JOIN {table} AS below ON below.parent_id = branch.id WHERE below.account_id = $1 \
         AND below.archived_at = $3 AND below.merged_into IS NULL) \
         UPDATE {table} SET archived_at = NULL WHERE account_id = $1 AND id IN (SELECT id FROM branch) RETURNING id",
        table = K::TABLE
    );
    let back: Vec<K::Id> = sql(text).bind(account).bind(group).bind(at).all(tx, |row| row.get("id")).await?;
    let groups = back.into_iter().filter(|one| *one != group).map(Into::into).collect();
    let detail = Change { before: None, after: Some(&found.name), groups };
    audit::add(tx, account, by, K::ACTIONS.restored, Some(group.into()), &detail, now).await
}

/// Every group that is archived or was merged, the latest first.
pub(crate) async fn archived<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Vec<Archived<K::Id>>> {
    let text = format!(
        "SELECT id, name, parent_id, archived_at, merged_into FROM {} \
         WHERE account_id = $1 AND archived_at IS NOT NULL ORDER BY archived_at DESC, id",
        K::TABLE
    );
    sql(text)
        .bind(account)
        .all(conn, |row| {
            Ok(Archived {
                id: row.get("id")?,
                name: row.get("name")?,
                parent: row.get("parent_id")?,
                at: row.get("archived_at")?,
                merged_into: row.get("merged_into")?,
            })
        })
        .await
}
