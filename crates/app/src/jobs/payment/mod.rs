//! What seats cost is collected by the payment service: each account that is due is visited, outside of any transaction, and
//! what was found is written down.
//!
//! Nothing is charged twice because of three things together: a number of seats is set absolutely, each change of it has a
//! key of its own, and every visit reads before it writes, so that what took hold without an answer is not done again.
//! Decision 0018 says more. Start at [`Payments::round`]; [`visit`] is one visit.

mod visit;

use std::sync::Arc;
use std::time::Duration;

use store::payment;
use store::payment::work::{self, Claim, PutOff};
use store::{AccountId, Micros, Wait, accounts};

use self::visit::{Stop as Stopped, Visit};
use super::backoff::Pauses;
use super::worker::{REST, Stop, report};
use crate::clock;
use crate::outside::stripe::{Api, Problem};
use crate::pipeline::{Pipeline, Result};

/// Accounts that are visited at once.
const AT_ONCE: u32 = 4;

/// Calls that a visit can be sure to have the time for. It makes fewer.
const CALLS: u32 = 22;

/// How long until an account is visited again if nothing happens, which finds what somebody changed at the service.
const DAY: Duration = Duration::from_hours(24);

/// The same while a payment has not gone through.
const HOUR: Duration = Duration::from_hours(1);

/// Pauses between visits in vain. None is the last.
const PAUSES: Pauses =
    Pauses { first: Duration::from_secs(2), longest: Duration::from_hours(1), attempts: u32::MAX };

/// After so many vain visits in a row nobody who only wants to empty the queue waits any longer.
pub const VAIN: u32 = 6;

/// Who talks to the payment service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Payments {
    pipeline: Pipeline,
    api: Arc<Api>,
    random: fn() -> u64,
}

impl Payments {
    /// Somebody who talks to this service, and spreads visits by random numbers.
    pub const fn new(pipeline: Pipeline, api: Arc<Api>, random: fn() -> u64) -> Self {
        Self { pipeline, api, random }
    }

    /// Works until told to stop. A visit under way is left: its lease runs out, and the next one reads before it writes.
    pub(super) async fn run(&self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            let visited = tokio::select! {
                visited = self.round() => visited,
                () = stop.heard() => return,
            };
            let more = matches!(visited, Ok(1..));
            if let Err(error) = visited {
                report("talk to the payment service", &error);
            }
            if more {
                continue;
            }
            tokio::select! {
                _ = work.changed() => {}
                () = tokio::time::sleep(REST) => {}
                () = stop.heard() => {}
            }
        }
    }

    /// Works until the service knows of every change, or it was tried so often in vain that nobody waits: the answer is how
    /// many accounts it does not know the last change of.
    pub(super) async fn drain(&self) -> Result<u32> {
        loop {
            if self.round().await? > 0 {
                continue;
            }
            let mut view = self.pipeline.db().view().await?;
            let (waiting, vain) = work::waiting(&mut view, VAIN).await?;
            drop(view);
            if waiting == vain {
                return Ok(vain);
            }
            tokio::time::sleep(REST / 4).await;
        }
    }

    /// Visits those accounts that are due, some at once; says how many.
    pub async fn round(&self) -> Result<usize> {
        let now = self.pipeline.now();
        if !work::is_due(&mut *self.pipeline.db().view().await?, now).await? {
            return Ok(0);
        }
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        let claims = work::claim(&mut tx, now, self.lease(), AT_ONCE).await?;
        tx.commit().await?;
        let mut visits = tokio::task::JoinSet::new();
        let count = claims.len();
        for claim in claims {
            let payments = self.clone();
            visits.spawn(async move { payments.visit(claim).await });
        }
        while let Some(visited) = visits.join_next().await {
            match visited {
                Ok(visited) => visited?,
                Err(problem) => tracing::error!("an account could not be visited: {problem}"),
            }
        }
        Ok(count)
    }

    /// Visits one account, due or not. `false` where somebody does already or it is to be left alone, and without a price.
    pub async fn visit_now(&self, account: AccountId) -> Result<bool> {
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        let claim = work::claim_one(&mut tx, account, self.pipeline.now(), self.lease()).await?;
        tx.commit().await?;
        let Some(claim) = claim else { return Ok(false) };
        self.visit(claim).await?;
        Ok(true)
    }

    /// Longer than a visit takes: nobody else comes while calls of it are under way.
    fn lease(&self) -> Duration {
        self.api.time() * (CALLS + 1) + REST
    }

    async fn visit(&self, claim: Claim) -> Result<()> {
        let until = clock::moment() + self.api.time() * CALLS;
        let mut view = self.pipeline.db().view().await?;
        let Some(standing) = work::of_claim(&mut view, claim).await? else { return Ok(()) };
        let account = accounts::by_id(&mut view, claim.account).await?;
        drop(view);
        let (tries, revision) = (standing.tries, standing.revision);
        let visit = Visit::new(&self.pipeline, &self.api, (claim, until), account, standing);
        match visit.go().await {
            Ok(look) => {
                let now = self.pipeline.now();
                let span = if look.state.is_overdue() { HOUR } else { DAY };
                let mut tx = self.pipeline.db().begin(Wait::Long).await?;
                let settled = work::settle(&mut tx, claim, &look, now.after(self.spread(span)), now).await?;
                tx.commit().await?;
                tracing::debug!(
                    account = claim.account.0,
                    revision,
                    state = look.state.as_str(),
                    settled,
                    "a visit"
                );
                Ok(())
            }
            Err(Stopped::Problem(problem)) => self.put_off(claim, tries, &problem).await,
            Err(Stopped::Lost) => Ok(()),
            Err(Stopped::Store(error)) => Err(error.into()),
        }
    }

    async fn put_off(&self, claim: Claim, tries: u32, problem: &Problem) -> Result<()> {
        let now = self.pipeline.now();
        let pause = PAUSES.after(tries.saturating_add(1).min(1_000), (self.random)()).unwrap_or(HOUR);
        let until = now.after(pause.max(problem.after().unwrap_or_default()));
        let words = problem.words();
        let put_off = PutOff { until, words, other_keys: problem.is_kept() };
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        work::put_off(&mut tx, claim, put_off, now).await?;
        tx.commit().await?;
        tracing::warn!(
            account = claim.account.0,
            tries,
            "a visit to the payment service is put off: {words}"
        );
        Ok(())
    }

    /// A span less up to an eighth of it, so that not all accounts come at once.
    fn spread(&self, span: Duration) -> Duration {
        let eighth = u64::try_from(span.as_millis() / 8).unwrap_or(u64::MAX).max(1);
        span.saturating_sub(Duration::from_millis((self.random)() % eighth))
    }
}

/// Where no payment service is set, nobody is held to arrears with one that was.
pub(super) async fn without_service(pipeline: &Pipeline) -> Result<()> {
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    payment::without_service(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// How long events of the service are remembered: longer than it repeats them.
pub(super) const EVENTS: Duration = Duration::from_hours(30 * 24);

/// A moment in seconds.
pub(crate) const fn seconds(at: Micros) -> i64 {
    at.0.div_euclid(1_000_000)
}
