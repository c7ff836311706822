use app::pages::ui::{Badge, Bar, Kind};
use app::pages::wizard::outcome::page::{
    Channel, DonePage, FailedPage, Flow, Funnel, Happened, Progress, RunningPage, Stage,
};
use app::pages::wizard::rows::{Filter, Line, Tile};
use app::pages::wizard::top::Step;
use plan::plan::Fate;

use super::review::{COUNTS, lines};
use super::{shell, top};

pub fn running() -> RunningPage {
    RunningPage {
        shell: shell(),
        top: top(Step::Done, "Started 14:36"),
        import: 7,
        title: "Importing 212 users".into(),
        progress: Progress {
            done: "128".into(),
            total: "247".into(),
            percent: Some(52),
            note: "About 2 seconds left, 64 rows a second.".into(),
        },
    }
}

pub fn failed() -> FailedPage {
    FailedPage {
        shell: shell(),
        top: top(Step::Done, "Stopped 14:36"),
        import: 7,
        text: "It was tried 8 times and failed each time.".into(),
        job: 4711,
    }
}

fn row(number: u32, first: &str, last: &str, fate: Fate, text: &str) -> Happened {
    let line = Line {
        number,
        name: format!("{first} {last}"),
        initials: app::pages::words::initials(first, last),
        key: String::new(),
        href: (fate != Fate::Blocked).then(|| format!("/users/{number}")),
        changes: Vec::new(),
        text: text.into(),
    };
    let invite = (fate == Fate::Create).then(|| Badge::new(Kind::Accent, "inbox", "In the Outbox"));
    Happened { line, fate: Badge::fate(fate, true), invite }
}

fn rows() -> Vec<Happened> {
    let mut rows = vec![
        row(24, "Ravi", "Subramaniam", Fate::Blocked, "Phone “(206) 555-01” is not complete"),
        row(103, "Keisha", "Robinson", Fate::Blocked, "Phone “(616) 555-7” is not complete"),
        row(43, "Linh", "Phạm", Fate::Skipped, "Same e-mail as row 42"),
        row(85, "Fatoumata", "Diallo", Fate::Create, "Sales, Northeast, North East"),
        row(7, "Sofía", "Herrera Ruiz", Fate::Unchanged, "Already like this"),
    ];
    let updated = lines().into_iter().map(|line| Happened {
        line,
        fate: Badge::fate(Fate::Update, true),
        invite: None,
    });
    rows.extend(updated);
    rows
}

fn funnel() -> Funnel {
    let stage = |word, count: &str, note: &str| Stage { word, count: count.into(), note: note.into() };
    let flow = |class, path: &str| Flow { class, path: path.into() };
    Funnel {
        stages: vec![
            stage("Invited", "184", "people"),
            stage("Sent", "0", "0 %"),
            stage("Joined", "0", "0 %"),
        ],
        shape: vec![
            flow("fill-accent-2", "M0 2H133V58H0Z"),
            flow("fill-pale", "M133 2C170 2 180 27 220 27H400V33H220C180 33 170 58 133 58Z"),
        ],
        sentence: "184 people are invited, 0 messages are sent, nobody has joined yet.".into(),
        channels: vec![
            Channel {
                icon: "mail",
                word: "By e-mail",
                text: "184 in the Outbox".into(),
                href: Some("/outbox".into()),
            },
            Channel {
                icon: "message",
                word: "By text",
                text: "184 in the Outbox".into(),
                href: Some("/outbox".into()),
            },
        ],
        note: Some(
            "No mail or text service is set, so each message waits in the Outbox with its link.".into(),
        ),
    }
}

pub fn done() -> DonePage {
    let filters =
        [("All", 247), ("Created", 184), ("Updated", 28), ("Unchanged", 19), ("Skipped", 9), ("Blocked", 7)];
    DonePage {
        shell: shell(),
        top: top(Step::Done, "Finished 14:36"),
        import: 7,
        title: "212 users are imported".into(),
        text: "184 created and 28 updated in 0.9 seconds by Dana Mitchell, 12 March 2026, 14:36. 154 seats were added.".into(),
        original: true,
        file_note: "HR_export_2026-03.xlsx is kept until 10 June 2026, then erased. The outcome stays.".into(),
        tiles: Tile::all(&COUNTS, true, None, |fate| format!("?show={}#rows", fate.as_str())),
        total: "247".into(),
        bar: Bar::fates("", &COUNTS, true),
        filters: filters.map(|(word, count)| Filter { word, count: count.to_string(), href: "?".into(), current: word == "All" }).into(),
        rows: rows(),
        paging: "1 to 12 of 247".into(),
        before: None,
        after: Some("?page=2".into()),
        funnel: Some(funnel()),
        left_out: 7,
        left_out_rows: "7 rows".into(),
    }
}
