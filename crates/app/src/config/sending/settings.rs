//! The flags and variables of sending.

use std::path::PathBuf;

use clap::Args;

use super::Rate;

/// The settings of sending, as they were said.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Sending")]
pub struct SendingSettings {
    /// The mail server: `smtps://USER:PASSWORD@HOST` or `smtp://…`, which insists on STARTTLS unless `?tls=opportunistic`
    /// or `?tls=none` is said
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "MUSTER_SMTP_URL",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub smtp_url: Option<String>,

    /// A certificate authority that signs for the mail server, besides those of the system (PEM)
    #[arg(long, global = true, value_name = "FILE", env = "MUSTER_SMTP_CA", hide_short_help = true)]
    pub smtp_ca: Option<PathBuf>,

    /// Whom e-mails come from, such as `Northwind <team@northwind.example>`
    #[arg(
        long,
        global = true,
        value_name = "NAME <ADDRESS>",
        env = "MUSTER_MAIL_FROM",
        hide_short_help = true
    )]
    pub mail_from: Option<String>,

    /// Where e-mails are posted to as JSON, instead of to a mail server
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_MAIL_WEBHOOK", hide_short_help = true)]
    pub mail_webhook: Option<String>,

    /// Signs what is posted there
    #[arg(
        long,
        global = true,
        value_name = "SECRET",
        env = "MUSTER_MAIL_WEBHOOK_SECRET",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub mail_webhook_secret: Option<String>,

    /// Signs what is reported to /hooks/mail: deliveries, bounces, complaints
    #[arg(
        long,
        global = true,
        value_name = "SECRET",
        env = "MUSTER_MAIL_HOOK_SECRET",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub mail_hook_secret: Option<String>,

    /// The most e-mails a second that one worker sends
    #[arg(long, global = true, value_name = "N", env = "MUSTER_MAIL_RATE", hide_short_help = true)]
    pub mail_rate: Option<Rate>,

    /// The base address of an API that is compatible with Twilio's, such as `https://api.twilio.com`
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_SMS_URL", hide_short_help = true)]
    pub sms_url: Option<String>,

    /// The account there
    #[arg(long, global = true, value_name = "ID", env = "MUSTER_SMS_ACCOUNT", hide_short_help = true)]
    pub sms_account: Option<String>,

    /// The token of that account; it also signs what is reported to /hooks/sms
    #[arg(
        long,
        global = true,
        value_name = "TOKEN",
        env = "MUSTER_SMS_TOKEN",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub sms_token: Option<String>,

    /// Whom text messages come from: a number, a name, or a messaging service (`MG…`)
    #[arg(long, global = true, value_name = "SENDER", env = "MUSTER_SMS_FROM", hide_short_help = true)]
    pub sms_from: Option<String>,

    /// Where text messages are posted to as JSON, instead of to such an API
    #[arg(long, global = true, value_name = "URL", env = "MUSTER_SMS_WEBHOOK", hide_short_help = true)]
    pub sms_webhook: Option<String>,

    /// Signs what is posted there, and what is reported to /hooks/sms
    #[arg(
        long,
        global = true,
        value_name = "SECRET",
        env = "MUSTER_SMS_WEBHOOK_SECRET",
        hide_env_values = true,
        hide_short_help = true
    )]
    pub sms_webhook_secret: Option<String>,

    /// The most text messages a second that one worker sends
    #[arg(long, global = true, value_name = "N", env = "MUSTER_SMS_RATE", hide_short_help = true)]
    pub sms_rate: Option<Rate>,

    /// Seconds that a provider may take for one message
    #[arg(long, global = true, value_name = "SECONDS", env = "MUSTER_SEND_TIMEOUT", default_value_t = 60, hide_short_help = true,
          value_parser = clap::value_parser!(u64).range(1..=600))]
    pub send_timeout: u64,
}
