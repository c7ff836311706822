//! Teams and territories that somebody chose on a page drawn before, and that are none any more.

use store::{AccountId, Conn, teams, territories};

use crate::error::{Error, Result};
use crate::pages::paths::Paths;

/// What is chosen of teams, and of territories, beside those that there are.
pub(super) type Chosen<'a> = [(&'a Paths, &'a [i64]); 2];

/// The name of a team or territory that was chosen and has been archived or merged since: it would be left out without a word.
///
/// # Errors
/// [`Error::NotFound`] for one that the account never had.
pub(super) async fn gone(
    conn: &mut Conn,
    account: AccountId,
    [in_teams, in_territories]: Chosen<'_>,
) -> Result<Option<String>> {
    let missing = |(paths, ids): (&Paths, &[i64])| ids.iter().copied().find(|id| !paths.ids().contains(id));
    let (chosen, archived): (i64, Vec<(i64, String)>) = if let Some(id) = missing(in_teams) {
        let archived = teams::archived(conn, account).await?;
        (id, archived.into_iter().map(|one| (one.id.0, one.name)).collect())
    } else if let Some(id) = missing(in_territories) {
        let archived = territories::archived(conn, account).await?;
        (id, archived.into_iter().map(|one| (one.id.0, one.name)).collect())
    } else {
        return Ok(None);
    };
    let found = archived.into_iter().find(|(id, _)| *id == chosen);
    found.map(|(_, name)| Some(name)).ok_or(Error::NotFound)
}
