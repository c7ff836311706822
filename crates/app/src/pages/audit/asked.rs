//! What an address narrows the log to: the list and its download read the same.

use jiff::civil::Date;
use serde::Deserialize;
use store::audit::{Filter, Part, Whose};
use store::{Days, UserId};

use super::said::Group;
use crate::error::Result;
use crate::pages::address::Address;

/// The word of the operator in an address, and that of the payment service.
pub(super) const OPERATOR: &str = "operator";
pub(super) const SERVICE: &str = "stripe";

/// What the address says. What is none of the words or no date narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A kind of action.
    pub what: String,
    /// Somebody.
    pub who: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Only what is older than this entry.
    pub older: Option<i64>,
    /// Only what is newer than this entry.
    pub newer: Option<i64>,
}

impl Asked {
    /// The filter, in days of an account's time zone.
    pub fn filter(&self, time_zone: &str) -> Result<Filter> {
        let days = Days::of(time_zone)?;
        let group = Group::ALL.into_iter().find(|group| group.key() == self.what);
        let after = day(&self.to).and_then(|day| day.tomorrow().ok());
        Ok(Filter {
            actions: group.into_iter().flat_map(Group::actions).map(str::to_owned).collect(),
            whose: self.whose(),
            since: day(&self.from).map(|day| days.beginning(day)),
            until: after.map(|day| days.beginning(day)),
        })
    }

    /// Whose entries.
    pub fn whose(&self) -> Option<Whose> {
        match self.who.as_str() {
            OPERATOR => Some(Whose::Operator),
            SERVICE => Some(Whose::Service),
            id => id.parse().ok().map(|id| Whose::Person(UserId(id))),
        }
    }

    /// The part of the list.
    pub fn part(&self) -> Part {
        match (self.older, self.newer) {
            (Some(id), _) => Part::OlderThan(id),
            (None, Some(id)) => Part::NewerThan(id),
            (None, None) => Part::Newest,
        }
    }

    /// Whether it narrows anything.
    pub fn is_narrowed(&self) -> bool {
        [&self.what, &self.who, &self.from, &self.to].iter().any(|value| !value.is_empty())
    }

    /// An address with the same filter.
    pub fn narrowed(&self, path: &str) -> Address {
        Address::new(path)
            .with("what", &self.what)
            .with("who", &self.who)
            .with("from", &self.from)
            .with("to", &self.to)
    }
}

/// A day as a field for dates sends it.
fn day(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}
