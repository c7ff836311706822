use app::pages::ui::{Badge, Bar, Kind};
use app::pages::wizard::outcome::cost::Cost;
use app::pages::wizard::outcome::page::{DonePage, FailedPage, Happened, Progress, RunningPage, ToDo};
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
            total: "247 rows".into(),
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

fn to_do() -> Vec<ToDo> {
    let one = |class, icon, title: &str, text: &str, word: &str| ToDo {
        class,
        icon,
        title: title.into(),
        text: text.into(),
        link: ("/invitations?import=7&show=unreached".into(), word.into()),
    };
    vec![
        one(
            "note-warn",
            "mail-x",
            "3 people were reached by neither",
            "All that was sent to them came back. Hand on the link yourself.",
            "Show the 3 people",
        ),
        one(
            "note-accent",
            "player-pause",
            "12 invitations are held",
            "Nobody hears of it before you release them; the links count from then.",
            "Look at them and release them",
        ),
    ]
}

fn cost() -> Cost {
    let label = "One Time Charge: 154 seats, 12 March to 31 March 2026";
    Cost {
        lines: vec![(label.into(), "$3,080.00".into())],
        further: None,
        tax: Some("$308.00".into()),
        total: "$3,388.00".into(),
        invoices: vec![("1 January to 31 March 2026".into(), "/settings/billing/2026-01-01".into())],
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
        cost: Some(cost()),
        funnel: Some(crate::pages::invitations::shape()),
        to_do: to_do(),
        left_out: 7,
        left_out_rows: "7 rows".into(),
    }
}
