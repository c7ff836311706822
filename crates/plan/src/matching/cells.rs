//! What the cells of a column look like, by rows from all over the file.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::counting::Counting;
use super::kinds::{Kind, Looks, looks};
use crate::field::Field;
use crate::sheet::Sheet;
use crate::snapshot::{Facts, Group};
use crate::value::dialect::is_word_for_nothing;
use crate::value::email_domain::is_provider;
use crate::value::fold::fold;
use crate::value::phone::PhoneReader;

/// Rows that are looked at.
const ROWS: u32 = 2000;

/// How well the cells of a column suit a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// They are plainly something else.
    No,
    /// They do not look like it, nor like anything else.
    Poor,
    /// No cell is filled, or cells of this field can look like anything.
    Open,
    /// They could be.
    Fair,
    /// They look like it.
    Good,
}

/// Counts over the filled cells of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// Filled cells among the rows looked at.
    pub filled: u32,
    /// Rows looked at.
    rows: u32,
    counts: [u32; Kind::COUNT],
    /// The looks of each different cell, by its hash.
    distinct: FxHashMap<u64, Looks>,
    teams: u32,
    territories: u32,
    phones_at_home: u32,
    /// How often each domain is there, by its hash, large providers of mail left out.
    domains: FxHashMap<u64, u32>,
    /// Whether they only count the rows.
    pub counting: Counting,
    /// Of all cells in their order: the same in two columns that hold the same.
    pub same: u64,
}

/// What the account knows: the names of its teams and territories, folded, and the phones of its country.
#[derive(Debug, Default)]
struct Known<'a> {
    phones: Option<PhoneReader>,
    teams: FxHashSet<std::borrow::Cow<'a, str>>,
    territories: FxHashSet<std::borrow::Cow<'a, str>>,
}

impl<'a> Known<'a> {
    fn of(facts: Option<&'a Facts>) -> Self {
        let names = |groups: &'a [Group]| groups.iter().map(|group| fold(&group.name)).collect();
        facts.map_or_else(Self::default, |facts| Self {
            phones: Some(PhoneReader::new(&facts.country)),
            teams: names(&facts.teams),
            territories: names(&facts.territories),
        })
    }
}

/// Looks at every column of a sheet.
pub(super) fn cells(sheet: &Sheet, facts: Option<&Facts>) -> Vec<Cells> {
    let known = Known::of(facts);
    let mut all = vec![Cells::default(); sheet.header().len()];
    let mut order = vec![FxHasher::default(); all.len()];
    let rows = sheet.len() as u32;
    // A note, the header once more and a total say nothing of what people have there.
    let of_nobody = sheet.faults().iter().filter(|fault| fault.code.is_of_no_person());
    let of_nobody: FxHashSet<u32> = of_nobody.map(|fault| fault.row).collect();
    // Evenly from the first row to the last: a file may be sorted.
    let step = rows.div_ceil(ROWS).max(1) as usize;
    for row in (0..rows).step_by(step).filter(|row| !of_nobody.contains(row)) {
        for ((cell, cells), order) in sheet.cells(row).zip(&mut all).zip(&mut order) {
            let cell = cell.trim();
            cells.rows += 1;
            cell.hash(order);
            // A word for nothing says as little of the column as a blank cell does.
            if !cell.is_empty() && !is_word_for_nothing(cell) {
                cells.add(cell, &known);
                cells.counting.add(row, cell);
            }
        }
    }
    for (cells, order) in all.iter_mut().zip(order) {
        cells.same = order.finish();
    }
    all
}

impl Cells {
    fn add(&mut self, cell: &str, known: &Known<'_>) {
        self.filled += 1;
        let mut hasher = FxHasher::default();
        cell.hash(&mut hasher);
        let looks = self.distinct.entry(hasher.finish()).or_insert_with(|| looks(cell));
        for (fits, count) in looks.iter().zip(&mut self.counts) {
            *count += u32::from(*fits);
        }
        let is_any = |names: &FxHashSet<std::borrow::Cow<'_, str>>| {
            !names.is_empty() && cell.split([',', ';', '|']).any(|part| names.contains(&fold(part.trim())))
        };
        let plain = (7..=15).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit());
        let at_home =
            |phones: &PhoneReader| plain && phones.parse(cell).is_ok_and(|one| !one.country_assumed);
        if let Some((_, domain)) = cell.split_once('@').filter(|(_, domain)| !is_provider(domain)) {
            let mut hasher = FxHasher::default();
            domain.to_ascii_lowercase().hash(&mut hasher);
            *self.domains.entry(hasher.finish()).or_default() += 1;
        }
        self.phones_at_home += u32::from(known.phones.as_ref().is_some_and(at_home));
        self.teams += u32::from(is_any(&known.teams));
        self.territories += u32::from(is_any(&known.territories));
    }

    /// The share of filled cells that look like something; 0 where none is filled.
    pub(super) fn share(&self, kind: Kind) -> f64 {
        let count = Kind::ALL.into_iter().zip(self.counts).find(|(one, _)| *one == kind);
        self.part(count.map_or(0, |(_, count)| count))
    }

    /// The share of filled cells that name a team of the account.
    pub(super) fn known_teams(&self) -> f64 {
        self.part(self.teams)
    }

    /// The share of filled cells that name a territory of the account.
    pub(super) fn known_territories(&self) -> f64 {
        self.part(self.territories)
    }

    /// The share of filled cells that are phones of the account's country, as plain as they may be written.
    pub(super) fn phones_at_home(&self) -> f64 {
        self.part(self.phones_at_home)
    }

    /// Whether most are e-mail addresses at one domain that is no large provider's, as those of one company are.
    pub(super) fn are_at_work(&self) -> bool {
        let most = self.domains.values().max().copied().unwrap_or(0);
        most >= 2 && self.part(most) >= 0.6
    }

    /// Different cells for each filled one: 1 where none is there twice.
    pub(super) fn variety(&self) -> f64 {
        self.part(self.distinct.len() as u32)
    }

    /// Whether rows are there, and none has a cell.
    pub(super) const fn are_blank(&self) -> bool {
        self.rows > 0 && self.filled == 0
    }

    /// The share of rows without a cell.
    pub(super) fn blanks(&self) -> f64 {
        if self.rows == 0 { 0.0 } else { 1.0 - f64::from(self.filled) / f64::from(self.rows) }
    }

    /// Whether most addresses are at large providers, as people's own are.
    pub(super) fn are_private(&self) -> bool {
        let elsewhere = self.domains.values().sum::<u32>();
        self.share(Kind::Email) >= 0.8 && self.filled >= 2 && self.part(elsewhere) <= 0.2
    }

    fn part(&self, count: u32) -> f64 {
        if self.filled == 0 { 0.0 } else { f64::from(count) / f64::from(self.filled) }
    }

    /// How well the cells suit a field.
    pub(super) fn fit(&self, field: Field) -> Fit {
        if self.filled == 0 {
            return Fit::Open;
        }
        match field {
            Field::Email => Self::told(self.share(Kind::Email)),
            Field::Phone => Self::told(self.share(Kind::Phone)),
            Field::TerritoryAccess => Self::told(self.share(Kind::Access)),
            Field::Country => match self.share(Kind::Country) {
                share if share >= 0.8 => Fit::Good,
                share if share >= 0.5 => Fit::Fair,
                // Where one cell names a country the others are meant to, and each that cannot be read is asked about.
                share if share > 0.0 => Fit::Poor,
                _ => Fit::No,
            },
            Field::FirstName | Field::LastName | Field::FullName => self.name(field),
            Field::Role => self.role(),
            Field::Teams => self.named(self.known_teams()),
            Field::Territories => self.named(self.known_territories()),
            Field::ExternalId => self.id(),
        }
    }

    /// Of a field whose cells are told by their look.
    const fn told(share: f64) -> Fit {
        match share {
            share if share >= 0.8 => Fit::Good,
            share if share >= 0.5 => Fit::Fair,
            share if share >= 0.3 => Fit::Poor,
            _ => Fit::No,
        }
    }

    /// Whether most cells are one of these.
    fn mostly(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| self.share(*kind) > 0.5)
    }

    fn name(&self, field: Field) -> Fit {
        let (words, whole) = (self.share(Kind::Word), self.share(Kind::FullName));
        // Of many companies some only have a legal form to be told by.
        if self.mostly(&[Kind::Email, Kind::Number, Kind::Date, Kind::Url])
            || self.share(Kind::Company) >= 0.25
        {
            return Fit::No;
        }
        match field {
            Field::FullName if whole >= 0.6 => Fit::Good,
            // Chinese, Japanese and Korean names are one word.
            Field::FullName if words >= 0.6 => Fit::Open,
            Field::FullName => Fit::Poor,
            _ if whole >= 0.8 => Fit::Poor,
            Field::FirstName if words >= 0.6 && self.share(Kind::Given) >= 0.3 => Fit::Good,
            _ if words + whole >= 0.6 => Fit::Fair,
            _ => Fit::Poor,
        }
    }

    fn role(&self) -> Fit {
        let keys = self.filled >= 3 && self.share(Kind::Code) >= 0.95 && self.variety() >= 0.95;
        if self.mostly(&[Kind::Email, Kind::Date, Kind::Url, Kind::Flag, Kind::PhoneForSure, Kind::Access])
            || self.share(Kind::Courtesy) >= 0.8
            || keys && self.share(Kind::Role) == 0.0
        {
            return Fit::No;
        }
        match self.share(Kind::Role) {
            share if share >= 0.6 => Fit::Good,
            _ if self.mostly(&[Kind::Number]) => Fit::Poor,
            _ if self.filled >= 50 && self.variety() > 0.9 => Fit::Poor,
            _ => Fit::Fair,
        }
    }

    fn named(&self, known: f64) -> Fit {
        // People, each another one: “Team Member” is no team.
        let are_people = self.filled >= 4
            && self.share(Kind::FullName) >= 0.8
            && self.share(Kind::Given) >= 0.6
            && self.variety() >= 0.95;
        if self.mostly(&[Kind::Email, Kind::Date, Kind::Url, Kind::Flag]) || are_people && known == 0.0 {
            return Fit::No;
        }
        if known >= 0.5 { Fit::Good } else { Fit::Fair }
    }

    /// An id tells people apart; a column of names, or of the same value over and over, does not. An address does until
    /// somebody has another one.
    fn id(&self) -> Fit {
        if self.mostly(&[Kind::FullName, Kind::Date, Kind::Url]) || self.filled >= 10 && self.variety() < 0.5
        {
            return Fit::No;
        }
        if self.share(Kind::Email) >= 0.95 {
            return Fit::Poor;
        }
        match self.share(Kind::Code) {
            share if share >= 0.8 && self.variety() >= 0.95 => Fit::Good,
            _ => Fit::Fair,
        }
    }
}
