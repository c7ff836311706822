//! Draws errors: a page for browsers, a toast for htmx; the causes are logged once, with the id that the page shows.

use std::error::Error as _;
use std::fmt::Write as _;
use std::sync::Arc;

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::request::{self, Htmx};
use crate::error::{Error, Face};
use crate::pages::address::Address;
use crate::pages::errors::ErrorPage;
use crate::pages::ui::{Link, Toast};

/// A toast and nothing else, for a request whose answer has no place on the page.
#[derive(Template)]
#[template(
    source = r##"<hx-partial hx-target="#toasts" hx-swap="innerHTML">{{ toast }}</hx-partial>"##,
    ext = "html"
)]
struct OnlyToast {
    toast: Toast,
}

/// What is remembered of a request until its answer is there.
struct Asked {
    id: String,
    htmx: bool,
    /// Where to come back to after signing in.
    back: Option<String>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let htmx = Htmx::of(request.headers()).0;
        Self {
            id: request::id_of(request),
            htmx,
            back: back(request.method(), request.uri(), request.headers(), htmx),
        }
    }
}

/// The page that was asked for; for a part of a page, the page it is on.
fn back(method: &Method, uri: &Uri, headers: &HeaderMap, htmx: bool) -> Option<String> {
    let path = if htmx {
        let page = headers.get("hx-current-url")?.to_str().ok()?.parse::<Uri>().ok()?;
        page.path_and_query()?.to_string()
    } else if method == Method::GET {
        uri.path_and_query()?.to_string()
    } else {
        return None;
    };
    request::safe_path(&path).filter(|path| *path != "/").map(str::to_owned)
}

/// Draws what handlers and the framework only named.
pub async fn draw(request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<Arc<Error>>() {
        return answer(&asked, &error);
    }
    match bare(&response) {
        Some(error) => answer(&asked, &error),
        None => response,
    }
}

/// The framework answers an error with a status and at most a line of plain text.
fn bare(response: &Response) -> Option<Error> {
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    if kind.starts_with(b"text/html") || kind.starts_with(b"application/json") {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(Error::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Error::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::TooLarge),
        status if status.is_client_error() => Some(Error::Unreadable(status.to_string())),
        status if status.is_server_error() => {
            Some(Error::failed(format!("an answer without a page: {status}")))
        }
        _ => None,
    }
}

fn answer(asked: &Asked, error: &Error) -> Response {
    log(asked, error);
    if matches!(error, Error::SignedOut) {
        return to_sign_in(asked);
    }
    let face = error.face();
    let status = face.status;
    let drawn = if asked.htmx { toast(&face, error, asked) } else { page(face, error, asked) };
    drawn.map_or_else(|_| status.into_response(), |html| (status, html).into_response())
}

fn page(face: Face, error: &Error, asked: &Asked) -> Result<Response, askama::Error> {
    let (href, word) = face.link;
    let page = ErrorPage {
        title: face.title,
        text: face.text,
        icon: face.icon,
        link: Link { href: href.into(), word: word.into() },
        request: error.is_failure().then(|| asked.id.clone()),
    };
    Ok(Html(page.render()?).into_response())
}

/// htmx would put the body of an error where the answer was to go: it is told to leave the page and show the toast.
fn toast(face: &Face, error: &Error, asked: &Asked) -> Result<Response, askama::Error> {
    let mut text = format!("{}. {}", face.title, face.text);
    if error.is_failure() {
        let _ = write!(text, " Request {}.", asked.id);
    }
    let body = OnlyToast { toast: Toast::bad(text) }.render()?;
    let mut response = Html(body).into_response();
    let headers = response.headers_mut();
    headers.insert("hx-reswap", HeaderValue::from_static("none"));
    headers.insert("hx-push-url", HeaderValue::from_static("false"));
    Ok(response)
}

fn to_sign_in(asked: &Asked) -> Response {
    let address = Address::new("/sign-in").with("next", asked.back.clone().unwrap_or_default()).to_string();
    if !asked.htmx {
        return Redirect::to(&address).into_response();
    }
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert("hx-redirect", address);
    }
    response
}

fn log(asked: &Asked, error: &Error) {
    if !error.is_failure() {
        tracing::debug!(request = asked.id, "{error}");
        return;
    }
    let mut causes = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let _ = write!(causes, ": {next}");
        cause = next.source();
    }
    tracing::error!(request = asked.id, "{causes}");
}
