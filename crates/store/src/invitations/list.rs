//! Lists of invitations, narrowed and in parts, and how many stand where.

use std::fmt::Write as _;

use plan::snapshot::Status;
use plan::value::phone::PhoneNumber;

use super::stage::Stage;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, ImportId, InviteId, UserId};
use crate::jobs::count;
use crate::messages::Channel;
use crate::page::{Listed, Page};
use crate::search;
use crate::sql::{Row, Sql, sql};
use crate::time::Micros;

/// Which invitations are wanted; what is not set, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this import.
    pub import: Option<ImportId>,
    /// Only those that stand here.
    pub stage: Option<Stage>,
    /// Words of a name, e-mail, phone or external id, each of which has to be in there somewhere.
    pub search: String,
    /// The time, for links that have lapsed.
    pub now: Micros,
}

impl Filter {
    /// The condition on a table `invites i`, and the number of the next placeholder. Its values are those of
    /// [`Filter::bind`].
    fn condition(&self, patterns: &[String]) -> (String, usize) {
        let (mut text, mut next) = ("i.account_id = $1".to_owned(), 2);
        if self.import.is_some() {
            let _ = write!(text, " AND i.import_id = ${next}");
            next += 1;
        }
        if let Some(stage) = self.stage {
            let _ = write!(text, " AND {}", stage.condition().replace('?', &format!("${next}")));
            next += usize::from(stage.asks_time());
        }
        if !patterns.is_empty() {
            let searched = search::condition("u.search", patterns, next);
            let people = "SELECT u.id FROM users u WHERE u.account_id = $1";
            let _ = write!(text, " AND i.user_id IN ({people}{searched})");
        }
        (text, next + patterns.len())
    }

    fn bind<'a>(&self, statement: Sql<'a>, account: AccountId, patterns: &'a [String]) -> Sql<'a> {
        let mut statement = statement.bind(account);
        if let Some(import) = self.import {
            statement = statement.bind(import);
        }
        if self.stage.is_some_and(Stage::asks_time) {
            statement = statement.bind(self.now);
        }
        statement.bind_all(patterns)
    }
}

/// Where an invitation stands on one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channelled {
    /// `none`, `held`, `queued`, `sent`, `delivered`, `outbox`, `failed` or `ended`.
    pub state: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When a provider took it.
    pub sent_at: Option<Micros>,
    /// Why it failed, or fails so far, in the provider's words.
    pub error: Option<String>,
}

/// An invitation with its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The invite.
    pub id: InviteId,
    /// The generation of its link.
    pub generation: i64,
    /// Whom it is for.
    pub user: UserId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Where the e-mail goes.
    pub email: String,
    /// Where the text message goes.
    pub phone: Option<PhoneNumber>,
    /// Where the person stands.
    pub status: Status,
    /// The import that invited the person, if one did.
    pub import: Option<ImportId>,
    /// The e-mail.
    pub by_email: Channelled,
    /// The text message.
    pub by_text: Channelled,
    /// The time that somebody set for the messages, past or to come; 0 where they go as soon as they can.
    pub send_at: Micros,
    /// Until when the link can be used.
    pub expires_at: Micros,
    /// When the link was first opened.
    pub opened_at: Option<Micros>,
    /// When the person joined.
    pub accepted_at: Option<Micros>,
    /// When it was cancelled.
    pub cancelled_at: Option<Micros>,
}

const COLUMNS: &str = "i.id, i.generation, i.user_id, u.first_name, u.last_name, u.email, u.phone, u.status, i.import_id, \
    i.expires_at, i.opened_at, i.accepted_at, i.cancelled_at, i.send_at, i.email_state, i.email_attempts, \
    i.email_sent_at, i.email_error, i.text_state, i.text_attempts, i.text_sent_at, i.text_error";

/// The table that the columns are of, an invite with its person.
const FROM: &str = "invites i JOIN users u ON u.id = i.user_id AND u.account_id = i.account_id";

fn read(row: &Row) -> Result<Line> {
    Ok(Line {
        id: row.get("id")?,
        generation: row.get("generation")?,
        user: row.get("user_id")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        status: row.get("status")?,
        import: row.get("import_id")?,
        by_email: channelled(row, Channel::Email)?,
        by_text: channelled(row, Channel::Text)?,
        send_at: row.get("send_at")?,
        expires_at: row.get("expires_at")?,
        opened_at: row.get("opened_at")?,
        accepted_at: row.get("accepted_at")?,
        cancelled_at: row.get("cancelled_at")?,
    })
}

fn channelled(row: &Row, channel: Channel) -> Result<Channelled> {
    let on = channel.as_str();
    Ok(Channelled {
        state: row.get(&format!("{on}_state"))?,
        attempts: row.get(&format!("{on}_attempts"))?,
        sent_at: row.get(&format!("{on}_sent_at"))?,
        error: row.get(&format!("{on}_error"))?,
    })
}

/// A part of the invitations that a filter lets through, in the order in which their people were made: that of the file.
pub async fn list(conn: &mut Conn, account: AccountId, filter: &Filter, page: Page) -> Result<Listed<Line>> {
    let patterns = search::patterns(&filter.search);
    let (condition, next) = filter.condition(&patterns);
    let total = sql(format!("SELECT count(*) FROM invites i WHERE {condition}"));
    let total = filter.bind(total, account, &patterns).value(conn).await?;
    // Only the part is put beside its people: a late page of a long list passes over numbers alone.
    let text = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE i.id IN (SELECT i.id FROM invites i WHERE {condition} \
         ORDER BY i.user_id LIMIT ${next} OFFSET ${}) ORDER BY i.user_id",
        next + 1
    );
    let statement = filter.bind(sql(text), account, &patterns);
    let rows = statement.bind(page.limit).bind(page.offset).all(conn, read).await?;
    Ok(Listed { rows, total: count(total) })
}

/// How many of the invitations that a filter lets through, and by which nobody has joined yet, are for people with an
/// address that nothing is sent to.
pub async fn stopped(conn: &mut Conn, account: AccountId, filter: &Filter) -> Result<u32> {
    let patterns = search::patterns(&filter.search);
    let (condition, _) = filter.condition(&patterns);
    let (open, stopped) = (Stage::NotJoined.condition(), Stage::Stopped.condition());
    let text = format!("SELECT count(*) FROM invites i WHERE {condition} AND {open} AND {stopped}");
    Ok(count(filter.bind(sql(text), account, &patterns).value(conn).await?))
}

/// Invitations of a filter whose link can be used now, in the order of their people, from behind the person `after` on.
pub async fn usable(
    conn: &mut Conn,
    account: AccountId,
    filter: &Filter,
    after: UserId,
    most: u32,
) -> Result<Vec<Line>> {
    let patterns = search::patterns(&filter.search);
    let (condition, next) = filter.condition(&patterns);
    let text = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE {condition} AND {} AND i.expires_at > ${next} AND i.user_id > ${} \
         ORDER BY i.user_id LIMIT ${}",
        Stage::NotJoined.condition(),
        next + 1,
        next + 2
    );
    let statement = filter.bind(sql(text), account, &patterns);
    statement.bind(filter.now).bind(after).bind(most).all(conn, read).await
}

/// The invites of a filter, by id alone.
pub(super) async fn ids(conn: &mut Conn, account: AccountId, filter: &Filter) -> Result<Vec<i64>> {
    let patterns = search::patterns(&filter.search);
    let (condition, _) = filter.condition(&patterns);
    let text = format!("SELECT i.id FROM invites i WHERE {condition} ORDER BY i.user_id");
    filter.bind(sql(text), account, &patterns).all(conn, |row| row.get("id")).await
}

/// How many invitations of an import, or of the whole account, stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invitations in all.
    pub all: u32,
    /// Invitations by where they stand; one can stand in several.
    pub stages: Vec<(Stage, u32)>,
    /// E-mails by state.
    pub email: Vec<(String, u32)>,
    /// Text messages by state.
    pub text: Vec<(String, u32)>,
}

impl Counts {
    /// The number of one stage.
    pub fn of(&self, stage: Stage) -> u32 {
        self.stages.iter().filter(|(known, _)| *known == stage).map(|(_, number)| number).sum()
    }
}

/// The states of a channel, in their order.
const STATES: [&str; 8] = ["delivered", "ended", "failed", "held", "none", "outbox", "queued", "sent"];

/// Counts the invitations of an import, or of the whole account: in one pass and without sorting, which takes SQLite several
/// times as long.
pub async fn counts(
    conn: &mut Conn,
    account: AccountId,
    import: Option<ImportId>,
    now: Micros,
) -> Result<Counts> {
    let mut text = "SELECT count(*) AS number".to_owned();
    for (at, stage) in Stage::ALL.into_iter().enumerate() {
        let condition = stage.condition().replace('?', "$2");
        let _ = write!(text, ", count(CASE WHEN {condition} THEN 1 END) AS stage_{at}");
    }
    for on in Channel::ALL.map(Channel::as_str) {
        for state in STATES {
            let _ = write!(text, ", count(CASE WHEN i.{on}_state = '{state}' THEN 1 END) AS {on}_{state}");
        }
    }
    let of_import = if import.is_some() { " AND i.import_id = $3" } else { "" };
    let _ = write!(text, " FROM invites i WHERE i.account_id = $1{of_import}");
    let mut statement = sql(text).bind(account).bind(now);
    if let Some(import) = import {
        statement = statement.bind(import);
    }
    statement.one(conn, "account", read_counts).await
}

fn read_counts(row: &Row) -> Result<Counts> {
    let stages = Stage::ALL.into_iter().enumerate();
    let stages = stages.map(|(at, stage)| Ok((stage, row.get::<u32>(&format!("stage_{at}"))?)));
    let states = |channel: Channel| -> Result<Vec<(String, u32)>> {
        let on = channel.as_str();
        let all = STATES.map(|state| Ok((state.to_owned(), row.get::<u32>(&format!("{on}_{state}"))?)));
        let all: Vec<(String, u32)> = all.into_iter().collect::<Result<_>>()?;
        Ok(all.into_iter().filter(|(_, number)| *number > 0).collect())
    };
    Ok(Counts {
        all: row.get("number")?,
        stages: stages.collect::<Result<_>>()?,
        email: states(Channel::Email)?,
        text: states(Channel::Text)?,
    })
}
