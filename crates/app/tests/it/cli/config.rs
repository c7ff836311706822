//! The settings file: what it says, what counts more, and what is wrong with it.

use std::fs;

use super::{Answer, Cli};

impl Cli {
    /// Runs the program with a settings file of this text.
    fn with_settings(&self, text: &str, words: &[&str]) -> Answer {
        let file = self.home.path().join("own.toml");
        fs::write(&file, text).unwrap();
        self.run(&[&["--config", "own.toml"], words].concat())
    }
}

/// The line of a setting in the list of all.
fn line<'a>(answer: &'a Answer, key: &str) -> Vec<&'a str> {
    let line = answer.out.lines().find(|line| line.split_whitespace().next() == Some(key));
    line.unwrap_or_else(|| panic!("{answer:?}")).split_whitespace().collect()
}

#[test]
fn a_flag_counts_more_than_the_environment_and_that_more_than_the_file() {
    let cli = Cli::new();
    let file = "max_rows = 5000\npublic_url = 'https://other.example'\nsso_allow_private = true\n\
                trusted_proxies = ['10.0.0.0/8', '::1']\nmax_columns = 40";
    let answer = cli.with_settings(file, &["config", "--max-columns", "60"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(line(&answer, "max_rows"), ["max_rows", "5000", "file"]);
    assert_eq!(line(&answer, "max_columns"), ["max_columns", "60", "flag"]);
    assert_eq!(line(&answer, "public_url"), ["public_url", "https://muster.example", "environment"]);
    assert_eq!(line(&answer, "sso_allow_private"), ["sso_allow_private", "true", "file"]);
    assert_eq!(line(&answer, "trusted_proxies"), ["trusted_proxies", "10.0.0.0/8,", "::1", "file"]);
    assert_eq!(line(&answer, "max_file_mb"), ["max_file_mb", "50"]);
}

#[test]
fn a_command_does_what_the_file_says() {
    let cli = Cli::new();
    let rows: Vec<String> =
        (0..11).map(|row| format!("\nPer,Son{row},p{row}@x.example,,Sales,,,,")).collect();
    fs::write(cli.home.path().join("eleven.csv"), format!("{}{}", super::HEADER, rows.concat())).unwrap();
    let inspect = ["inspect", "eleven.csv", "--subject", "users"];
    assert_eq!(cli.with_settings("max_rows = 11", &inspect).code, 0);
    let refused = cli.with_settings("max_rows = 10", &inspect);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("10"), "{refused:?}");
}

#[test]
fn what_is_wrong_with_a_file_ends_every_command_with_two_and_its_line() {
    let cli = Cli::new();
    for words in [&["migrate"][..], &["config", "--check"], &["serve"]] {
        let answer = cli.with_settings("\nmax_row = 10", words);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{words:?}: {answer:?}");
        assert!(
            answer.err.contains("own.toml, line 2: max_row is no setting. Is max_rows meant?"),
            "{answer:?}"
        );
    }
    let json = cli.with_settings("max_rows = 'ten'", &["history", "--account", "x", "--json"]);
    assert_eq!((json.code, json.error_code()), (2, "setting.invalid".to_owned()), "{json:?}");
    let half = cli.with_settings("smtp_url = 'smtp://ana:hush@mail.example'", &["config", "--check"]);
    assert_eq!(half.code, 2, "{half:?}");
    assert!(half.err.contains("MUSTER_MAIL_FROM is not") && !half.err.contains("hush"), "{half:?}");
    let missing = cli.run(&["--config", "nowhere.toml", "config", "--check"]);
    assert!(missing.code == 2 && missing.err.contains("nowhere.toml cannot be read"), "{missing:?}");
}

#[test]
fn what_may_hold_a_password_is_not_shown() {
    let cli = Cli::new();
    let file = "smtp_url = 'smtp://ana:hush@mail.example'\nmail_from = 'a@x.example'\nsms_webhook = 'https://x.example'\n\
                sms_webhook_secret = 'hush'";
    let answer = cli.with_settings(file, &["config"]);
    assert_eq!(line(&answer, "smtp_url"), ["smtp_url", "(not", "shown)", "file"]);
    assert!(!answer.out.contains("hush"), "{answer:?}");
}

#[test]
fn the_printed_file_holds_every_setting_and_changes_none() {
    let cli = Cli::new();
    let printed = cli.run(&["config", "--default"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    for key in ["database", "listen", "trusted_proxies", "smtp_url", "keep_files_days"] {
        assert!(
            printed.out.lines().any(|line| line.starts_with(&format!("#{key} = "))),
            "{key}: {}",
            printed.out
        );
    }
    let plain = cli.run(&["config"]);
    let commented = cli.with_settings(&printed.out, &["config"]);
    let settings =
        |answer: &Answer| answer.out.split_once("\n\n").map(|(_, rest)| rest.replace("own.toml", ""));
    let without = |answer: &Answer| settings(answer).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(without(&plain), without(&commented));
    // With the marks taken off, what has a default says the same again.
    let keys = plain.out.lines().filter_map(|line| line.split_whitespace().next());
    let defaults = keys.filter_map(|key| {
        printed
            .out
            .lines()
            .find(|line| line.starts_with(&format!("#{key} = ")) && line.ends_with(char::is_numeric))
    });
    let said: Vec<&str> = defaults.map(|line| line.trim_start_matches('#')).collect();
    assert!(said.len() >= 5, "{said:?}");
    let said = said.join("\n");
    let answer = cli.with_settings(&said, &["config", "--check"]);
    assert_eq!(answer.code, 0, "{answer:?}\n{said}");
}
