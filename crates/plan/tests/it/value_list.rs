use std::borrow::Cow;

use plan::value::dialect::{list_out, path_out};
use plan::value::fold::fold;
use plan::value::list::{parts, split_path};
use plan::value::name::normalise;
use proptest::prelude::*;

fn read(cell: &str, known: &[&str]) -> Vec<String> {
    parts(cell, &|whole| is_name(known, whole)).map(Cow::into_owned).collect()
}

fn is_name<S: AsRef<str>>(names: &[S], text: &str) -> bool {
    names.iter().any(|name| fold(name.as_ref()) == fold(text))
}

fn path(part: &str) -> Vec<String> {
    split_path(part).into_iter().map(Cow::into_owned).collect()
}

#[test]
fn a_list_is_cut_at_semicolons_commas_bars_and_line_breaks() {
    assert_eq!(
        read(" North; South,East|West\nCentral\r\nCoast ", &[]),
        ["North", "South", "East", "West", "Central", "Coast"]
    );
    assert_eq!(read(" ;, | ", &[]), [""; 0]);
    assert_eq!(read("", &[]), [""; 0]);
    assert_eq!(read("North", &[]), ["North"]);
}

#[test]
fn a_part_in_quotes_is_one_part() {
    assert_eq!(read("\"East, Metro\"; West", &[]), ["East, Metro", "West"]);
    assert_eq!(read("\"The \"\"A\"\" team\"", &[]), ["The \"A\" team"]);
    assert_eq!(read("\"\";West", &[]), ["West"]);
}

#[test]
fn a_quote_that_is_never_closed_or_stands_inside_is_a_character() {
    assert_eq!(read("\"East, Metro", &[]), ["\"East", "Metro"]);
    assert_eq!(read("5\" pipe, West", &[]), ["5\" pipe", "West"]);
    assert_eq!(read("\"East\" Metro; West", &[]), ["\"East\" Metro", "West"]);
}

#[test]
fn a_whole_cell_that_is_a_known_name_is_that_name() {
    assert_eq!(read("EAST,  metro", &["East, Metro"]), ["EAST,  metro"]);
    assert_eq!(read("East, Metro; West", &["East, Metro"]), ["East, Metro", "West"]);
    assert_eq!(read("North\nSouth", &["North South"]), ["North\nSouth"]);
    assert_eq!(read("North\nSouth", &["North", "South"]), ["North", "South"]);
}

#[test]
fn a_plain_cell_is_borrowed() {
    assert!(parts("North; South", &|_| false).all(|part| matches!(part, Cow::Borrowed(_))));
}

#[test]
fn a_path_is_cut_at_arrows_with_blanks_around() {
    assert_eq!(path("Sales > North >  East"), ["Sales", "North", "East"]);
    assert_eq!(path("A>B"), ["A>B"]);
    assert_eq!(path("\"A > B\" > C"), ["A > B", "C"]);
    assert_eq!(path("\"A > B\""), ["A > B"]);
    assert_eq!(read("\"A; B\" > C; D", &[]), ["\"A; B\" > C", "D"]);
}

#[test]
fn names_that_would_be_read_otherwise_are_quoted() {
    assert_eq!(path_out(&["Sales", "North"]), "Sales > North");
    assert_eq!(path_out(&["", "North", "East"]), "> North > East");
    assert_eq!(path("> North > East"), ["", "North", "East"]);
    assert_eq!(path_out(&["> North"]), "\"> North\"");
    assert_eq!(path_out(&["A > B"]), "\"A > B\"");
    assert_eq!(path_out(&["A >", "B"]), "\"A >\" > B");
    assert_eq!(path_out(&["\"A\""]), "\"\"\"A\"\"\"");
    let known = |text: &str| is_name(&["North; South"], text);
    assert_eq!(list_out(&["North", "South"], &known), "North; South;", "two teams, not the one of that name");
    assert_eq!(list_out(&["North; South"], &known), "\"North; South\"");
}

/// Names in normal form, made of what lists and paths are about.
fn names() -> impl Strategy<Value = Vec<String>> {
    let name = prop_oneof!["[abAB;,|\"> ]{1,6}", "[a-c]{1,3}", "[a-c]{1,2} > [a-c]{1,2}", any::<String>(),];
    prop::collection::vec(
        name.prop_map(|name| normalise(&name).into_owned()).prop_filter("a name", |name| !name.is_empty()),
        1..5,
    )
}

proptest! {
    #[test]
    fn a_path_is_read_as_it_was_written(names in names()) {
        let written = path_out(&names);
        prop_assert_eq!(path(&written), names);
    }

    #[test]
    fn a_list_is_read_as_it_was_written(names in names(), more in names()) {
        // Among the known names is, to be mean, the very text of a written list.
        let plain = names.join("; ");
        let known = names.iter().chain(&more).chain([&plain]).cloned().collect::<Vec<_>>();
        let list = names.iter().map(|name| path_out(&[name])).collect::<Vec<_>>();
        let cell = list_out(&list, &|text| is_name(&known, text));
        let back = parts(&cell, &|text| is_name(&known, text)).map(|part| path(&part).concat()).collect::<Vec<_>>();
        prop_assert_eq!(back, names);
    }
}

#[test]
fn a_name_with_a_comma_between_other_separators_is_one_part() {
    let is_name = |text: &str| matches!(text, "Austin, TX" | "North");
    for (cell, expected) in [
        ("North; Austin, TX", &["North", "Austin, TX"][..]),
        ("Austin, TX ; North", &["Austin, TX", "North"]),
        ("Austin, TX|Reno, NV|North", &["Austin, TX", "Reno", "NV", "North"]),
        ("North;Austin, TX;East, West;", &["North", "Austin, TX", "East", "West"]),
        ("Austin, TX, North", &["Austin", "TX", "North"]),
        ("\"Austin, TX\"; North", &["Austin, TX", "North"]),
    ] {
        let found: Vec<String> = plan::value::list::parts(cell, &is_name).map(Into::into).collect();
        assert_eq!(found, expected, "{cell}");
    }
}
