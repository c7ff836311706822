//! The list of people: whom it leaves out, and what it says of those it was narrowed to. Its filters are in
//! [`super::narrowed`].

use axum::http::StatusCode;
use plan::choices::Actor;
use store::Wait;
use store::erase::{self, Named};

use super::users::{ADA, agree, moved, shows};
use super::world::{Visitor, World};

#[tokio::test]
async fn the_list_is_narrowed_by_when_people_were_last_here() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let never = dana.get("/users?seen=never&find=aaliyah").await;
    shows(&never, "aaliyah.brooks@");
    world.visitor("aaliyah.brooks").await;
    let mut later = dana.moved_to(&world.later::<8>());
    let here = async |visitor: &mut Visitor, seen: &str| {
        let page = visitor.get(&format!("/users?seen={seen}&find=aaliyah")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.body.contains("aaliyah.brooks@")
    };
    assert!(!here(&mut dana, "never").await && !here(&mut dana, "7").await, "she was here today");
    assert!(here(&mut later, "7").await && !here(&mut later, "30").await, "it was 8 days ago");
}

#[tokio::test]
async fn a_list_of_those_whom_a_form_moved_says_so_and_stays_that_list() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let id = world.user("aaliyah.brooks").await.id.to_string();
    let done = moved(&mut dana, &format!("act=suspend&id={id}"), &[("act", "suspend"), ("id", &id)]).await;
    let (_, import) = done.location().split_once("import=").unwrap();
    let list = dana.get(done.location()).await;
    shows(&list, &format!("<option value=\"{import}\" selected>A change by hand, "));
    for other in ["999999999", "x"] {
        assert_eq!(dana.get(&format!("/users?import={other}")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn somebody_erased_is_called_so_on_their_page_and_is_in_no_list() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let (account, user) = (world.account().await, world.user("aaliyah.brooks").await);
    let named = Named::nowhere(user.id);
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let (by, now) = (Actor::Operator, world.state.micros());
    erase::person(&mut tx, &world.state.key, account, &named, &by, now).await.unwrap();
    tx.commit().await.unwrap();
    let page = dana.get(&format!("/users/{}", user.id)).await;
    shows(&page, "Nothing is known of this person any more");
    for untrue in ["was taken back", "Invitation cancelled", ">Cancelled"] {
        assert!(!page.body.contains(untrue), "{untrue}: {}", page.body);
    }
    let file = dana.get("/users/list.csv?status=Cancelled").await;
    assert_eq!(file.body.lines().count(), 1, "{}", file.body);
    let list = dana.get("/users?status=Cancelled").await;
    assert!(!list.body.contains("Erased"), "{}", list.body);
    assert!(!dana.get("/users").await.body.contains("status=Cancelled"), "there is nobody to be shown there");
}

#[tokio::test]
async fn whoever_downloads_cancelled_people_is_told_that_they_would_be_invited_again() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    agree(&mut dana, "/users/new", &ADA).await;
    let id = world.user("ada.byron").await.id.to_string();
    moved(&mut dana, &format!("act=cancel&id={id}"), &[("act", "cancel"), ("id", &id)]).await;
    let warning = "Imported again, these people would be invited anew.";
    shows(&dana.get("/users?status=Cancelled").await, warning);
    assert!(!dana.get("/users").await.body.contains(warning));
}
