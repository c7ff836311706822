//! How commands are called, and how they say that they were called wrongly.

use std::net::TcpListener;

use serde_json::json;

use super::{Cli, TWO};

#[test]
fn every_command_explains_itself() {
    let cli = Cli::new();
    for command in [
        "demo",
        "serve",
        "worker",
        "migrate",
        "check",
        "account",
        "account create",
        "config",
        "template",
        "inspect",
        "plan",
        "import",
        "export",
        "history",
    ] {
        for help in ["-h", "--help"] {
            let words = command.split(' ').chain([help]).collect::<Vec<_>>();
            let answer = cli.run(&words);
            assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{command} {help}");
            assert!(answer.out.contains("Usage: muster"), "{command} {help}: {}", answer.out);
        }
    }
    let all = cli.run(&["--help"]).out;
    assert!(all.contains("Exit codes:") && !all.contains("read-workbook"), "{all}");
    assert!(cli.run(&["--version"]).out.starts_with("muster "));
}

#[test]
fn a_wrong_call_ends_with_two() {
    let cli = Cli::new();
    for words in
        [&["plan"][..], &["nonsense"], &["template", "shoes"], &["--database", "mysql://x", "check"], &[]]
    {
        let answer = cli.run(words);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}");
        assert!(!answer.err.is_empty(), "{words:?}");
    }
    let answer = cli.run(&["history", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "usage".to_owned()));
}

#[test]
fn a_port_in_use_is_told_with_the_way_out_before_anything_is_made() {
    let cli = Cli::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    for command in ["demo", "serve"] {
        let answer = cli.run(&[command, "--listen", &address.to_string()]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{command}: {answer:?}");
        for words in [format!("Port {} of 127.0.0.1 is in use", address.port()), "--listen 127.0.0.1:".into()]
        {
            assert!(answer.err.contains(&words), "{command}: {answer:?}");
        }
    }
    // The key of the installation would be the first thing to be made.
    assert!(!cli.home.path().join("data").exists());
}

#[test]
fn without_a_schema_every_command_names_the_one_that_makes_it() {
    let cli = Cli::new();
    cli.write_people("people.csv", &TWO);
    let account =
        ["--name", "N", "--slug", "n", "--admin-email", "a@n.example", "--admin-phone", "+1 312 555 0117"];
    let calls: [&[&str]; 6] = [
        &["check"],
        &[&["account", "create"], &account[..]].concat(),
        &["plan", "people.csv", "--subject", "users", "--account", "northwind"],
        &["import", "people.csv", "--subject", "users", "--account", "northwind", "--yes"],
        &["export", "users", "--account", "northwind"],
        &["history", "--account", "northwind"],
    ];
    for words in calls {
        let answer = cli.run(words);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}");
        assert!(answer.err.contains("`muster migrate`"), "{words:?}: {}", answer.err);
    }
    let answer = cli.run(&["history", "--account", "northwind", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "schema.absent".to_owned()));
}

#[test]
fn migrating_twice_does_it_once() {
    let cli = Cli::new();
    let first = cli.run(&["migrate"]);
    assert_eq!((first.code, first.out.as_str()), (0, "The schema was brought to version 1.\n"));
    let second = cli.run(&["migrate"]);
    assert_eq!((second.code, second.out.as_str()), (0, "The schema is up to date: version 1.\n"));
}

#[test]
fn an_account_that_is_not_there_is_named() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    for words in [
        &["history", "--account", "nope"][..],
        &["export", "users", "--account", "nope"],
        &["plan", "people.csv", "--subject", "users", "--account", "nope"],
        &["import", "people.csv", "--subject", "users", "--account", "nope", "--yes"],
    ] {
        let answer = cli.run(words);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}");
        assert_eq!(answer.err, "muster: There is no account with the short name nope.\n", "{words:?}");
    }
}

#[test]
fn a_subject_of_a_later_version_says_so() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    for subject in ["territories", "records"] {
        for words in [
            &["template", subject][..],
            &["export", subject, "--account", "northwind"],
            &["inspect", "people.csv", "--subject", subject],
            &["plan", "people.csv", "--subject", subject, "--account", "northwind"],
            &["import", "people.csv", "--subject", subject, "--account", "northwind", "--yes"],
        ] {
            let answer = cli.run(words);
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}");
            assert!(answer.err.contains("not in this version"), "{words:?}: {}", answer.err);
        }
    }
}

#[test]
fn templates_go_to_standard_output() {
    let cli = Cli::new();
    let csv = cli.run(&["template", "users"]);
    assert_eq!(csv.out, format!("\u{feff}{}\r\n", super::HEADER));
    assert_eq!((csv.code, csv.err.as_str()), (0, ""));
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_in_both_languages() {
    let cli = Cli::with_account();
    cli.write("broken.csv", "First Name\n\"Bo");
    for command in ["plan", "import"] {
        let answer = cli.users(command, "broken.csv", &["--yes", "--json"][usize::from(command == "plan")..]);
        assert_eq!((answer.code, answer.error_code()), (2, "quote.unclosed".to_owned()));
        let answer = cli.users(command, "missing.csv", &["--yes"][usize::from(command == "plan")..]);
        assert_eq!(answer.code, 2);
        assert_eq!(answer.err, "muster: missing.csv cannot be opened: there is no such file.\n");
    }
    cli.write_people("people.csv", &TWO);
    cli.write("mapping.json", "{\"columns\": {\"0\": \"shoe\"}}");
    cli.write("fixes.json", "{}");
    for (option, file, code) in
        [("--mapping", "mapping.json", "mapping.invalid"), ("--fixes", "fixes.json", "fixes.invalid")]
    {
        let answer = cli.users("plan", "people.csv", &[option, file, "--json"]);
        assert_eq!((answer.code, answer.error_code()), (2, code.to_owned()));
    }
    let answer = cli.users("plan", "people.csv", &["--rows", "no/such/folder.jsonl", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "rows.unwritable".to_owned()));
}

#[test]
fn limits_are_settings() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let answer = cli.users("plan", "people.csv", &["--max-rows", "1", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "rows.too_many".to_owned()));
    let answer = cli.users("plan", "people.csv", &["--max-columns", "3", "--json"]);
    assert_eq!((answer.code, answer.error_code()), (2, "columns.too_many".to_owned()));
    assert_eq!(cli.users("plan", "people.csv", &["--json"]).json()["rows"]["create"], json!(2));
}

#[test]
fn long_work_shows_progress_on_a_terminal_and_none_elsewhere() {
    let cli = Cli::with_account();
    cli.write_people("people.csv", &TWO);
    let call = format!(
        "{} import people.csv --subject users --account northwind --yes",
        env!("CARGO_BIN_EXE_muster")
    );
    // `script` gives the program a terminal; `timeout` ends it if two threads wait for each other there.
    let mut terminal = std::process::Command::new("timeout");
    terminal.args(["60", "script", "-qec", &call, "/dev/null"]).current_dir(cli.home.path());
    terminal.env("MUSTER_DATABASE_URL", &cli.url).env("MUSTER_DATA_DIR", cli.home.path().join("data"));
    let Ok(output) = terminal.env("TERM", "xterm").output() else {
        return crate::skipped("a terminal: there is no `script` here");
    };
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("Opening the database …") && shown.contains("is done, in"), "{shown}");

    let again = cli.users("import", "people.csv", &["--yes"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
}
