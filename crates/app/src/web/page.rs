//! A page struct as an answer.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::error::Error;

/// Writes a page struct into its template and answers with it.
#[derive(Clone, Debug)]
pub struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => Error::from(error).into_response(),
        }
    }
}
