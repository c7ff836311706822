//! Fixes of domains, damaged text and found text; what is done in a grid; suggestions with their samples.

use plan::field::Field;
use plan::fix::{Fix, Replaced, block_size, fill_down, paste, replaced};
use plan::mapping::Reading;
use plan::plan::Fate;
use plan::read::workbook::InProcess;
use plan::read::{Limits, read};
use plan::sheet::Sheet;

use crate::world::{HEADER, World, codes, fates, finding, new_person};

fn person(number: u32, email: &str) -> String {
    new_person(number).replace(&format!("ada{number}@northwind.example"), email)
}

#[test]
fn an_ending_that_lacks_a_letter_of_the_one_most_rows_have_is_suspected() {
    let at = |number: u32, domain: &str| person(number, &format!("ada{number}@{domain}"));
    let mut lines = (1..=12).map(|number| at(number, "acme-solar.com")).collect::<Vec<_>>();
    lines.extend([at(13, "acme-solar.co"), at(14, "acme-solar.de")]);
    let plan = World::new().plan(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(codes(&plan), ["email.suspect"], "{:?}", plan.findings());
    let found = finding(&plan, "email.suspect");
    assert_eq!((found.rows.as_slice(), found.value.as_str()), (&[14][..], "acme-solar.co"));
    assert_eq!(found.fixes[0].label, "acme-solar.co → acme-solar.com");
}

#[test]
fn addresses_that_reach_nobody_are_named_and_corrected_by_what_most_rows_have() {
    let at = |number: u32, domain: &str| person(number, &format!("ada{number}@{domain}"));
    let mut lines = (1..=12).map(|number| at(number, "bauwerk.de")).collect::<Vec<_>>();
    lines.extend(
        ["bauwerk", "bauwerk.e", "bаuwerk.de"]
            .into_iter()
            .zip(13..)
            .map(|(domain, number)| at(number, domain)),
    );
    lines.extend(
        ["bauwerk.dr", "bauwerk.der", "gmx.ed", "other.dr"]
            .into_iter()
            .zip(16..)
            .map(|(domain, number)| at(number, domain)),
    );
    lines.push(person(20, "none@none.com"));
    let plan = World::new().plan(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let said: Vec<(&str, &str, u32, Option<&str>)> = plan
        .findings()
        .iter()
        .map(|one| {
            let fix = one.fixes.iter().find(|fix| fix.sure).map(|fix| fix.label.as_str());
            (one.code.as_str(), one.value.as_str(), one.rows[0], fix)
        })
        .collect();
    assert_eq!(
        said,
        [
            ("email.invalid", "ada13@bauwerk", 14, Some("Use ada13@bauwerk.de")),
            ("email.invalid", "ada14@bauwerk.e", 15, Some("Use ada14@bauwerk.de")),
            ("email.invalid", "ada15@bаuwerk.de", 16, Some("Use ada15@bauwerk.de")),
            ("email.suspect", "bauwerk.der", 18, Some("bauwerk.der → bauwerk.de")),
            ("email.suspect", "bauwerk.dr", 17, Some("bauwerk.dr → bauwerk.de")),
            ("email.suspect", "gmx.ed", 19, Some("gmx.ed → gmx.de")),
            ("email.suspect", "none@none.com", 21, None),
            ("email.suspect", "other.dr", 20, None),
        ]
    );
}

#[test]
fn a_misspelt_domain_is_a_warning_with_one_fix_for_all_its_rows() {
    let lines = [
        person(1, "ada@gmial.com"),
        person(2, "ida@northwind.example"),
        person(3, "eda@GMIAL.com"),
        person(4, "uda@northwnd.example"),
        person(5, "ona@northwind.example"),
        person(6, "una@northwind.example"),
        person(7, "ina@northwind.example"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut world = World::new();
    let plan = world.plan(&lines);
    assert_eq!(fates(&plan), [Fate::Create; 7], "{:?}", plan.findings());
    assert_eq!(codes(&plan), ["email.suspect", "email.suspect"]);
    let gmail = &plan.findings()[0];
    assert_eq!((gmail.value.as_str(), gmail.rows.as_slice()), ("gmial.com", &[2, 4][..]));
    let suggestion = &gmail.fixes[0];
    assert!(suggestion.sure && suggestion.label == "gmial.com → gmail.com", "{suggestion:?}");
    assert_eq!(suggestion.sample, Some(("ada@gmial.com".to_owned(), "ada@gmail.com".to_owned())));
    let json = serde_json::to_string(&suggestion.fix).expect("JSON");
    assert_eq!(json, r#"{"fix":"replace_domain","from":"gmial.com","to":"gmail.com"}"#);
    world.fixes.extend(plan.findings().iter().map(|finding| finding.fixes[0].fix.clone()));
    let plan = world.plan(&lines);
    assert_eq!(codes(&plan), Vec::<&str>::new(), "{:?}", plan.findings());
    let emails: Vec<&str> = plan.creates().map(|new| new.email).collect();
    assert_eq!(
        emails[..4],
        ["ada@gmail.com", "ida@northwind.example", "eda@gmail.com", "uda@northwind.example"]
    );
    assert_eq!(plan.draft().sizes(), [2, 1]);
    assert_eq!(plan.draft().cell(0, Field::Email).text, "ada@gmail.com");
}

#[test]
fn a_domain_that_many_have_is_their_domain() {
    let lines: Vec<String> = (0..9)
        .map(|at| {
            person(
                at,
                &format!("ada{at}@{}", if at % 3 == 0 { "northwnd.example" } else { "northwind.example" }),
            )
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(codes(&World::new().plan(&lines)), Vec::<&str>::new());
}

#[test]
fn damaged_text_is_repaired_in_every_cell_of_its_field() {
    let lines = [new_person(1).replace("Byron", "GarcÃ\u{ad}a"), new_person(2).replace("Byron", "Müller")];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new().fix(r#"{"fix": "repair_text", "field": "last_name"}"#).plan(&lines);
    let names: Vec<&str> = plan.creates().map(|new| new.last_name).collect();
    assert_eq!((names, codes(&plan)), (vec!["García", "Müller"], vec![]));
    assert_eq!(plan.draft().sizes(), [1]);
    assert!(plan.draft().cell(0, Field::LastName).fixed && !plan.draft().cell(1, Field::LastName).fixed);
    assert_eq!(plan.draft().original(0, Field::LastName), "GarcÃ\u{ad}a");
}

/// A file as it is read, so that what is wrong with its cells is found.
fn file(lines: &[String]) -> Sheet {
    let text = format!("{}\n{}\n", HEADER.join("|"), lines.join("\n"));
    read(text.into_bytes(), &Reading::default(), &Limits::default(), &InProcess).expect("a list")
}

#[test]
fn letters_that_became_question_marks_are_lost_in_names_only() {
    let lines = [
        new_person(1).replace("Byron", "M?ller"),
        new_person(2).replace("N-2", "N?A"),
        new_person(3).replace("Byron", "Byron?"),
    ];
    let plan = World::new().plan_sheet(file(&lines));
    let findings = plan.findings();
    let found = findings.iter().map(|one| (one.code.as_str(), one.field, one.value.as_str()));
    assert_eq!(found.collect::<Vec<_>>(), [("text.damaged", Some(Field::LastName), "M?ller")]);
    let finding = findings.first().expect("one");
    assert!(finding.text.contains("lost") && !finding.text.contains("Repair"), "{}", finding.text);
    assert!(finding.fixes.is_empty());
}

#[test]
fn entities_of_a_web_page_are_repaired_in_any_field() {
    let lines = [new_person(1).replace("Byron", "O&#39;Neil").replace("N-1", "R&amp;D-1")];
    let plan = World::new().plan_sheet(file(&lines));
    assert_eq!(codes(&plan), ["text.damaged"; 2]);
    let findings = plan.findings();
    let fixes = findings.iter().flat_map(|one| &one.fixes).map(|fix| fix.label.as_str());
    assert_eq!(fixes.collect::<Vec<_>>(), ["O&#39;Neil → O'Neil", "R&amp;D-1 → R&D-1"]);
    let repair = World::new().fix(r#"{"fix": "repair_text", "field": "last_name"}"#);
    let plan = repair.plan_sheet(file(&lines));
    assert_eq!(plan.creates().map(|new| new.last_name).collect::<Vec<_>>(), ["O'Neil"]);
    assert_eq!(codes(&plan), ["text.damaged"]);
}

#[test]
fn text_is_replaced_before_lists_are_cut_and_values_are_mapped() {
    let lines = [new_person(1).replace("Midwest", "Nrth-west / Pacific")];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new()
        .fix(r#"{"fix": "map_value", "field": "teams", "from": "North-west", "to": "Midwest"}"#)
        .fix(r#"{"fix": "replace_text", "field": "teams", "find": "nrth", "with": "North"}"#)
        .fix(r#"{"fix": "replace_text", "field": "teams", "find": " / ", "with": "; "}"#)
        .plan(&lines);
    assert_eq!((plan.creates().next().expect("one").teams.len(), codes(&plan)), (2, vec![]));
    assert_eq!(plan.draft().cell(0, Field::Teams).text, "Midwest; Pacific");
    assert_eq!(plan.draft().sizes(), [1, 1, 1]);
}

#[test]
fn replacements_of_one_field_go_by_the_list_each_finding_what_the_one_before_has_left() {
    let (first, second) = (
        r#"{"fix": "replace_text", "field": "role", "find": "Boss", "with": "Chief"}"#,
        r#"{"fix": "replace_text", "field": "role", "find": "Chief", "with": "Manager", "whole": true}"#,
    );
    let line = new_person(1).replace("Sales", "boss");
    let plan = World::new().fix(first).fix(second).plan(&[&line]);
    assert_eq!(plan.creates().next().expect("one").role.as_str(), "Manager");
    let plan = World::new().fix(second).fix(first).plan(&[&line]);
    assert_eq!(
        codes(&plan),
        ["role.unknown", "fix.unmatched"].map(|code| code).into_iter().rev().collect::<Vec<_>>()
    );
}

#[test]
fn a_fix_of_text_that_changes_nothing_is_said() {
    let plan = World::new()
        .fix(r#"{"fix": "replace_domain", "from": "gmial.com", "to": "gmail.com"}"#)
        .fix(r#"{"fix": "repair_text", "field": "last_name"}"#)
        .fix(r#"{"fix": "replace_text", "field": "teams", "find": "Nrth", "with": "North"}"#)
        .plan(&[&new_person(1)]);
    assert_eq!(codes(&plan), ["fix.unmatched"; 3]);
}

#[test]
fn numbers_that_a_cell_may_mean_are_offered() {
    let lines = [
        new_person(1).replace("(414) 555-0101", "414-555-0101 x12"),
        new_person(2).replace("(414) 555-0102", "414-555-0102 / 414-555-0192"),
        new_person(3).replace("(414) 555-0103", "414-555-01O3"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new().plan(&lines);
    let offered = |row: u32| {
        let finding =
            plan.findings_of(row).find(|finding| finding.code.as_str() == "phone.invalid").expect("one");
        finding.fixes.iter().map(|one| (one.label.clone(), one.sure)).collect::<Vec<_>>()
    };
    let own = |labels: &[(&str, bool)]| {
        labels.iter().map(|(label, sure)| ((*label).to_owned(), *sure)).collect::<Vec<_>>()
    };
    assert_eq!(offered(0), own(&[("Use +1 414 555 0101", false), ("Skip this row", false)]));
    assert_eq!(
        offered(1),
        own(&[("Use +1 414 555 0102", false), ("Use +1 414 555 0192", false), ("Skip this row", false)])
    );
    assert_eq!(offered(2), own(&[("Use +1 414 555 0103", true), ("Skip this row", false)]));
}

#[test]
fn names_are_near_whatever_the_accents_plural_order_and_kind() {
    let mut world = World::new();
    world.facts.teams.push(plan::snapshot::Group { id: 9, name: "Équipe Nord".to_owned(), parent: None });
    for (written, meant) in [
        ("Team Pacific", "Pacific"),
        ("pacifics", "Pacific"),
        ("nord", "Équipe Nord"),
        ("Equipe Nord", "Équipe Nord"),
        ("Nord, Équipe!", "Équipe Nord"),
        ("Pacfic", "Pacific"),
    ] {
        // A comma cuts a list; quotes keep the name together.
        let line = new_person(1).replace("Midwest", &format!("\"{written}\""));
        let plan = world.plan(&[&line]);
        let fix = &finding(&plan, "team.unknown").fixes[0];
        let map = Fix::MapValue { field: Field::Teams, from: written.to_owned(), to: meant.to_owned() };
        assert_eq!((&fix.fix, fix.sure), (&map, true), "{written}");
    }
    let line = new_person(1).replace("Midwest", "Pacific 2");
    world.facts.teams.push(plan::snapshot::Group { id: 10, name: "Pacific 1".to_owned(), parent: None });
    let plan = world.plan(&[&line]);
    assert!(finding(&plan, "team.unknown").fixes.iter().all(|one| !one.sure), "{:?}", plan.findings());
}

#[test]
fn a_path_in_other_words_finds_its_group_or_offers_to_create_the_last_name_under_the_others() {
    for written in ["Field / Midwest", "Field - Midwest", "field/midwest", "Field > Midwest"] {
        let plan = World::new().plan(&[&new_person(1).replace("Midwest", written)]);
        assert_eq!(codes(&plan), Vec::<&str>::new(), "{written}");
    }
    for written in ["Field / Boston", "Field - Boston", "Field > Boston"] {
        let line = new_person(1).replace("Midwest", written);
        let mut world = World::new();
        let plan = world.plan(&[&line]);
        let create = finding(&plan, "team.unknown")
            .fixes
            .iter()
            .find(|one| one.label == "Create “Boston” under Field");
        world.fixes.push(create.expect("offered").fix.clone());
        let plan = world.plan(&[&line]);
        assert_eq!((codes(&plan), plan.new_teams().len()), (vec![], 1), "{written}");
        assert_eq!(plan.new_teams()[0].name, "Boston");
    }
}

fn set(rows: &[u32], field: Field, value: &str) -> Fix {
    Fix::SetCells { rows: rows.to_vec(), field, value: value.to_owned() }
}

#[test]
fn filling_down_ends_at_the_next_filled_cell_and_leaves_skipped_rows_alone() {
    let teams = ["Midwest", "", "", "", "Pacific", ""];
    let lines: Vec<String> =
        (1..).zip(teams).map(|(at, team)| new_person(at).replace("Midwest", team)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new().fix(r#"{"fix": "skip_rows", "rows": [4]}"#).plan(&lines);
    let draft = plan.draft();
    assert_eq!(fill_down(draft, Field::Teams, 2), [set(&[3, 5], Field::Teams, "Midwest")]);
    assert_eq!(fill_down(draft, Field::Teams, 6), [set(&[7], Field::Teams, "Pacific")]);
    for from in [3, 7, 99] {
        assert_eq!(fill_down(draft, Field::Teams, from), []);
    }
}

#[test]
fn a_pasted_block_fills_the_cells_that_the_grid_shows_from_its_corner_on() {
    let lines = [new_person(1), new_person(2), new_person(3)];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new().plan(&lines);
    let fields = [Field::Role, Field::Teams, Field::TerritoryAccess];
    let pasted = |rows: &[u32], block| paste(plan.draft(), rows, &fields, block);
    assert_eq!(
        pasted(&[4, 2], "Manager\tPacific\r\nManager\t\"Field\n\"\"x\"\"\"\r\nbeyond\r\n"),
        [
            set(&[4, 2], Field::Role, "Manager"),
            set(&[2], Field::Teams, "Field\n\"x\""),
            set(&[4], Field::Teams, "Pacific")
        ]
    );
    assert_eq!(
        pasted(&[3], "Sales\t\tGlobal\tbeyond"),
        [set(&[3], Field::Teams, ""), set(&[3], Field::TerritoryAccess, "Global")]
    );
    assert_eq!(
        pasted(&[3], "\"open\tPacific"),
        [set(&[3], Field::Role, "\"open"), set(&[3], Field::Teams, "Pacific")]
    );
    assert_eq!(pasted(&[99], "Manager"), []);
}

#[test]
fn what_find_and_replace_would_change_is_counted_and_shown_before_it_is_done() {
    let lines = [
        person(1, "ada@gull.example"),
        person(2, "ida@GULL.example"),
        person(3, "eda@tern.example"),
        person(4, "uda@gull.example"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = World::new().plan(&lines);
    let seek = |find: &str, match_case| Fix::ReplaceText {
        field: Field::Email,
        find: find.to_owned(),
        with: "tern".to_owned(),
        whole: false,
        match_case,
    };
    let found = replaced(plan.draft(), &seek("gull", false), 2);
    assert_eq!(found.cells, 3);
    let text = |row, before: &str, after: &str| (row, before.to_owned(), after.to_owned());
    assert_eq!(
        found.samples,
        [text(2, "ada@gull.example", "ada@tern.example"), text(3, "ida@GULL.example", "ida@tern.example")]
    );
    assert_eq!(replaced(plan.draft(), &seek("gull", true), 0).cells, 2);
    // What says the same afterwards does not change.
    assert_eq!(replaced(plan.draft(), &seek("tern", false), 9), Replaced::default());
    assert_eq!(replaced(plan.draft(), &set(&[2], Field::Email, ""), 9), Replaced::default());
}

#[test]
fn the_size_of_a_block_is_its_lines_and_its_longest_one() {
    assert_eq!([block_size("a\tb\n\"x\ny\"\n"), block_size("a"), block_size("")], [(2, 2), (1, 1), (1, 1)]);
}

/// The fixes of the one finding about the team of somebody new.
fn of_team(team: &str) -> Vec<(String, bool, Fix)> {
    let line = format!("Ana|Lund|ana@x.example|(414) 555-0170|Sales|{team}|Global||");
    let plan = World::new().plan(&[&line]);
    let fixes = finding(&plan, "team.unknown").fixes.clone();
    fixes.into_iter().map(|one| (one.label, one.sure, one.fix)).collect()
}

/// What is created by the first fix of a team, and how many teams the person is in.
fn first_fix_of(team: &str) -> (Vec<(String, bool)>, usize) {
    let mut world = World::new();
    world.fixes = vec![of_team(team).remove(0).2];
    let line = format!("Ana|Lund|ana@x.example|(414) 555-0170|Sales|{team}|Global||");
    let plan = world.plan(&[&line]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    let created = plan.new_teams().iter().map(|new| (new.name.clone(), new.parent.is_some()));
    (created.collect(), plan.creates().next().unwrap().teams.len())
}

#[test]
fn a_path_that_is_new_is_created_as_one_and_two_teams_in_one_name_are_both() {
    let label = |team: &str| of_team(team).remove(0).0;
    assert_eq!(label("New > Berlin"), "Create “New” and “Berlin” under it");
    let created = |names: &[(&str, bool)]| -> Vec<(String, bool)> {
        names.iter().map(|(name, below)| ((*name).to_owned(), *below)).collect()
    };
    assert_eq!(first_fix_of("New > Berlin"), (created(&[("New", false), ("Berlin", true)]), 1));
    assert_eq!(
        first_fix_of("Field > New > Berlin"),
        (created(&[("New", true), ("Berlin", true)]), 1),
        "below what is there"
    );
    for team in ["Midwest und Pacific", "Midwest & Pacific", "Midwest + Pacific", "Midwest / Pacific"] {
        assert_eq!(label(team), format!("{team} → Midwest; Pacific"));
        assert_eq!(first_fix_of(team), (Vec::new(), 2), "{team}");
    }
    assert_eq!(first_fix_of("Field; Midwest and Pacific"), (Vec::new(), 3));
    assert_eq!(label("Pacific (temp)"), "Pacific (temp) → Pacific");
    assert!(of_team("Midwest und Atlantic").iter().all(|(label, ..)| !label.contains(';')));
    assert!(of_team("New\tBerlin").iter().any(|(label, ..)| label == "Create “New Berlin”"));
    assert!(of_team("New\u{a0}Berlin").iter().any(|(label, ..)| label == "Create “New Berlin”"));
}

#[test]
fn words_for_none_in_other_languages_are_no_team_and_no_phone() {
    for word in ["keine", "Aucune", "ninguno", "geen", "нет", "brak"] {
        let line = format!("Ana|Keine|ana@x.example|(414) 555-0170|Sales|{word}|Global||");
        let plan = World::new().plan(&[&line]);
        assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec!["value.placeholder"]), "{word}");
    }
}
