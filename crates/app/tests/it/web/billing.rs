//! The billing of an account in the panel: what it says, what an Admin changes, and what a review says it costs.

use app::state::AppState;
use axum::http::StatusCode;
use plan::billing::{Counting, Currency, Cycle, Money, Price, Terms, Tier};
use plan::choices::Actor;
use store::{ImportId, Wait, accounts, billing};

use super::world::{Answer, Visitor, World};
use crate::wizard::client::{Walker, value_of};

/// Sets a price of 30.00 a seat and month for an account of the example.
pub async fn set_price(state: &AppState, slug: &str, anchor: &str) {
    let mut tx = state.db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, slug).await.unwrap();
    let terms = Terms {
        currency: Currency::parse(&account.settings.currency).unwrap(),
        cycle: Cycle::Month,
        anchor: anchor.parse().unwrap(),
        tiers: vec![Tier::all(3_000)],
        tax_ppm: 100_000,
        commitment: account.settings.commitment,
    };
    let price = Price::new(terms).unwrap();
    billing::set_price(&mut tx, account.id, &price, &Actor::Operator, state.micros()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Northwind with a price since the first of March, which is yesterday.
async fn paying() -> (World, Visitor) {
    let world = World::new().await;
    set_price(&world.state, "northwind", "2026-03-01").await;
    let dana = world.admin().await;
    (world, dana)
}

fn says(answer: &Answer, words: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let text = answer.body.replace("&nbsp;", " ");
    for word in words {
        assert!(text.contains(word), "no {word:?} in {text}");
    }
}

#[tokio::test]
async fn without_a_price_the_page_says_that_nothing_is_charged() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let page = dana.get("/settings/billing").await;
    says(&page, &["No price is set", "muster billing price"]);
    assert!(!page.body.contains("id=\"most\""), "a limit without a price");
}

#[tokio::test]
async fn the_page_says_price_period_lines_and_what_comes_next() {
    let (_, mut dana) = paying().await;
    let page = dana.get("/settings/billing").await;
    says(&page, &["$30.00 a seat, per month", "10 % on top", "1 March to 31 March 2026", "Period Charge"]);
    says(&page, &["Next invoice", "1 April 2026", "60 seats", "<b>$1,980.00</b>", "a month, with tax"]);
    says(&page, &["operator", "$30.00 a seat, per month, 10 % tax on top, 60 seats always paid for"]);
}

/// The operator gives days that cost nothing.
async fn give_trial(world: &World, trial_days: u32) {
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let (account, counting) = (world.account().await, Counting::Joining { trial_days, pending: 0 });
    billing::set_counting(&mut tx, account, counting, &Actor::Operator, world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_next_invoice_counts_who_holds_a_seat_on_its_day_and_only_the_days_that_are_left() {
    let (world, mut dana) = paying().await;
    give_trial(&world, 14).await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let account = accounts::by_slug(&mut tx, "northwind").await.unwrap();
    let terms = Terms {
        currency: Currency::parse(&account.settings.currency).unwrap(),
        cycle: Cycle::Quarter,
        anchor: "2026-03-15".parse().unwrap(),
        tiers: vec![Tier::all(9_200)],
        tax_ppm: 0,
        commitment: 0,
    };
    let price = Price::new(terms).unwrap();
    billing::set_price(&mut tx, account.id, &price, &Actor::Operator, world.state.micros()).await.unwrap();
    // Everybody who is there has not joined, but for those who did long ago.
    let start = billing::next_start(&mut tx, account.id, world.state.micros()).await.unwrap().unwrap();
    let seats = billing::today(&mut tx, account.id, world.state.micros()).await.unwrap().0;
    tx.commit().await.unwrap();
    assert!(start.paid < 60, "{start:?}");
    // 75 days of 92 are left.
    let amount = Money::new(i64::from(start.paid) * 7_500, price.currency()).to_string();
    let page = dana.get("/settings/billing").await;
    says(&page, &[&format!("<dd>{} seats</dd>", start.paid), &format!("<b>{amount}</b>")]);
    says(&page, &["for 1 April to 14 June 2026"]);
    assert!(seats.used <= start.paid, "trials end until then");
}

#[tokio::test]
async fn an_admin_says_from_when_on_a_seat_counts_and_what_is_no_number_of_days_is_told() {
    let (world, mut dana) = paying().await;
    let refused = async |dana: &mut Visitor, days: &str, said: &str| {
        let form = [("from", "joining"), ("trial_days", days)];
        let wrong = dana.post("/settings/billing/counting", &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}");
        assert!(wrong.body.contains(said), "{days}: {}", wrong.body);
    };
    refused(&mut dana, "1", "Days that cost nothing are given by whoever runs this installation.").await;
    assert!(!dana.get("/settings/billing").await.body.contains("name=\"trial_days\""), "nothing to set");
    give_trial(&world, 14).await;
    for days in ["a week", "15", "-1"] {
        refused(&mut dana, days, &format!("“{days}” is no number of days from 0 to 14.")).await;
    }
    for (from, days, said) in [
        ("joining", "7", "7 days after joining"),
        ("joining", "1", "1 day after joining"),
        ("joining", "", "from joining on"),
    ] {
        let form = [("from", from), ("trial_days", days)];
        assert_eq!(dana.post("/settings/billing/counting", &form).await.status, StatusCode::SEE_OTHER);
        says(&dana.get("/settings/billing").await, &[said, &format!("A seat counts {said}.")]);
    }
    let form = [("from", "invitation"), ("trial_days", "9")];
    assert_eq!(dana.post("/settings/billing/counting", &form).await.status, StatusCode::SEE_OTHER);
    says(&dana.get("/settings/billing").await, &["A seat counts from the invitation on."]);
}

#[tokio::test]
async fn each_change_is_said_with_who_made_it_and_what_was_before() {
    let (_, mut dana) = paying().await;
    for most in 1..30 {
        let most = format!("{most}.00");
        dana.post("/settings/billing/limit", &[("most", most.as_str())]).await;
    }
    let page = dana.get("/settings/billing").await;
    says(
        &page,
        &["Limit of imports", "$28.00 a month</span>", "$29.00 a month", "Dana Mitchell", "Older changes"],
    );
    assert!(!page.body.contains("$23.00 a month"), "only the newest are there");
    let all = dana.get("/settings/billing/changes").await;
    says(&all, &["$28.00 a month", "$5.00 a month", "Older"]);
    let (_, rest) = all.body.split_once("/settings/billing/changes?before=").unwrap();
    let before: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let older = dana.get(&format!("/settings/billing/changes?before={before}")).await;
    says(&older, &["no limit", "$4.00 a month", "Price", "operator", "The newest"]);
    assert!(!older.body.contains("rel=\"next\""), "{}", older.body);
}

#[tokio::test]
async fn an_admin_stops_imports_from_buying_and_lets_them_again() {
    let (_, mut dana) = paying().await;
    for (wish, said) in
        [("no", "Imports buy no seats from now on."), ("yes", "Imports buy the seats they need.")]
    {
        let answer = dana.post("/settings/billing/buying", &[("buy", wish)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/settings/billing"));
        says(&dana.get("/settings/billing").await, &[said]);
    }
}

#[tokio::test]
async fn what_is_neither_yes_nor_no_changes_nothing() {
    let (_, mut dana) = paying().await;
    for form in [&[("buy", "perhaps")][..], &[]] {
        assert_eq!(dana.post("/settings/billing/buying", form).await.status, StatusCode::BAD_REQUEST);
    }
    says(&dana.get("/settings/billing").await, &["Never buy seats by import"]);
}

#[tokio::test]
async fn an_admin_limits_what_imports_charge_and_what_is_no_amount_is_told() {
    let (_, mut dana) = paying().await;
    let wrong = dana.post("/settings/billing/limit", &[("most", "a lot")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("is no amount in USD") && wrong.body.contains("value=\"a lot\""),
        "{}",
        wrong.body
    );
    assert_eq!(dana.post("/settings/billing/limit", &[("most", "99.5")]).await.status, StatusCode::SEE_OTHER);
    says(&dana.get("/settings/billing").await, &["value=\"99.50\"", "$0.00 of $99.50 used this month"]);
    assert_eq!(dana.post("/settings/billing/limit", &[("most", " ")]).await.status, StatusCode::SEE_OTHER);
    says(&dana.get("/settings/billing").await, &["There is no limit any more.", "placeholder=\"No limit\""]);
}

/// A file with so many new people.
fn people(number: u32) -> String {
    let head = "First Name,Last Name,Email,Phone,Role\r\n".to_owned();
    (0..number).fold(head, |text, at| {
        format!("{text}Ada,Byron{at},ada{at}@northwind.example,+1312555{:04},Sales\r\n", 4_000 + at)
    })
}

#[tokio::test]
async fn the_review_says_what_the_ledger_gets_and_the_invoice_has_it() {
    let mut walker = Walker::with("more.csv", &people(60)).await;
    set_price(walker.state(), "northwind", "2026-03-01").await;
    let account = walker.account().await;
    let id = ImportId(walker.import);
    let review = walker.page("/review").await;
    for words in ["Charged now", "Per month from 1 April 2026 with tax", "holds until the end of tomorrow"] {
        assert!(review.contains(words), "no {words:?} in {review}");
    }
    let plan = walker.state().pipeline.plan(account, id, Actor::Operator).await.unwrap();
    let number = plan.effects().guard.as_ref().unwrap().number.to_string();
    assert_eq!(walker.agree(&number).await.status, StatusCode::SEE_OTHER);
    walker.work().await;
    let mut view = walker.state().db.view().await.unwrap();
    let booked = billing::ledger::of_import(&mut view, account, id).await.unwrap();
    drop(view);
    let [line] = &booked[..] else { panic!("{booked:?}") };
    let (label, amount) = (line.entry.line.label.as_str(), line.entry.line.amount.to_string());
    assert!(review.contains(label) && review.contains(&amount), "{review}");
    let invoice = walker.visitor.get("/settings/billing/2026-03-01").await;
    says(&invoice, &["This period so far", label, &amount, &format!("href=\"/imports/{id}\"")]);
    let done = walker.visitor.get(&format!("/imports/{id}/done")).await;
    let total = line.entry.line.total().unwrap().to_string();
    says(
        &done,
        &["What it cost", label, &total, "href=\"/settings/billing/2026-03-01\"", "Invoice of 1 March"],
    );
    let csv = walker.visitor.get("/settings/billing/2026-03-01/csv").await;
    says(&csv, &["One Time Charge", ",USD,"]);
    assert_eq!(csv.body.lines().count(), 1 + 2, "{}", csv.body);
    let pdf = walker.visitor.get("/settings/billing/2026-03-01/pdf").await;
    let header = |name| pdf.header(name).unwrap_or_default();
    assert_eq!((header("content-type"), header("cache-control")), ("application/pdf", "no-store"));
    assert_eq!(header("content-disposition"), "attachment; filename=\"invoice-2026-03-01.pdf\"");
}

#[tokio::test]
async fn an_invoice_of_no_period_is_not_there() {
    let (_, mut dana) = paying().await;
    assert_eq!(dana.get("/settings/billing/2026-02-01").await.status, StatusCode::NOT_FOUND);
    assert_eq!(dana.get("/settings/billing/yesterday").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_agrees_to_an_amount_that_has_moved_is_told_the_new_and_the_old_one_and_nothing_is_done() {
    let mut walker = Walker::with("more.csv", &people(60)).await;
    set_price(walker.state(), "northwind", "2026-03-01").await;
    let account = walker.account().await;
    let seen = value_of(&walker.page("/review").await, "fingerprint");
    let plan = walker.state().pipeline.plan(account, ImportId(walker.import), Actor::Operator).await.unwrap();
    let shown = plan.effects().recurring.unwrap().after().to_string();
    let mut tx = walker.state().db.begin(Wait::Long).await.unwrap();
    let standing = billing::today(&mut tx, account, walker.state().micros()).await.unwrap().1.unwrap();
    let dearer = Terms { tiers: vec![Tier::all(3_100)], ..standing.price.terms().clone() };
    let price = Price::new(dearer).unwrap();
    billing::set_price(&mut tx, account, &price, &Actor::Operator, walker.state().micros()).await.unwrap();
    tx.commit().await.unwrap();
    let number = plan.effects().guard.as_ref().unwrap().number.to_string();
    let fields = [("fingerprint", seen.as_str()), ("confirm", number.as_str())];
    let answer = walker.visitor.post(&walker.path("/apply"), &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let now = walker.state().pipeline.plan(account, ImportId(walker.import), Actor::Operator).await.unwrap();
    let after = now.effects().recurring.unwrap().after().to_string();
    assert_ne!(after, shown);
    let said = format!(
        "Afterwards seats cost {after} a month from 1 April 2026 on instead of {shown} a month from 1 April 2026 on."
    );
    assert!(answer.body.contains(&said), "no {said}: {}", answer.body);
    let mut view = walker.state().db.view().await.unwrap();
    assert_eq!(billing::ledger::of_import(&mut view, account, ImportId(walker.import)).await.unwrap(), []);
}
