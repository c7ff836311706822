//! What has to be true before anything is written: the import is approved, the plan is the approved one, and whoever
//! approved it may do it.

use std::sync::Arc;

use jiff::civil::Date;
use plan::authority::{Act, Denied, Rights, may, of_change, of_new};
use plan::choices::Actor;
use plan::decide::decide;
use plan::draft::draft;
use plan::effect::Effects;
use plan::plan::{Counts, Fingerprint, Plan};
use plan::snapshot::Role;

use super::{Applied, ApplyError, Order, Recipe, SentBack};
use crate::accounts::{self, Account};
use crate::audit;
use crate::db::{Conn, Db, Tx, Wait};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::imports::approval;
use crate::snapshot;
use crate::sql::sql;
use crate::time::Micros;

/// What was agreed to.
pub struct Approval {
    pub fingerprint: Fingerprint,
    pub digests: Vec<u32>,
    pub effects: Effects,
    pub confirm: Option<u32>,
}

impl Approval {
    /// The day on which what it charges was quoted, if it charges anything.
    pub fn quoted_on(&self) -> Option<Date> {
        quoted_on(&self.effects)
    }
}

/// The day on which what is charged was quoted: the first day that is paid for.
fn quoted_on(effects: &Effects) -> Option<Date> {
    effects.charges.first().map(|charge| charge.from)
}

/// Moves the import from approved to applied; `None` where it is not approved.
pub async fn take_import(tx: &mut Tx, order: &Order<'_>, now: Micros) -> Result<Option<Approval>> {
    sql("UPDATE imports SET status = 'applied', applied_at = $3, updated_at = $3 \
         WHERE id = $1 AND account_id = $2 AND status = 'approved' \
         RETURNING fingerprint, row_digests, effects, confirm")
    .bind(order.import)
    .bind(order.account)
    .bind(now)
    .first(tx, |row| {
        let fingerprint: String = row.get("fingerprint")?;
        let digests: Vec<u8> = row.get::<Option<Vec<u8>>>("row_digests")?.unwrap_or_default();
        Ok(Approval {
            fingerprint: Fingerprint::parse(&fingerprint)
                .ok_or_else(|| Error::Damaged("fingerprint".to_owned()))?,
            digests: approval::from_bytes(&digests),
            effects: row.json_null("effects")?.unwrap_or_default(),
            confirm: row.get("confirm")?,
        })
    })
    .await
}

/// The answer where the import was not approved: what somebody else did, or why not.
pub async fn already(db: &Db, order: &Order<'_>) -> Result<Applied, ApplyError> {
    let mut view = db.view().await?;
    let found = sql("SELECT status, counts, took FROM imports WHERE id = $1 AND account_id = $2")
        .bind(order.import)
        .bind(order.account)
        .one(&mut view, "import", |row| {
            Ok((
                row.get::<String>("status")?,
                row.json_null::<Counts>("counts")?,
                row.get::<Option<u64>>("took")?,
            ))
        })
        .await?;
    match found {
        (status, Some(counts), took) if status == "applied" => {
            Ok(Applied { counts, took: took.unwrap_or_default(), before: true })
        }
        _ => Err(ApplyError::NotApproved),
    }
}

/// Whoever imports, with the role they have now. Managers import as long as the account lets them.
pub async fn actor_now(conn: &mut Conn, account: &Account, actor: Actor) -> Result<Actor, ApplyError> {
    let Some(id) = actor.person() else { return Ok(actor) };
    let role = sql("SELECT role FROM users WHERE id = $1 AND account_id = $2 AND status = 'Active'")
        .bind(id)
        .bind(account.id)
        .first(conn, |row| row.get::<Role>("role"))
        .await?;
    match role {
        Some(Role::Admin) => Ok(Actor::Person { id, role: Role::Admin }),
        Some(Role::Manager) if account.managers_import => Ok(Actor::Person { id, role: Role::Manager }),
        _ => Err(Denied::NotAllowed.into()),
    }
}

/// The prepared plan, if nothing has changed since; else a new one, of what this transaction sees.
pub async fn plan_now(
    conn: &mut Conn,
    recipe: &Recipe,
    order: &Order<'_>,
    (actor, quoted): (Actor, Option<Date>),
    revision: i64,
) -> Result<Arc<Plan>> {
    if let Some(plan) = &order.prepared
        && plan.draft().facts().revision == revision
        && plan.draft().facts().today == order.today
        && plan.actor() == actor
        && quoted_on(plan.effects()) == quoted
    {
        return Ok(Arc::clone(plan));
    }
    let mut facts = snapshot::facts(conn, order.account, order.today).await?;
    // This transaction has raised the revision already; the plan is of what was before.
    facts.revision = revision;
    if let Some(billing) = &mut facts.billing {
        billing.quoted_on = quoted;
    }
    let (choices, recipe) = (recipe.choices, recipe.clone());
    let draft =
        compute(move || Arc::new(draft(&recipe.sheet, &recipe.mapping, &recipe.fixes, &Arc::new(facts))));
    let draft = draft.await?;
    let people = snapshot::people(conn, order.account, &draft.keys(), actor).await?;
    compute(move || Arc::new(decide(&draft, &people, choices, actor))).await
}

/// Runs what only computes beside the threads that serve others.
async fn compute<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Damaged(format!("planning again ended early: {error}")))
}

/// Asks once more for everything the plan does, with the role, the teams and the territories that the person who approved
/// it has now.
pub async fn authority(
    conn: &mut Conn,
    account: AccountId,
    plan: &Plan,
    actor: Actor,
) -> Result<(), ApplyError> {
    let me = snapshot::person_of(conn, account, actor).await?;
    let rights = Rights::of(actor, me.as_ref(), plan.draft().facts());
    for create in plan.creates() {
        for act in of_new(&rights, Some(create.role), create.access, (&create.teams, &create.territories)) {
            may(&rights, act, None)?;
        }
    }
    for change in plan.changes() {
        let target = Some(rights.target_of(change.person, &change.before));
        for act in of_change(&rights, &change.before, &change.after) {
            may(&rights, act, target)?;
        }
    }
    let released = plan.releases().iter().map(|release| release.person).collect();
    for person in snapshot::load(conn, account, released).await? {
        may(&rights, Act::ChangePhone, Some(rights.target(&person)))?;
    }
    if !plan.new_teams().is_empty() || !plan.new_territories().is_empty() {
        may(&rights, Act::CreateGroup, None)?;
    }
    if plan.effects().seats.added > 0 {
        may(&rights, Act::BuySeats, None)?;
    }
    Ok(())
}

/// Writes what was done on the import, and one line into the audit log.
pub async fn finish(tx: &mut Tx, order: &Order<'_>, plan: &Plan, actor: Actor, now: Micros) -> Result<u64> {
    let took = (order.clock)().since(now).as_micros() as u64;
    sql("UPDATE imports SET counts = $3, effects = $4, took = $5 WHERE id = $1 AND account_id = $2")
        .bind(order.import)
        .bind(order.account)
        .bind_json(&plan.counts())?
        .bind_json(plan.effects())?
        .bind(i64::try_from(took).unwrap_or(i64::MAX))
        .run(tx)
        .await?;
    let detail = plan.counts();
    let action = if plan.draft().is_form() { "form.applied" } else { "import.applied" };
    audit::add(tx, order.account, &actor, action, Some(order.import.0), &detail, now).await?;
    Ok(took)
}

/// Makes a draft of an import that could not be applied as it was approved, so that somebody looks at it again. The
/// account's revision is raised: what was cached of it led to a plan that did not hold.
pub async fn send_back(db: &Db, order: &Order<'_>, why: &SentBack, now: Micros) -> Result<()> {
    let mut tx = db.begin(Wait::Long).await?;
    accounts::take(&mut tx, order.account).await?;
    approval::take_back(&mut tx, order.account, order.import, why, now).await?;
    tx.commit().await
}
