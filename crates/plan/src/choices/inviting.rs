//! When the people of an import are invited.

use std::fmt;

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// When new people get their invitation. In JSON `true` is now and `false` is never, as it was before there were others;
/// besides there are `"held"` and `{"at": "2026-12-01T08:00:00-06:00"}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Inviting {
    /// Nobody is sent one; the links are there to be copied or sent later.
    None,
    /// As soon as the import is applied.
    #[default]
    Now,
    /// At a time.
    At(SendAt),
    /// Once a person releases them.
    Held,
}

impl Inviting {
    /// Whether messages are made at all, be it for later.
    pub const fn sends(self) -> bool {
        !matches!(self, Self::None)
    }

    /// Whether they go out with the import.
    pub const fn is_now(&self) -> bool {
        matches!(self, Self::Now)
    }

    /// The time that was set, if one was.
    pub const fn at(self) -> Option<SendAt> {
        match self {
            Self::At(at) => Some(at),
            Self::None | Self::Now | Self::Held => None,
        }
    }
}

/// A moment, and how it is written where the account is. What was agreed to is the moment: an account that moves to
/// another time zone afterwards keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SendAt {
    /// Microseconds since the beginning of 1970, UTC.
    pub micros: i64,
    /// Seconds by which the clocks of the account are ahead of UTC then.
    pub offset: i32,
}

impl SendAt {
    /// Reads `2026-12-01T08:00:00-06:00`; `None` for anything without a time and an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text).ok()?;
        let offset = pieces.to_numeric_offset()?;
        let local = pieces.date().to_datetime(pieces.time()?);
        let micros = offset.to_timestamp(local).ok()?.as_microsecond();
        Some(Self { micros, offset: offset.seconds() })
    }

    /// The day and the time where the account is: `1 December 2026 at 08:00`.
    pub fn said(self) -> String {
        let (time, offset) = self.parts();
        offset.to_datetime(time).strftime("%-d %B %Y at %H:%M").to_string()
    }

    fn parts(self) -> (Timestamp, Offset) {
        let time = Timestamp::from_microsecond(self.micros).unwrap_or_default();
        (time, Offset::from_seconds(self.offset).unwrap_or(Offset::UTC))
    }
}

impl fmt::Display for SendAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, offset) = self.parts();
        write!(f, "{}", time.display_with_offset(offset))
    }
}

/// The choice as JSON has it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Whether(bool),
    Word(String),
    Time { at: String },
}

impl From<Inviting> for Written {
    fn from(inviting: Inviting) -> Self {
        match inviting {
            Inviting::None => Self::Whether(false),
            Inviting::Now => Self::Whether(true),
            Inviting::At(at) => Self::Time { at: at.to_string() },
            Inviting::Held => Self::Word("held".to_owned()),
        }
    }
}

impl TryFrom<Written> for Inviting {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Whether(true) => Ok(Self::Now),
            Written::Whether(false) => Ok(Self::None),
            Written::Word(word) if word == "held" => Ok(Self::Held),
            Written::Word(word) => Err(format!("invitations are not {word:?}")),
            Written::Time { at } => {
                SendAt::parse(&at).map(Self::At).ok_or_else(|| format!("{at:?} is no time with an offset"))
            }
        }
    }
}
