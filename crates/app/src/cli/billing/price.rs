//! Reads a price off the command line.

use jiff::civil::Date;
use plan::billing::{Currency, Cycle, Money, Terms, Tier};

use super::wrong;
use crate::amount;
use crate::cli::exit::CliError;

/// Set what a seat costs; a price that follows another is in force from the next period on
#[derive(Debug, clap::Args)]
pub struct PriceArgs {
    /// The account, by its short name
    #[arg(long, value_name = "SLUG")]
    pub account: String,

    /// What each seat costs for a whole period, before tax, such as 30 or 29.90
    #[arg(long, value_name = "AMOUNT")]
    per_seat: String,

    /// From a seat on another price: 11:25.00 for the 11th seat and those after it. Can be said several times
    #[arg(long, value_name = "SEAT:AMOUNT")]
    tier: Vec<String>,

    /// How long a period is
    #[arg(long, value_name = "PERIOD", value_enum)]
    period: Length,

    /// A day on which a period begins
    #[arg(long, value_name = "YYYY-MM-DD")]
    anchor: String,

    /// Tax on top, in per cent, such as 19 or 7.7
    #[arg(long, value_name = "PER CENT", default_value = "0")]
    tax: String,

    /// Seats that are always paid for [default: as many as the price before has]
    #[arg(long, value_name = "N")]
    commitment: Option<u32>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Length {
    Month,
    Quarter,
    Year,
}

impl PriceArgs {
    /// The terms that were said.
    ///
    /// # Errors
    /// Where an amount, a day or a tier cannot be read.
    pub fn terms(&self, currency: Currency, commitment: u32) -> Result<Terms, CliError> {
        let anchor: Date = self
            .anchor
            .parse()
            .map_err(|_| wrong(format!("{} is no day. One is 2026-01-01.", self.anchor)))?;
        let cycle = match self.period {
            Length::Month => Cycle::Month,
            Length::Quarter => Cycle::Quarter,
            Length::Year => Cycle::Year,
        };
        Ok(Terms {
            currency,
            cycle,
            anchor,
            tiers: self.tiers(currency)?,
            tax_ppm: per_cent(&self.tax)?,
            commitment: self.commitment.unwrap_or(commitment),
        })
    }

    fn tiers(&self, currency: Currency) -> Result<Vec<Tier>, CliError> {
        let mut tiers = vec![Tier::all(read(&self.per_seat, currency)?.minor)];
        for said in &self.tier {
            let bad = || {
                wrong(format!("{said} is no tier. One is 11:25.00, for the 11th seat and those after it."))
            };
            let (seat, each) = said.split_once(':').ok_or_else(bad)?;
            let first = seat.trim().parse::<u32>().ok().filter(|seat| *seat > 1).ok_or_else(bad)?;
            if let Some(last) = tiers.last_mut() {
                last.up_to = Some(first - 1);
            }
            tiers.push(Tier::all(read(each, currency)?.minor));
        }
        Ok(tiers)
    }
}

/// An amount as people write it.
///
/// # Errors
/// Where it is no amount in the currency.
pub fn read(text: &str, currency: Currency) -> Result<Money, CliError> {
    amount::parse(text, currency).map_err(wrong)
}

/// A tax in parts of a million.
fn per_cent(text: &str) -> Result<u32, CliError> {
    let parts = amount::scaled(text.trim_end_matches('%'), 4).and_then(|parts| u32::try_from(parts).ok());
    parts.ok_or_else(|| wrong(format!("“{text}” is no tax in per cent, such as 19 or 7.7.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tax_is_read_in_per_cent() {
        assert_eq!(per_cent("19").unwrap(), 190_000);
        assert_eq!(per_cent("7.7%").unwrap(), 77_000);
        assert!(per_cent("a lot").is_err());
    }
}
