//! The page on which everything that will happen is looked at and agreed to.

use askama::Template;

use super::money::Cost;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::Bar;
use crate::pages::wizard::about::AboutFile;
use crate::pages::wizard::rows::{Filter, Line, Tile};
use crate::pages::wizard::top::Top;

/// A piece of the sentence that says it all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether they are the facts.
    pub strong: bool,
}

/// One of the ways of a choice.
#[derive(Clone, Debug)]
pub struct Side {
    /// What is sent.
    pub value: &'static str,
    /// The words: `Update 28`.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The field for the time at which invitations go out.
#[derive(Clone, Debug, Default)]
pub struct TimeField {
    /// The time where the account is: `2026-12-01T08:00`.
    pub value: String,
    /// The earliest that can be chosen.
    pub least: String,
    /// Where that is: `Chicago time`.
    pub zone: String,
    /// Why what was typed is not taken.
    pub wrong: Option<String>,
    /// What the clocks do at the time.
    pub clocks: Option<String>,
}

/// A choice about the whole import.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub name: &'static str,
    /// `People you already have`.
    pub label: &'static str,
    /// The ways.
    pub sides: Vec<Side>,
    /// What the one chosen means here.
    pub means: String,
    /// The field for a time, where one is chosen.
    pub time: Option<TimeField>,
}

/// The rows of one fate.
#[derive(Clone, Debug)]
pub struct Shown {
    /// `28 people change`.
    pub title: String,
    /// What else: `8 memberships removed`.
    pub note: String,
    /// Filters by field, for changes.
    pub filters: Vec<Filter>,
    /// The rows of the page.
    pub lines: Vec<Line>,
    /// Which rows these are: `1 to 25 of 28`.
    pub paging: String,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

/// A piece of the seat bar, in per cent with decimals.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The class of its fill; `hatched` for seats to be bought.
    pub class: &'static str,
    /// Where it begins: `23.8%`.
    pub x: String,
    /// How wide it is.
    pub width: String,
}

/// Seats used now, paid, and used afterwards.
#[derive(Clone, Debug)]
pub struct Seats {
    /// The sentence for those who cannot see the bar.
    pub sentence: String,
    /// The badge: `154 seats` to be bought.
    pub added: Option<String>,
    /// The pieces from the left.
    pub stretches: Vec<Stretch>,
    /// Where the mark of what is paid stands.
    pub paid_x: String,
    /// `start`, `middle` or `end`: how the words over the mark lie.
    pub paid_anchor: &'static str,
    /// `90`.
    pub paid: String,
    /// `58`.
    pub used: String,
    /// `244`.
    pub after: String,
    /// What the number afterwards says: `used and paid after`, `used after`.
    pub after_note: &'static str,
    /// What is charged: label and amount.
    pub costs: Vec<Cost>,
    /// What there is to say of it.
    pub note: String,
}

/// A line about messages.
#[derive(Clone, Debug)]
pub struct Message {
    /// The icon.
    pub icon: &'static str,
    /// To whom what goes.
    pub text: String,
    /// How many people, written out.
    pub count: String,
    /// Their rows, where one view shows just those.
    pub href: Option<String>,
    /// Whether it is nobody.
    pub zero: bool,
}

/// New teams, territories and Admins.
#[derive(Clone, Debug)]
pub struct Added {
    /// The icon.
    pub icon: &'static str,
    /// `New team`.
    pub label: &'static str,
    /// Their names.
    pub names: Vec<String>,
    /// Those that are not named, written out.
    pub further: Option<String>,
}

/// The number that is to be typed.
#[derive(Clone, Debug)]
pub struct Guard {
    /// One sentence why.
    pub why: String,
    /// What the number counts.
    pub label: String,
    /// The number.
    pub number: u32,
    /// Whether another one was typed.
    pub wrong: bool,
}

/// What has moved since the plan was agreed to.
#[derive(Clone, Debug)]
pub struct Stale {
    /// What moved, a sentence each.
    pub lines: Vec<String>,
}

/// Whether it can go on.
#[derive(Clone, Debug)]
pub struct Go {
    /// `Import 212 users`.
    pub label: String,
    /// What stands beside the button.
    pub note: String,
    /// Whether it can be pressed.
    pub ready: bool,
}

/// The page on which the plan is agreed to.
#[derive(Clone, Debug, Template)]
#[template(path = "wizard/review.html", blocks = ["wizard"])]
pub struct ReviewPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// The plan that is agreed to.
    pub fingerprint: String,
    /// What has moved since it was agreed to.
    pub stale: Option<Stale>,
    /// What stands in the way of the whole plan, and where it is put right.
    pub wide: Vec<String>,
    /// The sentence that says it all.
    pub sentence: Vec<Phrase>,
    /// The five fates.
    pub tiles: Vec<Tile>,
    /// All rows, written out.
    pub total: String,
    /// The fates as a bar.
    pub bar: Bar,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The rows of one fate.
    pub shown: Shown,
    /// Seats and cost.
    pub seats: Seats,
    /// Who gets a message.
    pub messages: Vec<Message>,
    /// New teams, territories and Admins.
    pub added: Vec<Added>,
    /// What to know about the file as a whole.
    pub about: AboutFile,
    /// The number that is to be typed.
    pub guard: Option<Guard>,
    /// The button.
    pub go: Go,
}
