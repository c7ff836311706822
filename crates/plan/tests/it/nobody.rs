//! Rows of a file that are nobody, or may be: the header once more, totals in every language, examples of a template.

use plan::field::Field;
use plan::finding::Code;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::Fate;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

use crate::world::{World, finding};

fn sheet(text: &str) -> Sheet {
    look(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap()
}

/// Row numbers with the codes of their faults.
fn faults(sheet: &Sheet) -> Vec<(u32, Code)> {
    sheet.faults().iter().map(|fault| (sheet.number(fault.row), fault.code)).collect()
}

const PEOPLE: &str = "Ana,Ruiz,ana@acme.org,+13125550101,Sales\nBo,Li,bo@acme.org,+13125550102,Manager\n";

#[test]
fn a_header_that_stands_again_is_known_whatever_its_case_its_blanks_and_its_delimiters() {
    for again in [
        "First Name,Last Name,Email,Phone,Role",
        "First Name,Last Name,Email,Phone,Role,",
        "First Name,Last Name,Email,Phone,Role,,,",
        "FIRST NAME,LAST NAME,EMAIL,PHONE,ROLE",
        "First Name ,Last  Name, Email,Phone,Role",
        "\u{feff}First Name,Last Name,Email,Phone,Role",
        "\"First Name\",\"Last Name\",\"Email\",\"Phone\",\"Role\"",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{again}\n{PEOPLE}");
        assert_eq!(faults(&sheet(&text)), [(4, Code::HeaderRepeated)], "{again}");
    }
    // The delimiters at the end of the header itself, and letters outside ASCII.
    for (header, again) in [
        ("First Name,Last Name,Email,Phone,Role,,", "first name,last name,email,phone,role"),
        ("Prénom,Nom,Email,Téléphone,Rôle", "PRÉNOM,NOM,EMAIL,TÉLÉPHONE,RÔLE"),
        ("Vorname,Name,Email,Straße,Rolle", "VORNAME,NAME,EMAIL,STRASSE,ROLLE"),
        (",Last Name,Email,Phone,Role", ", last name,Email,Phone,Role"),
    ] {
        let text = format!("{header}\n{PEOPLE}{again}\n{PEOPLE}");
        let repeated: Vec<(u32, Code)> =
            faults(&sheet(&text)).into_iter().filter(|(_, code)| *code == Code::HeaderRepeated).collect();
        assert_eq!(repeated, [(4, Code::HeaderRepeated)], "{again}");
    }
    for person in [
        "First Name,Last Name,Email,Phone,Sales",
        "First Name,Last Name,Email,Phone,Role,x",
        "First,Last Name,Email,Phone,Role",
        "First Name,,,,",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{person}\n{PEOPLE}");
        assert!(!faults(&sheet(&text)).contains(&(4, Code::HeaderRepeated)), "{person}");
    }
}

#[test]
fn a_total_is_known_in_many_languages_and_by_its_parts() {
    for total in [
        "Gesamtanzahl,2,,,",
        "Gesamtzahl: 2,,,,",
        "Gesamtergebnis,,,,2",
        "Zwischensumme,2,,,",
        "Insgesamt,2,,,",
        "Mitarbeiter gesamt,2,,,",
        "Mitarbeiteranzahl,2,,,",
        "Total,,,,Sales: 2",
        "Total,,,Sales: 1,Manager: 1",
        "Total,,,,2 Sales",
        "Total,,,,Sales (2)",
        "Sous-total,2,,,",
        "Nombre total,2,,,",
        "Total general,,,,2",
        "Total geral,,,,2",
        "Totale complessivo,,,,2",
        "Numero totale: 2,,,,",
        "Eindtotaal,2,,,",
        "Totaal aantal,2,,,",
        "Totalsumma,2,,,",
        "I alt,2,,,",
        "Ogółem,2,,,",
        "Suma końcowa,2,,,",
        "Celkový součet,2,,,",
        "Végösszeg,2,,,",
        "Genel Toplam,2,,,",
        "Общий итог,2,,,",
        "Σύνολο,2,,,",
        "総計,2,,,",
        "总人数,2,,,",
        "총계,2,,,",
        "Users total: 2,,,,",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{total}\n");
        assert_eq!(faults(&sheet(&text)), [(4, Code::RowTotal)], "{total}");
    }
    for person in [
        "Total,Recall,,+13125550103,Sales",
        "Insgesamt,Ann,,,Sales",
        "Total,,,,Sales",
        "Total,Agent 47,,,Sales",
        "Ann,,,,Sales: 2",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{person}\n{PEOPLE}");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
}

#[test]
fn what_goes_on_with_the_header_is_nobody() {
    let header = "First Name,Last Name,Email,Phone,Role\n";
    for note in [
        "Name,Name,Address,Phone,Role",
        "(text),(text),(address),(+country),(list)",
        "[text],[text],[e-mail],<phone>,",
        "1,2,3,4,5",
    ] {
        assert_eq!(faults(&sheet(&format!("{header}{note}\n{PEOPLE}"))), [(2, Code::RowNote)], "{note}");
        let below = faults(&sheet(&format!("{header}{PEOPLE}{note}\n{PEOPLE}")));
        assert!(!below.contains(&(4, Code::RowNote)), "{note}");
    }
    for person in [
        "Will,Mobile,,,Sales",
        "Page,Phone,,,Manager",
        "(Bob),Lee,,+13125550109,Sales",
        "1,2,3,4,7",
        "Ann,(Smith),,,(Sales)",
        "(none),,,,",
    ] {
        let found = faults(&sheet(&format!("{header}{person}\n{PEOPLE}")));
        assert!(found.iter().all(|(_, code)| *code == Code::RowHeading), "{person}: {found:?}");
    }
    // Only under a header of people.
    assert!(faults(&sheet("A,B,C\n1,2,3\n4,5,6\n")).is_empty());
}

#[test]
fn ends_of_pages_and_lines_of_signs_are_nobody_wherever_they_stand() {
    for row in [
        "Page 1 of 3,,,,Printed on 11/02/2024 14:03",
        "Page 2,,,,",
        "Seite 1 von 3,,,,Gedruckt am 1.11.2024",
        "11/02/2024,,,,Page 1/3",
        "---,---,---,---,---",
        "==========,,,,",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{row}\n{PEOPLE}");
        assert_eq!(faults(&sheet(&text)), [(4, Code::RowTotal)], "{row}");
    }
    for person in [
        "Page,1,,,Sales",
        "Jimmy,Page,,,Sales",
        "Page 1,Ann,,,Sales",
        "--,--,,,Sales",
        "Page,Smith,,,Page 2 of 3",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{person}\n{PEOPLE}");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
}

#[test]
fn what_a_program_writes_at_the_end_of_a_list_is_nobody() {
    for end in [
        "Ende der Liste,,,,",
        "Exportiert am 12.11.2024 von ADMIN,,,,",
        "*** End of report ***,,,,",
        "(6 rows affected),,,,",
        "Stand: 1.11.2024,,,,",
        "Legend:,S = Sales,,,",
        "Fin de la liste,,,,",
        "Generated by,BI Tool,,,",
        "----------,,,,",
        "Total,6,,,\n,,,,6",
    ] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{end}\n");
        let found = faults(&sheet(&text));
        let rows = end.lines().count() as u32;
        assert_eq!(found, (4..4 + rows).map(|row| (row, Code::RowTotal)).collect::<Vec<_>>(), "{end}");
    }
    for person in ["Legend,John,,,Sales", "Stand,Ann,,,", "Fin,Lee,,,Sales", "Ende,Michael,,,Sales"] {
        let text = format!("First Name,Last Name,Email,Phone,Role\n{PEOPLE}{person}\n");
        assert!(faults(&sheet(&text)).is_empty(), "{person}");
    }
}

const NOTES: &str = "required,required,required,optional,Sales / Manager / Admin\n";

#[test]
fn an_example_directly_under_the_header_or_its_notes_is_said_to_look_like_one() {
    for example in [
        "Jane,Doe,jane.doe@example.com,+13125550199,Sales",
        "Jane,Doe,JANE@Example.ORG,+13125550199,Sales",
        "Jane,Doe,jane@mail.example.net,+13125550199,Sales",
        "Jane,Doe,jane.doe@company.com,+13125550199,Sales",
        "First,Last,firstname.lastname@yourcompany.com,+13125550199,Sales",
        "Max,Mustermann,max.mustermann@firma.de,+13125550199,Sales",
    ] {
        let header = "First Name,Last Name,Email,Phone,Role\n";
        let plain = sheet(&format!("{header}{example}\n{PEOPLE}"));
        assert_eq!(faults(&plain), [(2, Code::RowExample)], "{example}");
        let noted = sheet(&format!("{header}{NOTES}{example}\n{PEOPLE}"));
        assert_eq!(faults(&noted), [(2, Code::RowNote), (3, Code::RowExample)], "{example}");
        let two = sheet(&format!("{header}{example}\n{example}\n{PEOPLE}"));
        assert_eq!(faults(&two), [(2, Code::RowExample), (3, Code::RowExample)], "{example}");
    }
}

#[test]
fn people_are_no_examples() {
    let header = "First Name,Last Name,Email,Phone,Role\n";
    for person in [
        "Jane,Doe,jane.doe@northwind.example,+13125550199,Sales",
        "Jane,Doe,jane.doe@acme.org,+13125550199,Sales",
        "Kim,Lee,kim.lee@company.com,+13125550199,Sales",
        "Jane,Doe,jane.doe@myexample.com,+13125550199,Sales",
        "Ana,Ruiz,ana@acme.org,+13125550199,jane@example.com",
    ] {
        assert!(faults(&sheet(&format!("{header}{person}\n{PEOPLE}"))).is_empty(), "{person}");
    }
    let example = "Jane,Doe,jane.doe@example.com,+13125550199,Sales\n";
    assert!(faults(&sheet(&format!("{header}{PEOPLE}{example}"))).is_empty(), "below somebody");
    let trial = format!("{header}{}", example.repeat(5));
    assert!(faults(&sheet(&trial)).is_empty(), "a file of nothing but examples is a trial");
    let mixed = format!("{header}{example}{PEOPLE}{example}");
    assert!(faults(&sheet(&mixed)).is_empty(), "and so is one that has them elsewhere too");
    let nameless = format!("{example}{PEOPLE}");
    assert!(faults(&sheet(&nameless)).is_empty(), "no template is without a header");
}

#[test]
fn an_example_is_left_out_by_one_fix_and_never_by_itself() {
    let lines = [
        "First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories,External System ID",
        "Jane,Doe,jane.doe@example.com,+13125550199,Sales,,Global,,",
        "Ana,Ruiz,ana@acme.org,+13125550101,Sales,,Global,,",
    ];
    let text = lines.join("\n");
    let plan = World::new().plan_sheet(sheet(&text));
    let example = finding(&plan, "row.example");
    assert_eq!((plan.fate(0), &example.rows[..]), (Fate::Create, &[2][..]));
    assert_eq!(example.fixes[0].fix, Fix::SkipRows { rows: vec![2] });
    let mut world = World::new();
    world.fixes.push(example.fixes[0].fix.clone());
    let plan = world.plan_sheet(sheet(&text));
    assert_eq!((plan.fate(0), plan.findings().len()), (Fate::Skipped, 0));
    // Another address makes somebody of it.
    let typed = r#"{"fix": "set_cells", "rows": [2], "field": "email", "value": "jane@acme.org"}"#;
    let plan = World::new().fix(typed).plan_sheet(sheet(&text));
    assert_eq!((plan.fate(0), plan.findings().len()), (Fate::Create, 0));
}

#[test]
fn rows_of_nobody_are_no_evidence_for_what_a_column_is() {
    let people = "Ana Ruiz,ana.ruiz@acme.test,ana77@gmail.com,+13125550101,Sales\n\
                  Bo Li,bo.li@acme.test,,+13125550102,Manager\nCy Ng,cy.ng@acme.test,cy@gmail.com,+13125550103,Sales\n";
    let header = "Name,Login,Alternate e-mail,Mobile,Role\n";
    let file = format!("{header}required,required,,,\n{people}{}Total,3,,,\n", header.to_uppercase());
    for text in [format!("{header}{people}"), file] {
        let sheet = sheet(&text);
        let columns = match_columns(&sheet, &MappingFile::default(), None).unwrap().columns;
        let fields: Vec<Option<Field>> = columns.iter().map(|column| column.field).collect();
        let expected = [Field::FullName, Field::Email, Field::Phone, Field::Role].map(Some);
        assert_eq!([fields[0], fields[1], fields[3], fields[4]], expected, "{text}");
        assert_eq!(fields[2], None, "{text}");
    }
}

#[test]
fn rows_below_a_header_of_another_order_are_not_read_into_the_wrong_columns() {
    let first = "First name,Last name,Email,Phone\nAnn,Smith,ann@acme.org,+13125551001\n";
    let below = "Jones,Bob,bob@acme.org,+13125551002\nBrown,,cat@acme.org,+13125551003\n";
    for second in [
        "Last name,First name,Email,Phone",
        "Surname,Given name,E-mail,Mobile",
        "Nachname,Vorname,E-Mail,Telefon",
    ] {
        let found = sheet(&format!("{first}{second}\n{below}"));
        let repeated = [3, 4, 5].map(|row| (row, Code::HeaderRepeated));
        assert_eq!(faults(&found), repeated, "{second}");
        let plan = World::new().plan_sheet(found);
        assert_eq!([1, 2, 3].map(|row| plan.fate(row)), [Fate::Blocked; 3], "{second}");
        let said = finding(&plan, "header.repeated");
        assert_eq!(
            (&said.rows[..], said.title.as_str()),
            (&[3, 4, 5][..], "The columns stand in another order")
        );
        assert!(
            said.text.contains("a file of its own") && said.text.contains(&second.replace(',', ", ")),
            "{}",
            said.text
        );
        // They are people, and nobody should lose them by taking every sure fix.
        assert!(!said.fixes[0].sure);
        let others = plan.findings().iter().filter(|found| found.rows.iter().any(|row| *row > 2));
        assert_eq!(others.count(), 1, "{second}");
    }
    // From where the first order comes again, rows are read.
    let again = format!(
        "{first}Last name,First name,Email,Phone\n{below}FIRST NAME,Last name,Email,Phone\nDan,Fox,d@acme.org,+13125551004\n"
    );
    assert_eq!(faults(&sheet(&again)), [3, 4, 5, 6].map(|row| (row, Code::HeaderRepeated)));
    for person in ["Mobile,Mail,,", "Email,Phone,,", "Will,Mobile,Name,Title"] {
        let found = sheet(&format!("{first}{person}\n{below}"));
        assert!(faults(&found).iter().all(|(_, code)| *code != Code::HeaderRepeated), "{person}");
    }
}
