//! What to know about a sheet beside its cells, gathered while they are read and said at the end.

use std::collections::BTreeMap;

use super::super::grouped;
use super::lines::CellMark;
use super::number::Shown;
use super::row::Holds;

/// A cell by the number of its row, from 1, and its column, from 0.
pub(super) type Place = (u32, u32);

/// Hidden columns that are named.
const MOST_NAMED: usize = 10;

/// How often something was seen, and where first.
#[derive(Clone, Debug, Default)]
struct Tally {
    count: u32,
    first: Place,
    /// What stood there.
    text: String,
}

impl Tally {
    fn see(&mut self, place: Place, text: &str) {
        if self.count == 0 {
            self.first = place;
            self.text = text.chars().take(40).collect();
        }
        self.count += 1;
    }

    /// The one word or the other with the count before it: “1 cell holds”, “12 cells hold”.
    fn counted(&self, one: &str, many: &str) -> String {
        if self.count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(self.count.into())) }
    }

    fn place(&self) -> String {
        name(self.first)
    }
}

/// Ids of one column with leading zeros, and numbers that may have lost theirs.
#[derive(Clone, Debug, Default)]
struct Zeros {
    with: Tally,
    without: Tally,
}

/// Everything worth saying about the sheet that is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    formulas: Tally,
    /// Formulas without a value.
    empty: Tally,
    errors: Tally,
    longer: Tally,
    rounded: Tally,
    hidden_rows: Tally,
    merged: Tally,
    /// Cells that were filled with what a merged cell above them says.
    filled_down: Tally,
    zeros: BTreeMap<u32, Zeros>,
    /// Whether the sheet has a filter.
    pub filtered: bool,
    /// Columns that are not shown, from and to.
    pub hidden_columns: Vec<(u32, u32)>,
    /// The last column with a filled cell, and one more.
    width: u32,
    /// The rows that were put together to one header.
    pub joined: Option<(u32, u32)>,
}

impl Remarks {
    /// Sees a filled cell; answers what is wrong with it.
    pub(super) fn cell(&mut self, place: Place, text: &str, holds: Holds) -> Option<CellMark> {
        self.width = self.width.max(place.1 + 1);
        match holds {
            Holds::Error => {
                self.errors.see(place, text);
                return Some(CellMark::Error);
            }
            Holds::Number(Shown::Rounded) => {
                self.rounded.see(place, text);
                return Some(CellMark::Rounded);
            }
            Holds::Number(Shown::Longer) => self.longer.see(place, text),
            Holds::Number(Shown::Plain) => {
                if let Some(zeros) = self.zeros.get_mut(&place.1) {
                    zeros.without.see(place, text);
                } else {
                    self.zeros.entry(place.1).or_default().without.see(place, text);
                }
            }
            Holds::Text if has_leading_zero(text) => {
                self.zeros.entry(place.1).or_default().with.see(place, text);
            }
            Holds::Text | Holds::Number(Shown::Well) => {}
        }
        None
    }

    /// Sees a formula, and whether its last value is in the file.
    pub(super) fn formula(&mut self, place: Place, has_value: bool) {
        self.formulas.see(place, "");
        if !has_value {
            self.empty.see(place, "");
        }
    }

    /// Sees a filled row that is not shown.
    pub(super) fn hidden_row(&mut self, number: u32) {
        self.hidden_rows.see((number, 0), "");
    }

    /// Sees cells that are merged and of which only the first holds the value.
    pub(super) fn merge(&mut self, place: Place) {
        self.merged.see(place, "");
    }

    /// Sees a cell that is part of a merged one above it, and was filled with what that says.
    pub(super) fn fill_down(&mut self, place: Place) {
        self.filled_down.see(place, "");
    }

    /// Sentences about the sheet.
    pub(super) fn sentences(self) -> Vec<String> {
        let mut said = Vec::new();
        if let Some((first, second)) = self.joined {
            said.push(format!(
                "The header stands over two rows, {first} and {second}; they were put together."
            ));
        }
        said.extend(self.hidden());
        said.extend(self.of_formulas());
        said.extend(self.of_numbers());
        if self.filled_down.count > 0 {
            said.push(format!(
                "{} with a cell above, the first at {}: what the merged cell says was read for each of its rows.",
                self.filled_down.counted("cell is merged", "cells are merged"),
                self.filled_down.place()
            ));
        }
        if self.merged.count > 0 {
            said.push(format!(
                "Cells are merged ({} in all, the first at {}): what they say was read for the first of them only.",
                grouped(self.merged.count.into()),
                self.merged.place()
            ));
        }
        said
    }

    fn hidden(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.hidden_rows.count > 0 {
            let why = if self.filtered { " by a filter or by hand" } else { "" };
            said.push(format!(
                "{} hidden{why}, the first in row {}, and read as well.",
                self.hidden_rows.counted("row of the sheet is", "rows of the sheet are"),
                self.hidden_rows.first.0
            ));
        }
        // Templates hide everything behind their last column.
        let columns = self.hidden_columns.iter().filter(|(from, _)| *from < self.width);
        let named = columns.take(MOST_NAMED).map(|(from, to)| {
            let to = (*to).min(self.width - 1);
            if *from == to { letters(*from) } else { format!("{}–{}", letters(*from), letters(to)) }
        });
        let named = named.collect::<Vec<_>>().join(", ");
        if !named.is_empty() {
            said.push(format!("The sheet has hidden columns ({named}), which were read as well."));
        }
        said
    }

    fn of_formulas(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.formulas.count > 0 {
            said.push(format!(
                "{} a formula, the first at {}: the value that was computed last was read.",
                self.formulas.counted("cell of the sheet holds", "cells of the sheet hold"),
                self.formulas.place()
            ));
        }
        if self.empty.count > 0 {
            said.push(format!(
                "{} no computed value in the file, the first at {}, and read as blank. Open the file in a spreadsheet \
                 program, save it and use it again.",
                self.empty.counted("formula has", "formulas have"),
                self.empty.place()
            ));
        }
        if self.errors.count > 0 {
            said.push(format!(
                "{} an error of a formula such as #N/A, the first at {}.",
                self.errors.counted("cell shows", "cells show"),
                self.errors.place()
            ));
        }
        said
    }

    fn of_numbers(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.longer.count > 0 {
            said.push(format!(
                "{} in short in the spreadsheet, such as 1.55E+10, and read with all digits (the first at {}: {}).",
                self.longer.counted("long number may stand", "long numbers may stand"),
                self.longer.place(),
                self.longer.text
            ));
        }
        if self.rounded.count > 0 {
            said.push(format!(
                "{} lost digits (the first at {}: {}): a spreadsheet keeps 15 of them. Type anew what matters, as text.",
                self.rounded.counted("number has", "numbers have"),
                self.rounded.place(),
                self.rounded.text
            ));
        }
        let lost = self.zeros.iter().filter(|(_, zeros)| zeros.with.count > 0 && zeros.without.count > 0);
        said.extend(lost.map(|(column, zeros)| {
            format!(
                "Column {} has numbers with leading zeros as text ({}: {}) and {} that may have lost theirs ({}: {}). \
                 Format the column as text and correct them.",
                letters(*column),
                zeros.with.place(),
                zeros.with.text,
                zeros.without.counted("other", "others"),
                zeros.without.place(),
                zeros.without.text
            )
        }));
        said
    }
}

fn has_leading_zero(text: &str) -> bool {
    text.len() > 1
        && text.len() <= 20
        && text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The letters of a column: `A` for 0, `AA` for 26.
pub(super) fn letters(column: u32) -> String {
    let mut name = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        name.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    name.into_iter().collect()
}

/// The name of a cell: `B7`.
fn name((row, column): Place) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
