//! One score for each column and field: what header, cells and memory say together.

use super::around::{GIVEN_BY, SECOND};
use super::cells::{Cells, Fit};
use super::headers::{Header, Loose, Word};
use super::kinds::Kind;
use super::words::{Alias, Beside, beside};
use crate::field::Field;

/// What speaks for a column to feed a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ground {
    /// The header is a word for it.
    Word(Word),
    /// The cells look like it, whatever the header is.
    Cells,
    /// The cells are names, and the e-mail addresses in their rows have something of them.
    Addresses,
    /// The account chose so before.
    Remembered,
}

/// Whom a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The people of the file.
    Person,
    /// Somebody whom they sell to.
    Customer,
}

/// A column that may feed a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub column: usize,
    pub field: Field,
    pub ground: Ground,
    pub fit: Fit,
    /// Whether rows are there and none of them has a cell in this column.
    pub empty: bool,
    /// What all of it comes to: the best sum over all columns wins.
    pub score: i64,
    /// Whether it is good enough to be taken; if not, it is only offered.
    pub enough: bool,
    /// Whether it is an e-mail address that people sign in with, under a header such as “Username”.
    pub is_login: bool,
    /// Whom it is about, as far as its header says.
    pub subject: Subject,
}

impl Candidate {
    /// Whether it is about somebody whom the people of the file sell to.
    pub(super) fn is_of_customer(&self) -> bool {
        self.subject == Subject::Customer
    }

    /// Whether its header is a word for the field beside others that are not known.
    pub(super) fn is_half_understood(&self) -> bool {
        matches!(self.ground, Ground::Word(word) if matches!(word.loose, Loose::Beside | Loose::Around))
    }
}

/// What the account chose for a header before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Memory {
    None,
    LeftOut,
    Chose(Field),
}

/// One column as it is scored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored<'a> {
    pub index: usize,
    /// The header as the file has it.
    pub name: &'a str,
    pub header: &'a Header,
    pub cells: &'a Cells,
    pub memory: Memory,
    /// Whether the header says nothing at all, as in a file without one.
    pub unnamed: bool,
}

const WORD: i64 = 1000;
/// A word such as “Nom” in the part that its list names, as the full name, and in the other parts.
const EITHER: [i64; 3] = [950, 900, 870];
/// “Branch” as a team, where another column has the territories.
const BRANCH_TEAM: i64 = 760;
const WEAK: i64 = 600;
const LOOSE: i64 = 500;
pub(super) const CELLS: i64 = 420;
/// E-mail addresses under a header that is a word for an id or a login: behind a header that says e-mail, before a second
/// choice.
const LOGIN: i64 = 800;
const REMEMBERED: i64 = 1400;
const TIER: i64 = 30;
const STEP: i64 = 4;
const SECOND_CHOICE: i64 = 350;
const EMPTY: i64 = 80;
/// Of ids that most rows do not have there may be others that all have.
const BLANK_IDS: f64 = 300.0;
const UNREADABLE: f64 = 150.0;

/// All candidates of a column.
pub(super) fn candidates(column: &Scored<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let is_named = |word: &Word| is_template(column.name, word.alias.field);
    let named = column.header.words.iter().any(is_named);
    for word in column.header.words.iter().filter(|word| !named || is_named(word)) {
        for (field, base) in fields(word) {
            put(of_word(column, word, field, base), &mut found);
        }
    }
    by_cells(column, &mut found);
    remember(column, &mut found);
    found
}

/// The fields that a word may stand for, with what each begins with.
fn fields(word: &Word) -> Vec<(Field, i64)> {
    let Alias { field, weak, either, tier, .. } = word.alias;
    if !either {
        let base = if word.loose > Loose::No { LOOSE } else { WORD };
        let own = (field, if weak { base.min(WEAK) } else { base });
        let is_branch = field == Field::Territories && tier == BRANCH && own.1 == WORD;
        return if is_branch { vec![own, (Field::Teams, BRANCH_TEAM)] } else { vec![own] };
    }
    let [own, full, other] = EITHER;
    let base = |one: Field| match (one == field, one) {
        (true, Field::FullName) => WORD,
        (true, _) => own,
        (false, Field::FullName) => full,
        (false, Field::FirstName) => other - 1,
        (false, _) => other,
    };
    Field::NAMES.into_iter().map(|one| (one, base(one))).collect()
}

fn of_word(column: &Scored<'_>, word: &Word, field: Field, base: i64) -> Candidate {
    let ruled_out = counts_rows(column.cells, word.alias)
        || is_kind_of_user(column.cells, word.alias)
        || is_national(column.cells, word.alias);
    let is_login =
        field == Field::Email && word.alias.weak && word.loose == Loose::No && are_emails(column.cells);
    let base = if is_login { LOGIN } else { base };
    let fit = if ruled_out { Fit::No } else { column.cells.fit(field) };
    let empty = column.cells.are_blank();
    let blanks = if field == Field::ExternalId { column.cells.blanks() * BLANK_IDS } else { 0.0 };
    let second = if word.distance >= SECOND { SECOND_CHOICE } else { 0 };
    let distance = STEP * i64::from(word.distance.min(SECOND - 1));
    let tier = if word.alias.field == field { TIER * i64::from(word.alias.tier) } else { TIER };
    let score = base - tier - distance - second + points(fit)
        - if empty { EMPTY } else { 0 }
        - blanks as i64
        - if field == Field::Role { unreadable(column.cells) } else { 0 };
    let told = fit == Fit::Good && column.cells.filled > 0;
    // An unknown word beside e-mail or phone may say that they are somebody else's: whose they are is looked at later, by
    // the names beside them. No look tells names of companies from names of people.
    let sure = match word.loose {
        Loose::No => true,
        _ if word.alias.weak => false,
        Loose::Beside if is_somebodys_id(column.cells, word.alias) => true,
        Loose::Misspelt => fit >= Fit::Fair && column.cells.filled > 0,
        Loose::Beside => has_one_sense(word.alias),
        Loose::Around => false,
    };
    // A role by number is the key of a list that is not here, and so is a cost centre.
    let keyed = field == Field::Role && word.distance > 0 && fit == Fit::Poor
        || word.alias.is_cost_center() && fit != Fit::Good && is_number(column.cells, word);
    let fits = fit != Fit::No || Field::TEMPLATE.contains(&field) && is_template(column.name, field);
    let enough = fits && !keyed && sure && (!word.alias.weak || told && bears_out(column.cells, field));
    Candidate {
        column: column.index,
        field,
        ground: Ground::Word(*word),
        fit,
        empty,
        score,
        enough,
        is_login,
        subject: Subject::Person,
    }
}

/// Whether next to all cells are e-mail addresses.
fn are_emails(cells: &Cells) -> bool {
    cells.share(Kind::Email) >= 0.95
}

/// Whether what might be an id is only the number of the row: next month another person has it. “Employee ID” says what it
/// is, “ID” less so, and “No.” says nothing.
fn counts_rows(cells: &Cells, alias: Alias) -> bool {
    alias.is_bare_id()
        && if alias.weak { cells.counting.counts_from_anywhere() } else { cells.counting.counts_from_one() }
}

/// Whether what does not say whose id it is holds the numbers that a state gives to people. A single one may look so by
/// chance.
fn is_national(cells: &Cells, alias: Alias) -> bool {
    alias.is_bare_id() && cells.filled > 1 && cells.share(Kind::National) >= 0.95
}

/// From so many cells on it is no chance that each is another one.
const SEVERAL: u32 = 3;

/// Whether an id with an unknown word beside it (“Telegram ID”) tells the people of the file apart.
fn is_somebodys_id(cells: &Cells, alias: Alias) -> bool {
    alias.is_bare_id()
        && cells.filled >= SEVERAL
        && cells.fit(Field::ExternalId) == Fit::Good
        && cells.variety() >= 1.0
}

/// Whether “User Type” and the like hold kinds of accounts, none of which is read as a role: Employee, Guest.
fn is_kind_of_user(cells: &Cells, alias: Alias) -> bool {
    let is_one = alias.field == Field::Role && alias.tier == USER_TYPE;
    is_one && cells.filled > 0 && cells.share(Kind::RoleForSure) == 0.0
}

/// Whether a cost centre is given by its number, as the header or the cells say.
fn is_number(cells: &Cells, word: &Word) -> bool {
    word.distance >= GIVEN_BY || cells.share(Kind::Code) > 0.5
}

/// The tier of the territories that holds “Branch” and “Store”.
const BRANCH: u8 = 2;

/// The tier of the roles that holds “User Type” and “Profile Name”.
const USER_TYPE: u8 = 1;

/// What the cells that are not read as roles take away: of two columns the one whose cells are is taken, whatever tiers
/// their words are in.
fn unreadable(cells: &Cells) -> i64 {
    if cells.filled == 0 { 0 } else { (UNREADABLE * (1.0 - cells.share(Kind::RoleForSure))) as i64 }
}

/// Whether a header is the template's own: whoever wrote it meant the field, however bad the cells are.
pub(super) fn is_template(name: &str, field: Field) -> bool {
    name.trim().eq_ignore_ascii_case(field.header())
}

/// Whether a word means the field whatever else is said of it: any kind of role, team or access. A name, an id or a title
/// may be of anything, and an e-mail or a phone of anybody.
const fn has_one_sense(alias: Alias) -> bool {
    match alias.field {
        Field::Territories | Field::TerritoryAccess => alias.tier == 0,
        Field::Role | Field::Teams => alias.tier <= 2,
        _ => false,
    }
}

const fn points(fit: Fit) -> i64 {
    match fit {
        Fit::No => -600,
        Fit::Poor => -200,
        Fit::Open => 0,
        Fit::Fair => 20,
        Fit::Good => 60,
    }
}

/// Whether the cells bear out a header that says little.
fn bears_out(cells: &Cells, field: Field) -> bool {
    match field {
        Field::Phone => cells.share(Kind::Number) + cells.share(Kind::PhoneForSure) >= 0.8,
        Field::Role => cells.share(Kind::Role) >= 0.6 && cells.share(Kind::FullName) < 1.0,
        _ => true,
    }
}

/// Cells that look like a field under a header that does not name it.
fn by_cells(column: &Scored<'_>, found: &mut Vec<Candidate>) {
    let cells = column.cells;
    if cells.filled == 0 || column.header.is_other {
        return;
    }
    let mut looks = Vec::new();
    let is_id = found.iter().any(|one| one.field == Field::ExternalId && is_known(one));
    if are_emails(cells) {
        looks.push((Field::Email, if is_id { LOGIN } else { CELLS }));
    } else if rings(column) && !(is_id && cells.share(Kind::National) >= 0.95) {
        looks.push((Field::Phone, CELLS));
    } else if column.unnamed {
        unnamed(cells, &mut looks);
    } else if cells.share(Kind::Access) >= 0.95 && cells.filled >= SEVERAL {
        looks.push((Field::TerritoryAccess, CELLS));
    }
    // A header that is a word for a field its cells fit is no reason to look further; addresses fit an id only poorly. Nor
    // is one that says e-mail or phone beside a word that is not known.
    let half = |one: &Candidate| matches!(one.field, Field::Email | Field::Phone) && one.is_half_understood();
    let named = found.iter().any(|one| one.enough && one.fit > Fit::Poor || half(one));
    for (field, score) in looks.into_iter().filter(|_| !named) {
        let (ground, fit) = (Ground::Cells, cells.fit(field));
        let is_login = score == LOGIN;
        put(
            Candidate {
                column: column.index,
                field,
                ground,
                fit,
                empty: false,
                score,
                enough: true,
                is_login,
                subject: Subject::Person,
            },
            found,
        );
    }
}

/// Whether cells are written as phones are, under a header that does not say so. Where that speaks of a number of some kind,
/// or is but capitals, they have to be written as nothing else is: “SSS No” and “TIN” have groups of digits as well.
fn rings(column: &Scored<'_>) -> bool {
    let cells = column.cells;
    let is_short =
        |name: &str| name.len() <= LONGEST_ACRONYM && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let counts = |word: &str| word == "number" || beside(word).contains(&Beside::GivenBy);
    let is_number = is_short(column.name.trim()) || column.header.stem.split(' ').any(counts);
    let dialled = cells.share(Kind::Dialled);
    cells.share(Kind::Rung) >= 0.95
        && (dialled >= 0.5 || !is_number || column.unnamed)
        && (dialled > 0.0 || cells.share(Kind::National) < 0.5)
}

/// Longer words in capitals are words.
const LONGEST_ACRONYM: usize = 5;

/// Whether a header is a word for a field with nothing left unknown.
fn is_known(candidate: &Candidate) -> bool {
    matches!(candidate.ground, Ground::Word(word) if word.loose == Loose::No)
}

/// What nameless cells may be, by the looks that are hardest to mistake first.
fn unnamed(cells: &Cells, looks: &mut Vec<(Field, i64)>) {
    let share = |kind| cells.share(kind);
    let named = [(Field::Teams, cells.known_teams()), (Field::Territories, cells.known_territories())];
    if let Some((field, _)) = named.into_iter().find(|(_, known)| *known >= 0.6) {
        looks.push((field, CELLS));
    } else if share(Kind::Country) >= 0.95 && share(Kind::Number) == 0.0 {
        looks.push((Field::Country, CELLS - 60));
    } else if share(Kind::Access) >= 0.95 {
        looks.push((Field::TerritoryAccess, CELLS));
    } else if share(Kind::RoleForSure) >= 0.8 {
        looks.push((Field::Role, CELLS));
    } else if share(Kind::FullName) >= 0.9 && share(Kind::Given) >= 0.4 {
        looks.push((Field::FullName, CELLS));
    } else if share(Kind::Word) >= 0.8 && share(Kind::Given) >= 0.5 {
        looks.push((Field::FirstName, CELLS));
    } else if share(Kind::Word) >= 0.8
        && share(Kind::Given) < 0.3
        && share(Kind::Flag) == 0.0
        && cells.variety() >= 0.5
    {
        looks.push((Field::LastName, CELLS - 60));
    } else if cells.phones_at_home() >= 0.95 && cells.filled >= 2 {
        looks.push((Field::Phone, CELLS - 60));
    } else if share(Kind::Code) >= 0.95
        && share(Kind::Date) == 0.0
        && cells.variety() >= 1.0
        && cells.filled >= 2
        && !cells.counting.counts_from_anywhere()
    {
        looks.push((Field::ExternalId, CELLS - 60));
    }
}

fn remember(column: &Scored<'_>, found: &mut Vec<Candidate>) {
    match column.memory {
        Memory::Chose(field) => {
            let fit = column.cells.fit(field);
            let empty = column.cells.are_blank();
            let (ground, score) = (Ground::Remembered, REMEMBERED + points(fit));
            if fit != Fit::No {
                found.retain(|candidate| candidate.field != field);
                found.push(Candidate {
                    column: column.index,
                    field,
                    ground,
                    fit,
                    empty,
                    score,
                    enough: true,
                    is_login: false,
                    subject: Subject::Person,
                });
            }
        }
        Memory::LeftOut => found.iter_mut().for_each(|candidate| candidate.enough = false),
        Memory::None => {}
    }
}

/// Keeps the better of two candidates for one field.
fn put(candidate: Candidate, found: &mut Vec<Candidate>) {
    match found.iter_mut().find(|known| known.field == candidate.field) {
        Some(known) if (known.enough, known.score) >= (candidate.enough, candidate.score) => {}
        Some(known) => *known = candidate,
        None => found.push(candidate),
    }
}
