//! What importers get wrong about columns: near-twins, remarks about a field, cells that say otherwise than the header.

use std::collections::BTreeMap;

use plan::field::Field;
use plan::mapping::{Column, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;
use plan::snapshot::{Facts, Group};

use crate::world::World;

fn columns_with(header: &[&str], rows: &[&[&str]], wish: &MappingFile, facts: Option<&Facts>) -> Vec<Column> {
    let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect::<Vec<_>>();
    match_columns(&Sheet::from_cells(header, &rows), wish, facts).unwrap().columns
}

fn columns(header: &[&str], rows: &[&[&str]]) -> Vec<Column> {
    columns_with(header, rows, &MappingFile::default(), None)
}

fn fields(header: &[&str], rows: &[&[&str]]) -> Vec<Option<Field>> {
    columns(header, rows).iter().map(|column| column.field).collect()
}

fn facts() -> Facts {
    let group = |id, name: &str| Group { id, name: name.to_owned(), parent: None };
    Facts {
        teams: vec![group(1, "Falcons"), group(2, "Ravens")],
        territories: vec![group(1, "Cook County"), group(2, "Lake County")],
        ..World::new().facts
    }
}

#[test]
fn common_ways_to_write_the_template_are_understood() {
    for (header, field) in [
        ("First name", Field::FirstName),
        ("FIRSTNAME", Field::FirstName),
        ("Surname", Field::LastName),
        ("EMAIL", Field::Email),
        ("Phone Number", Field::Phone),
        ("WORKPHONE", Field::Phone),
        ("Teams (comma separated)", Field::Teams),
        ("What is your last name?", Field::LastName),
        ("user.employeeNumber", Field::ExternalId),
        ("Country", Field::Country),
    ] {
        assert_eq!(fields(&[header], &[]), [Some(field)], "{header}");
    }
}

#[test]
fn a_column_of_calling_codes_is_one_of_countries_and_a_nameless_one_of_small_numbers_is_not() {
    for header in ["Country Code", "Dialing Code", "Phone Prefix", "Landesvorwahl"] {
        for cells in [["+49", "44", "+1"], ["49", "44", "1"]] {
            let rows = cells.map(|code| [code, "15123456789"]);
            let rows = rows.each_ref().map(<[&str; 2]>::as_slice);
            let expected = [Some(Field::Country), Some(Field::Phone)];
            assert_eq!(fields(&[header, "Mobile"], &rows), expected, "{header} {cells:?}");
        }
    }
    assert_ne!(
        fields(&["", "Mobile"], &[&["1", "312 555 0117"], &["7", "312 555 0118"]])[0],
        Some(Field::Country)
    );
}

#[test]
fn what_only_sounds_like_a_field_is_left_alone() {
    for header in [
        "Manager's Email",
        "Supervisor Name",
        "Supervisor ID",
        "Parent Phone",
        "Guardian Email",
        "Emergency Contact Name",
        "Accepts Email Marketing",
        "Email Opt Out",
        "Email Verified",
        "Email Status",
        "Phone Extension",
        "Phone Ext.",
        "Phone Type",
        "Fax Number",
        "Profile URL",
        "Name Prefix",
        "Name Suffix",
        "Middle Name",
        "Preferred Name",
        "Nickname",
        "Company Name",
        "File Name",
        "Last Login",
        "Last Modified",
        "Last Modified By",
        "First Seen",
        "Role start date",
        "Team Size",
        "Team Lead",
        "County",
        "Country of Birth",
        "Citizenship",
        "Allocation Type",
        "Allocation Mode",
        "Status",
        "Deleted",
        "Created by",
        "Reports To Email",
        "Vorgesetzter E-Mail",
        "Email du responsable",
        "Correo del jefe",
        "E-mail do gestor",
        "Chefens e-post",
        "E-mail opiekuna",
        "上司メールアドレス",
    ] {
        assert_eq!(fields(&[header], &[]), [None], "{header}");
    }
}

#[test]
fn the_mail_of_a_manager_is_not_taken_for_want_of_another() {
    let rows: &[&[&str]] = &[&["Ada", "boss@example.com"], &["Bo", "chief@example.com"]];
    assert_eq!(fields(&["First Name", "Manager Email"], rows)[1], None);
    assert_eq!(
        fields(&["First Name", "Kontaktweg"], &[&["Ada", "ada@x.example"], &["Bo", "bo@x.example"]])[1],
        Some(Field::Email),
        "unknown words are no remark"
    );
}

#[test]
fn near_twins_in_one_file_are_told_apart() {
    let header = ["Country", "County", "Role ID", "Role", "Team Size", "Team", "Allocation Mode"];
    let expected = [Some(Field::Country), None, None, Some(Field::Role), None, Some(Field::Teams), None];
    assert_eq!(fields(&header, &[]), expected);
    assert_eq!(
        fields(&["County", "Country"], &[&["Cook", "US"], &["Kent", "UK"]]),
        [None, Some(Field::Country)]
    );
    assert_eq!(fields(&["Country"], &[&["Cook"], &["Kent"], &["Essex"]]), [None], "no country is there");
}

#[test]
fn cells_under_each_others_header_are_taken_for_what_they_are() {
    let rows: &[&[&str]] = &[&["+1 312 555 0117", "ada@example.com"], &["+1 312 555 0118", "bo@example.com"]];
    let columns = columns(&["Email", "Phone"], rows);
    assert_eq!(columns[0].field, Some(Field::Phone));
    assert_eq!(columns[1].field, Some(Field::Email));
    assert!(columns.iter().all(|column| column.confidence < 0.9), "{columns:?}");
}

#[test]
fn a_second_phone_stays_a_candidate() {
    let columns = columns(&["Phone", "Mobile"], &[&["+1 312 555 0117", "+1 312 555 0118"]]);
    assert_eq!(columns[1].field, Some(Field::Phone));
    assert_eq!(columns[0].field, None);
    assert_eq!(columns[0].candidates[0].field, Field::Phone);
    assert!(columns[0].candidates[0].confidence > 0.9);
}

#[test]
fn numbered_columns_feed_their_field_together() {
    let (teams, none) = (Some(Field::Teams), None);
    assert_eq!(fields(&["Team 1", "Team 2", "Team 3", "Team Lead"], &[]), [teams, teams, teams, none]);
    assert_eq!(fields(&["Territory", "Territory2"], &[]), [Some(Field::Territories); 2]);
    assert_eq!(fields(&["部署1", "部署2"], &[]), [teams, teams]);
    let columns = columns(&["Team 1", "Team 2"], &[]);
    assert_eq!(columns[1].why, "Teams come from “Team 1” and “Team 2” together.");
}

#[test]
fn of_copies_of_a_column_the_first_is_taken() {
    let rows: &[&[&str]] = &[&["", "ada@example.com", "", "ada@example.com"]];
    assert_eq!(fields(&["", "Email", "", "Email"], rows), [None, Some(Field::Email), None, None]);
    let other: &[&[&str]] = &[&["", "ada@example.com", "", "ada@example.org"]];
    assert_eq!(fields(&["", "Email", "", "Email"], other), [None; 4]);
}

#[test]
fn of_ids_with_names_of_their_own_the_first_is_taken_and_of_ids_with_one_name_none() {
    let rows: &[&[&str]] = &[&["10001", "0035g0001"], &["10002", "0035g0002"]];
    let columns = columns(&["Employee ID", "Staff ID"], rows);
    assert_eq!(columns[0].field, Some(Field::ExternalId));
    assert_eq!(columns[1].field, None);
    assert_eq!(columns[1].candidates[0].field, Field::ExternalId, "the other one is offered");
    assert_eq!(fields(&["Employee ID", "Employee ID"], rows), [None; 2]);
}

#[test]
fn a_filled_column_is_taken_before_an_empty_one() {
    let rows: &[&[&str]] = &[&["", "ada@example.com"], &["", "bo@example.com"]];
    assert_eq!(fields(&["Email", "Work Email"], rows), [None, Some(Field::Email)]);
    let columns = columns(&["Email"], &[&[""], &[" "]]);
    assert_eq!(columns[0].field, Some(Field::Email), "an empty column is better than none");
    assert!(columns[0].confidence < 0.9);
}

#[test]
fn the_template_matches_over_bad_cells() {
    let row: &[&str] = &["?", "?", "ana@", "12", "7", "??", "often", "-", "-"];
    let bad: &[&[&str]] = &[row; 3];
    let columns = columns(&Field::TEMPLATE_HEADERS, bad);
    let found = columns.iter().map(|column| column.field).collect::<Vec<_>>();
    assert_eq!(found, Field::TEMPLATE.map(Some));
    assert!(columns[2].confidence < 0.7 && columns[3].confidence < 0.7, "{columns:?}");
    assert_eq!(columns[2].why, "Named as in the template, but its cells are no e-mail addresses.");
}

#[test]
fn ids_of_many_digits_are_no_phones() {
    let rows: &[&[&str]] = &[&["3125550117", "Ada"], &["3125550118", "Bo"], &["3125550119", "Cy"]];
    assert_eq!(fields(&["Code", "First Name"], rows), [Some(Field::ExternalId), Some(Field::FirstName)]);
    assert_eq!(fields(&["Something", "First Name"], rows)[0], None);
}

#[test]
fn without_a_header_cells_speak_for_themselves() {
    let rows: &[&[&str]] = &[
        &[
            "Ada",
            "Lovelace",
            "ada@example.com",
            "+1 312 555 0117",
            "Sales Rep",
            "Falcons",
            "E-1",
            "US",
            "yes",
        ],
        &["Maria", "Silva", "maria@example.com", "+1 312 555 0118", "Manager", "Ravens", "E-2", "US", "no"],
        &[
            "Thomas",
            "Okafor",
            "thomas@example.com",
            "+1 312 555 0119",
            "Sales",
            "Falcons",
            "E-3",
            "CA",
            "yes",
        ],
    ];
    let header =
        ["Column A", "Column B", "Column C", "Column D", "Column E", "Column F", "Column G", "Column H", ""];
    let columns = columns_with(&header, rows, &MappingFile::default(), Some(&facts()));
    let found = columns.iter().map(|column| column.field).collect::<Vec<_>>();
    let expected = [
        Some(Field::FirstName),
        Some(Field::LastName),
        Some(Field::Email),
        Some(Field::Phone),
        Some(Field::Role),
        Some(Field::Teams),
        Some(Field::ExternalId),
        Some(Field::Country),
        None,
    ];
    assert_eq!(found, expected, "{columns:?}");
    assert!(columns.iter().all(|column| column.confidence < 0.9));
}

#[test]
fn teams_of_the_account_decide_between_two_words_for_teams() {
    let rows: &[&[&str]] = &[&["Falcons", "Day"], &["Ravens", "Night"]];
    let header = ["Department", "Group"];
    assert_eq!(fields(&header, rows), [None, Some(Field::Teams)]);
    let columns = columns_with(&header, rows, &MappingFile::default(), Some(&facts()));
    assert_eq!(columns[0].field, Some(Field::Teams));
    let known: &[&[&str]] = &[&["Cook County"], &["Lake County"]];
    let columns = columns_with(&["Column1"], known, &MappingFile::default(), Some(&facts()));
    assert_eq!(columns[0].field, Some(Field::Territories));
    assert_eq!(columns[0].why, "Its cells are territories of this account.");
}

#[test]
fn what_was_chosen_last_time_is_chosen_again() {
    let remembered =
        |field| MappingFile { remembered: BTreeMap::from([(0, field)]), ..MappingFile::default() };
    let columns = columns_with(&["Kürzel", "Employee ID"], &[], &remembered(Some(Field::ExternalId)), None);
    assert_eq!(columns[0].field, Some(Field::ExternalId));
    assert_eq!(columns[0].why, "You chose this last time.");
    assert_eq!(columns[1].field, None);
    let columns = columns_with(&["Email", "Work Email"], &[], &remembered(None), None);
    assert_eq!((columns[0].field, columns[1].field), (None, Some(Field::Email)));
    assert_eq!(columns[0].why, "You left it out last time.");
    let phones: &[&[&str]] = &[&["+1 312 555 0117"], &["+1 312 555 0118"]];
    let columns = columns_with(&["Kontaktweg"], phones, &remembered(Some(Field::Email)), None);
    assert_ne!(columns[0].field, Some(Field::Email), "the cells contradict it");
}

#[test]
fn a_typing_error_in_a_header_is_forgiven_where_the_cells_bear_it_out() {
    let rows: &[&[&str]] = &[&["Ada", "ada@example.com"], &["Maria", "maria@example.com"]];
    assert_eq!(fields(&["Frist Name", "Emial"], rows), [Some(Field::FirstName), Some(Field::Email)]);
    assert_eq!(fields(&["Frist Name"], &[]), [None]);
    assert_eq!(columns(&["Frist Name"], &[])[0].candidates[0].field, Field::FirstName);
}

#[test]
fn candidates_are_ranked() {
    let column = &columns(&["Nom", "Email"], &[])[0];
    let ranked = column.candidates.iter().map(|candidate| candidate.field).collect::<Vec<_>>();
    assert_eq!(column.field, Some(Field::FullName));
    assert!(ranked.contains(&Field::LastName) && ranked.contains(&Field::FullName), "{ranked:?}");
    assert!(column.candidates.is_sorted_by(|one, next| one.confidence >= next.confidence));
}

/// A list whose first column has these cells, and the field of that column.
fn field_of_first(header: &str, cells: &[&str]) -> Option<Field> {
    let names = ["Ada", "Bo", "Cy", "Di"];
    let emails = names.map(|name| format!("{}@x.example", name.to_lowercase()));
    let rows = cells.iter().zip(names.iter().zip(&emails));
    let rows = rows.map(|(cell, (name, email))| [*cell, name, email]).collect::<Vec<_>>();
    let rows = rows.iter().map(<[&str; 3]>::as_slice).collect::<Vec<_>>();
    fields(&[header, "First Name", "Email"], &rows)[0]
}

#[test]
fn a_number_that_counts_the_rows_is_nobodys_id() {
    for header in
        ["№", "#", "No", "Nr.", "Number", "Nummer", "编号", "ID", "Identifiant", "Row ID", "Key", ""]
    {
        for cells in [["1", "2", "3", "4"], ["1", "2", "4", "5"], ["2.", "1.", "4.", "3."]] {
            assert_eq!(field_of_first(header, &cells), None, "{header}: {cells:?}");
        }
    }
    assert_eq!(field_of_first("No.", &["51", "52", "53", "54"]), None);
    for header in ["序号", "Lfd. Nr.", "S.No", "№ п/п", "L.p."] {
        assert_eq!(field_of_first(header, &["K-17", "K-3", "K-99", "K-4"]), None, "{header}");
    }
    let rows: &[&[&str]] = &[&["1", "a@x.example"], &["2", "b@x.example"]];
    let why = &columns(&["No", "Email"], rows)[0].why;
    assert_eq!(why, "It only counts the rows, and says nothing of the people in them.");
}

#[test]
fn a_number_whose_header_says_whose_it_is_or_that_counts_nothing_is_an_id() {
    for header in ["Employee ID", "Personalnummer", "External System ID", "Табельный №", "Code of the agent"]
    {
        assert_eq!(field_of_first(header, &["1", "2", "3", "4"]), Some(Field::ExternalId), "{header}");
    }
    for (header, cells) in [
        ("ID", ["1042", "1043", "1044", "1045"]),
        ("No.", ["4711", "17", "1042", "99"]),
        ("编号", ["A1", "A2", "A3", "A4"]),
    ] {
        assert_eq!(field_of_first(header, &cells), Some(Field::ExternalId), "{header}");
    }
}

#[test]
fn of_several_columns_the_one_whose_cells_are_read_as_roles_is_the_role() {
    let rows: &[&[&str]] = &[
        &["Member", "Sales Rep", "a@x.example"],
        &["Member", "Sales Manager", "b@x.example"],
        &["Guest", "Admin", "c@x.example"],
    ];
    for header in ["User Type", "userType", "Role", "Permissions"] {
        let columns = columns(&[header, "Job Title", "Email"], rows);
        assert_eq!(columns[0].field, None, "{header}: {}", columns[0].why);
        assert_eq!(columns[1].field, Some(Field::Role), "{header}: {}", columns[1].why);
    }
    let rows: &[&[&str]] = &[&["Employee", "a@x.example"], &["Contractor", "b@x.example"]];
    assert_eq!(fields(&["User Type", "Email"], rows)[0], None);
    let rows: &[&[&str]] =
        &[&["Admin", "Wizard of sales", "a@x.example"], &["Standard", "Chief", "b@x.example"]];
    assert_eq!(fields(&["User Type", "Job Title", "Email"], rows)[0], Some(Field::Role));
}

#[test]
fn what_stands_in_brackets_may_only_explain_the_header() {
    for (header, field) in [
        ("Role (Sales/Manager)", Field::Role),
        ("ROLE (Sales/Manager/Admin) *", Field::Role),
        ("Role: Sales/Manager/Admin", Field::Role),
        ("Mobile number (with country code)", Field::Phone),
        ("Phone number (mobile preferred)", Field::Phone),
        ("Phone (with area code)", Field::Phone),
        ("Email (please write in small letters)", Field::Email),
    ] {
        assert_eq!(fields(&[header], &[]), [Some(field)], "{header}");
    }
    for header in
        ["Phone (home)", "E-mail (manager)", "Name (company)", "Name (preferred)", "Manager: Full Name"]
    {
        assert_eq!(fields(&[header], &[]), [None], "{header}");
    }
}

#[test]
fn without_a_header_plain_numbers_are_phones_where_the_country_reads_them_as_such() {
    let rows: &[&[&str]] = &[
        &["Ada", "ada@x.example", "2122033142", "A-1042"],
        &["Bo", "bo@x.example", "4155012143", "A-17"],
        &["Cy", "cy@x.example", "6465012144", "A-99"],
    ];
    let found = columns_with(&["", "", "", ""], rows, &MappingFile::default(), Some(&facts()));
    assert_eq!((found[2].field, found[3].field), (Some(Field::Phone), Some(Field::ExternalId)));
    let ids: &[&[&str]] = &[&["Ada", "1000000042"], &["Bo", "1000000817"]];
    let found = columns_with(&["", ""], ids, &MappingFile::default(), Some(&facts()));
    assert_eq!(found[1].field, Some(Field::ExternalId));
}

#[test]
fn a_cost_centre_is_a_team_with_doubts_and_its_number_none() {
    for header in ["Cost Center ID", "Cost Centre Code", "Cost Center No.", "Kostenstellen-Nr."] {
        assert_eq!(fields(&[header, "First Name"], &[]), [None, Some(Field::FirstName)], "{header}");
    }
    for (header, cells) in [
        ("Cost Center", ["CC1", "CC2"]),
        ("Cost Centre", ["4100", "4200"]),
        ("Kostenstelle", ["4100", "4711"]),
    ] {
        let rows: &[&[&str]] = &[&[cells[0], "Ada"], &[cells[1], "Bo"]];
        assert_eq!(fields(&[header, "First Name"], rows)[0], None, "{header}");
    }
    for header in ["Cost Center", "Cost Centre Name", "Kostenstelle", "Centro de custo"] {
        let found = columns(&[header, "First Name"], &[&["Leadership", "Ada"], &["Sales West", "Bo"]]);
        assert_eq!(found[0].field, Some(Field::Teams), "{header}");
        assert!(found[0].confidence < 0.7, "{header} {}", found[0].confidence);
        assert!(
            found[0].why.ends_with("is read as teams: cost centres often stand for them."),
            "{}",
            found[0].why
        );
    }
}

#[test]
fn a_header_that_means_teams_as_well_says_so() {
    for header in ["Area", "Área"] {
        let found = columns(&[header, "First Name"], &[&["Norte", "Ada"], &["Sur", "Bo"]]);
        assert_eq!(found[0].field, Some(Field::Territories), "{header}");
        assert!(
            found[0].why.ends_with("is read as territories; it may mean teams as well."),
            "{}",
            found[0].why
        );
        assert!(found[0].confidence < 0.9, "{header} {}", found[0].confidence);
    }
    let found = columns(&["Territory", "First Name"], &[&["Norte", "Ada"], &["Sur", "Bo"]]);
    assert_eq!(found[0].why, "“Territory” is another word for territories.");
}
