//! What is known of a person: every name, address, phone and id they have now and had in the history.

use std::collections::{BTreeMap, BTreeSet};

use plan::value::fold;
use plan::value::phone::PhoneNumber;

use crate::db::Conn;
use crate::error::Result;
use crate::ids::{AccountId, ImportId, UserId};
use crate::search;
use crate::sql::sql;
use crate::users;
use crate::values::PersonValues;

/// Shorter ones are found everywhere and say nothing.
const SHORTEST_ID: usize = 4;
/// Fewer digits are no phone.
const SHORTEST_PHONE: usize = 7;

/// What says who somebody is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// In lower case.
    emails: BTreeSet<String>,
    /// In E.164 with the plus sign, and how each ends that is written for the own country.
    phones: BTreeMap<String, String>,
    external_ids: BTreeSet<String>,
    /// The words of given and family name, folded.
    names: BTreeSet<[Vec<String>; 2]>,
}

/// The outcome of a row about a person.
pub(super) struct Outcome {
    pub import: ImportId,
    pub row: i64,
    pub before: Option<PersonValues>,
    pub after: Option<PersonValues>,
}

/// The outcomes of a person in the imports of the account that have values: those that did something.
pub(super) async fn outcomes(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Vec<Outcome>> {
    sql("SELECT import_id, row_number, values_before, values_after FROM outcomes \
         JOIN imports ON imports.id = outcomes.import_id WHERE person_id = $2 AND account_id = $1 \
         AND fate IN ('create', 'update')")
    .bind(account)
    .bind(user)
    .all(conn, |row| {
        Ok(Outcome {
            import: row.get("import_id")?,
            row: row.get("row_number")?,
            before: row.json_null("values_before")?,
            after: row.json_null("values_after")?,
        })
    })
    .await
}

/// What is known of a person.
pub(super) async fn of(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Known> {
    let mut known = Known::default();
    known.learn(&users::get(conn, account, user).await?.values);
    for outcome in outcomes(conn, account, user).await? {
        for values in [outcome.before, outcome.after].iter().flatten() {
            known.learn(values);
        }
    }
    for table in ["notices", "codes"] {
        let addresses = sql(format!("SELECT address FROM {table} WHERE account_id = $1 AND user_id = $2"))
            .bind(account)
            .bind(user)
            .all(conn, |row| row.get::<String>("address"))
            .await?;
        for address in addresses {
            known.learn_address(address);
        }
    }
    let phones = sql("SELECT phone FROM releases JOIN imports ON imports.id = releases.import_id \
         WHERE person_id = $2 AND account_id = $1")
    .bind(account)
    .bind(user)
    .all(conn, |row| row.get::<String>("phone"))
    .await?;
    for phone in phones {
        known.learn_phone(phone);
    }
    Ok(known)
}

impl Known {
    fn learn(&mut self, values: &PersonValues) {
        self.learn_address(values.email.clone());
        if let Some(phone) = values.phone {
            self.learn_phone(phone.to_string());
        }
        self.external_ids.extend(values.external_id.clone().filter(|id| id.chars().count() >= SHORTEST_ID));
        let name = [words(&values.first_name), words(&values.last_name)];
        if name.iter().all(|words| !words.is_empty()) {
            self.names.insert(name);
        }
    }

    fn learn_address(&mut self, address: String) {
        if address.starts_with('+') {
            self.learn_phone(address);
        } else if !address.is_empty() {
            self.emails.insert(address.to_lowercase());
        }
    }

    fn learn_phone(&mut self, phone: String) {
        let spaced = PhoneNumber::from_e164(&phone).map(PhoneNumber::spaced);
        let national =
            spaced.as_deref().and_then(|spaced| spaced.split_once(' ')).map(|(_, rest)| digits(rest));
        // What is short is found in many numbers.
        let tail = national.filter(|tail| tail.len() >= SHORTEST_PHONE).unwrap_or_else(|| digits(&phone));
        self.phones.insert(phone, tail);
    }

    /// The addresses that messages went to.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.emails.iter().chain(self.phones.keys()).map(String::as_str)
    }

    /// Whether a text of several words names the person: by an address, a phone or an id among them, or by both names.
    pub fn is_named_by(&self, text: &str) -> bool {
        let there = words(text);
        let id = |id: &String| {
            let id = words(id);
            !id.is_empty() && there.windows(id.len()).any(|some| some == id)
        };
        // What is searched is written without accents.
        let folded = search::fold(text);
        let address = |email: &String| folded.contains(&search::fold(email));
        self.is_in_row(&[text]) || self.external_ids.iter().any(id) || self.emails.iter().any(address)
    }

    /// Whether what was typed in a fix names the person.
    pub fn is_in_fix(&self, json: &str) -> bool {
        // What cannot be read is looked at as it stands.
        let Ok(fix) = serde_json::from_str(json) else { return self.is_named_by(json) };
        let mut texts = Vec::new();
        add_texts(&fix, &mut texts);
        self.is_in_row(&texts)
    }

    /// Whether the cells of a row name the person: one by itself, or the names together.
    pub fn is_in_row(&self, cells: &[&str]) -> bool {
        if cells.iter().any(|cell| self.is_in_cell(cell)) {
            return true;
        }
        let there: BTreeSet<String> = cells.iter().copied().flat_map(words).collect();
        self.names.iter().any(|names| names.iter().flatten().all(|word| there.contains(word)))
    }

    fn is_in_cell(&self, cell: &str) -> bool {
        let lower = cell.to_lowercase();
        self.emails.iter().any(|email| lower.contains(email.as_str()))
            || self.external_ids.contains(cell.trim())
            || self.is_phone(cell)
    }

    /// Whether a text holds a phone of the person, however it is written: with the code of the country or without, and
    /// with whatever stands around it.
    fn is_phone(&self, text: &str) -> bool {
        let all = digits(text);
        let bare = all.trim_start_matches('0');
        bare.len() >= SHORTEST_PHONE
            && self.phones.iter().any(|(phone, tail)| all.contains(tail) || phone.ends_with(bare))
    }

    /// Whether a text holds anything of the person, be it one name alone.
    pub fn has_part_in(&self, text: &str) -> bool {
        let there: BTreeSet<String> = words(text).into_iter().collect();
        let mut names = self.names.iter().flatten().flatten();
        let mut ids = self.external_ids.iter();
        self.is_in_cell(text)
            || names.any(|word| there.contains(word))
            || ids.any(|id| text.contains(id.as_str()))
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Every text in a JSON value.
fn add_texts<'v>(value: &'v serde_json::Value, texts: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(all) => {
            for one in all {
                add_texts(one, texts);
            }
        }
        serde_json::Value::Object(all) => {
            for one in all.values() {
                add_texts(one, texts);
            }
        }
        _ => {}
    }
}

/// The words of a text, without case and accents.
fn words(text: &str) -> Vec<String> {
    // In lower case first: `McKay` would be two words, and `MCKAY` one.
    let plain = fold::plain(&text.to_lowercase());
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
