//! Law 8, the second half: each message of an applied import is sent, none of another, whoever is killed; and one goes
//! twice only where the provider's answer was lost, which is counted.
//!
//! The real `muster worker` is killed with SIGKILL again and again while it sends to a mail server and an API that put
//! off, break, and take messages without an answer.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use app::pipeline::Agreed;
use store::buried;
use store::messages::{self, Channel};
use store::users::list::{self, Filter};
use store::{AccountId, Db, Page, Wait, invites, users};
use tempfile::TempDir;

use super::mail::{MailServer, sender};
use super::person;
use super::texts::{ACCOUNT, Fault, TOKEN, Texts};
use crate::support::files::people;
use crate::support::program::{Running, program, run};
use crate::support::world::{company_with, empty_url, key, open, pipeline_at};
use crate::support::{is_soak, tell};

/// Invitations, each by e-mail and by text, and how often the worker is killed meanwhile.
fn size() -> (u32, u32) {
    if is_soak() { (10_000, 100) } else { (500, 8) }
}

/// What the API does wrong: it is asked by many workers, one after another, so it goes by the number of the request.
fn faults(number: u32, _: &str) -> Fault {
    match number {
        _ if number.is_multiple_of(41) => Fault::LoseAnswer,
        _ if number.is_multiple_of(53) => Fault::Broken,
        _ if number.is_multiple_of(151) => Fault::TooMany(1),
        _ => Fault::None,
    }
}

struct Killed {
    home: TempDir,
    url: String,
    api: Texts,
    server: MailServer,
}

impl Killed {
    fn worker(&self, words: &[&str]) -> Command {
        let mut command = program(words, self.home.path(), &self.url);
        command
            .env("MUSTER_PUBLIC_URL", "https://muster.test")
            .env("MUSTER_SMTP_URL", self.server.url())
            .env("MUSTER_SMTP_CA", self.server.authority())
            .env("MUSTER_MAIL_FROM", format!("Northwind <{}>", sender().address))
            .env("MUSTER_MAIL_RATE", "1000")
            .env("MUSTER_SMS_URL", &self.api.url)
            .env("MUSTER_SMS_ACCOUNT", ACCOUNT)
            .env("MUSTER_SMS_TOKEN", TOKEN)
            .env("MUSTER_SMS_FROM", "+13125550100")
            .env("MUSTER_SMS_RATE", "1000")
            .env("MUSTER_SEND_TIMEOUT", "2");
        command
    }

    /// Messages that arrived so far.
    fn arrived(&self) -> usize {
        self.server.letters().len() + self.api.taken().len()
    }

    /// Kills workers, each once a share of all messages has arrived, in whatever it is at then.
    async fn kill(&self, messages: usize, kills: u32) {
        for number in 1..=kills {
            let goal = messages * number as usize / (kills as usize + 1);
            let worker = Running::start(self.worker(&["worker"]));
            while self.arrived() < goal {
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            worker.kill();
        }
    }
}

/// People of an import that was taken back before its end.
async fn rolled_back(db: &Db, account: AccountId) {
    let now = messages_now();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    for number in 0..20 {
        let new = person("Never", &format!("never{number}@rolled.example"), &format!("+1614557{number:04}"));
        let user = users::create(&mut tx, account, &new, now).await.unwrap();
        invites::send(&mut tx, &key(), account, user, (store::invites::LIFETIME, now)).await.unwrap();
    }
    tx.roll_back().await.unwrap();
}

fn messages_now() -> store::Micros {
    store::Micros(app::clock::now_micros())
}

/// How often each person's answer was lost, by channel and address.
async fn lost(db: &Db, account: AccountId) -> BTreeMap<(Channel, String), u32> {
    let mut view = db.view().await.unwrap();
    let mut lost = BTreeMap::new();
    let mut page = Page { offset: 0, limit: 500 };
    loop {
        let people = list::list(&mut view, account, &Filter::default(), page).await.unwrap().rows;
        if people.is_empty() {
            return lost;
        }
        page.offset += page.limit;
        for person in people {
            for reach in buried::reach(&mut view, account, person.id).await.unwrap() {
                let Some(state) = &reach.state else { continue };
                // Or given up after the fifth lost answer, with the word that it may have arrived.
                assert!(state == "sent" || (state == "failed" && reach.unsure >= 4), "{reach:?}");
                lost.insert((reach.channel, reach.address.unwrap()), reach.unsure);
            }
        }
    }
}

// The API answers from this process while the test waits for another.
#[tokio::test(flavor = "multi_thread")]
async fn however_often_workers_are_killed_each_message_arrives_and_twice_only_where_an_answer_was_lost() {
    let Some(server) = MailServer::start("starttls", true) else { return };
    let (invited, kills) = size();
    let api = Texts::failing(faults).await;
    let killed = Killed { home: TempDir::new().unwrap(), url: empty_url(), api, server };
    run(&["migrate"], killed.home.path(), &killed.url);
    let db = open(&killed.url).await;
    let pipeline = pipeline_at(&db, app::clock::now);
    let company = company_with(&db, invited + 50).await;
    let (account, by) = (company.account, company.actor());
    let bytes = people(invited, "kills.example").into_bytes();
    let import = pipeline.upload(account, by, "people.csv", bytes).await.unwrap();
    let plan = pipeline.plan(account, import, by).await.unwrap();
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    // Approved, and applied by the first worker that lives long enough.
    pipeline
        .approve(account, import, Agreed { by, seen: plan.fingerprint(), confirm, from: None })
        .await
        .unwrap();
    let dropped =
        pipeline.upload(account, by, "other.csv", people(30, "rolled.example").into_bytes()).await.unwrap();
    pipeline.discard(account, dropped, (by, None)).await.unwrap();
    rolled_back(&db, account).await;
    db.close().await;

    killed.kill(2 * invited as usize, kills).await;
    let drained = killed.worker(&["worker", "--drain"]).output().unwrap();
    assert!(drained.status.success(), "{drained:?}");

    let db = open(&killed.url).await;
    let lost = lost(&db, account).await;
    let mut view = db.view().await.unwrap();
    assert_eq!(messages::waiting(&mut view).await.unwrap(), 0);
    assert_eq!(lost.len(), 2 * invited as usize);
    assert_eq!(store::invariants::check(&db).await.unwrap(), []);
    let mut arrived: BTreeMap<(Channel, String), u32> = BTreeMap::new();
    for letter in killed.server.letters() {
        assert_eq!(letter.to.len(), 1);
        *arrived.entry((Channel::Email, letter.to[0].clone())).or_default() += 1;
    }
    for text in killed.api.taken() {
        *arrived.entry((Channel::Text, text.to)).or_default() += 1;
    }
    assert!(
        arrived.keys().eq(lost.keys()),
        "somebody got nothing, or somebody got something that is of no import"
    );
    for (to, times) in &arrived {
        assert!(*times <= 1 + lost[to], "{to:?}: {times} times, and {} answers were lost", lost[to]);
    }
    let twice: u32 = arrived.values().map(|times| times - 1).sum();
    let answers: u32 = lost.values().sum();
    tell(format_args!(
        "{invited} invited by e-mail and by text, {kills} kills, {}: none lost, none of another import, \
         {twice} messages came twice, {answers} answers were lost",
        if killed.url.starts_with("postgres") { "PostgreSQL" } else { "SQLite" }
    ));
    assert!(answers > 0 && twice > 0, "nothing was lost, so nothing was shown");
}
