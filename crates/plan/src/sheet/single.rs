//! A table of which every row is one cell: its columns were never told apart, and somebody has to be told.

/// So many parts a row of people has at least.
const PARTS: usize = 3;

/// Letters of a row that are shown.
const SHOWN: usize = 40;

/// What may stand between the cells that are in one, and its name.
const BETWEEN: [(char, &str); 4] = [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

/// What to say of the first rows of a table that stands in one column: how its cells look to be parted, and what to do.
pub(super) fn in_one_column(rows: &[Vec<&str>]) -> Option<String> {
    let lines = rows.iter().map(|row| row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()));
    let lines = lines.map(|mut cells| cells.next().filter(|_| cells.next().is_none()));
    // Any row of two cells is one of a table.
    let lines = lines.collect::<Option<Vec<_>>>()?;
    let first =
        lines.iter().find(|line| is_lined_up(line) || BETWEEN.iter().any(|(sign, _)| has(line, *sign)))?;
    let shown = cut(first);
    if is_most(&lines, is_lined_up) {
        return Some(format!(
            "The whole table stands in one column, with its cells lined up by blanks (“{shown}”). Open the file in a \
             spreadsheet program, split the column (in Excel: Data, Text to Columns, Fixed width), save it as XLSX or CSV \
             and use that file."
        ));
    }
    let (_, name) = BETWEEN.iter().find(|(sign, _)| is_most(&lines, |line| has(line, *sign)))?;
    Some(format!(
        "The whole table stands in one column, with {name} between its cells (“{shown}”). Open the file in a spreadsheet \
         program, split the column (in Excel: Data, Text to Columns, Delimited), save it as XLSX or CSV and use that file."
    ))
}

/// Whether four rows in five are so, and two at least.
fn is_most(lines: &[&str], is_so: impl Fn(&str) -> bool) -> bool {
    let count = lines.iter().filter(|line| is_so(line)).count();
    count >= 2 && count * 5 >= lines.len() * 4
}

/// Whether a row has parts with two blanks or more between them.
fn is_lined_up(line: &str) -> bool {
    line.split("  ").filter(|part| !part.trim().is_empty()).count() >= PARTS
}

fn has(line: &str, sign: char) -> bool {
    line.split(sign).count() >= PARTS
}

fn cut(line: &str) -> String {
    let mut cut = line.chars().take(SHOWN).collect::<String>();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}
