//! One invoice: the lines of a period, as a page and as CSV.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use store::billing::{self, invoices, ledger};

use super::build::{row, state, sum};
use super::{Row, Sum};
use crate::amount;
use crate::error::{Error, Result};
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::settings::Section;
use crate::pages::ui::Badge;
use crate::pages::wizard::downloads::table;
use crate::spreadsheet::Format;
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::AdminOnly;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/invoice.html")]
pub struct InvoicePage {
    /// Who is signed in.
    pub shell: Shell,
    /// `Invoice 3`, or `This period` while it runs.
    pub title: String,
    /// Where it stands.
    pub state: Badge,
    /// The period in words.
    pub period: String,
    /// The lines.
    pub lines: Vec<Row>,
    /// Their sum.
    pub sum: Sum,
    /// The same as CSV.
    pub csv: String,
}

impl InvoicePage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Billing.tabs()
    }
}

/// The day in an address; anything else is not found.
fn day(text: &str) -> Result<Date> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The page of the invoice of the period that begins on a day.
pub async fn show(
    State(app): State<AppState>,
    who: AdminOnly,
    Path(from): Path<String>,
) -> Result<Page<InvoicePage>> {
    let from = day(&from)?;
    let mut view = app.db.view().await?;
    let account = who.account_id();
    let invoice = invoices::get(&mut view, account, from).await?;
    let booked = ledger::of_period(&mut view, account, from).await?;
    let billing = billing::today(&mut view, account, who.times().micros()).await?.1;
    let billing = billing.ok_or(store::Error::NotFound("invoice"))?;
    let title = match (invoice.number, invoice.closed_at) {
        (Some(number), _) => format!("Invoice {number}"),
        (None, None) => "This period".to_owned(),
        (None, Some(_)) => "A period without a charge".to_owned(),
    };
    Ok(Page(InvoicePage {
        shell: who.shell().at(Menu::Settings),
        title,
        state: state(&invoice),
        period: invoice.period.to_string(),
        lines: booked.iter().map(row).collect(),
        sum: sum(&billing, &booked)?,
        csv: format!("/settings/billing/{from}/csv"),
    }))
}

/// The same as CSV: a line each, amounts as decimal numbers.
pub async fn csv(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(from): Path<String>,
) -> Result<Response> {
    let from = day(&from)?;
    let mut view = state.db.view().await?;
    let account = who.account_id();
    invoices::get(&mut view, account, from).await?;
    let booked = ledger::of_period(&mut view, account, from).await?;
    let header = ["Line", "Kind", "From", "To", "Seats", "Amount", "Tax", "Currency", "Import", "Person"];
    let rows = booked.iter().map(|booked| {
        let line = &booked.entry.line;
        let last = line.days.to.yesterday().unwrap_or(line.days.to).max(line.days.from);
        vec![
            line.label.clone(),
            line.kind.label().to_owned(),
            line.days.from.to_string(),
            last.to_string(),
            line.seats.to_string(),
            amount::plain(line.amount),
            amount::plain(line.tax),
            line.amount.currency.to_string(),
            booked.cause.import.map_or_else(String::new, |import| import.to_string()),
            booked.cause.user.map_or_else(String::new, |user| user.to_string()),
        ]
    });
    table(format!("invoice-{from}"), Format::Csv, header.map(str::to_owned).into(), rows.collect::<Vec<_>>())
        .await
}
