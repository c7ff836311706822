//! Erases what is known of one person, because that person has the right to it.
//!
//! The row of the person stays without a name, so that every number of the history stays what it was: imports, outcomes,
//! invoices and the audit log name it by its id. Files hold whole lists and are erased as a whole. [`look()`] reads
//! where the person is named, while others write; [`person`] erases in a transaction, which taken back shows what it would do;
//! [`crate::Db::compact`] then takes the bytes from the disk.

mod known;
mod look;

use plan::authority;
use plan::choices::Actor;
use plan::snapshot::{Role, Status as Standing};

use self::known::Known;
use self::look::{Kept, Seen};
pub use self::look::{Named, look};
use crate::accounts;
use crate::audit;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::files;
use crate::ids::{AccountId, ImportId, UserId};
use crate::imports::Status;
use crate::search;
use crate::secrets::InstallationKey;
use crate::sql::sql;
use crate::statuses::{self, Moved};
use crate::time::Micros;
use crate::users;
use crate::values::PersonValues;

/// What somebody is called who was erased: given and family name.
pub const NAME: (&str, &str) = ("Erased", "person");

/// What was erased besides the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The imports whose files are gone, ascending.
    pub files_of: Vec<ImportId>,
    /// Those among them that were not applied yet and are discarded.
    pub discarded: Vec<ImportId>,
    /// Rows of the history that show no values any more.
    pub rows: u32,
}

/// Erases a person of an account. Whoever is active is suspended first, and whoever is invited is cancelled, as everywhere
/// else: the last Admin stays. `named` is from [`look()`], so that others wait no longer than it takes to write; what has
/// changed since is looked at here.
///
/// [`Error::Refused`] for the last Admin, and while an import that names the person waits to be applied.
pub async fn person(
    tx: &mut Tx,
    key: &InstallationKey,
    account: AccountId,
    named: &Named,
    by: &Actor,
    now: Micros,
) -> Result<Erased> {
    let user = named.user();
    accounts::take(tx, account).await?;
    let values = users::get(tx, account, user).await?.values;
    match values.status {
        Standing::Active => {
            let admins = users::list::counts(tx, account).await?.active_admins as usize;
            if values.role == Role::Admin && !authority::leaves_an_admin(admins, 1) {
                return Err(Error::Refused("the last Admin cannot be erased"));
            }
            users::suspend(tx, account, user, now).await?;
        }
        Standing::Invited => users::cancel(tx, key, account, user, now).await?,
        Standing::Suspended | Standing::Cancelled => {}
    }
    let known = known::of(tx, account, user).await?;
    let mut erased = Erased::default();
    erase_imports(tx, account, (named, &known), &mut erased, now).await?;
    erased.rows += erase_outcomes(tx, account, user).await?;
    erase_messages(tx, account, user, &known).await?;
    erase_ways_in(tx, account, user).await?;
    audit::forget_addresses(tx, account, user).await?;
    erase_person(tx, account, user, now).await?;
    if matches!(values.status, Standing::Active | Standing::Suspended) {
        let moved = Moved::default().go((Standing::Suspended, Standing::Cancelled), 1);
        statuses::note(tx, account, moved, now).await?;
    }
    audit::add(tx, account, by, "person.erased", Some(user.0), &erased.files_of.len(), now).await?;
    Ok(erased)
}

/// Erases the files that name the person, the fixes made in them, the names of files that do, and what rows that found
/// nobody say of the person. A form has none of these.
async fn erase_imports(
    tx: &mut Tx,
    account: AccountId,
    (named, known): (&Named, &Known),
    erased: &mut Erased,
    now: Micros,
) -> Result<()> {
    for kept in look::imports(tx, account).await? {
        let seen = match named.of(&kept, known) {
            Some(seen) => seen.clone(),
            None => look::see(tx, account, &kept, known).await?,
        };
        erase_names(tx, account, (&kept, &seen), known).await?;
        erased.rows += seen.rows.len() as u32;
        let fixes = fixes(tx, account, kept.import).await?;
        let is_there = files::is_there(tx, account, kept.original).await?;
        let in_file = is_there && (seen.in_file || fixes.iter().any(|(_, fix)| known.is_in_fix(fix)));
        if in_file || !is_there {
            erase_fixes(tx, kept.import, &fixes, known).await?;
        }
        if in_file {
            erase_file(tx, account, &kept, erased, now).await?;
        }
    }
    Ok(())
}

async fn erase_file(
    tx: &mut Tx,
    account: AccountId,
    kept: &Kept,
    erased: &mut Erased,
    now: Micros,
) -> Result<()> {
    if kept.status == Status::Draft {
        erased.discarded.push(kept.import);
    }
    for file in [Some(kept.original), kept.sheet].into_iter().flatten() {
        files::erase(tx, account, file, now).await.map_err(|error| match error {
            Error::Refused(_) => Error::Refused("an import that names the person waits to be applied"),
            other => other,
        })?;
    }
    erased.files_of.push(kept.import);
    Ok(())
}

/// Takes the person out of the name of a file and out of rows that found nobody.
async fn erase_names(
    tx: &mut Tx,
    account: AccountId,
    (kept, seen): (&Kept, &Seen),
    known: &Known,
) -> Result<()> {
    if known.is_named_by(&kept.file_name) {
        sql("UPDATE imports SET file_name = 'erased.' || format WHERE id = $1 AND account_id = $2")
            .bind(kept.import)
            .bind(account)
            .run(tx)
            .await?;
    }
    for row in &seen.rows {
        sql("UPDATE outcomes SET label = $3, search = '' WHERE import_id = $1 AND row_number = $2")
            .bind(kept.import)
            .bind(*row)
            .bind(NAME.0)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// The fixes of an import, withdrawn ones too: number and JSON.
async fn fixes(tx: &mut Tx, account: AccountId, import: ImportId) -> Result<Vec<(i64, String)>> {
    sql("SELECT number, fix FROM import_fixes JOIN imports ON imports.id = import_fixes.import_id \
         WHERE import_id = $1 AND account_id = $2")
    .bind(import)
    .bind(account)
    .all(tx, |row| Ok((row.get::<i64>("number")?, row.get::<String>("fix")?)))
    .await
}

/// What was typed into cells may be one name alone. Without the file no fix is of use to anybody.
async fn erase_fixes(tx: &mut Tx, import: ImportId, fixes: &[(i64, String)], known: &Known) -> Result<()> {
    for (number, _) in fixes.iter().filter(|(_, fix)| known.has_part_in(fix)) {
        sql("DELETE FROM import_fixes WHERE import_id = $1 AND number = $2")
            .bind(import)
            .bind(*number)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// Takes the values out of the outcomes of the person, and forgets the phones that others took over.
async fn erase_outcomes(tx: &mut Tx, account: AccountId, user: UserId) -> Result<u32> {
    let mut rows = 0;
    for one in known::outcomes(tx, account, user).await? {
        let json = |values: Option<PersonValues>| values.map(|values| serde_json::to_string(&nobody(values)));
        let written = |json: Option<serde_json::Result<String>>| {
            json.transpose().map_err(|error| Error::Damaged(error.to_string()))
        };
        sql("UPDATE outcomes SET values_before = $3, values_after = $4 WHERE import_id = $1 AND row_number = $2")
            .bind(one.import)
            .bind(one.row)
            .bind(written(json(one.before))?)
            .bind(written(json(one.after))?)
            .run(tx)
            .await?;
        rows += 1;
    }
    sql("DELETE FROM releases WHERE person_id = $2 AND import_id IN (SELECT id FROM imports WHERE account_id = $1)")
        .bind(account)
        .bind(user)
        .run(tx)
        .await?;
    Ok(rows)
}

/// The values without what says who it was.
fn nobody(values: PersonValues) -> PersonValues {
    PersonValues {
        first_name: NAME.0.to_owned(),
        last_name: NAME.1.to_owned(),
        email: String::new(),
        phone: None,
        external_id: None,
        ..values
    }
}

/// Ends what waits to be sent, and takes the addresses out of what was; nothing that a provider says later finds it.
async fn erase_messages(tx: &mut Tx, account: AccountId, user: UserId, known: &Known) -> Result<()> {
    for text in [
        "DELETE FROM provider_ids WHERE account_id = $1 AND ((kind = 'invite' AND message_id IN \
         (SELECT id FROM invites WHERE account_id = $1 AND user_id = $2)) OR (kind = 'notice' AND message_id IN \
         (SELECT id FROM notices WHERE account_id = $1 AND user_id = $2)))",
        "UPDATE notices SET address = '', error = NULL, \
         state = CASE WHEN state IN ('queued', 'outbox') THEN 'ended' ELSE state END WHERE account_id = $1 AND user_id = $2",
        "UPDATE invites SET email_error = NULL, text_error = NULL WHERE account_id = $1 AND user_id = $2",
    ] {
        sql(text).bind(account).bind(user).run(tx).await?;
    }
    // A block of an address holds for the installation; it stays where somebody else has the address.
    for address in known.addresses() {
        sql("DELETE FROM suppressions WHERE address = $1 AND NOT EXISTS (SELECT 1 FROM users \
             WHERE (users.email = $1 OR users.phone = $1) AND NOT (users.account_id = $2 AND users.id = $3))")
        .bind(address)
        .bind(account)
        .bind(user)
        .run(tx)
        .await?;
    }
    Ok(())
}

async fn erase_ways_in(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    for table in
        ["sessions", "one_time_links", "codes", "passkeys", "user_teams", "user_territories", "departures"]
    {
        sql(format!("DELETE FROM {table} WHERE account_id = $1 AND user_id = $2"))
            .bind(account)
            .bind(user)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// What is left of the person: a row with an id, in a state in which it counts nowhere.
async fn erase_person(tx: &mut Tx, account: AccountId, user: UserId, now: Micros) -> Result<()> {
    sql("UPDATE users SET first_name = $3, last_name = $4, email = '', phone = NULL, external_id = NULL, search = $5, \
         password_hash = NULL, confirmed_phone = NULL, last_seen_at = NULL, status = 'Cancelled', joined_at = NULL, version = version + 1, \
         session_epoch = session_epoch + 1, updated_at = $6 WHERE account_id = $1 AND id = $2")
    .bind(account)
    .bind(user)
    .bind(NAME.0)
    .bind(NAME.1)
    .bind(search::of_person(NAME.0, NAME.1, "", None, None))
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}
