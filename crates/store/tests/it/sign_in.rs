//! Sessions, attempts to sign in, one-time links, invitations.

use std::time::Duration;

use plan::snapshot::Status;
use store::attempts::{self, Scope};
use store::invites::Joining;
use store::links::{self, Link};
use store::sessions::{self, Owner, Session};
use store::{AccountId, Db, Error, Micros, Taken, Token, UserId, Wait, invites, users};

use crate::world::{self, NOW, account, create, key, person};

const HOUR: Duration = Duration::from_hours(1);

/// Joining by a password.
fn by(hash: &str) -> Joining<'_> {
    Joining { password_hash: Some(hash), phone_confirmed: false }
}

/// A hash nobody else in this run has.
fn hash() -> [u8; 32] {
    let mut hash = [7; 32];
    hash[..8].copy_from_slice(&world::unique().to_be_bytes());
    hash
}

async fn signed_in(db: &Db, account: AccountId, user: UserId) -> [u8; 32] {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let epoch = sessions::end_all(&mut tx, account, user).await.unwrap();
    let session = Session {
        id_hash: hash(),
        owner: Some(Owner { account, user, epoch }),
        data: "{}".to_owned(),
        expires_at: NOW.after(HOUR),
    };
    sessions::put(&mut tx, &session, NOW).await.unwrap();
    tx.commit().await.unwrap();
    session.id_hash
}

async fn is_open(db: &Db, id_hash: &[u8; 32], now: Micros) -> bool {
    let mut view = db.view().await.unwrap();
    sessions::get(&mut view, id_hash, now).await.unwrap().is_some()
}

#[tokio::test]
async fn a_session_is_read_back_and_written_again_under_the_same_id() {
    let db = world::db().await;
    let mut session =
        Session { id_hash: hash(), owner: None, data: "{\"a\":1}".to_owned(), expires_at: NOW.after(HOUR) };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    sessions::put(&mut tx, &session, NOW).await.unwrap();
    session.data = "{\"a\":2}".to_owned();
    sessions::put(&mut tx, &session, Micros(NOW.0 + 1)).await.unwrap();
    let found = sessions::get(&mut tx, &session.id_hash, NOW).await.unwrap();
    assert_eq!(found, Some((session.clone(), Micros(NOW.0 + 1))));
    sessions::delete(&mut tx, &session.id_hash).await.unwrap();
    assert_eq!(sessions::get(&mut tx, &session.id_hash, NOW).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_in_use_is_prolonged_and_one_that_was_ended_does_not_come_back() {
    let db = world::db().await;
    let (account, user) = account(&db).await;
    let id_hash = signed_in(&db, account, user).await;
    let later = NOW.after(HOUR * 2);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    sessions::prolong(&mut tx, &id_hash, later, Micros(NOW.0 + 1)).await.unwrap();
    let (session, written) = sessions::get(&mut tx, &id_hash, NOW.after(HOUR)).await.unwrap().unwrap();
    assert_eq!((session.expires_at, written), (later, Micros(NOW.0 + 1)));
    sessions::delete(&mut tx, &id_hash).await.unwrap();
    sessions::prolong(&mut tx, &id_hash, later, NOW).await.unwrap();
    assert_eq!(sessions::get(&mut tx, &id_hash, NOW).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_ends_with_its_time_its_epoch_and_the_suspension_of_its_person() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let user = create(&db, account, &person("Ana", "Ruiz", Status::Active)).await.unwrap();
    let first = signed_in(&db, account, user).await;
    assert!(is_open(&db, &first, NOW).await);
    assert!(!is_open(&db, &first, NOW.after(HOUR)).await);
    let second = signed_in(&db, account, user).await;
    assert!(!is_open(&db, &first, NOW).await);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    users::suspend(&mut tx, account, user, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_open(&db, &second, NOW).await);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert!(sessions::delete_expired(&mut tx, NOW.after(HOUR)).await.unwrap() >= 2);
}

#[tokio::test]
async fn attempts_count_one_by_one_whoever_counts_at_once_and_a_window_ends() {
    let db = world::db().await;
    let who = hash();
    let one = |now| attempts::add(&db, Scope::Person, &who, HOUR, now);
    let (a, b, c) = tokio::join!(one(NOW), one(NOW), one(NOW));
    let mut counted = [a.unwrap(), b.unwrap(), c.unwrap()];
    counted.sort_unstable();
    assert_eq!(counted, [1, 2, 3]);
    assert_eq!(attempts::add(&db, Scope::Address, &who, HOUR, NOW).await.unwrap(), 1);
    assert_eq!(one(Micros(NOW.after(HOUR).0 - 1)).await.unwrap(), 4);
    assert_eq!(one(NOW.after(HOUR)).await.unwrap(), 1);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    attempts::clear(&mut tx, Scope::Person, &who).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(one(NOW).await.unwrap(), 1);
}

#[tokio::test]
async fn an_attempt_stays_counted_when_the_caller_fails() {
    let db = world::db().await;
    let who = hash();
    let fails = async {
        attempts::add(&db, Scope::Address, &who, HOUR, NOW).await?;
        let _dropped = db.begin(Wait::Long).await?;
        Err::<(), Error>(Error::NotFound("person"))
    };
    fails.await.unwrap_err();
    assert_eq!(attempts::add(&db, Scope::Address, &who, HOUR, NOW).await.unwrap(), 2);
}

#[tokio::test]
async fn a_one_time_link_works_once_until_it_lapses_or_another_is_made() {
    let db = world::db().await;
    let (account, user) = account(&db).await;
    let link = Link { account, user, expires_at: NOW.after(HOUR) };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let (id, first) = links::create(&mut tx, &key(), link, NOW).await.unwrap();
    assert_eq!(key().link_token(id), first);
    let first = first.hash();
    assert_eq!(links::look(&mut tx, &first, NOW).await.unwrap(), link);
    assert!(links::look(&mut tx, &first, NOW.after(HOUR)).await.is_err());
    assert!(links::holds(&mut tx, account, id, NOW).await.unwrap());
    let second = links::create(&mut tx, &key(), link, NOW).await.unwrap().1.hash();
    assert!(!links::holds(&mut tx, account, id, NOW).await.unwrap());
    assert!(links::take(&mut tx, &first, NOW).await.is_err());
    assert_eq!(links::take(&mut tx, &second, NOW).await.unwrap(), link);
    let again = links::take(&mut tx, &second, NOW).await.unwrap_err();
    assert!(matches!(again, Error::NotFound(_)), "{again}");
}

#[tokio::test]
async fn a_new_password_ends_sessions_and_links() {
    let db = world::db().await;
    let (account, user) = account(&db).await;
    let session = signed_in(&db, account, user).await;
    let link = Link { account, user, expires_at: NOW.after(HOUR) };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let token = links::create(&mut tx, &key(), link, NOW).await.unwrap().1.hash();
    users::set_password(&mut tx, account, user, "hash", NOW).await.unwrap();
    assert!(links::look(&mut tx, &token, NOW).await.is_err());
    assert!(users::get(&mut tx, account, user).await.unwrap().has_password);
    tx.commit().await.unwrap();
    assert!(!is_open(&db, &session, NOW).await);
}

#[tokio::test]
async fn suspending_somebody_ends_their_links_for_good() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let user = create(&db, account, &person("Ana", "Ruiz", Status::Active)).await.unwrap();
    let link = Link { account, user, expires_at: NOW.after(HOUR) };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let token = links::create(&mut tx, &key(), link, NOW).await.unwrap().1.hash();
    users::suspend(&mut tx, account, user, NOW).await.unwrap();
    assert!(links::look(&mut tx, &token, NOW).await.is_err());
    users::reactivate(&mut tx, account, user, NOW).await.unwrap();
    assert!(links::take(&mut tx, &token, NOW).await.is_err());
}

async fn invited(db: &Db, account: AccountId) -> (UserId, Token) {
    let user = create(db, account, &person("Ana", "Ruiz", Status::Invited)).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let id = invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, NOW)).await.unwrap();
    let token = invites::get(&mut tx, account, id).await.unwrap().token(&key());
    tx.commit().await.unwrap();
    (user, token)
}

#[tokio::test]
async fn sending_an_invitation_again_keeps_the_link_and_extends_the_date() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let (user, token) = invited(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let lapsed = NOW.after(invites::LIFETIME);
    assert!(!invites::find(&mut tx, &token).await.unwrap().is_open(lapsed));
    invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, lapsed)).await.unwrap();
    let found = invites::find(&mut tx, &token).await.unwrap();
    assert!(found.is_open(lapsed));
    assert_eq!((found.user, found.generation), (user, 1));
}

#[tokio::test]
async fn joining_by_the_link_works_once() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let (user, token) = invited(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let late = invites::join(&mut tx, &token, by("hash"), NOW.after(invites::LIFETIME)).await.unwrap_err();
    assert!(matches!(late, Error::NotFound(_)), "{late}");
    invites::join(&mut tx, &token, by("hash"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let again = invites::join(&mut tx, &token, by("other"), NOW).await.unwrap_err();
    assert!(matches!(again, Error::NotFound(_)), "{again}");
    let person = users::get(&mut tx, account, user).await.unwrap();
    assert_eq!((person.values.status, person.joined_at), (Status::Active, Some(NOW)));
    let who = users::sign_in(&mut tx, &person.values.email).await.unwrap().unwrap();
    assert_eq!(who.password_hash.as_deref(), Some("hash"));
}

#[tokio::test]
async fn a_cancelled_invitation_opens_nothing() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let (user, token) = invited(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    users::cancel(&mut tx, &key(), account, user, NOW).await.unwrap();
    assert!(invites::find(&mut tx, &token).await.is_err());
    let now = invites::of_user(&mut tx, account, user).await.unwrap().unwrap();
    assert_eq!((now.generation, now.is_open(NOW)), (2, false));
    assert!(invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, NOW)).await.is_err());
}

#[tokio::test]
async fn an_invitation_reserves_nothing_elsewhere_and_the_first_to_join_has_the_address() {
    let db = world::db().await;
    let (here, _) = account(&db).await;
    let (there, _) = account(&db).await;
    let (user, token) = invited(&db, here).await;
    let mut view = db.view().await.unwrap();
    let email = users::get(&mut view, here, user).await.unwrap().values.email;
    drop(view);
    let twin = users::NewUser { email, ..person("Ana", "Ruiz", Status::Active) };
    create(&db, there, &twin).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let refused = invites::join(&mut tx, &token, by("hash"), NOW).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict(Taken::Email)), "{refused}");
}
