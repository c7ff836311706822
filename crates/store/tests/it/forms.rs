//! Forms: agreed to and done in one transaction, with an outcome like that of any import, and nothing left where not done.

use plan::choices::{Actor, Choices, Existing, Standing, Suspended};
use plan::form::{Form, Typed};
use plan::plan::Obstacle;
use plan::snapshot::{Role, Status};
use plan::value::phone::PhoneNumber;
use store::apply::{ApplyError, Recipe};
use store::imports::{Source, history};
use store::sessions::{self, Owner, Session};
use store::users::list::{self, Filter, Seen};
use store::values::PersonValues;
use store::{Page, UserId, Wait, invariants, invites, users};

use crate::scene::{Scene, TODAY, email, moving, person, phone, scene, scene_with};
use crate::world::NOW;

/// What somebody typed about somebody new.
fn typed(scene: &Scene, number: u64) -> Typed {
    Typed {
        first_name: "Ada".into(),
        last_name: "Byron".into(),
        email: email(scene.mark, number),
        phone: phone(scene.mark, number).to_string(),
        role: "Sales".into(),
        access: "Limited".into(),
        ..Typed::default()
    }
}

fn filled(values: &PersonValues) -> Typed {
    Typed {
        first_name: values.first_name.clone(),
        last_name: values.last_name.clone(),
        email: values.email.clone(),
        phone: values.phone.map(PhoneNumber::spaced).unwrap_or_default(),
        role: values.role.to_string(),
        access: values.access.to_string(),
        ..Typed::default()
    }
}

async fn form(scene: &Scene, typed: &Typed, of: Option<(i64, &Typed)>) -> Recipe {
    let mut view = scene.db.view().await.unwrap();
    let facts = store::snapshot::facts(&mut view, scene.account, TODAY).await.unwrap();
    let form = Form::of_one(typed, of, &facts);
    Recipe {
        sheet: form.sheet,
        mapping: form.mapping,
        fixes: Vec::new(),
        choices: Choices { existing: Existing::Update, ..Choices::default() },
        actor: Actor::Operator,
    }
}

async fn get(scene: &Scene, user: UserId) -> users::User {
    users::get(&mut scene.db.view().await.unwrap(), scene.account, user).await.unwrap()
}

/// Everything holds that `muster check` verifies.
async fn check(scene: &Scene) {
    assert_eq!(invariants::check(&scene.db).await.unwrap(), []);
}

#[tokio::test]
async fn somebody_added_by_a_form_is_invited_and_their_story_begins_with_it() {
    let scene = scene().await;
    let recipe = form(&scene, &typed(&scene, 1), None).await;
    let plan = scene.plan(&recipe).await;
    let (import, applied) = scene.at_once(&recipe, &plan).await.unwrap();
    assert_eq!(applied.counts.create, 1);
    let mut view = scene.db.view().await.unwrap();
    let user = users::by_email(&mut view, scene.account, &email(scene.mark, 1)).await.unwrap();
    assert_eq!((user.values.status, user.created_by_import), (Status::Invited, Some(import)));
    assert!(invites::of_user(&mut view, scene.account, user.id).await.unwrap().is_some());
    let story = history::of_person(&mut view, scene.account, user.id).await.unwrap();
    assert_eq!(story.len(), 1);
    assert_eq!((story[0].0.source, story[0].0.original), (Source::Form, None));
    let listed = history::list(&mut view, scene.account, &history::Filter::default(), Page::default()).await;
    assert_eq!(listed.unwrap().total, 0, "the history is of files");
    drop(view);
    check(&scene).await;
}

#[tokio::test]
async fn a_form_changes_its_person_whatever_the_keys_and_keeps_the_values_before() {
    let scene = scene().await;
    let user = scene.add(&person(scene.mark, 1, Role::Sales, Status::Active)).await;
    let was = filled(&get(&scene, user).await.values);
    let new = Typed { email: email(scene.mark, 2), ..was.clone() };
    let recipe = form(&scene, &new, Some((user.0, &was))).await;
    let plan = scene.plan(&recipe).await;
    assert_eq!(plan.effects().notices, 1);
    scene.at_once(&recipe, &plan).await.unwrap();
    let after = get(&scene, user).await;
    assert_eq!((after.values.email, after.version), (email(scene.mark, 2), 2));
    let mut view = scene.db.view().await.unwrap();
    let story = history::of_person(&mut view, scene.account, user).await.unwrap();
    let before: PersonValues = serde_json::from_str(story[0].1.before.as_ref().unwrap()).unwrap();
    assert_eq!(before.email, email(scene.mark, 1));
    drop(view);
    check(&scene).await;
}

#[tokio::test]
async fn a_form_that_is_no_longer_what_was_seen_leaves_nothing() {
    let scene = scene().await;
    let user = scene.add(&person(scene.mark, 1, Role::Sales, Status::Active)).await;
    let recipe = moving(Standing::Suspend, &[user.0]);
    let plan = scene.plan(&recipe).await;
    scene.at_once(&recipe, &plan).await.unwrap();
    let late = scene.at_once(&recipe, &plan).await.unwrap_err();
    assert!(matches!(late, ApplyError::Stale(_)), "{late}");
    let again = scene.plan(&recipe).await;
    let nothing = scene.at_once(&recipe, &again).await.unwrap_err();
    assert!(matches!(nothing, ApplyError::Obstacle(Obstacle::Nothing)), "{nothing}");
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(history::of_person(&mut view, scene.account, user).await.unwrap().len(), 1);
    drop(view);
    check(&scene).await;
}

#[tokio::test]
async fn suspending_ends_sessions_frees_the_seat_and_reactivating_takes_one() {
    let scene = scene_with(2, false).await;
    let user = scene.add(&person(scene.mark, 1, Role::Sales, Status::Active)).await;
    let before = get(&scene, user).await;
    let epoch = session(&scene, user, 1).await;
    let recipe = moving(Standing::Suspend, &[user.0]);
    scene.at_once(&recipe, &scene.plan(&recipe).await).await.unwrap();
    let after = get(&scene, user).await;
    assert_eq!((after.values.status, after.version), (Status::Suspended, before.version + 1));
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(sessions::get(&mut view, &epoch, NOW).await.unwrap(), None);
    drop(view);
    let mut back = moving(Standing::Keep, &[user.0]);
    back.choices.suspended = Suspended::Reactivate;
    scene.at_once(&back, &scene.plan(&back).await).await.unwrap();
    assert_eq!(get(&scene, user).await.values.status, Status::Active);
    check(&scene).await;
}

/// Begins a session.
async fn session(scene: &Scene, user: UserId, epoch: i64) -> [u8; 32] {
    let mut id_hash = [0; 32];
    id_hash[..8].copy_from_slice(&user.0.to_le_bytes());
    let owner = Owner { account: scene.account, user, epoch };
    let data = String::new();
    let session = Session { id_hash, owner: Some(owner), data, expires_at: NOW.after(invites::LIFETIME) };
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    sessions::put(&mut tx, &session, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert!(sessions::get(&mut scene.db.view().await.unwrap(), &id_hash, NOW).await.unwrap().is_some());
    id_hash
}

#[tokio::test]
async fn cancelling_ends_the_link_and_frees_e_mail_phone_and_seat() {
    let scene = scene_with(2, false).await;
    let user = scene.add(&person(scene.mark, 1, Role::Sales, Status::Invited)).await;
    scene.invite(user).await;
    let mut view = scene.db.view().await.unwrap();
    let invite = invites::of_user(&mut view, scene.account, user).await.unwrap().unwrap();
    let token = invite.token(&scene.key);
    drop(view);
    let recipe = moving(Standing::Cancel, &[user.0]);
    scene.at_once(&recipe, &scene.plan(&recipe).await).await.unwrap();
    let mut view = scene.db.view().await.unwrap();
    assert!(invites::find(&mut view, &token).await.is_err());
    let ended = invites::of_user(&mut view, scene.account, user).await.unwrap().unwrap();
    assert_eq!((ended.generation, ended.cancelled_at), (invite.generation + 1, Some(NOW)));
    drop(view);
    // The seat, the address and the phone are free for somebody new.
    let anew = form(&scene, &typed(&scene, 1), None).await;
    scene.at_once(&anew, &scene.plan(&anew).await).await.unwrap();
    check(&scene).await;
}

#[tokio::test]
async fn whoever_may_not_any_more_does_nothing_by_a_form() {
    let scene = scene().await;
    let manager = scene.add(&person(scene.mark, 1, Role::Manager, Status::Active)).await;
    let team = scene.team("North", None).await;
    let mut ana = person(scene.mark, 2, Role::Sales, Status::Active);
    ana.teams = vec![team];
    let ana = scene.add(&ana).await;
    let mut recipe = moving(Standing::Suspend, &[ana.0]);
    let plan = scene.plan(&recipe).await;
    recipe.actor = Actor::Person { id: manager.0, role: Role::Manager };
    let denied = scene.at_once(&recipe, &plan).await.unwrap_err();
    assert!(matches!(denied, ApplyError::Denied(_)), "{denied}");
    assert_eq!(get(&scene, ana).await.values.status, Status::Active);
}

#[tokio::test]
async fn people_are_found_by_when_they_were_last_here() {
    let scene = scene().await;
    let user = scene.add(&person(scene.mark, 1, Role::Sales, Status::Active)).await;
    session(&scene, user, 1).await;
    assert_eq!(get(&scene, user).await.last_seen_at, Some(NOW));
    let found = async |seen| {
        let filter = Filter { seen: Some(seen), ..Filter::default() };
        list::ids(&mut scene.db.view().await.unwrap(), scene.account, &filter).await.unwrap()
    };
    assert_eq!(found(Seen::Never).await, [scene.admin]);
    assert_eq!(found(Seen::Before(NOW)).await, []);
    assert_eq!(found(Seen::Before(NOW.after(std::time::Duration::from_secs(1)))).await, [user]);
    let some = list::some(&mut scene.db.view().await.unwrap(), scene.account, &[user, scene.admin]).await;
    assert_eq!(some.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [user, scene.admin]);
}
