//! Who collects what is charged: Stripe, or nobody, and then the ledger is the billing.
//!
//! [`PaymentSettings`] is what was said, [`Stripe`] what holds.

use std::time::Duration;

use clap::Args;
use reqwest::Url;

use super::BadSetting;
use super::sending::{Secret, http_url, lacks};

/// How long Stripe may take for one answer. It is slow where it talks to a bank.
const TIME: Duration = Duration::from_secs(20);

/// The settings of payments, as they were said.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Payments")]
pub struct PaymentSettings {
    /// The secret key of an account at Stripe, which then collects what the seats of every account with a price cost
    #[arg(
        long,
        global = true,
        value_name = "KEY",
        env = "MUSTER_STRIPE_KEY",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub stripe_key: Option<Secret>,

    /// What Stripe signs its reports to /hooks/stripe with; without it there is nothing at that address
    #[arg(
        long,
        global = true,
        value_name = "SECRET",
        env = "MUSTER_STRIPE_WEBHOOK_SECRET",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub stripe_webhook_secret: Option<Secret>,

    /// The address of Stripe, or of something that speaks as Stripe does [default: `https://api.stripe.com`]
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_STRIPE_URL", hide_short_help = true)]
    pub stripe_url: Option<String>,
}

/// An account at Stripe.
#[derive(Clone, Debug)]
pub struct Stripe {
    /// The address of the service.
    pub url: Url,
    /// The secret key.
    pub key: Secret,
    /// What signs its reports.
    pub webhook: Option<Secret>,
    /// How long it may take for one answer.
    pub time: Duration,
}

impl Stripe {
    /// The account that was said, if one was.
    ///
    /// # Errors
    /// Where other settings of it are there and the key is not, or the address is none.
    pub fn new(said: &PaymentSettings) -> Result<Option<Self>, BadSetting> {
        let needless = [
            ("MUSTER_STRIPE_WEBHOOK_SECRET", said.stripe_webhook_secret.is_some()),
            ("MUSTER_STRIPE_URL", said.stripe_url.is_some()),
        ];
        let Some(key) = said.stripe_key.clone() else {
            let set = needless.into_iter().find(|(_, is_set)| *is_set);
            return set.map_or(Ok(None), |(name, _)| Err(lacks(name, "MUSTER_STRIPE_KEY")));
        };
        let url = said.stripe_url.as_deref().unwrap_or("https://api.stripe.com");
        let url = http_url("MUSTER_STRIPE_URL", url)?;
        Ok(Some(Self { url, key, webhook: said.stripe_webhook_secret.clone(), time: TIME }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_key_nobody_collects_and_the_rest_of_the_settings_says_that_it_is_missing() {
        assert!(Stripe::new(&PaymentSettings::default()).unwrap().is_none());
        let half = PaymentSettings {
            stripe_webhook_secret: Some(Secret::new("whsec_1")),
            ..PaymentSettings::default()
        };
        let problem = Stripe::new(&half).unwrap_err().to_string();
        assert!(problem.contains("MUSTER_STRIPE_KEY is not") && !problem.contains("whsec_1"), "{problem}");
    }

    #[test]
    fn a_key_is_in_nothing_that_is_printed() {
        let said =
            PaymentSettings { stripe_key: Some(Secret::new("sk_live_hush")), ..PaymentSettings::default() };
        let stripe = Stripe::new(&said).unwrap().unwrap();
        assert_eq!(stripe.url.as_str(), "https://api.stripe.com/");
        assert!(!format!("{said:?} {stripe:?}").contains("hush"));
    }
}
