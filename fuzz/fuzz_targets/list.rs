//! Lists and paths: whatever the cell, its parts; and parts written out are read back.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use plan::value::list::{list_out, parts, path_out, split_path};
use plan::value::name::normalise;

/// Whether a text can be the name of a team: nothing else is ever written out.
fn is_name(text: &str) -> bool {
    !text.is_empty() && normalise(text) == text
}

fuzz_target!(|input: (&str, &str)| {
    let (cell, known) = input;
    let is_known = |text: &str| text == known;
    let found: Vec<Cow<'_, str>> = parts(cell, &is_known).collect();
    let written = list_out(&found, &is_known);
    let again: Vec<Cow<'_, str>> = parts(&written, &is_known).collect();
    assert_eq!(found, again, "{cell:?} was written as {written:?}");
    for part in &found {
        let names = split_path(part);
        // An empty first name stands for the top.
        if !names.iter().enumerate().all(|(at, name)| is_name(name) || at == 0 && name.is_empty()) {
            continue;
        }
        let written = path_out(&names);
        assert_eq!(split_path(&written), names, "{part:?} was written as {written:?}");
    }
});
