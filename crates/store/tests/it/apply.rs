//! Applying one plan, step by step.

use std::sync::{Arc, Mutex};

use plan::snapshot::{Access, Role, Status};
use store::apply::ApplyError;
use store::imports::history::{self, Released};
use store::{invites, users};

use crate::scene::{email, fixed, person, phone, recipe, scene, sheet};
use crate::world::NOW;

#[tokio::test]
async fn new_people_are_created_with_their_teams_territories_and_invites() {
    let scene = scene().await;
    let (team, place) = (scene.team("North", None).await, scene.territory("Ohio", None).await);
    let (mail, number) = (email(scene.mark, 1), phone(scene.mark, 1).to_string());
    let file = sheet(&[&["Ana", "O\"Neil\\", &mail, &number, "Manager", "North; South", "", "Ohio", "E-1"]]);
    let recipe = fixed(
        recipe(file),
        r#"{"fix": "create_reference", "field": "teams", "value": "South", "parent": "North"}"#,
    );
    let told = Mutex::new(Vec::new());
    let plan = scene.plan(&recipe).await;
    let import = scene.approved(&recipe, &plan).await;
    let watch = |row| told.lock().unwrap().push(row);
    let done = scene.apply_watched(import, &recipe, Some(Arc::clone(&plan)), &watch).await.unwrap();
    assert_eq!((done.counts.create, done.counts.total, done.before, done.took), (1, 1, false, 250));
    assert_eq!(told.lock().unwrap().last(), Some(&1));

    let mut view = scene.db.view().await.unwrap();
    let people = users::list::export(&mut view, scene.account, None, 10).await.unwrap();
    let ana = people.iter().find(|user| user.values.email == mail).unwrap();
    let teams = store::teams::tree(&mut view, scene.account).await.unwrap();
    let south = teams.iter().find(|team| team.name == "South").unwrap();
    assert_eq!((south.parent, south.created_by_import), (Some(team), Some(import)));
    let values = &ana.values;
    assert_eq!((values.first_name.as_str(), values.last_name.as_str()), ("Ana", "O\"Neil\\"));
    assert_eq!(values.phone, Some(phone(scene.mark, 1)));
    assert_eq!(
        (values.role, values.access, values.status),
        (Role::Manager, Access::Limited, Status::Invited)
    );
    assert_eq!((&values.teams[..], &values.territories[..]), (&[team, south.id][..], &[place][..]));
    assert_eq!(values.external_id.as_deref(), Some("E-1"));
    assert_eq!((ana.version, ana.created_by_import, ana.last_import), (1, Some(import), Some(import)));
    let invite = invites::of_user(&mut view, scene.account, ana.id).await.unwrap().unwrap();
    assert_eq!((invite.import, invite.expires_at), (Some(import), NOW.after(invites::LIFETIME)));
    let found = invites::find(&mut view, &invite.token(&scene.key)).await.unwrap();
    assert_eq!(found.id, invite.id);
}

#[tokio::test]
async fn an_import_is_applied_once_however_often_it_is_tried() {
    let scene = scene().await;
    let recipe =
        recipe(sheet(&[&["Ana", "Ruiz", &email(scene.mark, 1), &phone(scene.mark, 1).to_string(), "Sales"]]));
    let (import, plan) = scene.import(&recipe).await;
    let again = scene.apply(import, &recipe, Some(plan)).await.unwrap();
    assert!(again.before);
    assert_eq!((again.counts.create, again.took), (1, 250));
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(users::list::counts(&mut view, scene.account).await.unwrap().invited, 1);
}

#[tokio::test]
async fn an_import_that_nobody_approved_is_not_applied() {
    let scene = scene().await;
    let recipe =
        recipe(sheet(&[&["Ana", "Ruiz", &email(scene.mark, 1), &phone(scene.mark, 1).to_string(), "Sales"]]));
    let import = scene.begin(&recipe).await;
    let refused = scene.apply(import, &recipe, None).await.unwrap_err();
    assert!(matches!(refused, ApplyError::NotApproved), "{refused}");
}

#[tokio::test]
async fn a_changed_person_has_a_new_version_and_loses_sessions_memberships_and_old_links() {
    let scene = scene().await;
    let (north, south) = (scene.team("North", None).await, scene.team("South", None).await);
    let mut active = person(scene.mark, 1, Role::Sales, Status::Active);
    active.teams = vec![north];
    active.external_id = Some("E-1".to_owned());
    let id = scene.add(&active).await;
    let recipe = recipe(sheet(&[&["", "", &email(scene.mark, 9), "", "", "South", "", "", "E-1"]]));
    scene.import(&recipe).await;
    let mut view = scene.db.view().await.unwrap();
    let user = users::get(&mut view, scene.account, id).await.unwrap();
    assert_eq!((user.version, user.values.teams), (2, vec![south]));
    assert_eq!(user.values.email, email(scene.mark, 9));
}

#[tokio::test]
async fn a_phone_that_was_handed_on_is_told_of_both_people() {
    let scene = scene().await;
    let gone = scene.add(&person(scene.mark, 1, Role::Sales, Status::Suspended)).await;
    let taken = phone(scene.mark, 1);
    let file = sheet(&[&["Ana", "Ruiz", &email(scene.mark, 2), &taken.to_string(), "Sales"]]);
    let recipe = fixed(recipe(file), r#"{"fix": "release", "field": "phone", "rows": [2]}"#);
    let (import, _) = scene.import(&recipe).await;
    let mut view = scene.db.view().await.unwrap();
    let told = history::releases_of_person(&mut view, scene.account, gone).await.unwrap();
    let ana = users::by_email(&mut view, scene.account, &email(scene.mark, 2)).await.unwrap().id;
    let expected = Released { row: 2, phone: taken, to: Some((ana, "Ana Ruiz".to_owned())) };
    assert_eq!(told.iter().map(|(of, one)| (of.id, one)).collect::<Vec<_>>(), [(import, &expected)]);
    assert_eq!(users::get(&mut view, scene.account, gone).await.unwrap().values.phone, None);
    assert_eq!(history::releases_of_person(&mut view, scene.account, ana).await.unwrap(), []);
}
