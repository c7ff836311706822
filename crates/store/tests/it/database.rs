//! Opening, migrating, transactions, ids and the installation key.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use plan::choices::Actor;
use store::{Db, DbOptions, Engine, Error, InstallationKey, SchemaState, Wait, accounts, ids};

use crate::world::{self, NOW};

#[tokio::test]
async fn a_missing_file_is_made_only_when_asked() {
    if world::engine() == Engine::Postgres {
        return;
    }
    let url = world::empty_url().await;
    let refused = Db::open(&url, DbOptions::default()).await.unwrap_err();
    assert!(matches!(refused, Error::NoDatabase(_)), "{refused}");
    let db = Db::open(&url, DbOptions { create: true, ..DbOptions::default() }).await.unwrap();
    db.close().await;
    Db::open(&url, DbOptions::default()).await.unwrap();
}

#[tokio::test]
async fn an_address_of_neither_kind_is_refused() {
    let refused = Db::open("mysql://x", DbOptions::default()).await.unwrap_err();
    assert!(matches!(refused, Error::Address(_)), "{refused}");
}

#[tokio::test]
async fn the_schema_is_absent_then_current_and_migrating_again_does_nothing() {
    let db = world::open(&world::empty_url().await).await;
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Absent);
    let refused = db.require_current().await.unwrap_err();
    assert!(matches!(refused, Error::Schema(SchemaState::Absent)), "{refused}");
    assert_eq!(db.migrate(NOW).await.unwrap(), 1);
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
    assert_eq!(db.migrate(NOW).await.unwrap(), 0);
    db.require_current().await.unwrap();
}

#[tokio::test]
async fn whoever_gives_up_while_a_transaction_begins_leaves_none_behind() {
    let url = world::empty_url().await;
    let db =
        Db::open(&url, DbOptions { create: true, connections: 1, ..DbOptions::default() }).await.unwrap();
    db.migrate(NOW).await.unwrap();
    for moments in 0..40 {
        let view = async { db.view().await.map(drop) };
        let write = async { db.begin(Wait::Long).await.map(drop) };
        give_up(view, moments).await;
        let mut tx = db.begin(Wait::Long).await.unwrap();
        ids::one(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        give_up(write, moments).await;
        db.view().await.unwrap();
    }
}

/// Lets a future go on so many times, a moment after each, and drops it wherever it stands then.
async fn give_up(future: impl Future, moments: u32) {
    let mut future = pin!(future);
    for _ in 0..moments {
        if poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await {
            return;
        }
        tokio::time::sleep(Duration::from_micros(20)).await;
    }
}

#[tokio::test]
async fn two_servers_that_migrate_at_once_do_it_once() {
    let url = world::empty_url().await;
    let (one, two) = (world::open(&url).await, world::open(&url).await);
    let (first, second) = tokio::join!(one.migrate(NOW), two.migrate(NOW));
    assert_eq!(first.unwrap() + second.unwrap(), 1);
}

#[tokio::test]
async fn the_installation_key_is_remembered_and_another_is_refused() {
    let db = world::open(&world::empty_url().await).await;
    db.migrate(NOW).await.unwrap();
    let key = |letter| InstallationKey::read(&[letter; 40]).unwrap();
    db.claim_key(&key(b'a')).await.unwrap();
    db.claim_key(&key(b'a')).await.unwrap();
    let refused = db.claim_key(&key(b'b')).await.unwrap_err();
    assert!(matches!(refused, Error::OtherKey), "{refused}");
}

#[tokio::test]
async fn ids_are_handed_out_once_whoever_asks_and_whatever_is_rolled_back() {
    let db = world::db().await;
    let mut tasks = Vec::new();
    for task in 0..8_u32 {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            let mut taken = Vec::new();
            for wanted in [1, 3, 70, 1, 200] {
                let mut tx = db.begin(Wait::Long).await.unwrap();
                let mut ids: Vec<i64> = ids::take(&mut tx, wanted + task).await.unwrap().collect();
                ids.push(ids::one(&mut tx).await.unwrap());
                assert_eq!(ids.len(), (wanted + task + 1) as usize);
                assert!(ids.is_sorted());
                if task % 2 == 0 {
                    tx.commit().await.unwrap();
                    taken.extend(ids);
                }
            }
            taken
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[tokio::test]
async fn who_cannot_wait_for_the_writer_hears_that_it_is_busy() {
    if world::engine() == Engine::Postgres {
        return; // There it is the row of the account that is waited for.
    }
    let url = world::empty_url().await;
    world::open(&url).await.migrate(NOW).await.unwrap();
    let options = DbOptions { short_wait: Duration::from_millis(50), ..DbOptions::default() };
    let db = Db::open(&url, options.clone()).await.unwrap();
    let elsewhere = Db::open(&url, options).await.unwrap();
    let holds = db.begin(Wait::Short).await.unwrap();
    for waits in [&db, &elsewhere] {
        let busy = waits.begin(Wait::Short).await.unwrap_err();
        assert!(matches!(busy, Error::Busy), "{busy}");
    }
    drop(holds);
    let mut tx = elsewhere.begin(Wait::Long).await.unwrap();
    ids::one(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_schema_that_a_newer_program_made_is_refused() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    world::raw(&url, "INSERT INTO migrations (version, name, applied_at) VALUES (99, 'later', 0)")
        .await
        .unwrap();
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Newer(99));
    let refused = db.migrate(NOW).await.unwrap_err();
    assert!(matches!(refused, Error::Schema(SchemaState::Newer(99))), "{refused}");
}

#[tokio::test]
async fn reading_goes_on_while_somebody_writes() {
    let db = world::db().await;
    let (account, _) = world::account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let taken = store::accounts::take(&mut tx, account).await.unwrap();
    let mut view = db.view().await.unwrap();
    let seen = store::accounts::by_id(&mut view, account).await.unwrap();
    assert_eq!(seen.revision + 1, taken.revision);
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing_and_the_next_one_begins() {
    let db = world::db().await;
    let (account, _) = world::account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    store::teams::create(&mut tx, account, "North", None, &Actor::Operator, NOW).await.unwrap();
    drop(tx);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert_eq!(store::teams::tree(&mut tx, account).await.unwrap(), []);
}

#[tokio::test]
async fn the_log_of_a_database_is_called_empty_only_once_nobody_reads_from_it() {
    if world::engine() == Engine::Postgres {
        return;
    }
    let url = world::empty_url().await;
    let options = || DbOptions { create: true, long_wait: Duration::from_secs(1), ..DbOptions::default() };
    let db = Db::open(&url, options()).await.unwrap();
    db.migrate(NOW).await.unwrap();
    let log = format!("{}-wal", url.strip_prefix("sqlite:").unwrap());
    // Another process looks at the database.
    let other = Db::open(&url, options()).await.unwrap();
    let mut view = other.view().await.unwrap();
    accounts::all(&mut view).await.unwrap();
    assert!(!db.compact().await.unwrap());
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    drop(view);
    assert!(db.compact().await.unwrap());
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
}
