//! Teams: named groups of people, in a tree. Membership of a parent reaches its descendants.

use plan::snapshot;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::{self, Kind};
use crate::ids::{AccountId, TeamId};
use crate::time::Micros;

pub use crate::groups::Node;

/// The tables of teams.
pub(crate) struct Teams;

impl Kind for Teams {
    type Id = TeamId;
    const WORD: &'static str = "team";
    const TABLE: &'static str = "teams";
    const MEMBERS: &'static str = "user_teams";
    const COLUMN: &'static str = "team_id";
}

/// Every team in the order of the tree, brothers by folded name, with the number of people in it.
pub async fn tree(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<TeamId>>> {
    groups::tree::<Teams>(conn, account).await
}

/// Every team as planning sees it, by id.
pub async fn all(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    groups::all::<Teams>(conn, account).await
}

/// Creates a team. A name that folds to one under the same parent is [`crate::Error::Conflict`].
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<TeamId>,
    now: Micros,
) -> Result<TeamId> {
    groups::create::<Teams>(tx, account, name, parent, now).await
}
