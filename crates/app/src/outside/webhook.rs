//! Messages of either channel by a webhook: posted as JSON, signed, with the reference that tells a repeat.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use store::messages::Channel;

use super::{Answer, Message, Provider, http, signing};
use crate::clock;
use crate::config::BadSetting;
use crate::config::sending::{self, Secret};

/// The client of a webhook.
#[derive(Debug)]
pub struct Webhook {
    client: Client,
    url: Url,
    secret: Secret,
}

/// What is posted.
#[derive(Debug, Serialize)]
struct Posted<'a> {
    id: &'a str,
    channel: &'static str,
    to: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    subject: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    html: &'a str,
}

/// What may be answered: another name for the message, or why it is not taken.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    id: Option<String>,
    error: Option<String>,
}

impl Webhook {
    /// The client of an address.
    ///
    /// # Errors
    /// Where no connection can be made at all.
    pub fn new(hook: &sending::Webhook) -> Result<Self, BadSetting> {
        Ok(Self { client: http::client()?, url: hook.url.clone(), secret: hook.secret.clone() })
    }
}

#[async_trait]
impl Provider for Webhook {
    async fn hand_over(&self, message: &Message<'_>, time: Duration) -> Answer {
        let channel = message.handed.channel;
        let posted = Posted {
            id: message.reference,
            channel: if channel == Channel::Email { "email" } else { "sms" },
            to: message.to,
            subject: message.subject,
            text: message.text,
            html: message.html,
        };
        let Ok(body) = serde_json::to_vec(&posted) else {
            return Answer::Refused {
                words: "The message cannot be written as JSON.".to_owned(),
                suppress: None,
            };
        };
        let seconds = clock::now().as_second();
        let request = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(signing::TIME, seconds)
            .header(signing::SIGNATURE, signing::sign(&self.secret, seconds, &body))
            .header("idempotency-key", message.reference)
            .timeout(time)
            .body(body);
        let response = match request.send().await {
            Ok(response) => response,
            Err(problem) => return http::without_answer(problem),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.unwrap_or_default();
        let said: Said = serde_json::from_slice(&body).unwrap_or_default();
        let words = said.error.unwrap_or_default();
        match http::of_status(status, &headers, &words) {
            Some(answer) => answer,
            None if status.is_success() => {
                Answer::Accepted { id: said.id.or_else(|| Some(message.reference.to_owned())) }
            }
            None if words.is_empty() => Answer::Refused { words: status.to_string(), suppress: None },
            None => Answer::Refused { words, suppress: None },
        }
    }
}
