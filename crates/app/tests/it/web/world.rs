//! The example company behind the real router, and somebody who asks it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use app::config::sending::{MailBy, Secret, TextBy, Webhook};
use app::config::{Config, PublicUrl, Sending, Stripe, Watching};
use app::demo::company::ADMIN;
use app::demo::seed;
use app::provider::Reach;
use app::routes::router;
use app::state::{AppState, Parts};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode, header};
use plan::read::Limits;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::messages::{self, Channel, NoticeKind};
use store::users::{self, NewUser, User};
use store::{AccountId, CodeId, LinkId, Wait, accounts, invites};
use tower::ServiceExt as _;

use crate::support::world::{clock, key, now, own_db, pipeline};

/// The password of everybody who has joined.
pub const PASSWORD: &str = "copper lantern 42";

/// An installation with the example company.
pub struct World {
    /// The state of its panel.
    pub state: AppState,
    router: Router,
}

/// Services that send e-mail and texts, at an address where nobody listens.
pub fn services() -> Sending {
    let webhook = || Webhook { url: "http://127.0.0.1:9/".parse().unwrap(), secret: Secret::new("of tests") };
    Sending {
        mail: Some(MailBy::Webhook(webhook())),
        text: Some(TextBy::Webhook(webhook())),
        ..Sending::default()
    }
}

impl World {
    /// One that people reach over http.
    pub async fn new() -> Self {
        Self::at("http://muster.test").await
    }

    /// One with services that send e-mail and texts.
    pub async fn sending() -> Self {
        Self::with("http://muster.test", services()).await
    }

    /// One that people reach at an address.
    pub async fn at(public: &str) -> Self {
        Self::with(public, Sending::default()).await
    }

    /// One that sends messages in some way.
    pub async fn with(public: &str, sending: Sending) -> Self {
        let (db, key) = (own_db().await, key());
        let hash = app::password::hash(PASSWORD.to_owned()).await.unwrap();
        seed::seed(&db, &key, &hash, seed::Pays::Nothing, now()).await.unwrap();
        let config = Config {
            database: "a database of tests".to_owned(),
            data_dir: std::env::temp_dir(),
            public_url: public.parse::<PublicUrl>().unwrap(),
            limits: Limits::default(),
            keep_files_days: 90,
            sending,
            stripe: None,
            invite_lifetime: store::invites::LIFETIME,
            // The providers of tests run here.
            sso_reach: Reach::Everywhere,
            watching: Watching::default(),
        };
        Self::of(AppState::new(Parts { pipeline: pipeline(&db), db, config, key, clock }))
    }

    fn of(state: AppState) -> Self {
        Self { router: router(&state, &[]), state }
    }

    /// The same installation when so many days have gone by.
    pub fn later<const DAYS: i64>(&self) -> Self {
        let parts = Parts {
            db: self.state.db.clone(),
            pipeline: self.state.pipeline.clone(),
            config: self.state.config.clone(),
            key: self.state.key.clone(),
            clock: || clock() + jiff::SignedDuration::from_hours(24 * DAYS),
        };
        Self::of(AppState::new(parts))
    }

    /// The same installation by another clock.
    pub fn by(&self, clock: fn() -> jiff::Timestamp) -> Self {
        let parts = Parts {
            db: self.state.db.clone(),
            pipeline: self.state.pipeline.clone(),
            config: self.state.config.clone(),
            key: self.state.key.clone(),
            clock,
        };
        Self::of(AppState::new(parts))
    }

    /// The same installation, with a service that collects.
    pub fn collecting(&self, stripe: Stripe) -> Self {
        let parts = Parts {
            db: self.state.db.clone(),
            pipeline: self.state.pipeline.clone(),
            config: Config { stripe: Some(stripe), ..self.state.config.clone() },
            key: self.state.key.clone(),
            clock: self.state.clock,
        };
        Self::of(AppState::new(parts))
    }

    /// The same installation where providers may be only so far.
    pub fn calling(&self, sso_reach: Reach) -> Self {
        let parts = Parts {
            db: self.state.db.clone(),
            pipeline: self.state.pipeline.clone(),
            config: Config { sso_reach, ..self.state.config.clone() },
            key: self.state.key.clone(),
            clock,
        };
        Self::of(AppState::new(parts))
    }

    /// The same installation where so many may watch it.
    pub fn watched(&self, watching: Watching) -> Self {
        let parts = Parts {
            db: self.state.db.clone(),
            pipeline: self.state.pipeline.clone(),
            config: Config { watching, ..self.state.config.clone() },
            key: self.state.key.clone(),
            clock,
        };
        Self::of(AppState::new(parts))
    }

    /// The account of the example company.
    pub async fn account(&self) -> AccountId {
        accounts::by_slug(&mut self.state.db.view().await.unwrap(), "northwind").await.unwrap().id
    }

    /// Somebody of the example company, by what stands before the `@`.
    pub async fn user(&self, local: &str) -> User {
        let email = format!("{local}@northwind.example");
        let account = self.account().await;
        users::by_email(&mut self.state.db.view().await.unwrap(), account, &email).await.unwrap()
    }

    /// Adds somebody who is active and has shown nothing of their phone: `zoe.lind`.
    pub async fn newcomer(&self) -> User {
        let account = self.account().await;
        let new = NewUser {
            first_name: "Zoe".to_owned(),
            last_name: "Lind".to_owned(),
            email: "zoe.lind@northwind.example".to_owned(),
            phone: PhoneNumber::from_e164("+13125550199"),
            role: Role::Sales,
            access: Access::Limited,
            external_id: None,
            status: Status::Active,
            teams: Vec::new(),
            territories: Vec::new(),
        };
        let hash = app::password::hash(PASSWORD.to_owned()).await.unwrap();
        let mut tx = self.state.db.begin(Wait::Long).await.unwrap();
        let user = users::create(&mut tx, account, &new, now()).await.unwrap();
        users::set_password(&mut tx, account, user, &hash, now()).await.unwrap();
        tx.commit().await.unwrap();
        self.user("zoe.lind").await
    }

    /// The path of the invitation of somebody of the example company.
    pub async fn invitation(&self, local: &str) -> String {
        let user = self.user(local).await;
        let mut view = self.state.db.view().await.unwrap();
        let invite = invites::of_user(&mut view, user.account, user.id).await.unwrap().unwrap();
        format!("/join/{}", invite.token(&self.state.key).as_str())
    }

    /// What was put into the queue since this was last asked, codes and links in clear, once the work beside requests is
    /// done.
    pub async fn sent(&self) -> Vec<Sent> {
        self.state.beside().idle().await;
        let mut tx = self.state.db.begin(Wait::Long).await.unwrap();
        let mut sent = Vec::new();
        for channel in Channel::ALL {
            let lease = std::time::Duration::from_hours(999);
            for notice in
                messages::claim_notices(&mut tx, channel, self.state.micros(), lease, 99).await.unwrap()
            {
                let of = notice.of.unwrap_or_default();
                let secret = match notice.kind {
                    NoticeKind::Code => self.state.key.code(CodeId(of)),
                    NoticeKind::Password => self.state.key.link_token(LinkId(of)).as_str().to_owned(),
                    NoticeKind::Changed => String::new(),
                };
                sent.push(Sent { channel, address: notice.address, secret });
            }
        }
        tx.commit().await.unwrap();
        sent
    }

    /// Serves the panel on a port of its own until the test ends; gives its address.
    pub async fn serve(&self) -> String {
        self.serve_on(tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    /// Serves the panel on a port until the test ends; gives its address.
    pub fn serve_on(&self, listener: tokio::net::TcpListener) -> String {
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = self.state.clone();
        tokio::spawn(async move { app::server::serve(listener, &state, &[], std::future::pending()).await });
        address
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Visitor {
        Visitor { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    /// Somebody of the example company who has signed in, by what stands before the `@`.
    pub async fn visitor(&self, local: &str) -> Visitor {
        let mut visitor = self.stranger();
        let email = format!("{local}@northwind.example");
        let answer = visitor.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        visitor
    }

    /// The Admin of the example company, signed in.
    pub async fn admin(&self) -> Visitor {
        self.visitor(ADMIN.local).await
    }
}

/// A message with a code or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub channel: Channel,
    pub address: String,
    /// The code, or the secret part of the link.
    pub secret: String,
}

/// An answer of the panel.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Every header with its name.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }
}

/// A browser of sorts: keeps cookies, follows nothing.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    /// The cookies by name.
    pub cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// The same browser, asking another face of the installation.
    pub fn moved_to(&self, world: &World) -> Self {
        Self { router: world.router.clone(), cookies: self.cookies.clone() }
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), "").await
    }

    /// Asks for a page as htmx does, from another page.
    pub async fn get_part(&mut self, path: &str, from: &str) -> Answer {
        let request = Request::get(path)
            .header("hx-request", "true")
            .header("hx-current-url", format!("http://muster.test{from}"));
        self.send(request, "").await
    }

    /// Sends a form as a browser does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header("sec-fetch-site", "same-origin");
        let form: Vec<String> =
            fields.iter().map(|(key, value)| format!("{key}={}", encoded(value))).collect();
        self.send(request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), &form.join("&"))
            .await
    }

    /// Sends any request.
    pub async fn send(&mut self, request: axum::http::request::Builder, body: &str) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request
            .header(header::HOST, "muster.test")
            .header(header::COOKIE, cookies.join("; "))
            .body(Body::from(body.to_owned()))
            .unwrap();
        let socket: SocketAddr = "192.0.2.7:4711".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(socket));
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.take(response).await
    }

    async fn take(&mut self, response: Response<Body>) -> Answer {
        let (parts, body) = response.into_parts();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers: Vec<_> =
            parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers, body, bytes: bytes.into() }
    }
}

/// A value as a form sends it.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
