//! Samples of the pages of single sign-on.

use app::pages::layout::{Menu, Shell};
use app::pages::settings::{Checked, Saved, SignOnPage};
use app::pages::sign_in::{GoingPage, NotInPage, SsoPage, Why};
use askama::Template;
use plan::snapshot::Role;

use super::samples::moment;

/// A page that goes on by itself, which no browser can be kept at.
pub const GOING: &str = "sso-going";

/// The name of each sample, and the page as the browser gets it.
pub fn all() -> Vec<(&'static str, String)> {
    let email = || "dana.mitchell@northwind.example".to_owned();
    vec![
        ("sso", SsoPage { next: Some("/users".into()), ..SsoPage::default() }.render()),
        ("sso-refused", refused().render()),
        (GOING, GoingPage.render()),
        ("sso-not-sent", NotInPage { why: Why::NotSent }.render()),
        ("sso-not-here", NotInPage { why: Why::NotHere { email: email() } }.render()),
        ("settings-sign-on", SignOnPage { checked: Some(Checked::Good), ..set() }.render()),
        ("settings-sign-on-empty", empty().render()),
        ("settings-sign-on-only", only().render()),
        ("settings-sign-on-stale", SignOnPage { is_fresh: false, checked: None, ..set() }.render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .collect()
}

fn refused() -> SsoPage {
    SsoPage {
        problem: Some("Type your e-mail address, or the short name of your company."),
        ..SsoPage::default()
    }
}

fn empty() -> SignOnPage {
    SignOnPage {
        shell: Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Settings),
        saved: None,
        issuer: String::new(),
        client_id: String::new(),
        domains: "northwind.example".into(),
        redirect: "https://muster.northwind.example/sso/callback/northwind".into(),
        slug: "northwind".into(),
        problem: None,
        checked: None,
        is_fresh: true,
    }
}

fn set() -> SignOnPage {
    SignOnPage {
        saved: Some(Saved { is_only: false, proved: None, left_out: 0 }),
        issuer: "https://login.northwind.example".into(),
        client_id: "0oa4c2e8f1muster".into(),
        ..empty()
    }
}

fn only() -> SignOnPage {
    SignOnPage {
        saved: Some(Saved { is_only: true, proved: Some(moment("today, 08:12")), left_out: 3 }),
        domains: "northwind.example, northwind.example.org".into(),
        problem: Some("“northwind” is no e-mail domain.".into()),
        checked: Some(Checked::Bad(
            "The provider calls itself “https://login.northwind.example/”. Type the issuer exactly so, with or without a slash at its end."
                .into(),
        )),
        ..set()
    }
}
