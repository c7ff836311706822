//! The two schemas are the same: tables, columns, kinds, nulls, defaults, primary keys and indexes, read from the texts
//! of the migrations, so that the test needs neither server.

use std::collections::BTreeMap;

const SQLITE: &str = include_str!("../../migrations/sqlite/0001_start.sql");
const POSTGRES: &str = include_str!("../../migrations/postgres/0001_start.sql");

/// Statements by their first words, one line each, without comments.
fn statements(text: &str) -> BTreeMap<String, String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let text = lines.join(" ");
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let statements = plain.split(';').map(str::trim).filter(|one| {
        one.starts_with("CREATE TABLE")
            || one.starts_with("CREATE INDEX")
            || one.starts_with("CREATE UNIQUE INDEX")
    });
    let name = |one: &str| one.split('(').next().unwrap().trim().to_owned();
    statements.map(|one| (name(one), one.to_owned())).collect()
}

/// What SQLite says, in PostgreSQL's words.
fn translated(sqlite: &str) -> String {
    sqlite
        .trim_end_matches(" STRICT, WITHOUT ROWID")
        .trim_end_matches(" STRICT")
        .replace("INTEGER NOT NULL CHECK (may_buy IN (0, 1))", "BOOLEAN NOT NULL")
        .replace(
            "INTEGER NOT NULL DEFAULT 0 CHECK (managers_import IN (0, 1))",
            "BOOLEAN NOT NULL DEFAULT FALSE",
        )
        .replace("INTEGER NOT NULL DEFAULT 1 CHECK (needs_phones IN (0, 1))", "BOOLEAN NOT NULL DEFAULT TRUE")
        .replace("INTEGER NOT NULL DEFAULT 0 CHECK (is_only IN (0, 1))", "BOOLEAN NOT NULL DEFAULT FALSE")
        .replace("INTEGER", "BIGINT")
        .replace("BLOB", "BYTEA")
}

#[test]
fn both_engines_have_the_same_tables_columns_and_indexes() {
    let mut sqlite = statements(SQLITE);
    let postgres = statements(POSTGRES);
    assert!(sqlite.remove("CREATE TABLE ids").is_some(), "PostgreSQL has a sequence in its place");
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    assert!(sqlite.len() > 40, "{}", sqlite.len());
    for (name, statement) in &postgres {
        assert_eq!(translated(&sqlite[name]), statement.replace(" COLLATE \"C\"", ""), "{name}");
    }
}
