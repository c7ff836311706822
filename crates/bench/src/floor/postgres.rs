//! PostgreSQL: binary COPY, one for each table, in one transaction.

use sqlx::postgres::{PgConnection, PgPoolCopyExt as _};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgPool, Row as _};

use crate::Fallible;
use crate::measure::{Cost, peak, wall_seconds};

/// Tables of which an apply changes a row that was there before.
const CHANGED: [&str; 3] = ["accounts", "imports", "status_days"];

/// Writes the rows that transactions after `since` have put into the database `after` into the database `before`.
pub async fn write(before: &str, after: &str, since: i64) -> Fallible<Cost> {
    let new = new_rows(after, since).await?;
    let mut connection = PgConnection::connect(before).await?;
    connection.execute("CHECKPOINT").await?;
    let began = wall_seconds();
    let mut transaction = connection.begin().await?;
    for (table, bytes) in &new {
        let mut copy = transaction.copy_in_raw(&format!("COPY {table} FROM STDIN (FORMAT binary)")).await?;
        copy.send(bytes.as_slice()).await?;
        copy.finish().await?;
    }
    transaction.commit().await?;
    let cost = Cost { seconds: wall_seconds() - began, peak: peak()? };
    if people(before).await? != people(after).await? {
        return Err("the floor wrote other people than the apply".into());
    }
    Ok(cost)
}

async fn people(database: &str) -> Fallible<i64> {
    let mut connection = PgConnection::connect(database).await?;
    Ok(connection.fetch_one("SELECT count(*) FROM users").await?.try_get(0)?)
}

/// The number of a transaction of a database; those that come later have higher ones.
pub async fn transaction(database: &str) -> Fallible<i64> {
    let mut connection = PgConnection::connect(database).await?;
    let number = connection.fetch_one("SELECT txid_current()").await?.try_get(0)?;
    connection.execute("CHECKPOINT").await?;
    connection.close().await?;
    Ok(number)
}

/// Makes a database anew from another one that nobody has open.
pub async fn make(server: &str, name: &str, template: &str) -> Fallible<()> {
    let mut connection = PgConnection::connect(server).await?;
    for text in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE {template}"),
    ] {
        connection.execute(AssertSqlSafe(text)).await?;
    }
    connection.close().await?;
    Ok(())
}

/// The new rows of every table as COPY writes them, in the order in which the tables were made.
async fn new_rows(database: &str, since: i64) -> Fallible<Vec<(String, Vec<u8>)>> {
    let pool = PgPool::connect(database).await?;
    let names = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
                 ORDER BY oid";
    let mut new = Vec::new();
    for row in pool.fetch_all(names).await? {
        let table: String = row.try_get(0)?;
        let fresh = format!("FROM {table} WHERE xmin::text::bigint > {since}");
        let count: i64 =
            pool.fetch_one(AssertSqlSafe(format!("SELECT count(*) {fresh}"))).await?.try_get(0)?;
        if count == 0 || CHANGED.contains(&table.as_str()) {
            continue;
        }
        let mut bytes = Vec::new();
        let mut out =
            pool.copy_out_raw(&format!("COPY (SELECT * {fresh}) TO STDOUT (FORMAT binary)")).await?;
        while let Some(piece) = std::future::poll_fn(|context| out.as_mut().poll_next(context)).await {
            bytes.extend_from_slice(&piece?);
        }
        drop(out);
        new.push((table, bytes));
    }
    Ok(new)
}
