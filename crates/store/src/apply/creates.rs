//! New people and their memberships: by far most of what an import writes.

use plan::plan::{Create, Ref};
use plan::snapshot::Status;

use super::record::id_of;
use super::write::Work;
use crate::bulk::loader::{Constant, Loader, Target};
use crate::db::Tx;
use crate::error::Result;
use crate::search;

/// The new people.
pub const PEOPLE: Target = Target {
    table: "users",
    constants: &["account_id", "status", "created_at", "updated_at", "created_by_import", "last_import"],
    columns: &["id", "first_name", "last_name", "email", "phone", "role", "access", "external_id", "search"],
    bytes: &[],
};
/// The teams of people.
pub const TEAMS: Target =
    Target { table: "user_teams", constants: &["account_id"], columns: &["user_id", "team_id"], bytes: &[] };
/// The territories of people.
pub const TERRITORIES: Target = Target {
    table: "user_territories",
    constants: &["account_id"],
    columns: &["user_id", "territory_id"],
    bytes: &[],
};

impl<'a> Work<'a> {
    /// Every new person with their id.
    pub fn new_people(&self) -> impl Iterator<Item = (i64, Create<'a>)> {
        self.people.iter().copied().zip(self.plan.creates())
    }
}

/// Writes the new people.
pub async fn people(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let (now, import) = (Constant::Int(work.now.0), Constant::Int(work.order.import.0));
    let account = Constant::Int(work.order.account.0);
    let invited = Constant::Text(Status::Invited.as_str());
    let mut loader = Loader::begin(tx, &PEOPLE, &[account, invited, now, now, import, import]).await?;
    for (done, (id, one)) in (0..).zip(work.new_people()) {
        let search = search::of_person(one.first_name, one.last_name, one.email, one.phone, one.external_id);
        loader
            .row(|row| {
                row.int(id);
                row.text(one.first_name);
                row.text(one.last_name);
                row.text(one.email);
                match one.phone {
                    Some(phone) => row.display(phone),
                    None => row.null(),
                }
                row.text(one.role.as_str());
                row.text(one.access.as_str());
                row.opt_text(one.external_id);
                row.text(&search);
            })
            .await?;
        work.progress_now_and_then(done, work.plan.counts().create, (0, 40));
    }
    loader.finish().await?;
    Ok(())
}

/// Writes the memberships of the new people.
pub async fn memberships(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let account = [Constant::Int(work.order.account.0)];
    let mut loader = Loader::begin(tx, &TEAMS, &account).await?;
    for (id, one) in work.new_people() {
        load(&mut loader, id, &one.teams, &work.groups.teams).await?;
    }
    loader.finish().await?;
    let mut loader = Loader::begin(tx, &TERRITORIES, &account).await?;
    for (id, one) in work.new_people() {
        load(&mut loader, id, &one.territories, &work.groups.territories).await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Writes some memberships of one person.
pub async fn load(loader: &mut Loader<'_>, person: i64, groups: &[Ref], created: &[i64]) -> Result<()> {
    for group in groups.iter().filter_map(|one| id_of(*one, created)) {
        loader
            .row(|row| {
                row.int(person);
                row.int(group);
            })
            .await?;
    }
    Ok(())
}
