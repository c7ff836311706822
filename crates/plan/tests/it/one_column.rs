//! Tables of which every line is one cell: told apart where that is sure, and said where it is not.

use plan::mapping::Reading;
use plan::read::workbook::InProcess;
use plan::read::{Limits, look};
use plan::sheet::Sheet;

fn sheet(text: &str) -> Sheet {
    sheet_of(text, &Reading::default())
}

fn sheet_of(text: &str, reading: &Reading) -> Sheet {
    look(text.as_bytes().to_vec(), reading, &Limits::default(), &InProcess).unwrap()
}

fn table(text: &str) -> Vec<Vec<String>> {
    sheet(text).table().into_iter().map(|row| row.into_iter().map(str::to_owned).collect()).collect()
}

const PLAIN: &str = "First Name,Last Name,Email,Role\n\
    Ana,Ruiz,ana@x.example,Sales\n\
    Bob,\"Stone, Jr\",bob@x.example,Manager\n\
    Cy,\"O \"\"Q\"\" Neil\",cy@x.example,Sales\n";

/// The same lines as one cell each, as a program writes them that takes them for one.
fn wrapped(line: &str) -> String {
    format!("\"{}\"", line.replace('"', "\"\""))
}

#[test]
fn whole_lines_in_quotes_are_split_into_their_cells() {
    for (end, behind) in [("\n", ""), ("\r\n", ""), ("\r", ""), ("\n", ",,"), ("\n", ";;;")] {
        let text = PLAIN.lines().map(|line| wrapped(line) + behind + end).collect::<String>();
        assert_eq!(table(&text), table(PLAIN), "{text:?}");
        let found = sheet(&text);
        assert_eq!(
            found.origin().warnings,
            [
                "4 lines of the file stand in quotes as a whole, the first on line 1; they were split into their cells."
            ],
            "{text:?}"
        );
        assert_eq!((found.number(1), found.line(1)), (3, Some(3)));
    }
    // A mark of the encoding, and no line break at the end.
    let text = PLAIN.lines().map(wrapped).collect::<Vec<_>>().join("\n");
    assert_eq!(table(&format!("\u{feff}{text}")), table(PLAIN));
    let named = Reading { delimiter: Some(','), ..Reading::default() };
    assert_eq!(sheet_of(&text, &named).len(), 3);
}

#[test]
fn single_lines_in_quotes_are_split_where_the_others_need_none() {
    let semicolons = PLAIN.replace(", Jr", "; Jr").replace(',', ";").replace("; Jr", ", Jr");
    let mixed = |line: &str| if line.contains('"') { wrapped(line) } else { line.to_owned() } + "\n";
    let text = semicolons.lines().map(mixed).collect::<String>();
    assert_eq!(table(&text), table(PLAIN), "{text}");
    assert_eq!(
        sheet(&text).origin().warnings,
        [
            "2 lines of the file stand in quotes as a whole, the first on line 3; they were split into their cells."
        ]
    );
    let one = "First Name,Last Name,Email,Role\nAna,Ruiz,ana@x.example,Sales\n".to_owned()
        + &wrapped("Bob,\"Stone, Jr\",b@x.example,Sales")
        + "\n";
    assert_eq!(
        sheet(&one).origin().warnings,
        ["Line 3 of the file stands in quotes as a whole; it was split into its cells."]
    );
}

#[test]
fn cells_in_quotes_stay_as_they_are() {
    for text in [
        // Every cell for itself, names with a comma, addresses, a title, and a cell of several lines.
        "\"First Name\",\"Last Name\",\"Email\"\n\"Ana\",\"Ruiz\",\"ana@x.example\"\n",
        "\"Name\"\n\"Ruiz, Ana\"\n\"Stone, Bob\"\n",
        "\"Address\"\n\"12 Main St, Springfield, IL\"\n\"5 Elm St, Shelbyville, IL\"\n",
        "Tags\n\"a,b,c\"\n\"d,e,f\"\n",
        "\"Staff list, 2026, internal\"\nFirst Name,Last Name,Email\nAna,Ruiz,ana@x.example\n",
        "Name,Notes,Email\nAna,\"one\ntwo\",ana@x.example\n\"Bob, B\",,bob@x.example\n",
    ] {
        let found = sheet(text);
        assert!(!found.origin().warnings.iter().any(|warning| warning.contains("as a whole")), "{text}");
    }
}

#[test]
fn a_table_in_one_column_is_said_with_what_to_do() {
    let lined_up = "First Name  Last Name  Email            Mobile      Role\n\
        Ana         Ruiz       ana@c.example    3125550142  Sales\n\
        Bob         Stone      bob@c.example    3125550143  Manager\n";
    let by = |text: &str, reading: &Reading| {
        let warnings = sheet_of(text, reading).origin().warnings.clone();
        warnings.into_iter().find(|warning| warning.contains("one column"))
    };
    let said = by(lined_up, &Reading::default()).unwrap();
    assert!(
        said.contains("lined up by blanks (“First Name  Last Name") && said.contains("Fixed width"),
        "{said}"
    );
    let other = Reading { delimiter: Some('|'), ..Reading::default() };
    let said = by(&PLAIN.replace('"', ""), &other).unwrap();
    assert!(said.contains("with commas between its cells"), "{said}");
    for text in
        ["Name\nAna Ruiz\nBob  Stone\n", "Name\nRuiz, Ana\nStone, Bob\n", PLAIN, "Email\na@x.example\n"]
    {
        assert_eq!(by(text, &Reading::default()), None, "{text}");
    }
}
