//! When new people are invited, as the command line says it.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use plan::choices::{Inviting, SendAt};

use super::exit::CliError;
use crate::local_time::{self, Clocks};
use crate::pages::words;

/// When new people are invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitesArg {
    /// With the import.
    Now,
    /// Once somebody releases them.
    Held,
    /// Not at all.
    None,
    /// At a time where the account is.
    Local(DateTime),
    /// At a moment, given with its offset.
    Moment(SendAt),
}

impl FromStr for InvitesArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "now" => Ok(Self::Now),
            "held" => Ok(Self::Held),
            "none" => Ok(Self::None),
            _ => {
                let time = text.strip_prefix("at=").ok_or("it is now, held, none or at=TIME")?;
                let local = local_time::parse(time).map(Self::Local);
                let said = local.or_else(|| SendAt::parse(time).map(Self::Moment));
                said.ok_or_else(|| "a time is given as at=2026-12-01T08:00".to_owned())
            }
        }
    }
}

impl InvitesArg {
    /// The choice, in a time zone. A time that does not exist there, exists twice or has passed is refused: nobody sits
    /// before a command line to be shown what was made of it.
    ///
    /// # Errors
    /// `invites.time` and `invites.past`.
    pub fn inviting(self, zone_name: &str, now: Timestamp) -> Result<Inviting, CliError> {
        let zone = TimeZone::get(zone_name).unwrap_or(TimeZone::UTC);
        let at = match self {
            Self::Now => return Ok(Inviting::Now),
            Self::Held => return Ok(Inviting::Held),
            Self::None => return Ok(Inviting::None),
            Self::Local(local) => of_clocks(local, &zone, zone_name)?,
            Self::Moment(at) => {
                local_time::in_zone(Timestamp::from_microsecond(at.micros).unwrap_or_default(), &zone)
            }
        };
        if at.micros <= now.as_microsecond() {
            let text = format!("{at} is past. Give a time to come, or --invites now.");
            return Err(CliError::refused("invites.past", text));
        }
        Ok(Inviting::At(at))
    }
}

fn of_clocks(local: DateTime, zone: &TimeZone, zone_name: &str) -> Result<SendAt, CliError> {
    let refused = |text: String| CliError::refused("invites.time", text);
    let (at, clocks) =
        local_time::moment(local, zone).ok_or_else(|| refused(format!("{local} is out of reach.")))?;
    let place = words::zone_name(zone_name);
    match clocks {
        Clocks::Go => Ok(at),
        Clocks::Skip => Err(refused(format!(
            "There is no {} in {place}: the clocks go forward over it. Give a time before or after, such as at={}.",
            local.strftime("%Y-%m-%dT%H:%M"),
            local_time::shown(at, zone).strftime("%Y-%m-%dT%H:%M")
        ))),
        Clocks::Repeat => {
            let hours =
                zone.to_ambiguous_timestamp(local).later().map(|later| local_time::in_zone(later, zone));
            let second = hours.map_or_else(|_| at.to_string(), |later| later.to_string());
            Err(refused(format!(
                "{} comes twice in {place}: the clocks go back over it. Say which: at={at} or at={second}.",
                local.strftime("%Y-%m-%dT%H:%M")
            )))
        }
    }
}
