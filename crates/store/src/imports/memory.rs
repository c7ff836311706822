//! What an account chose before, for the next file of its kind: the field of a header, and the fixes of values.
//!
//! Headers are written down when an import is applied; fixes are read from the imports themselves. Both are evidence or an
//! offer, never a choice: nothing here decides anything.

use std::collections::{BTreeMap, HashSet};

use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{Mapping, MappingFile};
use plan::value::fold::fold;

use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::groups::past::Renamed;
use crate::ids::AccountId;
use crate::sql::sql;
use crate::teams::Teams;
use crate::territories::Territories;
use crate::time::Micros;

/// A header that is longer, in bytes, is no header but a text; it is not remembered.
const LONGEST: usize = 200;

/// So many headers are looked through, those chosen last first.
const MOST_HEADERS: i64 = 5_000;

/// The fixes of so many imports of files are looked through, those applied last first: forms have no fixes of values, and are
/// many.
const MOST_IMPORTS: i64 = 50;

/// Writes down which field each header of an applied import fed, and which columns somebody left out by hand.
pub(crate) async fn remember(
    tx: &mut Tx,
    account: AccountId,
    mapping: &Mapping,
    said: &MappingFile,
    now: Micros,
) -> Result<()> {
    for (header, field) in choices(mapping, said) {
        sql("INSERT INTO remembered_headers (account_id, header, field, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, header) DO UPDATE SET field = excluded.field, at = excluded.at")
        .bind(account)
        .bind(header)
        .bind(field.map(Field::key))
        .bind(now)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// The choices of an import by folded header, without those of headers that stand twice and went different ways.
fn choices(mapping: &Mapping, said: &MappingFile) -> BTreeMap<String, Option<Field>> {
    let mut all: BTreeMap<String, Vec<Option<Field>>> = BTreeMap::new();
    for column in &mapping.columns {
        let header = fold(&column.header).into_owned();
        if !header.is_empty() && header.len() <= LONGEST {
            all.entry(header).or_default().push(column.field);
        }
    }
    let by_hand = |header: &str| {
        let mut columns = mapping.columns.iter().filter(|column| fold(&column.header) == header);
        columns.any(|column| said.columns.get(&column.index) == Some(&None))
    };
    all.into_iter()
        .filter_map(|(header, fields)| {
            let first = fields.first().copied()?;
            let agreed = fields.iter().all(|field| *field == first);
            (agreed && (first.is_some() || by_hand(&header))).then_some((header, first))
        })
        .collect()
}

/// What an account chose for these headers before, by their index: a field, or none where the column was left out by
/// hand. A header that it never had is not in the answer.
pub async fn headers(
    conn: &mut Conn,
    account: AccountId,
    headers: &[String],
) -> Result<BTreeMap<u32, Option<Field>>> {
    let known = sql("SELECT header, field FROM remembered_headers WHERE account_id = $1 ORDER BY at DESC, header LIMIT $2")
        .bind(account)
        .bind(MOST_HEADERS)
        .all(conn, |row| Ok((row.get::<String>("header")?, row.get::<Option<String>>("field")?)))
        .await?;
    let known: BTreeMap<String, Option<String>> = known.into_iter().collect();
    let chosen = (0..).zip(headers).filter_map(|(index, header)| match known.get(fold(header).as_ref())? {
        None => Some((index, None)),
        // A field that a newer version wrote down is none that this one knows.
        Some(key) => Field::from_key(key).map(|field| (index, Some(field))),
    });
    Ok(chosen.collect())
}

/// The fixes of values in the imports that an account applied, the latest of each target, in the order they were made:
/// of two replacements in one field the second finds what the first has left. Teams and territories are named as they are
/// called now, whatever they were called when the fix was made.
pub async fn value_fixes(conn: &mut Conn, account: AccountId) -> Result<Vec<Fix>> {
    // Fixes of rows can be long and hold for their own file alone; the kind stands first in the JSON of a fix.
    let fixes = sql("SELECT fix, applied_at FROM import_fixes JOIN (SELECT id, applied_at FROM imports \
                     WHERE account_id = $1 AND source = 'file' AND status = 'applied' ORDER BY applied_at DESC, id DESC LIMIT $2) AS done \
                     ON done.id = import_fixes.import_id WHERE withdrawn_at IS NULL \
                     AND (fix LIKE '{\"fix\":\"map_value\"%' OR fix LIKE '{\"fix\":\"create_reference\"%' \
                     OR fix LIKE '{\"fix\":\"drop_value\"%' OR fix LIKE '{\"fix\":\"replace_domain\"%' \
                     OR fix LIKE '{\"fix\":\"repair_text\"%' OR fix LIKE '{\"fix\":\"replace_text\"%' \
                     OR fix LIKE '{\"fix\":\"pad_zeros\"%') \
                     ORDER BY applied_at DESC, done.id DESC, number DESC")
        .bind(account)
        .bind(MOST_IMPORTS)
        .all(conn, |row| Ok((row.json::<Fix>("fix")?, row.get::<Micros>("applied_at")?)))
        .await?;
    let mut targets = HashSet::new();
    let latest =
        fixes.into_iter().filter(|(fix, _)| fix.target().is_some_and(|target| targets.insert(target)));
    let mut teams = Renamed::read::<Teams>(conn, account, Field::Teams).await?;
    let mut territories = Renamed::read::<Territories>(conn, account, Field::Territories).await?;
    let latest = latest.map(|(fix, applied)| territories.fix(teams.fix(fix, applied), applied));
    let mut latest = latest.collect::<Vec<_>>();
    latest.reverse();
    Ok(latest)
}
