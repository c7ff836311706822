//! Laws of reading: what a correct writer wrote comes back exactly, and nothing is lost or breaks on any bytes.

use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, read};
use plan::sheet::Sheet;
use proptest::prelude::*;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Style {
    delimiter: char,
    line: &'static str,
    mark: bool,
    quote_all: bool,
    last_line_ends: bool,
}

fn styles() -> impl Strategy<Value = Style> {
    let delimiters = prop::sample::select(vec![',', ';', '\t', '|', ':']);
    let lines = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (delimiters, lines, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(delimiter, line, mark, quote_all, last_line_ends)| Style {
            delimiter,
            line,
            mark,
            quote_all,
            last_line_ends,
        },
    )
}

/// Cells full of what makes reading hard.
fn cells() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "Zoë", "\"", ",", ";", "\t", "|", ":", "\n", "\r\n", "\r", " ", "=", "名", "1",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6).prop_flat_map(|columns| prop::collection::vec(prop::collection::vec(cells(), columns), 1..8))
}

fn write(table: &[Vec<String>], style: Style) -> String {
    let needs_quotes = |cell: &str| style.quote_all || cell.contains([style.delimiter, '"', '\n', '\r']);
    let write_cell = |cell: &String| {
        if needs_quotes(cell) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let rows = table
        .iter()
        .map(|row| row.iter().map(write_cell).collect::<Vec<_>>().join(&style.delimiter.to_string()));
    let mut text = rows.collect::<Vec<_>>().join(style.line);
    if style.last_line_ends {
        text.push_str(style.line);
    }
    if style.mark { format!("\u{feff}{text}") } else { text }
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// The rows that are not blank with their place, the header first.
fn filled(table: &[Vec<String>]) -> Vec<(u32, Vec<String>)> {
    (1..).zip(table).filter(|(_, row)| !is_blank(row)).map(|(number, row)| (number, row.clone())).collect()
}

fn rows(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    let header = (sheet.origin().header_row, sheet.header().to_vec());
    let rows =
        (0..sheet.len() as u32).map(|row| (sheet.number(row), sheet.cells(row).map(str::to_owned).collect()));
    std::iter::once(header).chain(rows).collect()
}

proptest! {
    #[test]
    fn a_table_written_correctly_reads_back_exactly(table in tables(), style in styles()) {
        let reading = Reading { delimiter: Some(style.delimiter), ..Reading::default() };
        let expected = filled(&table);
        let found = read(write(&table, style).into_bytes(), &reading, &Limits::default(), &InProcess);
        match found {
            Ok(sheet) => {
                prop_assert_eq!(rows(&sheet), expected);
                prop_assert!(sheet.faults().iter().all(|fault| fault.code.as_str() == "header.repeated"));
            }
            Err(refusal) => {
                let code = if expected.is_empty() { "file.empty" } else { "file.no_rows" };
                prop_assert_eq!(refusal.code, code);
                prop_assert!(expected.len() < 2);
            }
        }
    }

    #[test]
    fn no_bytes_break_it_and_no_row_goes_missing(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(bytes, &Reading::default(), &Limits::default(), &InProcess);
    }

    /// Without quotes each line is a row: every one of them is kept, blank, or the header.
    #[test]
    fn without_quotes_every_line_is_accounted_for(lines in prop::collection::vec("[a-z ,]{0,12}", 0..30)) {
        let filled = lines.iter().filter(|line| line.contains(|letter: char| letter.is_ascii_lowercase())).count();
        match read(lines.join("\n").into_bytes(), &Reading::default(), &Limits::default(), &InProcess) {
            Ok(sheet) => prop_assert_eq!(sheet.len() + 1, filled),
            Err(refusal) => prop_assert!(filled < 2, "{}", refusal),
        }
    }

    #[test]
    fn the_stored_form_reads_back_equal(table in tables(), style in styles()) {
        let reading = Reading { delimiter: Some(style.delimiter), ..Reading::default() };
        if let Ok(sheet) = read(write(&table, style).into_bytes(), &reading, &Limits::default(), &InProcess) {
            let bytes = sheet.to_bytes();
            let again = Sheet::from_bytes(&bytes);
            prop_assert_eq!(again.as_ref(), Ok(&sheet));
            for cut in [bytes.len() - 1, bytes.len() / 2, 3] {
                prop_assert!(Sheet::from_bytes(&bytes[..cut]).is_err());
            }
        }
    }
}

/// Every byte changed in several ways, alone and with the one behind it so that sums stay the same: an error, or a
/// sheet whose cells are still all of its text.
#[test]
fn a_damaged_stored_form_is_an_error_or_a_whole_sheet() {
    let text = "Näme,b\n\"1\"\"\",é\n\n3,ß\n".as_bytes().to_vec();
    let sheet = read(text, &Reading::default(), &Limits::default(), &InProcess).unwrap();
    let good = sheet.to_bytes();
    for at in 0..good.len() {
        for (here, behind) in [(1, 0), (2, 0), (128, 0), (255, 0), (1, 255), (255, 1)] {
            let mut bytes = good.clone();
            bytes[at] = bytes[at].wrapping_add(here);
            if let Some(byte) = bytes.get_mut(at + 1) {
                *byte = byte.wrapping_add(behind);
            }
            if let Ok(sheet) = Sheet::from_bytes(&bytes) {
                let cells = (0..sheet.len() as u32).flat_map(|row| sheet.cells(row)).collect::<String>();
                assert_eq!(cells, sheet.text(), "byte {at} changed by {here} and {behind}");
            }
        }
    }
}
