use plan::value::dialect::{cell_again, cell_in, cell_out, is_none};
use plan::value::fold::fold;
use plan::value::placeholder::{is_formula_error, is_placeholder};
use proptest::prelude::*;

#[test]
fn what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe() {
    for text in
        ["=1+1", "+1 312", "-x", "@SUM(A1)", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠x", "＇x", "'tis"]
    {
        let cell = cell_out(text);
        assert_eq!(cell, format!("'{text}"));
        assert_eq!(cell_in(&cell), text);
    }
}

#[test]
fn plain_text_stays_as_it_is() {
    for text in ["", "Ana", "a=b", "O'Brien", "(312) 555-0117", "nothing", "(none) yet"] {
        assert_eq!(cell_out(text), text);
        assert_eq!(cell_in(text), text);
    }
    assert_eq!(cell_in("'Ana"), "'Ana", "an apostrophe that protects nothing belongs to the text");
}

#[test]
fn the_word_that_clears_is_not_the_text_that_looks_like_it() {
    for word in ["(none)", "(None)", " (NONE) ", "（none）"] {
        assert!(is_none(word), "{word}");
        let cell = cell_out(word);
        assert!(!is_none(&cell), "{cell}");
        assert_eq!(cell_in(&cell), word);
    }
    for text in ["", "none", "'(none)", "(none", "( none )"] {
        assert!(!is_none(text), "{text}");
    }
}

#[test]
fn words_for_nothing_are_not_the_texts_that_look_like_them() {
    for word in ["N/A", "n.a.", "-", "???", "—", "null", "NaN", "TBD", "None", "なし", "\\N", "<null>"] {
        assert!(is_placeholder(word), "{word}");
        assert_eq!(cell_out(word), format!("'{word}"));
        assert_eq!(cell_in(&cell_out(word)), word);
    }
    for text in [
        "",
        "Na",
        "Nan",
        "Null",
        "Nvt",
        "Tba",
        "Tina",
        "B",
        "0",
        "NA-1",
        "-1",
        "none of them",
        "Unknown Mortal",
    ] {
        assert!(!is_placeholder(text), "{text}");
    }
    for error in ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#WERT!", "#NV", "#ССЫЛКА!"] {
        assert!(is_formula_error(error) && !is_placeholder(error), "{error}");
    }
    for text in ["#1", "#A", "#Bob", "N/A", "#1 Team!", "#sales!"] {
        assert!(!is_formula_error(text), "{text}");
    }
}

#[test]
fn a_cell_written_again_means_the_same() {
    assert_eq!(cell_again("(none)"), "(none)");
    assert_eq!(cell_again("'(none)"), "'(none)");
    assert_eq!(cell_again("=1+1"), "'=1+1");
    assert_eq!(cell_again("'=1+1"), "'=1+1");
    assert_eq!(cell_again("  Ana "), "Ana");
    assert_eq!(cell_again("N/A"), "N/A");
    assert_eq!(cell_again("'null"), "'null");
    assert_eq!(cell_again("-"), "", "a dash alone means nothing and may not be a formula");
}

/// Texts that begin with what the dialect is about, more often than chance would have it.
fn texts() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "'",
        "''",
        "=",
        "+",
        "-",
        "@",
        "\t",
        "＝",
        "＇",
        "(none)",
        "'(none)",
        "（none）",
    ]);
    (start, any::<String>()).prop_map(|(start, rest)| format!("{start}{rest}"))
}

/// Texts that are the word that clears, or nearly.
fn nearly_none() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(none)",
        "(NONE",
        "（none）",
        "(",
        ")",
        "none",
        "NONE",
        " ",
        "\t",
        "\u{a0}",
        "\u{200b}",
        "\u{ad}",
        "'",
        "é",
        "Ñ",
        "ȿ",
        "⒩",
    ]);
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

#[test]
fn no_letter_that_is_passed_over_unread_can_begin_the_word_that_clears() {
    for letter in '\u{c0}'..='\u{23f}' {
        let folded = fold(&format!("{letter}none)")).into_owned();
        assert!(!folded.starts_with('(') && folded != "none)", "{letter}");
    }
}

proptest! {
    #[test]
    fn the_word_that_clears_is_told_without_folding(cell in prop_oneof![nearly_none(), texts()]) {
        prop_assert_eq!(is_none(&cell), fold(&cell) == "(none)");
    }

    #[test]
    fn reading_gives_back_what_was_written(text in prop_oneof![texts(), Just("(none)".to_owned()), Just("'(none)".to_owned())]) {
        let cell = cell_out(&text).into_owned();
        prop_assert_eq!(cell_in(&cell), text.as_str());
        prop_assert!(!is_none(&cell));
    }

    #[test]
    fn writing_a_cell_again_changes_no_meaning(cell in texts()) {
        let again = cell_again(&cell).into_owned();
        prop_assert_eq!(is_none(&again), is_none(&cell));
        if !is_none(&cell) {
            let nothing = again.is_empty() && is_placeholder(cell.trim());
            prop_assert!(nothing || cell_in(&again) == cell_in(cell.trim()));
            prop_assert!(!again.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
        }
    }
}
