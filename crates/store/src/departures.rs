//! Whom archiving or merging took out of a team or territory: those people have changed, and no import says why.

use plan::choices::Actor;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::Kind;
use crate::ids::{AccountId, UserId};
use crate::sql::{actor_json, sql};
use crate::time::Micros;

/// That somebody is in a team or territory no more, because it is none any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The team or territory; ids come from one sequence.
    pub group: i64,
    /// What it became part of; none where it was archived.
    pub into: Option<i64>,
    /// When.
    pub at: Micros,
    /// Who archived or merged it.
    pub by: Actor,
}

/// What groups are left by whoever is in them.
pub(crate) struct Left<'a> {
    /// What the statement begins with: the branch of a group, where more than one group is left.
    pub with: &'a str,
    /// Which groups are left, of `$2`.
    pub which: &'a str,
    /// What they become part of.
    pub into: Option<i64>,
}

/// Writes down who is in some groups, before they are taken out.
pub(crate) async fn keep<K: Kind>(
    tx: &mut Tx,
    account: AccountId,
    group: K::Id,
    left: Left<'_>,
    (by, now): (&Actor, Micros),
) -> Result<()> {
    let (Left { with, which, into }, members, column) = (left, K::MEMBERS, K::COLUMN);
    let text = format!(
        "{with}INSERT INTO departures (account_id, user_id, group_id, into_id, at, actor) \
         SELECT account_id, user_id, {column}, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT) FROM {members} \
         WHERE account_id = $1 AND {column} {which} ON CONFLICT DO NOTHING"
    );
    sql(text).bind(account).bind(group).bind(into).bind(now).bind(actor_json(by)?).run(tx).await?;
    Ok(())
}

/// What a person was taken out of by archiving and merging, the latest first.
pub async fn of_person(conn: &mut Conn, account: AccountId, person: UserId) -> Result<Vec<Departure>> {
    sql("SELECT group_id, into_id, at, actor FROM departures WHERE account_id = $1 AND user_id = $2 \
         ORDER BY at DESC, COALESCE(into_id, 0), group_id")
    .bind(account)
    .bind(person)
    .all(conn, |row| {
        Ok(Departure {
            group: row.get("group_id")?,
            into: row.get("into_id")?,
            at: row.get("at")?,
            by: row.json("actor")?,
        })
    })
    .await
}
