//! The real program: the worker that empties the queue, and the operator's look.

use std::process::Command;

use serde_json::Value;
use store::{Micros, Wait};
use tempfile::TempDir;

use super::fake::{Fake, HUSH, KEY};
use super::{person, set_price, standing, terms};
use crate::support::program::{program, run};
use crate::support::world::{company_with, empty_url, open};

// The service answers from this process while the test waits for another.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_empties_the_queue_tells_the_service_and_sync_looks_at_once() {
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    let fake = Fake::start(app::clock::now).await;
    run(&["migrate"], home.path(), &url);
    let db = open(&url).await;
    let company = company_with(&db, 4).await;
    let now = Micros(app::clock::now_micros());
    set_price(&db, company.account, terms(4), now).await;
    let muster = |words: &[&str]| {
        let mut command: Command = program(words, home.path(), &url);
        let settings = [
            ("MUSTER_STRIPE_URL", fake.url.as_str()),
            ("MUSTER_STRIPE_KEY", KEY),
            ("MUSTER_STRIPE_WEBHOOK_SECRET", HUSH),
        ];
        let output = command.envs(settings).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        for secret in [KEY, HUSH] {
            assert!(!format!("{output:?}").contains(secret));
        }
        String::from_utf8(output.stdout).unwrap()
    };
    muster(&["worker", "--drain"]);
    let customer = standing(&db, company.account).await.names.customer.unwrap();
    fake.give_card(&customer, "4242");
    let said = muster(&["billing", "sync", "--account", &company.slug]);
    assert!(said.contains("all is paid") && said.contains("Visa, ends in 4242"), "{said}");
    assert!(said.contains("4 seats at Stripe") && said.contains("4 wanted"), "{said}");

    let mut tx = db.begin(Wait::Long).await.unwrap();
    for _ in 0..6 {
        store::users::create(&mut tx, company.account, &person(), now).await.unwrap();
    }
    store::billing::catch_up(&mut tx, company.account, now).await.unwrap();
    tx.commit().await.unwrap();
    muster(&["worker", "--drain"]);
    assert_eq!(fake.sub_of(&customer).quantity, 7);
    let shown: Value =
        serde_json::from_str(&muster(&["billing", "show", "--account", &company.slug, "--json"])).unwrap();
    let payment = &shown["payment"];
    assert_eq!(
        (&payment["state"], &payment["quantity"], &payment["settled"]),
        (&"active".into(), &7.into(), &true.into())
    );

    let without =
        program(&["billing", "sync", "--account", &company.slug], home.path(), &url).output().unwrap();
    assert_eq!(without.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without.stderr).contains("MUSTER_STRIPE_KEY"), "{without:?}");
}
