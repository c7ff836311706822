//! Text with a delimiter becomes a sheet, and nothing of it is lost.

use plan::finding::Code;
use plan::mapping::{Escape, Reading};
use plan::read::workbook::InProcess;
use plan::read::{Limits, Refusal, read};
use plan::sheet::Sheet;

fn sheet(text: &str) -> Sheet {
    sheet_of(text.as_bytes(), &Reading::default())
}

fn sheet_of(bytes: &[u8], reading: &Reading) -> Sheet {
    read(bytes.to_vec(), reading, &Limits::default(), &InProcess).unwrap()
}

fn refusal(bytes: &[u8]) -> Refusal {
    read(bytes.to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap_err()
}

fn faults(sheet: &Sheet) -> Vec<(u32, Code, &str)> {
    sheet.faults().iter().map(|fault| (fault.row, fault.code, fault.value.as_str())).collect()
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

#[test]
fn cells_come_out_without_their_quotes() {
    let sheet = sheet("Name,Note\r\nAda,\"says \"\"hi\"\", twice\"\r\n\"Bo\nb\",\r\n");
    assert_eq!(sheet.header(), ["Name", "Note"]);
    assert_eq!(rows(&sheet), [vec!["Ada", "says \"hi\", twice"], vec!["Bo\nb", ""]]);
    assert_eq!((sheet.number(1), sheet.line(1)), (3, Some(3)));
    assert_eq!(sheet.origin().delimiter, Some(','));
    assert!(sheet.faults().is_empty());
}

#[test]
fn blank_rows_keep_their_place_in_the_numbering() {
    let sheet = sheet("\n , \nA,B\n\n1,2\n \t,  \n,\n3,4\n\n\n");
    assert_eq!(rows(&sheet), [vec!["1", "2"], vec!["3", "4"]]);
    assert_eq!((sheet.number(0), sheet.number(1)), (5, 8));
    let origin = sheet.origin();
    assert_eq!((origin.header_row, origin.rows, origin.blank_rows, origin.columns), (3, 2, 3, 2));
}

#[test]
fn every_way_to_end_a_line_is_understood() {
    let sheet = sheet("A,B\r1,2\n3,4\r\n5,6");
    assert_eq!(rows(&sheet), [vec!["1", "2"], vec!["3", "4"], vec!["5", "6"]]);
    assert_eq!(sheet.line(2), Some(4));
}

#[test]
fn the_delimiter_is_told_by_the_shape_of_the_rows() {
    for (text, delimiter) in [
        ("a,b,c\n1,x;y;z,3\n", ','),
        ("a;b;c\n1,5;2,5;3\n", ';'),
        ("a\tb\n1, 2\t3\n", '\t'),
        ("a|b|c\n1|\"x|y\"|3\n", '|'),
        ("sep=;\na;b,c\n1;2\n", ';'),
        ("alone\nx\n", ','),
    ] {
        assert_eq!(sheet(text).origin().delimiter, Some(delimiter), "{text:?}");
    }
    let forced = Reading { delimiter: Some(';'), ..Reading::default() };
    assert_eq!(sheet_of(b"a,b;c\n1,2;3\n", &forced).header(), ["a,b", "c"]);
}

#[test]
fn a_line_that_names_the_delimiter_is_not_a_row() {
    let sheet = sheet("sep=;\r\nA;B\r\n1;2\r\n");
    assert_eq!((sheet.origin().header_row, sheet.number(0), sheet.line(0)), (1, 2, Some(3)));
}

#[test]
fn rows_of_another_length_than_the_header_are_named() {
    let sheet = sheet("A,B,C\n1,2\n1,2,3,\n1,2,3,4\n1,2,3\nA,B,C\n");
    let expected = [
        (0, Code::RowShort, "2 of 3 cells"),
        (2, Code::RowLong, "4 cells, the header 3"),
        (4, Code::HeaderRepeated, ""),
    ];
    assert_eq!(faults(&sheet), expected);
}

#[test]
fn a_quote_that_is_not_closed_is_refused_with_its_line() {
    let refused = refusal(b"A,B\n1,2\n3,\"4\n5,6\n");
    assert_eq!(refused.code, "quote.unclosed");
    assert!(refused.text.contains("line 3"), "{}", refused.text);
}

#[test]
fn stray_quotes_are_named_and_kept() {
    let sheet = sheet("A,B\n5\" pipe,2\n\"x\" y,3\n\"z\"  ,4\n");
    assert_eq!(rows(&sheet), [vec!["5\" pipe", "2"], vec!["x y", "3"], vec!["z  ", "4"]]);
    assert_eq!(faults(&sheet), [(0, Code::QuoteStray, "5\" pipe"), (1, Code::QuoteStray, "x y")]);
}

#[test]
fn a_cell_that_swallowed_rows_is_an_error() {
    let swallowed = sheet("A,B\n1,\"2\n3,4\n5,\"6\"\n7,8\n");
    assert_eq!(
        swallowed.faults().iter().map(|fault| fault.code).collect::<Vec<_>>(),
        [Code::QuoteStray, Code::CellLong]
    );
    assert_eq!(swallowed.faults()[1].value, "lines 2 to 4");
    let long = format!("A,B\n1,\"{}\"\n", "x\n".repeat(20));
    assert_eq!(faults(&sheet(&long)), [(0, Code::CellLong, "lines 2 to 22")]);
    let short = format!("A,B\n1,\"{}\"\n", "x\n".repeat(19));
    assert!(sheet(&short).faults().is_empty());
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    for (bytes, code) in [
        (&b""[..], "file.empty"),
        (b"\n , \n", "file.empty"),
        (b"A,B\n,\n", "file.no_rows"),
        (b"%PDF-1.7 ...", "file.not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "file.not_a_table"),
        (b"  <!DOCTYPE html><table>", "file.not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook.unsupported"),
        (b"PK\x03\x04 cut off", "workbook.broken"),
        (b"\xff\xfe\0\0A\0\0\0", "encoding.unreadable"),
    ] {
        let refused = refusal(bytes);
        assert_eq!(refused.code, code);
        assert!(refused.text.ends_with('.'), "{}", refused.text);
    }
}

#[test]
fn documents_are_called_by_what_they_are() {
    let utf16 = "<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for (text, name) in [
        (&b"<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><table>"[..], "a web page"),
        (b"\xef\xbb\xbf \n<TABLE border=1>", "a web page"),
        (&utf16, "a web page"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=x\nDate: x\n", "a web page"),
        (b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook>", "Excel 2003"),
        (b"<?xml version=\"1.0\"?><people/>", "an XML document"),
        (b"<users xmlns=\"urn:x\">\n  <user><name>Ana, Bo</name></user>\n</users>\n", "an XML document"),
        (b"<!-- of the shop -->\n<people>\n<person name=\"Ana\"/>\n</people>\n<!-- end -->\n", "an XML document"),
        (b"<project xmlns=\"http://maven.apache.org/POM/4.0.0\"\n  xmlns:xsi=\"x\">\n", "an XML document"),
        (b"<svg width=\"1\" xmlns=\"http://www.w3.org/2000/svg\">\n<g/></svg>", "a drawing"),
        (b"<?xml version=\"1.0\"?>\n<!-- x -->\n<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"/>", "a drawing"),
        (b"<?xml version=\"1.0\"?><gnm:Workbook xmlns:gnm=\"http://www.gnumeric.org/v10.dtd\">", "Gnumeric"),
        (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,2\r\n", "DIF"),
        (b"{\n  \"users\": []}", "a JSON document"),
        (b"[\n  {\"email\": \"a@x.example\"}]", "a JSON document"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada", "an address card"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar"),
        (b"{\\rtf1\\ansi Ada}", "a text document"),
        (b"From: a@x.example\nTo: b@x.example\nSubject: The list\nDate: today\n\nHello", "an e-mail"),
        (b"dn: cn=Ada,dc=x\nobjectClass: person\n", "a directory export"),
        (b"%PDF-1.7", "a PDF"),
    ] {
        let refused = refusal(text);
        assert_eq!(refused.code, "file.not_a_table");
        assert!(refused.text.contains(name), "{}", refused.text);
    }
    for table in [
        "[First],[Last]\nAda,Byron\n",
        "From,To\na,b\n",
        "{a},b\n1,2\n",
        "<none>,b\n1,2\n",
        "<b>Name</b>,<b>Email</b>\nAna,<b>a@x.example</b>\n",
        "Table,Name\n0,1\n",
        "Date: ,x\n1,2\n",
    ] {
        assert_eq!(sheet(table).len(), 1, "{table}");
    }
}

#[test]
fn other_workbooks_are_refused_with_what_to_do() {
    for (bytes, code, words) in [
        (&b"\x09\0\x04\0\x02\0\x10\0\0\0"[..], "workbook.unsupported", "old format of Excel (.xls)"),
        (b"\x09\x02\x06\0\0\0\x10\0\0\0", "workbook.unsupported", "old format of Excel (.xls)"),
        (b"\x09\x04\x06\0\0\0\x10\0\0\0", "workbook.unsupported", "old format of Excel (.xls)"),
        (b"\x1f\x8b\x08\0", "file.packed", "Gnumeric, save it there as .xlsx or .csv"),
    ] {
        let refused = refusal(bytes);
        assert_eq!(refused.code, code);
        assert!(refused.text.contains(words), "{}", refused.text);
    }
}

#[test]
fn hostile_text_is_refused_with_its_place() {
    for (text, code, place) in [
        ("x".repeat(10_000_000), "cell.too_long", "line 1"),
        (format!("A,B\n1,{}", "x".repeat(10_000_000)), "cell.too_long", "line 2"),
        (format!("A,B\n1,2\n{}", ",".repeat(1_000_000)), "columns.too_many", "Row 3"),
        (",".repeat(16_384), "columns.too_many", "Row 1"),
        (format!("A,B\n1,\"{}", "\"\"".repeat(1_000_000)), "quote.unclosed", "line 2"),
        (format!("A,B\n1,\"2\n{}", "3,4\n".repeat(100_000)), "quote.unclosed", "line 2"),
        (format!("A,B\n1,\"2\n{}5,\"6\"\n", "3,4\n".repeat(100_000)), "cell.too_long", "line 2"),
        ("\0".repeat(1_000_000), "file.not_a_table", "not text"),
    ] {
        let refused = refusal(text.as_bytes());
        assert_eq!(refused.code, code, "{}", refused.text);
        assert!(refused.text.contains(place), "{}", refused.text);
    }
}

#[test]
fn characters_that_are_no_text_are_said_with_the_first_place() {
    let long = "A,B\n1,2\n3,\0\n5,\0\n".to_owned() + &"7,8\n".repeat(20);
    let found = sheet(&long);
    assert_eq!(
        found.origin().warnings,
        [
            "The file holds 2 characters that are no text and cannot be seen, the first on line 3, as where a program broke off \
             while writing. Type the cells there anew."
        ]
    );
    assert_eq!(found.cell(1, 1), "\0");
    // However short the file is: one of them makes neither UTF-16 nor a binary file of it.
    for (text, cell) in [
        ("a,b,c\n\0,2,3\n", "\0"),
        ("Name,Email\nAna,\0@\n", "Ana"),
        ("Name;Email\n\0\0Zoë;a@x\n", "\0\0Zoë"),
        ("Name\tEmail\n\0Ana\ta@x\n", "\0Ana"),
    ] {
        let found = sheet(text);
        assert_eq!((found.origin().encoding.as_deref(), found.cell(0, 0)), (Some("UTF-8"), cell), "{text:?}");
        assert!(found.origin().warnings[0].contains("no text"), "{text:?}");
    }
}

#[test]
fn a_handful_of_control_characters_makes_no_binary_file_of_a_text() {
    for text in ["Name,X\nAna\u{2},1\n", "Name\nAna\u{7f}\n", "A,B\n\u{8}1,\u{8}2\n3,4\n"] {
        assert!(!sheet(text).is_empty(), "{text:?}");
    }
    for bytes in [&b"\x02\x03\x04"[..], b"\x02A\x03\x04", &b"ab\x02cd".repeat(10)] {
        assert_eq!(refusal(bytes).code, "file.not_a_table", "{bytes:?}");
    }
}

#[test]
fn quote_and_escape_are_told_by_the_shape_of_the_file() {
    for (text, quote, escape, cell) in [
        ("A,B\n\"x\",\"a \"\"b\"\" c\"\n", '"', Escape::Doubled, "a \"b\" c"),
        ("A,B\n\"x\",\"a \\\"b\\\" c\"\n", '"', Escape::Backslash, "a \"b\" c"),
        ("A,B\n\"x\",\"C:\\dir\\\"\n", '"', Escape::Doubled, "C:\\dir\\"),
        ("'A','B'\n'x','it''s, yes'\n", '\'', Escape::Doubled, "it's, yes"),
        ("A,B\n'tis,'s-Gravenhage\n", '"', Escape::Doubled, "'s-Gravenhage"),
    ] {
        let found = sheet(text);
        let origin = found.origin();
        assert_eq!(
            (origin.quote, origin.escape, found.cell(0, 1)),
            (Some(quote), Some(escape), cell),
            "{text}"
        );
        assert!(found.faults().is_empty(), "{text}");
    }
    // A backslash that only comes late in a long file is seen too.
    let long = format!("A,B\n{}\"x\",\"a \\\"b\\\", c\"\n{0}", "1,2\n".repeat(40_000));
    assert_eq!(sheet(&long).cell(40_000, 1), "a \"b\", c");
}

#[test]
fn rare_delimiters_are_believed_where_every_row_bears_them_out() {
    for (text, delimiter) in [
        ("a:b:c\n1:2:3\n4:5:6\n", ':'),
        ("a\u{1}b\n1\u{1}2\n", '\u{1}'),
        ("a\u{1f}b\n1\u{1f}2\n", '\u{1f}'),
        ("a^b^c\n1^2^3\n4^5^6\n", '^'),
        ("a~b~c\n1~2~3\n4~5~6\n", '~'),
        ("a:b:c\n1:2:x\ty\n4:5:x\ty\n7:8:x\ty\n", ':'),
        ("Time\n10:30:15\n11:30:15\n", ','),
        ("gmt\n1970-01-01T00:00:00Z\n1970-01-01T00:00:01Z\n1970-01-01T00:00:10Z\n", ','),
        ("Time\n8:30:15\n9:30:15\n10:30:15\n", ','),
        ("MAC\n00:1a:2b:3c:4d:5e\n00:1A:2B:3C:4D:5F\n00:1a:2b:3c:4d:60\n", ','),
        ("Link\nhttp://x.example:80/a\nhttp://x.example:80/b\nhttp://x.example:80/c\n", ','),
        (
            "root:x:0:0:root:/root:/bin/sh\nana:x:10:10:Ana:/home/ana:/bin/sh\nbo:x:11:11:Bo:/home/bo:/bin/sh\n",
            ':',
        ),
    ] {
        assert_eq!(sheet(text).origin().delimiter, Some(delimiter), "{text:?}");
    }
}

#[test]
fn a_single_column_is_one_column() {
    for text in [
        "Name\nLovelace, Ada\nByron, George\n",
        "Note\nHello, you; there\nBye\nThis, that, and more\n",
        "E-mail\na@x.example\n",
    ] {
        let found = sheet(text);
        assert_eq!((found.header().len(), found.width(0)), (1, 1), "{text}");
        assert!(found.faults().is_empty(), "{text}");
    }
}

#[test]
fn rows_that_a_closed_quote_swallowed_are_named_by_the_first_line() {
    let text = "A,B,C\n1,2,3\n4,5,\"6\n7,8,9\n10,11,12\"\n13,14,15\n";
    assert_eq!(faults(&sheet(text)), [(1, Code::CellLong, "lines 3 to 5")]);
    // An address over two lines is what it is.
    let text = "A,B,C\n1,\"Main Street 5, Springfield\nIllinois, USA\",3\n";
    assert!(sheet(text).faults().is_empty());
    // The quote that spoiled the file, not the last one of those it turned around.
    let refused = refusal(b"A,B,C\n1,\"2,3\n4,5,6\n7,\"x\",9\n10,\"y,\n");
    assert!(refused.text.contains("line 2"), "{}", refused.text);
}

#[test]
fn damaged_letters_are_marked_at_their_cell() {
    let found = sheet("Name,City\nJosÃ©,KÃ¶ln\nZoë,Köln\nBo,Jos√©\n");
    let marked =
        found.faults().iter().map(|fault| (fault.row, fault.column, fault.code, fault.value.as_str()));
    assert_eq!(
        marked.collect::<Vec<_>>(),
        [
            (0, Some(0), Code::TextDamaged, "JosÃ©"),
            (0, Some(1), Code::TextDamaged, "KÃ¶ln"),
            (2, Some(1), Code::TextDamaged, "Jos√©")
        ]
    );
}

#[test]
fn limits_hold() {
    let read = |text: &str, limits: &Limits| {
        read(text.as_bytes().to_vec(), &Reading::default(), limits, &InProcess)
            .map_err(|refused| refused.code)
    };
    let rows = Limits { rows: 2, ..Limits::default() };
    assert_eq!(read("A\n1\n2\n\n", &rows).unwrap().len(), 2);
    assert_eq!(read("A\n1\n2\n3\n", &rows), Err("rows.too_many"));
    let columns = Limits { columns: 2, ..Limits::default() };
    assert_eq!(read("A,B,C\n1,2,3\n", &columns), Err("columns.too_many"));
    let cell = Limits { cell: 3, ..Limits::default() };
    assert_eq!(read("A\nabcd\n", &cell), Err("cell.too_long"));
    let bytes = Limits { bytes: 3, ..Limits::default() };
    assert_eq!(read("A\n1\n", &bytes), Err("file.too_large"));
}

#[test]
fn a_file_with_far_more_cells_than_its_rows_need_is_too_large() {
    let wide = |columns: usize| {
        let row = format!("x{}\n", ",".repeat(columns - 1));
        let limits = Limits { rows: 10, columns: 2_000, ..Limits::default() };
        read(row.repeat(10).into_bytes(), &Reading::default(), &limits, &InProcess)
            .map_err(|refused| refused.code)
    };
    assert!(wide(500).is_ok());
    assert_eq!(wide(1_000), Err("file.too_large"));
}

#[test]
fn text_that_grows_without_measure_when_it_is_converted_is_too_large() {
    let named = |encoding: &str, bytes: Vec<u8>| {
        let reading =
            Reading { encoding: Some(encoding.to_owned()), header_row: Some(1), ..Reading::default() };
        let limits = Limits { bytes: 24, ..Limits::default() };
        read(bytes, &reading, &limits, &InProcess).map_err(|refused| refused.code)
    };
    let thai: Vec<u8> = "ชื่อ\nสมชาย".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(named("UTF-16LE", thai).unwrap().cell(0, 0), "สมชาย");
    assert_eq!(named("windows-1252", b"A\n\x80\x80\x80\x80".to_vec()).unwrap().cell(0, 0), "€€€€");
    assert_eq!(named("windows-1252", [b"A\n".to_vec(), vec![0x80; 18]].concat()), Err("file.too_large"));
}

#[test]
fn the_header_row_can_be_named() {
    let reading = Reading { header_row: Some(3), ..Reading::default() };
    let sheet = sheet_of(b"Staff list\n\nA,B\n1,2\n", &reading);
    assert_eq!((sheet.header(), sheet.number(0)), (&["A".to_owned(), "B".to_owned()][..], 4));
    let beyond = Reading { header_row: Some(9), ..Reading::default() };
    let refused = read(b"A\n1\n".to_vec(), &beyond, &Limits::default(), &InProcess).unwrap_err();
    assert_eq!(refused.code, "header.missing");
}

#[test]
fn a_few_damaged_letters_do_not_spoil_the_rest() {
    let mut bytes = format!("Name\n{}", "Zoë Köln\n".repeat(20)).into_bytes();
    bytes.extend_from_slice(b"Ren\xe9\n");
    let sheet = sheet_of(&bytes, &Reading::default());
    assert_eq!((sheet.cell(0, 0), sheet.cell(20, 0)), ("Zoë Köln", "Ren\u{fffd}"));
    assert_eq!(sheet.origin().warnings.len(), 1);
    assert!(sheet.origin().warnings[0].contains("the first on line 22"), "{:?}", sheet.origin().warnings);
}

#[test]
fn a_header_that_stands_twice_is_said_and_both_stay() {
    let sheet = sheet("Email,Name,email \na,b,c\n");
    assert_eq!(sheet.header().len(), 3);
    assert_eq!(
        sheet.origin().warnings,
        ["“Email” stands more than once in the header, in columns 1, 3. Choose which one to use."]
    );
}

#[test]
fn encodings_are_found() {
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let text = "Name,Ort\r\nZoë,Köln\r\n";
    let marked = [&b"\xff\xfe"[..], &utf16(text, u16::to_le_bytes)].concat();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
        (marked, "UTF-16LE"),
        (utf16(text, u16::to_be_bytes), "UTF-16BE"),
        (b"Name,Ort\r\nZo\xeb,K\xf6ln\r\n".to_vec(), "windows-1252"),
    ] {
        let sheet = sheet_of(&bytes, &Reading::default());
        assert_eq!(sheet.origin().encoding.as_deref(), Some(encoding));
        assert_eq!(sheet.header(), ["Name", "Ort"]);
        assert_eq!(rows(&sheet), [["Zoë", "Köln"]]);
    }
    let wanted = Reading { encoding: Some("windows-1251".into()), ..Reading::default() };
    assert_eq!(sheet_of(b"A\n\xcc\xee\n", &wanted).cell(0, 0), "Мо");
}
