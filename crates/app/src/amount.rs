//! Amounts of money as people type them: `1250.5`, a point before the minor digits and nothing between the others.

use plan::billing::{Currency, Money};

/// Reads an amount that is not below zero; otherwise says in a sentence what is wrong.
///
/// # Errors
/// Where it is no decimal number, or has more digits than the currency.
pub fn parse(text: &str, currency: Currency) -> Result<Money, String> {
    let minor = scaled(text, currency.digits());
    minor.map(|minor| Money::new(minor, currency)).ok_or_else(|| {
        let example = plain(Money::new(50 * 10_i64.pow(currency.digits()), currency));
        format!("“{}” is no amount in {currency}. One is {example}.", text.trim())
    })
}

/// A decimal number that is not below zero, without its point and with so many digits after it; `None` for anything else
/// and for more digits.
pub fn scaled(text: &str, digits: u32) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let places = usize::try_from(digits).ok()?;
    if whole.is_empty() || part.len() > places || !plain(whole) || !plain(part) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

/// An amount as it is typed: `1250.50`.
pub fn plain(amount: Money) -> String {
    let digits = amount.currency.digits();
    let (sign, minor) = (if amount.minor < 0 { "-" } else { "" }, amount.minor.unsigned_abs());
    let one = 10_u64.pow(digits);
    match digits {
        0 => format!("{sign}{minor}"),
        digits => format!("{sign}{}.{:0width$}", minor / one, minor % one, width = digits as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(text: &str, currency: &str) -> Option<i64> {
        parse(text, Currency::parse(currency).unwrap()).ok().map(|amount| amount.minor)
    }

    #[test]
    fn an_amount_has_as_many_digits_as_its_currency() {
        assert_eq!(minor("30", "USD"), Some(3_000));
        assert_eq!(minor(" 29.9 ", "USD"), Some(2_990));
        assert_eq!(minor("1200", "JPY"), Some(1_200));
        assert_eq!(minor("1.250", "KWD"), Some(1_250));
        for wrong in ["", ".5", "-3", "3,50", "1.234", "1e3", "99999999999999999999"] {
            assert_eq!(minor(wrong, "USD"), None, "{wrong}");
        }
        assert_eq!(minor("12.5", "JPY"), None);
        let said = parse("3,50", Currency::parse("EUR").unwrap()).unwrap_err();
        assert_eq!(said, "“3,50” is no amount in EUR. One is 50.00.");
    }

    #[test]
    fn what_is_shown_can_be_typed() {
        let shown = |minor, currency| plain(Money::new(minor, Currency::parse(currency).unwrap()));
        assert_eq!(shown(125_050, "USD"), "1250.50");
        assert_eq!(shown(-5, "USD"), "-0.05");
        assert_eq!(shown(1_200, "JPY"), "1200");
        assert_eq!(shown(1_250, "KWD"), "1.250");
    }
}
