//! What became of every row, with values before and after: the audit of an import.

use std::fmt::Write;

use plan::field::Field;
use plan::finding::Code;
use plan::plan::{Create, Fate, Plan};

use super::record;
use super::write::Work;
use crate::bulk::loader::{Constant, Loader, Target};
use crate::db::Tx;
use crate::error::Result;
use crate::search;

/// The outcome of rows.
pub const OUTCOMES: Target = Target {
    table: "outcomes",
    constants: &["import_id"],
    columns: &[
        "row_number",
        "fate",
        "person_id",
        "person_version",
        "label",
        "search",
        "values_before",
        "values_after",
        "codes",
    ],
    bytes: &[],
};
/// Phones that rows took over.
pub const RELEASES: Target = Target {
    table: "releases",
    constants: &["import_id"],
    columns: &["row_number", "person_id", "person_version", "phone"],
    bytes: &[],
};

/// Writes the outcome of every row.
pub async fn write(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let plan = work.plan;
    let import = [Constant::Int(work.order.import.0)];
    let total = plan.counts().total;
    let mut loader = Loader::begin(tx, &OUTCOMES, &import).await?;
    let mut new = work.people.iter().copied();
    let mut line = Line::default();
    for row in 0..total {
        line.fill(work, row, &mut new);
        loader
            .row(|to| {
                to.int(i64::from(plan.sheet().number(row)));
                to.text(line.fate.as_str());
                to.opt_int(line.person);
                to.opt_int(line.version);
                to.opt_text(some(&line.label));
                to.opt_text(some(&line.search));
                to.opt_json(some(&line.before));
                to.opt_json(some(&line.after));
                to.opt_json(some(&line.codes));
            })
            .await?;
        work.progress_now_and_then(row, total, (75, 100));
    }
    loader.finish().await?;
    if plan.releases().is_empty() {
        return Ok(());
    }
    let mut loader = Loader::begin(tx, &RELEASES, &import).await?;
    for release in plan.releases() {
        loader
            .row(|to| {
                to.int(i64::from(plan.sheet().number(release.row)));
                to.int(release.person);
                to.int(release.version + 1);
                to.display(release.phone);
            })
            .await?;
    }
    loader.finish().await?;
    Ok(())
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// One outcome on its way into the table; its texts are used again for the next row.
struct Line {
    fate: Fate,
    person: Option<i64>,
    version: Option<i64>,
    label: String,
    search: String,
    before: String,
    after: String,
    codes: String,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            fate: Fate::Blocked,
            person: None,
            version: None,
            label: String::new(),
            search: String::new(),
            before: String::new(),
            after: String::new(),
            codes: String::new(),
        }
    }
}

impl Line {
    fn fill(&mut self, work: &Work<'_>, row: u32, new: &mut impl Iterator<Item = i64>) {
        let plan = work.plan;
        for text in [&mut self.label, &mut self.search, &mut self.before, &mut self.after, &mut self.codes] {
            text.clear();
        }
        let one = plan.row(row);
        self.fate = one.fate;
        self.person = one.person;
        self.version = None;
        codes(&plan.codes(row), &mut self.codes);
        if let Some(create) = plan.create_of(row) {
            self.created(work, &create, new.next());
        } else if let Some(change) = plan.change_of(row) {
            record::side(&change.before, change.before.phone, &work.groups, &mut self.before);
            record::side(&change.after, work.phone_after(change), &work.groups, &mut self.after);
            self.version = Some(change.version + 1);
        } else if self.person.is_none() {
            self.name(plan, row);
        }
    }

    fn created(&mut self, work: &Work<'_>, create: &Create<'_>, id: Option<i64>) {
        self.person = id;
        self.version = Some(1);
        record::created(create, &work.groups, &mut self.after);
    }

    /// Whom a row names that is about nobody of the account: name, else e-mail, else external id.
    fn name(&mut self, plan: &Plan, row: u32) {
        let shown = |field| plan.draft().shown(row, field);
        let words = [Field::FirstName, Field::LastName, Field::FullName].map(shown);
        let name: Vec<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        let keys = [Field::Email, Field::ExternalId, Field::Phone].map(shown);
        let label = if name.is_empty() {
            keys.iter().map(|key| key.trim().to_owned()).find(|key| !key.is_empty()).unwrap_or_default()
        } else {
            name.join(" ")
        };
        self.label.extend(label.chars().filter(|one| *one != '\0').take(MOST_CHARACTERS));
        let all = words.iter().chain(&keys).map(String::as_str).collect::<Vec<_>>().join(" ");
        self.search.extend(search::fold(&all).chars().filter(|one| *one != '\0').take(MOST_SEARCHED));
    }
}

/// A cell can hold anything, and both are only shown or searched.
const MOST_CHARACTERS: usize = 200;
const MOST_SEARCHED: usize = 1000;

fn codes(codes: &[Code], to: &mut String) {
    let mut before = '[';
    for code in codes {
        // A String takes everything; a code has nothing to escape.
        let _ = write!(to, "{before}\"{code}\"");
        before = ',';
    }
    if before == ',' {
        to.push(']');
    }
}
