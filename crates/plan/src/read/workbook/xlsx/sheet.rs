//! The rows of one sheet, in the order in which they stand there.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::super::{Limits, Refusal};
use super::super::refuse::broken;
use super::super::remarks::Remarks;
use super::super::row::{Filling, Holds, Span};
use super::super::write::{Stop, Visit};
use super::super::xml::{Xml, is_true, number};
use super::Context;
use super::strings::rich_text;
use super::text::{place, plain};

/// Groups of hidden columns that are kept.
const MOST_HIDDEN: usize = 1000;

/// Reads a sheet.
pub(super) struct SheetReader<'s, 'p> {
    xml: &'s mut Xml<'p>,
    context: &'s Context,
    limits: &'s Limits,
    merges: BTreeMap<u32, Vec<Span>>,
    row: Filling,
    /// The value of a cell as it is written.
    value: String,
    /// The same as it is shown.
    shown: String,
}

/// What a cell says of itself before its value comes.
struct Head {
    /// From 1, where it is said.
    row: Option<u32>,
    column: u32,
    style: u32,
    sort: Sort,
}

/// What the value of a cell means.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// The number of a text.
    Shared,
    Number,
    Truth,
    Error,
    /// The text that a formula gave.
    Text,
    /// The text stands in the cell.
    Inline,
    Date,
}

impl<'s, 'p> SheetReader<'s, 'p> {
    pub(super) fn new(
        xml: &'s mut Xml<'p>,
        context: &'s Context,
        limits: &'s Limits,
        merges: BTreeMap<u32, Vec<Span>>,
    ) -> Self {
        let (row, value, shown) = (Filling::default(), String::new(), String::new());
        Self { xml, context, limits, merges, row, value, shown }
    }

    /// Hands each row to `visit` until there is none or it wants no more.
    pub(super) fn read(mut self, remarks: &mut Remarks, visit: &mut Visit<'_>) -> Result<(), Stop> {
        if !self.before_rows(remarks)? {
            return Ok(());
        }
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let stated = number(&element, "r").filter(|number| *number > 0);
                    let hidden = is_true(&element, "hidden");
                    if !self.row(stated, hidden, remarks, visit)? {
                        return Ok(());
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
                Event::Eof => return Err(broken("a sheet ends in the middle").into()),
                _ => {}
            }
        }
    }

    /// Reads what stands before the rows; answers whether there are any.
    fn before_rows(&mut self, remarks: &mut Remarks) -> Result<bool, Refusal> {
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sheetPr" => remarks.filtered = is_true(&element, "filterMode"),
                    "col" if is_true(&element, "hidden") && remarks.hidden_columns.len() < MOST_HIDDEN => {
                        if let (Some(from), Some(to)) = (number(&element, "min"), number(&element, "max"))
                            && 0 < from
                            && from <= to
                        {
                            remarks.hidden_columns.push((from - 1, to - 1));
                        }
                    }
                    "sheetData" => return Ok(true),
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// Reads a row; answers whether another is wanted.
    fn row(
        &mut self,
        stated: Option<u32>,
        hidden: bool,
        remarks: &mut Remarks,
        visit: &mut Visit<'_>,
    ) -> Result<bool, Stop> {
        let before = self.row.number;
        self.row.begin(stated.unwrap_or(before + 1), hidden);
        let mut column = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let head = Head::new(&element, column);
                    // A row without a number has that of its cells.
                    if let (None, Some(number)) = (stated, head.row) {
                        self.row.number = number;
                    }
                    column = head.column.saturating_add(1);
                    self.cell(&head, remarks)?;
                }
                Event::End(element) if element.local_name().as_ref() == "row" => break,
                Event::Eof => return Err(broken("a row ends in the middle").into()),
                _ => {}
            }
        }
        if self.row.number <= before {
            // Programs that write rows in another order than their numbers would have others read another table.
            return if self.row.is_filled() {
                Err(broken("its rows are out of order").into())
            } else {
                Ok(true)
            };
        }
        if let Some(spans) = self.merges.remove(&self.row.number) {
            self.row.spans = spans;
        }
        visit(&mut self.row, remarks)
    }

    fn cell(&mut self, head: &Head, remarks: &mut Remarks) -> Result<(), Refusal> {
        self.value.clear();
        let (mut has_value, mut has_formula) = (false, false);
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    // Text that stands in the cell may stand here again.
                    "v" if head.sort != Sort::Inline => {
                        has_value = true;
                        self.xml.text(&mut self.value)?;
                    }
                    "is" => rich_text(self.xml, &mut self.value)?,
                    name => {
                        has_formula |= name == "f";
                        self.xml.skip()?;
                    }
                },
                Event::End(_) => break,
                Event::Eof => return Err(broken("a cell ends in the middle")),
                _ => {}
            }
        }
        if has_formula {
            // A formula may give an empty text, and only a text.
            let computed = has_value && (!self.value.is_empty() || head.sort == Sort::Text);
            remarks.formula((self.row.number, head.column), computed);
        }
        self.show(head, remarks)
    }

    /// Puts the value into the row as it is shown.
    fn show(&mut self, head: &Head, remarks: &mut Remarks) -> Result<(), Refusal> {
        if self.value.is_empty() {
            return Ok(());
        }
        let (row, column) = (&mut self.row, head.column);
        let mut put = |text: &str, holds| row.put(column, text, holds, self.limits, remarks);
        let value = self.value.as_str();
        match head.sort {
            Sort::Shared => {
                let text = value.trim().parse().ok().and_then(|number| self.context.strings.get(number));
                let text = text.ok_or_else(|| broken("a cell refers to a text that is not there"))?;
                put(text, Holds::Text)
            }
            Sort::Truth => match value.trim() {
                "0" | "false" => put("FALSE", Holds::Text),
                "1" | "true" => put("TRUE", Holds::Text),
                other => put(other, Holds::Text),
            },
            Sort::Error => put(value, Holds::Error),
            Sort::Text => put(&plain(value), Holds::Text),
            Sort::Inline => put(value, Holds::Text),
            Sort::Date => put(value.strip_suffix("T00:00:00").unwrap_or(value), Holds::Text),
            Sort::Number => {
                let raw = value.trim();
                let Some(number) = raw.parse::<f64>().ok().filter(|number| number.is_finite()) else {
                    return put(value, Holds::Text);
                };
                self.shown.clear();
                let format = self.context.styles.format(head.style);
                let shown = format.show(number, raw, self.context.epoch, &mut self.shown);
                put(&self.shown, Holds::Number(shown))
            }
        }
    }
}

impl Head {
    /// Reads the attributes of a cell that stands in a column unless it says another.
    fn new(element: &BytesStart<'_>, column: u32) -> Self {
        let mut head = Self { row: None, column, style: 0, sort: Sort::Number };
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    if let Some((row, column)) = place(&attribute.value) {
                        (head.row, head.column) = (row.and_then(|row| row.checked_add(1)), column);
                    }
                }
                "s" => head.style = attribute.value.trim().parse().unwrap_or(0),
                "t" => head.sort = Sort::of_type(&attribute.value),
                _ => {}
            }
        }
        head
    }
}

impl Sort {
    fn of_type(word: &str) -> Self {
        match word {
            "s" => Self::Shared,
            "b" => Self::Truth,
            "e" => Self::Error,
            "str" => Self::Text,
            "inlineStr" | "is" => Self::Inline,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}
