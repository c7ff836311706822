//! Rows on their way into a table, in the form that each engine takes fastest: one JSON array of arrays for SQLite,
//! the binary form of COPY for PostgreSQL.

use std::fmt::{self, Write};

use super::loader::Constant;

/// Values, row after row. Every row must have as many values as the target has columns.
#[derive(Debug)]
pub enum Rows {
    /// `[[1,"a"],[2,null]`: the closing bracket comes with [`Rows::take`].
    Json(String),
    /// Tuples of `COPY … (FORMAT binary)`, without head and tail.
    Copy {
        /// The tuples so far.
        bytes: Vec<u8>,
        /// What each tuple begins with: the number of its values and those that are the same in every row.
        head: Vec<u8>,
    },
}

impl Rows {
    /// No rows, for SQLite.
    pub const fn json() -> Self {
        Self::Json(String::new())
    }

    /// No rows, for PostgreSQL, with the values that are the same in all of them.
    pub fn copy(columns: usize, constants: &[Constant]) -> Self {
        let mut rows = Self::Copy { bytes: Vec::new(), head: Vec::new() };
        for constant in constants {
            match constant {
                Constant::Int(value) => rows.int(*value),
                Constant::Text(value) => rows.text(value),
            }
        }
        if let Self::Copy { bytes, head } = &mut rows {
            head.extend(((columns + constants.len()) as u16).to_be_bytes());
            head.append(bytes);
        }
        rows
    }

    /// How many bytes wait.
    pub const fn len(&self) -> usize {
        match self {
            Self::Json(text) => text.len(),
            Self::Copy { bytes, .. } => bytes.len(),
        }
    }

    /// Begins a row.
    pub fn begin(&mut self) {
        match self {
            Self::Json(text) => text.push_str(if text.is_empty() { "[[" } else { ",[" }),
            Self::Copy { bytes, head } => bytes.extend_from_slice(head),
        }
    }

    /// Ends a row.
    pub fn end(&mut self) {
        if let Self::Json(text) = self {
            close(text);
        }
    }

    /// A BIGINT.
    pub fn int(&mut self, value: i64) {
        match self {
            Self::Json(text) => {
                // A String takes everything.
                let _ = write!(text, "{value},");
            }
            Self::Copy { bytes, .. } => {
                bytes.extend_from_slice(&8_u32.to_be_bytes());
                bytes.extend_from_slice(&value.to_be_bytes());
            }
        }
    }

    /// NULL.
    pub fn null(&mut self) {
        match self {
            Self::Json(text) => text.push_str("null,"),
            Self::Copy { bytes, .. } => bytes.extend_from_slice(&(-1_i32).to_be_bytes()),
        }
    }

    /// A BIGINT or NULL.
    pub fn opt_int(&mut self, value: Option<i64>) {
        match value {
            Some(value) => self.int(value),
            None => self.null(),
        }
    }

    /// A TEXT.
    pub fn text(&mut self, value: &str) {
        self.text_with(|to| to.push_str(value));
    }

    /// A TEXT or NULL.
    pub fn opt_text(&mut self, value: Option<&str>) {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    /// A TEXT, written where it stays.
    pub fn display(&mut self, value: impl fmt::Display) {
        self.text_with(|to| to.display(value));
    }

    /// A TEXT that is a JSON array or object, without blanks, or NULL. In a JSON row it stands as it is, and SQLite
    /// takes its text out again.
    pub fn opt_json(&mut self, value: Option<&str>) {
        match (self, value) {
            (rows, None) => rows.null(),
            (Self::Json(text), Some(value)) => {
                text.push_str(value);
                text.push(',');
            }
            (rows, Some(value)) => rows.text(value),
        }
    }

    /// Bytes; in a JSON row as hexadecimal digits.
    pub fn bytes(&mut self, value: &[u8]) {
        match self {
            Self::Json(text) => {
                text.push('"');
                for byte in value {
                    text.extend([digit(byte >> 4), digit(byte & 15)]);
                }
                text.push_str("\",");
            }
            Self::Copy { bytes, .. } => {
                bytes.extend_from_slice(&(value.len() as u32).to_be_bytes());
                bytes.extend_from_slice(value);
            }
        }
    }

    /// A TEXT in pieces.
    fn text_with(&mut self, write: impl FnOnce(&mut Text<'_>)) {
        match self {
            Self::Json(text) => {
                text.push('"');
                write(&mut Text::Json(text));
                text.push_str("\",");
            }
            Self::Copy { bytes, .. } => {
                let at = bytes.len();
                bytes.extend_from_slice(&[0; 4]);
                write(&mut Text::Raw(bytes));
                let length = (bytes.len() - at - 4) as u32;
                if let Some(place) = bytes.get_mut(at..at + 4) {
                    place.copy_from_slice(&length.to_be_bytes());
                }
            }
        }
    }

    /// Takes what waits: for SQLite the whole array, for PostgreSQL the tuples.
    pub fn take(&mut self) -> Taken {
        match self {
            Self::Json(text) => {
                text.push(']');
                Taken::Json(std::mem::take(text))
            }
            Self::Copy { bytes, .. } => Taken::Copy(std::mem::take(bytes)),
        }
    }
}

/// What [`Rows::take`] took.
#[derive(Debug)]
pub enum Taken {
    /// A JSON array of arrays.
    Json(String),
    /// Tuples of a binary COPY.
    Copy(Vec<u8>),
}

/// A TEXT that is being written.
#[derive(Debug)]
enum Text<'a> {
    /// Into a JSON string, escaped.
    Json(&'a mut String),
    /// As it is.
    Raw(&'a mut Vec<u8>),
}

impl Text<'_> {
    fn push_str(&mut self, value: &str) {
        match self {
            Self::Json(text) => escape(value, text),
            Self::Raw(bytes) => bytes.extend_from_slice(value.as_bytes()),
        }
    }

    fn display(&mut self, value: impl fmt::Display) {
        // Neither form refuses text.
        let _ = write!(self, "{value}");
    }
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, value: &str) -> fmt::Result {
        self.push_str(value);
        Ok(())
    }
}

/// Turns the comma behind the last value into the bracket that closes the row.
fn close(text: &mut String) {
    if text.ends_with(',') {
        text.pop();
    }
    text.push(']');
}

const fn digit(half: u8) -> char {
    (if half < 10 { b'0' + half } else { b'a' + half - 10 }) as char
}

/// Adds a text to a JSON string: quotes, backslashes and control characters escaped.
pub fn escape(value: &str, to: &mut String) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        // Escaped bytes are ASCII, so both ends lie between characters.
        to.push_str(value.get(from..at).unwrap_or_default());
        from = at + 1;
        match byte {
            b'"' => to.push_str("\\\""),
            b'\\' => to.push_str("\\\\"),
            _ => {
                let _ = write!(to, "\\u{byte:04x}");
            }
        }
    }
    to.push_str(value.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{Constant, Rows, Taken, escape};

    #[test]
    fn json_rows_are_an_array_of_arrays() {
        let mut rows = Rows::json();
        for text in ["a \"b\" \\", "ü\n"] {
            rows.begin();
            rows.int(-7);
            rows.text(text);
            rows.null();
            rows.end();
        }
        let Taken::Json(text) = rows.take() else { panic!("json gives json") };
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back, serde_json::json!([[-7, "a \"b\" \\", null], [-7, "ü\n", null]]));
        assert_eq!(rows.len(), 0);
    }

    #[test]
    fn copy_rows_carry_the_constants_and_the_length_of_each_value() {
        let mut rows = Rows::copy(2, &[Constant::Int(9)]);
        rows.begin();
        rows.text("ab");
        rows.null();
        rows.end();
        let Taken::Copy(bytes) = rows.take() else { panic!("copy gives bytes") };
        let mut expected = vec![0, 3, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 2, b'a', b'b'];
        expected.extend([255; 4]);
        assert_eq!(bytes, expected);
    }

    #[test]
    fn every_control_character_is_escaped() {
        let all: String = (0..0x80_u8).map(char::from).chain("é\u{2028}😀".chars()).collect();
        let mut text = String::from("\"");
        escape(&all, &mut text);
        text.push('"');
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), all);
    }
}
