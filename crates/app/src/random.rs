//! The only source of randomness: the operating system's. Everything else takes random bytes as an argument.

use std::fmt::Write;

/// Random bytes, fit for keys and tokens.
///
/// # Errors
/// Where the operating system has none to give, which it says at start or never.
#[expect(clippy::disallowed_methods, reason = "this is the one source of randomness")]
pub fn bytes<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
