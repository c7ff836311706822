//! What the store knows of one person, and of what imports did to them.

use axum::extract::{Path, State};
use plan::choices::Actor;
use plan::field::Field;
use plan::plan::Fate;
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::imports::Import;
use store::imports::history::{self, OutcomeRow};
use store::users::{self, User};
use store::values::PersonValues;
use store::{Conn, UserId, invites};

use super::{Change, Fact, Group, PersonPage, Trace};
use crate::error::{Error, Result};
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
use crate::pages::people::Names;
use crate::pages::ui::Badge;
use crate::pages::{trees, words};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{AdminOnly, SignedIn};

pub(super) async fn show(
    State(state): State<AppState>,
    who: AdminOnly,
    Path(user): Path<String>,
) -> Result<Page<PersonPage>> {
    let user: UserId = user.parse().map_err(|_| Error::NotFound)?;
    let mut view = state.db.view().await?;
    let page = page(&mut view, &who, user).await?;
    Ok(Page(PersonPage { shell: page.shell.at(Menu::Users), ..page }))
}

pub(super) async fn show_own(State(state): State<AppState>, who: SignedIn) -> Result<Page<PersonPage>> {
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, who.user_id()).await?))
}

async fn page(conn: &mut Conn, who: &SignedIn, user: UserId) -> Result<PersonPage> {
    let account = who.account_id();
    let person = users::get(conn, account, user).await?;
    let known = Known {
        teams: trees::teams(conn, account).await?,
        territories: trees::territories(conn, account).await?,
    };
    let traces = if who.role() == Role::Admin { traces(conn, who, user, &known).await? } else { Vec::new() };
    let status_text = status_text(conn, who, &person).await?;
    let values = &person.values;
    Ok(PersonPage {
        shell: who.shell(),
        is_you: user == who.user_id(),
        name: words::full_name(&values.first_name, &values.last_name),
        initials: words::initials(&values.first_name, &values.last_name),
        status: Badge::status(values.status),
        status_text,
        contact: contact(values),
        role: values.role.as_str(),
        sees: sees(values),
        teams: groups(values.teams.iter().map(|id| id.0), "team", &known.teams),
        territories: groups(values.territories.iter().map(|id| id.0), "territory", &known.territories),
        traces,
    })
}

/// The names that values refer to.
struct Known {
    teams: Paths,
    territories: Paths,
}

fn contact(values: &PersonValues) -> Vec<Fact> {
    vec![
        Fact { word: "E-mail", value: Some(values.email.clone()) },
        Fact { word: "Phone", value: values.phone.map(PhoneNumber::spaced) },
        Fact { word: "External ID", value: values.external_id.clone() },
    ]
}

fn sees(values: &PersonValues) -> String {
    match (values.access, values.territories.is_empty()) {
        (Access::Global, _) => "Every record".to_owned(),
        (Access::Limited, false) => "Records in the territories below".to_owned(),
        (Access::Limited, true) => "No record: access is Limited and no territory is given".to_owned(),
    }
}

fn groups(ids: impl Iterator<Item = i64>, key: &str, paths: &Paths) -> Vec<Group> {
    ids.map(|id| Group { path: paths.full(id), href: format!("/users?{key}={id}") }).collect()
}

/// What follows from the status, and since when.
async fn status_text(conn: &mut Conn, who: &SignedIn, person: &User) -> Result<Option<String>> {
    let times = who.times();
    Ok(match person.values.status {
        Status::Active => person.joined_at.map(|at| format!("Joined {}.", times.at(at))),
        Status::Suspended => Some("May not sign in, and holds no seat.".to_owned()),
        Status::Cancelled => {
            Some("The invitation was taken back; address, phone and seat are free.".to_owned())
        }
        Status::Invited => invites::of_user(conn, who.account_id(), person.id).await?.map(|invite| {
            if invite.expires_at > times.micros() {
                format!("The link of the invitation can be used until {}.", times.day(invite.expires_at).text)
            } else {
                format!(
                    "The link of the invitation lapsed on {}; the seat is still held.",
                    times.day(invite.expires_at).text
                )
            }
        }),
    })
}

async fn traces(conn: &mut Conn, who: &SignedIn, user: UserId, known: &Known) -> Result<Vec<Trace>> {
    let story = history::of_person(conn, who.account_id(), user).await?;
    let actors: Vec<Actor> = story.iter().map(|(import, _)| applied_by(import)).collect();
    let names = Names::of(conn, who.account_id(), &actors).await?;
    story.iter().map(|(import, row)| trace(import, row, &names, known, who)).collect()
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
