//! What was changed about the billing, by whom: the newest on the page of the billing, all of them on a page of their own.

use askama::Template;
use axum::extract::{Query, State};
use plan::billing::{Counting, Currency, Money, Price};
use serde::Deserialize;
use store::Conn;
use store::billing::changes::{self, Change, Given, Paid, What};

use super::said;
use crate::error::Result;
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::people::Names;
use crate::pages::settings::Section;
use crate::pages::ui::Moment;
use crate::pages::words;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// So many are on the page of the billing.
pub const NEWEST: u32 = 5;
/// So many are on a page of their own.
const A_PAGE: u32 = 25;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// When it was made.
    pub when: Moment,
    /// Who made it.
    pub by: String,
    /// What was changed: `Limit of imports`.
    pub what: String,
    /// What it was, where it was something.
    pub before: Option<String>,
    /// What it is since.
    pub after: String,
}

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/changes.html")]
pub struct ChangesPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The changes, the newest first.
    pub changes: Vec<Changed>,
    /// Whether there are newer ones.
    pub is_older: bool,
    /// Where the older ones are, if there are any.
    pub older: Option<String>,
}

impl ChangesPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Billing.tabs()
    }
}

/// Which changes are asked for.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct View {
    /// Those older than this one.
    before: Option<i64>,
}

/// The page of all changes.
pub async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Query(view): Query<View>,
) -> Result<Page<ChangesPage>> {
    let mut conn = state.db.view().await?;
    let (changes, older) = some(&mut conn, &who, view.before, A_PAGE).await?;
    let shell = who.shell().at(Menu::Settings);
    Ok(Page(ChangesPage { shell, changes, is_older: view.before.is_some(), older }))
}

/// So many changes, the newest of all or of those older than one, and where those after them are.
pub async fn some(
    conn: &mut Conn,
    who: &SignedIn,
    older_than: Option<i64>,
    most: u32,
) -> Result<(Vec<Changed>, Option<String>)> {
    let mut found = changes::list(conn, who.account_id(), older_than, most + 1).await?;
    let is_more = found.len() > most as usize;
    found.truncate(most as usize);
    let actors: Vec<_> = found.iter().map(|change| change.by).collect();
    let names = Names::of(conn, who.account_id(), &actors).await?;
    let currency = Currency::parse(&who.account.settings.currency).map_err(store::Error::from)?;
    let last = found.last().filter(|_| is_more);
    let older = last.map(|last| format!("/settings/billing/changes?before={}", last.id));
    Ok((found.iter().map(|change| changed(change, &names, currency, who)).collect(), older))
}

fn changed(change: &Change, names: &Names, currency: Currency, who: &SignedIn) -> Changed {
    let (what, before, after) = said_of(&change.what, currency);
    Changed { when: who.times().moment(change.at), by: names.name(change.by), what, before, after }
}

/// What was changed, from what to what.
pub(crate) fn said_of(what: &What, currency: Currency) -> (String, Option<String>, String) {
    let (word, before, after) = match what {
        What::Price(change) => {
            let (before, after) = prices(change.before.as_ref(), change.after.as_ref());
            ("Price", before, after)
        }
        What::Cap(change) => {
            ("Limit of imports", Some(limit(change.before, currency)), limit(change.after, currency))
        }
        What::Buying(change) => {
            let said = |buys: bool| if buys { "they buy what they need" } else { "they buy no seats" };
            ("Imports", Some(said(change.before).to_owned()), said(change.after).to_owned())
        }
        What::Counting(change) => {
            let said = |counting: Counting| said::counting(counting);
            ("A seat counts", Some(said(change.before)), said(change.after))
        }
        What::Paid(Paid { number, paid }) => {
            let (before, after) = if *paid { ("to be paid", "paid") } else { ("paid", "to be paid") };
            return (format!("Invoice {number}"), Some(before.to_owned()), after.to_owned());
        }
        What::Credit(given) | What::Reversal(given) => {
            let word = if given.amount.minor > 0 { "Charged again" } else { "Given back" };
            (word, None, self::given(given))
        }
        What::Method(change) => {
            let said = |method: &Option<String>| method.clone().unwrap_or_else(|| "none".to_owned());
            ("Way to pay", Some(said(&change.before)), said(&change.after))
        }
        What::GoesThrough(change) => {
            let said = |goes: bool| if goes { "go through" } else { "do not go through" };
            ("Payments", Some(said(change.before).to_owned()), said(change.after).to_owned())
        }
        What::Drift(change) if change.before == change.after => {
            ("Price at Stripe", None, "set right".to_owned())
        }
        What::Drift(change) => {
            let said = |seats: u32| words::counted(seats.into(), "seat", "seats");
            ("Set right at Stripe", Some(said(change.before)), said(change.after))
        }
        What::Other(action) => {
            let name = action.rsplit('.').next().unwrap_or(action).replace('_', " ");
            return ("Something else".to_owned(), None, name);
        }
    };
    (word.to_owned(), before, after)
}

/// Two prices: of one that follows another only what is different.
fn prices(before: Option<&Price>, after: Option<&Price>) -> (Option<String>, String) {
    match (before, after) {
        (Some(before), Some(after)) => match said::changed_price(before, after) {
            (_, said) if said.is_empty() => (None, format!("{}, as before", said::whole_price(after))),
            (before, after) => (Some(before), after),
        },
        (_, after) => (None, after.map(said::whole_price).unwrap_or_default()),
    }
}

fn limit(most_minor: Option<i64>, currency: Currency) -> String {
    most_minor
        .map_or_else(|| "no limit".to_owned(), |minor| format!("{} a month", Money::new(minor, currency)))
}

/// `Credit: two days without service, -$50.00 before tax`.
fn given(given: &Given) -> String {
    format!("{}, {} before tax", given.label, given.amount)
}

#[cfg(test)]
mod tests {
    use plan::billing::{Cycle, Terms, Tier};
    use store::billing::changes::Changed;

    use super::*;

    fn usd() -> Currency {
        Currency::parse("USD").unwrap()
    }

    fn said(what: &What) -> (String, Option<String>, String) {
        said_of(what, usd())
    }

    #[test]
    fn a_change_says_what_it_was_and_what_it_is() {
        let of = |what: &str, before: &str, after: &str| {
            (what.to_owned(), Some(before.to_owned()), after.to_owned())
        };
        let cap = What::Cap(Changed { before: None, after: Some(50_000) });
        assert_eq!(said(&cap), of("Limit of imports", "no limit", "$500.00 a month"));
        let buying = What::Buying(Changed { before: true, after: false });
        assert_eq!(said(&buying), of("Imports", "they buy what they need", "they buy no seats"));
        let joining = |trial_days| Counting::Joining { trial_days, pending: 0 };
        let counting = What::Counting(Changed { before: joining(1), after: joining(0) });
        assert_eq!(said(&counting), of("A seat counts", "1 day after joining", "from joining on"));
        let paid = What::Paid(Paid { number: 3, paid: true });
        assert_eq!(said(&paid), of("Invoice 3", "to be paid", "paid"));
        let taken = |minor| {
            let (amount, tax) = (Money::new(minor, usd()), Money::zero(usd()));
            said(&What::Reversal(Given { label: "Reversal of Credit: rain".to_owned(), amount, tax }))
        };
        let line = |amount: &str| format!("Reversal of Credit: rain, {amount} before tax");
        assert_eq!(taken(500), ("Charged again".to_owned(), None, line("$5.00")));
        assert_eq!(taken(-500), ("Given back".to_owned(), None, line("-$5.00")));
        let price = |anchor: &str| {
            let terms = Terms {
                currency: usd(),
                cycle: Cycle::Month,
                anchor: anchor.parse().unwrap(),
                tiers: vec![Tier::all(3_000)],
                tax_ppm: 0,
                commitment: 1,
            };
            Some(Price::new(terms).unwrap())
        };
        let moved = What::Price(Changed { before: price("2026-01-01"), after: price("2026-01-15") });
        let begins = |day: &str| format!("a period begins on {day} January 2026");
        assert_eq!(said(&moved), of("Price", &begins("1"), &begins("15")));
        let other = said(&What::Other("billing.drift_found".to_owned()));
        assert_eq!(other, ("Something else".to_owned(), None, "drift found".to_owned()));
    }
}
