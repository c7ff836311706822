//! Pasted texts: lists of people become a table, everything else stays what it is.

use plan::read::{Pasted, pasted};
use proptest::prelude::*;

fn list(text: &str) -> Vec<(String, String)> {
    let Pasted::List(table) = pasted(text.to_owned()) else { panic!("no list: {text:?}") };
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("Full Name\tEmail"));
    let split = |line: &str| line.split_once('\t').map(|(name, email)| (name.to_owned(), email.to_owned()));
    lines.map(|line| split(line).unwrap()).collect()
}

fn two() -> Vec<(String, String)> {
    [("Ana Ruiz", "ana@x.example"), ("Ben Okafor", "ben.o+x@mail.x.example")]
        .map(|(name, email)| (name.to_owned(), email.to_owned()))
        .to_vec()
}

#[test]
fn a_list_of_people_is_read_however_mail_programs_and_people_write_it() {
    for text in [
        "Ana Ruiz <ana@x.example>\nBen Okafor <ben.o+x@mail.x.example>",
        "Ana Ruiz <ana@x.example>; Ben Okafor <ben.o+x@mail.x.example>;",
        "\"Ana Ruiz\" <ana@x.example>, \"Ben Okafor\" <mailto:ben.o+x@mail.x.example>",
        "• Ana Ruiz – ana@x.example\r\n• Ben Okafor – ben.o+x@mail.x.example\r\n",
        "1. Ana Ruiz (ana@x.example)\n2) Ben Okafor: ben.o+x@mail.x.example.",
        "ana@x.example Ana Ruiz\n\nben.o+x@mail.x.example, Ben Okafor\n",
        "Ana Ruiz, ana@x.example\nBen Okafor, ben.o+x@mail.x.example",
    ] {
        assert_eq!(list(text), two(), "{text}");
    }
    assert_eq!(list("Ruiz, Ana <ana@x.example>; Okafor, Ben <b@x.example>")[1].0, "Okafor, Ben");
    assert_eq!(list("ana@x.example;ben@x.example")[1], (String::new(), "ben@x.example".to_owned()));
    assert_eq!(list("山田 太郎 <taro@x.example>")[0].0, "山田 太郎");
}

#[test]
fn an_address_that_a_mail_program_writes_twice_is_of_one_person() {
    for text in [
        "Ana Ruiz <ana@x.example<mailto:ana@x.example>>; Ben Okafor <ben.o+x@mail.x.example<mailto:ben.o+x@mail.x.example>>",
        "Ana Ruiz ana@x.example<mailto:Ana@x.example>\nBen Okafor [mailto:ben.o+x@mail.x.example]",
        "ana@x.example (ana@x.example) Ana Ruiz\nBen Okafor <ben.o+x@mail.x.example> <ben.o+x@mail.x.example>",
    ] {
        assert_eq!(list(text), two(), "{text}");
    }
    // Named twice is another matter: that is said where the file is checked.
    assert_eq!(list("Ana Ruiz <ana@x.example>; Ana Ruiz <ana@x.example>").len(), 2);
    assert_eq!(list("ana@x.example; ana@x.example").len(), 2);
    assert_eq!(list("ana@x.example ana@x.example").len(), 2);
}

#[test]
fn whatever_has_more_in_it_than_names_and_addresses_is_left_as_it_is() {
    for text in [
        "First Name\tEmail\nAna\tana@x.example",
        "Name,Email\nAna Ruiz,ana@x.example",
        "Ana Ruiz, ana@x.example, +1 312 555 0101",
        "Ana,Ruiz,ana@x.example,Sales,West",
        "Ana Ruiz <ana@x.example>\nand everybody of the west",
        "Dear all, please add Ana Ruiz at ana@x.example and call me when you have done it for her",
        "Ana ana@x.example Ruiz",
        "Ana Ruiz\nBen Okafor",
        "",
        " \n ",
    ] {
        assert_eq!(pasted(text.to_owned()), Pasted::Cells(text.to_owned()), "{text}");
    }
}

proptest! {
    /// Every address of a list is in the table, in its order, and no letter of a name is lost.
    #[test]
    fn nothing_of_a_list_is_lost(
        people in prop::collection::vec(("[A-Zäé][a-zäé]{1,8}( [A-Z][a-z]{1,8}){0,2}", "[a-z]{1,6}@[a-z]{1,6}\\.example"), 1..8),
        between in prop::sample::select(vec!["\n", "; ", ", ", "\r\n"]),
        form in 0..3,
    ) {
        let text = people.iter().map(|(name, email)| match form {
            0 => format!("{name} <{email}>"),
            1 => format!("\"{name}\" <{email}>"),
            _ => format!("{name} ({email})"),
        });
        let text = text.collect::<Vec<_>>().join(between);
        prop_assert_eq!(list(&text), people);
    }

    /// Whatever is pasted, no address disappears, though one may be told once that stood there twice, and nothing panics.
    #[test]
    fn no_address_disappears(text in "([a-z ,;<>()\"@.\n\t]|a@b\\.c){0,60}") {
        let kept = match pasted(text.clone()) {
            Pasted::Cells(cells) => { prop_assert_eq!(&cells, &text); cells }
            Pasted::List(table) => table,
        };
        let words = text.split(|letter: char| letter.is_whitespace() || ",;<>()\"".contains(letter));
        for address in words.filter(|word| word.contains('@')) {
            prop_assert!(kept.contains(address.trim_matches('.')), "{}", address);
        }
    }
}
