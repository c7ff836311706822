//! Jobs and messages: claimed once, by lease and fencing number; and the audit log.

use std::collections::BTreeSet;
use std::time::Duration;

use plan::choices::Actor;
use plan::snapshot::Status;
use store::invites::Joining;
use store::jobs::{self, Job};
use store::messages::{self, Channel, Settled};
use store::{AccountId, Db, DbOptions, Error, InviteId, Micros, Page, Wait, audit, invites};

use crate::world::{self, NOW, account, create, key, person};

const LEASE: Duration = Duration::from_mins(5);

/// A database of its own, because a claim takes whatever is due.
async fn alone() -> (String, Db) {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    (url, db)
}

async fn enqueue(db: &Db, account: AccountId, count: i64) {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    for number in 0..count {
        jobs::enqueue(&mut tx, Some(account), "apply", &number, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn claim(db: &Db, now: Micros, most: u32) -> Vec<Job> {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let jobs = jobs::claim(&mut tx, now, LEASE, most).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

#[tokio::test]
async fn a_job_of_a_transaction_that_is_rolled_back_never_was() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    jobs::enqueue(&mut tx, Some(account), "apply", &1, NOW).await.unwrap();
    tx.roll_back().await.unwrap();
    assert_eq!(claim(&db, NOW, 9).await, []);
}

#[tokio::test]
async fn claimers_at_once_never_get_the_same_job() {
    let (url, db) = alone().await;
    let (account, _) = account(&db).await;
    enqueue(&db, account, 40).await;
    let mut claimers = Vec::new();
    for _ in 0..4 {
        let own = Db::open(&url, DbOptions { connections: 2, ..DbOptions::default() }).await.unwrap();
        claimers.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            for _ in 0..10 {
                mine.extend(claim(&own, NOW, 2).await);
            }
            mine
        }));
    }
    let mut all = Vec::new();
    for claimer in claimers {
        all.extend(claimer.await.unwrap());
    }
    let payloads: BTreeSet<i64> = all.iter().map(|job| job.read().unwrap()).collect();
    assert_eq!((all.len(), payloads.len()), (40, 40));
    assert!(all.iter().all(|job| job.attempts == 1 && job.kind == "apply" && job.account == Some(account)));
}

#[tokio::test]
async fn a_zombie_cannot_finish_a_job_that_somebody_else_has_by_now() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    enqueue(&db, account, 1).await;
    let zombie = claim(&db, NOW, 9).await.remove(0);
    assert_eq!(claim(&db, NOW, 9).await, []);
    let later = NOW.after(LEASE);
    let heir = claim(&db, later, 9).await.remove(0);
    assert_eq!((heir.id, heir.attempts), (zombie.id, 2));
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert!(!jobs::finish(&mut tx, &zombie).await.unwrap());
    assert!(!jobs::put_off(&mut tx, &zombie, later, None).await.unwrap());
    assert!(!jobs::bury(&mut tx, &zombie, "dead").await.unwrap());
    assert!(jobs::finish(&mut tx, &heir).await.unwrap());
    assert!(!jobs::finish(&mut tx, &heir).await.unwrap());
    assert_eq!(jobs::waiting(&mut tx).await.unwrap(), 0);
}

#[tokio::test]
async fn a_job_is_put_off_then_buried_then_revived() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    enqueue(&db, account, 1).await;
    let job = claim(&db, NOW, 9).await.remove(0);
    let later = NOW.after(LEASE * 3);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert!(jobs::put_off(&mut tx, &job, later, Some("no route")).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(claim(&db, NOW.after(LEASE), 9).await, []);
    let job = claim(&db, later, 9).await.remove(0);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert!(jobs::bury(&mut tx, &job, "gave up").await.unwrap());
    tx.commit().await.unwrap();
    let long_after = later.after(LEASE * 9);
    assert_eq!(claim(&db, long_after, 9).await, []);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let buried = jobs::buried(&mut tx, account).await.unwrap();
    assert_eq!((buried.len(), buried[0].error.as_deref()), (1, Some("gave up")));
    jobs::revive(&mut tx, account, buried[0].id, long_after).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claim(&db, long_after, 9).await[0].attempts, 1);
}

async fn invite(db: &Db, account: AccountId) -> InviteId {
    let user = create(db, account, &person("Ana", "Ruiz", Status::Invited)).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let id = invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, NOW)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn an_invitation_is_claimed_once_on_each_channel() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    let id = invite(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    for channel in Channel::ALL {
        let due = messages::claim_invites(&mut tx, channel, NOW, LEASE, 9).await.unwrap();
        assert_eq!((due.len(), due[0].id, due[0].account), (1, id, account));
        assert_eq!(messages::claim_invites(&mut tx, channel, NOW, LEASE, 9).await.unwrap(), []);
        let settled = if channel == Channel::Email { Settled::Sent } else { Settled::Outbox };
        assert!(messages::settle_invite(&mut tx, channel, &due[0], settled, NOW).await.unwrap());
        assert!(!messages::settle_invite(&mut tx, channel, &due[0], settled, NOW).await.unwrap());
    }
    assert_eq!(messages::waiting(&mut tx).await.unwrap(), 0);
    let listed = messages::outbox(&mut tx, account, "ruiz ana", Page::default()).await.unwrap();
    assert_eq!((listed.total, listed.rows[0].id), (1, id));
    assert_eq!((listed.rows[0].email_state.as_str(), listed.rows[0].text_state.as_str()), ("sent", "outbox"));
    assert_eq!(messages::outbox(&mut tx, account, "ruiz bob", Page::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn who_has_joined_by_a_link_from_the_outbox_leaves_it() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    let id = invite(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    messages::shelve(&mut tx, Channel::Email, NOW, 9).await.unwrap();
    assert_eq!(messages::outbox(&mut tx, account, "", Page::default()).await.unwrap().total, 1);
    let token = invites::get(&mut tx, account, id).await.unwrap().token(&key());
    invites::join(&mut tx, &token, Joining { password_hash: Some("hash"), phone_confirmed: false }, NOW)
        .await
        .unwrap();
    assert_eq!(messages::outbox(&mut tx, account, "", Page::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_message_that_fails_comes_back_and_one_that_was_ended_stays_ended() {
    let (_, db) = alone().await;
    let (account, _) = account(&db).await;
    let id = invite(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let due = messages::claim_invites(&mut tx, Channel::Email, NOW, LEASE, 9).await.unwrap();
    let later = NOW.after(LEASE * 2);
    let settled = Settled::Later(later, "mailbox full");
    assert!(messages::settle_invite(&mut tx, Channel::Email, &due[0], settled, NOW).await.unwrap());
    assert_eq!(
        messages::claim_invites(&mut tx, Channel::Email, NOW.after(LEASE), LEASE, 9).await.unwrap(),
        []
    );
    let due = messages::claim_invites(&mut tx, Channel::Email, later, LEASE, 9).await.unwrap();
    assert_eq!(due[0].attempts, 2);
    let user = invites::get(&mut tx, account, id).await.unwrap().user;
    store::users::cancel(&mut tx, &key(), account, user, later).await.unwrap();
    assert!(!messages::settle_invite(&mut tx, Channel::Email, &due[0], Settled::Sent, later).await.unwrap());
    let long_after = later.after(LEASE * 9);
    for channel in Channel::ALL {
        assert_eq!(messages::claim_invites(&mut tx, channel, long_after, LEASE, 9).await.unwrap(), []);
    }
}

#[tokio::test]
async fn the_audit_log_keeps_every_entry_whoever_tries() {
    let (url, db) = alone().await;
    let (account, admin) = account(&db).await;
    let actor = Actor::Person { id: admin.0, role: plan::snapshot::Role::Admin };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    for (number, who) in [Actor::Operator, actor].iter().enumerate() {
        audit::add(&mut tx, account, who, "import.applied", Some(7), &number, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    for damage in [
        "DELETE FROM audit",
        "UPDATE audit SET actor = 'x'",
        "UPDATE audit SET address = '192.0.2.1'",
        "UPDATE audit SET address = NULL, detail = '9'",
    ] {
        let refused = world::raw(&url, damage).await.unwrap_err();
        assert!(refused.to_string().contains("append only"), "{refused}");
    }
    let mut view = db.view().await.unwrap();
    let entries = audit::newest(&mut view, account, 9).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.actor).collect::<Vec<_>>(), [actor, Actor::Operator]);
}

#[tokio::test]
async fn a_view_cannot_write_and_sees_one_state() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut view = db.view().await.unwrap();
    let before = store::accounts::by_id(&mut view, account).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    store::accounts::take(&mut tx, account).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store::accounts::by_id(&mut view, account).await.unwrap(), before);
    let unknown = store::accounts::by_slug(&mut view, "nobody").await.unwrap_err();
    assert!(matches!(unknown, Error::NotFound("account")), "{unknown}");
}
