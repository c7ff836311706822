//! People at work: twenty pages a second are read, and somebody signs in every second.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::clock::moment;
use store::{AccountId, ImportId};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::support::http;

const READ_EVERY: Duration = Duration::from_millis(50);
const SIGN_IN_EVERY: Duration = Duration::from_secs(1);

/// A request and what became of it.
#[derive(Clone, Debug)]
pub struct Request {
    pub begun: Instant,
    pub ended: Instant,
    /// What was wrong, if anything was.
    pub problem: Option<String>,
}

/// Everything that was asked.
pub struct Answered {
    pub reads: Vec<Request>,
    pub sign_ins: Vec<Request>,
}

impl Answered {
    /// What went wrong.
    pub fn failures(&self) -> Vec<String> {
        self.reads.iter().chain(&self.sign_ins).filter_map(|one| one.problem.clone()).collect()
    }
}

/// A load that goes on until it is ended.
pub struct Load {
    stop: watch::Sender<bool>,
    reads: JoinHandle<Vec<Request>>,
    sign_ins: JoinHandle<Vec<Request>>,
}

impl Load {
    /// Signs the first person in, who reads pages from then on; all of them sign in again and again.
    pub async fn begin(
        address: SocketAddr,
        (_, import): (AccountId, ImportId),
        emails: &[String],
        password: &str,
    ) -> Self {
        let forms: Arc<[String]> = emails
            .iter()
            .map(|email| format!("email={email}&password={}", password.replace(' ', "+")))
            .collect();
        let cookie: Arc<str> = sign_in(address, 0, &forms[0]).await.unwrap().into();
        let pages: Arc<[String]> =
            ["/imports", "/users", "/users?role=Manager&search=na", "/outbox", "/me", "/teams"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("/imports/{import}/done"), format!("/imports/{import}/progress")])
                .collect();
        let (stop, stopped) = watch::channel(false);
        let read = move |number: usize| {
            let (pages, cookie) = (Arc::clone(&pages), Arc::clone(&cookie));
            async move { read(address, &pages[number % pages.len()], &cookie).await }
        };
        let let_in = move |number: usize| {
            let forms = Arc::clone(&forms);
            async move { come_in(address, number, &forms[number % forms.len()]).await }
        };
        Self {
            reads: tokio::spawn(again_and_again(READ_EVERY, stopped.clone(), read)),
            sign_ins: tokio::spawn(again_and_again(SIGN_IN_EVERY, stopped, let_in)),
            stop,
        }
    }

    /// Begins nothing more, and waits for what is under way.
    pub async fn end(self) -> Answered {
        self.stop.send_replace(true);
        Answered { reads: self.reads.await.unwrap(), sign_ins: self.sign_ins.await.unwrap() }
    }
}

/// Begins a request at every tick, whether or not those before it are answered.
async fn again_and_again<F>(
    every: Duration,
    stopped: watch::Receiver<bool>,
    ask: impl Fn(usize) -> F,
) -> Vec<Request>
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
    let mut ticks = tokio::time::interval(every);
    let mut under_way = JoinSet::new();
    let mut number = 0;
    while !*stopped.borrow() {
        ticks.tick().await;
        let (asking, begun) = (ask(number), moment());
        under_way.spawn(async move {
            let problem = asking.await.err();
            Request { begun, ended: moment(), problem }
        });
        number += 1;
    }
    under_way.join_all().await
}

async fn read(address: SocketAddr, page: &str, cookie: &str) -> Result<(), String> {
    let answer = http::get(address, page, cookie).await.map_err(|problem| format!("{page}: {problem}"))?;
    // The page of an import that is not done, or not running any more, leads on to where it is.
    if answer.status == 200 || (answer.status == 303 && page.starts_with("/imports/")) {
        return Ok(());
    }
    Err(format!("{page}: {} {}", answer.status, answer.body))
}

/// Signs in, and sees a page.
async fn come_in(address: SocketAddr, number: usize, form: &str) -> Result<(), String> {
    let cookie = sign_in(address, number, form).await?;
    read(address, "/imports", &cookie).await
}

/// Signs in from a network address of its own; the answer is the cookie.
async fn sign_in(address: SocketAddr, number: usize, form: &str) -> Result<String, String> {
    let from = format!("198.51.100.{}", number % 250);
    let answer = http::post(address, "/sign-in", &from, form).await;
    let answer = answer.map_err(|problem| format!("signing in: {problem}"))?;
    match (answer.status, answer.cookie) {
        (303, Some(cookie)) => Ok(cookie),
        (status, _) => Err(format!("signing in: {status} {}", answer.body)),
    }
}
