//! Signing in by e-mail and password, setting the password by a one-time link, signing out.

mod form;
mod password;

pub use form::SignInPage;
pub use password::{LinkGonePage, PasswordPage};
