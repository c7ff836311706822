//! Rows: which ones are shown, and how each of their cells stands.

use plan::field::Field;
use plan::finding::{Finding, Severity};
use plan::fix::Fix;
use plan::plan::{Fate, Plan};

use super::cause::{id_of, key_of, own_key, sure};
use super::page::{Cell, GridColumn, GridRow, Mark, Press};
use super::view::{Spot, Tab, View};

/// At most this many rows are on a page.
pub const ROWS_A_PAGE: u32 = 50;

/// The tab a row belongs to; every row has exactly one of the four.
pub fn tab_of(plan: &Plan, row: u32) -> Tab {
    match plan.fate(row) {
        Fate::Blocked => Tab::Errors,
        Fate::Skipped => Tab::Skipped,
        _ if plan.severity(row).is_some() => Tab::Warnings,
        _ => Tab::Ready,
    }
}

/// The columns of the grid: every field that is fed, and those that something is the matter with.
pub fn fields(plan: &Plan) -> Vec<Field> {
    let mapping = plan.draft().mapping();
    let full = mapping.feeds(Field::FullName);
    let order = [
        Field::FirstName,
        Field::LastName,
        Field::FullName,
        Field::Email,
        Field::Phone,
        Field::Role,
        Field::Teams,
        Field::TerritoryAccess,
        Field::Territories,
        Field::ExternalId,
    ];
    let needed = |field: Field| {
        plan.findings().iter().any(|finding| finding.count > 0 && finding.field == Some(field))
    };
    order
        .into_iter()
        .filter(|field| mapping.feeds(*field) || (needed(*field) && shown_at(*field, full) == *field))
        .collect()
}

/// The column that a finding is marked in: names that were split stand in the column of the full name.
pub const fn shown_at(field: Field, full_name: bool) -> Field {
    match field {
        Field::FirstName | Field::LastName if full_name => Field::FullName,
        other => other,
    }
}

/// The columns as the grid's head shows them.
pub fn columns(plan: &Plan, fields: &[Field]) -> Vec<GridColumn> {
    let mapping = plan.draft().mapping();
    fields
        .iter()
        .map(|field| {
            let column = mapping.column_of(*field).and_then(|at| mapping.columns.get(at as usize));
            GridColumn {
                key: field.key(),
                label: match field {
                    Field::ExternalId => "External ID",
                    Field::TerritoryAccess => "Access",
                    other => other.label(),
                },
                header: match column {
                    Some(column) => column.header.clone(),
                    None if mapping.constants.contains_key(field) => "for everybody".to_owned(),
                    None => "no column".to_owned(),
                },
            }
        })
        .collect()
}

/// The tab that a view shows: the errors where there are some, unless it says another.
pub fn tab(plan: &Plan, view: &View) -> Tab {
    view.show.unwrap_or_else(|| {
        let any = (0..plan.sheet().len() as u32).any(|row| tab_of(plan, row) == Tab::Errors);
        if any { Tab::Errors } else { Tab::All }
    })
}

/// How many rows each tab has, in the order of [`Tab::ALL`].
pub fn counts(plan: &Plan) -> [u32; 5] {
    let mut counts = [0; 5];
    for row in 0..plan.sheet().len() as u32 {
        let tab = tab_of(plan, row);
        for (count, of) in counts.iter_mut().zip(Tab::ALL) {
            *count += u32::from(of == Tab::All || of == tab);
        }
    }
    counts
}

/// The rows that a view shows, ascending.
pub fn rows(plan: &Plan, view: &View, tab: Tab, fields: &[Field]) -> Vec<u32> {
    let wanted = view.wanted().map(str::to_lowercase);
    (0..plan.sheet().len() as u32)
        .filter(|row| match &view.cause {
            Some(cause) => plan.findings_of(*row).any(|finding| key_of(finding) == *cause),
            None => tab == Tab::All || tab_of(plan, *row) == tab,
        })
        .filter(|row| wanted.as_ref().is_none_or(|text| has(plan, *row, fields, text)))
        .collect()
}

fn has(plan: &Plan, row: u32, fields: &[Field], text: &str) -> bool {
    plan.sheet().number(row).to_string() == text
        || fields.iter().any(|field| plan.draft().cell(row, *field).text.to_lowercase().contains(text))
}

/// Makes the rows of a page.
pub struct Rows<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The import's id.
    pub import: i64,
    /// What is looked at.
    pub view: &'a View,
    /// The columns.
    pub fields: &'a [Field],
}

impl Rows<'_> {
    /// One row.
    pub fn row(&self, at: u32) -> GridRow {
        let number = self.plan.sheet().number(at);
        let findings: Vec<&Finding> = self.plan.findings_of(at).collect();
        let cells: Vec<Cell> =
            self.fields.iter().map(|field| self.cell(at, *field, &self.at(&findings, *field))).collect();
        let whole = self.of_the_row(&findings);
        GridRow {
            number,
            name: name(self.plan, at),
            mark: whole.map_or(Mark::Plain, mark),
            why: whole.map(|finding| finding.title.clone()).unwrap_or_default(),
            cause: whole.map(|finding| id_of(&key_of(finding))).unwrap_or_default(),
            href: self.view.at(Spot { row: number, field: None }).href(self.import),
            cure: whole.and_then(|finding| self.cure(at, finding)),
            skipped: self.plan.draft().is_skipped(at),
            cells,
            editor: None,
        }
    }

    /// The findings that are marked in a column, the worst first.
    pub fn at<'f>(&self, findings: &[&'f Finding], field: Field) -> Vec<&'f Finding> {
        let full = self.fields.contains(&Field::FullName);
        let mut at: Vec<&Finding> = findings
            .iter()
            .copied()
            .filter(|finding| finding.field.is_some_and(|of| shown_at(of, full) == field))
            .collect();
        at.sort_by_key(|finding| finding.severity);
        at
    }

    /// The worst finding that no column shows.
    pub fn of_the_row<'f>(&self, findings: &[&'f Finding]) -> Option<&'f Finding> {
        let full = self.fields.contains(&Field::FullName);
        findings
            .iter()
            .copied()
            .filter(|finding| finding.field.is_none_or(|of| !self.fields.contains(&shown_at(of, full))))
            .min_by_key(|finding| finding.severity)
    }

    fn cell(&self, at: u32, field: Field, findings: &[&Finding]) -> Cell {
        let number = self.plan.sheet().number(at);
        let shown = self.plan.draft().cell(at, field);
        let worst = findings.first().copied();
        let fixed = if shown.fixed { Mark::Fixed } else { Mark::Plain };
        Cell {
            key: field.key(),
            label: field.label(),
            text: shown.text,
            mark: worst.map_or(fixed, mark),
            why: worst.map(|finding| finding.title.clone()).unwrap_or_default(),
            cause: worst.map(|finding| id_of(&key_of(finding))).unwrap_or_default(),
            href: self.view.at(Spot { row: number, field: Some(field) }).href(self.import),
            cure: worst.and_then(|finding| self.cure(at, finding)),
        }
    }

    /// The press that puts one row right, where one way is surely meant.
    pub fn cure(&self, at: u32, finding: &Finding) -> Option<Press> {
        let one = sure(finding)?;
        let words = match self.plan.draft().narrowed(&one.fix, at) {
            // What goes into another cell is no text for this one.
            Fix::SetCells { field, value, .. }
                if !value.is_empty() && finding.field.is_none_or(|of| of == field) =>
            {
                format!("Use {value}")
            }
            Fix::KeepOne { .. } => "Keep this row".to_owned(),
            Fix::SkipRows { .. } => "Skip this row".to_owned(),
            _ => one.label.clone(),
        };
        let row = Some(self.plan.sheet().number(at));
        Some(Press { act: "one", of: own_key(finding), label: one.label.clone(), row, words })
    }
}

/// How a cell with this finding is marked.
pub const fn mark(finding: &Finding) -> Mark {
    match finding.severity {
        Severity::Error => Mark::Bad,
        Severity::Warning => Mark::Warn,
    }
}

/// Whom a row is about, for cards.
pub fn name(plan: &Plan, at: u32) -> String {
    let cell = |field| plan.draft().cell(at, field).text;
    let mapping = plan.draft().mapping();
    let name = if mapping.feeds(Field::FullName) && !mapping.feeds(Field::FirstName) {
        cell(Field::FullName)
    } else {
        format!("{} {}", cell(Field::FirstName).trim(), cell(Field::LastName).trim()).trim().to_owned()
    };
    if name.is_empty() { "No name".to_owned() } else { name }
}
