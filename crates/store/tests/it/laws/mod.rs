//! The laws, each over many accounts, files, choices and fixes: a fresh account a case, in one database.
//!
//! A few cases by default and thousands with `MUSTER_SOAK=1`; `MUSTER_SOAK_CASES` says how many instead. Here are the
//! conservation of rows, exactness, authority and idempotence; the others have files of their own.

mod authority;
mod case;
mod model;
mod moved;
mod order;
mod outcomes;
mod round_trip;
mod tables;

use std::cell::Cell;
use std::sync::{Arc, Once};

use plan::plan::{Fate, Plan};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use store::apply::{Applied, ApplyError};
use store::{Db, ImportId, invariants};

use self::case::{Case, Stage, case};
use self::tables::{Reader, Tables};
use crate::world::{self, NOW};

/// Where the cases of a law live: a database of their own.
#[derive(Clone)]
struct Lab {
    db: Db,
    url: String,
}

/// Cases of each law in a soak.
const MANY: u32 = 3_000;

/// How many cases a law is tried on.
fn cases(few: u32) -> u32 {
    let said = std::env::var("MUSTER_SOAK_CASES").ok().and_then(|text| text.parse().ok());
    let soak = std::env::var("MUSTER_SOAK").is_ok_and(|text| text == "1");
    said.unwrap_or(if soak { MANY } else { few })
}

/// Runs a law over cases in one database, and afterwards looks whether that database is whole.
fn law<F: Future<Output = ()>>(few: u32, check: impl Fn(Case, Lab) -> F) {
    law_of(few, &case(), check);
}

/// The same over whatever a law is about.
fn law_of<S: Strategy, F: Future<Output = ()>>(few: u32, any: &S, check: impl Fn(S::Value, Lab) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let lab = runtime.block_on(async {
        let url = world::empty_url().await;
        let db = world::open(&url).await;
        db.migrate(NOW).await.unwrap();
        Lab { db, url }
    });
    let config =
        Config { cases: cases(few), failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    TestRunner::new(config)
        .run(any, |case| {
            let run = std::panic::AssertUnwindSafe(|| runtime.block_on(check(case, lab.clone())));
            quietly(|| std::panic::catch_unwind(run)).map_err(|panic| {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                TestCaseError::fail(text.unwrap_or_default())
            })
        })
        .unwrap();
    assert_eq!(runtime.block_on(invariants::check(&lab.db)).unwrap(), []);
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// Runs something without a word about panics: a case is shrunk by failing again and again, and the last one is told.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                loud(panic);
            }
        }));
    });
    QUIET.set(true);
    let done = run();
    QUIET.set(false);
    done
}

/// Approves and applies the plan of a stage, where nothing stands in its way.
async fn approve_and_apply(stage: &Stage, plan: &Arc<Plan>) -> (ImportId, Result<Applied, ApplyError>) {
    let import = stage.scene.approved(&stage.recipe, plan).await;
    (import, stage.scene.apply(import, &stage.recipe, Some(Arc::clone(plan))).await)
}

fn assert_same(found: &Tables, expected: &Tables, case: &Case) {
    for (table, lines) in expected {
        assert_eq!(found[table], *lines, "table {table}\n{case:#?}");
    }
}

#[test]
fn the_database_after_applying_is_the_database_before_plus_the_plan() {
    law(60, |case, lab| async move {
        let stage = case.stage(&lab.db).await;
        let scene = &stage.scene;
        let plan = scene.plan(&stage.recipe).await;
        assert_conserved(&plan);
        let mut reader = Reader::open(&lab.url).await;
        let import = scene.approved(&stage.recipe, &plan).await;
        let before = reader.tables(scene.account).await;
        let done = scene.apply(import, &stage.recipe, Some(Arc::clone(&plan))).await;
        let after = reader.tables(scene.account).await;
        let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
        match (plan.obstacle(confirm), done) {
            (None, Ok(done)) => {
                assert_eq!(done.counts, plan.counts());
                let expected = model::expected(scene, &stage.recipe, &plan, import, (&before, &after));
                assert_same(&after, &expected, &case);
                authority::assert_allowed(&plan, &case, &before, &after);
                // A second click, another process, a job left behind: done once is done.
                for prepared in [Some(Arc::clone(&plan)), None] {
                    let again = scene.apply(import, &stage.recipe, prepared).await.unwrap();
                    assert!(again.before && again.counts == done.counts, "{again:?}");
                }
                assert_same(&reader.tables(scene.account).await, &after, &case);
            }
            (Some(_), Err(ApplyError::Obstacle(_))) => assert_untouched(&before, &after, &case),
            (Some(_), Err(ApplyError::Denied(_))) => {
                assert!(authority::may_do_nothing(&plan, &case), "{case:#?}");
                assert_untouched(&before, &after, &case);
            }
            (obstacle, done) => panic!("{obstacle:?} but {done:?}\n{case:#?}"),
        }
    });
}

fn assert_conserved(plan: &Plan) {
    let counts = plan.counts();
    let sum: u32 = Fate::ALL.into_iter().map(|fate| counts.of(fate)).sum();
    assert_eq!((counts.total, counts.total), (sum, plan.sheet().len() as u32));
    for fate in Fate::ALL {
        let rows = plan.outcomes().filter(|outcome| outcome.fate == fate).count();
        assert_eq!(rows as u32, counts.of(fate));
    }
}

/// Nothing is different but the import, which is a draft again, and the revision, which makes caches look again.
fn assert_untouched(before: &Tables, after: &Tables, case: &Case) {
    let mut expected = before.clone();
    for line in expected.get_mut("imports").unwrap() {
        if line["status"].as_deref() == Some("approved") {
            line.insert("status", Some("draft".to_owned()));
        }
    }
    let account = &mut expected.get_mut("accounts").unwrap()[0];
    let revision: i64 = account["revision"].as_ref().unwrap().parse().unwrap();
    account.insert("revision", Some((revision + 1).to_string()));
    assert_same(after, &expected, case);
}

#[test]
fn the_same_file_a_second_time_plans_nothing_for_the_rows_that_were_applied() {
    law(40, |case, lab| async move {
        let stage = case.stage(&lab.db).await;
        let plan = stage.scene.plan(&stage.recipe).await;
        if approve_and_apply(&stage, &plan).await.1.is_err() {
            return;
        }
        let again = stage.scene.plan(&stage.recipe).await;
        for outcome in plan.outcomes().filter(|outcome| outcome.fate.applies()) {
            let fate = again.fate(outcome.row);
            assert!(
                fate == Fate::Unchanged,
                "row {} is {fate:?} the second time: {:?}\n{case:#?}",
                outcome.number,
                again.findings_of(outcome.row).collect::<Vec<_>>()
            );
        }
        if again.counts().create + again.counts().update == 0 {
            let effects = again.effects();
            assert_eq!((effects.invites.email, effects.invites.text, effects.notices), (0, 0, 0));
            assert_eq!((effects.seats.added, effects.charges.len(), effects.guard.is_none()), (0, 0, true));
            assert_eq!((effects.new_teams.len(), effects.new_territories.len()), (0, 0));
        }
    });
}
