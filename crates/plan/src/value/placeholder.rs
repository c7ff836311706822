//! Texts that people and programs write where they know nothing: `N/A`, `-`, `TBD`, `nan`.

use super::fold::plain;

/// Words for nothing, in small letters.
const WORDS: [&str; 44] = [
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "n/k",
    "n/d",
    "n.d.",
    "s/d",
    "s/n",
    "n/v",
    "n.v.t.",
    "nvt",
    "k.a.",
    "k. a.",
    "keine angabe",
    "unbekannt",
    "no aplica",
    "sin datos",
    "inconnu",
    "non disponible",
    "brak danych",
    "нет данных",
    "не указано",
    "无",
    "無",
    "暂无",
    "なし",
    "無し",
    "未定",
    "없음",
    "null",
    "(null)",
    "<null>",
    "\\n",
    "none",
    "nil",
    "nan",
    "<na>",
    "undefined",
    "tbd",
    "tba",
    "tbc",
    "unknown",
    "not available",
];

/// A text for nothing is at most so long, in bytes.
const MOST_BYTES: usize = 24;

/// Signs for nothing: `-`, `--`, `?`, `...`.
const SIGNS: &str = "-–—―_?.*/\\…";

/// Whether a trimmed text stands for nothing. `Nan`, `Na`, `Null` and `Nil`, written as names are, may be names.
pub fn is_placeholder(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    // Nearly every cell begins with a letter that none of these does, and ends the question here.
    let other = matches!(first.to_ascii_lowercase(), b'0'..=b'9' | b'a' | b'c'..=b'h' | b'j' | b'l' | b'm' | b'o'..=b'r' | b'v'..=b'z');
    if other || text.len() > MOST_BYTES {
        return false;
    }
    if text.chars().all(|sign| SIGNS.contains(sign)) {
        return true;
    }
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) && !is_name(text)
}

/// Whether a text is the error of a formula, as programs write it into text: `#N/A`, `#REF!`, `#NAME?`, `#WERT!`.
pub fn is_formula_error(text: &str) -> bool {
    let Some(name) = text.strip_prefix('#') else { return false };
    let known = matches!(name, "N/A" | "N/D" | "NV" | "N/B" | "ND" | "Н/Д");
    let word = |word: &str| {
        word.len() >= 3
            && word.chars().all(|letter| letter.is_uppercase() || matches!(letter, '/' | '0' | '_'))
    };
    known || name.strip_suffix(['!', '?']).is_some_and(word)
}

/// Whether a short word is written as names are; some of them are names.
fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let titled = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    titled && text.len() <= 4 && text != "None"
}

/// Words for none in many languages, folded. Some are names as well, so that only what is no name is asked.
const NONE: [&str; 44] = [
    "keine",
    "keiner",
    "keins",
    "kein",
    "ohne",
    "no team",
    "no teams",
    "not assigned",
    "unassigned",
    "nothing",
    "aucun",
    "aucune",
    "sans",
    "ninguno",
    "ninguna",
    "sin asignar",
    "nenhum",
    "nenhuma",
    "nessuno",
    "nessuna",
    "geen",
    "ingen",
    "inga",
    "intet",
    "ei ole",
    "brak",
    "żaden",
    "zadny",
    "zadna",
    "zadne",
    "nincs",
    "niciunul",
    "yok",
    "κανενα",
    "κανενας",
    "нет",
    "немає",
    "няма",
    "нема",
    "لا يوجد",
    "אין",
    "không",
    "khong",
    "nije",
];

/// Whether the text of a cell that holds no name says that there is none: `keine`, `aucun`.
pub fn is_none_of_many(text: &str) -> bool {
    let text = plain(text);
    NONE.contains(&text.as_str())
}
