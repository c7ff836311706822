//! Whom whoever is signed in may see, and what they may do to them. What follows from it is asked of `plan::authority`.

use plan::authority::{Act, Rights, may};
use store::users::User;
use store::users::list::Within;
use store::{Conn, snapshot};

use crate::current;
use crate::error::{Error, Result};
use crate::web::who::Importer;

/// What somebody may do, and whom they see.
pub(super) struct Sight {
    pub rights: Rights,
}

impl Sight {
    pub async fn of(conn: &mut Conn, who: &Importer) -> Result<Self> {
        Ok(Self { rights: snapshot::rights(conn, who.account_id(), who.actor()).await? })
    }

    /// The teams and territories that the list is bound to; nothing for an Admin, who sees everybody.
    pub fn within(&self) -> Option<Within> {
        self.rights.reach().map(Within::of)
    }

    /// Makes sure that somebody is seen.
    ///
    /// # Errors
    /// [`Error::NotFound`], as if they were of another account.
    pub fn see(&self, user: &User) -> Result<()> {
        if self.rights.sees(&current::person(user.clone())) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Whether something may be done to somebody.
    pub fn may(&self, act: Act<'_>, user: &User) -> bool {
        may(&self.rights, act, Some(self.rights.target(&current::person(user.clone())))).is_ok()
    }
}
