//! What all providers that are reached over HTTP have in common: the client, and what a status means.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};

use super::Answer;
use crate::clock;
use crate::config::BadSetting;

/// How long it may take until a connection stands.
const CONNECT: Duration = Duration::from_secs(10);

/// Shorter than servers keep an idle connection: one that ends just when it is used again loses an answer.
const IDLE: Duration = Duration::from_secs(20);

/// Longer than this nobody is left alone, whatever they say.
const LONGEST: Duration = Duration::from_hours(6);

/// A client that follows nobody anywhere: what is sent holds secrets.
///
/// # Errors
/// Where the certificates of the system cannot be read.
pub fn client() -> Result<Client, BadSetting> {
    Client::builder()
        .user_agent(concat!("Muster/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE)
        .redirect(Policy::none())
        .build()
        .map_err(|problem| BadSetting(format!("No connection can be made over HTTP: {problem}.")))
}

/// What became of a request without an answer. The address is left out: it may hold a secret.
pub fn without_answer(problem: reqwest::Error) -> Answer {
    let (connect, timeout) = (problem.is_connect(), problem.is_timeout());
    let words = match (connect, timeout) {
        (true, _) => format!("The service cannot be reached: {}", root(&problem.without_url())),
        (false, true) => "The service did not answer in time.".to_owned(),
        (false, false) => format!("The service broke off: {}", root(&problem.without_url())),
    };
    // Before a connection stands, nothing was sent.
    if connect { Answer::Closed { words, after: None } } else { Answer::Unsure { words } }
}

/// The innermost cause, which is what a person can do something about.
pub(super) fn root(problem: &dyn std::error::Error) -> String {
    let mut cause = problem;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

/// What a status means where the body does not say more; `None` for a success, and for a refusal of this message.
pub fn of_status(status: StatusCode, headers: &HeaderMap, words: &str) -> Option<Answer> {
    let words = || if words.is_empty() { status.to_string() } else { words.to_owned() };
    let after = retry_after(headers, clock::now());
    match status.as_u16() {
        // A gateway that heard nothing of whom it asked: it may have got through.
        502 | 504 => Some(Answer::Unsure { words: words() }),
        // Too many, not let in, or no such place: the next message would hear the same.
        300..=399 | 401 | 403 | 404 | 405 | 429 | 503 => Some(Answer::Closed { words: words(), after }),
        408 | 409 | 423 | 425 | 500..=599 => Some(Answer::Later { words: words(), after }),
        _ => None,
    }
}

/// How long a provider wants to be left alone: seconds, or until a date.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wanted = if let Ok(seconds) = text.parse::<u64>() {
        Duration::from_secs(seconds)
    } else {
        let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
        Duration::try_from(until.duration_since(now)).ok()?
    };
    Some(wanted.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &'static str) -> Option<Duration> {
        let headers = [(RETRY_AFTER, text.parse().unwrap())].into_iter().collect();
        retry_after(&headers, "2026-03-02T09:00:00Z".parse().unwrap())
    }

    #[test]
    fn who_wants_to_be_left_alone_says_for_how_long_or_until_when() {
        assert_eq!(wanted("7"), Some(Duration::from_secs(7)));
        assert_eq!(wanted("Mon, 02 Mar 2026 09:01:00 GMT"), Some(Duration::from_mins(1)));
        assert_eq!(wanted("Mon, 02 Mar 2026 08:00:00 GMT"), None);
        assert_eq!(wanted("99999999"), Some(LONGEST));
        assert_eq!(wanted("soon"), None);
    }

    #[test]
    fn a_gateway_without_an_answer_may_have_got_through_and_a_failed_server_did_not() {
        let of = |status: u16| of_status(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), "");
        assert!(matches!(of(504), Some(Answer::Unsure { .. })));
        assert!(matches!(of(500), Some(Answer::Later { .. })));
        assert!(matches!(of(429), Some(Answer::Closed { .. })));
        assert!(matches!(of(401), Some(Answer::Closed { .. })));
        assert_eq!((of(201), of(400)), (None, None));
    }
}
