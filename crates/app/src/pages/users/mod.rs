//! The people of an account: the list, and one person with what each import did to them. Read only.

mod list;
mod person;

pub use list::{Filter, Line, UsersPage};
pub use person::{Change, Fact, Group, PersonPage, Trace};
