//! Whether the cells of a column only count the rows: 1, 2, 3 down the file. Such a number is another person's next month.

/// What the numbers of a column are, as they come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counting {
    /// Cells that are whole numbers, and cells that are none.
    numbers: u32,
    others: u32,
    low: u64,
    high: u64,
    before: u64,
    /// Whether a number is not greater than the one above it.
    falls: bool,
    first_row: u32,
    last_row: u32,
}

impl Counting {
    /// Takes in a filled cell of a row.
    pub(super) fn add(&mut self, row: u32, cell: &str) {
        let Some(number) = whole(cell) else {
            self.others += 1;
            return;
        };
        if self.numbers == 0 {
            (self.low, self.high, self.first_row) = (number, number, row);
        } else {
            self.falls |= number <= self.before;
            (self.low, self.high) = (self.low.min(number), self.high.max(number));
        }
        (self.before, self.last_row) = (number, row);
        self.numbers += 1;
    }

    /// Whether the numbers are those of the rows, from 0 or 1 on: in order with hardly a gap, as where rows were taken out,
    /// or in any order once somebody has sorted the list.
    pub(super) fn counts_from_one(self) -> bool {
        let rows = u64::from(self.last_row - self.first_row);
        self.is_of_numbers() && self.low <= 1 && self.high - self.low <= rows + rows / 4 + 1
    }

    /// Whether the numbers go up with the rows, wherever they begin; of a single one, whether it is small.
    pub(super) fn counts_from_anywhere(self) -> bool {
        let rows = u64::from(self.last_row - self.first_row);
        let dense = self.high - self.low <= 2 * rows + 1;
        self.counts_from_one()
            || self.is_of_numbers() && !self.falls && dense && (self.numbers > 1 || self.high < 100)
    }

    const fn is_of_numbers(self) -> bool {
        self.numbers > 0 && self.others == 0
    }
}

/// So many digits are more than any list has rows.
const MOST_DIGITS: usize = 6;

/// `7`, `007`, `7.`, `7)` and what a program makes of it, `7.0`.
fn whole(cell: &str) -> Option<u64> {
    let cell = cell.trim_start_matches(['#', '№']).trim_end_matches(['.', ')', ':']).trim();
    let cell = cell.strip_suffix(".0").unwrap_or(cell);
    let digits = (1..=MOST_DIGITS).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| cell.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(cells: &[&str]) -> (bool, bool) {
        let mut counting = Counting::default();
        for (row, cell) in (0..).zip(cells) {
            counting.add(row, cell);
        }
        (counting.counts_from_one(), counting.counts_from_anywhere())
    }

    #[test]
    fn what_counts_the_rows_is_told_from_ids() {
        for (cells, told) in [
            (&["1", "2", "3"][..], (true, true)),
            (&["0", "1", "2"], (true, true)),
            (&["1.", "2.", "3."], (true, true)),
            (&["01", "02", "04", "05"], (true, true)),
            (&["3", "1", "2"], (true, true)),
            (&["51", "52", "53"], (false, true)),
            (&["7"], (false, true)),
            (&["4711"], (false, false)),
            (&["3125550117", "3125550118"], (false, false)),
            (&["1", "80", "3"], (false, false)),
            (&["10", "1042", "99"], (false, false)),
            (&["1042", "1043", "1041"], (false, false)),
            (&["1", "2", "E-3"], (false, false)),
            (&[], (false, false)),
        ] {
            assert_eq!(counting(cells), told, "{cells:?}");
        }
    }
}
