//! Tables for people: columns as wide as what stands in them.

use std::io::{self, Write};

/// A table of text, for a terminal.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
    /// The columns that hold numbers and are set to the right.
    numbers: Vec<usize>,
}

/// No column is wider; what is longer is cut.
const WIDEST: usize = 48;

impl Table {
    /// A table with a header; `numbers` are the columns, from 0, that are set to the right.
    pub fn new(header: &[&str], numbers: &[usize]) -> Self {
        let header = header.iter().map(|title| (*title).to_owned()).collect();
        Self { rows: vec![header], numbers: numbers.to_vec() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(|cell| one_line(cell)).collect());
    }

    /// Writes the table.
    ///
    /// # Errors
    /// Where writing fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths();
        for row in &self.rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let blank = " ".repeat(width.saturating_sub(cell.chars().count()));
                let parts = if self.numbers.contains(&at) {
                    [&blank, cell, "  "]
                } else {
                    [cell, blank.as_str(), "  "]
                };
                line.extend(parts);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        (0..columns).map(width).collect()
    }
}

/// A text in one line that is not too long, without control characters, which could play tricks on a terminal.
pub fn one_line(text: &str) -> String {
    let plain = plain(text);
    if plain.chars().count() <= WIDEST {
        return plain;
    }
    plain.chars().take(WIDEST - 1).chain(['…']).collect()
}

/// A text without control characters.
pub fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// A text in lines that are no wider, broken between words; a word that is wider stays in one piece.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in plain(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_in_the_next_line() {
        assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("", 9), [""; 0]);
        assert_eq!(wrap("interchangeable is", 9), ["interchangeable", "is"]);
    }

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let mut table = Table::new(&["Name", "Rows"], &[1]);
        table.row(&["Zoë\u{1b}[1m".into(), "7".into()]);
        table.row(&["x".repeat(60), "1234567".into()]);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        let long = format!("{}…", "x".repeat(47));
        let expected =
            format!("{:<48}  {:>7}\n{:<48}  {:>7}\n{long}  1234567\n", "Name", "Rows", "Zoë [1m", "7");
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
