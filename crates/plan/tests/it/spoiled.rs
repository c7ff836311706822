//! Text that came into a file in another form than its own: quotes of a word processor, letters as mails and addresses of
//! web pages write them, bytes of another encoding.

use plan::field::Field;
use plan::finding::Code;
use plan::fix::Fix;
use plan::mapping::Reading;
use plan::plan::Fate;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

use crate::world::{World, finding};

fn sheet(bytes: &[u8]) -> Sheet {
    look(bytes.to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

fn faults(sheet: &Sheet) -> Vec<(u32, Code, &str)> {
    sheet.faults().iter().map(|fault| (fault.row, fault.code, fault.value.as_str())).collect()
}

#[test]
fn quotes_of_a_word_processor_around_the_cells_of_a_file_are_its_quotes() {
    for (open, close, delimiter) in [
        ('“', '”', ","),
        ('”', '”', ","),
        ('„', '“', ";"),
        ('«', '»', ";"),
        ('‘', '’', ","),
        ('“', '”', "\t"),
    ] {
        let line =
            |cells: [&str; 3]| cells.map(|cell| format!("{open}{cell}{close}")).join(delimiter) + "\r\n";
        let reed = format!("Reed{delimiter} Jr.");
        let text = line(["First Name", "Last Name", "Email"])
            + &line(["Ana", "Ruiz", "ana@x.example"])
            + &line(["Deshawn", &reed, "reed@x.example"]);
        let found = sheet(text.as_bytes());
        assert_eq!(found.header(), ["First Name", "Last Name", "Email"], "{text}");
        assert_eq!(
            rows(&found),
            [["Ana", "Ruiz", "ana@x.example"], ["Deshawn", reed.as_str(), "reed@x.example"]],
            "{text}"
        );
        assert!(found.faults().is_empty() && found.origin().warnings[0].contains("word processor"), "{text}");
        assert!(found.origin().warnings[0].contains(&format!("({open} and {close})")), "{text}");
    }
}

#[test]
fn quotes_of_a_word_processor_around_single_cells_are_found_and_come_off_by_one_fix() {
    let text = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\n\
        “Ana”,“Ruiz”,ana@acme.org,+13125550101,Sales,,Global\n\
        „Dora“,Voss,dora@acme.org,+13125550102,Sales,,Global\n\
        Bob “Bo”,Stone,bob@acme.org,+13125550103,Sales,,Global\n\
        “Bo” Lee,Stone,lee@acme.org,+13125550104,Sales,,Global\n";
    let found = sheet(text.as_bytes());
    let quoted =
        [(0, Code::TextQuoted, "“Ana”"), (0, Code::TextQuoted, "“Ruiz”"), (1, Code::TextQuoted, "„Dora“")];
    assert_eq!(faults(&found), quoted);
    let plan = World::new().plan_sheet(found);
    let said =
        plan.findings().iter().find(|found| found.code == Code::TextQuoted && found.rows == [2]).unwrap();
    assert_eq!(said.title, "Quotes around “Ana”");
    assert_eq!(
        (&said.fixes[0].fix, said.fixes[0].sure),
        (&Fix::RepairText { field: Field::FirstName }, true)
    );
    let fixes = [Field::FirstName, Field::LastName].map(|field| Fix::RepairText { field });
    let mut world = World::new();
    world.fixes.extend(fixes);
    let plan = world.plan_sheet(sheet(text.as_bytes()));
    assert!(plan.findings().is_empty());
    let first = |row| plan.draft().cell(row, Field::FirstName).text;
    assert_eq!([0, 1, 2, 3].map(first), ["Ana", "Dora", "Bob “Bo”", "“Bo” Lee"]);
}

#[test]
fn letters_as_programs_write_them_that_keep_to_ascii_are_found_and_repaired() {
    for spoiled in
        ["J=C3=BCrgen", "J%C3%BCrgen", "J\\u00fcrgen", "=?utf-8?q?J=C3=BCrgen?=", "=?utf-8?b?SsO8cmdlbg==?="]
    {
        let text = format!(
            "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\n{spoiled},Ruiz,ana@acme.org,+13125550101,Sales,,Global\n"
        );
        let found = sheet(text.as_bytes());
        assert_eq!(faults(&found), [(0, Code::TextDamaged, spoiled)]);
        let plan = World::new().plan_sheet(found);
        let said = finding(&plan, "text.damaged");
        assert!(said.text.contains("as programs write them"), "{}", said.text);
        let mut world = World::new();
        world.fixes.push(said.fixes[0].fix.clone());
        let plan = world.plan_sheet(sheet(text.as_bytes()));
        assert_eq!(plan.draft().cell(0, Field::FirstName).text, "Jürgen");
        assert!(plan.findings().is_empty());
    }
    let plain = "First Name,Last Name,Email,Note\nAna,Ruiz,j%C3%BCrgen@acme.org,https://acme.org/?q=J%C3%BCrgen\n\
        Bo,Li,bo@acme.org,5% on C:\\users\\new\n";
    assert!(faults(&sheet(plain.as_bytes())).is_empty());
}

#[test]
fn a_byte_of_another_encoding_is_a_letter_that_is_offered() {
    let head = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\nJürgen,Müller,jm@acme.org,+13125550101,Sales,,Global\n\
        Söhnke,Größer,sg@acme.org,+13125550102,Sales,,Global\nJürgen,Möller,mo@acme.org,+13125550105,Sales,,Global\n\
        Änne,Weiß,aw@acme.org,+13125550106,Sales,,Global\n";
    let mut bytes = head.as_bytes().to_vec();
    bytes.extend(b"Bjoern,Kr\xfcger,bk@acme.org,+13125550103,Sales,,Global\n");
    bytes.extend(b"Ann,Kr\xf6ger,ak@acme.org,+13125550104,Sales,,Global\n");
    for with_mark in [false, true] {
        let mark: &[u8] = if with_mark { b"\xef\xbb\xbf" } else { b"" };
        let bytes = [mark, &bytes].concat();
        let found = sheet(&bytes);
        assert_eq!(found.origin().encoding.as_deref(), Some("UTF-8"));
        assert_eq!((found.cell(0, 1), found.cell(4, 1)), ("Müller", "Kr\u{fffd}ger"));
        assert!(found.origin().warnings[0].contains("on line 6"), "{:?}", found.origin().warnings);
        let again = Sheet::from_bytes(&found.to_bytes()).unwrap();
        assert_eq!(again, found);
        let plan = World::new().plan_sheet(again);
        let said = finding(&plan, "text.damaged");
        let fixes = said.fixes.iter().map(|fix| (fix.label.as_str(), fix.fix.rows())).collect::<Vec<_>>();
        assert_eq!(fixes, [("Kr\u{fffd}ger → Krüger", &[6][..]), ("Kr\u{fffd}ger → Kröger", &[7][..])]);
        assert!(said.text.contains("another encoding than the rest"), "{}", said.text);
        let mut world = World::new();
        world.fixes.extend(said.fixes.iter().map(|fix| fix.fix.clone()));
        let plan = world.plan_sheet(sheet(&bytes));
        assert!(plan.findings().is_empty());
        assert_eq!(plan.fate(4), Fate::Create);
    }
}

#[test]
fn damaged_letters_among_which_some_cannot_be_seen_are_one_finding() {
    let text = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\n\
        Ã\u{84}nne,WeiÃŸ,aw@acme.org,+13125550101,Sales,,Global\n";
    let plan = World::new().plan_sheet(sheet(text.as_bytes()));
    let of_first = plan.findings().iter().filter(|found| found.field == Some(Field::FirstName));
    assert_eq!(of_first.clone().map(|found| found.code).collect::<Vec<_>>(), [Code::CellControl]);
    let fix = of_first.map(|found| found.fixes[0].fix.clone()).next().unwrap();
    assert_eq!(fix, Fix::RepairText { field: Field::FirstName });
    let mut world = World::new();
    world.fixes.push(fix);
    let plan = world.plan_sheet(sheet(text.as_bytes()));
    assert_eq!(plan.draft().cell(0, Field::FirstName).text, "Änne");
    assert_eq!(plan.fate(0), Fate::Create);
}
