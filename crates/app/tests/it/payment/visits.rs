//! What a visit does, one thing at a time.

use std::time::Duration;

use app::outside::stripe::Api;
use jiff::Timestamp;
use plan::billing::{Currency, Cycle, Price, Terms, Tier};
use plan::choices::Actor;
use store::billing::changes::{self, Changed, What};
use store::payment::State;
use store::{Wait, billing, invariants};

use super::fake::{BAD, Books, Fake, Fault};
use super::{Shop, TIME, terms};
use crate::support::world::clock;

fn days_later<const DAYS: i64>() -> Timestamp {
    clock() + jiff::SignedDuration::from_hours(24 * DAYS)
}

#[tokio::test]
async fn a_company_is_made_known_by_its_name_and_subscribes_once_it_has_a_way_to_pay() {
    let shop = Shop::with(clock, Fake::start(clock).await, 5).await;
    shop.visit().await;
    let waiting = shop.standing().await;
    assert_eq!((waiting.state, waiting.is_settled(), waiting.method), (State::NoMethod, true, None));
    let customer = shop.customer().await;
    let known = shop.fake.books().customers[&customer].clone();
    assert_eq!(known["metadata[account]"], shop.company.slug);
    assert!(!known.values().any(|value| value.contains('@') || value.contains("Ada")), "{known:?}");
    assert!(shop.fake.books().subs.is_empty());

    shop.fake.give_card(&customer, "4242");
    shop.wake().await;
    shop.visit().await;
    let standing = shop.standing().await;
    assert_eq!((standing.state, standing.quantity), (State::Active, Some(5)));
    assert_eq!(standing.method.unwrap().words, "Visa, ends in 4242");
    assert_eq!(invariants::check(shop.db()).await.unwrap(), []);
    let sub = shop.sub().await;
    let books = shop.fake.books();
    // The first of April, at noon in Chicago.
    assert_eq!(sub.fields["billing_cycle_anchor"], "1775062800");
    let plan = &books.plans[&sub.plan];
    assert_eq!(
        (plan["amount"].as_str(), plan["interval"].as_str(), plan["currency"].as_str()),
        ("3000", "month", "usd")
    );
    assert_eq!(books.taxes[&sub.fields["default_tax_rates[0]"]]["percentage"], "10.0000");
    assert_eq!((books.charged, books.customers.len()), (5, 1));
}

#[tokio::test]
async fn seats_that_are_added_are_charged_and_a_visit_that_finds_nothing_to_do_does_nothing() {
    let shop = Shop::paying(clock, 2).await;
    shop.add_people(4).await;
    assert_eq!(shop.standing().await.wanted, 5);
    shop.visit().await;
    assert_eq!(shop.sub().await.quantity, 5);
    let charged = |books: &Books| (books.charged, books.given);
    assert_eq!(charged(&shop.fake.books()), (5, 0));
    let before = shop.fake.books().changes;
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.fake.books().changes, before);
}

#[tokio::test]
async fn fewer_seats_and_another_price_come_with_the_period_and_give_nothing_back() {
    let shop = Shop::paying(clock, 9).await;
    let tiers = vec![Tier { up_to: Some(3), each_minor: 4_000 }, Tier::all(2_500)];
    shop.price(Terms { tiers, tax_ppm: 0, ..terms(4) }).await;
    shop.visit().await;
    assert_eq!(shop.sub().await.quantity, 9, "nothing before the period begins");
    let april = shop.at(days_later::<30>);
    april.catch_up().await;
    april.visit().await;
    let sub = april.sub().await;
    let books = april.fake.books();
    assert_eq!((sub.quantity, sub.fields["proration_behavior"].as_str()), (4, "none"));
    assert_eq!(sub.fields["default_tax_rates"], "", "the tax has ended");
    let plan = &books.plans[&sub.plan];
    let tiers = ["tiers[0][up_to]", "tiers[0][unit_amount]", "tiers[1][up_to]", "tiers[1][unit_amount]"];
    assert_eq!(tiers.map(|name| plan[name].as_str()), ["3", "4000", "inf", "2500"]);
    assert_eq!((books.charged, books.plans.len()), (9, 2));
}

#[tokio::test]
async fn what_somebody_changed_at_the_service_is_found_within_a_day_put_right_and_said() {
    let shop = Shop::paying(clock, 6).await;
    let customer = shop.customer().await;
    shop.fake.by_hand(&customer, |sub| sub.quantity = 2);
    shop.visit().await;
    assert_eq!(shop.sub().await.quantity, 2, "not due yet");
    let tomorrow = shop.at(days_later::<1>);
    tomorrow.visit().await;
    assert_eq!(tomorrow.sub().await.quantity, 6);
    let drift = tomorrow.standing().await.drift.unwrap();
    assert_eq!((drift.found, drift.wanted, drift.at), (2, 6, tomorrow.now()));
    let mut view = shop.db().view().await.unwrap();
    let said = changes::list(&mut view, shop.company.account, None, 1).await.unwrap();
    assert_eq!((said[0].by, &said[0].what), (Actor::Service, &What::Drift(Changed { before: 2, after: 6 })));
}

#[tokio::test]
async fn a_payment_that_does_not_go_through_is_known_after_a_visit_and_a_new_card_begins_anew_what_has_ended()
{
    let shop = Shop::paying(clock, 3).await;
    let customer = shop.customer().await;
    for (status, state) in [
        ("past_due", State::PastDue),
        ("unpaid", State::Unpaid),
        ("active", State::Active),
        ("canceled", State::Ended),
    ] {
        shop.fake.by_hand(&customer, |sub| sub.status = status.to_owned());
        shop.wake().await;
        shop.visit().await;
        let standing = shop.standing().await;
        assert_eq!((standing.state, standing.overdue_since.is_some()), (state, state.is_overdue()));
    }
    assert_eq!(shop.fake.books().subs.len(), 1, "nobody subscribes by itself again");
    let later = shop.at(days_later::<1>);
    later.fake.give_card(&customer, "1881");
    later.wake().await;
    later.visit().await;
    let standing = later.standing().await;
    assert_eq!(
        (standing.state, standing.method.unwrap().words.as_str()),
        (State::Active, "Visa, ends in 1881")
    );
    let subs: Vec<String> = later.fake.books().subs.values().map(|sub| sub.status.clone()).collect();
    assert_eq!(subs, ["canceled", "active"]);
}

#[tokio::test]
async fn an_invoice_is_paid_once_the_service_has_begun_the_next_period_and_nothing_is_open() {
    let shop = Shop::paying(clock, 3).await;
    let customer = shop.customer().await;
    let morning = shop.at(days_later::<30>);
    morning.catch_up().await;
    let paid = async |at: &Shop| {
        at.wake().await;
        at.visit().await;
        assert_eq!(at.standing().await.words, None);
        let invoices = billing::invoices::list(&mut at.db().view().await.unwrap(), at.company.account).await;
        invoices.unwrap().iter().filter(|invoice| invoice.paid_at.is_some()).count()
    };
    assert_eq!(paid(&morning).await, 0, "it has not invoiced them yet");
    let april = shop.at(days_later::<31>);
    april.fake.books().invoices.push((customer.clone(), "open".to_owned()));
    assert_eq!(paid(&april).await, 0, "it is open");
    april.fake.books().invoices[0].1 = "paid".to_owned();
    assert_eq!(paid(&april).await, 1);
}

#[tokio::test]
async fn a_new_card_after_the_end_of_a_subscription_pays_only_for_seats_that_were_not_paid_for() {
    let shop = Shop::paying(clock, 3).await;
    let customer = shop.customer().await;
    shop.fake.by_hand(&customer, |sub| "canceled".clone_into(&mut sub.status));
    shop.wake().await;
    shop.visit().await;
    shop.add_people(4).await;
    let later = shop.at(days_later::<2>);
    later.fake.give_card(&customer, "1881");
    later.wake().await;
    later.visit().await;
    let standing = later.standing().await;
    assert_eq!((standing.state, standing.quantity, standing.drift), (State::Active, Some(5), None));
    let books = later.fake.books();
    assert_eq!((books.charged, books.given, books.subs.len()), (5, 3, 2), "the first three are paid for");
}

#[tokio::test]
async fn what_nobody_has_paid_is_charged_by_the_subscription_that_follows() {
    let shop = Shop::paying(clock, 3).await;
    let customer = shop.customer().await;
    shop.fake.by_hand(&customer, |sub| "canceled".clone_into(&mut sub.status));
    shop.fake.books().invoices.push((customer.clone(), "open".to_owned()));
    shop.wake().await;
    shop.visit().await;
    shop.fake.give_card(&customer, "1881");
    shop.wake().await;
    shop.visit().await;
    let books = shop.fake.books();
    assert_eq!((books.charged, books.given), (6, 0));
}

/// A company whose first card is declined.
async fn declined() -> Shop {
    let shop = Shop::with(clock, Fake::start(clock).await, 5).await;
    shop.visit().await;
    shop.fake.give_card(&shop.customer().await, BAD);
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.standing().await.state, State::Incomplete);
    shop
}

#[tokio::test]
async fn a_card_that_follows_one_that_was_declined_pays_what_is_open_at_once() {
    let shop = declined().await;
    shop.fake.give_card(&shop.customer().await, "4242");
    shop.wake().await;
    shop.visit().await;
    let standing = shop.standing().await;
    assert_eq!((standing.state, standing.quantity), (State::Active, Some(5)));
    let books = shop.fake.books();
    assert_eq!((books.charged, books.invoices[0].1.as_str()), (5, "paid"));
}

#[tokio::test]
async fn where_the_first_payment_never_went_through_a_good_card_begins_anew() {
    let shop = declined().await;
    let customer = shop.customer().await;
    // A second card that is declined, too, and a day in which nothing happens.
    shop.fake.give_card(&customer, BAD);
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.standing().await.state, State::Incomplete);
    shop.fake.by_hand(&customer, |sub| "incomplete_expired".clone_into(&mut sub.status));
    "void".clone_into(&mut shop.fake.books().invoices[0].1);
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.standing().await.state, State::Ended);
    let later = shop.at(days_later::<1>);
    later.fake.give_card(&customer, "4242");
    later.wake().await;
    later.visit().await;
    assert_eq!(later.standing().await.state, State::Active);
    let books = later.fake.books();
    assert_eq!((books.subs.len(), books.charged, books.given), (2, 10, 0), "the first was never paid for");
}

#[tokio::test]
async fn in_the_morning_of_a_periods_first_day_the_service_begins_at_noon_and_charges_the_period_once() {
    let shop = Shop::paying(days_later::<30>, 5).await;
    let sub = shop.sub().await;
    // The first of April, at noon in Chicago: an anchor a month later is refused.
    assert_eq!(sub.fields["billing_cycle_anchor"], "1775062800");
    assert_eq!(
        sub.fields["proration_behavior"], "none",
        "the morning is part of the period that noon charges"
    );
    shop.add_people(6).await;
    shop.visit().await;
    let sub = shop.sub().await;
    assert_eq!((sub.quantity, sub.fields["proration_behavior"].as_str()), (7, "none"));
    let next = shop.at(days_later::<31>);
    next.add_people(1).await;
    next.visit().await;
    let sub = next.sub().await;
    assert_eq!((sub.quantity, sub.fields["proration_behavior"].as_str()), (8, "create_prorations"));
    assert_eq!((sub.period_start, next.fake.books().charged), (1_775_062_800, 1));
}

#[tokio::test]
async fn what_the_service_hears_late_counts_from_the_day_on_which_it_was() {
    let shop = Shop::paying(clock, 9).await;
    let said = async |shop: &Shop| {
        let sub = shop.sub().await;
        let date = sub.fields.get("proration_date").cloned();
        (sub.quantity, sub.fields["proration_behavior"].clone(), date.unwrap_or_default())
    };
    shop.at(days_later::<1>).add_people(9).await;
    let later = shop.at(days_later::<4>);
    later.visit().await;
    // Midnight of the third of March in Chicago.
    assert_eq!(said(&later).await, (10, "create_prorations".into(), "1772517600".into()));
    // A period begins with fewer seats always paid for, and nobody works until the day after.
    shop.price(Terms { tiers: vec![Tier::all(2_500)], ..terms(4) }).await;
    let april = shop.at(days_later::<31>);
    april.catch_up().await;
    april.visit().await;
    assert_eq!(said(&april).await, (10, "create_prorations".into(), "1775062800".into()));
    let wanted = april.standing().await;
    assert_eq!((wanted.wanted, wanted.drift), (10, None));
}

#[tokio::test]
async fn seats_that_were_given_up_before_the_service_drew_its_invoice_are_given_back_where_it_heard_of_it_late()
 {
    let shop = Shop::paying(clock, 9).await;
    shop.price(terms(4)).await;
    let april = shop.at(days_later::<31>);
    april.catch_up().await;
    april.visit().await;
    let sub = april.sub().await;
    assert_eq!((sub.quantity, sub.fields["proration_date"].as_str()), (4, "1775062800"));
    assert_eq!(april.fake.books().returned, 5);
}

#[tokio::test]
async fn a_price_with_other_periods_waits_until_nothing_collects_by_the_old_ones() {
    let quarter = || Terms { cycle: Cycle::Quarter, anchor: "2026-04-01".parse().unwrap(), ..terms(5) };
    let shop = Shop::paying(clock, 5).await;
    let set = async || {
        let mut tx = shop.db().begin(Wait::Long).await.unwrap();
        let price = Price::new(quarter()).unwrap();
        let set = billing::set_price(&mut tx, shop.company.account, &price, &Actor::Operator, shop.now());
        let set = set.await;
        tx.commit().await.unwrap();
        set
    };
    let refused = set().await.unwrap_err().to_string();
    assert!(refused.contains("cancel the subscription there"), "{refused}");
    // Other days of the same periods are no other periods.
    shop.price(Terms { anchor: "2025-11-01".parse().unwrap(), ..terms(6) }).await;
    shop.fake.by_hand(&shop.customer().await, |sub| "canceled".clone_into(&mut sub.status));
    shop.wake().await;
    shop.visit().await;
    set().await.unwrap();
    shop.fake.give_card(&shop.customer().await, "1881");
    shop.wake().await;
    shop.visit().await;
    let words = shop.standing().await.words.unwrap();
    assert!(words.contains("from 1 April 2026 on"), "{words}");
    assert_eq!(shop.fake.books().subs.len(), 1);
    let april = shop.at(days_later::<31>);
    april.catch_up().await;
    april.visit().await;
    let books = april.fake.books();
    let sub = books.subs.values().last().unwrap();
    assert_eq!((sub.quantity, books.plans[&sub.plan]["interval_count"].as_str()), (5, "3"));
}

#[tokio::test]
async fn the_price_of_a_plan_is_said_in_the_numbers_of_stripe_or_refused() {
    let fake = Fake::start(clock).await;
    let api = Api::new(&fake.settings(TIME), "here".to_owned()).unwrap();
    let plan = async |currency: &str, each| {
        let (currency, tiers) = (Currency::parse(currency).unwrap(), vec![Tier::all(each)]);
        api.create_plan(currency.as_str(), &Terms { currency, tiers, ..terms(1) }, currency.as_str()).await
    };
    plan("ISK", 3_000).await.unwrap();
    assert_eq!(fake.books().plans["ISK"]["amount"], "300000");
    let refused = plan("KWD", 3_005).await.unwrap_err();
    assert!(refused.words().contains("KWD 3.005"), "{refused:?}");
    assert!(!fake.books().plans.contains_key("KWD"));
}

#[tokio::test]
async fn who_is_gone_at_the_service_is_made_known_anew() {
    let shop = Shop::paying(clock, 3).await;
    {
        let mut books = shop.fake.books();
        books.customers.clear();
        books.subs.clear();
    }
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.standing().await.state, State::NoMethod);
    shop.fake.give_card(&shop.customer().await, "4242");
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.sub().await.quantity, 3);
}

#[tokio::test]
async fn whoever_has_had_enough_is_left_alone_for_as_long_as_it_says() {
    let fake =
        Fake::failing(clock, |number, _, _| if number == 1 { Fault::TooMany(600) } else { Fault::None });
    let shop = Shop::with(clock, fake.await, 3).await;
    shop.visit().await;
    let standing = shop.standing().await;
    assert_eq!(standing.rests_until, shop.now().after(Duration::from_mins(10)));
    assert_eq!((standing.tries, standing.words.as_deref()), (1, Some("Too many requests")));
    shop.wake().await;
    shop.visit().await;
    assert_eq!(shop.fake.books().calls, 1);
}
