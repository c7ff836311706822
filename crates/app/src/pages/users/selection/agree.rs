//! Agreeing to what was seen.

use axum::http::StatusCode;
use plan::plan::{Fingerprint, Obstacle};
use store::ImportId;

use crate::error::Result;
use crate::pages::words;
use crate::pipeline::{self, form::Proposal};
use crate::state::AppState;
use crate::web::who::Importer;

/// Why a page that asks is shown.
pub(in crate::pages::users) enum Shown {
    /// For what it asks.
    Asking,
    /// It was sent without anything to do.
    Nothing,
    /// The number typed in was another one, or none.
    WrongNumber,
    /// What was seen is not what would be done, in a sentence.
    Moved(String),
}

/// What became of it.
pub(in crate::pages::users) enum Agreed {
    /// It is done.
    Done(ImportId),
    /// Nothing is done, and it is asked again.
    Again(StatusCode, Shown),
}

/// Does what was seen, with the number that was typed in.
pub(in crate::pages::users) async fn agree(
    state: &AppState,
    who: &Importer,
    proposal: &Proposal,
    (seen, confirm): (Fingerprint, Option<u32>),
) -> Result<Agreed> {
    let with = (confirm, Some(who.address()));
    let done = state.pipeline.do_at_once(who.account_id(), proposal.clone(), Some(seen), with).await;
    Ok(match done {
        Ok((import, _)) => Agreed::Done(import),
        Err(pipeline::Error::Obstacle(Obstacle::Guard { .. })) => {
            Agreed::Again(StatusCode::UNPROCESSABLE_ENTITY, Shown::WrongNumber)
        }
        Err(pipeline::Error::Obstacle(_)) => Agreed::Again(StatusCode::UNPROCESSABLE_ENTITY, Shown::Asking),
        Err(pipeline::Error::Moved(_) | pipeline::Error::Apply(_)) => {
            let asked = words::counted(u64::from(proposal.plan.counts().total), "person", "people");
            let said =
                format!("Something has changed since you looked. This is what it comes to now, of {asked}.");
            Agreed::Again(StatusCode::CONFLICT, Shown::Moved(said))
        }
        Err(error) => return Err(error.into()),
    })
}
