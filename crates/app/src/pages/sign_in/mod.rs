//! Signing in by e-mail and password, setting the password by a one-time link, signing out.

mod password;
mod sign_in;

pub use password::{LinkGonePage, PasswordPage};
pub use sign_in::SignInPage;
