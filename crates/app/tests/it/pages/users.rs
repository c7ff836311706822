//! Samples of the pages of users: the list, a person, the form, and what is asked before people are moved.

mod several;

use app::pages::layout::Menu;
use app::pages::ui::{Badge, Choice, Kind, Pager, Tab};
use app::pages::users::{
    self, Action, Change, Choosing, Consequence, Fact, FormPage, Group, Guarding, Input, Kept, Line,
    Meanwhile, Move, Moving, Person, PersonPage, Pick, Picks, Said, Source, StandingPage, Staying, Told,
    Trace, Use, UsersPage,
};
use askama::Template;
use plan::plan::Fate;
use plan::snapshot::{Role, Status};

use super::samples::{choice, moment, shell};
use super::sending::reach;

/// The name of each sample, and the page as the browser gets it.
pub fn all() -> Vec<(&'static str, String)> {
    [
        ("users", people().render()),
        ("users-cancelled", UsersPage { moves: vec![], ..people() }.render()),
        ("users-nobody-found", nobody().render()),
        ("user", person().render()),
        ("user-unusable", PersonPage { unusable: Some("e-mail address"), ..person() }.render()),
        (
            "user-of-a-manager",
            PersonPage { traces: None, log: None, reach: None, invitation: None, ..person() }.render(),
        ),
        ("user-new", empty_form().render()),
        ("user-new-refused", refused().render()),
        ("user-new-ready", ready().render()),
        ("user-edit", edited().render()),
        ("user-edit-moved", moved().render()),
        ("users-suspend", suspending().render()),
        ("users-nobody-moved", nobody_moved().render()),
    ]
    .into_iter()
    .chain(several::all())
    .map(|(name, html)| (name, html.unwrap()))
    .collect()
}

fn input(name: &'static str, label: &'static str, value: &str, kind: &'static str) -> Input {
    Input {
        name,
        label,
        value: value.into(),
        kind,
        hint: (kind == "email").then_some("Their own address. The invitation goes there."),
        needed: name != "external_id",
        locked: false,
        says: vec![],
    }
}

fn inputs(first: &str, last: &str, email: &str, phone: &str) -> Vec<Input> {
    vec![
        input("first_name", "First name", first, "text"),
        input("last_name", "Last name", last, "text"),
        input("email", "E-mail", email, "email"),
        input("phone", "Phone", phone, "tel"),
    ]
}

fn picks(name: &'static str, label: &'static str, all: &[&str], chosen: &[&str]) -> Picks {
    let pick = |(at, path): (usize, &&str)| Pick {
        id: i64::try_from(at).unwrap(),
        path: (*path).into(),
        chosen: chosen.contains(path),
    };
    let said = if chosen.is_empty() { "None chosen".into() } else { format!("{} chosen", chosen.len()) };
    Picks {
        name,
        label,
        all: all.iter().enumerate().map(pick).collect(),
        chosen: said,
        kept: vec![],
        says: vec![],
    }
}

const TEAMS: [&str; 10] = [
    "Midwest",
    "Midwest > Inside Sales",
    "Midwest > Key Accounts",
    "North East",
    "Pacific",
    "Pacific > Key Accounts",
    "Prairie",
    "South",
    "South > Installers",
    "Training",
];

fn empty_form() -> FormPage {
    let chosen = |value: &str, word: &str, chosen| Choice { chosen, ..choice(value, word) };
    FormPage {
        shell: shell(Menu::Users),
        action: "/users/new".into(),
        back: ("/users".into(), "Users".into()),
        title: "Add a user".into(),
        is_new: true,
        version: None,
        meanwhile: None,
        general: vec![],
        inputs: inputs("", "", "", ""),
        external_id: input("external_id", "External id", "", "text"),
        role: Choosing {
            choices: Role::ALL.map(|role| chosen(role.as_str(), role.as_str(), role == Role::Sales)).into(),
            says: vec![],
        },
        access: Choosing {
            choices: vec![
                chosen("Limited", "Limited: the records in the territories below", true),
                chosen("Global", "Global: every record", false),
            ],
            says: vec![],
        },
        teams: picks("teams", "Teams", &TEAMS, &[]),
        territories: picks("territories", "Territories", &["Great Lakes", "Ohio Valley", "Cascades"], &[]),
        release: false,
        consequences: vec![],
        guard: None,
        seen: None,
        go: "Add".into(),
    }
}

fn said(bad: bool, text: &str) -> Said {
    Said { bad, text: text.into(), uses: vec![], release: false }
}

fn refused() -> FormPage {
    let mut page = empty_form();
    page.general = vec![said(
        true,
        "Not enough seats. This needs 1 more seat than is paid for, and imports may not buy seats.",
    )];
    page.inputs = inputs("Ada", "", "ada.byron@gmial.com", "+1 312 555 0117");
    page.inputs[1].says = vec![said(true, "Everybody needs a last name. Fill it in.")];
    page.inputs[2].says = vec![Said {
        uses: vec![Use { label: "Use ada.byron@gmail.com".into(), value: "ada.byron@gmail.com".into() }],
        ..said(
            false,
            "“gmial.com” is nearly “gmail.com”. If that is a typing error, correct it: what is sent to a wrong address reaches nobody, or somebody else.",
        )
    }];
    page.inputs[3].says = vec![Said {
        release: true,
        ..said(true, "+13125550117 is in use by Ana Ruiz, Suspended. Say another.")
    }];
    page.access.says = vec![said(false, "Limited people without a territory see no record yet.")];
    page
}

fn consequence(icon: &'static str, text: &str) -> Consequence {
    Consequence { icon, text: text.into() }
}

fn ready() -> FormPage {
    FormPage {
        inputs: inputs("Ada", "Byron", "ada.byron@northwind.example", "+1 312 555 0187"),
        teams: picks("teams", "Teams", &TEAMS, &["Midwest", "Midwest > Key Accounts"]),
        territories: picks(
            "territories",
            "Territories",
            &["Great Lakes", "Ohio Valley", "Cascades"],
            &["Ohio Valley"],
        ),
        consequences: vec![
            consequence(
                "mail",
                "Ada Byron gets an invitation at ada.byron@northwind.example and by text at +1 312 555 0187.",
            ),
            consequence("armchair", "1 seat is added to what is paid for."),
            consequence("armchair", "1 seat, 12 to 31 March 2026: USD 19.35."),
            consequence("armchair", "Per month from 1 April 2026: USD 7,350.00, instead of USD 7,320.00."),
        ],
        seen: Some("0123".into()),
        go: "Add and invite".into(),
        ..empty_form()
    }
}

fn edited() -> FormPage {
    let mut page = FormPage {
        action: "/users/7/edit".into(),
        back: ("/users/7".into(), "Ingrid Solheim".into()),
        title: "Ingrid Solheim".into(),
        is_new: false,
        version: Some(4),
        inputs: inputs("Ingrid", "Solheim", "ingrid@northwind.example", "+1 312 555 0101"),
        teams: Picks {
            kept: vec![Kept { id: 90, path: "Legal".into() }],
            ..picks("teams", "Teams", &TEAMS, &[])
        },
        consequences: vec![
            consequence("logout", "Ingrid Solheim is signed out everywhere at once."),
            consequence("shield", "The old address i.solheim@northwind.example is told that it was changed."),
        ],
        guard: Some(Guarding {
            why: "This changes the e-mail, phone or role of 1 Admin.".into(),
            label: "Admins changed".into(),
            number: 1,
            wrong: true,
        }),
        seen: Some("0123".into()),
        go: "Save".into(),
        ..empty_form()
    };
    page.inputs[3].locked = true;
    page
}

fn moved() -> FormPage {
    let mut traces = traces();
    traces.truncate(1);
    FormPage {
        meanwhile: Some(Meanwhile { traces }),
        consequences: vec![],
        guard: None,
        seen: None,
        ..edited()
    }
}

fn one(name: &str, email: &str) -> Person {
    let (first, last) = name.split_once(' ').unwrap();
    Person {
        name: name.into(),
        initials: users_initials(first, last),
        email: email.into(),
        href: "/users/7".into(),
        changes: vec![],
    }
}

fn users_initials(first: &str, last: &str) -> String {
    app::pages::words::initials(first, last)
}

fn suspending() -> StandingPage {
    StandingPage {
        shell: shell(Menu::Users),
        back: ("/users?role=Sales".into(), "Users".into()),
        moving: Moving::Suspend,
        title: "Suspend 14 people?".into(),
        moved: None,
        told: Told {
            people: first(5),
            further: Some("and 9 more".into()),
            staying: vec![
                staying("", "Ben Ito has not joined yet. Cancel the invitation instead."),
                staying("", "2 people stand there already, suspended."),
            ],
            ..Told::default()
        },
        consequences: vec![
            consequence("player-pause", "14 people may not sign in any more, until made active again."),
            consequence("logout", "14 people are signed out everywhere at once."),
            consequence("armchair", "14 seats are free again."),
        ],
        guard: Some(Guarding {
            why: "This suspends 14 people.".into(),
            label: "People suspended".into(),
            number: 14,
            wrong: false,
        }),
        fields: vec![("act", "suspend".into()), ("all", "yes".into()), ("role", "Sales".into())],
        seen: "0123".into(),
        go: Some("Suspend 14 people".into()),
    }
}

fn nobody_moved() -> StandingPage {
    StandingPage {
        title: "Suspend 1 person?".into(),
        told: Told {
            staying: vec![staying(
                "Dana Mitchell",
                "Nobody changes their own role, e-mail, phone or status. Another Admin can do it.",
            )],
            ..Told::default()
        },
        consequences: vec![],
        guard: None,
        go: None,
        ..suspending()
    }
}

/// The first few people, without a change.
fn first(number: usize) -> Vec<Person> {
    PEOPLE.iter().take(number).map(|row| one(&format!("{} {}", row.0, row.1), row.2)).collect()
}

fn staying(who: &str, text: &str) -> Staying {
    Staying { who: (!who.is_empty()).then(|| who.into()), text: text.into() }
}

fn action(href: &str, icon: &'static str, word: &'static str, main: bool) -> Action {
    Action { href: href.into(), icon, word, main }
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
        downloads: ("/users/list.csv".into(), "/users/list.xlsx".into()),
        moves: Moving::ALL.map(|one| Move { act: one.as_str(), word: one.button(), icon: one.icon() }).into(),
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
            seen: vec![choice("never", "Never here"), choice("30", "Not for 30 days")],
            ..users::Filter::default()
        },
        people: PEOPLE.iter().enumerate().map(line).collect(),
        summary: "1 to 50 of 248".into(),
        pager: Pager { before: None, next: Some("/users?page=2".into()), ..Pager::default() },
    }
}

fn line((place, row): (usize, &Row)) -> Line {
    let (first, last, email, phone, role, teams, territories, status, id) = *row;
    let lapsed = Badge::new(Kind::Warn, "mail-x", "Invited, lapsed");
    Line {
        id: i64::try_from(place).unwrap(),
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
        seen: (status == Status::Active).then(|| moment("11 Mar")),
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
        actions: vec![
            action("/users/7/edit", "pencil", "Edit", true),
            action("/users/standing?act=suspend&one=yes&id=7", "player-pause", "Suspend", false),
        ],
        seen: Some(moment("14 Mar, 08:10")),
        traces: Some(traces()),
        log: Some("/audit?who=7".into()),
        reach: Some(reach()),
    }
}

fn traces() -> Vec<Trace> {
    let change =
        |word, old: Option<&str>, new: &str| Change { word, old: old.map(Into::into), new: new.into() };
    let trace = |when, fate, file: &str, row, changes| Trace {
        when: moment(when),
        badge: Badge::fate(fate, true),
        source: Some(Source { file: file.into(), href: "/imports/12/done".into(), row }),
        to: None,
        by: Some("Dana Mitchell".into()),
        changes,
    };
    vec![
        Trace {
            badge: Badge::new(Kind::Accent, "pencil", "Changed"),
            source: None,
            ..trace("Today, 09:40", Fate::Update, "", 2, vec![change("Last name", Some("Ramen"), "Raman")])
        },
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
        Trace {
            badge: Badge::new(Kind::Good, "check", "Joined"),
            source: None,
            by: None,
            ..trace("7 Oct 2025, 08:55", Fate::Update, "", 0, vec![])
        },
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
