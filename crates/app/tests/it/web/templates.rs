//! What invitations say: changed by Admins, looked at before, refused where it cannot be sent.

use axum::http::{Request, StatusCode, header};
use store::{accounts, audit};

use super::world::{Answer, Visitor, World, encoded};

const PAGE: &str = "/settings/messages";

fn words<'a>(subject: &'a str, email: &'a str, text: &'a str) -> [(&'static str, &'a str); 3] {
    [("subject", subject), ("email", email), ("text", text)]
}

async fn look(visitor: &mut Visitor, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post("/settings/messages/preview")
        .header("sec-fetch-site", "same-origin")
        .header("hx-request", "true")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let form: Vec<String> = fields.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
    visitor.send(request, &form.join("&")).await
}

#[tokio::test]
async fn an_admin_changes_the_words_and_goes_back_to_the_usual_ones() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let page = dana.get(PAGE).await.body;
    assert!(
        page.contains("Your invitation to {company}") && !page.contains("Back to the usual words"),
        "{page}"
    );
    let own = words("{sender} waits for you", "Hi {first name}!\r\n\r\n{link}", "{first name}: {link}");
    let answer = dana.post(PAGE, &own).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, PAGE));
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("{sender} waits for you") && page.contains("Back to the usual words"), "{page}");
    assert!(page.contains("Invitations say this from now on"), "{page}");
    // The Outbox says the same words, with whoever imported the people as their sender.
    world.state.pipeline.call_worker();
    let mut tx = world.state.db.begin(store::Wait::Long).await.unwrap();
    for channel in store::messages::Channel::ALL {
        store::messages::shelve(&mut tx, channel, world.state.micros(), 100).await.unwrap();
    }
    tx.commit().await.unwrap();
    let outbox = dana.get("/outbox").await.body;
    assert!(outbox.contains("Dana Mitchell waits for you") && outbox.contains("Hi Yara!"), "{outbox}");
    dana.post(&format!("{PAGE}/reset"), &[]).await;
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("Your invitation to {company}"), "{page}");
    let mut view = world.state.db.view().await.unwrap();
    let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
    let log: Vec<String> =
        audit::newest(&mut view, account, 2).await.unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(log, ["templates.reset", "templates.changed"]);
}

#[tokio::test]
async fn words_that_cannot_be_sent_are_kept_on_the_page_and_nowhere_else() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let answer = dana.post(PAGE, &words("Hello", "Hi {frist name} {link}", "no way in")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["{frist name} is no placeholder.", "The text message needs {link}", "Hi {frist name} {link}"]
    {
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("Your invitation to {company}") && !page.contains("frist"), "{page}");
}

#[tokio::test]
async fn the_preview_is_of_a_real_person_and_measures_the_text_message() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let part =
        look(&mut dana, &words("For {first name}", "Hi {first name}\n\n{link}\n\nBye", "Go: {link}")).await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(!part.body.contains("<html") && part.body.contains("1 segment, "), "{}", part.body);
    assert!(part.body.contains("@northwind.example") && part.body.contains("Bye</p>"), "{}", part.body);
    let long = "я".repeat(80) + "{link}";
    let part = look(&mut dana, &words("a", "{link}", &long)).await.body;
    assert!(part.contains("3 segments, ") && part.contains("because of “я”"), "{part}");
    let part = look(&mut dana, &words("a", "{link}", "{lnik}")).await.body;
    assert!(part.contains("{lnik} is no placeholder.") && !part.contains("segment"), "{part}");
    // A browser without scripts gets the whole page.
    let whole = dana.post("/settings/messages/preview", &words("Mine", "{link}", "{link}")).await.body;
    assert!(whole.contains("<html") && whole.contains("value=\"Mine\""), "{whole}");
}

#[tokio::test]
async fn the_words_of_an_account_are_its_own() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    dana.post(PAGE, &words("Only ours", "{link}", "{link}")).await;
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", super::world::PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let page = sam.get(PAGE).await.body;
    assert!(!page.contains("Only ours") && page.contains("Your invitation to {company}"), "{page}");
    // Looked at as somebody of another account it is looked at as oneself.
    let part =
        look(&mut sam, &[("subject", "a"), ("email", "{link}"), ("text", "{link}"), ("person", "1")]).await;
    assert!(part.body.contains("Sam Whitfield"), "{}", part.body);
}

#[tokio::test]
async fn another_language_is_that_of_page_preview_and_outbox_and_own_words_still_win() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let speak = [("language", "de")];
    for _ in 0..2 {
        let answer = dana.post(&format!("{PAGE}/language"), &speak).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, PAGE));
    }
    let page = dana.get(PAGE).await.body;
    for said in [
        "Messages are in German from now on",
        "Ihre Einladung zu {company}",
        "value=\"de\" selected",
        "Passwort festlegen und beitreten",
        "Guten Tag ",
    ] {
        assert!(page.contains(said), "no {said}: {page}");
    }
    let mut tx = world.state.db.begin(store::Wait::Long).await.unwrap();
    for channel in store::messages::Channel::ALL {
        store::messages::shelve(&mut tx, channel, world.state.micros(), 100).await.unwrap();
    }
    tx.commit().await.unwrap();
    let outbox = dana.get("/outbox").await.body;
    assert!(outbox.contains("Guten Tag Yara,") && outbox.contains("lädt Sie ein."), "{outbox}");

    dana.post(
        PAGE,
        &words("{sender} waits", "Hi {first name}\r\n\r\n{link}\r\n\r\nUntil {expiry}", "{link}"),
    )
    .await;
    let page = dana.get(PAGE).await.body;
    assert!(page.contains("{sender} waits") && page.contains("are sent as they stand"), "{page}");
    assert!(page.contains("Passwort festlegen und beitreten") && page.contains("Until 16.03.2026"), "{page}");
    let mut view = world.state.db.view().await.unwrap();
    let account = accounts::by_slug(&mut view, "northwind").await.unwrap().id;
    let log = audit::newest(&mut view, account, 9).await.unwrap();
    let log: Vec<_> = log.iter().filter(|entry| entry.action == "account.language").collect();
    assert_eq!(log.len(), 1, "once for a change");
    assert_eq!(log[0].detail, r#"{"before":"en","after":"de"}"#);
    let other = accounts::by_slug(&mut view, "harbor-solar").await.map(|account| account.language);
    assert!(other.is_err() || other.unwrap() == store::Language::English);
    drop(view);
    assert_eq!(
        dana.post(&format!("{PAGE}/language"), &[("language", "tlh")]).await.status,
        StatusCode::BAD_REQUEST
    );
}
