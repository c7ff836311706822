//! A sheet seen through a mapping and fixes: typed rows, what was noticed at them, and the keys to look up.
//!
//! A draft knows the account's facts but none of its people; [`crate::decide::decide`] adds those. Start at [`draft`].

pub(crate) mod fixes;
mod gone;
mod grid;
mod lengths;
mod rewrite;
mod suspects;
pub(crate) mod text;
pub(crate) mod twins;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use self::fixes::{Decision, FixTable};
use self::gone::Gone;
pub use self::grid::Shown;
use self::text::Texts;
use crate::field::Field;
use crate::finding::Code;
use crate::fix::Fix;
use crate::groups::Groups;
use crate::mapping::Mapping;
use crate::read::{mojibake, quoted};
use crate::sheet::{Fault, Sheet};
use crate::snapshot::{Facts, Group, Past};
use crate::subject::users::cells::{Cells, Sources};
use crate::subject::users::row::{Mark, Row, RowReader, State};
use crate::value::email_example::is_example;
use crate::value::fold::fold;
use crate::value::phone::PhoneNumber;

/// Typed rows of a sheet, and everything noticed at them so far. Cheap to share behind an [`Arc`].
#[derive(Debug)]
pub struct Draft {
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) facts: Arc<Facts>,
    pub(crate) mapping: Arc<Mapping>,
    pub(crate) sources: Arc<Sources>,
    pub(crate) missing: Vec<Field>,
    pub(crate) fixes: Vec<Fix>,
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
    /// The domain of more than half of the addresses.
    pub(crate) most_domain: Option<String>,
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
    /// Ids of people, where rows say by id whom they are about.
    pub people: Vec<i64>,
}

/// Whom a row says it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Nothing: its keys tell.
    Keys,
    /// Somebody new.
    Nobody,
    /// The person with this id; 0, which nobody has, where it cannot be read.
    Person(i64),
}

/// Reads every row of a sheet through a mapping and fixes. Pure: the same inputs give the same draft.
pub fn draft(sheet: &Arc<Sheet>, mapping: &Mapping, fixes: &[Fix], facts: &Arc<Facts>) -> Draft {
    let table = FixTable::new(fixes, sheet);
    let teams = groups((&facts.teams, &facts.past_teams), &table, Field::Teams);
    let territories = groups((&facts.territories, &facts.past_territories), &table, Field::Territories);
    let empty = Draft {
        sheet: Arc::clone(sheet),
        facts: Arc::clone(facts),
        mapping: Arc::new(mapping.clone()),
        sources: Arc::new(Sources::new(mapping, &facts.country).of_sheet(sheet)),
        missing: mapping.missing(facts.needs_phones),
        fixes: fixes.to_vec(),
        table,
        unmatched: Vec::new(),
        teams,
        territories,
        rows: vec![Row::default(); sheet.len()],
        own: String::new(),
        places: Vec::new(),
        marks: Vec::new(),
        texts: Texts::default(),
        twins: Twins::default(),
        most_domain: None,
    };
    empty.read(0..sheet.len() as u32).with_suspects().with_lengths()
}

/// The fixes that stand in only one of two lists, each of which keeps the order of what they share.
fn differing<'a>(before: &'a [Fix], after: &'a [Fix]) -> Vec<&'a Fix> {
    let mut differing = Vec::new();
    let mut rest = after.iter().peekable();
    for fix in before {
        if rest.next_if(|next| *next == fix).is_none() {
            differing.push(fix);
        }
    }
    differing.extend(rest);
    differing
}

/// The fixes that match nothing in the sheet, in the order of the list.
fn unmatched(cells: Cells<'_>, fixes: &[Fix], rows: u32) -> Vec<Fix> {
    let table = cells.fixes;
    let mut places: Vec<usize> = table.lost().to_vec();
    for (field, folded, at) in table.values() {
        let creates = table.creates(field, folded);
        let matches = |row| cells.says(row, field, folded) || creates && cells.needs(row, field, folded);
        if !(0..rows).any(matches) {
            places.push(at);
        }
    }
    for (field, at) in table.rewriting() {
        if !(0..rows).any(|row| cells.rewriting(row, field).contains(&at)) {
            places.push(at);
        }
    }
    for (domain, at) in table.domains() {
        if !(0..rows).any(|row| cells.is_at(row, domain)) {
            places.push(at);
        }
    }
    places.sort_unstable();
    places.into_iter().filter_map(|at| fixes.get(at).cloned()).collect()
}

fn groups((known, past): (&[Group], &Past), table: &FixTable, field: Field) -> Groups {
    let mut groups = Groups::new(known).with_past(past);
    for (name, parent) in table.creations(field) {
        // A parent that stands twice leaves the value unknown: the finding on its rows says so.
        let _ = groups.create(name, parent);
    }
    groups
}

/// Whether what is wrong with a cell is a concern of its field: a question mark stands for a lost letter in names only.
fn is_of(field: Field, fault: &Fault) -> bool {
    let lost = fault.code == Code::TextDamaged && mojibake::is_lost(&fault.value);
    let holds_names = field.is_name() || matches!(field, Field::Teams | Field::Territories);
    !lost || holds_names || mojibake::repair(&fault.value).is_some()
}

/// Leaves out that letters are damaged where characters that cannot be seen are among them: one repair is for both.
fn without_twice_said(marks: &mut Vec<Mark>) {
    let unseen = marks.iter().filter(|mark| mark.code == Code::CellControl);
    let unseen: FxHashSet<(u32, Option<Field>)> = unseen.map(|mark| (mark.row, mark.field)).collect();
    if !unseen.is_empty() {
        marks.retain(|mark| mark.code != Code::TextDamaged || !unseen.contains(&(mark.row, mark.field)));
    }
}

impl Draft {
    /// The same draft under another list of fixes, equal to one made from scratch. Only the rows that the difference of
    /// the two lists touches are read again; a created group changes what every name means and reads all of them.
    #[must_use]
    pub fn update(&self, fixes: &[Fix]) -> Self {
        let differing = differing(&self.fixes, fixes);
        if differing.iter().any(|fix| matches!(fix, Fix::CreateReference { .. })) {
            return draft(&self.sheet, &self.mapping, fixes, &self.facts);
        }
        let next = Self {
            sheet: Arc::clone(&self.sheet),
            facts: Arc::clone(&self.facts),
            mapping: Arc::clone(&self.mapping),
            sources: Arc::clone(&self.sources),
            missing: self.missing.clone(),
            fixes: fixes.to_vec(),
            table: FixTable::new(fixes, &self.sheet),
            unmatched: Vec::new(),
            teams: self.teams.clone(),
            territories: self.territories.clone(),
            rows: self.rows.clone(),
            own: self.own.clone(),
            places: self.places.clone(),
            marks: Vec::new(),
            texts: self.texts.clone(),
            twins: Twins::default(),
            most_domain: None,
        };
        let touched = self.touched(&next, &differing);
        let mut next = next.read(touched.iter().copied());
        next.marks.extend(self.marks.iter().filter(|mark| touched.binary_search(&mark.row).is_err()));
        // Stable, because that merges the two ascending runs.
        next.marks.sort();
        next.with_suspects().with_lengths()
    }

    /// The rows that fixes touch, ascending: by number for cells, by what the cell says (before or after) for values.
    fn touched(&self, next: &Self, fixes: &[&Fix]) -> Vec<u32> {
        let (before, after) = (self.cells(), next.cells());
        let all = 0..self.sheet.len() as u32;
        let mut rows: Vec<u32> = Vec::new();
        for fix in fixes {
            match fix {
                Fix::SetCells { rows: numbers, .. } => {
                    rows.extend(numbers.iter().filter_map(|number| self.sheet.row_of(*number)));
                }
                Fix::MapValue { field, from: value, .. } | Fix::DropValue { field, value } => {
                    let folded = fold(value);
                    let says = |cells: Cells<'_>, at| cells.says(at, *field, &folded);
                    rows.extend(all.clone().filter(|at| says(before, *at) || says(after, *at)));
                }
                Fix::RepairText { field } | Fix::ReplaceText { field, .. } | Fix::PadZeros { field, .. } => {
                    rows.extend(all.clone().filter(|at| before.raw(*at, *field) != after.raw(*at, *field)));
                }
                Fix::ReplaceDomain { from, .. } => {
                    let domain = from.trim().trim_start_matches('@');
                    rows.extend(
                        all.clone().filter(|at| before.is_at(*at, domain) || after.is_at(*at, domain)),
                    );
                }
                // What is decided about a row is asked for later, and a created group reads every row.
                _ => {}
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The cells of the sheet with the fixes of whole cells in them.
    pub(crate) fn cells(&self) -> Cells<'_> {
        Cells {
            sheet: &self.sheet,
            fixes: &self.table,
            sources: &self.sources,
            teams: &self.teams,
            territories: &self.territories,
        }
    }

    fn reader(&self) -> RowReader<'_> {
        RowReader::new(self.cells(), &self.mapping)
    }

    /// Reads some rows (ascending) into their places, and finds the rows that share a key.
    fn read(mut self, rows: impl Iterator<Item = u32> + Clone) -> Self {
        let mut kept = std::mem::take(&mut self.rows);
        let (own, places, texts) = (
            std::mem::take(&mut self.own),
            std::mem::take(&mut self.places),
            std::mem::take(&mut self.texts),
        );
        let mut reader = self.reader();
        (reader.own, reader.places, reader.texts) = (own, places, texts);
        for at in rows.clone() {
            let row = reader.read(at);
            if let Some(place) = kept.get_mut(at as usize) {
                *place = row;
            }
        }
        let unmatched = unmatched(reader.cells, &self.fixes, kept.len() as u32);
        let RowReader { own, places, mut marks, mut texts, .. } = reader;
        let mut faults = self.sheet.faults().iter().peekable();
        let mut gone = Gone::new(&self.sheet, &self.mapping, &self.facts);
        for at in rows {
            marks.extend(gone.mark(at, &mut texts));
            while faults.next_if(|fault| fault.row < at).is_some() {}
            while let Some(fault) = faults.next_if(|fault| fault.row == at) {
                let value = texts.number(&fault.value);
                let field = fault.column.and_then(|column| self.mapping.field_of(column));
                // What is wrong with a cell that feeds nothing is no concern of the row, nor what a fix has put right or typed anew.
                let open = match field {
                    Some(field) => is_of(field, fault) && !self.is_mended(at, field, fault.code),
                    None => fault.column.is_none(),
                };
                if open {
                    marks.push(Mark { row: at, code: fault.code, field, value, other: 0 });
                }
            }
        }
        marks.sort_unstable();
        marks.dedup();
        without_twice_said(&mut marks);
        (self.rows, self.own, self.places, self.texts) = (kept, own, places, texts);
        (self.marks, self.unmatched) = (marks, unmatched);
        self.twins = self.find_twins();
        self
    }

    /// The sheet the draft was made of.
    pub const fn sheet(&self) -> &Arc<Sheet> {
        &self.sheet
    }

    /// The facts the draft was made with.
    pub const fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The mapping the draft was made with.
    pub const fn mapping(&self) -> &Arc<Mapping> {
        &self.mapping
    }

    /// The fixes the draft was made with.
    pub fn fixes(&self) -> &[Fix] {
        &self.fixes
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
            people: self.people(),
        }
    }

    /// Whether every row says the same keys as in another draft of the same sheet, and so both have the same ones: cheaper
    /// than to collect and compare them, where few rows were read again.
    pub fn says_the_keys_of(&self, other: &Self) -> bool {
        let said = |row: &Row| (row.phone, row.state(Field::ExternalId), row.state(Field::Email));
        let texts = |row: &Row| [row.external_id, row.email];
        Arc::ptr_eq(&self.sheet, &other.sheet)
            && self.mapping.person == other.mapping.person
            && self.rows.iter().zip(&other.rows).all(|(a, b)| {
                said(a) == said(b)
                    && texts(a).into_iter().zip(texts(b)).all(|(a, b)| self.text(a) == other.text(b))
            })
    }

    /// The ids that rows name, ascending and each once.
    fn people(&self) -> Vec<i64> {
        let named = |at| if let About::Person(id) = self.about(at) { Some(id) } else { None };
        let rows = if self.is_form() { self.rows.len() as u32 } else { 0 };
        let mut people: Vec<i64> = (0..rows).filter_map(named).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whether a form made the sheet, whose rows say themselves whom they are about.
    pub fn is_form(&self) -> bool {
        self.mapping.person.is_some()
    }

    /// Whom a row says it is about.
    pub(crate) fn about(&self, at: u32) -> About {
        match self.mapping.person.map(|column| self.sheet.cell(at, column)) {
            None => About::Keys,
            Some("") => About::Nobody,
            Some(id) => About::Person(id.parse().unwrap_or(0)),
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

    /// The text that the grid shows for a field of a row: of a fix, else of the sheet, else the value for everybody; with
    /// what is repaired and replaced in it.
    pub fn shown(&self, at: u32, field: Field) -> String {
        self.cells().raw(at, field).into_owned()
    }

    /// The text of a field in a row as the file has it, whatever fixes make of it.
    pub fn original(&self, at: u32, field: Field) -> String {
        self.cells().original(at, field).into_owned()
    }

    /// Whether a fix has replaced the cell of a field in a row, or something in it.
    pub fn is_fixed(&self, at: u32, field: Field) -> bool {
        self.table.cell(at, field).is_some() || !self.cells().rewriting(at, field).is_empty()
    }

    /// Whether a fix has put right what reading found wrong with a cell.
    fn is_mended(&self, at: u32, field: Field, code: Code) -> bool {
        if self.table.cell(at, field).is_some() {
            return true;
        }
        match code {
            Code::TextDamaged => !mojibake::is_damaged(&self.cells().raw(at, field)),
            Code::TextQuoted => quoted::bare(&self.cells().raw(at, field)).is_none(),
            Code::RowExample => !is_example(&self.cell(at, field).text),
            _ => false,
        }
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
