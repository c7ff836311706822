//! Long numbers as spreadsheets show them where the column is narrow: `1.55E+10`.

/// Whether a text is a number that a spreadsheet shortened before it became text. Its last digits are lost.
pub(crate) fn is_short_form(text: &str) -> bool {
    let Some((mantissa, power)) = text.trim().split_once(['E', 'e']) else { return false };
    let Some(power) = power.strip_prefix('+') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    digits(power) && whole.len() == 1 && digits(whole) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::is_short_form;

    #[test]
    fn a_short_form_is_a_digit_and_a_power() {
        for text in ["1.55E+10", "1,55E+10", "4E+09", " 1.5e+12 "] {
            assert!(is_short_form(text), "{text}");
        }
        for text in ["1.55", "E+10", "12E+1", "1.5E10", "a1E+10", "1E+", "GATE+1"] {
            assert!(!is_short_form(text), "{text}");
        }
    }
}
