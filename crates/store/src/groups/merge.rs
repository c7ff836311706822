//! One group becomes part of another: its people and what is below it follow, and its name stays known.

use plan::authority::Act;
use plan::choices::Actor;

use super::change::put_under;
use super::{COLUMNS, Change, Kind, Stored, begin, branch, living, past, stored};
use crate::audit;
use crate::db::Tx;
use crate::departures::{self, Left};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::sql;
use crate::time::Micros;

/// Merges a group into another. A group below it whose name stands under the other one already is merged into that;
/// the rest is moved. [`Error::Refused`] where the other one is the group itself or below it.
pub(crate) async fn merge<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    into: K::Id,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    let gone = living::<K>(tx, account, group).await?;
    let target = living::<K>(tx, account, into).await?;
    if branch::<K>(tx, account, group).await?.contains(&into) {
        return Err(Error::Refused("nothing is merged into itself or into what is below it"));
    }
    let mut open = vec![(gone, target)];
    while let Some((gone, target)) = open.pop() {
        take_people::<K>(tx, account, (gone.id, target.id), (by, now)).await?;
        // Before what is below it moves: one of these may have its name and need its place.
        let text = format!(
            "UPDATE {} SET archived_at = $3, merged_into = $4 WHERE id = $1 AND account_id = $2",
            K::TABLE
        );
        sql(text).bind(gone.id).bind(account).bind(now).bind(target.id).run(tx).await?;
        for child in children::<K>(tx, account, gone.id).await? {
            let twin = match child.archived_at {
                None => namesake::<K>(tx, account, target.id, &child).await?,
                Some(_) => None,
            };
            if let Some(twin) = twin {
                open.push((child, twin));
            } else {
                past::keep::<K>(tx, account, child.id, now).await?;
                put_under::<K>(tx, account, child.id, Some(target.id)).await?;
            }
        }
        let (before, after) = (Some(gone.name.as_str()), Some(target.name.as_str()));
        let detail = Change { before, after, groups: vec![target.id.into()] };
        audit::add(tx, account, by, K::ACTIONS.merged, Some(gone.id.into()), &detail, now).await?;
    }
    Ok(())
}

/// Everybody of one group is in the other one, once; each of them has changed.
async fn take_people<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    (from, to): (K::Id, K::Id),
    (by, now): (&Actor, Micros),
) -> Result<()> {
    let (members, column) = (K::MEMBERS, K::COLUMN);
    let left = Left { with: "", which: "= $2", into: Some(to.into()) };
    departures::keep::<K>(tx, account, from, left, (by, now)).await?;
    let changed = format!(
        "UPDATE users SET version = version + 1, updated_at = $3 WHERE account_id = $1 \
         AND id IN (SELECT user_id FROM {members} WHERE account_id = $1 AND {column} = $2)"
    );
    sql(changed).bind(account).bind(from).bind(now).run(tx).await?;
    let added = format!(
        "INSERT INTO {members} (account_id, user_id, {column}) \
         SELECT account_id, user_id, CAST($3 AS BIGINT) FROM {members} WHERE account_id = $1 AND {column} = $2 \
         ON CONFLICT DO NOTHING"
    );
    sql(added).bind(account).bind(from).bind(to).run(tx).await?;
    let taken = format!("DELETE FROM {members} WHERE account_id = $1 AND {column} = $2");
    sql(taken).bind(account).bind(from).run(tx).await?;
    Ok(())
}

/// What is directly below a group, archived or not; what was merged stays where it was.
async fn children<K: Kind>(tx: &mut Tx, account: AccountId, group: K::Id) -> Result<Vec<Stored<K::Id>>> {
    let text = format!(
        "SELECT {COLUMNS} FROM {} WHERE account_id = $1 AND parent_id = $2 AND merged_into IS NULL ORDER BY id",
        K::TABLE
    );
    sql(text).bind(account).bind(group).all(tx, stored).await
}

/// The group of the same name directly below another one.
async fn namesake<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    parent: K::Id,
    like: &Stored<K::Id>,
) -> Result<Option<Stored<K::Id>>> {
    let text = format!(
        "SELECT {COLUMNS} FROM {} WHERE account_id = $1 AND parent_id = $2 AND folded = $3 AND id <> $4 \
         AND archived_at IS NULL",
        K::TABLE
    );
    sql(text).bind(account).bind(parent).bind(&like.folded).bind(like.id).first(tx, stored).await
}
