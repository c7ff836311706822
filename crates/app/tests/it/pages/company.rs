//! Samples of the settings of the company.

use app::pages::layout::Menu;
use app::pages::settings::{CompanyPage, Field};
use app::pages::ui::Choice;

use super::samples::{choice, shell};

fn good(text: &str) -> Field {
    Field { text: text.into(), wrong: None }
}

fn wrong(text: &str, why: &str) -> Field {
    Field { text: text.into(), wrong: Some(why.into()) }
}

pub fn company() -> CompanyPage {
    CompanyPage {
        shell: shell(Menu::Settings),
        seen: "0f1e2d3c4b5a6978".into(),
        meanwhile: None,
        name: good("Northwind Field Sales"),
        countries: vec![choice("DE", "Germany"), Choice { chosen: true, ..choice("US", "United States") }],
        country_wrong: None,
        time_zone: good("America/Chicago"),
        zones: vec!["America/Chicago".into(), "Europe/Berlin".into(), "UTC".into()],
        currency: good("USD"),
        priced: true,
        keep: good("90"),
        most_days: 90,
        percent: good("10"),
        most: good("50"),
        needs_phones: true,
        comes_to: "As it is set, an import of your 244 people asks where it changes more than 24.".into(),
    }
}

pub fn refused() -> CompanyPage {
    CompanyPage {
        name: wrong("", "A company needs a name. Fill it in."),
        time_zone: wrong("Chicago", "There is no time zone “Chicago”. One is America/Chicago."),
        currency: wrong("$", "A currency has three letters, such as USD."),
        priced: false,
        keep: wrong("365", "Type a whole number from 1 to 90."),
        percent: wrong("26", "Type a whole number from 1 to 25."),
        needs_phones: false,
        most: wrong("many", "Type a whole number from 1 to 200."),
        ..company()
    }
}

pub fn meanwhile() -> CompanyPage {
    let set = ["Time zone: America/New_York", "Number: 20"];
    CompanyPage { meanwhile: Some(set.map(str::to_owned).into()), ..company() }
}
