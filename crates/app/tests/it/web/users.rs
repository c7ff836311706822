//! People by hand: add, edit, suspend, reactivate and cancel through the pages, as a browser without scripts does it.

use axum::http::StatusCode;
use plan::snapshot::{Role, Status};
use store::users::User;

use super::world::{Answer, PASSWORD, Visitor, World};
use crate::wizard::client::value_of;

/// The fields of somebody new.
pub const ADA: [(&str, &str); 7] = [
    ("first_name", "Ada"),
    ("last_name", "Byron"),
    ("email", "ada.byron@northwind.example"),
    ("phone", "+13125550187"),
    ("role", "Sales"),
    ("territory_access", "Limited"),
    ("external_id", "A-1"),
];

/// Some fields with others in their place.
fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more).copied().collect()
}

/// Sends a form, and once more with what it showed.
pub async fn agree(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    let shown = visitor.post(path, fields).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(shown.body.contains("What will happen"), "{}", shown.body);
    let seen = value_of(&shown.body, "seen");
    visitor.post(path, &with(fields, &[("seen", &seen)])).await
}

/// What the form of somebody is filled with, besides teams and territories.
async fn filled(visitor: &mut Visitor, user: &User) -> Vec<(String, String)> {
    let page = visitor.get(&format!("/users/{}/edit", user.id)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let names = ["first_name", "last_name", "email", "phone", "external_id", "version"];
    let mut fields: Vec<(String, String)> =
        names.map(|name| (name.to_owned(), value_of(&page.body, name))).into();
    fields.push(("role".into(), user.values.role.to_string()));
    fields.push(("territory_access".into(), user.values.access.to_string()));
    fields.extend(user.values.teams.iter().map(|team| ("teams".to_owned(), team.0.to_string())));
    let territories = user.values.territories.iter();
    fields.extend(territories.map(|territory| ("territories".to_owned(), territory.0.to_string())));
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

pub fn shows(answer: &Answer, words: &str) {
    assert!(answer.body.contains(words), "{words}: {}", answer.body);
}

#[tokio::test]
async fn somebody_is_added_once_what_follows_was_seen() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    shows(&dana.get("/users/new").await, "Add a user");
    let before = dana.post("/users/new", &ADA).await;
    shows(
        &before,
        "Ada Byron gets an invitation at ada.byron@northwind.example and by text at +1 312 555 0187.",
    );
    let done = agree(&mut dana, "/users/new", &ADA).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let ada = world.user("ada.byron").await;
    assert_eq!(done.location(), format!("/users/{}", ada.id));
    assert_eq!((ada.values.status, ada.values.role), (Status::Invited, Role::Sales));
    let page = dana.get(done.location()).await;
    shows(&page, "Ada Byron is added and invited.");
    shows(&page, "Added");
    shows(&page, "Dana Mitchell");
    world.invitation("ada.byron").await;
    let history = dana.get("/imports").await;
    assert!(!history.body.contains("Ada"), "a form is no file of the history");
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nobody_is_added() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let taken = [("email", "aaliyah.brooks@northwind.example"), ("last_name", ""), ("phone", "12")];
    let answer = dana.post("/users/new", &with(&ADA, &taken)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (field, words) in [
        ("email", "is in use by Aaliyah Brooks, Active. Say another."),
        ("last_name", "Everybody needs a last name. Fill it in."),
        ("phone", "“12” cannot be read."),
    ] {
        let at = answer.body.split(&format!("id=\"{field}-says\"")).nth(1).unwrap();
        let until = at.split("class=\"field").next().unwrap();
        assert!(at.split("id=\"").next().unwrap().contains(words), "{field}: {until}");
    }
    assert!(!answer.body.contains("row"), "a form has no rows");
    assert_eq!(value_of(&answer.body, "first_name"), "Ada", "what was typed stays");
}

#[tokio::test]
async fn what_was_seen_and_what_would_be_done_are_the_same_or_nothing_is_done() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let shown = dana.post("/users/new", &ADA).await;
    let seen = value_of(&shown.body, "seen");
    let other = with(&ADA, &[("role", "Manager"), ("seen", &seen)]);
    let again = dana.post("/users/new", &other).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    assert_ne!(value_of(&again.body, "seen"), seen);
    // Of two clicks the second finds the address in use.
    assert_eq!(agree(&mut dana, "/users/new", &ADA).await.status, StatusCode::SEE_OTHER);
    let second = dana.post("/users/new", &with(&ADA, &[("seen", &seen)])).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&second, "is in use by Ada Byron, Invited.");
}

#[tokio::test]
async fn an_edit_without_consequences_is_done_at_once_and_tells_its_story() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let user = world.user("aaliyah.brooks").await;
    let fields = filled(&mut dana, &user).await;
    let path = format!("/users/{}/edit", user.id);
    let same = dana.post(&path, &borrowed(&fields)).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER, "{}", same.body);
    shows(&dana.get(same.location()).await, "Nothing was changed.");
    let changed = with(&borrowed(&fields), &[("last_name", "Stone")]);
    let done = dana.post(&path, &changed).await;
    assert_eq!(
        (done.status, done.location()),
        (StatusCode::SEE_OTHER, format!("/users/{}", user.id).as_str())
    );
    let page = dana.get(done.location()).await;
    shows(&page, "Aaliyah Stone is changed.");
    shows(&page, "<del class=\"old\"><span class=\"visually-hidden\">from </span>Brooks</del>");
    assert_eq!(world.user("aaliyah.brooks").await.values.teams, user.values.teams, "teams stay as they were");
}

#[tokio::test]
async fn another_address_tells_the_old_one_and_signs_out() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let user = world.user("aaliyah.brooks").await;
    let mut aaliyah = world.visitor("aaliyah.brooks").await;
    let fields = filled(&mut dana, &user).await;
    let path = format!("/users/{}/edit", user.id);
    let fields = with(&borrowed(&fields), &[("email", "a.stone@northwind.example")]);
    let shown = dana.post(&path, &fields).await;
    shows(&shown, "Aaliyah Brooks is signed out everywhere at once.");
    shows(&shown, "The old address aaliyah.brooks@northwind.example is told that it was changed.");
    assert_eq!(agree(&mut dana, &path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(aaliyah.get("/me").await.status, StatusCode::SEE_OTHER);
    let sent = world.sent().await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].address, "aaliyah.brooks@northwind.example");
}

#[tokio::test]
async fn another_address_of_somebody_invited_ends_the_link_and_sends_a_new_one() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let yara = world.user("yara.haddad").await;
    let link = async || {
        let mut view = world.state.db.view().await.unwrap();
        let invite = store::invites::of_user(&mut view, yara.account, yara.id).await.unwrap().unwrap();
        format!("/join/{}", invite.token(&world.state.key).as_str())
    };
    let old = link().await;
    assert_eq!(world.stranger().get(&old).await.status, StatusCode::OK);
    let fields = filled(&mut dana, &yara).await;
    let path = format!("/users/{}/edit", yara.id);
    let fields = with(&borrowed(&fields), &[("email", "yara.king@northwind.example")]);
    let shown = dana.post(&path, &fields).await;
    shows(&shown, "The link sent so far ends, and a new invitation goes to yara.king@northwind.example");
    assert_eq!(agree(&mut dana, &path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stranger().get(&old).await.status, StatusCode::NOT_FOUND);
    shows(&world.stranger().get(&link().await).await, "yara.king@northwind.example");
    assert_eq!(world.sent().await.len(), 0, "nobody has joined who would be told");
}

#[tokio::test]
async fn a_form_that_was_overtaken_overwrites_nothing_and_shows_what_changed() {
    let world = World::new().await;
    let (mut dana, mut ingrid) = (world.admin().await, world.visitor("i.solheim").await);
    let user = world.user("aaliyah.brooks").await;
    let path = format!("/users/{}/edit", user.id);
    let (hers, theirs) = (filled(&mut dana, &user).await, filled(&mut ingrid, &user).await);
    let first = ingrid.post(&path, &with(&borrowed(&theirs), &[("last_name", "Stone")])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let fields = with(&borrowed(&hers), &[("first_name", "Alia")]);
    let late = dana.post(&path, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    shows(&late, "was changed since you opened this form");
    shows(&late, "Ingrid Solheim");
    shows(&late, "<ins class=\"new\">Stone</ins>");
    assert_eq!(world.user("aaliyah.brooks").await.values.last_name, "Stone");
    // What was typed stands there, about the person as they are now: sent again, it is meant.
    let version = value_of(&late.body, "version");
    let again = dana.post(&path, &with(&fields, &[("version", &version)])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let values = world.user("aaliyah.brooks").await.values;
    assert_eq!((values.first_name.as_str(), values.last_name.as_str()), ("Alia", "Brooks"));
}

#[tokio::test]
async fn a_new_admin_wants_the_number_typed_in() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let fields = with(&ADA, &[("role", "Admin")]);
    let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "territory_access").collect();
    let shown = dana.post("/users/new", &fields).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&shown, "This makes 1 new Admin.");
    let seen = value_of(&shown.body, "seen");
    let wrong = dana.post("/users/new", &with(&fields, &[("seen", &seen), ("confirm", "2")])).await;
    shows(&wrong, "The number is 1.");
    let right = dana.post("/users/new", &with(&fields, &[("seen", &seen), ("confirm", "1")])).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.body);
    assert_eq!(world.user("ada.byron").await.values.role, Role::Admin);
}

#[tokio::test]
async fn an_admin_changes_neither_their_own_role_nor_their_status() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let me = world.user("dana.mitchell").await;
    let fields = filled(&mut dana, &me).await;
    let path = format!("/users/{}/edit", me.id);
    let answer = dana.post(&path, &with(&borrowed(&fields), &[("role", "Sales")])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(&answer, "Nobody changes their own role, e-mail, phone or status. Another Admin can do it.");
    let page = dana.get(&format!("/users/{}", me.id)).await;
    assert!(page.body.contains("/edit") && !page.body.contains("act=suspend"), "{}", page.body);
    let ask = dana.get(&format!("/users/standing?act=suspend&id={}", me.id)).await;
    shows(&ask, "Nobody is moved");
    let done = dana
        .post(
            "/users/standing",
            &[
                ("act", "suspend"),
                ("id", &me.id.to_string()),
                ("fingerprint", &value_of(&ask.body, "fingerprint")),
            ],
        )
        .await;
    assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.user("dana.mitchell").await.values.status, Status::Active);
}

/// Asks for a move, and agrees to what is shown.
pub async fn moved(visitor: &mut Visitor, asked: &str, fields: &[(&str, &str)]) -> Answer {
    let ask = visitor.get(&format!("/users/standing?{asked}")).await;
    assert_eq!(ask.status, StatusCode::OK, "{}", ask.body);
    let fingerprint = value_of(&ask.body, "fingerprint");
    visitor.post("/users/standing", &with(fields, &[("fingerprint", &fingerprint)])).await
}

#[tokio::test]
async fn somebody_is_suspended_and_made_active_again_from_their_page() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let mut aaliyah = world.visitor("aaliyah.brooks").await;
    let user = world.user("aaliyah.brooks").await;
    let id = user.id.to_string();
    shows(&dana.get(&format!("/users/{id}")).await, "act=suspend");
    let ask = dana.get(&format!("/users/standing?act=suspend&one=yes&id={id}")).await;
    for words in [
        "Suspend Aaliyah Brooks?",
        "Aaliyah Brooks may not sign in any more, until made active again.",
        "Aaliyah Brooks is signed out everywhere at once.",
        "1 seat is free again.",
    ] {
        shows(&ask, words);
    }
    let fields = [("act", "suspend"), ("one", "yes"), ("id", id.as_str())];
    let done = moved(&mut dana, &format!("act=suspend&one=yes&id={id}"), &fields).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("/users/{id}").as_str()));
    let page = dana.get(done.location()).await;
    shows(&page, "Aaliyah Brooks is suspended.");
    shows(&page, "act=reactivate");
    assert_eq!(aaliyah.get("/me").await.status, StatusCode::SEE_OTHER, "the session ended");
    let fields = [("act", "reactivate"), ("one", "yes"), ("id", id.as_str())];
    let done = moved(&mut dana, &format!("act=reactivate&one=yes&id={id}"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(world.user("aaliyah.brooks").await.values.status, Status::Active);
    let story = dana.get(&format!("/users/{id}")).await.body;
    let at = |word: &str| story.find(word).unwrap_or_else(|| panic!("{word}: {story}"));
    assert!(at("Reactivated") < at(">Suspended") || at("Reactivated") < story.rfind("Suspended").unwrap());
    let mut anew = world.stranger();
    let fields = [("email", "aaliyah.brooks@northwind.example"), ("password", PASSWORD)];
    assert_eq!(anew.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_invitation_is_cancelled_and_its_address_is_free() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    assert_eq!(agree(&mut dana, "/users/new", &ADA).await.status, StatusCode::SEE_OTHER);
    let (ada, link) = (world.user("ada.byron").await, world.invitation("ada.byron").await);
    let id = ada.id.to_string();
    let fields = [("act", "cancel"), ("one", "yes"), ("id", id.as_str())];
    let done = moved(&mut dana, &format!("act=cancel&one=yes&id={id}"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = dana.get(done.location()).await;
    shows(&page, "The invitation of Ada Byron is cancelled.");
    assert!(!page.body.contains("/edit"), "there is nothing left to change: {}", page.body);
    assert_eq!(dana.get(&format!("/users/{id}/edit")).await.status, StatusCode::CONFLICT);
    assert_eq!(world.stranger().get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(agree(&mut dana, "/users/new", &ADA).await.status, StatusCode::SEE_OTHER, "once more");
}

#[tokio::test]
async fn a_selection_moves_those_who_fit_and_names_the_others() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    agree(&mut dana, "/users/new", &ADA).await;
    let ids =
        [world.user("aaliyah.brooks").await.id, world.user("ada.byron").await.id].map(|id| id.to_string());
    let asked = format!("act=suspend&id={}&id={}", ids[0], ids[1]);
    let ask = dana.get(&format!("/users/standing?{asked}")).await;
    shows(&ask, "Suspend Aaliyah Brooks?");
    shows(&ask, "Ada Byron has not joined yet. Cancel the invitation instead.");
    let fingerprint = value_of(&ask.body, "fingerprint");
    let fields = [
        ("act", "suspend"),
        ("id", ids[0].as_str()),
        ("id", ids[1].as_str()),
        ("fingerprint", fingerprint.as_str()),
    ];
    let done = dana.post("/users/standing", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = dana.get(done.location()).await;
    shows(&list, "Aaliyah Brooks is suspended.");
    assert!(!list.body.contains("ada.byron@"), "only whom it moved");
    assert_eq!(world.user("ada.byron").await.values.status, Status::Invited);
}

#[tokio::test]
async fn all_of_a_list_are_moved_once_their_number_was_typed() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let filter = "status=Active&role=Sales";
    let ask = dana.get(&format!("/users/standing?act=suspend&all=yes&{filter}")).await;
    shows(&ask, "One more look");
    let count = ask.body.split("Suspend ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    let fingerprint = value_of(&ask.body, "fingerprint");
    let fields = [
        ("act", "suspend"),
        ("all", "yes"),
        ("status", "Active"),
        ("role", "Sales"),
        ("fingerprint", &fingerprint),
    ];
    let without = dana.post("/users/standing", &fields).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = dana.post("/users/standing", &with(&fields, &[("confirm", &count)])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    shows(&dana.get(done.location()).await, &format!("{count} people are suspended."));
    let left = dana.get("/users/list.csv?status=Active&role=Sales").await;
    assert_eq!(left.body.lines().count(), 1, "{}", left.body);
}

#[tokio::test]
async fn a_selection_of_nobody_is_said_and_another_plan_than_was_seen_is_not_done() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let nobody = dana.get("/users/standing?act=suspend&role=Sales").await;
    assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, "/users?role=Sales"));
    let id = world.user("aaliyah.brooks").await.id.to_string();
    let fields = [("act", "suspend"), ("id", id.as_str())];
    let ask = dana.get(&format!("/users/standing?act=suspend&id={id}")).await;
    let old = value_of(&ask.body, "fingerprint");
    let user = world.user("aaliyah.brooks").await;
    let filled = filled(&mut dana, &user).await;
    dana.post(&format!("/users/{id}/edit"), &with(&borrowed(&filled), &[("last_name", "Stone")])).await;
    let late = dana.post("/users/standing", &with(&fields, &[("fingerprint", &old)])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    shows(&late, "Nothing was done yet");
    assert_eq!(world.user("aaliyah.brooks").await.values.status, Status::Active);
}

/// A Manager of the Midwest who may import, and somebody of theirs.
async fn managed() -> (World, Visitor, Visitor) {
    let world = World::new().await;
    let mut dana = world.admin().await;
    dana.post("/settings/imports", &[("managers", "yes")]).await;
    let manager = world.visitor("jl.moreau").await;
    (world, dana, manager)
}

#[tokio::test]
async fn a_manager_sees_their_people_and_offers_only_what_they_may_give() {
    let (world, mut dana, mut manager) = managed().await;
    let list = manager.get("/users").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(!list.body.contains("dana.mitchell@"), "{}", list.body);
    let all = dana.get("/users/list.csv").await.body.lines().count();
    let own = manager.get("/users/list.csv").await.body.lines().count();
    assert!(own > 5 && own < all, "{own} of {all}");
    let form = manager.get("/users/new").await;
    for role in ["Manager", "Admin"] {
        assert!(!form.body.contains(&format!("name=\"role\" value=\"{role}\"")), "{role}");
    }
    shows(&form, "Midwest");
    assert!(!form.body.contains("Pacific"), "{}", form.body);
    let refused = manager.post("/users/new", &ADA).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    shows(
        &refused,
        "Whom a Manager imports is in one of the Manager’s own teams".replace('’', "&#39;").as_str(),
    );
    let dana = world.user("dana.mitchell").await.id;
    for path in [
        format!("/users/{dana}"),
        format!("/users/{dana}/edit"),
        format!("/users/standing?act=suspend&id={dana}"),
    ] {
        assert_eq!(manager.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let fields = [("act", "suspend"), ("id", &*dana.to_string())];
    assert_eq!(manager.post("/users/standing", &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_manager_whose_form_was_overtaken_is_told_that_and_nothing_of_what_was_before() {
    let (world, mut dana, mut manager) = managed().await;
    let user = world.user("aaliyah.brooks").await;
    let path = format!("/users/{}/edit", user.id);
    let fields = filled(&mut dana, &user).await;
    let fields = with(&borrowed(&fields), &[("email", "a.stone@northwind.example")]);
    assert_eq!(agree(&mut dana, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let now = world.user("a.stone").await;
    let theirs = filled(&mut manager, &now).await;
    for version in ["-1000", "0", "1"] {
        let fields = with(&borrowed(&theirs), &[("last_name", "Stone"), ("version", version)]);
        let late = manager.post(&path, &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        shows(&late, "was changed since you opened this form");
        assert!(!late.body.contains("aaliyah.brooks@"), "{version}: {}", late.body);
        assert!(!late.body.contains("meanwhile-one"), "{version}: {}", late.body);
    }
    assert_eq!(world.user("a.stone").await.values.last_name, "Brooks");
}
