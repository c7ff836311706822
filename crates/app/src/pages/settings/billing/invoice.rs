//! One invoice: the lines of a period, as a page, as CSV and as PDF.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use store::billing::ledger::Booked;

use super::build::{row, said_sum, state};
use super::{Row, Sum};
use crate::error::{Error, Result};
use crate::invoice::causes::Causes;
use crate::invoice::{Invoice, pdf, table};
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::settings::Section;
use crate::pages::ui::Badge;
use crate::pages::wizard::downloads;
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
    /// The same as PDF.
    pub pdf: String,
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
    let mut view = app.db.view().await?;
    let from = day(&from)?;
    let invoice = Invoice::read(&mut view, &who.account, from).await?;
    let booked: Vec<Booked> = invoice.lines.iter().map(|item| item.booked.clone()).collect();
    let causes = Causes::of(&mut view, who.account_id(), &booked).await?;
    Ok(Page(InvoicePage {
        shell: who.shell().at(Menu::Settings),
        title: invoice.title(),
        state: state(&invoice.of, invoice.is_nothing()),
        period: invoice.of.period.to_string(),
        lines: booked.iter().map(|booked| row(booked, &causes)).collect(),
        sum: said_sum(invoice.sum)?,
        csv: format!("/settings/billing/{from}/csv"),
        pdf: format!("/settings/billing/{from}/pdf"),
    }))
}

/// The same as CSV: a line each, amounts as decimal numbers.
pub async fn csv(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(from): Path<String>,
) -> Result<Response> {
    let mut view = state.db.view().await?;
    let invoice = Invoice::read(&mut view, &who.account, day(&from)?).await?;
    let header = table::HEADER.map(str::to_owned).into();
    downloads::table(invoice.file_name(), Format::Csv, header, table::rows(&invoice)).await
}

/// The same as PDF.
pub async fn pdf(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(from): Path<String>,
) -> Result<Response> {
    let mut view = state.db.view().await?;
    let invoice = Invoice::read(&mut view, &who.account, day(&from)?).await?;
    let name = format!("{}.pdf", invoice.file_name());
    let made = tokio::task::spawn_blocking(move || pdf::pdf(&invoice)).await;
    let bytes = made.map_err(Error::failed)?.map_err(Error::failed)?;
    Ok(downloads::attachment(&name, "application/pdf", bytes))
}
