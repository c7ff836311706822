//! Files to import.

use std::fmt::Write as _;

/// A clean file of so many people, one in twenty a Manager. The domain keeps the people of two files apart.
pub fn people(rows: u32, domain: &str) -> String {
    let mut text = String::from("First Name,Last Name,Email,Phone,Role,Territory Access\r\n");
    for row in 0..rows {
        let role = if row % 20 == 0 { "Manager" } else { "Sales" };
        let (given, family) = (letters(row), letters(row / 3 + 7));
        let (exchange, line) = (200 + row / 10_000, row % 10_000);
        writeln!(text, "{given},{family},person{row}@{domain},+1212{exchange:03}{line:04},{role},Global\r")
            .unwrap();
    }
    text
}

/// A name of its own for a number.
fn letters(mut number: u32) -> String {
    let mut name = String::from("M");
    loop {
        name.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}
