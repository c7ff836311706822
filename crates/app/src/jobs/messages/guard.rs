//! Toll fraud: whoever owns costly numbers is paid for each text they get, and asks for as many as anybody sends.
//!
//! An import's invitations are not counted: an Admin agreed to each of them, and a person gets one. What somebody can ask
//! for without an Admin is: codes, links, and words about changes. None of those goes to a number that costs extra, and to
//! each range of numbers go so many an hour, fewer where the range lies abroad.

use std::time::Duration;

use plan::value::phone::PhoneNumber;
use store::{Tx, ranges};

use crate::pages::words::counted;

/// The window in which texts to a range are counted.
pub const WINDOW: Duration = Duration::from_hours(1);

/// Digits that make a range: at home a thousand numbers or so, which a company may have in a row.
const DIGITS: usize = 8;

/// Texts an hour to a range in the account's country.
const AT_HOME: u32 = 30;

/// Texts an hour to a range elsewhere.
const ABROAD: u32 = 6;

/// Why a text that was asked for is not sent, if that is so. `country` is the account's.
pub async fn objection(
    tx: &mut Tx,
    phone: &str,
    country: &str,
    now: store::Micros,
) -> store::Result<Option<String>> {
    let number = PhoneNumber::from_e164(phone);
    if number.is_none_or(PhoneNumber::costs_extra) {
        return Ok(Some("The number costs extra, so no codes or links are sent to it.".to_owned()));
    }
    let home = number.and_then(PhoneNumber::country).is_some_and(|of| of.eq_ignore_ascii_case(country));
    let digits: String = phone.chars().filter(char::is_ascii_digit).take(DIGITS).collect();
    let (most, count) = (if home { AT_HOME } else { ABROAD }, ranges::add(tx, &digits, WINDOW, now).await?);
    Ok((count > most).then(|| {
        format!(
            "More than {} asked for within an hour for numbers that begin with +{digits}.",
            counted(most.into(), "text was", "texts were")
        )
    }))
}
