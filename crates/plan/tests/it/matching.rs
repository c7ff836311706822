//! Columns find their fields, and what is uncertain finds none.

use std::collections::BTreeMap;

use plan::field::Field;
use plan::mapping::{Mapping, MappingFile};
use plan::matching::match_columns;
use plan::sheet::Sheet;

fn matched(header: &[&str], rows: &[&[&str]]) -> Mapping {
    let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect::<Vec<_>>();
    match_columns(&Sheet::from_cells(header, &rows), &MappingFile::default(), None).unwrap()
}

/// The fields of the columns, in order.
fn fields(header: &[&str], rows: &[&[&str]]) -> Vec<Option<Field>> {
    matched(header, rows).columns.iter().map(|column| column.field).collect()
}

fn refused(header: &[&str], wish: &MappingFile) -> String {
    let refusal = match_columns(&Sheet::from_cells(header, &[]), wish, None).unwrap_err();
    assert_eq!(refusal.code, "mapping.invalid");
    refusal.text
}

#[test]
fn the_template_matches_itself() {
    let mapping = matched(&Field::TEMPLATE_HEADERS, &[]);
    let found = mapping.columns.iter().map(|column| column.field).collect::<Vec<_>>();
    assert_eq!(found, Field::TEMPLATE.map(Some));
    assert!(mapping.columns.iter().all(|column| column.confidence > 0.98), "{mapping:?}");
    assert!(mapping.missing(true).is_empty());
}

#[test]
fn other_words_are_understood_however_they_are_written() {
    for (header, field) in [
        ("givenName", Field::FirstName),
        ("SURNAME", Field::LastName),
        ("E-Mail Address [Required]", Field::Email),
        ("Work e-mail", Field::Email),
        ("Mobile No.", Field::Phone),
        ("Phone 1 - Value", Field::Phone),
        ("Telefon (geschäftlich)", Field::Phone),
        ("Job_Title", Field::Role),
        ("Department Name", Field::Teams),
        ("Employee #", Field::ExternalId),
        ("Prénom", Field::FirstName),
        ("Фамилия", Field::LastName),
        ("電話番号", Field::Phone),
    ] {
        assert_eq!(fields(&[header], &[]), [Some(field)], "{header}");
    }
}

#[test]
fn columns_about_somebody_or_something_else_are_left_alone() {
    for header in [
        "Manager Email",
        "Emergency Contact Phone",
        "Email Verified",
        "E-mail 1 - Type",
        "Fax",
        "Company Phone",
        "Team Lead",
        "Middle Name",
        "Home Phone",
        "Start Date",
        "",
    ] {
        assert_eq!(fields(&[header], &[]), [None], "{header}");
    }
}

#[test]
fn a_mobile_phone_is_taken_before_any_other() {
    let mapping = matched(&["Phone", "Mobile", "E-mail 2", "E-mail"], &[]);
    let found = mapping.columns.iter().map(|column| column.field).collect::<Vec<_>>();
    assert_eq!(found, [None, Some(Field::Phone), None, Some(Field::Email)]);
    assert_eq!(mapping.columns[0].why, "“Mobile” fits phone better.");
}

#[test]
fn of_two_equals_neither_is_taken_and_nothing_worse() {
    let mapping = matched(&["Email", "Name", "email", "Secondary Email"], &[]);
    assert_eq!(mapping.column_of(Field::Email), None);
    assert_eq!(mapping.columns[0].why, "“Email” and “email” fit e-mail equally well. Choose one.");
    assert!(mapping.missing(true).contains(&Field::Email));
}

#[test]
fn cells_tell_equals_apart() {
    let found = fields(&["Email", "email"], &[&["yes", "ada@example.com"], &["", "bo@example.com"]]);
    assert_eq!(found, [None, Some(Field::Email)]);
    let empty = fields(&["Phone", "phone"], &[&["", "+1 312 555 0117"]]);
    assert_eq!(empty, [None, Some(Field::Phone)]);
}

#[test]
fn a_good_name_over_the_wrong_cells_is_not_taken() {
    let mapping = matched(&["E-mail", "Mobile"], &[&["yes", "no"], &["no", "ask"]]);
    assert_eq!(mapping.columns[0].field, None);
    assert_eq!(mapping.columns[0].why, "The name fits e-mail, the cells do not.");
    assert_eq!(mapping.columns[1].field, None);
}

#[test]
fn a_column_of_the_template_is_matched_however_bad_its_cells_are() {
    for (at, field) in Field::TEMPLATE.into_iter().enumerate() {
        let cells =
            ["12345", "99@x.example", "Ada Maria Lovelace"].map(|cell| vec![cell; Field::TEMPLATE.len()]);
        for bad in &cells {
            let rows = vec![bad.as_slice(); 12];
            let mapping = matched(&Field::TEMPLATE_HEADERS, &rows);
            assert_eq!(mapping.columns[at].field, Some(field), "{bad:?}: {}", mapping.columns[at].why);
        }
    }
    let mapping = matched(&["Email"], &[&["n/a"], &["ask Bo"], &["?"]]);
    assert_eq!(mapping.columns[0].field, Some(Field::Email));
    assert_eq!(mapping.columns[0].why, "Named as in the template, but its cells are no e-mail addresses.");
    assert!(mapping.columns[0].confidence < 0.5, "{mapping:?}");
}

#[test]
fn a_column_of_the_template_with_bad_cells_gives_way_to_one_that_fits() {
    let found = fields(&["Email", "Work e-mail"], &[&["yes", "ada@example.com"], &["no", "bo@example.com"]]);
    assert_eq!(found, [None, Some(Field::Email)]);
    let found = fields(&["Email", "Phone"], &[&["+1 312 555 0117", "ada@example.com"]]);
    assert_eq!(found, [Some(Field::Phone), Some(Field::Email)]);
    assert_eq!(fields(&["Email", "Email"], &[&["yes", "no"]]), [None, None]);
}

#[test]
fn a_weak_name_needs_its_cells() {
    assert_eq!(fields(&["Contact"], &[]), [None]);
    assert_eq!(fields(&["Contact"], &[&["+1 312 555 0117"]]), [Some(Field::Phone)]);
    assert_eq!(fields(&["Contact"], &[&["Ada Lovelace"]]), [Some(Field::FullName)]);
}

#[test]
fn a_column_of_addresses_is_the_e_mail_under_any_name() {
    let mapping = matched(&["Kontaktweg"], &[&["ada@example.com"], &["bo@example.com"]]);
    assert_eq!(mapping.columns[0].field, Some(Field::Email));
    assert_eq!(mapping.columns[0].why, "Its cells are e-mail addresses.");
}

#[test]
fn a_name_is_half_or_whole_by_its_neighbours() {
    let (first, last, full) = (Some(Field::FirstName), Some(Field::LastName), Some(Field::FullName));
    assert_eq!(fields(&["Nom", "Prénom"], &[]), [last, first]);
    assert_eq!(fields(&["Nom", "Email"], &[])[0], full);
    assert_eq!(fields(&["Nombre", "Apellidos"], &[]), [first, last]);
    assert_eq!(fields(&["Nombre"], &[]), [full]);
    assert_eq!(fields(&["Vorname", "Name"], &[]), [first, last]);
    assert_eq!(fields(&["First Name", "Name"], &[&["Ada", "Ada Lovelace"]]), [first, full]);
    assert_eq!(fields(&["Name", "First Name", "Last Name"], &[]), [None, first, last]);
}

#[test]
fn a_region_beside_an_address_is_no_territory() {
    assert_eq!(fields(&["Name", "Region"], &[])[1], Some(Field::Territories));
    assert_eq!(fields(&["Street", "City", "Region", "Zip"], &[])[2], None);
}

#[test]
fn samples_are_different_and_blank_cells_are_not_counted() {
    let mapping =
        matched(&["Role"], &[&["Sales"], &[" Sales "], &["  "], &["Manager"], &["Admin"], &["Owner"]]);
    assert_eq!(mapping.columns[0].samples, ["Sales", "Manager", "Admin"]);
    assert_eq!(mapping.columns[0].filled, 5);
}

#[test]
fn what_somebody_chose_holds() {
    let wish = MappingFile {
        columns: BTreeMap::from([(0, None), (1, Some(Field::Email))]),
        constants: BTreeMap::from([(Field::Role, "Sales".to_owned())]),
        ..MappingFile::default()
    };
    let sheet = Sheet::from_cells(&["Email", "Other", "Role", "Phone"], &[]);
    let mapping = match_columns(&sheet, &wish, None).unwrap();
    let found = mapping.columns.iter().map(|column| column.field).collect::<Vec<_>>();
    assert_eq!(found, [None, Some(Field::Email), None, Some(Field::Phone)]);
    assert_eq!(mapping.columns[1].confidence.to_string(), "1");
    assert!(mapping.feeds(Field::Role));
}

#[test]
fn a_wish_that_cannot_hold_is_refused() {
    let columns = |columns| MappingFile { columns, ..MappingFile::default() };
    let beyond = columns(BTreeMap::from([(7, None)]));
    assert_eq!(
        refused(&["A", "B"], &beyond),
        "The mapping names column 7, and the file has 2 columns, 0 to 1."
    );
    let twice = columns(BTreeMap::from([(0, Some(Field::Email)), (1, Some(Field::Email))]));
    assert!(refused(&["A", "B"], &twice).starts_with("The mapping gives E-mail to more than one column."));
    let constants = BTreeMap::from([(Field::Phone, "1".to_owned())]);
    let constant = MappingFile { constants, ..MappingFile::default() };
    assert!(refused(&["A"], &constant).starts_with("Phone cannot be one value for everybody."));
}

#[test]
fn a_header_that_is_marked_as_a_comment_is_understood() {
    let rest = ["last_name", "email"];
    for (first, field) in [
        ("#first_name", Some(Field::FirstName)),
        ("# First name", Some(Field::FirstName)),
        ("#email", Some(Field::Email)),
        ("#", None),
    ] {
        let found = fields(&[&[first][..], &rest[..1], &["mobile"]].concat(), &[]);
        assert_eq!(found[0], field, "{first}");
    }
    // A number sign that says number.
    assert_eq!(fields(&["Employee #", rest[0], rest[1]], &[])[0], Some(Field::ExternalId));
    assert_eq!(fields(&["#Employee", rest[0], rest[1]], &[])[0], Some(Field::ExternalId));
}
