//! `muster billing`: prices, limits, invoices.

use super::{Cli, HEADER};

const PRICE: [&str; 6] = ["billing", "price", "--account", "northwind", "--anchor", "2026-01-01"];

fn price(cli: &Cli, more: &[&str]) -> super::Answer {
    cli.run(&[&PRICE[..], more].concat())
}

#[test]
fn a_price_is_set_and_shown() {
    let cli = Cli::with_account();
    let none = cli.run(&["billing", "show", "--account", "northwind"]);
    assert!(none.out.contains("Price     none"), "{none:?}");
    let set = price(&cli, &["--per-seat", "30", "--tier", "51:24.50", "--period", "month", "--tax", "7.7"]);
    assert_eq!((set.code, set.err.as_str()), (0, ""), "{set:?}");
    let shown = cli.run(&["billing", "show", "--account", "northwind"]).out;
    for words in [
        "$30.00 a seat and month, up to seat 50",
        "$24.50 a seat and month",
        "Period Charge: 100 committed seats",
    ] {
        assert!(shown.contains(words), "no {words}: {shown}");
    }
    let year = ["billing", "price", "--account", "northwind", "--per-seat", "40", "--period", "year"];
    let json = cli.run(&["billing", "show", "--account", "northwind", "--json"]).json();
    let day = |which: &str| json["billing"]["period"][which].as_str().unwrap().to_owned();
    let (begun, next) = (day("from"), day("to"));
    let early = cli.run(&[&year[..], &["--anchor", &begun]].concat());
    assert_eq!(early.code, 2, "{early:?}");
    assert!(early.err.contains("A period of this price would have begun on"), "{early:?}");
    let later = cli.run(&[&year[..], &["--anchor", &next, "--commitment", "120"]].concat());
    assert!(later.out.contains("when the next period begins"), "{later:?}");
    // Corrected: what was said of seats before holds.
    let later = cli.run(&[&year[..], &["--anchor", &next]].concat());
    assert!(later.out.contains("when the next period begins"), "{later:?}");
    let json = cli.run(&["billing", "show", "--account", "northwind", "--json"]).json();
    assert_eq!(json["billing"]["price"]["tiers"][0]["each_minor"], 3_000);
    assert_eq!(json["billing"]["next_price"]["cycle"], "year");
    assert_eq!(json["billing"]["next_price"]["commitment"], 120);
    assert_eq!((&json["seats"]["paid"], json["ledger"].as_array().unwrap().len()), (&100.into(), 1));
}

#[test]
fn what_is_no_price_is_refused_in_words() {
    let cli = Cli::with_account();
    for (more, words) in [
        (&["--per-seat", "3,50", "--period", "month"][..], "is no amount in USD"),
        (&["--per-seat", "3", "--period", "month", "--tier", "x"], "is no tier"),
        (
            &["--per-seat", "3", "--period", "month", "--tier", "9:2", "--tier", "4:1"],
            "The tiers do not rise",
        ),
        (&["--per-seat", "3", "--period", "month", "--tax", "lots"], "is no tax in per cent"),
    ] {
        let answer = price(&cli, more);
        assert_eq!(answer.code, 2, "{answer:?}");
        assert!(answer.err.contains(words), "no {words}: {answer:?}");
    }
    let early = cli.run(&["billing", "cap", "--account", "northwind", "--most", "5"]);
    assert_eq!(early.code, 2, "{early:?}");
    assert!(early.err.contains("This account has no price"), "{early:?}");
}

#[test]
fn an_import_above_the_limit_is_refused_and_says_who_may_lift_it() {
    let cli = Cli::with_account();
    price(&cli, &["--per-seat", "90", "--period", "quarter", "--commitment", "1"]);
    let capped = cli.run(&["billing", "cap", "--account", "northwind", "--most", "0.50"]);
    assert!(capped.out.contains("$0.50 a month at the most"), "{capped:?}");
    cli.write("two.csv", format!("{HEADER}\r\nBo,Lund,bo@northwind.example,+13125550118,Sales\r\n"));
    let plan = cli.users("plan", "two.csv", &["--json"]).json();
    let capped = plan["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "seats.cap");
    let text = capped.unwrap()["text"].as_str().unwrap();
    assert!(text.contains("$0.50") && text.contains("Admin"), "{text}");
    assert_eq!(plan["effects"]["charges"][0]["kind"], "one_time_charge");
    assert_eq!(cli.users("import", "two.csv", &["--yes"]).code, 3);
    assert_eq!(cli.run(&["billing", "cap", "--account", "northwind", "--none"]).code, 0);
    assert_eq!(cli.users("import", "two.csv", &["--yes", "--confirm", "1"]).code, 0);
    let json = cli.run(&["billing", "show", "--account", "northwind", "--json"]).json();
    let line = json["ledger"].as_array().unwrap().last().unwrap();
    assert_eq!((&line["line"]["kind"], &line["import"].is_number()), (&"one_time_charge".into(), &true));
    assert_eq!(cli.run(&["check"]).code, 0);
}

/// The words of an answer, however they were broken into lines.
fn words(answer: &super::Answer) -> String {
    answer.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_operator_gives_back_what_was_charged_and_no_more() {
    let cli = Cli::with_account();
    price(&cli, &["--per-seat", "30", "--period", "month", "--tax", "10", "--commitment", "2"]);
    let of = ["--account", "northwind"];
    let give = |amount: &str, reason: &str| {
        cli.run(&[&["billing", "credit"], &of[..], &["--amount", amount, "--reason", reason]].concat())
    };
    let refused = give("99999", "too much");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("not given back yet"), "{refused:?}");
    assert_eq!(give("10", " ").code, 2, "without a reason");
    let long =
        "two days without service in the week before the fair, as agreed with Dana Mitchell on the phone";
    let given = give("0.50", long);
    assert!(words(&given).contains("-$0.50 before tax and -$0.05 of tax"), "{given:?}");
    let shown = cli.run(&["billing", "show", "--account", "northwind"]);
    assert!(
        words(&shown).contains("Credit: two days without service in the week before the fair"),
        "{shown:?}"
    );
    assert!(shown.out.lines().all(|line| line.chars().count() <= 92), "{}", shown.out);

    let json = cli.run(&["billing", "show", "--account", "northwind", "--json"]).json();
    let last = json["ledger"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["line"]["kind"], &last["by"]), (&"credit".into(), &"operator".into()));
    let line = last["id"].to_string();
    let back = || cli.run(&["billing", "reverse", "--account", "northwind", "--line", &line]);
    assert!(back().out.contains("Reversal of Credit"), "the credit is charged again");
    assert!(back().err.contains("has been taken back already"));
    assert_eq!(cli.run(&["check"]).code, 0);
}

#[test]
fn an_invoice_is_written_as_csv_and_as_pdf() {
    let cli = Cli::with_account();
    let invoice = |day: &str, format: &str| {
        cli.run(&["billing", "invoice", "--account", "northwind", "--period", day, "--format", format])
    };
    assert_eq!(invoice("2026-01-01", "csv").code, 2, "without a price there is none");
    price(&cli, &["--per-seat", "30", "--period", "month"]);
    let json = cli.run(&["billing", "show", "--account", "northwind", "--json"]).json();
    let day = json["billing"]["period"]["from"].as_str().unwrap().to_owned();
    let csv = invoice(&day, "csv");
    assert!(csv.out.contains("Period Charge,") && csv.out.contains(",USD,"), "{csv:?}");
    assert!(invoice(&day, "pdf").out.starts_with("%PDF-"));
    assert!(invoice("soon", "pdf").err.contains("is no day"));
}
