//! `muster inspect`: what a file is and how its columns match.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use plan::field::Field;
use plan::inspect::{Inspection, inspect_sheet};
use plan::mapping::{Column, Escape, MappingFile};
use plan::read::{encoding_name, look};
use plan::sheet::{Format, Origin, Sheet};
use serde::Serialize;

use super::args::Subject;
use super::exit::{CliError, Exit};
use super::input;
use crate::config::Config;
use crate::workbook::ChildReader;

/// Say what a file is and how its columns match; needs no database
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The spreadsheet: CSV, XLSX, XLSM or ODS
    pub file: PathBuf,

    /// What the file is about
    #[arg(long)]
    pub subject: Subject,

    /// A mapping file: which column feeds which field, how the file is read, one value for everybody
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,

    /// Add "cells" to the JSON: a list of rows of text as read, the header first where the file has one; only for files
    /// of at most 10,000 cells
    #[arg(long, requires = "json")]
    pub cells: bool,
}

/// With more cells than this they are not part of the answer.
const MOST_CELLS: usize = 10_000;

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    found: &'a Inspection,
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<Vec<&'a str>>>,
}

fn cells(sheet: &Sheet) -> Option<Vec<Vec<&str>>> {
    (sheet.cell_count() + sheet.header().len() <= MOST_CELLS).then(|| sheet.table())
}

/// Runs the command.
///
/// # Errors
/// Where the file cannot be read or the mapping file does not fit it.
pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    args.subject.supported()?;
    let wish = args
        .mapping
        .as_deref()
        .map(|path| input::json(path, "mapping file", "mapping.invalid"))
        .transpose()?;
    let bytes = input::spreadsheet(&args.file, &config.limits)?;
    let wish: MappingFile = wish.unwrap_or_default();
    let sheet = look(bytes, &wish.read, &config.limits, &ChildReader::of_this_program()?)?;
    let found = inspect_sheet(&sheet, &wish)?;
    if args.json {
        let cells = if args.cells { cells(&sheet) } else { None };
        serde_json::to_writer(&mut *out, &Answer { found: &found, cells }).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        say(&args.file, &found, out)?;
    }
    Ok(Exit::Done)
}

/// The answer for people.
fn say(file: &Path, found: &Inspection, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", file.display(), about(&found.file))?;
    for warning in &found.file.warnings {
        writeln!(out, "  ! {warning}")?;
    }
    writeln!(out)?;
    table(&found.columns, out)?;
    writeln!(out)?;
    match missing(&found.missing) {
        None => writeln!(out, "Every field that is needed has its column."),
        Some(fields) => writeln!(
            out,
            "Needed and without a column: {fields}. A mapping file can name the column, or one value for everybody where \
             that makes sense."
        ),
    }
}

/// `XLSX, sheet “Users”, 123 rows and 2 blank ones, 9 columns, header in row 1`.
fn about(file: &Origin) -> String {
    let mut parts = vec![match file.format {
        Format::Csv => "CSV".to_owned(),
        Format::Xlsx => "XLSX".to_owned(),
        Format::Ods => "ODS".to_owned(),
    }];
    parts.extend(file.encoding.as_deref().map(encoding_name).map(str::to_owned));
    parts.extend(file.delimiter.map(delimiter));
    parts.extend(file.quote.filter(|quote| *quote != '"').map(|quote| format!("quotes {quote}")));
    parts.extend(
        file.escape
            .filter(|escape| *escape == Escape::Backslash)
            .map(|_| "backslashes before quotes".to_owned()),
    );
    parts.extend(file.sheet.as_ref().map(|sheet| format!("sheet “{sheet}”")));
    let blank = match file.blank_rows {
        0 => String::new(),
        1 => " and a blank one".to_owned(),
        count => format!(" and {count} blank ones"),
    };
    parts.push(format!("{}{blank}", count(file.rows, "row")));
    parts.push(count(file.columns, "column"));
    parts.push(match file.header_row {
        0 => "no header".to_owned(),
        row => format!("header in row {row}"),
    });
    parts.join(", ")
}

fn delimiter(character: char) -> String {
    match character {
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        '\t' => "tabs".to_owned(),
        '|' => "bars".to_owned(),
        other if other.is_control() => format!("delimiter {}", other.escape_unicode()),
        other => format!("delimiter {other}"),
    }
}

fn count(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn missing(fields: &[Field]) -> Option<String> {
    let labels = fields.iter().map(|field| field.label()).collect::<Vec<_>>();
    (!labels.is_empty()).then(|| labels.join(", "))
}

/// Widths in characters; what is longer is cut.
const HEADER_WIDTH: usize = 28;
const SAMPLES_WIDTH: usize = 36;

fn table(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let headers = columns.iter().map(|column| clip(column.header.trim(), HEADER_WIDTH)).collect::<Vec<_>>();
    let samples =
        columns.iter().map(|column| clip(&column.samples.join(" · "), SAMPLES_WIDTH)).collect::<Vec<_>>();
    let (header_width, samples_width) = (width("Column", &headers), width("Samples", &samples));
    writeln!(
        out,
        "  {:header_width$}  {:18}  {:>5}  {:>7}  {:samples_width$}  Why",
        "Column", "Field", "Sure", "Filled", "Samples"
    )?;
    for ((column, header), samples) in columns.iter().zip(&headers).zip(&samples) {
        let field = column.field.map_or("–", Field::label);
        let sure = column.field.map_or(String::new(), |_| format!("{:.0} %", column.confidence * 100.0));
        let (filled, why) = (column.filled, &column.why);
        writeln!(
            out,
            "  {header:header_width$}  {field:18}  {sure:>5}  {filled:>7}  {samples:samples_width$}  {why}"
        )?;
    }
    Ok(())
}

fn width(title: &str, cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.chars().count()).chain([title.len()]).max().unwrap_or(0)
}

/// One line of at most `most` characters, without control characters, which could play tricks on a terminal.
fn clip(text: &str, most: usize) -> String {
    let plain = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let clipped = plain.clone().take(most).collect::<String>();
    if plain.count() <= most {
        clipped
    } else {
        format!("{}…", clipped.chars().take(most - 1).collect::<String>())
    }
}
