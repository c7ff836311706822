//! What a provider says of somebody.

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims};
use plan::value::email::EmailAddress;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Claims beyond the standard.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct More {
    /// Entra ID says by this what others say by `email_verified`: that the address is of a domain that the company owns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    xms_edov: Option<Value>,
}

impl AdditionalClaims for More {}

/// Whom a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// The address, if the provider says one that can be read.
    pub email: Option<EmailAddress>,
    /// Whether it says that the address is theirs.
    pub is_verified: bool,
}

impl Vouched {
    pub(super) fn of(claims: &IdTokenClaims<More, CoreGenderClaim>) -> Self {
        let owned = claims.additional_claims().xms_edov.as_ref().is_some_and(is_true);
        Self {
            email: claims.email().and_then(|email| EmailAddress::parse(email).ok()),
            is_verified: claims.email_verified().unwrap_or(owned),
        }
    }
}

/// Entra ID writes it in several ways.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(said) => *said,
        Value::Number(number) => number.as_u64() == Some(1),
        Value::String(text) => matches!(text.as_str(), "1" | "true" | "True"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_true;

    #[test]
    fn only_yes_is_yes() {
        for yes in [json!(true), json!(1), json!("1"), json!("true")] {
            assert!(is_true(&yes), "{yes}");
        }
        for no in [json!(false), json!(0), json!("0"), json!("no"), json!(null), json!([true])] {
            assert!(!is_true(&no), "{no}");
        }
    }
}
