//! Joining by the link of an invitation: the page says who invites whom to what, has the person show that the phone is
//! theirs, and takes a password or a passkey.
//!
//! Opening the link uses nothing up. What was shown by a code is remembered in the session of the browser that showed it,
//! for this invitation only. Where no service sends texts nothing can be shown, and the page says so: decision 0012.

mod again;
mod confirm;
mod finish;
mod opened;
mod page;

pub use again::AskedAgainPage;
pub(super) use again::again;
pub(super) use confirm::{confirm, send_code};
pub(super) use finish::{ask_passkey, with_passkey, with_password};
pub(super) use page::show;
pub use page::{Gone, Inviter, JoinPage, LinkGonePage, Step};
