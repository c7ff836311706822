use plan::value::dialect::{cell_again, cell_in, cell_out, is_none};
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
    for text in ["", "Ana", "a=b", "O'Brien", "(312) 555-0117", "none", "(none) yet"] {
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
fn a_cell_written_again_means_the_same() {
    assert_eq!(cell_again("(none)"), "(none)");
    assert_eq!(cell_again("'(none)"), "'(none)");
    assert_eq!(cell_again("=1+1"), "'=1+1");
    assert_eq!(cell_again("'=1+1"), "'=1+1");
    assert_eq!(cell_again("  Ana "), "Ana");
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

proptest! {
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
            prop_assert_eq!(cell_in(&again), cell_in(cell.trim()));
            prop_assert!(!again.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
        }
    }
}
