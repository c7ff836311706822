//! One sample of every page, and of each of its faces that looks different. They tell the story of one company.

use app::messages::Invitation;
use app::messages::templates::default;
use app::pages::errors::ErrorPage;
use app::pages::groups::{GroupsPage, Node, Tree};
use app::pages::imports::{Filter, Finished, ImportsPage, Seats, Unfinished};
use app::pages::layout::{Menu, Shell};
use app::pages::outbox::failed::FailedPage;
use app::pages::outbox::{Entry, OutboxPage, Secret};
use app::pages::settings;
use app::pages::ui::{Badge, Bar, Choice, Kind, Link, Moment, Pager, Tab, Toast};
use app::pages::users::{self, Change, Fact, Group, Line, PersonPage, Trace, UsersPage};
use askama::Template;
use plan::plan::{Counts, Fate};
use plan::snapshot::{Role, Status};

use super::sending::{failed_messages, reach};

/// The name of each sample, and the page as the browser gets it.
pub fn samples() -> Vec<(&'static str, String)> {
    vec![
        ("imports", imports().render()),
        ("imports-empty", imports_empty().render()),
        ("imports-hostile", imports_hostile().render()),
        ("imports-nothing-found", imports_nothing_found().render()),
        ("users", people().render()),
        ("users-nobody-found", nobody().render()),
        ("user", person().render()),
        ("user-unusable", PersonPage { unusable: Some("e-mail address"), ..person() }.render()),
        ("teams", teams().render()),
        ("teams-empty", GroupsPage { nodes: vec![], ..teams() }.render()),
        ("territories", territories().render()),
        ("invitations", super::invitations::invitations().render()),
        ("invitations-import", super::invitations::of_import().render()),
        ("invitations-stopped", super::invitations::of_stopped().render()),
        ("invitations-nobody-found", super::invitations::nobody_found().render()),
        ("invitations-empty", super::invitations::empty().render()),
        ("outbox", outbox().render()),
        ("settings-imports", settings(false).render()),
        ("settings-imports-on", settings(true).render()),
        ("imports-of-a-manager", imports_of_a_manager().render()),
        ("outbox-empty", OutboxPage { secrets: vec![], entries: vec![], failed: None, ..outbox() }.render()),
        ("outbox-failed", failed_messages().render()),
        ("outbox-failed-none", FailedPage { closed: vec![], entries: vec![], ..failed_messages() }.render()),
        ("settings-messages", super::settings::messages().render()),
        ("settings-messages-refused", super::settings::refused().render()),
        ("settings-billing", super::billing::billing().render()),
        ("settings-billing-refused", super::billing::refused().render()),
        ("settings-billing-none", super::billing::without_a_price().render()),
        ("settings-invoice", super::billing::invoice().render()),
        ("settings-billing-changes", super::billing::all_changes().render()),
        ("settings-billing-changes-none", super::billing::no_changes().render()),
        ("not-found", not_found().render()),
        ("failed", failed_page().render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .chain(super::getting_in::all())
    .chain(super::sign_on::all())
    .chain(crate::wizard::samples::all())
    .collect()
}

pub fn shell(menu: Menu) -> Shell {
    Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(menu)
}

pub fn moment(text: &str) -> Moment {
    Moment {
        text: text.into(),
        full: format!("{text}, Chicago time"),
        machine: "2026-02-03T15:12:00Z".into(),
    }
}

fn settings(managers_import: bool) -> settings::ImportsPage {
    let unplaced = |name: &str| settings::Unplaced { name: name.into(), href: "/users/9".into() };
    settings::ImportsPage {
        shell: Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Settings),
        managers_import,
        managers: "6 Managers".into(),
        unplaced: if managers_import { vec![] } else { vec![unplaced("Nadia Petrova"), unplaced("Ben Ito")] },
        more: 0,
    }
}

fn imports_of_a_manager() -> ImportsPage {
    let shell = Shell::new("Northwind Field Sales", "Jean-Luc", "Moreau", Role::Manager).at(Menu::Imports);
    let mut page = ImportsPage { shell, ..imports() };
    page.history.truncate(1);
    page
}

fn counts([create, update, unchanged, skipped, blocked]: [u32; 5]) -> Counts {
    Counts {
        total: create + update + unchanged + skipped + blocked,
        create,
        update,
        unchanged,
        skipped,
        blocked,
    }
}

fn imports() -> ImportsPage {
    let done = |when, file, by, numbers| finished(1, when, file, by, numbers);
    let shell = shell(Menu::Imports);
    ImportsPage {
        shell: Shell { toast: Some(Toast::good("users-old.csv is discarded. Nobody was changed.")), ..shell },
        seats: Seats::new(58, 90),
        unfinished: vec![Unfinished {
            id: 12,
            file: "HR_export_2026-03.xlsx".into(),
            badge: Badge::new(Kind::Warn, "circle-dashed", "Step 3 of 5, Fix errors"),
            text:
                "247 rows, 38 still have an error. You left it today at 14:21; nothing has been changed yet."
                    .into(),
            bar: Some(Bar::new(
                "bar-sm",
                "204 rows ready, 21 with a warning, 38 with an error, 5 skipped".into(),
                0,
                &[("fill-good", 183), ("fill-warn", 21), ("fill-bad", 38), ("fill-mute", 5)],
            )),
            bar_text: "204 of 247 rows ready".into(),
            left: None,
            href: "/imports/12/fix".into(),
            go: "Continue",
            discardable: true,
        }],
        history: vec![
            done("3 Feb, 09:12", "HR_export_2026-02.xlsx", "Dana Mitchell", [9, 14, 36, 2, 0]),
            done("19 Jan, 16:48", "pacific_reps_new.csv", "Kwame Asante", [9, 0, 0, 0, 0]),
            done("8 Jan, 11:05", "role changes Q1.xlsx", "Dana Mitchell", [0, 21, 2, 0, 0]),
            done("2 Jan, 06:00", "entra_sync_2026-01-02.csv", "operator", [1, 3, 41, 0, 0]),
            done("11 Dec 2025, 10:22", "Great Lakes handover.xlsx", "Ingrid Solheim", [4, 6, 0, 1, 1]),
            done("24 Nov 2025, 15:37", "users-corrected.csv", "Dana Mitchell", [5, 0, 0, 1, 0]),
            done("24 Nov 2025, 15:02", "Copy of HR_export_final(2).csv", "Dana Mitchell", [18, 0, 3, 5, 6]),
            left(),
            done("28 Oct 2025, 08:55", "Q4 starters.csv", "Kwame Asante", [3, 1, 0, 0, 0]),
            done("6 Oct 2025, 13:19", "first-import.xlsx", "operator", [11, 0, 0, 1, 0]),
        ],
        filter: Filter {
            find: String::new(),
            statuses: vec![choice("applied", "Imported"), choice("discarded", "Discarded")],
            active: false,
        },
        summary: "10 imports. Times are Chicago time.".into(),
        pager: Pager::default(),
    }
}

fn finished(id: i64, when: &str, file: &str, by: &str, numbers: [u32; 5]) -> Finished {
    let counts = counts(numbers);
    Finished {
        when: moment(when),
        file: file.into(),
        by: by.into(),
        status: Badge::new(Kind::Good, "check", "Imported"),
        rows: counts.total.to_string(),
        bar: Some(Bar::fates("bar-sm bar-row", &counts, true)),
        numbers: Finished::numbers(id, &counts, true),
        href: Some(format!("/imports/{id}/done")),
        invitations: Some(format!("/invitations?import={id}")),
    }
}

fn left() -> Finished {
    Finished {
        status: Badge::new(Kind::Dashed, "x", "Discarded at step 3"),
        rows: "–".into(),
        href: None,
        invitations: None,
        bar: None,
        numbers: Finished::no_numbers(),
        ..finished(3, "24 Nov 2025, 14:40", "Copy of HR_export_final.csv", "Dana Mitchell", [32, 0, 0, 0, 0])
    }
}

fn imports_empty() -> ImportsPage {
    let shell = shell(Menu::Imports);
    ImportsPage { shell, seats: Seats::new(1, 25), unfinished: vec![], history: vec![], ..imports() }
}

fn imports_hostile() -> ImportsPage {
    let name = "<img src=x onerror=alert(1)>\" hx-get=\"/x.csv";
    let history = vec![finished(1, "3 Feb, 09:12", name, name, [0; 5])];
    ImportsPage { unfinished: vec![], history, shell: shell(Menu::Imports), ..imports() }
}

fn imports_nothing_found() -> ImportsPage {
    let filter = Filter { find: "okonk".into(), active: true, ..imports().filter };
    ImportsPage { unfinished: vec![], history: vec![], shell: shell(Menu::Imports), filter, ..imports() }
}

fn choice(value: &str, word: &str) -> Choice {
    Choice { value: value.into(), word: word.into(), chosen: false }
}

/// Names, e-mail, phone, role, teams, territories, status, external id.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Role,
    &'static str,
    &'static str,
    Status,
    &'static str,
);

#[rustfmt::skip]
const PEOPLE: [Row; 13] = [
    ("Oluwaseun", "Adeyemi", "o.adeyemi@northwind.example", "+1 503 555 0149", Role::Sales, "Pacific", "Cascades", Status::Invited, "10570"),
    ("Aaliyah", "Brooks", "aaliyah.brooks@northwind.example", "+1 312 555 0117", Role::Sales, "Midwest", "North East", Status::Active, "10482"),
    ("Fatoumata", "Diallo", "f.diallo@northwind.example", "+1 617 555 0188", Role::Sales, "Northeast", "North East", Status::Invited, "10618"),
    ("Mateo", "Fuentes", "m.fuentes@northwind.example", "+1 414 555 0162", Role::Sales, "Midwest", "Great Lakes", Status::Invited, "10511"),
    ("Sofía", "Herrera Ruiz", "s.herrera@northwind.example", "+1 503 555 0104", Role::Manager, "Pacific, Key Accounts", "Cascades, Puget Sound", Status::Active, "10391"),
    ("Tomasz", "Kowalczyk", "t.kowalczyk@northwind.example", "+1 312 555 0188", Role::Sales, "Midwest", "", Status::Active, "10633"),
    ("Dana", "Mitchell", "dana.mitchell@northwind.example", "+1 312 555 0100", Role::Admin, "", "Every record", Status::Active, "00901"),
    ("Jean-Luc", "Moreau", "jl.moreau@northwind.example", "+1 414 555 0171", Role::Manager, "Midwest", "Great Lakes", Status::Active, "10419"),
    ("Thị Mai", "Nguyễn", "mai.nguyen@northwind.example", "+1 206 555 0129", Role::Sales, "Pacific, Key Accounts", "Puget Sound", Status::Active, "10396"),
    ("Chidi", "Okonkwo", "chidi.okonkwo@northwind.example", "+1 614 555 0181", Role::Sales, "Key Accounts", "Ohio Valley", Status::Invited, "10527"),
    ("Priya", "Raman", "priya.raman@northwind.example", "+1 513 555 0112", Role::Manager, "Key Accounts", "Ohio Valley", Status::Active, "10233"),
    ("Ana", "Ruiz", "ana.ruiz@northwind.example", "+1 971 555 0143", Role::Sales, "Pacific", "Cascades", Status::Suspended, "10102"),
    ("Ingrid", "Solheim", "i.solheim@northwind.example", "+1 312 555 0101", Role::Admin, "", "Every record", Status::Active, "00917"),
];

fn people() -> UsersPage {
    let tab = |word, count: &str, current| Tab { word, count: count.into(), href: "/users".into(), current };
    UsersPage {
        shell: shell(Menu::Users),
        seats: "244 of 244 seats used.".into(),
        attention: vec![
            ("3 invitations came back".into(), "/users?invitation=failed".into()),
            ("2 invitations have lapsed".into(), "/users?invitation=lapsed".into()),
        ],
        total: "248".into(),
        tabs: vec![
            tab("All", "248", true),
            tab("Active", "98", false),
            tab("Invited", "146", false),
            tab("Suspended", "4", false),
        ],
        filter: users::Filter {
            roles: Role::ALL.map(|role| choice(role.as_str(), role.as_str())).into(),
            teams: vec![choice("1", "Midwest"), choice("2", "Midwest > Inside Sales")],
            territories: vec![choice("1", "Great Lakes")],
            imports: vec![choice("7", "HR_export_2026-03.xlsx, 12 Mar")],
            invitations: vec![choice("not-joined", "Not joined"), choice("lapsed", "Lapsed")],
            ..users::Filter::default()
        },
        people: PEOPLE.iter().enumerate().map(line).collect(),
        summary: "1 to 50 of 248".into(),
        pager: Pager { before: None, next: Some("/users?page=2".into()) },
    }
}

fn line((place, row): (usize, &Row)) -> Line {
    let (first, last, email, phone, role, teams, territories, status, id) = *row;
    let lapsed = Badge::new(Kind::Warn, "mail-x", "Invited, lapsed");
    Line {
        href: format!("/users/{place}"),
        name: format!("{first} {last}"),
        initials: app::pages::words::initials(first, last),
        is_you: first == "Dana",
        email: email.into(),
        phone: (status != Status::Suspended).then(|| phone.into()),
        role: role.as_str(),
        teams: teams.into(),
        territories: territories.into(),
        status: if first == "Fatoumata" { lapsed } else { Badge::status(status) },
        external_id: Some(id.into()),
        last_import: (first != "Dana").then(|| (moment("12 Mar"), "/imports/12/done".into())),
    }
}

fn nobody() -> UsersPage {
    let filter = users::Filter { find: "okonk".into(), ..people().filter };
    UsersPage { people: vec![], filter, ..people() }
}

fn person() -> PersonPage {
    let fact = |word, value: &str| Fact { word, value: Some(value.into()) };
    let group = |path: &str| Group { path: path.into(), href: "/users?team=1".into() };
    PersonPage {
        shell: shell(Menu::Users),
        is_you: false,
        name: "Priya Raman".into(),
        initials: "PR".into(),
        status: Badge::status(Status::Active),
        status_text: None,
        unusable: None,
        invitation: Some("/invitations?find=priya".into()),
        contact: vec![
            fact("E-mail", "priya.raman@northwind.example"),
            fact("Phone", "+1 513 555 0112"),
            Fact { word: "External ID", value: Some("10233".into()) },
        ],
        role: "Manager",
        sees: "Records in their territories".into(),
        teams: vec![group("Field Sales > Key Accounts"), group("Field Sales > Pacific")],
        territories: vec![group("Central > Ohio Valley")],
        traces: traces(),
        reach: Some(reach()),
    }
}

fn traces() -> Vec<Trace> {
    let change =
        |word, old: Option<&str>, new: &str| Change { word, old: old.map(Into::into), new: new.into() };
    let trace = |when, fate, file: &str, row, changes| Trace {
        when: moment(when),
        badge: Badge::fate(fate, true),
        file: file.into(),
        href: "/imports/12/done".into(),
        row,
        to: None,
        by: "Dana Mitchell".into(),
        changes,
    };
    vec![
        Trace {
            badge: Badge::new(Kind::Dashed, "phone", "Phone handed on"),
            to: Some(Group { path: "Ida Okafor".into(), href: "/users/9".into() }),
            ..trace(
                "14 Mar, 09:02",
                Fate::Update,
                "spring-hires.csv",
                4,
                vec![change("Phone", Some("+1 513 555 0112"), "none")],
            )
        },
        trace(
            "12 Mar, 14:36",
            Fate::Update,
            "HR_export_2026-03.xlsx",
            1,
            vec![
                change("Role", Some("Sales"), "Manager"),
                change("Teams", Some("Key Accounts"), "Key Accounts, Pacific"),
                change("E-mail", Some("p.raman@nwfs.example"), "priya.raman@northwind.example"),
            ],
        ),
        trace(
            "6 Oct 2025, 13:19",
            Fate::Create,
            "first-import.xlsx",
            7,
            vec![
                change("Role", None, "Sales"),
                change("Teams", None, "Key Accounts"),
                change("Territories", None, "Ohio Valley"),
            ],
        ),
    ]
}

fn nodes(list: &[(&str, u32, u32, u32)]) -> Vec<Node> {
    let node = |(name, level, people, below): &(&str, u32, u32, u32)| Node {
        name: (*name).into(),
        found: true,
        level: *level,
        people: (*people, "/users?team=1".into()),
        below: *below,
    };
    list.iter().map(node).collect()
}

fn teams() -> GroupsPage {
    GroupsPage {
        shell: shell(Menu::Teams),
        tree: Tree::Teams,
        find: String::new(),
        summary: "6 teams.".into(),
        nodes: nodes(&[
            ("Field Sales", 1, 6, 2),
            ("Midwest", 2, 11, 1),
            ("Inside Sales", 3, 2, 0),
            ("Pacific", 2, 9, 1),
            ("Inside Sales", 3, 1, 0),
            ("Key Accounts", 1, 8, 0),
        ]),
    }
}

fn territories() -> GroupsPage {
    let mut nodes = nodes(&[
        ("Central", 1, 2, 3),
        ("Great Lakes", 2, 6, 0),
        ("Ohio Valley", 2, 6, 0),
        ("Prairie", 2, 0, 0),
        ("East", 1, 1, 1),
        ("North East", 2, 3, 0),
        ("West", 1, 1, 1),
        ("Puget Sound", 2, 0, 0),
    ]);
    nodes[4].found = false;
    GroupsPage {
        shell: shell(Menu::Territories),
        tree: Tree::Territories,
        summary: "12 territories.".into(),
        nodes,
        ..teams()
    }
}

fn secret(id: i64, is_link: bool) -> Secret {
    Secret {
        id,
        name: "Priya Raman".into(),
        href: "/users/9".into(),
        is_link,
        address: if is_link { "priya.raman@northwind.example" } else { "+1 312 555 0107" }.into(),
        value: if is_link { "https://muster.northwind.example/welcome/3q2-7w" } else { "042917" }.into(),
        when: moment("Today, 14:36"),
        until: moment("Today, 14:46"),
    }
}

fn outbox() -> OutboxPage {
    let link = "https://muster.northwind.example/join/3q2-7wAAAABzHk0qFm9cY5x3q2-7wAAAABzHk0qFm9";
    let entry = |id, name: &str, email: Option<&str>, phone: Option<&str>, lapsed| {
        let (first_name, last_name) = name.split_once(' ').unwrap();
        let (templates, account) = (&default(), "Northwind Field Sales");
        let sender = "Dana Mitchell";
        let words = Invitation { templates, account, first_name, sender, link, until: "26 Mar" }.render();
        Entry {
            id,
            name: name.into(),
            initials: app::pages::words::initials(first_name, last_name),
            href: "/users/9".into(),
            email: email.map(Into::into),
            phone: phone.map(Into::into),
            subject: words.subject,
            email_text: words.text,
            text: words.sms,
            link: link.into(),
            lapsed,
            when: moment("Today, 14:36"),
        }
    };
    OutboxPage {
        shell: shell(Menu::Outbox),
        find: String::new(),
        secrets: vec![secret(1, false), secret(2, true)],
        entries: vec![
            entry(
                1,
                "Chidi Okonkwo",
                Some("chidi.okonkwo@northwind.example"),
                Some("+1 614 555 0181"),
                false,
            ),
            entry(2, "Fatoumata Diallo", Some("f.diallo@northwind.example"), None, false),
            entry(3, "Mateo Fuentes", Some("m.fuentes@northwind.example"), Some("+1 414 555 0162"), true),
        ],
        summary: "1 to 3 of 3".into(),
        pager: Pager::default(),
        failed: Some("3 messages could not be delivered".into()),
    }
}

fn not_found() -> ErrorPage {
    ErrorPage {
        title: "There is nothing here",
        text: "The address leads nowhere, or to something that is not part of your account.".into(),
        icon: "zoom-exclamation",
        link: Link { href: "/".into(), word: "Go to Imports".into() },
        request: None,
    }
}

fn failed_page() -> ErrorPage {
    ErrorPage {
        title: "Something on our side failed",
        text: "Nothing was changed. Try again; if it fails again, hand this number to whoever runs this installation.".into(),
        icon: "server-off",
        link: Link { href: "/".into(), word: "Go to Imports".into() },
        request: Some("01J8ZQ4W9F".into()),
    }
}
