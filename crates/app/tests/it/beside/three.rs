//! Several imports at once.

use store::users::list;
use store::{Page, messages};
use tempfile::TempDir;

use crate::support::files::people;
use crate::support::is_soak;
use crate::support::program::{Running, program, run};
use crate::support::world::{self, company_with, empty_url};

/// Rows of each of them.
fn rows() -> u32 {
    if is_soak() { 100_000 } else { 300 }
}

#[tokio::test]
async fn three_accounts_that_import_at_once_get_everything_each() {
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    // The same people in each account: an invitation reserves nothing elsewhere.
    std::fs::write(home.path().join("people.csv"), people(rows(), "three.example")).unwrap();
    let db = world::open(&url).await;
    let mut companies = Vec::new();
    for _ in 0..3 {
        companies.push(company_with(&db, rows() + 1).await);
    }
    let running: Vec<Running> = companies
        .iter()
        .map(|company| {
            let what = ["import", "people.csv", "--subject", "users", "--account", &company.slug];
            Running::start(program(&[&what[..], &["--yes"]].concat(), home.path(), &url))
        })
        .collect();
    for one in running {
        one.finish();
    }
    run(&["worker", "--drain"], home.path(), &url);
    run(&["check"], home.path(), &url);
    let mut view = db.view().await.unwrap();
    for company in &companies {
        let counts = list::counts(&mut view, company.account).await.unwrap();
        assert_eq!((counts.invited, counts.active), (rows(), 1));
        let page = Page { offset: 0, limit: 1 };
        let outbox = messages::outbox(&mut view, company.account, "", page).await.unwrap();
        assert_eq!(outbox.total, rows());
    }
}
