//! Phones are needed or not, as the company says: whoever has none is invited by e-mail alone and joins all the same.

use axum::http::StatusCode;
use store::accounts::company::{self, Company};
use store::accounts::{self, Rules};
use store::{Wait, invariants, invites, messages};

use super::world::{Visitor, World};
use crate::support::world::now;
use crate::wizard::client::{id_of, upload, value_of};

const ADA: [(&str, &str); 5] = [
    ("first_name", "Ada"),
    ("last_name", "Byron"),
    ("email", "ada.byron@northwind.example"),
    ("role", "Sales"),
    ("territory_access", "Global"),
];

const GOOD: [(&str, &str); 2] = [("password", "three blue herons"), ("again", "three blue herons")];

/// Sets whether everybody needs a phone, as the form of the settings does.
async fn say(world: &World, needs_phones: bool) -> store::Result<()> {
    let mut tx = world.state.db.begin(Wait::Long).await?;
    let old = Company::of(&accounts::by_id(&mut tx, world.account().await).await?);
    let new = Company { rules: Rules { needs_phones, ..old.rules }, ..old.clone() };
    let by = plan::choices::Actor::Operator;
    company::set(&mut tx, world.account().await, (&old.digest(), &new), &by, now()).await?;
    tx.commit().await
}

async fn add(dana: &mut Visitor) {
    let shown = dana.post("/users/new", &ADA).await;
    assert!(shown.body.contains("gets an invitation at ada.byron@northwind.example."), "{}", shown.body);
    let seen = value_of(&shown.body, "seen");
    let fields: Vec<_> = ADA.into_iter().chain([("seen", seen.as_str())]).collect();
    assert_eq!(dana.post("/users/new", &fields).await.status, StatusCode::SEE_OTHER);
}

/// The states of the invitation of Ada, of the e-mail and of the text.
async fn states(world: &World) -> (String, String) {
    let (account, ada) = (world.account().await, world.user("ada.byron").await.id);
    let mut view = world.state.db.view().await.unwrap();
    let standing = messages::standing(&mut view, account, ada).await.unwrap().unwrap();
    (standing.email_state, standing.text_state)
}

#[tokio::test]
async fn somebody_without_a_phone_is_added_invited_by_email_alone_and_joins_by_its_link_without_a_code() {
    let world = World::sending().await;
    let mut dana = world.admin().await;
    let refused = dana.post("/users/new", &ADA).await;
    assert!(refused.body.contains("Everybody needs a mobile phone"), "{}", refused.body);
    say(&world, false).await.unwrap();
    add(&mut dana).await;
    assert_eq!(states(&world).await, ("queued".to_owned(), "none".to_owned()));
    // Sent again, it is the same.
    let ada = world.user("ada.byron").await.id;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let span = (invites::LIFETIME, now());
    invites::send(&mut tx, &world.state.key, world.account().await, ada, span).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(states(&world).await, ("queued".to_owned(), "none".to_owned()));
    // Nothing is asked of a phone where she is listed and shown.
    let list = dana.get("/invitations").await.body;
    assert!(list.contains("No phone"), "{list}");
    let shown = dana.get(&format!("/users/{ada}")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(dana.get("/users?find=ada.byron").await.body.contains("Ada Byron"));
    assert_eq!(invariants::check(&world.state.db).await.unwrap(), []);
    let link = world.invitation("ada.byron").await;
    let mut her = world.stranger();
    let page = her.get(&link).await.body;
    assert!(page.contains("Welcome, Ada") && page.contains("New password"), "{page}");
    assert!(
        !page.contains("First show that the phone") && !page.contains("phone is not confirmed"),
        "{page}"
    );
    // Whoever has a phone is asked as ever.
    let asked = world.stranger().get(&world.invitation("yara.haddad").await).await.body;
    assert!(asked.contains("First show that the phone is yours"), "{asked}");
    assert_eq!(her.post(&link, &GOOD).await.location(), "/");
    let own = her.get("/me").await.body;
    assert!(
        own.contains("Hello, Ada") && own.contains("Sent to ada.byron@northwind.example when you sign in."),
        "{own}"
    );
    assert!(!own.contains("your phone"), "{own}");
    assert_eq!(invariants::check(&world.state.db).await.unwrap(), []);
}

#[tokio::test]
async fn a_phone_is_added_and_taken_away_again_and_the_invitation_follows() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    say(&world, false).await.unwrap();
    add(&mut dana).await;
    let path = format!("/users/{}/edit", world.user("ada.byron").await.id);
    for (phone, text) in [("+1 312 555 0187", "queued"), ("", "none")] {
        let version = value_of(&dana.get(&path).await.body, "version");
        let more = [("phone", phone), ("version", version.as_str())];
        let fields: Vec<_> = ADA.into_iter().chain(more).collect();
        let shown = dana.post(&path, &fields).await;
        let seen = value_of(&shown.body, "seen");
        let agreed: Vec<_> = fields.into_iter().chain([("seen", seen.as_str())]).collect();
        assert_eq!(dana.post(&path, &agreed).await.status, StatusCode::SEE_OTHER, "{phone}");
        assert_eq!(states(&world).await.1, text, "{phone}");
    }
}

#[tokio::test]
async fn a_file_without_phones_goes_on_and_the_review_says_who_is_told_how() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let file = "First Name,Last Name,Email,Role,Territory Access\r\nAda,Byron,ada.byron@northwind.example,Sales,Global\r\n";
    let import = id_of(upload(&mut dana, "/imports", "people.csv", file).await.location());
    let page = dana.get(&format!("/imports/{import}/match")).await.body;
    assert!(page.contains("Phone is still missing"), "{page}");
    say(&world, false).await.unwrap();
    let page = dana.get(&format!("/imports/{import}/match")).await.body;
    assert!(!page.contains("still missing"), "{page}");
    let review = dana.get(&format!("/imports/{import}/review")).await.body;
    assert!(review.contains(" by e-mail") && !review.contains(" by e-mail and text"), "{review}");
    assert!(review.contains("1 person gets an e-mail with a link of their own."), "{review}");
}

/// Sends the form of the settings, and gives the page that follows.
async fn save(dana: &mut Visitor, phones: &str) -> String {
    let page = dana.get("/settings/company").await.body;
    let values = ["seen", "name", "time_zone", "currency", "keep", "percent", "most"]
        .map(|name| (name, value_of(&page, name)));
    let mut fields: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend([("country", "US"), ("phones", phones)]);
    let answer = dana.post("/settings/company", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    dana.get("/settings/company").await.body
}

#[tokio::test]
async fn needed_again_phones_are_needed_of_people_to_come_and_whoever_has_none_stays_as_they_are() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    assert!(!save(&mut dana, "optional").await.contains("no phone and stay"));
    add(&mut dana).await;
    let page = save(&mut dana, "needed").await;
    assert!(page.contains("1 person who is invited or active has no phone and stays as they are."), "{page}");
    let log = dana.get("/audit?what=settings").await.body;
    assert!(log.contains("everybody needs one") && log.contains("optional"), "{log}");
    // Her name is changed and she stays without a phone; somebody else cannot come without one.
    let path = format!("/users/{}/edit", world.user("ada.byron").await.id);
    let version = value_of(&dana.get(&path).await.body, "version");
    let mut fields: Vec<_> = ADA.into_iter().chain([("version", version.as_str())]).collect();
    fields[1] = ("last_name", "Lovelace");
    let changed = dana.post(&path, &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let mut other = ADA;
    other[2] = ("email", "ada.other@northwind.example");
    let refused = dana.post("/users/new", &other).await;
    assert!(refused.body.contains("Everybody needs a mobile phone"), "{}", refused.body);
    assert_eq!(invariants::check(&world.state.db).await.unwrap(), []);
    let link = world.invitation("ada.byron").await;
    assert_eq!(world.stranger().post(&link, &GOOD).await.location(), "/");
}
