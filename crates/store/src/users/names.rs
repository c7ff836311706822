//! Names of people by their ids.

use crate::bulk::list::List;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, UserId};
use crate::sql::{Row, sql};

const NAMES: &str = "SELECT users.id, users.first_name, users.last_name FROM {list} CROSS JOIN users \
    WHERE users.id = list.id AND users.account_id = $1 ORDER BY users.id";

/// First and last names of people of an account, in the order of their ids. An id of nobody there is not in the answer.
pub async fn names(
    conn: &mut Conn,
    account: AccountId,
    ids: &[UserId],
) -> Result<Vec<(UserId, String, String)>> {
    let engine = conn.engine();
    let list = List::ints("id", ids.iter().map(|id| id.0).collect());
    let statement = sql(NAMES.replace("{list}", &list.source(engine, 2))).bind(account);
    let read = |row: &Row| Ok((row.get("id")?, row.get("first_name")?, row.get("last_name")?));
    list.bind(engine, statement).all(conn, read).await
}
