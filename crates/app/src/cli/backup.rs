//! `muster backup`: a copy of a SQLite database while others work on it.

use std::io::Write;
use std::path::PathBuf;

use super::exit::{CliError, Exit};
use crate::config::Config;
use crate::installation;

/// Copy a SQLite database into a file, as of one moment, while the panel runs
///
/// The copy is a database of its own: to restore, stop Muster and put it where the database was. The installation key is not
/// in it and is kept elsewhere. For PostgreSQL there is `pg_dump`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file to make; it must not be there yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// `backup.exists` where the file is there, `backup.postgres` for a PostgreSQL database.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    if !config.is_sqlite() {
        let text = "This database is in PostgreSQL, which has a program of its own for copies: pg_dump --format=custom.";
        return Err(CliError::refused("backup.postgres", text));
    }
    if args.file.exists() {
        let text = format!("{} is there already. Name a file that is not.", args.file.display());
        return Err(CliError::refused("backup.exists", text));
    }
    let path = args
        .file
        .to_str()
        .ok_or_else(|| CliError::refused("backup.name", "The name of the file is no text."))?;
    let db = installation::open(config).await?;
    private(&args.file)?;
    db.copy_to(path).await?;
    db.close().await;
    writeln!(
        out,
        "The database is copied into {path}. The installation key is not in it: keep that too, elsewhere."
    )?;
    Ok(Exit::Done)
}

/// Makes the empty file that is filled, for its owner alone: everybody's addresses are in it.
fn private(file: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map(drop)
}
