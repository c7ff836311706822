//! From single marks to findings: grouped by cause, counted, in words, with fixes.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::draft::text::Texts;
use crate::field::Field;
use crate::finding::{Code, Finding, MOST_ROWS, Severity};
use crate::plan::{Fate, Plan};
use crate::subject::users::merge::Note;
use crate::subject::users::row::Mark;
use crate::value::fold::fold;
use crate::value::visible::visible;
use crate::{suggest, wording};

/// Findings, and which of them stand at which row.
pub(crate) struct Grouped {
    /// Errors first, then the most rows, then by code, field and value.
    pub findings: Vec<Finding>,
    /// Row index and place in `findings`, ascending.
    pub marks: Vec<(u32, u32)>,
}

/// All that one group of marks has in common, and its rows.
pub(crate) struct Group<'a> {
    pub severity: Severity,
    pub code: Code,
    pub field: Option<Field>,
    pub value: &'a str,
    /// The second text of the words, of the first row.
    pub other: &'a str,
    /// Row indexes, ascending.
    pub rows: Vec<u32>,
}

impl<'a> Group<'a> {
    /// The name of a team or territory that rows come to: what a fix makes of the value, where one does.
    pub const fn said(&self) -> &'a str {
        if self.other.is_empty() { self.value } else { self.other }
    }
}

/// Groups so far, and where what has one in common goes.
#[derive(Default)]
struct Gathered<'a> {
    groups: Vec<Group<'a>>,
    places: FxHashMap<(Kind, Cow<'a, str>), usize>,
    /// The same by the number of a draft's text: most texts come many times, and are folded once.
    numbered: FxHashMap<(Kind, u32), usize>,
}

/// What all marks of a group are about.
type Kind = (Severity, Code, Option<Field>);

impl<'a> Gathered<'a> {
    /// A mark of a draft; the numbers are those of its texts.
    fn mark(&mut self, texts: &'a Texts, severity: Severity, mark: Mark) {
        let kind = (severity, mark.code, mark.field);
        let place = self.numbered.get(&(kind, mark.value)).copied();
        let place = place.unwrap_or_else(|| {
            let place = self.place(kind, texts.get(mark.value), texts.get(mark.other));
            self.numbered.insert((kind, mark.value), place);
            place
        });
        self.add(place, mark.row);
    }

    /// The group of a value; a new one has the second text of the first row.
    fn place(&mut self, kind: Kind, value: &'a str, other: &'a str) -> usize {
        let (severity, code, field) = kind;
        // `Midwest` and `midwest` are one name, and one fix is for both.
        let key = if code.is_of_one_value() { fold(value) } else { Cow::Borrowed(value) };
        *self.places.entry((kind, key)).or_insert_with(|| {
            self.groups.push(Group { severity, code, field, value, other, rows: Vec::new() });
            self.groups.len() - 1
        })
    }

    fn add(&mut self, place: usize, row: u32) {
        if let Some(group) = self.groups.get_mut(place) {
            group.rows.push(row);
        }
    }

    /// The groups as they are listed: errors first, then the most rows.
    fn in_order(mut self) -> Vec<Group<'a>> {
        for group in &mut self.groups {
            group.rows.sort_unstable();
            group.rows.dedup();
        }
        self.groups.sort_by(|a, b| {
            let (of_a, of_b) = ((a.code, a.field, a.value), (b.code, b.field, b.value));
            (a.severity, b.rows.len(), of_a).cmp(&(b.severity, a.rows.len(), of_b))
        });
        self.groups
    }
}

/// Groups everything that was noticed at rows which no fix skips.
pub(crate) fn group(plan: &Plan, notes: &[(u32, Note)]) -> Grouped {
    let draft = plan.draft();
    let nobody: FxHashSet<u32> =
        draft.marks.iter().filter(|mark| mark.code.is_of_no_person()).map(|mark| mark.row).collect();
    // Of a row that is nobody there is nothing to say but that: its cells are no values.
    let said = |row: u32, code: Code| {
        let counts = code.is_of_no_person() || !nobody.contains(&row);
        severity(plan, row, code).filter(|_| counts)
    };
    let mut gathered = Gathered::default();
    for mark in &draft.marks {
        if let Some(severity) = said(mark.row, mark.code) {
            gathered.mark(&draft.texts, severity, *mark);
        }
    }
    for (row, note) in notes {
        if let Some(severity) = said(*row, note.code) {
            let place = gathered.place((severity, note.code, note.field), &note.value, &note.other);
            gathered.add(place, *row);
        }
    }
    let groups = gathered.in_order();
    let mut marks: Vec<(u32, u32)> =
        (0_u32..).zip(&groups).flat_map(|(at, group)| group.rows.iter().map(move |row| (*row, at))).collect();
    #[expect(clippy::stable_sort_primitive, reason = "it merges the ascending rows of each group")]
    marks.sort();
    Grouped { findings: groups.iter().map(|group| finding(plan, group)).collect(), marks }
}

/// How bad a mark is at its row: nothing counts at a row that a fix skips, and where existing people are left alone
/// what else is wrong with them is only worth a look.
fn severity(plan: &Plan, row: u32, code: Code) -> Option<Severity> {
    match plan.fate(row) {
        Fate::Skipped if plan.draft().decision(row).skip => None,
        Fate::Skipped => Some(Severity::Warning),
        _ => Some(code.severity()),
    }
}

fn finding(plan: &Plan, group: &Group<'_>) -> Finding {
    let sheet = plan.sheet();
    Finding {
        code: group.code,
        severity: group.severity,
        field: group.field,
        value: group.value.to_owned(),
        rows: group.rows.iter().take(MOST_ROWS).map(|row| sheet.number(*row)).collect(),
        count: group.rows.len() as u32,
        title: visible(&wording::title_of(group)).into_owned(),
        text: visible(&wording::text(plan, group)).into_owned(),
        fixes: suggest::fixes(plan, group),
    }
}

/// A finding about the whole plan.
pub(crate) fn plan_wide(code: Code, field: Option<Field>, value: String) -> Finding {
    let text = wording::plan_wide(code, field, &value);
    wide(code, field, value, &text)
}

/// The same of a code whose words need more than a value.
pub(crate) fn plan_wide_said(code: Code, value: String, text: &str) -> Finding {
    wide(code, None, value, text)
}

fn wide(code: Code, field: Option<Field>, value: String, text: &str) -> Finding {
    Finding {
        code,
        severity: code.severity(),
        field,
        rows: Vec::new(),
        count: 0,
        title: visible(&wording::title(code, field, &value)).into_owned(),
        text: visible(text).into_owned(),
        fixes: Vec::new(),
        value,
    }
}

/// Findings with the same cause, as a page lists them: each known value for itself, all unreadable ones together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What it is about.
    pub code: Code,
    /// How bad it is here.
    pub severity: Severity,
    /// The field it is at, if one.
    pub field: Option<Field>,
    /// The heading: of the one finding, or of all of them.
    pub title: String,
    /// Rows in all.
    pub count: u32,
    /// Places in the plan's findings, the most rows first.
    pub findings: Vec<u32>,
}

/// The causes of a plan, errors first, the most rows first.
pub fn causes(findings: &[Finding]) -> Vec<Cause> {
    let mut causes: Vec<Cause> = Vec::new();
    let mut places: FxHashMap<(Severity, Code, Option<Field>), usize> = FxHashMap::default();
    for (at, finding) in (0..).zip(findings) {
        let key = (finding.severity, finding.code, finding.field);
        if !finding.code.is_of_one_value()
            && let Some(cause) = places.get(&key).and_then(|place| causes.get_mut(*place))
        {
            cause.count += finding.count;
            cause.findings.push(at);
            cause.title = wording::title(finding.code, finding.field, "");
            continue;
        }
        places.insert(key, causes.len());
        causes.push(Cause {
            code: finding.code,
            severity: finding.severity,
            field: finding.field,
            title: finding.title.clone(),
            count: finding.count,
            findings: vec![at],
        });
    }
    causes.sort_by(|a, b| (a.severity, b.count).cmp(&(b.severity, a.count)));
    causes
}
