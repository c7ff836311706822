//! What a list of people says of their invitations: only what somebody should look at.

use std::fmt::Write as _;

use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, UserId};
use crate::sql::{placeholders, sql};
use crate::time::Micros;

use super::stage::Stage;

/// How many invitations of an account somebody should look at. Each still holds a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// Those whose link has lapsed.
    pub lapsed: u32,
    /// Those that came back on a channel.
    pub failed: u32,
    /// Those that were sent a week ago or longer, or are in the Outbox for as long.
    pub late: u32,
    /// Those that nobody has released.
    pub held: u32,
}

/// How many invitations of an account somebody should look at.
pub async fn attention(conn: &mut Conn, account: AccountId, now: Micros) -> Result<Attention> {
    let text = format!(
        "SELECT count(CASE WHEN {} THEN 1 END) AS lapsed, count(CASE WHEN {} THEN 1 END) AS failed, \
         count(CASE WHEN {} THEN 1 END) AS late, count(CASE WHEN {} THEN 1 END) AS held \
         FROM invites i WHERE i.account_id = $1 AND {}",
        Stage::Lapsed.condition().replace('?', "$2"),
        Stage::Failed.condition(),
        Stage::Late.condition().replace('?', "$2"),
        Stage::Held.condition(),
        Stage::NotJoined.condition()
    );
    sql(text)
        .bind(account)
        .bind(now)
        .one(conn, "account", |row| {
            Ok(Attention {
                lapsed: row.get("lapsed")?,
                failed: row.get("failed")?,
                late: row.get("late")?,
                held: row.get("held")?,
            })
        })
        .await
}

/// Those of a few people to whom nothing is sent, or whose invitation lapsed, came back or is held, and which of these it is,
/// ascending by person; for the lines of a list.
pub async fn notable(
    conn: &mut Conn,
    account: AccountId,
    people: &[UserId],
    now: Micros,
) -> Result<Vec<(UserId, Stage)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let stages = [Stage::Stopped, Stage::Lapsed, Stage::Failed, Stage::Held];
    let mut cases = String::new();
    for stage in stages {
        let condition = stage.condition().replace('?', "$2");
        let _ = write!(cases, " WHEN {condition} THEN '{}'", stage.as_str());
    }
    let text = format!(
        "SELECT i.user_id, CASE{cases} ELSE '' END AS stage FROM invites i WHERE i.account_id = $1 \
         AND i.user_id IN ({}) ORDER BY i.user_id",
        placeholders(3, people.len())
    );
    let mut statement = sql(text).bind(account).bind(now);
    for user in people {
        statement = statement.bind(*user);
    }
    let found = statement.all(conn, |row| Ok((row.get("user_id")?, row.get::<String>("stage")?))).await?;
    Ok(found.into_iter().filter_map(|(user, word)| Some((user, Stage::of(&word)?))).collect())
}
