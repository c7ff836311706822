//! The installation key: what makes the links in messages this installation's own.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::BadSetting;
use crate::random;

/// A key text has at least this many characters.
const FEWEST_CHARACTERS: usize = 32;

/// The name of the key's file in the data directory.
const FILE: &str = "secret.key";

/// The installation key. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// The key of a text. The text that lies in the file can be moved into `MUSTER_SECRET_KEY` as it stands.
    ///
    /// # Errors
    /// Where the text is too short to be a secret.
    pub fn of_text(text: &str) -> Result<Self, BadSetting> {
        let text = text.trim();
        if text.chars().count() < FEWEST_CHARACTERS {
            return Err(BadSetting(format!(
                "The installation key has {} characters; it needs {FEWEST_CHARACTERS} at least. `openssl rand -hex 32` \
                 makes one.",
                text.chars().count()
            )));
        }
        Ok(Self(Sha256::digest(text.as_bytes()).into()))
    }

    /// The key that was said, else the one in the data directory, which is made where `make` allows it.
    pub(super) fn find(said: Option<&str>, data_dir: &Path, make: bool) -> Result<Self, BadSetting> {
        if let Some(said) = said {
            return Self::of_text(said);
        }
        let file = data_dir.join(FILE);
        let unreadable = |problem: std::io::Error| {
            BadSetting(format!("The installation key in {} cannot be read: {problem}.", file.display()))
        };
        match fs::read_to_string(&file) {
            Ok(text) => Self::of_text(&text),
            Err(problem) if problem.kind() == ErrorKind::NotFound && make => {
                make_file(data_dir, &file).map_err(|problem| {
                    BadSetting(format!(
                        "The installation key cannot be made in {}: {problem}.",
                        file.display()
                    ))
                })?;
                Self::of_text(&fs::read_to_string(&file).map_err(unreadable)?)
            }
            Err(problem) if problem.kind() == ErrorKind::NotFound => Err(BadSetting(format!(
                "There is no installation key: neither MUSTER_SECRET_KEY nor {}. `muster serve` makes it at its first \
                 start.",
                file.display()
            ))),
            Err(problem) => Err(unreadable(problem)),
        }
    }

    /// The bytes of the key.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

/// Writes a new key that only its owner can read. Of two processes that start at once, one makes it: the key is written
/// whole under another name, and taking the name fails where it is taken.
fn make_file(data_dir: &Path, file: &Path) -> std::io::Result<()> {
    fs::create_dir_all(data_dir)?;
    let random = random::bytes::<40>()?;
    let (name, key) = random.split_at(8);
    let whole = data_dir.join(format!("{FILE}.{}", random::hex(name)));
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&whole)?;
    writeln!(new, "{}", random::hex(key))?;
    new.sync_all()?;
    let taken = fs::hard_link(&whole, file);
    fs::remove_file(&whole)?;
    match taken {
        Err(problem) if problem.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        assert!(SecretKey::find(None, &data, false).is_err());
        let first = SecretKey::find(None, &data, true).unwrap();
        assert!(SecretKey::find(None, &data, true).unwrap() == first);
        let mode = fs::metadata(data.join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1);
        let text = fs::read_to_string(data.join(FILE)).unwrap();
        assert!(SecretKey::find(Some(&text), Path::new("/nowhere"), false).unwrap() == first);
    }

    #[test]
    fn a_short_key_is_refused_and_none_is_printed() {
        assert!(SecretKey::of_text("secret").unwrap_err().to_string().contains("6 characters"));
        let key = SecretKey::of_text(&"k".repeat(32)).unwrap();
        assert_eq!(format!("{key:?}"), "SecretKey");
    }
}
