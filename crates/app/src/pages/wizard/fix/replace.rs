//! Find and replace over a column: what it would change is shown before it is done.

use plan::field::Field;
use plan::fix::{Fix, replaced};
use plan::plan::Plan;
use serde::Deserialize;

use super::note::Note;
use super::page::Turn;
use super::view::View;
use crate::pages::wizard::text::{marked_words, plural};

/// So many cells are shown before and after.
const SAMPLES: usize = 3;

/// What is sought and what takes its place, as the form says it.
#[derive(Clone, Debug, Deserialize)]
pub struct ReplaceForm {
    /// The key of the field.
    pub replace: String,
    /// The text that is sought.
    pub find: String,
    /// The text in its place.
    #[serde(default)]
    pub with: String,
    /// Whether only whole cells count.
    #[serde(default)]
    pub whole: bool,
    /// Whether capitals and small letters differ.
    #[serde(default)]
    pub case: bool,
}

/// A cell before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The row's number.
    pub row: u32,
    /// What becomes what.
    pub turn: Turn,
}

/// What would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many cells, as a sentence.
    pub title: String,
    /// The first of them.
    pub samples: Vec<Sample>,
    /// The words on the button; without it nothing would change.
    pub words: Option<String>,
}

/// The panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The columns, by key and name.
    pub fields: Vec<(&'static str, &'static str)>,
    /// The key of the chosen one.
    pub field: String,
    /// What is sought.
    pub find: String,
    /// What takes its place.
    pub with: String,
    /// Whether only whole cells count.
    pub whole: bool,
    /// Whether capitals and small letters differ.
    pub case: bool,
    /// What would change, once something is sought.
    pub preview: Option<Preview>,
    /// Where closing leads.
    pub close: String,
}

/// The panel, where the view has it open.
pub fn panel(plan: &Plan, view: &View, import: i64, fields: &[Field]) -> Option<Panel> {
    let form = form_of(view, fields)?;
    Some(Panel {
        fields: fields.iter().map(|field| (field.key(), field.label())).collect(),
        preview: fix_of(&form).map(|fix| preview(plan, &fix)),
        field: form.replace,
        find: form.find,
        with: form.with,
        whole: form.whole,
        case: form.case,
        close: view.calm().href(import),
    })
}

fn form_of(view: &View, fields: &[Field]) -> Option<ReplaceForm> {
    let wanted = view.replace.as_deref()?;
    let field = fields.iter().find(|field| field.key() == wanted).or(fields.first())?;
    Some(ReplaceForm {
        replace: field.key().to_owned(),
        find: view.find.clone().unwrap_or_default(),
        with: view.with.clone().unwrap_or_default(),
        whole: view.whole,
        case: view.case,
    })
}

fn fix_of(form: &ReplaceForm) -> Option<Fix> {
    let field = Field::from_key(&form.replace)?;
    (!form.find.is_empty()).then(|| Fix::ReplaceText {
        field,
        find: form.find.clone(),
        with: form.with.clone(),
        whole: form.whole,
        match_case: form.case,
    })
}

fn preview(plan: &Plan, fix: &Fix) -> Preview {
    let replaced = replaced(plan.draft(), fix, SAMPLES);
    let cells = plural(replaced.cells, "cell", "cells");
    Preview {
        title: match replaced.cells {
            0 => "No cell of this column says that.".to_owned(),
            1 => "1 cell would change.".to_owned(),
            _ => format!("{cells} would change."),
        },
        samples: replaced
            .samples
            .iter()
            .map(|(row, before, after)| Sample { row: *row, turn: turn(before, after) })
            .collect(),
        words: (replaced.cells > 0).then(|| format!("Replace in {cells}")),
    }
}

/// What becomes what, with the words that differ marked on both sides.
pub fn turn(before: &str, after: &str) -> Turn {
    Turn { from: marked_words(after, before), to: marked_words(before, after) }
}

/// The fix that a form means, where it changes something.
pub fn replacing(plan: &Plan, form: &ReplaceForm) -> (Vec<Fix>, Option<Note>) {
    let fix = fix_of(form).filter(|fix| replaced(plan.draft(), fix, 0).cells > 0);
    match fix {
        Some(fix) => (vec![fix], None),
        None => (Vec::new(), Some(Note::NothingToReplace)),
    }
}
