//! Where a person is named. Every file of the account has to be read for that, so it is done in a view, while others write;
//! what they brought in meanwhile is read when the person is erased.

use std::collections::BTreeMap;

use plan::sheet::Sheet;

use super::known::{self, Known};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::files;
use crate::ids::{AccountId, FileId, ImportId, UserId};
use crate::imports::Status;
use crate::sql::sql;

/// Where a person is named, as of a moment.
#[derive(Debug)]
pub struct Named {
    user: UserId,
    known: Known,
    seen: BTreeMap<ImportId, Seen>,
}

impl Named {
    /// That nothing was looked at yet: everything is when the person is erased.
    pub fn nowhere(user: UserId) -> Self {
        Self { user, known: Known::default(), seen: BTreeMap::new() }
    }

    /// The person.
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// What was found of an import by what is known of the person; nothing where that, or the import, is another now.
    pub(super) fn of(&self, kept: &Kept, known: &Known) -> Option<&Seen> {
        let seen = self.seen.get(&kept.import).filter(|_| self.known == *known)?;
        ((seen.status, seen.sheet) == (kept.status, kept.sheet)).then_some(seen)
    }
}

/// Looks where a person is named: in the files of every import, and in rows that found nobody.
pub async fn look(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Named> {
    let known = known::of(conn, account, user).await?;
    let mut seen = BTreeMap::new();
    for kept in imports(conn, account).await? {
        seen.insert(kept.import, see(conn, account, &kept, &known).await?);
    }
    Ok(Named { user, known, seen })
}

/// An import of a file.
pub(super) struct Kept {
    pub import: ImportId,
    pub status: Status,
    pub file_name: String,
    pub original: FileId,
    pub sheet: Option<FileId>,
}

/// The imports of an account that came from a file.
pub(super) async fn imports(conn: &mut Conn, account: AccountId) -> Result<Vec<Kept>> {
    sql("SELECT id, status, file_name, original_file, sheet_file FROM imports \
         WHERE account_id = $1 AND source = 'file' ORDER BY id")
    .bind(account)
    .all(conn, |row| {
        Ok(Kept {
            import: row.get("id")?,
            status: row.word("status", Status::from_key)?,
            file_name: row.get("file_name")?,
            original: row.get("original_file")?,
            sheet: row.get("sheet_file")?,
        })
    })
    .await
}

/// What an import has of a person.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The state of the import, and its sheet, when it was looked at.
    status: Status,
    sheet: Option<FileId>,
    /// Whether the file is there and names the person.
    pub in_file: bool,
    /// The rows of its outcome that name the person and found nobody.
    pub rows: Vec<i64>,
}

/// Looks what an import has of a person.
pub(super) async fn see(conn: &mut Conn, account: AccountId, kept: &Kept, known: &Known) -> Result<Seen> {
    let is_there = files::is_there(conn, account, kept.original).await?;
    let in_file = is_there && names_in_file(conn, account, kept, known).await?;
    let rows = named_rows(conn, account, kept.import, known).await?;
    Ok(Seen { status: kept.status, sheet: kept.sheet, in_file, rows })
}

/// Whether the file of an import names the person. One that was never read as a sheet is taken for one that
/// does: nobody can say what stands in it.
async fn names_in_file(conn: &mut Conn, account: AccountId, kept: &Kept, known: &Known) -> Result<bool> {
    let Some(sheet) = kept.sheet else { return Ok(true) };
    let bytes = files::get(conn, account, sheet).await?;
    let sheet = Sheet::from_bytes(&bytes).map_err(|damage| Error::Damaged(damage.to_string()))?;
    let header: Vec<&str> = sheet.header().iter().map(String::as_str).collect();
    let row = |row| known.is_in_row(&sheet.cells(row).collect::<Vec<&str>>());
    Ok(known.is_in_row(&header) || (0..sheet.len() as u32).any(row))
}

/// The rows of an outcome that found nobody and name the person.
async fn named_rows(
    conn: &mut Conn,
    account: AccountId,
    import: ImportId,
    known: &Known,
) -> Result<Vec<i64>> {
    let rows = sql("SELECT row_number, label, search FROM outcomes JOIN imports ON imports.id = outcomes.import_id \
         WHERE import_id = $2 AND account_id = $1 AND person_id IS NULL AND label IS NOT NULL ORDER BY row_number")
    .bind(account)
    .bind(import)
    .all(conn, |row| {
        let search = row.get::<Option<String>>("search")?.unwrap_or_default();
        Ok((row.get::<i64>("row_number")?, row.get::<String>("label")? + " " + &search))
    })
    .await?;
    Ok(rows.into_iter().filter(|(_, text)| known.is_named_by(text)).map(|(row, _)| row).collect())
}
