//! A stop is orderly: what a process is at is finished, or handed back for the next one. It is also sure: the process ends
//! within half a minute by itself, whatever keeps it.

use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;

use app::clock;
use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use serde_json::Value;
use store::buried::{self, Reach};
use store::messages::Channel;
use store::{Db, InviteId, Micros, UserId, Wait, invites, users};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::watch;

use crate::sending::person;
use crate::support::files::people;
use crate::support::program::{Mark, Running, program, run};
use crate::support::world::{self, Company, company_with, empty_url, key};

/// What docs/operations.md promises.
const HALF_A_MINUTE: Duration = Duration::from_secs(30);

/// Enough that an import of them is under way when the process hears of it.
const ROWS: u32 = 4_000;

#[tokio::test]
async fn a_process_that_is_told_to_stop_in_the_middle_of_an_import_leaves_it_whole() {
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let db = world::open(&url).await;
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["worker"]] {
        let company = company_with(&db, ROWS + 1).await;
        let text = people(ROWS, &format!("{}.example", company.slug));
        let import = world::approved(&db, &company, text).await;
        let mut working = Running::start(program(command, home.path(), &url));
        working.until(Mark::Writing).unwrap();
        working.terminate();
        // A bad end would be told here.
        let (_, marks) = working.finish();
        let finished = marks.iter().any(|(mark, _)| *mark == Mark::Committed);
        assert_eq!(world::is_applied(&db, &company, import).await, finished, "{command:?}");
        run(&["worker", "--drain"], home.path(), &url);
        assert!(world::is_applied(&db, &company, import).await, "{command:?}");
    }
    run(&["check"], home.path(), &url);
}

/// Somebody who sends e-mails, and keeps whoever hands one over waiting until they may answer.
struct Post {
    url: String,
    /// Where each message goes, as it comes.
    came: UnboundedReceiver<String>,
    may_answer: watch::Sender<bool>,
}

impl Post {
    async fn start() -> Self {
        let (teller, came) = unbounded_channel();
        let (may_answer, answering) = watch::channel(false);
        let take = move |body: Bytes| {
            let (teller, mut answering) = (teller.clone(), answering.clone());
            async move {
                let said: Value = serde_json::from_slice(&body).unwrap();
                teller.send(said["to"].as_str().unwrap().to_owned()).unwrap();
                answering.wait_for(|may| *may).await.unwrap();
                r#"{"id": "theirs"}"#
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(take))).await });
        Self { url, came, may_answer }
    }
}

/// An installation whose e-mails go by [`Post`], and where somebody is invited.
struct Scene {
    home: TempDir,
    url: String,
    db: Db,
    company: Company,
    post: Post,
}

impl Scene {
    async fn new() -> Self {
        let (home, url) = (TempDir::new().unwrap(), empty_url());
        run(&["migrate"], home.path(), &url);
        let db = world::open(&url).await;
        let company = company_with(&db, 60).await;
        Self { home, url, db, company, post: Post::start().await }
    }

    fn program(&self, words: &[&str]) -> Command {
        let mut command = program(words, self.home.path(), &self.url);
        command
            .env("MUSTER_MAIL_WEBHOOK", &self.post.url)
            .env("MUSTER_MAIL_WEBHOOK_SECRET", "what signs messages")
            .env("MUSTER_SEND_TIMEOUT", "10")
            .env("MUSTER_LOG", "warn,app::server=info");
        command
    }

    async fn invite(&self, name: &str) -> (UserId, InviteId) {
        let (email, now) = (format!("{name}@people.example"), Micros(clock::now_micros()));
        let phone = format!("+1614555{:04}", 1_000 + world::unique());
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let account = self.company.account;
        let user = users::create(&mut tx, account, &person("Pat", &email, &phone), now).await.unwrap();
        let invite = invites::send(&mut tx, &key(), account, user, (invites::LIFETIME, now)).await.unwrap();
        tx.commit().await.unwrap();
        (user, invite)
    }

    async fn email_of(&self, user: UserId) -> Reach {
        let mut view = self.db.view().await.unwrap();
        let found = buried::reach(&mut view, self.company.account, user).await.unwrap();
        found.into_iter().find(|one| one.channel == Channel::Email).unwrap()
    }

    /// Has the next process do what is left.
    fn go_on(&self) {
        let next = self.program(&["worker", "--drain"]).output().unwrap();
        assert!(next.status.success(), "{next:?}");
    }
}

/// A form of which the panel has the head, and waits for the rest.
struct Half {
    stream: TcpStream,
    rest: &'static str,
}

impl Half {
    async fn send(address: SocketAddr) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let rest = "email=nobody%40people.example&password=none";
        let head = format!(
            "POST /sign-in HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\nexpect: 100-continue\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            rest.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // Said once somebody reads the form.
        let mut said = [0; 12];
        stream.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"HTTP/1.1 100");
        Self { stream, rest }
    }

    /// Sends the rest, and gives the answer.
    async fn finish(mut self) -> String {
        self.stream.write_all(self.rest.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }
}

// Provider and visitor are in this process, which waits for another.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_request_is_answered_and_a_message_in_hand_is_settled_before_the_process_ends() {
    let mut scene = Scene::new().await;
    let (user, _) = scene.invite("one").await;
    let mut panel = Running::start(scene.program(&["serve", "--listen", "127.0.0.1:0"]));
    let request = Half::send(panel.address()).await;
    assert_eq!(scene.post.came.recv().await.unwrap(), "one@people.example");
    panel.terminate();
    panel.until_said("told to stop");
    // Both are still under way, and neither is cut off. What comes later is for the next process.
    let (later, _) = scene.invite("later").await;
    let answer = request.finish().await;
    assert!(answer.contains("</html>"), "{answer}");
    scene.post.may_answer.send_replace(true);
    panel.finish();
    let settled = scene.email_of(user).await;
    assert_eq!((settled.state.as_deref(), settled.unsure), (Some("sent"), 0));
    assert_eq!(scene.email_of(later).await.state.as_deref(), Some("queued"));
    assert!(scene.post.came.is_empty(), "a process that is told to stop takes up nothing more");
    scene.go_on();
    assert_eq!(scene.post.came.recv().await.unwrap(), "later@people.example");
    assert!(scene.post.came.is_empty(), "the first was sent once");
    run(&["check"], scene.home.path(), &scene.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_ends_within_half_a_minute_whatever_keeps_it_and_the_next_process_does_what_it_left() {
    ends_in_time(&["serve", "--listen", "127.0.0.1:0"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_ends_within_half_a_minute_whatever_keeps_it_and_the_next_process_does_what_it_left() {
    ends_in_time(&["worker"]).await;
}

async fn ends_in_time(command: &[&str]) {
    let mut scene = Scene::new().await;
    let (user, invite) = scene.invite("one").await;
    let mut working = Running::start(scene.program(command));
    // A visitor who never sends the rest of a form.
    let visitor = if command[0] == "serve" { Some(Half::send(working.address()).await) } else { None };
    assert_eq!(scene.post.came.recv().await.unwrap(), "one@people.example");
    // Somebody who holds what the process has to write once it has its answer.
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let now = Micros(clock::now_micros());
    invites::open(&mut tx, scene.company.account, invite, now).await.unwrap();
    scene.post.may_answer.send_replace(true);
    let told = clock::moment();
    working.terminate();
    let (ended, _) = working.finish();
    let took = ended.duration_since(told);
    assert!(took < HALF_A_MINUTE, "it took {took:?}");
    tx.roll_back().await.unwrap();
    drop(visitor);
    assert_eq!(scene.email_of(user).await.state.as_deref(), Some("queued"));
    scene.go_on();
    // Nobody wrote down that it went out, so it goes once more, and that is said.
    assert_eq!(scene.post.came.recv().await.unwrap(), "one@people.example");
    let reach = scene.email_of(user).await;
    assert_eq!((reach.state.as_deref(), reach.unsure), (Some("sent"), 1));
    run(&["check"], scene.home.path(), &scene.url);
}
