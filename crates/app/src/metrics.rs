//! What whoever runs an installation may watch: counts, times and queues. No names, no addresses, no values of cells, and
//! no accounts either.
//!
//! A process counts what it does itself; queues are read from the database when somebody asks, so every process says the
//! same of them. Start at [`Metrics::text`].

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use store::lanes::Closed;
use store::messages::Channel;
use store::queue::Queue;

/// The media type of [`Metrics::text`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What a process has counted so far.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    request_time: Family<Route, Histogram, fn() -> Histogram>,
    planning_time: Histogram,
    applies: Family<Apply, Counter>,
    apply_time: Histogram,
    messages: Family<Message, Counter>,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    route: String,
    method: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Apply {
    result: &'static str,
}

/// What became of an attempt to apply an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It is done.
    Done,
    /// It was not applied, for a reason that its Admin is told.
    Refused,
    /// It is tried again.
    PutOff,
    /// It was given up.
    GivenUp,
}

impl Applied {
    const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::PutOff => "put_off",
            Self::GivenUp => "given_up",
        }
    }
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Message {
    channel: &'static str,
    result: &'static str,
}

/// What became of an attempt to send a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A provider took it.
    Sent,
    /// It is tried again.
    PutOff,
    /// The answer was lost: it may have gone out.
    Unsure,
    /// It was given up.
    Failed,
    /// It was not sent: nobody wants it any more, or it went to the Outbox.
    NotSent,
}

impl Sent {
    const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::PutOff => "put_off",
            Self::Unsure => "unsure",
            Self::Failed => "failed",
            Self::NotSent => "not_sent",
        }
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfQueue {
    queue: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfChannel {
    channel: &'static str,
}

/// A gauge of seconds.
type Seconds = Gauge<f64, AtomicU64>;

/// From half a millisecond to half a minute: pages.
fn of_requests() -> Histogram {
    Histogram::new(exponential_buckets(0.000_5, 3.0, 11))
}

/// From a millisecond to some minutes: plans and applies.
fn of_work() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 4.0, 10))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("muster");
        let metrics = Self {
            requests: Family::default(),
            request_time: Family::new_with_constructor(of_requests),
            planning_time: of_work(),
            applies: Family::default(),
            apply_time: of_work(),
            messages: Family::default(),
            registry: Registry::default(),
        };
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version of the program", version);
        registry.register("requests", "Requests answered", metrics.requests.clone());
        let seconds = Unit::Seconds;
        let (time, help) = (metrics.request_time.clone(), "Time until a request was answered");
        registry.register_with_unit("request_duration", help, seconds.clone(), time);
        let (time, help) = (metrics.planning_time.clone(), "Time to work out a plan");
        registry.register_with_unit("planning_duration", help, seconds.clone(), time);
        registry.register("applies", "Attempts to apply an import", metrics.applies.clone());
        let (time, help) = (metrics.apply_time.clone(), "Time of an attempt to apply an import");
        registry.register_with_unit("apply_duration", help, seconds, time);
        registry.register("messages", "Attempts to send a message", metrics.messages.clone());
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// A request was answered. `route` is the pattern, never the address.
    pub fn answered(&self, route: &str, method: &str, status: u16, time: Duration) {
        let (route, method) = (route.to_owned(), method.to_owned());
        self.request_time.get_or_create(&Route { route: route.clone() }).observe(time.as_secs_f64());
        self.requests.get_or_create(&Request { route, method, status }).inc();
    }

    /// A plan was worked out.
    pub fn planned(&self, time: Duration) {
        self.planning_time.observe(time.as_secs_f64());
    }

    /// An import was applied, or not.
    pub fn applied(&self, result: Applied, time: Duration) {
        self.applies.get_or_create(&Apply { result: result.word() }).inc();
        self.apply_time.observe(time.as_secs_f64());
    }

    /// A message was sent, or not.
    pub fn sent(&self, channel: Channel, result: Sent) {
        self.messages.get_or_create(&Message { channel: channel.as_str(), result: result.word() }).inc();
    }

    /// All of it as text, with the queues and lanes as they stand.
    ///
    /// # Errors
    /// None that can happen: text is written into memory.
    pub fn text(&self, queues: &[Queue], closed: &[Closed]) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode_registry(&mut text, &self.registry)?;
        encode_registry(&mut text, &standing(queues, closed))?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}

/// What is read when it is asked for.
fn standing(queues: &[Queue], closed: &[Closed]) -> Registry {
    let (due, later, failed) = (Family::default(), Family::default(), Family::default());
    let age: Family<OfQueue, Seconds> = Family::default();
    for queue in queues {
        let of = OfQueue { queue: queue.name.clone() };
        let set = |family: &Family<OfQueue, Gauge>, number: u32| {
            family.get_or_create(&of).set(number.into());
        };
        set(&due, queue.due);
        set(&later, queue.later);
        set(&failed, queue.failed);
        age.get_or_create(&of).set(queue.age.as_secs_f64());
    }
    let lanes: Family<OfChannel, Gauge> = Family::default();
    for channel in Channel::ALL {
        let is_closed = closed.iter().any(|lane| lane.channel == channel);
        lanes.get_or_create(&OfChannel { channel: channel.as_str() }).set(is_closed.into());
    }
    let mut registry = Registry::with_prefix("muster");
    registry.register("queue_due", "Work that could be taken up now", due);
    registry.register("queue_later", "Work that waits for its time, or is in hand", later);
    registry.register("queue_failed", "Jobs that were given up", failed);
    let help = "For how long the oldest work that is due waits";
    registry.register_with_unit("queue_age", help, Unit::Seconds, age);
    registry.register("channel_closed", "1 while a provider takes no messages", lanes);
    registry
}
