//! The installation key and the tokens and codes made from it.
//!
//! The database keeps a fingerprint of the key, so that a server with another key is refused instead of sending links
//! that nobody can open. Tokens themselves are never stored: only their SHA-256; of codes nothing is. What has to be read
//! again, the secrets of providers, is sealed.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::db::{Conn, Db, Wait};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CodeId, InviteId, LinkId, UserId};
use crate::sql::sql;

/// Fewer characters than this are no key.
const SHORTEST: usize = 32;

/// The secret of the installation. It signs invite links; whoever has it can make them.
#[derive(Clone)]
pub struct InstallationKey {
    mac: Hmac<Sha256>,
}

impl fmt::Debug for InstallationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InstallationKey")
    }
}

impl InstallationKey {
    /// Reads the key from the value of a setting or the bytes of a file: at least 32 characters, blanks around them
    /// ignored. `None` for anything shorter.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = bytes.trim_ascii();
        (text.len() >= SHORTEST).then(|| {
            // Any length goes in; the hash makes it the block that the algorithm wants.
            let digest = Sha256::digest(text);
            let mut block = [0; 64];
            for (to, from) in block.iter_mut().zip(digest) {
                *to = from;
            }
            Self { mac: Hmac::new(&block.into()) }
        })
    }

    /// The text of a new key, to be written to a file, from 32 random bytes.
    pub fn text_of(random: &[u8; 32]) -> String {
        hex(random)
    }

    /// The token of an invite; the same for the same invite and generation.
    pub fn invite_token(&self, invite: InviteId, generation: i64) -> Token {
        let mac = self.sign(b"invite", &[invite.0, generation]);
        Token(base64url(&mac))
    }

    /// The token of a one-time link; the same each time it is asked for.
    pub fn link_token(&self, link: LinkId) -> Token {
        Token(base64url(&self.sign(b"link", &[link.0])))
    }

    /// The six digits of a code; the same each time they are asked for.
    pub fn code(&self, code: CodeId) -> String {
        let bytes = self.sign(b"code", &[code.0]);
        let number = bytes.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        // Of 2^64 numbers a million hardly differ in how often they come.
        format!("{:06}", number % 1_000_000)
    }

    /// What a person's authenticators know the person by. It tells nothing about them.
    pub fn user_handle(&self, account: AccountId, user: UserId) -> [u8; 32] {
        self.sign(b"user handle", &[account.0, user.0])
    }

    /// Seals a secret that has to be read again, for the account it belongs to: nonce, ciphertext and tag in one. It opens
    /// for that account only. `nonce` is random; AES-256-GCM bears some billions of them under one key.
    ///
    /// The cipher is that of aws-lc-rs, which TLS brings into the program anyway.
    pub fn seal(&self, account: AccountId, secret: &str, nonce: [u8; NONCE_LEN]) -> Result<Vec<u8>> {
        let mut sealed = secret.as_bytes().to_vec();
        let (key, about) = (self.sealing_key()?, account.0.to_be_bytes());
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about), &mut sealed)
            .map_err(|_| unsealed())?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what [`Self::seal`] sealed for the account; anything else is [`Error::Damaged`].
    pub fn open(&self, account: AccountId, sealed: &[u8]) -> Result<String> {
        let (nonce, secret) = sealed.split_first_chunk::<NONCE_LEN>().ok_or_else(unsealed)?;
        let mut secret = secret.to_vec();
        let (key, about) = (self.sealing_key()?, account.0.to_be_bytes());
        let secret = key
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(about), &mut secret)
            .map_err(|_| unsealed())?;
        String::from_utf8(secret.to_vec()).map_err(|_| unsealed())
    }

    fn sealing_key(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&AES_256_GCM, &self.sign(b"seal", &[])).map_err(|_| unsealed())?;
        Ok(LessSafeKey::new(key))
    }

    /// What a payment service knows this installation by, so that two that share an account there keep apart. It tells
    /// nothing about the key.
    pub fn name(&self) -> String {
        hex(self.sign(b"name", &[]).get(..6).unwrap_or_default())
    }

    /// What the database keeps to recognise the key.
    fn fingerprint(&self) -> String {
        hex(&self.sign(b"fingerprint", &[]))
    }

    fn sign(&self, purpose: &[u8], numbers: &[i64]) -> [u8; 32] {
        let mut mac = self.mac.clone();
        mac.update(purpose);
        for number in numbers {
            mac.update(&number.to_be_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

fn unsealed() -> Error {
    Error::Damaged("a sealed secret".to_owned())
}

/// The secret part of a link: 43 characters that can stand in an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A token of 32 random bytes.
    pub fn random(random: &[u8; 32]) -> Self {
        Self(base64url(random))
    }

    /// A token that somebody came with; nothing is checked, an unknown one finds nothing.
    pub fn from_link(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text for the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it and looks it up by.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl Db {
    /// Remembers the fingerprint of the key the first time, and afterwards refuses any other key with
    /// [`Error::OtherKey`].
    pub async fn claim_key(&self, key: &InstallationKey) -> Result<()> {
        let fingerprint = key.fingerprint();
        let mut view = self.view().await?;
        if let Some(known) = known_fingerprint(&mut view).await? {
            return same(&known, &fingerprint);
        }
        drop(view);
        let mut tx = self.begin(Wait::Long).await?;
        sql("INSERT INTO meta (name, value) VALUES ('key_fingerprint', $1) ON CONFLICT (name) DO NOTHING")
            .bind(&fingerprint)
            .run(&mut tx)
            .await?;
        let known = known_fingerprint(&mut tx).await?.unwrap_or_default();
        same(&known, &fingerprint)?;
        tx.commit().await
    }
}

async fn known_fingerprint(conn: &mut Conn) -> Result<Option<String>> {
    sql("SELECT value FROM meta WHERE name = 'key_fingerprint'").first(conn, |row| row.get("value")).await
}

fn same(known: &str, fingerprint: &str) -> Result<()> {
    if bool::from(known.as_bytes().ct_eq(fingerprint.as_bytes())) { Ok(()) } else { Err(Error::OtherKey) }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Base64 of RFC 4648 section 5, without padding.
fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut word = 0_u32;
        for at in 0..3 {
            word = word << 8 | u32::from(chunk.get(at).copied().unwrap_or(0));
        }
        for sextet in 0..=chunk.len() {
            let at = word >> (18 - 6 * sextet) & 63;
            text.push(ALPHABET.get(at as usize).map_or('A', |letter| char::from(*letter)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc_without_padding() {
        let known =
            [("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("\u{7f}~?>", "f34_Pg")];
        for (bytes, text) in known {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xff; 32]).len(), 43);
    }

    #[test]
    fn a_key_of_fewer_than_32_characters_is_refused() {
        assert!(InstallationKey::read(b"  0123456789012345678901234567890  ").is_none());
        assert!(InstallationKey::read(b"01234567890123456789012345678901\n").is_some());
    }

    #[test]
    fn a_token_depends_on_key_invite_and_generation_and_on_nothing_else() {
        let key = |text: &[u8]| InstallationKey::read(text).unwrap();
        let (one, other) = (key(&[b'a'; 32]), key(&[b'b'; 32]));
        let token = one.invite_token(InviteId(7), 1);
        assert_eq!(token, one.invite_token(InviteId(7), 1));
        assert_ne!(token, one.invite_token(InviteId(8), 1));
        assert_ne!(token, one.invite_token(InviteId(7), 2));
        assert_ne!(token, other.invite_token(InviteId(7), 1));
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert_eq!(format!("{one:?} {token:?}"), "InstallationKey Token");
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_for_its_account_and_whole_only() {
        let key = |letter| InstallationKey::read(&[letter; 32]).unwrap();
        let sealed = key(b'a').seal(AccountId(7), "a secret", [3; 12]).unwrap();
        assert_eq!(key(b'a').open(AccountId(7), &sealed).unwrap(), "a secret");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_ne!(sealed, key(b'a').seal(AccountId(7), "a secret", [4; 12]).unwrap());
        assert!(key(b'b').open(AccountId(7), &sealed).is_err(), "another key");
        assert!(key(b'a').open(AccountId(8), &sealed).is_err(), "another account");
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert!(key(b'a').open(AccountId(7), &bent).is_err(), "byte {at}");
        }
        assert!(key(b'a').open(AccountId(7), b"short").is_err());
    }
}
