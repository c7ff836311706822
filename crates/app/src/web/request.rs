//! What is known of a request before anybody looks at it: its id, and whether htmx made it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Request};
use std::convert::Infallible;
use tower_http::request_id::{MakeRequestId, RequestId};

use crate::random;

/// Names each request by random letters, for the log and for the page that has to show it.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomId;

impl MakeRequestId for RandomId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let id = random::hex(&random::bytes::<8>().ok()?);
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// The id of a request, as the log and the page show it.
pub fn id_of<B>(request: &Request<B>) -> String {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    id.unwrap_or_default().to_owned()
}

/// Whether htmx asks for a part of a page. Coming back through the history asks for a whole page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Htmx(pub bool);

impl Htmx {
    /// Reads it off the headers.
    pub fn of(headers: &HeaderMap) -> Self {
        Self(headers.contains_key("hx-request") && !headers.contains_key("hx-history-restore-request"))
    }
}

impl<S: Sync> FromRequestParts<S> for Htmx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// The way back after signing in: a path of this panel, never another site.
pub fn safe_path(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    (inside && path.bytes().all(|byte| byte.is_ascii_graphic())).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn the_way_back_stays_inside() {
        assert_eq!(safe_path("/imports/7/fix?show=all"), Some("/imports/7/fix?show=all"));
        for outside in
            ["https://evil.example", "//evil.example", "/\\evil.example", "", "users", "/a\nb", "/\tx"]
        {
            assert_eq!(safe_path(outside), None, "{outside}");
        }
    }
}
