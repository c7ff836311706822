//! What imports did to a person: the rows that made or changed them, and those that took their phone over.

use std::cmp::Reverse;

use plan::choices::Actor;
use plan::field::Field;
use plan::plan::Fate;
use plan::value::phone::PhoneNumber;
use store::imports::Import;
use store::imports::history::{self, OutcomeRow, Released};
use store::values::PersonValues;
use store::{Conn, UserId};

use super::{Change, Group, Trace};
use crate::error::{Error, Result};
use crate::pages::paths::Paths;
use crate::pages::people::Names;
use crate::pages::ui::{Badge, Kind};
use crate::pages::words;
use crate::web::who::SignedIn;

/// The names that values refer to.
pub(super) struct Known {
    pub teams: Paths,
    pub territories: Paths,
}

/// Everything that imports did to a person, the latest first.
pub(super) async fn traces(
    conn: &mut Conn,
    who: &SignedIn,
    user: UserId,
    known: &Known,
) -> Result<Vec<Trace>> {
    let story = history::of_person(conn, who.account_id(), user).await?;
    let releases = history::releases_of_person(conn, who.account_id(), user).await?;
    let imports = story.iter().map(|(import, _)| import).chain(releases.iter().map(|(import, _)| import));
    let actors: Vec<Actor> = imports.map(applied_by).collect();
    let names = Names::of(conn, who.account_id(), &actors).await?;
    let mut traces = Vec::with_capacity(actors.len());
    for (import, row) in &story {
        traces.push((import.id, trace(import, row, &names, known, who)?));
    }
    traces.extend(releases.iter().map(|(import, one)| (import.id, released(import, one, &names, who))));
    // Of one import, what it changed comes before what it took away.
    traces.sort_by_key(|(import, _)| Reverse(*import));
    Ok(traces.into_iter().map(|(_, trace)| trace).collect())
}

/// The phone that a row of somebody else took over.
fn released(import: &Import, one: &Released, names: &Names, who: &SignedIn) -> Trace {
    Trace {
        when: who.times().moment(import.applied_at.unwrap_or(import.updated_at)),
        badge: Badge::new(Kind::Dashed, "phone", "Phone handed on"),
        file: import.file_name.clone(),
        href: format!("/imports/{}/done", import.id),
        row: one.row,
        to: one.to.as_ref().map(|(user, name)| Group { path: name.clone(), href: format!("/users/{user}") }),
        by: names.name(applied_by(import)),
        changes: vec![change(Field::Phone.label(), Some(one.phone.spaced()), String::new())],
    }
}

fn applied_by(import: &Import) -> Actor {
    import.approval.as_ref().map_or(import.actor, |approval| approval.by)
}

fn trace(import: &Import, row: &OutcomeRow, names: &Names, known: &Known, who: &SignedIn) -> Result<Trace> {
    let read = |json: &Option<String>| json.as_deref().map(serde_json::from_str::<PersonValues>).transpose();
    let (before, after) =
        (read(&row.before).map_err(Error::failed)?, read(&row.after).map_err(Error::failed)?);
    Ok(Trace {
        when: who.times().moment(import.applied_at.unwrap_or(import.updated_at)),
        badge: Badge::fate(row.fate, true),
        file: import.file_name.clone(),
        href: format!("/imports/{}/done", import.id),
        row: row.number,
        to: None,
        by: names.name(applied_by(import)),
        changes: after.map(|after| changes(row.fate, before.as_ref(), &after, known)).unwrap_or_default(),
    })
}

/// The fields of a person, in the order of the template.
const FIELDS: [Field; 9] = Field::TEMPLATE;

/// What an import set: of a new person everything there is, of a known one what differs.
fn changes(fate: Fate, before: Option<&PersonValues>, after: &PersonValues, known: &Known) -> Vec<Change> {
    let created = fate == Fate::Create;
    let mut changes: Vec<Change> = FIELDS
        .into_iter()
        .filter_map(|field| {
            let old = before.map(|values| text(values, field, known));
            let new = text(after, field, known);
            let moved = if created { !new.is_empty() } else { old.as_ref() != Some(&new) };
            moved.then(|| change(field.label(), old, new))
        })
        .collect();
    if let Some(before) = before.filter(|before| before.status != after.status) {
        changes.push(change("Status", Some(before.status.to_string()), after.status.to_string()));
    }
    changes
}

fn change(word: &'static str, old: Option<String>, new: String) -> Change {
    let shown = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    Change { word, old: old.map(shown), new: shown(new) }
}

fn text(values: &PersonValues, field: Field, known: &Known) -> String {
    match field {
        Field::FirstName => values.first_name.clone(),
        Field::LastName => values.last_name.clone(),
        Field::FullName => words::full_name(&values.first_name, &values.last_name),
        Field::Email => values.email.clone(),
        Field::Phone => values.phone.map(PhoneNumber::spaced).unwrap_or_default(),
        Field::Role => values.role.to_string(),
        Field::Teams => known.teams.list(values.teams.iter().map(|id| id.0)),
        Field::TerritoryAccess => values.access.to_string(),
        Field::Territories => known.territories.list(values.territories.iter().map(|id| id.0)),
        Field::ExternalId => values.external_id.clone().unwrap_or_default(),
        // It helps to read a row and is kept nowhere.
        Field::Country => String::new(),
    }
}
