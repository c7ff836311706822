//! Names of people whom a page mentions by id.

use std::collections::{BTreeMap, BTreeSet};

use plan::choices::Actor;
use store::{AccountId, Conn, Result, UserId, users};

use super::words::full_name;

/// Names by id, all read at once.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<i64, String>);

impl Names {
    /// The names of these actors.
    pub async fn of(conn: &mut Conn, account: AccountId, actors: &[Actor]) -> Result<Self> {
        Self::of_people(conn, account, actors.iter().filter_map(|actor| actor.person().map(UserId))).await
    }

    /// The names of these people.
    pub async fn of_people(
        conn: &mut Conn,
        account: AccountId,
        people: impl IntoIterator<Item = UserId>,
    ) -> Result<Self> {
        let ids: BTreeSet<UserId> = people.into_iter().collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let ids: Vec<UserId> = ids.into_iter().collect();
        let found = users::names(conn, account, &ids).await?;
        Ok(Self(found.into_iter().map(|(id, first, last)| (id.0, full_name(&first, &last))).collect()))
    }

    /// The name of a person; nothing where it was not asked for.
    pub fn person(&self, user: UserId) -> Option<&str> {
        self.0.get(&user.0).map(String::as_str)
    }

    /// The name of an actor; who hosts the installation is the operator.
    pub fn name(&self, actor: Actor) -> String {
        if actor == Actor::Service {
            return "Stripe".to_owned();
        }
        let name = actor.person().and_then(|id| self.0.get(&id)).cloned();
        name.unwrap_or_else(|| "operator".to_owned())
    }
}
