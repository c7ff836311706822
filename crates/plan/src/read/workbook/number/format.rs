//! Number formats: what the code of a format (`00000`, `yyyy-mm-dd`) does to a number.

use super::Shown;
use super::date::{Epoch, duration};
use super::decimal::{Decimal, places};
use super::shape::{Shape, Sort};

/// Numbers of more digits before the point have lost some: a spreadsheet keeps 15.
const MOST_DIGITS: i32 = 15;

/// Without a format, numbers from here on are shown as `1.55E+10` where the column is as wide as columns are.
const LONG: i32 = 11;

/// A format that numbers are shown by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) enum NumberFormat {
    /// As a spreadsheet shows a number that nobody gave a format.
    #[default]
    General,
    /// As a moment.
    Moment { has_date: bool, has_time: bool },
    /// As hours that may be more than a day has.
    Duration,
    /// By sections: for positive numbers, negative ones, zero, or by conditions.
    Shapes(Vec<Shape>),
}

impl NumberFormat {
    /// The format of a code.
    pub(in super::super) fn of_code(code: &str) -> Self {
        let shapes = Shape::sections(code);
        let Some(first) = shapes.first() else { return Self::General };
        match first.sort {
            Sort::Duration => Self::Duration,
            Sort::Moment { has_date, has_time } => Self::Moment { has_date, has_time },
            Sort::General | Sort::Text if shapes.len() == 1 && first.is_bare() => Self::General,
            _ => Self::Shapes(shapes),
        }
    }

    /// The format that every workbook has under a number, ECMA-376 part 1, 18.8.30. Those of East Asia are of dates and
    /// times that depend on the language.
    pub(in super::super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 | 3 | 37 | 38 => "0",
            2 | 4 | 39 | 40 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => "hh:mm:ss",
            22 => "yyyy-mm-dd hh:mm",
            46 => "[h]:mm:ss",
            _ => return Self::General,
        };
        Self::of_code(code)
    }

    /// Adds a number as it is shown; `raw` is how the file writes it.
    pub(in super::super) fn show(&self, value: f64, raw: &str, epoch: Epoch, out: &mut String) -> Shown {
        match self {
            Self::Moment { has_date, has_time } if epoch.moment(value, *has_date, *has_time, out) => {
                Shown::Well
            }
            Self::Duration => {
                duration(value, out);
                Shown::Well
            }
            Self::Shapes(shapes) => shaped(shapes, value, raw, out),
            Self::General | Self::Moment { .. } => general(value, raw, out),
        }
    }
}

/// Without a format, but with every digit.
fn general(value: f64, raw: &str, out: &mut String) -> Shown {
    let is_digits = !raw.is_empty() && raw.len() <= 30 && raw.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && !raw.starts_with('0') {
        // Nearly every number, and the only way to say more digits than a spreadsheet keeps.
        out.push_str(raw);
        return of_length(places(raw.len()));
    }
    let decimal = Decimal::new(value);
    decimal.plain(out);
    if decimal.is_whole() { of_length(decimal.point()) } else { Shown::Well }
}

const fn of_length(digits: i32) -> Shown {
    match digits {
        ..LONG => Shown::Plain,
        LONG..=MOST_DIGITS => Shown::Longer,
        _ => Shown::Rounded,
    }
}

fn shaped(shapes: &[Shape], value: f64, raw: &str, out: &mut String) -> Shown {
    let decimal = Decimal::new(value);
    let chosen = Shape::choose(shapes, value);
    let rounded = decimal.point() > MOST_DIGITS;
    match chosen {
        Some((shape, signed)) if !rounded && shape.can_show(&decimal) => {
            shape.show(decimal, signed, out);
            Shown::Well
        }
        _ => match general(value, raw, out) {
            Shown::Rounded => Shown::Rounded,
            _ => Shown::Well,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::Shown;
    use super::{Epoch, NumberFormat};

    fn show(code: &str, value: f64) -> String {
        let mut out = String::new();
        NumberFormat::of_code(code).show(value, "", Epoch::Year1900, &mut out);
        out
    }

    #[test]
    fn zeros_signs_and_decimals_are_as_the_format_says() {
        for (code, value, text) in [
            ("00000", 123.0, "00123"),
            ("00000", 1_234_567.0, "1234567"),
            ("000-00-0000", 12_345_678.0, "012-34-5678"),
            ("(000) 000-0000", 3_125_550_117.0, "(312) 555-0117"),
            ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5_550_117.0, "555-0117"),
            ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 3_125_550_117.0, "(312) 555-0117"),
            ("\"+\"0", 15_512_345_678.0, "+15512345678"),
            ("\"EMP-\"0000", 42.0, "EMP-0042"),
            ("0", 15.7, "16"),
            ("0.00", 3.1234, "3.12"),
            ("0.00", -2.5, "-2.50"),
            ("0.0#", 2.5, "2.5"),
            ("0%", 0.07, "7%"),
            ("0.0%", 0.125, "12.5%"),
            ("#,##0", 1_234_567.0, "1234567"),
            ("#,##0.00;[Red](#,##0.00)", -1234.5, "(1234.50)"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 0.0, "-"),
            ("[$€-407]\\ #,##0.00", 12.5, "€ 12.50"),
            ("0;0;\"none\"", 0.0, "none"),
            ("\"0\"General", 123.0, "0123"),
            ("\"EMP-\"General", 42.0, "EMP-42"),
            ("\\0General", 123.0, "0123"),
            ("\"+\"General", 15_512_345_678.0, "+15512345678"),
            ("General\" Stk\"", 7.5, "7.5 Stk"),
            ("General;(General)", -5.0, "(5)"),
            ("General;-General", -5.0, "-5"),
        ] {
            assert_eq!(show(code, value), text, "{code}");
        }
    }

    #[test]
    fn what_a_format_would_hide_or_shorten_is_shown_whole() {
        for (code, value, text) in [
            ("0.00E+00", 15_512_345_678.0, "15512345678"),
            ("# ?/?", 0.5, "0.5"),
            ("0,", 1_234_567.0, "1234567"),
            (";;;", 7.0, "7"),
            ("@", 123.0, "123"),
            ("General", 0.25, "0.25"),
            ("yyyy-mm-dd", -5.0, "-5"),
        ] {
            assert_eq!(show(code, value), text, "{code}");
        }
    }

    #[test]
    fn dates_are_told_from_words_that_have_their_letters() {
        let moment = |has_date, has_time| NumberFormat::Moment { has_date, has_time };
        for (code, format) in [
            ("yyyy-mm-dd", moment(true, false)),
            ("[$-409]d\\-mmm\\-yy;@", moment(true, false)),
            ("m/d/yy h:mm", moment(true, true)),
            ("h:mm AM/PM", moment(false, true)),
            ("mm:ss", moment(false, true)),
            ("mmm", moment(true, false)),
            ("[h]:mm:ss", NumberFormat::Duration),
            ("General", NumberFormat::General),
        ] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
        assert_eq!(show("0\" days\"", 3.0), "3 days");
        assert_eq!(show("\\Y000", 3.0), "Y003");
        assert_eq!(show("#,##0*y", 3.0), "3");
    }

    #[test]
    fn long_and_rounded_numbers_are_told() {
        let shown = |raw: &str| {
            let mut out = String::new();
            let value = raw.parse().unwrap();
            let shown = NumberFormat::General.show(value, raw, Epoch::Year1900, &mut out);
            (out, shown)
        };
        assert_eq!(shown("123"), ("123".to_owned(), Shown::Plain));
        assert_eq!(shown("1.5512345678E10"), ("15512345678".to_owned(), Shown::Longer));
        assert_eq!(shown("1234567890123456"), ("1234567890123456".to_owned(), Shown::Rounded));
        assert_eq!(shown("1.23456789012345E+18"), ("1234567890123450000".to_owned(), Shown::Rounded));
        assert_eq!(shown("0.5"), ("0.5".to_owned(), Shown::Well));
    }
}
