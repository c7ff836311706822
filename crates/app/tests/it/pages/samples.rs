//! One sample of every page, and of each of its faces that looks different. They tell the story of one company.

use app::messages::Invitation;
use app::messages::templates::default;
use app::pages::errors::ErrorPage;
use app::pages::imports::{Filter, Finished, ImportsPage, Seats, Unfinished};
use app::pages::layout::{Menu, Shell};
use app::pages::outbox::failed::FailedPage;
use app::pages::outbox::{Entry, OutboxPage, Secret};
use app::pages::settings;
use app::pages::ui::{Badge, Bar, Choice, Kind, Link, Moment, Pager, Toast};
use askama::Template;
use plan::plan::Counts;
use plan::snapshot::Role;
use store::Language;

use super::sending::failed_messages;

/// The name of each sample, and the page as the browser gets it.
pub fn samples() -> Vec<(&'static str, String)> {
    vec![
        ("imports", imports().render()),
        ("imports-empty", imports_empty().render()),
        ("imports-hostile", imports_hostile().render()),
        ("imports-nothing-found", imports_nothing_found().render()),
        ("invitations", super::invitations::invitations().render()),
        ("invitations-import", super::invitations::of_import().render()),
        ("invitations-stopped", super::invitations::of_stopped().render()),
        ("invitations-nobody-found", super::invitations::nobody_found().render()),
        ("invitations-empty", super::invitations::empty().render()),
        ("outbox", outbox().render()),
        ("settings-company", super::company::company().render()),
        ("settings-company-refused", super::company::refused().render()),
        ("settings-company-meanwhile", super::company::meanwhile().render()),
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
        ("settings-billing-overdue", super::billing::overdue().render()),
        ("settings-billing-no-card", super::billing::without_a_card().render()),
        ("settings-billing-stripe", super::billing::on_to_stripe().render()),
        ("settings-billing-none", super::billing::without_a_price().render()),
        ("settings-invoice", super::billing::invoice().render()),
        ("settings-billing-changes", super::billing::all_changes().render()),
        ("settings-billing-changes-none", super::billing::no_changes().render()),
        ("audit", super::audit::log().render()),
        ("audit-nothing", super::audit::nothing().render()),
        ("not-found", not_found().render()),
        ("failed", failed_page().render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .chain(super::home::all())
    .chain(super::users::all())
    .chain(super::groups::all())
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

pub fn imports() -> ImportsPage {
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

pub fn choice(value: &str, word: &str) -> Choice {
    Choice { value: value.into(), word: word.into(), chosen: false }
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
        let (templates, account) = (&default(Language::English), "Northwind Field Sales");
        let sender = "Dana Mitchell";
        let words = Invitation {
            language: Language::English,
            templates,
            account,
            first_name,
            sender,
            link,
            until: "26 Mar",
        }
        .render();
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
