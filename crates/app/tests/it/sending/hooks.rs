//! What providers report, by the real router: signed or not at all, in any order, twice.

use app::config::Sending;
use app::config::sending::{MailBy, Secret, TextBy};
use app::outside::signing;
use axum::http::{Request, StatusCode, header};
use store::buried::{self, Reach};
use store::callbacks::{self, Handed, Kind};
use store::messages::{Channel, Settled};
use store::suppressions::Why;
use store::{AccountId, UserId, Wait, accounts, audit, invites, messages, users};

use super::mail::sender;
use super::texts::{TOKEN, twilio_at};
use crate::support::world::now;
use crate::web::world::{Answer, Visitor, World, encoded};

const PUBLIC: &str = "https://muster.test";
const HUSH: &str = "what signs the reports on e-mails";

/// The example company, whose messages go to providers that report.
struct Desk {
    world: World,
    account: AccountId,
    user: UserId,
    handed: [Handed; 2],
    caller: Visitor,
}

impl Desk {
    async fn new() -> Self {
        let smtp = app::config::sending::Smtp {
            host: "localhost".to_owned(),
            port: 1,
            tls: app::config::sending::Tls::Never,
            login: None,
            authority: None,
            from: sender(),
        };
        let sending = Sending {
            mail: Some(MailBy::Smtp(smtp)),
            text: Some(TextBy::Twilio(twilio_at("http://127.0.0.1:1"))),
            mail_hook: Some(Secret::new(HUSH)),
            ..Sending::default()
        };
        let world = World::with(PUBLIC, sending).await;
        let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
        let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
        let person = super::person("Nia", "nia@northwind.example", "+16145550199");
        let user = users::create(&mut tx, account, &person, now()).await.unwrap();
        let id = invites::send(&mut tx, &world.state.key, account, user, (store::invites::LIFETIME, now()))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let handed = [
            send(&world, id, Channel::Email, "<one@northwind.example>").await,
            send(&world, id, Channel::Text, "SM1").await,
        ];
        let caller = world.stranger();
        Self { world, account, user, handed, caller }
    }

    async fn reach(&self, channel: Channel) -> Reach {
        let mut view = self.world.state.db.view().await.unwrap();
        let found = buried::reach(&mut view, self.account, self.user).await.unwrap();
        found.into_iter().find(|one| one.channel == channel).unwrap()
    }

    async fn state(&self, channel: Channel) -> String {
        self.reach(channel).await.state.unwrap()
    }

    /// What the API for text messages calls, signed as it would.
    async fn text(&mut self, query: &str, fields: &[(&str, &str)]) -> Answer {
        let owned: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let address = format!("{PUBLIC}/hooks/sms{query}");
        let signature = signing::twilio(&Secret::new(TOKEN), &address, &owned);
        self.text_signed(query, fields, &signature).await
    }

    async fn text_signed(&mut self, query: &str, fields: &[(&str, &str)], signature: &str) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = Request::post(format!("/hooks/sms{query}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-twilio-signature", signature);
        self.caller.send(request, &body.join("&")).await
    }

    /// A report on e-mails, signed at a time.
    async fn mail(&mut self, body: &str, seconds: i64) -> Answer {
        let signature = signing::sign(&Secret::new(HUSH), seconds, body.as_bytes());
        let request = Request::post("/hooks/mail")
            .header("muster-timestamp", seconds.to_string())
            .header("muster-signature", signature);
        self.caller.send(request, body).await
    }

    async fn mail_now(&mut self, body: &str) {
        let answer = self.mail(body, self.world.state.now().as_second()).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.body);
    }
}

/// Sends an invitation on a channel, as a worker would.
async fn send(world: &World, id: store::InviteId, channel: Channel, name: &str) -> Handed {
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    let lease = std::time::Duration::from_secs(9);
    let due = messages::claim_invites(&mut tx, channel, now(), lease, 999).await.unwrap();
    let due = due.into_iter().find(|due| due.id == id).unwrap();
    assert!(messages::settle_invite(&mut tx, channel, &due, Settled::Sent, now()).await.unwrap());
    let handed = Handed { channel, account: due.account, kind: Kind::Invite, id: id.0, fence: due.fence };
    callbacks::remember(&mut tx, &handed, name, now()).await.unwrap();
    tx.commit().await.unwrap();
    handed
}

#[tokio::test]
async fn nobody_reports_without_the_right_signature() {
    let mut desk = Desk::new().await;
    let fields = [("MessageSid", "SM1"), ("MessageStatus", "delivered")];
    let good = |query: &str| {
        let owned: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        signing::twilio(&Secret::new(TOKEN), &format!("{PUBLIC}/hooks/sms{query}"), &owned)
    };
    let (signed, elsewhere) = (good(""), good("?of=x"));
    for signature in ["", "x", &elsewhere] {
        assert_eq!(
            desk.text_signed("", &fields, signature).await.status,
            StatusCode::FORBIDDEN,
            "{signature}"
        );
    }
    let more = [fields[0], fields[1], ("ErrorCode", "1")];
    assert_eq!(desk.text_signed("", &more, &signed).await.status, StatusCode::FORBIDDEN);
    let body = r#"{"event": "delivered", "id": "<one@northwind.example>"}"#;
    let now = desk.world.state.now().as_second();
    for seconds in [now - 301, now + 301] {
        assert_eq!(desk.mail(body, seconds).await.status, StatusCode::FORBIDDEN);
    }
    let bare = desk.caller.send(Request::post("/hooks/mail"), body).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN);
    assert_eq!(
        (desk.state(Channel::Text).await, desk.state(Channel::Email).await),
        ("sent".into(), "sent".into())
    );
    // A session, another site, another host: none of it matters to a machine that signs.
    assert_eq!(desk.text_signed("", &fields, &signed).await.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.state(Channel::Text).await, "delivered");
}

#[tokio::test]
async fn where_no_provider_is_set_there_is_nothing_to_call() {
    let mut caller = World::new().await.stranger();
    for path in ["/hooks/sms", "/hooks/mail"] {
        let request = Request::post(path).header("x-twilio-signature", "x");
        assert_eq!(caller.send(request, "{}").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn reports_on_texts_do_no_harm_in_any_order_or_twice() {
    let mut desk = Desk::new().await;
    let of = format!("?of={}", desk.handed[1]);
    for (status, expected) in [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("sent", "delivered"),
        ("failed", "delivered"),
        ("delivered", "delivered"),
        ("queued", "delivered"),
    ] {
        let fields = [("MessageSid", "SM1"), ("MessageStatus", status)];
        assert_eq!(desk.text(&of, &fields).await.status, StatusCode::NO_CONTENT, "{status}");
        assert_eq!(desk.state(Channel::Text).await, expected, "{status}");
    }
    let unknown = [("MessageSid", "SM999"), ("MessageStatus", "failed")];
    assert_eq!(desk.text("", &unknown).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_report_about_a_message_whose_answer_was_lost_settles_it() {
    let mut desk = Desk::new().await;
    let mut tx = desk.world.state.db.begin(Wait::Long).await.unwrap();
    invites::send(&mut tx, &desk.world.state.key, desk.account, desk.user, (store::invites::LIFETIME, now()))
        .await
        .unwrap();
    let lease = std::time::Duration::from_secs(9);
    let due = messages::claim_invites(&mut tx, Channel::Text, now(), lease, 999).await.unwrap();
    let due = due.into_iter().find(|due| due.user == desk.user).unwrap();
    let lost = Settled::Unsure(now(), "time-out");
    assert!(messages::settle_invite(&mut tx, Channel::Text, &due, lost, now()).await.unwrap());
    tx.commit().await.unwrap();
    // About the one before, that counts no more; then about this one, whose name nobody here ever heard.
    let old = format!("?of={}", desk.handed[1]);
    desk.text(&old, &[("MessageSid", "SM1"), ("MessageStatus", "failed")]).await;
    assert_eq!(desk.state(Channel::Text).await, "queued");
    let new = format!("?of={}", Handed { fence: due.fence, ..desk.handed[1] });
    desk.text(&new, &[("MessageSid", "SM2"), ("MessageStatus", "sent")]).await;
    let reach = desk.reach(Channel::Text).await;
    assert_eq!((reach.state.as_deref(), reach.unsure), (Some("sent"), 1));
    desk.text("", &[("MessageSid", "SM2"), ("MessageStatus", "delivered")]).await;
    assert_eq!(desk.state(Channel::Text).await, "delivered");
}

#[tokio::test]
async fn a_text_that_failed_says_why_and_stop_and_start_are_heard() {
    let mut desk = Desk::new().await;
    let failed = [
        ("MessageSid", "SM1"),
        ("MessageStatus", "undelivered"),
        ("ErrorCode", "30006"),
        ("To", "+16145550199"),
    ];
    desk.text("", &failed).await;
    let reach = desk.reach(Channel::Text).await;
    assert_eq!(reach.words.as_deref(), Some("The number is a landline (undelivered, 30006)"));
    assert_eq!(reach.suppressed.unwrap().why, Why::Bounce);
    let says = |word: &'static str| {
        [("From", "+16145550199"), ("Body", word), ("MessageSid", "SM7"), ("SmsStatus", "received")]
    };
    for (word, why) in [
        ("please stop by on Monday", Some(Why::Bounce)),
        (" stop ", Some(Why::Stop)),
        ("START", None),
        ("Unsubscribe", Some(Why::Stop)),
    ] {
        assert_eq!(desk.text("", &says(word)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(desk.reach(Channel::Text).await.suppressed.map(|one| one.why), why, "{word}");
    }
}

#[tokio::test]
async fn bounces_and_complaints_are_kept_shown_to_an_admin_and_a_bounce_is_lifted() {
    let mut desk = Desk::new().await;
    let soft =
        r#"{"events": [{"event": "bounced", "id": "one@northwind.example", "text": "452 Mailbox full"}]}"#;
    desk.mail_now(soft).await;
    let reach = desk.reach(Channel::Email).await;
    assert_eq!((reach.state.as_deref(), reach.words.as_deref()), (Some("failed"), Some("452 Mailbox full")));
    assert_eq!(reach.suppressed, None);
    let hard = r#"[{"event": "bounced", "hard": true, "id": "<one@northwind.example>", "text": "550 Unknown <b>"}, {"event": "opened"}]"#;
    desk.mail_now(hard).await;
    assert_eq!(desk.reach(Channel::Email).await.suppressed.unwrap().why, Why::Bounce);
    let mut dana = desk.world.admin().await;
    let path = format!("/users/{}", desk.user);
    let page = dana.get(&path).await.body;
    assert!(
        page.contains("came back as undeliverable") && page.contains("550 Unknown &#60;b&#62;"),
        "{page}"
    );
    let lift = format!("{path}/lift");
    assert_eq!(dana.post(&lift, &[("channel", "email")]).await.location(), path);
    assert_eq!(desk.reach(Channel::Email).await.suppressed, None);
    let mut view = desk.world.state.db.view().await.unwrap();
    assert_eq!(audit::newest(&mut view, desk.account, 1).await.unwrap()[0].action, "bounce.lifted");
    drop(view);
    desk.mail_now(r#"{"event": "complained", "to": "Nia@northwind.example"}"#).await;
    assert_eq!(desk.reach(Channel::Email).await.suppressed.unwrap().why, Why::Complaint);
    assert_eq!(dana.post(&lift, &[("channel", "email")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_body_that_is_no_report_or_too_large_is_refused() {
    let mut desk = Desk::new().await;
    let now = desk.world.state.now().as_second();
    assert_eq!(desk.mail("[1", now).await.status, StatusCode::BAD_REQUEST);
    let large = format!("[{}]", " ".repeat(300 * 1024));
    assert_eq!(desk.mail(&large, now).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_admin_sends_what_was_given_up_again_or_drops_it_one_by_one_or_by_its_reason() {
    let mut desk = Desk::new().await;
    let mut dana = desk.world.admin().await;
    assert!(dana.get("/outbox/failed").await.body.contains("Nothing was given up"));
    desk.mail_now(r#"{"event": "failed", "id": "<one@northwind.example>", "text": "554 Rejected"}"#).await;
    desk.text("", &[("MessageSid", "SM1"), ("MessageStatus", "failed"), ("ErrorCode", "30003")]).await;
    assert!(dana.get("/outbox").await.body.contains("2 messages could not be delivered"));
    let page = dana.get("/outbox/failed").await.body;
    assert!(
        page.contains("554 Rejected")
            && page.contains("out of reach")
            && page.contains("nia@northwind.example")
    );
    let again = dana.post("/outbox/failed/again", &[("channel", "email"), ("cause", "554 Rejected")]).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, "/outbox/failed"));
    assert_eq!(desk.state(Channel::Email).await, "queued");
    let id = desk.handed[1].id.to_string();
    let one = [("channel", "text"), ("kind", "invite"), ("id", id.as_str())];
    assert_eq!(dana.post("/outbox/failed/drop", &one).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.state(Channel::Text).await, "ended");
    assert_eq!(dana.post("/outbox/failed/drop", &one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        dana.post("/outbox/failed/drop", &[("channel", "text")]).await.status,
        StatusCode::BAD_REQUEST
    );
    let mut view = desk.world.state.db.view().await.unwrap();
    let entries = audit::newest(&mut view, desk.account, 2).await.unwrap();
    assert_eq!(
        entries.iter().map(|one| one.action.as_str()).collect::<Vec<_>>(),
        ["messages.dropped", "messages.revived"]
    );
}
