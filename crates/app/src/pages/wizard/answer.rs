//! Answers of the wizard: a page, or the part of it that htmx puts in place.

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::error::Result;
use crate::web::request::Htmx;

/// The whole page for a browser. For htmx its `wizard` part, with `toast` for the line at the bottom, and the address
/// that the browser shows for it: within a step nothing is added to the way back.
pub fn page(
    htmx: Htmx,
    whole: &impl Template,
    part: &impl Template,
    toast: Option<&dyn askama::DynTemplate>,
    address: &str,
) -> Result<Response> {
    if !htmx.0 {
        return Ok(Html(whole.render()?).into_response());
    }
    let mut body = part.render()?;
    if let Some(toast) = toast {
        body.push_str(r##"<hx-partial hx-target="#toasts" hx-swap="innerHTML">"##);
        body.push_str(&toast.dyn_render()?);
        body.push_str("</hx-partial>");
    }
    let mut headers = HeaderMap::new();
    if let Ok(address) = HeaderValue::from_str(address) {
        headers.insert("hx-replace-url", address);
    }
    Ok((headers, Html(body)).into_response())
}

/// A page, or for htmx its part, with a status of its own.
pub fn with_status(
    status: StatusCode,
    htmx: Htmx,
    whole: &impl Template,
    part: &impl Template,
    address: &str,
) -> Result<Response> {
    let mut response = page(htmx, whole, part, None, address)?;
    *response.status_mut() = status;
    Ok(response)
}
