//! Consequences beyond the rows: seats, messages, new groups, and the guard.

use super::money;
use crate::choices::{Inviting, Standing};
use crate::effect::{Effects, Guard, Invites};
use crate::plan::{Change, Fate, Plan, Ref, Values};
use crate::snapshot::{Role, Status};
use crate::wording::thousands;

/// Adds up the effects of the rows that will be applied.
pub fn effects(plan: &Plan) -> Effects {
    let facts = plan.draft().facts();
    let created = plan.counts().create;
    let reactivated = count(plan, |change| moves(change, Status::Suspended, Status::Active));
    let freed = count(plan, |change| takes_seat(&change.before) && !takes_seat(&change.after));
    let new_admins = (0_u32..)
        .zip(&plan.fates)
        .filter(|(at, fate)| **fate == Fate::Create && plan.draft().row(*at).role == Some(Role::Admin))
        .count() as u32
        + count(plan, |change| change.before.role != Role::Admin && change.after.role == Role::Admin);
    let told = |status: Status| {
        count(plan, |change| {
            change.before.status == status && address(&change.before) != address(&change.after)
        })
    };
    let inviting = plan.choices.invites;
    let messages = if inviting.sends() { created + told(Status::Invited) } else { 0 };
    let texts = if inviting.sends() { messages - without_phone(plan) } else { 0 };
    let when = if messages == 0 { Inviting::Now } else { inviting };
    let mut effects = Effects {
        seats: money::seats(facts, created, reactivated, freed),
        charges: Vec::new(),
        recurring: None,
        invites: Invites { email: messages, text: texts, when },
        notices: plan.changes().iter().map(notices).sum(),
        new_teams: new_names(plan, true),
        new_territories: new_names(plan, false),
        admins_added: new_admins,
        memberships_removed: plan.changes().iter().map(removed).sum(),
        guard: None,
    };
    effects.guard = guard(plan, &effects, reactivated);
    effects
}

/// Those among the invited who have no phone, so that no text goes to them.
fn without_phone(plan: &Plan) -> u32 {
    let draft = plan.draft();
    // Where everybody needs a phone, nobody is created without one: no need to look.
    let optional = (0_u32..).zip(&plan.fates).filter(|_| !draft.facts().needs_phones);
    let created = optional.filter(|(at, fate)| **fate == Fate::Create && draft.phone(*at).is_none());
    let anew = count(plan, |change| {
        change.before.status == Status::Invited
            && address(&change.before) != address(&change.after)
            && change.after.phone.is_none()
    });
    created.count() as u32 + anew
}

fn count(plan: &Plan, test: impl Fn(&Change) -> bool) -> u32 {
    plan.changes().iter().filter(|change| test(change)).count() as u32
}

fn moves(change: &Change, from: Status, to: Status) -> bool {
    (change.before.status, change.after.status) == (from, to)
}

const fn takes_seat(values: &Values) -> bool {
    matches!(values.status, Status::Invited | Status::Active)
}

fn address(values: &Values) -> (&str, Option<crate::value::phone::PhoneNumber>) {
    (&values.email, values.phone)
}

/// Messages to the addresses that somebody who has joined had before a change: to each that is another afterwards.
fn notices(change: &Change) -> u32 {
    let (before, after) = (&change.before, &change.after);
    if !matches!(before.status, Status::Active | Status::Suspended) {
        return 0;
    }
    u32::from(before.email != after.email) + u32::from(before.phone.is_some() && before.phone != after.phone)
}

/// Memberships of teams and territories that a change takes away.
pub fn removed(change: &Change) -> u32 {
    let gone =
        |before: &[Ref], after: &[Ref]| before.iter().filter(|one| !after.contains(one)).count() as u32;
    gone(&change.before.teams, &change.after.teams)
        + gone(&change.before.territories, &change.after.territories)
}

fn new_names(plan: &Plan, teams: bool) -> Vec<String> {
    let (created, groups) = if teams {
        (plan.new_teams(), &plan.draft().teams)
    } else {
        (plan.new_territories(), &plan.draft().territories)
    };
    created
        .iter()
        .map(|group| match group.parent {
            None => group.name.clone(),
            Some(Ref::Known(id)) => {
                let parent = groups.place(id).map_or(String::new(), |at| groups.name(at).to_owned());
                crate::value::dialect::path_out(&[parent, group.name.clone()])
            }
            Some(Ref::New(at)) => {
                let parent = created.get(at as usize).map_or(String::new(), |parent| parent.name.clone());
                crate::value::dialect::path_out(&[parent, group.name.clone()])
            }
        })
        .collect()
}

/// What is done to many people, where it is one thing alone by its name.
fn many(plan: &Plan, only_back: bool, people: &str, back: bool) -> (&'static str, String) {
    match plan.choices.standing {
        Standing::Suspend if plan.draft().is_form() => ("People suspended", format!("suspends {people}")),
        Standing::Cancel if plan.draft().is_form() => {
            ("Invitations cancelled", format!("cancels the invitations of {people}"))
        }
        Standing::Keep if plan.draft().is_form() && only_back => {
            ("People made active again", format!("makes {people} active again"))
        }
        _ => {
            let again = if back { ", and makes some of them active again" } else { "" };
            let what = "changes the e-mail, name, role, access, status or memberships of";
            ("People changed", format!("{what} {people}{again}"))
        }
    }
}

/// The number to type in: the largest of those that ask for one; the sentence names every reason.
fn guard(plan: &Plan, effects: &Effects, reactivated: u32) -> Option<Guard> {
    let facts = plan.draft().facts();
    let most = facts.thresholds.most_unasked(facts.people);
    let touched = count(plan, |change| {
        let (before, after) = (&change.before, &change.after);
        before.email != after.email
            || before.role != after.role
            || before.access != after.access
            || (&before.first_name, &before.last_name) != (&after.first_name, &after.last_name)
            || before.status != after.status
            || removed(change) > 0
    });
    let of_admins = count(plan, |change| {
        change.before.role == Role::Admin
            && (address(&change.before) != address(&change.after) || change.after.role != Role::Admin)
    });
    let suspended_admins = count(plan, |change| {
        change.before.role == Role::Admin && moves(change, Status::Active, Status::Suspended)
    });
    let seats = effects.seats;
    let many_seats = facts.thresholds.are_many_seats(seats.added, seats.paid);
    let people =
        |count: u32| if count == 1 { "1 person".to_owned() } else { format!("{} people", thousands(count)) };
    let mut reasons: Vec<(u32, &str, String)> = Vec::new();
    if effects.admins_added > 0 {
        let many = if effects.admins_added == 1 { "1 new Admin" } else { "new Admins" };
        let what = if effects.admins_added == 1 {
            many.to_owned()
        } else {
            format!("{} {many}", effects.admins_added)
        };
        reasons.push((effects.admins_added, "New Admins", format!("makes {what}")));
    }
    if of_admins > 0 {
        let what = if of_admins == 1 { "1 Admin".to_owned() } else { format!("{of_admins} Admins") };
        reasons.push((of_admins, "Admins changed", format!("changes the e-mail, phone or role of {what}")));
    }
    if suspended_admins > 0 {
        let what =
            if suspended_admins == 1 { "1 Admin".to_owned() } else { format!("{suspended_admins} Admins") };
        reasons.push((suspended_admins, "Admins suspended", format!("suspends {what}")));
    }
    if touched > most {
        let (label, why) = many(plan, reactivated == touched, &people(touched), reactivated > 0);
        reasons.push((touched, label, why));
    }
    if seats.added > 0 && many_seats {
        let what =
            if seats.added == 1 { "1 seat".to_owned() } else { format!("{} seats", thousands(seats.added)) };
        let most = if seats.later > 0 { "up to " } else { "" };
        reasons.push((seats.added, "Seats to buy", format!("buys {most}{what}")));
    }
    let why: Vec<&str> = reasons.iter().map(|(_, _, why)| why.as_str()).collect();
    let this = if plan.draft().is_form() { "This" } else { "This import" };
    let why = format!("{this} {}.", why.join(" and "));
    let (number, label, _) = reasons.iter().max_by_key(|(number, _, _)| *number)?;
    Some(Guard { number: *number, label: (*label).to_owned(), why })
}
