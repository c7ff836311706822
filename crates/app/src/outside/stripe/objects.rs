//! As much of Stripe's objects as matters here.

use serde::Deserialize;
use store::payment::State;

/// A company.
#[derive(Clone, Debug, Deserialize)]
pub struct Customer {
    /// What Stripe calls it.
    pub id: String,
    /// Whether somebody deleted it there.
    #[serde(default)]
    pub deleted: bool,
    #[serde(default)]
    invoice_settings: InvoiceSettings,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct InvoiceSettings {
    default_payment_method: Option<String>,
}

impl Customer {
    /// How its invoices are paid.
    pub fn default_method(&self) -> Option<&str> {
        self.invoice_settings.default_payment_method.as_deref()
    }
}

/// A card.
#[derive(Clone, Debug, Deserialize)]
pub struct PaymentMethod {
    /// What Stripe calls it.
    pub id: String,
    /// When it was given, in seconds.
    pub created: i64,
    #[serde(default)]
    card: Option<Card>,
}

#[derive(Clone, Debug, Deserialize)]
struct Card {
    brand: String,
    last4: String,
}

impl PaymentMethod {
    /// What people call it: `Visa, ends in 4242`.
    pub fn words(&self) -> String {
        let Some(card) = &self.card else { return "A way to pay".to_owned() };
        let brand = match card.brand.as_str() {
            "amex" => "American Express".to_owned(),
            "jcb" => "JCB".to_owned(),
            "unknown" | "" => "A card".to_owned(),
            other => {
                let mut letters = other.chars();
                let first = letters.next().map(|letter| letter.to_uppercase().to_string());
                format!("{}{}", first.unwrap_or_default(), letters.as_str())
            }
        };
        format!("{brand}, ends in {}", card.last4)
    }
}

/// A list, or its first part.
#[derive(Clone, Debug, Deserialize)]
pub struct List<T> {
    /// What is in it.
    pub data: Vec<T>,
}

/// What a company pays for.
#[derive(Clone, Debug, Deserialize)]
pub struct Subscription {
    /// What Stripe calls it.
    pub id: String,
    /// The company.
    pub customer: String,
    status: String,
    items: List<Item>,
    /// When the period began that was invoiced last, in seconds.
    pub current_period_start: i64,
    /// When that period ends.
    pub current_period_end: i64,
    /// When it began, in seconds.
    pub start_date: i64,
}

#[derive(Clone, Debug, Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    quantity: u32,
    plan: Plan,
}

/// What a seat costs.
#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub id: String,
}

impl Subscription {
    /// Where the company stands.
    pub fn state(&self) -> State {
        match self.status.as_str() {
            "incomplete" => State::Incomplete,
            "past_due" => State::PastDue,
            "unpaid" => State::Unpaid,
            "canceled" | "incomplete_expired" => State::Ended,
            "paused" => State::NoMethod,
            _ => State::Active,
        }
    }

    /// Seats.
    pub fn quantity(&self) -> u32 {
        self.items.data.first().map_or(0, |item| item.quantity)
    }

    /// What its line is called.
    pub fn item(&self) -> Option<&str> {
        self.items.data.first().map(|item| item.id.as_str())
    }

    /// The plan that it runs on.
    pub fn plan(&self) -> &str {
        self.items.data.first().map_or("", |item| item.plan.id.as_str())
    }
}

/// An invoice of Stripe's.
#[derive(Clone, Debug, Deserialize)]
pub struct Invoice {
    /// What Stripe calls it.
    pub id: String,
    #[serde(default)]
    subscription: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

impl Invoice {
    /// Whether something of it is still to be collected, or never was.
    pub fn is_open(&self) -> bool {
        matches!(self.status.as_deref(), Some("draft" | "open" | "uncollectible"))
    }

    /// Whether it waits to be paid for a subscription.
    pub fn waits_for(&self, subscription: &str) -> bool {
        self.status.as_deref() == Some("open") && self.subscription.as_deref() == Some(subscription)
    }
}

/// Anything of which only the name matters.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    /// What Stripe calls it.
    pub id: String,
}

/// A page of Stripe's on which a company says how it pays.
#[derive(Clone, Debug, Deserialize)]
pub struct Checkout {
    /// Its address.
    pub url: Option<String>,
}
