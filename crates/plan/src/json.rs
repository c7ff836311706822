//! The JSON that others rely on: of a plan, and of its rows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::effect::Effects;
use crate::finding::{Code, Finding};
use crate::plan::{Counts, Fate, Plan, Ref, Values};

/// A plan as `muster plan --json` prints it.
#[derive(Debug, Serialize)]
pub struct PlanJson<'a> {
    /// Two hashes of what is agreed to, `rows.effects`.
    pub fingerprint: String,
    /// How many rows have each fate.
    pub rows: Counts,
    /// Everything there is to say.
    pub findings: &'a [Finding],
    /// Consequences beyond the rows.
    pub effects: &'a Effects,
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
            findings: self.findings(),
            effects: self.effects(),
        }
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
                ("phone", Some(new.phone.to_string())),
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
