//! Columns of labelled header rows are matched; the share that is right is counted and held to a floor.
//!
//! `docs/matching.md` says what is counted and how the rows came about. `make matching` prints the tables;
//! `MUSTER_MATCHING_MISSES=own` names the misses of one set.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plan::field::Field;
use plan::inspect::inspect;
use plan::mapping::{Column, MappingFile};
use plan::read::Limits;
use plan::read::workbook::InProcess;
use serde::Deserialize;

/// A header row, and the columns that a careful human would take for each field.
#[derive(Deserialize)]
struct Case {
    id: String,
    #[serde(default)]
    delimiter: Option<char>,
    headers: Vec<String>,
    #[serde(default)]
    rows: Vec<Vec<String>>,
    #[serde(default)]
    preamble: Vec<String>,
    /// The columns to take: any of them is right. A field that is not named at all is not judged.
    expected: BTreeMap<Field, Option<Names>>,
    /// Columns that may be taken without being wrong; they count for nothing.
    #[serde(default)]
    ambiguous: BTreeMap<Field, Option<Names>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    fn hold(&self, header: &str) -> bool {
        match self {
            Self::One(name) => name.trim() == header.trim(),
            Self::Several(names) => names.iter().any(|name| name.trim() == header.trim()),
        }
    }
}

fn hold(names: &BTreeMap<Field, Option<Names>>, field: Field, header: &str) -> bool {
    names.get(&field).and_then(Option::as_ref).is_some_and(|names| names.hold(header))
}

impl Case {
    /// The file that the header row stands for, as a program would write it.
    fn file(&self) -> Vec<u8> {
        let mut text = String::new();
        for line in &self.preamble {
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        let delimiter = self.delimiter.unwrap_or(',');
        for row in std::iter::once(&self.headers).chain(&self.rows) {
            let cells = row.iter().map(|cell| quoted(cell, delimiter)).collect::<Vec<_>>();
            writeln!(text, "{}", cells.join(&delimiter.to_string())).unwrap();
        }
        text.into_bytes()
    }

    fn columns(&self) -> Vec<Column> {
        self.columns_with(&MappingFile::default())
    }

    fn columns_with(&self, wish: &MappingFile) -> Vec<Column> {
        inspect(self.file(), wish, &Limits::default(), &InProcess)
            .map(|found| found.columns)
            .unwrap_or_default()
    }

    /// Whether a field is judged: a full name only where no first name stands by itself.
    fn judges(&self, field: Field) -> bool {
        let has_first = self.expected.get(&Field::FirstName).is_some_and(Option::is_some);
        self.expected.contains_key(&field) && !(field == Field::FullName && has_first)
    }
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[derive(Default, Clone, Copy)]
struct Tally {
    /// Fitting columns there are.
    present: u32,
    right: u32,
    missed: u32,
    /// Another column was taken, whether or not a fitting one is there.
    wrong: u32,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.present += other.present;
        self.right += other.right;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }

    fn percent(self, count: u32) -> f64 {
        f64::from(count) * 100.0 / f64::from(self.present.max(1))
    }
}

#[derive(Default)]
struct Score {
    fields: BTreeMap<Field, Tally>,
    files: u32,
    whole: u32,
    /// Matches made with a confidence of 0.9 or more, and those of them that are wrong.
    sure: u32,
    sure_and_wrong: u32,
    notes: Vec<String>,
}

impl Score {
    fn of(cases: &[Case]) -> Self {
        let mut score = Self::default();
        for case in cases {
            score.case(case);
        }
        score
    }

    fn case(&mut self, case: &Case) {
        let columns = case.columns();
        let before = self.notes.len();
        for field in Field::ALL.into_iter().filter(|field| case.judges(*field)) {
            let fed = columns.iter().filter(|column| column.field == Some(field)).collect::<Vec<_>>();
            self.field(case, field, &fed, &columns);
        }
        self.files += 1;
        self.whole += u32::from(self.notes.len() == before);
    }

    fn field(&mut self, case: &Case, field: Field, fed: &[&Column], columns: &[Column]) {
        let wanted = case.expected.get(&field).is_some_and(Option::is_some);
        let allowed =
            |header: &str| hold(&case.expected, field, header) || hold(&case.ambiguous, field, header);
        let wrong = fed.iter().any(|column| !allowed(&column.header));
        let right = !wrong && fed.iter().any(|column| hold(&case.expected, field, &column.header));
        let missed = wanted && fed.is_empty();
        let (present, right, missed, wrong) = (wanted.into(), right.into(), missed.into(), wrong.into());
        self.fields.entry(field).or_default().add(Tally { present, right, missed, wrong });
        for column in fed.iter().filter(|column| column.confidence >= 0.9) {
            self.sure += 1;
            self.sure_and_wrong += u32::from(!allowed(&column.header));
        }
        if missed + wrong > 0 {
            let got = fed.iter().map(|column| format!("{} {:.2}", column.header, column.confidence));
            let got = got.collect::<Vec<_>>().join(", ");
            let fitting = columns.iter().filter(|column| hold(&case.expected, field, &column.header));
            let fitting = fitting.map(|column| format!("{}: {}", column.header, column.why));
            let fitting = fitting.collect::<Vec<_>>().join(" | ");
            self.notes.push(format!("{}: {}: got [{got}]; {fitting}", case.id, field.key()));
        }
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.fields.values().for_each(|tally| total.add(*tally));
        total
    }

    fn table(&self, name: &str) -> String {
        let mut text = format!(
            "{name}\n{:18}{:>8}{:>8}{:>8}{:>8}{:>8}\n",
            "field", "present", "right", "%", "missed", "wrong"
        );
        let rows = self.fields.iter().map(|(field, tally)| (field.key(), *tally));
        for (key, tally) in rows.chain([("all fields", self.total())]) {
            let Tally { present, right, missed, wrong } = tally;
            let percent = tally.percent(right);
            writeln!(text, "{key:18}{present:>8}{right:>8}{percent:>8.1}{missed:>8}{wrong:>8}").unwrap();
        }
        let (files, whole, sure, bad) = (self.files, self.whole, self.sure, self.sure_and_wrong);
        writeln!(
            text,
            "header rows {files}, right as a whole {whole}; sure (0.9 or more) {sure}, wrong of those {bad}"
        )
        .unwrap();
        text
    }
}

fn cases(name: &str) -> Vec<Case> {
    let file = format!("{}/tests/data/headers/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let jsonl = std::fs::read_to_string(file).unwrap();
    let lines = jsonl.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Prints the table of a set and holds its total to the floor: percent right at least, percent wrong at most.
#[expect(clippy::print_stdout, reason = "the table is what `make matching` shows")]
fn hold_to(name: &str, (least_right, most_wrong): (f64, f64)) {
    let score = Score::of(&cases(name));
    println!("{}", score.table(name));
    if std::env::var("MUSTER_MATCHING_MISSES").is_ok_and(|set| set == name) {
        println!("{}\n", score.notes.join("\n"));
    }
    let total = score.total();
    let (right, wrong) = (total.percent(total.right), total.percent(total.wrong));
    assert!(right >= least_right && wrong <= most_wrong, "{name}: {right:.1} % right, {wrong:.1} % wrong");
}

#[test]
fn header_rows_collected_from_real_files_are_matched() {
    hold_to("collected", (97.0, 1.0));
}

#[test]
fn header_rows_written_while_tuning_are_matched() {
    hold_to("own", (97.0, 1.0));
}

#[test]
fn header_rows_that_nobody_tuned_to_are_matched() {
    hold_to("held_out", (95.0, 1.0));
}

#[test]
fn header_rows_written_later_are_matched() {
    hold_to("fresh", (97.0, 1.0));
}

#[test]
fn header_rows_of_exports_with_second_and_other_peoples_contacts_are_matched() {
    hold_to("exports", (97.0, 1.0));
}

#[test]
fn header_rows_of_lists_that_companies_keep_themselves_are_matched() {
    hold_to("lists", (97.0, 1.0));
}

/// What somebody says by hand of a column as it was found changes nothing of the others.
#[test]
fn a_match_that_is_confirmed_by_hand_changes_no_other() {
    let fields = |columns: &[Column]| columns.iter().map(|column| column.field).collect::<Vec<_>>();
    let mut changed = String::new();
    for case in ["collected", "own", "held_out", "fresh", "exports", "lists"].into_iter().flat_map(cases) {
        let found = fields(&case.columns());
        for (at, field) in (0..).zip(&found) {
            // Of columns that feed a field together somebody who names one means that one, and who leaves one of two equals
            // out means the other.
            if field.is_none() || found.iter().filter(|other| *other == field).count() > 1 {
                continue;
            }
            let wish = MappingFile { columns: [(at, *field)].into(), ..MappingFile::default() };
            let confirmed = fields(&case.columns_with(&wish));
            if confirmed != found {
                writeln!(changed, "{}, column {at} as {field:?}: {found:?}\n   {confirmed:?}", case.id)
                    .unwrap();
            }
        }
    }
    assert!(changed.is_empty(), "{changed}");
}
