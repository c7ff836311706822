//! The job that applies an approved import.

use std::time::Duration;

use store::apply::ApplyError;
use store::imports::approval;
use store::jobs::{self, Job};
use store::{AccountId, ImportId, Micros, Wait};

use super::backoff;
use crate::clock;
use crate::metrics::Applied;
use crate::pipeline::applying::{APPLY, ApplyJob};
use crate::pipeline::{Error, Pipeline, Result};

/// How long other workers leave a claimed import alone. One that takes longer is claimed again, and whoever comes second
/// waits for the account and then finds it applied.
const LEASE: Duration = Duration::from_mins(2);

/// How long an import waits whose account somebody else holds.
const BUSY_PAUSE: Duration = Duration::from_secs(2);

/// For the start of a process, which may follow one that died: every approved import is due now, whoever had it.
pub async fn resume(pipeline: &Pipeline) -> Result<()> {
    let mut view = pipeline.db().view().await?;
    let approved = approval::waiting(&mut view).await?;
    let known: Vec<(Option<AccountId>, ApplyJob)> = jobs::of_kind(&mut view, APPLY).await?;
    drop(view);
    if approved.is_empty() && known.is_empty() {
        return Ok(());
    }
    let now = pipeline.now();
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    jobs::rouse(&mut tx, APPLY, now).await?;
    for (account, import) in approved {
        let job = ApplyJob { import };
        if !known.contains(&(Some(account), job)) {
            jobs::enqueue(&mut tx, Some(account), APPLY, &job, now).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Claims the import that has waited longest, if one is due.
pub async fn claim(pipeline: &Pipeline) -> Result<Option<Job>> {
    let mut view = pipeline.db().view().await?;
    if !jobs::is_due(&mut view, pipeline.now()).await? {
        return Ok(None);
    }
    drop(view);
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    let mut claimed = jobs::claim(&mut tx, pipeline.now(), LEASE, 1).await?;
    tx.commit().await?;
    Ok(claimed.pop())
}

/// Works on a claimed job and settles it.
pub async fn work(pipeline: &Pipeline, job: &Job, random: u64) -> Result<()> {
    let begun = clock::moment();
    let done = attempt(pipeline, job).await;
    let outcome = verdict(&done, job, pipeline.now(), random);
    pipeline.metrics().applied(counted(&done, outcome), begun.elapsed());
    log(job, &done, outcome);
    let why = done.err().map(|error| error.to_string());
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    match outcome {
        Verdict::Done => jobs::finish(&mut tx, job).await?,
        Verdict::Again(at) => jobs::put_off(&mut tx, job, at, why.as_deref()).await?,
        Verdict::GivenUp => jobs::bury(&mut tx, job, &why.unwrap_or_default()).await?,
    };
    Ok(tx.commit().await?)
}

/// Hands a claimed job back that this process has no time for any more.
pub async fn hand_back(pipeline: &Pipeline, job: &Job) -> Result<()> {
    let mut tx = pipeline.db().begin(Wait::Short).await?;
    jobs::put_off(&mut tx, job, pipeline.now(), None).await?;
    Ok(tx.commit().await?)
}

async fn attempt(pipeline: &Pipeline, job: &Job) -> Result<ImportId> {
    let ApplyJob { import } = job.read()?;
    let account = job.account.ok_or(store::Error::NotFound("account"))?;
    pipeline.apply(account, import).await.map(|_| import)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Done,
    Again(Micros),
    GivenUp,
}

fn verdict<T>(done: &Result<T>, job: &Job, now: Micros, random: u64) -> Verdict {
    let Err(error) = done else { return Verdict::Done };
    match error {
        // Back to being a draft with the reason kept for the page, or gone: there is no more to do.
        Error::Obstacle(_)
        | Error::Store(store::Error::NotFound(_))
        | Error::Apply(ApplyError::Stale(_) | ApplyError::Denied(_) | ApplyError::NotApproved) => {
            Verdict::Done
        }
        // Somebody else is writing, perhaps this very import; that is no failure, however often it happens.
        Error::Store(store::Error::Busy) => Verdict::Again(now.after(BUSY_PAUSE)),
        _ => match backoff::pause(job.attempts, random) {
            Some(pause) => Verdict::Again(now.after(pause)),
            None => Verdict::GivenUp,
        },
    }
}

const fn counted<T>(done: &Result<T>, outcome: Verdict) -> Applied {
    match (done, outcome) {
        (Ok(_), _) => Applied::Done,
        (Err(_), Verdict::Done) => Applied::Refused,
        (Err(_), Verdict::Again(_)) => Applied::PutOff,
        (Err(_), Verdict::GivenUp) => Applied::GivenUp,
    }
}

fn log(job: &Job, done: &Result<ImportId>, outcome: Verdict) {
    let account = job.account.map_or(0, |account| account.0);
    match (done, outcome) {
        (Ok(import), _) => tracing::info!(account, import = import.0, "import applied"),
        (Err(why), Verdict::Done) => tracing::info!(account, %why, "import not applied"),
        (Err(why), Verdict::Again(_)) => {
            tracing::warn!(account, %why, attempts = job.attempts, "import put off");
        }
        (Err(why), Verdict::GivenUp) => tracing::error!(account, %why, "import given up"),
    }
}

#[cfg(test)]
mod tests {
    use store::JobId;

    use super::*;

    fn verdict_of(error: Error, attempts: u32) -> Verdict {
        let job = Job {
            id: JobId(1),
            account: Some(AccountId(1)),
            kind: APPLY.to_owned(),
            payload: String::new(),
            attempts,
            fence: 1,
        };
        verdict::<()>(&Err(error), &job, Micros(0), 0)
    }

    #[test]
    fn what_no_second_attempt_can_mend_is_done_with() {
        assert_eq!(verdict_of(ApplyError::NotApproved.into(), 1), Verdict::Done);
        assert_eq!(verdict_of(store::Error::NotFound("import").into(), 1), Verdict::Done);
    }

    #[test]
    fn a_held_account_never_buries_an_import_but_failures_do() {
        let busy = verdict_of(store::Error::Busy.into(), 1_000);
        assert_eq!(busy, Verdict::Again(Micros(0).after(BUSY_PAUSE)));
        assert_eq!(verdict_of(Error::Ended, 1), Verdict::Again(Micros(2_000_000)));
        assert_eq!(verdict_of(Error::Ended, backoff::MOST_ATTEMPTS), Verdict::GivenUp);
    }
}
