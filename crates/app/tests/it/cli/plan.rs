//! `muster plan`.

use std::fs;

use serde_json::{Value, json};

use super::{BAD, Cli, TWO};

#[test]
fn a_clean_file_is_planned_and_nothing_is_done() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let answer = cli.users("plan", "people.csv", &["--json", "--rows", "rows.jsonl"]);
    let plan = answer.json();
    assert_eq!(answer.code, 0);
    let rows = json!({"total": 2, "create": 2, "update": 0, "unchanged": 0, "skipped": 0, "blocked": 0});
    assert_eq!(plan["rows"], rows);
    assert_eq!(plan["findings"], json!([]));
    assert_eq!(plan["effects"]["seats"], json!({"paid": 100, "used": 1, "after": 3, "added": 0}));
    assert_eq!(plan["effects"]["invites"], json!({"email": 2, "text": 2}));
    assert_eq!(plan["effects"]["guard"], Value::Null);
    assert_eq!(plan.get("error"), None);
    assert_eq!(plan["fingerprint"].as_str().unwrap().len(), 65);

    let lines = fs::read_to_string(cli.home.path().join("rows.jsonl")).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["row"], &lines[0]["fate"], &lines[0]["person"]),
        (&json!(2), &json!("create"), &json!("E-1"))
    );
    assert_eq!(lines[1]["changes"]["role"], json!([null, "Manager"]));
    assert_eq!(lines[1]["codes"], json!([]));

    assert_eq!(cli.run(&["history", "--account", "northwind", "--json"]).json(), json!({"imports": []}));
    assert!(!cli.home.path().join("data/secret.key").exists(), "planning needs no key");
}

#[test]
fn people_read_a_report_and_the_fingerprint() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let answer = cli.users("plan", "people.csv", &[]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.starts_with("2 people are created"), "{}", answer.out);
    assert!(answer.out.lines().last().unwrap().starts_with("Fingerprint  "), "{}", answer.out);
}

#[test]
fn what_reading_left_out_and_the_lines_of_rows_are_said() {
    let cli = Cli::with_account();
    let list = "Staff list 2026\nFirst Name,Last Name,Email,Phone,Role,Notes\n\
        Ada,Byron,ada@x.example,(312) 555-0117,Sales,\"back\nin May\"\n\
        Bo,Lund,bo@@x.example,(312) 555-0118,Sales,\n";
    cli.write("list.csv", list);
    let answer = cli.users("plan", "list.csv", &["--json"]);
    let plan = answer.json();
    let left_out = "Row 1 above the header was not read: “Staff list 2026”.";
    assert_eq!(
        plan["file"],
        json!({"format": "csv", "sheet": null, "header_row": 2, "warnings": [left_out]})
    );
    let finding = &plan["findings"][0];
    assert_eq!((&finding["rows"], &finding["lines"]), (&json!([4]), &json!([5])));
    let said = cli.users("plan", "list.csv", &[]).out;
    assert!(said.contains(&format!("\nThe file\n  ! {left_out}\n")), "{said}");
    assert!(said.contains("row 4 (on line 5)"), "{said}");
}

#[test]
fn blocked_rows_end_with_three_and_their_fixes_can_be_used_as_they_stand() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &[TWO[0], BAD]);
    let answer = cli.users("plan", "people.csv", &["--json"]);
    let plan = answer.json();
    assert_eq!((answer.code, &plan["rows"]["blocked"], plan.get("error")), (3, &json!(1), None));

    let fixes: Vec<Value> =
        plan["findings"].as_array().unwrap().iter().map(|finding| finding["fixes"][0].clone()).collect();
    cli.write("fixes.json", serde_json::to_vec(&fixes).unwrap());
    let answer = cli.users("plan", "people.csv", &["--json", "--fixes", "fixes.json"]);
    assert_eq!((answer.code, &answer.json()["rows"]["create"]), (0, &json!(2)), "{answer:?}");

    let answer = cli.users("plan", "people.csv", &[]);
    assert_eq!(answer.code, 3);
    assert!(answer.err.contains("--valid-rows-only"), "{}", answer.err);
    assert_eq!(cli.users("plan", "people.csv", &["--valid-rows-only"]).code, 0);
    cli.write_people("bad.csv", &[&TWO[0].replace("Sales", "Manger")]);
    assert_eq!(cli.users("plan", "bad.csv", &["--valid-rows-only"]).code, 3, "none could be applied");
}

#[test]
fn a_needed_field_without_a_column_ends_with_two() {
    let cli = Cli::with_account();
    cli.write(
        "people.csv",
        "First Name,Last Name,Email,Phone\nBo,Lund,bo@northwind.example,(312) 555-0101\n",
    );
    let answer = cli.users("plan", "people.csv", &["--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "mapping.missing".to_owned()));
    cli.write("mapping.json", r#"{"constants": {"role": "Sales", "territory_access": "Global"}}"#);
    let answer = cli.users("plan", "people.csv", &["--json", "--mapping", "mapping.json"]);
    assert_eq!((answer.code, &answer.json()["rows"]["create"]), (0, &json!(1)));
}

#[test]
fn without_invitations_nobody_gets_a_message() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let plan = cli.users("plan", "people.csv", &["--json", "--no-invites"]).json();
    assert_eq!(plan["effects"]["invites"], json!({"email": 0, "text": 0}));
}

#[test]
fn invitations_are_sent_now_held_at_a_time_or_not_at_all() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let invites = |when: &str| {
        let answer = cli.users("plan", "people.csv", &["--json", "--invites", when]);
        assert_eq!(answer.code, 0, "{when}: {answer:?}");
        answer.json()["effects"]["invites"].clone()
    };
    assert_eq!(invites("now"), json!({"email": 2, "text": 2}));
    assert_eq!(invites("held"), json!({"email": 2, "text": 2, "when": "held"}));
    assert_eq!(invites("none"), json!({"email": 0, "text": 0}));
    let at = |time: &str| json!({"email": 2, "text": 2, "when": {"at": time}});
    assert_eq!(invites("at=2096-12-01T08:00"), at("2096-12-01T08:00:00+00:00"));
    assert_eq!(invites("at=2096-12-01T08:00:00-06:00"), at("2096-12-01T14:00:00+00:00"));
}

#[test]
fn a_time_for_invitations_that_cannot_be_meant_is_refused_with_the_way_out() {
    let cli = Cli::with_account_in("America/Chicago");
    cli.write_people("people.csv", &TWO);
    for (when, code, way_out) in [
        ("at=2096-03-11T02:30", "invites.time", "at=2096-03-11T03:30"),
        (
            "at=2096-11-04T01:30",
            "invites.time",
            "at=2096-11-04T01:30:00-05:00 or at=2096-11-04T01:30:00-06:00",
        ),
        ("at=2020-01-01T08:00", "invites.past", "--invites now"),
    ] {
        let answer = cli.users("plan", "people.csv", &["--json", "--invites", when]);
        assert_eq!((answer.code, answer.error_code()), (2, code.to_owned()), "{when}");
        assert!(answer.out.contains(way_out), "{when}: {}", answer.out);
    }
    for wrong in
        [&["--invites", "later"][..], &["--invites", "at=soon"], &["--invites", "held", "--no-invites"]]
    {
        assert_eq!(cli.users("plan", "people.csv", wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn only_somebody_active_of_the_account_imports() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let answer = cli.users("plan", "people.csv", &["--json", "--as", "nobody@northwind.example"]);
    assert_eq!((answer.code, answer.error_code()), (2, "person.unknown".to_owned()));
    assert_eq!(cli.users("plan", "people.csv", &["--as", " ANA@Northwind.example "]).code, 0);
    assert_eq!(cli.users("import", "people.csv", &["--yes"]).code, 0);
    let answer = cli.users("plan", "people.csv", &["--json", "--as", "bo@northwind.example"]);
    assert_eq!((answer.code, answer.error_code()), (2, "person.inactive".to_owned()));
}

#[test]
fn a_file_with_many_causes_is_told_in_a_few_words() {
    let cli = Cli::with_account();
    let lines: Vec<String> = (0..30)
        .map(|at| {
            format!("Bo,Lund,b{at}@northwind.example,(312) 555-{:04},Sales,,Limited,Nowhere {at},", 150 + at)
        })
        .collect();
    cli.write_people("people.csv", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let answer = cli.users("plan", "people.csv", &[]);
    assert_eq!(answer.out.matches("[territory.unknown]").count(), 20, "{}", answer.out);
    assert!(
        answer.out.contains("and 10 causes more, at 10 rows") && answer.out.contains("--json"),
        "{}",
        answer.out
    );
}
