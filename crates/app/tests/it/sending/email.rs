//! E-mail over a real mail server.

use app::config::sending::{Secret, Tls};
use store::invites::{self, Joining};
use store::links::{self, Link};
use store::messages::{self, Channel, NoticeKind};
use store::notices::{self, NewNotice};
use store::suppressions::Why;
use store::{Language, Wait, accounts, users};

use super::mail::MailServer;
use super::texts::twilio_at;
use super::{Office, both, by_mail, by_text, link};
use crate::support::world::key;

const HEADERS: [&str; 9] = [
    "Auto-Submitted",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
    "X-Auto-Response-Suppress",
];

#[tokio::test]
async fn an_invitation_goes_over_starttls_and_over_tls_with_a_sign_in() {
    for (mode, tls) in
        [("starttls", Tls::Required), ("starttls", Tls::Opportunistic), ("wrapped", Tls::Wrapped)]
    {
        let Some(server) = MailServer::start(mode, false) else { return };
        let office = Office::new().await;
        let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
        office.drain(by_mail(&server.smtp(tls))).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1, "{mode}");
        let letter = &letters[0];
        assert_eq!(
            (letter.login.as_str(), letter.encrypted, letter.kind.as_str()),
            ("muster", true, "multipart/alternative")
        );
        assert_eq!(
            (&letter.to[..], letter.from.as_str()),
            (&["ana@people.example".to_owned()][..], "team@northwind.example")
        );
        let mut names: Vec<&str> = letter.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, HEADERS);
        assert_eq!(letter.header("To"), "ana@people.example");
        assert_eq!(letter.header("From"), "\"Northwind, Field Sales\" <team@northwind.example>");
        assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
        assert!(letter.header("Message-ID").ends_with("@northwind.example>"));
        let link = link(&office, ana).await;
        assert!(letter.text.contains("Hello Ana,") && letter.text.contains(&link), "{}", letter.text);
        assert!(letter.html.contains(&format!("<a href=\"{link}\"")), "{}", letter.html);
        assert_eq!(office.state(ana, Channel::Email).await, "sent");
        // Without a provider the other channel stands in the Outbox as before.
        assert_eq!(office.state(ana, Channel::Text).await, "outbox");
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_trusted_or_lets_nobody_in_gets_nothing_and_costs_no_attempt() {
    let Some(plain) = MailServer::start("plain", false) else { return };
    let Some(server) = MailServer::start("starttls", false) else { return };
    let mut stranger = server.smtp(Tls::Required);
    stranger.login = Some(("muster".to_owned(), Secret::new("wrong")));
    let mut unknown = server.smtp(Tls::Required);
    unknown.authority = None;
    let mut nobody = server.smtp(Tls::Required);
    nobody.port = 1;
    for (smtp, words) in [
        (plain.smtp(Tls::Required), "STARTTLS"),
        (stranger, "535"),
        (unknown, "certificate"),
        (nobody, "refused"),
    ] {
        let office = Office::new().await;
        let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
        office.work_until(by_mail(&smtp), async |office| office.closed(Channel::Email).await.is_some()).await;
        let closed = office.closed(Channel::Email).await.unwrap();
        assert!(closed.words.contains(words), "{words}: {}", closed.words);
        assert_eq!(office.state(ana, Channel::Email).await, "queued");
        let mut tx = office.db().begin(Wait::Long).await.unwrap();
        let now = office.pipeline.now();
        let due = messages::claim_invites(&mut tx, Channel::Email, now, super::TIME, 9).await.unwrap();
        assert_eq!((due[0].attempts, due[0].unsure), (1, 0), "{words}");
    }
    assert_eq!((plain.letters().len(), server.letters().len()), (0, 0));
}

#[tokio::test]
async fn what_a_server_puts_off_refuses_or_leaves_without_an_answer_is_told_apart() {
    let Some(server) = MailServer::start("starttls", false) else { return };
    let office = Office::new().await;
    let later = office.invite("Lea", "later.lea@people.example", "+16145550101").await;
    let nobody = office.invite("Nob", "nobody.nob@people.example", "+16145550102").await;
    let lost = office.invite("Lou", "lost.lou@people.example", "+16145550103").await;
    office.drain(by_mail(&server.smtp(Tls::Required))).await;
    let letters = server.letters();
    let ids = |to: &str| -> Vec<&str> {
        letters.iter().filter(|one| one.to[0].starts_with(to)).map(|one| one.header("Message-ID")).collect()
    };
    assert_eq!((ids("later.").len(), ids("nobody.").len()), (1, 0));
    // Sent twice, because nobody knows; whoever gets both can tell by the name.
    let twice = ids("lost.");
    assert!(twice.len() == 2 && twice[0] == twice[1], "{twice:?}");
    assert_eq!(office.state(later, Channel::Email).await, "sent");
    let (lost, nobody) =
        (office.reach(lost, Channel::Email).await, office.reach(nobody, Channel::Email).await);
    assert_eq!((lost.state.as_deref(), lost.unsure), (Some("sent"), 1));
    assert_eq!((nobody.state.as_deref(), nobody.unsure), (Some("failed"), 0));
    assert_eq!(nobody.words.as_deref(), Some("550 5.1.1 <…> is unknown here"));
    assert_eq!(nobody.suppressed.unwrap().why, Why::Bounce);
}

#[tokio::test]
async fn sent_again_it_has_another_name_and_a_suppressed_address_gets_nothing() {
    let Some(server) = MailServer::start("starttls", false) else { return };
    let office = Office::new().await;
    let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
    let nob = office.invite("Nob", "nobody.nob@people.example", "+16145550102").await;
    office.drain(by_mail(&server.smtp(Tls::Required))).await;
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    for user in [ana, nob] {
        let now = office.pipeline.now();
        store::invites::send(&mut tx, &key(), office.company.account, user, (store::invites::LIFETIME, now))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    office.drain(by_mail(&server.smtp(Tls::Required))).await;
    let letters = server.letters();
    assert_eq!(letters.len(), 2);
    assert_ne!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
    let words = office.reach(nob, Channel::Email).await.words.unwrap();
    assert!(words.starts_with("Nothing is sent to this address"), "{words}");
}

#[tokio::test]
async fn a_dead_provider_holds_up_nobody_but_itself() {
    let Some(server) = MailServer::start("wrapped", false) else { return };
    let office = Office::new().await;
    let people = office.invite_many(40).await;
    let dead = by_text(&twilio_at("http://127.0.0.1:1"));
    let outside = both(by_mail(&server.smtp(Tls::Wrapped)), dead);
    office.work_until(outside, async |_| server.letters().len() == 40).await;
    assert!(office.closed(Channel::Text).await.unwrap().words.contains("cannot be reached"));
    for (user, ..) in people {
        assert_eq!(office.state(user, Channel::Email).await, "sent");
        assert_eq!(office.state(user, Channel::Text).await, "queued");
    }
}

#[tokio::test]
async fn who_was_taken_back_or_has_joined_meanwhile_gets_nothing() {
    let Some(server) = MailServer::start("wrapped", false) else { return };
    let office = Office::new().await;
    let (account, now) = (office.company.account, office.pipeline.now());
    let back = office.invite("Bo", "bo@people.example", "+16145550101").await;
    let joined = office.invite("Jo", "jo@people.example", "+16145550102").await;
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    users::cancel(&mut tx, &key(), account, back, now).await.unwrap();
    let invite = invites::of_user(&mut tx, account, joined).await.unwrap().unwrap();
    invites::join(
        &mut tx,
        &invite.token(&key()),
        Joining { password_hash: Some("hash"), phone_confirmed: false },
        now,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    users::create(&mut tx, account, &super::person("Ro", "ro@people.example", "+16145550103"), now)
        .await
        .unwrap();
    tx.roll_back().await.unwrap();
    office.drain(by_mail(&server.smtp(Tls::Wrapped))).await;
    assert_eq!(server.letters().len(), 0);
}

#[tokio::test]
async fn messages_go_out_in_the_language_of_the_account() {
    let Some(server) = MailServer::start("starttls", false) else { return };
    let office = Office::new().await;
    let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
    let account = office.company.account;
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    let (by, now) = (plan::choices::Actor::Operator, office.pipeline.now());
    accounts::set_language(&mut tx, account, Language::German, &by, now).await.unwrap();
    tx.commit().await.unwrap();
    let outside = || by_mail(&server.smtp(Tls::Required));
    office.drain(outside()).await;
    let until = {
        let mut view = office.db().view().await.unwrap();
        let invite = invites::of_user(&mut view, account, ana).await.unwrap().unwrap();
        let at = jiff::Timestamp::from_microsecond(invite.expires_at.0).unwrap();
        at.in_tz("America/Chicago").unwrap().strftime("%d.%m.%Y").to_string()
    };
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    let invite = invites::of_user(&mut tx, account, ana).await.unwrap().unwrap();
    let by = Joining { password_hash: Some("hash"), phone_confirmed: false };
    invites::join(&mut tx, &invite.token(&key()), by, now).await.unwrap();
    let link = Link { account, user: ana, expires_at: now.after(super::TIME * 1_000) };
    let (link, _) = links::create(&mut tx, &key(), link, now).await.unwrap();
    let notice = NewNotice {
        user: ana,
        kind: NoticeKind::Password,
        of: Some(link.0),
        channel: Channel::Email,
        address: "ana@people.example",
    };
    notices::add(&mut tx, account, &notice, now).await.unwrap();
    tx.commit().await.unwrap();
    office.drain(outside()).await;
    let letters = server.letters();
    let [invited, password] = &letters[..] else { panic!("{} letters", letters.len()) };
    assert!(invited.header("Subject").starts_with("Ihre Einladung zu "), "{}", invited.header("Subject"));
    assert!(
        invited.text.contains("Guten Tag Ana,") && invited.text.contains("Öffnen Sie diesen Link"),
        "{}",
        invited.text
    );
    assert!(invited.text.contains(&format!("bis {until}.")), "{until}: {}", invited.text);
    assert!(
        invited.html.contains("lang=\"de\"")
            && invited.html.contains(">Passwort festlegen und beitreten</a>")
    );
    assert!(
        password.text.contains("ein neues Passwort festlegen. Öffnen Sie dazu diesen Link:"),
        "{}",
        password.text
    );
    assert!(password.html.contains(">Neues Passwort festlegen</a>"), "{}", password.html);
}
