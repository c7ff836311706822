//! Rows for files that Muster writes: the template's explanations, the current people, rows to correct, outcomes.
//!
//! Every cell comes out in the dialect of cells, so that a file of people imports without a change. Making bytes of the
//! rows is the business of whoever has a place to write to. Nothing here decides anything.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::field::Field;
use crate::finding::{Code, Severity};
use crate::groups::Groups;
use crate::json::Difference;
use crate::plan::{Fate, Plan};
use crate::snapshot::{Group, Person, Status};
use crate::value::dialect::{cell_again, cell_out};
use crate::value::list::list_out;
use crate::wording;

/// What the template says about one of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnHelp {
    /// The field the column feeds.
    pub field: Field,
    /// Whether a new person needs it.
    pub needed: bool,
    /// What to write there.
    pub text: &'static str,
    /// An example.
    pub example: &'static str,
}

/// What the template says about its nine columns, in its order.
pub const COLUMN_HELP: [ColumnHelp; 9] = [
    ColumnHelp {
        field: Field::FirstName,
        needed: true,
        text: "Given name, at most 100 characters.",
        example: "Ana",
    },
    ColumnHelp {
        field: Field::LastName,
        needed: true,
        text: "Family name, at most 100 characters.",
        example: "Ruiz",
    },
    ColumnHelp {
        field: Field::Email,
        needed: true,
        text: "The person's own address. Nobody else of the account may have it.",
        example: "ana.ruiz@northwind.example",
    },
    ColumnHelp {
        field: Field::Phone,
        needed: true,
        text: "The person's own mobile phone, for the invitation by text. With + and country code, or as it is dialled in \
               your country. It may stay blank where your company makes phones optional.",
        example: "(312) 555-0117",
    },
    ColumnHelp {
        field: Field::Role,
        needed: true,
        text: "Sales works on records, Manager leads people who do, Admin runs the account.",
        example: "Sales",
    },
    ColumnHelp {
        field: Field::Teams,
        needed: false,
        text: "Names of teams, separated by semicolons. Where two teams have one name, write Parent > Child. Admins are on \
               no team.",
        example: "Midwest; Key Accounts",
    },
    ColumnHelp {
        field: Field::TerritoryAccess,
        needed: false,
        text: "Global sees every record, Limited the records in the person's territories. Admins are always Global.",
        example: "Limited",
    },
    ColumnHelp {
        field: Field::Territories,
        needed: false,
        text: "Names of territories, separated by semicolons. They need Limited access.",
        example: "Great Lakes; Ohio Valley",
    },
    ColumnHelp {
        field: Field::ExternalId,
        needed: false,
        text: "The person's id in the system the file comes from. With it a later file finds the same person, whatever else \
               has changed.",
        example: "E-1017",
    },
];

/// What holds for every column, in sentences.
pub const TEMPLATE_NOTES: [&str; 4] = [
    "One row for each person; the header stays in the first row.",
    "For a person the account already has, a blank cell keeps what is there, and (none) clears it.",
    "A list replaces the whole list of that person.",
    "Keep every column as text, so that the spreadsheet changes no phone number and no id.",
];

/// Whether somebody with this status is written: who is invited or active. Nobody can read off a row that its person is
/// suspended, so those who are stay out.
pub const fn is_current(status: Status) -> bool {
    matches!(status, Status::Invited | Status::Active)
}

/// Writes people in the nine columns of the template, such that importing them changes nothing.
#[derive(Debug)]
pub struct UserRows {
    teams: Labels,
    territories: Labels,
}

impl UserRows {
    /// For an account with these teams and territories.
    pub fn new(teams: &[Group], territories: &[Group]) -> Self {
        Self { teams: Labels::new(teams), territories: Labels::new(territories) }
    }

    /// The nine cells of a person.
    pub fn row(&self, person: &Person) -> [String; 9] {
        let phone = person.phone.map(|phone| phone.to_string()).unwrap_or_default();
        let cells = [
            Cow::Borrowed(person.first_name.as_str()),
            Cow::Borrowed(person.last_name.as_str()),
            Cow::Borrowed(person.email.as_str()),
            Cow::Owned(phone),
            Cow::Borrowed(person.role.as_str()),
            Cow::Owned(self.teams.list(&person.teams)),
            Cow::Borrowed(person.access.as_str()),
            Cow::Owned(self.territories.list(&person.territories)),
            Cow::Borrowed(person.external_id.as_deref().unwrap_or("")),
        ];
        cells.map(|cell| cell_out(&cell).into_owned())
    }
}

/// The text that finds each group and no other.
#[derive(Debug)]
pub(crate) struct Labels {
    groups: Groups,
    texts: FxHashMap<i64, String>,
}

impl Labels {
    pub(crate) fn new(all: &[Group]) -> Self {
        let groups = Groups::new(all);
        let texts = (0..).zip(all).map(|(at, group)| (group.id, groups.text(at))).collect();
        Self { groups, texts }
    }

    /// The list of some groups. One that is not there has no name, and is none of the account when the list is read.
    pub(crate) fn list(&self, ids: &[i64]) -> String {
        let text = |id: &i64| self.texts.get(id).map_or_else(|| Cow::Owned(format!("#{id}")), Cow::from);
        let texts: Vec<Cow<'_, str>> = ids.iter().map(text).collect();
        list_out(&texts, &|whole| self.groups.is_listed_name(whole))
    }
}

/// The header of the column that [`BadRows`] adds. No field is called so, which is why the file imports as it is once it
/// has been corrected.
pub const WHAT_TO_CORRECT: &str = "What to correct";

/// Rows as they stand in the file (with the cells that fixes replaced), each with what is wrong in one more column.
#[derive(Clone, Debug)]
pub struct BadRows<'a> {
    draft: &'a Draft,
    /// Cells of a row without the added column: as many as the longest row has.
    width: u32,
    /// Rows by index, ascending, each with its reason.
    rows: Vec<(u32, String)>,
}

impl<'a> BadRows<'a> {
    /// The blocked rows of a plan.
    pub fn of(plan: &'a Plan) -> Self {
        let blocked = (0..plan.sheet().len() as u32).filter(|row| plan.fate(*row) == Fate::Blocked);
        let rows = blocked.map(|row| {
            let errors = plan.findings_of(row).filter(|finding| finding.severity == Severity::Error);
            (row, errors.map(|finding| finding.text.as_str()).collect::<Vec<_>>().join(" "))
        });
        Self::with_reasons(plan.draft(), rows.collect())
    }

    /// Rows by index, each with the reason that is known of it: of an import that was applied.
    pub fn with_reasons(draft: &'a Draft, rows: Vec<(u32, String)>) -> Self {
        let sheet = draft.sheet();
        let own = match sheet.header().split_last() {
            // A file that was such a download before has the column already; it is written anew.
            Some((last, rest)) if last == WHAT_TO_CORRECT => rest.len(),
            _ => sheet.header().len(),
        };
        let longest = rows
            .iter()
            .map(|(row, _)| sheet.width(*row))
            .filter(|width| *width > sheet.header().len() as u32)
            .max();
        Self { draft, width: longest.unwrap_or(own as u32), rows }
    }

    /// The cells of the header.
    pub fn header(&self) -> Vec<String> {
        let header = self.draft.sheet().header();
        let own = (0..self.width as usize)
            .map(|at| cell_again(header.get(at).map_or("", String::as_str)).into_owned());
        own.chain([WHAT_TO_CORRECT.to_owned()]).collect()
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|(row, reason)| self.row(*row, reason))
    }

    fn row(&self, row: u32, reason: &str) -> Vec<String> {
        let sheet = self.draft.sheet();
        let mut cells: Vec<String> =
            (0..self.width).map(|column| cell_again(sheet.cell(row, column)).into_owned()).collect();
        for column in &self.draft.mapping().columns {
            if let Some(field) = column.field
                && self.draft.is_fixed(row, field)
                && let Some(cell) = cells.get_mut(column.index as usize)
            {
                // Of several columns the first one takes what a fix says of all of them.
                let first = self.draft.sources.column(field) == Some(column.index);
                *cell = if first {
                    cell_again(&self.draft.shown(row, field)).into_owned()
                } else {
                    String::new()
                };
            }
        }
        cells.push(cell_out(reason).into_owned());
        cells
    }
}

/// The header of a file of outcomes.
pub const OUTCOME_HEADER: [&str; 5] = ["Row", "Result", "Person", "Changes", "Notes"];

/// What an applied import did with one row.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeLine<'a> {
    /// The row's number as a spreadsheet shows it.
    pub number: u32,
    /// What became of the row.
    pub fate: Fate,
    /// Whom the row is about, as people know them.
    pub person: &'a str,
    /// What changed.
    pub changes: &'a [Difference],
    /// The codes of the findings at the row.
    pub codes: &'a [Code],
}

impl OutcomeLine<'_> {
    /// The five cells of the line.
    pub fn row(&self) -> [String; 5] {
        let result = match self.fate {
            Fate::Create => "Created",
            Fate::Update => "Updated",
            Fate::Unchanged => "Unchanged",
            Fate::Skipped => "Skipped",
            Fate::Blocked => "Blocked",
        };
        let changes = self.changes.iter().map(|change| {
            let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("{}: {} → {}", change.label, side(&change.before), side(&change.after))
        });
        let notes = self.codes.iter().map(|code| format!("{} ({code})", title_of(*code)));
        let cells = [
            self.number.to_string(),
            result.to_owned(),
            self.person.to_owned(),
            changes.collect::<Vec<_>>().join("; "),
            notes.collect::<Vec<_>>().join("; "),
        ];
        cells.map(|cell| cell_out(&cell).into_owned())
    }
}

/// The heading of a code where nothing else is known any more: `E-mail cannot be read`.
pub fn title_of(code: Code) -> String {
    match code {
        Code::MappingMissing => "A needed field is not matched to a column".to_owned(),
        Code::CellControl => "A cell holds invisible characters".to_owned(),
        Code::ValueNeeded => "A needed field cannot be cleared".to_owned(),
        Code::NumberRounded => "A number has lost digits".to_owned(),
        Code::NameLong => "A name is too long".to_owned(),
        Code::SelfProtected => "Your own role, e-mail, phone and status stay as they are".to_owned(),
        _ => wording::title(code, field_of(code), ""),
    }
}

/// The field that a code speaks of, by the start of its name.
fn field_of(code: Code) -> Option<Field> {
    let (start, _) = code.as_str().split_once('.')?;
    match start {
        "team" => Some(Field::Teams),
        "territory" => Some(Field::Territories),
        "access" => Some(Field::TerritoryAccess),
        _ => Field::from_key(start),
    }
}
