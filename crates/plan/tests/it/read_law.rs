//! Laws of reading: what a correct writer wrote comes back exactly, and nothing is lost or breaks on any bytes.

use encoding_rs::Encoding;
use plan::mapping::{Escape, Reading};
use plan::read::workbook::InProcess;
use plan::read::{Limits, read};
use plan::sheet::Sheet;
use proptest::prelude::*;

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Style {
    delimiter: char,
    quote: char,
    escape: Escape,
    line: &'static str,
    mark: bool,
    quote_all: bool,
    last_line_ends: bool,
}

fn styles() -> impl Strategy<Value = Style> {
    let delimiters = prop::sample::select(vec![',', ';', '\t', '|', ':']);
    let quotes = prop::sample::select(vec!['"', '\'']);
    let escapes = prop::sample::select(vec![Escape::Doubled, Escape::Backslash]);
    let lines = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (delimiters, quotes, escapes, lines, any::<[bool; 3]>()).prop_map(
        |(delimiter, quote, escape, line, [mark, quote_all, last_line_ends])| Style {
            delimiter,
            quote,
            escape,
            line,
            mark,
            quote_all,
            last_line_ends,
        },
    )
}

impl Style {
    /// Everything about it that can be said.
    fn named(self) -> Reading {
        Reading {
            delimiter: Some(self.delimiter),
            quote: Some(self.quote),
            escape: Some(self.escape),
            ..Reading::default()
        }
    }
}

/// Cells full of what makes reading hard.
fn cells() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "Zoë", "\"", "'", "\\", ",", ";", "\t", "|", ":", "\n", "\r\n", "\r", " ", "=", "名", "1",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6).prop_flat_map(|columns| prop::collection::vec(prop::collection::vec(cells(), columns), 1..8))
}

fn write(table: &[Vec<String>], style: Style) -> String {
    let quote = style.quote;
    let needs_quotes = |cell: &str| style.quote_all || cell.contains([style.delimiter, quote, '\n', '\r']);
    let escaped = |cell: &str| match style.escape {
        Escape::Doubled => cell.replace(quote, &format!("{quote}{quote}")),
        Escape::Backslash => cell.replace('\\', "\\\\").replace(quote, &format!("\\{quote}")),
    };
    let write_cell = |cell: &String| {
        if needs_quotes(cell) { format!("{quote}{}{quote}", escaped(cell)) } else { cell.clone() }
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

/// What a cell reads as: a formula that holds only a text, `="a"`, is that text.
fn read_as(cell: &str) -> String {
    let inner = cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"'));
    let bare = inner.map(|inner| inner.replace("\"\"", ""));
    match (inner, bare) {
        (Some(inner), Some(bare)) if !bare.contains('"') => inner.replace("\"\"", "\""),
        _ => cell.to_owned(),
    }
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

/// A list as an office has it: titles, a header, people with their remarks.
#[derive(Clone, Debug)]
struct List {
    encoding: &'static Encoding,
    titles: usize,
    people: Vec<Vec<String>>,
}

impl List {
    fn titles(&self) -> Vec<Vec<String>> {
        let titles = ["Sales team 2026", "Confidential", "Exported from the people system"];
        titles.iter().take(self.titles).map(|title| vec![(*title).to_owned()]).collect()
    }
}

/// Names that people in the countries of an encoding have.
const NAMES: [(&str, [&str; 4]); 10] = [
    ("utf-8", ["Zoë", "Łukasz", "Ольга", "太郎"]),
    ("windows-1252", ["Jürgen", "François", "Begoña", "Åsa"]),
    ("windows-1250", ["Łukasz", "Małgorzata", "Kateřina", "Jiří"]),
    ("windows-1251", ["Иван", "Ольга", "Сергей", "Наталья"]),
    ("windows-1254", ["Şahin", "Işık", "Doğan", "Gülşen"]),
    ("macintosh", ["Jürgen", "François", "Begoña", "Jörg"]),
    ("shift_jis", ["太郎", "花子", "健一", "さくら"]),
    ("gbk", ["小明", "李娜", "张伟", "建国"]),
    ("euc-kr", ["민준", "서연", "지훈", "현우"]),
    ("big5", ["志明", "淑芬", "建宏", "美玲"]),
];

fn lists() -> impl Strategy<Value = List> {
    let remarks = prop::sample::select(vec![
        "",
        "new",
        "says \"hi\"",
        "it's",
        "a, b; c",
        "two\nlines",
        "1|2",
        "tab\there",
        "\"",
        "10:30",
    ]);
    (prop::sample::select(NAMES.to_vec()), 0_usize..4, prop::collection::vec(remarks, 4..12)).prop_map(
        |((label, names), titles, remarks)| {
            let header = ["First Name", "Last Name", "E-mail", "Mobile", "Notes"].map(str::to_owned).to_vec();
            let person = |(at, remark): (usize, &&str)| {
                let (first, last) = (names[at % 4], names[(at + 1) % 4]);
                let (email, phone) = (format!("p{at}@acme.example"), format!("+4915112345{at:03}"));
                vec![first.to_owned(), last.to_owned(), email, phone, (*remark).to_owned()]
            };
            let people = std::iter::once(header).chain(remarks.iter().enumerate().map(person)).collect();
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            List { encoding, titles, people }
        },
    )
}

proptest! {
    #[test]
    fn a_table_written_correctly_reads_back_exactly(table in tables(), style in styles()) {
        let table_read = table.iter().map(|row| row.iter().map(|cell| read_as(cell)).collect()).collect::<Vec<_>>();
        let expected = filled(&table_read);
        let header_row = expected.first().map(|(number, _)| *number);
        let reading = Reading { header_row, ..style.named() };
        let found = read(write(&table, style).into_bytes(), &reading, &Limits::default(), &InProcess);
        match found {
            Ok(sheet) => {
                let mut expected = expected;
                let cut = expected[0].1.split_off(sheet.header().len());
                prop_assert!(cut.iter().all(|cell| cell.trim().is_empty()), "{:?} was cut off", cut);
                prop_assert_eq!(rows(&sheet), expected);
                // A cell that holds whole rows, one that stands alone under names, and a line drawn of signs are worth a word, for
                // all anybody knows.
                let is_known =
                    |code: &str| matches!(code, "header.repeated" | "cell.long" | "row.heading" | "row.note");
                prop_assert!(sheet.faults().iter().all(|fault| is_known(fault.code.as_str())));
            }
            Err(refusal) => {
                let code = if expected.is_empty() { "file.empty" } else { "file.no_rows" };
                prop_assert_eq!(refusal.code, code);
                prop_assert!(expected.len() < 2);
            }
        }
    }

    /// Nothing is said about how it is read: encoding, dialect and header are all found.
    #[test]
    fn a_list_of_people_is_found_in_any_file(list in lists(), style in styles()) {
        let mut table = list.titles();
        let header_row = table.len() as u32 + 1;
        table.extend(list.people.clone());
        // Without one cell in them nobody can tell that quotes are single ones.
        let quote = if style.quote_all { style.quote } else { '"' };
        let text = write(&table, Style { mark: false, quote, ..style });
        let (bytes, _, missing) = list.encoding.encode(&text);
        prop_assert!(!missing);
        let sheet = read(bytes.into_owned(), &Reading::default(), &Limits::default(), &InProcess).unwrap();
        prop_assert_eq!(sheet.origin().header_row, header_row);
        let found = rows(&sheet).into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        prop_assert_eq!(found, list.people);
        let above = sheet.origin().warnings.iter().any(|warning| warning.contains("above the header"));
        prop_assert_eq!(above, list.titles > 0, "{:?}", sheet.origin().warnings);
        prop_assert!(sheet.faults().is_empty(), "{:?}", sheet.faults());
    }

    #[test]
    fn no_bytes_break_it_and_no_row_goes_missing(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(bytes, &Reading::default(), &Limits::default(), &InProcess);
    }

    /// Without quotes each line is a row: every one of them is kept, blank, or the header.
    #[test]
    fn without_quotes_every_line_is_accounted_for(lines in prop::collection::vec("[a-z ,]{0,12}", 0..30)) {
        let filled = lines.iter().filter(|line| line.contains(|letter: char| letter.is_ascii_lowercase())).count();
        let reading = Reading { delimiter: Some(','), ..Reading::default() };
        match read(lines.join("\n").into_bytes(), &reading, &Limits::default(), &InProcess) {
            Ok(sheet) => {
                let origin = sheet.origin();
                let above = origin.top.iter().filter(|row| row.number < origin.header_row).count();
                prop_assert_eq!(sheet.len() + above + usize::from(origin.header_row > 0), filled);
            }
            Err(refusal) => prop_assert!(filled < 2, "{}", refusal),
        }
    }

    #[test]
    fn the_stored_form_reads_back_equal(table in tables(), style in styles()) {
        if let Ok(sheet) = read(write(&table, style).into_bytes(), &style.named(), &Limits::default(), &InProcess) {
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
