//! `muster account create`: a new account with its first Admin.

use std::io::{self, Write};
use std::time::Duration;

use jiff::tz::TimeZone;
use plan::choices::Actor;
use plan::value::email::EmailAddress;
use plan::value::name::{check, normalise, split_full_name};
use plan::value::phone::{PhoneNumber, PhoneProblem, PhoneReader, is_country};
use serde_json::json;
use store::accounts::{self, NewAccount, NewAdmin, Settings};
use store::links::{self, Link};
use store::{Language, Micros, Token, Wait, audit};

use crate::cli::exit::{CliError, Exit};
use crate::config::Config;
use crate::messages::password_link;
use crate::{clock, installation, random};

/// Make an account with its first Admin, and print the Admin's one-time link
///
/// The link lets the Admin set a password. It is printed last, and only here.
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// The company's name
    #[arg(long)]
    name: String,

    /// A short name for addresses and the command line: small letters, digits and hyphens
    #[arg(long)]
    slug: String,

    /// The Admin's e-mail address
    #[arg(long, value_name = "EMAIL")]
    admin_email: String,

    /// The Admin's mobile phone; with + and country code, or of the account's country
    #[arg(long, value_name = "PHONE")]
    admin_phone: String,

    /// The Admin's name [default: what stands before the at sign of the e-mail address]
    #[arg(long, value_name = "NAME")]
    admin_name: Option<String>,

    /// Seats that are always paid for
    #[arg(long, value_name = "N", default_value_t = 1)]
    seats: u32,

    /// The country that phones without + are read in, two letters [default: that of the Admin's phone]
    #[arg(long, value_name = "CC")]
    country: Option<String>,

    /// The time zone of dates, such as America/Chicago
    #[arg(long, value_name = "TZ", default_value = "UTC")]
    time_zone: String,

    /// The currency of charges, three letters
    #[arg(long, value_name = "CUR", default_value = "USD")]
    currency: String,

    /// The language of messages to its people, two letters: en, de, es, fr, pt, it, nl or pl
    #[arg(long, value_name = "LANG", default_value = "en")]
    language: String,

    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
///
/// # Errors
/// Where a value cannot be read or the slug is taken.
pub async fn run(args: &CreateArgs, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let new = args.account()?;
    let db = installation::open(config).await?;
    let now = Micros(clock::now_micros());
    let token = Token::random(&random::bytes()?);
    let mut tx = db.begin(Wait::Long).await?;
    let (account, user) = accounts::create(&mut tx, &new, now).await?;
    let link = Link { account, user, expires_at: now.after(LINK_LIFETIME) };
    links::create_with(&mut tx, &token, link, now).await?;
    audit::add(&mut tx, account, &Actor::Operator, "account.created", Some(account.0), &json!({}), now)
        .await?;
    tx.commit().await?;
    db.close().await;
    let link = password_link(&config.public_url, &token);
    if args.json {
        writeln!(out, "{}", json!({"account": new.slug, "link": link}))?;
    } else {
        say(&new, out)?;
        writeln!(out, "{link}")?;
    }
    Ok(Exit::Done)
}

/// How long an Admin's one-time link can be used.
pub(super) const LINK_LIFETIME: Duration = Duration::from_hours(7 * 24);

fn say(new: &NewAccount, out: &mut dyn Write) -> io::Result<()> {
    let (settings, admin) = (&new.settings, &new.admin);
    writeln!(out, "{} is there, as {}.", new.name, new.slug)?;
    writeln!(out, "  Admin     {} {}, {}, {}", admin.first_name, admin.last_name, admin.email, admin.phone)?;
    writeln!(out, "  Settings  {}, {}, {}", settings.country, settings.time_zone, settings.currency)?;
    writeln!(out, "  Seats     {} always paid for", settings.commitment)?;
    writeln!(out)?;
    writeln!(out, "With this link the Admin sets a password. It works once, within seven days:")
}

impl CreateArgs {
    /// The account that the arguments describe.
    fn account(&self) -> Result<NewAccount, CliError> {
        let name = checked_name(&self.name, "The name of the account")?;
        let email = EmailAddress::parse(&self.admin_email)
            .map_err(|problem| wrong(format!("The Admin's e-mail address cannot be read. {problem}")))?;
        let (country, phone) = self.country_and_phone()?;
        let (first_name, last_name) = self.admin_names(email.as_str())?;
        if TimeZone::get(&self.time_zone).is_err() {
            return Err(wrong(format!("There is no time zone {}. One is America/Chicago.", self.time_zone)));
        }
        let currency = self.currency.to_ascii_uppercase();
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(wrong("A currency has three letters, such as USD.".to_owned()));
        }
        let settings = Settings {
            country,
            time_zone: self.time_zone.clone(),
            currency,
            commitment: self.seats,
            may_buy: true,
        };
        let admin = NewAdmin { first_name, last_name, email: email.into_string(), phone };
        let language = self.language()?;
        Ok(NewAccount { slug: checked_slug(&self.slug)?, name, language, settings, admin })
    }

    fn language(&self) -> Result<Language, CliError> {
        Language::of(&self.language.to_ascii_lowercase()).ok_or_else(|| {
            let all = Language::ALL.map(Language::as_str).join(", ");
            wrong(format!("There are no messages in {}. There are in {all}.", self.language))
        })
    }

    /// The country that was said, else that of the phone, which then needs a `+`.
    fn country_and_phone(&self) -> Result<(String, PhoneNumber), CliError> {
        if let Some(country) = self.country.as_deref().filter(|country| !is_country(country)) {
            return Err(wrong(format!(
                "There is no country {country}. A country has two letters, such as US."
            )));
        }
        let reader = PhoneReader::new(self.country.as_deref().unwrap_or(""));
        let read = match reader.parse(&self.admin_phone) {
            Ok(read) => Some(read),
            Err(PhoneProblem::NotInCountry(_)) if self.country.is_none() => None,
            Err(problem) => return Err(wrong(format!("The Admin's phone cannot be read. {problem}"))),
        };
        let found = read.and_then(|read| {
            let country = match &self.country {
                Some(country) => country.to_ascii_uppercase(),
                None => read.number.country().filter(|_| !read.country_assumed)?,
            };
            Some((country, read.number))
        });
        found.ok_or_else(|| {
            wrong(
                "Write the Admin's phone with + and its country code, or say the country: --country US."
                    .to_owned(),
            )
        })
    }

    /// First and last name: those that were said, else what the address suggests.
    fn admin_names(&self, email: &str) -> Result<(String, String), CliError> {
        let Some(said) = &self.admin_name else {
            return Ok(names_of_address(email));
        };
        let name = checked_name(said, "The Admin's name")?;
        let (first, last) = split_full_name(&name);
        if first.is_empty() || last.is_empty() {
            return Err(wrong("The Admin needs a first and a last name, such as \"Ana Ruiz\".".to_owned()));
        }
        Ok((first.into_owned(), last.into_owned()))
    }
}

pub(super) fn wrong(text: String) -> CliError {
    CliError::refused("account.invalid", text)
}

fn checked_name(text: &str, what: &str) -> Result<String, CliError> {
    let name = normalise(text);
    if name.is_empty() {
        return Err(wrong(format!("{what} is blank.")));
    }
    check(&name).map_err(|problem| wrong(format!("{what} cannot be used. {problem}")))?;
    Ok(name.into_owned())
}

fn checked_slug(slug: &str) -> Result<String, CliError> {
    let fits = (1..=40).contains(&slug.len())
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if fits {
        return Ok(slug.to_owned());
    }
    Err(wrong(
        "A short name has small letters, digits and inner hyphens, at most 40, such as northwind.".to_owned(),
    ))
}

/// `Ana Ruiz` of `ana.ruiz@northwind.example`; `Ana Admin` where the address has one word.
fn names_of_address(email: &str) -> (String, String) {
    let local = email.split('@').next().unwrap_or("");
    let mut words = local.split(['.', '_', '-', '+']).filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        first + letters.as_str()
    });
    let first = words.next().unwrap_or_else(|| "Account".to_owned());
    (first, words.next().unwrap_or_else(|| "Admin".to_owned()))
}
