//! What happened to a person, in its order: what files and forms set, joining, what was taken over from them, and the teams
//! and territories that are none any more.

use std::cmp::Reverse;

use plan::choices::{Actor, Inviting};
use plan::field::Field;
use plan::plan::Fate;
use plan::snapshot::Status;
use plan::value::phone::PhoneNumber;
use store::departures::{self, Departure};
use store::imports::history::{self, OutcomeRow, Released};
use store::imports::{Import, Source as Came};
use store::users::User;
use store::values::PersonValues;
use store::{Conn, Micros, invites};

use super::{Change, Group, Source, Trace};
use crate::error::{Error, Result};
use crate::pages::paths::Paths;
use crate::pages::people::Names;
use crate::pages::times::Times;
use crate::pages::ui::{Badge, Kind};
use crate::pages::words;
use crate::web::who::SignedIn;

/// The names that values refer to.
pub(super) struct Known {
    pub teams: Paths,
    pub territories: Paths,
}

impl Known {
    fn is_team(&self, group: i64) -> bool {
        self.teams.knows(group)
    }

    /// The names of the tree that a team or territory is of, and the field of a person that it stands in.
    fn tree(&self, group: i64) -> (&Paths, Field) {
        if self.is_team(group) {
            (&self.teams, Field::Teams)
        } else {
            (&self.territories, Field::Territories)
        }
    }
}

/// A trace with what it is sorted by: its time, and where times are the same the import.
type Timed = ((Micros, i64), Trace);

/// Everything that happened to a person, the latest first.
pub(super) async fn traces(
    conn: &mut Conn,
    who: &SignedIn,
    user: &User,
    known: &Known,
) -> Result<Vec<Trace>> {
    let account = who.account_id();
    let story = history::of_person(conn, account, user.id).await?;
    let releases = history::releases_of_person(conn, account, user.id).await?;
    let imports = story.iter().map(|(import, _)| import).chain(releases.iter().map(|(import, _)| import));
    let actors: Vec<Actor> = imports.map(applied_by).collect();
    let names = Names::of(conn, account, &actors).await?;
    let mut traces: Vec<Timed> = Vec::with_capacity(actors.len() + 2);
    for (import, row) in &story {
        traces.push((at(import), trace(import, row, &names, known, who.times())?));
    }
    let released = releases.iter().map(|(import, one)| (at(import), released(import, one, &names, who)));
    traces.extend(released);
    traces.extend(taken_out(conn, who, user, known).await?);
    traces.extend(by_themselves(conn, who, user, &story).await?);
    // Of one import, what it changed comes before what it took away.
    traces.sort_by_key(|(at, _)| Reverse(*at));
    Ok(traces.into_iter().map(|(_, trace)| trace).collect())
}

fn at(import: &Import) -> (Micros, i64) {
    (import.applied_at.unwrap_or(import.updated_at), import.id.0)
}

/// What left no outcome: coming without an import, joining, and an invitation that was cancelled in the list of them.
async fn by_themselves(
    conn: &mut Conn,
    who: &SignedIn,
    user: &User,
    story: &[(Import, OutcomeRow)],
) -> Result<Vec<Timed>> {
    let mut traces = Vec::new();
    let plain = |at: Micros, badge: Badge| {
        let trace = Trace {
            when: who.times().moment(at),
            badge,
            source: None,
            to: None,
            by: None,
            changes: Vec::new(),
        };
        ((at, 0), trace)
    };
    if user.created_by_import.is_none() {
        let badge = Badge::new(Kind::Good, "user-plus", "Added by whoever hosts the panel");
        traces.push(plain(user.created_at, badge));
    }
    if let Some(joined) = user.joined_at {
        traces.push(plain(joined, Badge::new(Kind::Good, "check", "Joined")));
    }
    if user.is_erased() {
        traces.push(plain(
            user.updated_at,
            Badge::new(Kind::Plain, "trash", "Erased by whoever hosts the panel"),
        ));
        return Ok(traces);
    }
    let told = story.iter().any(|(_, row)| row.after.as_deref().is_some_and(is_cancelled));
    if user.values.status == Status::Cancelled && !told {
        let invite = invites::of_user(conn, who.account_id(), user.id).await?;
        let ended = invite.and_then(|invite| invite.cancelled_at).unwrap_or(user.updated_at);
        traces.push(plain(ended, Badge::new(Kind::Plain, "ban", "Invitation cancelled")));
    }
    Ok(traces)
}

/// What took the person out of a team or territory that is none any more: of all that were archived at once, one trace.
async fn taken_out(conn: &mut Conn, who: &SignedIn, user: &User, known: &Known) -> Result<Vec<Timed>> {
    let left = departures::of_person(conn, who.account_id(), user.id).await?;
    let actors: Vec<Actor> = left.iter().map(|one| one.by).collect();
    let names = Names::of(conn, who.account_id(), &actors).await?;
    let as_one = |one: &Departure, other: &Departure| {
        (one.at, one.into) == (other.at, other.into) && known.is_team(one.group) == known.is_team(other.group)
    };
    let traces = left.chunk_by(as_one).filter_map(|some| Some((some.first()?, some)));
    Ok(traces.map(|(one, some)| ((one.at, 0), departure(one, some, &names, (known, who.times())))).collect())
}

fn departure(one: &Departure, all: &[Departure], names: &Names, (known, times): (&Known, &Times)) -> Trace {
    let (paths, field) = known.tree(one.group);
    let badge = match (field == Field::Teams, one.into.is_some()) {
        (true, false) => Badge::new(Kind::Dashed, "archive", "Team archived"),
        (true, true) => Badge::new(Kind::Dashed, "arrows-join", "Team became part of another"),
        (false, false) => Badge::new(Kind::Dashed, "archive", "Territory archived"),
        (false, true) => Badge::new(Kind::Dashed, "arrows-join", "Territory became part of another"),
    };
    let mut left: Vec<String> = all.iter().map(|one| paths.full(one.group)).collect();
    left.sort_by_key(|name| name.to_lowercase());
    let into = one.into.map(|into| paths.full(into)).unwrap_or_default();
    Trace {
        when: times.moment(one.at),
        badge,
        source: None,
        to: None,
        by: Some(names.name(one.by)),
        changes: vec![change(field.label(), Some(left.join(", ")), into)],
    }
}

fn is_cancelled(after: &str) -> bool {
    serde_json::from_str::<PersonValues>(after).is_ok_and(|values| values.status == Status::Cancelled)
}

/// The file that an import was of, unless it was a form.
fn source(import: &Import, row: u32) -> Option<Source> {
    (import.source == Came::File).then(|| Source {
        file: import.file_name.clone(),
        href: format!("/imports/{}/done", import.id),
        row,
    })
}

/// The phone that a row of somebody else took over.
fn released(import: &Import, one: &Released, names: &Names, who: &SignedIn) -> Trace {
    Trace {
        when: who.times().moment(at(import).0),
        badge: Badge::new(Kind::Dashed, "phone", "Phone handed on"),
        source: source(import, one.row),
        to: one.to.as_ref().map(|(user, name)| Group { path: name.clone(), href: format!("/users/{user}") }),
        by: Some(names.name(applied_by(import))),
        changes: vec![change(Field::Phone.label(), Some(one.phone.spaced()), String::new())],
    }
}

fn applied_by(import: &Import) -> Actor {
    import.approval.as_ref().map_or(import.actor, |approval| approval.by)
}

fn trace(import: &Import, row: &OutcomeRow, names: &Names, known: &Known, times: &Times) -> Result<Trace> {
    let read = |json: &Option<String>| json.as_deref().map(serde_json::from_str::<PersonValues>).transpose();
    let (before, after) =
        (read(&row.before).map_err(Error::failed)?, read(&row.after).map_err(Error::failed)?);
    let mut changes = after.as_ref().map(|after| changes(row.fate, before.as_ref(), after, known));
    if let Some(changes) = changes.as_mut().filter(|_| row.fate == Fate::Create) {
        let has_phone = after.as_ref().is_some_and(|after| after.phone.is_some());
        changes.push(change("Invitation", None, invitation(import, has_phone, times)));
    }
    Ok(Trace {
        when: times.moment(at(import).0),
        badge: badge(import, row, before.as_ref(), after.as_ref()),
        source: source(import, row.number),
        to: None,
        by: Some(names.name(applied_by(import))),
        changes: changes.unwrap_or_default(),
    })
}

/// What was done, in a word: of a status that moved, what that is called.
fn badge(
    import: &Import,
    row: &OutcomeRow,
    before: Option<&PersonValues>,
    after: Option<&PersonValues>,
) -> Badge {
    let moved = before.zip(after).map(|(before, after)| (before.status, after.status));
    match moved {
        Some((Status::Active, Status::Suspended)) => Badge::new(Kind::Dashed, "player-pause", "Suspended"),
        Some((Status::Suspended, Status::Active)) => Badge::new(Kind::Good, "user-check", "Reactivated"),
        Some((_, Status::Cancelled)) => Badge::new(Kind::Plain, "ban", "Invitation cancelled"),
        _ if import.source == Came::File => Badge::fate(row.fate, true),
        _ if row.fate == Fate::Create => Badge::new(Kind::Good, "user-plus", "Added"),
        _ => Badge::new(Kind::Accent, "pencil", "Changed"),
    }
}

/// How the invitation of somebody new began.
fn invitation(import: &Import, has_phone: bool, times: &Times) -> String {
    let by = if has_phone { "by e-mail and text" } else { "by e-mail" };
    match import.choices.invites {
        Inviting::None => "not sent".to_owned(),
        Inviting::Now => format!("{by}, at once"),
        Inviting::Held => "held until released".to_owned(),
        Inviting::At(at) => format!("{by} {}", times.at(Micros(at.micros))),
    }
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
