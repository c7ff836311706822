//! What the store knows of one person. What imports did to them is told by `traces`.

use axum::extract::{Path, State};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::users::{self, User};
use store::values::PersonValues;
use store::{AccountId, Conn, Taken, UserId, invites};

use super::traces::{Known, traces};
use super::{Fact, Group, PersonPage, reach};
use crate::error::{Error, Result};
use crate::pages::invitations::address;
use crate::pages::layout::Menu;
use crate::pages::paths::Paths;
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

async fn page(conn: &mut Conn, who: &SignedIn, user: UserId) -> Result<PersonPage> {
    let account = who.account_id();
    let person = users::get(conn, account, user).await?;
    let known = Known {
        teams: trees::teams(conn, account).await?,
        territories: trees::territories(conn, account).await?,
    };
    let traces = if who.role() == Role::Admin { traces(conn, who, user, &known).await? } else { Vec::new() };
    let status_text = status_text(conn, who, &person).await?;
    let reach = if who.role() == Role::Admin { Some(reach::card(conn, who, user).await?) } else { None };
    let values = &person.values;
    Ok(PersonPage {
        shell: who.shell(),
        is_you: user == who.user_id(),
        name: words::full_name(&values.first_name, &values.last_name),
        initials: words::initials(&values.first_name, &values.last_name),
        status: Badge::status(values.status),
        status_text,
        unusable: unusable(conn, account, user).await?,
        invitation: (who.role() == Role::Admin && values.status == Status::Invited)
            .then(|| address(None, "", &values.email).to_string()),
        contact: contact(values),
        role: values.role.as_str(),
        sees: sees(values),
        teams: groups(values.teams.iter().map(|id| id.0), "team", &known.teams),
        territories: groups(values.territories.iter().map(|id| id.0), "territory", &known.territories),
        traces,
        reach: reach.filter(|card| !card.ways.is_empty()),
    })
}

/// What keeps somebody invited from joining. Why, is told to nobody but its holder: whom an address belongs to elsewhere is
/// nothing for the Admins of this account.
async fn unusable(conn: &mut Conn, account: AccountId, user: UserId) -> Result<Option<&'static str>> {
    let clash = invites::clash(conn, account, user).await?;
    Ok(clash.map(|taken| if taken == Taken::Phone { "phone" } else { "e-mail address" }))
}

fn contact(values: &PersonValues) -> Vec<Fact> {
    vec![
        Fact { word: "E-mail", value: Some(values.email.clone()) },
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
