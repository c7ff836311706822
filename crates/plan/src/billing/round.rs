//! The one place where a fraction becomes a whole number of minor units.

use super::error::BillingError;

/// `amount * part / whole`, exact and then rounded half up to a whole minor unit: once, at the end. A negative amount is
/// rounded as its positive one is, so that what is given back is what was charged.
pub(super) fn share(amount: i128, part: i64, whole: i64) -> Result<i64, BillingError> {
    if whole <= 0 {
        return Err(BillingError::Empty);
    }
    let whole = i128::from(whole);
    let double = amount.checked_mul(2).and_then(|double| double.checked_mul(i128::from(part)));
    let double = double.ok_or(BillingError::Overflow)?;
    let size = double.checked_abs().and_then(|size| size.checked_add(whole)).ok_or(BillingError::Overflow)?;
    let rounded = size / (2 * whole);
    i64::try_from(if double < 0 { -rounded } else { rounded }).map_err(|_| BillingError::Overflow)
}
