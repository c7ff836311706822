use app::pages::ui::{Badge, Bar, Kind};
use app::pages::wizard::about::AboutFile;
use app::pages::wizard::review::money::Cost;
use app::pages::wizard::review::page::{
    Added, Choice, Go, Guard, Message, Phrase, ReviewPage, Seats, Shown, Side, Stale, Stretch, TimeField,
};
use app::pages::wizard::rows::{Changed, Filter, Line, Piece, Tile};
use app::pages::wizard::top::Step;
use plan::plan::{Counts, Fate};

use super::{shell, top};

pub const COUNTS: Counts =
    Counts { total: 247, create: 184, update: 28, unchanged: 19, skipped: 9, blocked: 7 };

fn phrase(text: &str, strong: bool) -> Phrase {
    Phrase { text: text.into(), strong }
}

fn choice(name: &'static str, label: &'static str, sides: [(&'static str, &str); 2], means: &str) -> Choice {
    let [first, second] = sides;
    let side = |(value, label): (&'static str, &str), chosen| Side { value, label: label.into(), chosen };
    let sides = vec![side(first, true), side(second, false)];
    Choice { name, label, sides, means: means.into(), time: None }
}

fn choices() -> Vec<Choice> {
    vec![
        choice(
            "existing",
            "People you already have",
            [("update", "Update 28"), ("skip", "Leave alone")],
            "28 people differ from the file and become as it says; 19 are identical.",
        ),
        choice(
            "suspended",
            "Suspended people in the file",
            [("reactivate", "Reactivate 2"), ("leave", "Leave suspended")],
            "2 people become active again; each takes a seat.",
        ),
        choice(
            "rows",
            "Rows with an error",
            [("valid", "Leave 7 out"), ("all", "Wait until all are right")],
            "7 rows are left out; they can be downloaded with their reasons.",
        ),
        invites("now", "184 people get an e-mail and a text, each with a link of their own.", None),
    ]
}

fn invites(chosen: &str, means: &str, time: Option<TimeField>) -> Choice {
    let ways = [("now", "Send now"), ("at", "At a time"), ("held", "Hold"), ("none", "Send none")];
    let side =
        |(value, label): (&'static str, &str)| Side { value, label: label.into(), chosen: value == chosen };
    Choice {
        name: "invites",
        label: "Invitations by e-mail and text",
        sides: ways.map(side).into(),
        means: means.into(),
        time,
    }
}

/// Invitations at a time that the clocks leave out.
pub fn review_at() -> ReviewPage {
    let mut page = review();
    page.choices.pop();
    page.choices.push(invites(
        "at",
        "184 people get an e-mail and a text, each with a link of their own, on 14 March 2027 at 03:30, Chicago time. \
         The links count from then.",
        Some(TimeField {
            value: "2027-03-14T03:30".into(),
            least: "2026-03-12T14:34".into(),
            zone: "Chicago time".into(),
            wrong: None,
            clocks: Some(
                "On 14 March 2027 the clocks go forward and there is no 02:30 in Chicago time; 03:30 is taken.".into(),
            ),
        }),
    ));
    page.sentence.insert(5, phrase(" on 14 March 2027 at 03:30", true));
    page
}

fn line(number: u32, first: &str, last: &str, key: &str, changed: Changed) -> Line {
    Line {
        number,
        name: format!("{first} {last}"),
        initials: app::pages::words::initials(first, last),
        key: key.into(),
        href: Some(format!("/users/{number}")),
        changes: vec![changed],
        text: String::new(),
    }
}

fn changed(label: &'static str, old: &str, new: &str) -> Changed {
    Changed { label, old: old.into(), new: new.into(), list: Vec::new(), badge: None }
}

fn list(label: &'static str, pieces: &[(&str, &'static str)], badge: Option<Badge>) -> Changed {
    let list = pieces.iter().map(|(text, class)| Piece { text: (*text).into(), class }).collect();
    Changed { list, badge, ..changed(label, "", "") }
}

pub fn lines() -> Vec<Line> {
    let removed = Badge::new(Kind::Warn, "user-minus", "1 removed");
    let seat = Badge::new(Kind::Plain, "armchair", "takes a seat");
    vec![
        line(4, "Priya", "Raman", "10233", changed("Role", "Sales", "Manager")),
        line(
            95,
            "Grace",
            "Achieng",
            "10627",
            list("Territories", &[("Ohio Valley", ""), ("Indiana", "old")], Some(removed)),
        ),
        line(
            22,
            "Hannah",
            "Weiß",
            "10540",
            changed("E-mail", "h.weiss@nwfs.example", "h.weiss@northwind.example"),
        ),
        line(5, "Jean-Luc", "Moreau", "10419", changed("Access", "Global", "Limited")),
        line(
            8,
            "Luis",
            "Ortega",
            "10188",
            Changed { badge: Some(seat), ..changed("Status", "Suspended", "Active") },
        ),
        line(100, "Tomasz", "Kowalczyk", "10633", changed("Phone", "+1 312 555 0133", "+1 312 555 0188")),
        line(
            61,
            "Thị Mai",
            "Nguyễn",
            "10396",
            list("Teams", &[("Pacific", ""), ("Key Accounts", "new")], None),
        ),
    ]
}

fn shown() -> Shown {
    let filters = [
        ("All", 28),
        ("Role", 9),
        ("Territories", 8),
        ("Teams", 6),
        ("Phone", 4),
        ("E-mail", 3),
        ("Access", 2),
        ("Status", 2),
    ];
    Shown {
        title: "28 people change".into(),
        note: "8 memberships removed".into(),
        filters: filters
            .map(|(word, count)| Filter {
                word,
                count: count.to_string(),
                href: "?".into(),
                current: word == "All",
            })
            .into(),
        lines: lines(),
        paging: "1 to 7 of 28".into(),
        before: None,
        after: Some("?page=2".into()),
    }
}

fn seats() -> Seats {
    let stretch = |class, x: &str, width: &str| Stretch { class, x: x.into(), width: width.into() };
    Seats {
        sentence: "58 seats are used and 90 are paid now; 244 are used and paid after.".into(),
        added: Some("154 seats".into()),
        stretches: vec![
            stretch("fill-accent", "0%", "23.6%"),
            stretch("fill-accent-2", "23.9%", "13%"),
            stretch("hatched", "36.9%", "63.1%"),
        ],
        paid_x: "36.9%".into(),
        paid_anchor: "middle",
        paid: "90".into(),
        used: "58".into(),
        after: "244".into(),
        after_note: "used and paid after",
        costs: vec![
            cost("One Time Charge: 154 seats, 12 March to 31 March 2026", "$3,080.00", None, false),
            cost("Tax", "$308.00", None, false),
            cost("Charged now", "$3,388.00", None, true),
            cost("Per quarter from 1 April 2026 with tax", "$24,156.00", Some("$5,742.00"), true),
        ],
        note: "This price holds until the end of tomorrow.".into(),
    }
}

fn cost(label: &str, amount: &str, before: Option<&str>, sum: bool) -> Cost {
    Cost { label: label.into(), amount: amount.into(), before: before.map(str::to_owned), sum }
}

fn messages() -> Vec<Message> {
    let created = Some("/imports/7/review?show=create");
    let message = |icon, text: &str, count: &str, href: Option<&str>, zero| Message {
        icon,
        text: text.into(),
        count: count.into(),
        href: href.map(str::to_owned),
        zero,
    };
    vec![
        message("mail", "Invitation by e-mail", "184", created, false),
        message("message", "Invitation by text", "184", created, false),
        message("shield", "Old address told of the new one", "3", None, false),
        message("bell-off", "No message at all", "44", None, true),
    ]
}

pub fn review() -> ReviewPage {
    ReviewPage {
        shell: shell(),
        top: top(Step::Review, "Saved 14:34"),
        import: 7,
        fingerprint: "0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef".into(),
        stale: None,
        wide: Vec::new(),
        sentence: vec![
            phrase("184 people are created and 28 updated", true),
            phrase(", ", false),
            phrase("154 seats", true),
            phrase(" are added for ", false),
            phrase("$3,388.00 now and $18,414.00 more a quarter from 1 April 2026, tax included", true),
            phrase(", and ", false),
            phrase("184 people get an invitation", true),
            phrase(" by e-mail and text. 28 of 247 rows stay as they are, and 7 have an error.", false),
        ],
        tiles: Tile::all(&COUNTS, false, Some(Fate::Update), |fate| format!("?show={}#rows", fate.as_str())),
        total: "247".into(),
        bar: Bar::fates("", &COUNTS, false),
        choices: choices(),
        shown: shown(),
        seats: seats(),
        messages: messages(),
        added: vec![Added {
            icon: "users-plus",
            label: "New team",
            names: vec!["Pacific > Inside Sales".into()],
            further: None,
        }],
        about: AboutFile::new(super::matching::READ.into(), super::matching::remarks()),
        guard: Some(Guard {
            why: "This buys 154 seats, more than 50 in one import.".into(),
            label: "Seats to buy".into(),
            number: 154,
            wrong: false,
        }),
        go: Go { label: "Import 212 users".into(), note: String::new(), ready: true },
    }
}

pub fn review_stale() -> ReviewPage {
    let mut page = review();
    page.stale = Some(Stale {
        lines: vec![
            "2 rows are decided differently: rows 22 and 95.".into(),
            "It adds 154 seats instead of 152.".into(),
        ],
    });
    page.wide = vec!["Phone is not matched to a column. Choose the column that says the phone.".into()];
    page.guard = page.guard.map(|guard| Guard { wrong: true, ..guard });
    page.choices.pop();
    page.choices.push(invites(
        "at",
        "184 people get an e-mail and a text, each with a link of their own.",
        Some(TimeField {
            value: "2026-03-12T08:00".into(),
            least: "2026-03-12T14:34".into(),
            zone: "Chicago time".into(),
            wrong: Some("This time is past. Choose one to come, or send now.".into()),
            clocks: None,
        }),
    ));
    page.seats.stretches = vec![
        Stretch { class: "fill-accent", x: "0%".into(), width: "60%".into() },
        Stretch { class: "fill-accent-2", x: "60%".into(), width: "20%".into() },
        Stretch { class: "fill-pale", x: "80%".into(), width: "20%".into() },
    ];
    page.seats.paid_x = "100%".into();
    page.seats.paid_anchor = "end";
    page.shown.filters.clear();
    page.shown.title = "7 rows are left out".into();
    page.shown.note = String::new();
    for line in &mut page.shown.lines {
        line.changes.clear();
        line.text = "Phone number cannot be read: “(206) 555-01” is too short.".into();
    }
    page
}
