//! A provider that says whatever a test wants it to say, signed with a key of the tests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey as _};
use serde_json::{Value, json};

use super::Asked;
use crate::support::world::clock;

/// Made for these tests, and used nowhere else.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGsoo9ZjR0JoPHnVwREKFS3mM6X1MN+HAY3oOkGWtM8v
-----END PRIVATE KEY-----";
/// Another one, which the provider does not publish.
const FOREIGN_KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEICMkxkLXaGIErzTh3Z8NWQXI39iRr2WIxy7aOPd2YaK5
-----END PRIVATE KEY-----";

/// How an ID token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    Well,
    ByAnotherKey,
    Not,
}

/// What a code is worth.
#[derive(Clone, Debug)]
pub struct Grant {
    pub claims: Value,
    pub signed: Signed,
    challenge: String,
    redirect: String,
}

#[derive(Default)]
struct Kept {
    grants: BTreeMap<String, Grant>,
    description: Value,
    count: u32,
}

/// A running provider.
#[derive(Clone)]
pub struct Fake {
    pub issuer: String,
    kept: Arc<Mutex<Kept>>,
    /// For so many seconds its tokens hold.
    holds: i64,
}

impl Fake {
    /// The same provider with tokens that hold for so many seconds.
    pub fn holding(self, holds: i64) -> Self {
        Self { holds, ..self }
    }

    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let description = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        });
        let kept = Kept { description, ..Kept::default() };
        let fake = Self { issuer, kept: Arc::new(Mutex::new(kept)), holds: 300 };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(redeem))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    /// Says something else of itself.
    pub fn describe(&self, name: &str, value: Value) {
        self.kept.lock().unwrap().description[name] = value;
    }

    /// Lets somebody in who was sent here, and gives the code they go back with.
    pub fn code(&self, asked: &Asked, email: &str) -> String {
        self.code_with(asked, email, |_| ())
    }

    /// The same, with something about it changed.
    pub fn code_with(&self, asked: &Asked, email: &str, change: impl FnOnce(&mut Grant)) -> String {
        let now = clock().as_second();
        let mut grant = Grant {
            claims: json!({
                "iss": self.issuer,
                "aud": asked.value("client_id"),
                "sub": email,
                "nonce": asked.value("nonce"),
                "iat": now,
                "exp": now + self.holds,
                "email": email,
                "email_verified": true,
            }),
            signed: Signed::Well,
            challenge: asked.value("code_challenge"),
            redirect: asked.value("redirect_uri"),
        };
        change(&mut grant);
        let mut kept = self.kept.lock().unwrap();
        kept.count += 1;
        let code = format!("code-{}", kept.count);
        kept.grants.insert(code.clone(), grant);
        code
    }
}

async fn describe(State(fake): State<Fake>) -> Json<Value> {
    Json(fake.kept.lock().unwrap().description.clone())
}

fn key(pem: &str) -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new("one".to_owned()))).unwrap()
}

async fn keys() -> Json<Value> {
    Json(json!({"keys": [key(KEY).as_verification_key()]}))
}

/// Redeems a code once, for who knows the secret and what the code was asked with.
async fn redeem(
    State(fake): State<Fake>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": error}))).into_response();
    // `muster` and the secret, each as a form writes it.
    let basic = format!("Basic {}", base64(b"muster:a+secret+that+both+know", STANDARD));
    if headers["authorization"].to_str().unwrap().trim_end_matches('=') != basic {
        return refuse("invalid_client");
    }
    let Some(grant) = fake.kept.lock().unwrap().grants.remove(&form["code"]) else {
        return refuse("invalid_grant");
    };
    let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    if challenge.as_str() != grant.challenge || form["redirect_uri"] != grant.redirect {
        return refuse("invalid_grant");
    }
    let token = token(&grant);
    Json(json!({"access_token": "x", "token_type": "Bearer", "id_token": token})).into_response()
}

fn token(grant: &Grant) -> String {
    let alg = if grant.signed == Signed::Not { "none" } else { "EdDSA" };
    let part = |value: &Value| base64(value.to_string().as_bytes(), URL_SAFE);
    let signed = format!("{}.{}", part(&json!({"alg": alg, "kid": "one"})), part(&grant.claims));
    let by = match grant.signed {
        Signed::Well => key(KEY),
        Signed::ByAnotherKey => key(FOREIGN_KEY),
        Signed::Not => return format!("{signed}."),
    };
    let signature = by.sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64(&signature, URL_SAFE))
}

const STANDARD: [u8; 2] = *b"+/";
const URL_SAFE: [u8; 2] = *b"-_";

/// Base64 without padding.
fn base64(bytes: &[u8], last: [u8; 2]) -> String {
    let alphabet: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(last).collect();
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = (0..3).fold(0_usize, |word, at| word << 8 | usize::from(*chunk.get(at).unwrap_or(&0)));
        text.extend((0..=chunk.len()).map(|at| char::from(alphabet[word >> (18 - 6 * at) & 63])));
    }
    text
}
