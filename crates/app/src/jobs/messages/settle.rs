//! Writing down what became of messages, several in one transaction.

use std::time::Duration;

use store::messages::{self, Channel, Settled};
use store::{Micros, Tx, callbacks, lanes, suppressions};

use super::compose::Claimed;
use super::{MOST_UNSURE, PAUSES};
use crate::metrics::Sent;
use crate::outside::Answer;
use crate::pipeline::Result;

/// The longest text that is kept of what a provider said.
const LONGEST: usize = 300;

/// What became of a claimed message.
#[derive(Clone, Debug)]
pub enum End {
    /// The provider's answer.
    Answered(Answer),
    /// It was not handed over, because it cannot be sent.
    Not(String),
    /// Nobody wants it any more.
    Ended,
    /// It was not handed over, because something on our side was in the way.
    Undone(String),
}

/// A claimed message and what became of it.
#[derive(Clone, Debug)]
pub struct Done {
    /// The message.
    pub claimed: Claimed,
    /// Where it went, as far as that was known.
    pub to: String,
    /// What became of it.
    pub end: End,
}

impl Done {
    /// Whether the provider has shown that it takes messages, or at least answers.
    pub const fn shows_life(&self) -> bool {
        matches!(&self.end, End::Answered(answer) if !matches!(answer, Answer::Closed { .. }))
    }
}

/// Writes it all down, and says what became of each. `random` spreads what is tried again; `lost` is how long to wait for a word about a message whose
/// answer was lost.
pub async fn settle(
    tx: &mut Tx,
    channel: Channel,
    done: &[Done],
    now: Micros,
    lost: Duration,
    random: u64,
) -> Result<Vec<Sent>> {
    let mut sent = Vec::with_capacity(done.len());
    for one in done {
        let words = words(one);
        let settled = settled(one, &words, now, lost, random);
        let ours = write(tx, channel, &one.claimed, settled, now).await?;
        log(channel, one, settled);
        follow(tx, channel, one, &words, ours, now).await?;
        sent.push(counted(settled));
    }
    Ok(sent)
}

const fn counted(settled: Settled<'_>) -> Sent {
    match settled {
        Settled::Sent => Sent::Sent,
        Settled::Later(..) | Settled::Back(_) => Sent::PutOff,
        Settled::Unsure(..) => Sent::Unsure,
        Settled::Failed(_) => Sent::Failed,
        Settled::Outbox | Settled::Ended => Sent::NotSent,
    }
}

/// What follows from an answer beyond the message itself.
async fn follow(
    tx: &mut Tx,
    channel: Channel,
    one: &Done,
    words: &str,
    ours: bool,
    now: Micros,
) -> Result<()> {
    match &one.end {
        // Where somebody else has the message by now, or a report was faster, the provider's name for it still is good.
        End::Answered(Answer::Accepted { id: Some(id) }) => {
            callbacks::remember(tx, &one.claimed.handed(channel), id, now).await?;
        }
        End::Answered(Answer::Refused { suppress: Some(why), .. }) if ours => {
            suppressions::add(tx, channel, &one.to, *why, words, now).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Closes the lane where a provider takes nothing, or opens it again where it does. `known` is the lane as it was closed
/// before: until its time is over, answers are to messages that were under way already, and open nothing.
pub async fn open_or_close(
    tx: &mut Tx,
    channel: Channel,
    done: &[Done],
    known: Option<&lanes::Closed>,
    now: Micros,
    random: u64,
) -> Result<()> {
    let closed = done.iter().find_map(|one| match &one.end {
        End::Answered(Answer::Closed { words, after }) => Some((words, *after)),
        _ => None,
    });
    match closed {
        Some((words, after)) => {
            let own = PAUSES.after(known.map_or(0, |lane| lane.tries) + 1, random).unwrap_or(PAUSES.longest);
            let until = now.after(after.map_or(own, |wanted| wanted.max(Duration::from_secs(1))));
            tracing::warn!(channel = channel.as_str(), %words, "the provider takes nothing for now");
            lanes::close(tx, channel, until, &cut(words), now).await?;
        }
        None if known.is_some_and(|lane| lane.until <= now) && done.iter().any(Done::shows_life) => {
            tracing::info!(channel = channel.as_str(), "the provider takes messages again");
            lanes::open(tx, channel).await?;
        }
        None => {}
    }
    Ok(())
}

fn settled<'a>(one: &Done, words: &'a str, now: Micros, lost: Duration, random: u64) -> Settled<'a> {
    let again = |wanted: Option<Duration>| match PAUSES.after(one.claimed.attempts(), random) {
        Some(pause) => Settled::Later(now.after(wanted.map_or(pause, |wanted| wanted.max(pause))), words),
        None => Settled::Failed(words),
    };
    match &one.end {
        End::Answered(Answer::Accepted { .. }) => Settled::Sent,
        End::Answered(Answer::Later { after, .. }) => again(*after),
        // The lane is closed meanwhile, and whoever waits is first when it opens.
        End::Answered(Answer::Closed { .. }) => Settled::Back(now),
        End::Answered(Answer::Unsure { .. }) if one.claimed.unsure() + 1 < MOST_UNSURE => {
            Settled::Unsure(now.after(lost), words)
        }
        End::Answered(Answer::Unsure { .. } | Answer::Refused { .. }) | End::Not(_) => Settled::Failed(words),
        End::Undone(_) => again(None),
        End::Ended => Settled::Ended,
    }
}

async fn write(
    tx: &mut Tx,
    channel: Channel,
    claimed: &Claimed,
    settled: Settled<'_>,
    now: Micros,
) -> Result<bool> {
    Ok(match claimed {
        Claimed::Invite(due) => messages::settle_invite(tx, channel, due, settled, now).await?,
        Claimed::Notice(notice) => messages::settle_notice(tx, &notice.due, settled, now).await?,
    })
}

/// The words to keep: one line, not too long, and without the address, so that the same trouble reads the same for all.
fn words(one: &Done) -> String {
    let words = match &one.end {
        End::Answered(
            Answer::Refused { words, .. }
            | Answer::Later { words, .. }
            | Answer::Closed { words, .. }
            | Answer::Unsure { words },
        )
        | End::Not(words)
        | End::Undone(words) => words.as_str(),
        End::Answered(Answer::Accepted { .. }) | End::Ended => "",
    };
    let words = if one.to.is_empty() { words.to_owned() } else { words.replace(&one.to, "…") };
    let words = cut(&words);
    if matches!(one.end, End::Answered(Answer::Unsure { .. })) && one.claimed.unsure() + 1 >= MOST_UNSURE {
        format!("{words} That happened {MOST_UNSURE} times; it may have arrived all the same.")
    } else {
        words
    }
}

/// One line that is not too long.
pub fn cut(words: &str) -> String {
    let line: String = words.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    line.trim().chars().take(LONGEST).collect()
}

fn log(channel: Channel, one: &Done, settled: Settled<'_>) {
    let message = one.claimed.handed(channel);
    match settled {
        Settled::Sent => tracing::debug!(%message, "sent"),
        Settled::Failed(_) => tracing::info!(%message, "given up"),
        Settled::Unsure(..) => tracing::warn!(%message, "sent, perhaps: the answer was lost"),
        Settled::Later(..) => tracing::info!(%message, attempts = one.claimed.attempts(), "put off"),
        Settled::Outbox | Settled::Back(_) | Settled::Ended => {
            tracing::debug!(%message, ?settled, "not sent");
        }
    }
}
