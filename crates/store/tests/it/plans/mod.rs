//! How the engines go about the statements that the store really executes: none that has to do with many rows reads a
//! large table from one end to the other. With a plain JOIN, a look-up of 100,000 keys took SQLite 451 seconds instead of
//! a fraction of one; nothing but its plan tells the two apart beforehand.

mod explain;
mod listen;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use store::{Db, Engine};

use self::explain::{Asked, Step, is_repeated};
use self::listen::{Ear, Statement};
use crate::scene;
use crate::world::{self, NOW};

/// What SQLite may read as a whole: keys and values that travel with a statement, what it put together itself, and tables
/// that stay small.
const SMALL: [&str; 18] = [
    "json_each",
    "CONSTANT",
    "failed",
    "lanes",
    "accounts",
    "billing",
    "ids",
    "teams",
    "territories",
    "g",
    "inside",
    "imports",
    "stopped",
    // A team or territory with all below it, and the imports that a look-up goes back to.
    "branch",
    "done",
    // One row an account, and a few.
    "sign_on",
    "sign_on_domains",
    "one",
];

/// What PostgreSQL may not: the tables that are filled for it. It rightly reads the others as a whole while they are small.
const LARGE: [&str; 13] = [
    "users",
    "user_teams",
    "user_territories",
    "invites",
    "notices",
    "outcomes",
    "releases",
    "jobs",
    "one_time_links",
    "provider_ids",
    "suppressions",
    "codes",
    "passkeys",
];

/// The keys and values that travel with a statement, as the engines call them.
const LISTS: [&str; 2] = ["json_each", "unnest"];

/// What goes from the suppressions to their people reads these as a whole, which is meant: they are few, and the list that
/// comes of it is kept.
const KEPT: (&str, &str) = ("(WITH stopped AS MATERIALIZED (", "reads suppressions as a whole");

fn is_large(name: &str) -> bool {
    match world::engine() {
        Engine::Sqlite => !SMALL.contains(&name),
        Engine::Postgres => LARGE.contains(&name),
    }
}

/// Tables that imports fill by the hundred thousand, as PostgreSQL gets them: its planner goes by what is in them. The
/// accounts are many, so that the rows of one are few among them. Looked at are these tables alone: all of the database, with
/// those of the other tests, are more than it locks at a time.
const FILL: &str = "
    INSERT INTO accounts (id, slug, name, country, time_zone, currency, commitment, bought, may_buy, created_at)
        SELECT 1000000 + i, 'filled-' || i, 'Filled', 'US', 'UTC', 'USD', 100, 0, TRUE, 1 FROM generate_series(0, 200) AS i;
    INSERT INTO users (id, account_id, first_name, last_name, email, phone, role, access, external_id, status, search,
        joined_at, created_at, updated_at)
        SELECT 1000000 + i, 1000000 + i / 50, 'First', 'Last', 'f' || i || '@filled.example', '+49' || 1500000000 + i,
            'Sales', 'Limited', 'F-' || i, (ARRAY['Invited', 'Active', 'Suspended'])[1 + i % 3], 'last first f' || i,
            CASE WHEN i % 3 = 0 THEN NULL ELSE 1 END, 1, 1 FROM generate_series(1, 10000) AS i;
    INSERT INTO user_teams SELECT account_id, id, 1 + id % 7 FROM users WHERE id > 1000000;
    INSERT INTO user_territories SELECT account_id, id, 1 + id % 7 FROM users WHERE id > 1000000;
    INSERT INTO invites (id, account_id, user_id, import_id, token_hash, expires_at, email_state, email_next_at, text_state,
        text_next_at, created_at)
        SELECT 2000000 + id, account_id, id, account_id, decode(md5(id::text), 'hex'), 1, 'sent', 1, 'sent', 1, 1
        FROM users WHERE id > 1000000;
    INSERT INTO notices (id, account_id, user_id, kind, channel, address, state, next_at, created_at)
        SELECT 3000000 + id, account_id, id, 'changed', 'email', 'x', 'sent', 1, 1 FROM users WHERE id > 1000000;
    INSERT INTO provider_ids (channel, provider_id, account_id, kind, message_id, fence, created_at)
        SELECT 'text', 'SM' || id, account_id, 'invite', id, 1, id FROM users WHERE id > 1000000;
    INSERT INTO suppressions (channel, address, why, words, created_at)
        SELECT 'email', email, 'bounce', 'no', 1 FROM users WHERE id > 1000000;
    INSERT INTO outcomes (import_id, row_number, fate, person_id)
        SELECT account_id, id, 'create', id FROM users WHERE id > 1000000;
    INSERT INTO releases (import_id, row_number, person_id, person_version, phone)
        SELECT account_id, id, id, 1, '+1' FROM users WHERE id > 1000000;
    INSERT INTO jobs (id, kind, payload, state, next_at, created_at)
        SELECT 4000000 + i, 'filled', '1', 'failed', 1, 1 FROM generate_series(1, 2000) AS i;
    INSERT INTO one_time_links (id, token_hash, account_id, user_id, purpose, expires_at, created_at)
        SELECT 5000000 + id, decode(md5(id::text), 'hex'), account_id, id, 'set_password', 1, 1 FROM users
        WHERE id > 1000000;
    INSERT INTO codes (id, account_id, user_id, purpose, channel, address, expires_at, created_at)
        SELECT 6000000 + id, account_id, id, 'sign_in', 'email', 'x', 1, 1 FROM users WHERE id > 1000000;
    INSERT INTO passkeys (id, account_id, user_id, credential, public_key, state, name, created_at)
        SELECT 7000000 + id, account_id, id, decode(md5(id::text), 'hex'), '', '', 'x', 1 FROM users WHERE id > 1000000;
    ANALYZE accounts, users, user_teams, user_territories, invites, notices, provider_ids, suppressions, outcomes, releases,
        jobs, one_time_links, codes, passkeys;";

/// A database of its own, because the walk takes whatever is in the queues, with its address.
async fn alone() -> (String, Db) {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    (url, db)
}

/// The same, filled where that matters.
async fn filled() -> (String, Db) {
    let (url, db) = alone().await;
    if world::engine() == Engine::Postgres {
        world::raw(&url, FILL).await.unwrap();
    }
    (url, db)
}

/// What the store says on a walk.
async fn heard(db: Db) -> BTreeSet<Statement> {
    let scene = scene::new_account(db, 50, true).await;
    let ear = Ear::new();
    walk::walk(&scene).await;
    ear.statements()
}

/// What is wrong with a plan: large tables that it reads as a whole, and whatever it reads as a whole again and again.
fn faults(plan: &[Step]) -> Vec<String> {
    let scans = plan.iter().enumerate().filter_map(|(at, step)| Some((at, step.scanned()?)));
    scans
        .filter_map(|(at, name)| match (is_large(name), is_repeated(plan, at)) {
            (true, _) => Some(format!("reads {name} as a whole")),
            (false, true) if LISTS.contains(&name) => {
                Some(format!("reads {name} once for each row of another"))
            }
            (false, _) => None,
        })
        .collect()
}

fn lines(plan: &[Step]) -> String {
    plan.iter().flat_map(|step| ["\n  ", step.text.as_str()]).collect()
}

#[tokio::test]
async fn no_statement_of_many_rows_reads_a_large_table_as_a_whole() {
    let (url, db) = filled().await;
    let statements = heard(db).await;
    let mut asked = Asked::at(&url).await;
    let mut faulty = Vec::new();
    for statement in statements {
        let plan = asked.plan(&statement).await;
        assert!(!plan.is_empty() || statement.text.starts_with("INSERT"), "no plan of {}", statement.text);
        let meant = |fault: &String| fault == KEPT.1 && statement.text.contains(KEPT.0);
        for fault in faults(&plan).into_iter().filter(|fault| !meant(fault)) {
            faulty.push(format!("{fault}: {}{}", statement.text, lines(&plan)));
        }
    }
    assert!(faulty.is_empty(), "{} faults:\n{}", faulty.len(), faulty.join("\n"));
}

/// The texts of the source that take a list of keys or values, before and behind the place of the list.
fn with_a_list() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files() {
        let source = std::fs::read_to_string(file).unwrap();
        let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        // A text that goes on in the next line.
        let code: String = code.split("\\\n").map(str::trim_start).collect();
        let parts: Vec<&str> = code.split("{list}").collect();
        for pair in parts.windows(2) {
            let before = pair[0].rsplit('"').next().unwrap();
            let behind = pair[1].split('"').next().unwrap();
            if !before.is_empty() {
                found.push((before.to_owned(), behind.to_owned()));
            }
        }
    }
    found
}

fn files() -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")], Vec::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files
}

#[tokio::test]
async fn the_walk_executes_every_statement_that_takes_a_list() {
    let statements = heard(alone().await.1).await;
    let wanted = with_a_list();
    assert!(wanted.len() >= 10, "{wanted:?}");
    for (before, behind) in wanted {
        let there = |one: &Statement| one.text.starts_with(&before) && one.text.ends_with(&behind);
        assert!(statements.iter().any(there), "the walk leaves out: {before}{{list}}{behind}");
    }
}

#[tokio::test]
async fn what_the_engines_say_of_slow_statements_is_understood() {
    let (url, _) = filled().await;
    let list = match world::engine() {
        Engine::Sqlite => "(SELECT value ->> 0 AS key FROM json_each($1)) AS list",
        Engine::Postgres => "UNNEST($1::text[]) AS list (key)",
    };
    let kind = if world::engine() == Engine::Sqlite { "text" } else { "text[]" };
    for (text, values, fault) in [
        ("SELECT id FROM users WHERE lower(search) = $1".to_owned(), "text", "reads users as a whole"),
        (
            format!("SELECT users.id FROM users CROSS JOIN {list} WHERE users.search < list.key"),
            kind,
            "reads",
        ),
    ] {
        let plan = Asked::at(&url).await.plan(&Statement { text, values: values.to_owned() }).await;
        assert!(faults(&plan).iter().any(|one| one.starts_with(fault)), "{fault}: {}", lines(&plan));
    }
}
