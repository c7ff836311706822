//! Managers who import, in the panel: what an Admin lets them, what they see, and what they do not.

use axum::http::StatusCode;

use super::world::{Answer, PASSWORD, Visitor, World};
use crate::wizard::client::{Walker, id_of, upload, value_of};

/// A Manager of the teams of the Midwest, who may import, beside their Admin.
async fn importing() -> (World, Visitor, Visitor) {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let answer = dana.post("/settings/imports", &[("managers", "yes")]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/settings/imports"));
    let manager = world.visitor("jl.moreau").await;
    (world, dana, manager)
}

const HEADER: &str = "First Name,Last Name,Email,Phone,Role,Teams\r\n";
const ADA: &str = "Ada,Byron,ada.byron@northwind.example,+13125550187,Sales,Midwest\r\n";

async fn begun(visitor: &mut Visitor, name: &str, rows: &str) -> i64 {
    let answer = upload(visitor, "/imports", name, &format!("{HEADER}{rows}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    id_of(answer.location())
}

fn shows(answer: &Answer, words: &str) -> bool {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body.contains(words)
}

#[tokio::test]
async fn an_admin_turns_it_on_and_off_and_the_page_says_how_it_is() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    assert_eq!(dana.get("/settings").await.location(), "/settings/company");
    assert!(shows(&dana.get("/settings/imports").await, "Let Managers import"));
    let mut manager = world.visitor("jl.moreau").await;
    for (answer, said, status, home) in [
        ("yes", "Managers may import from now on.", StatusCode::OK, ""),
        ("yes", "Managers may import from now on.", StatusCode::OK, ""),
        ("no", "Only Admins import from now on.", StatusCode::FORBIDDEN, "/me"),
    ] {
        assert_eq!(
            dana.post("/settings/imports", &[("managers", answer)]).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(shows(&dana.get("/settings/imports").await, said));
        // At once, for a session that was there before.
        assert_eq!(manager.get("/imports").await.status, status);
        assert_eq!(manager.get("/").await.location(), home);
    }
    assert!(shows(&dana.get("/settings/imports").await, "Let Managers import"));
    for form in [&[("managers", "perhaps")][..], &[]] {
        assert_eq!(dana.post("/settings/imports", form).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_managers_menu_has_imports_and_users_and_nothing_else() {
    let (world, _, mut manager) = importing().await;
    let list = manager.get("/imports").await;
    assert!(shows(&list, "href=\"/imports\" aria-current=\"page\""));
    for path in ["/teams", "/territories", "/outbox", "/settings"] {
        assert!(!list.body.contains(&format!("href=\"{path}")), "{path}: {}", list.body);
    }
    let mut sales = world.visitor("aaliyah.brooks").await;
    assert!(!shows(&sales.get("/me").await, "menu-bar"));
}

#[tokio::test]
async fn a_manager_sees_only_the_imports_that_they_began() {
    let (_, mut dana, mut manager) = importing().await;
    let hers = begun(&mut dana, "hers.csv", ADA).await;
    let theirs = begun(&mut manager, "theirs.csv", ADA).await;
    let list = manager.get("/imports").await;
    assert!(shows(&list, "theirs.csv") && !list.body.contains("hers.csv"), "{}", list.body);
    assert!(!list.body.contains("everybody.csv"), "{}", list.body);
    assert!(list.body.contains("You left it"));
    let list = dana.get("/imports").await;
    assert!(shows(&list, "theirs.csv") && shows(&list, "Jean-Luc Moreau left it"), "{}", list.body);
    // An address of their own page may name another import after its question mark.
    assert_eq!(manager.get(&format!("/imports/new?instead={hers}")).await.status, StatusCode::NOT_FOUND);
    let instead = format!("/imports?instead={hers}");
    let other = upload(&mut manager, &instead, "other.csv", &format!("{HEADER}{ADA}")).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert_eq!(dana.get(&format!("/imports/{hers}/match")).await.status, StatusCode::OK, "it was discarded");
    let own = manager.get(&format!("/imports/new?instead={theirs}")).await;
    assert!(shows(&own, "theirs.csv is here"));
}

#[tokio::test]
async fn a_manager_downloads_the_people_of_their_own_teams_and_territories() {
    let (_, mut dana, mut manager) = importing().await;
    let all = dana.get("/users/export.csv").await.body;
    let own = manager.get("/users/export.csv").await.body;
    let people = |csv: &str| csv.lines().skip(1).map(str::to_owned).collect::<Vec<String>>();
    let (all, own) = (people(&all), people(&own));
    assert!(own.len() > 5 && own.len() < all.len(), "{} of {}", own.len(), all.len());
    for line in &own {
        assert!(all.contains(line), "{line}");
        let near = ["Midwest", "Great Lakes", "Prairie"].iter().any(|name| line.contains(name));
        assert!(near, "{line} is of others");
    }
    let near = all.iter().filter(|line| line.contains("Midwest"));
    assert!(near.clone().count() > 5 && near.clone().all(|line| own.contains(line)), "somebody is missing");
    let page = manager.get("/imports/new").await;
    assert!(shows(&page, "You import Sales people for Midwest, Great Lakes and Prairie."), "{}", page.body);
    let counted = format!("{} people", own.len() + 1);
    assert!(shows(&page, &counted), "{counted} (with one who is suspended): {}", page.body);
}

#[tokio::test]
async fn a_manager_imports_for_their_team_from_the_file_to_the_people() {
    let (world, mut dana, mut manager) = importing().await;
    let import = begun(&mut manager, "theirs.csv", ADA).await;
    let mut walker = Walker { world, visitor: manager.clone(), import };
    let done = walker.agree("").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    walker.work().await;
    let page = walker.page("/done").await;
    assert!(page.contains("1 user is imported") && page.contains("by Jean-Luc Moreau"), "{page}");
    assert!(!page.contains("href=\"/users"), "a page that only Admins see: {page}");
    assert!(page.contains("class=\"funnel\""), "{page}");
    for path in ["/outbox", "/invitations"] {
        assert!(!page.contains(&format!("href=\"{path}")), "{path}: {page}");
    }
    assert!(shows(&dana.get("/users?find=byron").await, "Ada Byron"));
    // Not a word more about it once Managers import no more.
    assert_eq!(dana.post("/settings/imports", &[("managers", "no")]).await.status, StatusCode::SEE_OTHER);
    let gone = manager.get(&format!("/imports/{import}/done")).await;
    assert_eq!(gone.status, StatusCode::FORBIDDEN);
    assert!(!gone.body.contains("Ada"), "{}", gone.body);
}

#[tokio::test]
async fn what_only_an_admin_may_is_told_row_by_row_and_nobody_outside_is_named() {
    let (world, _, mut manager) = importing().await;
    let rows = format!(
        "{ADA}Sofía,Herrera,s.herrera@northwind.example,(503) 555-0104,Manager,Pacific\r\n\
         Bo,Lund,bo.lund@northwind.example,(503) 555-0149,Sales,Midwest\r\n\
         Cy,Dean,cy.dean@northwind.example,+13125550189,Admin,\r\n\
         Di,Fox,di.fox@northwind.example,+13125550190,Sales,Pacific\r\n\
         Ed,Gil,ed.gil@northwind.example,+13125550191,Sales,Night Shift\r\n"
    );
    let import = begun(&mut manager, "theirs.csv", &rows).await;
    let mut walker = Walker { world, visitor: manager, import };
    let page = walker.page("/fix").await;
    for words in [
        "Role is not Sales",
        "“Pacific” is not one of your teams",
        "Phone is held by somebody else",
        "No team “Night Shift”",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Not one of your Sales people"), "{page}");
    for words in ["Adeyemi", "Or create it under", "Create “Night Shift”", "Key Accounts"] {
        assert!(!page.contains(words), "{words}: {page}");
    }
    let review = walker.page("/review").await;
    assert!(
        !review.contains("Cascades") && !review.contains("10391"),
        "what the company has of her: {review}"
    );
    let refused = walker
        .visitor
        .post(&walker.path("/apply"), &[("fingerprint", &value_of(&review, "fingerprint"))])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
}

#[tokio::test]
async fn the_switch_of_one_account_is_none_of_another() {
    let (world, ..) = importing().await;
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    assert!(shows(&sam.get("/settings/imports").await, "Let Managers import"));
}

#[tokio::test]
async fn what_an_admin_has_taken_over_stands_in_the_managers_list_and_does_not_open() {
    let (world, dana, mut manager) = importing().await;
    let import = begun(&mut manager, "theirs.csv", ADA).await;
    let mut walker = Walker { world, visitor: dana, import };
    assert_eq!(walker.agree("").await.status, StatusCode::SEE_OTHER);
    let list = manager.get("/imports").await;
    assert!(!shows(&list, "Being applied"), "{}", list.body);
    walker.work().await;
    assert!(walker.page("/done").await.contains("by Dana Mitchell"));
    let list = manager.get("/imports").await;
    assert!(shows(&list, "theirs.csv") && shows(&list, "Dana Mitchell"), "{}", list.body);
    assert!(!list.body.contains(&format!("/imports/{import}")), "{}", list.body);
    for page in ["", "/done", "/outcome.csv", "/left-out.csv", "/original"] {
        let answer = manager.get(&walker.path(page)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
}
