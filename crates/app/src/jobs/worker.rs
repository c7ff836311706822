//! The loops of a worker: one applies imports, one settles messages, one erases.

use std::time::Duration;

use store::jobs::Job;
use store::{jobs as queue, messages as outgoing};
use tokio::sync::watch;

use super::{applying, expiry, messages};
use crate::pipeline::{Error, Pipeline, Result};

/// How long a worker rests that finds nothing to do and is told of nothing: other processes make work too.
const REST: Duration = Duration::from_secs(1);

/// How long a worker that is told to stop goes on with what it is at; then it hands it back.
const GRACE: Duration = Duration::from_secs(25);

/// How often what is kept too long is looked for.
const EXPIRY: Duration = Duration::from_hours(1);

/// Does what stands in the queue.
#[derive(Clone, Debug)]
pub struct Worker {
    pipeline: Pipeline,
    keep_files: Duration,
    random: fn() -> u64,
}

/// Tells workers to stop; dropping it does so too.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// Tells them.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Hears when to stop.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Whether it is time to stop.
    pub fn is_now(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Ends when it is time to stop.
    pub async fn heard(&mut self) {
        // An error says that whoever could tell is gone, which is the same.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// Somebody to tell, and somebody to hear.
pub fn stop() -> (Stopper, Stop) {
    let (teller, hearer) = watch::channel(false);
    (Stopper(teller), Stop(hearer))
}

impl Worker {
    /// A worker that erases the files of applied imports after `keep_files`, and spreads attempts by random numbers.
    pub const fn new(pipeline: Pipeline, keep_files: Duration, random: fn() -> u64) -> Self {
        Self { pipeline, keep_files, random }
    }

    /// Works until told to stop. What it is at then is finished, or handed back within half a minute.
    pub async fn run(&self, stop: Stop) {
        self.take_up(stop.clone()).await;
        tokio::join!(self.apply(stop.clone()), self.settle_messages(stop.clone()), self.erase(stop));
    }

    /// Works until nothing waits any more: no approved import, no job, no message. What was given up does not wait.
    pub async fn drain(&self) -> Result<()> {
        applying::resume(&self.pipeline).await?;
        let mut work = self.pipeline.work();
        loop {
            let settled = messages::work(&self.pipeline).await?;
            let job = applying::claim(&self.pipeline).await?;
            if let Some(job) = &job {
                applying::work(&self.pipeline, job, (self.random)()).await?;
            }
            if settled || job.is_some() {
                continue;
            }
            if self.is_idle().await? {
                break;
            }
            tokio::select! {
                _ = work.changed() => {}
                () = tokio::time::sleep(REST) => {}
            }
        }
        expiry::work(&self.pipeline, self.keep_files).await
    }

    /// Whether nothing waits, now or later.
    pub async fn is_idle(&self) -> Result<bool> {
        let mut view = self.pipeline.db().view().await?;
        Ok(queue::waiting(&mut view).await? == 0 && outgoing::waiting(&mut view).await? == 0)
    }

    async fn apply(&self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            match applying::claim(&self.pipeline).await {
                Ok(Some(job)) => self.apply_or_hand_back(&job, &mut stop).await,
                Ok(None) => self.rest(&mut work, &mut stop).await,
                Err(error) => {
                    report("claim an import", &error);
                    self.rest(&mut work, &mut stop).await;
                }
            }
        }
    }

    async fn apply_or_hand_back(&self, job: &Job, stop: &mut Stop) {
        let out_of_time = async {
            stop.heard().await;
            tokio::time::sleep(GRACE).await;
        };
        let done = tokio::select! {
            done = applying::work(&self.pipeline, job, (self.random)()) => done,
            // Dropping the work takes its transaction back.
            () = out_of_time => applying::hand_back(&self.pipeline, job).await,
        };
        if let Err(error) = done {
            report("settle an import", &error);
        }
    }

    async fn settle_messages(&self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            match messages::work(&self.pipeline).await {
                Ok(true) => {}
                Ok(false) => self.rest(&mut work, &mut stop).await,
                Err(error) => {
                    report("settle messages", &error);
                    self.rest(&mut work, &mut stop).await;
                }
            }
        }
    }

    async fn erase(&self, mut stop: Stop) {
        while !stop.is_now() {
            if let Err(error) = expiry::work(&self.pipeline, self.keep_files).await {
                report("erase what is kept no longer", &error);
            }
            tokio::select! {
                () = tokio::time::sleep(EXPIRY) => {}
                () = stop.heard() => {}
            }
        }
    }

    /// Rests until there may be work, for a second at most, more or less.
    async fn rest(&self, work: &mut watch::Receiver<()>, stop: &mut Stop) {
        let spread = Duration::from_millis((self.random)() % 250);
        tokio::select! {
            _ = work.changed() => {}
            () = tokio::time::sleep(REST + spread) => {}
            () = stop.heard() => {}
        }
    }

    /// Takes up what processes before this one left, until that works or it is time to stop.
    async fn take_up(&self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            match applying::resume(&self.pipeline).await {
                Ok(()) => return,
                Err(error) => report("take up the queue", &error),
            }
            self.rest(&mut work, &mut stop).await;
        }
    }
}

/// Logs what a loop could not do. A held database is nothing to speak of.
fn report(what: &str, error: &Error) {
    if matches!(error, Error::Store(store::Error::Busy)) {
        tracing::debug!("{what}: {error}");
    } else {
        tracing::error!("{what}: {error}");
    }
}
