//! Northwind Field Sales: forty people, six teams, twelve territories.

use plan::field::Field;
use plan::fix::Fix;
use plan::snapshot::{Role, Status};

use super::samples::{Cells, csv};

/// The company's name.
pub const NAME: &str = "Northwind Field Sales";
/// The company's short name, as commands want it.
pub const SLUG: &str = "northwind";
/// The country that phones without `+` are read in.
pub const COUNTRY: &str = "US";
/// The company's time zone.
pub const TIME_ZONE: &str = "America/Chicago";
/// Seats paid for: some are free, so that the clean sample buys two and the others more.
pub const SEATS: u32 = 60;

/// One who works there.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Given name.
    pub first: &'static str,
    /// Family name.
    pub last: &'static str,
    /// What stands before the `@`.
    pub local: &'static str,
    /// The phone, as the company writes it.
    pub phone: &'static str,
    /// What the person may do.
    pub role: Role,
    /// A list of teams.
    pub teams: &'static str,
    /// A list of territories; nobody with none is Limited.
    pub territories: &'static str,
    /// The id in the company's own books.
    pub id: &'static str,
    /// Where the person stands.
    pub status: Status,
}

impl Member {
    /// The address.
    pub fn email(&self) -> String {
        format!("{}@northwind.example", self.local)
    }

    /// The nine cells of the template.
    fn cells(&self) -> Cells {
        let access = if self.territories.is_empty() { "Global" } else { "Limited" };
        [
            self.first.to_owned(),
            self.last.to_owned(),
            self.email(),
            self.phone.to_owned(),
            self.role.to_string(),
            self.teams.to_owned(),
            access.to_owned(),
            self.territories.to_owned(),
            self.id.to_owned(),
        ]
    }
}

/// Who runs the account, and signs in.
pub const ADMIN: Member = member(
    "Dana Mitchell",
    "dana.mitchell",
    "(312) 555-0100",
    Role::Admin,
    ["", ""],
    "00901",
    Status::Active,
);

/// Somebody who has joined another account of the same installation, so that their address and phone cannot be used here.
pub const NEIGHBOUR: Neighbour = Neighbour {
    account: "Harbor Solar",
    slug: "harbor-solar",
    name: "Sam Whitfield",
    email: "sam.whitfield@harborsolar.example",
    phone: "(503) 555-0190",
};

/// The one Admin of the other account.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    /// The other account's name.
    pub account: &'static str,
    /// The other account's short name.
    pub slug: &'static str,
    /// First and last name.
    pub name: &'static str,
    /// The address.
    pub email: &'static str,
    /// The phone.
    pub phone: &'static str,
}

/// The teams: name and parent, parents first. `Inside Sales` stands twice, so that a bare name is ambiguous.
pub const TEAMS: [(&str, Option<&str>); 6] = [
    ("Field Sales", None),
    ("Midwest", Some("Field Sales")),
    ("Pacific", Some("Field Sales")),
    ("Key Accounts", None),
    ("Inside Sales", Some("Midwest")),
    ("Inside Sales", Some("Pacific")),
];

/// The territories: name and parent, parents first. `Coast` stands twice.
pub const TERRITORIES: [(&str, Option<&str>); 12] = [
    ("Central", None),
    ("West", None),
    ("East", None),
    ("Great Lakes", Some("Central")),
    ("Ohio Valley", Some("Central")),
    ("Prairie", Some("Central")),
    ("Cascades", Some("West")),
    ("Puget Sound", Some("West")),
    ("Coast", Some("West")),
    ("North East", Some("East")),
    ("Mid-Atlantic", Some("East")),
    ("Coast", Some("East")),
];

const fn member(
    name: &'static str,
    local: &'static str,
    phone: &'static str,
    role: Role,
    [teams, territories]: [&'static str; 2],
    id: &'static str,
    status: Status,
) -> Member {
    let (first, last) = split(name);
    Member { first, last, local, phone, role, teams, territories, id, status }
}

/// Everybody but the Admin who signs in: they came with the import in the history.
#[rustfmt::skip]
pub const MEMBERS: [Member; 39] = {
    use Role::{Admin, Manager, Sales};
    use Status::{Active, Invited, Suspended};
    [
        member("Ingrid Solheim", "i.solheim", "(312) 555-0101", Admin, ["", ""], "00917", Active),
        member("Marcus Webb", "marcus.webb", "(312) 555-0122", Manager, ["Field Sales", ""], "10120", Active),
        member("Jean-Luc Moreau", "jl.moreau", "(414) 555-0171", Manager, ["Midwest", "Great Lakes;Prairie"], "10419", Active),
        member("Sofía Herrera", "s.herrera", "(503) 555-0104", Manager, ["Pacific;Key Accounts", "Cascades;Puget Sound"], "10391", Active),
        member("Priya Raman", "priya.raman", "(513) 555-0112", Manager, ["Key Accounts", "Ohio Valley"], "10233", Active),
        member("Hannah Weiß", "h.weiss", "(617) 555-0140", Manager, ["Field Sales", "East"], "10240", Active),
        member("Aaliyah Brooks", "aaliyah.brooks", "(312) 555-0117", Sales, ["Midwest", "Great Lakes"], "10282", Active),
        member("Tomasz Kowalczyk", "t.kowalczyk", "(312) 555-0188", Sales, ["Midwest", "Great Lakes"], "10333", Active),
        member("Mai Nguyễn", "mai.nguyen", "(206) 555-0129", Sales, ["Pacific;Key Accounts", "Puget Sound"], "10396", Active),
        member("Oluwaseun Adeyemi", "o.adeyemi", "(503) 555-0149", Sales, ["Pacific", "Cascades"], "10370", Active),
        member("Ana Ruiz", "ana.ruiz", "(971) 555-0143", Sales, ["Pacific", "Cascades"], "10102", Suspended),
        member("Luis Ortega", "luis.ortega", "(312) 555-0133", Sales, ["Midwest", "Prairie"], "10188", Suspended),
        member("Grace Achieng", "grace.achieng", "(614) 555-0140", Sales, ["Key Accounts", "Ohio Valley;Mid-Atlantic"], "10227", Active),
        member("Beth Alderman", "beth.alderman", "(414) 555-0102", Sales, ["Midwest", "Great Lakes"], "10131", Active),
        member("Carlos Medina", "carlos.medina", "(414) 555-0119", Sales, ["Midwest", "Prairie"], "10134", Active),
        member("Deepa Nair", "deepa.nair", "(614) 555-0125", Sales, ["Key Accounts", "Ohio Valley"], "10139", Active),
        member("Erik Lindqvist", "erik.lindqvist", "(312) 555-0156", Sales, ["Midwest > Inside Sales", "Central"], "10142", Active),
        member("Fiona Gallagher", "fiona.gallagher", "(617) 555-0161", Sales, ["Field Sales", "North East"], "10147", Active),
        member("George Papadakis", "g.papadakis", "(617) 555-0164", Sales, ["Field Sales", "North East;Mid-Atlantic"], "10151", Active),
        member("Hye-jin Park", "hyejin.park", "(206) 555-0111", Sales, ["Pacific", "Puget Sound"], "10156", Active),
        member("Ibrahim Sesay", "ibrahim.sesay", "(617) 555-0177", Sales, ["Field Sales", "East > Coast"], "10159", Active),
        member("Julia Brandt", "julia.brandt", "(414) 555-0180", Sales, ["Midwest", "Great Lakes"], "10163", Active),
        member("Keanu Mahoe", "keanu.mahoe", "(503) 555-0168", Sales, ["Pacific", "West > Coast"], "10168", Active),
        member("Laura Bianchi", "laura.bianchi", "(513) 555-0130", Sales, ["Key Accounts", "Ohio Valley"], "10171", Active),
        member("Mohammed Farah", "m.farah", "(612) 555-0103", Sales, ["Midwest", "Prairie"], "10176", Active),
        member("Nadia Petrova", "nadia.petrova", "(206) 555-0136", Sales, ["Pacific > Inside Sales", "West"], "10180", Active),
        member("Oscar Lund", "oscar.lund", "(612) 555-0108", Sales, ["Midwest", "Prairie"], "10184", Active),
        member("Paula Vega", "paula.vega", "(503) 555-0172", Sales, ["Pacific", "Cascades"], "10191", Active),
        member("Quentin Drake", "quentin.drake", "(614) 555-0151", Sales, ["Key Accounts", "Mid-Atlantic"], "10195", Active),
        member("Rosa Delgado", "rosa.delgado", "(503) 555-0185", Sales, ["Pacific", "Cascades"], "10199", Active),
        member("Samuel Osei", "samuel.osei", "(617) 555-0193", Sales, ["Field Sales", "North East"], "10204", Active),
        member("Thea Hoffmann", "thea.hoffmann", "(414) 555-0195", Sales, ["Midwest", "Great Lakes"], "00944", Active),
        member("Umar Sheikh", "umar.sheikh", "(312) 555-0196", Sales, ["Midwest > Inside Sales", "Central"], "10211", Active),
        member("Wanda Kessler", "wanda.kessler", "(513) 555-0147", Sales, ["Key Accounts", "Ohio Valley"], "10111", Suspended),
        member("Victor Salinas", "victor.salinas", "(206) 555-0158", Sales, ["Pacific", "Puget Sound"], "10215", Active),
        member("Yara Haddad", "yara.haddad", "(617) 555-0115", Sales, ["Field Sales", "Mid-Atlantic"], "10451", Invited),
        member("Zachary Boone", "zachary.boone", "(612) 555-0127", Sales, ["Midwest", "Prairie"], "10452", Invited),
        member("Amara Diop", "amara.diop", "(971) 555-0121", Sales, ["Pacific", "Cascades"], "10453", Invited),
        member("Bruno Keller", "bruno.keller", "(614) 555-0166", Sales, ["Key Accounts", "Ohio Valley"], "10454", Invited),
    ]
};

/// First and last name, told apart at the first blank.
const fn split(name: &'static str) -> (&'static str, &'static str) {
    let (mut rest, mut at) = (name.as_bytes(), 0);
    while let [byte, tail @ ..] = rest {
        if *byte == b' ' {
            let (first, last) = name.split_at(at);
            return (first, last.split_at(1).1);
        }
        at += 1;
        rest = tail;
    }
    (name, "")
}

/// The file that the company began with, in the columns of the template: everybody, and so the Admin's id.
pub fn first_file() -> String {
    csv(std::iter::once(&ADMIN).chain(&MEMBERS).map(Member::cells))
}

/// The fixes that create the teams and territories which the first file names.
pub fn first_fixes() -> Vec<Fix> {
    let create = |field| {
        move |(name, parent): (&str, Option<&str>)| Fix::CreateReference {
            field,
            value: name.to_owned(),
            parent: parent.map(str::to_owned),
        }
    };
    let teams = TEAMS.into_iter().map(create(Field::Teams));
    teams.chain(TERRITORIES.into_iter().map(create(Field::Territories))).collect()
}
