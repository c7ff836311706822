//! What the cell of a country may mean that names none.

use super::map;
use crate::field::Field;
use crate::finding::Suggestion;
use crate::grouping::Group;
use crate::plan::Plan;
use crate::value::country::{Country, name_of, with_code};

/// At most so many rows of one cell are asked what else points to a country.
const MOST_ASKED: usize = 100;

/// The countries that the cell may mean, else the one that other cells of all its rows point to; and the account's.
pub fn fixes(plan: &Plan, group: &Group<'_>) -> Vec<Suggestion> {
    let home = Country::from_code(&plan.draft().facts().country);
    let mut meant: Vec<(Country, bool)> =
        Country::perhaps(group.value).into_iter().map(|one| (one.country, one.sure)).collect();
    if meant.is_empty() {
        meant.extend(Country::of_car(group.value).map(|country| (country, false)));
    }
    if meant.is_empty() {
        meant.extend(pointed_at(plan, group).map(|country| (country, false)));
    }
    let of_home = home.filter(|home| !meant.iter().any(|(one, _)| one == home));
    let mut fixes: Vec<Suggestion> =
        meant.into_iter().map(|(country, sure)| read_as(plan, group, country, sure)).collect();
    fixes.extend(of_home.map(|home| read_as(plan, group, home, false)));
    fixes
}

/// The country in all cells that say the same, with what becomes of the first phone beside them.
fn read_as(plan: &Plan, group: &Group<'_>, country: Country, sure: bool) -> Suggestion {
    let code = country.code();
    let to = name_of(&code).map_or_else(|| code.clone(), str::to_owned);
    let mut fix = map(Field::Country, group.value, &to, sure);
    if !sure {
        fix.label = format!("Read with {}", with_code(&code));
    }
    fix.sample = group.rows.first().and_then(|row| {
        let text = plan.draft().cell(*row, Field::Phone).text;
        let read = plan.draft().sources.phones.read(&text, Some(country)).ok()?;
        Some((text, read.phone.number.spaced()))
    });
    fix
}

/// The country that something else in every row points to.
fn pointed_at(plan: &Plan, group: &Group<'_>) -> Option<Country> {
    let draft = plan.draft();
    let of_row = |row: &u32| draft.cells().abroad(*row, &draft.cell(*row, Field::Phone).text);
    let (first, rest) = group.rows.split_first()?;
    let country = of_row(first)?;
    rest.iter().take(MOST_ASKED).all(|row| of_row(row) == Some(country)).then_some(country)
}
