//! Territories: named areas, in a tree.

use plan::snapshot;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::{self, Kind};
use crate::ids::{AccountId, TerritoryId};
use crate::time::Micros;

pub use crate::groups::Node;

/// The tables of territories.
pub(crate) struct Territories;

impl Kind for Territories {
    type Id = TerritoryId;
    const WORD: &'static str = "territory";
    const TABLE: &'static str = "territories";
    const MEMBERS: &'static str = "user_territories";
    const COLUMN: &'static str = "territory_id";
}

/// Every territory in the order of the tree, brothers by folded name, with the number of people in it.
pub async fn tree(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<TerritoryId>>> {
    groups::tree::<Territories>(conn, account).await
}

/// Every territory as planning sees it, by id.
pub async fn all(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    groups::all::<Territories>(conn, account).await
}

/// Creates a territory. A name that folds to one under the same parent is [`crate::Error::Conflict`].
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<TerritoryId>,
    now: Micros,
) -> Result<TerritoryId> {
    groups::create::<Territories>(tx, account, name, parent, now).await
}
