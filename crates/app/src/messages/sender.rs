//! Who invites somebody, as the message says it.

use plan::choices::Actor;
use store::accounts::Account;
use store::{Conn, ImportId, UserId, imports, users};

use crate::pages::words;

/// The name of whoever agreed to the import that invited somebody; the account's where nobody of it did.
///
/// # Errors
/// Where the database cannot be read.
pub async fn of_import(
    conn: &mut Conn,
    account: &Account,
    import: Option<ImportId>,
) -> store::Result<String> {
    let Some(import) = import else { return Ok(account.name.clone()) };
    let import = imports::get(conn, account.id, import).await?;
    match import.approval.map_or(import.actor, |approval| approval.by) {
        Actor::Operator | Actor::Service => Ok(account.name.clone()),
        Actor::Person { id, .. } => {
            let values = users::get(conn, account.id, UserId(id)).await?.values;
            Ok(words::full_name(&values.first_name, &values.last_name))
        }
    }
}
