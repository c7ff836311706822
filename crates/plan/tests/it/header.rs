//! Where the table begins and which rows of it are nobody, in files as programs and people write them.

use plan::finding::Code;
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look, read};
use plan::sheet::Sheet;

fn sheet(text: &str) -> Sheet {
    look(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn header_row(text: &str) -> u32 {
    sheet(text).origin().header_row
}

/// Row numbers with the codes of their faults.
fn faults(sheet: &Sheet) -> Vec<(u32, Code)> {
    sheet.faults().iter().map(|fault| (sheet.number(fault.row), fault.code)).collect()
}

const PEOPLE: &str =
    "Ada,Lovelace,ada@x.example,Sales\nBo,Diddley,bo@x.example,Manager\nCy,Twombly,cy@x.example,Sales\n";

#[test]
fn the_header_is_found_below_what_stands_above_it() {
    for (above, row) in [
        ("", 1),
        ("version:v1.0\n", 2),
        ("version:v1.0,,,\n", 2),
        ("Staff list 2026\n", 2),
        ("Staff list 2026\nAs of 1 March\n\n", 4),
        ("\n\n,,,\n", 4),
        ("Company:,Acme,,\nContact:,hr@acme.example,,\n\n", 4),
        ("Questions? people@acme.example\n", 2),
        ("Person,,Account,\n", 2),
    ] {
        for header in [
            "First Name,Last Name,E-mail,Role",
            "Prénom,Nom,Courriel,Rôle",
            "Name [displayName] Required,Surname,User name [userPrincipalName] Required,Job title [jobTitle]",
            "名,姓,メール,役職",
        ] {
            let text = format!("{above}{header}\n{PEOPLE}");
            if above.contains("hr@acme") {
                // A row with an e-mail and a name above a table of four columns may be somebody.
                assert!(header_row(&text) <= row, "{text}");
            } else {
                assert_eq!(header_row(&text), row, "{text}");
            }
        }
    }
}

#[test]
fn a_title_with_an_address_and_many_notes_stand_above_the_header() {
    let header = "First Name,Last Name,Email,Mobile,Role";
    let title = "Prepared by Jane Doe,hr@x.example,,,";
    let people = "Ada,Byron,ada@x.example,3125550117,Sales\nBo,Lund,bo@x.example,3125550118,Sales\n";
    assert_eq!(header_row(&format!("{title}\n{header}\n{people}")), 2);
    let notes = "Please read this line,,,,\n".repeat(25);
    assert_eq!(header_row(&format!("{notes}{header}\n{people}")), 26);
    // Half a person is a person: the header stands here again.
    let found = sheet(&format!("Ada,Byron,ada@x.example,,\n{people}{header}\n{people}"));
    assert_eq!(found.origin().header_row, 0);
}

#[test]
fn rows_above_the_header_are_named() {
    let text = format!("Staff list 2026\nAs of 1 March,,by HR\n\nFirst Name,Last Name,E-mail,Role\n{PEOPLE}");
    assert_eq!(
        sheet(&text).origin().warnings,
        ["Rows 1 to 2 above the header were not read: “Staff list 2026”, “As of 1 March”."]
    );
    let text = format!("version:v1.0\nFirst Name,Last Name,E-mail,Role\n{PEOPLE}");
    assert_eq!(sheet(&text).origin().warnings, ["Row 1 above the header was not read: “version:v1.0”."]);
}

#[test]
fn a_header_nobody_knows_is_the_first_row_as_wide_as_the_table() {
    assert_eq!(header_row("Xa,Yb,Zc\n1,2,3\n4,5,6\n"), 1);
    assert_eq!(header_row("List of things\n\nXa,Yb,Zc\n1,2,3\n4,5,6\n"), 3);
    assert_eq!(header_row("2023,2024,2025\n1,2,3\n4,5,6\n"), 1);
    assert_eq!(header_row("Region,Q1,Q2\nNorth,1,2\nNorth,3,4\n"), 1);
    assert_eq!(header_row("alone\nx\ny\n"), 1);
}

#[test]
fn a_file_without_a_header_keeps_every_row() {
    for text in [
        PEOPLE.to_owned(),
        "Ada,Lovelace,+49 151 12345678\nBo,Diddley,+49 151 12345679\n".to_owned(),
        "10001,Ada,Lovelace\n10002,Bo,Diddley\n".to_owned(),
        "Ada,Lovelace,Sales\nBo,Diddley,Sales\nCy,Twombly,Sales\n".to_owned(),
        "ada@x.example\nbo@x.example\n".to_owned(),
        "Ada,Lovelace,1985-12-10\nBo,Diddley,1928-12-30\n".to_owned(),
    ] {
        let found = sheet(&text);
        assert_eq!(found.origin().header_row, 0, "{text}");
        assert_eq!(found.len(), text.lines().count());
        assert_eq!((found.number(0), found.line(0), found.header()[0].as_str()), (1, Some(1), "Column A"));
        assert!(found.origin().warnings[0].starts_with("No row looks like a header"));
    }
    let wide = (0..30).map(|at| format!("v{at}")).collect::<Vec<_>>().join(",");
    let reading = Reading { header_row: Some(0), ..Reading::default() };
    let found = read(wide.into_bytes(), &reading, &Limits::default(), &InProcess).unwrap();
    assert_eq!(
        (found.header()[25].as_str(), found.header()[27].as_str(), found.len()),
        ("Column Z", "Column AB", 1)
    );
    assert!(found.origin().warnings.is_empty());
}

#[test]
fn a_header_that_comes_late_is_not_taken_for_the_first_one() {
    let text = format!("{PEOPLE}First Name,Last Name,E-mail,Role\n{PEOPLE}");
    assert_eq!((sheet(&text).origin().header_row, sheet(&text).len()), (0, 7));
}

#[test]
fn the_first_rows_are_kept_to_choose_the_header_from() {
    let long = "x".repeat(60);
    let text = format!("Title\n\nFirst Name,Last Name,E-mail,{long},e,f,g,h,i\n{}", "a,b,c,d\n".repeat(40));
    let top = sheet(&text).origin().top.clone();
    assert_eq!(top.len(), 12);
    assert_eq!((top[0].number, top[0].cells.as_slice()), (1, &["Title".to_owned()][..]));
    assert_eq!((top[1].number, top[1].cells.len(), top[1].cells[3].chars().count()), (3, 8, 40));
    assert!(top[1].cells[3].ends_with('…'));
}

#[test]
fn the_header_named_by_somebody_is_taken_wherever_it_is() {
    let text = format!("First Name,Last Name,E-mail,Role\n{}", PEOPLE.repeat(30));
    for row in [1, 2, 31, 32, 33, 34, 90] {
        let reading = Reading { header_row: Some(row), ..Reading::default() };
        let found = read(text.clone().into_bytes(), &reading, &Limits::default(), &InProcess).unwrap();
        assert_eq!(
            (found.origin().header_row, found.len() as u32, found.number(0)),
            (row, 91 - row, row + 1)
        );
        let cells = (0..found.len() as u32).flat_map(|row| found.cells(row)).collect::<String>();
        assert_eq!(cells, found.text());
        assert_eq!(found.origin().top.len(), 12);
    }
}

#[test]
fn notes_under_the_header_are_rows_to_skip() {
    for note in [
        "Required,Required,Required,Optional",
        "required,required,email,one of: Sales",
        "(text),(text),(email),(text)",
        "Pflichtfeld,Pflichtfeld,Pflichtfeld,optional",
        "max. 50 characters,max. 50 characters,must be unique,",
        "----,----,----,----",
        "Example: Ada,Lovelace,ada@example.com,Sales",
        "必須,必須,必須,任意",
    ] {
        let text = format!("First Name,Last Name,E-mail,Role\n{note}\n{PEOPLE}");
        assert_eq!(faults(&sheet(&text)), [(2, Code::RowNote)], "{note}");
    }
    let two = format!(
        "First Name,Last Name,E-mail,Role\nRequired,Required,Required,Optional\ntext,text,text,text\n{PEOPLE}"
    );
    assert_eq!(faults(&sheet(&two)), [(2, Code::RowNote), (3, Code::RowNote)]);
    for person in [
        "Max,Min,max@x.example,Sales",
        "Max,Mustermann,,Text",
        "Mai,Must,,",
        "Date,Number,,Sales",
        "Ada,,,Required",
    ] {
        let text = format!("First Name,Last Name,E-mail,Role\n{person}\n{PEOPLE}");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
    let late = format!("First Name,Last Name,E-mail,Role\n{PEOPLE}Required,Required,Required,Optional\n");
    assert!(faults(&sheet(&late)).is_empty());
}

#[test]
fn totals_and_remarks_at_the_end_are_rows_to_skip() {
    for (end, rows) in [
        ("Total,,,3", vec![5]),
        ("Total: 3,,,", vec![5]),
        ("Grand Totals (3 records),,,", vec![5]),
        ("Summe,,,3", vec![5]),
        ("\nApplied filters: role is Sales,,,", vec![6]),
        (
            "Total,3,,\n\nConfidential Information - Do Not Distribute,,,\nCopyright © 2026 Acme,,,\nAcme Inc,,,",
            vec![5, 7, 8, 9],
        ),
    ] {
        let text = format!("First Name,Last Name,E-mail,Role\n{PEOPLE}{end}\n");
        let found = sheet(&text);
        assert_eq!(
            faults(&found),
            rows.iter().map(|row| (*row, Code::RowTotal)).collect::<Vec<_>>(),
            "{end}"
        );
        assert_eq!(found.len(), 3 + rows.len());
    }
    for person in [
        "Total,Recall,total@x.example,Sales",
        "Count,Basie,,",
        "Sum,Ting,sum@x.example,",
        "Total,Eclipse,,Sales",
    ] {
        let text = format!("First Name,Last Name,E-mail,Role\n{PEOPLE}{person}\n");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
    let early = format!("First Name,Last Name,E-mail,Role\nTotal,,,3\n{PEOPLE}");
    assert_eq!(faults(&sheet(&early)), [(2, Code::RowTotal)], "a total of a group stands in the middle");
}

#[test]
fn a_total_says_what_it_counts() {
    for total in [
        "Total Workers: 3",
        "Total employees: 3",
        "Total number of users: 3",
        "3 records",
        "Records: 3",
        "Anzahl Mitarbeiter: 3",
        "Anzahl Datensätze 3",
        "Number of employees: 3",
    ] {
        let text = format!("First Name,Last Name,E-mail,Role\n{total},,,\n{PEOPLE}{total},,,\n");
        assert_eq!(faults(&sheet(&text)), [(2, Code::RowTotal), (6, Code::RowTotal)], "{total}");
    }
    for person in ["Records,Ann,,", "Total Recall,Ann,,Sales", "Staff,,,Sales"] {
        let text = format!("First Name,Last Name,E-mail,Role\n{PEOPLE}{person}\n{PEOPLE}");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
}

#[test]
fn blank_columns_at_the_end_are_no_columns_until_a_row_fills_them() {
    let found = sheet("A,B,,\n1,2,,\n3,4,,\n");
    assert_eq!((found.header().len(), found.origin().columns, found.width(0)), (2, 2, 4));
    assert!(found.faults().is_empty());
    let found = sheet("A,B,,\n1,2,,\n3,4,x,\n");
    assert_eq!(found.header(), ["A", "B", ""]);
    // Far down, where the header was settled long before.
    let text = format!("A,B,,\n{}3,4,,x\n1,2\n", "1,2,,\n".repeat(50));
    let found = sheet(&text);
    assert_eq!((found.header().len(), faults(&found)), (4, vec![(53, Code::RowShort)]));
}

#[test]
fn headings_over_several_columns_leave_the_header_to_the_row_below() {
    let people = "Ann,Smith,10023,ann@x.example,+13125551001\nBob,Jones,10024,bob@x.example,+13125551002\n";
    for header in [
        "First name,Last name,ID,Email,Phone",
        "Preferred Name,Surname,Employee Number,Work Email,Work Phone",
        "Legal First Name,Legal Last Name,Employee ID,Work Email,Mobile",
        "Legal First Name,Legal Last Name,ID,Email,Phone",
        "Rufname,Familienname,Personalnr.,Dienstliche E-Mail,Diensthandy",
    ] {
        for band in [
            "Worker,,,Contact,",
            "Employee,,,Contact,",
            "Name,,ID,Contact,",
            "Employee,,,Contact,Phone",
            "Name,,Number,Contact,",
            "Mitarbeiter,,,Kontakt,",
            "Worker,Worker,Worker,Contact,Contact",
            "Personal,,,Business,",
            "1,2,3,4,5",
            "A,B,C,D,E",
            "Column1,Column2,Column3,Column4,Column5",
            "0,1,2,3,4",
            "Worker,,,Contact,\n1,2,3,4,5",
            "1,2,3,4,5\nWorker,,,Contact,",
        ] {
            let row = 2 + band.matches('\n').count() as u32;
            let found = sheet(&format!("{band}\n{header}\n{people}"));
            assert_eq!((found.origin().header_row, found.len()), (row, 2), "{band}\n{header}");
            assert!(found.origin().warnings[0].contains("above the header"), "{band}");
        }
    }
    // Numbers that are no count, and people under a header of few words.
    assert_eq!(header_row("2023,2024,2025\nFirst,Last,Email\n"), 1);
    assert_eq!(header_row("Name,Email\nBusiness Phone,b@x.example\nWork Email,c@x.example\n"), 1);
}

#[test]
fn a_list_of_addresses_as_mails_have_them_has_no_header() {
    for text in [
        "Ann Smith <ann@x.example>\nBob Jones <bob@x.example>\nCat Brown <cat@x.example>\n",
        "\"Smith, Ann\" <ann@x.example>\n\"Jones, Bob\" <bob@x.example>\n\"Brown, Cat\" <cat@x.example>\n",
        "Ann Smith <ann@x.example>;\nBob Jones <bob@x.example>;\nCat Brown <cat@x.example>;\n",
    ] {
        let found = sheet(text);
        assert_eq!((found.origin().header_row, found.len()), (0, 3), "{text}");
    }
    assert_eq!(header_row("Person\nAnn Smith <ann@x.example>\n"), 1);
}
