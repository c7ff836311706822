//! `muster export`: what it writes imports without a change.

use std::process::Command;

use serde_json::json;

use super::{Cli, TWO};

#[test]
fn what_is_exported_imports_without_a_change() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let odd = "\"=cmd|'/C calc'!A0\",\"O'Brien, Jr.\",odd@northwind.example,(312) 555-0104,Sales,\"North; \"\"East, Metro\"\"\",Limited,Ohio,\"-1\"";
    cli.write_people("odd.csv", &[odd]);
    let create = |field: &str, value: &str| json!({"fix": "create_reference", "field": field, "value": value, "parent": null});
    let fixes =
        json!([create("teams", "North"), create("teams", "East, Metro"), create("territories", "Ohio")]);
    cli.write("fixes.json", fixes.to_string());
    assert_eq!(cli.users("import", "people.csv", &["--yes"]).code, 0);
    let answer = cli.users("import", "odd.csv", &["--yes", "--fixes", "fixes.json"]);
    assert_eq!(answer.code, 0, "{answer:?}");

    let csv = cli.run(&["export", "users", "--account", "northwind"]);
    assert_eq!((csv.code, csv.err.as_str()), (0, ""));
    assert!(csv.out.starts_with('\u{feff}') && csv.out.ends_with("\r\n"));
    assert!(csv.out.contains("'=cmd|"), "no formula is handed out: {}", csv.out);
    cli.write("export.csv", &csv.out);
    cli.write("export.xlsx", workbook(&cli));
    for file in ["export.csv", "export.xlsx"] {
        let plan = cli.users("plan", file, &["--json", "--existing", "update"]);
        let rows = json!({"total": 4, "create": 0, "update": 0, "unchanged": 4, "skipped": 0, "blocked": 0});
        assert_eq!((plan.code, &plan.json()["rows"]), (0, &rows), "{file}: {plan:?}");
    }
}

/// The bytes of the workbook, which are no text.
fn workbook(cli: &Cli) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.args(["export", "users", "--account", "northwind", "--format", "xlsx"]).env_clear();
    command.env("MUSTER_DATABASE_URL", &cli.url).env("MUSTER_DATA_DIR", cli.home.path().join("data"));
    command.output().unwrap().stdout
}
