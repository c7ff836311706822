//! Where somebody is looked for who is erased: however a row wrote their id or phone, and whatever came in meanwhile.

use std::sync::Arc;

use plan::choices::Actor;
use plan::sheet::Sheet;
use plan::snapshot::{Role, Status};
use store::erase::{self, Named};
use store::imports::history;
use store::users::NewUser;
use store::{ImportId, Page, UserId, Wait, departures, teams};

use crate::scene::{self, Scene, email, person, phone, scene, sheet};
use crate::world::NOW;

/// Somebody of an account with an id.
async fn known(scene: &Scene) -> UserId {
    let id = Some(format!("HR-{}", scene.mark));
    scene.add(&NewUser { external_id: id, ..person(scene.mark, 1, Role::Sales, Status::Active) }).await
}

/// Applies a file, without the rows that are blocked.
async fn applied(scene: &Scene, sheet: Arc<Sheet>) -> ImportId {
    let mut recipe = scene::recipe(sheet);
    recipe.choices.valid_rows_only = true;
    let (plan, import) = (scene.plan(&recipe).await, scene.begin(&recipe).await);
    scene.approve(import, &plan, recipe.actor).await;
    scene.apply(import, &recipe, Some(plan)).await.unwrap();
    import
}

async fn looked(scene: &Scene, user: UserId) -> Named {
    erase::look(&mut scene.db.view().await.unwrap(), scene.account, user).await.unwrap()
}

async fn erased(scene: &Scene, named: &Named) -> erase::Erased {
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let erased =
        erase::person(&mut tx, &scene.key, scene.account, named, &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    erased
}

/// The names of the rows of an import, and how many of them a search finds.
async fn rows(scene: &Scene, import: ImportId, words: &str) -> (Vec<String>, u32) {
    let mut view = scene.db.view().await.unwrap();
    let all = history::outcomes(&mut view, scene.account, import, None, "", Page::default()).await.unwrap();
    let found =
        history::outcomes(&mut view, scene.account, import, None, words, Page::default()).await.unwrap();
    (all.rows.into_iter().map(|row| row.name).collect(), found.total)
}

#[tokio::test]
async fn a_row_of_nobody_that_has_an_id_or_a_phone_of_somebody_erased_says_nothing_any_more() {
    let scene = scene().await;
    let (mark, user) = (scene.mark, known(&scene).await);
    let number = phone(mark, 1).to_string();
    // As it is dialled in the country, with something before it that ends in digits.
    let (dialled, id) = (number.trim_start_matches("+1").to_owned(), format!("HR-{mark}"));
    let spaced = format!("({}) {}-{}", &dialled[..3], &dialled[3..6], &dialled[6..]);
    let import = applied(
        &scene,
        sheet(&[
            &["Some", "Body", "x@other.example", &spaced, "Sales", "", "", "", "Z-9999"],
            &["Bee", "Other", "y@other.example", "12", "Sales", "", "", "", &id.to_lowercase()],
            &["Cleo", "Stranger", "no address", "12", "Sales", "", "", "", "Z-1"],
            &["Dov", "Katz", &email(mark, 3), &phone(mark, 3).to_string(), "Sales"],
        ]),
    )
    .await;
    let (names, found) = rows(&scene, import, &id).await;
    assert_eq!(
        (names, found),
        (vec!["Some Body".into(), "Bee Other".into(), "Cleo Stranger".into(), "Dov Katz".into()], 1)
    );
    assert_eq!(rows(&scene, import, &dialled[6..]).await.1, 1);
    assert_eq!(erased(&scene, &looked(&scene, user).await).await.rows, 2);
    let (names, found) = rows(&scene, import, &id).await;
    assert_eq!(
        (names, found),
        (vec!["Erased".into(), "Erased".into(), "Cleo Stranger".into(), "Dov Katz".into()], 0)
    );
    assert_eq!(rows(&scene, import, &dialled[6..]).await.1, 0);
}

#[tokio::test]
async fn what_came_in_while_somebody_was_looked_for_is_erased_too() {
    let scene = scene().await;
    let (mark, user) = (scene.mark, known(&scene).await);
    let recipe = |last: &str| scene::recipe(sheet(&[&["Ada", last, &email(mark, 1), "12", "Sales"]]));
    let before = scene.begin(&recipe("Before")).await;
    let waiting =
        applied(&scene, sheet(&[&["Dov", "Katz", &email(mark, 2), &phone(mark, 2).to_string(), "Sales"]]))
            .await;
    let named = looked(&scene, user).await;
    let meanwhile = scene.begin(&recipe("Meanwhile")).await;
    let changed = scene.add(&person(mark, 3, Role::Sales, Status::Active)).await;
    let done = erased(&scene, &named).await;
    assert_eq!((&done.files_of, &done.discarded), (&vec![before, meanwhile], &vec![before, meanwhile]));
    assert!(!done.files_of.contains(&waiting));
    // Without having looked, everything is looked at then.
    let file = scene.begin(&scene::recipe(sheet(&[&["A", "B", &email(mark, 3)]]))).await;
    assert_eq!(erased(&scene, &Named::nowhere(changed)).await.files_of, [file]);
}

#[tokio::test]
async fn nobody_is_erased_whom_a_file_names_that_waits_to_be_applied() {
    let scene = scene().await;
    let (mark, user) = (scene.mark, known(&scene).await);
    let recipe = scene::recipe(sheet(&[&["Ada", "Byron", &email(mark, 1), "12", "Sales"]]));
    let (plan, import) = (scene.plan(&recipe).await, scene.begin(&recipe).await);
    let named = looked(&scene, user).await;
    scene.approve(import, &plan, recipe.actor).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let refused =
        erase::person(&mut tx, &scene.key, scene.account, &named, &Actor::Operator, NOW).await.unwrap_err();
    assert_eq!(refused.to_string(), "an import that names the person waits to be applied");
}

#[tokio::test]
async fn teams_that_somebody_erased_was_taken_out_of_are_forgotten() {
    let scene = scene().await;
    let (account, by) = (scene.account, &Actor::Operator);
    let north = scene.team("North", None).await;
    let one = person(scene.mark, 1, Role::Sales, Status::Active);
    let user = scene.add(&NewUser { teams: vec![north], ..one }).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    teams::archive(&mut tx, account, north, 1, by, NOW).await.unwrap();
    assert_eq!(departures::of_person(&mut tx, account, user).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    erased(&scene, &Named::nowhere(user)).await;
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(departures::of_person(&mut view, account, user).await.unwrap(), []);
}
