//! Headers of lists that people keep by hand, and of exports of payroll, whose field a human is sure of.

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

use Field::{Email, ExternalId, FirstName, FullName, LastName, Phone, Role, Teams, TerritoryAccess};

fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect::<Vec<_>>();
    match_columns(&Sheet::from_cells(header, &rows), &MappingFile::default(), None).unwrap().columns
}

fn fields(header: &[&str], rows: &[&[&str]]) -> Vec<Option<Field>> {
    columns(header, rows).into_iter().map(|column| column.field).collect()
}

#[test]
fn a_word_for_nothing_counts_as_a_blank_cell() {
    let header = ["First Name", "Last Name", "Email", "Mobile", "Work Phone", "Role"];
    for [nothing, other] in [["n/a", "none"], ["-", "TBD"], ["#N/A", "k.A."], ["", ""]] {
        let rows = [
            ["Ana", "Ara", "ana.ara@b-co.example", "312 555 0191", "312 555 0100", "Sales"],
            ["Bo", "Bee", "bo.bee@b-co.example", nothing, "312 555 0192", "Sales"],
            ["Cy", "Coe", "cy.coe@b-co.example", "312 555 0194", "312 555 0193", nothing],
            ["Di", "Dow", "di.dow@b-co.example", other, "312 555 0195", other],
        ];
        let found = columns(&header, &rows.each_ref().map(<[&str; 6]>::as_slice));
        let told = found.iter().map(|column| column.field).collect::<Vec<_>>();
        let names = [FirstName, LastName, Email, Phone].map(Some);
        assert_eq!(told, [names.as_slice(), &[None, Some(Role)]].concat(), "{nothing}");
        let why = "“Mobile” is another word for phone. 100 % of its cells are phone numbers.";
        assert_eq!(found[3].why, why, "{nothing}");
    }
    // Of a column of nothing nobody knows anything, as of an empty one.
    let rows: [&[&str]; 2] = [&["n/a", "312 555 0191"], &["-", "312 555 0192"]];
    assert_eq!(fields(&["Mobile", "Phone"], &rows), [None, Some(Phone)]);
    // Nobody's phone of a kind is none of that kind.
    let header = ["Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"];
    let rows: [&[&str]; 2] =
        [&["Mobile", "312 555 0191", "Mobile", "n/a"], &["Mobile", "312 555 0192", "Work", "312 555 0100"]];
    assert_eq!(fields(&header, &rows), [None, Some(Phone), None, None]);
}

#[test]
fn the_name_in_the_papers_is_taken_before_the_one_that_is_used_and_never_the_one_of_birth() {
    for (header, rows, told) in [
        (["Nom d'usage", "Prénom"], ["Lefèvre", "Élodie"], [Some(LastName), Some(FirstName)]),
        (["Vorname", "Rufname"], ["Hans-Peter", "Peter"], [Some(FirstName), None]),
        (["Rufname", "Nachname"], ["Peter", "Kurz"], [Some(FirstName), Some(LastName)]),
        (["Kutsumanimi", "Etunimi"], ["Aino", "Ainoliisa"], [None, Some(FirstName)]),
        (["Tilltalsnamn", "Förnamn"], ["Bo", "Bo-Ivar"], [None, Some(FirstName)]),
        (
            ["Legal Name - First Name", "Legal Name - Last Name"],
            ["Ana", "Bell"],
            [Some(FirstName), Some(LastName)],
        ),
        (
            ["Employee Name - Surname", "Employee Name - Forename"],
            ["Bell", "Ana"],
            [Some(LastName), Some(FirstName)],
        ),
        (["Legal Name - Middle Name", "Last Name"], ["Ana", "Bell"], [None, Some(LastName)]),
        (["中文姓名", "英文名字"], ["陳怡君", "Ivy"], [Some(FullName), None]),
        (["한글이름", "영문이름"], ["김민수", "Minsu Kim"], [Some(FullName), None]),
        (["New Hire First", "New Hire Last"], ["Abe", "Stone"], [Some(FirstName), Some(LastName)]),
    ] {
        assert_eq!(fields(&header, &[&rows]), told, "{header:?}");
    }
    for (one, two, told) in [
        ("Nom de naissance", "Nom d’usage", [None, Some(LastName)]),
        ("Nom", "Nom d'usage", [Some(LastName), None]),
        ("Nom d'usage", "Nom de famille", [None, Some(LastName)]),
    ] {
        let found = fields(&[one, two, "Prénom"], &[&["Durand", "Lefèvre", "Élodie"]]);
        assert_eq!(found[..2], told, "{one}, {two}");
    }
}

#[test]
fn a_number_of_the_staff_is_an_id_however_it_is_shortened() {
    for header in [
        "externalEmployeeId",
        "External Worker ID",
        "N.º empleado",
        "N.° empleado",
        "N° empleado",
        "Nº empleado",
        "N.º de empleado",
        "N° salarié",
        "N. salarié",
        "Nr ewid.",
    ] {
        let found = fields(&[header, "Email"], &[&["0451", "a.b@x.example"], &["0452", "c.d@x.example"]]);
        assert_eq!(found, [Some(ExternalId), Some(Email)], "{header}");
    }
}

#[test]
fn of_two_contacts_the_one_at_work_is_taken_however_both_are_shortened() {
    let rows: [&[&str]; 2] =
        [&["Ana", "Ruiz", "601 234 511", "601 999 511"], &["Bo", "Lund", "601 234 512", "601 999 512"]];
    for [work, private] in [
        ["Tel. służbowy kom.", "Tel. prywatny"],
        ["Tel. służb. kom.", "Tel. pryw. kom."],
        ["Mobil G", "Mobil P"],
        ["Tel. cel. trabajo", "Tel. cel. personal"],
    ] {
        let header = ["First Name", "Last Name", work, private];
        assert_eq!(fields(&header, &rows)[2..], [Some(Phone), None], "{work}");
    }
    let rows: [&[&str]; 2] = [
        &["Ana", "Ruiz", "ana.ruiz@alp.example", "ana@bluewin.ch"],
        &["Bo", "Lund", "bo.lund@alp.example", "bo@bluewin.ch"],
    ];
    assert_eq!(fields(&["Vorname", "Nachname", "E-Mail G", "E-Mail P"], &rows)[2..], [Some(Email), None]);
    let preferred = ["Vorname", "Nachname", "Preferred e-mail for login", "Sponsor's e-mail"];
    assert_eq!(fields(&preferred, &rows)[2..], [Some(Email), None]);
    assert_eq!(
        fields(&["Vorname", "Nachname", "E-Mail", "Preferred e-mail"], &rows)[2..],
        [Some(Email), None]
    );
}

#[test]
fn a_name_is_told_by_who_has_it_and_by_where_it_is_written() {
    let rows: [&[&str]; 2] = [
        &["Ana Ruiz", "ana.ruiz@x.example", "312 555 0191"],
        &["Bo Lund", "bo.lund@x.example", "312 555 0192"],
    ];
    for name in [
        "Full Name (as on licence)",
        "Name (as in passport)",
        "Name (wie im Ausweis)",
        "Driver",
        "Setter/Closer Name",
        "Closer",
    ] {
        assert_eq!(fields(&[name, "Email", "Mobile"], &rows), [FullName, Email, Phone].map(Some), "{name}");
    }
    let driver = ["Driver", "Driver Email", "Driver Mobile"];
    assert_eq!(fields(&driver, &rows), [FullName, Email, Phone].map(Some));
    assert_eq!(fields(&["Depot Manager", "Email", "Mobile"], &rows)[0], None);
}

#[test]
fn a_team_of_a_kind_is_a_team_and_the_second_one_joins_the_first() {
    for header in ["Selgerteam", "Säljarteam", "Außendienstteam", "Projektteam", "Verkoopteam"] {
        assert_eq!(fields(&["Email", header], &[&["a@x.example", "Sør"]])[1], Some(Teams), "{header}");
    }
    for header in ["Managerteam", "Steam", "Teamleiter"] {
        assert_eq!(fields(&["Email", header], &[&["a@x.example", "Sør"]])[1], None, "{header}");
    }
    for [first, second] in [
        ["Primary Team", "Secondary Team"],
        ["Hauptteam", "Zweitteam"],
        ["Team", "Additional Teams"],
        ["Équipe principale", "Équipe secondaire"],
        ["Main Territory", "Second Territory"],
    ] {
        let found = columns(&["Email", first, second], &[&["a@x.example", "Wien", "Graz"]]);
        assert!(found[1].field.is_some() && found[1].field == found[2].field, "{first}: {found:?}");
        assert!(found[2].why.ends_with("together."), "{}", found[2].why);
    }
    // What was and what will be is no second team.
    for second in ["Previous Team", "Old Team", "New Team", "Team Lead"] {
        assert_eq!(fields(&["Team", second], &[&["Wien", "Graz"]]), [Some(Teams), None], "{second}");
    }
}

#[test]
fn a_word_for_access_is_taken_where_its_cells_bear_it_out() {
    for (header, cells) in [
        ("Toegang", ["Beperkt", "Volledig"]),
        ("Zugriff", ["Beschränkt", "Alle"]),
        ("Accès", ["Limité", "Complet"]),
        ("Dostęp", ["Ograniczony", "Pełny"]),
    ] {
        let rows: [&[&str]; 2] = [&["a@x.example", cells[0]], &["b@x.example", cells[1]]];
        assert_eq!(fields(&["Email", header], &rows)[1], Some(TerritoryAccess), "{header}");
        let rows: [&[&str]; 2] = [&["a@x.example", "VPN"], &["b@x.example", "Tor 3"]];
        assert_eq!(fields(&["Email", header], &rows)[1], None, "{header}");
    }
}

#[test]
fn a_word_cut_short_by_a_dot_is_the_one_that_begins_so() {
    for (header, cells, told) in [
        ("FUNKT.", ["Verkäufer", "Leiter"], Some(Role)),
        ("Posit.", ["Sales", "Manager"], Some(Role)),
        ("Nachn.", ["Kurz", "Lang"], Some(LastName)),
        ("Abt.", ["Nord", "Süd"], Some(Teams)),
        // It could be several, is somebody else, or is no word that is known.
        ("Vorges.", ["Kurz", "Lang"], None),
        ("Konta.", ["Kurz", "Lang"], None),
        ("Strass.", ["Hauptstr. 1", "Am Hof 2"], None),
        ("Funkt", ["Verkäufer", "Leiter"], None),
    ] {
        let rows: [&[&str]; 2] = [&["a@x.example", cells[0]], &["b@x.example", cells[1]]];
        assert_eq!(fields(&["Email", header], &rows)[1], told, "{header}");
    }
    assert_eq!(fields(&["FUNKT."], &[]), [None], "nothing bears it out");
}
