//! The cells of a row.

use quick_xml::events::{BytesStart, Event};

use super::super::super::{Limits, Refusal};
use super::super::number::{Epoch, NumberFormat, Shown};
use super::super::refuse::broken;
use super::super::remarks::Remarks;
use super::super::row::{Filling, Holds, Span};
use super::super::xml::{Xml, attribute, number, push_reference};
use super::repeated;

/// Blanks that one element can stand for.
const MOST_BLANKS: u32 = 1000;

/// Reads the row that has just begun.
pub(super) struct CellReader<'x, 'p, 'r> {
    xml: &'x mut Xml<'p>,
    row: &'r mut Filling,
    limits: &'r Limits,
    remarks: &'r mut Remarks,
    text: String,
}

/// What a cell says of itself before its text comes.
struct Head {
    /// How many cells it stands for.
    count: u32,
    across: u32,
    down: u32,
    has_formula: bool,
    sort: Sort,
    /// The value behind the text, where it has one.
    value: String,
}

/// What the value of a cell means.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Text,
    Number,
    /// A date or a truth, whose value says more than the words of some language.
    Value,
    /// The error of a formula.
    Error,
}

impl<'x, 'p, 'r> CellReader<'x, 'p, 'r> {
    pub(super) const fn new(
        xml: &'x mut Xml<'p>,
        row: &'r mut Filling,
        limits: &'r Limits,
        remarks: &'r mut Remarks,
    ) -> Self {
        Self { xml, row, limits, remarks, text: String::new() }
    }

    /// Reads the cells up to the end of the row.
    pub(super) fn row(&mut self) -> Result<(), Refusal> {
        let mut column = 0_u32;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-cell" | "table:covered-table-cell" => {
                        let is_covered = element.name().as_ref() == "table:covered-table-cell";
                        let head = Head::new(&element);
                        self.shown_text()?;
                        // What merged cells cover is not shown.
                        if !is_covered {
                            self.put(&head, column)?;
                        }
                        column = column.saturating_add(head.count);
                    }
                    _ => self.xml.skip()?,
                },
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(broken("a row ends in the middle")),
                _ => {}
            }
        }
    }

    /// Reads the text of the cell that has just begun: its paragraphs, without comments and drawings.
    fn shown_text(&mut self) -> Result<(), Refusal> {
        self.text.clear();
        let mut paragraphs = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.name().as_ref() == "text:p" => {
                    if paragraphs > 0 {
                        self.text.push('\n');
                    }
                    paragraphs += 1;
                    self.paragraph()?;
                }
                Event::Start(_) => self.xml.skip()?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(broken("a cell ends in the middle")),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            match self.xml.next()? {
                Event::Start(element) => match element.name().as_ref() {
                    "text:s" => {
                        let blanks = number(&element, "text:c").unwrap_or(1).min(MOST_BLANKS);
                        self.text.extend((0..blanks).map(|_| ' '));
                        depth += 1;
                    }
                    "text:tab" => {
                        self.text.push('\t');
                        depth += 1;
                    }
                    "text:line-break" => {
                        self.text.push('\n');
                        depth += 1;
                    }
                    "office:annotation" | "text:note" | "text:ruby-text" => self.xml.skip()?,
                    _ => depth += 1,
                },
                Event::End(_) => depth -= 1,
                Event::Text(text) => self.text.push_str(&text.xml10_content()),
                Event::CData(text) => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&reference, &mut self.text),
                Event::Eof => return Err(broken("a text ends in the middle")),
                _ => {}
            }
            if self.text.len() > self.limits.cell as usize {
                // Long enough to be refused where the cell is put in its place.
                return self.rest_of_paragraph(depth);
            }
        }
        Ok(())
    }

    fn rest_of_paragraph(&mut self, depth: u32) -> Result<(), Refusal> {
        (0..depth).try_for_each(|_| self.xml.skip())
    }

    /// Puts the cell into the row, as often as it stands there.
    fn put(&mut self, head: &Head, column: u32) -> Result<(), Refusal> {
        let place = (self.row.number, column);
        let holds = head.shown(&mut self.text);
        if head.has_formula {
            self.remarks.formula(place, !self.text.is_empty() || head.sort == Sort::Text);
        }
        if head.across > 1 || head.down > 1 {
            let to = column.saturating_add(head.across - 1);
            let last_row = self.row.number.saturating_add(head.down - 1);
            self.row.spans.push(Span { from: column, to, last_row });
        }
        if self.text.is_empty() {
            return Ok(());
        }
        // One more than is read, which is refused.
        let until = column.saturating_add(head.count).min(column.max(self.limits.columns) + 1);
        (column..until)
            .try_for_each(|column| self.row.put(column, &self.text, holds, self.limits, self.remarks))
    }
}

impl Head {
    fn new(element: &BytesStart<'_>) -> Self {
        let text = |name: &str| attribute(element, name);
        let sort = match text("office:value-type").as_deref() {
            _ if text("calcext:value-type").as_deref() == Some("error") => Sort::Error,
            Some("float") => Sort::Number,
            Some("date" | "boolean") => Sort::Value,
            _ => Sort::Text,
        };
        let value = ["office:value", "office:date-value", "office:boolean-value", "office:string-value"];
        let value = value.iter().find_map(|name| text(name)).unwrap_or_default().into_owned();
        Self {
            count: repeated(element, "table:number-columns-repeated"),
            across: repeated(element, "table:number-columns-spanned"),
            down: repeated(element, "table:number-rows-spanned"),
            has_formula: text("table:formula").is_some(),
            sort,
            value,
        }
    }

    /// Makes the text of the cell what is read of it.
    fn shown(&self, text: &mut String) -> Holds {
        match self.sort {
            Sort::Text => {
                // Programs may leave the paragraphs out, which only show the value.
                if text.is_empty() {
                    text.push_str(&self.value);
                }
                Holds::Text
            }
            Sort::Error => Holds::Error,
            Sort::Value => {
                let value = self.value.as_str();
                match value {
                    "" => {}
                    "true" => "TRUE".clone_into(text),
                    "false" => "FALSE".clone_into(text),
                    date => date.strip_suffix("T00:00:00").unwrap_or(date).clone_into(text),
                }
                Holds::Text
            }
            Sort::Number => self.number(text),
        }
    }

    /// A number is read as it is shown, unless that hides digits or divides them into thousands, as some language does.
    fn number(&self, text: &mut String) -> Holds {
        let Some(value) = self.value.parse::<f64>().ok().filter(|value| value.is_finite()) else {
            return Holds::Text;
        };
        let mut plain = String::new();
        let shown = NumberFormat::General.show(value, &self.value, Epoch::default(), &mut plain);
        let without = text.replace(['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}'], "");
        let is_short = text.contains("E+") || text.contains("E-") || text.starts_with("###");
        if shown == Shown::Rounded || text.is_empty() || is_short || without == plain {
            // What is shown with all digits needs no word about it.
            let is_whole = *text == plain;
            *text = plain;
            return Holds::Number(if is_whole && shown == Shown::Longer { Shown::Well } else { shown });
        }
        Holds::Number(Shown::Well)
    }
}
