//! From a plan to the review: the sentence, the fates, the choices, seats, messages, guard and button.

use plan::choices::{Existing, Inviting, Suspended};
use plan::field::Field;
use plan::finding::{Code, Severity};
use plan::plan::{Fate, Obstacle, Plan};
use plan::snapshot::{Role, Status};

use super::inviting::{self, Typed};
use super::money::costs;
use super::page::{Added, Choice, Go, Guard, Message, Phrase, ReviewPage, Seats, Side, Stale, Stretch};
use super::shown::{self, View};
use crate::pages::layout::Shell;
use crate::pages::times::Times;
use crate::pages::ui::Bar;
use crate::pages::wizard::about::AboutFile;
use crate::pages::wizard::rows::Tile;
use crate::pages::wizard::text::plural;
use crate::pages::wizard::top::Top;
use crate::pages::words;

/// At most this many names are listed of what is new.
const MOST_NAMES: usize = 8;

/// What the page is made from.
pub struct Inputs<'a> {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// The plan.
    pub plan: &'a Plan,
    /// Which rows are shown.
    pub view: View,
    /// What has moved since somebody agreed, a sentence each.
    pub moved: Vec<String>,
    /// The time of the request.
    pub times: &'a Times,
    /// Whether the number typed in was another one.
    pub wrong_number: bool,
    /// A time for the invitations that was typed and not taken.
    pub typed: Option<Typed>,
}

/// Makes the page.
pub fn page(inputs: Inputs<'_>) -> ReviewPage {
    let Inputs { shell, top, import, plan, view, moved, times, wrong_number, typed } = inputs;
    let counts = plan.counts();
    let fate = view.fate(plan);
    let effects = plan.effects();
    ReviewPage {
        shell,
        top,
        import,
        fingerprint: plan.fingerprint().to_string(),
        stale: (!moved.is_empty()).then_some(Stale { lines: moved }),
        wide: wide(plan),
        sentence: sentence(plan, times),
        tiles: Tile::all(&counts, false, Some(fate), |fate| View::of(fate).href(import)),
        total: count(counts.total),
        bar: Bar::fates("", &counts, false),
        choices: choices(plan, times, view.asked.as_deref(), typed.as_ref()),
        shown: shown::shown(plan, &view, import),
        seats: seats(plan),
        messages: messages(plan, times, import),
        added: added(plan),
        about: AboutFile::of(plan.sheet().origin()),
        guard: effects.guard.as_ref().map(|guard| Guard {
            why: guard.why.clone(),
            label: guard.label.clone(),
            number: guard.number,
            wrong: wrong_number,
        }),
        go: go(plan),
    }
}

fn count(number: u32) -> String {
    words::count(u64::from(number))
}

fn wide(plan: &Plan) -> Vec<String> {
    plan.findings()
        .iter()
        .filter(|finding| finding.count == 0 && finding.severity == Severity::Error)
        .map(|finding| format!("{}. {}", finding.title, finding.text))
        .collect()
}

fn sentence(plan: &Plan, times: &Times) -> Vec<Phrase> {
    let (counts, effects) = (plan.counts(), plan.effects());
    let strong = |text: String| Phrase { text, strong: true };
    let said = |text: &str| Phrase { text: text.to_owned(), strong: false };
    let mut phrases = vec![strong(match (counts.create, counts.update) {
        (0, 0) => "Nobody is created or changed".to_owned(),
        (create, 0) => format!("{} created", plural(create, "person is", "people are")),
        (0, update) => format!("{} updated", plural(update, "person is", "people are")),
        (create, update) => {
            format!("{} created and {} updated", plural(create, "person is", "people are"), count(update))
        }
    })];
    let added = effects.seats.added;
    let invited = effects.invites.email.max(effects.invites.text);
    if added > 0 {
        phrases.push(said(if invited > 0 { ", " } else { ", and " }));
        phrases.push(strong(plural(added, "seat", "seats")));
        phrases.push(said(if added == 1 { " is added" } else { " are added" }));
        if let Some(cost) = effects.cost() {
            phrases.push(said(" for "));
            phrases.push(strong(cost));
        }
    }
    if invited > 0 {
        phrases.push(said(", and "));
        phrases.push(strong(format!("{} an invitation", plural(invited, "person gets", "people get"))));
        phrases.push(said(match effects.invites.text {
            0 => " by e-mail",
            texts if texts < effects.invites.email => " by e-mail, and by text where there is a phone",
            _ => " by e-mail and text",
        }));
        match effects.invites.when {
            Inviting::At(at) => phrases.push(strong(format!(" {}", inviting::when(at, times)))),
            Inviting::Held => phrases.push(strong(" once somebody releases it".to_owned())),
            Inviting::None | Inviting::Now => {}
        }
    }
    phrases.push(said(&plan.rest().map_or_else(|| ".".to_owned(), |rest| format!(". {rest}"))));
    phrases
}

/// The choices that concern somebody in this file.
fn choices(plan: &Plan, times: &Times, asked: Option<&str>, typed: Option<&Typed>) -> Vec<Choice> {
    let invites = inviting::choice(plan, times, asked, typed);
    [existing(plan), suspended(plan), rows(plan), invites].into_iter().flatten().collect()
}

fn choice(
    name: &'static str,
    label: &'static str,
    first: (&'static str, String),
    second: (&'static str, &str),
    is_first: bool,
    means: String,
) -> Choice {
    let sides = vec![
        Side { value: first.0, label: first.1, chosen: is_first },
        Side { value: second.0, label: second.1.to_owned(), chosen: !is_first },
    ];
    Choice { name, label, sides, means, time: None }
}

fn existing(plan: &Plan) -> Option<Choice> {
    let updating = plan.choices().existing == Existing::Update;
    let differ = if updating { plan.counts().update } else { plan.unmade().len() as u32 };
    let same = plan.counts().unchanged;
    if differ + same == 0 {
        return None;
    }
    let identical = match same {
        0 => String::new(),
        same => format!("; {} identical", plural(same, "is", "are")),
    };
    let means = if differ == 0 {
        "Everybody you have is as the file says.".to_owned()
    } else if updating {
        format!(
            "{} from the file and {} as it says{identical}.",
            plural(differ, "person differs", "people differ"),
            if differ == 1 { "becomes" } else { "become" }
        )
    } else {
        format!(
            "{} from the file and {} as they are{identical}.",
            plural(differ, "person differs", "people differ"),
            if differ == 1 { "stays" } else { "stay" }
        )
    };
    let update = ("update", format!("Update {}", count(differ)));
    Some(choice("existing", "People you already have", update, ("skip", "Leave alone"), updating, means))
}

fn suspended(plan: &Plan) -> Option<Choice> {
    let reactivating = plan.choices().suspended == Suspended::Reactivate;
    let back = |change: &&plan::plan::Change| {
        change.before.status == Status::Suspended && change.after.status != Status::Suspended
    };
    let number = if reactivating {
        plan.changes().iter().chain(plan.unmade()).filter(back).count() as u32
    } else {
        let waiting = plan.findings().iter().filter(|finding| finding.code == Code::PersonSuspended);
        waiting.map(|finding| finding.count).sum()
    };
    if number == 0 {
        return None;
    }
    let people = plural(number, "person", "people");
    let means = match (reactivating, plan.choices().existing, number) {
        (true, Existing::Update, 1) => "1 person becomes active again and takes a seat.".to_owned(),
        (true, Existing::Update, _) => format!("{people} become active again; each takes a seat."),
        (true, Existing::Skip, _) => format!("{people} would, but people you have are left alone."),
        (false, _, 1) => "1 person stays suspended and takes no seat.".to_owned(),
        (false, _, _) => format!("{people} stay suspended and take no seat."),
    };
    let reactivate = ("reactivate", format!("Reactivate {}", count(number)));
    Some(choice(
        "suspended",
        "Suspended people in the file",
        reactivate,
        ("leave", "Leave suspended"),
        reactivating,
        means,
    ))
}

fn rows(plan: &Plan) -> Option<Choice> {
    let blocked = plan.counts().blocked;
    let valid = plan.choices().valid_rows_only;
    if blocked == 0 {
        return None;
    }
    let rows = plural(blocked, "row", "rows");
    let (is, they) = if blocked == 1 {
        ("is", "it can be downloaded with its reason")
    } else {
        ("are", "they can be downloaded with their reasons")
    };
    let means = if valid {
        format!("{rows} {is} left out; {they}.")
    } else {
        format!("Nothing is imported until {rows} {is} right.")
    };
    let leave = ("valid", format!("Leave {} out", count(blocked)));
    Some(choice("rows", "Rows with an error", leave, ("all", "Wait until all are right"), valid, means))
}

fn seats(plan: &Plan) -> Seats {
    let effects = plan.effects();
    let seats = effects.seats;
    let paid_after = seats.paid + seats.added;
    let scale = paid_after.max(seats.after).max(seats.used).max(1);
    let at = |number: u32| f64::from(number) * 100.0 / f64::from(scale);
    let stretch = |class, from: u32, to: u32| Stretch {
        class,
        x: format!("{:.2}%", at(from)),
        width: format!("{:.2}%", at(to) - at(from)),
    };
    let taken = seats.after.clamp(seats.used, seats.paid.max(seats.used));
    let stretches: Vec<Stretch> = [
        ("fill-accent", 0, seats.used),
        ("fill-accent-2", seats.used, taken),
        ("fill-pale", taken, seats.paid.max(taken)),
        ("hatched", seats.paid, paid_after),
    ]
    .into_iter()
    .filter(|(_, from, to)| to > from)
    .map(|(class, from, to)| stretch(class, from, to))
    .collect();
    let (used, paid, after) = (count(seats.used), count(seats.paid), count(seats.after));
    let after_note = if seats.added > 0 { "used and paid after" } else { "used after" };
    let paid_at = at(seats.paid);
    Seats {
        sentence: format!(
            "{} used and {paid} paid now; {after} {after_note}.",
            plural(seats.used, "seat is", "seats are")
        ),
        added: (seats.added > 0).then(|| plural(seats.added, "seat", "seats")),
        stretches,
        paid_x: format!("{paid_at:.2}%"),
        paid_anchor: if paid_at < 18.0 {
            "start"
        } else if paid_at > 82.0 {
            "end"
        } else {
            "middle"
        },
        paid,
        used,
        after,
        after_note,
        costs: costs(effects),
        note: seat_note(plan),
    }
}

fn seat_note(plan: &Plan) -> String {
    let effects = plan.effects();
    let free = (effects.seats.paid + effects.seats.added).saturating_sub(effects.seats.after);
    match effects.seats.added {
        0 => format!("No seat is added; {} free afterwards.", plural(free, "is", "are")),
        added if effects.recurring.is_none() => {
            format!(
                "{} to what is paid for. No price is set, so Muster charges nothing.",
                plural(added, "seat is added", "seats are added")
            )
        }
        _ if effects.seats.later > 0 => {
            "Each seat is charged when its person takes it; whoever never joins costs nothing.".to_owned()
        }
        // A quote does not hold into a period that has begun since.
        _ if effects.charges.iter().any(|charge| charge.from.tomorrow().ok() == Some(charge.to)) => {
            "This price holds until the end of today.".to_owned()
        }
        _ => "This price holds until the end of tomorrow.".to_owned(),
    }
}

fn messages(plan: &Plan, times: &Times, import: i64) -> Vec<Message> {
    let (effects, counts) = (plan.effects(), plan.counts());
    let told = effects.invites.email.max(effects.invites.text) + effects.notices;
    let nobody = (counts.create + counts.update).saturating_sub(told);
    // Somebody invited whose address changes is invited anew, and then no one view shows just the people invited.
    let created =
        |number: u32| (number > 0 && number == counts.create).then(|| View::of(Fate::Create).href(import));
    let when = match effects.invites.when {
        Inviting::At(at) => format!(", {}", inviting::when(at, times)),
        Inviting::Held => ", once released".to_owned(),
        Inviting::None | Inviting::Now => String::new(),
    };
    [
        (
            "mail",
            format!("Invitation by e-mail{when}"),
            effects.invites.email,
            created(effects.invites.email),
        ),
        ("message", format!("Invitation by text{when}"), effects.invites.text, created(effects.invites.text)),
        ("shield", "Old address told of the new one".to_owned(), effects.notices, None),
        ("bell-off", "No message at all".to_owned(), nobody, None),
    ]
    .into_iter()
    .filter(|(icon, _, number, _)| *number > 0 || *icon != "shield")
    .map(|(icon, text, number, href)| Message {
        icon,
        text,
        count: count(number),
        href,
        zero: number == 0 || icon == "bell-off",
    })
    .collect()
}

fn added(plan: &Plan) -> Vec<Added> {
    let effects = plan.effects();
    let admins = new_admins(plan);
    [
        ("users-plus", "New team", "New teams", &effects.new_teams),
        ("map-pin", "New territory", "New territories", &effects.new_territories),
        ("shield", "New Admin", "New Admins", &admins),
    ]
    .into_iter()
    .filter(|(_, _, _, names)| !names.is_empty())
    .map(|(icon, one, many, names)| Added {
        icon,
        label: if names.len() == 1 { one } else { many },
        names: names.iter().take(MOST_NAMES).cloned().collect(),
        further: (names.len() > MOST_NAMES)
            .then(|| format!("and {} more", count((names.len() - MOST_NAMES) as u32))),
    })
    .collect()
}

fn new_admins(plan: &Plan) -> Vec<String> {
    if plan.effects().admins_added == 0 {
        return Vec::new();
    }
    let created = plan
        .creates()
        .filter(|create| create.role == Role::Admin)
        .map(|create| words::full_name(create.first_name, create.last_name));
    let promoted = plan
        .changes()
        .iter()
        .filter(|change| change.after.role == Role::Admin && change.before.role != Role::Admin)
        .map(|change| words::full_name(&change.after.first_name, &change.after.last_name));
    created.chain(promoted).collect()
}

fn go(plan: &Plan) -> Go {
    let counts = plan.counts();
    let number = counts.create + counts.update;
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let label = match number {
        0 => "Import".to_owned(),
        number => format!("Import {}", plural(number, "user", "users")),
    };
    let (ready, note) = match plan.obstacle(confirm) {
        None => (true, String::new()),
        Some(Obstacle::PlanWide(_)) => (false, "Something stands in the way of the whole import".to_owned()),
        Some(Obstacle::Blocked(rows)) => {
            let has = if rows == 1 { "has" } else { "have" };
            (false, format!("{} still {has} an error", plural(rows, "row", "rows")))
        }
        Some(Obstacle::Nothing) => (false, "No row would be created or changed".to_owned()),
        Some(Obstacle::Guard { .. }) => (false, "Type the number first".to_owned()),
    };
    Go { label, note, ready }
}

/// What changes when a row is one of these; used by the words of a fate.
pub const fn fate_words(fate: Fate, number: u32) -> (&'static str, &'static str) {
    match (fate, number) {
        (Fate::Create, 1) => ("person is created", ""),
        (Fate::Create, _) => ("people are created", ""),
        (Fate::Update, 1) => ("person changes", ""),
        (Fate::Update, _) => ("people change", ""),
        (Fate::Unchanged, 1) => ("row is as it is already", ""),
        (Fate::Unchanged, _) => ("rows are as they are already", ""),
        (Fate::Skipped, 1) => ("row is left alone", "by a fix, or because you leave people alone"),
        (Fate::Skipped, _) => ("rows are left alone", "by fixes, or because you leave people alone"),
        (Fate::Blocked, 1) => ("row has an error", ""),
        (Fate::Blocked, _) => ("rows have an error", ""),
    }
}

/// The field that names a person where there is no name.
pub const KEYS: [Field; 3] = [Field::ExternalId, Field::Email, Field::Phone];
