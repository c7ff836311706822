//! Forms: an import of one row, or of the people that somebody marked, planned and done without a file and without a wizard.

use std::net::IpAddr;
use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::decide::decide;
use plan::draft::draft;
use plan::fix::Fix;
use plan::form::Form;
use plan::plan::{Fingerprint, Plan};
use plan::snapshot::Facts;
use store::apply::{Applied, Order, Recipe, at_once};
use store::{AccountId, ImportId, Wait, snapshot};

use super::error::Moved;
use super::{Error, Pipeline, Result, compute};

/// What a form comes to, not yet done.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The plan.
    pub plan: Arc<Plan>,
    recipe: Recipe,
    today: String,
}

impl Proposal {
    /// Whether the plan is the one that somebody saw; one without its price of yesterday is too.
    pub fn is_as_seen(&self, seen: Fingerprint) -> bool {
        Plan::as_seen(&self.plan, seen).is_some()
    }
}

impl Pipeline {
    /// Plans what a form says. Everything is read from one state of the database.
    pub async fn propose(
        &self,
        account: AccountId,
        form: impl FnOnce(&Facts) -> Form,
        fixes: Vec<Fix>,
        (choices, actor): (Choices, Actor),
    ) -> Result<Proposal> {
        let today = self.today(account).await?;
        let mut view = self.db().view().await?;
        let facts = Arc::new(snapshot::facts(&mut view, account, &today).await?);
        let Form { sheet, mapping } = form(&facts);
        let recipe = Recipe { sheet, mapping, fixes, choices, actor };
        let (parts, known) = (recipe.clone(), Arc::clone(&facts));
        let draft =
            compute(move || Arc::new(draft(&parts.sheet, &parts.mapping, &parts.fixes, &known))).await?;
        let people = snapshot::people(&mut view, account, &draft.keys(), actor).await?;
        drop(view);
        let plan = compute(move || Arc::new(decide(&draft, &people, choices, actor))).await?;
        Ok(Proposal { plan, recipe, today })
    }

    /// Plans what a form says of as many people as somebody marked. That may be all there are, so it is done when it is the
    /// turn of the account, as with files.
    pub async fn propose_many(
        &self,
        account: AccountId,
        form: impl FnOnce(&Facts) -> Form,
        with: (Choices, Actor),
    ) -> Result<Proposal> {
        let _turn = self.turn(account).await;
        self.propose(account, form, Vec::new(), with).await
    }

    /// Agrees to a proposal and does it, in one transaction. [`Error::Moved`] where somebody saw another plan than this is;
    /// then nothing is done, as where anything else stands in the way.
    pub async fn do_at_once(
        &self,
        account: AccountId,
        proposal: Proposal,
        seen: Option<Fingerprint>,
        (confirm, from): (Option<u32>, Option<IpAddr>),
    ) -> Result<(ImportId, Applied)> {
        let Proposal { plan, recipe, today } = proposal;
        let now = plan.fingerprint();
        let agreed = seen.map_or(Some(Arc::clone(&plan)), |seen| Plan::as_seen(&plan, seen));
        let Some(plan) = agreed else {
            let seen = seen.unwrap_or(now);
            return Err(Error::Moved(Moved {
                rows: now.rows != seen.rows,
                effects: now.effects != seen.effects,
            }));
        };
        if let Some(obstacle) = plan.obstacle(confirm) {
            return Err(obstacle.into());
        }
        let clock = || self.now();
        let order = |import| Order {
            account,
            import,
            prepared: Some(Arc::clone(&plan)),
            today: &today,
            key: &self.0.tools.key,
            lifetime: self.0.tools.invite_lifetime,
            clock: &clock,
            progress: &|_| {},
        };
        let tx = self.db().begin(Wait::Short).await?.coming_from(from);
        let done = at_once(tx, &recipe, (account, &plan, confirm), order).await?;
        self.call_worker();
        Ok(done)
    }
}
