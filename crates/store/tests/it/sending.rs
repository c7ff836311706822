//! What is kept of messages on their way: lost answers, reports in any order, suppressions, messages given up.

use std::time::Duration;

use plan::snapshot::Status;
use store::buried::{self, Which};
use store::callbacks::{self, Handed, Kind, Report};
use store::ids::CodeId;
use store::messages::{self, Channel, Due, NoticeKind, Settled};
use store::suppressions::{self, Why};
use store::{
    AccountId, Db, Error, InviteId, Micros, NoticeId, Page, Tx, UserId, Wait, invites, lanes, ranges, users,
};

use crate::world::{self, NOW, account, create, key, person};

const LEASE: Duration = Duration::from_mins(5);

/// A database of its own, because a claim takes whatever is due; somebody invited, and an open transaction.
struct Sent {
    db: Db,
    url: String,
    account: AccountId,
    user: UserId,
    invite: InviteId,
}

impl Sent {
    async fn new() -> Self {
        let url = world::empty_url().await;
        let db = world::open(&url).await;
        db.migrate(NOW).await.unwrap();
        let (account, _) = account(&db).await;
        let user = create(&db, account, &person("Ana", "Ruiz", Status::Invited)).await.unwrap();
        let mut tx = db.begin(Wait::Long).await.unwrap();
        let invite = invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, NOW)).await.unwrap();
        tx.commit().await.unwrap();
        Self { db, url, account, user, invite }
    }

    async fn begin(&self) -> Tx {
        self.db.begin(Wait::Long).await.unwrap()
    }

    /// The claim of the invitation's e-mail.
    async fn claim(&self, tx: &mut Tx, now: Micros) -> Due<InviteId> {
        let mut due = messages::claim_invites(tx, Channel::Email, now, LEASE, 9).await.unwrap();
        assert_eq!(due.len(), 1);
        due.remove(0)
    }

    fn handed(&self, fence: i64) -> Handed {
        let (channel, kind) = (Channel::Email, Kind::Invite);
        Handed { channel, account: self.account, kind, id: self.invite.0, fence }
    }

    async fn state(&self, tx: &mut Tx) -> (String, Option<String>) {
        let reach = buried::reach(tx, self.account, self.user).await.unwrap().remove(0);
        (reach.state.unwrap(), reach.words)
    }
}

#[tokio::test]
async fn a_message_whose_holder_died_counts_as_unsure_and_one_that_was_settled_does_not() {
    let sent = Sent::new().await;
    let mut tx = sent.begin().await;
    assert_eq!(sent.claim(&mut tx, NOW).await.unsure, 0);
    let later = NOW.after(LEASE);
    let heir = sent.claim(&mut tx, later).await;
    assert_eq!((heir.attempts, heir.unsure), (2, 1));
    let settled = Settled::Later(later, "busy");
    assert!(messages::settle_invite(&mut tx, Channel::Email, &heir, settled, later).await.unwrap());
    let again = sent.claim(&mut tx, later).await;
    assert_eq!((again.attempts, again.unsure), (3, 1));
    let settled = Settled::Unsure(later, "time-out");
    assert!(messages::settle_invite(&mut tx, Channel::Email, &again, settled, later).await.unwrap());
    let again = sent.claim(&mut tx, later).await;
    assert_eq!((again.attempts, again.unsure), (4, 2));
    // Not tried at all is no attempt.
    assert!(
        messages::settle_invite(&mut tx, Channel::Email, &again, Settled::Back(later), later).await.unwrap()
    );
    assert_eq!(sent.claim(&mut tx, later).await.attempts, 4);
}

#[tokio::test]
async fn reports_may_come_in_any_order_and_twice() {
    let sent = Sent::new().await;
    let mut tx = sent.begin().await;
    let due = sent.claim(&mut tx, NOW).await;
    let handed = sent.handed(due.fence);
    assert_eq!(handed.to_string().parse(), Ok(handed));
    // Before the worker has written anything down.
    assert!(callbacks::report(&mut tx, &handed, Report::Delivered, NOW).await.unwrap());
    assert!(!messages::settle_invite(&mut tx, Channel::Email, &due, Settled::Sent, NOW).await.unwrap());
    for late in [Report::Sent, Report::Failed("late"), Report::Delivered] {
        assert!(!callbacks::report(&mut tx, &handed, late, NOW).await.unwrap(), "{late:?}");
    }
    assert_eq!(sent.state(&mut tx).await, ("delivered".to_owned(), None));
    assert!(
        messages::claim_invites(&mut tx, Channel::Email, NOW.after(LEASE * 9), LEASE, 9)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_report_about_an_earlier_handing_over_counts_no_more() {
    let sent = Sent::new().await;
    let mut tx = sent.begin().await;
    let due = sent.claim(&mut tx, NOW).await;
    callbacks::remember(&mut tx, &sent.handed(due.fence), "SM1", NOW).await.unwrap();
    assert!(messages::settle_invite(&mut tx, Channel::Email, &due, Settled::Sent, NOW).await.unwrap());
    invites::send(&mut tx, &key(), sent.account, sent.user, (invites::LIFETIME, NOW)).await.unwrap();
    let known = callbacks::find(&mut tx, Channel::Email, "SM1").await.unwrap().unwrap();
    assert_eq!(known, sent.handed(due.fence));
    assert_eq!(callbacks::find(&mut tx, Channel::Text, "SM1").await.unwrap(), None);
    assert!(!callbacks::report(&mut tx, &known, Report::Failed("bounced"), NOW).await.unwrap());
    assert_eq!(sent.state(&mut tx).await.0, "queued");
    // The same name for the newer handing over, as that of an e-mail is.
    let again = sent.claim(&mut tx, NOW).await;
    callbacks::remember(&mut tx, &sent.handed(again.fence), "SM1", NOW).await.unwrap();
    let known = callbacks::find(&mut tx, Channel::Email, "SM1").await.unwrap().unwrap();
    assert!(callbacks::report(&mut tx, &known, Report::Failed("bounced"), NOW).await.unwrap());
    assert_eq!(sent.state(&mut tx).await, ("failed".to_owned(), Some("bounced".to_owned())));
    assert_eq!(callbacks::forget(&mut tx, NOW.after(LEASE)).await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_given_up_is_seen_by_its_reason_sent_again_or_dropped() {
    let sent = Sent::new().await;
    let mut tx = sent.begin().await;
    let other =
        users::create(&mut tx, sent.account, &person("Bo", "Lund", Status::Invited), NOW).await.unwrap();
    invites::send(&mut tx, &key(), sent.account, other, (invites::LIFETIME, NOW)).await.unwrap();
    let due = messages::claim_invites(&mut tx, Channel::Text, NOW, LEASE, 9).await.unwrap();
    for one in &due {
        let settled = Settled::Failed("no route");
        assert!(messages::settle_invite(&mut tx, Channel::Text, one, settled, NOW).await.unwrap());
    }
    let causes = buried::causes(&mut tx, sent.account).await.unwrap();
    assert_eq!((causes.len(), causes[0].count, causes[0].words.as_str()), (1, 2, "no route"));
    let listed = buried::list(&mut tx, sent.account, Page::default()).await.unwrap();
    assert_eq!(
        (listed.total, listed.rows[1].name.as_str(), listed.rows[1].channel),
        (2, "Ana Ruiz", Channel::Text)
    );
    let one = Which::One(Kind::Invite, sent.invite.0);
    assert_eq!(buried::drop(&mut tx, sent.account, Channel::Text, one).await.unwrap(), 1);
    let gone = buried::drop(&mut tx, sent.account, Channel::Text, one).await.unwrap_err();
    assert!(matches!(gone, Error::NotFound("message")), "{gone}");
    let all = Which::Cause("no route");
    assert_eq!(buried::revive(&mut tx, sent.account, Channel::Text, all, NOW).await.unwrap(), 1);
    let due = messages::claim_invites(&mut tx, Channel::Text, NOW, LEASE, 9).await.unwrap();
    assert_eq!((due.len(), due[0].user, due[0].attempts), (1, other, 1));
    assert_eq!(buried::list(&mut tx, sent.account, Page::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn an_admin_lifts_a_bounce_and_only_a_start_lifts_a_stop() {
    let sent = Sent::new().await;
    let mut tx = sent.begin().await;
    let person = users::get(&mut tx, sent.account, sent.user).await.unwrap().values;
    let phone = person.phone.unwrap().to_string();
    suppressions::add(&mut tx, Channel::Email, &person.email, Why::Bounce, "no mailbox", NOW).await.unwrap();
    suppressions::add(&mut tx, Channel::Text, &phone, Why::Stop, "STOP", NOW).await.unwrap();
    // What a provider finds out later takes nothing back of what the person said.
    suppressions::add(&mut tx, Channel::Text, &phone, Why::Bounce, "landline", NOW).await.unwrap();
    let why = |reach: &buried::Reach| reach.suppressed.as_ref().unwrap().why;
    let reach = buried::reach(&mut tx, sent.account, sent.user).await.unwrap();
    assert_eq!(reach.iter().map(why).collect::<Vec<_>>(), [Why::Bounce, Why::Stop]);
    suppressions::lift(&mut tx, sent.account, sent.user, Channel::Email).await.unwrap();
    let refused = suppressions::lift(&mut tx, sent.account, sent.user, Channel::Text).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound("bounce")), "{refused}");
    assert!(suppressions::start(&mut tx, &phone).await.unwrap());
    assert!(!suppressions::start(&mut tx, &phone).await.unwrap());
    let reach = buried::reach(&mut tx, sent.account, sent.user).await.unwrap();
    assert!(reach.iter().all(|one| one.suppressed.is_none()));
}

#[tokio::test]
async fn a_code_is_claimed_before_a_word_about_a_change_that_waits_longer() {
    let sent = Sent::new().await;
    let insert = |id: i64, kind: &str, of: &str, at: i64| {
        format!(
            "INSERT INTO notices (id, account_id, user_id, kind, of_id, channel, address, state, next_at, created_at) \
             VALUES ({id}, {}, {}, '{kind}', {of}, 'text', '+13125550117', 'queued', {at}, {at})",
            sent.account, sent.user
        )
    };
    world::raw(&sent.url, &insert(900_001, "changed", "NULL", NOW.0 - 9)).await.unwrap();
    world::raw(&sent.url, &insert(900_002, "code", "77", NOW.0 - 1)).await.unwrap();
    let mut tx = sent.begin().await;
    let first = messages::claim_notices(&mut tx, Channel::Text, NOW, LEASE, 1).await.unwrap();
    assert_eq!(
        (first[0].due.id, first[0].kind, first[0].of),
        (NoticeId(900_002), NoticeKind::Code, Some(77))
    );
    let second = messages::claim_notices(&mut tx, Channel::Text, NOW, LEASE, 9).await.unwrap();
    assert_eq!(second.iter().map(|one| one.kind).collect::<Vec<_>>(), [NoticeKind::Changed]);
    assert_eq!(key().code(CodeId(77)).len(), 6);
}

#[tokio::test]
async fn a_lane_that_is_closed_counts_tries_and_not_messages() {
    let db = world::db().await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let until = |seconds: u64| NOW.after(Duration::from_secs(seconds));
    for words in ["one", "two"] {
        lanes::close(&mut tx, Channel::Text, until(60), words, NOW).await.unwrap();
    }
    let known = lanes::of_channel(&mut tx, Channel::Text).await.unwrap().unwrap();
    assert_eq!((known.tries, known.words.as_str(), known.since), (1, "two", NOW));
    lanes::close(&mut tx, Channel::Text, until(120), "three", until(60)).await.unwrap();
    let known = lanes::closed(&mut tx).await.unwrap().remove(0);
    assert_eq!((known.tries, known.until, known.since), (2, until(120), NOW));
    lanes::open(&mut tx, Channel::Text).await.unwrap();
    assert_eq!(lanes::closed(&mut tx).await.unwrap(), []);
    tx.roll_back().await.unwrap();
}

#[tokio::test]
async fn texts_to_a_range_are_counted_within_a_window() {
    let db = world::db().await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let hour = Duration::from_hours(1);
    for expected in 1..=3 {
        assert_eq!(ranges::add(&mut tx, "44787654", hour, NOW).await.unwrap(), expected);
    }
    assert_eq!(ranges::add(&mut tx, "44787655", hour, NOW).await.unwrap(), 1);
    assert_eq!(ranges::add(&mut tx, "44787654", hour, NOW.after(hour)).await.unwrap(), 1);
    assert_eq!(ranges::forget(&mut tx, NOW.after(hour)).await.unwrap(), 1);
    tx.roll_back().await.unwrap();
}
