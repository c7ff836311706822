use app::pages::wizard::about::AboutFile;
use app::pages::wizard::matching::page::{
    Bit, ColumnLine, Constant, Fields, Glance, Joint, MatchPage, NameSample, Names, Need, Open, Pick, Place,
    Preview, Sureness,
};
use app::pages::wizard::matching::reading::page::{Glimpse, Panel, SheetLine, TextWay, TopLine};
use app::pages::wizard::top::Step;
use plan::field::Field;

use super::{shell, top as bar};

fn picks(all: &[&str], chosen: &str) -> Vec<Pick> {
    all.iter()
        .map(|one| Pick { value: (*one).into(), label: (*one).into(), chosen: *one == chosen })
        .collect()
}

fn pick(value: &str, label: &str, chosen: bool) -> Pick {
    Pick { value: value.into(), label: label.into(), chosen }
}

fn fields(chosen: Option<Field>, none: &str, likely: &[(Field, u32)]) -> Fields {
    let of = |field: Field| pick(field.key(), field.label(), chosen == Some(field));
    let fits = |(field, fit): &(Field, u32)| match chosen == Some(*field) {
        true => of(*field),
        false => pick(field.key(), &format!("{} · {fit} %", field.label()), false),
    };
    let rest = Field::ALL.into_iter().filter(|field| likely.iter().all(|one| one.0 != *field));
    Fields {
        none: pick("", none, chosen.is_none()),
        likely: likely.iter().map(fits).collect(),
        rest: rest.map(of).collect(),
    }
}

/// Header, samples, filled, field, per cent, why.
const COLUMNS: &str = "\
Emp ID;10233,10419,10482;100;external_id;97;Different on every row; 47 are ids of people you have.
Given Name;Priya,Jean-Luc,Aaliyah;100;first_name;99;“Given name” is another word for first name.
Surname;Raman,Moreau,Brooks;100;last_name;99;“Surname” is another word for last name.
Work E-mail;priya.raman@northwind.example;99;email;99;Every filled cell is an address, nearly all different.
Mobile;(513) 555-0112,414.555.0171;97;phone;98;Reads as phone numbers of the United States.
Job Title;Field Sales Rep,Merchandiser;100;;61;3 of its 4 values read as roles; “Merchandiser” does not.
Dept;Key Accounts,Midwest;98;teams;92;5 of its 6 values are names of your teams.
Region;Ohio Valley,Nort East;92;territories;88;11 of its 12 values are names of your territories.
Manager e-mail;i.solheim@northwind.example;94;;0;Somebody else’s address: 14 values over 231 rows.
Cost Centre;4430-KA,4410-MW;100;;0;Muster has no field for this.
Start Date;2019-04-01,2026-03-16;100;;0;Muster has no field for this.";

/// Number, names, address, phone, work.
const PEOPLE: &str = "\
4;Priya;Raman;priya.raman@northwind.example;+1 513 555 0112;Key Accounts;Ohio Valley
5;Jean-Luc;Moreau;jl.moreau@northwind.example;+1 414 555 0171;Midwest;Great Lakes
6;Aaliyah;Brooks;aaliyah.brooks@northwind.example;+1 312 555 0117;Midwest;Nort East?
7;Sofía;Herrera Ruiz;s.herrera@northwind.example;+1 503 555 0104;Pacific;Cascades
8;Luis;Ortega;l.ortega@northwind.example;+1 971 555 0160;Pacific;Cascades";

fn columns() -> Vec<ColumnLine> {
    (0..).zip(COLUMNS.lines()).map(|(index, line)| column(index, line)).collect()
}

fn column(index: u32, line: &str) -> ColumnLine {
    let cells: Vec<&str> = line.splitn(6, ';').collect();
    let (field, percent) = (Field::from_key(cells[3]), cells[4].parse::<u32>().unwrap());
    let place = match (field, percent) {
        (Some(_), _) => Place::Matched,
        (None, 0) => Place::Left,
        (None, _) => Place::Waiting,
    };
    ColumnLine {
        index,
        letters: app::pages::wizard::text::letters(index),
        header: cells[0].into(),
        samples: cells[1].split(',').map(String::from).collect(),
        filled: cells[2].parse().unwrap(),
        place,
        fields: fields(
            field,
            if place == Place::Waiting { "Choose a field" } else { "Not imported" },
            &field
                .or((place == Place::Waiting).then_some(Field::Role))
                .map(|one| (one, percent))
                .into_iter()
                .collect::<Vec<_>>(),
        ),
        sure: (percent > 0).then(|| (Sureness::of(f64::from(percent) / 100.0), percent)),
        why: cells[5].into(),
        joint: None,
    }
}

fn bit(text: &str, class: &'static str) -> Bit {
    Bit { text: text.into(), class }
}

fn person(line: &str) -> Preview {
    let cells: Vec<&str> = line.split(';').collect();
    Preview {
        row: cells[0].parse().unwrap(),
        name: bit(&format!("{} {}", cells[1], cells[2]), ""),
        initials: app::pages::words::initials(cells[1], cells[2]),
        email: bit(cells[3], ""),
        phone: bit(cells[4], ""),
        work: vec![
            bit("Role missing", "warn"),
            bit(cells[5], ""),
            bit(cells[6], if cells[6].ends_with('?') { "bad" } else { "" }),
        ],
    }
}

fn constants() -> Vec<Constant> {
    let constant = |key, label, column: Option<&str>, picks| Constant {
        key,
        label,
        from: column.map(|column| format!("From your column {column}")),
        picks,
    };
    let roles = picks(&["None, use a column", "Sales", "Manager", "Admin"], "None, use a column");
    let accesses = picks(&["As each row says", "Global", "Limited"], "Limited");
    vec![
        constant("role", "Role", None, roles),
        constant("territory_access", "Territory access", None, accesses),
        constant("teams", "Teams", Some("Dept"), Vec::new()),
        constant("territories", "Territories", Some("Region"), Vec::new()),
    ]
}

pub const READ: &str = "Sheet “Employees”, header in row 3, read as the spreadsheet shows it.";

/// What a workbook as people have it is remarked on for.
pub fn remarks() -> Vec<String> {
    [
        "2 rows above the header were left out: “Northwind Field Sales” and “as of 1 March”.",
        "3 hidden rows are read like the others: rows 41, 42 and 90.",
        "12 cells are formulas; what the spreadsheet shows is read.",
        "A total row at the end is left out: row 251.",
        "The sheets “2025” and “Lists” are not read.",
        "Column L is hidden and is read like the others.",
    ]
    .map(String::from)
    .into()
}

pub fn match_open() -> MatchPage {
    let open = Open {
        title: "One field is still open: Role.".into(),
        text: "Job Title looks right for 239 of 247 rows. “Merchandiser” (8 rows) is asked for on the next page.".into(),
        column: Some((5, "role", "Use Job Title as Role".into())),
        everybody: Some(("role", picks(&["Sales", "Manager", "Admin"], ""))),
    };
    MatchPage {
        shell: shell(),
        top: bar(Step::Match, "Saved 14:21"),
        import: 7,
        about: AboutFile::new(READ.into(), Vec::new()),
        panel: None,
        reread: None,
        needs: [
            ("First name", true),
            ("Last name", true),
            ("E-mail", true),
            ("Phone", true),
            ("Role", false),
        ]
        .map(|(label, met)| Need { label, met })
        .into(),
        open: Some(open),
        columns: columns(),
        constants: constants(),
        names: None,
        glance: Glance { matched: 7, waiting: 1, left: 3 },
        people: PEOPLE.lines().map(person).collect(),
        total: "247".into(),
        missing: Some("Role is still missing".into()),
    }
}

pub fn match_done() -> MatchPage {
    let mut page = match_open();
    page.open = None;
    page.missing = None;
    page.about = AboutFile::new(READ.into(), remarks());
    for need in &mut page.needs {
        need.met = true;
    }
    for column in page.columns.iter_mut().filter(|column| column.place == Place::Waiting) {
        column.place = Place::Matched;
        column.fields = fields(Some(Field::Role), "Not imported", &[(Field::Role, 61)]);
        column.sure = Some((Sureness::Sure, 100));
        column.why = "You chose it.".into();
    }
    for person in &mut page.people {
        person.work[0] = bit("Sales", "");
    }
    page.glance = Glance { matched: 8, waiting: 0, left: 3 };
    page
}

/// Full names in one column, two columns of phones and two of teams.
pub fn match_shared() -> MatchPage {
    let mut page = match_done();
    page.about = AboutFile::new(READ.into(), Vec::new());
    let shared = [
        (4, Field::Phone, "the better of 2 columns per row"),
        (6, Field::Teams, "both lists together"),
        (7, Field::Phone, "the better of 2 columns per row"),
        (9, Field::Teams, "both lists together"),
    ];
    for (index, field, joint) in shared {
        let column = &mut page.columns[index];
        column.place = Place::Matched;
        column.fields = fields(Some(field), "Not imported", &[(field, 88), (Field::ExternalId, 31)]);
        column.sure = Some((Sureness::Likely, 88));
        column.joint = Some(Joint {
            of_row: if field == Field::Phone {
                "The better of 2 per row.".into()
            } else {
                "Both lists together.".into()
            },
            of_field: format!("{}: {joint}", field.label()),
        });
    }
    page.columns[7].header = "Phone 2".into();
    page.columns[7].samples = vec!["(513) 555-0190".into()];
    page.columns[7].why = "Reads as phone numbers of the United States.".into();
    page.constants[2].from = Some("From your columns Dept and Cost Centre, together".into());
    let sample = |cell: &str, first: &str, last: &str| NameSample {
        cell: cell.into(),
        first: first.into(),
        last: last.into(),
    };
    page.names = Some(Names {
        column: "Employee".into(),
        orders: vec![
            pick("", "As found", false),
            pick("first_last", "First Last", false),
            pick("last_first", "Last First", true),
        ],
        samples: vec![
            sample("Raman Priya", "Priya", "Raman"),
            sample("Herrera Ruiz Sofía", "Sofía", "Herrera Ruiz"),
            sample("Ortega, Luis", "Luis", "Ortega"),
        ],
    });
    page
}

fn words(text: &str) -> Vec<String> {
    text.split(';').map(String::from).collect()
}

/// The first rows of the file of Northwind.
fn top(header: u32, found: bool) -> Vec<TopLine> {
    let rows = [
        "Northwind Field Sales;;;;;;;",
        "as of 1 March 2026;;;;;;;",
        "Emp ID;Given Name;Surname;Work E-mail;Mobile;Job Title;Dept;Region",
        "10233;Priya;Raman;priya.raman@northwind.example;(513) 555-0112;Field Sales Rep;Key Accounts;Ohio Valley",
        "10419;Jean-Luc;Moreau;jl.moreau@northwind.example;414.555.0171;Field Sales Rep;Midwest;Great Lakes",
        "10482;Aaliyah;Brooks;aaliyah.brooks@northwind.example;+1 312 555 0117;Merchandiser;Midwest;Nort East",
    ];
    let line = |(number, cells): (u32, &str)| TopLine {
        number,
        value: if found && number == header { String::new() } else { number.to_string() },
        cells: words(cells),
        chosen: number == header,
        above: number < header,
    };
    (1..).zip(rows).map(line).collect()
}

fn glimpse(size: &str, header: &str) -> Glimpse {
    Glimpse {
        size: size.into(),
        note: "the first 8 columns are shown".into(),
        header: words(header),
        rows: (4..).zip(top(3, true).into_iter().skip(3).map(|line| line.cells)).collect(),
        remarks: vec!["2 rows above the header were left out.".into()],
    }
}

fn panel() -> Panel {
    Panel {
        text: None,
        sheets: Vec::new(),
        top: top(3, true),
        headless: pick("0", "The file has no header: its first row is a person", false),
        glimpse: Some(glimpse(
            "247 rows, 11 columns",
            "Emp ID;Given Name;Surname;Work E-mail;Mobile;Job Title;Dept;Region",
        )),
        refused: None,
        drops: None,
        changed: false,
        said: false,
    }
}

/// How a workbook is read, as it opens.
pub fn match_reading_workbook() -> MatchPage {
    let sheet = |name: &str, note, chosen: bool| SheetLine {
        value: if chosen { String::new() } else { name.into() },
        name: name.into(),
        note,
        chosen,
    };
    let sheets = vec![
        sheet("Cover", "empty", false),
        sheet("Employees", "", true),
        sheet("2025", "hidden", false),
        sheet("Lists", "", false),
    ];
    MatchPage { panel: Some(Panel { sheets, ..panel() }), ..match_open() }
}

/// How text is read, with something changed that fixes do not survive.
pub fn match_reading_text() -> MatchPage {
    let text = TextWay {
        encodings: vec![
            pick("", "As found: UTF-8", false),
            pick("windows-1252", "Windows-1252, Western Europe", true),
        ],
        delimiters: vec![
            pick("", "As found: Comma", false),
            pick("semicolon", "Semicolon", false),
            pick("other", "Another character", true),
        ],
        other: "^".into(),
        quotes: vec![pick("", "As found: Double \"", true), pick("single", "Single '", false)],
        escapes: vec![pick("", "As found: Doubled \"\"", true), pick("backslash", "Backslash \\\"", false)],
    };
    let panel = Panel {
        text: Some(text),
        changed: true,
        said: true,
        drops: Some("2 columns chosen by hand and 3 fixes of single rows hold for one way of reading only and will be dropped.".into()),
        ..panel()
    };
    MatchPage {
        about: AboutFile::new("Text in UTF-8, separated by commas, header in row 3.".into(), Vec::new()),
        panel: Some(panel),
        ..match_open()
    }
}

/// A way in which the file cannot be read.
pub fn match_reading_refused() -> MatchPage {
    let mut page = match_reading_text();
    if let Some(panel) = &mut page.panel {
        panel.glimpse = None;
        panel.drops = None;
        panel.refused = Some(
            "Line 41 cannot be read as UTF-8. Name another encoding, or save the file as CSV in UTF-8."
                .into(),
        );
    }
    page
}

/// The file was just read another way.
pub fn match_reread() -> MatchPage {
    let reread = "2 columns chosen by hand and 3 fixes of single rows did not hold for it.";
    MatchPage { reread: Some(reread.into()), ..match_open() }
}
