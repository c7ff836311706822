//! The payment service in the panel: what is reported to it, what Billing says, and what every page says to Admins.

use app::config::Stripe;
use app::config::sending::Secret;
use app::jobs::payment::Payments;
use app::outside::signing;
use axum::http::{Request, StatusCode};
use store::Wait;
use store::payment::{self, Standing, State};

use super::fake::{Fake, HUSH};
use super::{TIME, standing};
use crate::support::world::clock;
use crate::web::billing::set_price;
use crate::web::world::{Answer, Visitor, World};
use crate::wizard::client::{id_of, upload};

/// The example company, of which a fake service collects.
pub struct Counter {
    pub world: World,
    pub fake: Fake,
    payments: Payments,
}

impl Counter {
    pub async fn new() -> Self {
        let fake = Fake::start(clock).await;
        Self::with(World::new().await.collecting(fake.settings(TIME)), fake).await
    }

    async fn with(world: World, fake: Fake) -> Self {
        set_price(&world.state, "northwind", "2026-03-01").await;
        let payments = super::payments(&world.state.pipeline, &fake);
        Self { world, fake, payments }
    }

    /// Visits until nothing is due.
    pub async fn visit(&self) {
        while self.payments.round().await.unwrap() > 0 {}
    }

    async fn standing(&self) -> Standing {
        standing(&self.world.state.db, self.world.account().await).await
    }

    /// What the service calls the company.
    pub async fn customer(&self) -> String {
        self.standing().await.names.customer.unwrap()
    }

    /// Gives a card and begins to pay.
    async fn pay(&self) {
        self.visit().await;
        self.fake.give_card(&self.customer().await, "4242");
        self.wake().await;
        self.visit().await;
    }

    async fn wake(&self) {
        let mut tx = self.world.state.db.begin(Wait::Long).await.unwrap();
        payment::wake(&mut tx, self.world.account().await, self.world.state.micros()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn becomes(&self, status: &str) {
        self.fake.by_hand(&self.customer().await, |sub| sub.status = status.to_owned());
        self.wake().await;
        self.visit().await;
    }

    /// Whether somebody is to look again.
    async fn is_awake(&self) -> bool {
        self.standing().await.due_at <= self.world.state.micros()
    }
}

fn event(id: &str, kind: &str, customer: &str) -> String {
    format!(
        r#"{{"id": "{id}", "type": "{kind}", "data": {{"object": {{"object": "invoice", "customer": "{customer}"}}}}}}"#
    )
}

/// An event as Stripe posts it, signed with a secret at a time.
async fn post(caller: &mut Visitor, body: &str, secret: &str, seconds: i64) -> Answer {
    let signature = signing::sign(&Secret::new(secret), seconds, body.as_bytes());
    let request =
        Request::post("/hooks/stripe").header("stripe-signature", format!("t={seconds},{signature}"));
    caller.send(request, body).await
}

#[tokio::test]
async fn no_event_that_is_forged_old_or_of_somebody_else_has_anybody_look() {
    let counter = Counter::new().await;
    counter.pay().await;
    let (mut caller, now) = (counter.world.stranger(), clock().as_second());
    let good = event("evt_1", "invoice.paid", &counter.customer().await);
    for (body, secret, seconds) in
        [(&good, "whsec_other", now), (&good, HUSH, now - 301), (&good, HUSH, now + 301)]
    {
        assert_eq!(post(&mut caller, body, secret, seconds).await.status, StatusCode::FORBIDDEN);
    }
    let unsigned = caller.send(Request::post("/hooks/stripe"), &good).await;
    assert_eq!(unsigned.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&mut caller, "{", HUSH, now).await.status, StatusCode::BAD_REQUEST);
    let stranger = event("evt_2", "invoice.paid", "cus_nobody");
    assert_eq!(post(&mut caller, &stranger, HUSH, now).await.status, StatusCode::OK);
    assert!(!counter.is_awake().await);
    assert_eq!(post(&mut caller, &good, HUSH, now).await.status, StatusCode::OK);
    assert!(counter.is_awake().await, "and a good one has");
    counter.visit().await;
    assert_eq!(post(&mut caller, &good, HUSH, now).await.status, StatusCode::OK);
    assert!(!counter.is_awake().await, "a second time");
}

#[tokio::test]
async fn events_in_any_order_and_again_lead_to_what_the_service_says() {
    let counter = Counter::new().await;
    counter.pay().await;
    let (mut caller, now) = (counter.world.stranger(), clock().as_second());
    counter.fake.by_hand(&counter.customer().await, |sub| sub.status = "past_due".to_owned());
    for (id, kind) in
        [("evt_3", "invoice.paid"), ("evt_1", "invoice.payment_failed"), ("evt_3", "invoice.paid")]
    {
        post(&mut caller, &event(id, kind, &counter.customer().await), HUSH, now).await;
        counter.visit().await;
    }
    assert_eq!(counter.standing().await.state, State::PastDue);
    counter.fake.by_hand(&counter.customer().await, |sub| sub.status = "active".to_owned());
    for (id, kind) in [("evt_5", "invoice.payment_failed"), ("evt_4", "invoice.paid")] {
        post(&mut caller, &event(id, kind, &counter.customer().await), HUSH, now).await;
        counter.visit().await;
    }
    assert_eq!(counter.standing().await.state, State::Active);
    let mut dana = counter.world.admin().await;
    let page = dana.get("/settings/billing/changes").await.body;
    for words in ["Payments", "do not go through", "Way to pay", "Visa, ends in 4242", "Stripe"] {
        assert!(page.contains(words), "no {words:?} in {page}");
    }
    assert_eq!(page.matches("do not go through").count(), 2, "it began once and ended once: {page}");
}

#[tokio::test]
async fn without_a_secret_there_is_nothing_at_the_address() {
    let fake = Fake::start(clock).await;
    let stripe = Stripe { webhook: None, ..fake.settings(TIME) };
    let counter = Counter::with(World::new().await.collecting(stripe), fake).await;
    let body = event("evt_1", "invoice.paid", "cus_1");
    let answer = post(&mut counter.world.stranger(), &body, "", clock().as_second()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_admin_gives_a_card_on_the_page_of_the_service_and_billing_says_it_when_they_are_back() {
    let counter = Counter::new().await;
    let mut dana = counter.world.admin().await;
    // Before any worker has been there: the company is made known once, whoever is first.
    let out = dana.post("/settings/billing/payment", &[]).await;
    let customer = counter.customer().await;
    assert_eq!(out.status, StatusCode::OK);
    assert!(out.body.contains(&format!("href=\"https://checkout.stripe.test/{customer}\"")), "{}", out.body);
    counter.visit().await;
    assert_eq!(counter.fake.books().customers.len(), 1);
    let page = dana.get("/settings/billing").await;
    assert!(page.body.contains("No way to pay yet") && page.body.contains("Give a card"), "{}", page.body);

    counter.fake.give_card(&customer, "4242");
    let back = dana.get("/settings/billing/payment/back").await;
    assert_eq!(back.location(), "/settings/billing");
    assert!(dana.get("/settings/billing").await.body.contains("every 2s"), "the page asks again");
    counter.visit().await;
    let section = dana.get_part("/settings/billing/payment", "/settings/billing").await;
    for words in ["Visa, ends in 4242", "All is paid", "60 seats, looked at"] {
        assert!(section.body.contains(words), "no {words:?} in {}", section.body);
    }
    assert!(!section.body.contains("every 2s") && !section.body.contains("<html"));
    assert_eq!(dana.get("/settings/billing/payment").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_page_says_to_admins_that_a_payment_did_not_go_through_and_locks_nobody_out() {
    let counter = Counter::new().await;
    counter.pay().await;
    let (mut dana, mut aaliyah) =
        (counter.world.admin().await, counter.world.visitor("aaliyah.brooks").await);
    let pages = ["/imports", "/imports/new", "/users", "/settings/billing", "/me"];
    for page in pages {
        assert!(!dana.get(page).await.body.contains("class=\"notice"), "{page}");
    }
    counter.becomes("past_due").await;
    let by =
        "The last payment did not go through. Update the way to pay by 16 March 2026. Nothing is locked.";
    for page in pages {
        let answer = dana.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains(by), "{page}: {}", answer.body);
    }
    assert!(!aaliyah.get("/me").await.body.contains("payment"), "the account's money is none of theirs");
    let later = counter.world.later::<15>();
    let late = later.admin().await.get("/users").await.body;
    assert!(late.contains("imports buy no more seats. Update the way to pay."), "{late}");
    counter.becomes("active").await;
    assert!(!dana.get("/users").await.body.contains("class=\"notice"));
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_stops_nobody() {
    let fake = Fake::start(clock).await;
    let stripe = Stripe { url: "http://127.0.0.1:9/".parse().unwrap(), ..fake.settings(TIME) };
    let counter = Counter::with(World::new().await.collecting(stripe), fake).await;
    let mut dana = counter.world.admin().await;
    let answer = dana.post("/settings/billing/payment", &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("Stripe cannot be reached"), "{}", answer.body);
    assert_eq!(dana.get("/settings/billing").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_review_says_what_stripe_works_out_once_it_is_there() {
    let counter = Counter::new().await;
    counter.pay().await;
    let mut dana = counter.world.admin().await;
    let head = "First Name,Last Name,Email,Phone,Role\r\n".to_owned();
    let file = (0..60).fold(head, |text, at| {
        format!("{text}Ada,Byron{at},ada{at}@northwind.example,+1312555{:04},Sales\r\n", 4_000 + at)
    });
    let import = id_of(upload(&mut dana, "/imports", "more.csv", &file).await.location());
    let page = dana.get(&format!("/imports/{import}/review")).await;
    let asks = format!("hx-get=\"/imports/{import}/stripe\" hx-trigger=\"load\"");
    assert!(page.body.contains(&asks), "{}", page.body);
    let says = dana.get_part(&format!("/imports/{import}/stripe"), "/imports").await;
    assert_eq!(says.status, StatusCode::OK);
    // The service of these tests takes 1.00 for each seat.
    assert!(says.body.contains("Stripe works out $37.00 before tax for these seats, $"), "{}", says.body);
    assert!(says.body.contains(" less than Muster charges."), "{}", says.body);
    counter.fake.by_hand(&counter.customer().await, |sub| sub.quantity = 1);
    let says = dana.get_part(&format!("/imports/{import}/stripe"), "/imports").await;
    assert_eq!((says.status, says.body.as_str()), (StatusCode::OK, ""), "it would say what both cost");
    let quantity = counter.fake.sub_of(&counter.customer().await).quantity;
    assert_eq!(quantity, 1, "a look changes nothing");
}
