//! Text: whatever the bytes, a sheet or a refusal; and a sheet is the same when it was stored.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

fuzz_target!(|bytes: &[u8]| {
    // A zip is for another target.
    if bytes.starts_with(b"PK") {
        return;
    }
    let Ok(sheet) = look(bytes.to_vec(), &Reading::default(), &Limits::default(), &InProcess) else { return };
    let numbers: Vec<u32> = (0..sheet.len() as u32).map(|row| sheet.number(row)).collect();
    assert!(numbers.is_sorted_by(|one, two| one < two), "rows are out of order");
    assert!(numbers.iter().all(|number| *number > sheet.origin().header_row), "a row stands above the header");
    let stored = Sheet::from_bytes(&sheet.to_bytes()).expect("what was stored is read back");
    assert_eq!(stored, sheet);
});
