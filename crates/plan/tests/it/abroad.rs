//! Phones that are no numbers of the account's country, in rows that say elsewhere which country they are of.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::{Draft, draft};
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::read::workbook::InProcess;
use plan::read::{Limits, Reason, look};
use plan::sheet::Sheet;

use crate::world::{World, codes, finding};

fn sheet(text: &str) -> Arc<Sheet> {
    Arc::new(look(text.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap())
}

fn drafted(text: &str, wish: &MappingFile, fixes: &[Fix]) -> Draft {
    let facts = Arc::new(World::new().facts);
    let sheet = sheet(text);
    let mapping = match_columns(&sheet, wish, Some(&facts)).unwrap();
    draft(&sheet, &mapping, fixes, &facts)
}

fn decided(draft: Draft) -> Plan {
    let world = World::new();
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

fn planned(text: &str, fixes: &[Fix]) -> Plan {
    decided(drafted(text, &MappingFile::default(), fixes))
}

fn phones(plan: &Plan) -> Vec<String> {
    plan.creates().filter_map(|new| new.phone).map(|phone| phone.to_string()).collect()
}

#[test]
fn a_number_that_cannot_be_read_is_offered_as_one_of_the_country_that_its_row_points_to() {
    for (header, row) in [
        // Another phone of the row, the ending of its address, and a country in a cell that feeds nothing.
        ("Office", "+49 30 123456,Ana,Ruiz,ana@acme.com,0151 19319706,Sales"),
        ("Office", "0049 30 123456,Ana,Ruiz,ana@acme.com,0151 19319706,Sales"),
        ("City", "Berlin,Ana,Ruiz,ana@acme.de,0151 19319706,Sales"),
        ("Remarks", "Deutschland,Ana,Ruiz,ana@acme.com,0151 19319706,Sales"),
        ("Office address", "\"10115 Berlin, Germany\",Ana,Ruiz,ana@acme.com,0151 19319706,Sales"),
        // The other phone says more than the address.
        ("Office", "+49 30 123456,Ana,Ruiz,ana@acme.at,0151 19319706,Sales"),
    ] {
        let text = format!("{header},First Name,Last Name,Email,Mobile,Role\n{row}\n");
        let plan = planned(&text, &[]);
        let found = finding(&plan, "phone.abroad");
        assert_eq!((plan.fate(0), found.value.as_str()), (Fate::Blocked, "DE"), "{row}");
        assert!(found.text.contains("Germany"), "{}", found.text);
        let sample = found.fixes[0].sample.clone();
        assert_eq!(sample, Some(("0151 19319706".to_owned(), "+49 1511 9319706".to_owned())), "{row}");
        let plan = planned(&text, &[found.fixes[0].fix.clone()]);
        assert_eq!((phones(&plan), plan.fate(0)), (vec!["+4915119319706".to_owned()], Fate::Create), "{row}");
    }
}

const MANY: &str = "First Name,Last Name,Email,Mobile,City,Role\n\
    Ana,Ruiz,ana@acme.de,0151 19319706,Berlin,Sales\n\
    Bo,Li,bo@acme.co.uk,07911 123456,London,Sales\n\
    Cy,Lo,cy@acme.de,0151 19319707,Bonn,Sales\n\
    Di,Lo,di@acme.com,0151 19319708,,Sales\n\
    Ed,Lo,ed@acme.de,414-555-0101,,Sales\n\
    Fay,Lo,fay@acme.de,12,,Sales\n\
    Gus,Lo,gus@acme.io,0151 19319709,,Sales\n";

#[test]
fn one_fix_is_for_all_rows_of_a_country_and_nothing_is_guessed_without_a_sign() {
    let plan = planned(MANY, &[]);
    let abroad: Vec<_> =
        plan.findings().iter().filter(|finding| finding.code.as_str() == "phone.abroad").collect();
    let said: Vec<_> = abroad.iter().map(|finding| (finding.value.as_str(), &finding.rows[..])).collect();
    assert_eq!(said, [("DE", &[2, 4][..]), ("GB", &[3][..])]);
    let unread: Vec<_> =
        plan.findings().iter().filter(|finding| finding.code.as_str() == "phone.invalid").collect();
    let mut unread: Vec<_> = unread.iter().flat_map(|finding| finding.rows.clone()).collect();
    unread.sort_unstable();
    assert_eq!(unread, [5, 7, 8], "no sign, no number of Germany either, an ending that anybody has");
    assert_eq!(phones(&plan), ["+14145550101"], "what can be read stays as it is");
    let fixes: Vec<Fix> = abroad.iter().map(|finding| finding.fixes[0].fix.clone()).collect();
    let plan = planned(MANY, &fixes);
    assert_eq!(phones(&plan), ["+4915119319706", "+447911123456", "+4915119319707", "+14145550101"]);
}

#[test]
fn an_updated_draft_of_phones_abroad_equals_one_from_scratch() {
    let fixes: Vec<Fix> = [
        r#"{"fix": "set_cells", "rows": [2, 4], "field": "country", "value": "DE"}"#,
        r#"{"fix": "set_cells", "rows": [2, 3], "field": "email", "value": "x@acme.fr"}"#,
        r#"{"fix": "replace_domain", "from": "acme.de", "to": "acme.com"}"#,
        r#"{"fix": "replace_text", "field": "email", "find": "acme.co.uk", "with": "acme.de"}"#,
        r#"{"fix": "map_value", "field": "email", "from": "cy@acme.de", "to": "cy@acme.com"}"#,
        r#"{"fix": "replace_text", "field": "phone", "find": "0151", "with": "0160"}"#,
    ]
    .iter()
    .map(|json| serde_json::from_str(json).unwrap())
    .collect();
    let wish = MappingFile::default();
    for set in 0_u32..1 << fixes.len() {
        let chosen: Vec<Fix> =
            (0..).zip(&fixes).filter(|(at, _)| set >> at & 1 == 1).map(|(_, fix)| fix.clone()).collect();
        let before = chosen.split_last().map_or(&[][..], |(_, rest)| rest);
        let scratch = decided(drafted(MANY, &wish, &chosen));
        let updated = decided(drafted(MANY, &wish, before).update(&chosen));
        assert_eq!(scratch.findings(), updated.findings(), "{chosen:?}");
        assert_eq!(scratch.report_rows(), updated.report_rows(), "{chosen:?}");
    }
}

#[test]
fn one_country_can_be_said_for_everybody() {
    let text = "First Name,Last Name,Email,Mobile,Role\nAna,Ruiz,ana@acme.com,0151 19319706,Sales\n";
    for country in ["DE", "Germany", "+49"] {
        let constants = [(Field::Country, country.to_owned())].into();
        let wish = MappingFile { constants, ..MappingFile::default() };
        let plan = decided(drafted(text, &wish, &[]));
        assert_eq!(
            (phones(&plan), codes(&plan)),
            (vec!["+4915119319706".to_owned()], vec!["access.assumed"])
        );
    }
    let constants = [(Field::Country, "Atlantis".to_owned())].into();
    let wish = MappingFile { constants, ..MappingFile::default() };
    let refused = match_columns(&sheet(text), &wish, None).unwrap_err();
    assert_eq!(refused.code, Reason::MappingInvalid.code());
    assert!(refused.to_string().contains("Atlantis"), "{refused}");
    // What can be chosen from in the panel are countries by name, each of which is one.
    let plan = planned(text, &[]);
    assert!(plan.values(Field::Country).iter().any(|name| name == "Germany"));
}
