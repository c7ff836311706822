//! Passwords: which ones are taken, how they are kept, and how one is checked without telling whether the person exists.
//!
//! Hashing is slow on purpose: it runs on a blocking thread, never on one that answers requests.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use tokio::sync::Semaphore;

use crate::random;

/// Each hash takes 19 MB for its while; more than this many wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Fewer characters are not taken.
pub const SHORTEST: usize = 10;
/// More characters are not taken: nobody types them, and hashing them costs.
pub const LONGEST: usize = 200;

/// Why a password is not taken, as a sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// It has too few characters.
    #[error("This password is shorter than 10 characters. Add a word or two.")]
    Short,
    /// It has too many characters.
    #[error("This password is longer than 200 characters. Leave some out.")]
    Long,
    /// It is one of those that everybody tries first.
    #[error("This password is among those that are tried first. Choose one that is your own.")]
    Common,
    /// It is the person's own address or name.
    #[error("This password is your own address or name. Choose one that others cannot guess.")]
    Own,
}

/// Whether a new password is good enough. `own` is what others know of the person: address, names, the account's name.
///
/// # Errors
/// The reason, for the person who chose it.
pub fn check(password: &str, own: &[&str]) -> Result<(), Weak> {
    match password.chars().count() {
        short if short < SHORTEST => return Err(Weak::Short),
        long if long > LONGEST => return Err(Weak::Long),
        _ => {}
    }
    if is_common(password) {
        return Err(Weak::Common);
    }
    let core = letters(password);
    let mut known = own.iter().flat_map(|own| [letters(own), letters(own.split('@').next().unwrap_or(own))]);
    if known.any(|known| !known.is_empty() && known == core) { Err(Weak::Own) } else { Ok(()) }
}

/// A new password as it was typed, twice.
#[derive(Clone, Copy)]
pub struct NewPassword<'a> {
    /// The first time.
    pub password: &'a str,
    /// The second time.
    pub again: &'a str,
}

impl NewPassword<'_> {
    /// Whether it is taken. `own` is what others know of the person: address, names, the account's name.
    ///
    /// # Errors
    /// The reason, for the person who chose it.
    pub fn judge(&self, own: &[&str]) -> Result<(), String> {
        check(self.password, own).map_err(|weak| weak.to_string())?;
        if self.password == self.again {
            Ok(())
        } else {
            Err("The two passwords differ. Type the same one twice.".to_owned())
        }
    }
}

/// A common password, with digits and signs put around it or in place of letters, is still that password; so is one sign
/// or one short piece again and again, and a run along the keyboard.
fn is_common(password: &str) -> bool {
    let folded: Vec<char> = password.to_lowercase().chars().collect();
    let repeated =
        (1..=4).any(|piece| folded.iter().zip(folded.iter().skip(piece)).all(|(one, other)| one == other));
    let text: String = folded.iter().collect();
    let run = RUNS.iter().any(|run| {
        let back: String = run.chars().rev().collect();
        run.contains(&text) || back.contains(&text)
    });
    let core = letters(password);
    let words = COMMON.split_whitespace().any(|word| word == core || doubled(word, &core));
    repeated || run || words || core.is_empty() && folded.len() < 14
}

fn doubled(word: &str, core: &str) -> bool {
    core.strip_prefix(word).is_some_and(|rest| rest == word)
}

/// The letters of a text, signs that stand for letters among them, digits and signs at its ends left out.
fn letters(text: &str) -> String {
    let lower = text.to_lowercase();
    let core = lower.trim_matches(|letter: char| !letter.is_alphabetic() && !matches!(letter, '@' | '$'));
    core.chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .filter(|letter| letter.is_alphabetic())
        .collect()
}

/// Keys in the order in which they lie, and the letters and digits in theirs.
const RUNS: [&str; 8] = [
    "12345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujmikolp",
];

/// What people choose when they are asked to choose something.
const COMMON: &str = "password passwort passwords passwordpassword mypassword thepassword newpassword changeme \
    changemenow changeit letmein letmeinnow letmeinplease welcome welcomehome welcomeback iloveyou iloveyousomuch \
    iloveu loveyou monkey dragon football baseball basketball superman batman spiderman pokemon starwars princess \
    sunshine shadow master michael jordan jennifer charlie hunter killer trustno trustnoi trustnoone whatever freedom \
    computer internet administrator admin administration adminadmin root rootroot toor guest default system sysadmin \
    superuser supervisor manager secret secretpassword topsecret access accessgranted login loginlogin user username \
    test testtest testing testpassword tester temp temporary sample example demo demodemo demopassword qwerty \
    qwertyqwerty qwertyui qwertyuiop qwertyuiopasdf asdfgh asdfghjkl asdfasdf asdfasdfasdf zxcvbnm zxcvbn qazwsx \
    qazwsxedc abc abcabc abcdef abcdefg abcdefgh passw passwd pass passpass passphrase chocolate cheese cookie \
    summer winter spring autumn january february march april may june july august september october november december \
    monday tuesday wednesday thursday friday saturday sunday company business office sales salesteam fieldsales \
    muster mustermuster northwind contoso acme correcthorsebatterystaple liverpool arsenal chelsea manchester \
    barcelona realmadrid juventus yankees cowboys steelers eagles lakers london newyork newyorkcity california chicago \
    america france deutschland germany england ireland scotland canada australia mexico brasil argentina hello \
    helloworld hellohello hellokitty goodmorning goodluck blink blinkone matrix mustang corvette ferrari porsche \
    harley thunder lightning phoenix diamond golden silver purple orange yellow rainbow butterfly flower angel babygirl \
    loveme lovelove forever jesus jesuschrist godisgood blessed heaven family friends bestfriend michelle jessica \
    ashley amanda daniel andrew joshua matthew robert thomas william anthony nicholas alexander samantha elizabeth \
    victoria";

/// The text under which a password is kept: its hash, with a salt of its own.
///
/// # Errors
/// Where the system has no random bytes, or the hash cannot be made.
pub async fn hash(password: String) -> std::io::Result<String> {
    let salt = random::bytes::<16>()?;
    let _turn = TURNS.acquire().await.map_err(std::io::Error::other)?;
    tokio::task::spawn_blocking(move || hash_with(&password, &salt)).await?
}

fn hash_with(password: &str, salt: &[u8]) -> std::io::Result<String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash: PasswordHash| hash.to_string()).map_err(std::io::Error::other)
}

/// Whether a password is the one of a kept text. Without a kept text the same work is done, so that the time of the answer
/// does not tell whether the person exists.
///
/// # Errors
/// Where the kept text cannot be read.
pub async fn verify(password: String, kept: Option<String>) -> std::io::Result<bool> {
    let _turn = TURNS.acquire().await.map_err(std::io::Error::other)?;
    tokio::task::spawn_blocking(move || {
        let known = kept.is_some();
        let kept = kept.map_or_else(nobody, Ok)?;
        let kept = PasswordHash::new(&kept).map_err(std::io::Error::other)?;
        let right = Argon2::default().verify_password(password.as_bytes(), &kept).is_ok();
        Ok(right && known)
    })
    .await?
}

/// The hash that is worked on when there is none.
fn nobody() -> std::io::Result<String> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(made) = NOBODY.get() {
        return Ok(made.clone());
    }
    let made = hash_with("nobody has this password", b"sixteen bytes of")?;
    Ok(NOBODY.get_or_init(|| made).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 3] = ["dana.mitchell@northwind.example", "Dana Mitchell", "Northwind Field Sales"];

    #[test]
    fn what_is_tried_first_is_not_taken() {
        for common in [
            "password123",
            "P@ssw0rd!!",
            "Passw0rd2026!",
            "qwertyuiop",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "abababababab",
            "Winter2026!!",
            "iloveyou123",
            "1q2w3e4r5t6y",
            "monkeymonkey1",
            "2026-11-24",
        ] {
            assert_eq!(check(common, &OWN), Err(Weak::Common), "{common}");
        }
    }

    #[test]
    fn the_own_name_is_not_taken() {
        assert_eq!(check("Dana.Mitchell1", &OWN), Err(Weak::Own));
        assert_eq!(check("northwind field sales", &OWN), Err(Weak::Own));
    }

    #[test]
    fn length_counts_in_characters() {
        assert_eq!(check("geändert", &OWN), Err(Weak::Short));
        assert_eq!(check(&"lang und länger ".repeat(20), &OWN), Err(Weak::Long));
        for good in ["copper lantern 42", "Žluťoučký kůň", "3kd9-Fq2x-77", "the monkey likes qwerty"] {
            assert_eq!(check(good, &OWN), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_nobody_has_one() {
        let kept = hash("copper lantern 42".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert_ne!(kept, hash("copper lantern 42".into()).await.unwrap());
        assert!(verify("copper lantern 42".into(), Some(kept.clone())).await.unwrap());
        assert!(!verify("copper lantern 43".into(), Some(kept)).await.unwrap());
        assert!(!verify("nobody has this password".into(), None).await.unwrap());
    }
}
