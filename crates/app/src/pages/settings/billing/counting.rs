//! From when on somebody takes a seat: the form, and what it would do.

use jiff::civil::Date;
use plan::billing::{Billing, Counting, Need};
use plan::snapshot::Seats;
use serde::Deserialize;

use super::build::Typed;
use crate::error::Result;
use crate::pages::words;

/// The form as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingForm {
    /// Whether people count from joining on.
    pub joining: bool,
    /// What stands in the field of the trial.
    pub trial_days: String,
    /// The days that whoever hosts Muster gives, of which an Admin takes fewer; 0 where there is no such field.
    pub most: u32,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
    /// What counting from the invitation on would buy at once, where it would buy something.
    pub buys: Option<String>,
}

impl CountingForm {
    /// The form of a billing on a day.
    pub fn of(billing: &Billing, seats: &Seats, today: Date, typed: Option<&Typed>) -> Result<Self> {
        let most = billing.counting.trial_days();
        let (joining, trial_days, problem) = match typed {
            Some(Typed::TrialDays(typed, problem)) => (true, typed.clone(), Some(problem.clone())),
            _ => (!billing.counting.is_at_once(), most.to_string(), None),
        };
        Ok(Self { joining, trial_days, most, problem, buys: buys(billing, seats, today)? })
    }
}

/// What it costs if those who wait for their seat take it on a day.
fn buys(billing: &Billing, seats: &Seats, today: Date) -> Result<Option<String>> {
    let used = seats.used + billing.counting.pending();
    let added = used.saturating_sub(seats.paid());
    if added == 0 {
        return Ok(None);
    }
    let need = Need { paid: seats.paid(), added, used, used_after: used, ..Need::default() };
    let cost = billing.quote(need, today).and_then(|quote| quote.now.total()).map_err(store::Error::from)?;
    let seats = words::counted(added.into(), "seat", "seats");
    Ok(Some(format!("From the invitation on would buy {seats} at once, for {cost} with tax.")))
}

/// From when on, as the form sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    Invitation,
    Joining,
}

/// What the form says.
#[derive(Clone, Debug, Deserialize)]
pub struct Wish {
    from: From,
    #[serde(default)]
    trial_days: String,
}

impl Wish {
    /// What is to hold, or what was typed and what is wrong with it. Nobody gives their own company more than `most` days that
    /// cost nothing.
    pub fn read(&self, most: u32) -> Result<Counting, Typed> {
        let typed = self.trial_days.trim();
        let days = if typed.is_empty() { Some(0) } else { typed.parse().ok() };
        match (self.from, days) {
            (From::Invitation, _) => Ok(Counting::Invited),
            (From::Joining, Some(trial_days)) if trial_days <= most => {
                Ok(Counting::Joining { trial_days, pending: 0 })
            }
            (From::Joining, _) => {
                let problem = match most {
                    0 => "Days that cost nothing are given by whoever runs this installation.".to_owned(),
                    most => format!("“{typed}” is no number of days from 0 to {most}."),
                };
                Err(Typed::TrialDays(self.trial_days.clone(), problem))
            }
        }
    }
}
