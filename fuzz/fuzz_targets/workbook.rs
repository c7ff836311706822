//! What guards the reading of workbooks: whatever the archive, it lets it through or says why not, in bounded memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan::read::Limits;
use plan::read::workbook::check;

fuzz_target!(|bytes: &[u8]| {
    if let Err(refusal) = check(bytes, &Limits::default()) {
        assert!(!refusal.text.is_empty());
    }
});
