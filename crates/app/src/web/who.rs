//! Who makes a request: extractors for pages of people who are signed in.

use std::net::IpAddr;
use std::ops::Deref;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use plan::choices::Actor;
use plan::snapshot::{Role, Status};
use store::accounts::{self, Account};
use store::imports::{self, Import};
use store::payment;
use store::users::{self, User};
use store::{AccountId, ImportId, Tx, UserId, Wait};
use tower_sessions::Session;

use super::client::ClientAddress;
use super::flash;
use super::session;
use crate::error::{Error, Result};
use crate::pages::layout::Shell;
use crate::pages::notice::Notice;
use crate::pages::times::Times;
use crate::pages::ui::Toast;
use crate::state::AppState;

/// Somebody who is signed in. Without, the request goes to the page for signing in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their account.
    pub account: Account,
    /// They.
    pub user: User,
    /// What just happened and has to be said.
    pub toast: Option<Toast>,
    /// What has to be said on every page, to an Admin.
    notice: Option<Notice>,
    /// Whether a payment service collects, for an Admin.
    collects: bool,
    times: Times,
    /// Where the request came from.
    address: IpAddr,
}

impl SignedIn {
    /// The id of the account: what every call of the store takes.
    pub const fn account_id(&self) -> AccountId {
        self.account.id
    }

    /// The id of the person.
    pub const fn user_id(&self) -> UserId {
        self.user.id
    }

    /// What the person may do.
    pub const fn role(&self) -> Role {
        self.user.values.role
    }

    /// The person as who acts on a plan.
    pub const fn actor(&self) -> Actor {
        Actor::Person { id: self.user.id.0, role: self.user.values.role }
    }

    /// Where the request came from, for what is done in a transaction that is not begun here.
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// Who does it and where from, for what the pipeline writes down itself.
    pub const fn by(&self) -> (Actor, Option<IpAddr>) {
        (self.actor(), Some(self.address))
    }

    /// Begins to write for the person. What the audit log gets to know in this transaction says where the request came from,
    /// which is why pages of people who are signed in begin in no other way.
    ///
    /// # Errors
    /// Where somebody else writes for too long, and where the database fails.
    pub async fn begin(&self, state: &AppState, wait: Wait) -> Result<Tx> {
        Ok(state.db.begin(wait).await?.coming_from(Some(self.address)))
    }

    /// The time of the request, and how times are shown in the account.
    pub const fn times(&self) -> &Times {
        &self.times
    }

    /// Whether the person imports: Admins, and Managers where the account lets them.
    pub const fn imports(&self) -> bool {
        match self.user.values.role {
            Role::Admin => true,
            Role::Manager => self.account.managers_import,
            Role::Sales => false,
        }
    }

    /// The frame of a page.
    pub fn shell(&self) -> Shell {
        let values = &self.user.values;
        let shell = Shell::new(&self.account.name, &values.first_name, &values.last_name, values.role);
        let shell = if self.imports() { shell } else { Shell { menu: Vec::new(), ..shell } };
        Shell { toast: self.toast.clone(), notice: self.notice.clone(), collects: self.collects, ..shell }
    }
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        let session = parts.extensions.get::<Session>().cloned();
        let session = session.ok_or_else(|| Error::failed("a page outside of the layer of sessions"))?;
        let owner = session::owner(&session).await?.ok_or(Error::SignedOut)?;
        let mut view = state.db.view().await?;
        let account = accounts::by_id(&mut view, owner.account).await?;
        let user = users::get(&mut view, owner.account, owner.user).await?;
        if user.values.status != Status::Active {
            return Err(Error::SignedOut);
        }
        let zone = TimeZone::get(&account.settings.time_zone).unwrap_or(TimeZone::UTC);
        let times = Times::new(state.now(), zone, &account.settings.time_zone);
        let collects = user.values.role == Role::Admin && state.config.stripe.is_some();
        let standing = if collects { payment::get(&mut view, account.id).await? } else { None };
        let notice = standing.and_then(|standing| Notice::of(&standing, &times));
        Ok(Self { account, user, toast: flash::read(&parts.headers), notice, collects, times, address })
    }
}

/// An Admin who is signed in. Anybody else is told that only Admins see the page.
#[derive(Clone, Debug)]
pub struct AdminOnly(pub SignedIn);

impl Deref for AdminOnly {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequestParts<AppState> for AdminOnly {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let who = SignedIn::from_request_parts(parts, state).await?;
        if who.role() == Role::Admin { Ok(Self(who)) } else { Err(Error::Forbidden) }
    }
}

/// Somebody who imports: an Admin, or a Manager where the account lets them. A Manager finds only imports that they began,
/// whatever the address: the import that it names is looked at here, so that no handler can forget it.
#[derive(Clone, Debug)]
pub struct Importer(pub SignedIn);

impl Importer {
    /// Whether the person is an Admin, who sees every import and everybody in it.
    pub fn is_admin(&self) -> bool {
        self.role() == Role::Admin
    }

    /// The person whose imports alone are shown; nobody for an Admin.
    pub fn only_of(&self) -> Option<UserId> {
        (!self.is_admin()).then_some(self.user_id())
    }

    /// Makes sure that the person may see an import.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is another's or was taken over, as if it were of another account.
    pub async fn may_see(&self, state: &AppState, import: ImportId) -> Result<()> {
        let Some(me) = self.only_of() else { return Ok(()) };
        let mut view = state.db.view().await?;
        let import = imports::get(&mut view, self.account_id(), import).await?;
        if import.actor.person() == Some(me.0) && !self.is_taken_over(&import) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    /// Whether an Admin has agreed to an import of this Manager: what it did is then more than the Manager may know, for
    /// it may be about anybody.
    pub fn is_taken_over(&self, import: &Import) -> bool {
        let by = import.approval.as_ref().map(|approval| approval.by.person());
        !self.is_admin() && by.is_some_and(|by| by != Some(self.user_id().0))
    }
}

impl Deref for Importer {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequestParts<AppState> for Importer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self> {
        let who = SignedIn::from_request_parts(parts, state).await?;
        if !who.imports() {
            return Err(Error::Forbidden);
        }
        let who = Self(who);
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|error| Error::Unreadable(error.to_string()))?;
        for (_, named) in params.iter().filter(|(name, _)| *name == "import") {
            who.may_see(state, named.parse().map_err(|_| Error::NotFound)?).await?;
        }
        Ok(who)
    }
}
