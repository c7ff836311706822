//! The loops of a worker: one applies imports, one for each channel sends messages, one erases, one
//! begins periods, one talks to the payment service.

use std::time::Duration;

use store::jobs::Job;
use store::messages::Channel;
use store::{jobs as queue, lanes, messages as outgoing};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::messages::lane::{Lane, VAIN};
use super::messages::{Dispatch, shelve};
use super::payment::{self, Payments};
use super::{applying, billing, expiry};
use crate::pipeline::{Error, Pipeline, Result};

/// How long a worker rests that finds nothing to do and is told of nothing: other processes make work too.
pub(super) const REST: Duration = Duration::from_secs(1);

/// How long a worker that is told to stop goes on with what it is at; then it hands it back.
pub(super) const GRACE: Duration = Duration::from_secs(25);

/// How often what is kept too long is looked for.
const EXPIRY: Duration = Duration::from_hours(1);

/// How often periods that are due are looked for. A day begins at another time in each zone.
const CHARGE: Duration = Duration::from_mins(15);

/// Does what stands in the queue.
#[derive(Clone, Debug)]
pub struct Worker {
    pipeline: Pipeline,
    keep_files: Duration,
    random: fn() -> u64,
    dispatch: Option<Dispatch>,
    payments: Option<Payments>,
}

/// What a worker that emptied the queue could not do, because somebody outside takes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Messages that still wait.
    pub messages: u32,
    /// Accounts of which the payment service does not know the last change.
    pub accounts: u32,
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
        Self { pipeline, keep_files, random, dispatch: None, payments: None }
    }

    /// The same, and it sends messages on the channels that have a provider.
    #[must_use]
    pub fn sending(self, dispatch: Dispatch) -> Self {
        Self { dispatch: Some(dispatch), ..self }
    }

    /// The same, and what seats cost is collected.
    #[must_use]
    pub fn collecting(self, payments: Payments) -> Self {
        Self { payments: Some(payments), ..self }
    }

    /// Works until told to stop. What it is at then is finished, or handed back within half a minute.
    pub async fn run(&self, stop: Stop) {
        self.take_up(stop.clone()).await;
        let lanes = self.lanes(&stop);
        tokio::join!(
            self.apply(stop.clone()),
            self.shelve(stop.clone()),
            self.erase(stop.clone()),
            // Large, and awaited seldom.
            Box::pin(self.charge(stop.clone())),
            Box::pin(self.collect(stop)),
            lanes.join_all()
        );
    }

    /// Works until nothing waits any more: no approved import, no job, no message, no change of
    /// seats. What was given up does not wait, and for a provider that takes nothing nobody waits forever: the answer is what is
    /// left because of that.
    pub async fn drain(&self) -> Result<Left> {
        applying::resume(&self.pipeline).await?;
        let (stopper, stop) = stop();
        let lanes = self.lanes(&stop);
        let left = self.empty().await;
        stopper.stop();
        lanes.join_all().await;
        let messages = left?;
        expiry::work(&self.pipeline, self.keep_files).await?;
        Box::pin(billing::work(&self.pipeline)).await?;
        let accounts = match &self.payments {
            Some(payments) => Box::pin(payments.drain()).await?,
            None => 0,
        };
        Ok(Left { messages, accounts })
    }

    /// The lanes of channels with a provider, each a task of its own.
    fn lanes(&self, stop: &Stop) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        for channel in Channel::ALL {
            let dispatch = self.dispatch.as_ref();
            let lane = dispatch.and_then(|it| Lane::new(&self.pipeline, it, channel, self.random));
            if let Some(lane) = lane {
                tasks.spawn(lane.run(stop.clone()));
            }
        }
        tasks
    }

    /// The channels whose messages go to the Outbox.
    fn without_provider(&self) -> impl Iterator<Item = Channel> {
        let has = |channel: &Channel| {
            self.dispatch.as_ref().is_some_and(|it| it.outside.carrier(*channel).is_some())
        };
        Channel::ALL.into_iter().filter(move |channel| !has(channel))
    }

    async fn shelve_once(&self) -> Result<bool> {
        let mut any = false;
        for channel in self.without_provider() {
            any |= shelve(&self.pipeline, channel).await?;
        }
        Ok(any)
    }

    async fn empty(&self) -> Result<u32> {
        let mut work = self.pipeline.work();
        loop {
            let settled = self.shelve_once().await?;
            let job = applying::claim(&self.pipeline).await?;
            if let Some(job) = &job {
                applying::work(&self.pipeline, job, (self.random)()).await?;
            }
            if settled || job.is_some() {
                continue;
            }
            if let Some(left) = self.left().await? {
                return Ok(left);
            }
            tokio::select! {
                _ = work.changed() => {}
                () = tokio::time::sleep(REST / 4) => {}
            }
        }
    }

    /// How many messages are left where all the rest is done; nothing while there is work.
    async fn left(&self) -> Result<Option<u32>> {
        let mut view = self.pipeline.db().view().await?;
        let mut left = 0;
        for channel in Channel::ALL {
            let waiting = outgoing::waiting_on(&mut view, channel).await?;
            let vain = lanes::of_channel(&mut view, channel).await?.is_some_and(|lane| lane.tries >= VAIN);
            if waiting > 0 && !vain {
                return Ok(None);
            }
            left += waiting;
        }
        Ok((queue::waiting(&mut view).await? == 0).then_some(left))
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

    async fn shelve(&self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            match self.shelve_once().await {
                Ok(true) => {}
                Ok(false) => self.rest(&mut work, &mut stop).await,
                Err(error) => {
                    report("put messages into the Outbox", &error);
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

    async fn charge(&self, mut stop: Stop) {
        while !stop.is_now() {
            if let Err(error) = billing::work(&self.pipeline).await {
                report("begin the periods that are due", &error);
            }
            tokio::select! {
                () = tokio::time::sleep(CHARGE) => {}
                () = stop.heard() => {}
            }
        }
    }

    async fn collect(&self, stop: Stop) {
        match &self.payments {
            Some(payments) => payments.run(stop).await,
            None => {
                if let Err(error) = payment::without_service(&self.pipeline).await {
                    report("forget the payment service", &error);
                }
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
pub(super) fn report(what: &str, error: &Error) {
    if matches!(error, Error::Store(store::Error::Busy)) {
        tracing::debug!("{what}: {error}");
    } else {
        tracing::error!("{what}: {error}");
    }
}
