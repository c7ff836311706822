//! Messages as rows: invitations and words to old addresses. A worker sends them after the commit.

use std::collections::BTreeMap;

use plan::choices::Inviting;
use plan::plan::Change;
use plan::snapshot::Status;

use super::write::Work;
use crate::bulk::list::List;
use crate::bulk::loader::{Constant, Loader, Target};
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{self, InviteId};
use crate::invitations::bulk;
use crate::messages::{Channel, NoticeKind};
use crate::sql::sql;
use crate::time::Micros;

/// Invitations.
pub const INVITES: Target = Target {
    table: "invites",
    constants: &[
        "account_id",
        "import_id",
        "expires_at",
        "email_state",
        "email_next_at",
        "text_next_at",
        "asked_revision",
        "send_at",
        "created_at",
    ],
    columns: &["id", "user_id", "token_hash", "text_state"],
    bytes: &["token_hash"],
};
/// Messages to old addresses.
pub const NOTICES: Target = Target {
    table: "notices",
    constants: &["account_id", "import_id", "kind", "state", "next_at", "created_at"],
    columns: &["id", "user_id", "channel", "address"],
    bytes: &[],
};

/// How the messages of an import begin.
struct Begin {
    /// The state in both channels.
    state: &'static str,
    /// When they are due.
    due: Micros,
    /// The time that was set for them; 0 where none was.
    set: Micros,
    /// Until when the link can be used: it counts from when the message may go out.
    until: Micros,
}

impl Begin {
    fn of(work: &Work<'_>) -> Self {
        let (state, set) = match work.plan.choices().invites {
            Inviting::None => ("none", Micros(0)),
            Inviting::Now => ("queued", Micros(0)),
            Inviting::At(at) => ("queued", Micros(at.micros)),
            Inviting::Held => ("held", Micros(0)),
        };
        let due = work.now.max(set);
        Self { state, due, set, until: due.after(work.order.lifetime) }
    }
}

/// Makes an invitation for every new person, in each channel they have an address in; where none is to be sent, for the link
/// alone.
pub async fn invite_new(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let people: Vec<Invitee> = work.new_people().map(|(id, one)| (id, one.phone.is_some())).collect();
    invite(tx, work, &people).await
}

/// Somebody who is invited, and whether they have a phone.
type Invitee = (i64, bool);

/// How the text of somebody begins where messages begin in a state: without a phone there is none.
const fn text_state(state: &'static str, has_phone: bool) -> &'static str {
    if has_phone { state } else { "none" }
}

async fn invite(tx: &mut Tx, work: &Work<'_>, people: &[Invitee]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let ids = ids::take(tx, people.len() as u32).await?;
    let begin = Begin::of(work);
    let (account, import) = (Constant::Int(work.order.account.0), Constant::Int(work.order.import.0));
    let (state, due) = (Constant::Text(begin.state), Constant::Int(begin.due.0));
    let [until, revision, set, now] =
        [begin.until.0, work.revision, begin.set.0, work.now.0].map(Constant::Int);
    let constants = [account, import, until, state, due, due, revision, set, now];
    let mut loader = Loader::begin(tx, &INVITES, &constants).await?;
    for (done, (id, (person, has_phone))) in (0..).zip(ids.zip(people)) {
        let hash = work.order.key.invite_token(InviteId(id), 1).hash();
        loader
            .row(|row| {
                row.int(id);
                row.int(*person);
                row.bytes(&hash);
                row.text(text_state(begin.state, *has_phone));
            })
            .await?;
        work.progress_now_and_then(done, people.len() as u32, (60, 75));
    }
    loader.finish().await?;
    Ok(())
}

/// Reads the invites of a list of people.
pub const OPEN_INVITES: &str = "SELECT invites.id, invites.user_id, invites.generation FROM {list} CROSS JOIN invites \
    WHERE invites.account_id = $1 AND invites.user_id = list.key ORDER BY invites.id";
/// Ends the links of invites and sends new ones, now or later, or none. About the plus see [`super::changes::CHANGE`].
pub const RENEW: &str = "UPDATE invites SET generation = list.generation, token_hash = list.token_hash, \
    import_id = $2, expires_at = $3, email_state = $4, email_next_at = $5, email_attempts = 0, \
    email_fence = invites.email_fence + 1, email_sent_at = NULL, email_error = NULL, text_state = list.text_state, \
    text_next_at = $5, text_attempts = 0, text_fence = invites.text_fence + 1, text_sent_at = NULL, \
    text_error = NULL, opened_at = NULL, asked_revision = $6, send_at = $7 FROM {list} WHERE invites.id = list.id AND +invites.account_id = $1";

/// People who are invited and whose address changes: the link that went to the old one ends, and a new one is sent.
pub async fn invite_anew(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let moved: Vec<Invitee> = changes(work, &[Status::Invited])
        .map(|change| (change.person, work.phone_after(change).is_some()))
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let open = open_invites(tx, work, moved.iter().map(|(person, _)| *person).collect()).await?;
    let new: Vec<Invitee> = moved.iter().copied().filter(|(person, _)| !open.contains_key(person)).collect();
    invite(tx, work, &new).await?;
    let open = moved.iter().filter_map(|(person, phone)| Some((*open.get(person)?, *phone))).collect();
    renew(tx, work, open).await
}

/// The invites of people, each with its next generation.
async fn open_invites(
    tx: &mut Tx,
    work: &Work<'_>,
    people: Vec<i64>,
) -> Result<BTreeMap<i64, (InviteId, i64)>> {
    let engine = tx.engine();
    let list = List::ints("key", people);
    let statement = sql(OPEN_INVITES.replace("{list}", &list.source(engine, 2))).bind(work.order.account);
    let open = list.bind(engine, statement).all(tx, |row| {
        Ok((row.get::<i64>("user_id")?, (row.get::<InviteId>("id")?, row.get::<i64>("generation")? + 1)))
    });
    Ok(open.await?.into_iter().collect())
}

/// Ends the links of people who were invited and will not join, and takes back what still waits.
pub async fn cancel(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let gone = work.plan.changes().iter().filter(|change| change.after.status == Status::Cancelled);
    let gone: Vec<i64> = gone.map(|change| change.person).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let open: Vec<(InviteId, i64)> = open_invites(tx, work, gone).await?.into_values().collect();
    bulk::end_links(tx, work.order.key, work.order.account, &open, work.now).await
}

async fn renew(tx: &mut Tx, work: &Work<'_>, invites: Vec<((InviteId, i64), bool)>) -> Result<()> {
    if invites.is_empty() {
        return Ok(());
    }
    let (begin, engine) = (Begin::of(work), tx.engine());
    let texts = invites.iter().map(|(_, phone)| Some(text_state(begin.state, *phone).to_owned())).collect();
    let hashes = invites
        .iter()
        .map(|((id, generation), _)| work.order.key.invite_token(*id, *generation).hash().to_vec())
        .collect();
    let list = List::ints("id", invites.iter().map(|((id, _), _)| id.0).collect())
        .and_ints("generation", invites.iter().map(|((_, generation), _)| *generation).collect())
        .and_texts("text_state", texts)
        .and_bytes("token_hash", hashes);
    let statement = sql(RENEW.replace("{list}", &list.source(engine, 8)))
        .bind(work.order.account)
        .bind(work.order.import)
        .bind(begin.until)
        .bind(begin.state)
        .bind(begin.due)
        .bind(work.revision)
        .bind(begin.set);
    list.bind(engine, statement).run(tx).await?;
    Ok(())
}

/// The changes of somebody's address or phone, of people with one of some statuses before.
fn changes<'a>(work: &Work<'a>, of: &'a [Status]) -> impl Iterator<Item = &'a Change> {
    work.plan.changes().iter().filter(|change| {
        let (before, after) = (&change.before, &change.after);
        of.contains(&before.status) && (before.email != after.email || before.phone != after.phone)
    })
}

/// Tells the old address, or the old phone, of people who have joined that it was changed; and ends the one-time links
/// that went there.
pub async fn notices(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let mut told: Vec<(i64, Channel, String)> = Vec::new();
    for change in changes(work, &[Status::Active, Status::Suspended]) {
        if change.before.email != change.after.email {
            told.push((change.person, Channel::Email, change.before.email.clone()));
        }
        if change.before.phone != change.after.phone
            && let Some(phone) = change.before.phone
        {
            told.push((change.person, Channel::Text, phone.to_string()));
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    let now = Constant::Int(work.now.0);
    let (account, import) = (Constant::Int(work.order.account.0), Constant::Int(work.order.import.0));
    let ids = ids::take(tx, told.len() as u32).await?;
    let (kind, queued) = (Constant::Text(NoticeKind::Changed.as_str()), Constant::Text("queued"));
    let mut loader = Loader::begin(tx, &NOTICES, &[account, import, kind, queued, now, now]).await?;
    for (id, (person, channel, address)) in ids.zip(&told) {
        loader
            .row(|row| {
                row.int(id);
                row.int(*person);
                row.text(channel.as_str());
                row.text(address);
            })
            .await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Ends the one-time links of people; `{list}` is the list of their ids.
const END_LINKS: &str = "UPDATE one_time_links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL \
    AND user_id IN (SELECT list.key FROM {list})";

/// One-time links of somebody whose address, role or status changes hold no longer: they may lie in the wrong hands.
pub async fn end_links(tx: &mut Tx, work: &Work<'_>) -> Result<()> {
    let people: Vec<i64> = work
        .plan
        .changes()
        .iter()
        .filter(|change| change.ends_sessions())
        .map(|change| change.person)
        .collect();
    if people.is_empty() {
        return Ok(());
    }
    let engine = tx.engine();
    let list = List::ints("key", people);
    let statement =
        sql(END_LINKS.replace("{list}", &list.source(engine, 3))).bind(work.order.account).bind(work.now);
    list.bind(engine, statement).run(tx).await?;
    Ok(())
}
