//! What Admins are told on every page: that a payment has not gone through, or that there is no way to pay.

use store::payment::{GRACE, Standing, State};

use super::times::Times;

/// A line above a page, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is, and what to do.
    pub text: String,
    /// Whether something has gone wrong, rather than being missing.
    pub is_bad: bool,
}

impl Notice {
    /// What there is to say of how an account stands with the payment service.
    pub fn of(standing: &Standing, times: &Times) -> Option<Self> {
        if standing.state == State::NoMethod {
            let text = "There is no way to pay yet. Give Stripe a card to collect from. Nothing is locked."
                .to_owned();
            return Some(Self { text, is_bad: false });
        }
        let since = standing.arrears()?;
        let until = since.after(GRACE);
        let what = match standing.state {
            State::Ended => "Stripe has ended the payments",
            _ => "The last payment did not go through",
        };
        let day = |at| times.zone().to_datetime(at).date();
        let last = day(Times::of(until));
        let text = if day(times.now()) > last {
            format!("{what}, and imports buy no more seats. Update the way to pay. Nothing is locked.")
        } else {
            let last = last.strftime("%-d %B %Y");
            format!("{what}. Update the way to pay by {last}. Nothing is locked.")
        };
        Some(Self { text, is_bad: true })
    }
}
