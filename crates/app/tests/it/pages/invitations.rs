//! Samples of the page of invitations: each state of each channel once.

use app::pages::invitations::funnel::{Funnel, funnel};
use app::pages::invitations::standing::stopped;
use app::pages::invitations::{Ask, InvitationsPage, Line, Link, Way};
use app::pages::layout::{Menu, Shell};
use app::pages::ui::{Badge, Choice, Kind, Pager, Tab};
use plan::snapshot::Role;
use store::ImportId;
use store::invitations::{Counts, Stage};
use store::messages::Channel;
use store::suppressions::Why;

/// The funnel of the example: 184 people, 41 of whom have joined.
pub fn shape() -> Funnel {
    let states =
        |of: &[(&str, u32)]| of.iter().map(|(state, number)| ((*state).to_owned(), *number)).collect();
    let stages = vec![(Stage::Sent, 184), (Stage::Delivered, 181), (Stage::Opened, 96), (Stage::Joined, 41)];
    let counts = Counts {
        all: 184,
        stages,
        email: states(&[("delivered", 179), ("failed", 5)]),
        text: states(&[("delivered", 170), ("failed", 8), ("queued", 6)]),
    };
    funnel(&counts, Some(ImportId(7))).unwrap()
}

fn way(kind: Kind, icon: &'static str, word: &str, note: Option<&str>) -> Way {
    Way { badge: Badge::new(kind, icon, word), note: note.map(str::to_owned), stopped: None }
}

/// The same on a channel where nothing is sent to the address.
fn halted((channel, why): (Channel, Why), way: Way) -> Way {
    Way { stopped: Some(stopped(channel, why)), ..way }
}

fn link(badge: Option<Badge>, note: &str, copy: bool) -> Link {
    let copy = copy.then(|| "https://muster.example/join/4Zs0vZk1b8".to_owned());
    Link { badge, note: note.into(), copy }
}

fn line(id: i64, first: &str, last: &str, [by_email, by_text]: [Way; 2], link: Link) -> Line {
    let open =
        !link.badge.as_ref().is_some_and(|badge| matches!(badge.word.as_str(), "Joined" | "Cancelled"));
    Line {
        id,
        open,
        stopped: by_email.stopped.is_some() || by_text.stopped.is_some(),
        name: format!("{first} {last}"),
        initials: app::pages::words::initials(first, last),
        href: format!("/users/{id}"),
        email: format!("{}@northwind.example", last.to_lowercase()),
        phone: format!("+1 312 555 01{id:02}"),
        by_email,
        by_text,
        link,
    }
}

fn sent(at: &str) -> Way {
    way(Kind::Plain, "send", "Sent", Some(at))
}

fn delivered(at: &str) -> Way {
    way(Kind::Good, "mail-check", "Delivered", Some(at))
}

fn back(why: &str) -> Way {
    way(Kind::Bad, "mail-x", "Came back", Some(why))
}

fn lines() -> Vec<Line> {
    let held = || way(Kind::Dashed, "player-pause", "Held", None);
    let later = || way(Kind::Accent, "calendar-event", "Scheduled", Some("1 Dec, 08:00"));
    let boxed = || way(Kind::Accent, "inbox", "In the Outbox", None);
    let unsent = || way(Kind::Dashed, "mail-off", "Not sent", None);
    let ended = || way(Kind::Dashed, "ban", "Ended", None);
    let trying = way(Kind::Warn, "refresh", "Trying again", Some("Tried 3 times: 421 4.7.0 Try again later"));
    let badge = |kind, icon, word: &str| Some(Badge::new(kind, icon, word));
    vec![
        line(
            1,
            "Fatoumata",
            "Diallo",
            [
                halted(
                    (Channel::Email, Why::Bounce),
                    back("550 5.1.1 The email account that you tried to reach does not exist"),
                ),
                back("30003 Unreachable destination handset"),
            ],
            link(None, "good until 26 Mar", true),
        ),
        line(
            2,
            "Aaliyah",
            "Brooks",
            [delivered("Today, 14:36"), halted((Channel::Text, Why::Stop), delivered("Today, 14:36"))],
            link(badge(Kind::Good, "check", "Joined"), "12 Mar", false),
        ),
        line(
            3,
            "Mateo",
            "Fuentes",
            [delivered("Today, 14:36"), trying],
            link(badge(Kind::Accent, "eye", "Opened"), "12 Mar", true),
        ),
        line(
            4,
            "Chidi",
            "Okonkwo",
            [sent("Today, 14:36"), way(Kind::Plain, "clock", "Queued", None)],
            link(None, "good until 26 Mar", true),
        ),
        line(5, "Linh", "Phạm", [held(), held()], link(None, "counts from its release", true)),
        line(6, "Sofía", "Herrera Ruiz", [later(), later()], link(None, "good until 15 Dec", true)),
        line(
            7,
            "Oluwaseun",
            "Adeyemi",
            [boxed(), boxed()],
            link(badge(Kind::Warn, "mail-x", "Lapsed"), "26 Feb", false),
        ),
        line(8, "Ingrid", "Solheim", [unsent(), unsent()], link(None, "good until 26 Mar", true)),
        line(
            9,
            "Thị Mai",
            "Nguyễn",
            [ended(), sent("11 Mar, 09:02")],
            link(badge(Kind::Plain, "ban", "Cancelled"), "12 Mar", false),
        ),
    ]
}

fn tab(word: &'static str, count: &str, current: bool) -> Tab {
    Tab { word, count: count.into(), href: "/invitations?show=held".into(), current }
}

pub fn invitations() -> InvitationsPage {
    let import = |value: &str, word: &str| Choice { value: value.into(), word: word.into(), chosen: false };
    InvitationsPage {
        shell: Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Invitations),
        text: "Everybody who was ever invited, and where that stands.".into(),
        import: None,
        funnel: Some(shape()),
        tabs: vec![
            tab("All", "184", true),
            tab("Not joined", "142", false),
            tab("Held", "1", false),
            tab("Scheduled", "1", false),
            tab("Waiting", "7", false),
            tab("Came back", "10", false),
            tab("Not reached", "3", false),
            tab("Stopped", "2", false),
            tab("Lapsed", "1", false),
            tab("Cancelled", "1", false),
            tab("Joined", "41", false),
        ],
        ask: Ask { seen: 12, ..Ask::default() },
        imports: vec![
            import("7", "HR_export_2026-03.xlsx, 12 Mar"),
            import("3", "pacific_reps_new.csv, 19 Jan"),
        ],
        can_release: true,
        can_send: true,
        stopped: 1,
        days: "14 days".into(),
        total: "184".into(),
        lines: lines(),
        summary: "1 to 9 of 184".into(),
        pager: Pager { before: None, next: Some("/invitations?page=2".into()), ..Pager::default() },
    }
}

pub fn of_import() -> InvitationsPage {
    let mut page = invitations();
    page.text = "Of the people whom HR_export_2026-03.xlsx invited today at 14:36.".into();
    page.import = Some(("HR_export_2026-03.xlsx".into(), "/imports/7/done".into()));
    page.ask = Ask { import: "7".into(), show: "held".into(), find: String::new(), seen: 12 };
    page.can_release = false;
    page.lines.truncate(1);
    page.imports[0].chosen = true;
    page
}

/// Those with an address that nothing is sent to.
pub fn of_stopped() -> InvitationsPage {
    let mut page = invitations();
    page.ask.show = "stopped".into();
    page.stopped = 3;
    for tab in &mut page.tabs {
        tab.current = tab.word == "Stopped";
    }
    page.lines.truncate(2);
    page
}

pub fn nobody_found() -> InvitationsPage {
    let mut page = invitations();
    page.ask.find = "okonk".into();
    page.lines.clear();
    page
}

pub fn empty() -> InvitationsPage {
    InvitationsPage { funnel: None, lines: Vec::new(), ..invitations() }
}
