//! The panel over HTTP, without a browser: who gets in, what is answered to whom, and what every answer carries.

mod answers;
mod attacks;
mod audit;
pub mod billing;
mod code;
mod company;
mod crawl;
mod groups;
mod home;
mod invitations;
mod join;
mod links;
mod listed;
mod managers;
mod me;
mod narrowed;
mod pages;
mod phones;
pub mod rights;
mod several;
mod sign_in;
pub mod sso;
mod templates;
mod users;
pub mod world;
