//! What an import cost: the lines that it put into the ledger, at once or as people joined, and what was taken back of them.

use plan::billing::{Amount, Line};
use store::billing::ledger;
use store::{Conn, ImportId};

use crate::error::Result;
use crate::pages::words;
use crate::web::who::Importer;

/// At most this many lines are listed: where people count from joining, each has one.
const MOST_LINES: usize = 6;

/// What an import cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Lines with their amounts before tax, in the order of the ledger.
    pub lines: Vec<(String, String)>,
    /// Lines that are not listed, in words.
    pub further: Option<String>,
    /// The tax on all of them; nothing where there is none.
    pub tax: Option<String>,
    /// All of it.
    pub total: String,
    /// The invoices on which the lines stand, and their pages, for those who may see them.
    pub invoices: Vec<(String, String)>,
}

/// What an import cost; `None` where it cost nothing.
pub async fn cost(conn: &mut Conn, who: &Importer, import: ImportId) -> Result<Option<Cost>> {
    let booked = ledger::of_import(conn, who.account_id(), import).await?;
    let lines: Vec<&Line> = booked.iter().map(|booked| &booked.entry.line).collect();
    let Some(first) = lines.first() else { return Ok(None) };
    let sum = Amount::of(first.amount.currency, lines.iter().copied()).map_err(store::Error::from)?;
    let total = sum.total().map_err(store::Error::from)?;
    let further = lines.len().saturating_sub(MOST_LINES) as u64;
    Ok(Some(Cost {
        lines: lines
            .iter()
            .take(MOST_LINES)
            .map(|line| (line.label.clone(), line.amount.to_string()))
            .collect(),
        further: (further > 0).then(|| format!("and {}", words::counted(further, "more line", "more lines"))),
        tax: (sum.tax.minor != 0).then(|| sum.tax.to_string()),
        total: total.to_string(),
        invoices: if who.is_admin() { invoices(&lines) } else { Vec::new() },
    }))
}

fn invoices(lines: &[&Line]) -> Vec<(String, String)> {
    let mut periods: Vec<_> = lines.iter().map(|line| line.period).collect();
    periods.sort_by_key(|period| period.from);
    periods.dedup();
    let page = |from| format!("/settings/billing/{from}");
    periods.into_iter().map(|period| (period.to_string(), page(period.from))).collect()
}
