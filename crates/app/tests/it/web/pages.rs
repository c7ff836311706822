//! The pages on the example company: what they list, and who sees them.

use axum::http::StatusCode;

use super::world::World;
use crate::wizard::client::Walker;

const ADMIN_PAGES: [&str; 7] =
    ["/imports", "/users", "/invitations", "/teams", "/territories", "/outbox", "/settings/messages"];

#[tokio::test]
async fn only_admins_see_the_pages_and_others_see_themselves() {
    let world = World::new().await;
    for local in ["marcus.webb", "aaliyah.brooks"] {
        let mut person = world.visitor(local).await;
        assert_eq!(person.get("/").await.location(), "/me");
        for path in ADMIN_PAGES {
            let answer = person.get(path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{local} {path}");
            assert!(answer.body.contains("Only Admins see this page"), "{}", answer.body);
        }
        let own = person.get("/me").await.body;
        assert!(!own.contains("menu-bar") && !own.contains("What happened"), "{own}");
    }
    let mut dana = world.admin().await;
    for path in ADMIN_PAGES {
        assert_eq!(dana.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn somebody_of_another_account_is_not_found() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let list = dana.get("/users").await.body;
    let of_dana = href(&list, "/users/", "Aaliyah Brooks");
    assert_eq!(dana.get(&of_dana).await.status, StatusCode::OK);
    assert_eq!(sam.get(&of_dana).await.status, StatusCode::NOT_FOUND);
    let history = dana.get("/imports").await.body;
    let import = href(&history, "/imports/", "everybody.csv").replace("/done", "/left");
    assert_eq!(dana.get(&import).await.status, StatusCode::OK);
    assert_eq!(sam.get(&import).await.status, StatusCode::NOT_FOUND);
    let list = sam.get("/users").await.body;
    assert!(list.contains("Sam Whitfield") && !list.contains("Aaliyah Brooks"), "{list}");
}

/// The address of the link that reads so.
fn href(html: &str, path: &str, words: &str) -> String {
    let (before, _) = html.split_once(&format!(">{words}</a>")).unwrap();
    let (_, tail) = before.rsplit_once("href=\"").unwrap();
    let address = tail.split('"').next().unwrap();
    assert!(address.starts_with(path), "{address}");
    address.to_owned()
}

#[tokio::test]
async fn the_first_import_is_in_the_history_and_each_number_leads_to_its_rows() {
    let world = World::new().await;
    let page = world.admin().await.get("/imports").await.body;
    assert!(page.contains("Imported") && page.contains("1 import. Times are Chicago time."), "{page}");
    assert!(page.contains("show=create\" aria-label=\"39 created in"), "{page}");
    assert!(page.contains("of 60 seats used"), "{page}");
}

#[tokio::test]
async fn an_account_without_imports_says_how_to_begin() {
    let world = World::new().await;
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    sam.post("/sign-in", &fields).await;
    let page = sam.get("/imports").await.body;
    assert!(page.contains("No imports yet") && page.contains("href=\"/imports/new\""), "{page}");
}

#[tokio::test]
async fn people_are_found_by_words_and_filters() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for (query, there, not_there) in [
        ("find=nguyen", "Mai Nguyễn", "Aaliyah Brooks"),
        ("status=Suspended", "Ana Ruiz", "Aaliyah Brooks"),
        ("role=Manager", "Priya Raman", "Aaliyah Brooks"),
        ("find=brooks+aaliyah&role=Sales", "Aaliyah Brooks", "Priya Raman"),
    ] {
        let page = dana.get(&format!("/users?{query}")).await.body;
        assert!(page.contains(there) && !page.contains(not_there), "{query}: {page}");
    }
    let nobody = dana.get("/users?find=%3Cscript%3E").await.body;
    assert!(nobody.contains("Nobody matches “&#60;script&#62;”"), "{nobody}");
}

#[tokio::test]
async fn a_team_leads_to_its_people() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let teams = dana.get("/teams").await.body;
    assert!(teams.contains("6 teams.") && teams.contains("level-2"), "{teams}");
    let (before, _) = teams.split_once("people in Key Accounts").unwrap();
    let address = before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let people = dana.get(&address).await.body;
    assert!(people.contains("Deepa Nair") && !people.contains("Oscar Lund"), "{people}");
    let found = dana.get("/teams?find=inside").await.body;
    assert!(
        found.contains("2 of 6 teams.") && found.contains("Midwest") && !found.contains("Key Accounts"),
        "{found}"
    );
}

#[tokio::test]
async fn a_person_shows_which_import_made_them() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let list = dana.get("/users?find=moreau").await.body;
    let page = dana.get(&href(&list, "/users/", "Jean-Luc Moreau")).await.body;
    for part in ["Created", "Central &#62; Great Lakes", "Field Sales &#62; Midwest", "10419", "Joined"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[tokio::test]
async fn a_person_whose_phone_was_handed_on_shows_to_whom_and_by_which_import() {
    let file = "First Name,Last Name,Email,Phone,Role,Territory Access\r\n\
                Ida,Okafor,ida.okafor@northwind.example,(971) 555-0143,Sales,Global\r\n";
    let mut walker = Walker::with("spring.csv", file).await;
    let list = walker.visitor.get("/users?find=ana.ruiz").await.body;
    let ana = href(&list, "/users/", "Ana Ruiz");
    let page = walker.visitor.get(&ana).await.body;
    assert!(page.contains("+1 971 555 0143") && !page.contains("Phone handed on"), "{page}");
    let page = walker.page("/fix?cause=phone.taken%3Aphone%3A").await;
    let there = walker.press(&page, "Clear it there").await;
    assert!(there.contains("made=1"), "{there}");
    walker.agree("").await;
    walker.work().await;
    let page = walker.visitor.get(&ana).await.body;
    for part in
        ["Phone handed on", "spring.csv", "row 2, to <a", "Ida Okafor", "+1 971 555 0143", "Suspended"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.find("Phone handed on") < page.find("everybody.csv"), "the latest comes first: {page}");
}

#[tokio::test]
async fn a_filter_asks_for_the_list_alone_and_gets_the_whole_page() {
    let world = World::new().await;
    let answer = world.admin().await.get_part("/users?find=brooks", "/users").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("id=\"list\"") && answer.body.contains("id=\"tabs\""), "{}", answer.body);
}

#[tokio::test]
async fn links_that_have_lapsed_are_counted_marked_and_listed() {
    let world = World::new().await;
    let page = world.admin().await.get("/users").await.body;
    assert!(!page.contains("have lapsed"), "{page}");
    let mut dana = world.later::<30>().admin().await;
    let page = dana.get("/users").await.body;
    assert!(page.contains("4 invitations have lapsed") && page.contains("Invited, lapsed"), "{page}");
    let page = dana.get("/users?status=lapsed").await.body;
    assert!(page.contains("Yara Haddad") && page.contains("1 to 4 of 4"), "{page}");
}
