//! A payment service that nobody here wrote: `localstripe` of the Python index, as a process on a port of its own.
//!
//! Amounts that it works out for a part of a period are wrong, so that none is looked at. It has no pages of its own: cards are
//! given through its API. What Muster says about prorating a change it does not know, and is made to overhear.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use app::config::Stripe;
use app::config::sending::Secret;
use app::jobs::payment::Payments;
use app::outside::stripe::Api;
use serde_json::Value;
use store::payment::{self, Standing, State};
use store::{AccountId, Wait};

use super::{person, set_price, terms};
use crate::support::world::{company_with, key, pipeline_at};
use crate::web::world::World;

const HUSH: &str = "whsec_of_localstripe";

/// It starts without what it kept elsewhere, keeps nothing on disk, and overhears what it does not know.
const PROGRAM: &str = "
from localstripe import resources, server
resources.Store.dump_to_disk = lambda self: None
update = resources.Subscription._update
resources.Subscription._update = lambda self, proration_behavior=None, **data: update(self, **data)
server.start()
";

/// The running service. It ends when this is dropped.
struct Local {
    child: Child,
    url: String,
}

impl Drop for Local {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Local {
    /// Starts it. Says so where it is not installed.
    async fn start() -> Option<Self> {
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/localstripe/bin");
        let python = tools.join("python");
        if !python.exists() {
            crate::skipped("the payment service that others wrote: `make tools` installs it");
            return None;
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(python);
        command.args(["-c", PROGRAM, "--port", &port.to_string(), "--from-scratch"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let local = Self { child, url: format!("http://127.0.0.1:{port}") };
        for _ in 0..600 {
            if local.ask("GET", "/v1/balance", &[]).await.is_some() {
                return Some(local);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("localstripe does not answer at {}", local.url);
    }

    async fn ask(&self, method: &str, path: &str, form: &[(&str, &str)]) -> Option<Value> {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}{path}", self.url);
        let request = if method == "GET" { client.get(url) } else { client.post(url).form(form) };
        let answer = request.header("authorization", "Bearer sk_test_local").send().await.ok()?;
        let text = answer.text().await.ok()?;
        Some(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A company gives a card, as its page would do it.
    async fn give_card(&self, customer: &str, number: &str) -> String {
        let card = [
            ("type", "card"),
            ("card[number]", number),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2030"),
            ("card[cvc]", "123"),
        ];
        // It tells the newest by the second.
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        let made = self.ask("POST", "/v1/payment_methods", &card).await.unwrap();
        let id = made["id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
        let path = format!("/v1/payment_methods/{id}/attach");
        self.ask("POST", &path, &[("customer", customer)]).await.unwrap();
        id
    }

    async fn subscription(&self, id: &str) -> Value {
        self.ask("GET", &format!("/v1/subscriptions/{id}"), &[]).await.unwrap()
    }

    fn settings(&self) -> Stripe {
        Stripe {
            url: self.url.parse().unwrap(),
            key: Secret::new("sk_test_local"),
            webhook: Some(Secret::new(HUSH)),
            time: Duration::from_secs(20),
        }
    }
}

/// An installation that collects there.
struct Flow {
    world: World,
    account: AccountId,
    payments: Payments,
    local: Local,
}

impl Flow {
    async fn standing(&self) -> Standing {
        super::standing(&self.world.state.db, self.account).await
    }

    async fn visit(&self) {
        while self.payments.round().await.unwrap() > 0 {}
        let standing = self.standing().await;
        assert_eq!(standing.words, None);
        assert!(standing.is_settled());
    }

    async fn wake(&self) {
        let mut tx = self.world.state.db.begin(Wait::Long).await.unwrap();
        let now = self.world.state.micros();
        payment::wake(&mut tx, self.account, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Whether somebody is to look, before long.
    async fn is_called(&self) {
        for _ in 0..200 {
            if self.standing().await.due_at <= self.world.state.micros() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nobody was called");
    }
}

async fn flow() -> Option<Flow> {
    let local = Local::start().await?;
    // Its clock is the real one.
    let world = World::new().await.collecting(local.settings()).by(app::clock::now);
    let company = company_with(&world.state.db, 5).await;
    set_price(&world.state.db, company.account, terms(5), world.state.micros()).await;
    let api = Api::new(&local.settings(), key().name()).unwrap();
    let pipeline = pipeline_at(&world.state.db, app::clock::now);
    let payments = Payments::new(pipeline, Arc::new(api), || 0);
    Some(Flow { account: company.account, world, payments, local })
}

#[tokio::test]
async fn the_whole_flow_goes_through_at_a_service_that_others_wrote() {
    let Some(flow) = flow().await else { return };
    let (local, db) = (&flow.local, &flow.world.state.db);
    let hook = format!("{}/hooks/stripe", flow.world.serve().await);
    local.ask("POST", "/_config/webhooks/muster", &[("url", &hook), ("secret", HUSH)]).await.unwrap();

    flow.visit().await;
    assert_eq!(flow.standing().await.state, State::NoMethod);
    let customer = flow.standing().await.names.customer.unwrap();
    local.give_card(&customer, "4242424242424242").await;
    flow.wake().await;
    flow.visit().await;
    let paying = flow.standing().await;
    assert_eq!((paying.state, paying.quantity), (State::Active, Some(5)));
    assert_eq!(paying.method.unwrap().words, "Visa, ends in 4242");
    let subscription = paying.names.subscription.unwrap();
    let there = local.subscription(&subscription).await;
    assert_eq!(
        (there["quantity"].as_u64(), there["plan"]["amount"].as_u64()),
        (Some(5), Some(3_000)),
        "{there}"
    );
    assert_eq!(there["default_tax_rates"][0]["percentage"], 10.0, "{there}");
    // It reports what it has made, signed.
    flow.is_called().await;
    flow.visit().await;

    let mut tx = db.begin(Wait::Long).await.unwrap();
    for _ in 0..7 {
        store::users::create(&mut tx, flow.account, &person(), flow.world.state.micros()).await.unwrap();
    }
    store::billing::catch_up(&mut tx, flow.account, flow.world.state.micros()).await.unwrap();
    tx.commit().await.unwrap();
    flow.visit().await;
    assert_eq!(local.subscription(&subscription).await["quantity"], 8, "up");
    // Fewer, as at a period's start.
    let fewer = [("items[0][plan]", there["plan"]["id"].as_str().unwrap()), ("items[0][quantity]", "3")];
    local.ask("POST", &format!("/v1/subscriptions/{subscription}"), &fewer).await.unwrap();
    flow.wake().await;
    flow.visit().await;
    assert_eq!(local.subscription(&subscription).await["quantity"], 8, "a difference is set right");
    assert_eq!(flow.standing().await.drift.unwrap().found, 3);

    falls_due(&flow, &customer, &subscription).await;
    flow.is_called().await;
    flow.visit().await;
    let overdue = flow.standing().await;
    assert_eq!((overdue.state, overdue.overdue_since.is_some()), (State::PastDue, true));
}

/// A card whose bank asks its owner, who does not answer, and an invoice that falls due.
async fn falls_due(flow: &Flow, customer: &str, subscription: &str) {
    let local = &flow.local;
    let declined = local.give_card(customer, "4000002500003155").await;
    flow.wake().await;
    flow.visit().await;
    let known = local.ask("GET", &format!("/v1/customers/{customer}"), &[]).await.unwrap();
    assert_eq!(known["invoice_settings"]["default_payment_method"], declined.as_str());
    let item =
        [("customer", customer), ("amount", "990000"), ("currency", "usd"), ("subscription", subscription)];
    local.ask("POST", "/v1/invoiceitems", &item).await.unwrap();
    let due = [("customer", customer), ("subscription", subscription)];
    let invoice = local.ask("POST", "/v1/invoices", &due).await.unwrap();
    let pay = format!("/v1/invoices/{}/pay", invoice["id"].as_str().unwrap_or_else(|| panic!("{invoice}")));
    let intent = local.ask("POST", &pay, &[]).await.unwrap()["payment_intent"].as_str().unwrap().to_owned();
    let path = format!("/v1/payment_intents/{intent}");
    let secret = local.ask("GET", &path, &[]).await.unwrap()["client_secret"].as_str().unwrap().to_owned();
    let refused = [("client_secret", secret.as_str()), ("success", "false")];
    local.ask("POST", &format!("{path}/_authenticate"), &refused).await.unwrap();
    assert_eq!(local.subscription(subscription).await["status"], "past_due");
}
