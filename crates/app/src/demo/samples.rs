//! The sample files: a clean one, a large one, and (in [`super::messy`]) a messy one.

use plan::field::Field;

use super::messy;

/// The nine cells of the template.
pub type Cells = [String; Field::TEMPLATE.len()];

/// A sample file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// 25 new people, nothing to put right.
    Clean,
    /// 60 people and whatever can be wrong with them.
    Messy,
    /// 5,000 new people, one in fifty with an error.
    Large,
}

impl Sample {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Messy, Self::Large];

    /// A word for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Messy => "messy",
            Self::Large => "large",
        }
    }

    /// The name of the file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Clean => "clean.csv",
            Self::Messy => "messy.csv",
            Self::Large => "large.csv",
        }
    }

    /// What is in it, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Clean => "25 people, nothing to put right",
            Self::Messy => "60 people, every kind of problem",
            Self::Large => "5,000 people, 100 of them with an error",
        }
    }

    /// The text of the file.
    pub fn text(self) -> String {
        match self {
            Self::Clean => csv(CLEAN.iter().enumerate().map(|(at, name)| clean_row(at, name))),
            Self::Messy => messy::text(),
            Self::Large => csv((0..5000).map(large_row)),
        }
    }
}

/// A file in the columns of the template, from its rows.
pub fn csv(rows: impl IntoIterator<Item = Cells>) -> String {
    let mut text = Field::TEMPLATE.map(Field::header).join(",");
    text.push_str("\r\n");
    for row in rows {
        text.push_str(&row.map(|cell| quoted(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[rustfmt::skip]
const CLEAN: [&str; 25] = [
    "Adrian Cole",
    "Bianca Moretti",
    "Calvin Reed",
    "Daria Volkova",
    "Edwin Marsh",
    "Farida Aziz",
    "Gustavo Pinto",
    "Helena Lindgren",
    "Isaac Boateng",
    "Jasmin Kaya",
    "Kenji Morita",
    "Leila Farrokh",
    "Malik Johnson",
    "Nora Whelan",
    "Otis Grant",
    "Petra Novotná",
    "Rafael Santos",
    "Sadie Turner",
    "Tariq Mansour",
    "Uma Krishnan",
    "Vera Lindholm",
    "Wesley Park",
    "Ximena Rojas",
    "Yusuf Demir",
    "Zoë Hartman",
];

/// Where sales people work: the team and the territories that go together.
const PATCHES: [(&str, &str); 8] = [
    ("Midwest", "Great Lakes"),
    ("Midwest", "Prairie"),
    ("Pacific", "Cascades"),
    ("Pacific", "Puget Sound;Cascades"),
    ("Key Accounts", "Ohio Valley"),
    ("Field Sales", "North East"),
    ("Field Sales;Key Accounts", "Mid-Atlantic"),
    ("Midwest > Inside Sales", "Central"),
];

fn patch(at: usize) -> (&'static str, &'static str) {
    PATCHES.get(at % PATCHES.len()).copied().unwrap_or_default()
}

fn clean_row(at: usize, name: &str) -> Cells {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let role = if at % 12 == 5 { "Manager" } else { "Sales" };
    let phone = format!("(920) 555-{:04}", 100 + at);
    person((first, last), 0, phone, role, patch(at), 10600 + at)
}

fn person(
    (first, last): (&str, &str),
    twin: usize,
    phone: String,
    role: &str,
    (teams, territories): (&str, &str),
    id: usize,
) -> Cells {
    let twin = if twin == 0 { String::new() } else { (twin + 1).to_string() };
    let email = format!("{}.{}{twin}@northwind.example", plain(first), plain(last));
    let access = if territories.is_empty() { "Global" } else { "Limited" };
    let [first, last, role, teams, access, territories] =
        [first, last, role, teams, access, territories].map(str::to_owned);
    [first, last, email, phone, role, teams, access, territories, id.to_string()]
}

/// A name as it stands in an address.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'á' | 'à' | 'ã' => Some('a'),
            'é' | 'è' | 'ë' => Some('e'),
            'í' => Some('i'),
            'ó' | 'ö' | 'ø' => Some('o'),
            'ñ' => Some('n'),
            'ü' | 'ú' => Some('u'),
            letter => letter.is_ascii_alphanumeric().then_some(letter),
        })
        .collect()
}

#[rustfmt::skip]
const FIRST: [&str; 48] = [
    "Abigail", "Ahmed", "Alice", "Andre", "Anika", "Ben", "Camila", "Chloé", "Colin", "Daniel", "Diego", "Elena",
    "Emeka", "Fatima", "Felix", "Georgia", "Hassan", "Hugo", "Imani", "Ines", "Jack", "Jamal", "Joan", "José", "Kai",
    "Karen", "Lena", "Liam", "Lucía", "Maya", "Miguel", "Mina", "Nathan", "Noor", "Olga", "Omar", "Paul", "Quinn",
    "Ravi", "Renée", "Ruth", "Scott", "Sven", "Tess", "Uri", "Vivian", "Will", "Yuki",
];

#[rustfmt::skip]
const LAST: [&str; 52] = [
    "Abbott", "Acosta", "Baker", "Bauer", "Bell", "Berg", "Carter", "Castro", "Chen", "Cruz", "Davies", "Díaz", "Dunn",
    "Ellis", "Evans", "Fischer", "Flores", "Fox", "Garcia", "Gill", "Haas", "Hayes", "Iqbal", "Jensen", "Kaur",
    "Kelly", "Kim", "Klein", "Lopez", "Mbeki", "Meyer", "Müller", "Núñez", "O'Brien", "Okafor", "Ortiz", "Patel",
    "Perez", "Quist", "Reyes", "Rossi", "Sato", "Silva", "Singh", "Stone", "Tanaka", "Usman", "Van-Dyke", "Wagner",
    "Wu", "Young", "Zhang",
];

/// Area codes of the large sample: fifty times a hundred fictional numbers. No other sample uses them.
const AREA: [u16; 50] = [
    202, 203, 205, 208, 210, 212, 213, 214, 215, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251,
    252, 253, 254, 256, 260, 262, 267, 269, 270, 301, 302, 303, 304, 305, 307, 308, 309, 310, 314, 315, 316,
    318, 319, 320, 321, 323, 330, 334, 336,
];

/// One person of the large sample. Every fiftieth has an error, of five kinds in turn.
fn large_row(at: usize) -> Cells {
    let pairs = FIRST.len() * LAST.len();
    // A stride without a common factor with the number of pairs visits each pair once, out of order.
    let pair = at * 1_009 % pairs;
    let first = FIRST.get(pair % FIRST.len()).copied().unwrap_or_default();
    let last = LAST.get(pair / FIRST.len()).copied().unwrap_or_default();
    let area = AREA.get(at % AREA.len()).copied().unwrap_or_default();
    let line = 100 + at / AREA.len();
    let phone = match at % 4 {
        0 => format!("({area}) 555-{line:04}"),
        1 => format!("{area}-555-{line:04}"),
        2 => format!("+1 {area} 555 {line:04}"),
        _ => format!("{area}.555.{line:04}"),
    };
    let (teams, territories) = patch(at / 3);
    let (role, territories) = match at % 40 {
        7 => ("Manager", ""),
        19 | 33 => ("Manager", territories),
        _ => ("Sales", territories),
    };
    let mut cells = person((first, last), at / pairs, phone, role, (teams, territories), 20_000 + at);
    if is_spoiled(at) {
        spoil(&mut cells, at / 50);
    }
    cells
}

const fn is_spoiled(at: usize) -> bool {
    at % 50 == 49
}

fn spoil(cells: &mut Cells, kind: usize) {
    let [_, last, email, phone, role, _, access, territories, _] = cells;
    match kind % 5 {
        0 => *email = email.replace('@', " at "),
        1 => phone.truncate(phone.len() - 1),
        2 => "Merchandiser".clone_into(role),
        3 => {
            "Limited".clone_into(access);
            "Grate Lakes".clone_into(territories);
        }
        _ => last.clear(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_clean_and_the_large_sample_name_nobody_twice() {
        let rows: Vec<Cells> = CLEAN
            .iter()
            .enumerate()
            .map(|(at, name)| clean_row(at, name))
            .chain((0..5000).filter(|at| !is_spoiled(*at)).map(large_row))
            .collect();
        for column in [2, 3, 8] {
            let digits = |cell: &str| {
                if column == 3 { cell.replace(|c: char| !c.is_ascii_digit(), "") } else { cell.to_owned() }
            };
            let national = |cell: &str| digits(cell).trim_start_matches('1').to_owned();
            let values: BTreeSet<String> = rows.iter().map(|row| national(&row[column])).collect();
            assert_eq!(values.len(), rows.len(), "column {column}");
        }
    }
}
