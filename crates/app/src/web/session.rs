//! Sessions: kept in the database under the hash of their id, known to the browser by a cookie.
//!
//! A session ends with its time, by signing out, when all sessions of its person are ended, and when its person is not
//! active any more: the store answers none of those. What reads a page never waits for what is being written: a session
//! in use is prolonged beside the request, at most once an hour.

use std::collections::HashMap;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::sessions::{self, Owner};
use store::{AccountId, Db, Micros, UserId, Wait};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error as StoreError, Result as StoreResult};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use crate::error::Result;
use crate::state::AppState;

/// A session that nobody uses ends after this time: the database says so.
const LIFETIME: std::time::Duration = std::time::Duration::from_hours(14 * 24);
/// The cookie may outlive it, so that prolonging a session needs no new cookie; browsers keep none longer than this.
const COOKIE: Duration = Duration::days(400);
/// A session in use is prolonged when it was written longer ago than this.
const TOUCH_AFTER: std::time::Duration = std::time::Duration::from_hours(1);

/// For so long after signing in nobody is asked again who they are.
pub const FRESH: std::time::Duration = std::time::Duration::from_mins(15);

const OWNER: &str = "owner";
const BEGAN: &str = "began";

/// Whose session it is, as it lies among the data.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Held {
    account: AccountId,
    user: UserId,
    epoch: i64,
}

impl From<Owner> for Held {
    fn from(Owner { account, user, epoch }: Owner) -> Self {
        Self { account, user, epoch }
    }
}

impl From<Held> for Owner {
    fn from(Held { account, user, epoch }: Held) -> Self {
        Self { account, user, epoch }
    }
}

/// Sessions on our database.
#[derive(Clone, Debug)]
pub struct SessionDb {
    db: Db,
    clock: fn() -> Timestamp,
}

/// The layer that gives each request its session.
pub fn layer(state: &AppState) -> SessionManagerLayer<SessionDb> {
    let https = state.config.public_url.is_https();
    SessionManagerLayer::new(SessionDb { db: state.db.clone(), clock: state.clock })
        .with_name(cookie_name("muster", https))
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(COOKIE))
}

/// Over https a name that browsers take from this host alone, and over https alone.
pub fn cookie_name(name: &str, https: bool) -> String {
    if https { format!("__Host-{name}") } else { name.to_owned() }
}

/// Begins the session of somebody who has just proved who they are, under a new id; what the session held before is
/// forgotten.
pub async fn begin(session: &Session, owner: Owner, now: Micros) -> Result<()> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(OWNER, Held::from(owner)).await?;
    session.insert(BEGAN, now).await?;
    Ok(())
}

/// Whether the person proved who they are a short while ago: what opens new ways in asks for that.
pub async fn is_fresh(session: &Session, now: Micros) -> Result<bool> {
    let began = session.get::<Micros>(BEGAN).await?;
    Ok(began.is_some_and(|began| now.since(began) < FRESH))
}

/// Whose session it is, if somebody's.
pub async fn owner(session: &Session) -> Result<Option<Owner>> {
    Ok(session.get::<Held>(OWNER).await?.map(Owner::from))
}

/// Ends a session.
pub async fn end(session: &Session) -> Result<()> {
    Ok(session.flush().await?)
}

impl SessionDb {
    fn now(&self) -> Micros {
        Micros((self.clock)().as_microsecond())
    }

    /// Prolongs a session beside the request: whoever reads a page does not wait for an import that is being applied.
    fn touch(&self, id_hash: [u8; 32], now: Micros) {
        let db = self.db.clone();
        tokio::spawn(async move {
            if let Err(error) = prolong(&db, &id_hash, now).await {
                tracing::warn!("a session could not be prolonged: {error}");
            }
        });
    }
}

async fn write(db: &Db, session: &sessions::Session, now: Micros) -> store::Result<()> {
    let mut tx = db.begin(Wait::Long).await?;
    sessions::put(&mut tx, session, now).await?;
    tx.commit().await
}

async fn prolong(db: &Db, id_hash: &[u8; 32], now: Micros) -> store::Result<()> {
    let mut tx = db.begin(Wait::Long).await?;
    sessions::prolong(&mut tx, id_hash, now.after(LIFETIME), now).await?;
    tx.commit().await
}

fn hash(id: Id) -> [u8; 32] {
    Sha256::digest(id.0.to_be_bytes()).into()
}

#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it")]
fn backend(error: store::Error) -> StoreError {
    StoreError::Backend(error.to_string())
}

fn to_row(record: &Record, now: Micros) -> StoreResult<sessions::Session> {
    let mut data = record.data.clone();
    let owner = data.remove(OWNER).map(serde_json::from_value::<Held>).transpose();
    let encode = |error: serde_json::Error| StoreError::Encode(error.to_string());
    Ok(sessions::Session {
        id_hash: hash(record.id),
        owner: owner.map_err(encode)?.map(Owner::from),
        data: serde_json::to_string(&data).map_err(encode)?,
        expires_at: now.after(LIFETIME),
    })
}

fn to_record(id: Id, row: &sessions::Session) -> StoreResult<Record> {
    let decode = |error: serde_json::Error| StoreError::Decode(error.to_string());
    let mut data: HashMap<String, serde_json::Value> = serde_json::from_str(&row.data).map_err(decode)?;
    if let Some(owner) = row.owner {
        data.insert(OWNER.to_owned(), serde_json::to_value(Held::from(owner)).map_err(decode)?);
    }
    let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(row.expires_at.0) * 1000)
        .map_err(|error| StoreError::Decode(error.to_string()))?;
    Ok(Record { id, data, expiry_date })
}

#[async_trait]
impl SessionStore for SessionDb {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> StoreResult<()> {
        let now = self.now();
        write(&self.db, &to_row(record, now)?, now).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> StoreResult<Option<Record>> {
        let now = self.now();
        let mut view = self.db.view().await.map_err(backend)?;
        let Some((row, written)) = sessions::get(&mut view, &hash(*id), now).await.map_err(backend)? else {
            return Ok(None);
        };
        let record = to_record(*id, &row)?;
        if now.since(written) > TOUCH_AFTER {
            self.touch(row.id_hash, now);
        }
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> StoreResult<()> {
        let mut tx = self.db.begin(Wait::Long).await.map_err(backend)?;
        sessions::delete(&mut tx, &hash(*id)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
