//! What a history of seats costs, worked out day by day and seat by seat in exact fractions. It shares nothing with the crate:
//! neither the calendar, nor the way to find periods, nor a product where a sum says the same.

/// A day by the calendar of Gregory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i32,
    pub month: i32,
    pub date: i32,
}

impl Day {
    fn length_of_month(self) -> i32 {
        let leap = (self.year % 4 == 0 && self.year % 100 != 0) || self.year % 400 == 0;
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    pub fn next(self) -> Self {
        if self.date < self.length_of_month() {
            Self { date: self.date + 1, ..self }
        } else if self.month < 12 {
            Self { month: self.month + 1, date: 1, ..self }
        } else {
            Self { year: self.year + 1, month: 1, date: 1 }
        }
    }

    fn before(self) -> Self {
        if self.date > 1 {
            return Self { date: self.date - 1, ..self };
        }
        let (year, month) = if self.month > 1 { (self.year, self.month - 1) } else { (self.year - 1, 12) };
        let first = Self { year, month, date: 1 };
        Self { date: first.length_of_month(), ..first }
    }
}

/// A fraction above zero.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    fn plus(self, other: Self) -> Self {
        if self.below == other.below {
            return Self { above: self.above + other.above, below: self.below };
        }
        let (above, below) = (self.above * other.below + other.above * self.below, self.below * other.below);
        let divisor = common(above, below);
        Self { above: above / divisor, below: below / divisor }
    }

    /// The nearest whole number; of two that are as near, the larger.
    fn rounded(self) -> i128 {
        let floor = self.above / self.below;
        let rest = self.above - floor * self.below;
        if rest + rest >= self.below { floor + 1 } else { floor }
    }
}

fn common(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { common(b, a % b) }
}

/// A price, told apart from the crate's.
#[derive(Clone, Debug)]
pub struct Prices {
    pub months: i32,
    pub anchor: Day,
    /// The last seat at each price; the last price is that of all others.
    pub tiers: Vec<(u32, i64)>,
    pub tax_ppm: u32,
    pub commitment: u32,
}

impl Prices {
    /// Whether a period begins on a day.
    pub fn begins(&self, day: Day) -> bool {
        let months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month;
        months % self.months == 0 && day.date == self.anchor.date.min(day.length_of_month())
    }

    /// The first day of the period that a day falls into, and the day after its last.
    fn period(&self, day: Day) -> (Day, Day) {
        let (mut from, mut to) = (day, day.next());
        while !self.begins(from) {
            from = from.before();
        }
        while !self.begins(to) {
            to = to.next();
        }
        (from, to)
    }

    /// What one seat costs for a whole period, by its number from 1.
    fn of_seat(&self, seat: u32) -> i64 {
        let tier = self.tiers.iter().find(|(last, _)| seat <= *last).or(self.tiers.last());
        tier.expect("a price").1
    }

    /// What some seats cost from a day to the end of its period, and the tax on it.
    pub fn cost(&self, first: u32, last: u32, day: Day) -> Cost {
        let (from, to) = self.period(day);
        let (mut length, mut at) = (0, from);
        while at < to {
            (length, at) = (length + 1, at.next());
        }
        let mut exact = Fraction { above: 0, below: 1 };
        let mut at = day;
        while at < to {
            for seat in first..=last {
                exact = exact.plus(Fraction { above: self.of_seat(seat).into(), below: length });
            }
            at = at.next();
        }
        self.taxed(exact.rounded())
    }

    /// An amount and the tax on it.
    pub fn taxed(&self, net: i128) -> Cost {
        let tax = Fraction { above: net * i128::from(self.tax_ppm), below: 1_000_000 };
        Cost { net, tax: tax.rounded() }
    }
}

/// An amount and its tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub net: i128,
    pub tax: i128,
}

impl Cost {
    pub fn plus(self, other: Self) -> Self {
        Self { net: self.net + other.net, tax: self.tax + other.tax }
    }

    pub fn minus(self, other: Self) -> Self {
        Self { net: self.net - other.net, tax: self.tax - other.tax }
    }
}
