//! What becomes of subscriptions there: they are made and changed within the rules of the real one, their periods begin, and
//! what is open is paid.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{BAD, Books, Fields, Sub, missing, says, subscription};

impl Books {
    /// Periods begin: the next one is invoiced for the seats that there are.
    pub(super) fn pass(&mut self, now: i64) {
        for sub in self.subs.values_mut().filter(|sub| !has_ended(&sub.status)) {
            while sub.period_end <= now {
                let next = later(sub.period_end, months(&self.plans[&sub.plan]));
                (sub.period_start, sub.period_end) = (sub.period_end, next);
            }
        }
    }

    pub(super) fn subscribe(&mut self, fields: &Fields, now: i64) -> (StatusCode, Value) {
        let (customer, plan) = (fields["customer"].clone(), fields["items[0][plan]"].clone());
        if !self.customers.contains_key(&customer) || !self.plans.contains_key(&plan) {
            return missing();
        }
        let natural = later(now, months(&self.plans[&plan]));
        let anchor = fields.get("billing_cycle_anchor").map(|at| at.parse::<i64>().unwrap());
        if anchor.is_some_and(|anchor| anchor <= now || anchor > natural) {
            let words = "billing_cycle_anchor cannot be later than next natural billing date";
            return says(400, &json!({ "message": words }));
        }
        let quantity = fields["items[0][quantity]"].parse().unwrap();
        let is_charged = fields["proration_behavior"] == "create_prorations";
        let sum = if is_charged { &mut self.charged } else { &mut self.given };
        *sum += u64::from(quantity);
        let is_paid = !is_charged || self.is_good(&customer);
        let status = if is_paid { "active" } else { "incomplete" }.to_owned();
        if !is_paid {
            self.invoices.push((customer.clone(), "open".to_owned()));
        }
        let id = self.name("sub");
        let (fields, period_end) = (fields.clone(), anchor.unwrap_or(natural));
        let sub =
            Sub { customer, quantity, plan, status, period_start: now, period_end, started: now, fields };
        let said = subscription(&id, &sub);
        self.subs.insert(id, sub);
        (StatusCode::OK, said)
    }

    /// Whether a company pays by a card that is good.
    fn is_good(&self, customer: &str) -> bool {
        let method = self.customers[customer].get("invoice_settings[default_payment_method]");
        method.is_some_and(|method| self.methods[method].2 != BAD)
    }

    pub(super) fn pay(&mut self, id: &str) -> (StatusCode, Value) {
        let at: usize = id.strip_prefix("in_").unwrap().parse().unwrap();
        let customer = self.invoices[at].0.clone();
        if self.invoices[at].1 != "open" {
            return says(400, &json!({"message": "This invoice cannot be paid"}));
        }
        if !self.is_good(&customer) {
            return says(402, &json!({"code": "card_declined", "message": "Your card was declined."}));
        }
        "paid".clone_into(&mut self.invoices[at].1);
        let subs = self.subs.values_mut().filter(|sub| sub.customer == customer && !has_ended(&sub.status));
        subs.for_each(|sub| "active".clone_into(&mut sub.status));
        (StatusCode::OK, json!({"id": id, "status": "paid"}))
    }

    pub(super) fn change(&mut self, id: &str, fields: &Fields, now: i64) -> (StatusCode, Value) {
        let Some(sub) = self.subs.get_mut(id) else { return missing() };
        if fields["items[0][id]"] != format!("si_of_{id}")
            || !self.plans.contains_key(&fields["items[0][plan]"])
        {
            return missing();
        }
        if sub.status != "active" && sub.status != "past_due" && sub.status != "unpaid" {
            return says(400, &json!({"message": "The subscription cannot be changed as it stands"}));
        }
        let date = fields.get("proration_date").map(|date| date.parse::<i64>().unwrap());
        if date.is_some_and(|date| date < sub.period_start || date > now) {
            return says(400, &json!({"message": "proration_date is not within the period"}));
        }
        let quantity: u32 = fields["items[0][quantity]"].parse().unwrap();
        let added = u64::from(quantity.saturating_sub(sub.quantity));
        match fields["proration_behavior"].as_str() {
            "create_prorations" => {
                self.charged += added;
                self.returned += u64::from(sub.quantity.saturating_sub(quantity));
            }
            _ => self.given += added,
        }
        sub.quantity = quantity;
        sub.plan.clone_from(&fields["items[0][plan]"]);
        sub.fields.remove("proration_date");
        sub.fields.extend(fields.clone());
        (StatusCode::OK, subscription(id, sub))
    }
}

/// Whether a subscription is over.
fn has_ended(status: &str) -> bool {
    matches!(status, "canceled" | "incomplete_expired")
}

/// How many months a period of a plan has.
fn months(plan: &Fields) -> i64 {
    let count: i64 = plan["interval_count"].parse().unwrap();
    if plan["interval"] == "year" { 12 * count } else { count }
}

/// The same moment so many months later.
fn later(at: i64, months: i64) -> i64 {
    let at = jiff::tz::TimeZone::UTC.to_datetime(Timestamp::from_second(at).unwrap());
    let then = at.checked_add(jiff::Span::new().months(months)).unwrap();
    jiff::tz::TimeZone::UTC.to_timestamp(then).unwrap().as_second()
}
