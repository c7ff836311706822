use app::pages::wizard::matching::page::{
    Bit, ColumnLine, Constant, Glance, MatchPage, Need, Open, Pick, Place, Preview, Sureness,
};
use app::pages::wizard::top::Step;
use plan::field::Field;

use super::{shell, top};

fn picks(all: &[&str], chosen: &str) -> Vec<Pick> {
    all.iter()
        .map(|one| Pick { value: (*one).into(), label: (*one).into(), chosen: *one == chosen })
        .collect()
}

fn fields(chosen: Option<Field>, none: &str) -> Vec<Pick> {
    let first = Pick { value: String::new(), label: none.into(), chosen: chosen.is_none() };
    let rest = Field::ALL.map(|field| Pick {
        value: field.key().into(),
        label: field.label().into(),
        chosen: chosen == Some(field),
    });
    std::iter::once(first).chain(rest).collect()
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
        picks: fields(field, if place == Place::Waiting { "Choose a field" } else { "Not imported" }),
        sure: (percent > 0).then(|| (Sureness::of(f64::from(percent) / 100.0), percent)),
        why: cells[5].into(),
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
        column: column.map(String::from),
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

pub fn match_open() -> MatchPage {
    let open = Open {
        title: "One field is still open: Role.".into(),
        text: "Job Title looks right for 239 of 247 rows. “Merchandiser” (8 rows) is asked for on the next page.".into(),
        column: Some((5, "role", "Use Job Title as Role".into())),
        everybody: Some(("role", picks(&["Sales", "Manager", "Admin"], ""))),
    };
    MatchPage {
        shell: shell(),
        top: top(Step::Match, "Saved 14:21"),
        import: 7,
        read: "Sheet “Employees”, header in row 3, read as shown in Excel.".into(),
        warnings: Vec::new(),
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
    page.warnings =
        vec!["2 rows above the header were left out: “Northwind Field Sales” and “as of 1 March”.".into()];
    for need in &mut page.needs {
        need.met = true;
    }
    for column in page.columns.iter_mut().filter(|column| column.place == Place::Waiting) {
        column.place = Place::Matched;
        column.picks = fields(Some(Field::Role), "Not imported");
        column.sure = Some((Sureness::Sure, 100));
        column.why = "You chose it.".into();
    }
    for person in &mut page.people {
        person.work[0] = bit("Sales", "");
    }
    page.glance = Glance { matched: 8, waiting: 0, left: 3 };
    page
}
