//! The lane of one channel: claims, hands over, writes down, several messages at a time and at the pace of the provider.
//!
//! What became of some messages and the claim of the next ones go into one transaction. A message is claimed only when it
//! can be handed over at once, so that a worker which dies has few in hand; those are tried again when their lease is over,
//! and count as unsure.

use std::time::Duration;

use store::messages::{self, Channel};
use store::{Micros, Tx, Wait, lanes};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::bucket::Bucket;
use super::compose::{Claimed, Composed, Composer, Composing};
use super::settle::{Done, End, open_or_close, settle};
use super::{Dispatch, guard};
use crate::clock;
use crate::jobs::worker::{GRACE, REST, Stop, report};
use crate::outside::{Carrier, Message};
use crate::pipeline::{Pipeline, Result};

/// Messages that are under way at once.
const AT_ONCE: usize = 8;

/// How long a lane waits that found less than it could take.
const BREATH: Duration = Duration::from_millis(50);

/// After so many vain tries in a row nobody who only wants to empty the queue waits any longer.
pub const VAIN: u32 = 6;

/// A lane at work.
pub struct Lane {
    pipeline: Pipeline,
    dispatch: Dispatch,
    channel: Channel,
    carrier: Carrier,
    bucket: Bucket,
    random: fn() -> u64,
    under_way: JoinSet<Done>,
    done: Vec<Done>,
    /// How long there is nothing to claim.
    idle: Duration,
}

impl Lane {
    /// The lane of a channel that has a provider.
    pub fn new(
        pipeline: &Pipeline,
        dispatch: &Dispatch,
        channel: Channel,
        random: fn() -> u64,
    ) -> Option<Self> {
        let carrier = dispatch.outside.carrier(channel)?.clone();
        Some(Self {
            pipeline: pipeline.clone(),
            dispatch: dispatch.clone(),
            channel,
            bucket: Bucket::new(carrier.rate, clock::moment()),
            carrier,
            random,
            under_way: JoinSet::new(),
            done: Vec::new(),
            idle: Duration::ZERO,
        })
    }

    /// Works until told to stop; what is under way then is waited for, within reason.
    pub async fn run(mut self, mut stop: Stop) {
        let mut work = self.pipeline.work();
        while !stop.is_now() {
            if let Err(error) = self.turn(true).await {
                report("send messages", &error);
                self.idle = REST;
            }
            self.wait(&mut work, &mut stop).await;
        }
        let ending = async {
            while !(self.under_way.is_empty() && self.done.is_empty()) {
                self.gather().await;
                if let Err(error) = self.turn(false).await {
                    report("write down what became of messages", &error);
                    tokio::time::sleep(REST).await;
                }
            }
        };
        if tokio::time::timeout(GRACE, ending).await.is_err() {
            tracing::warn!("messages were still under way after {GRACE:?}; they are tried again later");
        }
    }

    /// Waits for something to do: a message that is done, new ones, or the time to go on.
    async fn wait(&mut self, work: &mut watch::Receiver<()>, stop: &mut Stop) {
        let full = self.under_way.len() >= AT_ONCE;
        let idle = self.idle;
        tokio::select! {
            Some(done) = self.under_way.join_next() => self.take(done),
            _ = work.changed(), if !full && !idle.is_zero() => {}
            () = tokio::time::sleep(idle), if !full => {}
            () = stop.heard() => {}
        }
        self.take_ready();
    }

    async fn gather(&mut self) {
        if let Some(done) = self.under_way.join_next().await {
            self.take(done);
        }
        self.take_ready();
    }

    fn take_ready(&mut self) {
        while let Some(done) = self.under_way.try_join_next() {
            self.take(done);
        }
    }

    /// A task that panicked says nothing; its lease runs out.
    fn take(&mut self, done: std::result::Result<Done, tokio::task::JoinError>) {
        match done {
            Ok(done) => self.done.push(done),
            Err(problem) => tracing::error!("a message could not be worked on: {problem}"),
        }
    }

    /// Writes down what is done and claims what can go.
    async fn turn(&mut self, more: bool) -> Result<()> {
        let now = self.pipeline.now();
        let mut view = self.pipeline.db().view().await?;
        let closed = lanes::of_channel(&mut view, self.channel).await?;
        let due = more && messages::is_due(&mut view, self.channel, now).await?;
        drop(view);
        let room = if due { self.room(closed.as_ref(), now) } else { self.rests(REST) };
        if self.done.is_empty() && room == 0 {
            return Ok(());
        }
        let mut tx = self.pipeline.db().begin(Wait::Long).await?;
        let random = (self.random)();
        let sent = settle(&mut tx, self.channel, &self.done, now, self.carrier.time, random).await?;
        open_or_close(&mut tx, self.channel, &self.done, closed.as_ref(), now, random).await?;
        let claimed = self.claim(&mut tx, now, room).await?;
        if (claimed.len() as u32) < room {
            // Others were faster, or that was all.
            self.rests(BREATH);
        }
        tx.commit().await?;
        for result in sent {
            self.pipeline.metrics().sent(self.channel, result);
        }
        self.done.clear();
        self.bucket.take(claimed.len() as u32);
        for (one, composed) in self.compose(claimed).await {
            self.hand_over(one, composed);
        }
        Ok(())
    }

    /// How many messages can be handed over now.
    fn room(&mut self, closed: Option<&lanes::Closed>, now: Micros) -> u32 {
        let free = AT_ONCE.saturating_sub(self.under_way.len()) as u32;
        let there = self.bucket.there(clock::moment());
        match closed {
            Some(closed) if closed.until > now => self.rests(closed.until.since(now).min(REST)),
            // One tries whether the provider takes messages again; until it has an answer the others wait.
            Some(_) if self.under_way.is_empty() && there > 0 => self.claims(1),
            Some(_) => self.rests(REST),
            None if there == 0 => self.rests(self.bucket.wait().min(REST)),
            None => self.claims(free.min(there)),
        }
    }

    fn rests(&mut self, time: Duration) -> u32 {
        self.idle = time + Duration::from_millis((self.random)() % 50);
        0
    }

    fn claims(&mut self, messages: u32) -> u32 {
        self.idle = Duration::ZERO;
        messages
    }

    /// Claims what somebody waits for in front of a screen first, and invitations with what room is left.
    async fn claim(&self, tx: &mut Tx, now: Micros, room: u32) -> Result<Vec<Claimed>> {
        if room == 0 {
            return Ok(Vec::new());
        }
        // Longer than a handing over may take, so that nobody else tries what is still under way.
        let lease = self.carrier.time + self.carrier.time / 2 + REST;
        let notices = messages::claim_notices(tx, self.channel, now, lease, room).await?;
        let left = room.saturating_sub(notices.len() as u32);
        let mut claimed: Vec<Claimed> = notices.into_iter().map(Claimed::Notice).collect();
        if left > 0 {
            let invites = messages::claim_invites(tx, self.channel, now, lease, left).await?;
            claimed.extend(invites.into_iter().map(Claimed::Invite));
        }
        Ok(claimed)
    }

    /// Composes what was just claimed. It says what was in the way instead of failing: nobody else looks after these
    /// messages.
    async fn compose(&self, claimed: Vec<Claimed>) -> Vec<(Claimed, Prepared)> {
        if claimed.is_empty() {
            return Vec::new();
        }
        let mut view = match self.pipeline.db().view().await {
            Ok(view) => view,
            Err(error) => {
                let why = error.to_string();
                return claimed.into_iter().map(|one| (one, Err(why.clone()))).collect();
            }
        };
        let mut composer = Composer::new(&mut view, &self.dispatch, self.channel, self.pipeline.now());
        let mut prepared = Vec::with_capacity(claimed.len());
        for one in claimed {
            let composed = composer.compose(&one).await.map_err(|error| error.to_string());
            prepared.push((one, composed));
        }
        prepared
    }

    fn hand_over(&mut self, claimed: Claimed, composed: Prepared) {
        let (pipeline, carrier, channel) = (self.pipeline.clone(), self.carrier.clone(), self.channel);
        self.under_way.spawn(async move {
            let (to, end) = match guarded(&pipeline, composed).await {
                Ok(Composing::Send(composed)) => {
                    let answer = send(&carrier, channel, &claimed, &composed).await;
                    (composed.to, End::Answered(answer))
                }
                Ok(Composing::Not(why)) => (String::new(), End::Not(why)),
                Ok(Composing::Ended) => (String::new(), End::Ended),
                Err(why) => (String::new(), End::Undone(why)),
            };
            Done { claimed, to, end }
        });
    }
}

/// A composed message, or what on our side was in the way.
type Prepared = std::result::Result<Composing, String>;

/// Asks whether a message may go that anybody can ask for.
async fn guarded(pipeline: &Pipeline, composed: Prepared) -> Prepared {
    let composing = composed?;
    let Composing::Send(message) = &composing else { return Ok(composing) };
    let Some(country) = &message.guarded else { return Ok(composing) };
    let objection = objection(pipeline, &message.to, country).await.map_err(|error| error.to_string())?;
    Ok(objection.map_or(composing, Composing::Not))
}

async fn objection(pipeline: &Pipeline, to: &str, country: &str) -> Result<Option<String>> {
    let mut tx = pipeline.db().begin(Wait::Long).await?;
    let objection = guard::objection(&mut tx, to, country, pipeline.now()).await?;
    tx.commit().await?;
    Ok(objection)
}

async fn send(
    carrier: &Carrier,
    channel: Channel,
    claimed: &Claimed,
    composed: &Composed,
) -> crate::outside::Answer {
    let message = Message {
        handed: claimed.handed(channel),
        reference: &composed.reference,
        to: &composed.to,
        subject: &composed.words.subject,
        text: &composed.words.text,
        html: &composed.words.html,
    };
    carrier.provider.hand_over(&message, carrier.time).await
}
