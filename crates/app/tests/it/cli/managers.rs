//! `--as` a Manager: the same rules as in the panel.

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use serde_json::json;
use store::users::{self, NewUser};
use store::{Wait, accounts, teams};

use super::Cli;
use crate::support::world::{now, open};

/// Mo manages the team North, beside which there is South.
async fn with_manager() -> Cli {
    let cli = Cli::with_account();
    let db = open(&cli.url).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
    let north = teams::create(&mut tx, account, "North", None, now()).await.unwrap();
    teams::create(&mut tx, account, "South", None, now()).await.unwrap();
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

async fn let_managers_import(cli: &Cli, allowed: bool) {
    let db = open(&cli.url).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
    accounts::let_managers_import(&mut tx, account, allowed, &Actor::Operator, now()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
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

    let_managers_import(&cli, true).await;
    let plan = cli.users("plan", "people.csv", &AS_MO);
    assert_eq!((plan.code, codes(&plan.json())), (0, vec!["authority.role", "authority.group"]));
    let done = cli.users("import", "people.csv", &[&AS_MO[..], &["--yes"]].concat());
    let rows = json!({"create": 1, "update": 0, "unchanged": 0, "skipped": 0, "blocked": 2});
    assert_eq!((done.code, &done.json()["rows"]), (0, &rows), "{done:?}");
    let history = cli.run(&["history", "--account", "northwind", "--json"]).json();
    assert_eq!(history["imports"][0]["by"], json!("mo@northwind.example"));
    assert_eq!(cli.run(&["check"]).code, 0);

    let_managers_import(&cli, false).await;
    let again = cli.users("import", "people.csv", &[&AS_MO[..], &["--yes"]].concat());
    assert_eq!((again.code, again.error_code()), (3, "plan.blocked".to_owned()));
}
