//! `muster import` and what the history keeps of it.

use serde_json::{Value, json};

use super::{BAD, Cli, TWO};

fn imports(cli: &Cli) -> Vec<Value> {
    cli.run(&["history", "--account", "northwind", "--json"]).json()["imports"].as_array().unwrap().clone()
}

#[test]
fn an_import_does_what_the_plan_says_and_once_only() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let plan = cli.users("plan", "people.csv", &["--json"]).json();
    let fingerprint = plan["fingerprint"].as_str().unwrap();
    let done = cli.users("import", "people.csv", &["--yes", "--json", "--fingerprint", fingerprint]);
    let answer = done.json();
    assert_eq!(done.code, 0, "{answer}");
    assert_eq!(answer["rows"], json!({"create": 2, "update": 0, "unchanged": 0, "skipped": 0, "blocked": 0}));
    assert_eq!((&answer["fingerprint"], &answer["effects"]), (&plan["fingerprint"], &plan["effects"]));
    assert!(answer["seconds"].is_f64());

    let history = imports(&cli);
    assert_eq!(history.len(), 1);
    assert_eq!(history[0]["import"], answer["import"]);
    assert_eq!((&history[0]["by"], &history[0]["file"]), (&json!("operator"), &json!("people.csv")));
    assert_eq!((&history[0]["status"], &history[0]["rows"]), (&json!("applied"), &answer["rows"]));
    assert_eq!(history[0]["sha256"].as_str().unwrap().len(), 64);
    assert!(history[0]["at"].as_str().unwrap().ends_with('Z'));

    let again = cli.users("import", "people.csv", &["--yes", "--json"]);
    let answer = again.json();
    assert_eq!((again.code, &answer["import"], &answer["rows"]["unchanged"]), (0, &Value::Null, &json!(2)));
    assert_eq!(imports(&cli).len(), 1, "nothing was done, so nothing is in the history");
    let check = cli.run(&["check"]);
    assert_eq!((check.code, check.out.as_str()), (0, "Every invariant holds.\n"));
    let shown = cli.users("import", "people.csv", &["--yes"]);
    assert_eq!(shown.out, "Nothing to do: nobody would be created or changed.\n");
}

#[test]
fn without_yes_nothing_is_done() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let answer = cli.users("import", "people.csv", &["--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "usage".to_owned()));
    assert_eq!(imports(&cli), [] as [Value; 0]);
}

#[test]
fn blocked_rows_end_with_three_and_valid_rows_can_go_without_them() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &[TWO[0], BAD]);
    let answer = cli.users("import", "people.csv", &["--yes", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (3, "plan.blocked".to_owned()));
    assert_eq!(answer.json()["findings"].as_array().unwrap().len(), 2);
    assert_eq!(imports(&cli), [] as [Value; 0]);

    let answer = cli.users("import", "people.csv", &["--yes", "--json", "--valid-rows-only"]);
    assert_eq!(answer.code, 0);
    assert_eq!(
        answer.json()["rows"],
        json!({"create": 1, "update": 0, "unchanged": 0, "skipped": 0, "blocked": 1})
    );

    let answer = cli.users("import", "people.csv", &["--yes", "--valid-rows-only"]);
    assert_eq!(answer.code, 3);
    assert!(!answer.err.contains("--valid-rows-only"), "it was said already: {}", answer.err);
}

#[test]
fn the_fingerprint_of_another_plan_ends_with_four() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let plan = cli.users("plan", "people.csv", &["--json"]).json();
    let fingerprint = plan["fingerprint"].as_str().unwrap();
    cli.write_people("other.csv", &TWO[..1]);
    assert_eq!(cli.users("import", "other.csv", &["--yes"]).code, 0);
    let answer = cli.users("import", "people.csv", &["--yes", "--json", "--fingerprint", fingerprint]);
    assert_eq!((answer.code, answer.error_code()), (4, "plan.stale".to_owned()));
    assert_eq!(imports(&cli).len(), 1);
    let answer = cli.users("import", "people.csv", &["--yes", "--fingerprint", "12.34"]);
    assert_eq!(answer.code, 2);
}

#[test]
fn the_guard_ends_with_five_until_its_number_is_given() {
    let cli = Cli::with_account();
    let boss = "Bo,Lund,bo@northwind.example,(312) 555-0101,Admin,,,,E-1";
    cli.write_people("people.csv", &[boss, TWO[1]]);
    let answer = cli.users("import", "people.csv", &["--yes", "--json"]);
    let plan = answer.json();
    assert_eq!((answer.code, answer.error_code()), (5, "plan.guarded".to_owned()));
    let number = plan["effects"]["guard"]["number"].to_string();
    assert_eq!(cli.users("plan", "people.csv", &[]).code, 0, "the guard asks whoever imports");
    assert_eq!(cli.users("import", "people.csv", &["--yes", "--confirm", "99"]).code, 5);
    let answer = cli.users("import", "people.csv", &["--yes", "--confirm", &number]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.out.contains("created          2\n"), "{}", answer.out);
    assert_eq!(answer.err, "");
}

#[test]
fn people_who_are_there_are_changed_only_where_it_is_said() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    assert_eq!(cli.users("import", "people.csv", &["--yes", "--as", "ana@northwind.example"]).code, 0);
    assert_eq!(imports(&cli)[0]["by"], json!("ana@northwind.example"));
    cli.write_people("changed.csv", &[&TWO[0].replace("Sales", "Manager"), TWO[1]]);
    let plan = cli.users("plan", "changed.csv", &["--json"]).json();
    assert_eq!((&plan["rows"]["skipped"], &plan["rows"]["unchanged"]), (&json!(1), &json!(1)));
    let answer = cli.users("import", "changed.csv", &["--yes", "--json", "--existing", "update"]);
    assert_eq!((answer.code, &answer.json()["rows"]["update"]), (0, &json!(1)));

    let shown = cli.run(&["history", "--account", "northwind"]).out;
    let lines = shown.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 3, "{shown}");
    assert!(lines[1].contains("changed.csv") && lines[2].contains("people.csv"), "the latest first: {shown}");
}

#[test]
fn an_import_makes_the_key_and_another_key_is_refused() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let key = cli.home.path().join("data/secret.key");
    assert_eq!(cli.users("import", "people.csv", &["--yes"]).code, 0);
    let first = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let answer = cli.users("import", "people.csv", &["--yes", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "setting.invalid".to_owned()));
    assert!(!key.exists(), "a key that fits nothing is not left behind");
    std::fs::write(&key, "another key, long enough to be one").unwrap();
    let answer = cli.users("import", "people.csv", &["--yes", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "key.other".to_owned()));
    std::fs::write(&key, first).unwrap();
    assert_eq!(cli.users("import", "people.csv", &["--yes"]).code, 0);
}
