//! What templates may call: `{{ "check"|icon }}` and `{{ "app.css"|asset }}`. Import this module where a page struct is.

#![expect(
    clippy::inline_always,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "a filter is written as the template engine wants it"
)]

use std::fmt;

use askama::filters::HtmlSafe;

use crate::assets;

/// An icon of the sprite, drawn in the colour of the text around it and silent to screen readers.
#[derive(Clone, Copy, Debug)]
pub struct Icon<'a>(&'a str);

impl HtmlSafe for Icon<'_> {}

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0;
        let known = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if !known {
            return Err(fmt::Error);
        }
        let sprite = assets::url("icons.svg");
        write!(f, r#"<svg class="icon" aria-hidden="true"><use href="{sprite}#{name}"/></svg>"#)
    }
}

/// The icon of a name in `assets/icons.txt`.
#[askama::filter_fn]
pub fn icon<'a>(name: &'a str, _: &dyn askama::Values) -> askama::Result<Icon<'a>> {
    Ok(Icon(name))
}

/// The address of an embedded file.
#[askama::filter_fn]
pub fn asset(path: &str, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(assets::url(path))
}
