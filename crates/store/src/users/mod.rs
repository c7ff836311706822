//! People: reading them one by one, creating one, and what changes a person outside of an import.
//!
//! Imports write people by the hundred thousand and have their own way; what they did to a person is in
//! [`crate::imports::history`]. Lists and the export are in [`list`].

mod change;
pub mod list;
mod names;

use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;

pub(crate) use change::hold;
pub use change::{cancel, confirm_phone, reactivate, set_password, suspend};
pub use names::names;

use crate::accounts;
use crate::billing::ledger::Cause;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups;
use crate::ids::{self, AccountId, ImportId, TeamId, TerritoryId, UserId};
use crate::search;
use crate::seats;
use crate::sql::{Row, placeholders, sql};
use crate::statuses::{self, Moved};
use crate::teams::Teams;
use crate::territories::Territories;
use crate::time::Micros;
use crate::values::PersonValues;

/// A person of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The account.
    pub account: AccountId,
    /// Counts the changes of this person.
    pub version: i64,
    /// What the person is now.
    pub values: PersonValues,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether the person has shown that the phone is theirs.
    pub phone_confirmed: bool,
    /// When the person joined.
    pub joined_at: Option<Micros>,
    /// When the person was last here, within an hour or so; never before joining.
    pub last_seen_at: Option<Micros>,
    /// When the person was created.
    pub created_at: Micros,
    /// When the person was last changed.
    pub updated_at: Micros,
    /// The import that created the person, if one did.
    pub created_by_import: Option<ImportId>,
    /// The last import that created or changed the person.
    pub last_import: Option<ImportId>,
}

impl User {
    /// Whether nothing is known of the person any more but the id: see [`crate::erase`].
    pub const fn is_erased(&self) -> bool {
        self.values.email.is_empty()
    }
}

/// A person to create.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address in normal form.
    pub email: String,
    /// Mobile phone, if the person has one.
    pub phone: Option<PhoneNumber>,
    /// What the person may do.
    pub role: Role,
    /// Which records the person sees; an Admin every one.
    pub access: Access,
    /// Id in another system, trimmed.
    pub external_id: Option<String>,
    /// Where the person stands; somebody active or suspended has joined now.
    pub status: Status,
    /// Teams of the account.
    pub teams: Vec<TeamId>,
    /// Territories of the account.
    pub territories: Vec<TerritoryId>,
}

/// What signing in needs to know of a person.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The account.
    pub account: AccountId,
    /// The person.
    pub user: UserId,
    /// The address that the person signs in with.
    pub email: String,
    /// What the person may do.
    pub role: Role,
    /// Active, or suspended and to be sent away.
    pub status: Status,
    /// The password's hash, if one was set.
    pub password_hash: Option<String>,
    /// The epoch that a new session belongs to.
    pub epoch: i64,
    /// Whether the account lets people in by single sign-on only.
    pub only_sign_on: bool,
}

/// The columns that [`read`] needs, of a table `users u`.
const COLUMNS: &str = "u.id, u.account_id, u.version, u.first_name, u.last_name, u.email, u.phone, u.role, u.access, \
     u.external_id, u.status, u.password_hash IS NOT NULL AS has_password, \
     u.confirmed_phone IS NOT NULL AND u.confirmed_phone = u.phone AS phone_confirmed, u.joined_at, u.last_seen_at, u.created_at, u.updated_at, \
     u.created_by_import, u.last_import";

/// A person without memberships.
fn read(row: &Row) -> Result<User> {
    Ok(User {
        id: row.get("id")?,
        account: row.get("account_id")?,
        version: row.get("version")?,
        values: PersonValues {
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            role: row.get("role")?,
            access: row.get("access")?,
            teams: Vec::new(),
            territories: Vec::new(),
            external_id: row.get("external_id")?,
            status: row.get("status")?,
        },
        has_password: row.get("has_password")?,
        phone_confirmed: row.get::<Option<bool>>("phone_confirmed")?.unwrap_or(false),
        joined_at: row.get("joined_at")?,
        last_seen_at: row.get("last_seen_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        created_by_import: row.get("created_by_import")?,
        last_import: row.get("last_import")?,
    })
}

/// Gives people their memberships, ascending by id.
async fn add_memberships(conn: &mut Conn, account: AccountId, mut people: Vec<User>) -> Result<Vec<User>> {
    let mut at: Vec<usize> = (0..people.len()).collect();
    at.sort_unstable_by_key(|at| people.get(*at).map(|user| user.id));
    for table in ["user_teams", "user_territories"] {
        for (user, group) in memberships(conn, account, &people, table).await? {
            let place = at.binary_search_by_key(&Some(user), |at| people.get(*at).map(|user| user.id));
            let place = place.ok().and_then(|found| at.get(found)).copied();
            if let Some(person) = place.and_then(|place| people.get_mut(place)) {
                if table == "user_teams" {
                    person.values.teams.push(TeamId(group));
                } else {
                    person.values.territories.push(TerritoryId(group));
                }
            }
        }
    }
    Ok(people)
}

/// Pairs of person and group from `user_teams` or `user_territories`, ascending.
async fn memberships(
    conn: &mut Conn,
    account: AccountId,
    people: &[User],
    table: &str,
) -> Result<Vec<(UserId, i64)>> {
    let column = if table == "user_teams" { "team_id" } else { "territory_id" };
    let mut pairs = Vec::new();
    for some in people.chunks(MOST_AT_ONCE) {
        let text = format!(
            "SELECT user_id, {column} AS group_id FROM {table} WHERE account_id = $1 AND user_id IN ({}) \
             ORDER BY user_id, {column}",
            placeholders(2, some.len())
        );
        let mut statement = sql(text).bind(account);
        for user in some {
            statement = statement.bind(user.id);
        }
        pairs.extend(statement.all(conn, |row| Ok((row.get("user_id")?, row.get("group_id")?))).await?);
    }
    Ok(pairs)
}

/// More people than this are asked for in several statements.
const MOST_AT_ONCE: usize = 500;

/// One person of the account.
pub async fn get(conn: &mut Conn, account: AccountId, user: UserId) -> Result<User> {
    let person = sql(format!("SELECT {COLUMNS} FROM users u WHERE u.id = $1 AND u.account_id = $2"))
        .bind(user)
        .bind(account)
        .one(conn, "person", read)
        .await?;
    only(add_memberships(conn, account, vec![person]).await?)
}

/// The person of the account with an e-mail address in normal form; nobody who was cancelled.
pub async fn by_email(conn: &mut Conn, account: AccountId, email: &str) -> Result<User> {
    let text = format!(
        "SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.email = $2 AND u.status <> 'Cancelled'"
    );
    let person = sql(text).bind(account).bind(email).one(conn, "person", read).await?;
    only(add_memberships(conn, account, vec![person]).await?)
}

fn only(people: Vec<User>) -> Result<User> {
    people.into_iter().next().ok_or(crate::Error::NotFound("person"))
}

/// The columns that [`read_sign_in`] needs, of a table `users u`.
pub(crate) const SIGN_IN: &str = "u.id, u.account_id, u.email, u.role, u.status, u.password_hash, u.session_epoch, \
     EXISTS (SELECT 1 FROM sign_on WHERE sign_on.account_id = u.account_id AND is_only) AS only_sign_on";

pub(crate) fn read_sign_in(row: &Row) -> Result<SignIn> {
    Ok(SignIn {
        account: row.get("account_id")?,
        user: row.get("id")?,
        email: row.get("email")?,
        role: row.get("role")?,
        status: row.get("status")?,
        password_hash: row.get("password_hash")?,
        epoch: row.get("session_epoch")?,
        only_sign_on: row.get("only_sign_on")?,
    })
}

/// Whoever has joined with an e-mail address in normal form, over the whole installation. With [`sign_in_by_phone`] and
/// [`crate::passkeys::find`] the only ways to a person without the account, because nobody knows the account before
/// signing in.
pub async fn sign_in(conn: &mut Conn, email: &str) -> Result<Option<SignIn>> {
    let text =
        format!("SELECT {SIGN_IN} FROM users u WHERE u.email = $1 AND u.status IN ('Active', 'Suspended')");
    sql(text).bind(email).first(conn, read_sign_in).await
}

/// Whoever is active with a phone and has shown that it is theirs. A phone that was only typed into a file may be that of
/// a stranger, who is not to sign in by it.
pub async fn sign_in_by_phone(conn: &mut Conn, phone: PhoneNumber) -> Result<Option<SignIn>> {
    let text = format!(
        "SELECT {SIGN_IN} FROM users u WHERE u.phone = $1 AND u.status = 'Active' AND u.confirmed_phone = u.phone"
    );
    sql(text).bind(phone).first(conn, read_sign_in).await
}

/// The person of an account with an e-mail address in normal form whom the account's provider has vouched for: somebody
/// invited, active or suspended. What may be done with them is told by their status.
pub async fn by_sign_on(conn: &mut Conn, account: AccountId, email: &str) -> Result<Option<SignIn>> {
    let text = format!(
        "SELECT {SIGN_IN} FROM users u WHERE u.account_id = $1 AND u.email = $2 AND u.status <> 'Cancelled'"
    );
    sql(text).bind(account).bind(email).first(conn, read_sign_in).await
}

/// Creates one person, without an invitation. Somebody invited or active takes a seat, which is bought where none is free;
/// [`crate::Error::Refused`] where the account forbids that. A value in use is [`crate::Error::Conflict`]; a team or
/// territory of another account is not found. Whether the caller may do this is asked of `plan::authority` before.
pub async fn create(tx: &mut Tx, account: AccountId, new: &NewUser, now: Micros) -> Result<UserId> {
    let mut taken = accounts::take(tx, account).await?;
    let holds_a_seat = matches!(new.status, Status::Invited | Status::Active);
    if holds_a_seat {
        seats::require_one(tx, &mut taken, now).await?;
    }
    groups::require::<Teams>(tx, account, &new.teams).await?;
    groups::require::<Territories>(tx, account, &new.territories).await?;
    let id = UserId(ids::one(tx).await?);
    let joined = matches!(new.status, Status::Active | Status::Suspended).then_some(now);
    let external_id = new.external_id.as_deref();
    let search = search::of_person(&new.first_name, &new.last_name, &new.email, new.phone, external_id);
    sql("INSERT INTO users (id, account_id, first_name, last_name, email, phone, role, access, external_id, status, \
         search, joined_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)")
        .bind(id)
        .bind(account)
        .bind(&new.first_name)
        .bind(&new.last_name)
        .bind(&new.email)
        .bind(new.phone)
        .bind(new.role)
        .bind(new.access)
        .bind(external_id)
        .bind(new.status)
        .bind(search)
        .bind(joined)
        .bind(now)
        .run(tx)
        .await?;
    statuses::note(tx, account, Moved::default().come(new.status, 1), now).await?;
    for team in &new.teams {
        sql("INSERT INTO user_teams (account_id, user_id, team_id) VALUES ($1, $2, $3)")
            .bind(account)
            .bind(id)
            .bind(*team)
            .run(tx)
            .await?;
    }
    for territory in &new.territories {
        sql("INSERT INTO user_territories (account_id, user_id, territory_id) VALUES ($1, $2, $3)")
            .bind(account)
            .bind(id)
            .bind(*territory)
            .run(tx)
            .await?;
    }
    if holds_a_seat {
        seats::settle(tx, &mut taken, Cause::person(id), now).await?;
    }
    Ok(id)
}
