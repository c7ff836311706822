//! How a person can be reached: a block on their page, with what the providers said, and the way to lift a bounce.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plan::value::phone::PhoneNumber;
use serde::Deserialize;
use store::buried::{self, Reach};
use store::messages::Channel;
use store::suppressions::Why;
use store::{Conn, UserId, Wait, audit, suppressions};

use crate::error::{Error, Result};
use crate::jobs::messages::{cure, suppressed};
use crate::pages::filters;
use crate::pages::ui::{Badge, Kind};
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::who::{AdminOnly, SignedIn};

/// One channel.
#[derive(Clone, Debug)]
pub struct Way {
    /// `E-mail` or `Text`.
    pub word: &'static str,
    /// The icon of the channel.
    pub icon: &'static str,
    /// The address or the phone.
    pub address: String,
    /// Where the invitation stands; none where there is none.
    pub state: Option<Badge>,
    /// What there is to say about it: when it was sent, what the provider said.
    pub words: Vec<String>,
    /// Why nothing is sent there.
    pub stopped: Option<String>,
    /// What can be done about that, and by whom.
    pub cure: Option<&'static str>,
    /// The name of the channel for the button that lifts a bounce; none where there is nothing to lift.
    pub lift: Option<&'static str>,
}

/// The block.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "users/reach.html")]
pub struct ReachCard {
    /// The id of the person.
    pub user: i64,
    /// The channels.
    pub ways: Vec<Way>,
}

impl HtmlSafe for ReachCard {}

/// The block of a person, for an Admin.
pub(super) async fn card(conn: &mut Conn, who: &SignedIn, user: UserId) -> Result<ReachCard> {
    let found = buried::reach(conn, who.account_id(), user).await?;
    let ways = found.iter().filter_map(|reach| way(reach, who)).collect();
    Ok(ReachCard { user: user.0, ways })
}

/// Which channel to lift a bounce on.
#[derive(Debug, Deserialize)]
pub(super) struct Lift {
    channel: String,
}

/// Sends again to an address that bounced.
pub(super) async fn lift(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(user): Path<String>,
    Form(lift): Form<Lift>,
) -> Result<Response> {
    let user: UserId = user.parse().map_err(|_| Error::NotFound)?;
    let channel = Channel::of(&lift.channel).ok_or_else(|| Error::Unreadable("no channel".to_owned()))?;
    let mut tx = who.begin(&state, Wait::Short).await?;
    suppressions::lift(&mut tx, who.account_id(), user, channel).await?;
    let detail = channel.as_str();
    let now = state.micros();
    audit::add(&mut tx, who.account_id(), &who.actor(), "bounce.lifted", Some(user.0), &detail, now).await?;
    tx.commit().await?;
    let said = "Messages are sent there again.".to_owned();
    Ok(Saying(Redirect::to(&format!("/users/{user}")), said).into_response())
}

fn way(reach: &Reach, who: &SignedIn) -> Option<Way> {
    let (word, icon) = match reach.channel {
        Channel::Email => ("E-mail", "mail"),
        Channel::Text => ("Text", "message"),
    };
    let state = reach.state.as_deref().filter(|state| *state != "none").map(badge);
    let stopped = reach.suppressed.as_ref().map(|known| {
        format!(
            "{} ({}: {})",
            suppressed(reach.channel, known.why),
            who.times().day(known.at).text,
            known.words
        )
    });
    if state.is_none() && stopped.is_none() {
        return None;
    }
    let cure = reach.suppressed.as_ref().map(|known| cure(reach.channel, known.why));
    let bounced = reach.suppressed.as_ref().is_some_and(|known| known.why == Why::Bounce);
    let address = reach.address.clone().unwrap_or_default();
    let address = match (reach.channel, PhoneNumber::from_e164(&address)) {
        (Channel::Text, Some(phone)) => phone.spaced(),
        _ => address,
    };
    let words = said(reach, who);
    Some(Way {
        word,
        icon,
        address,
        state,
        words,
        stopped,
        cure,
        lift: bounced.then(|| reach.channel.as_str()),
    })
}

fn said(reach: &Reach, who: &SignedIn) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(reach.sent_at.map(|at| format!("Sent {}.", who.times().at(at))));
    said.extend(reach.words.clone());
    if reach.unsure > 0 {
        said.push("The provider's answer was lost, so it may have come twice.".to_owned());
    }
    said
}

/// A state of a message on a channel.
fn badge(state: &str) -> Badge {
    match state {
        "held" => Badge::new(Kind::Dashed, "player-pause", "Held"),
        "queued" => Badge::new(Kind::Accent, "clock", "Queued"),
        "sent" => Badge::new(Kind::Accent, "send", "Sent"),
        "delivered" => Badge::new(Kind::Good, "checks", "Delivered"),
        "outbox" => Badge::new(Kind::Plain, "inbox", "In the Outbox"),
        "failed" => Badge::new(Kind::Bad, "alert-circle", "Failed"),
        _ => Badge::new(Kind::Plain, "ban", "Ended"),
    }
}
