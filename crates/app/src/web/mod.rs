//! What stands between the network and the pages: layers and extractors. No page and no rule of the domain lives here.
//!
//! From the outside in: a request id, the log, the client's address, the security headers, panics, the drawing of
//! errors, the check where a request comes from, the session. They are laid on in [`crate::routes`].

pub mod client;
pub mod errors;
pub mod flash;
pub mod headers;
pub mod metrics;
pub mod origin;
pub mod page;
pub mod reports;
pub mod request;
pub mod session;
pub mod who;

pub use headers::CONTENT_SECURITY_POLICY;
