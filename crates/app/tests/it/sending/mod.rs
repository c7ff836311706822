//! Messages on their way, to a real mail server with TLS and a sign-in and to an API for text messages that fails as told.

mod batch;
mod email;
mod hooks;
mod hostile;
mod kills;
mod mail;
mod post;
mod text;
mod texts;

use std::sync::Arc;
use std::time::Duration;

use app::config::sending::{Rate, Smtp, Twilio};
use app::jobs::messages::Dispatch;
use app::jobs::{Left, Worker, stop};
use app::outside::email::MailServer;
use app::outside::sms::Api;
use app::outside::{Carrier, Outside, Provider};
use app::pipeline::Pipeline;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::buried::{self, Reach};
use store::messages::Channel;
use store::users::{self, NewUser};
use store::{Db, UserId, Wait, invites, lanes};

use crate::support::world::{self, Company, company_with, key, own_db, pipeline_at};

/// How long a provider may take here for one message.
const TIME: Duration = Duration::from_secs(2);

const PUBLIC: &str = "https://muster.test";

/// An installation with one company, by the real clock, on a database of its own.
struct Office {
    pipeline: Pipeline,
    company: Company,
}

impl Office {
    async fn new() -> Self {
        let db = own_db().await;
        Self { company: company_with(&db, 2_000).await, pipeline: pipeline_at(&db, app::clock::now) }
    }

    fn db(&self) -> &Db {
        self.pipeline.db()
    }

    /// Invites somebody.
    async fn invite(&self, first_name: &str, email: &str, phone: &str) -> UserId {
        let mut tx = self.db().begin(Wait::Long).await.unwrap();
        let new = person(first_name, email, phone);
        let now = self.pipeline.now();
        let user = users::create(&mut tx, self.company.account, &new, now).await.unwrap();
        invites::send(&mut tx, &key(), self.company.account, user, (store::invites::LIFETIME, now))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        user
    }

    /// Invites so many people; gives their addresses and phones.
    async fn invite_many(&self, people: u32) -> Vec<(UserId, String, String)> {
        let mut made = Vec::new();
        for number in 0..people {
            let (email, phone) = (format!("p{number}@people.example"), format!("+1614555{number:04}"));
            made.push((self.invite("Pat", &email, &phone).await, email, phone));
        }
        made
    }

    fn worker(&self, outside: Outside) -> Worker {
        let dispatch = Dispatch { outside, key: key(), public: PUBLIC.parse().unwrap() };
        Worker::new(self.pipeline.clone(), Duration::from_hours(24), || 2_500).sending(dispatch)
    }

    /// Sends until nothing waits any more.
    async fn drain(&self, outside: Outside) {
        assert_eq!(self.worker(outside).drain().await.unwrap(), Left::default());
    }

    /// Works until something is so, and stops then.
    async fn work_until(&self, outside: Outside, so: impl AsyncFn(&Self) -> bool) {
        let worker = self.worker(outside);
        let (stopper, hearer) = stop();
        let working = tokio::spawn(async move { worker.run(hearer).await });
        while !so(self).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stopper.stop();
        working.await.unwrap();
    }

    async fn reach(&self, user: UserId, channel: Channel) -> Reach {
        let mut view = self.db().view().await.unwrap();
        let found = buried::reach(&mut view, self.company.account, user).await.unwrap();
        found.into_iter().find(|one| one.channel == channel).unwrap()
    }

    async fn state(&self, user: UserId, channel: Channel) -> String {
        self.reach(user, channel).await.state.unwrap()
    }

    async fn closed(&self, channel: Channel) -> Option<lanes::Closed> {
        let mut view = self.db().view().await.unwrap();
        lanes::of_channel(&mut view, channel).await.unwrap()
    }
}

/// Somebody who is invited.
pub fn person(first_name: &str, email: &str, phone: &str) -> NewUser {
    NewUser {
        first_name: first_name.to_owned(),
        last_name: "Doe".to_owned(),
        email: email.to_owned(),
        phone: Some(PhoneNumber::from_e164(phone).unwrap()),
        role: Role::Sales,
        access: Access::Global,
        external_id: None,
        status: Status::Invited,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}

fn carrier(provider: impl Provider + 'static) -> Carrier {
    Carrier { provider: Arc::new(provider), rate: Rate(1_000.0), time: TIME }
}

fn by_mail(smtp: &Smtp) -> Outside {
    Outside { mail: Some(carrier(MailServer::new(smtp).unwrap())), text: None }
}

fn by_text(twilio: &Twilio) -> Outside {
    let api = Api::new(twilio, &PUBLIC.parse().unwrap()).unwrap();
    Outside { mail: None, text: Some(carrier(api)) }
}

fn both(mail: Outside, text: Outside) -> Outside {
    Outside { mail: mail.mail, text: text.text }
}

/// The link of somebody's invitation.
async fn link(office: &Office, user: UserId) -> String {
    let mut view = office.db().view().await.unwrap();
    let invite = invites::of_user(&mut view, office.company.account, user).await.unwrap().unwrap();
    format!("{PUBLIC}/join/{}", invite.token(&world::key()).as_str())
}
