//! Parts that many pages show: badges, bars, avatars, toasts. Each prints itself; put `{{ part }}` into a template.

use askama::Template;
use askama::filters::HtmlSafe;
use plan::plan::{Counts, Fate};
use plan::snapshot::Status;

use super::address::Address;
use super::filters;
use super::words;

/// What a badge's colour says. Never alone: a badge has a word and an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Grey: nothing to do.
    Plain,
    /// Green: it is there, it worked.
    Good,
    /// The accent: a change, or on its way.
    Accent,
    /// Amber: have a look.
    Warn,
    /// Red: it did not work.
    Bad,
    /// A dashed edge: left out, put aside.
    Dashed,
}

impl Kind {
    /// The class in the stylesheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "badge-good",
            Self::Accent => "badge-accent",
            Self::Warn => "badge-warn",
            Self::Bad => "badge-bad",
            Self::Dashed => "badge-dashed",
        }
    }
}

/// A state as word, icon and colour.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/badge.html")]
pub struct Badge {
    /// What the colour says.
    pub kind: Kind,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// The state.
    pub word: String,
}

impl HtmlSafe for Badge {}

impl Badge {
    /// A badge of these three.
    pub fn new(kind: Kind, icon: &'static str, word: impl Into<String>) -> Self {
        Self { kind, icon, word: word.into() }
    }

    /// The status of a person.
    pub fn status(status: Status) -> Self {
        let (kind, icon) = match status {
            Status::Invited => (Kind::Accent, "mail"),
            Status::Active => (Kind::Good, "check"),
            Status::Suspended => (Kind::Dashed, "player-pause"),
            Status::Cancelled => (Kind::Plain, "ban"),
        };
        Self::new(kind, icon, status.as_str())
    }

    /// The fate of a row: before the import `Create`, after it `Created`.
    pub fn fate(fate: Fate, done: bool) -> Self {
        let kind = match fate {
            Fate::Create => Kind::Good,
            Fate::Update => Kind::Accent,
            Fate::Unchanged => Kind::Plain,
            Fate::Skipped => Kind::Dashed,
            Fate::Blocked => Kind::Bad,
        };
        Self::new(kind, fate_icon(fate), fate_word(fate, done))
    }
}

/// The icon of a fate.
pub const fn fate_icon(fate: Fate) -> &'static str {
    match fate {
        Fate::Create => "user-plus",
        Fate::Update => "pencil",
        Fate::Unchanged => "equal",
        Fate::Skipped => "player-track-next",
        Fate::Blocked => "ban",
    }
}

/// The word of a fate: before the import `Create`, after it `Created`.
pub const fn fate_word(fate: Fate, done: bool) -> &'static str {
    match (fate, done) {
        (Fate::Create, false) => "Create",
        (Fate::Create, true) => "Created",
        (Fate::Update, false) => "Update",
        (Fate::Update, true) => "Updated",
        (Fate::Unchanged, _) => "Unchanged",
        (Fate::Skipped, _) => "Skipped",
        (Fate::Blocked, _) => "Blocked",
    }
}

/// The fill of a fate in a bar.
pub const fn fate_fill(fate: Fate) -> &'static str {
    match fate {
        Fate::Create => "fill-good",
        Fate::Update => "fill-accent",
        Fate::Unchanged => "fill-mute",
        Fate::Skipped => "fill-pale",
        Fate::Blocked => "fill-bad",
    }
}

/// One piece of a bar, in thousandths of its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// A `fill-…` class of the stylesheet.
    pub fill: &'static str,
    /// Where it begins.
    pub x: u64,
    /// How wide it is.
    pub width: u64,
}

/// A bar of several amounts as inline SVG; the sentence says to everybody what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/bar.html")]
pub struct Bar {
    class: &'static str,
    label: String,
    parts: Vec<Part>,
}

impl HtmlSafe for Bar {}

impl Bar {
    /// The width of the gap between two pieces, and the least width of a piece, in thousandths.
    const GAP: u64 = 12;
    const LEAST: u64 = 16;

    /// A bar whose whole width is `whole` and at least the sum of the amounts; amounts of zero leave no trace.
    /// `class` is empty or one of `bar-sm`, `bar-lg`, `bar-row`; `label` is one sentence with the numbers.
    pub fn new(class: &'static str, label: String, whole: u32, amounts: &[(&'static str, u32)]) -> Self {
        let shown: Vec<_> = amounts.iter().filter(|(_, amount)| *amount > 0).collect();
        let sum: u64 = shown.iter().map(|(_, amount)| u64::from(*amount)).sum();
        let whole = u64::from(whole).max(sum).max(1);
        let gaps = Self::GAP * (shown.len() as u64).saturating_sub(1);
        let room = 1000 - gaps;
        let mut parts = Vec::with_capacity(shown.len());
        let mut x = 0;
        for (fill, amount) in shown {
            let width = (u64::from(*amount) * room / whole).max(Self::LEAST).min(1000_u64.saturating_sub(x));
            parts.push(Part { fill, x, width });
            x += width + Self::GAP;
        }
        if let Some(last) = parts.last_mut().filter(|_| sum == whole) {
            last.width = 1000_u64.saturating_sub(last.x).max(Self::LEAST);
        }
        Self { class, label, parts }
    }

    /// The fates of an import.
    pub fn fates(class: &'static str, counts: &Counts, done: bool) -> Self {
        let amounts = Fate::ALL.map(|fate| (fate_fill(fate), counts.of(fate)));
        let words = Fate::ALL.map(|fate| {
            format!("{} {}", words::count(u64::from(counts.of(fate))), fate_word(fate, done).to_lowercase())
        });
        Self::new(class, words.join(", "), counts.total, &amounts)
    }

    /// A bar that is grey all over: what was taken back.
    pub fn grey(class: &'static str, label: String) -> Self {
        Self { class, label, parts: vec![Part { fill: "fill-mute", x: 0, width: 1000 }] }
    }
}

/// A word that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub href: String,
    /// The word.
    pub word: String,
}

/// What just happened, in one line at the bottom of the page for eight seconds.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/toast.html")]
pub struct Toast {
    /// Whether it did not work.
    pub bad: bool,
    /// One sentence.
    pub text: String,
    /// The way on, if there is one.
    pub link: Option<Link>,
}

impl HtmlSafe for Toast {}

impl Toast {
    /// Something worked.
    pub fn good(text: impl Into<String>) -> Self {
        Self { bad: false, text: text.into(), link: None }
    }

    /// Something did not work.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { bad: true, text: text.into(), link: None }
    }

    /// The same toast with a link.
    #[must_use]
    pub fn with_link(mut self, href: impl Into<String>, word: impl Into<String>) -> Self {
        self.link = Some(Link { href: href.into(), word: word.into() });
        self
    }
}

/// A time as people read it, with the exact one behind it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/moment.html")]
pub struct Moment {
    /// As a list shows it.
    pub text: String,
    /// In full, in the account's time zone.
    pub full: String,
    /// For machines.
    pub machine: String,
}

impl HtmlSafe for Moment {}

/// An entry of a select.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the address holds.
    pub value: String,
    /// What people read.
    pub word: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The way through a list that does not fit on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/pager.html")]
pub struct Pager {
    /// The page before, if there is one.
    pub before: Option<String>,
    /// The page after, if there is one.
    pub next: Option<String>,
    /// What the two ways are called.
    pub ways: Ways,
}

/// What the ways to other pages of a list are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ways {
    /// Before and next.
    #[default]
    Pages,
    /// Newer and older, in a list that begins with the newest.
    Times,
}

impl HtmlSafe for Pager {}

impl Pager {
    const fn words(&self) -> (&'static str, &'static str) {
        match self.ways {
            Ways::Pages => ("Before", "Next"),
            Ways::Times => ("Newer", "Older"),
        }
    }

    /// The way through a list of `total` entries, `size` on each page, from page `page` (1 is the first).
    pub fn new(list: &Address, page: u32, size: u32, total: u32) -> Self {
        let pages = total.div_ceil(size.max(1));
        let to = |page: u32| {
            let number = if page > 1 { page.to_string() } else { String::new() };
            list.clone().with("page", number).to_string()
        };
        Self {
            before: (page > 1).then(|| to((page - 1).min(pages.max(1)))),
            next: (page < pages).then(|| to(page + 1)),
            ways: Ways::Pages,
        }
    }

    /// `1 to 50 of 248`.
    pub fn summary(page: u32, size: u32, total: u32) -> String {
        let from = (page - 1).saturating_mul(size).saturating_add(1);
        let to = page.saturating_mul(size).min(total);
        let [from, to, total] = [from, to, total].map(|number| words::count(u64::from(number)));
        format!("{from} to {to} of {total}")
    }
}

/// A tab with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The word.
    pub word: &'static str,
    /// How many are behind it.
    pub count: String,
    /// Its address.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}
