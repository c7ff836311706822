//! What people call their phones: the header of a column of them, or a cell beside a number.

use super::fold::plain;

/// Words for a mobile phone; one with a blank before it only where a word begins.
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
    " cep",
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
const FAX: [&str; 17] = [
    "fax",
    "faks",
    "telecop",
    "факс",
    "φαξ",
    "传真",
    "傳真",
    "ファックス",
    "ファクス",
    "팩스",
    "فاكس",
    "פקס",
    "pager",
    "beeper",
    "mailbox",
    "voicemail",
    "voice mail",
];

/// Whether a text calls a phone a mobile one.
pub fn says_mobile(text: &str) -> bool {
    says(&MOBILE, text)
}

/// Whether a text says that no text message reaches a number.
pub fn says_fax(text: &str) -> bool {
    says(&FAX, text)
}

/// Whether the words beside a number in its own cell call it a mobile phone; there people write `c` and `m` as well.
pub(super) fn beside_mobile(text: &str) -> bool {
    says_mobile(text) || says(&[" c ", " m "], text)
}

/// Whether the words beside a number in its own cell say that no text message reaches it.
pub(super) fn beside_fax(text: &str) -> bool {
    says_fax(text) || says(&[" f "], text)
}

fn says(words: &[&str], text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let text = format!(" {} ", plain(text));
    words.iter().any(|word| text.contains(word))
}
