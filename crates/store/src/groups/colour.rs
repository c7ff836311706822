//! The colours of territories: a few, by word, so that each can be drawn well on light and on dark.

use std::borrow::Cow;

use plan::authority::Act;
use plan::choices::Actor;

use super::{Change, begin, living};
use crate::audit;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::{AccountId, TerritoryId};
use crate::sql::{Bind, Cell, Row, Value, sql};
use crate::territories::Territories;
use crate::time::Micros;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each colour is its name")]
pub enum Colour {
    Blue,
    Teal,
    Green,
    Amber,
    Red,
    Pink,
    Violet,
    Grey,
}

impl Colour {
    /// Every colour, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Blue, Self::Teal, Self::Green, Self::Amber, Self::Red, Self::Pink, Self::Violet, Self::Grey];

    /// The word for it, as the database keeps it: `blue`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Teal => "teal",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Pink => "pink",
            Self::Violet => "violet",
            Self::Grey => "grey",
        }
    }

    /// The colour of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == word)
    }
}

impl Bind<'_> for Colour {
    fn value(self) -> Value<'static> {
        Value::Text(Some(Cow::Borrowed(self.as_str())))
    }

    fn null() -> Value<'static> {
        Value::Text(None)
    }
}

impl Cell for Colour {
    fn read(row: &Row, name: &str) -> Result<Self> {
        row.word(name, Self::parse)
    }

    fn read_null(row: &Row, name: &str) -> Result<Option<Self>> {
        let Some(word) = String::read_null(row, name)? else { return Ok(None) };
        Self::parse(&word).map(Some).ok_or_else(|| Error::Damaged(format!("{name} is {word:?}")))
    }
}

/// Gives a territory a colour, or takes it away.
pub(crate) async fn set(
    tx: &mut Tx,
    account: AccountId,
    territory: TerritoryId,
    colour: Option<Colour>,
    by: &Actor,
    now: Micros,
) -> Result<()> {
    begin(tx, account, Act::ChangeGroup, by).await?;
    living::<Territories>(tx, account, territory).await?;
    let text = "SELECT colour FROM territories WHERE id = $1 AND account_id = $2";
    let before = sql(text).bind(territory).bind(account);
    let before = before.one(tx, "territory", |row| row.get::<Option<Colour>>("colour")).await?;
    if before == colour {
        return Ok(());
    }
    let text = "UPDATE territories SET colour = $3 WHERE id = $1 AND account_id = $2";
    sql(text).bind(territory).bind(account).bind(colour).run(tx).await?;
    let (before, after) = (before.map(Colour::as_str), colour.map(Colour::as_str));
    let detail = Change { before, after, groups: Vec::new() };
    audit::add(tx, account, by, "territory.colour", Some(territory.0), &detail, now).await
}
