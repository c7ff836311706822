//! An API for text messages that speaks as Twilio's does, remembers what it took, and fails as told.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::config::sending::{Secret, Twilio};
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::json;

pub const ACCOUNT: &str = "AC0123";
pub const TOKEN: &str = "token of the tests";

/// What the API does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What it should.
    None,
    /// It takes the message and never answers.
    LoseAnswer,
    /// It has had enough for so many seconds.
    TooMany(u32),
    /// It breaks.
    Broken,
    /// It does not take this message, by a code.
    Refuse(u32),
}

/// A text message as the API took it.
#[derive(Clone, Debug)]
pub struct Text {
    pub to: String,
    pub body: String,
    pub fields: Vec<(String, String)>,
}

impl Text {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

type Faults = Box<dyn Fn(u32, &str) -> Fault + Send + Sync>;

struct Parts {
    taken: Mutex<Vec<Text>>,
    asked: AtomicU32,
    faults: Faults,
}

/// The running API.
#[derive(Clone)]
pub struct Texts {
    parts: Arc<Parts>,
    pub url: String,
}

impl Texts {
    /// One that does all it should.
    pub async fn start() -> Self {
        Self::failing(|_, _| Fault::None).await
    }

    /// One that fails, by the number of the request, 1 for the first, and whom it is for.
    pub async fn failing(faults: impl Fn(u32, &str) -> Fault + Send + Sync + 'static) -> Self {
        let parts =
            Arc::new(Parts { taken: Mutex::default(), asked: AtomicU32::new(0), faults: Box::new(faults) });
        let router = Router::new()
            .route("/2010-04-01/Accounts/{account}/Messages.json", post(take))
            .with_state(Arc::clone(&parts));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { parts, url }
    }

    /// The settings that lead here.
    pub fn twilio(&self) -> Twilio {
        twilio_at(&self.url)
    }

    /// The messages so far.
    pub fn taken(&self) -> Vec<Text> {
        self.parts.taken.lock().unwrap().clone()
    }

    /// How often it was asked.
    pub fn asked(&self) -> u32 {
        self.parts.asked.load(Ordering::Relaxed)
    }
}

/// The settings for an API at an address.
pub fn twilio_at(url: &str) -> Twilio {
    let (account, from) = (ACCOUNT.to_owned(), "+13125550100".to_owned());
    Twilio { base: url.parse().unwrap(), account, token: Secret::new(TOKEN), from }
}

async fn take(
    State(parts): State<Arc<Parts>>,
    Path(account): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let number = parts.asked.fetch_add(1, Ordering::Relaxed) + 1;
    let login = headers.get(header::AUTHORIZATION).unwrap().to_str().unwrap();
    assert_eq!((account.as_str(), login), (ACCOUNT, "Basic QUMwMTIzOnRva2VuIG9mIHRoZSB0ZXN0cw=="));
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).unwrap().1.clone();
    let (to, body, sid) = (field("To"), field("Body"), format!("SM{number:032}"));
    let fault = (parts.faults)(number, &to);
    match fault {
        Fault::None | Fault::LoseAnswer => {
            parts.taken.lock().unwrap().push(Text { to, body, fields });
            if fault == Fault::LoseAnswer {
                tokio::time::sleep(Duration::from_hours(1)).await;
            }
            (StatusCode::CREATED, json!({"sid": sid, "status": "queued"}).to_string()).into_response()
        }
        Fault::TooMany(seconds) => {
            let said = json!({"code": 20429, "message": "Too Many Requests"}).to_string();
            (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], said)
                .into_response()
        }
        Fault::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "<html>broken</html>").into_response(),
        Fault::Refuse(code) => {
            let said =
                json!({"code": code, "message": format!("{to} is refused"), "status": 400}).to_string();
            (StatusCode::BAD_REQUEST, said).into_response()
        }
    }
}
