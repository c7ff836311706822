//! Spreadsheets that Muster writes: bytes of CSV and XLSX out of rows of text.
//!
//! What stands in the rows is decided in [`plan::export`]; cells arrive in the dialect of cells already. CSV is UTF-8 with
//! a byte order mark and CRLF, which is what spreadsheet programs open without asking; every cell of a workbook is text,
//! so that no phone number and no id is changed.

use std::io::{self, Write};

use clap::ValueEnum;
use plan::export::{COLUMN_HELP, TEMPLATE_NOTES};
use plan::field::Field;
use plan::snapshot::{Access, Role};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format as CellFormat, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

/// The format of a file that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text, one row a line
    #[default]
    Csv,
    /// A workbook
    Xlsx,
}

impl Format {
    /// The media type to answer with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The ending of a file's name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of a file name's ending or of a parameter: `csv`, `xlsx`.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx].into_iter().find(|format| format.extension().eq_ignore_ascii_case(key))
    }
}

/// Why a spreadsheet could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// Writing failed.
    #[error("the spreadsheet could not be written: {0}")]
    Io(#[from] io::Error),
    /// XLSX allows no such cell or so many rows.
    #[error("XLSX allows no more than 1,048,576 rows and 32,767 characters a cell; choose CSV")]
    TooLarge,
    /// The workbook could not be made.
    #[error("the workbook could not be made: {0}")]
    Workbook(XlsxError),
}

impl From<XlsxError> for SpreadsheetError {
    fn from(problem: XlsxError) -> Self {
        match problem {
            XlsxError::MaxStringLengthExceeded | XlsxError::RowColumnLimitError => Self::TooLarge,
            XlsxError::IoError(problem) => Self::Io(problem),
            other => Self::Workbook(other),
        }
    }
}

/// Writes a header and rows. `name` is that of the sheet, where the format has one.
///
/// # Errors
/// [`SpreadsheetError::TooLarge`] for a workbook only.
pub fn write_table<H, R>(
    format: Format,
    name: &str,
    header: &[H],
    rows: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> Result<(), SpreadsheetError>
where
    H: AsRef<str>,
    R: AsRef<[String]>,
{
    match format {
        Format::Csv => {
            let mut csv = CsvWriter::new(out)?;
            csv.row(header)?;
            for row in rows {
                csv.row(row.as_ref())?;
            }
            csv.finish()?;
        }
        Format::Xlsx => {
            let mut book = Workbook::new();
            write_sheet(book.add_worksheet(), name, header, rows)?;
            save(&mut book, out)?;
        }
    }
    Ok(())
}

/// Writes the empty template for people.
///
/// # Errors
/// Where writing fails.
pub fn write_template(format: Format, out: &mut dyn Write) -> Result<(), SpreadsheetError> {
    let header = Field::TEMPLATE_HEADERS;
    match format {
        Format::Csv => {
            let mut csv = CsvWriter::new(out)?;
            csv.row(&header)?;
            csv.finish()?;
        }
        Format::Xlsx => {
            let mut book = Workbook::new();
            let people = book.add_worksheet();
            write_sheet(people, "People", &header, std::iter::empty::<Vec<String>>())?;
            for (column, field) in (0..).zip(Field::TEMPLATE) {
                drop_down(people, column, field)?;
            }
            explain(book.add_worksheet())?;
            save(&mut book, out)?;
        }
    }
    Ok(())
}

/// The format of cells that are text, whatever stands in them.
const TEXT: u8 = 49;

/// The last row that a workbook has room for, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// A sheet of text cells under a header that stays in sight.
fn write_sheet<H, R>(
    sheet: &mut Worksheet,
    name: &str,
    header: &[H],
    rows: impl Iterator<Item = R>,
) -> Result<(), XlsxError>
where
    H: AsRef<str>,
    R: AsRef<[String]>,
{
    let text = CellFormat::new().set_num_format_index(TEXT);
    let bold = CellFormat::new().set_num_format_index(TEXT).set_bold().set_border_bottom(FormatBorder::Thin);
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, cell) in (0..).zip(header) {
        sheet.set_column_format(column, &text)?.set_column_width(column, width(cell.as_ref()))?;
        sheet.write_string_with_format(0, column, cell.as_ref(), &bold)?;
    }
    for (at, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row.as_ref()) {
            // A cell that is not written is blank and has the column's format.
            if !cell.is_empty() {
                sheet.write_string_with_format(at, column, cell, &text)?;
            }
        }
    }
    Ok(())
}

/// A column as wide as what usually stands in it.
fn width(header: &str) -> f64 {
    match header {
        "Email" | "Teams" | "Territories" | "Changes" | "Notes" => 32.0,
        plan::export::WHAT_TO_CORRECT => 60.0,
        "Row" => 8.0,
        _ => 20.0,
    }
}

/// The values that a column offers, where there are a few. What else somebody writes is kept after a question: reading
/// knows more ways to write a role than the list shows.
fn drop_down(sheet: &mut Worksheet, column: u16, field: Field) -> Result<(), XlsxError> {
    let names = match field {
        Field::Role => Role::ALL.map(Role::as_str).to_vec(),
        Field::TerritoryAccess => [Access::Global, Access::Limited].map(Access::as_str).to_vec(),
        _ => return Ok(()),
    };
    let title = field.header();
    let list = DataValidation::new()
        .allow_list_strings(&names)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(title)?
        .set_error_message(format!("The list has {}.", names.join(", ")))?;
    sheet.add_data_validation(1, column, LAST_ROW, column, &list)?;
    Ok(())
}

/// The sheet that explains each column.
fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = CellFormat::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let strong = CellFormat::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = CellFormat::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("How to fill it in")?.set_freeze_panes(1, 0)?;
    for (column, (title, width)) in
        (0..).zip([("Column", 22.0), ("Needed", 10.0), ("What to write", 70.0), ("Example", 32.0)])
    {
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, title, &bold)?;
    }
    for (row, help) in (1..).zip(COLUMN_HELP) {
        let needed = if help.needed { "Yes" } else { "No" };
        sheet.write_string_with_format(row, 0, help.field.header(), &strong)?;
        for (column, text) in (1..).zip([needed, help.text, help.example]) {
            sheet.write_string_with_format(row, column, text, &wrapped)?;
        }
    }
    for (row, note) in (COLUMN_HELP.len() as u32 + 2..).zip(TEMPLATE_NOTES) {
        sheet.write_string(row, 0, note)?;
    }
    Ok(())
}

fn save(book: &mut Workbook, out: &mut dyn Write) -> Result<(), SpreadsheetError> {
    out.write_all(&book.save_to_buffer()?)?;
    Ok(())
}

/// Writes CSV: UTF-8 with byte order mark, commas, CRLF, quotes where they are needed.
struct CsvWriter<'a> {
    out: &'a mut dyn Write,
    line: String,
}

impl<'a> CsvWriter<'a> {
    /// Bytes that are written at once.
    const AT_ONCE: usize = 1 << 16;

    fn new(out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        Ok(Self { out, line: String::with_capacity(Self::AT_ONCE + 4096) })
    }

    fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        for (at, cell) in cells.iter().map(AsRef::as_ref).enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            // A row of one blank cell would be a blank line, which is no row.
            let blank_row = cells.len() == 1 && cell.is_empty();
            let outer = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
            if blank_row || outer || cell.contains(['"', ',', '\r', '\n']) {
                self.line.push('"');
                self.line.push_str(&cell.replace('"', "\"\""));
                self.line.push('"');
            } else {
                self.line.push_str(cell);
            }
        }
        self.line.push_str("\r\n");
        if self.line.len() >= Self::AT_ONCE {
            self.out.write_all(self.line.as_bytes())?;
            self.line.clear();
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        self.out.write_all(self.line.as_bytes())
    }
}
