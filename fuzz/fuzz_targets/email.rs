//! Addresses: whatever the text, an answer; and a normal form is its own normal form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan::value::email::{parse_email, suggest_email};

fuzz_target!(|text: &str| {
    if let Ok(normal) = parse_email(text) {
        assert_eq!(parse_email(&normal).as_deref(), Ok(&*normal), "of {text:?}");
    } else if let Some(meant) = suggest_email(text) {
        assert_eq!(parse_email(&meant).as_deref(), Ok(&*meant), "suggested for {text:?}");
    }
});
