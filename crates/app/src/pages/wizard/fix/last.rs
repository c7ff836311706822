//! The fixes of last time: what was chosen for values of earlier files, offered for this one before anything is done.

use plan::authority::{Act, may};
use plan::fix::Fix;
use plan::plan::Plan;

use super::cause::id_of;
use super::made;
use super::note::Note;
use crate::pages::wizard::text::plural;

/// One fix that can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// What is sent for it.
    pub id: String,
    /// What it does.
    pub words: String,
    /// How much it touches: `9 rows`.
    pub rows: String,
}

/// The offer on top of the causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastTime {
    /// `Use the 4 fixes of last time`.
    pub title: String,
    /// The fixes.
    pub fixes: Vec<Again>,
}

/// Of the fixes of last time those that whoever imports now may make: Managers create no team and no territory.
pub fn allowed(plan: &Plan, mut known: Vec<(Fix, u32)>) -> Vec<(Fix, u32)> {
    let creates = may(plan.rights(), Act::CreateGroup, None).is_ok();
    known.retain(|(fix, _)| creates || !matches!(fix, Fix::CreateReference { .. }));
    known
}

/// The offer, where there is something to offer.
pub fn offer(known: &[(Fix, u32)]) -> Option<LastTime> {
    let again = |(fix, rows): &(Fix, u32)| Again {
        id: id(fix),
        words: made::words(fix),
        rows: plural(*rows, "row", "rows"),
    };
    let title = match known {
        [] => return None,
        [_] => "Use the fix of last time".to_owned(),
        _ => format!("Use the {} fixes of last time", known.len()),
    };
    Some(LastTime { title, fixes: known.iter().map(again).collect() })
}

/// Of the fixes offered those that are ticked in a form.
pub fn ticked(known: Vec<(Fix, u32)>, form: &[(String, String)]) -> (Vec<Fix>, Option<Note>) {
    let wanted = |fix: &Fix| form.iter().any(|(name, value)| name == "fix" && *value == id(fix));
    let fixes: Vec<Fix> = known.into_iter().map(|(fix, _)| fix).filter(wanted).collect();
    let note = fixes.is_empty().then_some(Note::NothingOfLastTime);
    (fixes, note)
}

/// Short, and the same for the same fix: a form that was left open for long makes no other fix than the one it shows.
fn id(fix: &Fix) -> String {
    id_of(&format!("{fix:?}"))
}
