//! Spoiled letters are found and repaired, and ordinary text is left alone.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use plan::finding::Code;
use plan::mapping::Reading;
use plan::read::mojibake::repair;
use plan::read::workbook::InProcess;
use plan::read::{Limits, read};

/// A text in UTF-8 as somebody sees it who reads it in another encoding.
fn spoiled(text: &str, encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

const NAMES: &[&str] = &[
    "José",
    "Müller",
    "Zoë Köln",
    "François Lefèvre",
    "Ángel Ñáñez",
    "Özdemir",
    "Élodie",
    "Åse Ødegård",
    "Łukasz Wąsik",
    "Dvořák",
    "Șerban",
    "Şahin Yılmaz",
    "Weiß",
    "KÖLN",
    "MÜLLER",
    "Jürgen Groß-Gerau",
    "Señor Núñez",
    "Ó Súilleabháin",
    "João Conceição",
    "Þór",
    "Ștefan Țepeș",
    "Nguyễn Thị Hương",
];

#[test]
fn names_spoiled_by_the_usual_encoding_are_repaired() {
    let wrong = NAMES.iter().map(|name| (*name, repair(&spoiled(name, WINDOWS_1252))));
    let wrong = wrong.filter(|(name, found)| found.as_deref() != Some(name));
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}

#[test]
fn text_of_other_scripts_is_repaired_too() {
    for text in ["Иван Петров", "Ελένη", "田中 太郎", "김민준", "王小明", "שלום", "Оксана"]
    {
        assert_eq!(
            repair(&spoiled(text, WINDOWS_1252)).as_deref(),
            Some(text),
            "{}",
            spoiled(text, WINDOWS_1252)
        );
    }
}

#[test]
fn other_encodings_spoil_too() {
    for (text, encoding) in [
        ("José", MACINTOSH),
        ("Müller", MACINTOSH),
        ("François", MACINTOSH),
        ("it’s", MACINTOSH),
        ("Иван Петров", MACINTOSH),
        ("José", WINDOWS_1250),
        ("Müller", WINDOWS_1250),
        ("Dvořák", WINDOWS_1250),
        ("José", WINDOWS_1251),
        ("Müller", WINDOWS_1251),
        ("Иван Петров", WINDOWS_1251),
    ] {
        assert_eq!(repair(&spoiled(text, encoding)).as_deref(), Some(text), "{}", spoiled(text, encoding));
    }
}

#[test]
fn text_spoiled_twice_is_repaired_in_one_go() {
    for name in ["José", "Müller", "Zoë", "it’s"] {
        let twice = spoiled(&spoiled(name, WINDOWS_1252), WINDOWS_1252);
        assert_eq!(repair(&twice).as_deref(), Some(name), "{twice}");
    }
}

#[test]
fn signs_are_repaired() {
    for (text, good) in
        [("Oâ€™Brien", "O’Brien"), ("20Â°C", "20°C"), ("5 â‚¬", "5 €"), ("ï»¿First Name", "First Name")]
    {
        let repaired = repair(text);
        assert_eq!(repaired.as_deref(), Some(good), "{text}");
    }
}

/// Ordinary text of many languages, the worst of it written to look spoiled.
const ORDINARY: &[&str] = &[
    "",
    "Ada Lovelace",
    "São João",
    "MAÇÃ",
    "IRMÃ…",
    "“IRMÔ",
    "IRMÃ”",
    "JOÃO – PÃO",
    "CONCEIÇÃO",
    "ROMÂNIA",
    "«ROMÂ»",
    "ROMÂ ",
    "BĂŞESCU",
    "Băşescu",
    "VĂDUVA",
    "ŢĂRANU",
    "BLÅ–GUL",
    "Blå – gul",
    "Å",
    "Ä…",
    "Öl",
    "Straße",
    "GROẞ",
    "Größe",
    "café»…",
    "«café»",
    "l’école",
    "d’été",
    "L’ÉCOLE",
    "l’Île",
    "É”",
    "Ça va",
    "ÇA",
    "Île-de-France",
    "ÎLE",
    "œuvre",
    "Œuvre",
    "naïve",
    "«été»",
    "Ελένη Παπαδοπούλου",
    "ΕΛΈΝΗ",
    "Иван Петров",
    "ИВАН",
    "Кіт",
    "Їжак",
    "Сі",
    "Рі",
    "Рим",
    "Ганс Мюллер",
    "№ 5",
    "Łukasz Żółć",
    "ŁÓDŹ",
    "Ółówek",
    "Čšek",
    "Dvořák",
    "DVOŘÁK",
    "Ľubomír",
    "Kőszeg",
    "GYŐR",
    "Şahin",
    "ŞAHİN",
    "Iğdır",
    "ÂŞIK",
    "Þórður",
    "ÍÐA",
    "Ólöf",
    "Nguyễn Thị Hương",
    "ĐẶNG",
    "TRẦN VĂN Â",
    "김민준",
    "田中太郎",
    "王小明",
    "محمد",
    "דוד",
    "สมชาย",
    "नाम",
    "5 €",
    "20 °C",
    "A–Z",
    "¿Qué?",
    "¡Olé!",
    "Núñez",
    "NÚÑEZ",
    "½ £",
    "“Ängstlich”",
    "„Ärger“",
    "‚Öl‘",
    "’s-Gravenhage",
    "D’Ávila",
    "Ñ",
    "ÑANDÚ",
    "Õ",
    "ÕUN",
    "Žižek",
    "Šiška",
    "Ćosić",
    "ØRSTED",
    "√2",
    "≈5 m",
    "ƒ(x)",
    "™",
    "Ã",
    "Â",
    "€uro",
    "Ã la carte",
    "À la carte",
    "à côté",
    "Voilà…",
    "Ünal",
    "ÜNAL",
    "É.",
    "È…",
    "…É",
    "–É",
    "«É»",
    "Ä–Ö",
    "Ã–",
    "José 😀",
    "é é",
    "Ø–Å",
];

#[test]
fn letters_that_are_lost_for_good_are_said_at_their_rows() {
    let bytes = "First Name,Last Name\nJos\u{fffd},N\u{fffd}\u{fffd}ez\nAda,Müller\n".as_bytes().to_vec();
    let sheet = read(bytes, &Reading::default(), &Limits::default(), &InProcess).unwrap();
    let faults = sheet.faults().iter().map(|fault| (fault.row, fault.column, fault.code));
    assert_eq!(
        faults.collect::<Vec<_>>(),
        [(0, Some(0), Code::TextDamaged), (0, Some(1), Code::TextDamaged)]
    );
}

#[test]
fn ordinary_text_is_left_alone() {
    let touched = ORDINARY.iter().chain(NAMES).filter_map(|text| Some((text, repair(text)?)));
    assert_eq!(touched.collect::<Vec<_>>(), []);
}

/// Whatever was repaired is not taken for spoiled again.
#[test]
fn what_was_repaired_stays_as_it_is() {
    for name in NAMES {
        assert_eq!(repair(&spoiled(name, WINDOWS_1252)).as_deref().map(repair), Some(None));
    }
}

/// Text in which each letter outside ASCII stands alone is passed over unread, whatever it was misread in.
#[test]
fn one_spoiled_letter_alone_is_nothing_that_could_be_repaired() {
    for encoding in [WINDOWS_1252, MACINTOSH, WINDOWS_1250, WINDOWS_1251] {
        for byte in 0x80..=0xff {
            for text in [vec![byte], vec![b'J', byte, b's'], vec![byte, b' ', byte]] {
                assert!(std::str::from_utf8(&text).is_err());
                let seen = encoding.decode_without_bom_handling(&text).0;
                assert_eq!(repair(&seen), None, "{seen}");
            }
        }
    }
}
