//! When people are invited, as JSON has it: the form of old and what was added.

use plan::choices::{Choices, Inviting, SendAt};

#[test]
fn what_was_stored_before_there_was_a_time_is_still_read() {
    let read = |text: &str| serde_json::from_str::<Choices>(text).map(|choices| choices.invites);
    assert_eq!(read("{}").unwrap(), Inviting::Now);
    assert_eq!(read(r#"{"invites": true}"#).unwrap(), Inviting::Now);
    assert_eq!(read(r#"{"invites": false}"#).unwrap(), Inviting::None);
    for wrong in
        [r#"{"invites": "later"}"#, r#"{"invites": {"at": "2026-12-01T08:00"}}"#, r#"{"invites": 3}"#]
    {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn each_way_of_inviting_is_read_as_it_was_written() {
    let at = SendAt::parse("2026-12-01T08:00:00-06:00").unwrap();
    for (inviting, json) in [
        (Inviting::None, "false".to_owned()),
        (Inviting::Now, "true".to_owned()),
        (Inviting::Held, r#""held""#.to_owned()),
        (Inviting::At(at), r#"{"at":"2026-12-01T08:00:00-06:00"}"#.to_owned()),
    ] {
        assert_eq!(serde_json::to_string(&inviting).unwrap(), json);
        assert_eq!(serde_json::from_str::<Inviting>(&json).unwrap(), inviting);
    }
}

#[test]
fn a_time_keeps_its_moment_and_how_the_account_writes_it() {
    let at = SendAt::parse("2026-12-01T08:00-06:00").unwrap();
    assert_eq!((at.micros, at.offset), (1_796_133_600_000_000, -21_600));
    assert_eq!(at.said(), "1 December 2026 at 08:00");
    assert_eq!(SendAt::parse("2026-12-01T08:00Z").unwrap().offset, 0);
    for wrong in ["2026-12-01T08:00", "2026-12-01", "08:00-06:00", "", "2026-13-01T08:00Z"] {
        assert_eq!(SendAt::parse(wrong), None, "{wrong}");
    }
}
