//! The inputs of a wizard in progress. Each change raises the import's revision; an import that is approved, applied or
//! discarded takes none any more.

use plan::choices::{Actor, Choices};
use plan::fix::Fix;
use plan::mapping::MappingFile;
use plan::sheet::Format;

use super::{Step, format_word};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::files::{self, Packed};
use crate::ids::{self, AccountId, ImportId};
use crate::sql::{Sql, actor_json, sql};
use crate::time::Micros;

/// A file that was uploaded and read.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Who uploaded it.
    pub actor: Actor,
    /// Its name.
    pub file_name: String,
    /// The kind of file.
    pub format: Format,
    /// The original.
    pub original: Packed,
    /// The canonical sheet.
    pub sheet: Packed,
    /// What is said about reading and columns from the start.
    pub mapping: MappingFile,
    /// What is decided from the start.
    pub choices: Choices,
}

/// Begins an import.
pub async fn create(tx: &mut Tx, account: AccountId, upload: &Upload, now: Micros) -> Result<ImportId> {
    let original = files::put(tx, account, &upload.original, now).await?;
    let sheet = files::put(tx, account, &upload.sheet, now).await?;
    let id = ImportId(ids::one(tx).await?);
    sql(
        "INSERT INTO imports (id, account_id, subject, status, step, actor, begun_by, file_name, format, size, \
         sha256, original_file, sheet_file, mapping, choices, created_at, updated_at) \
         VALUES ($1, $2, 'users', 'draft', 'match', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
    )
    .bind(id)
    .bind(account)
    .bind(actor_json(&upload.actor)?)
    .bind(upload.actor.person())
    .bind(&upload.file_name)
    .bind(format_word(upload.format))
    .bind(i64::try_from(upload.original.size()).unwrap_or(i64::MAX))
    .bind(upload.original.sha256())
    .bind(original)
    .bind(sheet)
    .bind_json(&upload.mapping)?
    .bind_json(&upload.choices)?
    .bind(now)
    .run(tx)
    .await?;
    Ok(id)
}

/// Changes an import that is a draft: `set` is a list of assignments whose values are bound from `$4` on.
async fn change<'a>(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    set: &'static str,
    now: Micros,
    bind: impl FnOnce(Sql<'a>) -> Result<Sql<'a>>,
) -> Result<()> {
    let text = format!(
        "UPDATE imports SET {set}, updated_at = $3 WHERE id = $1 AND account_id = $2 AND status = 'draft'"
    );
    let touched = bind(sql(text).bind(import).bind(account).bind(now))?.run(tx).await?;
    if touched == 1 { Ok(()) } else { Err(not_a_draft(tx, account, import).await) }
}

async fn not_a_draft(conn: &mut Conn, account: AccountId, import: ImportId) -> Error {
    match super::get(conn, account, import).await {
        Ok(_) => Error::Refused("this import is no draft any more"),
        Err(error) => error,
    }
}

/// Says something else about the columns.
pub async fn set_mapping(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    mapping: &MappingFile,
    now: Micros,
) -> Result<()> {
    let set = "mapping = $4, revision = revision + 1";
    change(tx, account, import, set, now, |sql| sql.bind_json(mapping)).await
}

/// Says how the original is to be read, with the sheet that this made. Fixes of rows hold for one way of reading, so all
/// but the value fixes are withdrawn.
pub async fn set_reading(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    mapping: &MappingFile,
    sheet: &Packed,
    now: Micros,
) -> Result<()> {
    // The import first: of two who read the file anew at once, the second sees the sheet of the first and erases it.
    set_mapping(tx, account, import, mapping, now).await?;
    let old = super::get(tx, account, import).await?.sheet;
    let file = files::put(tx, account, sheet, now).await?;
    change(tx, account, import, "sheet_file = $4", now, |sql| Ok(sql.bind(file))).await?;
    if let Some(old) = old {
        files::erase(tx, account, old, now).await?;
    }
    for made in fixes(tx, account, import).await? {
        if !made.fix.is_value_fix() {
            withdraw_fix(tx, account, import, made.number, now).await?;
        }
    }
    Ok(())
}

/// Decides something else about the whole import.
pub async fn set_choices(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    choices: Choices,
    now: Micros,
) -> Result<()> {
    let set = "choices = $4, revision = revision + 1";
    change(tx, account, import, set, now, |sql| sql.bind_json(&choices)).await
}

/// Remembers the page of the wizard.
pub async fn set_step(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    step: Step,
    now: Micros,
) -> Result<()> {
    change(tx, account, import, "step = $4", now, |sql| Ok(sql.bind(step.as_str()))).await
}

/// Gives an import up, and erases its files.
pub async fn discard(tx: &mut Tx, account: AccountId, import: ImportId, now: Micros) -> Result<()> {
    change(tx, account, import, "status = 'discarded'", now, Ok).await?;
    let given_up = super::get(tx, account, import).await?;
    for file in [given_up.original, given_up.sheet].into_iter().flatten() {
        files::erase(tx, account, file, now).await?;
    }
    Ok(())
}

/// A fix of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFix {
    /// Its number within the import, ascending.
    pub number: i64,
    /// The fix.
    pub fix: Fix,
    /// Who made it.
    pub actor: Actor,
    /// When it was made; fixes that one press of a button made share it.
    pub at: Micros,
    /// When it was taken back, if it was.
    pub withdrawn_at: Option<Micros>,
}

/// The fixes of an import that are not withdrawn, in the order they were made.
pub async fn fixes(conn: &mut Conn, account: AccountId, import: ImportId) -> Result<Vec<MadeFix>> {
    list(conn, account, import, "AND withdrawn_at IS NULL").await
}

/// Every fix of an import, those taken back included, in the order they were made.
pub async fn every_fix(conn: &mut Conn, account: AccountId, import: ImportId) -> Result<Vec<MadeFix>> {
    list(conn, account, import, "").await
}

async fn list(
    conn: &mut Conn,
    account: AccountId,
    import: ImportId,
    and: &'static str,
) -> Result<Vec<MadeFix>> {
    sql(format!(
        "SELECT number, fix, import_fixes.actor AS actor, import_fixes.created_at AS created_at, withdrawn_at \
         FROM import_fixes JOIN imports ON imports.id = import_fixes.import_id \
         WHERE import_id = $1 AND account_id = $2 {and} ORDER BY number"
    ))
    .bind(import)
    .bind(account)
    .all(conn, |row| {
        Ok(MadeFix {
            number: row.get("number")?,
            fix: row.json("fix")?,
            actor: row.json("actor")?,
            at: row.get("created_at")?,
            withdrawn_at: row.get("withdrawn_at")?,
        })
    })
    .await
}

/// Makes a fix and answers its number within the import, by which it can be withdrawn.
pub async fn add_fix(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    fix: &Fix,
    actor: &Actor,
    now: Micros,
) -> Result<i64> {
    add_fixes(tx, account, import, std::slice::from_ref(fix), actor, now).await
}

/// Makes fixes, numbered in their order, and answers the number of the first one.
pub async fn add_fixes(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    fixes: &[Fix],
    actor: &Actor,
    now: Micros,
) -> Result<i64> {
    change(tx, account, import, "revision = revision + 1", now, Ok).await?;
    let first: i64 = sql("SELECT COALESCE(MAX(number), 0) + 1 FROM import_fixes WHERE import_id = $1")
        .bind(import)
        .value(tx)
        .await?;
    let actor = actor_json(actor)?;
    for (number, fix) in (first..).zip(fixes) {
        sql("INSERT INTO import_fixes (import_id, number, fix, actor, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(import)
            .bind(number)
            .bind_json(fix)?
            .bind(actor.clone())
            .bind(now)
            .run(tx)
            .await?;
    }
    Ok(first)
}

/// Takes a fix back.
pub async fn withdraw_fix(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    number: i64,
    now: Micros,
) -> Result<()> {
    change(tx, account, import, "revision = revision + 1", now, Ok).await?;
    let touched = sql("UPDATE import_fixes SET withdrawn_at = $3 \
                       WHERE import_id = $1 AND number = $2 AND withdrawn_at IS NULL")
    .bind(import)
    .bind(number)
    .bind(now)
    .run(tx)
    .await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound("fix")) }
}

/// Brings a fix back that was withdrawn.
pub async fn restore_fix(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    number: i64,
    now: Micros,
) -> Result<()> {
    change(tx, account, import, "revision = revision + 1", now, Ok).await?;
    let touched = sql("UPDATE import_fixes SET withdrawn_at = NULL \
                       WHERE import_id = $1 AND number = $2 AND withdrawn_at IS NOT NULL")
    .bind(import)
    .bind(number)
    .run(tx)
    .await?;
    if touched == 1 { Ok(()) } else { Err(Error::NotFound("fix")) }
}
