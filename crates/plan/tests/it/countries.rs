//! Countries of rows that cannot be read, beside phones that are numbers only by their country.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::{Draft, draft};
use plan::field::Field;
use plan::finding::{Code, Finding};
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::value::country::Country;

use crate::world::{World, codes};

fn drafted(rows: &[&str], fixes: &[Fix]) -> Draft {
    let text = rows.iter().zip(10..).fold(
        "First Name,Last Name,Email,Phone,Country,Role,Territory Access\n".to_owned(),
        |text, (row, at)| format!("{text}Ugo,Neri,ugo{at}@acme.com,{row},Sales,Global\n"),
    );
    let look = look(text.into_bytes(), &Reading::default(), &Limits::default(), &InProcess);
    let (sheet, facts) = (Arc::new(look.unwrap()), Arc::new(World::new().facts));
    let mapping = match_columns(&sheet, &MappingFile::default(), Some(&facts)).unwrap();
    assert_eq!(mapping.columns[4].field, Some(Field::Country), "{}", mapping.columns[4].why);
    draft(&sheet, &mapping, fixes, &facts)
}

fn decided(draft: Draft) -> Plan {
    let world = World::new();
    decide(&Arc::new(draft), &world.people, world.choices, world.actor)
}

fn planned(rows: &[&str], fixes: &[Fix]) -> Plan {
    decided(drafted(rows, fixes))
}

fn phones(plan: &Plan) -> Vec<String> {
    plan.creates().filter_map(|new| new.phone).map(|phone| phone.to_string()).collect()
}

fn unknown(plan: &Plan) -> Vec<&Finding> {
    plan.findings().iter().filter(|finding| finding.code == Code::CountryUnknown).collect()
}

const TYPO: [&str; 6] = [
    "347 234 5011,Itlay",
    "347 234 5012,Italy",
    "347 234 5013,itlay",
    "347 234 5014,Italy",
    "312 555 0187,USA",
    "312 555 0188,USA",
];

#[test]
fn a_country_with_a_typing_error_is_no_reason_to_dial_a_stranger() {
    let plan = planned(&TYPO, &[]);
    assert_eq!(phones(&plan), ["+393472345012", "+393472345014", "+13125550187", "+13125550188"]);
    assert_eq!((plan.fate(0), plan.fate(2)), (Fate::Blocked, Fate::Blocked));
    let found = unknown(&plan);
    let said: Vec<_> = found.iter().map(|one| (one.value.as_str(), one.field, &one.rows[..])).collect();
    assert_eq!(said, [("Itlay", Some(Field::Country), &[2, 4][..])], "one cause, whatever its capitals");
    let [italy, home, skip] = &found[0].fixes[..] else { panic!("{:?}", found[0].fixes) };
    assert!(italy.sure && !home.sure && matches!(skip.fix, Fix::SkipRows { .. }));
    assert_eq!(
        (italy.label.as_str(), home.label.as_str()),
        ("Itlay → Italy", "Read with +1 (United States)")
    );
    let sample = |one: &plan::finding::Suggestion| one.sample.clone().unwrap().1;
    assert_eq!((sample(italy), sample(home)), ("+39 347 234 5011".to_owned(), "+1 347 234 5011".to_owned()));
    let mended = planned(&TYPO, std::slice::from_ref(&italy.fix));
    assert_eq!(phones(&mended)[..3], ["+393472345011", "+393472345012", "+393472345013"]);
    let mended = planned(&TYPO, std::slice::from_ref(&home.fix));
    assert_eq!((phones(&mended)[0].as_str(), mended.fate(0)), ("+13472345011", Fate::Create));
}

#[test]
fn a_number_that_is_none_of_the_account_is_asked_about_by_its_country() {
    let plan = planned(&["06 12 34 56 22,Frnace", "06 12 34 56 23,France", "312 555 0187,US"], &[]);
    assert_eq!(codes(&plan), ["country.unknown"]);
    let mended = planned(
        &["06 12 34 56 22,Frnace", "06 12 34 56 23,France", "312 555 0187,US"],
        &[unknown(&plan)[0].fixes[0].fix.clone()],
    );
    assert_eq!(phones(&mended), ["+33612345622", "+33612345623", "+13125550187"]);
}

#[test]
fn a_number_that_lacks_a_digit_in_the_country_of_its_row_is_no_stranger_s_elsewhere() {
    let rows = ["06 12 34 56 7,France", "4915119319706,France", "004915119319707,France", "312 555 0187,US"];
    let plan = planned(&rows, &[]);
    assert_eq!(phones(&plan), ["+4915119319707", "+13125550187"], "a code that is written counts");
    assert_eq!(codes(&plan), ["phone.invalid", "phone.invalid"]);
    let of = |value: &str| plan.findings().iter().find(|one| one.value == value).unwrap();
    let short = of("06 12 34 56 7");
    assert!(short.text.contains("in the country of the row (France)"), "{}", short.text);
    let plus = &of("4915119319706").fixes[0];
    assert_eq!((plus.label.as_str(), plus.sure), ("Use +49 1511 9319706 (Germany)", false));
    let mended = planned(&rows, std::slice::from_ref(&plus.fix));
    assert_eq!((phones(&mended)[0].as_str(), mended.fate(1)), ("+4915119319706", Fate::Create));
    // Home is offered as well, and never the surest.
    let plan = planned(&["312 555 0187,France", "312 555 0188,US"], &[]);
    let found = &plan.findings()[0];
    let labels: Vec<_> = found.fixes.iter().map(|one| (one.label.as_str(), one.sure)).collect();
    assert_eq!(labels[0], ("Use +1 312 555 0187 (United States)", false), "{labels:?}");
}

#[test]
fn a_country_that_cannot_be_read_is_no_matter_where_nothing_hangs_on_it() {
    let plan = planned(
        &[
            "+39 347 234 5011,Itlay",
            "0039 347 234 5012,Lombardia",
            "347 234 5013,Italy",
            "347 234 5014,IT",
            "312 555 0187,N/A",
            "312 555 0188,-",
            "312 555 0189,",
            "312 555 0190,US",
        ],
        &[],
    );
    assert!(unknown(&plan).is_empty(), "{:?}", plan.findings());
    assert_eq!(plan.creates().count(), 8);
    let blank = planned(&[",Atlantis", "n/a,Atlantis", "call me,Atlantis", "312 555 0190,US"], &[]);
    assert!(unknown(&blank).is_empty(), "{:?}", blank.findings());
}

#[test]
fn regions_are_no_countries_and_are_asked_about_once_each() {
    let rows = [
        "347 234 5011,Lombardia",
        "312 555 0185,EMEA",
        "312 555 0186,EMEA",
        "347 234 5012,Italy/Spain",
        "347 234 5013,Italy",
        "312 555 0188,US",
    ];
    let plan = planned(&rows, &[]);
    let said: Vec<_> = unknown(&plan).iter().map(|one| (one.value.as_str(), one.rows.len())).collect();
    assert_eq!(said, [("EMEA", 2), ("Italy/Spain", 1), ("Lombardia", 1)]);
    let labels = |at: usize| {
        let fixes = unknown(&plan)[at].fixes.clone();
        fixes.into_iter().map(|one| one.label).collect::<Vec<_>>()
    };
    assert_eq!(labels(0), ["Read with +1 (United States)", "Skip 2 rows"]);
    assert_eq!(
        labels(1),
        ["Read with +39 (Italy)", "Read with +34 (Spain)", "Read with +1 (United States)", "Skip this row"]
    );
    assert!(unknown(&plan).iter().all(|one| one.fixes.iter().all(|fix| !fix.sure)));
}

#[test]
fn a_column_called_country_stays_fed_where_one_cell_in_it_is_one() {
    let rows = [
        "347 234 5011,Itlay",
        "347 234 5012,Italy",
        "347 234 5013,Lombardia",
        "312 555 0187,N/A",
        "347 234 5014,",
    ];
    let plan = planned(&rows, &[]);
    assert_eq!(phones(&plan), ["+393472345012", "+13125550187", "+13472345014"]);
    assert_eq!(unknown(&plan).len(), 2);
}

#[test]
fn the_error_of_a_formula_is_no_country_either() {
    let plan = planned(&["347 234 5011,#N/A", "347 234 5012,Italy", "312 555 0188,US"], &[]);
    assert_eq!((plan.fate(0), codes(&plan)), (Fate::Blocked, vec!["country.unknown"]));
}

#[test]
fn one_country_beside_other_words_is_that_country() {
    for (text, code) in [
        ("Italy (North)", "IT"),
        ("IT - Milano", "IT"),
        ("IT-Milano", "IT"),
        ("US-NY", "US"),
        ("Italia / Lombardia", "IT"),
        ("Milano, Italy", "IT"),
        ("Italy (IT)", "IT"),
        ("Italy (Plant 2)", "IT"),
        ("EMEA - Germany", "DE"),
        ("Germany: Berlin", "DE"),
        ("Tanzania, United Republic of", "TZ"),
        ("UK - London", "GB"),
        ("U.S. (Texas)", "US"),
        ("Guinea-Bissau", "GW"),
        ("Mauritius", "MU"),
        ("Bundesrepublik Deutschland", "DE"),
        ("Federal Republic of Germany", "DE"),
        ("GER", "DE"),
        ("Deutschl.", "DE"),
        ("Swiss", "CH"),
        ("Oesterreich", "AT"),
        ("🇦🇹", "AT"),
        ("🇦🇹 Austria", "AT"),
    ] {
        assert_eq!(Country::meant(text).map(Country::code).as_deref(), Some(code), "{text}");
    }
    for text in [
        "Italy/Spain",
        "Germany (Austria)",
        "Como (CO)",
        "Austin, TX",
        "Gary, IN",
        "Milano (it)",
        "Korea (North)",
        "Congo, Democratic Republic",
        "Guinea (Equatorial)",
        "Ireland (Northern)",
        "not Italy",
        "EMEA",
        "Lombardia",
        "DE/AT/CH",
        "",
        "-",
        " / ",
    ] {
        assert_eq!(Country::meant(text), None, "{text}");
    }
}

#[test]
fn a_name_with_a_typing_error_may_be_a_country_and_names_of_places_are_not() {
    let perhaps = |text: &str| {
        let found = Country::perhaps(text);
        let said =
            found.iter().map(|one| format!("{}{}", one.country.code(), if one.sure { "!" } else { "" }));
        said.collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("Itlay", "IT!"),
        ("Frnace", "FR!"),
        ("Untied States", "US!"),
        ("Germnay", "DE!"),
        ("Deutchland", "DE!"),
        ("Netherlnds", "NL!"),
        ("Swizerlnd", "CH"),
        ("Korea (North)", "KR"),
        ("Italy/Spain", "IT ES"),
    ] {
        assert_eq!(perhaps(text), expected, "{text}");
    }
    for text in [
        "EMEA",
        "AMER",
        "APAC",
        "DACH",
        "Lombardia",
        "Milano",
        "Lazio",
        "London",
        "Berlin",
        "Remote",
        "HQ",
        "X",
    ] {
        assert_eq!(perhaps(text), "", "{text}");
    }
}

#[test]
fn the_sign_of_a_car_is_a_country_beside_others_and_else_asked_about() {
    let rows = ["0664 1234567,A", "0151 19319706,D", "079 123 45 67,CH", "06 12 34 56 78,F"];
    let plan = planned(&rows, &[]);
    assert_eq!(phones(&plan), ["+436641234567", "+4915119319706", "+41791234567", "+33612345678"]);
    let plan = planned(&["0664 1234567,A", "0151 19319706,Germany"], &[]);
    let found = unknown(&plan);
    assert_eq!((found.len(), found[0].value.as_str(), found[0].fixes[0].sure), (1, "A", false));
    assert_eq!(found[0].fixes[0].label, "Read with +43 (Austria)");
}

#[test]
fn an_updated_draft_of_unknown_countries_equals_one_from_scratch() {
    let rows = ["347 234 5011,Itlay", "call me,Itlay", "347 234 5013,Italy", "312 555 0187,EMEA"];
    let fixes: Vec<Fix> = [
        r#"{"fix": "map_value", "field": "country", "from": "itlay", "to": "Italy"}"#,
        r#"{"fix": "set_cells", "rows": [2, 4], "field": "country", "value": "Nowhere"}"#,
        r#"{"fix": "drop_value", "field": "country", "value": "EMEA"}"#,
        r#"{"fix": "replace_text", "field": "phone", "find": "call me", "with": "347 234 5012"}"#,
        r#"{"fix": "replace_text", "field": "country", "find": "Nowhere", "with": "USA"}"#,
    ]
    .iter()
    .map(|json| serde_json::from_str(json).unwrap())
    .collect();
    for set in 0_u32..1 << fixes.len() {
        let chosen: Vec<Fix> =
            (0..).zip(&fixes).filter(|(at, _)| set >> at & 1 == 1).map(|(_, fix)| fix.clone()).collect();
        let before = chosen.split_last().map_or(&[][..], |(_, rest)| rest);
        let scratch = decided(drafted(&rows, &chosen));
        let updated = decided(drafted(&rows, before).update(&chosen));
        assert_eq!(scratch.findings(), updated.findings(), "{chosen:?}");
        assert_eq!(scratch.report_rows(), updated.report_rows(), "{chosen:?}");
    }
}
