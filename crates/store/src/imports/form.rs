//! The import of a form: begun, agreed to and applied in one transaction, so that it is never seen half done and leaves no
//! file behind. Its outcomes are kept like those of any other.

use plan::choices::Actor;
use plan::plan::Plan;
use plan::sheet::Format;

use super::{Step, approval, format_word};
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{AccountId, ImportId};
use crate::sql::{actor_json, sql};
use crate::time::Micros;

/// Writes down that somebody agrees to the plan of a form, with the number that was typed in.
pub(crate) async fn agree(
    tx: &mut Tx,
    (account, import): (AccountId, ImportId),
    plan: &Plan,
    (by, confirm): (Actor, Option<u32>),
    now: Micros,
) -> Result<()> {
    sql("INSERT INTO imports (id, account_id, subject, status, step, actor, begun_by, source, file_name, format, size, sha256, \
         mapping, choices, fingerprint, row_digests, effects, counts, confirm, approved_by, approved_at, created_at, updated_at) \
         VALUES ($1, $2, 'users', 'approved', $3, $4, $5, 'form', '', $6, 0, '', '{}', $7, $8, $9, $10, $11, $12, $4, $13, \
         $13, $13)")
    .bind(import)
    .bind(account)
    .bind(Step::Review.as_str())
    .bind(actor_json(&by)?)
    .bind(by.person())
    .bind(format_word(Format::Csv))
    .bind_json(&plan.choices())?
    .bind(plan.fingerprint().to_string())
    .bind(approval::to_bytes(&plan.row_digests()))
    .bind_json(plan.effects())?
    .bind_json(&plan.counts())?
    .bind(confirm)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}
