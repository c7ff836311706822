//! Passkeys: what a browser is asked for, and whether what it answers is good. Nothing is kept here: the caller keeps the
//! state of a question in the session, and the keys in the database.
//!
//! A passkey belongs to a name: that of the public address. Where people reach Muster by a number, or without https,
//! browsers make none, and no page offers one. The library asks the system itself for the time and for random bytes; a
//! question holds for five minutes.

use std::net::IpAddr;

use axum::http::Uri;
use serde_json::Value;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::AuthenticationVerificationOptions;
use webauthn_rp::request::register::{
    CredProtect, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle,
};
use webauthn_rp::request::{AsciiDomain, PublicKeyCredentialDescriptor, RpId};
use webauthn_rp::response::register::{CompressedPubKey, DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
};

use crate::config::PublicUrl;

/// How many bytes name a person to an authenticator.
const HANDLE: usize = 32;

type Key = CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>;

/// Why an answer of a browser is not good, for the log.
#[derive(Debug, thiserror::Error)]
#[error("a passkey was not taken: {0}")]
pub struct NotTaken(String);

impl NotTaken {
    fn of(error: impl std::fmt::Debug) -> Self {
        Self(format!("{error:?}"))
    }
}

/// The name that passkeys of this installation belong to.
#[derive(Clone, Debug)]
pub struct RelyingParty {
    id: RpId,
    origin: String,
}

/// A question to a browser.
#[derive(Debug)]
pub struct Question {
    /// What goes to the browser.
    pub options: Value,
    /// What stays here until it answers.
    pub state: Vec<u8>,
}

/// Whom a new passkey is for.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// What the authenticator knows the person by.
    pub handle: [u8; HANDLE],
    /// The address that the person signs in with, which browsers show.
    pub email: &'a str,
    /// The person's name.
    pub name: &'a str,
}

/// A new passkey, as the database keeps it.
#[derive(Clone, Debug)]
pub struct Made {
    /// How the authenticator calls it.
    pub credential: Vec<u8>,
    /// The public key.
    pub public_key: Vec<u8>,
    /// What changes when it is used.
    pub state: Vec<u8>,
}

/// An answer that says by which passkey somebody signs in. Whether it is good, [`RelyingParty::check`] finds out.
#[derive(Debug)]
pub struct Claim(DiscoverableAuthentication<HANDLE>);

impl Claim {
    /// Reads the answer of a browser.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(answer: &[u8]) -> Result<Self, NotTaken> {
        DiscoverableAuthentication::from_json_relaxed(answer).map(Self).map_err(NotTaken::of)
    }

    /// How the authenticator calls the passkey.
    pub fn credential(&self) -> Vec<u8> {
        self.0.raw_id().as_ref().to_vec()
    }
}

impl RelyingParty {
    /// The name of a public address, where it has one that browsers make passkeys for.
    pub fn of(public: &PublicUrl) -> Option<Self> {
        let uri: Uri = public.as_str().parse().ok()?;
        let host = uri.host()?;
        let is_number = host.starts_with('[') || host.parse::<IpAddr>().is_ok();
        if is_number || !(public.is_https() || host == "localhost") {
            return None;
        }
        let usual = if public.is_https() { ":443" } else { ":80" };
        let origin = public.as_str();
        Some(Self {
            id: RpId::Domain(AsciiDomain::try_from(host.to_ascii_lowercase()).ok()?),
            origin: origin.strip_suffix(usual).unwrap_or(origin).to_ascii_lowercase(),
        })
    }

    /// Asks for a new passkey; `known` are those the person has, so that none is made twice in one authenticator.
    ///
    /// # Errors
    /// Where the library does not take the question.
    pub fn ask_new(&self, holder: &Holder<'_>, known: Vec<Vec<u8>>) -> Result<Question, NotTaken> {
        let Ok(handle) = UserHandle::<HANDLE>::decode(holder.handle);
        let entity = PublicKeyCredentialUserEntity {
            name: holder.email.try_into().map_err(NotTaken::of)?,
            id: &handle,
            display_name: holder.name.try_into().ok(),
        };
        let known = known.into_iter().map(descriptor).collect::<Result<Vec<_>, _>>()?;
        let mut asked = PublicKeyCredentialCreationOptions::passkey(&self.id, entity, known);
        // Not every authenticator knows it, and each use asks for the person to be verified anyway.
        asked.extensions.cred_protect = CredProtect::None;
        let (server, client) = asked.start_ceremony().map_err(NotTaken::of)?;
        let mut options = serde_json::to_value(&client).map_err(NotTaken::of)?;
        if let Some(party) = options.get_mut("rp").and_then(Value::as_object_mut) {
            party.insert("name".to_owned(), "Muster".into());
        }
        Ok(Question { options, state: server.encode().map_err(NotTaken::of)? })
    }

    /// Takes the new passkey of an answer.
    ///
    /// # Errors
    /// Where it does not answer the question of this state.
    pub fn take_new(&self, state: &[u8], answer: &[u8]) -> Result<Made, NotTaken> {
        let asked = RegistrationServerState::<HANDLE>::decode(state).map_err(NotTaken::of)?;
        let answer = Registration::from_json_relaxed(answer).map_err(NotTaken::of)?;
        let origins = [self.origin.as_str()];
        let options = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = asked.verify(&self.id, &answer, &options).map_err(NotTaken::of)?;
        let Ok(public_key) = made.static_state().encode();
        let Ok(state) = made.dynamic_state().encode();
        Ok(Made { credential: made.id().as_ref().to_vec(), public_key, state: state.to_vec() })
    }

    /// Asks whoever is there to sign in by any passkey of this name.
    ///
    /// # Errors
    /// Where the library does not take the question.
    pub fn ask(&self) -> Result<Question, NotTaken> {
        let asked = DiscoverableCredentialRequestOptions::passkey(&self.id);
        let (server, client) = asked.start_ceremony().map_err(NotTaken::of)?;
        Ok(Question {
            options: serde_json::to_value(&client).map_err(NotTaken::of)?,
            state: server.encode().map_err(NotTaken::of)?,
        })
    }

    /// Checks a claim against the passkey that it names, of the person with a handle; gives what changed of the passkey.
    ///
    /// # Errors
    /// Where it does not answer the question of this state, or was not made with this passkey by this person.
    pub fn check(
        &self,
        state: &[u8],
        claim: &Claim,
        handle: [u8; HANDLE],
        (public_key, kept): (&[u8], &[u8]),
    ) -> Result<Vec<u8>, NotTaken> {
        let asked = DiscoverableAuthenticationServerState::decode(state).map_err(NotTaken::of)?;
        let Ok(handle) = UserHandle::<HANDLE>::decode(handle);
        let key = StaticState::<Key>::decode(public_key).map_err(NotTaken::of)?;
        let kept = DynamicState::decode(kept.try_into().map_err(NotTaken::of)?).map_err(NotTaken::of)?;
        let mut known =
            AuthenticatedCredential::new(claim.0.raw_id(), &handle, key, kept).map_err(NotTaken::of)?;
        let origins = [self.origin.as_str()];
        let options = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        asked.verify(&self.id, &claim.0, &mut known, &options).map_err(NotTaken::of)?;
        let Ok(state) = known.dynamic_state().encode();
        Ok(state.to_vec())
    }
}

/// A passkey that the person has; by which way the authenticator is reached, the browser finds out.
fn descriptor(credential: Vec<u8>) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>, NotTaken> {
    let id = CredentialId::<Vec<u8>>::decode(credential).map_err(NotTaken::of)?;
    let transports = AuthTransports::decode(0).map_err(NotTaken::of)?;
    Ok(PublicKeyCredentialDescriptor { id, transports })
}

#[cfg(test)]
mod tests {
    use super::RelyingParty;

    #[test]
    fn passkeys_belong_to_a_name_over_https_and_to_localhost() {
        let origin = |url: &str| RelyingParty::of(&url.parse().unwrap()).map(|party| party.origin);
        assert_eq!(origin("https://Muster.example.com:443").unwrap(), "https://muster.example.com");
        assert_eq!(origin("https://muster.example.com:8443").unwrap(), "https://muster.example.com:8443");
        assert_eq!(origin("http://localhost:8080").unwrap(), "http://localhost:8080");
        for none in ["http://127.0.0.1:8080", "https://[::1]:8443", "http://muster.example.com"] {
            assert!(origin(none).is_none(), "{none}");
        }
    }
}
