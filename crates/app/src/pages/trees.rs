//! The names of an account's teams and territories, with those of archived ones, which the history goes on to name.

use store::{AccountId, Conn, teams, territories};

use super::paths::Paths;
use crate::error::Result;

/// The names of the teams.
pub async fn teams(conn: &mut Conn, account: AccountId) -> Result<Paths> {
    let paths = Paths::new(&teams::tree(conn, account).await?, |id| id.0);
    Ok(paths.with_archived(&teams::archived(conn, account).await?, |id| id.0))
}

/// The names of the territories.
pub async fn territories(conn: &mut Conn, account: AccountId) -> Result<Paths> {
    let paths = Paths::new(&territories::tree(conn, account).await?, |id| id.0);
    Ok(paths.with_archived(&territories::archived(conn, account).await?, |id| id.0))
}
