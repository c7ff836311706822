//! How e-mail and text messages are sent: each by a provider, by a webhook, or not at all, and then they stand in the
//! Outbox.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use lettre::Address;
use reqwest::Url;

use super::BadSetting;

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

/// How messages are sent.
#[derive(Clone, Debug, Default)]
pub struct Sending {
    /// E-mail.
    pub mail: Option<MailBy>,
    /// Text messages.
    pub text: Option<TextBy>,
    /// The most e-mails a second.
    pub mail_rate: Rate,
    /// The most text messages a second.
    pub text_rate: Rate,
    /// What signs the reports on e-mails.
    pub mail_hook: Option<Secret>,
    /// How long a provider may take for one message.
    pub time: Duration,
}

/// How e-mail is sent.
#[derive(Clone, Debug)]
pub enum MailBy {
    /// By a mail server.
    Smtp(Smtp),
    /// By a webhook.
    Webhook(Webhook),
}

/// How text messages are sent.
#[derive(Clone, Debug)]
pub enum TextBy {
    /// By an API that is compatible with Twilio's.
    Twilio(Twilio),
    /// By a webhook.
    Webhook(Webhook),
}

/// A mail server and whom it sends for.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Who signs in there, and the password.
    pub login: Option<(String, Secret)>,
    /// A certificate authority besides those of the system.
    pub authority: Option<PathBuf>,
    /// Whom messages come from.
    pub from: Sender,
}

/// How a connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// From its first byte.
    Wrapped,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS where the server offers it.
    Opportunistic,
    /// Not at all: for a relay on the same machine.
    Never,
}

/// Whom e-mails come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name, if one was said.
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

/// An API that is compatible with Twilio's.
#[derive(Clone, Debug)]
pub struct Twilio {
    /// The base address, without a slash at its end.
    pub base: Url,
    /// The account.
    pub account: String,
    /// The token.
    pub token: Secret,
    /// A number, a name, or a messaging service.
    pub from: String,
}

/// An address that messages are posted to.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The address.
    pub url: Url,
    /// What signs the bodies.
    pub secret: Secret,
}

/// A text that is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret as it was said.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Messages a second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate(pub f64);

impl Default for Rate {
    /// What providers take of a customer they do not know yet, or less.
    fn default() -> Self {
        Self(10.0)
    }
}

impl FromStr for Rate {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rate = text.parse::<f64>().ok().filter(|rate| (0.01..=10_000.0).contains(rate));
        rate.map(Self).ok_or_else(|| BadSetting("a rate is messages a second, such as 10 or 0.5".to_owned()))
    }
}

impl Sending {
    /// The settings that hold, given what was said.
    ///
    /// # Errors
    /// Where half of what a provider needs is missing, or two are said for one channel.
    pub fn new(said: &SendingSettings) -> Result<Self, BadSetting> {
        let secret = |text: &Option<String>| text.clone().map(Secret::new);
        Ok(Self {
            mail: mail(said)?,
            text: text(said)?,
            mail_rate: said.mail_rate.unwrap_or_default(),
            text_rate: said.sms_rate.unwrap_or_default(),
            mail_hook: secret(&said.mail_hook_secret),
            time: Duration::from_secs(said.send_timeout),
        })
    }
}

fn mail(said: &SendingSettings) -> Result<Option<MailBy>, BadSetting> {
    let hook =
        webhook("MUSTER_MAIL_WEBHOOK", said.mail_webhook.as_deref(), said.mail_webhook_secret.as_deref())?;
    match (&said.smtp_url, &said.mail_from, hook) {
        (Some(_), _, Some(_)) => Err(BadSetting(
            "MUSTER_SMTP_URL and MUSTER_MAIL_WEBHOOK are both set; e-mail goes one way only.".to_owned(),
        )),
        (None, None, hook) => match (hook, &said.smtp_ca) {
            (None, Some(_)) => Err(lacks("MUSTER_SMTP_CA", "MUSTER_SMTP_URL")),
            (hook, _) => Ok(hook.map(MailBy::Webhook)),
        },
        // Whoever sends for a webhook knows by itself whom from.
        (None, Some(_), Some(hook)) => Ok(Some(MailBy::Webhook(hook))),
        (None, Some(_), None) => Err(lacks("MUSTER_MAIL_FROM", "MUSTER_SMTP_URL")),
        (Some(_), None, None) => Err(lacks("MUSTER_SMTP_URL", "MUSTER_MAIL_FROM")),
        (Some(url), Some(from), None) => {
            let mut smtp = smtp(url, from.parse()?)?;
            smtp.authority.clone_from(&said.smtp_ca);
            Ok(Some(MailBy::Smtp(smtp)))
        }
    }
}

fn text(said: &SendingSettings) -> Result<Option<TextBy>, BadSetting> {
    let hook =
        webhook("MUSTER_SMS_WEBHOOK", said.sms_webhook.as_deref(), said.sms_webhook_secret.as_deref())?;
    let parts = [
        ("MUSTER_SMS_URL", &said.sms_url),
        ("MUSTER_SMS_ACCOUNT", &said.sms_account),
        ("MUSTER_SMS_TOKEN", &said.sms_token),
        ("MUSTER_SMS_FROM", &said.sms_from),
    ];
    let Some((set, _)) = parts.iter().find(|(_, value)| value.is_some()) else {
        return Ok(hook.map(TextBy::Webhook));
    };
    if hook.is_some() {
        return Err(BadSetting(format!(
            "{set} and MUSTER_SMS_WEBHOOK are both set; text messages go one way only."
        )));
    }
    let (Some(url), Some(account), Some(token), Some(from)) =
        (&said.sms_url, &said.sms_account, &said.sms_token, &said.sms_from)
    else {
        let missing = parts.iter().find(|(_, value)| value.is_none()).map_or("", |(name, _)| name);
        return Err(lacks(set, missing));
    };
    let base = http_url("MUSTER_SMS_URL", url)?;
    let token = Secret::new(token);
    Ok(Some(TextBy::Twilio(Twilio { base, account: account.clone(), token, from: from.clone() })))
}

fn lacks(set: &str, missing: &str) -> BadSetting {
    BadSetting(format!("{set} is set and {missing} is not; they only work together."))
}

fn webhook(name: &str, url: Option<&str>, secret: Option<&str>) -> Result<Option<Webhook>, BadSetting> {
    match (url, secret) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(lacks(name, &format!("{name}_SECRET"))),
        (None, Some(_)) => Err(lacks(&format!("{name}_SECRET"), name)),
        (Some(url), Some(secret)) => {
            Ok(Some(Webhook { url: http_url(name, url)?, secret: Secret::new(secret) }))
        }
    }
}

fn http_url(name: &str, text: &str) -> Result<Url, BadSetting> {
    let url =
        text.parse::<Url>().ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
    // The address may hold a password, so it is not repeated.
    url.ok_or_else(|| BadSetting(format!("{name} is an address that begins with https:// or http://.")))
}

fn smtp(text: &str, from: Sender) -> Result<Smtp, BadSetting> {
    let bad = |what: &str| BadSetting(format!("MUSTER_SMTP_URL {what}."));
    let url = text
        .parse::<Url>()
        .map_err(|_| bad("is smtp://HOST or smtps://HOST, with USER:PASSWORD@ before HOST"))?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("names no host"))?;
    let said = url.query_pairs().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
    let (tls, port) = match (url.scheme(), said.as_str()) {
        ("smtps", "") => (Tls::Wrapped, 465),
        ("smtp", "" | "tls=required") => (Tls::Required, 587),
        ("smtp", "tls=opportunistic") => (Tls::Opportunistic, 587),
        ("smtp", "tls=none") => (Tls::Never, 25),
        ("smtp" | "smtps", _) => {
            return Err(bad("takes tls=required, tls=opportunistic or tls=none after the ?"));
        }
        _ => return Err(bad("begins with smtp:// or smtps://")),
    };
    let login = match (url.username(), url.password()) {
        ("", None) => None,
        (user, Some(password)) if !user.is_empty() => Some((decoded(user)?, Secret::new(decoded(password)?))),
        _ => return Err(bad("has a user without a password, or a password without a user")),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    Ok(Smtp { host, port: url.port().unwrap_or(port), tls, login, authority: None, from })
}

/// A part of an address with its `%40` read.
fn decoded(part: &str) -> Result<String, BadSetting> {
    let text = percent_encoding::percent_decode_str(part).decode_utf8();
    text.map(Into::into)
        .map_err(|_| BadSetting("MUSTER_SMTP_URL has a user or password that is no text.".to_owned()))
}

impl FromStr for Sender {
    type Err = BadSetting;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || {
            BadSetting(
                "MUSTER_MAIL_FROM is an address, or a name and an address in angle brackets.".to_owned(),
            )
        };
        let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text.trim()),
        };
        if text.chars().any(char::is_control) {
            return Err(bad());
        }
        let address = address.parse().map_err(|_| bad())?;
        Ok(Self { name: Some(name.to_owned()).filter(|name| !name.is_empty()), address })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from() -> Option<String> {
        Some("Northwind <team@northwind.example>".to_owned())
    }

    fn problem(said: &SendingSettings) -> String {
        Sending::new(said).unwrap_err().to_string()
    }

    #[test]
    fn a_mail_server_without_a_word_on_it_insists_on_starttls() {
        let of = |text: &str| smtp(text, "a@x.example".parse().unwrap());
        let plain = of("smtp://mail.example").unwrap();
        assert_eq!((plain.tls, plain.port, plain.login), (Tls::Required, 587, None));
        assert_eq!(of("smtps://mail.example").unwrap().port, 465);
        assert_eq!(of("smtp://localhost:25?tls=none").unwrap().tls, Tls::Never);
        assert_eq!(of("smtp://relay?tls=opportunistic").unwrap().tls, Tls::Opportunistic);
        let (user, password) =
            of("smtps://ana%40x.example:p%3A%2Fw@mail.example:4650").unwrap().login.unwrap();
        assert_eq!((user.as_str(), password.reveal()), ("ana@x.example", "p:/w"));
        for wrong in ["mail.example", "http://x", "smtp://ana@x", "smtp://x?tls=maybe", "smtps://x?tls=none"]
        {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn half_of_what_a_provider_needs_is_an_error_that_names_the_other_half() {
        let url = Some("smtp://mail.example".to_owned());
        let half = SendingSettings { smtp_url: url.clone(), ..SendingSettings::default() };
        assert!(problem(&half).contains("MUSTER_MAIL_FROM is not"));
        let half = SendingSettings { mail_from: from(), ..SendingSettings::default() };
        assert!(problem(&half).contains("MUSTER_SMTP_URL is not"));
        let half = SendingSettings { sms_token: Some("secret".to_owned()), ..SendingSettings::default() };
        assert_eq!(
            problem(&half),
            "MUSTER_SMS_TOKEN is set and MUSTER_SMS_URL is not; they only work together."
        );
        let hook = Some("https://x.example/in".to_owned());
        let half = SendingSettings { sms_webhook: hook.clone(), ..SendingSettings::default() };
        assert!(problem(&half).contains("MUSTER_SMS_WEBHOOK_SECRET is not"));
        let secret = Some("s".to_owned());
        let both = SendingSettings {
            smtp_url: url,
            mail_from: from(),
            mail_webhook: hook,
            mail_webhook_secret: secret,
            ..SendingSettings::default()
        };
        assert!(problem(&both).contains("one way only"));
        assert!(Sending::new(&SendingSettings::default()).unwrap().mail.is_none());
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        let of = |text: &str| text.parse::<Sender>();
        assert_eq!(of("\"North, Wind\" <a@x.example>").unwrap().name.as_deref(), Some("North, Wind"));
        assert_eq!(of("a@x.example").unwrap().name, None);
        for wrong in
            ["", "Northwind", "A <a@x.example>, B <b@x.example>", "A\r\nBcc: b@x.example <a@x.example>"]
        {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_not_in_what_is_printed() {
        let said = SendingSettings {
            smtp_url: Some("smtp://ana:hush@mail.example".to_owned()),
            mail_from: from(),
            ..SendingSettings::default()
        };
        assert!(!format!("{:?}", Sending::new(&said).unwrap()).contains("hush"));
    }
}
