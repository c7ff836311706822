//! The header and the columns: whatever the table, the same mapping twice, and no field fed by two columns that takes one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan::field::Field;
use plan::inspect::inspect;
use plan::mapping::MappingFile;
use plan::read::Limits;
use plan::read::workbook::InProcess;

fuzz_target!(|text: &str| {
    if text.starts_with("PK") {
        return;
    }
    let once = || inspect(text.as_bytes().to_vec(), &MappingFile::default(), &Limits::default(), &InProcess);
    let Ok(found) = once() else { return };
    for field in Field::ALL.into_iter().filter(|field| !field.takes_columns()) {
        assert!(found.columns.iter().filter(|column| column.field == Some(field)).count() <= 1, "{field:?}");
    }
    assert_eq!(Ok(found), once());
});
