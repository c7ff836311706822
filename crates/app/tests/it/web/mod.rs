//! The panel over HTTP, without a browser: who gets in, what is answered to whom, and what every answer carries.

mod answers;
mod crawl;
mod invitations;
mod links;
mod pages;
mod sign_in;
mod templates;
pub mod world;
