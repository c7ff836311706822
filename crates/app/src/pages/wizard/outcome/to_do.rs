//! What there is to do about the invitations of an import: those that came back, that are held, that wait, that lapsed.

use store::ImportId;
use store::invitations::{Counts, Stage};

use super::page::ToDo;
use crate::pages::invitations::address;
use crate::pages::wizard::text::plural;

/// What there is to do, the most pressing first. `sends_at` says when those that wait for their time go out.
pub fn to_do(counts: &Counts, import: ImportId, sends_at: Option<&str>) -> Vec<ToDo> {
    let all = [
        unreached(counts.of(Stage::Unreached), import),
        failed(counts.of(Stage::Failed) - counts.of(Stage::Unreached).min(counts.of(Stage::Failed)), import),
        held(counts.of(Stage::Held), import),
        scheduled(counts.of(Stage::Scheduled), import, sends_at),
        lapsed(counts.of(Stage::Lapsed), import),
        outbox(counts.of(Stage::Outbox)),
        unsent(counts.of(Stage::Unsent), import),
    ];
    all.into_iter().flatten().collect()
}

/// The address of those who stand somewhere.
fn those(import: ImportId, stage: Stage) -> String {
    address(Some(import), stage.as_str(), "").to_string()
}

fn unreached(number: u32, import: ImportId) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "note-warn",
        icon: "mail-x",
        title: format!("{} reached by neither", plural(number, "person was", "people were")),
        text:
            "All that was sent to them came back. Correct the address in the file and import it again with \
               “update”: the invitation then goes out again. Or hand on the link yourself."
                .to_owned(),
        link: (those(import, Stage::Unreached), format!("Show the {}", plural(number, "person", "people"))),
    })
}

fn failed(number: u32, import: ImportId) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "",
        icon: "mail-x",
        title: format!("{} by one way only", plural(number, "person was reached", "people were reached")),
        text: "The e-mail or the text came back, with the provider’s words beside it.".to_owned(),
        link: (those(import, Stage::Failed), "Show what came back".to_owned()),
    })
}

fn held(number: u32, import: ImportId) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "note-accent",
        icon: "player-pause",
        title: format!("{} held", plural(number, "invitation is", "invitations are")),
        text: "Nobody hears of it before you release them; the links count from then.".to_owned(),
        link: (those(import, Stage::Held), "Look at them and release them".to_owned()),
    })
}

fn scheduled(number: u32, import: ImportId, sends_at: Option<&str>) -> Option<ToDo> {
    let when = sends_at.filter(|_| number > 0)?;
    Some(ToDo {
        class: "",
        icon: "calendar-event",
        title: format!("{} {when}", plural(number, "invitation goes out", "invitations go out")),
        text: "Until then they can be sent at once, or cancelled.".to_owned(),
        link: (those(import, Stage::Scheduled), "See who waits".to_owned()),
    })
}

fn lapsed(number: u32, import: ImportId) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "note-warn",
        icon: "clock",
        title: format!("{} lapsed", plural(number, "link has", "links have")),
        text: "Each still holds a seat. Send them again, or cancel them.".to_owned(),
        link: (those(import, Stage::Lapsed), "Show the lapsed links".to_owned()),
    })
}

fn outbox(number: u32) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "",
        icon: "inbox",
        title: format!("{} in the Outbox", plural(number, "invitation waits", "invitations wait")),
        text:
            "No mail or text service is set that could send them. Copy the links and hand them on yourself."
                .to_owned(),
        link: ("/outbox".to_owned(), "Open the Outbox".to_owned()),
    })
}

fn unsent(number: u32, import: ImportId) -> Option<ToDo> {
    (number > 0).then(|| ToDo {
        class: "",
        icon: "mail-off",
        title: format!("{} not sent", plural(number, "invitation was", "invitations were")),
        text: "The import was to send none. Copy the links and hand them on, or send them now.".to_owned(),
        link: (those(import, Stage::Unsent), "See who has a link".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_comes_first_and_nothing_is_said_of_what_is_well() {
        let titles = |stages: &[(Stage, u32)], at| {
            let counts = Counts { all: 9, stages: stages.to_vec(), ..Counts::default() };
            let shown = to_do(&counts, ImportId(7), at);
            shown.into_iter().map(|one| one.title).collect::<Vec<_>>()
        };
        assert_eq!(titles(&[(Stage::Sent, 9), (Stage::Joined, 4)], None), [""; 0]);
        let found = titles(&[(Stage::Held, 1), (Stage::Failed, 5), (Stage::Unreached, 3)], None);
        let expected = [
            "3 people were reached by neither",
            "2 people were reached by one way only",
            "1 invitation is held",
        ];
        assert_eq!(found, expected);
        // What waits in the queue for a moment only is nothing to speak of, nor what was released before its time.
        assert_eq!(titles(&[(Stage::Queued, 2)], Some("on 1 December at 08:00")), [""; 0]);
        let found = titles(&[(Stage::Queued, 3), (Stage::Scheduled, 2)], Some("on 1 December at 08:00"));
        assert_eq!(found, ["2 invitations go out on 1 December at 08:00"]);
    }
}
