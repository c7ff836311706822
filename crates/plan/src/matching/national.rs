//! Whether a text is the number that a state gives to a person: most begin with the day of birth. It is nobody's business what
//! somebody was born as, and so no External System ID.

/// Whether a trimmed cell looks like such a number: `850101-1234`, `8001015009087`.
pub(super) fn is_national(cell: &str) -> bool {
    let plain = |character: char| !matches!(character, ' ' | '-' | '+' | '.' | '/');
    let text = cell.chars().filter(|character| plain(*character)).collect::<String>();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // The last may be a letter to check by, as may the last but three of Finland.
    let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
    let begins = |orders: &[Order], skipped: usize| {
        number.get(skipped..).is_some_and(|text| orders.iter().any(|order| order.begins(text)))
    };
    match (number.len(), rest.len()) {
        // Denmark, Sweden, Norway, the Baltic states, Poland, Belgium. Five pairs of digits are a phone in France.
        (10, 0) if cell.split(|character| !plain(character)).count() > 2 => false,
        (10, 0) => begins(&[Order::YearFirst, Order::DayFirst], 0),
        (11, 0) => begins(&[Order::YearFirst, Order::DayFirst], 0) || begins(&[Order::YearFirst], 1),
        // Sweden with the century; South Africa and Korea; Romania; China.
        (12, 0) => begins(&[Order::WholeYear], 0),
        (13, 0) => begins(&[Order::YearFirst], 0) || begins(&[Order::YearFirst], 1),
        // Indonesia, behind the place: the days of women have forty added.
        (16, 0) => begins(&[Order::DayFirst], 6) || begins(&[Order::WomensDay], 6),
        (18, 0) | (17, 1) => begins(&[Order::WholeYear], 6),
        // Finland: 131052-308T.
        (9, 1) | (6, 5) => cell.len() > text.len() && begins(&[Order::DayFirst], 0),
        _ => false,
    }
}

/// In which order a day is written.
#[derive(Clone, Copy)]
enum Order {
    /// `850131`
    YearFirst,
    /// `310185`
    DayFirst,
    /// `710185`
    WomensDay,
    /// `19850131`
    WholeYear,
}

impl Order {
    /// Whether digits begin with a day in this order.
    fn begins(self, digits: &str) -> bool {
        let [year, month, day] = match self {
            Self::YearFirst => [0..2, 2..4, 4..6],
            Self::DayFirst | Self::WomensDay => [4..6, 2..4, 0..2],
            Self::WholeYear => [0..4, 4..6, 6..8],
        }
        .map(|part| digits.get(part).and_then(|part| part.parse::<u32>().ok()));
        let is_year = |year: u32| !matches!(self, Self::WholeYear) || (1900..2100).contains(&year);
        year.is_some_and(is_year)
            && month.is_some_and(|month| (1..=12).contains(&month))
            && day.is_some_and(|day| {
                let first = if matches!(self, Self::WomensDay) { 41 } else { 1 };
                (first..first + 31).contains(&day)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::is_national;

    #[test]
    fn numbers_that_begin_with_a_day_of_birth_are_told_from_ids() {
        for number in [
            "850101-1234",
            "8501011234",
            "19850101-1234",
            "8001015009087",
            "01018012345",
            "010180-1234",
            "131052-308T",
            "850101-1234567",
            "11010519491231002X",
            "49403136515",
        ] {
            assert!(is_national(number), "{number}");
        }
        for id in ["1042", "84021937", "8999995009087", "E-8501", "850101", "2024-01-31", "1700000000000", ""]
        {
            assert!(!is_national(id), "{id}");
        }
    }
}
