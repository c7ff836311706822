//! Names of people whom a page mentions by id.

use std::collections::BTreeMap;

use plan::choices::Actor;
use store::{AccountId, Conn, UserId, users};

use super::words::full_name;
use crate::error::Result;

/// Names by id, each read once.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<i64, String>);

impl Names {
    /// The names of these actors.
    pub async fn of(conn: &mut Conn, account: AccountId, actors: &[Actor]) -> Result<Self> {
        let mut names = BTreeMap::new();
        for id in actors.iter().filter_map(|actor| actor.person()) {
            if names.contains_key(&id) {
                continue;
            }
            let values = users::get(conn, account, UserId(id)).await?.values;
            names.insert(id, full_name(&values.first_name, &values.last_name));
        }
        Ok(Self(names))
    }

    /// The name of an actor; who hosts the installation is the operator.
    pub fn name(&self, actor: Actor) -> String {
        let name = actor.person().and_then(|id| self.0.get(&id)).cloned();
        name.unwrap_or_else(|| "operator".to_owned())
    }
}
