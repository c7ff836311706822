//! Samples of what pages say of messages on their way.

use app::jobs::messages::cure;
use app::pages::layout::Menu;
use app::pages::outbox::failed::{self, FailedPage};
use app::pages::ui::{Badge, Kind, Pager};
use app::pages::users::reach::{ReachCard, Way};
use store::messages::Channel;
use store::suppressions::Why;

use super::samples::shell;

pub fn reach() -> ReachCard {
    let way = |word, icon, address: &str, state| Way {
        word,
        icon,
        address: address.into(),
        state: Some(state),
        words: vec!["Sent today at 14:36.".into()],
        stopped: None,
        cure: None,
        lift: None,
    };
    ReachCard {
        user: 9,
        ways: vec![
            Way {
                words: vec!["Sent today at 14:36.".into(), "550 5.1.1 Mailbox unknown".into()],
                stopped: Some(
                    "Nothing is sent to this address, because an e-mail to it came back as undeliverable. (12 Mar: 550 \
                     5.1.1 Mailbox unknown)"
                        .into(),
                ),
                cure: Some(cure(Channel::Email, Why::Bounce)),
                lift: Some("email"),
                ..way("E-mail", "mail", "priya.raman@northwind.example", Badge::new(Kind::Bad, "alert-circle", "Failed"))
            },
            way("Text", "message", "+1 513 555 0112", Badge::new(Kind::Good, "checks", "Delivered")),
        ],
    }
}

pub fn failed_messages() -> FailedPage {
    let words = "550 5.1.1 Mailbox unknown";
    let entry = |id, name: &str, address: &str| failed::Entry {
        channel: "email",
        icon: "mail-x",
        kind: "invite",
        id,
        name: name.into(),
        href: "/users/9".into(),
        address: address.into(),
        words: words.into(),
        tries: "1 try".into(),
    };
    let reason = |channel, icon, count: &str, words: &str| failed::Reason {
        channel,
        icon,
        count: count.into(),
        cause: words.into(),
        words: words.into(),
    };
    FailedPage {
        shell: shell(Menu::Outbox),
        closed: vec![
            "The service for text messages has taken no messages since today at 14:21: Authenticate (20003). Muster tries \
             again by itself; nothing is lost."
                .into(),
        ],
        reasons: vec![
            reason("email", "mail-x", "2 e-mails", words),
            reason("text", "message", "1 text message", "The phone is off or out of reach (undelivered, 30003)"),
        ],
        entries: vec![
            entry(1, "Chidi Okonkwo", "chidi.okonkwo@northwind.example"),
            entry(2, "Fatoumata Diallo", "f.diallo@northwind.example"),
            failed::Entry {
                channel: "text",
                icon: "message",
                words: "The phone is off or out of reach (undelivered, 30003)".into(),
                tries: "3 tries".into(),
                ..entry(3, "Mateo Fuentes", "+1 414 555 0162")
            },
        ],
        summary: "1 to 3 of 3".into(),
        pager: Pager::default(),
    }
}
