//! Samples of the audit log: an entry of each kind once.

use app::pages::audit::said::Group;
use app::pages::audit::{AuditPage, Filter, Line, Whom};
use app::pages::layout::Menu;
use app::pages::ui::{Choice, Pager, Ways};

use super::samples::{choice, moment, shell};

fn whom(name: &str, href: &str) -> Whom {
    Whom { name: name.into(), href: (!href.is_empty()).then(|| href.into()) }
}

fn line(id: i64, when: &str, by: &str, what: &str) -> Line {
    let by = if by == "Dana Mitchell" { whom(by, "/users/1") } else { whom(by, "") };
    let from = by.href.is_some().then(|| "203.0.113.24".to_owned());
    Line { id, when: moment(when), by, what: what.into(), to: vec![], before: None, after: None, from }
}

fn changed(line: Line, before: Option<&str>, after: &str) -> Line {
    Line { before: before.map(str::to_owned), after: Some(after.into()), ..line }
}

fn filter() -> Filter {
    Filter {
        what: Group::ALL
            .map(|group| Choice { value: group.key().into(), word: group.word().into(), chosen: false })
            .into(),
        who: vec![choice("1", "Dana Mitchell"), choice("operator", "Operator")],
        from: String::new(),
        to: String::new(),
        narrows: false,
    }
}

fn lines() -> Vec<Line> {
    let dana = "Dana Mitchell";
    let to = |line: Line, whom: Vec<Whom>| Line { to: whom, ..line };
    let some = vec![whom("Aaliyah Brooks", "/users/4"), whom("Nour Haddad", "/users/5"), whom("9 more", "")];
    let long = "https://login.northwind-field-sales-and-service.example/realms/people/of/the/whole/company";
    vec![
        changed(
            line(19, "Today, 14:21", dana, "Changed who may import"),
            Some("only Admins"),
            "Managers too",
        ),
        to(
            changed(line(18, "Today, 14:02", dana, "Renamed a team"), Some("North"), "Far North"),
            vec![whom("Far North", "/teams/3")],
        ),
        to(changed(line(17, "Today, 13:40", dana, "Changed by hand"), None, "11 updated"), some),
        Line {
            from: None,
            ..to(
                changed(line(16, "Today, 09:12", dana, "Imported a file"), None, "181 created, 3 blocked"),
                vec![whom("northwind_team_march.xlsx", "/imports/12")],
            )
        },
        to(
            changed(line(15, "Today, 09:12", dana, "Agreed to an import"), None, "181 created, 3 blocked"),
            vec![whom("northwind_team_march.xlsx", "/imports/12")],
        ),
        changed(
            Line {
                from: Some("2001:db8:85a3:8d3:1319:8a2e:370:7348".into()),
                ..line(14, "11 Mar, 17:30", dana, "Set single sign-on")
            },
            None,
            long,
        ),
        changed(line(13, "11 Mar, 17:02", dana, "Signed in"), None, "by passkey"),
        changed(
            line(12, "1 Mar, 00:00", "Stripe", "Reported whether payments go through"),
            Some("go through"),
            "do not go through",
        ),
        to(line(11, "11 Dec 2025, 10:22", "Operator", "Made a link to get in"), vec![whom(dana, "/users/1")]),
    ]
}

pub fn log() -> AuditPage {
    AuditPage {
        shell: shell(Menu::Audit),
        zone: "Chicago time".into(),
        filter: filter(),
        download: "/audit/list.csv".into(),
        lines: lines(),
        summary: "9 entries, the newest first".into(),
        pager: Pager { before: None, next: Some("/audit?older=11".into()), ways: Ways::Times },
    }
}

pub fn nothing() -> AuditPage {
    AuditPage {
        filter: Filter { narrows: true, from: "2026-03-01".into(), to: "2026-03-02".into(), ..filter() },
        lines: vec![],
        pager: Pager::default(),
        ..log()
    }
}
