//! Text messages over an API that speaks as Twilio's does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use app::config::sending::Twilio;
use app::pipeline::Agreed;
use plan::choices::{Choices, Existing};
use plan::snapshot::Status;
use store::codes::{self, Purpose, To};
use store::links::{self, Link};
use store::messages::{Channel, NoticeKind};
use store::notices::{self, NewNotice};
use store::suppressions::Why;
use store::users::{self, NewUser};
use store::{Wait, lanes};

use super::texts::{Fault, Texts};
use super::{Office, by_text, link, person};
use crate::support::world::key;

#[tokio::test]
async fn a_text_goes_to_the_phone_with_the_link_and_says_where_to_report() {
    let (office, api) = (Office::new().await, Texts::start().await);
    let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
    office.drain(by_text(&api.twilio())).await;
    let taken = api.taken();
    assert_eq!(
        (taken.len(), taken[0].to.as_str(), taken[0].field("From")),
        (1, "+16145550101", Some("+13125550100"))
    );
    assert!(taken[0].body.ends_with(&link(&office, ana).await), "{}", taken[0].body);
    let reports = taken[0].field("StatusCallback").unwrap();
    assert!(reports.starts_with("https://muster.test/hooks/sms?of=text."), "{reports}");
    assert_eq!(office.state(ana, Channel::Text).await, "sent");
    assert_eq!(office.state(ana, Channel::Email).await, "outbox");
}

#[tokio::test]
async fn a_messaging_service_is_named_as_one() {
    let (office, api) = (Office::new().await, Texts::start().await);
    office.invite("Ana", "ana@people.example", "+16145550101").await;
    office.drain(by_text(&Twilio { from: "MG0123".to_owned(), ..api.twilio() })).await;
    let taken = api.taken();
    assert_eq!((taken[0].field("MessagingServiceSid"), taken[0].field("From")), (Some("MG0123"), None));
}

#[tokio::test]
async fn a_code_and_a_link_are_sent_while_they_hold_and_not_afterwards() {
    let (office, api) = (Office::new().await, Texts::start().await);
    let (account, phone) = (office.company.account, "+16145550101");
    let ana = NewUser { status: Status::Active, ..person("Ana", "ana@people.example", phone) };
    let now = office.pipeline.now();
    for (ago, sent) in [(Duration::from_hours(2), false), (Duration::ZERO, true)] {
        let mut tx = office.db().begin(Wait::Long).await.unwrap();
        let user = match users::by_email(&mut tx, account, "ana@people.example").await {
            Ok(user) => user.id,
            Err(_) => users::create(&mut tx, account, &ana, now).await.unwrap(),
        };
        let to = To { purpose: Purpose::SignIn, channel: Channel::Text, address: phone };
        let code = codes::create(&mut tx, account, user, &to, now.before(ago)).await.unwrap();
        let until = now.before(ago).after(Duration::from_hours(1));
        let link = Link { account, user, expires_at: until };
        let (link, token) = links::create(&mut tx, &key(), link, now).await.unwrap();
        let notice = NewNotice {
            user,
            kind: NoticeKind::Password,
            of: Some(link.0),
            channel: Channel::Text,
            address: phone,
        };
        notices::add(&mut tx, account, &notice, now).await.unwrap();
        tx.commit().await.unwrap();
        office.drain(by_text(&api.twilio())).await;
        for secret in [key().code(code), token.as_str().to_owned()] {
            assert_eq!(api.taken().iter().any(|text| text.body.contains(&secret)), sent, "{ago:?}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_is_counted_and_only_then_does_a_text_go_twice() {
    let office = Office::new().await;
    let api = Texts::failing(|number, _| if number % 7 == 3 { Fault::LoseAnswer } else { Fault::None }).await;
    let people = office.invite_many(20).await;
    office.drain(by_text(&api.twilio())).await;
    let mut came: BTreeMap<String, u32> = BTreeMap::new();
    for text in api.taken() {
        *came.entry(text.to).or_default() += 1;
    }
    let mut twice = 0;
    for (user, _, phone) in people {
        let reach = office.reach(user, Channel::Text).await;
        assert_eq!(reach.state.as_deref(), Some("sent"));
        assert_eq!(came[&phone], 1 + reach.unsure, "{phone}");
        twice += reach.unsure;
    }
    assert!(twice >= 2, "{twice}");
}

#[tokio::test]
async fn who_has_had_enough_is_left_alone_by_the_whole_lane() {
    let office = Office::new().await;
    let api = Texts::failing(|number, _| if number == 5 { Fault::TooMany(2) } else { Fault::None }).await;
    office.invite_many(40).await;
    let asked = async |office: &Office| office.closed(Channel::Text).await.is_some();
    office.work_until(by_text(&api.twilio()), asked).await;
    // Only what was under way when it was said.
    let before = api.asked();
    assert!(before <= 16, "{before}");
    let closed = office.closed(Channel::Text).await.unwrap();
    assert!(closed.until.since(closed.since) >= std::time::Duration::from_secs(2), "{closed:?}");
    assert_eq!(closed.words, "Too Many Requests (20429)");
    office.drain(by_text(&api.twilio())).await;
    assert_eq!((api.taken().len(), api.asked()), (40, 41));
    assert_eq!(office.closed(Channel::Text).await, None);
}

#[tokio::test]
async fn a_failed_server_is_asked_again_and_a_refusal_is_the_end() {
    let office = Office::new().await;
    let api = Texts::failing(|number, to| match (number, to) {
        (_, "+16145550102") => Fault::Refuse(21610),
        (_, "+16145550103") => Fault::Refuse(21614),
        (_, "+16145550104") => Fault::Refuse(21617),
        (1, _) => Fault::Broken,
        _ => Fault::None,
    })
    .await;
    let ana = office.invite("Ana", "ana@people.example", "+16145550101").await;
    office.work_until(by_text(&api.twilio()), async |_| api.asked() > 0).await;
    let bo = office.invite("Bo", "bo@people.example", "+16145550102").await;
    let cy = office.invite("Cy", "cy@people.example", "+16145550103").await;
    let di = office.invite("Di", "di@people.example", "+16145550104").await;
    office.drain(by_text(&api.twilio())).await;
    assert_eq!(office.state(ana, Channel::Text).await, "sent");
    for (user, code, why) in [(bo, 21610, Some(Why::Stop)), (cy, 21614, Some(Why::Bounce)), (di, 21617, None)]
    {
        let reach = office.reach(user, Channel::Text).await;
        assert_eq!((reach.state.as_deref(), reach.unsure), (Some("failed"), 0));
        assert_eq!(reach.words, Some(format!("… is refused ({code})")));
        assert_eq!(reach.suppressed.map(|known| known.why), why);
    }
    assert_eq!(api.asked(), 5);
}

/// Gives everybody another phone by an import, which tells the old ones.
async fn change_phones(office: &Office, old: &[String]) {
    let mut file = String::from("First Name,Last Name,Email,Phone,Role,Territory Access\r\n");
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    for (number, phone) in old.iter().enumerate() {
        let email = format!("c{number}@people.example");
        let known = NewUser { status: Status::Active, ..person("Pat", &email, phone) };
        users::create(&mut tx, office.company.account, &known, office.pipeline.now()).await.unwrap();
        writeln!(file, "Pat,Doe,{email},+1614558{number:04},Sales,Global\r").unwrap();
    }
    tx.commit().await.unwrap();
    let (account, by) = (office.company.account, office.company.actor());
    let import = office.pipeline.upload(account, by, "phones.csv", file.into_bytes()).await.unwrap();
    let choices = Choices { existing: Existing::Update, ..Choices::default() };
    office.pipeline.set_choices(account, import, choices).await.unwrap();
    let plan = office.pipeline.plan(account, import, by).await.unwrap();
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = Agreed { by, seen: plan.fingerprint(), confirm, from: None };
    office.pipeline.approve_and_apply(account, import, agreed).await.unwrap();
}

#[tokio::test]
async fn what_anybody_can_ask_for_goes_to_no_costly_number_and_few_a_range_abroad() {
    let (office, api) = (Office::new().await, Texts::start().await);
    let mut old: Vec<String> = (0..12).map(|number| format!("+4479111234{number:02}")).collect();
    old.extend((0..12).map(|number| format!("+131255501{number:02}")));
    // Premium, personal, of no country.
    old.extend(["+19005550123", "+447012345678", "+870773111632"].map(str::to_owned));
    change_phones(&office, &old).await;
    office.drain(by_text(&api.twilio())).await;
    let taken = api.taken();
    let to = |start: &str| taken.iter().filter(|text| text.to.starts_with(start)).count();
    assert_eq!((to("+447911"), to("+1312"), taken.len()), (6, 12, 18));
    assert!(
        taken
            .iter()
            .all(|text| text.body.starts_with("This phone number is no longer used to sign in at Company"))
    );
    let mut view = office.db().view().await.unwrap();
    let mut causes = store::buried::causes(&mut view, office.company.account).await.unwrap();
    causes.sort_by_key(|cause| cause.count);
    let causes: Vec<_> = causes.iter().map(|cause| (cause.count, cause.words.as_str())).collect();
    let range = "More than 6 texts were asked for within an hour for numbers that begin with +44791112.";
    assert_eq!(causes, [(3, "The number costs extra, so no codes or links are sent to it."), (6, range)]);
    assert_eq!(lanes::closed(&mut view).await.unwrap(), []);
}
