//! Codes that are typed in, passkeys, and what keeps somebody from joining.

use std::sync::Arc;
use std::time::Duration;

use plan::snapshot::Status;
use store::codes::{self, Entered, LIFETIME, MOST_TRIES, Purpose, To};
use store::invites::Joining;
use store::messages::{self, Channel, NoticeKind};
use store::passkeys::{self, NewPasskey};
use store::{AccountId, CodeId, Db, Error, Taken, UserId, Wait, invites, notices, users};

use crate::world::{self, NOW, account, create, key, person, unique};

const MINUTE: Duration = Duration::from_mins(1);

/// Somebody active with a code on its way.
struct Scene {
    db: Db,
    account: AccountId,
    user: UserId,
    email: String,
}

impl Scene {
    async fn new() -> Self {
        let db = world::db().await;
        let (account, _) = account(&db).await;
        let new = person("Ana", "Ruiz", Status::Active);
        let user = create(&db, account, &new).await.unwrap();
        Self { db, account, user, email: new.email }
    }

    fn to(&self) -> To<'_> {
        To { purpose: Purpose::SignIn, channel: Channel::Email, address: &self.email }
    }

    /// A new code, as somebody asks for one.
    async fn code(&self) -> CodeId {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        codes::begin_anew(&mut tx, &self.to()).await.unwrap();
        let code = codes::create(&mut tx, self.account, self.user, &self.to(), NOW).await.unwrap();
        tx.commit().await.unwrap();
        code
    }

    async fn enter(&self, typed: &str) -> Entered {
        self.enter_at(typed, NOW).await
    }

    async fn enter_at(&self, typed: &str, now: store::Micros) -> Entered {
        let who = Some((self.account, self.user));
        codes::enter(&self.db, &key(), who, &self.to(), typed, now).await.unwrap()
    }

    async fn holds(&self, code: CodeId) -> bool {
        codes::holds(&mut self.db.view().await.unwrap(), self.account, code, NOW).await.unwrap()
    }
}

/// Another code than the right one.
fn wrong(code: CodeId) -> String {
    let right: u32 = key().code(code).parse().unwrap();
    format!("{:06}", (right + 1) % 1_000_000)
}

#[test]
fn a_code_is_six_digits_and_the_same_each_time() {
    let code = |id| key().code(CodeId(id));
    assert_eq!(code(7), code(7));
    assert_ne!(code(7), code(8));
    for id in 0..500 {
        assert!(code(id).len() == 6 && code(id).bytes().all(|byte| byte.is_ascii_digit()), "{}", code(id));
    }
}

#[tokio::test]
async fn the_right_code_works_once_and_wrong_ones_do_not() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    assert_eq!(scene.enter(&wrong(code)).await, Entered::Wrong);
    assert_eq!(scene.enter("").await, Entered::Wrong);
    assert_eq!(scene.enter(&key().code(code)).await, Entered::Right);
    assert_eq!(scene.enter(&key().code(code)).await, Entered::Wrong);
}

#[tokio::test]
async fn a_code_holds_for_ten_minutes() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    let right = key().code(code);
    assert_eq!(scene.enter_at(&right, NOW.after(LIFETIME)).await, Entered::Wrong);
    assert_eq!(scene.enter_at(&right, NOW.after(MINUTE * 9)).await, Entered::Right);
}

#[tokio::test]
async fn after_five_tries_not_even_the_right_code_is_taken_until_there_is_a_new_one() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    for _ in 0..MOST_TRIES {
        assert_eq!(scene.enter(&wrong(code)).await, Entered::Wrong);
    }
    assert_eq!(scene.enter(&key().code(code)).await, Entered::TooOften);
    let code = scene.code().await;
    assert_eq!(scene.enter(&key().code(code)).await, Entered::Right);
}

#[tokio::test]
async fn however_many_try_at_once_a_code_takes_five_tries() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    let bad = wrong(code);
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (db, email, bad) = (scene.db.clone(), scene.email.clone(), bad.clone());
        let who = Some((scene.account, scene.user));
        tries.spawn(async move {
            let to = To { purpose: Purpose::SignIn, channel: Channel::Email, address: &email };
            codes::enter(&db, &key(), who, &to, &bad, NOW).await.unwrap()
        });
    }
    let wrong = tries.join_all().await.into_iter().filter(|one| *one == Entered::Wrong).count();
    assert_eq!(wrong, MOST_TRIES as usize);
}

#[tokio::test]
async fn nobody_gets_the_answers_that_somebody_gets() {
    let scene = Scene::new().await;
    let to = To { address: &format!("nobody{}@x.example", unique()), ..scene.to() };
    let mut answers = Vec::new();
    for _ in 0..=MOST_TRIES {
        answers.push(codes::enter(&scene.db, &key(), None, &to, "123456", NOW).await.unwrap());
    }
    let code = scene.code().await;
    let mut of_somebody = Vec::new();
    for _ in 0..=MOST_TRIES {
        of_somebody.push(scene.enter(&wrong(code)).await);
    }
    assert_eq!(answers, of_somebody);
}

#[tokio::test]
async fn a_new_code_ends_the_one_before_and_the_message_that_brings_it() {
    let scene = Scene::new().await;
    let first = scene.code().await;
    assert!(scene.holds(first).await);
    let second = scene.code().await;
    assert!(!scene.holds(first).await && scene.holds(second).await);
    assert_eq!(scene.enter(&key().code(first)).await, Entered::Wrong);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    messages::shelve(&mut tx, Channel::Email, NOW, 10_000).await.unwrap();
    let shelved = notices::shelved(&mut tx, scene.account, NOW).await.unwrap();
    let seen: Vec<_> = shelved.iter().map(|one| (one.kind, one.of, one.address.as_str())).collect();
    assert_eq!(seen, [(NoticeKind::Code, second.0, scene.email.as_str())]);
    assert!(notices::shelved(&mut tx, scene.account, NOW.after(LIFETIME)).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_codes_asked_for_at_once_the_last_one_holds() {
    let scene = Arc::new(Scene::new().await);
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let first = codes::create(&mut tx, scene.account, scene.user, &scene.to(), NOW).await.unwrap();
    let mut second = tokio::spawn({
        let scene = Arc::clone(&scene);
        async move { scene.code().await }
    });
    // Where the second does not wait for the first, it has the time to be done before it.
    let _ = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
    tx.commit().await.unwrap();
    let second = second.await.unwrap();
    assert!(!scene.holds(first).await && scene.holds(second).await);
}

#[tokio::test]
async fn a_code_is_good_for_its_purpose_and_its_address_only() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    let right = key().code(code);
    let who = Some((scene.account, scene.user));
    for to in
        [To { purpose: Purpose::Confirm, ..scene.to() }, To { address: "other@x.example", ..scene.to() }]
    {
        assert_eq!(codes::enter(&scene.db, &key(), who, &to, &right, NOW).await.unwrap(), Entered::Wrong);
    }
    assert_eq!(scene.enter(&right).await, Entered::Right);
}

#[tokio::test]
async fn nobody_who_is_suspended_or_only_invited_gets_a_code_to_sign_in() {
    let scene = Scene::new().await;
    let invited = create(&scene.db, scene.account, &person("Bo", "Lund", Status::Invited)).await.unwrap();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let refused = codes::create(&mut tx, scene.account, invited, &scene.to(), NOW).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound(_)), "{refused}");
    let confirm = To { purpose: Purpose::Confirm, ..scene.to() };
    codes::create(&mut tx, scene.account, invited, &confirm, NOW).await.unwrap();
    users::suspend(&mut tx, scene.account, scene.user, NOW).await.unwrap();
    codes::create(&mut tx, scene.account, scene.user, &scene.to(), NOW).await.unwrap_err();
}

#[tokio::test]
async fn codes_that_lapsed_are_forgotten() {
    let scene = Scene::new().await;
    let code = scene.code().await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    codes::delete_expired(&mut tx, NOW.after(LIFETIME)).await.unwrap();
    assert!(codes::holds(&mut tx, scene.account, code, NOW).await.unwrap());
    codes::delete_expired(&mut tx, NOW.after(LIFETIME + MINUTE)).await.unwrap();
    assert!(!codes::holds(&mut tx, scene.account, code, NOW).await.unwrap());
}

fn passkey<'a>(credential: &'a [u8], name: &'a str) -> NewPasskey<'a> {
    NewPasskey { credential, public_key: b"key", state: b"state", name }
}

#[tokio::test]
async fn a_passkey_is_found_by_what_its_authenticator_calls_it() {
    let scene = Scene::new().await;
    let credential = unique().to_be_bytes();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let new = passkey(&credential, "Laptop");
    let id = passkeys::add(&mut tx, scene.account, scene.user, &new, NOW).await.unwrap();
    let known = passkeys::find(&mut tx, &credential).await.unwrap().unwrap();
    assert_eq!((known.id, known.who.user, known.public_key.as_slice()), (id, scene.user, &b"key"[..]));
    passkeys::used(&mut tx, scene.account, id, b"moved", NOW).await.unwrap();
    passkeys::rename(&mut tx, scene.account, scene.user, id, "Phone").await.unwrap();
    let listed = passkeys::list(&mut tx, scene.account, scene.user).await.unwrap();
    assert_eq!((listed[0].name.as_str(), listed[0].used_at), ("Phone", Some(NOW)));
    assert_eq!(passkeys::find(&mut tx, &credential).await.unwrap().unwrap().state, b"moved");
    assert!(passkeys::find(&mut tx, b"unknown").await.unwrap().is_none());
    let again = passkeys::add(&mut tx, scene.account, scene.user, &new, NOW).await.unwrap_err();
    assert!(matches!(again, Error::Conflict(_)), "{again}");
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let scene = Scene::new().await;
    let (one, other) = (unique().to_be_bytes(), unique().to_be_bytes());
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let first = passkeys::add(&mut tx, scene.account, scene.user, &passkey(&one, "a"), NOW).await.unwrap();
    let second = passkeys::add(&mut tx, scene.account, scene.user, &passkey(&other, "b"), NOW).await.unwrap();
    passkeys::remove(&mut tx, scene.account, scene.user, first).await.unwrap();
    let refused = passkeys::remove(&mut tx, scene.account, scene.user, second).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    users::set_password(&mut tx, scene.account, scene.user, "hash", NOW).await.unwrap();
    passkeys::remove(&mut tx, scene.account, scene.user, second).await.unwrap();
    assert!(passkeys::list(&mut tx, scene.account, scene.user).await.unwrap().is_empty());
}

#[tokio::test]
async fn somebody_signs_in_by_phone_only_when_they_have_shown_that_it_is_theirs() {
    let scene = Scene::new().await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let phone = users::get(&mut tx, scene.account, scene.user).await.unwrap().values.phone.unwrap();
    assert!(users::sign_in_by_phone(&mut tx, phone).await.unwrap().is_none());
    let stale = users::confirm_phone(&mut tx, scene.account, scene.user, world::phone()).await.unwrap_err();
    assert!(matches!(stale, Error::Stale(_)), "{stale}");
    users::confirm_phone(&mut tx, scene.account, scene.user, phone).await.unwrap();
    assert!(users::get(&mut tx, scene.account, scene.user).await.unwrap().phone_confirmed);
    assert_eq!(users::sign_in_by_phone(&mut tx, phone).await.unwrap().unwrap().user, scene.user);
}

#[tokio::test]
async fn what_keeps_somebody_from_joining_is_known_beforehand() {
    let db = world::db().await;
    let (here, _) = account(&db).await;
    let (there, _) = account(&db).await;
    let new = person("Ana", "Ruiz", Status::Invited);
    let user = create(&db, here, &new).await.unwrap();
    let clash = async |db: &Db| invites::clash(&mut db.view().await.unwrap(), here, user).await.unwrap();
    assert_eq!(clash(&db).await, None);
    let by_phone = users::NewUser { phone: new.phone, ..person("Ana", "Ruiz", Status::Active) };
    create(&db, there, &by_phone).await.unwrap();
    assert_eq!(clash(&db).await, Some(Taken::Phone));
    let by_email = users::NewUser { email: new.email.clone(), ..person("Ana", "Ruiz", Status::Active) };
    create(&db, there, &by_email).await.unwrap();
    assert_eq!(clash(&db).await, Some(Taken::Email));
}

#[tokio::test]
async fn joining_with_a_passkey_leaves_no_password_and_keeps_that_the_phone_was_shown() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let user = create(&db, account, &person("Ana", "Ruiz", Status::Invited)).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let id = invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, NOW)).await.unwrap();
    let token = invites::get(&mut tx, account, id).await.unwrap().token(&key());
    let by = Joining { password_hash: None, phone_confirmed: true };
    invites::join(&mut tx, &token, by, NOW).await.unwrap();
    let joined = users::get(&mut tx, account, user).await.unwrap();
    assert_eq!(
        (joined.values.status, joined.has_password, joined.phone_confirmed),
        (Status::Active, false, true)
    );
}
