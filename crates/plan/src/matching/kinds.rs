//! What one cell looks like. These are looks only: the draft reads cells for good.

use super::company::is_company;
use super::national::is_national;
use super::words::is_country_name;
use crate::value::country::Country;
use crate::value::given_name::is_given_name;
use crate::value::phone::is_country;
use crate::value::role::{parse_access, parse_role};
use crate::value::title::{Bare, Titles, is_title};

/// What a cell can look like, in the order of [`Kind::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An e-mail address.
    Email,
    /// So many digits that it may be a phone.
    Phone,
    /// Written as only phones are: with a plus, brackets or separators, or with a leading zero.
    PhoneForSure,
    /// Written as a phone is dialled, and nothing else: with a plus, two zeros or a bracket before it.
    Dialled,
    /// Written in groups of digits as phones are, or so that it can only be one.
    Rung,
    /// A role that is read as one, or a word that stands in job titles.
    Role,
    /// A role that is read as one.
    RoleForSure,
    /// `Global` or `Limited`.
    Access,
    /// The name or the code of a country, or the code that calls it.
    Country,
    /// Letters only, in two words or more.
    FullName,
    /// Letters only, in one word.
    Word,
    /// Begins with a common given name.
    Given,
    /// Begins with a capital, or with a letter of a script that has none, and has no dot inside of a word.
    Capital,
    /// Digits and no letters.
    Number,
    /// A short code with a digit and without blanks.
    Code,
    /// A date, perhaps with a time.
    Date,
    /// An address on the web.
    Url,
    /// Yes or no.
    Flag,
    /// Has a title before or behind a name.
    Titled,
    /// Has a remark around a name.
    Remarked,
    /// Titles and nothing behind them: `Dr.`, `Mr`.
    Courtesy,
    /// The name of a company, by its legal form.
    Company,
    /// Begins with a day of birth, as the numbers do that states give to people.
    National,
}

impl Kind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 23;

    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Email,
        Self::Phone,
        Self::PhoneForSure,
        Self::Dialled,
        Self::Rung,
        Self::Role,
        Self::RoleForSure,
        Self::Access,
        Self::Country,
        Self::FullName,
        Self::Word,
        Self::Given,
        Self::Capital,
        Self::Number,
        Self::Code,
        Self::Date,
        Self::Url,
        Self::Flag,
        Self::Titled,
        Self::Remarked,
        Self::Courtesy,
        Self::Company,
        Self::National,
    ];

    /// Whether a trimmed cell that is not empty looks like this, given whether it is read as a role.
    fn fits(self, cell: &str, is_role: bool) -> bool {
        match self {
            Self::Email => is_email(cell),
            Self::Phone => is_phone(cell),
            Self::PhoneForSure => is_phone(cell) && is_written_as_phone(cell),
            Self::Dialled => is_phone(cell) && is_dialled(cell),
            Self::Rung => is_phone(cell) && (is_dialled(cell) || is_grouped(cell)),
            Self::Role => is_role || has_title(cell),
            Self::RoleForSure => is_role,
            Self::Access => parse_access(cell).is_some(),
            Self::Country => is_land(cell),
            Self::FullName => is_letters(cell, 2..=6),
            Self::Word => is_letters(cell, 1..=1),
            Self::Given => is_letters(cell, 1..=6) && first_or_last(bare(cell).name),
            Self::Capital => is_capital(cell),
            Self::Number => !cell.chars().any(char::is_alphabetic) && cell.chars().any(char::is_numeric),
            Self::Code => is_code(cell),
            Self::Date => is_date(cell),
            Self::Url => is_url(cell),
            Self::Flag => is_flag(cell),
            Self::Titled => bare(cell).had_title,
            Self::Remarked => bare(cell).had_remark,
            // “MR” is more often a medical representative.
            Self::Courtesy => {
                is_title(cell) && cell.contains(|letter: char| letter.is_lowercase() || letter == '.')
            }
            Self::Company => is_company(cell),
            Self::National => is_national(cell),
        }
    }
}

/// Whether a cell looks like each of [`Kind::ALL`].
pub(super) type Looks = [bool; Kind::COUNT];

/// What a trimmed cell that is not empty looks like.
pub(super) fn looks(cell: &str) -> Looks {
    let is_role = parse_role(cell).is_some();
    Kind::ALL.map(|kind| kind.fits(cell, is_role))
}

/// A cell without titles and remarks, were it a full name.
fn bare(cell: &str) -> Bare<'_> {
    Titles::default().bare(cell)
}

fn is_email(cell: &str) -> bool {
    let cell = cell.strip_prefix("mailto:").unwrap_or(cell);
    // “Ana Ruiz <ana@x.example>”, “ana(at)x.example”
    let cell =
        cell.strip_suffix('>').and_then(|cell| cell.rsplit_once('<')).map_or(cell, |(_, inside)| inside);
    let cell = cell.trim_matches(['<', '>']);
    if let Some((local, domain)) = cell.split_once("(at)").or_else(|| cell.split_once("[at]")) {
        return is_email(&format!("{}@{}", local.trim(), domain.trim()));
    }
    cell.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !cell.contains(char::is_whitespace)
    })
}

fn is_phone(cell: &str) -> bool {
    // “0151 2345678 (WhatsApp)”, and the first of several.
    let cell = cell
        .split(['(', ';', ',', '\n'])
        .find(|part| part.chars().filter(|one| one.is_numeric()).count() >= 6)
        .unwrap_or(cell);
    if is_shortened(cell) {
        return true;
    }
    let digits = cell.chars().filter(|character| character.is_numeric()).count();
    let others = cell.chars().filter(|character| character.is_alphabetic()).count();
    (6..=20).contains(&digits) && others <= 4 && !cell.contains('@') && !is_date(cell)
}

/// `1.55E+10`: so many digits that a spreadsheet made a power of ten of them.
fn is_shortened(cell: &str) -> bool {
    let power = cell.split_once("E+").and_then(|(number, power)| Some((number, power.parse::<u8>().ok()?)));
    power.is_some_and(|(number, power)| {
        (9..=14).contains(&power)
            && number.starts_with(|digit: char| digit.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    })
}

fn is_written_as_phone(cell: &str) -> bool {
    let digits = cell.chars().filter(|character| character.is_numeric()).count();
    let parts = cell.split([' ', '-', '.', '/', '(', ')']).filter(|part| !part.is_empty()).count();
    (8..=15).contains(&digits)
        && (cell.starts_with('+') || parts >= 2 || cell.starts_with('0') && (10..=11).contains(&digits))
}

/// With a plus, two zeros or a bracket, as no other number is written.
fn is_dialled(cell: &str) -> bool {
    let digits = cell.chars().filter(|character| character.is_numeric()).count();
    (8..=15).contains(&digits) && (cell.starts_with(['+', '＋']) || cell.starts_with("00") && digits >= 11)
        || (9..=12).contains(&digits) && cell.starts_with('(') && cell.contains(')')
}

/// `312-555-0117`, `06 12 34 56 78`, `0171 2345678`: groups of two digits to four with the same sign between, or a zero before
/// ten digits or more. `2026/2027` is a year, `34-1234567-8` and `382.123.524-89` are numbers that states give.
fn is_grouped(cell: &str) -> bool {
    let groups = cell.split([' ', '-', '.', '/']).filter(|group| !group.is_empty()).collect::<Vec<_>>();
    let only_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = groups.iter().map(|group| group.len()).sum::<usize>();
    let mut between = cell.bytes().filter(|byte| !byte.is_ascii_digit());
    let first = between.next();
    let even = between.all(|sign| Some(sign) == first);
    let home = cell.starts_with('0') && (10..=11).contains(&digits) && groups.len() <= 2;
    // `35.146.217.206` is the address of a computer.
    let is_internet = first == Some(b'.') && groups.len() == 4;
    only_digits
        && even
        && !is_internet
        && (home
            || (9..=11).contains(&digits)
                && groups.len() >= 3
                && groups.iter().all(|group| (2..=4).contains(&group.len())))
}

/// `2024-01-31`, `31.01.2024`, `1/31/24`, with or without a time behind it.
fn is_date(cell: &str) -> bool {
    let date = cell.split(['T', ' ']).next().unwrap_or(cell);
    let parts = date.split(['-', '/', '.']).collect::<Vec<_>>();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths = parts.iter().map(|part| part.len()).collect::<Vec<_>>();
    let same = date.bytes().filter(|byte| !byte.is_ascii_digit()).collect::<Vec<_>>();
    digits
        && same.first() == same.last()
        && matches!(lengths.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
}

/// Words that stand in the titles of people who sell and lead.
const TITLES: &[&str] = &[
    "sales",
    "manager",
    "admin",
    "rep",
    "agent",
    "director",
    "supervisor",
    "lead",
    "owner",
    "member",
    "user",
    "representative",
    "associate",
    "executive",
    "consultant",
    "specialist",
    "engineer",
    "assistant",
    "coordinator",
    "officer",
    "advisor",
    "technician",
    "canvasser",
    "trainer",
    "clerk",
    "analyst",
    "verkäufer",
    "verkäuferin",
    "leiter",
    "leiterin",
    "vendeur",
    "commercial",
    "commerciale",
    "vendedor",
    "vendedora",
    "comercial",
    "gerente",
    "directeur",
    "responsable",
    "agente",
    "venditore",
    "säljare",
    "selger",
    "sælger",
    "handlowiec",
    "менеджер",
    "представитель",
    "директор",
];

fn has_title(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let mut words = lower.split(|character: char| !character.is_alphanumeric());
    words.any(|word| TITLES.contains(&word))
}

fn is_land(cell: &str) -> bool {
    let code = cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()) && is_country(cell);
    let called = || Country::parse(cell).is_some_and(|country| country.calling_code().is_some());
    let is_name = !cell.contains(|letter: char| letter.is_ascii_digit() || letter == '@');
    code || is_country_name(cell) || called() || is_name && Country::among_others(cell).is_some()
}

/// `Ana`, `Ruiz, Ana`, `J. Ruiz`; but not `ana.ruiz` or `j.ruiz`, which people sign in with.
fn is_capital(cell: &str) -> bool {
    let dotted = cell.split(' ').any(|word| word.trim_end_matches('.').contains('.'));
    !dotted && cell.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
}

/// Whether a text is words of letters and nothing else, so many.
fn is_letters(cell: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    let is_letter = |character: char| {
        character.is_alphabetic()
            || unicode_normalization::char::is_combining_mark(character)
            || matches!(character, '.' | '\'' | '’' | '-' | ',')
    };
    // “Ada Lovelace (1042)” is a name with an id behind it.
    let cell = cell.split_once(" (").map_or(cell, |(name, _)| name);
    count.contains(&cell.split_whitespace().count())
        && cell
            .split_whitespace()
            .all(|word| word.chars().all(is_letter) && word.chars().any(char::is_alphabetic))
}

/// Whether the first word, or the last of `Lovelace, Ada`, is a common given name.
fn first_or_last(cell: &str) -> bool {
    let mut words = cell.split([' ', ',', '-', '.']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    is_given_name(first) || words.next_back().is_some_and(is_given_name)
}

fn is_code(cell: &str) -> bool {
    let plain = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/');
    (1..=36).contains(&cell.len())
        && cell.chars().all(plain)
        && cell.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_url(cell: &str) -> bool {
    cell.contains("://") || cell.starts_with("www.")
}

fn is_flag(cell: &str) -> bool {
    [
        "yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "si", "sí", "sim", "não", "0",
        "1", "x", "on", "off",
    ]
    .iter()
    .any(|word| cell.eq_ignore_ascii_case(word))
}
