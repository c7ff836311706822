//! The open cell: what is the matter with it, and what one press can do about it.

use plan::field::Field;
use plan::finding::{Finding, Severity, Suggestion};
use plan::fix::{Fix, fill_down};

use super::cause::{key_of, own_key, sure};
use super::grid::{Rows, shown_at};
use super::page::{Editor, Input, Offer, Press, Reason};
use super::view::Spot;
use crate::pages::wizard::text::{marked, plural};

/// At most this many reasons are told of one cell, and this many other ways offered.
const MOST: usize = 4;
/// At most this many names are sent along to choose from.
const MOST_NAMES: usize = 500;
/// How many columns the panel takes at least.
const PANEL_COLUMNS: usize = 4;

impl Rows<'_> {
    /// The panel of an open cell; nothing where there is no such row or column.
    pub fn editor(&self, spot: Spot) -> Option<Editor> {
        let at = self.plan.sheet().row_of(spot.row)?;
        let column = match spot.field {
            Some(field) => Some(self.fields.iter().position(|one| *one == field)?),
            None => None,
        };
        let findings: Vec<&Finding> = self.plan.findings_of(at).collect();
        let mine = match spot.field {
            Some(field) => self.at(&findings, field),
            None => self.unplaced(&findings),
        };
        let width = self.fields.len() + 1;
        let before = column.map_or(1, |place| place + 1).min(width.saturating_sub(PANEL_COLUMNS));
        let (value, original) = spot.field.map(|field| self.texts(at, field)).unwrap_or_default();
        Some(Editor {
            key: spot.field.map_or("", Field::key),
            label: spot.field.map_or("", Field::label),
            input: spot.field.map_or(Input::Nothing, |field| self.input(field)),
            reasons: mine.iter().take(MOST).map(|finding| reason(finding)).collect(),
            offers: self.offers(at, spot, &value, &mine, original.is_some()),
            value: spot.field.map(|field| on_one_line(field, &value)).unwrap_or_default(),
            original,
            before,
            span: width - before,
            replace: spot.field.map(|field| self.view.replacing(field.key(), "").href(self.import)),
            close: self.view.calm().href(self.import),
        })
    }

    /// The causes that a spot belongs to.
    pub fn causes_at(&self, spot: Spot) -> Vec<String> {
        let Some(at) = self.plan.sheet().row_of(spot.row) else { return Vec::new() };
        let findings: Vec<&Finding> = self.plan.findings_of(at).collect();
        let mine = spot.field.map_or_else(|| self.unplaced(&findings), |field| self.at(&findings, field));
        mine.into_iter().map(key_of).collect()
    }

    fn unplaced<'f>(&self, findings: &[&'f Finding]) -> Vec<&'f Finding> {
        let full = self.fields.contains(&Field::FullName);
        let no_column =
            |finding: &&Finding| finding.field.is_none_or(|of| !self.fields.contains(&shown_at(of, full)));
        let mut mine: Vec<&Finding> = findings.iter().copied().filter(no_column).collect();
        mine.sort_by_key(|finding| finding.severity);
        mine
    }

    /// What the cell says with the fixes in it, and what the file says where that is something else.
    fn texts(&self, at: u32, field: Field) -> (String, Option<String>) {
        let draft = self.plan.draft();
        let shown = draft.cell(at, field);
        let original = shown.fixed.then(|| draft.original(at, field));
        (shown.text, original)
    }

    fn input(&self, field: Field) -> Input {
        match field {
            Field::Role | Field::TerritoryAccess => Input::Choice(self.plan.values(field)),
            Field::Teams | Field::Territories => {
                let mut names = self.plan.values(field);
                names.truncate(MOST_NAMES);
                Input::Names(names)
            }
            _ => Input::Text,
        }
    }

    fn offers(&self, at: u32, spot: Spot, value: &str, mine: &[&Finding], fixed: bool) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(finding) = mine.iter().find(|finding| sure(finding).is_some()) {
            offers.extend(self.cure(at, finding).map(|press| accept(press, value)));
            offers.extend(self.everywhere(finding));
        }
        for finding in mine {
            let others =
                finding.fixes.iter().filter(|one| !one.sure && !matches!(one.fix, Fix::SkipRows { .. }));
            for one in others.take(MOST) {
                let press = self.other(at, finding, one);
                if offers.iter().all(|offer: &Offer| offer.press.words != press.words) {
                    offers.push(Offer { press, marked: None, icon: "arrow-narrow-right", key: None });
                }
            }
        }
        let by_key = |act, words: &str| Press {
            act,
            of: spot.to_string(),
            label: String::new(),
            row: Some(spot.row),
            words: words.to_owned(),
        };
        if fixed {
            let press = by_key("back", "Back to what the file says");
            offers.push(Offer { press, marked: None, icon: "arrow-back-up", key: None });
        }
        if let Some(words) = self.fill(spot) {
            let press = by_key("fill", &words);
            offers.push(Offer { press, marked: None, icon: "arrow-bar-to-down", key: Some("F") });
        }
        let (act, words) = if self.plan.draft().is_skipped(at) {
            ("take", "Take this row in again")
        } else {
            ("leave", "Skip this row")
        };
        offers.push(Offer {
            press: by_key(act, words),
            marked: None,
            icon: "player-track-next",
            key: Some("S"),
        });
        offers
    }

    /// Filling down, where a blank cell is below.
    fn fill(&self, spot: Spot) -> Option<String> {
        let fixes = fill_down(self.plan.draft(), spot.field?, spot.row);
        let cells = fixes.first()?.rows().len();
        Some(format!("Fill {} below", plural(u32::try_from(cells).ok()?, "blank cell", "blank cells")))
    }

    /// The same in all rows of the cause, where there are more.
    fn everywhere(&self, finding: &Finding) -> Option<Offer> {
        let key = key_of(finding);
        let alike: Vec<&Finding> = self
            .plan
            .findings()
            .iter()
            .filter(|other| key_of(other) == key && sure(other).is_some())
            .collect();
        let rows: u32 = alike.iter().map(|other| other.count).sum();
        let one = sure(finding)?;
        let press = match alike.as_slice() {
            _ if rows < 2 => return None,
            [_] => Press {
                act: "one",
                of: own_key(finding),
                label: one.label.clone(),
                row: None,
                words: match &one.fix {
                    Fix::KeepOne { .. } => one.label.clone(),
                    _ => format!("Same in all {}", plural(rows, "row", "rows")),
                },
            },
            _ => Press {
                act: "sure",
                of: key,
                label: String::new(),
                row: None,
                words: match &one.fix {
                    Fix::KeepOne { .. } => "Keep the first of each".to_owned(),
                    _ => format!("The same way in all {}", plural(rows, "row", "rows")),
                },
            },
        };
        Some(Offer { press, marked: None, icon: "checks", key: Some("Shift A") })
    }

    fn other(&self, at: u32, finding: &Finding, one: &Suggestion) -> Press {
        let words = match &one.fix {
            Fix::MapValue { to, .. } => format!("Use {to}"),
            _ => one.label.clone(),
        };
        let row = Some(self.plan.sheet().number(at));
        Press { act: "one", of: own_key(finding), label: one.label.clone(), row, words }
    }
}

/// What a cell says, on the one line that a field of a form has. A browser drops the line breaks of such a field, and with
/// them what kept the parts of a list apart: there a semicolon says the same.
pub fn on_one_line(field: Field, text: &str) -> String {
    let lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
    match field {
        _ if !text.contains(['\r', '\n']) => text.to_owned(),
        Field::Teams | Field::Territories => lines.collect::<Vec<_>>().join("; "),
        _ => lines.collect::<Vec<_>>().join(" "),
    }
}

fn accept(press: Press, value: &str) -> Offer {
    let new = press.words.strip_prefix("Use ").map(|new| ("Use".to_owned(), marked(value, new)));
    let icon = if press.words == "Skip this row" { "player-track-next" } else { "check" };
    Offer { marked: new, press, icon, key: Some("A") }
}

fn reason(finding: &Finding) -> Reason {
    Reason {
        bad: finding.severity == Severity::Error,
        title: finding.title.clone(),
        text: finding.text.clone(),
    }
}
