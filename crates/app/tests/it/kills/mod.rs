//! Law 8: a process that is killed leaves an import applied or not applied, never half, and the next process goes on by
//! itself; each message of an applied import is in the queue once, and none of another.
//!
//! The real program is killed with SIGKILL at random moments, spread over everything that a run without a kill goes
//! through. The moments come from a seed that every failure names; `MUSTER_KILLS_SEED` brings it back.

mod installation;
mod ledger;
mod moments;

use store::imports::Status;

use self::installation::{Installation, Killed};
use self::moments::{Course, Dice, Moment, Tally};
use crate::support::is_soak;

/// Kills of each of the two tests on each database.
fn kills() -> u32 {
    if is_soak() { 100 } else { 15 }
}

#[tokio::test]
async fn a_worker_that_is_killed_leaves_an_import_applied_or_not_and_the_next_one_finishes_it() {
    let installation = Installation::new().await;
    let (company, import) = installation.approved().await;
    let course = Course::of(installation.start(&["worker", "--drain"]));
    installation.assert_applied(&company, Some(import), "without a kill").await;
    let (mut dice, mut tally) = (Dice::new(), Tally::default());
    for number in 0..kills() {
        let (company, import) = installation.approved().await;
        let moment = Moment::any(number, &course, &mut dice);
        // A server has the same worker beside its panel.
        let words: &[&str] =
            if number % 2 == 0 { &["worker"] } else { &["serve", "--listen", "127.0.0.1:0"] };
        let what = format!("kill {number} of {words:?}, {moment}, {dice}");
        let mark = moment.strike(installation.start(words));
        let left = installation.look(&company, Some(import), &what).await;
        assert!(matches!(left, Killed { status: Some(Status::Approved | Status::Applied), .. }), "{what}");
        tally.count(mark, left.is_applied());
        installation.drain();
        installation.assert_applied(&company, Some(import), &what).await;
    }
    tally.assert_spread(kills());
}

#[tokio::test]
async fn a_command_that_is_killed_leaves_an_import_applied_or_not_and_what_was_agreed_to_is_done() {
    let installation = Installation::new().await;
    let company = installation.company().await;
    let import = |slug: &str| installation.start_import(slug);
    let course = Course::of(import(&company.slug));
    installation.drain();
    installation.assert_applied(&company, None, "without a kill").await;
    let (mut dice, mut tally) = (Dice::new(), Tally::default());
    for number in 0..kills() {
        let company = installation.company().await;
        let moment = Moment::any(number, &course, &mut dice);
        let what = format!("kill {number} of an import, {moment}, {dice}");
        let mark = moment.strike(import(&company.slug));
        let left = installation.look(&company, None, &what).await;
        tally.count(mark, left.is_applied());
        installation.drain();
        let agreed = matches!(left.status, Some(Status::Approved | Status::Applied));
        match installation.look(&company, None, &what).await.status {
            // Agreed to, and the worker has gone on where the command was.
            Some(Status::Applied) => {}
            // Not agreed to yet: nobody does anything, and whoever wants it says so again.
            None | Some(Status::Draft) if !agreed => {
                import(&company.slug).finish();
                installation.drain();
            }
            other => panic!("{what}: {:?} became {other:?}", left.status),
        }
        installation.assert_applied(&company, None, &what).await;
    }
    tally.assert_spread(kills());
}
