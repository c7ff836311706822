//! An invoice as a PDF: A4, as many pages as its lines need, the same bytes whenever it is made.

mod font;
mod pen;

use krilla::Document;
use krilla::metadata::Metadata;
use plan::billing::{Kind, Money};

use self::font::{Fonts, Weight};
use self::pen::{BOTTOM, Ink, LEFT, Page, RIGHT, TOP};
use super::{Invoice, Item, said};

/// Why a PDF could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The typeface of this program cannot be read.
    #[error("the typeface of invoices cannot be read")]
    Typeface,
    /// The pages could not be written.
    #[error("the pages of the invoice could not be written: {0}")]
    Written(String),
}

/// Where the amounts and the taxes end, and how wide the text of a line may be.
const AMOUNT: f32 = RIGHT;
const TAX: f32 = RIGHT - 96.0;
const TEXT_WIDTH: f32 = TAX - 84.0 - LEFT;
/// From one line of text to the next.
const LEADING: f32 = 14.0;
/// How high the sums are; they are kept together on one page.
const SUMS: f32 = 96.0;

/// Makes the PDF.
///
/// # Errors
/// Where the typeface cannot be read or the pages cannot be written; neither has to do with the invoice.
pub fn pdf(invoice: &Invoice) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::load().ok_or(PdfError::Typeface)?;
    let pages = pages(invoice, &fonts);
    let mut document = Document::new();
    let title = format!("{}, {}", invoice.title(), invoice.of.period);
    document
        .set_metadata(Metadata::new().title(title).creator("Muster".to_owned()).language("en".to_owned()));
    let last = pages.len();
    for (at, mut page) in (1..).zip(pages) {
        foot(&mut page, invoice, &fonts, (at, last));
        page.draw(&mut document, &fonts).ok_or(PdfError::Typeface)?;
    }
    document.finish().map_err(|problem| PdfError::Written(format!("{problem:?}")))
}

fn pages(invoice: &Invoice, fonts: &Fonts) -> Vec<Page> {
    let mut page = Page::default();
    let mut y = head(&mut page, invoice, fonts);
    let mut done = Vec::new();
    for item in &invoice.lines {
        let label = fonts.wrap(&item.booked.entry.line.label, Weight::Plain, 10.0, TEXT_WIDTH);
        let height = label.iter().map(|_| LEADING).sum::<f32>() + LEADING + 10.0;
        if y + height > BOTTOM {
            done.push(std::mem::take(&mut page));
            y = columns(&mut page, TOP, fonts);
        }
        line(&mut page, item, &label, y, fonts);
        y += height;
    }
    if invoice.lines.is_empty() {
        page.text((LEFT, y + 20.0), Weight::Plain, 10.0, Ink::Pale, "Nothing was charged.");
        y += 34.0;
    }
    if y + SUMS > BOTTOM {
        done.push(std::mem::take(&mut page));
        y = TOP;
    }
    sums(&mut page, invoice, y + 8.0, fonts);
    done.push(page);
    done
}

/// Company, number, period and state. Says where the lines begin.
fn head(page: &mut Page, invoice: &Invoice, fonts: &Fonts) -> f32 {
    page.text((LEFT, TOP + 12.0), Weight::Bold, 22.0, Ink::Dark, &invoice.title());
    let ink = if invoice.paid.is_some() { Ink::Good } else { Ink::Accent };
    page.right(fonts, (RIGHT, TOP + 10.0), Weight::Bold, 11.0, ink, &invoice.state());
    let mut facts = vec![("For", invoice.company.clone()), ("Period", invoice.of.period.to_string())];
    facts.extend(invoice.closed.map(|day| ("Closed on", said(day))));
    let mut y = TOP + 48.0;
    for (word, meaning) in facts {
        page.text((LEFT, y), Weight::Plain, 10.0, Ink::Pale, word);
        for text in fonts.wrap(&meaning, Weight::Bold, 10.0, RIGHT - LEFT - 80.0) {
            page.text((LEFT + 80.0, y), Weight::Bold, 10.0, Ink::Dark, &text);
            y += 16.0;
        }
    }
    columns(page, y + 22.0, fonts)
}

/// The titles of the columns. Says where the first line begins.
fn columns(page: &mut Page, y: f32, fonts: &Fonts) -> f32 {
    page.text((LEFT, y), Weight::Plain, 9.0, Ink::Pale, "What for");
    page.right(fonts, (TAX, y), Weight::Plain, 9.0, Ink::Pale, "Tax");
    page.right(fonts, (AMOUNT, y), Weight::Plain, 9.0, Ink::Pale, "Before tax");
    page.rule((LEFT, RIGHT), y + 7.0, Ink::Dark);
    y + 7.0
}

fn line(page: &mut Page, item: &Item, label: &[String], top: f32, fonts: &Fonts) {
    let line = &item.booked.entry.line;
    let mut y = top + 17.0;
    let ink = if line.amount.minor < 0 { Ink::Good } else { Ink::Dark };
    page.right(fonts, (TAX, y), Weight::Plain, 10.0, Ink::Pale, &line.tax.to_string());
    page.right(fonts, (AMOUNT, y), Weight::Plain, 10.0, ink, &line.amount.to_string());
    for text in label {
        page.text((LEFT, y), Weight::Plain, 10.0, Ink::Dark, text);
        y += LEADING;
    }
    page.text((LEFT, y), Weight::Plain, 8.5, Ink::Pale, &cause(item));
    page.rule((LEFT, RIGHT), y + 7.0, Ink::Faint);
}

/// What caused a line and when: `Import 7, 1 February 2026`.
fn cause(item: &Item) -> String {
    let day = said(item.day);
    match (&item.cause, item.booked.entry.line.kind) {
        (Some(cause), _) => format!("{cause}, {day}"),
        (None, Kind::PeriodCharge | Kind::AddOn) => format!("Beginning of the period, {day}"),
        (None, _) => day,
    }
}

fn sums(page: &mut Page, invoice: &Invoice, top: f32, fonts: &Fonts) {
    let left = RIGHT - 220.0;
    let mut sum = |y: f32, word: &str, amount: &Money, (weight, size): (Weight, f32)| {
        page.text((left, y), weight, size, Ink::Dark, word);
        page.right(fonts, (RIGHT, y), weight, size, Ink::Dark, &amount.to_string());
    };
    sum(top + 16.0, "Before tax", &invoice.sum.net, (Weight::Plain, 10.0));
    sum(top + 34.0, "Tax", &invoice.sum.tax, (Weight::Plain, 10.0));
    if let Ok(total) = invoice.sum.total() {
        sum(top + 64.0, "Together", &total, (Weight::Bold, 13.0));
    }
    page.rule((left, RIGHT), top + 44.0, Ink::Dark);
}

/// Whose it is, and which page; what a letter stands for that the typeface does not have.
fn foot(page: &mut Page, invoice: &Invoice, fonts: &Fonts, (at, last): (usize, usize)) {
    let y = BOTTOM + 40.0;
    if page.lacks_letters(fonts) {
        let note = "□ stands for a letter that this file cannot show. The page of the invoice has it.";
        page.text((LEFT, y - 14.0), Weight::Plain, 8.0, Ink::Pale, note);
    }
    let name = fonts.fitting(&invoice.company, Weight::Plain, 8.0, RIGHT - LEFT - 160.0);
    page.text((LEFT, y), Weight::Plain, 8.0, Ink::Pale, &name);
    let number = format!("{}, page {at} of {last}", invoice.title());
    page.right(fonts, (RIGHT, y), Weight::Plain, 8.0, Ink::Pale, &number);
}
