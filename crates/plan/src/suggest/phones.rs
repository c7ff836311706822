//! What phones that cannot be read may mean.

use super::set;
use crate::field::Field;
use crate::finding::{Code, Suggestion};
use crate::grouping::Group;
use crate::plan::Plan;
use crate::value::country::{Country, name_of, with_code};
use crate::value::phone::{self, PhoneNumber, PhoneProblem};

/// At most so many rows of one text are compared by their countries.
const MOST_COMPARED: usize = 100;

/// The ways out of a finding about a phone that cannot be read.
pub fn fixes(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    if group.code == Code::PhoneAbroad { abroad(plan, group, rows) } else { meant(plan, group, rows) }
}

/// The numbers that a cell may mean: sure where only a letter stands in the place of a digit, or a word beside it.
fn meant(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let draft = plan.draft();
    let numbers = |row: &u32| draft.sources.phones.meant(group.value, draft.cells().country(*row));
    let Some(first) = group.rows.first().map(numbers) else { return Vec::new() };
    // The same text is another number in another country; then each row is its own case.
    if group.rows.iter().skip(1).take(MOST_COMPARED).any(|row| numbers(row) != first) {
        return Vec::new();
    }
    if first.is_empty() {
        let uncoded = without_code(plan, group, rows);
        return if uncoded.is_empty() { elsewhere(plan, group, rows) } else { uncoded };
    }
    let sure = first.len() == 1 && phone::is_slip(group.value);
    let set_to = |number: &PhoneNumber| {
        set(rows, Field::Phone, &number.to_string(), sure, &format!("Use {}", number.spaced()))
    };
    first.iter().map(set_to).collect()
}

/// The country that other cells of the rows point to; at a form, which has no such cells, the number itself.
fn abroad(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let reader = &plan.draft().sources.phones;
    let read =
        Country::from_code(group.value).and_then(|country| reader.read(group.other, Some(country)).ok());
    let Some(number) = read.map(|read| read.phone.number) else { return Vec::new() };
    if plan.draft().is_form() {
        return vec![set(rows, Field::Phone, &number.to_string(), true, &format!("Use {}", number.spaced()))];
    }
    let name = name_of(group.value).unwrap_or(group.value);
    let suggested = set(rows, Field::Country, name, true, &format!("Read with {}", with_code(group.value)));
    // What becomes of the phone shows more than a cell of a country.
    vec![Suggestion { sample: Some((group.other.to_owned(), number.spaced())), ..suggested }]
}

/// Of a number that contradicts the calling code in another column: the number alone.
fn without_code(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let draft = plan.draft();
    let coded =
        |row: &u32| draft.cells().country(*row).is_some_and(|country| country.calling_code().is_some());
    match draft.sources.phones.parse(group.value) {
        Ok(read) if group.rows.iter().take(MOST_COMPARED).all(coded) => {
            vec![set(rows, Field::Country, "", false, &format!("Read it as {}", read.number.spaced()))]
        }
        _ => Vec::new(),
    }
}

/// Of a number that is none of the country its rows name: what it is in others.
fn elsewhere(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let draft = plan.draft();
    let reader = &draft.sources.phones;
    let named = |row: &u32| {
        let country = draft.cells().country(*row).filter(|country| country.calling_code().is_none())?;
        reader.read(group.value, Some(country)).err()
    };
    let is_none = |row: &u32| matches!(named(row), Some(PhoneProblem::NotInRowCountry(_)));
    if !group.rows.iter().take(MOST_COMPARED).all(is_none) {
        return Vec::new();
    }
    let pointed = group.rows.first().and_then(|row| draft.cells().abroad(*row, group.value));
    let pointed = pointed.and_then(|country| reader.read(group.value, Some(country)).ok());
    let mut numbers: Vec<PhoneNumber> = pointed.map(|read| read.phone.number).into_iter().collect();
    for number in reader.elsewhere(group.value) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let use_it = |number: PhoneNumber| {
        let spaced = number.spaced();
        let name = number.country().and_then(|code| name_of(&code));
        let label = name.map_or_else(|| format!("Use {spaced}"), |name| format!("Use {spaced} ({name})"));
        set(rows, Field::Phone, &number.to_string(), false, &label)
    };
    numbers.into_iter().map(use_it).collect()
}
