//! Territories: named areas, in a tree.

use plan::choices::Actor;
use plan::snapshot;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::{self, Actions, Kind, past};
use crate::ids::{AccountId, TerritoryId};
use crate::time::Micros;

pub use crate::groups::{Archived, Colour, Leaving, Node};

/// The tables of territories.
pub(crate) struct Territories;

impl Kind for Territories {
    type Id = TerritoryId;
    const WORD: &'static str = "territory";
    const TABLE: &'static str = "territories";
    const MEMBERS: &'static str = "user_territories";
    const COLUMN: &'static str = "territory_id";
    const COLOUR: &'static str = "g.colour";
    const SHOWS_RECORDS: bool = true;
    const ACTIONS: Actions = Actions {
        created: "territory.created",
        renamed: "territory.renamed",
        moved: "territory.moved",
        merged: "territory.merged",
        archived: "territory.archived",
        restored: "territory.restored",
    };
}

/// Every territory that is not archived in the order of the tree, brothers by folded name, with the number of people in it.
pub async fn tree(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<TerritoryId>>> {
    groups::tree::<Territories>(conn, account).await
}

/// Every territory that is not archived as planning sees it, by id.
pub async fn all(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    groups::all::<Territories>(conn, account).await
}

/// Every territory that is archived or was merged, the latest first.
pub async fn archived(conn: &mut Conn, account: AccountId) -> Result<Vec<Archived<TerritoryId>>> {
    groups::archive::archived::<Territories>(conn, account).await
}

/// What a territory was called before, the last name first; also what those were called that were merged into it.
pub async fn former_names(
    conn: &mut Conn,
    account: AccountId,
    territory: TerritoryId,
) -> Result<Vec<String>> {
    past::of_one::<Territories>(conn, account, territory).await
}

/// Creates a territory. A name that folds to one under the same parent is [`crate::Error::Conflict`]; whoever may not is told so
/// by [`crate::Error::Denied`], here and in what follows.
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<TerritoryId>,
    by: &Actor,
    now: Micros,
) -> Result<TerritoryId> {
    groups::create::<Territories>(tx, account, name, parent, by, now).await
}

/// Gives a territory another name. What was saved under the name of before finds it all the same. A name that folds to one under
/// the same parent is [`crate::Error::Conflict`]; an archived territory is [`crate::Error::Stale`].
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    name: &str,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::change::rename::<Territories>(tx, account, territory, name, by, now).await
}

/// Puts a territory, with all below it, under another one or at the top. [`crate::Error::Refused`] where that would put it below
/// itself; a name that folds to one there is [`crate::Error::Conflict`].
pub async fn move_under(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    parent: Option<TerritoryId>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::change::move_under::<Territories>(tx, account, territory, parent, by, now).await
}

/// Merges a territory into another one: people and territories below follow, and its name goes on to mean the other one. A territory below
/// it whose name stands under the other one already is merged into that. [`crate::Error::Refused`] where the other one is below
/// it.
pub async fn merge(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    into: TerritoryId,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::merge::merge::<Territories>(tx, account, territory, into, by, now).await
}

/// What archiving a territory would do.
pub async fn leaving(conn: &mut Conn, account: AccountId, territory: TerritoryId) -> Result<Leaving> {
    groups::archive::leaving::<Territories>(conn, account, territory).await
}

/// Archives a territory and all below it, and takes everybody out of them. `seen` is how many people were said to leave:
/// [`crate::Error::Stale`] where it is another number by now.
pub async fn archive(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    seen: u32,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::archive::archive::<Territories>(tx, account, territory, seen, by, now).await
}

/// Brings an archived territory back, with what was archived with it and without people. [`crate::Error::Refused`] where the one
/// above it is archived or where it was merged; a name that is in use by now is [`crate::Error::Conflict`].
pub async fn restore(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::archive::restore::<Territories>(tx, account, territory, by, now).await
}

/// Gives a territory a colour, or takes it away. Nothing is written where it has that already.
pub async fn set_colour(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    colour: Option<Colour>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::colour::set(tx, account, territory, colour, by, now).await
}
