//! The names of an account's teams and territories.

use store::{AccountId, Conn, teams, territories};

use super::paths::Paths;
use crate::error::Result;

/// The names of the teams.
pub async fn teams(conn: &mut Conn, account: AccountId) -> Result<Paths> {
    Ok(Paths::new(&teams::tree(conn, account).await?, |id| id.0))
}

/// The names of the territories.
pub async fn territories(conn: &mut Conn, account: AccountId) -> Result<Paths> {
    Ok(Paths::new(&territories::tree(conn, account).await?, |id| id.0))
}
