//! What Stripe works out for seats before anything is changed.

use serde::Deserialize;

use super::objects::List;
use super::{Api, Call, Fields, Problem, Subscription};

/// A question: so many seats from a moment on.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The company.
    pub customer: &'a str,
    /// The subscription as it is.
    pub subscription: &'a Subscription,
    /// Seats, all of them.
    pub quantity: u32,
    /// From when on, in seconds.
    pub at: i64,
}

/// The invoice that would follow.
#[derive(Clone, Debug, Deserialize)]
pub struct Preview {
    lines: List<Line>,
}

#[derive(Clone, Debug, Deserialize)]
struct Line {
    amount: i64,
    #[serde(default)]
    proration: bool,
    #[serde(default)]
    period: Span,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Span {
    start: i64,
}

impl Preview {
    /// What the seats that are added cost until the period ends, before tax and in Stripe's numbers. What was added before stands
    /// on the same invoice and is not meant. `None` where there is no such line.
    pub fn added(&self, at: i64) -> Option<i64> {
        let lines = self.lines.data.iter().filter(|line| line.proration && line.period.start == at);
        lines.map(|line| line.amount).reduce(i64::saturating_add)
    }
}

impl Api {
    /// Asks. Nothing is changed by it.
    pub async fn preview(&self, wish: Wish<'_>) -> Result<Preview, Problem> {
        let mut call = Call::post(&["invoices", "create_preview"], "");
        call.key = None;
        call.fields = fields(wish, |name| format!("subscription_details[{name}"));
        match self.ask(call).await {
            Err(Problem::Missing { .. } | Problem::Refused { .. }) => {
                let mut call = Call::get(&["invoices", "upcoming"]);
                call.fields = fields(wish, |name| format!("subscription_{}", name.replacen(']', "", 1)));
                self.ask(call).await
            }
            answer => answer,
        }
    }
}

/// The same question as two versions of the protocol ask it.
fn fields(wish: Wish<'_>, of: impl Fn(&str) -> String) -> Fields {
    let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        own("customer", wish.customer),
        own("subscription", &wish.subscription.id),
        (of("items][0][id]"), wish.subscription.item().unwrap_or_default().to_owned()),
        (of("items][0][quantity]"), wish.quantity.to_string()),
        (of("proration_behavior]"), "create_prorations".to_owned()),
        (of("proration_date]"), wish.at.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_added_now_counts() {
        let line = |amount: i64, proration: bool, start: i64| {
            format!(r#"{{"amount": {amount}, "proration": {proration}, "period": {{"start": {start}}}}}"#)
        };
        let lines = [line(-900, true, 7), line(1_000, true, 7), line(555, true, 6), line(3_000, false, 7)];
        let text = format!(r#"{{"lines": {{"data": [{}]}}}}"#, lines.join(","));
        let preview: Preview = serde_json::from_str(&text).unwrap();
        assert_eq!((preview.added(7), preview.added(8)), (Some(100), None));
    }
}
