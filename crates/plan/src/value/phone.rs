//! Mobile phone numbers in E.164.

use std::fmt;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::country::{Country, name_of};
use super::phone_fast::{is_plain_mobile, is_plain_nanp};
use super::phone_text::{Dialled, FEWEST, is_emergency};

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

    /// The number of its [`PhoneNumber::digits`]; `None` where they are too few or too many.
    pub fn from_digits(digits: u64) -> Option<Self> {
        (1_000..1_000_000_000_000_000).contains(&digits).then_some(Self(digits))
    }

    /// The digits as a number, country code first.
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// The two-letter code of the country the number belongs to; `None` for a number of no country (`+800 …`).
    pub fn country(self) -> Option<String> {
        let number = PHONE_NUMBER_UTIL.parse(self.to_string(), None).ok()?;
        let region = PHONE_NUMBER_UTIL.get_region_for_number(&number)?;
        (region != Region::World).then(|| region.to_string())
    }

    /// Whether reaching it costs somebody more than a call does: premium rates, shared costs, personal numbers that are
    /// passed on anywhere, satellites. Whoever has such a number is paid for each text it gets, so none is sent there
    /// that anybody could ask for.
    pub fn costs_extra(self) -> bool {
        let Ok(number) = PHONE_NUMBER_UTIL.parse(self.to_string(), None) else { return true };
        let of_no_country =
            PHONE_NUMBER_UTIL.get_region_for_number(&number).is_none_or(|it| it == Region::World);
        let kind = PHONE_NUMBER_UTIL.get_number_type(&number);
        let costly = matches!(
            kind,
            PhoneNumberType::PremiumRate | PhoneNumberType::SharedCost | PhoneNumberType::PersonalNumber
        );
        of_no_country || costly
    }

    /// Whether it is a number of the internet, at no place.
    pub fn is_of_internet(self) -> bool {
        ask(&self.to_string(), None).is_ok_and(|known| known.line == Line::Internet)
    }

    /// The number as people read it: groups with blanks between them, `+1 312 555 0117`.
    pub fn spaced(self) -> String {
        let plain = self.to_string();
        match PHONE_NUMBER_UTIL.parse(&plain, None) {
            Ok(number) => {
                PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::International).replace('-', " ")
            }
            Err(_) => plain,
        }
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

/// A phone as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneRead {
    /// The number.
    pub number: PhoneNumber,
    /// Whether the text had no `+` and was read with `+` before it.
    pub country_assumed: bool,
}

pub use super::phone_text::is_slip;

/// What a number is at the other end, as far as its digits tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// A mobile phone.
    Mobile,
    /// The digits do not tell, as those of North America.
    Either,
    /// A number of the internet, at no place: in most countries text messages do not arrive there.
    Internet,
    /// A line to a house, where no text message arrives.
    Landline,
}

/// A phone as it was read, and what is at its other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneReading {
    /// The number and how it was read.
    pub phone: PhoneRead,
    /// What it is.
    pub line: Line,
}

impl PhoneReading {
    /// The same, where the country of the row does not contradict the code that the number has.
    fn under(self, row: Option<Country>) -> Result<Self, PhoneProblem> {
        match row.and_then(Country::calling_code) {
            Some(code) if !row.is_none_or(|row| row.calls(self.phone.number.0)) => {
                Err(PhoneProblem::OtherCode(code))
            }
            _ => Ok(self),
        }
    }
}

/// Why a text is no phone number, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// There is nothing.
    #[error("There is no number.")]
    Blank,
    /// It holds letters.
    #[error("There are letters in it. Write the number in digits.")]
    Letters,
    /// A spreadsheet wrote a long number in short: `1.55E+10`.
    #[error(
        "Excel shortened this number, so its last digits are lost. Format the column as text and type the number anew."
    )]
    Shortened,
    /// It has an extension, which no text message reaches.
    #[error("It has an extension, which a text message cannot reach. Write the person's own number.")]
    Extension,
    /// It is said to be a fax, a pager or a mailbox, or is one by its digits.
    #[error(
        "This is a fax, a pager or a mailbox, which no text message reaches. Write the number of the person's mobile phone."
    )]
    NoTexts,
    /// It has a digit more than the mobile phones of Italy, whose mailboxes are numbered so.
    #[error("It has a digit too many for a mobile phone of Italy. Check the digits.")]
    Longer,
    /// Several numbers stand in one cell.
    #[error("There is more than one number in it. Each person has one.")]
    Several,
    /// It holds a control character.
    #[error("The number holds a control character, which cannot be seen. Type it anew.")]
    Control,
    /// A character cannot be in a phone number.
    #[error("“{0}” cannot stand in a phone number.")]
    Character(char),
    /// There are too few digits.
    #[error("It has {}, too few for a phone number.", digits(*.0))]
    Short(usize),
    /// There are too many digits.
    #[error("It has more than 15 digits, too many for a phone number.")]
    Long,
    /// The number begins with a country code that does not exist.
    #[error("No country has a code that begins like this.")]
    CountryCode,
    /// No such number exists in the country that its code names.
    #[error("No such number exists in the country that its code names. Check the digits.")]
    Unassigned,
    /// No such number exists in the country that the row names, and the text says no other.
    #[error(
        "No such number exists in the country of the row ({}). Check the digits, or write it with + and its country code.",
        name_of(.0).unwrap_or(.0)
    )]
    NotInRowCountry(String),
    /// The number has the code of one country, and the row names that of another.
    #[error(
        "It begins with another country code than the row names (+{0}). Write the number with the right one."
    )]
    OtherCode(u16),
    /// No such number exists in the account's country, nor anywhere with `+` before it.
    #[error(
        "No such number exists in the account's country ({0}). Check the digits, or write it with + and its country code."
    )]
    NotInCountry(String),
    /// Calls and texts to the number cost extra.
    #[error("This is a premium rate number. Write the person's own number.")]
    Premium,
    /// The cost of calls to the number is shared: it is the number of a service.
    #[error("This is the number of a service that shares the cost of calls. Write the person's own number.")]
    SharedCost,
    /// Calls to the number are free: it is the number of a service.
    #[error(
        "This is a toll-free number or that of a service, and nobody's own. Write the person's own number."
    )]
    Service,
    /// The number only forwards calls.
    #[error(
        "This number only forwards calls, and text messages do not arrive there. Write the person's own number."
    )]
    Forwards,
    /// The number calls for help.
    #[error("This is an emergency number. Write the person's own number.")]
    Emergency,
}

fn digits(count: usize) -> String {
    if count == 1 { "1 digit".to_owned() } else { format!("{count} digits") }
}

impl PhoneProblem {
    /// Whether the text may be a number of another country than the one it was read under.
    pub const fn may_be_of_another_country(&self) -> bool {
        self.is_of_nobody() || matches!(self, Self::NotInRowCountry(_) | Self::NotInCountry(_))
    }

    /// Whether there is such a number, and it is no person's.
    const fn is_of_nobody(&self) -> bool {
        matches!(
            self,
            Self::Premium | Self::SharedCost | Self::Service | Self::Forwards | Self::NoTexts | Self::Longer
        )
    }
}

/// Reads phone numbers of one account: those without `+` are numbers of the row's country where it has one, else of the
/// account's.
#[derive(Clone, Debug)]
pub struct PhoneReader {
    country: String,
    region: Option<Region>,
}

impl PhoneReader {
    /// A reader for a two-letter country code. Without such a country only numbers with `+` can be read.
    pub fn new(country: &str) -> Self {
        let region = Country::from_code(country).map(Country::region);
        Self { country: country.to_ascii_uppercase(), region }
    }

    /// Reads one number of a row without a country of its own.
    pub fn parse(&self, text: &str) -> Result<PhoneRead, PhoneProblem> {
        self.read(text, None).map(|reading| reading.phone)
    }

    /// Reads one number of a row with a country of its own, or without.
    pub fn read(&self, text: &str, row: Option<Country>) -> Result<PhoneReading, PhoneProblem> {
        let dialled = Dialled::of(text)?;
        let home = row.map(Country::region).or(self.region);
        if let Some(known) = plain(&dialled, home) {
            return known.reading(false).under(row);
        }
        let reading = self.ask_library(&dialled, row).and_then(|reading| reading.under(row));
        reading.map_err(|problem| match problem {
            _ if problem.is_of_nobody() => problem,
            _ if is_emergency(&dialled) => PhoneProblem::Emergency,
            _ if dialled.len() < FEWEST => PhoneProblem::Short(dialled.len()),
            _ => problem,
        })
    }

    /// Whether a text that was read in a row without a country may be another number in a country, or the only number there:
    /// it does not say whose code it has.
    pub fn depends_on_country(&self, text: &str, read: &Result<PhoneReading, PhoneProblem>) -> bool {
        let coded = |dialled: &Dialled| dialled.plus || dialled.as_str().starts_with("00");
        if Dialled::of(text).is_ok_and(|dialled| coded(&dialled)) {
            return false;
        }
        match read {
            Ok(reading) => {
                let home = Country::from_code(&self.country);
                home.is_none_or(|home| home.dials(reading.phone.number.0))
            }
            Err(problem) => {
                matches!(problem, PhoneProblem::NotInRowCountry(_) | PhoneProblem::NotInCountry(_))
            }
        }
    }

    /// The number by the library.
    fn ask_library(&self, dialled: &Dialled, row: Option<Country>) -> Result<PhoneReading, PhoneProblem> {
        let digits = dialled.as_str();
        if dialled.plus {
            return ask(&format!("+{digits}"), None).map(|found| found.reading(false));
        }
        let home = row.map(Country::region).or(self.region);
        match home.map_or(Err(PhoneProblem::Unassigned), |region| ask_at_home(digits, region)) {
            Ok(reading) => return Ok(reading),
            Err(problem) if problem.is_of_nobody() => return Err(problem),
            Err(_) => {}
        }
        // Where the row names its country, a number without a code of its own is one of that country or none: read as one of
        // another it would be a stranger's, for the lack of a digit.
        let coded = digits.strip_prefix("00");
        let found = ask(&format!("+{}", coded.unwrap_or(digits)), None).ok();
        let found = found.filter(|found| row.is_none_or(|row| coded.is_some() || row.dials(found.number.0)));
        found.map(|found| found.reading(true)).ok_or_else(|| match row {
            Some(row) => PhoneProblem::NotInRowCountry(row.code()),
            None => PhoneProblem::NotInCountry(self.country.clone()),
        })
    }

    /// What a text that is read as a landline may have been meant as: the number with `+` before it, where that is a mobile
    /// phone but for a digit at its end.
    pub fn short_of_mobile(&self, text: &str, row: Option<Country>) -> Option<String> {
        let dialled = Dialled::of(text).ok().filter(|dialled| !dialled.plus)?;
        let home = row.map(Country::region).or(self.region)?;
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(home)?.to_string();
        let number = format!("+{}", dialled.as_str());
        let longer = dialled.as_str().starts_with(&code).then(|| ask(&format!("{number}0"), None))?;
        longer.is_ok_and(|longer| longer.line == Line::Mobile).then_some(number)
    }

    /// What a text may be that is no number of the country its row names: one of the account's, which somebody abroad has
    /// kept, and one with its code and without `+`; each once.
    pub fn elsewhere(&self, text: &str) -> Vec<PhoneNumber> {
        let Ok(dialled) = Dialled::of(text) else { return Vec::new() };
        let digits = dialled.as_str();
        let of_account = self.region.and_then(|region| ask_at_home(digits, region).ok());
        let mut found: Vec<PhoneNumber> = of_account.map(|read| read.phone.number).into_iter().collect();
        found.extend(ask(&format!("+{digits}"), None).ok().map(|known| known.number));
        found.dedup();
        found
    }

    /// The numbers that may be meant by a text that is none, in its order, each once: without its extension, one of
    /// several, without the words around it, with the digits that letters look like.
    pub fn meant(&self, text: &str, row: Option<Country>) -> Vec<PhoneNumber> {
        let mut meant: Vec<PhoneNumber> = Vec::new();
        for part in super::phone_text::candidates(text) {
            if let Ok(reading) = self.read(&part, row)
                && !meant.contains(&reading.phone.number)
            {
                meant.push(reading.phone.number);
            }
        }
        meant
    }
}

/// The number by the short way, if that is sure to give the library's answer.
fn plain(dialled: &Dialled, home: Option<Region>) -> Option<Known> {
    let number =
        |digits: &[u8]| PhoneNumber(digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')));
    if dialled.plus && is_plain_mobile(dialled.digits()) {
        return Some(Known { number: number(dialled.digits()), line: Line::Mobile });
    }
    // Ten digits without `+` are a number of +1 like any other in these two.
    let nanp = matches!(home, Some(Region::US | Region::CA));
    let national = match dialled.digits() {
        [b'1', national @ ..] if national.len() == 10 && (dialled.plus || nanp) => national,
        national if national.len() == 10 && !dialled.plus && nanp => national,
        _ => return None,
    };
    let known = || Known { number: PhoneNumber(10_000_000_000 + number(national).0), line: Line::Either };
    is_plain_nanp(national).then(known)
}

/// Whether there is a country with this two-letter code and phone numbers of its own.
pub fn is_country(code: &str) -> bool {
    Country::from_code(code).is_some()
}

/// A valid number, and what it is.
struct Known {
    number: PhoneNumber,
    line: Line,
}

impl Known {
    const fn reading(self, country_assumed: bool) -> PhoneReading {
        PhoneReading { phone: PhoneRead { number: self.number, country_assumed }, line: self.line }
    }
}

/// Asks the library for a number of a country. Where numbers have any length, as in Germany, the country's own code
/// without its `+` looks like an area code: what would be a landline so, and a mobile phone with `+`, is the mobile phone.
fn ask_at_home(digits: &str, region: Region) -> Result<PhoneReading, PhoneProblem> {
    let found = ask(digits, Some(region))?;
    let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|code| code.to_string());
    if found.line != Line::Mobile
        && code.is_some_and(|code| digits.starts_with(&code))
        && let Ok(mobile) = ask(&format!("+{digits}"), None)
        && mobile.line == Line::Mobile
    {
        let same = mobile.number == found.number;
        return Ok(mobile.reading(!same));
    }
    Ok(found.reading(false))
}

/// Asks the library for a valid number that can be somebody's own.
fn ask(text: &str, region: Option<Region>) -> Result<Known, PhoneProblem> {
    let number = PHONE_NUMBER_UTIL.parse(text, region).map_err(|problem| match problem {
        rlibphonenumber::ParseError::InvalidCountryCode => PhoneProblem::CountryCode,
        _ => PhoneProblem::Unassigned,
    })?;
    let line = match PHONE_NUMBER_UTIL.get_number_type(&number) {
        PhoneNumberType::Unknown => return Err(PhoneProblem::Unassigned),
        PhoneNumberType::PremiumRate => return Err(PhoneProblem::Premium),
        PhoneNumberType::SharedCost => return Err(PhoneProblem::SharedCost),
        PhoneNumberType::TollFree | PhoneNumberType::UAN => return Err(PhoneProblem::Service),
        PhoneNumberType::VoiceMail if number.country_code == 39 => return Err(PhoneProblem::Longer),
        PhoneNumberType::VoiceMail | PhoneNumberType::Pager => return Err(PhoneProblem::NoTexts),
        PhoneNumberType::PersonalNumber => return Err(PhoneProblem::Forwards),
        PhoneNumberType::Mobile => Line::Mobile,
        PhoneNumberType::FixedLine => Line::Landline,
        // In North America mobile phones and internet numbers share their area codes and get texts alike.
        PhoneNumberType::VoIP if number.country_code != 1 => Line::Internet,
        _ => Line::Either,
    };
    let written = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
    let number = PhoneNumber::from_e164(&written).ok_or(PhoneProblem::Unassigned)?;
    Ok(Known { number, line })
}
