//! Calls to a provider: over https, not for long, not for much, and never on to where an answer points.

use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use axum::http::{Response, Uri};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// An answer of a provider is some kilobytes.
const MOST: usize = 512 * 1024;
const LONGEST: Duration = Duration::from_secs(10);

/// Why a call was not answered.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// It was not made.
    #[error("{0} is not called: it is not reached over https")]
    Address(String),
    /// It failed on the way.
    #[error("the call failed")]
    Failed(#[from] reqwest::Error),
    /// The answer is larger than any of a provider.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer could not be put together.
    #[error("the answer cannot be read")]
    Unreadable(#[from] axum::http::Error),
}

/// Somebody who calls providers.
#[derive(Clone, Debug)]
pub struct Calls {
    client: reqwest::Client,
    /// Whether a provider on this machine may be called without https: to try things out.
    on_this_machine: bool,
}

impl Calls {
    /// Calls over https only, or also without on this machine.
    ///
    /// # Errors
    /// Where the system offers no TLS.
    pub fn new(on_this_machine: bool) -> Result<Self, CallError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(LONGEST / 2)
            .timeout(LONGEST)
            .https_only(!on_this_machine)
            .user_agent(concat!("muster/", env!("CARGO_PKG_VERSION")));
        // What is on this machine is not reached through a proxy.
        let client = if on_this_machine { client.no_proxy() } else { client };
        Ok(Self { client: client.build()?, on_this_machine })
    }

    /// Whether an address may be called, or a browser be sent there.
    ///
    /// # Errors
    /// Where it may not.
    pub fn check(&self, address: &str) -> Result<(), CallError> {
        let uri: Option<Uri> = address.parse().ok();
        let is_good = uri.is_some_and(|uri| match uri.scheme_str() {
            Some("https") => uri.host().is_some(),
            Some("http") => self.on_this_machine && uri.host().is_some_and(is_here),
            _ => false,
        });
        if is_good { Ok(()) } else { Err(CallError::Address(address.to_owned())) }
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

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || number.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
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
    use super::Calls;

    #[test]
    fn providers_are_called_over_https_or_on_this_machine_where_that_is_allowed() {
        let (strict, trying) = (Calls::new(false).unwrap(), Calls::new(true).unwrap());
        assert!(strict.check("https://id.example/x").is_ok());
        for local in ["http://127.0.0.1:9400", "http://localhost:1/x", "http://[::1]:7"] {
            assert!(trying.check(local).is_ok() && strict.check(local).is_err(), "{local}");
        }
        for never in [
            "http://id.example",
            "http://10.0.0.1",
            "http://localhost.evil.example",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "",
            "http://169.254.169.254/",
        ] {
            assert!(trying.check(never).is_err(), "{never}");
        }
    }
}
