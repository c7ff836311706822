//! Where an invitation stands, in words.

use store::Micros;
use store::invitations::{Channelled, Line};
use store::messages::Channel;
use store::suppressions::Why;

use super::list::{Link, Way};
use crate::pages::times::Times;
use crate::pages::ui::{Badge, Kind};
use crate::pages::wizard::text::plural;

/// Where an invitation stands on a channel. `send_at` is the time that somebody set for it, if one.
pub fn way(one: &Channelled, send_at: Micros, times: &Times) -> Way {
    let way = |kind, icon, word: &str, note| Way { badge: Badge::new(kind, icon, word), note, stopped: None };
    let at = |time: Option<Micros>| time.map(|time| times.moment(time).text);
    match one.state.as_str() {
        "held" => way(Kind::Dashed, "player-pause", "Held", None),
        "queued" => queued(one, send_at, times),
        "sent" => way(Kind::Plain, "send", "Sent", at(one.sent_at)),
        "delivered" => way(Kind::Good, "mail-check", "Delivered", at(one.sent_at)),
        "outbox" => way(Kind::Accent, "inbox", "In the Outbox", None),
        "failed" => way(Kind::Bad, "mail-x", "Came back", one.error.clone()),
        "none" => way(Kind::Dashed, "mail-off", "Not sent", None),
        _ => way(Kind::Dashed, "ban", "Ended", None),
    }
}

fn queued(one: &Channelled, send_at: Micros, times: &Times) -> Way {
    let (kind, icon, word, note) = match &one.error {
        _ if send_at > times.micros() => {
            (Kind::Accent, "calendar-event", "Scheduled", Some(times.moment(send_at).text))
        }
        Some(error) => {
            let tried = format!("Tried {}: {error}", plural(one.attempts, "time", "times"));
            (Kind::Warn, "refresh", "Trying again", Some(tried))
        }
        None => (Kind::Plain, "clock", "Queued", None),
    };
    Way { badge: Badge::new(kind, icon, word), note, stopped: None }
}

/// What stands for the text of somebody who has no phone.
pub fn no_phone() -> Way {
    Way { badge: Badge::new(Kind::Dashed, "minus", "No phone"), note: None, stopped: None }
}

/// Why nothing is sent to an address, in a few words.
pub const fn stopped(channel: Channel, why: Why) -> &'static str {
    match (channel, why) {
        (Channel::Email, Why::Bounce) => "Stopped: undeliverable.",
        (Channel::Text, Why::Bounce) => "Stopped: gets no texts.",
        (_, Why::Complaint) => "Stopped: called unwanted.",
        (Channel::Email, Why::Stop) => "Stopped by its owner.",
        (Channel::Text, Why::Stop) => "Stopped: answered STOP.",
    }
}

/// Whether something can be done to an invitation still.
pub const fn is_open(line: &Line) -> bool {
    line.accepted_at.is_none() && line.cancelled_at.is_none()
}

/// What came of the link; `copy` makes it.
pub fn link(line: &Line, times: &Times, copy: impl FnOnce() -> String) -> Link {
    let badge = |kind, icon, word: &str| Some(Badge::new(kind, icon, word));
    let day = |time: Micros| times.day(time).text;
    if let Some(at) = line.accepted_at {
        return Link { badge: badge(Kind::Good, "check", "Joined"), note: day(at), copy: None };
    }
    if let Some(at) = line.cancelled_at {
        return Link { badge: badge(Kind::Plain, "ban", "Cancelled"), note: day(at), copy: None };
    }
    let good = line.expires_at > times.micros();
    let held = line.by_email.state == "held" || line.by_text.state == "held";
    let opened = line.opened_at.map(|at| Link {
        badge: badge(Kind::Accent, "eye", "Opened"),
        note: day(at),
        copy: None,
    });
    let link = match (good, held) {
        (_, true) => Link { badge: None, note: "counts from its release".to_owned(), copy: None },
        (false, _) => {
            Link { badge: badge(Kind::Warn, "mail-x", "Lapsed"), note: day(line.expires_at), copy: None }
        }
        (true, _) => opened.unwrap_or_else(|| Link {
            badge: None,
            note: format!("good until {}", day(line.expires_at)),
            copy: None,
        }),
    };
    Link { copy: good.then(copy), ..link }
}

/// Where an invitation stands in one badge: what is furthest along, or what is the matter with it.
pub fn in_short(states: [&str; 2], (opened, joined): (bool, bool)) -> Badge {
    let any = |state| states.contains(&state);
    let (kind, icon, word) = if joined {
        (Kind::Good, "check", "Joined")
    } else if opened {
        (Kind::Accent, "eye", "Opened")
    } else if any("delivered") {
        (Kind::Plain, "mail-check", "Delivered")
    } else if any("sent") {
        (Kind::Plain, "send", "Sent")
    } else if any("queued") {
        (Kind::Plain, "clock", "Queued")
    } else if any("held") {
        (Kind::Dashed, "player-pause", "Held")
    } else if any("outbox") {
        (Kind::Accent, "inbox", "In the Outbox")
    } else if any("failed") {
        (Kind::Bad, "mail-x", "Came back")
    } else if any("none") {
        (Kind::Dashed, "mail-off", "Not sent")
    } else {
        (Kind::Dashed, "ban", "Ended")
    };
    Badge::new(kind, icon, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_furthest_along_is_said_in_short() {
        let word = |states, ends| in_short(states, ends).word;
        assert_eq!(word(["sent", "failed"], (false, false)), "Sent");
        assert_eq!(word(["failed", "none"], (false, false)), "Came back");
        assert_eq!(word(["held", "held"], (false, false)), "Held");
        assert_eq!(word(["outbox", "outbox"], (true, false)), "Opened");
        assert_eq!(word(["ended", "sent"], (true, true)), "Joined");
        assert_eq!(word(["none", "none"], (false, false)), "Not sent");
    }
}
