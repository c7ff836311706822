//! Lists and paths: whatever the cell, its parts; and parts written out are read back.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use plan::value::list::{list_out, parts, path_out, split_path};

fuzz_target!(|input: (&str, &str)| {
    let (cell, known) = input;
    let is_name = |text: &str| text == known;
    let found: Vec<Cow<'_, str>> = parts(cell, &is_name).collect();
    let written = list_out(&found, &is_name);
    let again: Vec<Cow<'_, str>> = parts(&written, &is_name).collect();
    assert_eq!(found, again, "{cell:?} was written as {written:?}");
    for part in &found {
        let names = split_path(part);
        let written = path_out(&names);
        assert_eq!(split_path(&written), names, "{part:?} was written as {written:?}");
    }
});
