//! Teams: named groups of people, in a tree. Membership of a parent reaches its descendants.

use plan::choices::Actor;
use plan::snapshot;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::{self, Actions, Kind, past};
use crate::ids::{AccountId, TeamId};
use crate::time::Micros;

pub use crate::groups::{Archived, Leaving, Node};

/// The tables of teams.
pub(crate) struct Teams;

impl Kind for Teams {
    type Id = TeamId;
    const WORD: &'static str = "team";
    const TABLE: &'static str = "teams";
    const MEMBERS: &'static str = "user_teams";
    const COLUMN: &'static str = "team_id";
    const COLOUR: &'static str = "CAST(NULL AS TEXT)";
    const SHOWS_RECORDS: bool = false;
    const ACTIONS: Actions = Actions {
        created: "team.created",
        renamed: "team.renamed",
        moved: "team.moved",
        merged: "team.merged",
        archived: "team.archived",
        restored: "team.restored",
    };
}

/// Every team that is not archived in the order of the tree, brothers by folded name, with the number of people in it.
pub async fn tree(conn: &mut Conn, account: AccountId) -> Result<Vec<Node<TeamId>>> {
    groups::tree::<Teams>(conn, account).await
}

/// Every team that is not archived as planning sees it, by id.
pub async fn all(conn: &mut Conn, account: AccountId) -> Result<Vec<snapshot::Group>> {
    groups::all::<Teams>(conn, account).await
}

/// Every team that is archived or was merged, the latest first.
pub async fn archived(conn: &mut Conn, account: AccountId) -> Result<Vec<Archived<TeamId>>> {
    groups::archive::archived::<Teams>(conn, account).await
}

/// What a team was called before, the last name first; also what those were called that were merged into it.
pub async fn former_names(conn: &mut Conn, account: AccountId, team: TeamId) -> Result<Vec<String>> {
    past::of_one::<Teams>(conn, account, team).await
}

/// Creates a team. A name that folds to one under the same parent is [`crate::Error::Conflict`]; whoever may not is told so
/// by [`crate::Error::Denied`], here and in what follows.
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    parent: Option<TeamId>,
    by: &Actor,
    now: Micros,
) -> Result<TeamId> {
    groups::create::<Teams>(tx, account, name, parent, by, now).await
}

/// Gives a team another name. What was saved under the name of before finds it all the same. A name that folds to one under
/// the same parent is [`crate::Error::Conflict`]; an archived team is [`crate::Error::Stale`].
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    team: TeamId,
    name: &str,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::change::rename::<Teams>(tx, account, team, name, by, now).await
}

/// Puts a team, with all below it, under another one or at the top. [`crate::Error::Refused`] where that would put it below
/// itself; a name that folds to one there is [`crate::Error::Conflict`].
pub async fn move_under(
    tx: &mut Tx,
    account: AccountId,
    team: TeamId,
    parent: Option<TeamId>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::change::move_under::<Teams>(tx, account, team, parent, by, now).await
}

/// Merges a team into another one: people and teams below follow, and its name goes on to mean the other one. A team below
/// it whose name stands under the other one already is merged into that. [`crate::Error::Refused`] where the other one is below
/// it.
pub async fn merge(
    tx: &mut Tx,
    account: AccountId,
    team: TeamId,
    into: TeamId,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::merge::merge::<Teams>(tx, account, team, into, by, now).await
}

/// What archiving a team would do.
pub async fn leaving(conn: &mut Conn, account: AccountId, team: TeamId) -> Result<Leaving> {
    groups::archive::leaving::<Teams>(conn, account, team).await
}

/// Archives a team and all below it, and takes everybody out of them. `seen` is how many people were said to leave:
/// [`crate::Error::Stale`] where it is another number by now.
pub async fn archive(
    tx: &mut Tx,
    account: AccountId,
    team: TeamId,
    seen: u32,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    groups::archive::archive::<Teams>(tx, account, team, seen, by, now).await
}

/// Brings an archived team back, with what was archived with it and without people. [`crate::Error::Refused`] where the one
/// above it is archived or where it was merged; a name that is in use by now is [`crate::Error::Conflict`].
pub async fn restore(tx: &mut Tx, account: AccountId, team: TeamId, by: &Actor, now: Micros) -> Result<()> {
    groups::archive::restore::<Teams>(tx, account, team, by, now).await
}
