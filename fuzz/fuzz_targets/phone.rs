//! Phones: whatever the text and the country, an answer; and a number read is the number it is written as.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use plan::value::phone::{PhoneNumber, PhoneReader};

static READERS: LazyLock<Vec<PhoneReader>> =
    LazyLock::new(|| ["US", "DE", "IT", "AR", "BR", "JP", "NZ", "??"].map(PhoneReader::new).into());

fuzz_target!(|input: (u8, &str)| {
    let (country, text) = input;
    let reader = &READERS[usize::from(country) % READERS.len()];
    if let Ok(read) = reader.parse(text) {
        let written = read.number.to_string();
        assert_eq!(PhoneNumber::from_e164(&written), Some(read.number), "of {text:?}");
        assert_eq!(reader.parse(&written).map(|read| read.number), Ok(read.number), "of {text:?}");
    }
});
