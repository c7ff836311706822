//! Another name for a group, and another place in the tree.

use plan::authority::Act;
use plan::choices::Actor;
use plan::value::fold::fold;

use super::{Change, Kind, begin, branch, living, past};
use crate::audit;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::sql::sql;
use crate::time::Micros;

/// Gives a group another name. What it was called stays known, so that what was saved under that name finds it.
pub(crate) async fn rename<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    name: &str,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    let before = living::<K>(tx, account, group).await?;
    if before.name == name {
        return Ok(());
    }
    past::keep::<K>(tx, account, group, now).await?;
    sql(format!("UPDATE {} SET name = $3, folded = $4 WHERE id = $1 AND account_id = $2", K::TABLE))
        .bind(group)
        .bind(account)
        .bind(name)
        .bind(fold(name).into_owned())
        .run(tx)
        .await?;
    let detail = Change { before: Some(&before.name), after: Some(name), groups: Vec::new() };
    audit::add(tx, account, by, K::ACTIONS.renamed, Some(group.into()), &detail, now).await
}

/// Puts a group, with all below it, under another one or at the top. [`Error::Refused`] where that would put it below
/// itself.
pub(crate) async fn move_under<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    parent: Option<K::Id>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    let before = living::<K>(tx, account, group).await?;
    if before.parent == parent {
        return Ok(());
    }
    let mut names = [String::new(), String::new()];
    for (name, id) in names.iter_mut().zip([before.parent, parent]) {
        if let Some(id) = id {
            *name = living::<K>(tx, account, id).await?.name;
        }
    }
    if let Some(parent) = parent
        && branch::<K>(tx, account, group).await?.contains(&parent)
    {
        return Err(Error::Refused("nothing is moved below itself"));
    }
    past::keep::<K>(tx, account, group, now).await?;
    put_under::<K>(tx, account, group, parent).await?;
    let [old, new] = &names;
    let groups = before.parent.into_iter().chain(parent).map(Into::into).collect();
    let detail = Change { before: Some(old), after: Some(new), groups };
    audit::add(tx, account, by, K::ACTIONS.moved, Some(group.into()), &detail, now).await
}

/// Writes the parent of a group.
pub(super) async fn put_under<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    parent: Option<K::Id>,
) -> Result<()> {
    sql(format!("UPDATE {} SET parent_id = $3 WHERE id = $1 AND account_id = $2", K::TABLE))
        .bind(group)
        .bind(account)
        .bind(parent)
        .run(tx)
        .await?;
    Ok(())
}
