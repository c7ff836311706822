//! What the messages of one claim have in common is read once for all of them, and after the claim.

use std::cell::Cell;
use std::sync::{Arc, Mutex};

use app::pipeline::Agreed;
use plan::choices::Actor;
use store::templates::{self, Templates};
use store::{Wait, messages};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{NoSubscriber, Subscriber, set_default};
use tracing::{Dispatch, Event, Metadata};

use super::texts::Texts;
use super::{Office, by_text};
use crate::support::files::people;

/// The text of each statement that this thread executes.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn count(&self, start: &str, from: &str) -> usize {
        let heard = self.0.lock().unwrap();
        heard.iter().filter(|text| text.starts_with(start) && text.contains(from)).count()
    }
}

impl Subscriber for Heard {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == store::STATEMENTS
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Text(&self.0));
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Text<'a>(&'a Mutex<Vec<String>>);

impl Visit for Text<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "text" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

#[tokio::test]
async fn account_words_and_sender_are_read_once_for_all_messages_of_a_claim() {
    let (office, api) = (Office::new().await, Texts::start().await);
    import(&office, 8).await;
    let heard = Heard::default();
    // With one listener only, what tests beside this one come by first is taken for something that nobody hears.
    let second = Dispatch::new(NoSubscriber::default());
    let listening = set_default(heard.clone());
    office.drain(by_text(&api.twilio())).await;
    drop((listening, second));
    assert_eq!(api.taken().len(), 8);
    // Each person is looked at on their own, and who they are in common with once.
    assert_eq!(heard.count("SELECT", "FROM invites i JOIN users"), 8, "{:#?}", heard.0.lock().unwrap());
    assert_eq!(heard.count("SELECT", "FROM invitation_templates"), 1);
    assert_eq!(heard.count("SELECT", "FROM accounts WHERE id"), 1);
    assert_eq!(heard.count("SELECT", "FROM imports WHERE id"), 1);
}

/// Has so many people invited by an import, whose sender is whoever agreed to it.
async fn import(office: &Office, rows: u32) {
    let (account, by) = (office.company.account, office.company.actor());
    let bytes = people(rows, "batch.example").into_bytes();
    let import = office.pipeline.upload(account, by, "people.csv", bytes).await.unwrap();
    let plan = office.pipeline.plan(account, import, by).await.unwrap();
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = Agreed { by, seen: plan.fingerprint(), confirm, from: None };
    office.pipeline.approve_and_apply(account, import, agreed).await.unwrap();
}

#[tokio::test]
async fn words_that_were_changed_are_said_by_whatever_is_claimed_afterwards() {
    let (office, api) = (Office::new().await, Texts::start().await);
    office.invite("Ana", "ana@people.example", "+16145550101").await;
    let changed = Cell::new(false);
    // One worker, which goes on meanwhile.
    office
        .work_until(by_text(&api.twilio()), async |office: &Office| {
            if api.taken().len() == 1 && !changed.replace(true) {
                change_words(office).await;
                office.invite("Bo", "bo@people.example", "+16145550102").await;
            }
            api.taken().len() == 2
                && messages::waiting(&mut office.db().view().await.unwrap()).await.unwrap() == 0
        })
        .await;
    let said: Vec<bool> = api.taken().iter().map(|text| text.body.starts_with("Welcome aboard: ")).collect();
    assert_eq!(said, [false, true]);
}

async fn change_words(office: &Office) {
    let words = Templates {
        subject: "Welcome aboard".to_owned(),
        email: "Welcome aboard:\n\n{link}".to_owned(),
        text: "Welcome aboard: {link}".to_owned(),
    };
    let mut tx = office.db().begin(Wait::Long).await.unwrap();
    let (account, now) = (office.company.account, office.pipeline.now());
    templates::set(&mut tx, account, &words, &Actor::Operator, now).await.unwrap();
    tx.commit().await.unwrap();
}
