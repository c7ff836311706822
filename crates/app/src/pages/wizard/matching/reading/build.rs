//! From a way of reading, and what came of it, to the panel.

use plan::mapping::Reading;
use plan::read::{ENCODINGS, encoding_name};
use plan::sheet::{Format, Origin, Sheet};

use super::form::{DELIMITERS, ESCAPES, OTHER, QUOTES, encoding_key};
use super::page::{Glimpse, Panel, SheetLine, TextWay, TopLine};
use crate::pages::wizard::matching::page::Pick;
use crate::pages::wizard::text::plural;
use crate::pipeline::reading::{Dropped, Look};

/// So many of the first rows are there to choose the header from.
const TOP_ROWS: usize = 12;
/// So many rows and columns of what would come of it are shown.
const GLIMPSE_ROWS: u32 = 5;
const MOST_COLUMNS: usize = 8;
/// So many characters of a cell are shown.
const MOST_LETTERS: usize = 60;
/// So many remarks on the file are shown.
const MOST_REMARKS: usize = 4;

/// What the panel is made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The way that is looked at.
    pub asked: &'a Reading,
    /// Whether a separator is still to be typed.
    pub asks_other: bool,
    /// What came of it.
    pub look: &'a Look,
    /// The way the file is read now.
    pub now: &'a Reading,
    /// What came of that.
    pub sheet: &'a Sheet,
    /// What would not hold any more.
    pub dropped: Dropped,
}

impl Inputs<'_> {
    /// Where the choices come from: what was looked at, or else what is there now.
    const fn origin(&self) -> &Origin {
        match &self.look.origin {
            Some(origin) => origin,
            None => self.sheet.origin(),
        }
    }

    /// What was found by itself, as far as that is known: from this look where nobody says it, else from what is there.
    fn found<T>(&self, said: impl Fn(&Reading) -> bool, read: impl Fn(&Origin) -> Option<T>) -> Option<T> {
        if !said(self.asked) {
            self.look.origin.as_ref().and_then(read)
        } else if !said(self.now) {
            read(self.sheet.origin())
        } else {
            None
        }
    }
}

/// Makes the panel.
pub fn panel(inputs: Inputs<'_>) -> Panel {
    let origin = inputs.origin();
    let text = origin.format == Format::Csv;
    let read = inputs.look.sheet.as_ref();
    let changed = inputs.asked != inputs.now;
    Panel {
        text: text.then(|| text_way(&inputs)),
        sheets: if text { Vec::new() } else { sheets(inputs.asked, origin) },
        top: top(&inputs),
        headless: headless(inputs.asked, origin),
        glimpse: read.ok().map(|sheet| glimpse(sheet)),
        refused: read.err().map(|refusal| refusal.text.clone()),
        drops: if changed { drops(inputs.dropped) } else { None },
        changed,
        said: *inputs.now != Reading::default(),
    }
}

/// What would not hold any more, before it is used.
fn drops(dropped: Dropped) -> Option<String> {
    let what = dropped_words(dropped)?;
    let verb = if dropped.columns + dropped.fixes == 1 { "holds" } else { "hold" };
    Some(format!("{what} {verb} for one way of reading only and will be dropped."))
}

/// `2 columns chosen by hand and 3 fixes of single rows`; nothing where all holds.
pub fn dropped_words(dropped: Dropped) -> Option<String> {
    let columns = plural(dropped.columns, "column chosen by hand", "columns chosen by hand");
    let fixes = plural(dropped.fixes, "fix of a single row", "fixes of single rows");
    match (dropped.columns, dropped.fixes) {
        (0, 0) => None,
        (_, 0) => Some(columns),
        (0, _) => Some(fixes),
        _ => Some(format!("{columns} and {fixes}")),
    }
}

fn as_found(name: Option<String>, chosen: bool) -> Pick {
    let label = name.map_or_else(|| "As found".to_owned(), |name| format!("As found: {name}"));
    Pick { value: String::new(), label, chosen }
}

fn pick(value: &str, label: &str, chosen: bool) -> Pick {
    Pick { value: value.to_owned(), label: label.to_owned(), chosen }
}

fn text_way(inputs: &Inputs<'_>) -> TextWay {
    let asked = inputs.asked;
    let other = asked.delimiter.filter(|one| DELIMITERS.iter().all(|known| known.2 != *one));
    TextWay {
        encodings: encodings(inputs),
        delimiters: delimiters(inputs, other.is_some() || inputs.asks_other),
        other: other.map(String::from).unwrap_or_default(),
        quotes: of(
            &QUOTES,
            asked.quote,
            inputs.found(|reading| reading.quote.is_some(), |origin| origin.quote),
        ),
        escapes: of(
            &ESCAPES,
            asked.escape,
            inputs.found(|reading| reading.escape.is_some(), |origin| origin.escape),
        ),
    }
}

/// What was found, and then each that can be chosen.
fn of<T: Copy + PartialEq>(known: &[(&str, &str, T)], asked: Option<T>, found: Option<T>) -> Vec<Pick> {
    let name = found.and_then(|found| known.iter().find(|one| one.2 == found));
    let first = as_found(name.map(|one| one.1.to_owned()), asked.is_none());
    let rest = known.iter().map(|one| pick(one.0, one.1, asked == Some(one.2)));
    std::iter::once(first).chain(rest).collect()
}

fn encodings(inputs: &Inputs<'_>) -> Vec<Pick> {
    let asked = inputs.asked.encoding.as_deref().map(encoding_key);
    let found = inputs.found(|reading| reading.encoding.is_some(), |origin| origin.encoding.clone());
    let first = as_found(found.map(|name| encoding_name(&name).to_owned()), asked.is_none());
    let known = ENCODINGS.iter().map(|known| {
        let (name, of) = (known.name, known.of);
        let label = if of.is_empty() { name.to_owned() } else { format!("{name}, {of}") };
        pick(known.label, &label, asked == Some(known.label))
    });
    let unlisted = asked.filter(|key| ENCODINGS.iter().all(|known| known.label != *key));
    let unlisted = unlisted.map(|key| pick(key, key, true));
    std::iter::once(first).chain(known).chain(unlisted).collect()
}

fn delimiters(inputs: &Inputs<'_>, other: bool) -> Vec<Pick> {
    let asked = inputs.asked.delimiter.filter(|_| !other);
    let found = inputs.found(|reading| reading.delimiter.is_some(), |origin| origin.delimiter);
    let mut picks = of(&DELIMITERS, asked, found);
    if let Some(first) = picks.first_mut() {
        first.chosen = asked.is_none() && !other;
        if let Some(found) = found.filter(|one| DELIMITERS.iter().all(|known| known.2 != *one)) {
            first.label = format!("As found: {found}");
        }
    }
    picks.push(pick(OTHER, "Another character", other));
    picks
}

fn sheets(asked: &Reading, origin: &Origin) -> Vec<SheetLine> {
    let read = asked.sheet.as_deref().or(origin.sheet.as_deref());
    let line = |name: &str, note| {
        let chosen = read == Some(name);
        let found = chosen && asked.sheet.is_none();
        SheetLine {
            value: if found { String::new() } else { name.to_owned() },
            name: name.to_owned(),
            note,
            chosen,
        }
    };
    let known = origin.sheets.iter().map(|sheet| {
        line(
            &sheet.name,
            match (sheet.filled, sheet.visible) {
                (false, _) => "empty",
                (true, false) => "hidden",
                (true, true) => "",
            },
        )
    });
    let mut lines: Vec<SheetLine> = known.collect();
    // What is read is always among them, even where nobody listed the sheets.
    if let Some(name) = read.filter(|name| lines.iter().all(|one| one.name != **name)) {
        lines.push(line(name, ""));
    }
    lines
}

fn top(inputs: &Inputs<'_>) -> Vec<TopLine> {
    let (asked, origin) = (inputs.asked.header_row, inputs.origin());
    let header = asked.unwrap_or(origin.header_row);
    let sheet = inputs.look.sheet.as_deref().unwrap_or(inputs.sheet);
    let mut rows: Vec<(u32, Vec<String>)> = if origin.top.is_empty() {
        first_rows(sheet)
    } else {
        origin
            .top
            .iter()
            .take(TOP_ROWS)
            .map(|row| (row.number, shown(row.cells.iter().map(String::as_str))))
            .collect()
    };
    // A header further down is there all the same: it is the one that is read.
    if header > 0 && sheet.origin().header_row == header && rows.iter().all(|row| row.0 != header) {
        rows.push((header, shown(sheet.header().iter().map(String::as_str))));
    }
    let line = |(number, cells)| TopLine {
        number,
        value: if asked.is_none() && number == header { String::new() } else { number.to_string() },
        cells,
        chosen: number == header,
        above: number < header,
    };
    rows.into_iter().map(line).collect()
}

/// That the file has no header, which may be found too.
fn headless(asked: &Reading, origin: &Origin) -> Pick {
    let found = asked.header_row.is_none() && origin.header_row == 0;
    let value = if found { "" } else { "0" };
    pick(value, "The file has no header: its first row is a person", found || asked.header_row == Some(0))
}

/// The header and what stands under it, of a sheet that does not know its first rows.
fn first_rows(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    let header = sheet.origin().header_row;
    let head = (header > 0).then(|| (header, shown(sheet.header().iter().map(String::as_str))));
    let rows =
        (0..GLIMPSE_ROWS.min(sheet.len() as u32)).map(|row| (sheet.number(row), shown(sheet.cells(row))));
    head.into_iter().chain(rows).collect()
}

fn shown<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    cells.take(MOST_COLUMNS).map(|cell| cell.trim().chars().take(MOST_LETTERS).collect()).collect()
}

fn glimpse(sheet: &Sheet) -> Glimpse {
    let origin = sheet.origin();
    let columns = sheet.header().len();
    let blank = (origin.blank_rows > 0)
        .then(|| plural(origin.blank_rows, "blank row is left out", "blank rows are left out"));
    let cut = (columns > MOST_COLUMNS).then(|| format!("the first {MOST_COLUMNS} columns are shown"));
    Glimpse {
        size: format!(
            "{}, {}",
            plural(sheet.len() as u32, "row", "rows"),
            plural(columns as u32, "column", "columns")
        ),
        note: [blank, cut].into_iter().flatten().collect::<Vec<_>>().join(", "),
        header: shown(sheet.header().iter().map(String::as_str)),
        rows: (0..GLIMPSE_ROWS.min(sheet.len() as u32))
            .map(|row| (sheet.number(row), padded(shown(sheet.cells(row)), columns.min(MOST_COLUMNS))))
            .collect(),
        remarks: origin.warnings.iter().take(MOST_REMARKS).cloned().collect(),
    }
}

/// As many cells as the header has.
fn padded(mut cells: Vec<String>, width: usize) -> Vec<String> {
    cells.resize(width, String::new());
    cells
}
