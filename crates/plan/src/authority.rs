//! Who may do what to whom: the one function that decides it, asked when planning and again inside the transaction,
//! whatever the way in.

use crate::choices::Actor;
use crate::snapshot::Role;

/// Something that somebody wants to do to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Make a new person with this role.
    Create(Role),
    /// Change names, access, teams, territories or external id.
    Edit,
    /// Give an existing person this role.
    GiveRole(Role),
    /// Change the e-mail address.
    ChangeEmail,
    /// Change the phone.
    ChangePhone,
    /// Suspend, reactivate or cancel.
    ChangeStatus,
}

/// The person something is done to, as they are before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The person's id.
    pub id: i64,
    /// The person's role.
    pub role: Role,
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// An importing person's own role, e-mail, phone and status stay as they are.
    #[error("Nobody changes their own role, e-mail, phone or status by an import.")]
    Myself,
    /// Nobody gives a role above their own.
    #[error("Nobody gives a role above their own.")]
    RoleAbove,
    /// Nobody but an Admin changes an equal or a superior.
    #[error("Only an Admin changes the role, e-mail or phone of somebody with the same or a higher role.")]
    Rank,
    /// Sales people change nobody.
    #[error("Only Admins import people.")]
    NotAllowed,
}

/// Decides whether an actor may do something, to somebody or (for [`Act::Create`]) to nobody yet.
pub fn may(actor: Actor, act: Act, target: Option<Target>) -> Result<(), Denied> {
    if let (Some(me), Some(target)) = (actor.person(), target)
        && me == target.id
        && !matches!(act, Act::Edit | Act::Create(_))
    {
        return Err(Denied::Myself);
    }
    if actor.role() == Role::Admin {
        return Ok(());
    }
    if actor.role() == Role::Sales {
        return Err(Denied::NotAllowed);
    }
    if let Act::Create(role) | Act::GiveRole(role) = act
        && role > actor.role()
    {
        return Err(Denied::RoleAbove);
    }
    match target {
        Some(target) if target.role >= actor.role() && act != Act::Edit => Err(Denied::Rank),
        _ => Ok(()),
    }
}
