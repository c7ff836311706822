//! Single sign-on: what is kept of a provider, when it may be the only way in, and joining by its word.

use std::time::Duration;

use plan::snapshot::{Role, Status};
use store::links::{self, Link};
use store::sign_on::{self, NewSignOn};
use store::{AccountId, Db, Error, Micros, UserId, Wait, invites, users};

use crate::scene;
use crate::world::{self, NOW, key};

/// An account whose people have addresses of a domain that nobody else has.
struct Scene {
    db: Db,
    account: AccountId,
    user: UserId,
    invited: UserId,
    domain: String,
    mark: u64,
}

impl Scene {
    async fn new() -> Self {
        let scene::Scene { db, account, mark, .. } = scene::scene().await;
        let add = async |number, role, status| {
            let new = scene::person(mark, number, role, status);
            world::create(&db, account, &new).await.unwrap()
        };
        let user = add(1, Role::Admin, Status::Active).await;
        let invited = add(2, Role::Sales, Status::Invited).await;
        Self { db, account, user, invited, domain: format!("s{mark}.example"), mark }
    }

    /// Sets a provider that speaks for the domain of everybody here.
    async fn connect(&self, now: Micros) {
        self.set(NewSignOn { domains: std::slice::from_ref(&self.domain), ..NEW }, now).await.unwrap();
    }

    /// The provider that an address of the domain leads to.
    async fn by_address(&self, local: &str) -> Option<AccountId> {
        let email = format!("{local}@{}", self.domain);
        sign_on::by_address(&mut self.db.view().await.unwrap(), &email).await.unwrap()
    }

    /// Has somebody of this account with an address of another's domain: an Admin can invite anybody, and open the link.
    async fn spy(&self, on: &Self) {
        let email = format!("spy{}@{}", self.mark, on.domain);
        let new = users::NewUser { email, ..world::person("S", "Y", Status::Active) };
        world::create(&self.db, self.account, &new).await.unwrap();
    }

    async fn set(&self, new: NewSignOn<'_>, now: Micros) -> store::Result<()> {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        sign_on::set(&mut tx, self.account, &new, now).await?;
        tx.commit().await
    }

    async fn proved(&self, set_at: Micros) {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        sign_on::proved(&mut tx, self.account, set_at, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn only(&self, is_only: bool) -> store::Result<()> {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        sign_on::set_only(&mut tx, self.account, is_only, NOW).await?;
        tx.commit().await
    }

    async fn get(&self) -> sign_on::SignOn {
        sign_on::get(&mut self.db.view().await.unwrap(), self.account).await.unwrap().unwrap()
    }
}

const NEW: NewSignOn<'static> =
    NewSignOn { issuer: "https://id.example", client_id: "muster", secret: Some(b"sealed"), domains: &[] };

#[tokio::test]
async fn it_becomes_the_only_way_in_once_an_admin_has_signed_in_by_it_as_it_is() {
    let scene = Scene::new().await;
    scene.connect(NOW).await;
    assert!(matches!(scene.only(true).await, Err(Error::Refused(_))));
    scene.proved(Micros(NOW.0 - 1)).await;
    assert!(scene.only(true).await.is_err(), "what was proved is another provider");
    scene.proved(NOW).await;
    scene.only(true).await.unwrap();
    let who = async || {
        let email = scene::email(scene.mark, 1);
        users::sign_in(&mut scene.db.view().await.unwrap(), &email).await.unwrap().unwrap()
    };
    assert!(who().await.only_sign_on);
    scene.only(false).await.unwrap();
    assert!(!who().await.only_sign_on && scene.get().await.proved_at.is_some());
}

#[tokio::test]
async fn whatever_changes_the_way_to_the_provider_has_to_be_proved_anew() {
    let scene = Scene::new().await;
    let domains = [scene.domain.clone()];
    let same = NewSignOn { secret: None, domains: &domains, ..NEW };
    for changed in [
        NewSignOn { issuer: "https://other.example", ..same },
        NewSignOn { client_id: "other", ..same },
        NewSignOn { secret: Some(b"other"), ..same },
    ] {
        scene.connect(NOW).await;
        scene.proved(NOW).await;
        scene.only(true).await.unwrap();
        scene.set(same, NOW).await.unwrap();
        let kept = scene.get().await;
        assert!(kept.is_only && kept.secret == b"sealed" && kept.domains == domains, "{kept:?}");
        scene.set(changed, NOW).await.unwrap();
        let kept = scene.get().await;
        assert!(!kept.is_only && kept.proved_at.is_none(), "{changed:?}");
    }
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    sign_on::remove(&mut tx, scene.account).await.unwrap();
    assert!(sign_on::get(&mut tx, scene.account).await.unwrap().is_none());
    let unset = sign_on::set(&mut tx, scene.account, &same, NOW).await.unwrap_err();
    assert!(matches!(unset, Error::Refused(_)), "a provider without a secret was taken");
}

#[tokio::test]
async fn it_is_never_the_only_way_in_without_an_admin_whom_it_speaks_for() {
    let (scene, other) = (Scene::new().await, Scene::new().await);
    scene.spy(&other).await;
    let theirs = [other.domain.clone()];
    // The only one at that domain is no Admin.
    scene.set(NewSignOn { domains: &theirs, ..NEW }, NOW).await.unwrap();
    scene.proved(NOW).await;
    let refused = scene.only(true).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    scene.connect(NOW).await;
    scene.proved(NOW).await;
    scene.only(true).await.unwrap();
    let refused = scene.set(NewSignOn { domains: &theirs, secret: None, ..NEW }, NOW).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    assert_eq!(scene.get().await.domains, std::slice::from_ref(&scene.domain));
}

#[tokio::test]
async fn a_provider_speaks_for_domains_of_people_of_its_account() {
    let (scene, other) = (Scene::new().await, Scene::new().await);
    let theirs = [other.domain.clone()];
    assert!(matches!(scene.set(NewSignOn { domains: &theirs, ..NEW }, NOW).await, Err(Error::Refused(_))));
    scene.connect(NOW).await;
    for local in ["p1", "p2", "nobody"] {
        assert_eq!(scene.by_address(local).await, Some(scene.account), "{local}");
    }
    assert_eq!(other.by_address("p1").await, None);
    let left_out =
        async || sign_on::left_out(&mut scene.db.view().await.unwrap(), scene.account).await.unwrap();
    assert_eq!(left_out().await, 0);
    let outside = world::person("Out", "Side", Status::Active);
    world::create(&scene.db, scene.account, &outside).await.unwrap();
    assert_eq!(left_out().await, 1);
}

#[tokio::test]
async fn a_provider_of_another_account_gets_nobody_who_has_joined_and_keeps_nobody_from_their_own() {
    let (scene, other) = (Scene::new().await, Scene::new().await);
    other.spy(&scene).await;
    let domains = [scene.domain.clone()];
    other.set(NewSignOn { domains: &domains, ..NEW }, NOW).await.unwrap();
    // It was there first; and yet.
    assert_eq!(scene.by_address("p1").await, None);
    let spy = format!("spy{}", other.mark);
    assert_eq!(scene.by_address(&spy).await, Some(other.account));
    scene.connect(NOW.after(Duration::from_secs(1))).await;
    assert_eq!(scene.by_address("p1").await, Some(scene.account));
    assert_eq!(scene.by_address(&spy).await, Some(other.account));
    // Who has not joined has no sign-in that could be led astray.
    assert_eq!(scene.by_address("nobody").await, Some(other.account));
    // Saving again does not push anybody back.
    other.set(NewSignOn { domains: &domains, ..NEW }, NOW.after(Duration::from_secs(2))).await.unwrap();
    assert_eq!(scene.by_address("nobody").await, Some(other.account));
    other.set(NEW, NOW.after(Duration::from_secs(3))).await.unwrap();
    assert_eq!(scene.by_address("nobody").await, Some(scene.account));
}

#[tokio::test]
async fn links_to_set_a_password_end_when_it_becomes_the_only_way_in() {
    let scene = Scene::new().await;
    scene.connect(NOW).await;
    scene.proved(NOW).await;
    let link =
        Link { account: scene.account, user: scene.user, expires_at: NOW.after(Duration::from_hours(1)) };
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let (before, _) = links::create(&mut tx, &key(), link, NOW).await.unwrap();
    tx.commit().await.unwrap();
    scene.only(true).await.unwrap();
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    assert!(!links::holds(&mut tx, scene.account, before, NOW).await.unwrap());
    let (after, _) = links::create(&mut tx, &key(), link, NOW).await.unwrap();
    assert!(links::holds(&mut tx, scene.account, after, NOW).await.unwrap(), "the operator has no way in");
}

#[tokio::test]
async fn whom_the_provider_vouches_for_joins_without_the_link_and_once() {
    let scene = Scene::new().await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    invites::send(&mut tx, &key(), scene.account, scene.invited, (invites::LIFETIME, NOW)).await.unwrap();
    let late = NOW.after(invites::LIFETIME * 2);
    invites::join_by_sign_on(&mut tx, scene.account, scene.invited, late).await.unwrap();
    let user = users::get(&mut tx, scene.account, scene.invited).await.unwrap();
    assert!(user.values.status == Status::Active && !user.has_password && !user.phone_confirmed);
    let invite = invites::of_user(&mut tx, scene.account, scene.invited).await.unwrap().unwrap();
    assert_eq!(invite.accepted_at, Some(late));
    for user in [scene.invited, scene.user] {
        let again = invites::join_by_sign_on(&mut tx, scene.account, user, late).await.unwrap_err();
        assert!(matches!(again, Error::NotFound(_)), "{again}");
    }
}
