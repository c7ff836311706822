//! Spoiled letters are found and repaired, and ordinary text is left alone.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
use plan::finding::Code;
use plan::mapping::Reading;
use plan::read::mojibake::{is_damaged, repair};
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

/// What else a list of people may hold that is neither spoiled nor lost.
const NOTHING_LOST: &[&str] = &[
    "Who?",
    "?",
    "Sales (?)",
    "Ann ? Lee",
    "? Ann",
    "Ann?",
    "1?2",
    "https://x.example/a?b",
    "x.example?name=Ann",
    "a?b@x.example",
    "R&D",
    "R&D;",
    "Smith & Jones; Lee",
    "AT&T",
    "A&B;C",
    "&unknown;",
    "&#0;",
    "&;",
    "&#;",
    "ÀÉÎ Lefèvre",
    "Þóý Jónsson",
    "ÖÄÜ",
    "Äöå",
    "├── Sales",
    "─ │ ┼",
];

#[test]
fn ordinary_signs_in_text_are_left_alone() {
    let touched = NOTHING_LOST.iter().filter(|text| is_damaged(text)).collect::<Vec<_>>();
    assert_eq!(touched, Vec::<&&str>::new());
}

#[test]
fn what_a_console_window_spoils_is_repaired() {
    for (text, good) in [
        ("Zo├½", "Zoë"),
        ("Gro├ƒ", "Groß"),
        ("M├╝ller", "Müller"),
        ("Jos├⌐", "José"),
        ("Jos├®", "José"),
        ("Dvo┼Ö├ík", "Dvořák"),
        ("├ûzt├╝rk", "Öztürk"),
    ] {
        assert_eq!(repair(text).as_deref(), Some(good), "{text}");
    }
}

#[test]
fn letters_of_another_script_that_were_read_as_western_ones_are_repaired() {
    for (text, encoding) in [
        ("Иван", WINDOWS_1251),
        ("Иван Иванов", WINDOWS_1251),
        ("Ольга Кузнецова", WINDOWS_1251),
        ("ПЕТРОВ", WINDOWS_1251),
        ("Олексій Шевченко", WINDOWS_1251),
        ("Παπαδόπουλος", WINDOWS_1253),
        ("Γιώργος Ιωάννου", WINDOWS_1253),
    ] {
        let bytes = encoding.encode(text).0;
        let read = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        assert_eq!(repair(&read).as_deref(), Some(text), "{read}");
    }
}

#[test]
fn what_a_web_page_writes_for_letters_is_repaired() {
    for (text, good) in [
        ("Jos&eacute;", "José"),
        ("O&#39;Neil", "O'Neil"),
        ("O&#x27;Neil", "O'Neil"),
        ("O&apos;Neil", "O'Neil"),
        ("Smith &amp; Jones", "Smith & Jones"),
        ("M&uuml;ller &quot;Bo&quot;", "Müller \"Bo\""),
        ("&#321;ukasz", "Łukasz"),
        ("&Scaron;imi&#263;", "Šimić"),
        ("R & D &ndash; Nord", "R & D – Nord"),
    ] {
        assert_eq!(repair(text).as_deref(), Some(good), "{text}");
    }
}

/// The damaged cells of a list.
fn damaged(list: &str) -> Vec<(u32, u32)> {
    let sheet = read(list.as_bytes().to_vec(), &Reading::default(), &Limits::default(), &InProcess).unwrap();
    let faults = sheet.faults().iter().filter(|fault| fault.code == Code::TextDamaged);
    faults.filter_map(|fault| Some((fault.row, fault.column?))).collect()
}

#[test]
fn letters_that_became_question_marks_are_lost() {
    assert_eq!(
        damaged("First Name,Last Name,Team\nJ?rgen,M?ller,Sales\nN??ez,Lee,S?d\nBo,Who?,North\n"),
        [(0, 0), (0, 1), (1, 0), (1, 2)]
    );
}

#[test]
fn letters_of_a_web_page_are_said_at_their_rows() {
    assert_eq!(damaged("First Name,Last Name\nJos&eacute;,O&#39;Neil\nBo,R&D\n"), [(0, 0), (0, 1)]);
}

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
