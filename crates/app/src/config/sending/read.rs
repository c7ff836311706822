//! From what was said to what holds: whole providers, or a sentence about what is missing.

use reqwest::Url;

use super::{BadSetting, MailBy, Secret, Sender, SendingSettings, Smtp, TextBy, Tls, Twilio, Webhook};

pub(super) fn mail(said: &SendingSettings) -> Result<Option<MailBy>, BadSetting> {
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

pub(super) fn text(said: &SendingSettings) -> Result<Option<TextBy>, BadSetting> {
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

pub fn lacks(set: &str, missing: &str) -> BadSetting {
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

pub fn http_url(name: &str, text: &str) -> Result<Url, BadSetting> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sending::Sending;

    fn from() -> String {
        "Northwind <team@northwind.example>".to_owned()
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
        let half = SendingSettings { mail_from: Some(from()), ..SendingSettings::default() };
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
            mail_from: Some(from()),
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
            mail_from: Some(from()),
            ..SendingSettings::default()
        };
        assert!(!format!("{:?}", Sending::new(&said).unwrap()).contains("hush"));
    }
}
