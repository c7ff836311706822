//! What programs do to text files beside the delimiter: guards, blanks before quotes, quotes within quotes, padding, marks.

use plan::finding::Code;
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

fn sheet(text: impl AsRef<[u8]>) -> Sheet {
    look(text.as_ref().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

const HEADER: &str = "First name,Last name,Email,Employee ID\n";
const PEOPLE: &str = "First name,Last name,Email\nAnn,Smith,ann@x.example\n";

#[test]
fn a_formula_that_holds_only_a_text_is_that_text() {
    for (cell, text) in [
        ("\"=\"\"00123\"\"\"", "00123"),
        ("=\"00123\"", "00123"),
        ("=\"+13125550101\"", "+13125550101"),
        ("\"=\"\"a \"\"\"\"b\"\"\"\" c\"\"\"", "a \"b\" c"),
        ("\"=\"\"a, b\"\"\"", "a, b"),
        ("=\"\"", ""),
    ] {
        let found = sheet(format!("{HEADER}Ann,Smith,ann@x.example,{cell}\n"));
        assert_eq!(rows(&found), [["Ann", "Smith", "ann@x.example", text]], "{cell}");
        assert!(found.faults().is_empty(), "{cell}");
        let said = "A cell on line 2 is written as a formula that holds only a text, such as =\"00123\"; the text was read.";
        assert_eq!(found.origin().warnings, [said], "{cell}");
    }
    let all = "=\"First name\",=\"Last name\",=\"Email\"\n=\"Ann\",=\"Smith\",=\"ann@x.example\"\n";
    let found = sheet(all);
    assert_eq!((found.header(), rows(&found)), (sheet(PEOPLE).header(), rows(&sheet(PEOPLE))));
    assert!(found.origin().warnings[0].starts_with("6 cells are written"), "{:?}", found.origin().warnings);
    // A formula that does something, and the text that Muster writes so that it is none.
    for cell in ["\"=\"\"a\"\"&\"\"b\"\"\"", "=00123", "\"'=\"\"00123\"\"\"", "=A1"] {
        let found = sheet(format!("{HEADER}Ann,Smith,ann@x.example,{cell}\n"));
        assert!(found.origin().warnings.is_empty(), "{cell}: {:?}", found.origin().warnings);
    }
}

#[test]
fn blanks_before_the_quotes_of_cells_are_no_part_of_them() {
    let text =
        "First name, Last name, Email\nAnn, \"Smith\", ann@x.example\nBob,  \"Jones, Jr\", bob@x.example\n";
    let found = sheet(text);
    let trimmed = rows(&found).into_iter().map(|row| row.into_iter().map(str::trim).collect::<Vec<_>>());
    assert_eq!(
        trimmed.collect::<Vec<_>>(),
        [["Ann", "Smith", "ann@x.example"], ["Bob", "Jones, Jr", "bob@x.example"]]
    );
    assert!(found.faults().is_empty(), "{:?}", found.faults());
    let all = "\"First name\"; \"Last name\"; \"Email\"\n\"Ann\"; \"Smith; \"\"Al\"\"\"; \"ann@x.example\"\n";
    assert_eq!(rows(&sheet(all)), [["Ann", "Smith; \"Al\"", "ann@x.example"]]);
    // A quote behind a blank that is one of the text.
    let text = "Name,Size,Email\nAnn, 5\" pipe,ann@x.example\nBob, \"big\" one,bob@x.example\n";
    let found = sheet(text);
    assert_eq!(rows(&found)[1][1], " \"big\" one");
    assert_eq!(found.faults().iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::QuoteStray; 2]);
}

#[test]
fn quotes_within_quotes_that_were_not_doubled_stay_where_they_stood() {
    for (cell, text) in [
        ("\"Robert \"Bob\"\"", "Robert \"Bob\""),
        ("\"\"Bob\" Robert\"", "\"Bob\" Robert"),
        ("\"Robert \"Bob\" Lee\"", "Robert \"Bob\" Lee"),
        ("\"5\" pipe\"", "5\" pipe"),
        ("\"Bo\" \"Li\"", "Bo \"Li\""),
        ("\"x\" y", "x y"),
    ] {
        let found = sheet(format!("\"Name\",\"Email\"\n{cell},\"bob@x.example\"\n"));
        assert_eq!(rows(&found), [[text, "bob@x.example"]], "{cell}");
        assert_eq!(found.faults().len(), 1, "{cell}");
        assert_eq!((found.faults()[0].code, found.faults()[0].value.as_str()), (Code::QuoteStray, text));
    }
}

#[test]
fn padding_behind_the_last_row_is_no_row() {
    let (nuls, ends) = ("\0".repeat(512), "\u{1a}".repeat(60));
    for (padding, said) in [
        (nuls.as_str(), "512 characters that are"),
        (ends.as_str(), "60 characters that are"),
        ("\u{1a}", "a character that is"),
        ("\u{1a}\r\n", "a character that is"),
        ("\u{1a}\0\0\0", "4 characters that are"),
        ("\r\n\0\0", "2 characters that are"),
    ] {
        let found = sheet(format!("{PEOPLE}{padding}"));
        assert_eq!(rows(&found), rows(&sheet(PEOPLE)), "{padding:?}");
        let warnings = &found.origin().warnings;
        assert!(warnings[0].starts_with(&format!("The file ends with {said} no text")), "{warnings:?}");
        assert!(warnings.len() == 1 && !warnings[0].contains("last row"), "{warnings:?}");
    }
    let broken = sheet(format!("{PEOPLE}Bob,Jo{nuls}"));
    assert_eq!(rows(&broken)[1], ["Bob", "Jo"]);
    assert_eq!(
        broken.origin().warnings,
        [
            "The file ends with 512 characters that are no text, as programs fill up files with; they were left out. Look \
             whether the last row is whole."
        ]
    );
    // Within the text they are still what a broken write left behind.
    let within = sheet(format!("{PEOPLE}Bob,\0,bob@x.example\n"));
    assert!(within.origin().warnings[0].starts_with("Line 3"), "{:?}", within.origin().warnings);
    let nothing = look(nuls.into_bytes(), &Reading::default(), &Limits::default(), &InProcess);
    assert_eq!(nothing.unwrap_err().code, "file.not_a_table");
}

#[test]
fn several_marks_of_the_encoding_are_no_part_of_the_header() {
    for marks in [1, 2, 3] {
        let found = sheet(format!("{}{PEOPLE}", "\u{feff}".repeat(marks)));
        assert_eq!(
            (found.header()[0].as_str(), found.origin().encoding.as_deref()),
            ("First name", Some("UTF-8"))
        );
        let found = sheet(format!("{}sep=,\n{PEOPLE}", "\u{feff}".repeat(marks)));
        assert_eq!((found.header()[0].as_str(), found.len()), ("First name", 1));
    }
}

#[test]
fn a_first_line_that_names_a_delimiter_which_is_not_there_is_not_believed_and_said() {
    let found = sheet(format!("sep=;\n{PEOPLE}"));
    assert_eq!((found.header(), rows(&found)), (sheet(PEOPLE).header(), rows(&sheet(PEOPLE))));
    assert_eq!((found.origin().delimiter, found.number(0), found.line(0)), (Some(','), 2, Some(3)));
    let said = "The first line, sep=, names “;”, which stands nowhere between the cells; they were told apart by “,”.";
    assert_eq!(found.origin().warnings, [said]);
    let alone = sheet("sep=;\nEmail\nann@x.example\n");
    assert_eq!((alone.origin().delimiter, alone.origin().warnings.len()), (Some(';'), 0));
}
