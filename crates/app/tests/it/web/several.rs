//! Several people edited at once through the page, as a browser without scripts does it.

use axum::http::StatusCode;
use plan::snapshot::{Access, Role};
use store::users::User;
use store::values::PersonValues;

use super::users::shows;
use super::world::{Answer, PASSWORD, Visitor, World};
use crate::wizard::client::value_of;

/// Fields for these people, and what is asked for.
fn fields<'a>(ids: &'a [String], asked: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    ids.iter().map(|id| ("id", id.as_str())).chain(asked.iter().copied()).collect()
}

async fn ids<const N: usize>(world: &World, people: [&str; N]) -> Vec<String> {
    let mut ids = Vec::new();
    for local in people {
        ids.push(world.user(local).await.id.to_string());
    }
    ids
}

/// Looks at what something comes to.
async fn look(visitor: &mut Visitor, fields: &[(&str, &str)]) -> Answer {
    let shown = visitor.post("/users/edit", fields).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    shown
}

/// Sends the same once more, with what a page showed and a number.
async fn agree(visitor: &mut Visitor, fields: &[(&str, &str)], shown: &Answer, confirm: &str) -> Answer {
    let (seen, asked) = (value_of(&shown.body, "fingerprint"), value_of(&shown.body, "asked"));
    let mut fields = fields.to_vec();
    fields.extend([("fingerprint", &*seen), ("asked", &asked), ("confirm", confirm)]);
    visitor.post("/users/edit", &fields).await
}

/// Looks, agrees, and is where those are listed whom it changed.
async fn done(visitor: &mut Visitor, fields: &[(&str, &str)], said: &str) {
    let shown = look(visitor, fields).await;
    let done = agree(visitor, fields, &shown, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.location().starts_with("/users?import="), "{}", done.location());
    shows(&visitor.get(done.location()).await, said);
}

/// The ids of teams and territories of the company, by name.
async fn group(world: &World, name: &str) -> String {
    let account = world.account().await;
    let mut view = world.state.db.view().await.unwrap();
    let teams = store::teams::all(&mut view, account).await.unwrap();
    let territories = store::territories::all(&mut view, account).await.unwrap();
    let found = teams.iter().chain(&territories).find(|group| group.name == name);
    found.unwrap_or_else(|| panic!("{name}")).id.to_string()
}

/// Everything of somebody that a test does not set on purpose.
fn rest(user: &User) -> PersonValues {
    let values = user.values.clone();
    PersonValues {
        role: Role::Sales,
        access: Access::Limited,
        teams: Vec::new(),
        territories: Vec::new(),
        ..values
    }
}

fn has(user: &User, id: &str) -> bool {
    user.values.teams.iter().any(|team| team.0.to_string() == id)
        || user.values.territories.iter().any(|territory| territory.0.to_string() == id)
}

#[tokio::test]
async fn the_form_says_who_is_chosen_and_wants_something_to_change() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    shows(&dana.get("/users").await, "formaction=\"/users/edit\"");
    let ids = ids(&world, ["aaliyah.brooks", "yara.haddad"]).await;
    let page = dana.get(&format!("/users/edit?find=a&id={}&id={}", ids[0], ids[1])).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["Edit 2 people", "Who is chosen", "Aaliyah Brooks", "Yara Haddad", "/users?find=a"] {
        shows(&page, words);
    }
    assert!(!page.body.contains("name=\"fingerprint\""), "there is nothing to agree to yet: {}", page.body);
    let nothing = dana.post("/users/edit", &fields(&ids, &[("teams_way", "add")])).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&nothing, "Nothing to change is chosen.");
    let nobody = dana.post("/users/edit", &[("set_role", "Manager"), ("role", "Sales")]).await;
    assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, "/users?role=Sales"));
}

#[tokio::test]
async fn a_role_is_given_to_several_and_nothing_else_of_them_changes() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let mut aaliyah = world.visitor("aaliyah.brooks").await;
    let before = [world.user("aaliyah.brooks").await, world.user("yara.haddad").await];
    let ids = ids(&world, ["aaliyah.brooks", "yara.haddad"]).await;
    let fields = fields(&ids, &[("set_role", "Manager")]);
    let shown = look(&mut dana, &fields).await;
    for words in [
        "All 2 people change.",
        "2 people get the role Manager.",
        "1 person is signed out everywhere at once.",
        "Nobody gets a message about it.",
        "Change 2 people",
    ] {
        shows(&shown, words);
    }
    done(&mut dana, &fields, "2 people are changed.").await;
    for user in before {
        let local = user.values.email.split('@').next().unwrap();
        let now = world.user(local).await;
        assert_eq!(now.values, PersonValues { role: Role::Manager, ..user.values.clone() });
    }
    assert_eq!(aaliyah.get("/me").await.status, StatusCode::SEE_OTHER, "the session ended");
    assert_eq!(world.sent().await.len(), 0);
    let story = dana.get(&format!("/users/{}", ids[0])).await;
    for words in ["Changed", "<ins class=\"new\">Manager</ins>", "Dana Mitchell"] {
        shows(&story, words);
    }
    let log = dana.get("/audit?what=users").await.body;
    assert!(log.contains("Changed by hand") && log.contains("2 updated"), "{log}");
    let history = dana.get("/imports").await;
    assert!(!history.body.contains("2 updated"), "a form is no file of the history");
}

#[tokio::test]
async fn teams_are_added_taken_out_and_set_for_each_as_they_are() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let (key, midwest) = (group(&world, "Key Accounts").await, group(&world, "Midwest").await);
    let people = ["aaliyah.brooks", "grace.achieng"];
    let ids = ids(&world, people).await;
    let before = [world.user(people[0]).await, world.user(people[1]).await];
    // Grace is in Key Accounts, and Aaliyah in the Midwest.
    let add = fields(&ids, &[("teams_way", "add"), ("teams", &key)]);
    let shown = look(&mut dana, &add).await;
    shows(&shown, "1 of 2 people changes.");
    shows(&shown, "1 person is like this already.");
    shows(&shown, "<ins class=\"new\">Key Accounts</ins>");
    done(&mut dana, &add, "Aaliyah Brooks is changed.").await;
    assert!(has(&world.user(people[0]).await, &midwest) && has(&world.user(people[0]).await, &key));
    let remove = fields(&ids, &[("teams_way", "remove"), ("teams", &key)]);
    shows(&look(&mut dana, &remove).await, "2 teams and territories are taken away.");
    done(&mut dana, &remove, "2 people are changed.").await;
    assert!(has(&world.user(people[0]).await, &midwest) && !has(&world.user(people[0]).await, &key));
    assert!(world.user(people[1]).await.values.teams.is_empty());
    let set = fields(&ids, &[("teams_way", "set"), ("teams", &key), ("teams", &midwest)]);
    done(&mut dana, &set, "2 people are changed.").await;
    for (local, before) in people.into_iter().zip(&before) {
        let now = world.user(local).await;
        assert!(has(&now, &key) && has(&now, &midwest) && now.values.teams.len() == 2, "{now:?}");
        assert_eq!((rest(&now), &now.values.territories), (rest(before), &before.values.territories));
    }
}

#[tokio::test]
async fn access_and_territories_change_together_or_who_has_one_stays() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let people = ["aaliyah.brooks", "grace.achieng"];
    let ids = ids(&world, people).await;
    let alone = look(&mut dana, &fields(&ids, &[("set_access", "Global")])).await;
    shows(&alone, "Nobody changes");
    shows(&alone, "Aaliyah Brooks and Grace Achieng:</b> Who has Global access sees every record");
    assert!(!alone.body.contains("name=\"fingerprint\""), "{}", alone.body);
    let both = fields(&ids, &[("set_access", "Global"), ("territories_way", "set")]);
    done(&mut dana, &both, "2 people are changed.").await;
    for local in people {
        let values = world.user(local).await.values;
        assert_eq!((values.access, values.territories.len()), (Access::Global, 0));
        assert_eq!(values.teams.len(), 1, "teams stay");
    }
    let cascades = group(&world, "Cascades").await;
    let back = [("set_access", "Limited"), ("territories_way", "add"), ("territories", cascades.as_str())];
    done(&mut dana, &fields(&ids, &back), "2 people are changed.").await;
    assert!(has(&world.user("grace.achieng").await, &cascades));
}

#[tokio::test]
async fn all_of_a_list_want_their_number_and_a_wrong_one_loses_nothing_that_was_chosen() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let fields = [
        ("all", "yes"),
        ("status", "Active"),
        ("role", "Sales"),
        ("set_role", "Manager"),
        ("teams_way", "keep"),
    ];
    let shown = look(&mut dana, &fields).await;
    shows(&shown, "One more look");
    let count = shown.body.split("Change ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    for wrong in ["", "1"] {
        let refused = agree(&mut dana, &fields, &shown, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        shows(&refused, &format!("The number is {count}."));
        shows(&refused, "name=\"set_role\" value=\"Manager\" checked");
        shows(&refused, "name=\"status\" value=\"Active\"");
    }
    assert_eq!(world.user("aaliyah.brooks").await.values.role, Role::Sales);
    let done = agree(&mut dana, &fields, &shown, &count).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    shows(&dana.get(done.location()).await, &format!("{count} people are changed."));
    let left = dana.get("/users/list.csv?status=Active&role=Sales").await;
    assert_eq!(left.body.lines().count(), 1, "{}", left.body);
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_is_told_and_what_was_chosen_stays() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let mut ingrid = world.visitor("i.solheim").await;
    let (key, cascades) = (group(&world, "Key Accounts").await, group(&world, "Cascades").await);
    let ids = ids(&world, ["aaliyah.brooks", "yara.haddad"]).await;
    let asked = fields(&ids, &[("teams_way", "add"), ("teams", &key)]);
    let old = look(&mut dana, &asked).await;
    let hers = fields(&ids[..1], &[("territories_way", "add"), ("territories", &cascades)]);
    done(&mut ingrid, &hers, "Aaliyah Brooks is changed.").await;
    let late = agree(&mut dana, &asked, &old, "").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    shows(&late, "Nothing was done yet");
    shows(&late, &format!("name=\"teams\" value=\"{key}\" checked"));
    assert!(!has(&world.user("aaliyah.brooks").await, &key));
    let done = agree(&mut dana, &asked, &late, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let now = world.user("aaliyah.brooks").await;
    assert!(has(&now, &key) && has(&now, &cascades), "what the other set is there: {now:?}");
}

#[tokio::test]
async fn something_else_than_was_looked_at_is_shown_first() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let ids = ids(&world, ["aaliyah.brooks", "yara.haddad"]).await;
    let shown = look(&mut dana, &fields(&ids, &[("set_role", "Manager")])).await;
    let other = agree(&mut dana, &fields(&ids, &[("set_role", "Admin")]), &shown, "").await;
    assert_eq!(other.status, StatusCode::OK, "{}", other.body);
    shows(&other, "2 people get the role Admin.");
    assert!(!other.body.contains("Nothing was done yet"), "nobody else changed anything");
    // A page that was made up has seen nothing.
    let made_up = [("set_role", "Manager"), ("fingerprint", NO_PLAN), ("asked", "keep keep")];
    assert_eq!(dana.post("/users/edit", &fields(&ids, &made_up)).await.status, StatusCode::OK);
    assert_eq!(world.user("yara.haddad").await.values.role, Role::Sales);
}

const NO_PLAN: &str = "00000000000000000000000000000000.00000000000000000000000000000000";

#[tokio::test]
async fn who_cannot_be_changed_is_named_and_stays_and_the_others_are_changed() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let key = group(&world, "Key Accounts").await;
    let ids = ids(&world, ["dana.mitchell", "i.solheim", "aaliyah.brooks"]).await;
    let role = look(&mut dana, &fields(&ids, &[("set_role", "Manager")])).await;
    shows(&role, "Dana Mitchell:</b> Nobody changes their own role, e-mail, phone or status.");
    shows(&role, "2 of 3 people change.");
    shows(&role, "Ingrid Solheim:</b> Limited people see the records in their territories");
    shows(&role, "Who was an Admin is Limited from now on");
    let teams = fields(&ids, &[("teams_way", "add"), ("teams", &key)]);
    let shown = look(&mut dana, &teams).await;
    shows(&shown, "Dana Mitchell and Ingrid Solheim:</b> Admins are on no team.");
    done(&mut dana, &teams, "Aaliyah Brooks is changed.").await;
    assert!(world.user("i.solheim").await.values.teams.is_empty());
    let never = fields(&ids[2..], &[("teams_way", "add"), ("teams", "999999")]);
    assert_eq!(dana.post("/users/edit", &never).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_manager_changes_their_own_people_within_what_they_may_give() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    dana.post("/settings/imports", &[("managers", "yes")]).await;
    let mut manager = world.visitor("jl.moreau").await;
    let (prairie, cascades) = (group(&world, "Prairie").await, group(&world, "Cascades").await);
    let own = ids(&world, ["aaliyah.brooks"]).await;
    let page = manager.get(&format!("/users/edit?id={}", own[0])).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(!page.body.contains("set_role") && page.body.contains("Prairie"), "{}", page.body);
    assert!(!page.body.contains("Cascades") && !page.body.contains("value=\"Global\""), "{}", page.body);
    let add = |territory| [("territories_way", "add"), ("territories", territory)];
    done(&mut manager, &fields(&own, &add(&prairie)), "Aaliyah Brooks is changed.").await;
    assert!(has(&world.user("aaliyah.brooks").await, &prairie));
    for asked in [&add(&cascades)[..], &[("set_role", "Manager")], &[("set_access", "Global")]] {
        let refused = look(&mut manager, &fields(&own, asked)).await;
        shows(&refused, "Nobody changes");
        shows(&refused, "<b>Aaliyah Brooks:</b>");
    }
    for other in ["dana.mitchell", "keanu.mahoe"] {
        let both = ids(&world, ["aaliyah.brooks", other]).await;
        let path = format!("/users/edit?id={}&id={}", both[0], both[1]);
        assert_eq!(manager.get(&path).await.status, StatusCode::NOT_FOUND, "{other}");
        let sent = manager.post("/users/edit", &fields(&both, &add(&prairie))).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{other}");
    }
    // All of their list is all of theirs: whoever is no Sales person is named and stays.
    let all = [("all", "yes"), ("territories_way", "remove"), ("territories", prairie.as_str())];
    let shown = look(&mut manager, &all).await;
    assert!(!shown.body.contains("Keanu"), "{}", shown.body);
    shows(&shown, "Jean-Luc Moreau:</b> Managers change nothing about themselves.");
}

#[tokio::test]
async fn people_and_teams_of_another_account_are_not_found() {
    let world = World::new().await;
    let mut sam = world.stranger();
    let signed = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
    assert_eq!(sam.post("/sign-in", &signed).await.status, StatusCode::SEE_OTHER);
    let theirs = ids(&world, ["aaliyah.brooks"]).await;
    assert_eq!(sam.get(&format!("/users/edit?id={}", theirs[0])).await.status, StatusCode::NOT_FOUND);
    let sent = sam.post("/users/edit", &fields(&theirs, &[("set_role", "Admin")])).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    let key = group(&world, "Key Accounts").await;
    let all = [("all", "yes"), ("teams_way", "set"), ("teams", key.as_str())];
    let sent = sam.post("/users/edit", &all).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert!(!sent.body.contains("Key Accounts"), "{}", sent.body);
}

#[tokio::test]
async fn a_team_that_was_archived_meanwhile_is_said_and_what_else_was_chosen_stays() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let added = dana.post("/teams/new", &[("name", "Gulf"), ("under", "")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let (gulf, ids) = (group(&world, "Gulf").await, ids(&world, ["aaliyah.brooks", "keanu.mahoe"]).await);
    let asked = [("set_role", "Manager"), ("teams_way", "add"), ("teams", gulf.as_str())];
    let fields = fields(&ids, &asked);
    let shown = look(&mut dana, &fields).await;
    let archive = format!("/teams/{gulf}/archive");
    assert_eq!(dana.post(&archive, &[("seen", "0"), ("confirm", "")]).await.status, StatusCode::SEE_OTHER);
    let answer = agree(&mut dana, &fields, &shown, "").await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert!(
        answer.body.contains("“Gulf” was archived or merged since you opened this page."),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("name=\"set_role\" value=\"Manager\" checked"), "{}", answer.body);
    assert_eq!(world.user("aaliyah.brooks").await.values.role, Role::Sales);
}

#[tokio::test]
async fn all_of_a_list_that_nobody_can_read_is_nobody() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for (name, value) in
        [("import", "x"), ("team", "none"), ("role", "Boss"), ("status", "Gone"), ("seen", "9")]
    {
        for path in ["/users/edit", "/users/standing"] {
            let sent = [("all", "yes"), ("act", "suspend"), ("set_role", "Sales"), (name, value)];
            let answer = dana.post(path, &sent).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {name}: {}", answer.body);
        }
    }
}
