//! `--as` a Manager: the same rules as in the panel.

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use serde_json::json;
use store::users::{self, NewUser};
use store::{Wait, accounts, audit, teams};

use super::{Answer, Cli};
use crate::support::world::{now, open};

/// Mo manages the team North, beside which there is South.
async fn with_manager() -> Cli {
    let cli = Cli::with_account();
    let db = open(&cli.url).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
    let north = teams::create(&mut tx, account, "North", None, &Actor::Operator, now()).await.unwrap();
    teams::create(&mut tx, account, "South", None, &Actor::Operator, now()).await.unwrap();
    let mo = NewUser {
        first_name: "Mo".to_owned(),
        last_name: "Hale".to_owned(),
        email: "mo@northwind.example".to_owned(),
        phone: PhoneNumber::from_e164("+13125550109"),
        role: Role::Manager,
        access: Access::Limited,
        external_id: None,
        status: Status::Active,
        teams: vec![north],
        territories: Vec::new(),
    };
    users::create(&mut tx, account, &mo, now()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    cli.write_people(
        "people.csv",
        &[
            "Bo,Lund,bo@northwind.example,(312) 555-0101,Sales,North,Limited,,E-1",
            "Di,Oke,di@northwind.example,(312) 555-0102,Manager,North,Limited,,E-2",
            "Cy,Tan,cy@northwind.example,(312) 555-0103,Sales,South,Limited,,E-3",
        ],
    );
    cli
}

fn let_managers_import(cli: &Cli, allowed: &str) -> Answer {
    cli.run(&["account", "set", "--account", "northwind", "--managers-import", allowed])
}

const AS_MO: [&str; 4] = ["--as", "mo@northwind.example", "--json", "--valid-rows-only"];

fn codes(answer: &serde_json::Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap().iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    errors.map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_plans_and_imports_what_the_rules_let_them() {
    let cli = with_manager().await;
    let refused = cli.users("plan", "people.csv", &AS_MO);
    assert_eq!((refused.code, codes(&refused.json())), (3, vec!["authority.denied"]));

    assert_eq!(let_managers_import(&cli, "on").code, 0);
    let plan = cli.users("plan", "people.csv", &AS_MO);
    assert_eq!((plan.code, codes(&plan.json())), (0, vec!["authority.role", "authority.group"]));
    let done = cli.users("import", "people.csv", &[&AS_MO[..], &["--yes"]].concat());
    let rows = json!({"create": 1, "update": 0, "unchanged": 0, "skipped": 0, "blocked": 2});
    assert_eq!((done.code, &done.json()["rows"]), (0, &rows), "{done:?}");
    let history = cli.run(&["history", "--account", "northwind", "--json"]).json();
    assert_eq!(history["imports"][0]["by"], json!("mo@northwind.example"));
    assert_eq!(cli.run(&["check"]).code, 0);

    assert_eq!(let_managers_import(&cli, "off").code, 0);
    let again = cli.users("import", "people.csv", &[&AS_MO[..], &["--yes"]].concat());
    assert_eq!((again.code, again.error_code()), (3, "plan.blocked".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_lets_managers_import_or_not_and_sees_who_may() {
    let cli = with_manager().await;
    let show = ["account", "show", "--account", "northwind"];
    let importers = |answer: &Answer| {
        let json = answer.json();
        let found = json["importers"].as_array().unwrap().iter();
        let found =
            found.map(|one| format!("{} {}", one["role"].as_str().unwrap(), one["email"].as_str().unwrap()));
        (json["managers_import"].as_bool().unwrap(), found.collect::<Vec<_>>())
    };
    let (admin, manager) =
        ("Admin ana@northwind.example".to_owned(), "Manager mo@northwind.example".to_owned());
    let before = cli.run(&[&show[..], &["--json"]].concat());
    assert_eq!((before.code, importers(&before)), (0, (false, vec![admin.clone()])));

    let on = let_managers_import(&cli, "on");
    let said =
        "People of Northwind are imported by: Admins, and Managers for their own teams and territories.\n";
    assert_eq!((on.code, on.out.as_str(), on.err.as_str()), (0, said, ""));
    let set = ["account", "set", "--account", "northwind", "--json", "--managers-import"];
    let again = cli.run(&[&set[..], &["on"]].concat());
    assert_eq!((again.code, importers(&again)), (0, (true, vec![admin.clone(), manager])));
    let shown = cli.run(&show).out;
    assert!(shown.contains("Mo Hale, mo@northwind.example, Manager"), "{shown}");
    let off = cli.run(&[&set[..], &["off"]].concat());
    assert_eq!((off.code, importers(&off)), (0, (false, vec![admin])));
    let shown = cli.run(&show).out;
    assert!(shown.contains("Imports   Admins only") && !shown.contains("Mo Hale"), "{shown}");

    // What was so already is no entry.
    let db = open(&cli.url).await;
    let mut view = db.view().await.unwrap();
    let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
    let entries = audit::newest(&mut view, account, 9).await.unwrap();
    let switched: Vec<(Actor, &str)> = entries
        .iter()
        .filter(|entry| entry.action == "account.managers_import")
        .map(|entry| (entry.actor, entry.detail.as_str()))
        .collect();
    assert_eq!(switched, [(Actor::Operator, "false"), (Actor::Operator, "true")]);
}

#[test]
fn a_switch_is_on_or_off_and_of_an_account_that_is_there() {
    let cli = Cli::with_account();
    let set = |slug: &str, value: &str| {
        cli.run(&["account", "set", "--json", "--account", slug, "--managers-import", value])
    };
    assert_eq!(
        (set("northwind", "perhaps").code, set("northwind", "perhaps").error_code()),
        (2, "usage".to_owned())
    );
    assert_eq!(
        (set("nobody", "on").code, set("nobody", "on").error_code()),
        (2, "account.unknown".to_owned())
    );
    let nothing = cli.run(&["account", "set", "--json", "--account", "northwind"]);
    assert_eq!((nothing.code, nothing.error_code()), (2, "usage".to_owned()));
    let nobody = cli.run(&["account", "show", "--json", "--account", "nobody"]);
    assert_eq!((nobody.code, nobody.error_code()), (2, "account.unknown".to_owned()));
}
