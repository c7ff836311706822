//! The person's id in the system the file came from: compared as text, so `00123` and `123` are two ids.

use super::{MOST_CHARACTERS, has_control, trim};

/// Why a text is no external id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExternalIdProblem {
    /// It holds a control character.
    #[error("The id holds a control character, which cannot be seen. Type it anew.")]
    Control,
    /// It is too long.
    #[error("The id is longer than {MOST_CHARACTERS} characters. Shorten it, or leave the cell blank.")]
    TooLong,
}

/// The id without white space at its ends; empty for a blank cell.
pub fn parse(text: &str) -> Result<&str, ExternalIdProblem> {
    let text = trim(text);
    if has_control(text) {
        return Err(ExternalIdProblem::Control);
    }
    // A text of at most 100 bytes has at most 100 characters; only longer ones are worth counting.
    if text.len() > MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS {
        return Err(ExternalIdProblem::TooLong);
    }
    Ok(text)
}

/// The id without its leading zeros: two ids that are equal in this form and not as they stand are worth a warning.
/// An id of zeros only keeps one.
pub fn without_leading_zeros(id: &str) -> &str {
    let rest = id.trim_start_matches('0');
    if rest.is_empty() { id.get(id.len().saturating_sub(1)..).unwrap_or(id) } else { rest }
}

/// A number with zeros before it, so that it has so many digits; `None` for what is no number, or has as many already.
pub fn padded(text: &str, length: usize) -> Option<String> {
    let digits = trim(text);
    (is_number(digits) && digits.len() < length).then(|| format!("{digits:0>length$}"))
}

/// Whether an id consists of digits only.
pub fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}
