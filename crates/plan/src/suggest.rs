//! Suggested fixes: the ones that are surely meant first, then the other ways out.

mod countries;
mod letters;
mod near;
mod phones;
mod several;
mod within;

use std::borrow::Cow;

pub(crate) use self::letters::{meant_by, mended};
use crate::authority::{Act, may};
use crate::field::Field;
use crate::finding::{Code, Suggestion};
use crate::fix::Fix;
use crate::grouping::Group;
use crate::groups::{Found, Groups};
use crate::plan::{Plan, Ref};
use crate::snapshot::{Access, Role, Status};
use crate::subject::users::cells::domain_of;
use crate::value::email_domain::without_ending;
use crate::value::visible::visible;
use crate::value::{email, has_control, name, role};

/// At most this many existing names are offered for an unknown one.
const MOST_NAMES: usize = 3;

/// The fixes of a group, the best first. Row fixes name all of its rows.
pub fn fixes(plan: &Plan, group: &Group<'_>) -> Vec<Suggestion> {
    let rows: Vec<u32> = group.rows.iter().map(|row| plan.sheet().number(*row)).collect();
    let mut fixes = match (group.code, group.field) {
        (Code::EmailInvalid, _) => corrected_email(plan, group, &rows),
        (Code::EmailSuspect, _) => other_domain(plan, group, &rows).into_iter().collect(),
        (Code::PhoneInvalid | Code::PhoneAbroad, _) => phones::fixes(plan, group, &rows),
        (Code::CountryUnknown, _) => countries::fixes(plan, group),
        (Code::TextDamaged | Code::TextQuoted, Some(field)) => letters::repaired(plan, field, group),
        (Code::CellError, Some(field)) if !field.is_needed() => {
            vec![set(&rows, field, "", true, "Leave it blank")]
        }
        (Code::ValuePlaceholder, Some(field)) => kept(plan, field, group, &rows),
        (Code::CellControl, Some(field)) => letters::without_controls(plan, field, group, &rows),
        (Code::ExternalIdLength, Some(field)) => filled_up(field, group),
        (Code::RoleUnknown, _) => roles(plan, group),
        (Code::AccessUnknown, _) => accesses(plan, group),
        (
            Code::TeamUnknown | Code::TerritoryUnknown | Code::TeamArchived | Code::TerritoryArchived,
            Some(field),
        ) => names(plan, field, group),
        (Code::TeamAmbiguous | Code::TerritoryAmbiguous, Some(field)) => namesakes(plan, field, group),
        (
            Code::AuthorityRole | Code::AuthorityAccess | Code::AuthorityGroup | Code::AuthorityPlace,
            Some(_),
        ) => within::fixes(plan, group, &rows),
        (Code::AccessGlobal, _) => vec![
            set(&rows, Field::TerritoryAccess, "Limited", false, "Limited access"),
            set(&rows, Field::Territories, "(none)", false, "No territories"),
        ],
        (Code::AdminTeams | Code::AdminTerritories, Some(field)) => {
            vec![set(&rows, field, "", true, "Leave it out")]
        }
        (Code::AdminLimited, Some(field)) => vec![set(&rows, field, "Global", true, "Make it Global")],
        (Code::SelfProtected | Code::AdminLast | Code::ValueNeeded, Some(field)) => {
            vec![set(&rows, field, "", true, "Leave it as it is")]
        }
        (
            Code::EmailDuplicate | Code::PhoneDuplicate | Code::ExternalIdDuplicate | Code::PersonDuplicate,
            _,
        ) => keep_one(&rows),
        (Code::EmailTaken | Code::PhoneTaken, _) => taken(plan, group, &rows),
        (Code::PersonSuspended, _) => {
            vec![suggestion(Fix::Reactivate { rows: rows.clone() }, false, "Reactivate")]
        }
        _ => Vec::new(),
    };
    if plan.draft().is_form() {
        fixes.retain(|one| fits_form(&one.fix, group.field));
        return fixes;
    }
    fixes.extend(skip(group, rows));
    for one in &mut fixes {
        if one.sample.is_none() {
            one.sample = group.rows.first().and_then(|row| sample(plan, *row, &one.fix));
        }
    }
    fixes
}

/// Leaving the rows of a group out, where that is a way.
fn skip(group: &Group<'_>, rows: Vec<u32>) -> Option<Suggestion> {
    let blocks = group.severity == crate::finding::Severity::Error;
    // Rows that nobody sees in the spreadsheet, examples and people who have left may be there by mistake, which only a
    // person can say.
    let doubtful = matches!(group.code, Code::RowHidden | Code::RowExample | Code::PersonGone);
    let label =
        if rows.len() == 1 { "Skip this row".to_owned() } else { format!("Skip {} rows", rows.len()) };
    // Rows below a header of another order are people, for another file.
    let is_nobody = group.code.is_of_no_person() && group.value.is_empty();
    let sure = is_nobody || group.code == Code::RowExample;
    ((blocks || doubtful) && !rows.is_empty()).then(|| suggestion(Fix::SkipRows { rows }, sure, &label))
}

/// Whether a form can offer a fix: another text for the field itself, or a phone that its holder gives up. Everything else
/// somebody does in the form.
fn fits_form(fix: &Fix, at: Option<Field>) -> bool {
    match fix {
        Fix::SetCells { field, value, .. } => Some(*field) == at && !value.is_empty(),
        Fix::Release { .. } => true,
        _ => false,
    }
}

/// A cell before and after a fix, where it changes what a cell says.
fn sample(plan: &Plan, row: u32, fix: &Fix) -> Option<(String, String)> {
    match plan.draft().narrowed(fix, row) {
        Fix::SetCells { field, value, .. } => Some((plan.draft().cell(row, field).text, value)),
        _ => None,
    }
}

fn suggestion(fix: Fix, sure: bool, label: &str) -> Suggestion {
    Suggestion { fix, sure, label: visible(label).into_owned(), sample: None }
}

fn set(rows: &[u32], field: Field, value: &str, sure: bool, label: &str) -> Suggestion {
    suggestion(Fix::SetCells { rows: rows.to_vec(), field, value: value.to_owned() }, sure, label)
}

fn map(field: Field, from: &str, to: &str, sure: bool) -> Suggestion {
    let fix = Fix::MapValue { field, from: from.to_owned(), to: to.to_owned() };
    suggestion(fix, sure, &format!("{from} → {to}"))
}

fn corrected_email(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    // Which of several is the person's own only somebody who knows them can say.
    let several =
        group.value.split([',', ';', '/', '|', ' ', '\n', '\r', '\t']).filter(|part| part.contains('@'));
    let several: Vec<_> = several.filter_map(|part| email::parse_email(part).ok()).collect();
    if several.len() > 1 {
        return several.iter().map(|to| set(rows, Field::Email, to, false, &format!("Use {to}"))).collect();
    }
    let corrected = email::suggest_email(group.value).or_else(|| at_most_domain(plan, group.value));
    corrected.iter().map(|to| set(rows, Field::Email, to, true, &format!("Use {to}"))).collect()
}

/// The address at the domain of most others, of which it has all but the ending.
fn at_most_domain(plan: &Plan, address: &str) -> Option<String> {
    let (name, domain) = domain_of(address)?;
    let most = plan.draft().most_domain.as_deref()?;
    let address = without_ending(&domain.to_lowercase(), most).then(|| format!("{name}@{most}"))?;
    email::parse_email(&address).ok().map(Cow::into_owned)
}

/// The domain that was probably meant, in every address at the one that stands there.
fn other_domain(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Option<Suggestion> {
    if group.other.is_empty() {
        return None;
    }
    let address = group.rows.first().map_or("", |row| plan.draft().email(*row));
    if plan.draft().is_form()
        && let Some((name, _)) = domain_of(address)
    {
        let address = format!("{name}@{}", group.other);
        return Some(set(rows, Field::Email, &address, true, &format!("Use {address}")));
    }
    let (from, to) = (group.value.to_owned(), group.other.to_owned());
    let label = format!("{from} → {to}");
    Some(suggestion(Fix::ReplaceDomain { from, to }, true, &label))
}

/// Of what looks like a word for nothing, the word itself: somebody is called Null.
fn kept(plan: &Plan, field: Field, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    if !is_free(plan, field) {
        return Vec::new();
    }
    vec![set(rows, field, group.value, false, &format!("Keep “{}”", group.value))]
}

/// Whether a cell can say whatever somebody likes. A part of a full name has no cell of its own.
fn is_free(plan: &Plan, field: Field) -> bool {
    let whole = plan.draft().sources.has_column(Field::FullName);
    field == Field::ExternalId || !whole && matches!(field, Field::FirstName | Field::LastName)
}

/// Zeros before every id that has fewer digits than most.
fn filled_up(field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let Ok(length) = group.other.parse() else { return Vec::new() };
    vec![suggestion(Fix::PadZeros { field, length }, true, &format!("Fill up to {length} digits"))]
}

fn roles(plan: &Plan, group: &Group<'_>) -> Vec<Suggestion> {
    let allowed = |role: &Role| may(plan.rights(), Act::Create(*role), None).is_ok();
    let meant = role::suggest_role(group.value).filter(allowed);
    let mut fixes: Vec<Suggestion> =
        meant.iter().map(|meant| map(Field::Role, group.value, meant.as_str(), true)).collect();
    for other in Role::ALL.into_iter().filter(|other| Some(*other) != meant && allowed(other)) {
        fixes.push(map(Field::Role, group.value, other.as_str(), false));
    }
    fixes
}

fn accesses(plan: &Plan, group: &Group<'_>) -> Vec<Suggestion> {
    let meant = role::suggest_access(group.value);
    let mut all = [Access::Global, Access::Limited];
    all.sort_by_key(|access| Some(*access) != meant);
    all.into_iter()
        .filter(|access| may(plan.rights(), Act::GiveAccess(*access), None).is_ok())
        .map(|access| map(Field::TerritoryAccess, group.value, access.as_str(), Some(access) == meant))
        .collect()
}

/// What it is called now, existing names that are near, creating the name (under the parent it names itself, first), leaving
/// it out. Of an archived one there is no second by its name: an Admin can restore it.
fn names(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let groups = groups_of(plan, field);
    let offered = |at: u32| is_offered(plan, field, at);
    let now = groups.formerly(group.said());
    let renamed = now.iter().copied().filter(|at| offered(*at)).map(|at| {
        let name = groups.text(at);
        let to = map(field, group.value, &name, now.len() == 1);
        Suggestion { label: visible(&format!("{}, its name now", to.label)).into_owned(), ..to }
    });
    let near = near::names(groups, group.said());
    let near = near.iter().filter(|near| offered(near.place) && !now.contains(&near.place));
    let near =
        near.map(|near| map(field, group.value, &groups.text(near.place), near.sure && now.is_empty()));
    let mut fixes: Vec<Suggestion> = several::names(plan, field, group).into_iter().collect();
    fixes.extend(
        several::without_remark(plan, field, group)
            .filter(|at| !now.contains(at))
            .map(|at| map(field, group.value, &groups.text(at), false)),
    );
    for other in renamed.chain(near).take(MOST_NAMES) {
        if !fixes.iter().any(|one| one.fix == other.fix) {
            fixes.push(other);
        }
    }
    let archived = matches!(group.code, Code::TeamArchived | Code::TerritoryArchived);
    // A name with characters that nobody sees is none, and what is left without them may be nonsense.
    if !archived && !has_control(group.value) && may(plan.rights(), Act::CreateGroup, None).is_ok() {
        fixes.extend(creations(groups, field, group.value));
    }
    let drop = Fix::DropValue { field, value: group.value.to_owned() };
    fixes.push(suggestion(drop, false, "Leave it out"));
    fixes
}

/// Creating a name: under the parent that it names itself, and as it stands.
fn creations(groups: &Groups, field: Field, value: &str) -> Vec<Suggestion> {
    let value = name::normalise(value).into_owned();
    if let Some((parent, name)) = several::new_path(groups, &value) {
        let label = format!("Create “{parent}” and “{name}” under it");
        return vec![suggestion(
            Fix::CreateReference { field, value: name, parent: Some(parent) },
            false,
            &label,
        )];
    }
    let below = groups.parent_and_child(&value).map(|(parent, name)| {
        let label = format!("Create “{name}” under {parent}");
        suggestion(Fix::CreateReference { field, value: name, parent: Some(parent) }, false, &label)
    });
    let label = format!("Create “{value}”");
    let create = suggestion(Fix::CreateReference { field, value, parent: None }, false, &label);
    below.into_iter().chain([create]).collect()
}

fn namesakes(plan: &Plan, field: Field, group: &Group<'_>) -> Vec<Suggestion> {
    let groups = groups_of(plan, field);
    let Found::Several(places) = groups.find_meant(group.said()) else { return Vec::new() };
    let offered = places.iter().filter(|at| is_offered(plan, field, **at));
    offered.map(|at| map(field, group.value, &groups.text(*at), false)).collect()
}

fn groups_of(plan: &Plan, field: Field) -> &Groups {
    if field == Field::Teams { &plan.draft().teams } else { &plan.draft().territories }
}

/// Whether whoever imports may put people into the group at a place.
pub fn is_offered(plan: &Plan, field: Field, at: u32) -> bool {
    let one = groups_of(plan, field).id(at).map_or(Ref::New(at), Ref::Known);
    plan.rights().offers(field, one)
}

fn keep_one(rows: &[u32]) -> Vec<Suggestion> {
    let Some(first) = rows.first() else { return Vec::new() };
    vec![suggestion(Fix::KeepOne { rows: rows.to_vec(), keep: *first }, true, "Keep the first")]
}

fn taken(plan: &Plan, group: &Group<'_>, rows: &[u32]) -> Vec<Suggestion> {
    let mut fixes = Vec::new();
    // Whoever may not know the holder may not change them either.
    if group.other.is_empty() {
        return fixes;
    }
    // Somebody found by another key is somebody: the row cannot be two people.
    if group.rows.iter().all(|row| plan.row(*row).person.is_none()) {
        fixes.push(suggestion(Fix::SamePerson { rows: rows.to_vec() }, false, "It is the same person"));
    }
    if group.code == Code::PhoneTaken && group.other.ends_with(Status::Suspended.as_str()) {
        let fix = Fix::Release { field: Field::Phone, rows: rows.to_vec() };
        fixes.push(suggestion(fix, false, "Clear it there"));
    }
    fixes
}
