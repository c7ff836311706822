//! Who may do what to whom: the one function that decides it, asked when planning and again inside the transaction,
//! whatever the way in.
//!
//! Admins may do everything but change their own keys, role and status. Managers may bring in Sales people of their own
//! teams and territories, where the account lets them. Nobody else may do anything. [`Rights::of`] works out once what
//! somebody may do, [`may`] answers for one act, [`of_change`] and [`of_new`] say what acts a row comes to.

mod reach;

pub use self::reach::Reach;
use crate::choices::Actor;
use crate::field::Field;
use crate::finding::Code;
use crate::plan::{Ref, Values};
use crate::snapshot::{Access, Facts, Person, Role};

/// Something that somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Make a new person with this role.
    Create(Role),
    /// Change anything about an existing person. Asked for every change, before what is asked for each value.
    Edit,
    /// Give an existing person this role.
    GiveRole(Role),
    /// Change the e-mail address.
    ChangeEmail,
    /// Change the phone.
    ChangePhone,
    /// Suspend, reactivate or cancel.
    ChangeStatus,
    /// Give somebody this territory access.
    GiveAccess(Access),
    /// Put somebody into a team or territory, or take them out of one: [`Field::Teams`] or [`Field::Territories`].
    Move(Field, Ref),
    /// Leave somebody in these teams and territories and no others.
    Belong {
        /// The teams.
        teams: &'a [Ref],
        /// The territories.
        territories: &'a [Ref],
    },
    /// Create a team or territory.
    CreateGroup,
    /// Rename, move, merge, archive or restore a team or territory, or give it a colour.
    ChangeGroup,
    /// Raise the seats that are paid for.
    BuySeats,
}

impl Act<'_> {
    /// The field that says it, if one does.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::Create(_) | Self::GiveRole(_) => Some(Field::Role),
            Self::ChangeEmail => Some(Field::Email),
            Self::ChangePhone => Some(Field::Phone),
            Self::GiveAccess(_) => Some(Field::TerritoryAccess),
            Self::Move(field, _) => Some(*field),
            Self::Belong { .. } => Some(Field::Teams),
            Self::Edit | Self::ChangeStatus | Self::CreateGroup | Self::ChangeGroup | Self::BuySeats => None,
        }
    }
}

/// The person something is done to, as they are before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    id: i64,
    role: Role,
    near: bool,
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// An importing person's own role, e-mail, phone and status stay as they are.
    #[error("Nobody changes their own role, e-mail, phone or status by an import.")]
    Myself,
    /// A Manager changes Sales people, and so not themselves.
    #[error("Managers change nothing about themselves by an import.")]
    Manager,
    /// Sales people import nobody, and Managers only where the account lets them.
    #[error("Only Admins import people, and Managers where their account lets them.")]
    NotAllowed,
    /// A Manager gives no role but Sales.
    #[error("Managers import Sales people only.")]
    OnlySales,
    /// A Manager changes Sales people of their own teams and territories, and nobody else.
    #[error("Managers change Sales people of their own teams and territories only.")]
    OutOfReach,
    /// A Manager moves people within their own teams and territories; with Global access, within every territory.
    #[error("Managers put people into their own teams and territories, and take them out of no others.")]
    Group,
    /// A Manager creates no team and no territory.
    #[error("Only Admins create teams and territories.")]
    NewGroup,
    /// A Manager changes no team and no territory.
    #[error("Only Admins change teams and territories.")]
    OldGroup,
    /// Whom a Manager imports is theirs afterwards.
    #[error("Whom a Manager imports is in one of the Manager's own teams or territories afterwards.")]
    Nowhere,
    /// A Manager gives no more access than they have.
    #[error("Managers give Global access only where they have it themselves.")]
    Global,
    /// A Manager buys no seats.
    #[error("Only Admins buy seats.")]
    Seats,
}

impl Denied {
    /// The code of the finding that says it.
    pub const fn code(self) -> Code {
        match self {
            Self::Myself | Self::Manager => Code::SelfProtected,
            Self::NotAllowed => Code::AuthorityDenied,
            Self::OnlySales => Code::AuthorityRole,
            Self::OutOfReach => Code::AuthorityPerson,
            Self::Group => Code::AuthorityGroup,
            Self::NewGroup | Self::OldGroup => Code::AuthorityCreate,
            Self::Nowhere => Code::AuthorityPlace,
            Self::Global => Code::AuthorityAccess,
            Self::Seats => Code::AuthoritySeats,
        }
    }
}

/// What somebody may do, worked out once for everything they do at one moment.
#[derive(Clone, Debug)]
pub struct Rights {
    actor: Actor,
    scope: Scope,
}

#[derive(Clone, Debug)]
enum Scope {
    Everything,
    Within(Reach),
    Nothing,
}

impl Rights {
    /// The rights of an actor. `me` is the acting person as the account has them; a Manager who is not known has none.
    pub fn of(actor: Actor, me: Option<&Person>, facts: &Facts) -> Self {
        let me = me.filter(|me| actor.person() == Some(me.id) && me.role == Role::Manager);
        let scope = match (actor.role(), me) {
            (Role::Admin, _) => Scope::Everything,
            (Role::Manager, Some(me)) if facts.managers_import => Scope::Within(Reach::of(me, facts)),
            (Role::Manager | Role::Sales, _) => Scope::Nothing,
        };
        Self { actor, scope }
    }

    /// Which teams, territories and people the actor is bound to; `None` for an Admin, who is not, and for whoever may
    /// do nothing at all.
    pub const fn reach(&self) -> Option<&Reach> {
        match &self.scope {
            Scope::Within(reach) => Some(reach),
            Scope::Everything | Scope::Nothing => None,
        }
    }

    /// Whether the actor may know who somebody is: Admins everybody, Managers themselves and the people within their
    /// reach. Of anybody else findings and plans name nothing.
    pub fn sees(&self, person: &Person) -> bool {
        match &self.scope {
            Scope::Everything => true,
            Scope::Within(reach) => self.actor.person() == Some(person.id) || reach.is_near(person),
            Scope::Nothing => false,
        }
    }

    /// Whether the actor may put people into a team or territory: [`Field::Teams`] or [`Field::Territories`].
    pub fn offers(&self, field: Field, one: Ref) -> bool {
        may(self, Act::Move(field, one), None).is_ok()
    }

    /// A person to whom something is done.
    pub fn target(&self, person: &Person) -> Target {
        let near = self.reach().is_none_or(|reach| reach.is_near(person));
        Target { id: person.id, role: person.role, near }
    }

    /// The person of a change, to whom something is done.
    pub fn target_of(&self, id: i64, before: &Values) -> Target {
        let near = self.reach().is_none_or(|reach| reach.holds(&before.teams, &before.territories));
        Target { id, role: before.role, near }
    }
}

/// Whether somebody is left who can run an account of `active` Admins once `lost` of them are none any more.
pub const fn leaves_an_admin(active: usize, lost: usize) -> bool {
    active > lost
}

/// Whether somebody may give an account what it does not pay for: whoever hosts Muster, and nobody of the account itself.
pub const fn gives_money(actor: Actor) -> bool {
    matches!(actor, Actor::Operator)
}

/// Decides whether somebody may do something, to somebody or (for what is done to nobody yet) without a target.
///
/// # Errors
/// Why not.
pub fn may(rights: &Rights, act: Act<'_>, target: Option<Target>) -> Result<(), Denied> {
    let me = target.is_some_and(|target| rights.actor.person() == Some(target.id));
    match &rights.scope {
        Scope::Everything if me && is_protected(act) => Err(Denied::Myself),
        Scope::Everything => Ok(()),
        Scope::Within(_) if me => Err(Denied::Manager),
        Scope::Within(reach) => within(reach, act, target),
        Scope::Nothing => Err(Denied::NotAllowed),
    }
}

/// What nobody does to themselves.
const fn is_protected(act: Act<'_>) -> bool {
    matches!(act, Act::GiveRole(_) | Act::ChangeEmail | Act::ChangePhone | Act::ChangeStatus)
}

fn within(reach: &Reach, act: Act<'_>, target: Option<Target>) -> Result<(), Denied> {
    if target.is_some_and(|target| target.role != Role::Sales || !target.near) {
        return Err(Denied::OutOfReach);
    }
    let denied = match act {
        Act::Create(role) | Act::GiveRole(role) => (role != Role::Sales).then_some(Denied::OnlySales),
        Act::GiveAccess(Access::Global) => (!reach.gives_global()).then_some(Denied::Global),
        Act::Move(_, Ref::New(_)) | Act::CreateGroup => Some(Denied::NewGroup),
        Act::ChangeGroup => Some(Denied::OldGroup),
        Act::Move(field, Ref::Known(id)) => (!reach.gives(field, id)).then_some(Denied::Group),
        Act::Belong { teams, territories } => (!reach.holds(teams, territories)).then_some(Denied::Nowhere),
        Act::BuySeats => Some(Denied::Seats),
        Act::GiveAccess(Access::Limited)
        | Act::Edit
        | Act::ChangeEmail
        | Act::ChangePhone
        | Act::ChangeStatus => None,
    };
    denied.map_or(Ok(()), Err)
}

/// The acts that a change comes to. Of what only somebody who is bound to a reach has to ask for, nothing is worked out
/// for an Admin.
pub fn of_change<'a>(
    rights: &Rights,
    before: &'a Values,
    after: &'a Values,
) -> impl Iterator<Item = Act<'a>> {
    let acts = [
        (before != after, Act::Edit),
        (before.role != after.role, Act::GiveRole(after.role)),
        (before.email != after.email, Act::ChangeEmail),
        (before.phone != after.phone, Act::ChangePhone),
        (before.status != after.status, Act::ChangeStatus),
        (before.access != after.access, Act::GiveAccess(after.access)),
    ];
    let bound = rights.reach().filter(|_| before != after).map(|_| {
        moves(Field::Teams, &before.teams, &after.teams)
            .chain(moves(Field::Territories, &before.territories, &after.territories))
            .chain([Act::Belong { teams: &after.teams, territories: &after.territories }])
    });
    acts.into_iter().filter_map(|(asked, act)| asked.then_some(act)).chain(bound.into_iter().flatten())
}

/// The acts that a new person comes to.
pub fn of_new<'a>(
    rights: &Rights,
    role: Option<Role>,
    access: Access,
    (teams, territories): (&'a [Ref], &'a [Ref]),
) -> impl Iterator<Item = Act<'a>> {
    let bound = rights.reach().map(|_| {
        moves(Field::Teams, &[], teams)
            .chain(moves(Field::Territories, &[], territories))
            .chain([Act::GiveAccess(access), Act::Belong { teams, territories }])
    });
    role.map(Act::Create).into_iter().chain(bound.into_iter().flatten())
}

/// The teams or territories that somebody is put into or taken out of.
fn moves<'a>(field: Field, before: &'a [Ref], after: &'a [Ref]) -> impl Iterator<Item = Act<'a>> {
    let gone = before.iter().filter(|one| !after.contains(one));
    let new = after.iter().filter(|one| !before.contains(one));
    gone.chain(new).map(move |one| Act::Move(field, *one))
}
