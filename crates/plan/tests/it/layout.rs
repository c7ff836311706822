//! Tables that are no plain table of rows: on their side, two side by side, a list of lines, a document that is none.

use std::fmt::Write;

use plan::field::Field;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::read::workbook::InProcess;
use plan::read::{Limits, Refusal, look, read};
use plan::sheet::Sheet;

fn sheet(text: &str) -> Sheet {
    look(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

fn refusal(text: &str) -> Refusal {
    read(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap_err()
}

fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    (0..sheet.len() as u32).map(|row| sheet.cells(row).collect()).collect()
}

const PEOPLE: [[&str; 5]; 4] = [
    ["First Name", "Last Name", "Email", "Cell", "Role"],
    ["Ana", "Ruiz", "ana@acme.org", "+13125550101", "Sales"],
    ["Bo", "Li", "bo@acme.org", "+13125550102", "Manager"],
    ["Cy", "Ng", "cy@acme.org", "+13125550103", "Sales"],
];

#[test]
fn a_table_on_its_side_is_said_with_how_to_turn_it() {
    let turned = (0..5).map(|column| PEOPLE.map(|row| row[column]).join(",") + "\n").collect::<String>();
    for text in [turned.clone(), format!("Team list\n{turned}"), turned.replace(',', ";")] {
        let found = sheet(&text);
        let said = found.origin().warnings.iter().find(|said| said.contains("lies on its side"));
        assert!(said.is_some_and(|said| said.contains("Transpose")), "{text}: {:?}", found.origin().warnings);
    }
    let upright = PEOPLE.map(|row| row.join(",") + "\n").concat();
    let labels = "Name,Email\nName,ana@acme.org\nPhone,bo@acme.org\n";
    for text in [upright.as_str(), labels] {
        assert!(sheet(text).origin().warnings.iter().all(|said| !said.contains("side")), "{text}");
    }
}

#[test]
fn two_tables_side_by_side_are_said_once() {
    let beside = |row: [&str; 5], other: [&str; 5]| row.join(",") + ",," + &other.join(",") + "\n";
    let text = beside(PEOPLE[0], PEOPLE[0]) + &beside(PEOPLE[1], PEOPLE[2]) + &beside(PEOPLE[3], [""; 5]);
    for text in [text.clone(), format!("North team,,,,,,South team,,,,\n{text}")] {
        let found = sheet(&text);
        let said = found.origin().warnings.iter().filter(|said| !said.contains("above the header"));
        let said = said.collect::<Vec<_>>();
        assert!(
            said.len() == 1
                && said[0].starts_with("Two tables stand side by side")
                && said[0].contains("column G"),
            "{said:?}"
        );
    }
}

#[test]
fn a_file_that_is_a_list_of_names_and_addresses_is_read_as_one_that_was_pasted() {
    let people =
        ["Ana Ruiz <ana@acme.org>", "\"Lee, Bob\" <bob@acme.org>", "Deshawn Reed, Jr. <reed@acme.org>"];
    let read =
        [["Ana Ruiz", "ana@acme.org"], ["Lee, Bob", "bob@acme.org"], ["Deshawn Reed, Jr.", "reed@acme.org"]];
    for (title, gap) in [("", "\n"), ("Team members\n", "\n"), ("\nName\n", "\r\n\r\n")] {
        let text = title.to_owned() + &people.join(gap) + "\n";
        let found = sheet(&text);
        assert_eq!(rows(&found), read, "{text}");
        let lines =
            text.lines().zip(1_u32..).filter(|(line, _)| line.contains('@')).map(|(_, number)| number);
        assert_eq!(
            (0..3).map(|row| found.number(row)).collect::<Vec<_>>(),
            lines.collect::<Vec<_>>(),
            "{text}"
        );
        assert!(found.faults().is_empty(), "{:?}", found.faults());
        assert!(found.origin().warnings[0].contains("a list of names"), "{:?}", found.origin().warnings);
        let columns = match_columns(&found, &MappingFile::default(), None).unwrap().columns;
        let fields = columns.iter().map(|column| column.field).collect::<Vec<_>>();
        assert_eq!(fields, [Some(Field::FullName), Some(Field::Email)], "{text}");
    }
    for sign in [", ", "; "] {
        assert_eq!(rows(&sheet(&people.join(sign)))[1], read[1], "{sign}");
    }
}

#[test]
fn a_table_with_names_and_addresses_in_one_cell_stays_a_table() {
    for text in [
        "Team,Person\nNorth,Ana Ruiz <ana@acme.org>\nSouth,Bo Li <bo@acme.org>\n",
        "North,Ana Ruiz <ana@acme.org>\nSouth,Bo Li <bo@acme.org>\n",
        "Ana Ruiz <ana@acme.org>,Sales\nBo Li <bo@acme.org>,Manager\n",
        "Ana Ruiz,ana@acme.org\nBo Li,bo@acme.org\n",
        "ana@acme.org\nbo@acme.org\n",
        "Ana Ruiz <ana@acme.org>\nBo Li\n",
    ] {
        let found = sheet(text);
        assert!(found.origin().warnings.iter().all(|said| !said.contains("a list of names")), "{text}");
    }
}

#[test]
fn documents_that_hold_people_but_no_table_are_refused_with_what_to_do() {
    let mut yaml = "users:\n".to_owned();
    let mut blocks = String::new();
    for [first, last, email, cell, role] in PEOPLE.into_iter().skip(1) {
        write!(
            yaml,
            "  - first_name: {first}\n    last_name: \"{last}\"\n    email: {email}\n    role: {role}\n"
        )
        .unwrap();
        write!(blocks, "Name: {first} {last}\nE-mail: {email}\nPhone: {cell}\nRole: {role}\n\n").unwrap();
    }
    let sylk = "ID;PWXL;N;E\r\nC;Y1;X1;K\"First Name\"\r\nC;Y1;X2;K\"Email\"\r\nE\r\n";
    let bare = yaml.replace("users:\n", "---\n").replace("\n  ", "\n");
    let one = "Name: Ana Ruiz\nE-mail: ana@acme.org\nPhone: +13125550101\n";
    for (text, what) in [
        (sylk, "SYLK"),
        (&yaml, "YAML"),
        (&bare, "YAML"),
        (&yaml.repeat(40), "YAML"),
        (&blocks, "several lines"),
        (&format!("Our team\n\n{blocks}"), "several lines"),
        (one, "several lines"),
        (&blocks.repeat(40).replace('\n', "\r\n"), "several lines"),
    ] {
        let refused = refusal(text);
        assert_eq!(refused.code, "file.not_a_table", "{text}");
        assert!(refused.text.contains(what), "{}", refused.text);
    }
    for text in [
        "ID;P;Email\n1;x;ana@acme.org\nC;Yes;b@acme.org\n",
        "Name:Email:Phone\nAna Ruiz:ana@acme.org:+13125550101\nBo Li:bo@acme.org:+13125550102\n",
        "Contact\nName: Ana Ruiz\nName: Bo Li\n",
        "Name: Ana Ruiz, E-mail: ana@acme.org\nName: Bo Li, E-mail: bo@acme.org\n",
    ] {
        assert!(
            read(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).is_ok(),
            "{text}"
        );
    }
}

#[test]
fn a_file_of_delimiters_and_blanks_only_is_empty() {
    for text in ["\r\n\r\n  \r\n;;;\r\n", ",,,\n,,,\n", "\t\t\n", "\"\",\"\"\n", " \n", "\u{feff};;\n"] {
        assert_eq!(refusal(text).code, "file.empty", "{text:?}");
    }
}
