//! Teams and territories that a plan creates, parents first.

use plan::plan::{NewGroup, Plan};
use plan::value::fold::fold;

use super::Order;
use super::record::{NewIds, id_of};
use crate::db::Tx;
use crate::error::Result;
use crate::ids;
use crate::sql::sql;
use crate::time::Micros;

/// Creates the groups of a plan and answers with their ids.
pub async fn create(tx: &mut Tx, plan: &Plan, order: &Order<'_>, now: Micros) -> Result<NewIds> {
    const TEAM: &str = "INSERT INTO teams (id, account_id, name, folded, parent_id, created_at, created_by_import) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    const TERRITORY: &str = "INSERT INTO territories (id, account_id, name, folded, parent_id, created_at, created_by_import) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    Ok(NewIds {
        teams: insert(tx, plan.new_teams(), TEAM, order, now).await?,
        territories: insert(tx, plan.new_territories(), TERRITORY, order, now).await?,
    })
}

async fn insert(
    tx: &mut Tx,
    groups: &[NewGroup],
    text: &'static str,
    order: &Order<'_>,
    now: Micros,
) -> Result<Vec<i64>> {
    let mut created = Vec::new();
    for (group, id) in groups.iter().zip(ids::take(tx, groups.len() as u32).await?) {
        sql(text)
            .bind(id)
            .bind(order.account)
            .bind(&group.name)
            .bind(fold(&group.name).into_owned())
            .bind(group.parent.and_then(|parent| id_of(parent, &created)))
            .bind(now)
            .bind(order.import)
            .run(tx)
            .await?;
        created.push(id);
    }
    Ok(created)
}
