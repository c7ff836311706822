//! A stop is orderly: what a process is at is finished, or handed back for the next one.

use tempfile::TempDir;

use crate::support::files::people;
use crate::support::program::{Mark, Running, program, run};
use crate::support::world::{self, company_with, empty_url};

/// Enough that an import of them is under way when the process hears of it.
const ROWS: u32 = 4_000;

#[tokio::test]
async fn a_process_that_is_told_to_stop_in_the_middle_of_an_import_leaves_it_whole() {
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let db = world::open(&url).await;
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["worker"]] {
        let company = company_with(&db, ROWS + 1).await;
        let text = people(ROWS, &format!("{}.example", company.slug));
        let import = world::approved(&db, &company, text).await;
        let mut working = Running::start(program(command, home.path(), &url));
        working.until(Mark::Writing).unwrap();
        working.terminate();
        // A bad end would be told here.
        let (_, marks) = working.finish();
        let finished = marks.iter().any(|(mark, _)| *mark == Mark::Committed);
        assert_eq!(world::is_applied(&db, &company, import).await, finished, "{command:?}");
        run(&["worker", "--drain"], home.path(), &url);
        assert!(world::is_applied(&db, &company, import).await, "{command:?}");
    }
    run(&["check"], home.path(), &url);
}
