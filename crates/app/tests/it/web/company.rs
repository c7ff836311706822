//! Settings of the company: kept and written down, refused at their fields, never over somebody else's.

use axum::http::StatusCode;
use store::accounts::{self, Account};
use store::audit;

use super::billing::set_price;
use super::world::{Answer, Visitor, World};
use crate::wizard::client::value_of;

const PAGE: &str = "/settings/company";

/// What the form of the example company sends as it is.
async fn form(dana: &mut Visitor) -> Vec<(&'static str, String)> {
    let page = dana.get(PAGE).await.body;
    let mut fields: Vec<_> = ["seen", "name", "time_zone", "currency", "keep", "percent", "most"]
        .map(|name| (name, value_of(&page, name)))
        .into();
    fields.push(("country", "US".to_owned()));
    fields
}

async fn save(dana: &mut Visitor, fields: &[(&'static str, String)], changed: &[(&str, &str)]) -> Answer {
    let value = |name: &str, kept: &str| {
        let other = changed.iter().find(|(changed, _)| *changed == name);
        other.map_or(kept.to_owned(), |(_, value)| (*value).to_owned())
    };
    let fields: Vec<(&str, String)> = fields.iter().map(|(name, kept)| (*name, value(name, kept))).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    dana.post(PAGE, &fields).await
}

async fn account(world: &World) -> Account {
    accounts::by_slug(&mut world.state.db.view().await.unwrap(), "northwind").await.unwrap()
}

#[tokio::test]
async fn what_an_admin_sets_holds_from_then_on_and_each_change_is_in_the_log_with_what_was_before() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    assert_eq!(dana.get("/settings").await.location(), PAGE);
    let fields = form(&mut dana).await;
    let changed = [
        ("name", "Northwind Solar"),
        ("country", "DE"),
        ("time_zone", "Europe/Berlin"),
        ("currency", "eur"),
        ("keep", "30"),
        ("percent", "5"),
        ("most", "20"),
    ];
    let answer = save(&mut dana, &fields, &changed).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, PAGE), "{}", answer.body);
    let set = account(&world).await;
    assert_eq!((set.name.as_str(), set.settings.country.as_str()), ("Northwind Solar", "DE"));
    assert_eq!((set.settings.time_zone.as_str(), set.settings.currency.as_str()), ("Europe/Berlin", "EUR"));
    let (rules, thresholds) = (set.rules, set.rules.thresholds);
    assert_eq!((rules.keep_files_days, thresholds.percent, thresholds.most), (Some(30), 5, 20));
    let mut view = world.state.db.view().await.unwrap();
    let entries = audit::newest(&mut view, set.id, 7).await.unwrap();
    let told: Vec<_> =
        entries.iter().rev().map(|entry| (entry.action.as_str(), entry.detail.as_str())).collect();
    let expected = [
        ("account.name", r#"{"before":"Northwind Field Sales","after":"Northwind Solar"}"#),
        ("account.country", r#"{"before":"US","after":"DE"}"#),
        ("account.time_zone", r#"{"before":"America/Chicago","after":"Europe/Berlin"}"#),
        ("account.currency", r#"{"before":"USD","after":"EUR"}"#),
        ("account.keep_files", r#"{"before":null,"after":30}"#),
        ("account.guard_percent", r#"{"before":10,"after":5}"#),
        ("account.guard_most", r#"{"before":50,"after":20}"#),
    ];
    assert_eq!(told, expected);
    let upload = dana.get("/imports/new").await.body;
    assert!(upload.contains("30 days"), "{upload}");
    let log = dana.get("/audit?what=settings").await.body;
    for words in ["as the installation does", "10 %", "Berlin time"] {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[tokio::test]
async fn a_form_that_changes_nothing_writes_nothing() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let (before, fields) = (account(&world).await, form(&mut dana).await);
    assert_eq!(save(&mut dana, &fields, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(dana.get(PAGE).await.body.contains("Nothing was changed."));
    assert_eq!(
        (account(&world).await.rules, account(&world).await.settings),
        (before.rules, before.settings)
    );
    let log = dana.get("/audit?what=settings").await.body;
    assert!(log.contains("Nothing like this was done."), "{log}");
}

#[tokio::test]
async fn what_cannot_be_is_said_at_its_field_and_nothing_is_kept() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let (before, fields) = (account(&world).await, form(&mut dana).await);
    for (name, value, said) in [
        ("name", "  ", "A company needs a name. Fill it in."),
        ("country", "XX", "Choose the country of your phones."),
        ("time_zone", "Chicago", "There is no time zone “Chicago”. One is America/Chicago."),
        ("currency", "dollars", "A currency has three letters, such as USD."),
        ("currency", "", "A currency has three letters, such as USD."),
        ("keep", "0", "Type a whole number from 1 to 90."),
        ("keep", "91", "Type a whole number from 1 to 90."),
        ("percent", "26", "Type a whole number from 1 to 25."),
        ("percent", "0", "Type a whole number from 1 to 25."),
        ("most", "201", "Type a whole number from 1 to 200."),
        ("most", "-1", "Type a whole number from 1 to 200."),
    ] {
        let answer =
            save(&mut dana, &fields, &[(name, value), ("most", if name == "most" { value } else { "7" })])
                .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
        assert!(
            answer.body.contains(&format!("id=\"{name}-wrong\"")) && answer.body.contains(said),
            "{}",
            answer.body
        );
    }
    let after = account(&world).await;
    assert_eq!((after.revision, after.name, after.settings), (before.revision, before.name, before.settings));
}

#[tokio::test]
async fn nobody_overwrites_what_another_admin_has_set_meanwhile_without_having_seen_it() {
    let world = World::new().await;
    let (mut dana, mut other) = (world.admin().await, world.admin().await);
    let (mine, theirs) = (form(&mut dana).await, form(&mut other).await);
    save(&mut other, &theirs, &[("most", "20")]).await;
    let answer = save(&mut dana, &mine, &[("percent", "5")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("<li>Number: 20</li>"), "{}", answer.body);
    assert_eq!(value_of(&answer.body, "percent"), "5");
    assert_eq!(account(&world).await.rules.thresholds.percent, 10);
    // What was typed stays, and saving it again has seen what is set now.
    let seen = value_of(&answer.body, "seen");
    let again = save(&mut dana, &mine, &[("percent", "5"), ("seen", &seen)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let thresholds = account(&world).await.rules.thresholds;
    assert_eq!((thresholds.percent, thresholds.most), (5, 50));
}

#[tokio::test]
async fn the_currency_stays_what_the_price_says() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    set_price(&world.state, "northwind", "2026-03-01").await;
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("The price of your seats says it.") && page.contains(" disabled"), "{page}");
    let fields = form(&mut dana).await;
    let answer = save(&mut dana, &fields, &[("currency", "EUR")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert_eq!(account(&world).await.settings.currency, "USD");
    // A field that is disabled is not sent.
    let without: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "currency").collect();
    assert_eq!(save(&mut dana, &without, &[("most", "9")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(account(&world).await.rules.thresholds.most, 9);
}

#[tokio::test]
async fn an_import_asks_for_its_number_from_where_the_company_says() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let fields = form(&mut dana).await;
    let ask = async |dana: &mut Visitor| {
        let mut query = String::new();
        for name in ["aaliyah.brooks", "jl.moreau"] {
            query = format!("{query}&id={}", world.user(name).await.id);
        }
        dana.get(&format!("/users/standing?act=suspend{query}")).await.body
    };
    assert!(!ask(&mut dana).await.contains("name=\"confirm\""));
    save(&mut dana, &fields, &[("most", "1")]).await;
    let asked = ask(&mut dana).await;
    assert!(asked.contains("name=\"confirm\""), "{asked}");
}
