//! A fixes file that somebody keeps beside their export goes on to hold when teams and territories get other names.

use plan::choices::Actor;
use serde_json::json;
use store::{TeamId, TerritoryId, Wait, accounts, teams, territories};

use super::Cli;
use crate::support::world::{now, open};

const FIXES: &str = r#"[
    {"fix": "map_value", "field": "teams", "from": "N", "to": "North"},
    {"fix": "map_value", "field": "territories", "from": "Lake district", "to": "Central > Lakes"}
]"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_fixes_file_holds_after_everything_that_it_names_was_renamed_moved_and_merged() {
    let cli = Cli::with_account();
    let db = open(&cli.url).await;
    let by = &Actor::Operator;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
    let north = teams::create(&mut tx, account, "North", None, by, now()).await.unwrap();
    let south = teams::create(&mut tx, account, "South", None, by, now()).await.unwrap();
    let central = territories::create(&mut tx, account, "Central", None, by, now()).await.unwrap();
    let lakes = territories::create(&mut tx, account, "Lakes", Some(central), by, now()).await.unwrap();
    tx.commit().await.unwrap();
    cli.write("fixes.json", FIXES);
    cli.write_people(
        "people.csv",
        &["Bo,Lund,bo@northwind.example,(312) 555-0101,Sales,N,Limited,Lake district,"],
    );
    let with = ["--fixes", "fixes.json", "--json"];
    let before = cli.users("plan", "people.csv", &with);
    assert_eq!((before.code, &before.json()["rows"]["create"]), (0, &json!(1)), "{before:?}");

    let mut tx = db.begin(Wait::Long).await.unwrap();
    teams::rename(&mut tx, account, TeamId(north.0), "North West", by, now()).await.unwrap();
    teams::merge(&mut tx, account, north, south, by, now()).await.unwrap();
    territories::rename(&mut tx, account, central, "Midlands", by, now()).await.unwrap();
    territories::move_under(&mut tx, account, TerritoryId(lakes.0), None, by, now()).await.unwrap();
    territories::rename(&mut tx, account, lakes, "Great Lakes", by, now()).await.unwrap();
    tx.commit().await.unwrap();
    let done = cli.users("import", "people.csv", &[&with[..], &["--yes"]].concat());
    assert_eq!((done.code, &done.json()["rows"]["create"]), (0, &json!(1)), "{done:?}");
    let exported = cli.run(&["export", "users", "--account", "northwind"]).out;
    assert!(exported.contains(",South,Limited,Great Lakes,"), "{exported}");

    // What a file itself says by a name of before is asked about, and an archived name is called so.
    cli.write_people(
        "again.csv",
        &[
            "Di,Oke,di@northwind.example,(312) 555-0102,Sales,North,Limited,Great Lakes,",
            "Cy,Tan,cy@northwind.example,(312) 555-0103,Sales,South,Limited,Midlands,",
        ],
    );
    let mut tx = db.begin(Wait::Long).await.unwrap();
    territories::archive(&mut tx, account, central, 0, by, now()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let plan = cli.users("plan", "again.csv", &["--json"]);
    assert_eq!(plan.code, 3);
    let findings = &plan.json()["findings"];
    let codes: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["team.unknown", "territory.archived"]);
    let meant = json!({"fix": "map_value", "field": "teams", "from": "North", "to": "South"});
    assert_eq!(findings[0]["fixes"][0], meant);
}
