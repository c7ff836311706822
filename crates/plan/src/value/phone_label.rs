//! What people call their phones: the header of a column of them, or a cell beside a number.

use super::fold::plain;

/// Words for a mobile phone.
const MOBILE: [&str; 23] = [
    "mobil",
    "iphone",
    "cell",
    "handy",
    "portable",
    "gsm",
    "movil",
    "celular",
    "telemovel",
    "cellulare",
    "matkapuhelin",
    "kannykka",
    "komork",
    "cep",
    "моб",
    "сотов",
    "携帯",
    "手机",
    "手機",
    "휴대",
    "핸드폰",
    "جوال",
    "נייד",
];

/// Words for what no text message reaches.
const FAX: [&str; 4] = ["fax", "telecop", "pager", "факс"];

/// Whether a text calls a phone a mobile one.
pub fn says_mobile(text: &str) -> bool {
    says(&MOBILE, text)
}

/// Whether a text says that no text message reaches a number.
pub fn says_fax(text: &str) -> bool {
    says(&FAX, text)
}

fn says(words: &[&str], text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let text = plain(text);
    words.iter().any(|word| text.contains(word))
}
