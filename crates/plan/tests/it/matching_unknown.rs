//! Headers that say nothing, or something else than it seems: what the cells and the rest of the row tell then.

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    match_columns(&Sheet::from_cells(header, &rows.collect::<Vec<_>>()), &MappingFile::default(), None)
        .unwrap()
        .columns
}

/// Header and field of every column that feeds one: `Mail=email`.
fn fed(header: &[&str], rows: &[&[&str]]) -> Vec<String> {
    let fed = columns(header, rows).into_iter();
    fed.filter_map(|column| Some(format!("{}={}", column.header, column.field?.key()))).collect()
}

/// Four people with one more column, whose header and cells are given.
fn with(header: &str, cells: [&str; 4]) -> Vec<String> {
    let people = [["Ana", "Ruiz", "ana.ruiz@acme.example"], ["Bo", "Lund", "bo.lund@acme.example"]];
    let more = [["Cy", "Novak", "cy.novak@acme.example"], ["Di", "Marsh", "di.marsh@acme.example"]];
    let people = people.into_iter().chain(more).zip(cells);
    let rows = people.map(|([first, last, email], cell)| vec![first, last, email, cell]).collect::<Vec<_>>();
    let rows = rows.iter().map(Vec::as_slice).collect::<Vec<_>>();
    fed(&["First Name", "Last Name", "Email", header], &rows).split_off(3)
}

#[test]
fn names_are_told_by_the_addresses_beside_them_whatever_they_are_called() {
    for header in ["Fundraiser", "ISF", "Przedstawiciel", "FSA Name", "Whoever", "負責"] {
        let rows: &[&[&str]] = &[
            &["Ana Ruiz", "ana.ruiz@acme.example", "North"],
            &["Lund, Bo", "blund@acme.example", "South"],
            &["Cyril Novak", "cyril@acme.example", "North"],
        ];
        assert_eq!(
            fed(&[header, "Email", "Team"], rows),
            [format!("{header}=full_name"), "Email=email".to_owned(), "Team=teams".to_owned()],
        );
    }
    let offices: &[&[&str]] = &[
        &["Wes Hale", "Tampa Bay", "wes.hale@acme.example"],
        &["Kyle Park", "Orlando North", "kyle.park@acme.example"],
        &["Tia Ward", "Tampa Bay", "tia.ward@acme.example"],
    ];
    for office in ["Office Name", "Nombre oficina", "Full Name"] {
        assert_eq!(
            fed(&["Closer Q3", office, "Email"], offices),
            ["Closer Q3=full_name", "Email=email"],
            "{office}"
        );
    }
    let bosses: &[&[&str]] = &[
        &["Dana Marsh", "Wes", "Hale", "wes.hale@acme.example"],
        &["Dana Marsh", "Kyle", "Park", "kyle.park@acme.example"],
        &["Dana Marsh", "Tia", "Ward", "tia.ward@acme.example"],
    ];
    let header = ["Mgr on duty", "First Name", "Last Name", "Email"];
    assert_eq!(fed(&header, bosses), ["First Name=first_name", "Last Name=last_name", "Email=email"]);
    let logins: &[&[&str]] = &[
        &["ana.ruiz", "ana.ruiz@acme.example"],
        &["bo.lund", "bo.lund@acme.example"],
        &["cy.novak", "cy.novak@acme.example"],
    ];
    assert_eq!(fed(&["Handle here", "Email"], logins), ["Email=email"], "people sign in with them");
}

#[test]
fn without_addresses_the_one_column_of_people_is_theirs() {
    let rows: &[&[&str]] = &[
        &["Ana Ruiz", "0151 1"],
        &["Bob Lund", "0151 2"],
        &["Carl Novak", "0151 3"],
        &["Dora Marsh", "0151 4"],
    ];
    assert_eq!(fed(&["Whoever", "Notes"], rows), ["Whoever=full_name"]);
    assert_eq!(fed(&["Manager", "Notes"], rows), [""; 0], "a manager is somebody else");
    let twice = rows.iter().map(|row| [row[0], row[0]]).collect::<Vec<_>>();
    let twice = twice.iter().map(<[&str; 2]>::as_slice).collect::<Vec<_>>();
    assert_eq!(fed(&["Whoever", "Whom"], &twice), [""; 0], "either may be meant");
}

#[test]
fn numbers_that_are_grouped_are_no_phones_for_that() {
    for (header, cells) in [
        ("SSS No", ["34-1234567-8", "34-7654321-0", "33-1112223-4", "34-1234967-8"]),
        ("TIN", ["912-345-678-000", "912-345-679-000", "912-345-670-000", "912-345-671-000"]),
        ("CPF", ["425.131.122-13", "382.123.524-89", "111.222.333-44", "999.222.333-44"]),
        ("DNI", ["44.555.614", "44.555.615", "44.555.616", "44.555.617"]),
        ("Skoleår", ["2026/2027", "2025/2026", "2024/2025", "2026/2027"]),
        ("Period", ["2001 - 2013", "2002 - 2013", "2003 - 2013", "2004 - 2013"]),
        ("rodné č.", ["850202/0678", "855202/0679", "790101/1234", "790102/1235"]),
        ("ip_address", ["35.146.217.206", "35.146.217.207", "35.146.217.208", "35.146.217.209"]),
        ("Longitude", ["-114.792014", "101.159555", "47.622801", "11.622801"]),
        ("Open from", ["09:00-17:00", "09:30-17:30", "10:00-18:00", "08:00-16:00"]),
        ("VAT", ["123 456 789", "123 456 788", "123 456 787", "123 456 786"]),
    ] {
        assert_eq!(with(header, cells), [""; 0], "{header}");
    }
    for (header, cells) in [
        ("Llámame", ["+34 612 345 678", "+34 612 345 679", "+34 612 345 670", "+34 612 345 671"]),
        ("TIN", ["+34 612 345 678", "+34 612 345 679", "+34 612 345 670", "+34 612 345 671"]),
        ("Reach", ["(312) 555-0117", "(312) 555-0118", "(312) 555-0119", "(312) 555-0120"]),
        ("Reach", ["312-555-0117", "312-555-0118", "312-555-0119", "312-555-0120"]),
        ("Joindre", ["06 12 34 56 78", "06 12 34 56 79", "06 12 34 56 70", "06 12 34 56 71"]),
    ] {
        assert_eq!(with(header, cells), [format!("{header}=phone")]);
    }
}

#[test]
fn a_word_in_another_sense_feeds_nothing() {
    let codes = ["STU001", "STU002", "STU003", "STU004"];
    for (header, cells, fed) in [
        ("Post Code", ["WD32 5WF", "CF24 5FA", "N1 9GU", "E1 6AN"], None),
        ("Roll No", codes, Some("external_id")),
        ("Roll", codes, None),
        ("Service Name", ["Wet Cut", "Dry Cut", "Wet Cut", "Shave"], None),
        ("Grupo sanguíneo", ["O+", "A-", "O+", "B+"], None),
        ("Låst", ["Ja", "Nej", "Ja", "Nej"], None),
        ("Titel", ["Dr.", "Prof. Dr.", "", "Dr."], None),
        ("Title", ["Mr", "Mrs", "Ms", "Mr"], None),
        ("Şifre", ["Ali!2024", "ece2024", "xy12", "zz99"], None),
        ("businessId", ["B-1", "B-1", "B-2", "B-3"], None),
        ("Telegram ID", ["T-1", "T-2", "T-3", "T-4"], Some("external_id")),
        ("Order ID", ["T-1", "T-2", "T-3", "T-4"], None),
        ("NIK", ["3171014703850001", "3171010703850002", "3171011203900003", "3171015503900004"], None),
        ("Access Level", ["Global", "Limited", "Limited", "Global"], Some("territory_access")),
        ("Zugang neu", ["Global", "Limited", "Limited", "Global"], Some("territory_access")),
    ] {
        let fed = fed.map(|field| format!("{header}={field}"));
        assert_eq!(with(header, cells), fed.into_iter().collect::<Vec<_>>(), "{header}");
    }
    let people: &[&[&str]] =
        &[&["Ana Ruiz", "1"], &["Bob Lund", "2"], &["Carl Novak", "3"], &["Dora Marsh", "4"]];
    assert_eq!(fed(&["Team Member", "Notes"], people), ["Team Member=full_name"]);
}

#[test]
fn a_branch_is_a_team_where_another_column_has_the_territories() {
    assert_eq!(fed(&["Branch", "Role"], &[]), ["Branch=territories", "Role=role"]);
    assert_eq!(fed(&["Branch", "Territory"], &[]), ["Branch=teams", "Territory=territories"]);
    let header = ["Filiale", "Gebiet", "Abteilung"];
    assert_eq!(fed(&header, &[]), ["Gebiet=territories", "Abteilung=teams"]);
}

#[test]
fn programs_may_spell_a_header_as_they_like() {
    for (header, field) in [
        ("Last_Name__c", Field::LastName),
        ("u_mobile_phone", Field::Phone),
        ("Email addresses", Field::Email),
        ("Phone numbers", Field::Phone),
        ("Usernames", Field::ExternalId),
        ("IDMitarbeiter", Field::ExternalId),
        ("PrÃ©nom", Field::FirstName),
        ("Role (Admin/CEO/Team Lead/Employee)", Field::Role),
        ("Territory Access", Field::TerritoryAccess),
        ("担当者名", Field::FullName),
        ("Nombre de usuario", Field::ExternalId),
    ] {
        assert_eq!(columns(&[header], &[])[0].field, Some(field), "{header}");
    }
    let other_words: &[&[&str]] = &[&["all regions"], &["own"], &["all regions"]];
    assert_eq!(fed(&["Territory Access"], other_words), ["Territory Access=territory_access"]);
}

#[test]
fn cells_with_something_around_them_are_what_they_are() {
    for (header, cell, field) in [
        ("E-Mail-Adresse", "Ana Ruiz <ana@north.example>", "email"),
        ("Handy", "0151 12340001 (WhatsApp)", "phone"),
        ("Handy", "0151 12340001, 0151 12340002", "phone"),
        ("Cell", "1.31E+10", "phone"),
    ] {
        assert_eq!(
            fed(&["First Name", header], &[&["Ana", cell], &["Bo", cell]])[1],
            format!("{header}={field}")
        );
    }
}

#[test]
fn an_address_of_the_company_is_taken_before_one_of_a_large_provider() {
    let rows: &[&[&str]] = &[
        &["Ana", "ana@gmail.com", "ana.ruiz@acme.example"],
        &["Bo", "bo@yahoo.com", "bo.lund@acme.example"],
        &["Cy", "cy@icloud.com", "cy.novak@acme.example"],
    ];
    let question = "What is your work email address?";
    assert_eq!(fed(&["First Name", "Email Address", question], rows)[1], format!("{question}=email"));
    assert_eq!(fed(&["First Name", "HR_Email", "LDAP_mail"], rows)[1], "LDAP_mail=email", "it has the names");
    let unlike: Vec<[&str; 3]> = rows.iter().map(|row| [row[0], row[1], "4711@acme.example"]).collect();
    let unlike: Vec<&[&str]> = unlike.iter().map(<[&str; 3]>::as_slice).collect();
    assert_eq!(fed(&["First Name", "Email", "LDAP_mail"], &unlike)[1], "Email=email", "4711 is one of all");
    let empty: &[&[&str]] = &[&["Ana", "", "ana@acme.example"], &["Bo", "", "bo@acme.example"]];
    assert_eq!(fed(&["First Name", "Email", "Username"], empty), ["First Name=first_name", "Username=email"]);
}

#[test]
fn of_two_columns_that_agree_the_fuller_is_taken() {
    let rows: &[&[&str]] = &[
        &["Ana", "ana@acme.example", ""],
        &["Bo", "bo@acme.example", "BO@acme.example"],
        &["Cy", "cy@acme.example", ""],
    ];
    for [one, two] in [["Email", "Email.1"], ["Email_x", "Email_y"], ["Email", "Email"]] {
        let columns = columns(&["First Name", one, two], rows);
        assert_eq!((columns[1].field, columns[2].field), (Some(Field::Email), None), "{one}");
    }
    let differing: &[&[&str]] =
        &[&["Ana", "ana@acme.example", "ruiz@acme.example"], &["Bo", "bo@acme.example", ""]];
    let columns = columns(&["First Name", "Email", "Email"], differing);
    assert_eq!((columns[1].field, columns[2].field), (None, None));
    assert!(columns[1].why.contains("“Email” in column B and “Email” in column C"), "{}", columns[1].why);
}

#[test]
fn what_was_taken_is_not_said_to_be_open() {
    let columns = columns(&["Zone", "District"], &[]);
    assert_eq!((columns[0].field, columns[1].field), (Some(Field::Territories), None));
    assert_eq!(columns[1].why, "“Zone” is taken for territories; this would do as well.");
}

#[test]
fn a_header_as_long_as_a_book_is_read() {
    let book = "email of the name in no field at all ".repeat(5_000);
    let header = [book.as_str(), "Email"];
    assert_eq!(columns(&header, &[])[1].field, Some(Field::Email));
}
