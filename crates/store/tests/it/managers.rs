//! Managers who import, as far as the database has a say: asked again inside the transaction, with what they are then.

use std::sync::Arc;

use plan::authority::Denied;
use plan::choices::Actor;
use plan::decide::decide;
use plan::draft::draft;
use plan::plan::{Fate, Plan};
use plan::snapshot::{Role, Status};
use store::apply::{ApplyError, Recipe};
use store::imports::history::{self, Filter};
use store::users::NewUser;
use store::{ImportId, Page, UserId, Wait, snapshot, users};

use crate::scene::{Scene, TODAY, email, person, phone, recipe, scene, sheet};

/// An account whose Managers import, with a Manager in the team North, and their file with somebody new for it.
async fn manager() -> (Scene, UserId, Recipe) {
    let scene = scene().await;
    scene.let_managers_import(true).await;
    let north = scene.team("North", None).await;
    scene.team("South", None).await;
    let me = NewUser { teams: vec![north], ..person(scene.mark, 1, Role::Manager, Status::Active) };
    let me = scene.add(&me).await;
    let (mail, number) = (email(scene.mark, 5), phone(scene.mark, 5).to_string());
    let file = sheet(&[&["Ana", "Ruiz", &mail, &number, "Sales", "North", "Limited"]]);
    let recipe = Recipe { actor: Actor::Person { id: me.0, role: Role::Manager }, ..recipe(file) };
    (scene, me, recipe)
}

async fn approved() -> (Scene, UserId, Recipe, Arc<Plan>, ImportId) {
    let (scene, me, recipe) = manager().await;
    let plan = scene.plan(&recipe).await;
    assert_eq!(plan.fate(0), Fate::Create, "{:?}", plan.findings());
    let import = scene.approved(&recipe, &plan).await;
    (scene, me, recipe, plan, import)
}

async fn people(scene: &Scene) -> usize {
    let mut view = scene.db.view().await.unwrap();
    users::list::export(&mut view, scene.account, None, 100).await.unwrap().len()
}

#[tokio::test]
async fn a_manager_imports_into_their_own_team() {
    let (scene, _, recipe, plan, import) = approved().await;
    assert_eq!(scene.apply(import, &recipe, Some(plan)).await.unwrap().counts.create, 1);
    assert_eq!(people(&scene).await, 3);
}

#[tokio::test]
async fn what_was_approved_is_refused_once_managers_import_no_more() {
    let (scene, _, recipe, plan, import) = approved().await;
    scene.let_managers_import(false).await;
    for prepared in [Some(plan), None] {
        let done = scene.apply(import, &recipe, prepared.clone()).await;
        let refused = match done {
            Err(ApplyError::Denied(Denied::NotAllowed)) => prepared.is_some(),
            // The first attempt has sent it back to being a draft.
            Err(ApplyError::NotApproved) => prepared.is_none(),
            _ => false,
        };
        assert!(refused, "{done:?}");
    }
    assert_eq!(people(&scene).await, 2);
}

#[tokio::test]
async fn what_was_approved_is_refused_once_the_team_is_not_theirs_any_more() {
    let (scene, me, approved, plan, import) = approved().await;
    let elsewhere = sheet(&[&["", "", &email(scene.mark, 1), "", "", "South"]]);
    scene.import(&recipe(elsewhere)).await;
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(users::get(&mut view, scene.account, me).await.unwrap().values.teams.len(), 1);
    drop(view);
    let done = scene.apply(import, &approved, Some(plan)).await;
    assert!(matches!(done, Err(ApplyError::Stale(_))), "{done:?}");
    assert_eq!(people(&scene).await, 2);
}

/// The plan of a recipe, made by somebody who took the Manager to be in the team South.
async fn doctored(scene: &Scene, recipe: &Recipe) -> Arc<Plan> {
    let mut view = scene.db.view().await.unwrap();
    let facts = Arc::new(snapshot::facts(&mut view, scene.account, TODAY).await.unwrap());
    let south = facts.teams.iter().find(|team| team.name == "South").unwrap().id;
    let draft = Arc::new(draft(&recipe.sheet, &recipe.mapping, &recipe.fixes, &facts));
    let mut people = snapshot::people(&mut view, scene.account, &draft.keys(), recipe.actor).await.unwrap();
    people.actor.as_mut().unwrap().teams = vec![south];
    Arc::new(decide(&draft, &people, recipe.choices, recipe.actor))
}

#[tokio::test]
async fn a_plan_that_says_it_is_allowed_is_asked_again_inside_the_transaction() {
    let (scene, _, mine) = manager().await;
    let (mail, number) = (email(scene.mark, 6), phone(scene.mark, 6).to_string());
    let file = sheet(&[&["Bo", "Lund", &mail, &number, "Sales", "South", "Limited"]]);
    let recipe = Recipe { sheet: file, ..mine };
    let plan = doctored(&scene, &recipe).await;
    assert_eq!(plan.fate(0), Fate::Create);
    let import = scene.approved(&recipe, &plan).await;
    let done = scene.apply(import, &recipe, Some(plan)).await;
    assert!(matches!(done, Err(ApplyError::Denied(Denied::Group))), "{done:?}");
    assert_eq!(people(&scene).await, 2);
}

#[tokio::test]
async fn imports_are_listed_by_who_began_them() {
    let (scene, me, mine) = manager().await;
    let own = scene.begin(&mine).await;
    scene.begin(&Recipe { actor: Actor::Operator, ..mine.clone() }).await;
    scene.begin(&Recipe { actor: Actor::Person { id: scene.admin.0, role: Role::Admin }, ..mine }).await;
    let mut view = scene.db.view().await.unwrap();
    let filter = Filter { begun_by: Some(me), ..Filter::default() };
    let listed = history::list(&mut view, scene.account, &filter, Page::default()).await.unwrap();
    assert_eq!((listed.rows.iter().map(|one| one.id).collect::<Vec<_>>(), listed.total), (vec![own], 1));
    let all = history::list(&mut view, scene.account, &Filter::default(), Page::default()).await.unwrap();
    assert_eq!(all.total, 3);
}

#[tokio::test]
async fn the_people_within_a_reach_are_those_of_its_teams_and_territories_who_are_not_cancelled() {
    let (scene, me, mine) = manager().await;
    let mut view = scene.db.view().await.unwrap();
    let rights = snapshot::rights(&mut view, scene.account, mine.actor).await.unwrap();
    let reach = rights.reach().unwrap().clone();
    drop(view);
    let north = store::TeamId(reach.own(plan::field::Field::Teams)[0]);
    let below = scene.team("Below", Some(north)).await;
    let of =
        |number, status| NewUser { teams: vec![below], ..person(scene.mark, number, Role::Sales, status) };
    let ana = scene.add(&of(7, Status::Suspended)).await;
    scene.add(&of(8, Status::Cancelled)).await;
    scene.add(&person(scene.mark, 9, Role::Sales, Status::Active)).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let rights = snapshot::rights(&mut tx, scene.account, mine.actor).await.unwrap();
    let found = snapshot::people_within(&mut tx, scene.account, rights.reach().unwrap()).await.unwrap();
    assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [me.0, ana.0]);
    assert!(
        snapshot::people_within(&mut tx, scene.account, &reach).await.unwrap().len() == 1,
        "as it was then"
    );
    let nobody = snapshot::rights(&mut tx, scene.account, Actor::Operator).await.unwrap();
    assert!(nobody.reach().is_none());
}
