//! Text messages by an API that is compatible with Twilio's.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use store::suppressions::Why;

use super::{Answer, Message, Provider, http};
use crate::config::sending::{Secret, Twilio};
use crate::config::{BadSetting, PublicUrl};

/// Where the API reports what became of a message.
pub const REPORTS: &str = "/hooks/sms";

/// The client of such an API.
#[derive(Debug)]
pub struct Api {
    client: Client,
    messages: Url,
    account: String,
    token: Secret,
    from: String,
    /// Where it shall report; nowhere while the panel can be reached on its own machine only.
    reports: Option<String>,
}

/// As much of an answer as matters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    sid: Option<String>,
    code: Option<u32>,
    message: Option<String>,
}

impl Api {
    /// The client of an account.
    ///
    /// # Errors
    /// Where no connection can be made at all.
    pub fn new(twilio: &Twilio, public: &PublicUrl) -> Result<Self, BadSetting> {
        let mut messages = twilio.base.clone();
        let bad = || BadSetting("MUSTER_SMS_URL is an address that paths can be added to.".to_owned());
        messages.path_segments_mut().map_err(|()| bad())?.pop_if_empty().extend([
            "2010-04-01",
            "Accounts",
            &twilio.account,
            "Messages.json",
        ]);
        Ok(Self {
            client: http::client()?,
            messages,
            account: twilio.account.clone(),
            token: twilio.token.clone(),
            from: twilio.from.clone(),
            reports: (!public.is_local()).then(|| public.of_path(REPORTS)),
        })
    }

    fn form<'a>(&'a self, message: &'a Message<'_>) -> Vec<(&'static str, String)> {
        let from = if self.from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        let mut form =
            vec![("To", message.to.to_owned()), (from, self.from.clone()), ("Body", message.text.to_owned())];
        if let Some(reports) = &self.reports {
            form.push(("StatusCallback", format!("{reports}?of={}", message.handed)));
        }
        form
    }
}

#[async_trait]
impl Provider for Api {
    async fn hand_over(&self, message: &Message<'_>, time: Duration) -> Answer {
        let request = self
            .client
            .post(self.messages.clone())
            .basic_auth(&self.account, Some(self.token.reveal()))
            .timeout(time)
            .form(&self.form(message));
        let response = match request.send().await {
            Ok(response) => response,
            Err(problem) => return http::without_answer(problem),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        // Where the body is lost the status has said what matters.
        let body = response.bytes().await.unwrap_or_default();
        let said: Said = serde_json::from_slice(&body).unwrap_or_default();
        if let Some(answer) = of_code(&said).or_else(|| http::of_status(status, &headers, &words(&said))) {
            return answer;
        }
        if status.is_success() { Answer::Accepted { id: said.sid } } else { refused(status, &said) }
    }
}

fn words(said: &Said) -> String {
    match (&said.message, said.code) {
        (Some(message), Some(code)) => format!("{message} ({code})"),
        (Some(message), None) => message.clone(),
        (None, Some(code)) => format!("Error {code}"),
        (None, None) => String::new(),
    }
}

fn refused(status: StatusCode, said: &Said) -> Answer {
    let words = words(said);
    Answer::Refused { words: if words.is_empty() { status.to_string() } else { words }, suppress: None }
}

/// Codes that say more than the status does.
fn of_code(said: &Said) -> Option<Answer> {
    let refused = |suppress| Some(Answer::Refused { words: words(said), suppress: Some(suppress) });
    match said.code? {
        // Whoever has the phone said STOP.
        21610 => refused(Why::Stop),
        // No number, or none that text messages arrive at.
        21211 | 21217 | 21614 => refused(Why::Bounce),
        // The sender is none of ours, or may not send there; a limit of the account is reached.
        21212 | 21603 | 21606 | 21659..=21661 | 21701 | 21703 | 20003 | 20429 | 30001 | 63038 => {
            Some(Answer::Closed { words: words(said), after: None })
        }
        _ => None,
    }
}
