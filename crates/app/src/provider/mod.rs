//! The provider of a company that its people sign in at, by OpenID Connect: finding out about it, sending somebody there,
//! and judging what it says of them. Nothing is kept here: the caller keeps the question in the session.
//!
//! What a provider describes of itself is fetched each time, so that keys it changes hold at once. Start at
//! [`Provider::discover`].

mod calls;
mod outward;
mod trouble;
mod vouched;

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, LoginHint, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};

pub use calls::{CallError, Calls, LONGEST, Reach};
pub use trouble::Trouble;
use vouched::More;
pub use vouched::Vouched;

use crate::random;

type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The library's client with the further claims that we read, for a provider that has a place to redeem codes.
type Asking = Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointMaybeSet,
>;

/// Signatures by a key that the provider keeps to itself. Those by a shared secret say less, and `none` says nothing.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Clocks differ by so much.
const LEEWAY: std::time::Duration = std::time::Duration::from_mins(1);

/// How this installation is known to a provider.
#[derive(Clone)]
pub struct Registration {
    /// What the provider calls itself.
    pub issuer: String,
    /// What it calls this installation.
    pub client_id: String,
    /// The secret that both know.
    pub secret: String,
    /// Where people come back to.
    pub back: String,
}

/// What one sign-in is recognised by. It stays in the session; the provider sees it only as far as it has to.
#[derive(Clone, Serialize, Deserialize)]
pub struct Question {
    /// Comes back with the person.
    pub state: String,
    nonce: String,
    verifier: String,
}

impl Question {
    /// A question that nobody can guess.
    ///
    /// # Errors
    /// Where the system has no random bytes.
    pub fn new() -> std::io::Result<Self> {
        let secret = || random::bytes::<32>().map(|bytes| random::hex(&bytes));
        Ok(Self { state: secret()?, nonce: secret()?, verifier: secret()? })
    }
}

/// A provider that has described itself.
#[derive(Debug)]
pub struct Provider {
    client: Asking,
}

impl Provider {
    /// Asks the provider to describe itself, and fetches its keys.
    ///
    /// # Errors
    /// Where it cannot be reached, describes another one, or cannot do what is needed.
    pub async fn discover(calls: &Calls, registration: &Registration) -> Result<Self, Trouble> {
        let issuer = IssuerUrl::new(registration.issuer.clone()).map_err(|_| Trouble::NoAddress)?;
        calls.check(issuer.url().as_str())?;
        let found =
            CoreProviderMetadata::discover_async(issuer, calls).await.map_err(Trouble::of_discovery)?;
        calls.check(found.authorization_endpoint().url().as_str())?;
        let redeem = found.token_endpoint().cloned().ok_or(Trouble::Cannot("codes are redeemed nowhere"))?;
        if found.jwks().keys().is_empty() {
            return Err(Trouble::Cannot("it has no keys to sign with"));
        }
        if !found.id_token_signing_alg_values_supported().iter().any(|one| SIGNATURES.contains(one)) {
            return Err(Trouble::Cannot("it signs in no way that can be trusted"));
        }
        let back = RedirectUrl::new(registration.back.clone()).map_err(|_| Trouble::NoAddress)?;
        let secret = ClientSecret::new(registration.secret.clone());
        let client = Client::from_provider_metadata(
            found,
            ClientId::new(registration.client_id.clone()),
            Some(secret),
        );
        Ok(Self { client: client.set_redirect_uri(back).set_token_uri(redeem) })
    }

    /// Where to send the browser.
    pub fn ask(&self, question: &Question, who: Option<&str>) -> String {
        let (state, nonce) = (question.state.clone(), question.nonce.clone());
        let verifier = PkceCodeVerifier::new(question.verifier.clone());
        let mut asked = self
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(who) = who {
            asked = asked.set_login_hint(LoginHint::new(who.to_owned()));
        }
        asked.url().0.into()
    }

    /// Redeems the code that somebody came back with, and judges what the provider says of them: signed by one of its keys,
    /// by this provider, for this installation, as the answer to this question, and not too long ago.
    ///
    /// # Errors
    /// Where any of that is not so.
    pub async fn redeem(
        &self,
        calls: &Calls,
        code: String,
        question: Question,
        now: Timestamp,
    ) -> Result<Vouched, Trouble> {
        let answer = self
            .client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(question.verifier))
            .request_async(calls)
            .await
            .map_err(Trouble::of_code)?;
        let token = answer.id_token().ok_or(Trouble::Untrusted("there is no ID token".to_owned()))?;
        let seconds = std::time::Duration::from_secs(now.as_second().unsigned_abs());
        let then = (std::time::UNIX_EPOCH + seconds).checked_sub(LEEWAY).unwrap_or(std::time::UNIX_EPOCH);
        let verifier =
            self.client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || then.into());
        let claims = token
            .claims(&verifier, &Nonce::new(question.nonce))
            .map_err(|error| Trouble::Untrusted(error.to_string()))?;
        Ok(Vouched::of(claims))
    }
}
