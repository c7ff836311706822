//! Every code stands in `docs/findings.md`, with cause and cure.

use plan::finding::{Code, Severity};
use plan::read::Reason;

const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/findings.md"));

/// The rows of a table under a heading, as their cells; without the two rows of its head.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = DOCUMENT.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.skip(1).map(|row| row.split(" | ").collect()).collect()
}

#[test]
fn every_finding_is_documented_in_order_with_its_severity_cause_and_cure() {
    let documented: Vec<[&str; 2]> = table("\n## Findings\n")
        .iter()
        .map(|row| {
            let [code, severity, cause, cure] = row[..] else { panic!("{row:?} has other columns") };
            assert!(cause.ends_with('.') && cure.ends_with('.'), "{row:?}");
            [code.trim_matches('`'), severity]
        })
        .collect();
    let codes: Vec<[&str; 2]> = Code::ALL
        .iter()
        .map(|code| [code.as_str(), if code.severity() == Severity::Error { "error" } else { "warning" }])
        .collect();
    assert_eq!(documented, codes);
}

#[test]
fn every_refusal_is_documented_in_its_own_words() {
    let documented: Vec<[&str; 3]> = table("\n## Refusals\n")
        .iter()
        .map(|row| {
            let [code, cause, cure] = row[..] else { panic!("{row:?} has other columns") };
            [code.trim_matches('`'), cause, cure]
        })
        .collect();
    let reasons: Vec<[&str; 3]> =
        Reason::ALL.iter().map(|reason| [reason.code(), reason.cause(), reason.cure()]).collect();
    assert_eq!(documented, reasons);
}
