//! Reads a workbook and writes it as lines of JSON. This is the part that may die.

use std::borrow::Cow;
use std::io::{self, Cursor, Write};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::super::{Limits, Reason, Refusal};
use super::lines::{Cell, CellKind, Line, Listed, Row};
use super::zip_check;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// Reads a workbook in this process and writes it as lines of JSON: the sheets and warnings, then each row with a
/// filled cell, then the end or a refusal. A hostile workbook may end the process: see [`super::WorkbookReader`].
///
/// # Errors
/// Where `out` does not take the lines. A workbook that is refused is a line, not an error.
pub fn read_workbook_here(
    bytes: Vec<u8>,
    sheet: Option<&str>,
    limits: &Limits,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer { out, line: Vec::new() };
    match writer.workbook(bytes, sheet, limits) {
        Ok(rows) => writer.put(&Line::End { rows })?,
        Err(Stop::Refused(refusal)) => {
            let code = Reason::from_code(refusal.code).unwrap_or(Reason::WorkbookBroken);
            writer.put(&Line::Refused { code, text: refusal.text })?;
        }
        Err(Stop::Out(error)) => return Err(error),
    }
    writer.out.flush()
}

/// Why the workbook was not written to its end.
enum Stop {
    Refused(Refusal),
    Out(io::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Out(error)
    }
}

impl From<XlsxError> for Stop {
    fn from(error: XlsxError) -> Self {
        Self::Refused(match error {
            XlsxError::Password => Reason::WorkbookEncrypted.because(
                "The workbook is protected by a password. Open it, remove the password, save it and use that file.",
            ),
            error => broken(&error.to_string()),
        })
    }
}

fn broken(what: &str) -> Refusal {
    Reason::WorkbookBroken.because(format!(
        "The workbook is damaged ({what}). Open it in a spreadsheet program, save it again and use that file."
    ))
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    line: Vec<u8>,
}

impl Writer<'_> {
    fn put(&mut self, line: &Line<'_>) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)?;
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    fn workbook(&mut self, bytes: Vec<u8>, wanted: Option<&str>, limits: &Limits) -> Result<u32, Stop> {
        zip_check::check(&bytes, limits)?;
        let mut workbook = Workbook::new(Cursor::new(bytes))?;
        let sheet = choose(&mut workbook, wanted, limits)?;
        let sheets = workbook.sheets_metadata().iter();
        let sheets = sheets.map(|sheet| Listed {
            name: sheet.name.clone(),
            visible: sheet.visible == SheetVisible::Visible,
        });
        self.put(&Line::Workbook {
            sheets: sheets.collect(),
            sheet: sheet.name.clone(),
            warnings: sheet.warnings,
        })?;
        self.rows(&mut workbook, &sheet.name, limits)
    }

    fn rows(&mut self, workbook: &mut Workbook, sheet: &str, limits: &Limits) -> Result<u32, Stop> {
        let mut reader = workbook.worksheet_cells_reader(sheet)?;
        let mut row = Filling::default();
        let mut rows = 0;
        while let Some(cell) = reader.next_cell()? {
            let (index, column) = cell.get_position();
            if row.number != index + 1 {
                rows += self.row(&mut row)?;
                if index < row.number {
                    return Err(broken("its rows are out of order").into());
                }
                row.number = index + 1;
                // Two more than allowed: the header, and the row that is one too many and refused by the sheet.
                if rows > limits.rows.saturating_add(1) {
                    return Ok(rows);
                }
            }
            row.put(column, cell.get_value(), limits)?;
        }
        Ok(rows + self.row(&mut row)?)
    }

    /// Writes a row if it has a filled cell; answers how many were written.
    fn row(&mut self, row: &mut Filling) -> Result<u32, Stop> {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if filled > 0 {
            let cells = row.cells.iter().take(filled).map(|cell| Cell(Cow::Borrowed(cell)));
            let kinds = std::mem::take(&mut row.kinds);
            self.put(&Line::Row(Row { number: row.number, cells: cells.collect(), kinds }))?;
        }
        row.cells.iter_mut().for_each(String::clear);
        row.kinds.clear();
        Ok(u32::from(filled > 0))
    }
}

/// The row whose cells are being read.
#[derive(Default)]
struct Filling {
    number: u32,
    cells: Vec<String>,
    kinds: Vec<(u32, CellKind)>,
}

impl Filling {
    fn put(&mut self, column: u32, value: &DataRef<'_>, limits: &Limits) -> Result<(), Refusal> {
        if matches!(value, DataRef::Empty) {
            return Ok(());
        }
        if column >= limits.columns {
            return Err(Reason::ColumnsTooMany.because(format!(
                "Row {} has a cell in column {}; at most {} columns are read. Delete the columns that are not needed.",
                self.number,
                column + 1,
                limits.columns
            )));
        }
        let column = column as usize;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        let Some(cell) = self.cells.get_mut(column) else { return Ok(()) };
        cell.clear();
        if let Some(kind) = show(value, cell) {
            self.kinds.push((column as u32, kind));
        }
        if cell.len() > limits.cell as usize {
            return Err(Reason::CellTooLong.because(format!(
                "Row {} has a cell of more than {} bytes. Shorten it and use the file again.",
                self.number, limits.cell
            )));
        }
        Ok(())
    }
}

/// Writes a value as a spreadsheet shows it without a number format; answers its kind where text and value differ.
fn show(value: &DataRef<'_>, cell: &mut String) -> Option<CellKind> {
    match value {
        DataRef::String(text) => cell.push_str(text),
        DataRef::SharedString(text) => cell.push_str(text),
        DataRef::Int(number) => cell.push_str(&number.to_string()),
        DataRef::Float(number) => cell.push_str(&number.to_string()),
        DataRef::Bool(value) => {
            cell.push_str(if *value { "TRUE" } else { "FALSE" });
            return Some(CellKind::Bool);
        }
        DataRef::DateTime(date) => {
            cell.push_str(&show_date(date));
            return Some(CellKind::Date);
        }
        DataRef::DateTimeIso(text) => {
            cell.push_str(text.strip_suffix("T00:00:00").unwrap_or(text));
            return Some(CellKind::Date);
        }
        DataRef::DurationIso(text) => {
            cell.push_str(text);
            return Some(CellKind::Date);
        }
        DataRef::Error(error) => {
            cell.push_str(&error.to_string());
            return Some(CellKind::Error);
        }
        DataRef::Empty => {}
    }
    None
}

/// A date in ISO 8601, the date alone where the time is midnight and the time alone where there is no date.
fn show_date(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if date.is_duration() {
        let seconds = (date.as_f64() * 86_400.0).round();
        return show_duration(seconds);
    }
    if date.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

fn show_duration(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!("{sign}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

/// The sheet to read.
struct Chosen {
    name: String,
    warnings: Vec<String>,
}

fn choose(workbook: &mut Workbook, wanted: Option<&str>, limits: &Limits) -> Result<Chosen, Stop> {
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > limits.sheets as usize {
        return Err(Reason::WorkbookHostile
            .because(format!(
                "The workbook has {} sheets; at most {} are read. Copy the one that is meant into a new workbook.",
                sheets.len(),
                limits.sheets
            ))
            .into());
    }
    if let Some(wanted) = wanted {
        let found = sheets.iter().find(|sheet| sheet.name == wanted && sheet.typ == SheetType::WorkSheet);
        let found = found.ok_or_else(|| no_such_sheet(wanted, &sheets))?;
        return Ok(Chosen { name: found.name.clone(), warnings: Vec::new() });
    }
    let mut filled = Vec::new();
    for sheet in sheets {
        if sheet.typ == SheetType::WorkSheet
            && sheet.visible == SheetVisible::Visible
            && has_cell(workbook, &sheet.name)
        {
            filled.push(sheet.name);
        }
    }
    let mut filled = filled.into_iter();
    let name = filled.next().ok_or_else(|| {
        Reason::WorkbookNoSheet
            .because("No visible sheet of the workbook has a filled cell. Fill one in, or unhide it.")
    })?;
    let others = filled.map(|other| format!("“{other}”")).collect::<Vec<_>>().join(", ");
    let warning = format!("The sheet “{name}” was read. Not read: {others}.");
    Ok(Chosen { name, warnings: if others.is_empty() { Vec::new() } else { vec![warning] } })
}

fn no_such_sheet(wanted: &str, sheets: &[calamine::Sheet]) -> Refusal {
    let names = sheets.iter().map(|sheet| format!("“{}”", sheet.name)).collect::<Vec<_>>().join(", ");
    Reason::WorkbookNoSheet.because(format!("The workbook has no sheet “{wanted}”. It has {names}."))
}

/// Whether a sheet has a filled cell. A sheet that cannot be read counts as filled, so that reading it says why.
fn has_cell(workbook: &mut Workbook, sheet: &str) -> bool {
    let Ok(mut reader) = workbook.worksheet_cells_reader(sheet) else { return true };
    let mut text = String::new();
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                text.clear();
                show(cell.get_value(), &mut text);
                if !text.trim().is_empty() {
                    return true;
                }
            }
            Ok(None) => return false,
            Err(_) => return true,
        }
    }
}
