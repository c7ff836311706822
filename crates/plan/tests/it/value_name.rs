use std::borrow::Cow;

use plan::value::external_id::{ExternalIdProblem, parse, without_leading_zeros};
use plan::value::name::{NameProblem, check, normalise, split_full_name};
use proptest::prelude::*;

#[test]
fn a_name_has_single_blanks_and_composed_letters() {
    assert_eq!(normalise("  Ana \u{a0} María\n"), "Ana María");
    assert_eq!(normalise("Jose\u{301}"), "José");
    assert_eq!(normalise("A\u{200b}na"), "Ana");
    assert_eq!(normalise(" "), "");
    assert!(matches!(normalise(" José "), Cow::Borrowed("José")));
}

#[test]
fn a_damaged_or_endless_name_is_none() {
    assert_eq!(check("A\u{0}na"), Err(NameProblem::Control));
    assert_eq!(normalise("A\u{85}na"), "A na");
    assert_eq!(check("A\u{9b}na"), Err(NameProblem::Control));
    assert!(check(&"é".repeat(100)).is_ok());
    assert_eq!(check(&"é".repeat(101)), Err(NameProblem::TooLong));
}

#[test]
fn full_names_fall_into_first_and_last() {
    let cases = [
        ("Ana Ruiz", "Ana", "Ruiz"),
        ("Ana María Ruiz", "Ana María", "Ruiz"),
        ("Ruiz, Ana", "Ana", "Ruiz"),
        ("Ruiz López, Ana María", "Ana María", "Ruiz López"),
        ("Vincent van der Meer", "Vincent", "van der Meer"),
        ("Maria De La Cruz", "Maria", "De La Cruz"),
        ("Ludwig von Mises", "Ludwig", "von Mises"),
        ("Van Morrison", "Van", "Morrison"),
        ("Martin King, Jr.", "Martin", "King, Jr."),
        ("Martin King Jr.", "Martin", "King Jr."),
        ("King, Martin, Jr.", "Martin", "King, Jr."),
        ("King, Jr., Martin", "Martin", "King, Jr."),
        ("Henry Adams III", "Henry", "Adams III"),
        ("Cher", "Cher", ""),
        ("Cher Jr.", "Cher", "Jr."),
        ("Ruiz,", "", "Ruiz"),
        (", Ana", "Ana", ""),
        ("", "", ""),
    ];
    for (full, first, last) in cases {
        let split = split_full_name(full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
}

#[test]
fn external_ids_are_texts() {
    assert_eq!(parse(" 00123 "), Ok("00123"));
    assert_eq!(parse("  "), Ok(""));
    assert_eq!(parse("a\u{7f}"), Err(ExternalIdProblem::Control));
    assert_eq!(parse(&"x".repeat(101)), Err(ExternalIdProblem::TooLong));
    assert_eq!(without_leading_zeros("00123"), "123");
    assert_eq!(without_leading_zeros("000"), "0");
    assert_eq!(without_leading_zeros(""), "");
}

proptest! {
    #[test]
    fn the_normal_form_of_a_normal_form_is_itself(text in any::<String>()) {
        let once = normalise(&text).into_owned();
        prop_assert!(matches!(normalise(&once), Cow::Borrowed(same) if same == once) || normalise(&once) == once);
    }

    #[test]
    fn splitting_a_full_name_loses_no_word(words in prop::collection::vec("[A-Za-z]{1,6}", 1..6)) {
        let name = words.join(" ");
        let (first, last) = split_full_name(&name);
        let both = format!("{first} {last}");
        prop_assert_eq!(both.trim(), name);
    }
}
