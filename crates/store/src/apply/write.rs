//! The order of writing: groups, people, memberships, messages, seats, outcomes, memory. What others refer to comes first.

use std::collections::BTreeSet;

use plan::billing::Billing;
use plan::plan::Plan;
use plan::snapshot::Status;

use super::record::NewIds;
use super::{ApplyError, Order, changes, creates, groups, messages, outcomes};
use crate::accounts::Account;
use crate::billing::ledger::{self, Cause};
use crate::db::Tx;
use crate::error::Result;
use crate::ids;
use crate::imports::{self, memory};
use crate::seats;
use crate::statuses::{self, Moved};
use crate::time::Micros;

/// What every step of writing needs.
pub struct Work<'a> {
    pub plan: &'a Plan,
    pub order: &'a Order<'a>,
    pub now: Micros,
    /// The revision of the account that this transaction makes.
    pub revision: i64,
    /// Ids of the teams and territories that the plan creates.
    pub groups: NewIds,
    /// Ids of the new people, in the order of [`Plan::creates`].
    pub people: Vec<i64>,
    /// People whose phone another row takes over.
    pub released: BTreeSet<i64>,
}

/// Writes everything the plan says.
pub async fn write(
    tx: &mut Tx,
    plan: &Plan,
    order: &Order<'_>,
    (account, billing): (&mut Account, Option<&Billing>),
    now: Micros,
) -> Result<(), ApplyError> {
    let people = ids::take(tx, plan.counts().create).await?.collect();
    let groups = groups::create(tx, plan, order, now).await?;
    let released = plan.releases().iter().map(|release| release.person).collect();
    let work = Work { plan, order, now, revision: account.revision, groups, people, released };
    creates::people(tx, &work).await?;
    creates::memberships(tx, &work).await?;
    changes::write(tx, &work).await?;
    statuses::note(tx, order.account, moved(plan), now).await?;
    messages::invite_new(tx, &work).await?;
    messages::invite_anew(tx, &work).await?;
    messages::cancel(tx, &work).await?;
    messages::notices(tx, &work).await?;
    messages::end_links(tx, &work).await?;
    raise_seats(tx, &work, account, billing).await?;
    outcomes::write(tx, &work).await?;
    remember(tx, &work).await?;
    Ok(())
}

/// The people who are new, and those who go from one status to another.
fn moved(plan: &Plan) -> Moved {
    let new = Moved::default().come(Status::Invited, plan.counts().create);
    plan.changes().iter().fold(new, |moved, change| moved.go((change.before.status, change.after.status), 1))
}

/// Keeps what the import chose for its headers, for the next file that has them.
async fn remember(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    // The headers of a form are those of the template, and nobody chose them.
    if work.plan.draft().is_form() {
        return Ok(());
    }
    let Order { account, import, .. } = *work.order;
    let said = imports::get(tx, account, import).await?.mapping;
    memory::remember(tx, account, work.plan.draft().mapping(), &said, work.now).await
}

/// So many rows pass between two words about the progress.
const STRIDE: u32 = 256;

impl Work<'_> {
    /// Tells how far it is: `done` of `all` of a step that takes the share from one per cent to another.
    pub fn progress(&self, done: u32, all: u32, (from, to): (u32, u32)) {
        let part = u64::from(to - from) * u64::from(done) / u64::from(all.max(1));
        let rows = u64::from(self.plan.counts().total) * (u64::from(from) + part) / 100;
        (self.order.progress)(rows as u32);
    }

    /// The same, but only every few rows.
    pub fn progress_now_and_then(&self, done: u32, all: u32, share: (u32, u32)) {
        if done.is_multiple_of(STRIDE) {
            self.progress(done, all, share);
        }
    }
}

/// Raises the paid seats to what the plan needs at once, and charges for them what it says.
async fn raise_seats(
    tx: &mut Tx,
    work: &Work<'_>,
    account: &mut Account,
    billing: Option<&Billing>,
) -> Result<()> {
    let effects = work.plan.effects();
    let after = effects.seats.paid + effects.seats.added - effects.seats.later;
    let lines = billing.map_or_else(Vec::new, |billing| ledger::of_charges(billing, &effects.charges));
    let cause = Cause::import(work.order.import);
    seats::raise(tx, account, after, (&lines, cause), work.now).await
}
