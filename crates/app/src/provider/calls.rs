//! Calls to a provider: over https, to the outside, not for long, not for much, and never on to where an answer points.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Response;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::Url;

use super::outward::{Inside, OutwardNames, inside, is_public};

/// An answer of a provider is some kilobytes.
const MOST: usize = 512 * 1024;
/// No provider takes longer for an answer as a whole.
pub const LONGEST: Duration = Duration::from_secs(10);

/// Why a call was not answered.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// It was not made: the address is not one of https.
    #[error("{0} is not called: it is not reached over https")]
    Address(String),
    /// It was not made: the address is of a network that providers are not called in.
    #[error("{0} is not called: it is not on the public Internet")]
    Inside(String),
    /// It failed on the way.
    #[error("the call failed")]
    Failed(#[source] reqwest::Error),
    /// The answer is larger than any of a provider.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer could not be put together.
    #[error("the answer cannot be read")]
    Unreadable(#[from] axum::http::Error),
}

impl From<reqwest::Error> for CallError {
    fn from(error: reqwest::Error) -> Self {
        match inside(&error) {
            Some(Inside(name)) => Self::Inside(name.clone()),
            None => Self::Failed(error),
        }
    }
}

/// Where providers may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On the public Internet.
    Outside,
    /// In the network of the installation too, and on its own machine even without https.
    Everywhere,
}

/// Somebody who calls providers.
#[derive(Clone, Debug)]
pub struct Calls {
    client: reqwest::Client,
    reach: Reach,
}

impl Calls {
    /// Calls that go so far, and take so long at most.
    ///
    /// # Errors
    /// Where the system offers no TLS.
    pub fn new(reach: Reach, longest: Duration) -> Result<Self, CallError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(longest / 2)
            .timeout(longest)
            .user_agent(concat!("Muster/", env!("CARGO_PKG_VERSION")));
        let client = match reach {
            // A proxy would look names up by itself, behind the back of ours.
            Reach::Outside => client.https_only(true).no_proxy().dns_resolver(Arc::new(OutwardNames)),
            Reach::Everywhere => client,
        };
        Ok(Self { client: client.build()?, reach })
    }

    /// Whether an address may be called, or a browser be sent there. Where a name leads is seen only when it is called.
    ///
    /// # Errors
    /// Where it may not.
    pub fn check(&self, address: &str) -> Result<(), CallError> {
        let refused = || CallError::Address(address.to_owned());
        let url = Url::parse(address).map_err(|_| refused())?;
        let host = url.host_str().ok_or_else(refused)?;
        let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
        let is_here = host == "localhost" || number.is_some_and(|number| number.is_loopback());
        match (url.scheme(), self.reach) {
            ("https", Reach::Outside) if number.is_some_and(|number| !is_public(number)) => {
                Err(CallError::Inside(host.to_owned()))
            }
            ("https", _) => Ok(()),
            ("http", Reach::Everywhere) if is_here => Ok(()),
            _ => Err(refused()),
        }
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, CallError> {
        self.check(&request.uri().to_string())?;
        let mut response = self.client.execute(reqwest::Request::try_from(request)?).await?;
        let mut answer = Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > MOST {
                return Err(CallError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(answer.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Calls {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}

#[cfg(test)]
mod tests {
    use super::{Calls, LONGEST, Reach};

    #[test]
    fn providers_are_called_over_https_outside_and_elsewhere_where_that_is_allowed() {
        let calls = |reach| Calls::new(reach, LONGEST).unwrap();
        let (outside, everywhere) = (calls(Reach::Outside), calls(Reach::Everywhere));
        assert!(outside.check("https://id.example/x").is_ok());
        for here in ["http://127.0.0.1:9400", "http://localhost:1/x", "http://[::1]:7"] {
            assert!(everywhere.check(here).is_ok() && outside.check(here).is_err(), "{here}");
        }
        for inside in [
            "https://10.0.0.1",
            "https://169.254.169.254/latest",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]:8443/x",
        ] {
            assert!(everywhere.check(inside).is_ok() && outside.check(inside).is_err(), "{inside}");
        }
        for never in [
            "http://id.example",
            "http://10.0.0.1",
            "http://localhost.evil.example",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "id.example",
            "",
            "http://169.254.169.254/",
        ] {
            assert!(everywhere.check(never).is_err(), "{never}");
        }
    }
}
