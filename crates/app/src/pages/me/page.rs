//! What one's own page shows.

use askama::Template;
use axum::extract::State;
use plan::snapshot::{Role, Status};
use plan::value::phone::PhoneNumber;
use store::messages::Channel;
use store::passkeys::{self, Passkey};
use store::users::list::{self, Filter};
use store::users::{self, User};
use store::{Conn, Page as Part, TeamId};
use tower_sessions::Session;

use crate::error::Result;
use crate::pages::layout::Shell;
use crate::pages::ui::Moment;
use crate::pages::users::sees;
use crate::pages::{filters, sign_in, trees, words};
use crate::state::AppState;
use crate::web::page::Page;
use crate::web::session;
use crate::web::who::SignedIn;

/// So many colleagues of a team are named.
const NAMED: u32 = 12;

/// A team one is in.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name, with its parents before it.
    pub path: String,
    /// Who else is in it, for those who lead it.
    pub people: Vec<String>,
    /// How many more there are.
    pub more: u32,
}

/// What is known of the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneState {
    /// It is shown to be one's own.
    Confirmed,
    /// It was only written down.
    Unconfirmed,
    /// A code is on its way.
    Asked,
}

/// How one can get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// By what one sets here.
    Own,
    /// By the company's own sign-in only: there is nothing to set here.
    Company,
}

/// A passkey.
#[derive(Clone, Debug)]
pub struct Key {
    /// The id.
    pub id: i64,
    /// What one calls it.
    pub name: String,
    /// When it was added.
    pub added: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
}

/// One's own page.
#[derive(Clone, Debug, Template)]
#[template(path = "me/page.html")]
pub struct MyPage {
    /// Who is signed in.
    pub shell: Shell,
    /// The given name.
    pub first_name: String,
    /// First and last name.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// Since when one is here: `Joined on 3 February.`
    pub joined: Option<String>,
    /// The address one signs in with.
    pub email: String,
    /// The mobile phone.
    pub phone: Option<String>,
    /// What is known of it.
    pub phone_state: PhoneState,
    /// Why the last code was not taken.
    pub phone_problem: Option<&'static str>,
    /// What is said where the code cannot be sent.
    pub waits: Option<&'static str>,
    /// The id in another system.
    pub external_id: Option<String>,
    /// What the role and the access let one see.
    pub sees: String,
    /// The teams.
    pub teams: Vec<Team>,
    /// The territories.
    pub territories: Vec<String>,
    /// The page of what imports did to one, for Admins.
    pub story: Option<String>,
    /// How one can get in.
    pub ways: Ways,
    /// Whether a password is set.
    pub has_password: bool,
    /// Why the last password was not taken.
    pub password_problem: Option<String>,
    /// Whether one signed in a short while ago.
    pub is_fresh: bool,
    /// The passkeys, the oldest first.
    pub keys: Vec<Key>,
    /// Whether a passkey can be made here.
    pub passkeys: bool,
    /// What texts and e-mails are needed for.
    pub codes: String,
}

impl MyPage {
    /// Whether a passkey may be removed: the last way in stays.
    pub fn may_remove(&self) -> bool {
        self.has_password || self.keys.len() > 1
    }
}

/// What was just said or asked on the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub password_problem: Option<String>,
    pub phone_problem: Option<&'static str>,
    /// Whether a code is on its way to the phone.
    pub phone_asked: bool,
}

pub(super) async fn show(
    State(state): State<AppState>,
    session: Session,
    who: SignedIn,
) -> Result<Page<MyPage>> {
    Ok(Page(page(&state, &session, &who, Said::default()).await?))
}

/// The page as it is now, with what was just said.
pub(super) async fn page(state: &AppState, session: &Session, who: &SignedIn, said: Said) -> Result<MyPage> {
    let conn: &mut Conn = &mut *state.db.view().await?;
    let person = users::get(conn, who.account_id(), who.user_id()).await?;
    let keys = passkeys::list(conn, who.account_id(), who.user_id()).await?;
    let territories = trees::territories(conn, who.account_id()).await?;
    let values = &person.values;
    let phone_state = phone_state(&person, &said);
    Ok(MyPage {
        shell: who.shell(),
        first_name: values.first_name.clone(),
        name: words::full_name(&values.first_name, &values.last_name),
        initials: words::initials(&values.first_name, &values.last_name),
        joined: person.joined_at.map(|at| format!("Joined {}.", who.times().at(at))),
        email: values.email.clone(),
        phone: values.phone.map(PhoneNumber::spaced),
        phone_state,
        phone_problem: said.phone_problem,
        waits: (phone_state == PhoneState::Asked && !state.sends(Channel::Text))
            .then(|| sign_in::waits(Channel::Text)),
        external_id: values.external_id.clone(),
        sees: sees(values),
        teams: teams(conn, who, &person).await?,
        territories: values.territories.iter().map(|id| territories.full(id.0)).collect(),
        story: (who.role() == Role::Admin).then(|| format!("/users/{}", person.id)),
        ways: if sign_in::is_only_way(conn, who.account_id()).await? { Ways::Company } else { Ways::Own },
        has_password: person.has_password,
        password_problem: said.password_problem,
        is_fresh: session::is_fresh(session, state.micros()).await?,
        keys: keys.into_iter().map(|key| shown(key, who)).collect(),
        passkeys: state.party().is_some(),
        codes: codes(values.email.as_str(), values.phone, person.phone_confirmed),
    })
}

fn phone_state(person: &User, said: &Said) -> PhoneState {
    if person.phone_confirmed {
        PhoneState::Confirmed
    } else if said.phone_asked {
        PhoneState::Asked
    } else {
        PhoneState::Unconfirmed
    }
}

/// Where codes to sign in can go.
fn codes(email: &str, phone: Option<PhoneNumber>, confirmed: bool) -> String {
    match phone {
        None => format!("Sent to {email} when you sign in."),
        Some(phone) if confirmed => format!("Sent to {email} or {} when you sign in.", phone.spaced()),
        Some(_) => format!("Sent to {email} when you sign in; to your phone once it is confirmed."),
    }
}

fn shown(key: Passkey, who: &SignedIn) -> Key {
    Key {
        id: key.id.0,
        name: key.name,
        added: who.times().day(key.created_at),
        used: key.used_at.map(|at| who.times().moment(at)),
    }
}

/// The teams, with the colleagues for who leads them: Sales see the name of their team and of nobody else.
async fn teams(conn: &mut Conn, who: &SignedIn, person: &User) -> Result<Vec<Team>> {
    let names = trees::teams(conn, who.account_id()).await?;
    let mut teams = Vec::with_capacity(person.values.teams.len());
    for id in &person.values.teams {
        let path = names.full(id.0);
        let (people, more) =
            if who.role() == Role::Manager { colleagues(conn, who, *id).await? } else { (Vec::new(), 0) };
        teams.push(Team { path, people, more });
    }
    Ok(teams)
}

/// The names of who else is in a team, and how many more there are.
async fn colleagues(conn: &mut Conn, who: &SignedIn, team: TeamId) -> Result<(Vec<String>, u32)> {
    let filter = Filter { team: Some(team), ..Filter::default() };
    let part = Part { offset: 0, limit: NAMED + 1 };
    let listed = list::list(conn, who.account_id(), &filter, part).await?;
    let others = listed.rows.iter().filter(|user| user.id != who.user_id());
    let present = others.filter(|user| user.values.status != Status::Suspended);
    let people: Vec<String> = present
        .take(NAMED as usize)
        .map(|user| words::full_name(&user.values.first_name, &user.values.last_name))
        .collect();
    let read = u32::try_from(listed.rows.len()).unwrap_or(u32::MAX);
    Ok((people, listed.total.saturating_sub(read)))
}
