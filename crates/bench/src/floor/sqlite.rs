//! SQLite: prepared statements of rusqlite, one for each table, in one transaction.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};

use crate::Fallible;
use crate::measure::{Cost, peak, wall_seconds};

/// The new rows of one table.
struct New {
    table: String,
    columns: usize,
    rows: Vec<Vec<Value>>,
}

/// Writes the rows that `after` has and `before` has not into `before`.
pub fn write(before: &Path, after: &Path) -> Fallible<Cost> {
    let new = new_rows(before, after)?;
    let mut connection = Connection::open(before)?;
    // As the store opens its writer.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;",
    )?;
    let began = wall_seconds();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for rows in &new {
        insert(&transaction, rows)?;
    }
    transaction.commit()?;
    let cost = Cost { seconds: wall_seconds() - began, peak: peak()? };
    let count = |path: &Path| -> Fallible<i64> {
        Ok(Connection::open(path)?.query_row("SELECT count(*) FROM users", [], |row| row.get(0))?)
    };
    if count(before)? != count(after)? {
        return Err("the floor wrote other people than the apply".into());
    }
    Ok(cost)
}

fn insert(transaction: &Transaction<'_>, rows: &New) -> Fallible<()> {
    let places: Vec<String> = (1..=rows.columns).map(|at| format!("?{at}")).collect();
    let text = format!("INSERT INTO {} VALUES ({})", rows.table, places.join(", "));
    let mut statement = transaction.prepare(&text)?;
    for row in &rows.rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}

/// The rows of every table whose key is not there before, in the order in which the tables were made.
fn new_rows(before: &Path, after: &Path) -> Fallible<Vec<New>> {
    let connection = Connection::open(after)?;
    connection.execute("ATTACH ?1 AS before", [before.to_str().ok_or("an odd path")?])?;
    let names = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let tables: Vec<String> =
        connection.prepare(names)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut new = Vec::new();
    for table in tables {
        let of = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
        let key: Vec<String> =
            connection.prepare(of)?.query_map([&table], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if key.is_empty() {
            continue;
        }
        let key = key.join(", ");
        let text =
            format!("SELECT * FROM main.{table} WHERE ({key}) NOT IN (SELECT {key} FROM before.{table})");
        let mut statement = connection.prepare(&text)?;
        let columns = statement.column_count();
        let rows: Vec<Vec<Value>> = statement
            .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?
            .collect::<Result<_, _>>()?;
        if !rows.is_empty() {
            new.push(New { table, columns, rows });
        }
    }
    Ok(new)
}
