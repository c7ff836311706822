//! What the store knows of one person. What happened to them is told by `traces`.

use axum::extract::{Path, State};
use plan::authority::Act;
use plan::snapshot::{Access, Status};
use plan::value::phone::PhoneNumber;
use store::users::{self, User};
use store::values::PersonValues;
use store::{AccountId, Conn, Taken, UserId, invites};

use super::traces::{Known, traces};
use super::who::Sight;
use super::{Action, Fact, Group, Moving, PersonPage, reach};
use crate::error::{Error, Result};
use crate::pages::invitations::address;
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
use crate::pages::ui::{Badge, Kind};
use crate::pages::{trees, words};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::who::{Importer, SignedIn};

pub(super) async fn show(
    State(state): State<AppState>,
    who: Importer,
    Path(user): Path<String>,
) -> Result<Page<PersonPage>> {
    let user: UserId = user.parse().map_err(|_| Error::NotFound)?;
    let mut view = state.db.view().await?;
    Ok(Page(page(&mut view, &who, user).await?))
}

async fn page(conn: &mut Conn, who: &Importer, user: UserId) -> Result<PersonPage> {
    let (account, is_admin) = (who.account_id(), who.is_admin());
    let person = users::get(conn, account, user).await?;
    let sight = Sight::of(conn, who).await?;
    sight.see(&person)?;
    let known = Known {
        teams: trees::teams(conn, account).await?,
        territories: trees::territories(conn, account).await?,
    };
    // What was changed names teams and people of others, and is for Admins.
    let traces = if is_admin { Some(traces(conn, who, &person, &known).await?) } else { None };
    let status_text = status_text(conn, who, &person).await?;
    let reach = if is_admin { Some(reach::card(conn, who, user).await?) } else { None };
    let values = &person.values;
    Ok(PersonPage {
        shell: who.shell().at(Menu::Users),
        is_you: user == who.user_id(),
        name: words::full_name(&values.first_name, &values.last_name),
        initials: words::initials(&values.first_name, &values.last_name),
        status: standing(&person),
        status_text,
        unusable: unusable(conn, account, user).await?,
        invitation: (is_admin && values.status == Status::Invited)
            .then(|| address(None, "", &values.email).to_string()),
        contact: contact(&person),
        role: values.role.as_str(),
        sees: sees(values),
        teams: groups(values.teams.iter().map(|id| id.0), "team", &known.teams),
        territories: groups(values.territories.iter().map(|id| id.0), "territory", &known.territories),
        actions: actions(&sight, &person),
        seen: person.last_seen_at.map(|at| who.times().moment(at)),
        log: is_admin.then(|| format!("/audit?who={user}")),
        traces,
        reach: reach.filter(|card| !card.ways.is_empty()),
    })
}

/// What whoever is signed in may do to the person. Each asks first, and says what else stands in the way.
fn actions(sight: &Sight, person: &User) -> Vec<Action> {
    let mut actions = Vec::new();
    let status = person.values.status;
    if status != Status::Cancelled && sight.may(Act::Edit, person) {
        let href = format!("/users/{}/edit", person.id);
        actions.push(Action { href, icon: "pencil", word: "Edit", main: true });
    }
    let moving = match status {
        Status::Active => Some(Moving::Suspend),
        Status::Suspended => Some(Moving::Reactivate),
        Status::Invited => Some(Moving::Cancel),
        Status::Cancelled => None,
    };
    if let Some(moving) = moving.filter(|_| sight.may(Act::ChangeStatus, person)) {
        let href = format!("/users/standing?act={}&one=yes&id={}", moving.as_str(), person.id);
        actions.push(Action { href, icon: moving.icon(), word: moving.button(), main: false });
    }
    actions
}

/// What keeps somebody invited from joining. Why, is told to nobody but its holder: whom an address belongs to elsewhere is
/// nothing for the Admins of this account.
async fn unusable(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Option<&'static str>> {
    let clash = invites::clash(conn, account, user).await?;
    Ok(clash.map(|taken| if taken == Taken::Phone { "phone" } else { "e-mail address" }))
}

/// Where the person stands, in a word.
fn standing(person: &User) -> Badge {
    if person.is_erased() {
        Badge::new(Kind::Plain, "trash", "Erased")
    } else {
        Badge::status(person.values.status)
    }
}

fn contact(person: &User) -> Vec<Fact> {
    let values = &person.values;
    vec![
        Fact { word: "E-mail", value: Some(values.email.clone()).filter(|_| !person.is_erased()) },
        Fact { word: "Phone", value: values.phone.map(PhoneNumber::spaced) },
        Fact { word: "External ID", value: values.external_id.clone() },
    ]
}

/// What somebody's access lets them see.
pub(crate) fn sees(values: &PersonValues) -> String {
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
        Status::Cancelled if person.is_erased() => {
            Some("Nothing is known of this person any more; the history goes on to count them.".to_owned())
        }
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
