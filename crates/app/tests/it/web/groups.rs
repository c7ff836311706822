//! Teams and territories in the office: what an Admin does with one, what is said beforehand, and what is refused.

use axum::http::StatusCode;
use store::{audit, invariants, teams, territories};

use super::world::{Visitor, World};

/// The example company, its Admin, and ids by name.
struct Office {
    world: World,
    dana: Visitor,
}

impl Office {
    async fn new() -> Self {
        let world = World::new().await;
        Self { dana: world.admin().await, world }
    }

    async fn team(&self, name: &str) -> i64 {
        let mut view = self.world.state.db.view().await.unwrap();
        let all = teams::all(&mut view, self.world.account().await).await.unwrap();
        all.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("a team {name}")).id
    }

    async fn territory(&self, name: &str) -> i64 {
        let mut view = self.world.state.db.view().await.unwrap();
        let all = territories::all(&mut view, self.world.account().await).await.unwrap();
        all.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("a territory {name}")).id
    }

    /// Does something, and comes back to a page that says so.
    async fn does(&mut self, path: &str, form: &[(&str, &str)], said: &str) -> String {
        let answer = self.dana.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        let to = answer.location().to_owned();
        let page = self.dana.get(to.split('#').next().unwrap()).await.body;
        assert!(page.contains(said), "{said}: {page}");
        to
    }

    /// Is told at the field why something is not done.
    async fn is_refused(&mut self, path: &str, form: &[(&str, &str)], why: &str) {
        let answer = self.dana.post(path, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
        assert!(answer.body.contains(why), "{why}: {}", answer.body);
        assert!(answer.body.contains("aria-invalid=\"true\""), "{}", answer.body);
    }

    async fn actions(&self) -> Vec<String> {
        let mut view = self.world.state.db.view().await.unwrap();
        let entries = audit::newest(&mut view, self.world.account().await, 10).await.unwrap();
        entries.into_iter().map(|entry| entry.action).filter(|action| action.starts_with('t')).collect()
    }
}

#[tokio::test]
async fn a_team_is_added_renamed_and_moved_and_each_way_back_leads_to_its_row() {
    let mut office = Office::new().await;
    let field = office.team("Field Sales").await;
    let form = office.dana.get(&format!("/teams/new?below={field}")).await.body;
    assert!(form.contains(&format!("<option value=\"{field}\" selected>Field Sales</option>")), "{form}");
    let under = field.to_string();
    let to = office
        .does("/teams/new", &[("name", "  South  East "), ("under", &under)], "“South East” is added.")
        .await;
    let new = office.team("South East").await;
    assert_eq!(to, format!("/teams#row-{new}"));
    let path = format!("/teams/{new}");
    let to = office
        .does(&format!("{path}/rename"), &[("name", "Gulf")], "“South East” is called “Gulf” now.")
        .await;
    assert_eq!(to, format!("/teams#row-{new}"));
    office.does(&format!("{path}/move"), &[("under", "")], "“Gulf” is at the top now.").await;
    let page = office.dana.get(&path).await.body;
    assert!(page.contains("At the top. 0 people. Also known as “South East”."), "{page}");
    assert_eq!(office.actions().await, ["team.moved", "team.renamed", "team.created"]);
    assert_eq!(invariants::check(&office.world.state.db).await.unwrap(), []);
}

#[tokio::test]
async fn what_cannot_be_done_is_said_at_the_field_and_nothing_is_changed() {
    let mut office = Office::new().await;
    let (field, midwest, accounts) =
        (office.team("Field Sales").await, office.team("Midwest").await, office.team("Key Accounts").await);
    let taken = "There is a team of this name in that place already.";
    let under = field.to_string();
    office.is_refused("/teams/new", &[("name", " "), ("under", "")], "Type a name.").await;
    office.is_refused("/teams/new", &[("name", "PACIFIC"), ("under", &under)], taken).await;
    office.is_refused(&format!("/teams/{midwest}/rename"), &[("name", "pacific")], taken).await;
    let long = "x".repeat(101);
    office.is_refused(&format!("/teams/{midwest}/rename"), &[("name", &long)], "longer than 100").await;
    let below = midwest.to_string();
    office
        .is_refused(&format!("/teams/{field}/move"), &[("under", &below)], "nothing is moved below itself")
        .await;
    let words = "nothing is merged into itself or into what is below it";
    office.is_refused(&format!("/teams/{field}/merge"), &[("into", &below)], words).await;
    office.is_refused(&format!("/teams/{accounts}/merge"), &[("into", "")], "Choose the team").await;
    assert_eq!(office.actions().await, Vec::<String>::new());
}

#[tokio::test]
async fn merging_says_what_follows_and_does_it() {
    let mut office = Office::new().await;
    let (midwest, pacific) = (office.team("Midwest").await, office.team("Pacific").await);
    let page = office.dana.get(&format!("/teams/{midwest}")).await.body;
    assert!(page.contains("Where the other team has one of the same name, the two become one."), "{page}");
    let into = pacific.to_string();
    let to = office
        .does(
            &format!("/teams/{midwest}/merge"),
            &[("into", &into)],
            "“Midwest” is part of “Field Sales &#62; Pacific” now.",
        )
        .await;
    assert_eq!(to, format!("/teams#row-{pacific}"));
    let list = office.dana.get("/teams").await.body;
    assert_eq!(list.matches(">Inside Sales</a>").count(), 1, "{list}");
    let page = office.dana.get(&format!("/teams/{midwest}")).await.body;
    assert!(page.contains("Part of <a href="), "{page}");
    let person = office.world.user("aaliyah.brooks").await.id;
    let story = office.dana.get(&format!("/users/{person}")).await.body;
    assert!(story.contains("Team became part of another"), "{story}");
    assert!(story.contains("Midwest</del>") && story.contains(">Field Sales &#62; Pacific</ins>"), "{story}");
    assert_eq!(invariants::check(&office.world.state.db).await.unwrap(), []);
}

#[tokio::test]
async fn archiving_many_asks_for_their_number_and_restoring_brings_nobody_back() {
    let mut office = Office::new().await;
    let field = office.team("Field Sales").await;
    let path = format!("/teams/{field}");
    let page = office.dana.get(&path).await.body;
    let seen = crate::wizard::client::value_of(&page, "seen");
    assert!(page.contains(&format!("{seen} people leave it and what is below it.")), "{page}");
    assert!(page.contains("With it go the 4 teams below it."), "{page}");
    let archive = format!("{path}/archive");
    office
        .is_refused(&archive, &[("seen", &seen), ("confirm", "1")], &format!("The number is {seen}."))
        .await;
    let stale = office.dana.post(&archive, &[("seen", "7"), ("confirm", "7")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let words = format!("{seen} people would leave it by now. Look again, and archive it if that is right.");
    assert!(stale.body.contains(&words), "{}", stale.body);
    assert_eq!(crate::wizard::client::value_of(&stale.body, "seen"), seen);
    office
        .does(
            &archive,
            &[("seen", &seen), ("confirm", &seen)],
            "“Field Sales” and 4 teams below it are archived.",
        )
        .await;
    let list = office.dana.get("/teams").await.body;
    assert!(!list.contains("Midwest") && list.contains("Key Accounts"), "{list}");
    let archived = office.dana.get("/teams?show=archived").await.body;
    assert!(archived.contains("Restore “Field Sales” first."), "{archived}");
    // They are not offered where people are looked for, and not where they are put somewhere.
    assert!(!office.dana.get("/users").await.body.contains(">Midwest<"));
    let below = office.dana.get(&format!("/teams/new?below={field}")).await;
    assert_eq!(below.status, StatusCode::NOT_FOUND);
    office.does(&format!("{path}/restore"), &[], "“Field Sales” is back. Nobody is in it yet.").await;
    assert_eq!(invariants::check(&office.world.state.db).await.unwrap(), []);
}

#[tokio::test]
async fn a_territory_gets_a_colour_and_says_who_sees_nothing_without_it() {
    let mut office = Office::new().await;
    let lakes = office.territory("Great Lakes").await;
    let path = format!("/territories/{lakes}");
    let page = office.dana.get(&path).await.body;
    assert!(page.contains("see no record until you give them one"), "{page}");
    office.does(&format!("{path}/colour"), &[("colour", "teal")], "“Great Lakes” is teal now.").await;
    assert!(office.dana.get("/territories").await.body.contains("dot dot-teal"));
    office.does(&format!("{path}/colour"), &[("colour", "")], "“Great Lakes” has no colour now.").await;
    let odd = office.dana.post(&format!("{path}/colour"), &[("colour", "red; x")]).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_person_of_an_import_goes_on_to_have_been_in_a_team_that_is_archived() {
    let mut office = Office::new().await;
    let accounts = office.team("Key Accounts").await;
    let page = office.dana.get(&format!("/teams/{accounts}")).await.body;
    let seen = crate::wizard::client::value_of(&page, "seen");
    let person = office.world.user("priya.raman").await.id;
    let form = [("seen", seen.as_str()), ("confirm", &seen)];
    office.does(&format!("/teams/{accounts}/archive"), &form, "“Key Accounts” is archived.").await;
    let page = office.dana.get(&format!("/users/{person}")).await.body;
    assert!(page.contains("Key Accounts"), "{page}");
    assert!(page.contains("Team archived"), "{page}");
    // Whoever archived what was archived is not asked for again.
    let again = office.dana.post(&format!("/teams/{accounts}/archive"), &form).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("Restore"), "{}", again.body);
}

#[tokio::test]
async fn a_form_that_chooses_a_team_which_was_archived_meanwhile_says_so_and_adds_nobody() {
    let mut office = Office::new().await;
    office.does("/teams/new", &[("name", "Gulf"), ("under", "")], "“Gulf” is added.").await;
    let gulf = office.team("Gulf").await;
    let said = "“Gulf” is archived.";
    office.does(&format!("/teams/{gulf}/archive"), &[("seen", "0"), ("confirm", "")], said).await;
    let gulf = gulf.to_string();
    let fields = [&super::users::ADA[..], &[("teams", gulf.as_str())]].concat();
    let answer = office.dana.post("/users/new", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    let why = "“Gulf” was archived or merged since you opened the form. Open it again and choose anew";
    assert!(answer.body.contains(why), "{}", answer.body);
    assert!(!office.dana.get("/users").await.body.contains("ada.byron@"));
}
