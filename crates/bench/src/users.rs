//! A file of made-up users of any size, the same every time: fifty teams, two hundred territories, nine columns, phones
//! of nine countries in the many ways people write them. Every row is clean.

use std::collections::HashSet;
use std::io::{self, Write};

/// Teams of the account.
pub const TEAMS: u32 = 50;
/// Territories of the account.
pub const TERRITORIES: u32 = 200;

const HEADER: &str =
    "First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories,External System ID\n";

const REGIONS: [&str; 5] = ["North", "South", "East", "West", "Central"];
const KINDS: [&str; 4] = ["Metro", "Rural", "Coast", "Valley"];
const DOMAINS: [&str; 6] = [
    "example.com",
    "acme-field.com",
    "sales.globex.co.uk",
    "initech.io",
    "umbrella-corp.org",
    "mail.hooli.net",
];

#[rustfmt::skip]
const FIRST: [&str; 48] = [
    "James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth", "William",
    "Barbara", "Richard", "Susan", "Joseph", "Jessica", "Thomas", "Sarah", "Charles", "Karen", "Daniel", "Nancy",
    "Matthew", "Lisa", "Anthony", "Betty", "Mark", "Sandra", "Steven", "Ashley", "Andrew", "Emily", "Paul", "Donna",
    "Joshua", "Michelle", "Kenneth", "Carol", "José", "María", "Zoë", "Björn", "Łukasz", "Søren", "Chloé", "Nuño",
    "Åsa", "Émile",
];

#[rustfmt::skip]
const LAST: [&str; 48] = [
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Rodriguez", "Martinez", "Hernandez",
    "Lopez", "Gonzalez", "Wilson", "Anderson", "Taylor", "Moore", "Jackson", "Lee", "Perez", "Thompson", "White",
    "Harris", "Sanchez", "Clark", "Ramirez", "Lewis", "Robinson", "Walker", "Young", "Allen", "King", "Wright", "Scott",
    "Torres", "Nguyen", "Hill", "Flores", "Green", "O'Brien", "Núñez", "Müller", "Gößmann", "Kowalski", "Østergård",
    "Castaño", "St.Clair", "Van-Dyke",
];

/// Area codes of the United States.
#[rustfmt::skip]
const AREAS: [u32; 60] = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 301, 302, 303,
    304, 305, 307, 308, 309, 310, 312, 402, 404, 405, 406, 407, 408, 410, 412, 414, 415, 501, 502, 503, 504, 505, 507,
    508, 509, 510, 512, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614,
];

/// The name of a team by its number from 0.
pub fn team(at: u32) -> String {
    format!("Team {:02} {}", at + 1, pick(&REGIONS, at + 1))
}

/// The name of a territory by its number from 0.
pub fn territory(at: u32) -> String {
    format!("T-{:03} {} {}", at + 1, pick(&REGIONS, at + 1), pick(&KINDS, at + 1))
}

/// All names of a kind.
pub fn names(count: u32, name: impl Fn(u32) -> String) -> Vec<String> {
    (0..count).map(name).collect()
}

fn pick<'a>(from: &[&'a str], at: u32) -> &'a str {
    from.get(at as usize % from.len()).copied().unwrap_or("")
}

/// Writes the header and a number of users.
pub fn write(out: &mut impl Write, rows: u32) -> io::Result<()> {
    let mut dice = Dice(7);
    let mut phones = HashSet::new();
    let (teams, territories) = (names(TEAMS, team), names(TERRITORIES, territory));
    out.write_all(HEADER.as_bytes())?;
    for row in 0..rows {
        let first = pick(&FIRST, dice.below(48));
        let last = pick(&LAST, dice.below(48));
        let email = email(first, last, row, pick(&DOMAINS, dice.below(6)));
        let last = if dice.below(100) == 0 { format!("\"{last}, Jr.\"") } else { last.to_owned() };
        let phone = own_phone(&mut dice, &mut phones);
        let role = match dice.below(100) {
            0..88 => "Sales",
            88..98 => "Manager",
            _ => "Admin",
        };
        let teams = if role == "Admin" { String::new() } else { some(&teams, 1 + dice.below(3), &mut dice) };
        let global = role == "Admin" || dice.below(10) == 0;
        let access = if global { "Global" } else { "Limited" };
        let places = if global { String::new() } else { some(&territories, 1 + dice.below(4), &mut dice) };
        writeln!(out, "{first},{last},{email},{phone},{role},{teams},{access},{places},EXT-{row:08}")?;
    }
    out.flush()
}

fn email(first: &str, last: &str, row: u32, domain: &str) -> String {
    let ascii =
        |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let initial = ascii(first).chars().next().unwrap_or('x');
    format!("{initial}.{}{row}@{domain}", ascii(last))
}

/// Different names of a list, as a cell.
fn some(names: &[String], count: u32, dice: &mut Dice) -> String {
    let mut chosen: Vec<&str> = Vec::new();
    while chosen.len() < count as usize {
        if let Some(name) = names.get(dice.below(names.len() as u32) as usize)
            && !chosen.contains(&name.as_str())
        {
            chosen.push(name);
        }
    }
    chosen.join(";")
}

/// A phone that nobody before has.
fn own_phone(dice: &mut Dice, taken: &mut HashSet<u64>) -> String {
    loop {
        let phone = if dice.below(5) == 0 { abroad(dice) } else { home(dice) };
        let digits = phone
            .bytes()
            .filter(u8::is_ascii_digit)
            .fold(0, |sum: u64, digit| sum * 10 + u64::from(digit - b'0'));
        if taken.insert(digits % 1_000_000_000) {
            return phone;
        }
    }
}

fn home(dice: &mut Dice) -> String {
    let area = AREAS.get(dice.below(AREAS.len() as u32) as usize).copied().unwrap_or(201);
    let mut office = 200 + dice.below(800);
    while office % 100 == 11 || office == 555 {
        office = 200 + dice.below(800);
    }
    let line = dice.below(10_000);
    match dice.below(8) {
        0 => format!("({area}) {office}-{line:04}"),
        1 => format!("{area}-{office}-{line:04}"),
        2 => format!("{area}.{office}.{line:04}"),
        3 => format!("+1 {area} {office} {line:04}"),
        4 => format!("1-{area}-{office}-{line:04}"),
        5 => format!("+1{area}{office}{line:04}"),
        6 => format!("{area}{office}{line:04}"),
        _ => format!("+1 ({area}) {office}-{line:04}"),
    }
}

fn abroad(dice: &mut Dice) -> String {
    let kind = dice.below(8);
    let mut digits =
        |count: u32| (0..count).map(|_| char::from(b'0' + dice.below(10) as u8)).collect::<String>();
    let (two, three, four, six) = (digits(2), digits(3), digits(4), digits(6));
    match kind {
        0 => format!("+44 74{two} {six}"),
        1 => format!("+49 151 1{three}{four}"),
        2 => format!("+33 6 1{} {two} {} {}", digits(1), digits(2), digits(2)),
        3 => format!("+91 98{three}-{}", digits(5)),
        4 => format!("+61 41{} {three} {}", digits(1), digits(3)),
        5 => format!("+81 90-1{three}-{four}"),
        6 => format!("+55 (11) 97{three}-{four}"),
        _ => format!("+34 61{} {two} {} {}", digits(1), digits(2), digits(2)),
    }
}

/// Numbers that look random and are the same every time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one below `end`.
    fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end)) as u32
    }
}
