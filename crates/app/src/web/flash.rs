//! What just happened, carried over a redirect in a cookie: saying it costs no write to the database, and a page that
//! shows it takes it away.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::headers::Https;
use super::request::Htmx;
use super::session::cookie_name;
use crate::pages::ui::Toast;

const NAME: &str = "muster-toast";

/// A redirect, or another answer, with one line that the next page says.
#[derive(Debug)]
pub struct Saying<R>(pub R, pub String);

/// The line, on its way to the layer that knows how cookies are named.
#[derive(Clone)]
struct Line(String);

impl<R: IntoResponse> IntoResponse for Saying<R> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(Line(self.1));
        response
    }
}

/// Writes the cookie where an answer says something, and takes it away where a page has said it.
pub async fn carry(State(https): State<Https>, request: Request, next: Next) -> Response {
    let said = read(request.headers()).is_some() && !Htmx::of(request.headers()).0;
    let mut response = next.run(request).await;
    let cookie = match response.extensions_mut().remove::<Line>() {
        Some(Line(text)) => Some(cookie(https, &encode(&text), 60)),
        None if said && response.status().is_success() => Some(cookie(https, "", 0)),
        None => None,
    };
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn cookie(Https(https): Https, value: &str, seconds: u32) -> String {
    let name = cookie_name(NAME, https);
    let secure = if https { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The line that a request carries.
pub fn read(headers: &HeaderMap) -> Option<Toast> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == NAME || *name == "__Host-muster-toast")?;
    decode(value).filter(|text| !text.is_empty()).map(Toast::good)
}

fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().take(600).fold(String::new(), |mut encoded, byte| {
        let _ = write!(encoded, "{byte:02x}");
        encoded
    })
}

fn decode(value: &str) -> Option<String> {
    let digits = value.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    Some(String::from_utf8_lossy(&bytes?).into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{encode, read};

    fn said(cookie: &str) -> Option<String> {
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).unwrap())]);
        read(&headers).map(|toast| toast.text)
    }

    #[test]
    fn a_line_comes_back_as_it_was() {
        let text = "“übung; v2.csv” is discarded.";
        assert_eq!(said(&format!("a=b; muster-toast={}", encode(text))).as_deref(), Some(text));
        assert_eq!(said(&format!("__Host-muster-toast={}", encode(text))).as_deref(), Some(text));
    }

    #[test]
    fn anything_else_says_nothing() {
        for cookie in ["a=b", "muster-toast=", "muster-toast=zz", "muster-toast=é"] {
            assert_eq!(said(cookie), None, "{cookie}");
        }
    }
}
