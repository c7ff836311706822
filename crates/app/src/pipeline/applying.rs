//! Agreeing to a plan, and doing it.

use std::net::IpAddr;
use std::time::Duration;

use plan::choices::Actor;
use plan::plan::{Fingerprint, Plan};
use serde::{Deserialize, Serialize};
use store::apply::{Applied, ApplyError, Order, Recipe};
use store::imports::Status;
use store::imports::approval::{self, Agreement};
use store::{AccountId, ImportId, Micros, Wait, accounts, audit, jobs};

use super::error::Moved;
use super::{Error, Inputs, Pipeline, Result, day};

/// The kind of job that applies an approved import.
pub const APPLY: &str = "apply";

/// What the job is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyJob {
    /// The approved import.
    pub import: ImportId,
}

/// How long others leave an import alone that whoever agreed to it applies at once.
const HEAD_START: Duration = Duration::from_mins(1);

/// What somebody agrees to, and how.
#[derive(Clone, Copy, Debug)]
pub struct Agreed {
    /// Who.
    pub by: Actor,
    /// The fingerprint of the plan they saw.
    pub seen: Fingerprint,
    /// The number they typed in, if any.
    pub confirm: Option<u32>,
    /// Where they said so from; nowhere at the command line.
    pub from: Option<IpAddr>,
}

/// What became of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approved {
    /// The import is approved; whichever process is there first applies it.
    Now,
    /// It was approved before: a second click, or another Admin.
    Before,
}

impl Pipeline {
    /// Agrees to the plan with the fingerprint that somebody saw, with the number they typed in. From then on the import
    /// is applied by whichever process is there, even if this one ends.
    pub async fn approve(&self, account: AccountId, import: ImportId, agreement: Agreed) -> Result<Approved> {
        self.approve_for(account, import, agreement, Duration::ZERO, Wait::Short).await
    }

    /// Agrees to a plan and does it here: for whoever waits for the end. If this process dies, another one goes on.
    pub async fn approve_and_apply(
        &self,
        account: AccountId,
        import: ImportId,
        agreement: Agreed,
    ) -> Result<Applied> {
        self.approve_for(account, import, agreement, HEAD_START, Wait::Long).await?;
        self.apply(account, import).await
    }

    async fn approve_for(
        &self,
        account: AccountId,
        import: ImportId,
        Agreed { by, seen, confirm, from }: Agreed,
        head_start: Duration,
        wait: Wait,
    ) -> Result<Approved> {
        let inputs = self.inputs(account, import).await?;
        if matches!(inputs.import.status, Status::Approved | Status::Applied) {
            return Ok(Approved::Before);
        }
        let plan = self.plan_with(account, &inputs, inputs.import.choices, by).await?;
        let plan = Plan::as_seen(&plan, seen).unwrap_or(plan);
        let now = plan.fingerprint();
        if now != seen {
            return Err(Error::Moved(Moved {
                rows: now.rows != seen.rows,
                effects: now.effects != seen.effects,
            }));
        }
        if let Some(obstacle) = plan.obstacle(confirm) {
            return Err(obstacle.into());
        }
        let agreed = Agreement { revision: inputs.import.revision, plan: &plan, confirm, by };
        let mut tx = self.db().begin(wait).await?.coming_from(from);
        let first = approval::approve(&mut tx, account, import, agreed, self.now()).await?;
        if first {
            let now = self.now();
            // Who applies it later does so from nowhere.
            let counts = plan.counts();
            audit::add(&mut tx, account, &by, "import.approved", Some(import.0), &counts, now).await?;
            let due = now.after(head_start);
            jobs::enqueue_for(&mut tx, Some(account), APPLY, &ApplyJob { import }, due, now).await?;
        }
        tx.commit().await?;
        self.0.work.send_replace(());
        Ok(if first { Approved::Now } else { Approved::Before })
    }

    /// Does an approved import: everything, or nothing. Safe to call again, at once or after a restart: who comes second
    /// finds it done.
    pub async fn apply(&self, account: AccountId, import: ImportId) -> Result<Applied> {
        let inputs = self.inputs(account, import).await?;
        let Some(agreed) = &inputs.import.approval else { return Err(ApplyError::NotApproved.into()) };
        let by = agreed.by;
        if inputs.import.status == Status::Applied {
            let (counts, took) = (agreed.counts, inputs.import.took.unwrap_or_default().unsigned_abs());
            return Ok(Applied { counts, took, before: true });
        }
        let running = self.0.progress.begin(account, import, agreed.counts.total);
        let plan = self.plan_with(account, &inputs, inputs.import.choices, by).await?;
        let recipe = self.recipe(account, &inputs, by).await?;
        let today = self.today(account).await?;
        let meter = running.meter();
        let order = Order {
            account,
            import,
            prepared: Some(plan),
            today: &today,
            key: &self.0.tools.key,
            lifetime: self.0.tools.invite_lifetime,
            clock: &|| self.now(),
            progress: &|rows| meter.set(rows),
        };
        let applied = store::apply::apply(self.db(), &recipe, &order).await?;
        // The job that stands for it in the queue; left behind, it would find the import applied and end.
        let mut tx = self.db().begin(Wait::Long).await?;
        jobs::forget(&mut tx, account, APPLY, &ApplyJob { import }).await?;
        tx.commit().await?;
        self.0.work.send_replace(());
        Ok(applied)
    }

    async fn recipe(&self, account: AccountId, inputs: &Inputs, actor: Actor) -> Result<Recipe> {
        let mapping = self.mapping(account, inputs.import.id).await?;
        Ok(Recipe {
            sheet: self.sheet(account, inputs.import.id).await?,
            mapping: (*mapping).clone(),
            fixes: inputs.list(),
            choices: inputs.import.choices,
            actor,
        })
    }

    /// The date where an account is, `YYYY-MM-DD`.
    pub async fn today(&self, account: AccountId) -> Result<String> {
        let mut view = self.db().view().await?;
        let zone = accounts::by_id(&mut view, account).await?.settings.time_zone;
        day::today((self.0.tools.clock)(), &zone).ok_or(Error::TimeZone(zone))
    }
}

/// When an import was agreed to: since when it waits or runs, for a process that does not apply it itself.
pub fn since(inputs: &Inputs) -> Option<Micros> {
    inputs.import.approval.as_ref().map(|agreed| agreed.at)
}
