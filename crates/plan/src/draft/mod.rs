//! A sheet seen through a mapping and fixes: typed rows, what was noticed at them, and the keys to look up.
//!
//! A draft knows the account's facts but none of its people; [`crate::decide::decide`] adds those. Start at [`draft`].

pub(crate) mod fixes;
pub(crate) mod text;
pub(crate) mod twins;

use std::sync::Arc;

use self::fixes::{Decision, FixTable};
use self::text::Texts;
use crate::field::Field;
use crate::fix::Fix;
use crate::groups::Groups;
use crate::mapping::Mapping;
use crate::sheet::Sheet;
use crate::snapshot::Facts;
use crate::subject::users::row::{Mark, Row, RowReader, State};
use crate::value::phone::PhoneNumber;

/// Typed rows of a sheet, and everything noticed at them so far. Cheap to share behind an [`Arc`].
#[derive(Debug)]
pub struct Draft {
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) facts: Arc<Facts>,
    pub(crate) missing: Vec<Field>,
    pub(crate) table: FixTable,
    pub(crate) unmatched: Vec<Fix>,
    pub(crate) teams: Groups,
    pub(crate) territories: Groups,
    pub(crate) rows: Vec<Row>,
    pub(crate) own: String,
    pub(crate) places: Vec<u32>,
    /// Ascending by row.
    pub(crate) marks: Vec<Mark>,
    pub(crate) texts: Texts,
    pub(crate) twins: Twins,
}

/// Groups of rows that share a key, whatever becomes of the rows.
#[derive(Debug, Default)]
pub(crate) struct Twins {
    pub(crate) emails: Vec<Vec<u32>>,
    pub(crate) phones: Vec<Vec<u32>>,
    pub(crate) external_ids: Vec<Vec<u32>>,
}

/// The keys of a draft, each ascending and once: what the snapshot's people are looked up by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// External ids, trimmed.
    pub external_ids: Vec<String>,
    /// Addresses in normal form.
    pub emails: Vec<String>,
    /// Phones.
    pub phones: Vec<PhoneNumber>,
}

/// Reads every row of a sheet through a mapping and fixes. Pure: the same inputs give the same draft.
pub fn draft(sheet: &Arc<Sheet>, mapping: &Mapping, fixes: &[Fix], facts: &Arc<Facts>) -> Draft {
    let table = FixTable::new(fixes, sheet);
    let teams = groups(&facts.teams, &table, Field::Teams);
    let territories = groups(&facts.territories, &table, Field::Territories);
    let mut reader = RowReader::new(sheet, mapping, &table, facts, &teams, &territories);
    let rows: Vec<Row> = (0..sheet.len() as u32).map(|at| reader.read(at)).collect();
    let RowReader { own, places, mut marks, mut texts, .. } = reader;
    for fault in sheet.faults() {
        let value = texts.number(&fault.value);
        marks.push(Mark { row: fault.row, code: fault.code, field: None, value, other: 0 });
    }
    marks.sort_unstable();
    marks.dedup();
    let unmatched = table.unmatched().into_iter().filter_map(|at| fixes.get(at).cloned()).collect();
    let mut draft = Draft {
        sheet: Arc::clone(sheet),
        facts: Arc::clone(facts),
        missing: mapping.missing(),
        table,
        unmatched,
        teams,
        territories,
        rows,
        own,
        places,
        marks,
        texts,
        twins: Twins::default(),
    };
    draft.twins = draft.find_twins();
    draft
}

fn groups(known: &[crate::snapshot::Group], table: &FixTable, field: Field) -> Groups {
    let mut groups = Groups::new(known);
    for (name, parent) in table.creations(field) {
        // A parent that stands twice leaves the value unknown: the finding on its rows says so.
        let _ = groups.create(name, parent);
    }
    groups
}

impl Draft {
    /// The sheet the draft was made of.
    pub const fn sheet(&self) -> &Arc<Sheet> {
        &self.sheet
    }

    /// The facts the draft was made with.
    pub const fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The needed fields that nothing feeds; while there is one, every row would be blocked.
    pub fn missing(&self) -> &[Field] {
        &self.missing
    }

    /// The keys that the snapshot's people are looked up by.
    pub fn keys(&self) -> Keys {
        let texts = |field, span: fn(&Row) -> text::Span| {
            let mut texts: Vec<String> = self
                .rows
                .iter()
                .filter(|row| row.state(field) == State::Good)
                .map(|row| self.text(span(row)).to_owned())
                .collect();
            texts.sort_unstable();
            texts.dedup();
            texts
        };
        let mut phones: Vec<PhoneNumber> =
            self.rows.iter().filter_map(|row| PhoneNumber::from_digits(row.phone)).collect();
        phones.sort_unstable();
        phones.dedup();
        Keys {
            external_ids: texts(Field::ExternalId, |row| row.external_id),
            emails: texts(Field::Email, |row| row.email),
            phones,
        }
    }

    pub(crate) fn text(&self, span: text::Span) -> &str {
        span.get(self.sheet.text(), &self.own)
    }

    pub(crate) fn row(&self, at: u32) -> Row {
        self.rows.get(at as usize).copied().unwrap_or_default()
    }

    pub(crate) fn email(&self, at: u32) -> &str {
        self.text(self.row(at).email)
    }

    pub(crate) fn external_id(&self, at: u32) -> &str {
        self.text(self.row(at).external_id)
    }

    pub(crate) fn places(&self, list: (u32, u16)) -> &[u32] {
        self.places.get(list.0 as usize..list.0 as usize + list.1 as usize).unwrap_or(&[])
    }

    pub(crate) fn decision(&self, at: u32) -> Decision {
        self.table.decision(at)
    }

    /// The text that the grid shows for a field of a row: of a fix, else of the sheet, else the value for everybody.
    pub fn shown(&self, at: u32, field: Field, mapping: &Mapping) -> String {
        if let Some(text) = self.table.cell(at, field) {
            return text.to_owned();
        }
        match mapping.column_of(field) {
            Some(column) => self.sheet.cell(at, column).to_owned(),
            None => mapping.constants.get(&field).cloned().unwrap_or_default(),
        }
    }

    /// Whether a fix has replaced the cell of a field in a row.
    pub fn is_fixed(&self, at: u32, field: Field) -> bool {
        self.table.cell(at, field).is_some()
    }

    fn find_twins(&self) -> Twins {
        let rows = || (0_u32..).zip(&self.rows);
        let phones = rows().filter(|(_, row)| row.phone != 0).map(|(at, row)| (row.phone, at)).collect();
        Twins {
            emails: twins::same_texts(
                rows().filter(|(_, row)| !row.email.is_empty()).map(|(at, row)| (at, self.text(row.email))),
                |at| self.email(at),
            ),
            phones: twins::same_numbers(phones),
            external_ids: twins::same_texts(
                rows()
                    .filter(|(_, row)| !row.external_id.is_empty())
                    .map(|(at, row)| (at, self.text(row.external_id))),
                |at| self.external_id(at),
            ),
        }
    }
}
