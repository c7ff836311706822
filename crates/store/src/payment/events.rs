//! What the payment service reports: each event once, and of whom it is. What an event says is believed by nobody; it only
//! makes somebody look.

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::AccountId;
use crate::sql::sql;
use crate::time::Micros;

/// The account that the service calls so.
pub async fn of_customer(conn: &mut Conn, customer: &str) -> Result<Option<AccountId>> {
    sql("SELECT account_id FROM payment_standing WHERE customer = $1")
        .bind(customer)
        .first(conn, |row| row.get("account_id"))
        .await
}

/// Remembers an event; `false` where it came before.
pub async fn is_new(tx: &mut Tx, event: &str, now: Micros) -> Result<bool> {
    let touched =
        sql("INSERT INTO payment_events (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
            .bind(event)
            .bind(now)
            .run(tx)
            .await?;
    Ok(touched == 1)
}

/// Forgets the events from before a time; says how many.
pub async fn forget(tx: &mut Tx, before: Micros) -> Result<u64> {
    sql("DELETE FROM payment_events WHERE created_at < $1").bind(before).run(tx).await
}
