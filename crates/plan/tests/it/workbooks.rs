//! Workbooks in this process: what other programs write into them, and which of their sheets is read.

use std::io::{Cursor, Write};

use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, Refusal, look};
use plan::sheet::Sheet;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn sheet(parts: &[(&str, String)]) -> Sheet {
    let parts = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>();
    read(zipped(&parts)).unwrap()
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(bytes: Vec<u8>) -> Result<Sheet, Refusal> {
    look(bytes, &Reading::default(), &Limits::default(), &InProcess)
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An XLSX file of sheets: their names, their rows as XML, and what stands behind those; with one number format.
fn xlsx(sheets: &[(&str, String, &str)], format: &str) -> Sheet {
    let named = (1..)
        .zip(sheets)
        .map(|(at, (name, ..))| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#));
    let related = (1..=sheets.len()).map(|at| {
        format!(r#"<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>"#)
    });
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(r#"<Relationships><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships>{}<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#,
                related.collect::<String>()
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns:r="{OFFICE}"><sheets>{}</sheets></workbook>"#, named.collect::<String>()),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
                format.replace('"', "&quot;")
            ),
        ),
    ];
    parts.extend((1..).zip(sheets).map(|(at, (_, rows, behind))| {
        let text = format!("<worksheet><sheetData>{rows}</sheetData>{behind}</worksheet>");
        (format!("xl/worksheets/sheet{at}.xml"), text)
    }));
    let parts = parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect::<Vec<_>>();
    sheet(&parts)
}

/// Rows as XML: blank cells are left out, `=` before a number makes it one with the format.
fn lines(lines: &[Vec<String>]) -> String {
    let cell = |row: usize, column: usize, text: &str| {
        let place = format!("{}{row}", char::from(b'A' + column as u8));
        match text.strip_prefix('=') {
            _ if text.is_empty() => String::new(),
            Some(number) => format!(r#"<c r="{place}" s="1"><v>{number}</v></c>"#),
            None => format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    let row = |(number, cells): (usize, &Vec<String>)| {
        let cells = cells.iter().enumerate().map(|(column, text)| cell(number, column, text));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    };
    (1..).zip(lines).map(row).collect()
}

fn line(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

fn people(count: usize) -> String {
    let header = line("First name,Last name,Email,Phone");
    let people = (0..count).map(|at| line(&format!("Ann,Smith,p{at}@x.example,+1312555{at:04}")));
    lines(&std::iter::once(header).chain(people).collect::<Vec<_>>())
}

#[test]
fn signs_beside_a_number_without_a_format_are_kept() {
    for (format, number, shown) in [
        ("\"0\"General", "123", "0123"),
        ("\"EMP-\"General", "123", "EMP-123"),
        ("\\0General", "123", "0123"),
        ("\"+\"General", "13125551001", "+13125551001"),
        ("General\" Stk\"", "12", "12 Stk"),
        ("General", "123", "123"),
    ] {
        let cells = lines(&[
            line("First name,Last name,Email,Employee ID"),
            line(&format!("Ann,Smith,a@x.example,={number}")),
        ]);
        let found = xlsx(&[("S1", cells, "")], format);
        assert_eq!(rows(&found), [["Ann", "Smith", "a@x.example", shown]], "{format}");
    }
}

#[test]
fn the_name_of_a_sheet_says_whether_the_people_of_today_stand_on_it() {
    let cover = lines(&[line("Staff list"), line("Prepared by,HR")]);
    for (names, chosen) in [
        (["Active", "Left"], "Active"),
        (["Active", "Leavers"], "Active"),
        (["Active", "Terminated"], "Active"),
        (["Active", "Inactive"], "Active"),
        (["Mitarbeiter", "Ausgeschieden"], "Mitarbeiter"),
        (["Staff 2026", "Archive"], "Staff 2026"),
        (["Team", "Kunden"], "Team"),
        (["Employees", "Candidates"], "Employees"),
        (["Employees", "Former employees"], "Employees"),
        (["Employee list", "Not active"], "Employee list"),
        (["Sheet2", "Ex-staff"], "Sheet2"),
        (["North", "South"], "South"),
    ] {
        let sheets = [("Cover", cover.clone(), ""), (names[0], people(3), ""), (names[1], people(9), "")];
        assert_eq!(xlsx(&sheets, "0").origin().sheet.as_deref(), Some(chosen), "{names:?}");
    }
    // Where nothing else is there, those who left are read.
    let sheets = [("Cover", cover, ""), ("Leavers", people(3), "")];
    assert_eq!(xlsx(&sheets, "0").origin().sheet.as_deref(), Some("Leavers"));
}

#[test]
fn a_sheet_is_hidden_only_where_the_workbook_says_so() {
    for (state, visible) in [("visible", true), ("show", true), ("hidden", false), ("veryHidden", false)] {
        let name = format!("S1\" state=\"{state}");
        let found = xlsx(&[(&name, people(2), "")], "0");
        assert_eq!((found.len(), found.origin().sheets[0].visible), (2, visible), "{state}");
    }
}

#[test]
fn headings_merged_over_several_columns_leave_the_header_to_the_row_below() {
    let merges = r#"<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="D1:E1"/></mergeCells>"#;
    for header in [
        "Legal First Name,Legal Last Name,Employee ID,Work Email,Mobile",
        "Legal First Name,Legal Last Name,ID,Email,Phone",
        "Preferred Name,Surname,Employee Number,Work Email,Work Phone",
    ] {
        let cells = lines(&[
            line("Worker,,,Contact,"),
            line(header),
            line("Ann,Smith,10023,ann@x.example,+13125551001"),
            line("Bob,Jones,10024,bob@x.example,+13125551002"),
        ]);
        let found = xlsx(&[("S1", cells, merges)], "0");
        assert_eq!((found.origin().header_row, found.len()), (2, 2), "{header}");
    }
}

#[test]
fn the_value_of_a_cell_of_ods_is_read_where_no_paragraph_shows_it() {
    let bare = r#"<table:table-cell office:value-type="string" office:string-value="Sales &amp; more"/>"#;
    let parts = [("mimetype", MIMETYPE.to_owned()), ("content.xml", ods("", bare))];
    assert_eq!(rows(&sheet(&parts)), [["Ann Smith", "ann@x.example", "Sales & more"]]);
}

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const TEAM: &str =
    r#"<table:table-cell office:value-type="string"><text:p>Sales</text:p></table:table-cell>"#;

/// The content of an ODS file with one person, whose team is a cell as XML; `before` stands before it.
fn ods(before: &str, team: &str) -> String {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let header = ["Name", "Email", "Team"].map(cell).concat();
    let person = ["Ann Smith", "ann@x.example"].map(cell).concat() + team;
    format!(
        r#"{before}<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S1">{}{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        row(&header),
        row(&person)
    )
}

#[test]
fn parts_that_are_not_read_do_no_harm() {
    let content = ods("", TEAM);
    let utf16 = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?><DataMashup/>";
    let utf16 = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let other: [(&str, &[u8]); 7] = [
        (
            "Basic/script-lc.xml",
            br#"<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD" "l.dtd"><l/>"#,
        ),
        ("Dialogs/a.xml", b"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"),
        ("META-INF/manifest.xml", br#"<!DOCTYPE manifest:manifest PUBLIC "-//OO//DTD" "Manifest.dtd"><m/>"#),
        ("customXml/item1.xml", &utf16),
        ("__MACOSX/._content.xml", b"\0\x05\x16\x07\0\x02\0\0Mac OS X        \0\x02"),
        ("docProps/custom.xml", br#"<?xml version="1.0" encoding="ISO-8859-2"?><Properties/>"#),
        ("Pictures/a.svg", b"<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY ns \"x\">]><svg/>"),
    ];
    for (name, bytes) in other {
        let parts = [("mimetype", MIMETYPE.as_bytes()), ("content.xml", content.as_bytes()), (name, bytes)];
        let sheet = read(zipped(&parts)).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_eq!(rows(&sheet), [["Ann Smith", "ann@x.example", "Sales"]], "{name}");
    }
}

#[test]
fn a_part_that_is_read_declares_nothing() {
    let of = |content: &[u8]| {
        read(zipped(&[("mimetype", MIMETYPE.as_bytes()), ("content.xml", content)]))
            .map_err(|refusal| refusal.code)
    };
    // What only names its rules declares nothing.
    let named = r#"<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD" "office.dtd">"#;
    assert!(of(ods(named, TEAM).as_bytes()).is_ok());
    for declared in [
        r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#,
        "<!DOCTYPE a [<!ELEMENT a ANY>]>",
        "<!doctype a [ ]>",
        r#"<!DOCTYPE a SYSTEM "x>" [<!ENTITY % x "y">]>"#,
    ] {
        assert_eq!(of(ods(declared, TEAM).as_bytes()).err(), Some("workbook.hostile"), "{declared}");
    }
    let utf16 = ods("", TEAM).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let named = ods(r#"<?xml version="1.0" encoding="ISO-8859-2"?>"#, TEAM);
    for broken in [&utf16, named.as_bytes()] {
        assert_eq!(of(broken).err(), Some("workbook.broken"));
    }
}

#[test]
fn a_folder_that_is_listed_as_a_packed_part_of_no_bytes_is_passed_over() {
    let content = ods("", TEAM);
    let mut bytes =
        zipped(&[("mimetype", MIMETYPE.as_bytes()), ("content.xml", content.as_bytes()), ("Basic", b"")]);
    // The writer stores what is empty; byte 8 of its head and byte 10 in the list say how it is packed.
    let places = memchr::memmem::find_iter(&bytes, b"Basic").collect::<Vec<_>>();
    let [head, list] = places[..] else { panic!("{places:?}") };
    (bytes[head - 30 + 8], bytes[list - 46 + 10]) = (8, 8);
    assert_eq!(rows(&read(bytes).unwrap()), [["Ann Smith", "ann@x.example", "Sales"]]);
}

#[test]
fn cells_merged_across_in_the_row_of_a_person_are_read_for_the_first_column_only() {
    let header = line("First Name,Last Name,Email,Phone,Team,Territories");
    let somebody = line("Kevin OBrien,,kevin@x.example,+13125551002,North,");
    let others =
        ["Ann,Smith,ann@x.example,+13125551001,,", "Bob,Jones,bob@x.example,+13125551003,,"].map(line);
    let merges = |row: u32| {
        format!(
            r#"<mergeCells><mergeCell ref="A{row}:B{row}"/><mergeCell ref="E{row}:F{row}"/></mergeCells>"#
        )
    };
    for row in 2..=4 {
        let mut people = others.to_vec();
        people.insert(row as usize - 2, somebody.clone());
        let cells = lines(&[vec![header.clone()], people].concat());
        let found = xlsx(&[("S1", cells, &merges(row))], "0");
        let at = row - 2;
        assert_eq!([0, 1, 4, 5].map(|column| found.cell(at, column)), ["Kevin OBrien", "", "North", ""]);
        assert_eq!(
            found.origin().warnings,
            [format!(
                "Cells are merged (2 in all, the first at A{row}): what they say was read for the first of them only."
            )]
        );
    }
    // Somebody without an address, below the names of columns.
    let cells = lines(&[line("Name,Surname,Email,Team"), line("Kevin OBrien,,,North")]);
    let found = xlsx(&[("S1", cells, r#"<mergeCells><mergeCell ref="A2:B2"/></mergeCells>"#)], "0");
    assert_eq!(rows(&found), [["Kevin OBrien", "", "", "North"]]);
    // Without a header.
    let cells =
        lines(&[line("Kevin OBrien,,kevin@x.example,+13125551002"), others[0].clone(), others[1].clone()]);
    let found = xlsx(&[("S1", cells, r#"<mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#)], "0");
    assert_eq!(found.cell(0, 1), "");
}

#[test]
fn other_sheets_of_people_are_said_with_how_many_rows_they_have() {
    let lists = lines(&[line("Role"), line("Sales"), line("Manager")]);
    let sheets =
        [("North", people(2), ""), ("South", people(3), ""), ("West", people(1), ""), ("Lists", lists, "")];
    assert_eq!(
        xlsx(&sheets, "0").origin().warnings,
        [
            "The sheet “North” was read. Not read: “South” (3 rows), “West” (1 row), “Lists”. Where their people are meant too, \
          import the file once for each of these sheets, or copy all people below one another on one sheet."
        ]
    );
}
