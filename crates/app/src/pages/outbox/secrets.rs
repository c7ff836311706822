//! Codes and links that wait because no service sends them. Admins see them only as long as that is so: decision 0012.

use store::messages::{Channel, NoticeKind};
use store::notices::{self, Shelved};
use store::{CodeId, Conn, LinkId};

use crate::error::Result;
use crate::messages::password_link;
use crate::pages::ui::Moment;
use crate::pages::words;
use crate::state::AppState;
use crate::web::who::SignedIn;

/// A code or a link that somebody asked for.
#[derive(Clone, Debug)]
pub struct Secret {
    /// A number that is its own on this page.
    pub id: i64,
    /// Who asked for it, or was sent it.
    pub name: String,
    /// The person's page.
    pub href: String,
    /// Whether it is a link to set a password; otherwise a code.
    pub is_link: bool,
    /// Where it would have gone.
    pub address: String,
    /// The code or the link.
    pub value: String,
    /// When it was asked for.
    pub when: Moment,
    /// Until when it holds.
    pub until: Moment,
}

/// What waits on the channels without a service, the newest first.
pub(super) async fn secrets(conn: &mut Conn, state: &AppState, who: &SignedIn) -> Result<Vec<Secret>> {
    if Channel::ALL.into_iter().all(|channel| state.sends(channel)) {
        return Ok(Vec::new());
    }
    let shelved = notices::shelved(conn, who.account_id(), state.micros()).await?;
    let waiting = shelved.iter().filter(|one| !state.sends(one.channel));
    Ok(waiting.map(|one| secret(one, state, who)).collect())
}

fn secret(one: &Shelved, state: &AppState, who: &SignedIn) -> Secret {
    let is_link = one.kind == NoticeKind::Password;
    let value = if is_link {
        password_link(&state.config.public_url, &state.key.link_token(LinkId(one.of)))
    } else {
        state.key.code(CodeId(one.of))
    };
    Secret {
        id: one.of,
        name: words::full_name(&one.first_name, &one.last_name),
        href: format!("/users/{}", one.user),
        is_link,
        address: super::list::address(one.channel, &one.address),
        value,
        when: who.times().moment(one.created_at),
        until: who.times().moment(one.expires_at),
    }
}
