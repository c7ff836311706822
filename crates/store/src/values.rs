//! What a person is at one moment: the shape of the values before and after in an outcome.

use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use serde::{Deserialize, Serialize};

use crate::ids::{TeamId, TerritoryId};

/// Everything a person is. As JSON it is what an outcome keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonValues {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Address in normal form.
    pub email: String,
    /// Mobile phone.
    pub phone: Option<PhoneNumber>,
    /// What the person may do.
    pub role: Role,
    /// Which records the person sees.
    pub access: Access,
    /// Teams, ascending.
    pub teams: Vec<TeamId>,
    /// Territories, ascending.
    pub territories: Vec<TerritoryId>,
    /// Id in the system the file came from.
    pub external_id: Option<String>,
    /// Invited, active or suspended.
    pub status: Status,
}
