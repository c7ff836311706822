//! Files in the database: the originals that were uploaded and the sheets made of them, so that any server can go on.
//!
//! A file lies in pieces of one megabyte, each deflated by itself, with the SHA-256 of the whole. Reading checks it.

use std::io::{Read, Write};
use std::time::Duration;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{self, AccountId, FileId};
use crate::sql::{Sql, sql};
use crate::time::Micros;

/// Bytes of a piece before they are deflated.
const PIECE: usize = 1 << 20;

/// The SHA-256 of some bytes, in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    crate::secrets::hex(&Sha256::digest(bytes))
}

/// A file in pieces, ready to be written: made before a transaction opens, because deflating takes its time.
#[derive(Clone, Debug)]
pub struct Packed {
    size: u64,
    sha256: String,
    pieces: Vec<Vec<u8>>,
}

impl Packed {
    /// Deflates a file.
    pub fn new(bytes: &[u8]) -> Result<Self> {
        let pieces: std::io::Result<Vec<Vec<u8>>> = bytes.chunks(PIECE).map(deflate).collect();
        let pieces = pieces.map_err(|error| Error::Damaged(error.to_string()))?;
        Ok(Self { size: bytes.len() as u64, sha256: sha256(bytes), pieces })
    }

    /// The SHA-256 of the file.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The size of the file in bytes.
    pub const fn size(&self) -> u64 {
        self.size
    }
}

fn deflate(piece: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(piece)?;
    encoder.finish()
}

/// Writes a file.
pub async fn put(tx: &mut Tx, account: AccountId, file: &Packed, now: Micros) -> Result<FileId> {
    let id = FileId(ids::one(tx).await?);
    sql("INSERT INTO files (id, account_id, size, sha256, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(account)
        .bind(i64::try_from(file.size).unwrap_or(i64::MAX))
        .bind(&file.sha256)
        .bind(now)
        .run(tx)
        .await?;
    for (number, piece) in (0_u32..).zip(&file.pieces) {
        sql("INSERT INTO file_pieces (file_id, number, packed) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(number)
            .bind(piece.as_slice())
            .run(tx)
            .await?;
    }
    Ok(id)
}

/// The bytes of a file; [`Error::NotFound`] where it was erased, [`Error::Damaged`] where they are not those written.
pub async fn get(conn: &mut Conn, account: AccountId, file: FileId) -> Result<Vec<u8>> {
    let (size, expected) =
        sql("SELECT size, sha256 FROM files WHERE id = $1 AND account_id = $2 AND erased_at IS NULL")
            .bind(file)
            .bind(account)
            .one(conn, "file", |row| Ok((row.get::<u64>("size")?, row.get::<String>("sha256")?)))
            .await?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    for number in 0.. {
        // Piece by piece, so that the packed form of a large file is never in memory as a whole.
        let piece = sql("SELECT packed FROM file_pieces WHERE file_id = $1 AND number = $2")
            .bind(file)
            .bind(i64::from(number))
            .first(conn, |row| row.get::<Vec<u8>>("packed"))
            .await?;
        let Some(piece) = piece else { break };
        inflate(&piece, &mut bytes)?;
    }
    if bytes.len() as u64 != size || sha256(&bytes) != expected {
        return Err(Error::Damaged(format!("file {file} is not what was written")));
    }
    Ok(bytes)
}

/// Whether a file is kept; [`Error::NotFound`] where the account never had it.
pub async fn is_there(conn: &mut Conn, account: AccountId, file: FileId) -> Result<bool> {
    sql("SELECT erased_at FROM files WHERE id = $1 AND account_id = $2")
        .bind(file)
        .bind(account)
        .one(conn, "file", |row| Ok(row.get::<Option<Micros>>("erased_at")?.is_none()))
        .await
}

fn inflate(piece: &[u8], to: &mut Vec<u8>) -> Result<()> {
    DeflateDecoder::new(piece)
        .take(PIECE as u64 + 1)
        .read_to_end(to)
        .map(|_| ())
        .map_err(|error| Error::Damaged(error.to_string()))
}

/// Erases a file; what it was called and its hash stay. A draft without its original leads nowhere, so it is discarded.
/// [`Error::Refused`] while an import of the file waits to be applied.
pub async fn erase(tx: &mut Tx, account: AccountId, file: FileId, now: Micros) -> Result<()> {
    // The import first: whoever agrees to it at this moment has its row, and is waited for here.
    sql("UPDATE imports SET status = 'discarded' \
         WHERE account_id = $2 AND source = 'file' AND original_file = $1 AND status = 'draft'")
    .bind(file)
    .bind(account)
    .run(tx)
    .await?;
    let waiting = sql("SELECT COUNT(*) FROM imports WHERE account_id = $2 AND source = 'file' \
         AND (original_file = $1 OR sheet_file = $1) AND status = 'approved'")
    .bind(file)
    .bind(account)
    .value(tx)
    .await?;
    if waiting > 0 {
        return Err(Error::Refused("an import of the file waits to be applied"));
    }
    let erased =
        sql("UPDATE files SET erased_at = $3 WHERE id = $1 AND account_id = $2 AND erased_at IS NULL")
            .bind(file)
            .bind(account)
            .bind(now)
            .run(tx)
            .await?;
    if erased == 1 {
        delete_pieces(tx, file).await?;
    }
    Ok(())
}

async fn delete_pieces(tx: &mut Tx, file: FileId) -> Result<()> {
    sql("DELETE FROM file_pieces WHERE file_id = $1").bind(file).run(tx).await?;
    Ok(())
}

/// That an import is one whose files are kept no longer: applied before `$1`, or left alone since before `$2`, or either for
/// longer than its account keeps files, where it is `$3`. Without a word of the account nothing is older than `$4`, its
/// beginning of time.
fn is_past() -> String {
    let day = Duration::from_hours(24).as_micros();
    let own = format!(
        "(SELECT COALESCE($3 - accounts.keep_files_days * {day}, $4) FROM accounts WHERE accounts.id = imports.account_id)"
    );
    format!(
        "((imports.status = 'applied' AND (imports.applied_at < $1 OR imports.applied_at < {own})) \
         OR (imports.status IN ('draft', 'discarded') AND (imports.updated_at < $2 OR imports.updated_at < {own})))"
    )
}

/// The values of [`is_past`].
fn bind_past<'a>(text: String, (applied, abandoned): (Duration, Duration), now: Micros) -> Sql<'a> {
    sql(text).bind(now.before(applied)).bind(now.before(abandoned)).bind(now).bind(i64::MIN)
}

/// Files that are kept no longer: of imports that were applied, and of wizards that were left alone, longer ago than `kept`
/// says of each, or than the account keeps files. At most `most`, the oldest first.
pub async fn expired(
    conn: &mut Conn,
    kept: (Duration, Duration),
    now: Micros,
    most: u32,
) -> Result<Vec<(AccountId, FileId)>> {
    let text = format!(
        "SELECT files.account_id AS account_id, files.id AS id FROM files \
         JOIN imports ON imports.original_file = files.id OR imports.sheet_file = files.id \
         WHERE files.erased_at IS NULL AND {} ORDER BY files.id LIMIT $5",
        is_past()
    );
    bind_past(text, kept, now).bind(most).all(conn, |row| Ok((row.get("account_id")?, row.get("id")?))).await
}

/// Erases a file that [`expired`] has found at the same time, with the draft that it was of. Where somebody went on with
/// the import meanwhile, or agreed to it, nothing is done and the answer is `false`.
pub async fn expire(
    tx: &mut Tx,
    account: AccountId,
    file: FileId,
    kept: (Duration, Duration),
    now: Micros,
) -> Result<bool> {
    let of_file = "imports.account_id = $5 AND imports.source = 'file' \
                   AND (imports.original_file = $6 OR imports.sheet_file = $6)";
    let past = is_past();
    // The import first, as in `erase`.
    let discard =
        format!("UPDATE imports SET status = 'discarded' WHERE {of_file} AND status = 'draft' AND {past}");
    bind_past(discard, kept, now).bind(account).bind(file).run(tx).await?;
    let erase = format!(
        "UPDATE files SET erased_at = $3 WHERE account_id = $5 AND id = $6 AND erased_at IS NULL \
         AND EXISTS (SELECT 1 FROM imports WHERE {of_file} AND {past})"
    );
    let erased = bind_past(erase, kept, now).bind(account).bind(file).run(tx).await?;
    if erased == 1 {
        delete_pieces(tx, file).await?;
    }
    Ok(erased == 1)
}
