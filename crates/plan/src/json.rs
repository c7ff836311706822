//! The JSON that others rely on: of a plan, and of its rows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::effect::Effects;
use crate::finding::{Code, Finding};
use crate::plan::{Counts, Fate, Plan, Ref, Values};
use crate::sheet::Format;

/// A plan as `muster plan --json` prints it.
#[derive(Debug, Serialize)]
pub struct PlanJson<'a> {
    /// Two hashes of what is agreed to, `rows.effects`.
    pub fingerprint: String,
    /// The file as it was read, with what reading left out.
    pub file: FileJson<'a>,
    /// How many rows have each fate.
    pub rows: Counts,
    /// Everything there is to say.
    pub findings: Vec<FindingJson<'a>>,
    /// Consequences beyond the rows.
    pub effects: &'a Effects,
}

/// What a plan was made of: the part of [`Origin`](crate::sheet::Origin) that tells whether all of the file is in it.
#[derive(Debug, Serialize)]
pub struct FileJson<'a> {
    /// The kind of file.
    pub format: Format,
    /// The name of the sheet, for a workbook.
    pub sheet: Option<&'a str>,
    /// The number of the header row, 1 for the first record; 0 where the file has none.
    pub header_row: u32,
    /// What to know about the file as a whole, in sentences: sheets, rows and letters that were not read.
    pub warnings: &'a [String],
}

/// A finding, and where its rows begin in a text file of which some cells hold line breaks.
#[derive(Debug, Serialize)]
pub struct FindingJson<'a> {
    /// The finding.
    #[serde(flatten)]
    pub finding: &'a Finding,
    /// The physical line of each of its rows; empty where lines and rows have the same numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
}

/// One line of `--rows`.
#[derive(Debug, Serialize)]
pub struct RowJson {
    /// The row's number as a spreadsheet shows it.
    pub row: u32,
    /// The physical line on which it begins; text files only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What becomes of the row.
    pub fate: Fate,
    /// External id, else e-mail, of the person the row is about.
    pub person: String,
    /// Value before and after, by field; before is `null` for a new person.
    pub changes: BTreeMap<&'static str, (Option<String>, Option<String>)>,
    /// The codes of the findings at the row.
    pub codes: Vec<Code>,
}

/// One value of a person that a change touches, as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field's key, or `status`.
    pub field: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The value before; lists joined with `; `.
    pub before: Option<String>,
    /// The value afterwards.
    pub after: Option<String>,
}

impl Plan {
    /// The plan as `muster plan --json` prints it.
    pub fn to_json(&self) -> PlanJson<'_> {
        PlanJson {
            fingerprint: self.fingerprint().to_string(),
            rows: self.counts(),
            findings: self.findings().iter().map(|finding| self.finding_json(finding)).collect(),
            effects: self.effects(),
            file: self.file_json(),
        }
    }

    fn file_json(&self) -> FileJson<'_> {
        let origin = self.sheet().origin();
        FileJson {
            format: origin.format,
            sheet: origin.sheet.as_deref(),
            header_row: origin.header_row,
            warnings: &origin.warnings,
        }
    }

    fn finding_json<'a>(&self, finding: &'a Finding) -> FindingJson<'a> {
        FindingJson { finding, lines: self.lines_of(&finding.rows) }
    }

    /// The physical lines on which rows (by number) begin; empty where they are the numbers themselves or the file is no
    /// text.
    pub(crate) fn lines_of(&self, rows: &[u32]) -> Vec<u32> {
        let line = |number: &u32| self.sheet().line(self.sheet().row_of(*number)?);
        let lines: Vec<u32> = rows.iter().filter_map(line).collect();
        if lines == rows { Vec::new() } else { lines }
    }

    /// The lines of `--rows`, in the order of the sheet.
    pub fn rows_json(&self) -> impl Iterator<Item = RowJson> {
        (0..self.sheet().len() as u32).map(|row| self.row_json(row))
    }

    fn row_json(&self, row: u32) -> RowJson {
        let draft = self.draft();
        let id = draft.external_id(row);
        let mut changes = BTreeMap::new();
        if let Some(change) = self.change_of(row) {
            for one in self.differences(&change.before, &change.after) {
                changes.insert(one.field, (one.before, one.after));
            }
        } else if let Some(new) = self.create_of(row) {
            let named = |refs: &[Ref], team| self.names(refs, team);
            let values = [
                ("first_name", Some(new.first_name.to_owned())),
                ("last_name", Some(new.last_name.to_owned())),
                ("email", Some(new.email.to_owned())),
                ("phone", new.phone.map(|phone| phone.to_string())),
                ("role", Some(new.role.to_string())),
                ("teams", named(&new.teams, true)),
                ("territory_access", Some(new.access.to_string())),
                ("territories", named(&new.territories, false)),
                ("external_id", new.external_id.map(str::to_owned)),
            ];
            changes.extend(
                values
                    .into_iter()
                    .filter(|(_, value)| value.is_some())
                    .map(|(key, value)| (key, (None, value))),
            );
        }
        RowJson {
            row: self.sheet().number(row),
            line: self.sheet().line(row),
            fate: self.fate(row),
            person: if id.is_empty() { draft.email(row) } else { id }.to_owned(),
            changes,
            codes: self.codes(row),
        }
    }

    /// What differs between two states of a person, in the order of the template, the status last.
    pub fn differences(&self, before: &Values, after: &Values) -> Vec<Difference> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let phone = |values: &Values| values.phone.map(|phone| phone.to_string());
        let all = [
            ("first_name", "First name", text(&before.first_name), text(&after.first_name)),
            ("last_name", "Last name", text(&before.last_name), text(&after.last_name)),
            ("email", "E-mail", text(&before.email), text(&after.email)),
            ("phone", "Phone", phone(before), phone(after)),
            ("role", "Role", text(before.role.as_str()), text(after.role.as_str())),
            ("teams", "Teams", self.names(&before.teams, true), self.names(&after.teams, true)),
            ("territory_access", "Access", text(before.access.as_str()), text(after.access.as_str())),
            (
                "territories",
                "Territories",
                self.names(&before.territories, false),
                self.names(&after.territories, false),
            ),
            ("external_id", "External id", before.external_id.clone(), after.external_id.clone()),
            ("status", "Status", text(before.status.as_str()), text(after.status.as_str())),
        ];
        all.into_iter()
            .filter(|(_, _, before, after)| before != after)
            .map(|(field, label, before, after)| Difference { field, label, before, after })
            .collect()
    }

    /// Names of teams or territories, joined with `; `; `None` for an empty list.
    fn names(&self, refs: &[Ref], team: bool) -> Option<String> {
        let names: Vec<String> = refs.iter().map(|one| self.group_name(*one, team)).collect();
        (!names.is_empty()).then(|| names.join("; "))
    }
}
