//! A backup is one only if it can be restored: made while the panel runs, put in place on another machine, and used.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::files::people;
use crate::support::http;
use crate::support::program::{Running, program, run};
use crate::support::world::{self, Company, company_with, empty_url, is_postgres, own_database};

/// Makes a backup of a database and restores it as another one, as docs/operations.md says; gives its address.
fn backup_and_restore(home: &Path, url: &str) -> String {
    if is_postgres() {
        let refused = program(&["backup", "muster.backup"], home, url).output().unwrap();
        assert!(String::from_utf8_lossy(&refused.stderr).contains("pg_dump"), "{refused:?}");
        return restore_postgres(home, url);
    }
    let restored = empty_url();
    run(&["backup", "muster.backup"], home, url);
    let again = program(&["backup", "muster.backup"], home, url).output().unwrap();
    assert!(!again.status.success(), "a backup is not written over");
    std::fs::rename(home.join("muster.backup"), restored.strip_prefix("sqlite:").unwrap()).unwrap();
    restored
}

/// A command of the manual, by how it begins.
fn command(begins: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let manual = std::fs::read_to_string(path).unwrap();
    let found = manual.split('`').find(|code| code.starts_with(begins));
    found.unwrap_or_else(|| panic!("the manual has no command {begins}")).to_owned()
}

/// Backs a database up and restores it into one of its own beside it, by the commands of the manual as they stand there. Only
/// the name of the new database is another one, and where its server is.
fn restore_postgres(home: &Path, url: &str) -> String {
    let (server, name) = url.rsplit_once('/').unwrap();
    let restored = format!("{name}_restored");
    let to = format!("{server}/{restored}");
    let (user, host, port) = server
        .strip_prefix("postgres://")
        .and_then(|place| place.split_once('@'))
        .and_then(|(user, place)| place.split_once(':').map(|(host, port)| (user, host, port)))
        .unwrap();
    let shell = |command: &str, url: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-ec", command]).current_dir(home).env("MUSTER_DATABASE_URL", url);
        let done = shell.env("PGHOST", host).env("PGPORT", port).env("PGUSER", user).output().unwrap();
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    };
    shell(&command("pg_dump "), url);
    shell(&command("createdb ").replace("createdb muster", &format!("createdb {restored}")), &to);
    shell(&command("pg_restore "), &to);
    to
}

async fn invited(url: &str, company: &Company) -> u32 {
    let db = world::open(url).await;
    let mut view = db.view().await.unwrap();
    store::users::list::counts(&mut view, company.account).await.unwrap().invited
}

#[tokio::test]
async fn what_is_backed_up_while_the_panel_runs_is_restored_and_used() {
    let (home, url) = (TempDir::new().unwrap(), own_database());
    run(&["migrate"], home.path(), &url);
    let db = world::open(&url).await;
    let company = company_with(&db, 60).await;
    let mut panel = Running::start(program(&["serve", "--listen", "127.0.0.1:0"], home.path(), &url));
    panel.address();
    std::fs::write(home.path().join("people.csv"), people(30, "backed.example")).unwrap();
    let import = ["import", "people.csv", "--subject", "users", "--account", &company.slug, "--yes"];
    run(&import, home.path(), &url);
    // One more waits to be applied: the restored installation goes on with it.
    let other = company_with(&db, 60).await;
    let waiting = world::approved(&db, &other, people(20, "waiting.example")).await;

    let restored = backup_and_restore(home.path(), &url);
    panel.kill();

    let elsewhere = TempDir::new().unwrap();
    run(&["check"], elsewhere.path(), &restored);
    let mut panel =
        Running::start(program(&["serve", "--listen", "127.0.0.1:0"], elsewhere.path(), &restored));
    let address = panel.address();
    let ready = http::get(address, "/readyz", "").await.unwrap();
    assert_eq!((ready.status, ready.body.trim()), (200, "ready"));
    panel.terminate();
    panel.finish();
    run(&["worker", "--drain"], elsewhere.path(), &restored);
    run(&["check"], elsewhere.path(), &restored);
    let db = world::open(&restored).await;
    assert!(world::is_applied(&db, &other, waiting).await);
    assert_eq!((invited(&restored, &company).await, invited(&restored, &other).await), (30, 20));
}

#[tokio::test]
async fn a_restored_database_without_its_key_is_not_begun_with_another_one() {
    if is_postgres() {
        return;
    }
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let db = world::open(&url).await;
    drop(db);
    run(&["worker", "--drain"], home.path(), &url);
    let restored = backup_and_restore(home.path(), &url);
    let elsewhere = TempDir::new().unwrap();
    let mut without = program(&["worker", "--drain"], elsewhere.path(), &restored);
    let refused = without.env_remove("MUSTER_SECRET_KEY").output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        !refused.status.success() && said.contains("was begun with an installation key that is not here"),
        "{said}"
    );
}

#[test]
fn a_backup_that_fails_leaves_nothing_behind_and_the_next_one_works() {
    if is_postgres() {
        return;
    }
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let path = url.strip_prefix("sqlite:").unwrap();
    let whole = std::fs::read(path).unwrap();
    // The end of the file cannot be read: that is found while it is copied.
    let mut torn = whole.clone();
    let from = torn.len() - 3 * 4096;
    torn[from..].fill(0xff);
    std::fs::write(path, &torn).unwrap();
    let failed = program(&["backup", "muster.backup"], home.path(), &url).output().unwrap();
    assert!(!failed.status.success(), "{failed:?}");
    let left = || -> Vec<String> {
        let entries = std::fs::read_dir(home.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("backup")).collect()
    };
    assert_eq!(left(), Vec::<String>::new(), "{failed:?}");
    std::fs::write(path, &whole).unwrap();
    run(&["backup", "muster.backup"], home.path(), &url);
    assert_eq!(left(), ["muster.backup"]);
}
