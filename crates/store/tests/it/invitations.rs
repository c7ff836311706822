//! Many invitations at once: where they stand, and what is done to all of them with one press of a button.

use std::time::Duration;

use plan::choices::{Inviting, SendAt, Standing};
use plan::snapshot::Status;
use store::invitations::bulk::{self, Which};
use store::invitations::{Filter, Stage, counts, list, usable};
use store::invites::Joining;
use store::messages::{self, Channel, Settled};
use store::{Error, ImportId, InviteId, Micros, Page, UserId, Wait, accounts, invariants, invites, users};

use crate::scene::{self, Scene, email, moving, phone, recipe, sheet};
use crate::world::{self, NOW};

const LEASE: Duration = Duration::from_mins(5);
const LIFETIME: Duration = invites::LIFETIME;

/// An account alone in its database, with an import of people who were invited in one way.
struct Company {
    scene: Scene,
    import: ImportId,
}

impl Company {
    async fn new(people: u64, inviting: Inviting) -> Self {
        let db = world::open(&world::empty_url().await).await;
        db.migrate(NOW).await.unwrap();
        let scene = scene::new_account(db, 500, true).await;
        let rows: Vec<[String; 5]> = (1..=people)
            .map(|at| {
                let number = phone(scene.mark, at).to_string();
                [format!("P{at}"), "Ruiz".into(), email(scene.mark, at), number, "Sales".into()]
            })
            .collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let mut recipe = recipe(sheet(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        recipe.choices.invites = inviting;
        let (import, _) = scene.import(&recipe).await;
        Self { scene, import }
    }

    fn of(&self, stage: Option<Stage>, now: Micros) -> Filter {
        Filter { import: Some(self.import), stage, now, ..Filter::default() }
    }

    fn all(&self, now: Micros) -> Which {
        Which::All(self.of(None, now))
    }

    async fn person(&self, at: u64) -> (UserId, InviteId) {
        let mut view = self.scene.db.view().await.unwrap();
        let mail = email(self.scene.mark, at);
        let user = users::by_email(&mut view, self.scene.account, &mail).await.unwrap().id;
        (user, invites::of_user(&mut view, self.scene.account, user).await.unwrap().unwrap().id)
    }

    async fn only(&self, at: u64) -> Which {
        Which::These(vec![self.person(at).await.1])
    }

    /// Sends everything that is due on both channels; how many messages that were.
    async fn send_due(&self, now: Micros) -> usize {
        let mut tx = self.scene.db.begin(Wait::Long).await.unwrap();
        let mut sent = 0;
        for channel in Channel::ALL {
            let due = messages::claim_invites(&mut tx, channel, now, LEASE, 1_000).await.unwrap();
            for one in &due {
                assert!(messages::settle_invite(&mut tx, channel, one, Settled::Sent, now).await.unwrap());
            }
            sent += due.len();
        }
        tx.commit().await.unwrap();
        sent
    }

    async fn revision(&self) -> i64 {
        let mut view = self.scene.db.view().await.unwrap();
        accounts::by_id(&mut view, self.scene.account).await.unwrap().revision
    }

    async fn release(&self, which: &Which, now: Micros) -> u32 {
        let mut tx = self.scene.db.begin(Wait::Long).await.unwrap();
        let released = bulk::release(&mut tx, self.scene.account, which, (LIFETIME, now)).await.unwrap();
        tx.commit().await.unwrap();
        released
    }

    async fn send_again(&self, which: &Which, seen: i64, now: Micros) -> u32 {
        let mut tx = self.scene.db.begin(Wait::Long).await.unwrap();
        let sent = bulk::send_again(&mut tx, self.scene.account, which, seen, (LIFETIME, now)).await.unwrap();
        tx.commit().await.unwrap();
        sent.sent
    }

    /// Cancels as the page does: a form of the people whose invitations are open.
    async fn cancel(&self, which: &Which) -> u32 {
        let mut view = self.scene.db.view().await.unwrap();
        let people = bulk::people(&mut view, self.scene.account, which).await.unwrap();
        drop(view);
        if people.is_empty() {
            return 0;
        }
        let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
        let form = moving(Standing::Cancel, &ids);
        let (_, applied) = self.scene.at_once(&form, &self.scene.plan(&form).await).await.unwrap();
        applied.counts.update
    }

    async fn join(&self, at: u64, now: Micros) {
        let (_, id) = self.person(at).await;
        let mut tx = self.scene.db.begin(Wait::Long).await.unwrap();
        let invite = invites::get(&mut tx, self.scene.account, id).await.unwrap();
        invites::join(
            &mut tx,
            &invite.token(&self.scene.key),
            Joining { password_hash: Some("hash"), phone_confirmed: false },
            now,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn expires(&self, at: u64) -> Micros {
        let (_, id) = self.person(at).await;
        let mut view = self.scene.db.view().await.unwrap();
        invites::get(&mut view, self.scene.account, id).await.unwrap().expires_at
    }

    /// The number of a stage, which is the number of its rows.
    async fn number(&self, stage: Stage, now: Micros) -> u32 {
        let mut view = self.scene.db.view().await.unwrap();
        let account = self.scene.account;
        let number = counts(&mut view, account, Some(self.import), now).await.unwrap().of(stage);
        let rows = list(&mut view, account, &self.of(Some(stage), now), Page::default()).await.unwrap();
        assert_eq!((rows.total, rows.rows.len() as u32), (number, number.min(50)), "{stage:?}");
        number
    }

    async fn numbers<const N: usize>(&self, stages: [Stage; N]) -> Vec<u32> {
        let mut numbers = Vec::new();
        for stage in stages {
            numbers.push(self.number(stage, NOW).await);
        }
        numbers
    }
}

fn later(hours: u64) -> Micros {
    NOW.after(Duration::from_hours(hours))
}

#[tokio::test]
async fn held_invitations_go_out_once_they_are_released_and_their_links_count_from_then() {
    let company = Company::new(3, Inviting::Held).await;
    let (now, far) = (later(24 * 20), later(24 * 400));
    assert_eq!((company.send_due(far).await, company.number(Stage::Held, now).await), (0, 3));
    // The time of a link that nobody was sent does not run out.
    assert_eq!(company.number(Stage::Lapsed, far).await, 0);
    let one = company.only(2).await;
    assert_eq!((company.release(&one, now).await, company.release(&one, now).await), (1, 0));
    assert_eq!(company.expires(2).await, now.after(LIFETIME));
    assert_eq!((company.number(Stage::Held, now).await, company.number(Stage::Queued, now).await), (2, 1));
    assert_eq!((company.send_due(now).await, company.send_due(far).await), (2, 0));
    assert_eq!(company.release(&company.all(now), now).await, 2);
    assert_eq!((company.send_due(now).await, company.number(Stage::Sent, now).await), (4, 3));
    assert_eq!(company.release(&company.all(now), now).await, 0);
}

#[tokio::test]
async fn scheduled_invitations_wait_for_their_time_unless_somebody_sends_them_now() {
    let at = later(48);
    let company = Company::new(2, Inviting::At(SendAt { micros: at.0, offset: -21_600 })).await;
    assert_eq!((company.send_due(later(47)).await, company.number(Stage::Queued, NOW).await), (0, 2));
    assert_eq!(company.number(Stage::Scheduled, NOW).await, 2);
    assert_eq!(company.expires(1).await, at.after(LIFETIME));
    assert_eq!(company.release(&company.only(1).await, later(1)).await, 1);
    assert_eq!(company.expires(1).await, later(1).after(LIFETIME));
    assert_eq!(company.number(Stage::Scheduled, later(1)).await, 1);
    assert_eq!((company.send_due(later(1)).await, company.send_due(at).await), (2, 2));
    assert_eq!(company.number(Stage::Scheduled, at).await, 0);
}

#[tokio::test]
async fn what_a_provider_puts_off_is_not_scheduled_and_not_there_to_be_released() {
    let at = later(2);
    for inviting in [Inviting::Now, Inviting::At(SendAt { micros: at.0, offset: 0 })] {
        let company = Company::new(2, inviting).await;
        let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
        for due in messages::claim_invites(&mut tx, Channel::Text, at, LEASE, 9).await.unwrap() {
            // Not tried at all, until far in the future; and tried once.
            let back = Settled::Back(later(99));
            assert!(messages::settle_invite(&mut tx, Channel::Text, &due, back, at).await.unwrap());
        }
        for due in messages::claim_invites(&mut tx, Channel::Email, at, LEASE, 9).await.unwrap() {
            let put_off = Settled::Later(later(99), "421 try again later");
            assert!(messages::settle_invite(&mut tx, Channel::Email, &due, put_off, at).await.unwrap());
        }
        tx.commit().await.unwrap();
        let now = later(3);
        assert_eq!(
            (company.number(Stage::Scheduled, now).await, company.number(Stage::Queued, now).await),
            (0, 2)
        );
        assert_eq!(company.release(&company.all(now), now).await, 0);
    }
}

#[tokio::test]
async fn without_invitations_there_is_a_link_and_no_message_until_somebody_sends_it() {
    let company = Company::new(2, Inviting::None).await;
    assert_eq!((company.send_due(later(999)).await, company.number(Stage::Unsent, NOW).await), (0, 2));
    let seen = company.revision().await;
    assert_eq!(company.release(&company.all(NOW), NOW).await, 0);
    assert_eq!(company.send_again(&company.all(NOW), seen, NOW).await, 2);
    assert_eq!(company.send_due(NOW).await, 4);
}

#[tokio::test]
async fn whoever_has_no_phone_is_sent_the_email_alone_however_often() {
    let company = Company::new(1, Inviting::Held).await;
    company.scene.let_phones_be_optional().await;
    let mail = email(company.scene.mark, 9);
    let mut recipe = recipe(sheet(&[&["Q", "Ruiz", &mail, "", "Sales"]]));
    recipe.choices.invites = Inviting::Held;
    company.scene.import(&recipe).await;
    let all = Which::All(Filter { now: NOW, ..Filter::default() });
    assert_eq!(company.release(&all, NOW).await, 2);
    // Their e-mail waits, and there is no text that could be sent again.
    assert_eq!(company.send_again(&all, company.revision().await, NOW).await, 0);
    assert_eq!(company.send_due(NOW).await, 3);
    assert_eq!(company.send_again(&all, company.revision().await, NOW).await, 2);
    assert_eq!(invariants::check(&company.scene.db).await.unwrap(), []);
    assert_eq!(company.send_due(NOW).await, 3);
}

#[tokio::test]
async fn one_press_sent_twice_or_from_two_windows_sends_once() {
    let company = Company::new(4, Inviting::Now).await;
    assert_eq!(company.send_due(NOW).await, 8);
    let seen = company.revision().await;
    let (first, second) = (later(1), later(2));
    assert_eq!(company.send_again(&company.all(first), seen, first).await, 4);
    assert_eq!(company.send_due(first).await, 8);
    // The same page once more: everything has gone out meanwhile, so that nothing but the page tells it apart.
    assert_eq!(company.send_again(&company.all(second), seen, second).await, 0);
    assert_eq!(company.send_due(second).await, 0);
    let seen = company.revision().await;
    assert_eq!(company.send_again(&company.all(second), seen, second).await, 4);
    // In the queue already: asking again from a page drawn since changes nothing.
    let seen = company.revision().await;
    assert_eq!(company.send_again(&company.all(second), seen, second).await, 0);
    assert_eq!(company.send_due(second).await, 8);
}

#[tokio::test]
async fn somebody_who_asked_for_a_new_link_meanwhile_is_not_sent_another_one() {
    let company = Company::new(2, Inviting::Now).await;
    company.send_due(NOW).await;
    let seen = company.revision().await;
    let (user, _) = company.person(1).await;
    let (key, account) = (&company.scene.key, company.scene.account);
    let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
    invites::send(&mut tx, key, account, user, (LIFETIME, later(1))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(company.send_due(later(1)).await, 2);
    assert_eq!(company.send_again(&company.all(later(2)), seen, later(2)).await, 1);
    assert_eq!(company.send_due(later(2)).await, 2);
}

#[tokio::test]
async fn whoever_has_joined_is_never_sent_anything_again() {
    let company = Company::new(3, Inviting::Now).await;
    company.send_due(NOW).await;
    company.join(2, later(1)).await;
    let seen = company.revision().await;
    let now = later(24 * 30);
    assert_eq!((company.number(Stage::Lapsed, now).await, company.number(Stage::Joined, now).await), (2, 1));
    assert_eq!(company.send_again(&company.only(2).await, seen, now).await, 0);
    assert_eq!(company.send_again(&company.all(now), seen, now).await, 2);
    assert_eq!((company.send_due(now).await, company.number(Stage::Lapsed, now).await), (4, 0));
    assert_eq!(company.expires(1).await, now.after(LIFETIME));
    let (user, _) = company.person(2).await;
    let (key, account) = (&company.scene.key, company.scene.account);
    let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
    let sent = invites::send(&mut tx, key, account, user, (LIFETIME, now)).await;
    assert!(matches!(sent, Err(Error::NotFound(_))), "{sent:?}");
}

#[tokio::test]
async fn a_message_in_the_hands_of_a_worker_is_not_queued_a_second_time() {
    let company = Company::new(1, Inviting::Now).await;
    let seen = company.revision().await;
    let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
    let due = messages::claim_invites(&mut tx, Channel::Email, NOW, LEASE, 9).await.unwrap();
    tx.commit().await.unwrap();
    // The text waits untouched, the e-mail is on its way: there is nothing to send again, and nothing to release.
    assert_eq!(company.send_again(&company.all(NOW), seen, NOW).await, 0);
    assert_eq!(company.release(&company.all(NOW), NOW).await, 0);
    let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
    assert!(messages::settle_invite(&mut tx, Channel::Email, &due[0], Settled::Sent, NOW).await.unwrap());
    tx.commit().await.unwrap();
    // Now the e-mail can be sent again; the text, which waits, goes out once.
    assert_eq!(company.send_again(&company.all(NOW), seen, NOW).await, 1);
    assert_eq!(company.send_due(NOW).await, 2);
}

#[tokio::test]
async fn cancelling_many_ends_their_links_and_frees_their_addresses_and_seats() {
    let company = Company::new(3, Inviting::Held).await;
    company.release(&company.only(1).await, NOW).await;
    company.join(1, NOW).await;
    let (account, (user, id)) = (company.scene.account, company.person(3).await);
    let mut view = company.scene.db.view().await.unwrap();
    let before = invites::get(&mut view, account, id).await.unwrap();
    let used = users::list::counts(&mut view, account).await.unwrap().seats_used();
    drop(view);
    assert_eq!((company.cancel(&company.all(NOW)).await, company.cancel(&company.all(NOW)).await), (2, 0));
    let mut view = company.scene.db.view().await.unwrap();
    let person = users::get(&mut view, account, user).await.unwrap();
    assert_eq!((person.values.status, person.version), (Status::Cancelled, 2));
    let found = invites::find(&mut view, &before.token(&company.scene.key)).await;
    assert!(matches!(found, Err(Error::NotFound(_))), "{found:?}");
    let now = users::list::counts(&mut view, account).await.unwrap();
    assert_eq!((now.seats_used(), now.cancelled), (used - 2, 2));
    drop(view);
    assert_eq!(company.numbers([Stage::Cancelled, Stage::Held, Stage::NotJoined]).await, [2, 0, 0]);
    let seen = company.revision().await;
    assert_eq!(company.send_again(&company.all(NOW), seen, NOW).await, 0);
    assert_eq!(store::invariants::check(&company.scene.db).await.unwrap(), []);
    // The same person again: the address is free.
    let keys = [email(company.scene.mark, 2), phone(company.scene.mark, 2).to_string()];
    let file = sheet(&[&["P", "Ruiz", &keys[0], &keys[1], "Sales"]]);
    assert_eq!(company.scene.plan(&recipe(file)).await.counts().create, 1);
}

/// Has one message in three come back on both channels, one of e-mail alone, and one stand in the Outbox.
async fn mixed(company: &Company) {
    let mut tx = company.scene.db.begin(Wait::Long).await.unwrap();
    for channel in Channel::ALL {
        let claimed = messages::claim_invites(&mut tx, channel, NOW, LEASE, 9).await.unwrap();
        for (at, due) in claimed.iter().enumerate() {
            let settled = match (at, channel) {
                (0, _) | (1, Channel::Email) => Settled::Failed("550 no such user"),
                (2, _) => Settled::Outbox,
                _ => Settled::Sent,
            };
            assert!(messages::settle_invite(&mut tx, channel, due, settled, NOW).await.unwrap());
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_invitation_is_counted_where_it_stands_and_opening_a_link_shows_that_it_arrived() {
    let company = Company::new(5, Inviting::Now).await;
    mixed(&company).await;
    let stages =
        [Stage::Sent, Stage::Failed, Stage::Unreached, Stage::Outbox, Stage::Opened, Stage::NotJoined];
    assert_eq!(company.numbers(stages).await, [3, 2, 1, 1, 0, 5]);
    // Whoever came by a link from the Outbox was reached all the same.
    company.join(3, NOW).await;
    let stages = [Stage::Sent, Stage::Delivered, Stage::Opened, Stage::Joined, Stage::Outbox];
    assert_eq!(company.numbers(stages).await, [4, 1, 1, 1, 0]);
    let (account, mut view) = (company.scene.account, company.scene.db.view().await.unwrap());
    let all = counts(&mut view, account, None, NOW).await.unwrap();
    assert_eq!(all.all, 5);
    assert_eq!(all.email, [("failed".to_owned(), 2), ("outbox".to_owned(), 1), ("sent".to_owned(), 2)]);
    let unreached = company.of(Some(Stage::Unreached), NOW);
    let failed = list(&mut view, account, &unreached, Page::default()).await.unwrap().rows;
    assert_eq!(failed[0].by_email.error.as_deref(), Some("550 no such user"));
    let found = Filter { search: "p4".to_owned(), ..company.of(None, NOW) };
    let found = list(&mut view, account, &found, Page::default()).await.unwrap();
    assert_eq!((found.total, found.rows[0].first_name.as_str()), (1, "P4"));
}

#[tokio::test]
async fn people_are_listed_by_their_import_and_by_where_their_invitation_stands() {
    let company = Company::new(5, Inviting::Now).await;
    mixed(&company).await;
    let (account, mut view) = (company.scene.account, company.scene.db.view().await.unwrap());
    let mut found = async |filter: users::list::Filter| {
        users::list::list(&mut view, account, &filter, Page::default()).await.unwrap().total
    };
    let of = |stage| users::list::Filter { invitation: Some((stage, NOW)), ..users::list::Filter::default() };
    assert_eq!((found(of(Stage::Failed)).await, found(of(Stage::Unreached)).await), (2, 1));
    assert_eq!((found(of(Stage::NotJoined)).await, found(of(Stage::Lapsed)).await), (5, 0));
    let import = users::list::Filter { import: Some(company.import), ..users::list::Filter::default() };
    assert_eq!((found(import).await, found(users::list::Filter::default()).await), (5, 6));
    let other = users::list::Filter { import: Some(ImportId(0)), ..users::list::Filter::default() };
    assert_eq!(found(other).await, 0);
}

#[tokio::test]
async fn a_list_is_in_the_order_of_the_file_and_links_that_can_be_used_come_in_parts() {
    let company = Company::new(7, Inviting::Now).await;
    company.join(2, NOW).await;
    let (account, mut view) = (company.scene.account, company.scene.db.view().await.unwrap());
    let page = Page { offset: 4, limit: 2 };
    let part = list(&mut view, account, &company.of(None, NOW), page).await.unwrap();
    let names: Vec<&str> = part.rows.iter().map(|line| line.first_name.as_str()).collect();
    assert_eq!((part.total, names), (7, vec!["P5", "P6"]));
    let (mut after, mut names) = (UserId(0), Vec::new());
    loop {
        let some = usable(&mut view, account, &company.of(None, NOW), after, 4).await.unwrap();
        let Some(last) = some.last() else { break };
        after = last.user;
        names.extend(some.into_iter().map(|line| line.first_name));
    }
    assert_eq!(names, ["P1", "P3", "P4", "P5", "P6", "P7"]);
    let late = company.of(None, later(24 * 15));
    assert_eq!(usable(&mut view, account, &late, UserId(0), 9).await.unwrap(), []);
}

#[tokio::test]
async fn whoever_has_not_joined_a_week_after_the_last_message_is_late_until_it_is_sent_again() {
    let company = Company::new(3, Inviting::Now).await;
    let week = 7 * 24;
    let late = async |hours: u64| company.number(Stage::Late, later(hours)).await;
    assert_eq!(company.send_due(NOW).await, 6);
    company.join(1, later(2)).await;
    assert_eq!((late(week - 1).await, late(week).await), (0, 2));
    let seen = company.revision().await;
    assert_eq!(company.send_again(&company.only(2).await, seen, later(week)).await, 1);
    assert_eq!(late(week).await, 2, "it waits in the queue");
    assert_eq!(company.send_due(later(week)).await, 2);
    assert_eq!((late(week).await, late(2 * week - 1).await), (1, 1));
    // The link of the other has lapsed by then, and this one was sent a week ago.
    assert_eq!(late(2 * week).await, 1);
}
