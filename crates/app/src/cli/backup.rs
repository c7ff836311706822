//! `muster backup`: a copy of a SQLite database while others work on it.

use std::io::Write;
use std::path::{Path, PathBuf};

use store::Db;

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
    is_free(&args.file)?;
    let part = part_of(&args.file);
    let path =
        part.to_str().ok_or_else(|| CliError::refused("backup.name", "The name of the file is no text."))?;
    let db = installation::open(config).await?;
    // It gets its name once it is whole: nothing that looks like a backup is none.
    let copied = copy(&db, path, args).await;
    if copied.is_err() {
        // What failed is said; that the rest of it cannot be removed says no more.
        let _ = std::fs::remove_file(&part);
    }
    db.close().await;
    copied?;
    writeln!(
        out,
        "The database is copied into {}. The installation key is not in it: keep that too, elsewhere.",
        args.file.display()
    )?;
    Ok(Exit::Done)
}

fn is_free(file: &Path) -> Result<(), CliError> {
    if file.exists() {
        let text = format!("{} is there already. Name a file that is not.", file.display());
        return Err(CliError::refused("backup.exists", text));
    }
    Ok(())
}

async fn copy(db: &Db, part: &str, args: &Args) -> Result<(), CliError> {
    private(Path::new(part))?;
    db.copy_to(part).await?;
    std::fs::File::open(part)?.sync_all()?;
    // Copying takes its time.
    is_free(&args.file)?;
    std::fs::rename(part, &args.file)?;
    Ok(())
}

/// The name while it is written: that of this process, so that neither another one nor what it left behind is in the way.
fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    name.into()
}

/// Makes the empty file that is filled, for its owner alone: everybody's addresses are in it.
fn private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map(drop)
}
