//! Lists whose only bytes outside ASCII are signs, and names of which one letter tells: read as Western Windows writes them.

use plan::mapping::Reading;

use crate::encodings::{LISTS, encoded, everything, sheet, wrong};

const WESTERN: &str = "windows-1252";

/// A list of so many people; the row of each is made from its number.
fn list(people: usize, row: impl Fn(usize) -> String) -> String {
    let rows = (0..people).map(row).collect::<Vec<_>>().join("\n");
    format!("First Name,Last Name,Email,Phone,Note\n{rows}")
}

/// What is read wrongly of lists of one, two and fifty people.
fn wrongly(label: &str, row: impl Fn(usize) -> String) -> Vec<String> {
    [1, 2, 50].iter().filter_map(|people| wrong(label, &list(*people, &row))).collect()
}

const LAST: [&str; 7] = ["Lee", "Ray", "Smith", "Jones", "Novak", "Brown", "Stone"];
const FIRST: [&str; 7] = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus"];

fn of(names: [&str; 7], at: usize) -> &str {
    names[at % names.len()]
}

#[test]
fn spaces_that_do_not_break_are_no_letters() {
    let wrong = [WESTERN, "macintosh"].iter().flat_map(|label| {
        [
            // At the end of every name, of some name, of every address, and of all.
            wrongly(label, |at| format!("Ann,{}\u{a0},a{at}@acme.example,1,", of(LAST, at))),
            wrongly(label, |at| format!("{}\u{a0},Lee,a{at}@acme.example,1,", of(FIRST, at))),
            wrongly(label, |at| format!("Ann,Lee,a{at}@acme.de\u{a0},1,")),
            wrongly(label, |at| format!("Ann,Lee\u{a0},a{at}@acme.de\u{a0},+1312\u{a0},")),
            wrongly(label, |at| format!("Ann,Lee,a{at}@acme.de{},1,", if at == 0 { "\u{a0}" } else { "" })),
            // Before a name, within one, and in phones.
            wrongly(label, |at| format!("\u{a0}Ann,{},a{at}@acme.example,1,", of(LAST, at))),
            wrongly(label, |at| format!("Ann\u{a0}Marie,Lee,a{at}@acme.example,1,")),
            wrongly(label, |at| format!("Ann,Lee,a{at}@acme.example,+1312\u{a0}555\u{a0}{},", 1000 + at)),
            wrongly(label, |at| format!("Ann,Lee,a{at}@acme.example,06\u{a0}12\u{a0}34\u{a0}{},", 10 + at)),
        ]
        .concat()
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn an_accent_for_an_apostrophe_is_no_letter() {
    const NAMES: [&str; 7] = ["D´Angelo", "O´Neil", "O´Brien", "D´Arcy", "L´Heureux", "O´Connor", "O´Hara"];
    assert_eq!(
        wrongly(WESTERN, |at| format!("Ann,{},a{at}@x.example,1,", of(NAMES, at))),
        Vec::<String>::new()
    );
    assert_eq!(
        wrongly(WESTERN, |at| format!("Ann,{},a{at}@x.example,1,", of(LAST, at).replace("Ray", "O´Neil"))),
        Vec::<String>::new()
    );
}

/// What stands in a note or a team, with signs in their places.
const SIGNS: &[&str] = &[
    "£30000",
    "£3#",
    "20°",
    "#°",
    "20°C",
    "5 €",
    "€#",
    "#€",
    "½",
    "1½",
    "#½",
    "§ #",
    "§5",
    "±5",
    "5 µm",
    "#²",
    "¥#",
    "¢5",
    "©",
    "®",
    "3×4",
    "¿",
    "10‰",
    "Acme™",
    "Acme®",
    "Acme™ Sales",
    "• Sales",
    "•Sales",
    "•",
    "Sales…",
    "Sales … North",
    "Sales – North",
    "Sales — North",
    "Sales–North",
    "Sa\u{ad}les",
    "“Sales”",
    "‘Sales’",
    "„Sales“",
    "«Sales»",
    "† Sales",
    "Sales · North",
    "North’s",
    "North´s",
    "© Acme",
    "North ¦ South",
    "312–555–10#",
];

#[test]
fn lists_with_signs_only_are_those_of_western_windows() {
    let wrong = SIGNS.iter().flat_map(|sign| {
        let of_each =
            |at: usize| format!("Ann,Lee,a{at}@x.example,1,{}", sign.replace('#', &(100 + at).to_string()));
        let teams = |at: usize| {
            let (team, area) = [("Sales", "North"), ("Field", "South"), ("Inside", "East")][at % 3];
            of_each(at).replace("Sales", team).replace("North", area)
        };
        [wrongly(WESTERN, of_each), wrongly(WESTERN, teams)].concat()
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

/// Where every cell begins with a capital, none begins with a small letter, and none has one of the other kind within.
#[test]
fn a_name_keeps_its_capital_where_one_letter_tells() {
    let among =
        |name: &str| format!("First name,Last name,Email\nAna,Novak,a@x.example\nMatej,{name},m@x.example");
    for (label, name) in [
        ("windows-1250", "Žagar"),
        ("windows-1250", "Žiga"),
        ("windows-1250", "Žižek"),
        ("ISO-8859-2", "Žagar"),
        ("ISO-8859-2", "Šimić"),
        ("IBM852", "Paweł"),
        ("IBM852", "Šimić"),
        ("macintosh", "O’Brien"),
        ("macintosh", "D’Angelo"),
        ("macintosh", "Åsa"),
        ("KOI8-R", "ИВАНОВ"),
        ("windows-1253", "ΙΩΑΝΝΟΥ"),
    ] {
        assert_eq!(wrong(label, &among(name)), None);
    }
}

#[test]
fn a_doubt_of_a_name_holds_the_reading_that_is_right() {
    for (label, name) in [("windows-1250", "Szőke"), ("ISO-8859-2", "Szőke"), ("IBM852", "Szőke")] {
        let text = format!("First name,Last name,Email\nAna,Novak,a@x.example\nMatej,{name},m@x.example");
        let found = sheet(encoded(&text, label), &Reading::default());
        let warnings = &found.origin().warnings;
        assert!(
            found.cell(1, 1) == name || warnings.iter().any(|warning| warning.contains(name)),
            "{label} {name}: {:?} {warnings:?}",
            found.cell(1, 1)
        );
    }
}

/// A bar parts cells, and is the second byte of some signs.
#[test]
fn lists_are_read_letter_for_letter_whatever_parts_their_cells() {
    let reading = Reading { header_row: Some(1), ..Reading::default() };
    let wrong = LISTS.iter().flat_map(|(label, list)| {
        let text = list.join("\n");
        [";", "\t", "|"].map(|mark| {
            let found = everything(&sheet(encoded(&text.replace(',', mark), label), &reading));
            (found != text).then(|| format!("{label} with {mark}: {}", found.replace('\n', " / ")))
        })
    });
    let wrong = wrong.flatten().collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let parted = encoded("Name|City\nポール|トーポ\nさくら|ポポ", "Shift_JIS");
    assert_eq!(everything(&sheet(parted, &reading)), "Name,City\nポール,トーポ\nさくら,ポポ");
}
