//! What the company is and what holds for its people: the name, where its phones and its days are, how long files are kept, and
//! from when on an import asks for a number.

use std::ops::RangeInclusive;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use plan::billing::Currency;
use plan::snapshot::Thresholds;
use plan::value::country;
use plan::value::name::{check, normalise};
use plan::value::phone::is_country;
use serde::Deserialize;
use store::accounts::company::{self, Company};
use store::accounts::{self, Rules};
use store::{AccountId, Conn, Days, Wait, billing};

use super::{Field, Section};
use crate::error::Result;
use crate::pages::filters;
use crate::pages::layout::{Menu, Shell};
use crate::pages::ui::Choice;
use crate::pages::words;
use crate::state::AppState;
use crate::web::flash::Saying;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

/// No account keeps files longer.
const MOST_DAYS: u32 = 3650;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/company.html")]
pub struct CompanyPage {
    /// Who is signed in.
    pub shell: Shell,
    /// What was set when the page was drawn: saving it goes on from there.
    pub seen: String,
    /// What others have set since, where that kept it from being saved.
    pub meanwhile: Option<Vec<String>>,
    /// The company's name.
    pub name: Field,
    /// The countries to choose from.
    pub countries: Vec<Choice>,
    /// Why the country cannot be.
    pub country_wrong: Option<String>,
    /// The time zone.
    pub time_zone: Field,
    /// The time zones there are.
    pub zones: Vec<String>,
    /// The currency.
    pub currency: Field,
    /// Whether a price says the currency.
    pub priced: bool,
    /// For how many days files are kept.
    pub keep: Field,
    /// The most days that the installation allows.
    pub most_days: u32,
    /// A share in percent.
    pub percent: Field,
    /// A number of people and seats.
    pub most: Field,
    /// Whether everybody needs a phone.
    pub needs_phones: bool,
    /// What the two come to: `Of 244 people, more than 24 changed at once are many.`
    pub comes_to: String,
}

impl CompanyPage {
    /// The tabs of the settings, and which of them this is.
    fn tabs() -> impl Iterator<Item = (Section, bool)> {
        Section::Company.tabs()
    }

    /// What the share may be.
    const fn percents() -> RangeInclusive<u32> {
        Thresholds::PERCENT
    }

    /// What the number may be.
    const fn numbers() -> RangeInclusive<u32> {
        Thresholds::MOST
    }
}

/// Whether everybody needs a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phones {
    #[default]
    Needed,
    Optional,
}

impl Phones {
    const fn of(needed: bool) -> Self {
        if needed { Self::Needed } else { Self::Optional }
    }
}

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    seen: String,
    name: String,
    country: String,
    time_zone: String,
    /// Not sent where it cannot be changed.
    currency: Option<String>,
    keep: String,
    percent: String,
    most: String,
    phones: Phones,
}

/// What is wrong with each value that is typed, in the order of the fields.
#[derive(Clone, Debug, Default)]
struct Wrong {
    name: Option<String>,
    country: Option<String>,
    time_zone: Option<String>,
    currency: Option<String>,
    keep: Option<String>,
    percent: Option<String>,
    most: Option<String>,
}

impl Wrong {
    fn is_nothing(&self) -> bool {
        let all = [
            &self.name,
            &self.country,
            &self.time_zone,
            &self.currency,
            &self.keep,
            &self.percent,
            &self.most,
        ];
        all.into_iter().all(Option::is_none)
    }
}

impl Typed {
    /// What is set, as the fields show it.
    fn of(set: &Company, most_days: u32) -> Self {
        let Rules { thresholds, needs_phones, .. } = set.rules;
        Self {
            seen: set.digest(),
            name: set.name.clone(),
            country: set.country.clone(),
            time_zone: set.time_zone.clone(),
            currency: Some(set.currency.clone()),
            keep: set.rules.keeps_files(most_days).to_string(),
            percent: thresholds.percent.to_string(),
            most: thresholds.most.to_string(),
            phones: Phones::of(needs_phones),
        }
    }

    /// The values that are typed, with what is wrong with each; what cannot be read is as it was.
    fn read(&self, set: &Company, most_days: u32) -> (Company, Wrong) {
        let mut wrong = Wrong::default();
        let name = normalise(&self.name);
        wrong.name = if name.is_empty() {
            Some("A company needs a name. Fill it in.".to_owned())
        } else {
            check(&name).err().map(|problem| words::sentence(&problem.to_string()))
        };
        let country = self.country.trim().to_ascii_uppercase();
        wrong.country = (!is_country(&country)).then(|| "Choose the country of your phones.".to_owned());
        let time_zone = self.time_zone.trim();
        wrong.time_zone = (!is_zone(time_zone))
            .then(|| format!("There is no time zone “{time_zone}”. One is America/Chicago."));
        let currency = Currency::parse(self.currency.as_ref().unwrap_or(&set.currency));
        wrong.currency = currency.is_err().then(|| "A currency has three letters, such as USD.".to_owned());
        let number = |typed: &str, bounds, was, wrong: &mut Option<String>| {
            let read = number(typed, bounds);
            *wrong = read.clone().err();
            read.unwrap_or(was)
        };
        let Rules { keep_files_days, thresholds, .. } = set.rules;
        let kept = set.rules.keeps_files(most_days);
        let keep = number(&self.keep, 1..=most_days, kept, &mut wrong.keep);
        let percent = number(&self.percent, Thresholds::PERCENT, thresholds.percent, &mut wrong.percent);
        let most = number(&self.most, Thresholds::MOST, thresholds.most, &mut wrong.most);
        let new = Company {
            name: name.into_owned(),
            country,
            time_zone: time_zone.to_owned(),
            currency: currency.map_or_else(|_| set.currency.clone(), |currency| currency.to_string()),
            rules: Rules {
                // Whoever leaves it as it is goes on with what the installation does.
                keep_files_days: if keep == kept { keep_files_days } else { Some(keep) },
                thresholds: Thresholds { percent, most },
                needs_phones: self.phones == Phones::Needed,
            },
        };
        (new, wrong)
    }
}

/// A whole number within bounds, or what is wrong with what was typed.
fn number(typed: &str, bounds: RangeInclusive<u32>) -> std::result::Result<u32, String> {
    let read = typed.trim().parse().ok().filter(|number| bounds.contains(number));
    read.ok_or_else(|| format!("Type a whole number from {} to {}.", bounds.start(), bounds.end()))
}

/// A zone that people live by, by the name of a place.
fn is_zone(name: &str) -> bool {
    (name == "UTC" || name.contains('/')) && Days::of(name).is_ok()
}

/// The most days that this installation lets an account keep files.
fn most_days(state: &AppState) -> u32 {
    state.config.keep_files_days.min(MOST_DAYS)
}

pub(super) async fn show(
    State(state): State<AppState>,
    AdminOnly(who): AdminOnly,
) -> Result<Page<CompanyPage>> {
    let typed = Typed::of(&Company::of(&who.account), most_days(&state));
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &state, &who, (typed, Wrong::default())).await?))
}

async fn page(
    conn: &mut Conn,
    state: &AppState,
    who: &SignedIn,
    (typed, wrong): (Typed, Wrong),
) -> Result<CompanyPage> {
    let (_, billing) = billing::today(conn, who.account_id(), who.times().micros()).await?;
    let people = store::users::list::counts(conn, who.account_id()).await?;
    let people = people.invited + people.active + people.suspended;
    let most = who.account.rules.thresholds.most_unasked(people);
    let field = |text: String, wrong| Field { text, wrong };
    Ok(CompanyPage {
        shell: who.shell().at(Menu::Settings),
        seen: typed.seen,
        meanwhile: None,
        name: field(typed.name, wrong.name),
        countries: countries(&typed.country),
        country_wrong: wrong.country,
        time_zone: field(typed.time_zone, wrong.time_zone),
        zones: zones(),
        currency: field(
            typed.currency.unwrap_or_else(|| who.account.settings.currency.clone()),
            wrong.currency,
        ),
        priced: billing.is_some(),
        keep: field(typed.keep, wrong.keep),
        most_days: most_days(state),
        percent: field(typed.percent, wrong.percent),
        most: field(typed.most, wrong.most),
        needs_phones: typed.phones == Phones::Needed,
        comes_to: format!(
            "As it is set, an import of your {} asks where it changes more than {}.",
            words::counted(people.into(), "person", "people"),
            words::count(most.into())
        ),
    })
}

/// The countries, with the one that is set whether the list has it or not.
fn countries(chosen: &str) -> Vec<Choice> {
    let known = country::by_name();
    let own = (!known.iter().any(|(code, _)| *code == chosen)).then_some((chosen, chosen));
    let choice = |(code, name): (&str, &str)| Choice {
        value: code.to_owned(),
        word: name.to_owned(),
        chosen: code == chosen,
    };
    own.into_iter().chain(known).map(choice).collect()
}

/// The time zones by the names of their places; those without a place are of machines.
fn zones() -> Vec<String> {
    let of_machines = ["Etc/", "posix/", "right/", "SystemV/"];
    let names = jiff::tz::db().available().map(|name| name.to_string());
    let mut zones: Vec<String> = names
        .filter(|name| is_zone(name) && !of_machines.iter().any(|start| name.starts_with(start)))
        .collect();
    zones.sort_unstable();
    zones
}

/// Keeps what is typed, if all of it can be and nobody was faster.
pub(super) async fn save(
    State(state): State<AppState>,
    AdminOnly(who): AdminOnly,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let most_days = most_days(&state);
    let set = Company::of(&who.account);
    let (new, wrong) = typed.read(&set, most_days);
    if !wrong.is_nothing() {
        let page = page(&mut *state.db.view().await?, &state, &who, (typed, wrong)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    let mut tx = who.begin(&state, Wait::Short).await?;
    match company::set(&mut tx, who.account_id(), (&typed.seen, &new), &who.actor(), state.micros()).await {
        Ok(()) => {}
        Err(store::Error::Stale(_)) => {
            tx.roll_back().await?;
            return faster(&state, &who, typed).await;
        }
        Err(error) => return Err(error.into()),
    }
    let said = saved(&mut tx, who.account_id(), (&set, &new)).await?;
    tx.commit().await?;
    Ok(Saying(Redirect::to(Section::Company.path()), said).into_response())
}

/// What is said once it is kept: where everybody needs a phone from now on, also how many have none.
async fn saved(conn: &mut Conn, account: AccountId, (old, new): (&Company, &Company)) -> Result<String> {
    if old == new {
        return Ok("Nothing was changed.".to_owned());
    }
    let begins = new.rules.needs_phones && !old.rules.needs_phones;
    let without = if begins { company::without_phone(conn, account).await? } else { 0 };
    Ok(match without {
        0 => "The settings are saved.".to_owned(),
        1 => "The settings are saved. 1 person who is invited or active has no phone and stays as they are."
            .to_owned(),
        _ => format!(
            "The settings are saved. {} people who are invited or active have no phone and stay as they are.",
            words::count(without.into())
        ),
    })
}

/// Somebody else has set something since the page was drawn: what is typed stays, and the page says what is set now.
async fn faster(state: &AppState, who: &SignedIn, typed: Typed) -> Result<Response> {
    let mut view = state.db.view().await?;
    let account = accounts::by_id(&mut view, who.account_id()).await?;
    let now = Typed::of(&Company::of(&account), most_days(state));
    let meanwhile = differences(&typed, &now);
    let typed = Typed { seen: now.seen, ..typed };
    let page = page(&mut view, state, who, (typed, Wrong::default())).await?;
    Ok((StatusCode::CONFLICT, Page(CompanyPage { meanwhile: Some(meanwhile), ..page })).into_response())
}

/// What is set now where something else is typed: `Time zone: Europe/Berlin`.
fn differences(typed: &Typed, now: &Typed) -> Vec<String> {
    let values = [
        ("Name", &typed.name, &now.name),
        ("Country", &typed.country, &now.country),
        ("Time zone", &typed.time_zone, &now.time_zone),
        ("Days that files are kept", &typed.keep, &now.keep),
        ("Share in percent", &typed.percent, &now.percent),
        ("Number", &typed.most, &now.most),
    ];
    let phones = |typed: &Typed| {
        if typed.phones == Phones::Needed { "everybody needs one" } else { "optional" }.to_owned()
    };
    let (typed_phones, now_phones) = (phones(typed), phones(now));
    let values = values.into_iter().chain([("Phones", &typed_phones, &now_phones)]);
    let currency = typed.currency.as_ref().zip(now.currency.as_ref());
    let values = values.chain(currency.map(|(typed, now)| ("Currency", typed, now)));
    let differ = values.filter(|(_, typed, now)| typed.trim() != now.as_str());
    differ.map(|(word, _, now)| format!("{word}: {now}")).collect()
}
