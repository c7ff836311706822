//! What the buttons do: release, send again, cancel, each to those who were picked or to the whole list.
//!
//! A form carries the account's revision at which its list was drawn, so that a second press of the same button, or the
//! same list in another window, sends nobody a second message.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;
use store::invitations::bulk::{self, Which};
use store::{InviteId, Tx, Wait, audit};

use super::rows::{Asked, days};
use crate::error::{Error, Result};
use crate::pages::wizard::text::plural;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::who::{AdminOnly, SignedIn};

/// The form of the buttons: a field `id` for each who was picked, or `all` for the whole list.
pub(super) type Fields = Vec<(String, String)>;

/// A button that was pressed.
pub(super) struct Pressed {
    pub asked: Asked,
    /// Nothing where nobody was picked.
    pub which: Option<Which>,
    /// The account's revision at which the list was drawn.
    seen: i64,
}

impl Pressed {
    pub fn read(fields: Fields, who: &SignedIn) -> Result<Self> {
        let (mut asked, mut picked, mut all, mut seen) = (Asked::default(), Vec::new(), false, 0);
        for (name, value) in fields {
            match name.as_str() {
                "all" => all = true,
                "seen" => seen = value.parse().map_err(|_| Error::Unreadable("no revision".to_owned()))?,
                "id" => picked.push(InviteId(value.parse().map_err(|_| Error::NotFound)?)),
                other => asked.take(other, value),
            }
        }
        let which = match (all, picked.is_empty()) {
            (true, _) => Some(Which::All(asked.filter(who.times().micros())?)),
            (false, false) => Some(Which::These(picked)),
            (false, true) => None,
        };
        Ok(Self { asked, which, seen })
    }

    /// Back to the list, with a line.
    pub fn back(&self, said: impl Into<String>) -> Response {
        Saying(Redirect::to(&self.asked.address().to_string()), said.into()).into_response()
    }
}

/// What is said where nobody was picked.
pub(super) const NOBODY: &str = "Nobody is chosen. Choose people, or all of the list.";

/// What the audit log keeps of a press.
#[derive(Serialize)]
pub(super) struct Detail<'a> {
    pub number: u32,
    /// Whether it was the whole list.
    pub all: bool,
    pub import: &'a str,
    pub show: &'a str,
}

impl<'a> Detail<'a> {
    pub fn of(pressed: &'a Pressed, number: u32) -> Self {
        let all = matches!(pressed.which, Some(Which::All(_)));
        Self { number, all, import: &pressed.asked.import, show: &pressed.asked.show }
    }
}

async fn note(
    tx: &mut Tx,
    who: &SignedIn,
    action: &'static str,
    pressed: &Pressed,
    number: u32,
) -> Result<()> {
    if number > 0 {
        let (detail, now) = (Detail::of(pressed, number), who.times().micros());
        audit::add(tx, who.account_id(), &who.actor(), action, None, &detail, now).await?;
    }
    Ok(())
}

/// Sends now what is held or waits for its time.
pub(super) async fn release(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let pressed = Pressed::read(fields, &who)?;
    let Some(which) = &pressed.which else { return Ok(pressed.back(NOBODY)) };
    let mut tx = who.begin(&state, Wait::Short).await?;
    let span = (state.config.invite_lifetime, state.micros());
    let number = bulk::release(&mut tx, who.account_id(), which, span).await?;
    note(&mut tx, &who, "invitations.released", &pressed, number).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(pressed.back(match number {
        0 => "None of these was held or waited for its time.".to_owned(),
        number => format!("{} released.", plural(number, "invitation is", "invitations are")),
    }))
}

/// Sends again, with the same links, which are good for as long as new ones.
pub(super) async fn send_again(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let pressed = Pressed::read(fields, &who)?;
    let Some(which) = &pressed.which else { return Ok(pressed.back(NOBODY)) };
    let mut tx = who.begin(&state, Wait::Short).await?;
    let span = (state.config.invite_lifetime, state.micros());
    let again = bulk::send_again(&mut tx, who.account_id(), which, pressed.seen, span).await?;
    note(&mut tx, &who, "invitations.sent", &pressed, again.sent).await?;
    tx.commit().await?;
    state.pipeline.call_worker();
    Ok(pressed.back(match again.sent {
        0 => "Nobody is sent anything: they joined, wait already, or were sent theirs since you looked."
            .to_owned(),
        number => format!(
            "{} sent again; the links are good for {}.{}",
            plural(number, "invitation is", "invitations are"),
            days(state.config.invite_lifetime),
            stopped(again.stopped)
        ),
    }))
}

/// Whom nothing is sent to by one way at least.
fn stopped(people: u32) -> String {
    match people {
        0 => String::new(),
        people => {
            format!(" {} a stopped address, where nothing goes.", plural(people, "person has", "people have"))
        }
    }
}
