//! The payment service: Stripe, or what speaks as it does.
//!
//! An [`Api`] makes one call and says what became of it; it keeps nothing, and knows nothing of when to try again, which is
//! the work of [`crate::jobs::payment`]. What is sent is form-encoded, in a version of the protocol that is said with each
//! call, so that nothing changes under us. Whoever writes hands over an idempotency key: Stripe answers the same key the
//! same for a day. No address of a person is sent, and no name but that of the company.
//!
//! Start at [`Api::ask`].

pub mod amount;
mod calls;
mod objects;
mod preview;

use std::fmt::Display;
use std::time::Duration;

use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Method, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use self::calls::{Anchor, Change, NewSubscription, Prorated};
pub use self::objects::{Customer, Invoice, PaymentMethod, Subscription};
pub use self::preview::{Preview, Wish};
use super::http;
use crate::clock;
use crate::config::sending::Secret;
use crate::config::{BadSetting, Stripe};

/// The version of the protocol. It knows plans, which everything that speaks as Stripe does knows, and the anchors of
/// billing cycles.
pub const VERSION: &str = "2024-06-20";

/// The longest text that is kept of what Stripe said.
const LONGEST: usize = 300;

/// The client of an account at Stripe.
#[derive(Debug)]
pub struct Api {
    client: Client,
    base: Url,
    key: Secret,
    time: Duration,
    installation: String,
}

/// Why a call has no good answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It was not reached, or does not let us in: nothing has happened.
    Closed {
        /// What was in the way.
        words: String,
    },
    /// It was sent, and the answer was lost: it may have happened or not, or may yet.
    Unsure {
        /// What was in the way.
        words: String,
    },
    /// It does not do it now: too many calls, or the same one is under way.
    Later {
        /// Its words.
        words: String,
        /// How long it wants to be left alone.
        after: Option<Duration>,
    },
    /// It broke down over it. It may have happened nevertheless, and the same key is answered the same.
    Failed {
        /// Its words.
        words: String,
    },
    /// There is no such thing.
    Missing {
        /// Its words.
        words: String,
    },
    /// It does not do it. The same key may be answered the same.
    Refused {
        /// Its words.
        words: String,
    },
}

impl Problem {
    /// What was in the way, for people.
    pub fn words(&self) -> &str {
        match self {
            Self::Closed { words }
            | Self::Unsure { words }
            | Self::Later { words, .. }
            | Self::Failed { words }
            | Self::Missing { words }
            | Self::Refused { words } => words,
        }
    }

    /// Whether the answer belongs to the key, and trying again with it would bring the same.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Refused { .. } | Self::Missing { .. })
    }

    /// How long it wants to be left alone.
    pub const fn after(&self) -> Option<Duration> {
        match self {
            Self::Later { after, .. } => *after,
            _ => None,
        }
    }
}

/// The fields of a form or a question.
pub type Fields = Vec<(String, String)>;

/// One call.
#[derive(Debug)]
struct Call<'a> {
    method: Method,
    path: &'a [&'a str],
    fields: Fields,
    /// What tells that it is the same call again.
    key: Option<&'a str>,
}

impl<'a> Call<'a> {
    fn get(path: &'a [&'a str]) -> Self {
        Self { method: Method::GET, path, fields: Vec::new(), key: None }
    }

    fn post(path: &'a [&'a str], key: &'a str) -> Self {
        Self { method: Method::POST, path, fields: Vec::new(), key: Some(key) }
    }

    fn with(mut self, name: impl Into<String>, value: impl Display) -> Self {
        self.fields.push((name.into(), format!("{value}")));
        self
    }
}

/// How Stripe says that something is wrong.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    error: SaidError,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SaidError {
    code: Option<String>,
    message: Option<String>,
}

impl Api {
    /// The client of an account, for the installation of a name.
    ///
    /// # Errors
    /// Where no connection can be made at all.
    pub fn new(stripe: &Stripe, installation: String) -> Result<Self, BadSetting> {
        Ok(Self {
            client: http::client()?,
            base: stripe.url.clone(),
            key: stripe.key.clone(),
            time: stripe.time,
            installation,
        })
    }

    /// What this installation is called at Stripe.
    pub fn installation(&self) -> &str {
        &self.installation
    }

    /// How long one answer may take.
    pub const fn time(&self) -> Duration {
        self.time
    }

    /// The same client with less patience.
    #[must_use]
    pub fn within(&self, time: Duration) -> Self {
        let (client, key) = (self.client.clone(), self.key.clone());
        Self { client, base: self.base.clone(), key, time, installation: self.installation.clone() }
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("v1").extend(path);
        }
        url
    }

    /// Makes a call and reads the answer.
    async fn ask<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, Problem> {
        let mut url = self.url(call.path);
        let is_write = call.method == Method::POST;
        if !is_write && !call.fields.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.fields);
        }
        let mut request = self
            .client
            .request(call.method, url)
            .header(AUTHORIZATION, format!("Bearer {}", self.key.reveal()))
            .header("stripe-version", VERSION)
            .timeout(self.time);
        if let Some(key) = call.key {
            request = request.header("idempotency-key", key);
        }
        if is_write {
            request = request.form(&call.fields);
        }
        let response = request.send().await.map_err(without_answer)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.map_err(without_answer)?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|problem| Problem::Unsure {
                words: format!("Stripe's answer cannot be read: {problem}"),
            });
        }
        let said: Said = serde_json::from_slice(&body).unwrap_or_default();
        Err(problem(status, said.error, http::retry_after(&headers, clock::now())))
    }
}

/// What became of a call without an answer. The address is left out.
fn without_answer(problem: reqwest::Error) -> Problem {
    if problem.is_connect() {
        return Problem::Closed {
            words: format!("Stripe cannot be reached: {}", http::root(&problem.without_url())),
        };
    }
    if problem.is_timeout() {
        return Problem::Unsure { words: "Stripe did not answer in time.".to_owned() };
    }
    Problem::Unsure { words: format!("Stripe broke off: {}", http::root(&problem.without_url())) }
}

fn problem(status: StatusCode, said: SaidError, after: Option<Duration>) -> Problem {
    let words = said.message.unwrap_or_else(|| format!("Stripe answers {status}."));
    let words: String = words.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
    match (status.as_u16(), said.code.as_deref()) {
        (404, _) | (_, Some("resource_missing")) => Problem::Missing { words },
        (300..=399 | 401 | 403, _) => Problem::Closed { words },
        (408 | 409 | 423 | 425 | 429, _) => Problem::Later { words, after },
        (500..=599, _) => Problem::Failed { words },
        _ => Problem::Refused { words },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, code: Option<&str>) -> Problem {
        let said = SaidError { code: code.map(str::to_owned), message: Some("No\nsuch".to_owned()) };
        problem(StatusCode::from_u16(status).unwrap(), said, Some(Duration::from_secs(3)))
    }

    #[test]
    fn a_status_says_whether_the_same_key_may_be_tried_again() {
        let words = || "Nosuch".to_owned();
        assert_eq!(of(409, None), Problem::Later { words: words(), after: Some(Duration::from_secs(3)) });
        assert_eq!(of(400, Some("resource_missing")), Problem::Missing { words: words() });
        for (status, is_kept) in
            [(401, false), (409, false), (429, false), (402, true), (500, true), (503, true)]
        {
            assert_eq!(of(status, None).is_kept(), is_kept, "{status}");
        }
    }
}
