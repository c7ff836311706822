//! The people whom somebody marked in a list, or all of it: who they are, what a plan says of them, and agreeing to it. What is
//! done to them is said elsewhere: where they stand in [`super::standing`], what they are in [`super::edit`].

mod agree;
mod chosen;
mod source;
mod told;

pub(super) use agree::{Agreed, Shown, agree};
pub(super) use chosen::{Chosen, Fields};
pub use told::{Person, Staying, Told};
pub(super) use told::{ready, whom};
