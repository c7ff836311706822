//! What the invitations of an account say. What may stand in a text is for the caller to know; here it is text.

use plan::choices::Actor;

use crate::audit;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::ids::AccountId;
use crate::sql::sql;
use crate::time::Micros;

/// The texts of an invitation, with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Templates {
    /// The subject of the e-mail.
    pub subject: String,
    /// The e-mail.
    pub email: String,
    /// The text message.
    pub text: String,
}

/// The texts of an account; `None` where its Admins have not said any.
pub async fn get(conn: &mut Conn, account: AccountId) -> Result<Option<Templates>> {
    sql("SELECT subject, email, text_message FROM invitation_templates WHERE account_id = $1")
        .bind(account)
        .first(conn, |row| {
            Ok(Templates {
                subject: row.get("subject")?,
                email: row.get("email")?,
                text: row.get("text_message")?,
            })
        })
        .await
}

/// Keeps other texts, and that somebody changed them.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    templates: &Templates,
    actor: &Actor,
    now: Micros,
) -> Result<()> {
    sql("INSERT INTO invitation_templates (account_id, subject, email, text_message, updated_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id) DO UPDATE SET subject = excluded.subject, \
         email = excluded.email, text_message = excluded.text_message, updated_at = excluded.updated_at")
    .bind(account)
    .bind(&templates.subject)
    .bind(&templates.email)
    .bind(&templates.text)
    .bind(now)
    .run(tx)
    .await?;
    audit::add(tx, account, actor, "templates.changed", None, &"invitation", now).await
}

/// Forgets the texts of an account, so that the usual ones hold again, and keeps that somebody did.
pub async fn reset(tx: &mut Tx, account: AccountId, actor: &Actor, now: Micros) -> Result<()> {
    let gone = sql("DELETE FROM invitation_templates WHERE account_id = $1").bind(account).run(tx).await?;
    if gone == 0 {
        return Ok(());
    }
    audit::add(tx, account, actor, "templates.reset", None, &"invitation", now).await
}
