//! Several columns that feed one field, a column of countries, full names in one column.

use std::sync::Arc;

use plan::decide::decide;
use plan::draft::{Draft, draft};
use plan::field::Field;
use plan::finding::Code;
use plan::fix::Fix;
use plan::mapping::{Column, Mapping, MappingFile, NameOrder};
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::sheet::Sheet;

use crate::world::{World, codes};

/// A mapping of columns by header.
fn mapping(columns: &[(&str, Field)]) -> Mapping {
    let columns = (0..).zip(columns).map(|(index, (header, field))| Column {
        index,
        header: (*header).to_owned(),
        field: Some(*field),
        confidence: 1.0,
        why: String::new(),
        candidates: Vec::new(),
        samples: Vec::new(),
        filled: 0,
    });
    Mapping { columns: columns.collect(), ..Mapping::default() }
}

fn drafted(mapping: &Mapping, fixes: &[Fix], lines: &[&str]) -> Draft {
    let header: Vec<&str> = mapping.columns.iter().map(|column| column.header.as_str()).collect();
    let rows: Vec<Vec<String>> =
        lines.iter().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    let sheet = Sheet::from_cells(&header, &rows);
    draft(&Arc::new(sheet), mapping, fixes, &Arc::new(World::new().facts))
}

fn planned(mapping: &Mapping, fixes: &[Fix], lines: &[&str]) -> Plan {
    let world = World::new();
    decide(&Arc::new(drafted(mapping, fixes, lines)), &world.people, world.choices, world.actor)
}

const NAMED: [(&str, Field); 4] =
    [("First", Field::FirstName), ("Last", Field::LastName), ("Email", Field::Email), ("Role", Field::Role)];

fn with(more: &[(&'static str, Field)]) -> Mapping {
    mapping(&[&NAMED, more].concat())
}

fn fix(json: &str) -> Fix {
    serde_json::from_str(json).expect("a fix")
}

/// Phones of the people who are created, and their teams as text.
fn phones(plan: &Plan) -> Vec<String> {
    plan.creates().filter_map(|new| new.phone).map(|phone| phone.to_string()).collect()
}

#[test]
fn of_two_phones_of_a_row_the_mobile_is_taken_then_the_other_then_the_first_that_is_there() {
    let mapping = with(&[("Work phone", Field::Phone), ("Other phone", Field::Phone)]);
    let row = |phones: &str, at: u32| format!("Ada|Byron|ada{at}@x.example|Sales|{phones}");
    let lines = [
        row("+44 20 7946 0958|+44 7911 123456", 1),
        row("+44 7911 123457|+44 20 7946 0959", 2),
        row("|(312) 555-0117", 3),
        row("call me|(312) 555-0118", 4),
        row("+44 20 7946 0951|+44 20 7946 0952", 5),
        row("call me|n/a", 6),
        row("|", 7),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = planned(&mapping, &[], &lines);
    assert_eq!(
        phones(&plan),
        ["+447911123456", "+447911123457", "+13125550117", "+13125550118", "+442079460951"]
    );
    let invalid =
        plan.findings().iter().find(|finding| finding.code.as_str() == "phone.invalid").expect("one");
    assert_eq!((invalid.value.as_str(), invalid.rows.as_slice()), ("call me", &[7][..]));
    // The grid shows what the plan takes.
    let shown: Vec<String> = (0..7).map(|at| plan.draft().shown(at, Field::Phone)).collect();
    assert_eq!(
        shown,
        [
            "+44 7911 123456",
            "+44 7911 123457",
            "(312) 555-0117",
            "(312) 555-0118",
            "+44 20 7946 0951",
            "call me",
            ""
        ]
    );
}

#[test]
fn of_two_equally_good_phones_the_one_under_a_mobile_header_is_taken() {
    let mapping = with(&[("Phone", Field::Phone), ("Mobiltelefon", Field::Phone)]);
    let plan = planned(&mapping, &[], &["Ada|Byron|ada@x.example|Sales|312-555-0117|312-555-0118"]);
    assert_eq!(phones(&plan), ["+13125550118"]);
}

#[test]
fn teams_of_several_columns_are_put_together() {
    let mapping = with(&[("Phone", Field::Phone), ("Team 1", Field::Teams), ("Team 2", Field::Teams)]);
    let lines = [
        "Ada|Byron|ada@x.example|Sales|(312) 555-0117|Midwest; Field|Pacific",
        "Ida|Byron|ida@x.example|Sales|(312) 555-0118||Midwest",
        "Eda|Byron|eda@x.example|Sales|(312) 555-0119|(none)|Midwest",
        "Uda|Byron|uda@x.example|Sales|(312) 555-0120|Nrth|Midwest, Nrth",
    ];
    let plan = planned(&mapping, &[], &lines);
    let teams: Vec<usize> = plan.creates().map(|new| new.teams.len()).collect();
    assert_eq!(teams, [3, 1, 1]);
    assert_eq!(plan.draft().shown(0, Field::Teams), "Midwest; Field; Pacific");
    let drop = [fix(r#"{"fix": "drop_value", "field": "teams", "value": "nrth"}"#)];
    let plan = planned(&mapping, &drop, &lines);
    assert_eq!(plan.fate(3), Fate::Create, "{:?}", plan.findings());
    let set = [fix(r#"{"fix": "set_cells", "rows": [5], "field": "teams", "value": "Pacific"}"#)];
    let plan = planned(&mapping, &set, &lines);
    assert_eq!(plan.creates().nth(3).expect("four").teams.len(), 1);
}

#[test]
fn a_number_is_of_the_country_that_its_row_names_and_of_none_where_that_is_unknown() {
    let mapping = with(&[("Phone", Field::Phone), ("Country", Field::Country)]);
    let lines = [
        "Ada|Byron|ada@x.example|Sales|06 12 34 56 78|France",
        "Ida|Byron|ida@x.example|Sales|0151 19319706|Deutschland",
        "Eda|Byron|eda@x.example|Sales|(312) 555-0117|Atlantis",
        "Uda|Byron|uda@x.example|Sales|(312) 555-0118|",
        "Ona|Byron|ona@x.example|Sales|06 12 34 56 79|Atlantis",
    ];
    let plan = planned(&mapping, &[], &lines);
    assert_eq!(phones(&plan), ["+33612345678", "+4915119319706", "+13125550118"]);
    let unknown = plan.findings().iter().find(|finding| finding.code == Code::CountryUnknown).unwrap();
    assert_eq!((unknown.value.as_str(), &unknown.rows[..]), ("Atlantis", &[4, 6][..]));
    let mapped = [fix(r#"{"fix": "map_value", "field": "country", "from": "Atlantis", "to": "FR"}"#)];
    assert_eq!(phones(&planned(&mapping, &mapped, &lines)).last().map(String::as_str), Some("+33612345679"));
}

#[test]
fn a_number_that_contradicts_the_calling_code_of_its_row_blocks_and_can_be_read_without_it() {
    let mapping = with(&[("Phone", Field::Phone), ("Country", Field::Country)]);
    let lines =
        ["Ada|Byron|ada@x.example|Sales|15123456789|49", "Ida|Byron|ida@x.example|Sales|+1 312 555 0117|49"];
    let plan = planned(&mapping, &[], &lines);
    assert_eq!(phones(&plan), ["+4915123456789"]);
    let finding = plan.findings().iter().find(|finding| finding.code == Code::PhoneInvalid).unwrap();
    assert!(finding.text.contains("+49"), "{}", finding.text);
    let read = planned(&mapping, &[finding.fixes[0].fix.clone()], &lines);
    assert_eq!(phones(&read), ["+4915123456789", "+13125550117"]);
}

#[test]
fn full_names_are_split_by_the_column_unless_somebody_says_the_order() {
    let fields =
        [("Name", Field::FullName), ("Email", Field::Email), ("Role", Field::Role), ("Phone", Field::Phone)];
    let mut mapping = mapping(&fields);
    let lines = [
        "Byron, Ada|ada@x.example|Sales|(312) 555-0117",
        "Hopper, Grace|grace@x.example|Sales|(312) 555-0118",
        "Curie, Marie|marie@x.example|Sales|(312) 555-0121",
        "Lamarr Grace|hedy@x.example|Sales|(312) 555-0119",
        "Cher|cher@x.example|Sales|(312) 555-0120",
    ];
    let names = |plan: &Plan| {
        let names = plan.creates().map(|new| format!("{} {}", new.first_name, new.last_name));
        names.collect::<Vec<_>>()
    };
    let plan = planned(&mapping, &[], &lines);
    assert_eq!(names(&plan), ["Ada Byron", "Grace Hopper", "Marie Curie", "Grace Lamarr"]);
    assert!(codes(&plan).contains(&"last_name.missing"));
    mapping.names = Some(NameOrder::FirstLast);
    assert_eq!(
        names(&planned(&mapping, &[], &lines)),
        ["Ada Byron", "Grace Hopper", "Marie Curie", "Lamarr Grace"]
    );
}

#[test]
fn a_header_that_says_last_name_first_is_obeyed_until_somebody_says_otherwise() {
    let world = World::new();
    let header = ["Nazwisko i imię", "E-mail", "Telefon", "Rola"];
    let rows = [["Kowalski Jan", "jan@x.example", "(312) 555-0117", "Sales"].map(str::to_owned).to_vec()];
    let sheet = Arc::new(Sheet::from_cells(&header, &rows));
    let mut wish = MappingFile::default();
    let mut name = |names: Option<NameOrder>| {
        wish.names = names;
        let mapping = match_columns(&sheet, &wish, Some(&world.facts)).unwrap();
        let draft = draft(&sheet, &mapping, &[], &Arc::new(world.facts.clone()));
        let (first, last) = draft.names(0);
        (format!("{first} {last}"), mapping.columns[0].why.clone())
    };
    let (found, why) = name(None);
    assert_eq!(found, "Jan Kowalski");
    assert_eq!(why, "“Nazwisko i imię” is another word for full name with the last name first.");
    assert_eq!(name(Some(NameOrder::FirstLast)).0, "Kowalski Jan");
}

#[test]
fn an_updated_draft_of_several_columns_equals_one_from_scratch() {
    let mapping = with(&[
        ("Phone", Field::Phone),
        ("Mobile", Field::Phone),
        ("Country", Field::Country),
        ("Team", Field::Teams),
        ("Also team", Field::Teams),
    ]);
    let lines = [
        "Ada|Byron|ada@gmial.com|Sales|06 12 34 56 78|call me|Atlantis|Nrth|Midwest",
        "Ida|Byron|ida@x.example|Boss|x|06 12 34 56 79|FR|Midwest|(none)",
        "JosÃ©|Byron|jose@x.example|Sales|+44 20 7946 0958|0151 19319706|DE|Nrth; nrth|",
    ];
    let fixes: Vec<Fix> = [
        r#"{"fix": "map_value", "field": "country", "from": "atlantis", "to": "FR"}"#,
        r#"{"fix": "set_cells", "rows": [2, 3], "field": "country", "value": "GB"}"#,
        r#"{"fix": "drop_value", "field": "phone", "value": "call me"}"#,
        r#"{"fix": "replace_text", "field": "phone", "find": "call me", "with": "07911 123456"}"#,
        r#"{"fix": "replace_text", "field": "teams", "find": "nrth", "with": "Pacific"}"#,
        r#"{"fix": "replace_domain", "from": "gmial.com", "to": "gmail.com"}"#,
        r#"{"fix": "repair_text", "field": "first_name"}"#,
        r#"{"fix": "set_cells", "rows": [4], "field": "teams", "value": "Midwest"}"#,
    ]
    .iter()
    .map(|json| fix(json))
    .collect();
    // Every set of fixes, made from every smaller one by adding its last.
    for set in 0_u32..1 << fixes.len() {
        let chosen: Vec<Fix> =
            (0..).zip(&fixes).filter(|(at, _)| set >> at & 1 == 1).map(|(_, fix)| fix.clone()).collect();
        let before = chosen.split_last().map_or(&[][..], |(_, rest)| rest);
        let world = World::new();
        let plan = |draft: Draft| decide(&Arc::new(draft), &world.people, world.choices, world.actor);
        let scratch = plan(drafted(&mapping, &chosen, &lines));
        let updated = plan(drafted(&mapping, before, &lines).update(&chosen));
        assert_eq!(scratch.findings(), updated.findings(), "{chosen:?}");
        assert_eq!(scratch.report_rows(), updated.report_rows(), "{chosen:?}");
    }
}
