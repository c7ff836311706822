//! Every table of an account, read back as text, and nothing left out.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use store::{AccountId, Engine};

use crate::world;

/// A row by column; NULL is `None`.
pub type Line = BTreeMap<&'static str, Option<String>>;
/// Tables by name, rows in the order of their keys.
pub type Tables = BTreeMap<&'static str, Vec<Line>>;

/// Name, columns, condition (`$` is the account), order.
const TABLES: &[(&str, &[&str], &str, &str)] = &[
    (
        "accounts",
        &["id", "commitment", "bought", "revision", "country", "currency", "language"],
        "id = $",
        "id",
    ),
    (
        "users",
        &[
            "id",
            "version",
            "first_name",
            "last_name",
            "email",
            "phone",
            "role",
            "access",
            "external_id",
            "status",
            "search",
            "password_hash",
            "confirmed_phone",
            "session_epoch",
            "joined_at",
            "created_at",
            "updated_at",
            "created_by_import",
            "last_import",
        ],
        "account_id = $",
        "id",
    ),
    ("user_teams", &["user_id", "team_id"], "account_id = $", "user_id, team_id"),
    ("user_territories", &["user_id", "territory_id"], "account_id = $", "user_id, territory_id"),
    ("status_days", &["day", "invited", "active", "suspended", "cancelled"], "account_id = $", "day"),
    ("teams", GROUP, "account_id = $", "id"),
    ("territories", GROUP, "account_id = $", "id"),
    (
        "departures",
        &["user_id", "group_id", "into_id", "at", "actor"],
        "account_id = $",
        "user_id, group_id, at",
    ),
    ("former_names", &["id", "group_id", "name", "parent_id", "until"], "account_id = $", "id"),
    (
        "invites",
        &[
            "id",
            "user_id",
            "import_id",
            "generation",
            "#token_hash",
            "expires_at",
            "email_state",
            "email_next_at",
            "email_attempts",
            "email_sent_at",
            "text_state",
            "text_next_at",
            "text_attempts",
            "text_sent_at",
            "opened_at",
            "accepted_at",
            "cancelled_at",
            "asked_revision",
            "send_at",
            "created_at",
        ],
        "account_id = $",
        "user_id",
    ),
    (
        "notices",
        &["user_id", "import_id", "kind", "of_id", "channel", "address", "state", "next_at", "created_at"],
        "account_id = $",
        "user_id, channel",
    ),
    ("seat_changes", &["import_id", "paid_before", "paid_after", "created_at"], "account_id = $", "id"),
    ("one_time_links", &["#token_hash", "user_id", "expires_at", "used_at"], "account_id = $", "token_hash"),
    (
        "codes",
        &["id", "user_id", "purpose", "channel", "address", "attempts", "expires_at", "used_at"],
        "account_id = $",
        "id",
    ),
    (
        "passkeys",
        &["id", "user_id", "#credential", "#public_key", "#state", "name", "used_at"],
        "account_id = $",
        "id",
    ),
    (
        "sign_on",
        &["issuer", "client_id", "#secret", "proved_at", "created_at", "updated_at"],
        "account_id = $",
        "account_id",
    ),
    ("sign_on_domains", &["domain", "created_at"], "account_id = $", "domain"),
    ("jobs", &["kind", "payload", "state"], "account_id = $", "id"),
    ("audit", &["actor", "action", "subject_id", "detail", "address", "created_at"], "account_id = $", "id"),
    ("imports", &["id", "status", "fingerprint", "counts", "effects", "applied_at"], "account_id = $", "id"),
    ("remembered_headers", &["header", "field", "at"], "account_id = $", "header"),
    (
        "outcomes",
        &[
            "import_id",
            "row_number",
            "fate",
            "person_id",
            "person_version",
            "label",
            "values_before",
            "values_after",
            "codes",
        ],
        "import_id IN (SELECT id FROM imports WHERE account_id = $)",
        "import_id, row_number",
    ),
    (
        "releases",
        &["import_id", "row_number", "person_id", "person_version", "phone"],
        "import_id IN (SELECT id FROM imports WHERE account_id = $)",
        "import_id, row_number, person_id",
    ),
];

const GROUP: &[&str] = &["id", "name", "folded", "parent_id", "created_at", "created_by_import"];

/// A connection of its own, so that what is read is what was committed.
pub enum Reader {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Reader {
    pub async fn open(url: &str) -> Self {
        match world::engine() {
            Engine::Sqlite => Self::Sqlite(SqliteConnection::connect(url).await.unwrap()),
            Engine::Postgres => Self::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// Everything of an account.
    pub async fn tables(&mut self, account: AccountId) -> Tables {
        let mut tables = Tables::new();
        for (table, columns, condition, order) in TABLES {
            let text = self.select(table, columns, &condition.replace('$', &account.to_string()), order);
            let rows = self.rows(text, columns.len()).await;
            let lines = rows.into_iter().map(|row| columns.iter().copied().zip(row).collect());
            tables.insert(*table, lines.collect());
        }
        tables
    }

    fn select(&self, table: &str, columns: &[&str], condition: &str, order: &str) -> String {
        let columns: Vec<String> = columns
            .iter()
            .map(|column| match (column.strip_prefix('#'), self) {
                (Some(bytes), Self::Sqlite(_)) => format!("lower(hex({bytes}))"),
                (Some(bytes), Self::Postgres(_)) => format!("encode({bytes}, 'hex')"),
                (None, _) => format!("CAST({column} AS TEXT)"),
            })
            .collect();
        // Qualified, for the columns that are read have the same names and are texts.
        let order = order.replace(", ", &format!(", {table}."));
        format!("SELECT {} FROM {table} WHERE {condition} ORDER BY {table}.{order}", columns.join(", "))
    }

    async fn rows(&mut self, text: String, columns: usize) -> Vec<Vec<Option<String>>> {
        let query = AssertSqlSafe(text);
        match self {
            Self::Sqlite(connection) => {
                let rows = sqlx::query(query).fetch_all(connection).await.unwrap();
                rows.iter().map(|row| (0..columns).map(|at| row.get(at)).collect()).collect()
            }
            Self::Postgres(connection) => {
                let rows = sqlx::query(query).fetch_all(connection).await.unwrap();
                rows.iter().map(|row| (0..columns).map(|at| row.get(at)).collect()).collect()
            }
        }
    }
}
