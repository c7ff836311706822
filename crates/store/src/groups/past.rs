//! Where groups stood before: what planning needs to find them by names of before, and what a fix that was made at a time
//! says now.

use std::collections::BTreeMap;

use plan::field::Field;
use plan::fix::Fix;
use plan::groups::{Found, Groups};
use plan::snapshot::{Former, Group, Past};

use super::Kind;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::{self, AccountId};
use crate::sql::sql;
use crate::time::Micros;

/// Writes down where a group stands, before it stands elsewhere.
pub(super) async fn keep<K: Kind>(tx: &mut Tx, account: AccountId, group: K::Id, now: Micros) -> Result<()> {
    let id = ids::one(tx).await?;
    let text = format!(
        "INSERT INTO former_names (id, account_id, group_id, name, parent_id, until) \
         SELECT CAST($3 AS BIGINT), account_id, id, name, parent_id, CAST($4 AS BIGINT) FROM {} \
         WHERE id = $1 AND account_id = $2",
        K::TABLE
    );
    sql(text).bind(group).bind(account).bind(id).bind(now).run(tx).await?;
    Ok(())
}

/// The names that one group had, the last first and each once; not the one it has.
pub(crate) async fn of_one<K: Kind>(
    conn: &mut Conn,
    account: AccountId,
    group: K::Id,
) -> Result<Vec<String>> {
    let (past, name) = {
        let history = History::read::<K>(conn, account).await?;
        let (groups, past) = history.now();
        let id: i64 = group.into();
        (past, groups.into_iter().find(|one| one.id == id).map(|one| one.name))
    };
    let mut names: Vec<String> = Vec::new();
    for former in past.former.into_iter().rev().filter(|former| former.group == group.into()) {
        if !names.contains(&former.name) && Some(&former.name) != name.as_ref() {
            names.push(former.name);
        }
    }
    Ok(names)
}

/// A group, whatever became of it.
struct Kept {
    id: i64,
    name: String,
    parent: Option<i64>,
    created_at: Micros,
    archived_at: Option<Micros>,
    merged_into: Option<i64>,
}

/// Where a group stood until a time.
struct Stood {
    group: i64,
    name: String,
    parent: Option<i64>,
    until: Micros,
}

/// Every group of a kind with where it stood.
pub(crate) struct History {
    groups: Vec<Kept>,
    /// By group, the earliest first.
    stood: Vec<Stood>,
}

impl History {
    /// Reads it.
    pub(crate) async fn read<K: Kind>(conn: &mut Conn, account: AccountId) -> Result<Self> {
        let text = format!(
            "SELECT id, name, parent_id, created_at, archived_at, merged_into FROM {} WHERE account_id = $1 ORDER BY id",
            K::TABLE
        );
        let groups = sql(text).bind(account).all(conn, |row| {
            Ok(Kept {
                id: row.get("id")?,
                name: row.get("name")?,
                parent: row.get("parent_id")?,
                created_at: row.get("created_at")?,
                archived_at: row.get("archived_at")?,
                merged_into: row.get("merged_into")?,
            })
        });
        let groups = groups.await?;
        let text = format!(
            "SELECT group_id, name, parent_id, until FROM former_names WHERE account_id = $1 \
             AND group_id IN (SELECT id FROM {} WHERE account_id = $1) ORDER BY group_id, until, id",
            K::TABLE
        );
        let stood = sql(text).bind(account).all(conn, |row| {
            Ok(Stood {
                group: row.get("group_id")?,
                name: row.get("name")?,
                parent: row.get("parent_id")?,
                until: row.get("until")?,
            })
        });
        Ok(Self { groups, stood: stood.await? })
    }

    /// The groups of now, and what they were called before.
    pub fn now(&self) -> (Vec<Group>, Past) {
        self.at(Micros(i64::MAX))
    }

    /// The groups as they were at a time, and what they had been called by then.
    fn at(&self, time: Micros) -> (Vec<Group>, Past) {
        let is_gone = |one: &Kept| one.archived_at.is_some_and(|at| at < time);
        let known = self.groups.iter().filter(|one| one.created_at <= time);
        let (gone, living): (Vec<&Kept>, Vec<&Kept>) = known.partition(|one| is_gone(one));
        let merged: BTreeMap<i64, Option<i64>> = gone.iter().map(|one| (one.id, one.merged_into)).collect();
        let mut past = Past::default();
        let before = self.stood.iter().filter(|one| one.until < time);
        let before = before.map(|one| (one.group, &one.name, one.parent));
        let ends = gone.iter().map(|one| (one.id, &one.name, one.parent));
        for (group, name, parent) in before.chain(ends) {
            let (group, parent) = (heir(&merged, group), parent.map(|id| heir(&merged, id)));
            // It leads to one that is archived, if not to one that is there.
            if merged.contains_key(&group) {
                past.archived.push(name.clone());
            } else {
                past.former.push(Former { group, name: name.clone(), parent });
            }
        }
        past.archived.sort_unstable();
        past.archived.dedup();
        (living.into_iter().map(|one| self.standing(one, time)).collect(), past)
    }

    /// A group where it stood at a time.
    fn standing(&self, one: &Kept, time: Micros) -> Group {
        let then = self.stood.iter().find(|stood| stood.group == one.id && stood.until >= time);
        let (name, parent) = then.map_or((&one.name, one.parent), |then| (&then.name, then.parent));
        Group { id: one.id, name: name.clone(), parent }
    }
}

/// What a group has become: itself, or what it was merged into.
fn heir(merged: &BTreeMap<i64, Option<i64>>, group: i64) -> i64 {
    let mut at = group;
    while let Some(Some(into)) = merged.get(&at) {
        at = *into;
    }
    at
}

/// What fixes that were made before say now.
pub(crate) struct Renamed {
    field: Field,
    history: History,
    now: Groups,
    merged: BTreeMap<i64, Option<i64>>,
    then: BTreeMap<Micros, Groups>,
}

impl Renamed {
    /// Reads the history of a field: [`Field::Teams`] or [`Field::Territories`].
    pub(crate) async fn read<K: Kind>(conn: &mut Conn, account: AccountId, field: Field) -> Result<Self> {
        let history = History::read::<K>(conn, account).await?;
        let now = Groups::new(&history.now().0);
        let gone = history.groups.iter().filter(|one| one.archived_at.is_some());
        let merged = gone.map(|one| (one.id, one.merged_into)).collect();
        Ok(Self { field, history, now, merged, then: BTreeMap::new() })
    }

    /// A fix that was made at a time, in the names of now: what it meant then is what it means. A group that it created and
    /// that has another name by now is mapped to and not created again.
    pub fn fix(&mut self, fix: Fix, time: Micros) -> Fix {
        match fix {
            Fix::MapValue { field, from, to } if field == self.field => {
                let meant = self.then(time).find_meant(&to);
                let to = match self.meant(&meant, time) {
                    Some(at) if self.now.find(&to) != Found::One(at) => self.now.text(at),
                    _ => to,
                };
                Fix::MapValue { field, from, to }
            }
            Fix::CreateReference { field, value, parent } if field == self.field => {
                let then = self.then(time);
                let made = then.clone().create(&value, parent.as_deref());
                let made = made.ok().filter(|at| *at < then.known()).map_or(Found::Unknown, Found::One);
                match self.meant(&made, time) {
                    Some(at) if !self.is_still(at, &value, parent.as_deref()) => {
                        Fix::MapValue { field, to: self.now.text(at), from: value }
                    }
                    _ => Fix::CreateReference { field, value, parent },
                }
            }
            other => other,
        }
    }

    fn then(&mut self, time: Micros) -> &Groups {
        let history = &self.history;
        self.then.entry(time).or_insert_with(|| {
            let (groups, past) = history.at(time);
            Groups::new(&groups).with_past(&past)
        })
    }

    /// The place that the group of then has now; `None` where it is archived, or where none was meant.
    fn meant(&mut self, found: &Found, time: Micros) -> Option<u32> {
        let Found::One(at) = found else { return None };
        let id = self.then(time).id(*at)?;
        self.now.place(heir(&self.merged, id))
    }

    /// Whether creating a name comes to the group at a place, and the name finds it.
    fn is_still(&self, at: u32, value: &str, parent: Option<&str>) -> bool {
        self.now.find(value) == Found::One(at) && self.now.clone().create(value, parent) == Ok(at)
    }
}
