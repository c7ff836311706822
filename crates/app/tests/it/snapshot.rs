//! Texts that a person has read and agreed to.

use std::path::Path;

/// Compares a text with the one kept below `tests/it`. `MUSTER_UPDATE_SNAPSHOTS=1` keeps the new one; read it in the diff
/// before it is committed.
pub fn compare(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(name);
    if std::env::var_os("MUSTER_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some((at, (was, is))) = (1..).zip(kept.lines().zip(text.lines())).find(|(_, (was, is))| was != is)
    {
        panic!("{name}, line {at}:\n  was {was}\n  is  {is}\nMUSTER_UPDATE_SNAPSHOTS=1 keeps the new text");
    }
    assert_eq!(kept, text, "{name} has other lines; MUSTER_UPDATE_SNAPSHOTS=1 keeps the new text");
}
