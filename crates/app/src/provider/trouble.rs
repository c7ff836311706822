//! What can be wrong with a provider, and what an Admin reads of it.

use std::error::Error;

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{DiscoveryError, RequestTokenError, StandardErrorResponse};

use super::calls::CallError;

/// Why a provider cannot be used, or is not believed. As a text it is for the log.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The issuer is no address.
    #[error("the issuer is no address")]
    NoAddress,
    /// It may not be called, or could not be.
    #[error("the provider was not reached: {}", whole(.0))]
    Call(#[from] CallError),
    /// It answered with another status.
    #[error("the provider answered {0}")]
    Status(u16),
    /// What it says cannot be read.
    #[error("the provider cannot be understood: {0}")]
    Unreadable(String),
    /// It calls itself otherwise.
    #[error("the provider calls itself “{0}”")]
    OtherIssuer(String),
    /// It lacks something.
    #[error("the provider cannot be used: {0}")]
    Cannot(&'static str),
    /// It does not know this installation by its client id and secret.
    #[error("the provider does not take the client id and secret")]
    OtherClient,
    /// It did not take the code.
    #[error("the provider did not take the code: {0}")]
    OtherCode(String),
    /// What it says of somebody is not believed.
    #[error("what the provider says is not believed: {0}")]
    Untrusted(String),
}

/// An error with all that caused it.
fn whole(error: &CallError) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

impl Trouble {
    pub(super) fn of_discovery(error: DiscoveryError<CallError>) -> Self {
        match error {
            DiscoveryError::UrlParse(_) => Self::NoAddress,
            DiscoveryError::Request(error) => Self::Call(error),
            DiscoveryError::Response(status, ..) => Self::Status(status.as_u16()),
            DiscoveryError::Parse(error) => Self::Unreadable(error.to_string()),
            // The library gives no more than a sentence, with its name in quotes.
            DiscoveryError::Validation(text) => {
                Self::OtherIssuer(text.split('`').nth(1).unwrap_or_default().to_owned())
            }
            other => Self::Unreadable(other.to_string()),
        }
    }

    pub(super) fn of_code(
        error: RequestTokenError<CallError, StandardErrorResponse<CoreErrorResponseType>>,
    ) -> Self {
        match error {
            RequestTokenError::ServerResponse(said)
                if *said.error() == CoreErrorResponseType::InvalidClient =>
            {
                Self::OtherClient
            }
            RequestTokenError::ServerResponse(said) => Self::OtherCode(said.error().to_string()),
            RequestTokenError::Request(error) => Self::Call(error),
            RequestTokenError::Parse(error, _) => Self::Unreadable(error.to_string()),
            RequestTokenError::Other(text) => Self::Unreadable(text),
        }
    }

    /// What is the matter and what to do, for the Admin who connects it.
    pub fn advice(&self) -> String {
        match self {
            Self::NoAddress => {
                "The issuer is no address. It looks like https://login.example.com.".to_owned()
            }
            Self::Call(CallError::Address(address)) => format!(
                "“{address}” is not called: the addresses of a provider begin with https://. Copy the issuer from your provider."
            ),
            Self::Call(CallError::Inside(host)) => format!(
                "{host} is not on the public Internet. Whoever runs this installation can allow providers in its own network."
            ),
            Self::Call(CallError::Failed(error)) if error.is_timeout() => {
                "The provider did not answer within 10 seconds. Check the issuer, and whether this installation may call out."
                    .to_owned()
            }
            Self::Call(CallError::Failed(error)) if error.is_connect() => {
                "The provider cannot be reached: there is no such name, nobody answers, or its certificate is not good. \
                 Check the issuer, and whether this installation may call out."
                    .to_owned()
            }
            Self::Call(_) | Self::Unreadable(_) => {
                "What answers there is no OpenID Connect provider. Check the issuer.".to_owned()
            }
            Self::Status(status) => format!(
                "The provider does not describe itself there: it answers {status} for .well-known/openid-configuration. \
                 Check the issuer."
            ),
            Self::OtherIssuer(name) => format!(
                "The provider calls itself “{name}”. Type the issuer exactly so, with or without a slash at its end."
            ),
            Self::Cannot(why) => format!("The provider cannot be used: {why}."),
            Self::OtherClient => {
                "The provider does not take the client ID and secret. Copy both again; a secret may have lapsed.".to_owned()
            }
            Self::OtherCode(_) | Self::Untrusted(_) => {
                "What the provider says is not believed. Whoever runs this installation finds the reason in its log."
                    .to_owned()
            }
        }
    }
}
