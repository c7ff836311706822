//! Review: what will happen, the choices about it, and the button that agrees to exactly that.

pub mod build;
pub mod handlers;
pub mod inviting;
pub mod money;
pub mod page;
pub mod shown;
pub mod stripe;
