//! The people whom an account has now, as rows of a file: what "download your current users" and `muster export` write.

use plan::authority::Rights;
use plan::export::{UserRows, is_current};
use plan::snapshot::Person;
use store::users::{self, User};
use store::{AccountId, Conn, snapshot, teams, territories};

/// People that are read at once.
const AT_ONCE: u32 = 1000;

/// The rows of the people who are invited or active, in the columns of the template, by e-mail. Importing them changes
/// nothing.
///
/// # Errors
/// Where the database cannot be read.
pub async fn user_rows(conn: &mut Conn, account: AccountId) -> store::Result<Vec<[String; 9]>> {
    let writer = UserRows::new(&teams::all(conn, account).await?, &territories::all(conn, account).await?);
    let mut rows = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let people = users::list::export(conn, account, after.as_deref(), AT_ONCE).await?;
        let Some(last) = people.last() else { return Ok(rows) };
        after = Some(last.values.email.clone());
        let current = people.into_iter().filter(|user| is_current(user.values.status));
        rows.extend(current.map(|user| writer.row(&person(user))));
    }
}

/// The same of the people within the reach of somebody who imports; nobody where they may import nobody.
///
/// # Errors
/// Where the database cannot be read.
pub async fn rows_within(
    conn: &mut Conn,
    account: AccountId,
    rights: &Rights,
) -> store::Result<Vec<[String; 9]>> {
    let Some(reach) = rights.reach() else { return Ok(Vec::new()) };
    let writer = UserRows::new(&teams::all(conn, account).await?, &territories::all(conn, account).await?);
    let mut people = snapshot::people_within(conn, account, reach).await?;
    people.retain(|person| is_current(person.status));
    people.sort_by(|one, other| one.email.cmp(&other.email));
    Ok(people.iter().map(|person| writer.row(person)).collect())
}

/// A person as planning knows one.
pub fn person(user: User) -> Person {
    let values = user.values;
    Person {
        id: user.id.0,
        version: user.version,
        first_name: values.first_name,
        last_name: values.last_name,
        email: values.email,
        phone: values.phone,
        role: values.role,
        access: values.access,
        teams: values.teams.into_iter().map(|team| team.0).collect(),
        territories: values.territories.into_iter().map(|territory| territory.0).collect(),
        external_id: values.external_id,
        status: values.status,
    }
}
