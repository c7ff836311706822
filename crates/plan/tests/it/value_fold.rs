use std::borrow::Cow;

use plan::value::fold::{fold, plain};
use proptest::prelude::*;

#[test]
fn case_white_space_and_width_make_no_difference() {
    let alike = [
        ("  North   EAST ", "north east"),
        ("North\u{a0}East", "north east"),
        ("North\n\tEast", "north east"),
        ("Ｎｏｒｔｈ　Ｅａｓｔ", "north east"),
        ("STRASSE", "straße"),
        ("ΟΔΟΣ", "οδος"),
        ("Łódź", "ŁÓDŹ"),
        ("e\u{301}clair", "Éclair"),
        ("ﬁeld", "field"),
        ("\u{feff}North\u{200b}", "north"),
    ];
    for (one, other) in alike {
        assert_eq!(fold(one), fold(other), "{one} and {other}");
    }
}

#[test]
fn accents_make_a_difference() {
    assert_ne!(fold("Muller"), fold("Müller"));
}

#[test]
fn a_folded_text_is_borrowed() {
    for text in ["", "north", "north east 12", "a-b"] {
        assert!(matches!(fold(text), Cow::Borrowed(_)), "{text}");
    }
    for text in ["North", " north", "north ", "north  east", "north\teast", " "] {
        assert!(matches!(fold(text), Cow::Owned(_)), "{text}");
    }
}

#[test]
fn no_letter_of_any_script_folds_further_when_it_is_folded_again() {
    for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let once = fold(letter.encode_utf8(&mut [0; 4])).into_owned();
        assert_eq!(fold(&once), once, "{letter:?} (U+{:04X})", u32::from(letter));
    }
    assert_eq!(fold("GROẞ"), fold("groß"));
    assert_eq!(fold("GROẞ"), "gross");
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let once = fold(&text).into_owned();
        let twice = fold(&once).into_owned();
        prop_assert_eq!(&twice, &once);
    }

    #[test]
    fn the_short_way_for_ascii_gives_the_same_answer(text in "[ -~\t\n]{0,24}") {
        // A trailing letter beyond ASCII takes the long way.
        let long = fold(&format!("{text}é")).into_owned();
        let expected = long.strip_suffix('é').unwrap_or_default().trim_end();
        prop_assert_eq!(fold(&text).into_owned(), expected);
    }

    #[test]
    fn the_short_way_to_the_words_of_ascii_gives_the_same_answer(text in "[ -~\t\n\u{0}]{0,24}") {
        // An accent is no part of a word, and takes the long way.
        prop_assert_eq!(plain(&text), plain(&format!("{text}\u{301}")));
    }
}
