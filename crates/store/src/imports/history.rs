//! The history: imports by time, and the outcome of an applied one row by row.

use plan::finding::Code;
use plan::plan::Fate;
use plan::value::phone::PhoneNumber;

use super::{COLUMNS, Import, Status, read};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, ImportId, UserId};
use crate::jobs::count;
use crate::page::{Listed, Page};
use crate::search;
use crate::sql::{Row, sql};

/// Which imports are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these states; all where there is none.
    pub statuses: Vec<Status>,
    /// Only imports whose file's name contains this, whatever its case.
    pub file: String,
    /// Only imports that this person began.
    pub begun_by: Option<UserId>,
}

/// Imports of an account that came from a file, the newest first. What forms did is told of each person.
pub async fn list(
    conn: &mut Conn,
    account: AccountId,
    filter: &Filter,
    page: Page,
) -> Result<Listed<Import>> {
    let all = [Status::Draft, Status::Approved, Status::Applied, Status::Discarded];
    let wanted = if filter.statuses.is_empty() { &all[..] } else { &filter.statuses };
    let words: Vec<String> = wanted.iter().map(|status| format!("'{}'", status.as_str())).collect();
    // The states are words of this program, so they can stand in the text. `lower` knows ASCII only on SQLite, which is
    // enough for finding a file.
    let from = format!(
        "FROM imports WHERE account_id = $1 AND source = 'file' AND status IN ({}) AND lower(file_name) LIKE $2 ESCAPE '\\' \
         AND ($3 IS NULL OR begun_by = $3)",
        words.join(", ")
    );
    let pattern = search::pattern(&filter.file.trim().to_ascii_lowercase());
    let bound = |text: String| sql(text).bind(account).bind(pattern.clone()).bind(filter.begun_by);
    let total = bound(format!("SELECT count(*) {from}")).value(conn).await?;
    let rows = bound(format!("SELECT {COLUMNS} {from} ORDER BY id DESC LIMIT $4 OFFSET $5"))
        .bind(page.limit)
        .bind(page.offset)
        .all(conn, read)
        .await?;
    Ok(Listed { rows, total: count(total) })
}

/// One row of an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The row's number as the spreadsheet shows it.
    pub number: u32,
    /// What became of the row.
    pub fate: Fate,
    /// The person it was about, if one of the account.
    pub person: Option<UserId>,
    /// The person's name as it is now; else whom the row names.
    pub name: String,
    /// The values before, as JSON; of a change only what differs.
    pub before: Option<String>,
    /// The values afterwards, as JSON.
    pub after: Option<String>,
    /// The codes of the findings at the row.
    pub codes: Vec<Code>,
}

const OUTCOME: &str = "SELECT row_number, fate, person_id, label, values_before, values_after, codes, \
                       first_name, last_name FROM outcomes \
                       LEFT JOIN users ON users.id = outcomes.person_id AND users.account_id = $2";

fn read_outcome(row: &Row) -> Result<OutcomeRow> {
    let label = row.get::<Option<String>>("label")?.unwrap_or_default();
    let name = match (row.get::<Option<String>>("first_name")?, row.get::<Option<String>>("last_name")?) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        _ => label,
    };
    Ok(OutcomeRow {
        number: row.get("row_number")?,
        fate: row.word("fate", |word| Fate::ALL.into_iter().find(|fate| fate.as_str() == word))?,
        person: row.get("person_id")?,
        name,
        before: row.get("values_before")?,
        after: row.get("values_after")?,
        codes: row.json_null("codes")?.unwrap_or_default(),
    })
}

/// Rows of an applied import, by number; of one fate where it is given, and only of people who
/// have every word of `words` in a name, address, phone or external id.
pub async fn outcomes(
    conn: &mut Conn,
    account: AccountId,
    import: ImportId,
    fate: Option<Fate>,
    words: &str,
    page: Page,
) -> Result<Listed<OutcomeRow>> {
    super::get(conn, account, import).await?;
    let fate = fate.map_or("%", Fate::as_str);
    let patterns = search::patterns(words);
    let searched = search::condition("COALESCE(users.search, outcomes.search, '')", &patterns, 4);
    let filter = format!("WHERE import_id = $1 AND fate LIKE $3{searched}");
    let bound = |text: String| sql(text).bind(import).bind(account).bind(fate).bind_all(&patterns);
    let from = "SELECT count(*) FROM outcomes LEFT JOIN users ON users.id = outcomes.person_id AND users.account_id = $2";
    let total = bound(format!("{from} {filter}")).value(conn).await?;
    let next = patterns.len() + 4;
    let text = format!("{OUTCOME} {filter} ORDER BY row_number LIMIT ${next} OFFSET ${}", next + 1);
    let rows = bound(text).bind(page.limit).bind(page.offset).all(conn, read_outcome).await?;
    Ok(Listed { rows, total: count(total) })
}

/// What imports did to a person, the newest first: the import, and the row of its outcome.
pub async fn of_person(
    conn: &mut Conn,
    account: AccountId,
    person: UserId,
) -> Result<Vec<(Import, OutcomeRow)>> {
    let rows =
        sql("SELECT import_id, row_number FROM outcomes JOIN imports ON imports.id = outcomes.import_id \
                    WHERE person_id = $1 AND account_id = $2 AND fate IN ('create', 'update') \
                    ORDER BY import_id DESC, row_number")
        .bind(person)
        .bind(account)
        .all(conn, |row| Ok((row.get::<ImportId>("import_id")?, row.get::<i64>("row_number")?)))
        .await?;
    let mut story = Vec::with_capacity(rows.len());
    for (import, number) in rows {
        let outcome = sql(format!("{OUTCOME} WHERE import_id = $1 AND row_number = $3"))
            .bind(import)
            .bind(account)
            .bind(number)
            .one(conn, "row", read_outcome)
            .await?;
        story.push((super::get(conn, account, import).await?, outcome));
    }
    Ok(story)
}

/// A phone that a row took over from somebody who was suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The number of the row that took it over.
    pub row: u32,
    /// The phone.
    pub phone: PhoneNumber,
    /// Who has it since: the person of the row, with the name they have now.
    pub to: Option<(UserId, String)>,
}

/// The phones that imports took over from a person, the newest first: the import, and what it took.
pub async fn releases_of_person(
    conn: &mut Conn,
    account: AccountId,
    person: UserId,
) -> Result<Vec<(Import, Released)>> {
    let rows = sql("SELECT releases.import_id AS import_id, releases.row_number AS row_number, \
         releases.phone AS taken, users.id AS holder, first_name, last_name FROM releases \
         JOIN imports ON imports.id = releases.import_id LEFT JOIN outcomes ON outcomes.import_id = releases.import_id \
         AND outcomes.row_number = releases.row_number \
         LEFT JOIN users ON users.id = outcomes.person_id AND users.account_id = imports.account_id \
         WHERE releases.person_id = $1 AND imports.account_id = $2 \
         ORDER BY releases.import_id DESC, releases.row_number")
    .bind(person)
    .bind(account)
    .all(conn, |row| Ok((row.get::<ImportId>("import_id")?, read_released(row)?)))
    .await?;
    let mut releases = Vec::with_capacity(rows.len());
    for (import, released) in rows {
        releases.push((super::get(conn, account, import).await?, released));
    }
    Ok(releases)
}

fn read_released(row: &Row) -> Result<Released> {
    let to = match row.get::<Option<UserId>>("holder")? {
        Some(holder) => {
            let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
            Some((holder, format!("{first} {last}")))
        }
        None => None,
    };
    Ok(Released { row: row.get("row_number")?, phone: row.get("taken")?, to })
}
