//! External ids that are shorter than most, as where a spreadsheet dropped the zeros before them. Asked of all rows
//! together, because only the others show how long an id is.

use super::Draft;
use crate::field::Field;
use crate::finding::Code;
use crate::subject::users::row::Mark;
use crate::value::external_id::is_number;

/// Longer numbers are no ids that somebody counted.
const MOST_DIGITS: usize = 18;

/// Without a zero that was kept, so many ids of so many digits tell. Shorter ones are as well counted from 1 on.
const FEWEST: u32 = 5;
const FEWEST_DIGITS: usize = 5;

/// Who counts people has used up most of the numbers up to the last one: with more room than this they were not counted.
const ROOM: u64 = 100;

/// The ids of a sheet by their length.
#[derive(Default)]
struct Lengths {
    /// How many numbers have each length.
    of: [u32; MOST_DIGITS + 1],
    /// How many of these begin with a zero.
    with_zero: [u32; MOST_DIGITS + 1],
    /// Ids that are no such number.
    others: u32,
    least: u64,
    most: u64,
}

impl Lengths {
    fn see(&mut self, id: &str) {
        let places = (self.of.get_mut(id.len()), self.with_zero.get_mut(id.len()));
        let ((Some(of), Some(with_zero)), true) = (places, is_number(id)) else {
            self.others += 1;
            return;
        };
        *of += 1;
        *with_zero += u32::from(id.len() > 1 && id.starts_with('0'));
        let number = id.parse().unwrap_or(0);
        self.least = if self.least == 0 { number } else { self.least.min(number) };
        self.most = self.most.max(number);
    }

    /// The length that most ids have, where no id is longer and the shorter ones have probably lost zeros.
    fn usual(&self) -> Option<usize> {
        let numbers = self.of.iter().sum::<u32>();
        let usual = self.of.iter().rposition(|count| *count > 0)?;
        let count = *self.of.get(usual)?;
        if count * 2 <= numbers || count == numbers {
            return None;
        }
        let kept = self.with_zero.iter().sum::<u32>();
        // Zeros that were kept show that ids begin with some; in ids of several lengths they are no filling.
        let surely = kept > 0 && self.with_zero.get(usual) == Some(&kept) && self.others * 4 <= numbers;
        let probably = kept == 0
            && self.others * 10 <= numbers
            && numbers >= FEWEST
            && usual >= FEWEST_DIGITS
            && self.most / ROOM > u64::from(numbers)
            // A count that has just passed 10,000 has neighbours on both sides.
            && self.most / 4 > self.least;
        (surely || probably).then_some(usual)
    }
}

impl Draft {
    /// Marks the rows whose external id is shorter than most, in place of those that were marked before.
    pub(super) fn with_lengths(mut self) -> Self {
        self.marks.retain(|mark| mark.code != Code::ExternalIdLength);
        let mut lengths = Lengths::default();
        let ids = self.rows.iter().map(|row| self.text(row.external_id)).filter(|id| !id.is_empty());
        ids.for_each(|id| lengths.see(id));
        let Some(usual) = lengths.usual() else { return self };
        let (value, other) = (self.texts.number(""), self.texts.number(&usual.to_string()));
        let short = |row: &u32| {
            let id = self.external_id(*row);
            is_number(id) && id.len() < usual
        };
        let (code, field) = (Code::ExternalIdLength, Some(Field::ExternalId));
        let short = (0..self.rows.len() as u32).filter(short);
        let marks: Vec<Mark> = short.map(|row| Mark { row, code, field, value, other }).collect();
        self.marks.extend(marks);
        // Stable, because that merges the two ascending runs.
        self.marks.sort();
        self
    }
}
