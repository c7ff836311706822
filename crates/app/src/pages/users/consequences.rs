//! What follows from a form beyond the values it sets, in sentences, and the number that it asks for: said before it is done.

use plan::effect::Effects;
use plan::plan::{Change, Plan};
use plan::snapshot::{Role, Status};
use plan::value::phone::PhoneNumber;

use super::Guarding;
use crate::pages::wizard::review::money::costs;
use crate::pages::words;

/// One thing that will happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// The sentence.
    pub text: String,
}

fn say(icon: &'static str, text: String) -> Consequence {
    Consequence { icon, text }
}

/// Everything that will happen.
pub(super) fn consequences(plan: &Plan) -> Vec<Consequence> {
    let mut all = Vec::new();
    all.extend(invitations(plan));
    all.extend(status(plan));
    all.extend(signed_out(plan));
    all.extend(notices(plan));
    all.extend(memberships(plan));
    all.extend(releases(plan));
    all.extend(seats(plan.effects()));
    all
}

/// What follows for many people at once, who are not all looked at: the roles that they get, and that nothing is sent, besides.
pub(super) fn consequences_for_many(plan: &Plan) -> Vec<Consequence> {
    let effects = plan.effects();
    let quiet = effects.invites.email == 0 && effects.notices == 0;
    let nothing = quiet.then(|| say("bell-off", "Nobody gets a message about it.".to_owned()));
    roles(plan).chain(consequences(plan)).chain(nothing).collect()
}

/// The number to type in, if one, and whether another one was.
pub(super) fn guard(plan: &Plan, wrong: bool) -> Option<Guarding> {
    let guard = plan.effects().guard.as_ref()?;
    let (why, label) = (guard.why.clone(), guard.label.clone());
    Some(Guarding { why, label, number: guard.number, wrong })
}

/// The roles that people get.
fn roles(plan: &Plan) -> impl Iterator<Item = Consequence> {
    Role::ALL.into_iter().filter_map(|role| {
        let get = those(plan, |change| change.before.role != role && change.after.role == role);
        let who = (!get.is_empty()).then(|| people(plan, &get, "gets", "get"))?;
        Some(say("user", format!("{who} the role {role}.")))
    })
}

/// A number of people at the start of a sentence, with its verb: `Ana Ruiz gets`, `3 people get`.
fn people(plan: &Plan, those: &[&Change], one: &str, many: &str) -> String {
    match those {
        [only] if plan.counts().total == 1 => {
            format!("{} {one}", words::full_name(&only.after.first_name, &only.after.last_name))
        }
        those => format!("{} {}", count(those.len()), if those.len() == 1 { one } else { many }),
    }
}

fn count(number: usize) -> String {
    words::counted(number as u64, "person", "people")
}

fn those(plan: &Plan, test: impl Fn(&Change) -> bool) -> Vec<&Change> {
    plan.changes().iter().filter(|change| test(change)).collect()
}

fn invitations(plan: &Plan) -> Vec<Consequence> {
    let effects = plan.effects();
    if effects.invites.email == 0 {
        return Vec::new();
    }
    let created = plan.creates().map(|one| {
        let name = words::full_name(one.first_name, one.last_name);
        say("mail", format!("{name} gets an invitation at {}{}.", one.email, by_text(one.phone, "at")))
    });
    let moved = those(plan, |change| {
        change.before.status == Status::Invited
            && (&change.before.email, change.before.phone) != (&change.after.email, change.after.phone)
    });
    let anew = moved.iter().map(|change| {
        let (email, text) = (&change.after.email, by_text(change.after.phone, "to"));
        say("mail", format!("The link sent so far ends, and a new invitation goes to {email}{text}."))
    });
    created.chain(anew).collect()
}

/// ` and by text at +1 312 555 0187`; nothing without a phone.
fn by_text(phone: Option<PhoneNumber>, where_to: &str) -> String {
    phone.map(|phone| format!(" and by text {where_to} {}", phone.spaced())).unwrap_or_default()
}

fn status(plan: &Plan) -> Vec<Consequence> {
    let moved = |from, to| those(plan, |change| (change.before.status, change.after.status) == (from, to));
    let mut all = Vec::new();
    let suspended = moved(Status::Active, Status::Suspended);
    if !suspended.is_empty() {
        let who = people(plan, &suspended, "may", "may");
        all.push(say("player-pause", format!("{who} not sign in any more, until made active again.")));
    }
    let back = moved(Status::Suspended, Status::Active);
    if !back.is_empty() {
        all.push(say("user-check", format!("{} sign in again.", people(plan, &back, "may", "may"))));
    }
    let cancelled = moved(Status::Invited, Status::Cancelled);
    if !cancelled.is_empty() {
        let (link, address) = if cancelled.len() == 1 {
            ("The link ends", "E-mail address and phone are free")
        } else {
            ("The links end", "E-mail addresses and phones are free")
        };
        all.push(say("ban", format!("{link} for good. {address} for somebody else.")));
    }
    all
}

fn signed_out(plan: &Plan) -> Option<Consequence> {
    let out = those(plan, |change| change.before.status == Status::Active && change.ends_sessions());
    let text = (!out.is_empty()).then(|| people(plan, &out, "is", "are"))?;
    Some(say("logout", format!("{text} signed out everywhere at once.")))
}

fn notices(plan: &Plan) -> Vec<Consequence> {
    let joined = those(plan, |change| matches!(change.before.status, Status::Active | Status::Suspended));
    let mut all = Vec::new();
    for change in joined {
        if change.before.email != change.after.email {
            all.push(say(
                "shield",
                format!("The old address {} is told that it was changed.", change.before.email),
            ));
        }
        if let Some(old) = change.before.phone.filter(|old| Some(*old) != change.after.phone) {
            all.push(say("shield", format!("The old phone {} is told that it was changed.", old.spaced())));
        }
    }
    all
}

fn memberships(plan: &Plan) -> Option<Consequence> {
    let removed = u64::from(plan.effects().memberships_removed);
    (removed > 0).then(|| {
        let what = words::counted(removed, "team or territory is", "teams and territories are");
        say("user-minus", format!("{what} taken away."))
    })
}

fn releases(plan: &Plan) -> impl Iterator<Item = Consequence> {
    plan.releases().iter().map(|release| {
        say(
            "phone",
            format!("The phone {} is cleared at the suspended person who holds it.", release.phone.spaced()),
        )
    })
}

fn seats(effects: &Effects) -> Vec<Consequence> {
    let seats = effects.seats;
    let mut all = Vec::new();
    if seats.added > 0 {
        let seats = words::counted(u64::from(seats.added), "seat is added", "seats are added");
        all.push(say("armchair", format!("{seats} to what is paid for.")));
        all.extend(costs(effects).into_iter().map(|cost| {
            let before = cost.before.map(|before| format!(", instead of {before}")).unwrap_or_default();
            say("armchair", format!("{}: {}{before}.", cost.label, cost.amount))
        }));
    } else if seats.after > seats.used {
        let taken = words::counted(u64::from(seats.after - seats.used), "free seat is", "free seats are");
        all.push(say("armchair", format!("{taken} taken.")));
    } else if seats.after < seats.used {
        let freed = words::counted(u64::from(seats.used - seats.after), "seat is", "seats are");
        all.push(say("armchair", format!("{freed} free again.")));
    }
    all
}
