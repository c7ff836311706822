//! Opening an installation: its database, its schema, its key. Every command that needs a database comes through here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use store::{Db, DbOptions, InstallationKey};

use crate::clock;
use crate::config::{BadSetting, Config, make_private_dir};
use crate::jobs::Worker;
use crate::jobs::messages::Dispatch;
use crate::jobs::payment::Payments;
use crate::outside::Outside;
use crate::outside::stripe::Api;
use crate::pipeline::{CACHE_BYTES, Pipeline, Tools};
use crate::random;
use crate::workbook::ChildReader;

/// Why an installation could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] BadSetting),
    /// The database said no; [`store::Error::Schema`] and [`store::Error::NoDatabase`] ask for `muster migrate`.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Opens the database whatever its schema; a SQLite file that is missing is made, with its directory.
///
/// # Errors
/// Where it cannot be opened.
pub async fn create(config: &Config) -> Result<Db, Error> {
    if let Some(path) = config.database.strip_prefix("sqlite:") {
        let path = Path::new(path.strip_prefix("//").unwrap_or(path));
        if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
            make_private_dir(directory).map_err(|problem| {
                BadSetting(format!("The directory {} cannot be made: {problem}.", directory.display()))
            })?;
        }
    }
    Ok(Db::open(&config.database, DbOptions { create: true, ..DbOptions::default() }).await?)
}

/// Opens a database that is there already and whose schema is up to date.
///
/// # Errors
/// [`store::Error::NoDatabase`] and [`store::Error::Schema`] where `muster migrate` has to run first.
pub async fn open(config: &Config) -> Result<Db, Error> {
    let db = Db::open(&config.database, DbOptions::default()).await?;
    db.require_current().await?;
    Ok(db)
}

/// The key of this installation; made where neither the settings nor the database know one.
///
/// # Errors
/// [`store::Error::OtherKey`] where the database was begun with another one.
pub async fn key(config: &Config, db: &Db) -> Result<InstallationKey, Error> {
    let found = config.installation_key()?;
    let claimed = db.claim_key(&found.key).await;
    if let (Err(store::Error::OtherKey), Some(made)) = (&claimed, &found.made) {
        // The right one is elsewhere; a new one here would only be in its way.
        let _ = std::fs::remove_file(made);
        return Err(BadSetting(format!(
            "This database was begun with an installation key that is not here. Put it into MUSTER_SECRET_KEY, or copy its \
             file to {}.",
            made.display()
        ))
        .into());
    }
    claimed?;
    Ok(found.key)
}

/// The way from a file to an applied import on this database.
///
/// # Errors
/// Where the system does not say which program this is.
pub fn pipeline(config: &Config, db: &Db, key: &InstallationKey) -> Result<Pipeline, Error> {
    let reader = ChildReader::of_this_program().map_err(|problem| {
        BadSetting(format!("The system does not say which program this is: {problem}."))
    })?;
    Ok(Pipeline::new(Tools {
        db: db.clone(),
        key: key.clone(),
        invite_lifetime: config.invite_lifetime,
        reader: Box::new(reader),
        limits: config.limits.clone(),
        clock: clock::now,
        cache_bytes: CACHE_BYTES,
    }))
}

/// Somebody who works the queue of this installation, and sends messages where providers are set.
///
/// # Errors
/// Where a provider cannot be set up.
pub fn worker(config: &Config, pipeline: &Pipeline, key: &InstallationKey) -> Result<Worker, Error> {
    let outside = Outside::new(&config.sending, &config.public_url)?;
    let dispatch = Dispatch { outside, key: key.clone(), public: config.public_url.clone() };
    let keep = Duration::from_hours(24 * u64::from(config.keep_files_days));
    let worker = Worker::new(pipeline.clone(), keep, random).sending(dispatch);
    Ok(match payments(config, pipeline, key)? {
        Some(payments) => worker.collecting(payments),
        None => worker,
    })
}

/// Somebody who talks to the payment service, where one is set.
///
/// # Errors
/// Where no connection can be made at all.
pub fn payments(
    config: &Config,
    pipeline: &Pipeline,
    key: &InstallationKey,
) -> Result<Option<Payments>, Error> {
    let Some(stripe) = &config.stripe else { return Ok(None) };
    let api = Arc::new(Api::new(stripe, key.name())?);
    Ok(Some(Payments::new(pipeline.clone(), api, random)))
}

/// Without a random number all that is lost is that pauses differ.
fn random() -> u64 {
    random::bytes().map(u64::from_le_bytes).unwrap_or_default()
}
