//! Samples of the form of several people.

use app::pages::layout::{Menu, Shell};
use app::pages::ui::{Badge, Choice, Kind};
use app::pages::users::{EditPage, Guarding, Listing, Picks, Told};
use app::pages::wizard::rows::{Changed, Piece};
use askama::Template;
use plan::snapshot::Role;

use super::{TEAMS, choice, consequence, first, nobody_moved, picks, shell, staying};

/// The name of each sample, and the page as the browser gets it.
pub fn all() -> [(&'static str, askama::Result<String>); 4] {
    [
        ("users-edit", editing().render()),
        ("users-edit-ready", several().render()),
        ("users-edit-of-a-manager", of_a_manager().render()),
        ("users-edit-nobody", nobody_changes().render()),
    ]
}

fn editing() -> EditPage {
    let chosen = |value: &str, word: &str, chosen| Choice { chosen, ..choice(value, word) };
    let roles = Role::ALL.map(|role| choice(role.as_str(), role.as_str()));
    EditPage {
        shell: shell(Menu::Users),
        back: ("/users?role=Sales".into(), "Users".into()),
        title: "Edit 14 people".into(),
        moved: None,
        nothing: false,
        roles: [chosen("", "Keep", true)].into_iter().chain(roles).collect(),
        accesses: vec![
            chosen("", "Keep what each has", true),
            chosen("Limited", "Limited: the records in their territories", false),
            chosen("Global", "Global: every record", false),
        ],
        lists: vec![
            listing("teams", "Teams", "keep", picks("teams", "Teams to choose from", &TEAMS, &[])),
            listing(
                "territories",
                "Territories",
                "keep",
                picks("territories", "Territories to choose from", &TERRITORIES, &[]),
            ),
        ],
        told: Told { people: first(12), further: Some("and 2 more".into()), ..Told::default() },
        summary: None,
        consequences: vec![],
        guard: None,
        fields: vec![("all", "yes".into()), ("role", "Sales".into())],
        seen: None,
        go: None,
    }
}

const TERRITORIES: [&str; 3] = ["Great Lakes", "Ohio Valley", "Cascades"];

fn listing(name: &'static str, label: &'static str, way: &str, picks: Picks) -> Listing {
    let ways = [("keep", "Keep"), ("add", "Add"), ("remove", "Take out"), ("set", "Set")];
    let ways = ways.map(|(value, word)| Choice { chosen: value == way, ..choice(value, word) });
    Listing { name, label, ways: ways.into(), picks }
}

/// The list of somebody: `-` before what is taken away, `+` before what is added.
fn list(label: &'static str, pieces: &[&str], badge: Option<Badge>) -> Changed {
    let piece = |text: &&str| match text.split_at(1) {
        ("-", text) => Piece { text: text.into(), class: "old" },
        ("+", text) => Piece { text: text.into(), class: "new" },
        _ => Piece { text: (*text).into(), class: "" },
    };
    Changed { label, old: String::new(), new: String::new(), list: pieces.iter().map(piece).collect(), badge }
}

fn several() -> EditPage {
    let removed = || Badge::new(Kind::Warn, "user-minus", "1 removed");
    let role =
        Changed { label: "Role", old: "Sales".into(), new: "Manager".into(), list: vec![], badge: None };
    let mut people = first(12);
    for (at, person) in people.iter_mut().enumerate() {
        let teams =
            if at % 3 == 1 { &["-Pacific", "Midwest", "+Training"][..] } else { &["Midwest", "+Training"] };
        person.changes = vec![role.clone(), list("Teams", teams, (at % 3 == 1).then(removed))];
    }
    let mut page = editing();
    for one in &mut page.roles {
        one.chosen = one.value == "Manager";
    }
    EditPage {
        lists: vec![
            listing("teams", "Teams", "add", picks("teams", "Teams to choose from", &TEAMS, &["Training"])),
            listing(
                "territories",
                "Territories",
                "set",
                picks("territories", "Territories to choose from", &TERRITORIES, &[]),
            ),
        ],
        told: Told {
            people,
            staying: vec![
                staying("Dana Mitchell and Ingrid Solheim", "Admins are on no team. Choose none."),
                staying("", "1 person is like this already."),
            ],
            worth: vec![staying(
                "Aaliyah Brooks, Mateo Fuentes and 9 more",
                "Limited people see the records in their territories, and here there is none.",
            )],
            ..Told::default()
        },
        summary: Some("12 of 15 people change.".into()),
        title: "Edit 15 people".into(),
        consequences: vec![
            consequence("user", "12 people get the role Manager."),
            consequence("logout", "8 people are signed out everywhere at once."),
            consequence("user-minus", "4 teams and territories are taken away."),
            consequence("bell-off", "Nobody gets a message about it."),
        ],
        guard: Some(Guarding {
            why: "This changes the e-mail, name, role, access, status or memberships of 12 people.".into(),
            label: "People changed".into(),
            number: 12,
            wrong: true,
        }),
        seen: Some(("0123".into(), "Manager keep add 9 set ".into())),
        go: Some("Change 12 people".into()),
        ..page
    }
}

/// Somebody else was quicker.
fn of_a_manager() -> EditPage {
    let page = several();
    EditPage {
        shell: Shell::new("Northwind Field Sales", "Jean-Luc", "Moreau", Role::Manager).at(Menu::Users),
        moved: Some(
            "Something has changed since you looked. This is what it comes to now, of 15 people.".into(),
        ),
        roles: vec![],
        accesses: page.accesses[..2].to_vec(),
        guard: None,
        ..page
    }
}

fn nobody_changes() -> EditPage {
    EditPage {
        title: "Edit 1 person".into(),
        told: nobody_moved().told,
        summary: Some("Nobody changes.".into()),
        nothing: true,
        ..editing()
    }
}
