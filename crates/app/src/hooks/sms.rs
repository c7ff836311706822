//! Reports on text messages, and what people answer: STOP and START.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use plan::value::phone::PhoneNumber;
use store::callbacks::{self, Handed, Report};
use store::messages::Channel;
use store::suppressions::{self, Why};
use store::{Micros, Tx, Wait};

use super::{Refusal, check, events};
use crate::config::sending::{TextBy, Twilio, Webhook};
use crate::outside::{signing, sms::REPORTS};
use crate::state::AppState;

/// The words that end and begin messages, by themselves: those that carriers everywhere act upon.
const STOP: [&str; 8] = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
const START: [&str; 3] = ["START", "UNSTOP", "YES"];

/// Takes a report or an answer.
pub(super) async fn take(
    State(state): State<AppState>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    match &state.config.sending.text {
        None => Err(Refusal::NothingHere),
        Some(TextBy::Webhook(hook)) => of_webhook(&state, hook, &headers, &body).await,
        Some(TextBy::Twilio(twilio)) => of_twilio(&state, twilio, &headers, query.as_deref(), &body).await,
    }
}

async fn of_webhook(
    state: &AppState,
    hook: &Webhook,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<StatusCode, Refusal> {
    check(&hook.secret, headers, body, state.now().as_second())?;
    let events = events::read(body)?;
    let mut tx = state.db.begin(Wait::Long).await?;
    for event in &events {
        events::write(&mut tx, Channel::Text, event, state.micros()).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn of_twilio(
    state: &AppState,
    twilio: &Twilio,
    headers: &HeaderMap,
    query: Option<&str>,
    body: &[u8],
) -> Result<StatusCode, Refusal> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let path = query.map_or_else(|| REPORTS.to_owned(), |query| format!("{REPORTS}?{query}"));
    let expected = signing::twilio(&twilio.token, &state.config.public_url.of_path(&path), &fields);
    let said = headers.get("x-twilio-signature").and_then(|value| value.to_str().ok());
    if !said.is_some_and(|said| signing::same(said, &expected)) {
        return Err(Refusal::Unsigned);
    }
    let call = Call { fields: &fields, of: query.and_then(of) };
    let mut tx = state.db.begin(Wait::Long).await?;
    call.write(&mut tx, state.micros()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The handing over that a report is about, as the address named it that we gave.
fn of(query: &str) -> Option<Handed> {
    let (_, value) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "of")?;
    value.parse::<Handed>().ok().filter(|handed| handed.channel == Channel::Text)
}

/// What was said.
struct Call<'a> {
    fields: &'a [(String, String)],
    of: Option<Handed>,
}

impl Call<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    async fn write(&self, tx: &mut Tx, now: Micros) -> Result<(), Refusal> {
        match self.field("MessageStatus").or_else(|| self.field("SmsStatus")) {
            Some(status) if status != "received" => self.report(tx, status, now).await,
            _ => self.answer(tx, now).await,
        }
    }

    async fn report(&self, tx: &mut Tx, status: &str, now: Micros) -> Result<(), Refusal> {
        let id = self.field("MessageSid").or_else(|| self.field("SmsSid"));
        let handed = match (self.of, id) {
            (Some(handed), id) => {
                if let Some(id) = id {
                    callbacks::remember(tx, &handed, id, now).await?;
                }
                handed
            }
            (None, Some(id)) => match callbacks::find(tx, Channel::Text, id).await? {
                Some(handed) => handed,
                None => return Ok(()),
            },
            (None, None) => return Err(Refusal::Unreadable),
        };
        let code = self.field("ErrorCode").and_then(|code| code.parse().ok());
        let words = words(status, code, self.field("ErrorMessage"));
        let report = match status {
            "accepted" | "scheduled" | "queued" | "sending" | "sent" => Report::Sent,
            "delivered" | "read" => Report::Delivered,
            "undelivered" | "failed" | "canceled" => Report::Failed(&words),
            _ => return Ok(()),
        };
        let changed = callbacks::report(tx, &handed, report, now).await?;
        tracing::debug!(message = %handed, status, changed, "a report");
        if let (Report::Failed(words), Some(why), Some(to)) =
            (report, suppresses(code), phone(self.field("To")))
        {
            suppressions::add(tx, Channel::Text, &to, why, words, now).await?;
        }
        Ok(())
    }

    /// What somebody answered. Only a word by itself counts: “please stop by on Monday” is none.
    async fn answer(&self, tx: &mut Tx, now: Micros) -> Result<(), Refusal> {
        let Some(from) = phone(self.field("From")) else { return Err(Refusal::Unreadable) };
        let said = self.field("Body").unwrap_or_default().trim().to_uppercase();
        let word = self.field("OptOutType").map_or(said, str::to_uppercase);
        if STOP.contains(&word.as_str()) {
            suppressions::add(tx, Channel::Text, &from, Why::Stop, "Answered STOP.", now).await?;
        } else if START.contains(&word.as_str()) {
            suppressions::start(tx, &from).await?;
        }
        Ok(())
    }
}

fn phone(text: Option<&str>) -> Option<String> {
    text.and_then(PhoneNumber::from_e164).map(|phone| phone.to_string())
}

/// The codes after which nothing else arrives at the number either.
const fn suppresses(code: Option<u32>) -> Option<Why> {
    match code {
        Some(21610) => Some(Why::Stop),
        Some(30005 | 30006) => Some(Why::Bounce),
        _ => None,
    }
}

/// What went wrong: the provider's words, else what its code stands for.
fn words(status: &str, code: Option<u32>, said: Option<&str>) -> String {
    let known = match code {
        Some(21610) => "The person answered STOP",
        Some(30003) => "The phone is off or out of reach",
        Some(30004) => "The number is blocked",
        Some(30005) => "Nobody has this number",
        Some(30006) => "The number is a landline",
        Some(30007) => "The carrier filtered the message",
        _ => "The carrier did not deliver it",
    };
    let words = crate::jobs::messages::cut(said.unwrap_or(known));
    code.map_or_else(|| format!("{words} ({status})"), |code| format!("{words} ({status}, {code})"))
}
