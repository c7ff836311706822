//! When people are invited: what the form says, and how the choice is drawn.

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::DateTime;
use plan::choices::{Inviting, SendAt};
use plan::plan::Plan;
use store::Micros;

use super::page::{Choice, Side, TimeField};
use crate::local_time;
use crate::pages::times::Times;
use crate::pages::wizard::text::plural;
use crate::pages::words;

/// How the field for a date and a time writes one.
const FIELD: &str = "%Y-%m-%dT%H:%M";

/// A time that was typed and not taken.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What was typed.
    pub text: String,
    /// Why it is not taken.
    pub why: &'static str,
}

/// What the form says, given what holds; a time of the account for `at`.
pub fn said(word: Option<&str>, time: Option<&str>, old: Inviting, times: &Times) -> Result<Inviting, Typed> {
    match word {
        Some("now" | "both") => Ok(Inviting::Now),
        Some("held") => Ok(Inviting::Held),
        Some("none") => Ok(Inviting::None),
        Some("at") => time.map_or_else(|| Ok(Inviting::At(tomorrow(times))), |time| at(time, old, times)),
        _ => Ok(old),
    }
}

fn at(text: &str, old: Inviting, times: &Times) -> Result<Inviting, Typed> {
    let wrong = |why| Typed { text: text.to_owned(), why };
    let local = local_time::parse(text).ok_or_else(|| wrong("This is no date with a time."))?;
    let (at, _) =
        local_time::moment(local, times.zone()).ok_or_else(|| wrong("This time is too far off."))?;
    // A time that was chosen before and has passed meanwhile stays until somebody chooses another.
    if at.micros <= times.micros().0 && old.at() != Some(at) {
        return Err(wrong("This time is past. Choose one to come, or send now."));
    }
    Ok(Inviting::At(at))
}

/// The next morning at eight.
fn tomorrow(times: &Times) -> SendAt {
    let today = times.zone().to_datetime(times.now()).date();
    let morning = today.saturating_add(1.day()).at(8, 0, 0, 0);
    let day_after = || Times::of(times.micros().after(Duration::from_hours(24)));
    local_time::moment(morning, times.zone())
        .map_or_else(|| local_time::in_zone(day_after(), times.zone()), |(at, _)| at)
}

/// The choice as the page draws it; nothing where nobody would be invited anyway. `asked` is a time that was just typed,
/// and `typed` one that was not taken.
pub fn choice(plan: &Plan, times: &Times, asked: Option<&str>, typed: Option<&Typed>) -> Option<Choice> {
    let chosen = plan.choices().invites;
    let sending = chosen.sends();
    let invites = plan.effects().invites;
    let invited = if sending { invites.email } else { plan.counts().create };
    if invited == 0 {
        return None;
    }
    let is_at = chosen.at().is_some() || typed.is_some();
    let side = |value, label: &str, chosen| Side { value, label: label.to_owned(), chosen };
    Some(Choice {
        name: "invites",
        label: if sending && invites.text == 0 {
            "Invitations by e-mail"
        } else {
            "Invitations by e-mail and text"
        },
        sides: vec![
            side("now", "Send now", chosen.is_now() && !is_at),
            side("at", "At a time", is_at),
            side("held", "Hold", chosen == Inviting::Held && !is_at),
            side("none", "Send none", chosen == Inviting::None && !is_at),
        ],
        means: means(chosen, (invited, invites.text), times),
        time: is_at.then(|| field(chosen, times, asked, typed)),
    })
}

/// What somebody gets, of people who are invited and those of them who have a phone.
fn get(invited: u32, texts: u32) -> String {
    let what = match (invited, texts) {
        (1, 0) => "an e-mail with a link of their own".to_owned(),
        (1, _) => "an e-mail and a text with a link of their own".to_owned(),
        (_, 0) => "an e-mail, each with a link of their own".to_owned(),
        (_, texts) if texts < invited => {
            format!(
                "an e-mail, and {} of them a text, each with a link of their own",
                words::count(texts.into())
            )
        }
        _ => "an e-mail and a text, each with a link of their own".to_owned(),
    };
    format!("{} {what}", plural(invited, "person gets", "people get"))
}

/// What a choice says it does, for people who are invited and those of them who get a text.
fn means(chosen: Inviting, (invited, texts): (u32, u32), times: &Times) -> String {
    let get = get(invited, texts);
    match chosen {
        Inviting::Now => format!("{get}."),
        Inviting::At(at) if at.micros <= times.micros().0 => {
            format!("The time has passed: {get} as soon as you import.")
        }
        Inviting::At(at) => {
            format!("{get}, {}, {}. The links count from then.", when(at, times), times.zone_name())
        }
        Inviting::Held => format!(
            "{} nothing until somebody releases the invitations; the links count from then.",
            plural(invited, "person gets", "people get")
        ),
        Inviting::None => format!(
            "{} join only once somebody sends them their link.",
            plural(invited, "person can", "people can")
        ),
    }
}

/// A time inside a sentence: `on 1 December at 08:00`.
pub fn when(at: SendAt, times: &Times) -> String {
    times.at(Micros(at.micros))
}

fn field(chosen: Inviting, times: &Times, asked: Option<&str>, typed: Option<&Typed>) -> TimeField {
    let text = |local: DateTime| local.strftime(FIELD).to_string();
    let local = chosen.at().map(|at| local_time::shown(at, times.zone()));
    let asked = asked.and_then(local_time::parse).filter(|_| typed.is_none());
    let clocks = [asked, local]
        .into_iter()
        .flatten()
        .find_map(|at| local_time::said(at, times.zone(), &times.zone_name()));
    TimeField {
        value: typed.map(|typed| typed.text.clone()).or_else(|| local.map(text)).unwrap_or_default(),
        least: text(times.zone().to_datetime(times.now())),
        zone: times.zone_name(),
        wrong: typed.map(|typed| typed.why.to_owned()),
        clocks,
    }
}
