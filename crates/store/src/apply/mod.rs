//! To do a plan: everything it says, in one transaction, or nothing.
//!
//! [`apply`] takes the account's row, moves the import from approved to applied, makes sure that the plan is the one
//! that was approved (planning again where the account has changed since), asks once more whether the person who
//! approved may do all that, and writes. The commit is the only truth: of two executors one finds the import applied.
//!
//! [`at_once`] does the same for a form, agreeing to it in the same transaction.
//!
//! Nothing is decided here, and nothing is sent: messages are rows that a worker takes up after the commit.
//! Start at [`apply`]; [`mod@write`] has the order of writing.

mod changes;
mod check;
mod creates;
mod groups;
mod messages;
mod outcomes;
mod record;
mod stale;
mod write;

use std::sync::Arc;
use std::time::Duration;

use plan::authority::Denied;
use plan::choices::{Actor, Choices};
use plan::fix::Fix;
use plan::mapping::Mapping;
use plan::plan::{Counts, Obstacle, Plan};
use plan::sheet::Sheet;
use serde::{Deserialize, Serialize};

pub use self::stale::Stale;
use crate::accounts::{self, Account};
use crate::billing;
use crate::db::{Db, Tx, Wait};
use crate::error::{Error, Taken};
use crate::ids::{self, AccountId, ImportId};
use crate::imports::form;
use crate::secrets::InstallationKey;
use crate::time::Micros;

/// All that a plan is made of, apart from the account: applying plans again from it where the account has changed.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The file as it was read.
    pub sheet: Arc<Sheet>,
    /// Which column feeds which field.
    pub mapping: Mapping,
    /// The fixes that are not withdrawn, in their order.
    pub fixes: Vec<Fix>,
    /// What the admin decided about the whole import.
    pub choices: Choices,
    /// Who imports.
    pub actor: Actor,
}

/// What applying is told besides the recipe.
pub struct Order<'a> {
    /// The account.
    pub account: AccountId,
    /// The approved import.
    pub import: ImportId,
    /// A plan made outside; used if the account has not changed since, else planned again inside.
    pub prepared: Option<Arc<Plan>>,
    /// The date in the account's time zone, `YYYY-MM-DD`.
    pub today: &'a str,
    /// Signs the links of the invites.
    pub key: &'a InstallationKey,
    /// How long the link of an invite can be used from when it may go out.
    pub lifetime: Duration,
    /// The time: asked when applying begins and once when it ends.
    pub clock: &'a (dyn Fn() -> Micros + Sync),
    /// Is told how many rows are done, for a page to show; ascending up to the number of rows.
    pub progress: &'a (dyn Fn(u32) + Sync),
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// How many rows had each fate.
    pub counts: Counts,
    /// How long it took, in microseconds.
    pub took: u64,
    /// Somebody else had applied it before; nothing was done now, and the other fields tell of then.
    pub before: bool,
}

/// Why a plan was not applied. Nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The plan is no longer the one that was approved.
    #[error("{0}")]
    Stale(Stale),
    /// The plan cannot be applied as it is.
    #[error("{0}")]
    Obstacle(#[from] Obstacle),
    /// Whoever approved it may not do this, or not any more.
    #[error("{0}")]
    Denied(#[from] Denied),
    /// Nobody has approved it, or it was discarded.
    #[error("this import is not approved")]
    NotApproved,
    /// Anything else; [`Error::NotFound`] where the account has no such import.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Why an approved import went back to being a draft: what `Import::stale` holds as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// `stale`, `obstacle` or `denied`.
    pub code: String,
    /// What is the matter, a sentence each.
    pub lines: Vec<String>,
    /// The rows that moved, by number, ascending, at most 1,000.
    pub rows: Vec<u32>,
}

impl ApplyError {
    /// What is kept of the error where the import goes back to being a draft.
    fn sent_back(&self) -> Option<SentBack> {
        let (code, lines, rows) = match self {
            Self::Stale(stale) => ("stale", stale.lines(), stale.rows.clone()),
            Self::Obstacle(obstacle) => ("obstacle", vec![obstacle.to_string()], Vec::new()),
            Self::Denied(denied) => ("denied", vec![denied.to_string()], Vec::new()),
            Self::NotApproved | Self::Store(_) => return None,
        };
        Some(SentBack { code: code.to_owned(), lines, rows })
    }
}

/// Does an approved plan: everything or nothing. Safe to call twice, at once or after a restart.
///
/// Where the plan has become stale, has an obstacle or is denied, the import goes back to being a draft, with the reason
/// kept for the page that shows it.
pub async fn apply(db: &Db, recipe: &Recipe, order: &Order<'_>) -> Result<Applied, ApplyError> {
    let begun = (order.clock)();
    let done = attempt(db, recipe, order, begun).await;
    let done = done.map_err(raced);
    if let Some(why) = done.as_ref().err().and_then(ApplyError::sent_back) {
        check::send_back(db, order, &why, begun).await?;
    }
    done
}

/// Agrees to a plan and does it, in the transaction given, which has done nothing yet: for a form, whose person sits before it.
/// Answers the import that it became, whose order `order` gives. Where the plan has become another one, has an obstacle or is
/// denied, nothing is left.
pub async fn at_once<'a>(
    mut tx: Tx,
    recipe: &Recipe,
    (account, plan, confirm): (AccountId, &Plan, Option<u32>),
    order: impl FnOnce(ImportId) -> Order<'a>,
) -> Result<(ImportId, Applied), ApplyError> {
    let taken = accounts::take(&mut tx, account).await?;
    // The id comes first, for the order, and the order has the clock; nobody sees the import before the end.
    let import = ImportId(ids::one(&mut tx).await?);
    let order = order(import);
    let now = (order.clock)();
    form::agree(&mut tx, (account, import), plan, (recipe.actor, confirm), now).await?;
    let approval = check::take_import(&mut tx, &order, now).await?.ok_or(ApplyError::NotApproved)?;
    let done = perform(tx, taken, recipe, &order, (approval, now)).await.map_err(raced)?;
    Ok((import, done))
}

async fn attempt(db: &Db, recipe: &Recipe, order: &Order<'_>, now: Micros) -> Result<Applied, ApplyError> {
    let mut tx = db.begin(Wait::Long).await?;
    let account = accounts::take(&mut tx, order.account).await?;
    let Some(approval) = check::take_import(&mut tx, order, now).await? else {
        tx.roll_back().await?;
        return check::already(db, order).await;
    };
    perform(tx, account, recipe, order, (approval, now)).await
}

/// Does what was agreed to, in a transaction that has taken the account's row and the import.
async fn perform(
    mut tx: Tx,
    mut account: Account,
    recipe: &Recipe,
    order: &Order<'_>,
    (approval, now): (check::Approval, Micros),
) -> Result<Applied, ApplyError> {
    let actor = check::actor_now(&mut tx, &account, recipe.actor).await?;
    let billing = billing::begin_due(&mut tx, &mut account, now).await?;
    let plan =
        check::plan_now(&mut tx, recipe, order, (actor, approval.quoted_on()), account.revision - 1).await?;
    if plan.fingerprint() != approval.fingerprint {
        return Err(ApplyError::Stale(Stale::since(&approval.digests, &approval.effects, &plan)));
    }
    if let Some(obstacle) = plan.obstacle(approval.confirm) {
        return Err(obstacle.into());
    }
    check::authority(&mut tx, order.account, &plan, actor).await?;
    let counts = plan.counts();
    note(order, "writing an import");
    write::write(&mut tx, &plan, order, (&mut account, billing.as_ref()), now).await?;
    let took = check::finish(&mut tx, order, &plan, actor, now).await?;
    note(order, "committing an import");
    tx.commit().await?;
    note(order, "committed an import");
    (order.progress)(counts.total);
    Ok(Applied { counts, took, before: false })
}

/// Somebody took the value since the snapshot was read: in this account that needs the account's row, so it was somebody who
/// joined another one.
fn raced(error: ApplyError) -> ApplyError {
    match error {
        ApplyError::Store(Error::Conflict(Taken::Email | Taken::Phone | Taken::ExternalId | Taken::Name)) => {
            ApplyError::Stale(Stale::raced())
        }
        other => other,
    }
}

/// Says in the log how far an import is, for whoever looks for the place where one stands still.
fn note(order: &Order<'_>, what: &'static str) {
    tracing::debug!(account = order.account.0, import = order.import.0, "{what}");
}
