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
use crate::sql::sql;
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
pub async fn erase(tx: &mut Tx, account: AccountId, file: FileId, now: Micros) -> Result<()> {
    let erased =
        sql("UPDATE files SET erased_at = $3 WHERE id = $1 AND account_id = $2 AND erased_at IS NULL")
            .bind(file)
            .bind(account)
            .bind(now)
            .run(tx)
            .await?;
    if erased == 1 {
        sql("DELETE FROM file_pieces WHERE file_id = $1").bind(file).run(tx).await?;
        sql("UPDATE imports SET status = 'discarded' \
             WHERE original_file = $1 AND account_id = $2 AND status = 'draft'")
        .bind(file)
        .bind(account)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Files that are kept no longer: of imports that were applied, and of wizards that were left alone, longer ago than `keep`
/// says of each, or than the account keeps files. At most `most`, the oldest first.
pub async fn expired(
    conn: &mut Conn,
    (applied, abandoned): (Duration, Duration),
    now: Micros,
    most: u32,
) -> Result<Vec<(AccountId, FileId)>> {
    let day = Duration::from_hours(24).as_micros();
    // Without a word of the account nothing is older than its beginning of time.
    let own = format!("COALESCE($4 - accounts.keep_files_days * {day}, $5)");
    sql(format!(
        "SELECT files.account_id AS account_id, files.id AS id FROM files \
         JOIN imports ON imports.original_file = files.id OR imports.sheet_file = files.id \
         JOIN accounts ON accounts.id = files.account_id \
         WHERE files.erased_at IS NULL AND ((imports.status = 'applied' AND (imports.applied_at < $1 OR imports.applied_at < {own})) \
         OR (imports.status IN ('draft', 'discarded') AND (imports.updated_at < $2 OR imports.updated_at < {own}))) \
         ORDER BY files.id LIMIT $3"
    ))
        .bind(now.before(applied))
        .bind(now.before(abandoned))
        .bind(most)
        .bind(now)
        .bind(i64::MIN)
        .all(conn, |row| Ok((row.get("account_id")?, row.get("id")?)))
        .await
}
