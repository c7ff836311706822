//! `muster account create` and `muster account link`.

use super::Cli;

const NEEDED: [&str; 8] = [
    "--name",
    "Initech",
    "--slug",
    "initech",
    "--admin-email",
    "Bo.Lund@Initech.example",
    "--admin-phone",
    "+44 7400 123456",
];

fn create(cli: &Cli, more: &[&str]) -> super::Answer {
    cli.run(&[&["account", "create"], &NEEDED[..], more].concat())
}

/// The same call with another value for one option.
fn create_with(cli: &Cli, option: &str, value: &str) -> super::Answer {
    let mut words = NEEDED.map(str::to_owned).to_vec();
    match words.iter().position(|word| word == option) {
        Some(at) => words[at + 1] = value.to_owned(),
        None => words.extend([option.to_owned(), value.to_owned()]),
    }
    let words = words.iter().map(String::as_str).collect::<Vec<_>>();
    cli.run(&[&["account", "create", "--json"], &words[..]].concat())
}

#[test]
fn people_get_the_link_last() {
    let cli = Cli::with_account();
    let answer = create(&cli, &[]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let lines = answer.out.lines().collect::<Vec<_>>();
    assert!(lines.last().unwrap().starts_with("https://muster.example/welcome/"), "{}", answer.out);
    for words in ["Bo Lund, bo.lund@initech.example, +447400123456", "GB, UTC, USD"] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
}

#[test]
fn scripts_get_slug_and_link() {
    let cli = Cli::with_account();
    let answer =
        create(&cli, &["--json", "--country", "de", "--time-zone", "Europe/Berlin", "--currency", "eur"]);
    let json = answer.json();
    assert_eq!((answer.code, json["account"].as_str()), (0, Some("initech")));
    assert!(json["link"].as_str().unwrap().starts_with("https://muster.example/welcome/"), "{json}");
    assert_eq!(json.as_object().unwrap().len(), 2);
    let again = create(&cli, &["--json"]);
    assert_eq!((again.code, again.error_code()), (2, "value.taken".to_owned()));
}

#[test]
fn values_that_cannot_be_used_are_refused_one_by_one() {
    let cli = Cli::with_account();
    for (option, value, words) in [
        ("--name", "  ", "is blank"),
        ("--slug", "Initech", "small letters"),
        ("--slug", "initech-", "small letters"),
        ("--admin-email", "bo@@initech.example", "more than one @"),
        ("--admin-phone", "12345", "cannot be read"),
        ("--admin-phone", "312 555 0117", "--country"),
        ("--admin-name", "Bo", "first and a last name"),
        ("--country", "XX", "no country XX"),
        ("--time-zone", "Mars/Olympus", "no time zone"),
        ("--currency", "EURO", "three letters"),
        ("--language", "tlh", "There are in en, de, es, fr, pt, it, nl, pl."),
    ] {
        let answer = create_with(&cli, option, value);
        assert_eq!((answer.code, answer.error_code()), (2, "account.invalid".to_owned()), "{option} {value}");
        let text = answer.json()["error"]["text"].as_str().unwrap().to_owned();
        assert!(text.contains(words), "{option} {value}: {text}");
    }
    assert_eq!(cli.run(&["history", "--account", "initech"]).code, 2, "nothing was made");
}

#[test]
fn the_language_of_messages_is_said_when_the_account_is_made_and_english_where_none_is() {
    let cli = Cli::with_account();
    let language = |account: &str| {
        let answer = cli.run(&["account", "show", "--json", "--account", account]);
        answer.json()["language"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(create(&cli, &["--language", "DE"]).code, 0);
    assert_eq!((language("initech").as_str(), language("northwind").as_str()), ("de", "en"));
}

#[test]
fn a_phone_may_be_dialled_as_in_the_country_that_is_said() {
    let cli = Cli::with_account();
    let answer = cli.run(&[
        "account",
        "create",
        "--name",
        "Initech",
        "--slug",
        "initech",
        "--admin-email",
        "x@initech.example",
        "--admin-phone",
        "07400 123456",
        "--country",
        "GB",
    ]);
    assert!(answer.out.contains("X Admin, x@initech.example, +447400123456"), "{answer:?}");
}

#[test]
fn an_admin_gets_a_link_back_in_and_nobody_else_does() {
    let cli = Cli::with_account();
    let link = |account: &str, email: &str| {
        cli.run(&["account", "link", "--json", "--account", account, "--email", email])
    };
    let answer = link("northwind", "Ana@Northwind.example");
    assert_eq!((answer.code, answer.json()["account"].as_str()), (0, Some("northwind")), "{answer:?}");
    let first = answer.json()["link"].as_str().unwrap().to_owned();
    assert!(first.starts_with("https://muster.example/welcome/"), "{first}");
    let people = cli.run(&["account", "link", "--account", "northwind", "--email", "ana@northwind.example"]);
    let last = people.out.lines().last().unwrap();
    assert!(last.starts_with("https://muster.example/welcome/") && last != first, "{}", people.out);
    for (account, email) in
        [("northwind", "bo@northwind.example"), ("elsewhere", "ana@northwind.example"), ("northwind", "x")]
    {
        let answer = link(account, email);
        assert_eq!(
            (answer.code, answer.error_code()),
            (2, "account.invalid".to_owned()),
            "{account} {email}"
        );
    }
}
