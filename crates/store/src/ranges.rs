//! How many texts went to a range of numbers: somebody who is paid for texts to their own numbers asks for many of them.

use std::time::Duration;

use crate::db::Tx;
use crate::error::Result;
use crate::jobs::count;
use crate::sql::sql;
use crate::time::Micros;

/// Counts one more text to the numbers that begin with some digits, and answers how many there were within the window,
/// this one included. A window begins with its first text.
pub async fn add(tx: &mut Tx, digits: &str, window: Duration, now: Micros) -> Result<u32> {
    let counted = sql("INSERT INTO text_ranges (digits, began_at, count) VALUES ($1, $2, 1) \
                       ON CONFLICT (digits) DO UPDATE SET \
                       count = CASE WHEN text_ranges.began_at <= $3 THEN 1 ELSE text_ranges.count + 1 END, \
                       began_at = CASE WHEN text_ranges.began_at <= $3 THEN $2 ELSE text_ranges.began_at END \
                       RETURNING count")
    .bind(digits)
    .bind(now)
    .bind(now.before(window))
    .value(tx)
    .await?;
    Ok(count(counted))
}

/// Forgets the ranges whose window began before a time; says how many.
pub async fn forget(tx: &mut Tx, before: Micros) -> Result<u64> {
    sql("DELETE FROM text_ranges WHERE began_at < $1").bind(before).run(tx).await
}
