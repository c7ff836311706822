//! What a plan is known again by.

use std::fmt;

/// Two hashes of what is agreed to; shown as `rows.effects`, each 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// Fates, new values, versions of the people touched, references made.
    pub rows: [u8; 16],
    /// Seats added, charge lines with their date, messages, guard.
    pub effects: [u8; 16],
}

impl Fingerprint {
    /// Reads the form that [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (rows, effects) = text.trim().split_once('.')?;
        Some(Self { rows: half(rows)?, effects: half(effects)? })
    }
}

fn half(text: &str) -> Option<[u8; 16]> {
    let mut half = [0; 16];
    if text.len() != 32 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in half.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(half)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.rows {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(".")?;
        for byte in self.effects {
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}
