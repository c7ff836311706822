//! The calls: companies, ways to pay, prices, and what is subscribed to.

use plan::billing::{Cycle, Terms};
use store::payment::State;

use super::amount;
use super::objects::{Checkout, List, Named, Plan};
use super::{Api, Call, Customer, Invoice, PaymentMethod, Problem, Subscription};

/// When Stripe begins the periods after the one that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At a moment, in seconds, and then on the same day of each month, which every month has.
    At(i64),
    /// On a day of the month that not every month has, at an hour of UTC; in a shorter month on its last day.
    On {
        /// The day.
        day: i8,
        /// The month, where a period is longer than one.
        month: Option<i8>,
        /// The hour.
        hour: i8,
    },
}

/// A subscription to make.
#[derive(Clone, Copy, Debug)]
pub struct NewSubscription<'a> {
    /// The company.
    pub customer: &'a str,
    /// The plan.
    pub plan: &'a str,
    /// Seats.
    pub quantity: u32,
    /// The tax on top.
    pub tax: Option<&'a str>,
    /// When its periods begin.
    pub anchor: Anchor,
    /// Whether the time until then is charged.
    pub prorated: bool,
    /// The account.
    pub account: &'a str,
}

/// What a change charges and gives back of the period that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prorated {
    /// Nothing.
    No,
    /// What is left of it.
    FromNow,
    /// What was left of it at a moment, in seconds, which lies in it.
    From(i64),
}

/// What a subscription is to be.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The subscription.
    pub subscription: &'a Subscription,
    /// The plan.
    pub plan: &'a str,
    /// Seats, all of them.
    pub quantity: u32,
    /// The tax on top of the plan, where it is another plan.
    pub tax: Option<&'a str>,
    /// What it charges and gives back.
    pub prorated: Prorated,
}

/// Nothing there is an answer, too.
fn found<T>(answer: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Problem::Missing { .. }) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Whether parts of a period are charged and given back.
const fn behavior(prorated: bool) -> &'static str {
    if prorated { "create_prorations" } else { "none" }
}

impl Api {
    /// Makes a company known, by its name.
    pub async fn create_customer(&self, name: &str, account: &str, key: &str) -> Result<Customer, Problem> {
        let call = Call::post(&["customers"], key)
            .with("name", name)
            .with("metadata[muster]", self.installation())
            .with("metadata[account]", account);
        self.ask(call).await
    }

    /// A company, if it is still there.
    pub async fn customer(&self, id: &str) -> Result<Option<Customer>, Problem> {
        let answer = found(self.ask::<Customer>(Call::get(&["customers", id])).await)?;
        Ok(answer.filter(|customer| !customer.deleted))
    }

    /// The card that a company gave last.
    pub async fn newest_method(&self, customer: &str) -> Result<Option<PaymentMethod>, Problem> {
        let call = Call::get(&["payment_methods"]).with("customer", customer).with("type", "card");
        let answer: List<PaymentMethod> = self.ask(call.with("limit", 100)).await?;
        // The list is the newest first; of two of one second the earlier in it is meant.
        Ok(answer.data.into_iter().rev().max_by_key(|method| method.created))
    }

    /// Has the invoices of a company paid by a card.
    pub async fn make_default(&self, customer: &str, method: &str, key: &str) -> Result<(), Problem> {
        let path = ["customers", customer];
        let call = Call::post(&path, key).with("invoice_settings[default_payment_method]", method);
        self.ask::<Named>(call).await.map(|_| ())
    }

    /// Whether there is a plan of this name.
    pub async fn has_plan(&self, plan: &str) -> Result<bool, Problem> {
        Ok(found(self.ask::<Plan>(Call::get(&["plans", plan])).await)?.is_some())
    }

    /// Makes a plan under a name that follows from its terms, so that it is made once.
    pub async fn create_plan(&self, plan: &str, terms: &Terms, key: &str) -> Result<(), Problem> {
        let each = amount::each(terms).map_err(|words| Problem::Refused { words })?;
        let (interval, count) = match terms.cycle {
            Cycle::Month => ("month", 1),
            Cycle::Quarter => ("month", 3),
            Cycle::Year => ("year", 1),
        };
        let mut call = Call::post(&["plans"], key)
            .with("id", plan)
            .with("currency", terms.currency.as_str().to_ascii_lowercase())
            .with("interval", interval)
            .with("interval_count", count)
            .with("usage_type", "licensed")
            .with("product[name]", "Seats");
        call = match each.as_slice() {
            [each] => call.with("amount", each),
            each => terms.tiers.iter().zip(each).enumerate().fold(
                call.with("billing_scheme", "tiered").with("tiers_mode", "graduated"),
                |call, (at, (tier, each))| {
                    let up_to = tier.up_to.map_or_else(|| "inf".to_owned(), |last| last.to_string());
                    call.with(format!("tiers[{at}][up_to]"), up_to)
                        .with(format!("tiers[{at}][unit_amount]"), each)
                        .with(format!("tiers[{at}][flat_amount]"), 0)
                },
            ),
        };
        self.ask::<Named>(call).await.map(|_| ())
    }

    /// Makes a tax on top, in parts of a million.
    pub async fn create_tax(&self, ppm: u32, key: &str) -> Result<String, Problem> {
        let call = Call::post(&["tax_rates"], key)
            .with("display_name", "Tax")
            .with("inclusive", false)
            .with("percentage", format!("{}.{:04}", ppm / 10_000, ppm % 10_000));
        self.ask::<Named>(call).await.map(|tax| tax.id)
    }

    /// A subscription, if it is still there.
    pub async fn subscription(&self, id: &str) -> Result<Option<Subscription>, Problem> {
        found(self.ask(Call::get(&["subscriptions", id])).await)
    }

    /// The subscription of a company that has not ended, if there is one. Where the first payment never went through, Stripe
    /// lists it among them.
    pub async fn subscription_of(&self, customer: &str) -> Result<Option<Subscription>, Problem> {
        let call = Call::get(&["subscriptions"]).with("customer", customer).with("limit", 100);
        let found = self.ask::<List<Subscription>>(call).await?.data;
        Ok(found.into_iter().find(|one| one.state() != State::Ended))
    }

    /// The subscription that somebody ended and that was invoiced the furthest, if there is one. One that never was paid
    /// for is none.
    pub async fn cancelled_of(&self, customer: &str) -> Result<Option<Subscription>, Problem> {
        let call = Call::get(&["subscriptions"]).with("customer", customer).with("status", "canceled");
        let found = self.ask::<List<Subscription>>(call.with("limit", 100)).await?.data;
        Ok(found.into_iter().max_by_key(|one| one.current_period_end))
    }

    /// Makes a subscription: what is left of the period that runs is invoiced at once, where it is prorated.
    pub async fn subscribe(&self, new: NewSubscription<'_>, key: &str) -> Result<Subscription, Problem> {
        let call = Call::post(&["subscriptions"], key)
            .with("customer", new.customer)
            .with("items[0][plan]", new.plan)
            .with("items[0][quantity]", new.quantity)
            .with("proration_behavior", behavior(new.prorated))
            .with("metadata[muster]", self.installation())
            .with("metadata[account]", new.account);
        let call = match new.anchor {
            Anchor::At(seconds) => call.with("billing_cycle_anchor", seconds),
            Anchor::On { day, month, hour } => {
                let of = |part: &str| format!("billing_cycle_anchor_config[{part}]");
                let call = call.with(of("day_of_month"), day).with(of("hour"), hour);
                let call = call.with(of("minute"), 0).with(of("second"), 0);
                month.into_iter().fold(call, |call, month| call.with(of("month"), month))
            }
        };
        self.ask(new.tax.into_iter().fold(call, |call, tax| call.with("default_tax_rates[0]", tax))).await
    }

    /// Makes a subscription what it is to be: a number of seats, whatever it was before.
    pub async fn change(&self, change: Change<'_>, key: &str) -> Result<Subscription, Problem> {
        let before = change.subscription;
        let path = ["subscriptions", &before.id];
        let call = Call::post(&path, key)
            .with("items[0][id]", before.item().unwrap_or_default())
            .with("items[0][plan]", change.plan)
            .with("items[0][quantity]", change.quantity)
            .with("proration_behavior", behavior(change.prorated != Prorated::No));
        let call = match change.prorated {
            Prorated::From(seconds) => call.with("proration_date", seconds),
            Prorated::No | Prorated::FromNow => call,
        };
        let call = match change.tax {
            _ if change.plan == before.plan() => call,
            Some(tax) => call.with("default_tax_rates[0]", tax),
            None => call.with("default_tax_rates", ""),
        };
        self.ask(call).await
    }

    /// Whether an invoice of a company is open, or was given up.
    pub async fn owes(&self, customer: &str) -> Result<bool, Problem> {
        Ok(self.invoices(customer).await?.iter().any(Invoice::is_open))
    }

    async fn invoices(&self, customer: &str) -> Result<Vec<Invoice>, Problem> {
        let call = Call::get(&["invoices"]).with("customer", customer).with("limit", 100);
        Ok(self.ask::<List<Invoice>>(call).await?.data)
    }

    /// The invoice of a subscription that waits to be paid, the newest where there are several.
    pub async fn unpaid(&self, subscription: &Subscription) -> Result<Option<Invoice>, Problem> {
        let invoices = self.invoices(&subscription.customer).await?;
        Ok(invoices.into_iter().find(|invoice| invoice.waits_for(&subscription.id)))
    }

    /// Has an invoice paid from the card of its company. Whether that goes through, a look at the subscription says.
    pub async fn pay(&self, invoice: &Invoice, key: &str) -> Result<(), Problem> {
        let path = ["invoices", &invoice.id, "pay"];
        match self.ask::<Named>(Call::post(&path, key)).await {
            Ok(_) | Err(Problem::Refused { .. }) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    /// A page of Stripe's on which a company says how it pays; the browser comes back to `back`.
    pub async fn checkout(&self, customer: &str, currency: &str, back: &str) -> Result<String, Problem> {
        let mut call = Call::post(&["checkout", "sessions"], "")
            .with("mode", "setup")
            .with("customer", customer)
            .with("currency", currency.to_ascii_lowercase())
            .with("payment_method_types[0]", "card")
            .with("success_url", back)
            .with("cancel_url", back);
        // Each press opens a page of its own.
        call.key = None;
        let page: Checkout = self.ask(call).await?;
        let words = || "Stripe says no address of its page.".to_owned();
        page.url.filter(|url| url.starts_with("https://")).ok_or_else(|| Problem::Refused { words: words() })
    }
}
