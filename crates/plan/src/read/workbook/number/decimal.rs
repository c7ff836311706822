//! A number by its decimal digits.

/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;

/// Digits and where the point stands among them: `[1, 2, 5]` with the point at 1 is 1.25.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub negative: bool,
    /// Without zeros in front and behind; none for zero.
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// A number as a spreadsheet keeps it: 15 digits, which hides that 0.1 + 0.2 is not quite 0.3.
    pub(super) fn new(value: f64) -> Self {
        let text = format!("{:.*e}", KEPT - 1, value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let point = exponent.parse::<i32>().unwrap_or(0) + 1;
        Self { negative: value < 0.0, digits, point }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.digits.pop_if(|digit| *digit == 0).is_some() {}
        if self.digits.is_empty() {
            (self.point, self.negative) = (0, false);
        }
        self
    }

    /// Moves the point to the right.
    pub(super) fn shifted(mut self, places: i32) -> Self {
        if !self.digits.is_empty() {
            self.point += places;
        }
        self
    }

    /// Rounded to a number of decimals, halves away from zero.
    pub(super) fn rounded(mut self, decimals: usize) -> Self {
        let keep = self.point.saturating_add(places(decimals));
        let Ok(keep) = usize::try_from(keep) else {
            return Self { negative: false, digits: Vec::new(), point: 0 };
        };
        let up = self.digits.get(keep).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(keep);
        if up {
            // Nines become zeros, which are none at the end, until a digit can grow.
            while self.digits.pop_if(|digit| *digit == 9).is_some() {}
            if let Some(last) = self.digits.last_mut() {
                *last += 1;
            } else {
                self.digits.push(1);
                self.point += 1;
            }
        }
        self.trimmed()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether nothing stands behind the point.
    pub(super) fn is_whole(&self) -> bool {
        places(self.digits.len()) <= self.point
    }

    /// How many digits stand before the point; zero or less for a number below 1.
    pub(super) const fn point(&self) -> i32 {
        self.point
    }

    /// The digits before the point; none for a number below 1.
    pub(super) fn before_point(&self) -> Vec<u8> {
        (0..self.point).map(|place| self.digit(place)).collect()
    }

    /// A digit behind the point, 0 for the first.
    pub(super) fn behind_point(&self, place: usize) -> u8 {
        self.digit(self.point.saturating_add(places(place)))
    }

    /// How many digits behind the point are not zeros at the end.
    pub(super) fn decimals(&self) -> usize {
        usize::try_from(places(self.digits.len()).saturating_sub(self.point)).unwrap_or(0)
    }

    fn digit(&self, place: i32) -> u8 {
        usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0)
    }

    /// The number with all its digits and no more; with an exponent only where the digits would be a page of zeros.
    pub(super) fn plain(&self, out: &mut String) {
        if self.negative {
            out.push('-');
        }
        if !(-20..=21).contains(&self.point) {
            let power = self.point - 1;
            let mut mantissa = self.clone();
            (mantissa.point, mantissa.negative) = (1, false);
            mantissa.plain(out);
            out.push_str(if power < 0 { "E-" } else { "E+" });
            out.push_str(&power.unsigned_abs().to_string());
            return;
        }
        if self.point <= 0 {
            out.push('0');
        }
        out.extend(self.before_point().into_iter().map(letter));
        if self.decimals() > 0 {
            out.push('.');
            out.extend((0..self.decimals()).map(|place| letter(self.behind_point(place))));
        }
    }
}

/// A number of places; what does not fit is more than any number has.
pub(super) fn places(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A digit as a character.
pub(super) fn letter(digit: u8) -> char {
    char::from(b'0' + digit.min(9))
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn plain(value: &Decimal) -> String {
        let mut out = String::new();
        value.plain(&mut out);
        out
    }

    #[test]
    fn numbers_have_fifteen_digits_and_no_exponent() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (15_512_345_678.0, "15512345678"),
            (0.1 + 0.2, "0.3"),
            (-12.5, "-12.5"),
            (1e20, "100000000000000000000"),
            (1.5e300, "1.5E+300"),
            (0.000_01, "0.00001"),
            (1e-30, "1E-30"),
        ] {
            assert_eq!(plain(&Decimal::new(value)), text);
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (value, decimals, text) in [
            (2.675, 2, "2.68"),
            (-2.5, 0, "-3"),
            (99.95, 1, "100"),
            (0.4, 0, "0"),
            (0.5, 0, "1"),
            (0.0004, 2, "0"),
            (7.0, 3, "7"),
        ] {
            assert_eq!(plain(&Decimal::new(value).rounded(decimals)), text);
        }
    }
}
