//! `muster inspect` as it is called.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn inspect(file: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.arg("inspect").arg(file).args(["--subject", "users"]).args(options);
    command.output().unwrap()
}

fn answer(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn people_get_a_table_and_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.csv");
    fs::write(&file, "Surname;Mail;Shoe size\nLovelace;ada@example.com;38\n\nByron;\u{1b}[31mred;44\n")
        .unwrap();
    let output = inspect(&file, &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    let expected = "\
team.csv: CSV, UTF-8, semicolons, 2 rows and a blank one, 3 columns, header in row 1

  Column     Field                Sure   Filled  Samples                     Why
  Surname    Last name            95 %        2  Lovelace · Byron            “Surname” is another word for last name.
  Mail       E-mail               76 %        2  ada@example.com ·  [31mred  “Mail” is another word for e-mail.
  Shoe size  –                                2  38 · 44                     No field fits.

Needed and without a column: First name, Phone, Role. A mapping file can name the column, or one value for everybody where that makes sense.
";
    assert_eq!(text.replace(&format!("{}/", folder.path().display()), ""), expected);
}

#[test]
fn scripts_get_one_object_and_an_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mapping) = (folder.path().join("team.csv"), folder.path().join("mapping.json"));
    fs::write(&file, "A,B\nx,y\n").unwrap();
    fs::write(&mapping, r#"{"columns": {"1": "role"}}"#).unwrap();
    let output = inspect(&file, &["--json", "--mapping", mapping.to_str().unwrap()]);
    assert_eq!(
        (output.status.code(), answer(&output)["columns"][1]["field"].as_str()),
        (Some(0), Some("role"))
    );

    fs::write(&mapping, r#"{"columns": {"1": "shoe"}}"#).unwrap();
    let output = inspect(&file, &["--json", "--mapping", mapping.to_str().unwrap()]);
    assert_eq!(
        (output.status.code(), answer(&output)["error"]["code"].as_str()),
        (Some(2), Some("mapping.invalid"))
    );

    fs::write(&file, "A,B\n\"x,y\n").unwrap();
    let output = inspect(&file, &["--json"]);
    assert_eq!(
        (output.status.code(), answer(&output)["error"]["code"].as_str()),
        (Some(2), Some("quote.unclosed"))
    );

    let output = inspect(Path::new("/nonexistent.csv"), &[]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text, "muster: /nonexistent.csv cannot be opened: there is no such file.\n");
}

#[test]
fn cells_are_given_as_they_were_read_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("team.csv");
    fs::write(&file, "Team\nName;E-mail;Note\nZoë;zoe@x.example;\"a; \"\"b\"\"\"\n\nBo;bo@x.example;\n")
        .unwrap();
    let found = answer(&inspect(&file, &["--json", "--cells"]));
    let cells = serde_json::json!([
        ["Name", "E-mail", "Note"],
        ["Zoë", "zoe@x.example", "a; \"b\""],
        ["Bo", "bo@x.example", ""]
    ]);
    assert_eq!((&found["cells"], &found["file"]["header_row"]), (&cells, &2.into()));
    assert_eq!(answer(&inspect(&file, &["--json"])).get("cells"), None);

    // Without a header every row is data; of a large file no cells are given.
    fs::write(&file, "Zoë,zoe@x.example\nBo,bo@x.example\n").unwrap();
    let found = answer(&inspect(&file, &["--json", "--cells"]));
    assert_eq!(found["cells"], serde_json::json!([["Zoë", "zoe@x.example"], ["Bo", "bo@x.example"]]));
    fs::write(&file, format!("A,B\n{}", "1,2\n".repeat(5000))).unwrap();
    assert_eq!(answer(&inspect(&file, &["--json", "--cells"])).get("cells"), None);
}
