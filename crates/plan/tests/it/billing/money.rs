//! Amounts and currencies.

use plan::billing::{BillingError, Currency, Money};

use super::usd;

fn currency(text: &str) -> Currency {
    Currency::parse(text).unwrap()
}

#[test]
fn amounts_are_printed_as_people_read_them() {
    for (minor, letters, text) in [
        (123_450, "USD", "$1,234.50"),
        (5, "USD", "$0.05"),
        (0, "EUR", "€0.00"),
        (123_450, "EUR", "€1,234.50"),
        (-4_550, "GBP", "-£45.50"),
        (1_200, "JPY", "¥1,200"),
        (-1, "JPY", "-¥1"),
        (123_450, "CHF", "CHF 1,234.50"),
        (1_234_567, "KWD", "KWD 1,234.567"),
        (1_000_000, "VND", "VND 1,000,000"),
        (12_345, "CLF", "CLF 1.2345"),
        (i64::MIN, "USD", "-$92,233,720,368,547,758.08"),
    ] {
        assert_eq!(Money::new(minor, currency(letters)).to_string(), text);
    }
}

#[test]
fn a_currency_is_three_letters_in_whatever_case() {
    assert_eq!(currency(" chf ").as_str(), "CHF");
    for text in ["", "US", "USDX", "U5D", "€€€", "EÜR"] {
        assert_eq!(Currency::parse(text), Err(BillingError::Currency(text.to_owned())), "{text}");
    }
}

#[test]
fn minor_units_have_the_digits_of_iso_4217() {
    for (letters, digits) in
        [("USD", 2), ("CHF", 2), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("VND", 0), ("BHD", 3), ("TND", 3)]
    {
        assert_eq!(currency(letters).digits(), digits, "{letters}");
    }
}

#[test]
fn a_sum_that_does_not_fit_is_an_error_and_one_that_does_is_none_whatever_was_on_the_way() {
    let most = usd(i64::MAX);
    assert_eq!(most.plus(usd(1)), Err(BillingError::Overflow));
    assert_eq!(usd(i64::MIN).negative(), Err(BillingError::Overflow));
    assert_eq!(usd(-2).minus(most), Err(BillingError::Overflow));
    let all = [most, most, usd(-1), usd(-i64::MAX)];
    assert_eq!(Money::sum(currency("USD"), all), Ok(usd(i64::MAX - 1)));
}

#[test]
fn amounts_in_two_currencies_do_not_add_up() {
    let euro = Money::new(1, currency("EUR"));
    assert_eq!(usd(1).plus(euro), Err(BillingError::Mixed(currency("USD"), currency("EUR"))));
    assert!(usd(0).minus(euro).is_err(), "nothing is of a currency, too");
}
