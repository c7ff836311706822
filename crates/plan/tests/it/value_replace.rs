use plan::value::replace::Replacement;
use proptest::prelude::*;

fn replace(find: &str, with: &str) -> Replacement {
    Replacement { find: find.to_owned(), with: with.to_owned(), whole: false, match_case: false }
}

#[test]
fn what_is_found_is_replaced_wherever_it_stands() {
    let north = replace("Nrth", "North");
    assert_eq!(north.apply("Nrth; nrth East|NRTH").as_deref(), Some("North; North East|North"));
    assert_eq!(north.apply("South"), None);
    assert_eq!(replace("", "x").apply("South"), None);
    assert_eq!(replace(".*", "x").apply("a.*b").as_deref(), Some("axb"));
    assert_eq!(replace("aa", "a").apply("aaaaa").as_deref(), Some("aaa"));
    assert_eq!(replace("ÉQUIPE ", "").apply("équipe Nord").as_deref(), Some("Nord"));
    assert_eq!(replace("山", "川").apply("山田").as_deref(), Some("川田"));
}

#[test]
fn the_whole_cell_and_the_case_count_where_somebody_says_so() {
    let whole = Replacement { whole: true, ..replace("nrth", "North") };
    assert_eq!(whole.apply(" Nrth ").as_deref(), Some("North"));
    assert_eq!(whole.apply("Nrth East"), None);
    let case = Replacement { match_case: true, ..replace("US", "USA") };
    assert_eq!(case.apply("Business US").as_deref(), Some("Business USA"));
}

proptest! {
    #[test]
    fn nothing_is_lost_but_what_was_sought(text in any::<String>(), find in "[a-cA-Cİß]{1,2}", with in "[x-z]{0,2}") {
        let removed = replace(&find, &with).apply(&text);
        if let Some(removed) = removed {
            prop_assert_ne!(&removed, &text);
        } else {
            prop_assert!(!text.contains(&find));
        }
    }
}
