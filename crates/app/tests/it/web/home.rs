//! The page that opens after signing in: what wants attention, each with the page that does something about it; and that it
//! takes as many statements for a large account as for a small one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::messages::{self, Channel, Settled};
use store::users::{self, NewUser};
use store::{TeamId, Wait, accounts, invites};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_default;
use tracing::{Event, Metadata, Subscriber};

use super::billing::set_price;
use super::world::{Answer, PASSWORD, Visitor, World};
use crate::wizard::client::{id_of, upload, value_of};

/// Invites people of the example company, in a team; they are `late.1` and so on.
async fn invite(world: &World, numbers: std::ops::Range<u32>, team: Option<TeamId>) {
    let account = world.account().await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    for number in numbers {
        let new = NewUser {
            first_name: "Late".to_owned(),
            last_name: format!("Number {number}"),
            email: format!("late.{number}@northwind.example"),
            phone: PhoneNumber::from_e164(&format!("+1312556{number:04}")),
            role: Role::Sales,
            access: Access::Limited,
            external_id: None,
            status: Status::Invited,
            teams: team.into_iter().collect(),
            territories: Vec::new(),
        };
        let user = users::create(&mut tx, account, &new, world.state.micros()).await.unwrap();
        let at = (invites::LIFETIME, world.state.micros());
        invites::send(&mut tx, &world.state.key, account, user, at).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// What became of every invitation that waits.
async fn settle(world: &World, settled: Settled<'_>) {
    let (now, lease) = (world.state.micros(), Duration::from_mins(5));
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    for channel in Channel::ALL {
        for due in messages::claim_invites(&mut tx, channel, now, lease, 9_999).await.unwrap() {
            messages::settle_invite(&mut tx, channel, &due, settled, now).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

/// The texts of the cards with the address that each leads to.
fn wants(page: &Answer) -> Vec<(String, String, String)> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let cards = page.body.split("<li class=\"card want\">").skip(1);
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned()
    };
    cards
        .map(|card| {
            let text = between(card, "<p class=\"ink-2\">", "</p>");
            (between(card, "<h2>", "</h2>"), text, between(card, "btn-soft\" href=\"", "\""))
        })
        .collect()
}

fn titles(page: &Answer) -> Vec<String> {
    wants(page).into_iter().map(|(title, _, _)| title).collect()
}

async fn sam(world: &World) -> Visitor {
    let mut sam = world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.location(), "/");
    sam
}

#[tokio::test]
async fn on_the_first_day_it_says_how_to_begin_and_shows_nothing_empty() {
    let world = World::new().await;
    let mut sam = sam(&world).await;
    let page = sam.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["Three steps to begin", "/imports/new", "/imports/template.xlsx", "1 of 1 seat used"] {
        assert!(page.body.contains(words), "no {words}: {}", page.body);
    }
    for words in ["people-chart", "class=\"wants\"", "<table", "Nothing wants"] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
    let sample = sam.get("/imports/sample.csv").await;
    assert_eq!(sample.header("content-disposition"), Some("attachment; filename=\"sample.csv\""));
    let begun = upload(&mut sam, "/imports", "sample.csv", &sample.body).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let page = sam.get("/").await;
    assert!(
        page.body.contains("Continue: sample.csv") && !page.body.contains("Three steps"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn where_all_is_well_it_says_so_and_shows_the_people_and_the_last_imports() {
    let world = World::new().await;
    settle(&world, Settled::Outbox).await;
    let page = world.admin().await.get("/").await;
    assert_eq!(titles(&page), [""; 0]);
    for words in ["Nothing wants your attention.", "everybody.csv", "/users?status=Suspended"] {
        assert!(page.body.contains(words), "no {words}: {}", page.body);
    }
    let account = world.account().await;
    let mut view = world.state.db.view().await.unwrap();
    let counts = users::list::counts(&mut view, account).await.unwrap();
    assert!(counts.active > 1 && counts.invited > 0 && counts.suspended > 0, "{counts:?}");
    for (word, number) in
        [("Active", counts.active), ("Invited", counts.invited), ("Suspended", counts.suspended)]
    {
        assert!(page.body.contains(&format!("{word} <b>{number}</b>")), "{word} {number}: {}", page.body);
    }
}

#[tokio::test]
async fn each_thing_that_wants_attention_leads_to_its_rows_and_is_gone_once_it_is_done() {
    let world = World::new().await;
    settle(&world, Settled::Failed("no such mailbox")).await;
    let mut dana = world.admin().await;
    let failed = wants(&dana.get("/").await);
    let [(title, _, href)] = &failed[..] else { panic!("{failed:?}") };
    let number: u32 = title.strip_suffix(" messages could not be delivered").unwrap().parse().unwrap();
    let page = dana.get(href).await;
    assert_eq!((page.status, href.as_str()), (StatusCode::OK, "/outbox/failed"));
    assert!(page.body.contains("no such mailbox") && number > 1);
    for channel in ["email", "text"] {
        let fields = [("channel", channel), ("cause", "no such mailbox")];
        assert_eq!(dana.post("/outbox/failed/again", &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(titles(&dana.get("/").await), [""; 0]);

    settle(&world, Settled::Sent).await;
    invite(&world, 1..2, None).await;
    let (soon, late) = (world.later::<4>(), world.later::<7>());
    assert!(titles(&dana.moved_to(&soon).get("/").await).is_empty(), "sent four days ago");
    settle(&world, Settled::Sent).await;
    let cards = wants(&dana.moved_to(&late).get("/").await);
    let late_ones: Vec<_> = cards.iter().filter(|(title, _, _)| title.contains("after a week")).collect();
    let [(title, text, href)] = &late_ones[..] else { panic!("{cards:?}") };
    assert_eq!(
        (title.as_str(), text.as_str()),
        ("1 person has not joined after a week", "The link still works.")
    );
    let list = dana.moved_to(&late).get(href).await;
    assert_eq!(href, "/invitations?show=late");
    assert!(list.body.contains("Late Number 1") && list.body.contains("1 to 1 of 1"), "{}", list.body);
}

#[tokio::test]
async fn where_no_provider_is_set_who_has_not_joined_and_what_is_held_wants_attention_too() {
    let world = World::new().await;
    invite(&world, 1..3, None).await;
    settle(&world, Settled::Outbox).await;
    assert_eq!(titles(&world.admin().await.get("/").await), [""; 0]);
    let mut dana = world.later::<8>().admin().await;
    let cards = wants(&dana.get("/").await);
    // Those of the example have lapsed by then.
    let [_, (title, _, href)] = &cards[..] else { panic!("{cards:?}") };
    assert_eq!(title, "2 people have not joined after a week");
    assert!(dana.get(href).await.body.contains("Late Number 2"));

    let file = "First Name,Last Name,Email,Phone,Role\r\nUdo,Lind,udo@lind.example,+13125550189,Sales\r\n";
    let import = id_of(upload(&mut dana, "/imports", "held.csv", file).await.location());
    let held = [("invites", "held")];
    assert_eq!(dana.post(&format!("/imports/{import}/choices"), &held).await.status, StatusCode::SEE_OTHER);
    let review = dana.get(&format!("/imports/{import}/review")).await.body;
    let seen = value_of(&review, "fingerprint");
    dana.post(&format!("/imports/{import}/apply"), &[("fingerprint", &seen)]).await;
    let account = world.account().await;
    world.state.pipeline.apply(account, store::ImportId(import)).await.unwrap();
    let cards = wants(&dana.get("/").await);
    let (title, _, href) = cards.last().unwrap();
    assert_eq!((title.as_str(), href.as_str()), ("1 invitation is held back", "/invitations?show=held"));
    assert!(dana.get(href).await.body.contains("Udo Lind"));
}

#[tokio::test]
async fn lapsed_invitations_are_said_with_what_their_seats_cost_and_led_to_sending_them_again() {
    let world = World::new().await;
    set_price(&world.state, "northwind", "2026-03-01").await;
    let invited = {
        let account = world.account().await;
        users::list::counts(&mut world.state.db.view().await.unwrap(), account).await.unwrap()
    };
    // Sixty seats are always paid for; these are above.
    let (more, free) = (60, 60 - invited.seats_used());
    invite(&world, 0..more, None).await;
    let later = world.later::<15>();
    let mut dana = later.admin().await;
    let cards = wants(&dana.get("/").await);
    let [(title, text, href)] = &cards[..] else { panic!("{cards:?}") };
    let lapsed = invited.invited + more;
    assert_eq!(title, &format!("{lapsed} invitations have lapsed"));
    let cost = (more - free) * 30;
    let (thousands, rest) = (cost / 1_000, cost % 1_000);
    let said = if thousands == 0 { format!("${rest}.00") } else { format!("${thousands},{rest:03}.00") };
    assert_eq!(text, &format!("They still hold {lapsed} seats, which cost {said} a month."));
    let list = dana.get(href).await;
    assert_eq!(href, "/invitations?show=lapsed");
    assert!(list.body.contains(&format!("of {lapsed}")), "{}", list.body);
    let revision = {
        let account = world.account().await;
        accounts::by_id(&mut world.state.db.view().await.unwrap(), account).await.unwrap().revision
    };
    let fields = [("all", "yes"), ("show", "lapsed"), ("seen", &revision.to_string())];
    assert_eq!(dana.post("/invitations/send", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(titles(&dana.get("/").await), [""; 0]);
}

#[tokio::test]
async fn a_manager_who_imports_sees_their_own_and_whoever_does_not_import_goes_on_to_their_page() {
    let world = World::new().await;
    let mut manager = world.visitor("jl.moreau").await;
    assert_eq!(manager.get("/").await.location(), "/me");
    assert_eq!(world.visitor("aaliyah.brooks").await.get("/").await.location(), "/me");
    let account = world.account().await;
    let mut tx = world.state.db.begin(Wait::Long).await.unwrap();
    accounts::let_managers_import(&mut tx, account, true, &Actor::Operator, world.state.micros())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut dana = world.admin().await;
    let theirs =
        "First Name,Last Name,Email,Phone,Role\r\nAda,Byron,ada@northwind.example,+13125550190,Sales\r\n";
    upload(&mut dana, "/imports", "of-dana.csv", theirs).await;
    let team = world.user("jl.moreau").await.values.teams.first().copied();
    assert!(team.is_some());
    settle(&world, Settled::Sent).await;
    invite(&world, 1..3, team).await;
    invite(&world, 3..9, None).await;
    settle(&world, Settled::Sent).await;
    let page = manager.moved_to(&world.later::<8>()).get("/").await;
    for words in ["of-dana.csv", "everybody.csv", "people-chart", "seats used"] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
    let cards = wants(&page);
    let late = cards.iter().find(|(title, _, _)| title.contains("after a week")).unwrap();
    assert_eq!(late.0, "2 people have not joined after a week");
    let list = manager.moved_to(&world.later::<8>()).get(&late.2).await;
    assert!(list.body.contains("Late Number 2") && !list.body.contains("Late Number 4"), "{}", list.body);
    upload(&mut manager, "/imports", "mine.csv", theirs).await;
    assert!(manager.get("/").await.body.contains("Continue: mine.csv"));
}

/// Counts the statements that the store executes in this thread.
struct Counting(Arc<AtomicUsize>);

impl Subscriber for Counting {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == store::STATEMENTS
    }

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn it_takes_as_many_statements_for_a_large_account_as_for_a_small_one() {
    let world = World::new().await;
    set_price(&world.state, "northwind", "2026-03-01").await;
    let mut dana = world.later::<15>().admin().await;
    let file =
        "First Name,Last Name,Email,Phone,Role\r\nAda,Byron,ada@northwind.example,+13125550190,Sales\r\n";
    upload(&mut dana, "/imports", "first.csv", file).await;
    let count = async |dana: &mut Visitor| {
        let statements = Arc::new(AtomicUsize::new(0));
        let _guard = set_default(Counting(Arc::clone(&statements)));
        let page = dana.get("/").await;
        assert!(page.body.contains("lapsed"), "{}", page.body);
        statements.load(Ordering::Relaxed)
    };
    // What is said for the first time is heard by those who listened before; so the second is counted.
    count(&mut dana).await;
    let small = count(&mut dana).await;
    invite(&world, 0..300, None).await;
    for number in 0..6 {
        upload(&mut dana, "/imports", &format!("file-{number}.csv"), file).await;
    }
    let large = count(&mut dana).await;
    assert_eq!(large, small);
    assert!((10..30).contains(&small), "{small}");
}
