//! The pages of the panel: one folder a feature, one file a page, each with its page struct, handler and form.
//!
//! A page is a struct with its template beside it in name (`pages/users/list.rs`, `templates/users/list.html`). A
//! handler extracts, makes one call into `store` or `plan`, and answers with a page struct or a redirect. No SQL, no
//! rules of the domain here. Start at [`layout`] for what surrounds a page, [`ui`] for what many pages show.

pub mod address;
pub mod audit;
pub mod chart;
pub mod errors;
pub(crate) mod filters;
pub mod groups;
pub mod health;
pub mod home;
pub mod imports;
pub mod invitations;
pub mod layout;
pub mod me;
pub mod notice;
pub mod outbox;
pub mod paths;
pub mod people;
pub mod settings;
pub mod sign_in;
pub mod times;
pub mod trees;
pub mod ui;
pub mod users;
pub mod wizard;
pub mod words;
