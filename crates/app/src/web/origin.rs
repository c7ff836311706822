//! Changes are taken only from pages of this panel.
//!
//! A browser says with `Sec-Fetch-Site` where a request was made. One that does not is asked for its `Origin`, whose host
//! has to be the one it calls. A caller that says neither is no browser, and has no session to abuse: it must carry a
//! bearer token.

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Error;

/// Refuses a request that would change something and comes from another site.
pub async fn check(request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_ours(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        Error::OtherSite.into_response()
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_ours(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    if let Some(origin) = text(header::ORIGIN.as_str()) {
        let host = uri.authority().map(Authority::as_str).or_else(|| text(header::HOST.as_str()));
        let origin = origin.split_once("://").map(|(_, host)| host);
        return origin.is_some_and(|origin| host.is_some_and(|host| host.eq_ignore_ascii_case(origin)));
    }
    text(header::AUTHORIZATION.as_str())
        .and_then(|value| value.split_once(' '))
        .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

    use super::is_ours;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let headers: HeaderMap = pairs.iter().map(header).collect();
        is_ours(&headers, &Uri::from_static("/users"))
    }

    #[test]
    fn the_browser_says_where_the_request_was_made() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("authorization", "Bearer x")]));
    }

    #[test]
    fn without_that_the_origin_has_to_be_the_host() {
        assert!(ours(&[("origin", "https://muster.example"), ("host", "muster.example")]));
        assert!(!ours(&[("origin", "https://muster.example:8443"), ("host", "muster.example")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "muster.example")]));
        assert!(!ours(&[("origin", "null"), ("host", "muster.example")]));
        assert!(!ours(&[("origin", "https://muster.example")]));
    }

    #[test]
    fn a_caller_that_says_nothing_needs_a_bearer_token() {
        assert!(ours(&[("authorization", "Bearer abc")]));
        assert!(!ours(&[("authorization", "Basic abc")]));
        assert!(!ours(&[("host", "muster.example")]));
    }
}
