use std::borrow::Cow;

use plan::mapping::NameOrder;
use plan::value::external_id::{ExternalIdProblem, parse, without_leading_zeros};
use plan::value::full_name::NameReader;
use plan::value::given_name::is_given_name;
use plan::value::name::{NameProblem, check, normalise, split_full_name};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

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
fn names_of_east_asia_begin_with_the_family_name_with_a_blank_or_without() {
    let cases = [
        ("山田 太郎", "太郎", "山田"),
        ("山田\u{3000}太郎", "太郎", "山田"),
        ("山田太郎", "太郎", "山田"),
        ("佐々木希", "希", "佐々木"),
        ("山路はな", "はな", "山路"),
        ("王小明", "小明", "王"),
        ("王 小明", "小明", "王"),
        ("王明", "明", "王"),
        ("欧阳娜娜", "娜娜", "欧阳"),
        ("김민준", "민준", "김"),
        ("김 민준", "민준", "김"),
        ("남궁민수", "민수", "남궁"),
        ("ジョン・スミス", "ジョン", "スミス"),
        ("さくら", "さくら", ""),
        ("Nguyễn Văn An", "Nguyễn Văn", "An"),
        ("Yamada Taro", "Yamada", "Taro"),
    ];
    for (full, first, last) in cases {
        let full = normalise(full);
        let split = split_full_name(&full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
}

#[test]
fn particles_behind_the_first_name_belong_to_the_last() {
    for (full, first, last) in [
        ("Berg, Jan van den", "Jan", "van den Berg"),
        ("Berg, van den, Jan", "Jan", "van den Berg"),
        ("Heide, Karl-Heinz von der", "Karl-Heinz", "von der Heide"),
        ("Silva, Ana Maria da", "Ana Maria", "da Silva"),
        ("Ruiz, Ben", "Ben", "Ruiz"),
        ("Ruiz, Al", "Al", "Ruiz"),
    ] {
        let split = split_full_name(full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
}

#[test]
fn a_word_in_capitals_beside_others_is_the_family_name() {
    for (full, first, last) in [
        ("LOVELACE Ada", "Ada", "LOVELACE"),
        ("Ada LOVELACE", "Ada", "LOVELACE"),
        ("GARCÍA LÓPEZ Ana María", "Ana María", "GARCÍA LÓPEZ"),
        ("John SMITH III", "John", "SMITH III"),
        ("JR Smith", "JR", "Smith"),
        ("ADA LOVELACE", "ADA", "LOVELACE"),
        ("Henry Adams III", "Henry", "Adams III"),
    ] {
        let split = split_full_name(full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
}

#[test]
fn what_somebody_says_of_the_order_holds_for_names_without_a_comma() {
    let said = NameReader::new(Some(NameOrder::LastFirst), None, std::iter::empty());
    for (full, first, last) in [
        ("Lovelace Ada", "Ada", "Lovelace"),
        ("Kovács János Péter", "János Péter", "Kovács"),
        ("van der Meer Vincent", "Vincent", "van der Meer"),
        ("Adams Henry III", "Henry", "Adams III"),
        ("Lovelace, Ada", "Ada", "Lovelace"),
        ("Cher", "Cher", ""),
        ("", "", ""),
    ] {
        let split = said.split(full);
        assert_eq!((&*split.0, &*split.1), (first, last), "{full}");
    }
    let said = NameReader::new(Some(NameOrder::FirstLast), None, ["Ruiz, Ana"; 9].into_iter());
    assert_eq!(said.split("太郎 山田"), ("太郎".into(), "山田".into()));
    assert_eq!(said.split("Ada Lovelace"), ("Ada".into(), "Lovelace".into()));
}

#[test]
fn a_column_of_last_comma_first_is_read_so_where_a_comma_is_forgotten() {
    let column = ["Ruiz, Ana", "Lovelace, Ada", "Hopper Grace", "King, Jr., Martin"];
    let reader = NameReader::new(None, None, column.into_iter());
    assert_eq!(reader.split("Hopper Grace"), ("Grace".into(), "Hopper".into()));
    // Without a comma nobody needs to turn a name round.
    for (full, first, last) in [
        ("Karl-Heinz von der Heide", "Karl-Heinz", "von der Heide"),
        ("Anna Maria Bär", "Anna Maria", "Bär"),
        ("Hans Peter Schmidt", "Hans Peter", "Schmidt"),
        ("Jan van den Berg", "Jan", "van den Berg"),
        ("Xiomara Quispe", "Xiomara", "Quispe"),
        ("von der Heide Karl-Heinz", "Karl-Heinz", "von der Heide"),
        ("Thomas Peter", "Thomas", "Peter"),
    ] {
        assert_eq!(reader.split(full), (first.into(), last.into()), "{full}");
    }
    let mixed = ["Ruiz, Ana", "Ada Lovelace", "Grace Hopper", "Martin King, Jr.", "Henry Adams, III"];
    let reader = NameReader::new(None, None, mixed.into_iter());
    assert_eq!(reader.split("Grace Hopper"), ("Grace".into(), "Hopper".into()));
}

#[test]
fn the_order_of_the_header_holds_unless_cells_show_another() {
    let by_header = NameReader::new(None, Some(NameOrder::LastFirst), ["Nowak Anna"; 4].into_iter());
    for (full, first, last) in [
        ("Kowalski Jan", "Jan", "Kowalski"),
        ("Иванов Иван Иванович", "Иван Иванович", "Иванов"),
        ("Иван Петрович Рабинович", "Иван Петрович", "Рабинович"),
        ("Anna NOWAK", "Anna", "NOWAK"),
        ("Nowak, Anna", "Anna", "Nowak"),
    ] {
        assert_eq!(by_header.split(full), (first.into(), last.into()), "{full}");
    }
    let commas = ["Ruiz, Ana", "Lovelace, Ada", "Hopper Grace"].into_iter();
    let by_cells = NameReader::new(None, Some(NameOrder::FirstLast), commas);
    assert_eq!(by_cells.split("Hopper Grace"), ("Grace".into(), "Hopper".into()));
}

#[test]
fn a_patronymic_stands_behind_the_first_name() {
    let column = ["Иванов Иван Иванович", "Петрова Анна Сергеевна", "Сидоров Пётр"];
    let reader = NameReader::new(None, None, column.into_iter());
    for (full, first, last) in [
        ("Иванов Иван Иванович", "Иван Иванович", "Иванов"),
        ("Анна Сергеевна Петрова", "Анна Сергеевна", "Петрова"),
        ("Сидоров Пётр", "Пётр", "Сидоров"),
    ] {
        assert_eq!(reader.split(full), (first.into(), last.into()), "{full}");
    }
    let said = NameReader::new(Some(NameOrder::FirstLast), None, std::iter::empty());
    assert_eq!(said.split("Иванов Иван Иванович"), ("Иванов Иван".into(), "Иванович".into()));
}

#[test]
fn common_given_names_are_known_with_and_without_accents() {
    assert!(
        is_given_name("Zoë") && is_given_name("zoe") && is_given_name("太郎") && !is_given_name("Lovelace")
    );
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
    fn a_name_that_stays_as_it_is_is_composed_and_has_single_blanks(text in "[ A-c\u{9f}-\u{24f}\u{2fe}-\u{345}\u{1e00}가]{0,8}") {
        let seen = text.replace('\u{ad}', "");
        let composed = seen.nfc().collect::<String>();
        prop_assert_eq!(normalise(&text), composed.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn splitting_a_full_name_loses_no_word(words in prop::collection::vec("[A-Za-z]{1,6}", 1..6)) {
        let name = words.join(" ");
        let (first, last) = split_full_name(&name);
        // A family name in capitals may stand first.
        let sorted = |text: &str| {
            let mut words = text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            words.sort();
            words
        };
        prop_assert_eq!(sorted(&format!("{first} {last}")), sorted(&name));
    }
}
