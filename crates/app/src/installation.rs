//! Opening an installation: its database, its schema, its key. Every command that needs a database comes through here.

use std::path::Path;

use store::{Db, DbOptions, InstallationKey};

use crate::config::{BadSetting, Config, make_private_dir};

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
