//! The installation key: what makes the links in messages this installation's own.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use store::InstallationKey;

use super::BadSetting;
use crate::random;

/// The name of the key's file in the data directory.
const FILE: &str = "secret.key";

/// A key, and the file that was made for it just now.
#[derive(Clone, Debug)]
pub struct FoundKey {
    /// The key.
    pub key: InstallationKey,
    /// The file, where there was none before.
    pub made: Option<PathBuf>,
}

impl FoundKey {
    /// The key that was said, else the one in the data directory, which is made there if it is missing. The text in the
    /// file can be moved into `MUSTER_SECRET_KEY` as it stands.
    pub(super) fn find(said: Option<&str>, data_dir: &Path) -> Result<Self, BadSetting> {
        if let Some(said) = said {
            return Ok(Self { key: read(said.as_bytes(), "MUSTER_SECRET_KEY")?, made: None });
        }
        let file = data_dir.join(FILE);
        let name = file.display().to_string();
        let failed = |what: &str, problem: std::io::Error| {
            BadSetting(format!("The installation key {name} cannot be {what}: {problem}."))
        };
        match fs::read(&file) {
            Ok(text) => Ok(Self { key: read(&text, &name)?, made: None }),
            Err(problem) if problem.kind() == ErrorKind::NotFound => {
                let made = make_file(data_dir, &file).map_err(|problem| failed("made", problem))?;
                let text = fs::read(&file).map_err(|problem| failed("read", problem))?;
                Ok(Self { key: read(&text, &name)?, made: made.then_some(file) })
            }
            Err(problem) => Err(failed("read", problem)),
        }
    }
}

fn read(text: &[u8], name: &str) -> Result<InstallationKey, BadSetting> {
    InstallationKey::read(text).ok_or_else(|| {
        BadSetting(format!(
            "The installation key in {name} is too short; it needs 32 characters. `openssl rand -hex 32` makes one."
        ))
    })
}

/// Makes a directory that only its owner can look into: it will hold people's data.
pub(crate) fn make_private_dir(directory: &Path) -> std::io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Writes a new key that only its owner can read; `false` where another process was faster. The key is written whole
/// under a name of its own, and taking the real name fails where it is taken.
fn make_file(data_dir: &Path, file: &Path) -> std::io::Result<bool> {
    make_private_dir(data_dir)?;
    let whole = data_dir.join(format!("{FILE}.{}", random::hex(&random::bytes::<8>()?)));
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&whole)?;
    writeln!(new, "{}", InstallationKey::text_of(&random::bytes()?))?;
    new.sync_all()?;
    let taken = fs::hard_link(&whole, file);
    fs::remove_file(&whole)?;
    match taken {
        Ok(()) => Ok(true),
        Err(problem) if problem.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use store::InviteId;

    use super::*;

    fn token(found: &FoundKey) -> String {
        found.key.invite_token(InviteId(1), 1).as_str().to_owned()
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        let first = FoundKey::find(None, &data).unwrap();
        assert_eq!(first.made.as_deref(), Some(data.join(FILE).as_path()));
        let again = FoundKey::find(None, &data).unwrap();
        assert_eq!((token(&again), again.made), (token(&first), None));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&data.join(FILE)), mode(&data)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
        let text = fs::read_to_string(data.join(FILE)).unwrap();
        assert_eq!(token(&FoundKey::find(Some(&text), Path::new("/nowhere")).unwrap()), token(&first));
    }

    #[test]
    fn a_short_key_is_refused() {
        let problem = FoundKey::find(Some("secret"), Path::new("/nowhere")).unwrap_err().to_string();
        assert!(problem.contains("MUSTER_SECRET_KEY is too short"), "{problem}");
    }
}
