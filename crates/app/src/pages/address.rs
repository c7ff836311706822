//! Addresses with a query, built so that whatever is in a value stays in that value.

use std::fmt::{self, Write as _};

/// A path and the pairs of its query, in the order they were added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: String,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// An address without a query.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// The same address with a pair set; an empty value takes the pair away.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.pairs.retain(|(known, _)| *known != key);
        let value = value.into();
        if !value.is_empty() {
            self.pairs.push((key, value));
        }
        self
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for (place, (key, value)) in self.pairs.iter().enumerate() {
            f.write_str(if place == 0 { "?" } else { "&" })?;
            write!(f, "{key}=")?;
            encode(f, value)?;
        }
        Ok(())
    }
}

fn encode(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                f.write_char(char::from(byte))
            }
            _ => write!(f, "%{byte:02X}"),
        }?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn a_value_cannot_leave_its_pair() {
        let address = Address::new("/users").with("find", "a&role=Admin #é").with("role", "");
        assert_eq!(address.to_string(), "/users?find=a%26role%3DAdmin%20%23%C3%A9");
    }

    #[test]
    fn a_pair_is_there_once() {
        let address = Address::new("/users").with("page", "2").with("role", "Sales").with("page", "3");
        assert_eq!(address.to_string(), "/users?role=Sales&page=3");
    }
}
