//! Where the table begins: which of the first rows is the header, if one is.
//!
//! The evidence: words for fields and other usual column names, cells that are values (e-mails, phones, ids), how many
//! cells a row has filled next to the rows below it. Where that does not tell, the first filled row is the header, as
//! nearly everybody writes it.

use super::counted::is_counted;
use crate::matching::{Naming, is_column_name};

/// So many rows at the top may hold a header.
const REACH: usize = 40;

/// Names of columns are short.
const MOST_NAME: usize = 60;

/// What a row looks like.
struct Look {
    filled: usize,
    /// Filled cells that say something different.
    distinct: usize,
    /// Cells that are usual column names.
    names: usize,
    /// Cells that are values and no names: e-mails, phones, dates, numbers.
    values: usize,
    emails: usize,
    /// Whether it only counts the columns.
    is_counted: bool,
}

impl Look {
    fn of(row: &[&str]) -> Self {
        let filled = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
        let mut distinct = filled.clone();
        distinct.sort_unstable();
        distinct.dedup();
        Self {
            filled: filled.len(),
            distinct: distinct.len(),
            names: filled.iter().filter(|cell| is_column_name(cell)).count(),
            values: filled.iter().filter(|cell| Kind::of(cell).is_some()).count(),
            emails: filled.iter().filter(|cell| Kind::of(cell) == Some(Kind::Email)).count(),
            is_counted: is_counted(&filled),
        }
    }

    /// Whether its words alone make it a header.
    const fn is_named(&self) -> bool {
        self.may_be_named() && (self.names >= 2 && self.names * 4 >= self.filled || self.names >= 4)
    }

    /// Whether nothing in it speaks against a header.
    const fn may_be_named(&self) -> bool {
        self.emails == 0 && self.values * 4 <= self.filled
    }

    /// Whether it may stand above a header as a title does: plainly fewer cells, or fewer words that stand again and again
    /// over several columns each, or the columns counted. One with an e-mail may be somebody, unless it has hardly any other
    /// cell, or half as many as a header that leaves no doubt.
    const fn is_above(&self, header: &Self) -> bool {
        let sure = header.names >= 3 && header.names * 2 >= header.filled;
        match self.emails {
            0 => {
                self.filled < header.filled
                    || self.is_counted
                    || self.values == 0 && self.distinct * 2 <= header.distinct
            }
            1 => self.filled == 1 && header.filled >= 3 || sure && self.filled * 2 <= header.filled,
            _ => false,
        }
    }
}

/// The place of the header among the first filled rows; `None` where every row is data.
pub(super) fn find(rows: &[Vec<&str>]) -> Option<usize> {
    let looks = rows.iter().map(|row| Look::of(row)).collect::<Vec<_>>();
    if let Some(at) = named(rows, &looks) {
        return Some(at);
    }
    let at = below_titles(&looks);
    (!is_data(rows, &looks, at)).then_some(at)
}

/// The first row that is a header by its words, if what stands above it are titles.
fn named(rows: &[Vec<&str>], looks: &[Look]) -> Option<usize> {
    let mut rows = rows.iter().zip(looks).enumerate().take(REACH);
    let (mut at, (row, header)) =
        rows.find(|(_, (row, look))| look.is_named() || understood(row, look).is_some())?;
    if !looks.iter().take(at).all(|look| look.is_above(header)) {
        return None;
    }
    // A row of headings over several columns each says less than the row below it.
    let (mut names, mut distinct) = (naming(row).names, header.distinct);
    for (below, (row, look)) in rows.filter(|(_, (_, look))| !look.is_counted) {
        let more = understood(row, look).filter(|more| *more > names && look.distinct > distinct);
        let Some(more) = more else { break };
        (at, names, distinct) = (below, more, look.distinct);
    }
    Some(at)
}

/// How many names of columns a row has that is a header as the matching of columns understands it: it names two parts of
/// somebody at least.
fn understood(row: &[&str], look: &Look) -> Option<usize> {
    if !look.may_be_named() || look.filled < 2 {
        return None;
    }
    let naming = naming(row);
    (naming.of_person >= 2 && naming.names * 4 >= look.filled).then_some(naming.names)
}

fn naming(row: &[&str]) -> Naming {
    let short =
        row.iter().map(|cell| if cell.len() <= MOST_NAME { (*cell).to_owned() } else { String::new() });
    Naming::of(&short.collect::<Vec<_>>())
}

/// The first row as wide as a table of at least three columns, where only rows of one cell stand above it.
fn below_titles(looks: &[Look]) -> usize {
    let mut filled = looks.iter().map(|look| look.filled).collect::<Vec<_>>();
    filled.sort_unstable();
    let usual = filled.get(filled.len() / 2).copied().unwrap_or(0);
    if usual < 3 {
        return 0;
    }
    let at = looks.iter().take(REACH).position(|look| look.filled > 1).unwrap_or(0);
    let is_wide = looks.get(at).is_some_and(|look| look.filled * 2 >= usual);
    // With nothing below it a row is as likely the only one of the table.
    if is_wide && at + 1 < looks.len() { at } else { 0 }
}

/// Whether a row is surely no header: it has an e-mail, or is like the rows below it in cells that are no names.
fn is_data(rows: &[Vec<&str>], looks: &[Look], at: usize) -> bool {
    let (Some(row), Some(look)) = (rows.get(at), looks.get(at)) else { return false };
    if look.emails > 0 {
        return true;
    }
    let below = rows.get(at + 1..).unwrap_or_default();
    let column = |index: usize| {
        below
            .iter()
            .filter_map(move |row| row.get(index))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    row.iter().enumerate().any(|(index, cell)| match Kind::of(cell) {
        Some(Kind::Email) => true,
        Some(kind) => {
            let same = column(index).filter(|other| Kind::of(other) == Some(kind)).count();
            same > 0 && same * 2 > column(index).count() && kind != Kind::Number
        }
        // A name of a column does not stand in its column again; a role or a team does.
        None => {
            let cell = cell.trim();
            cell.chars().count() > 2
                && look.names == 0
                && column(index).filter(|other| *other == cell).count() >= 2
        }
    })
}

/// What a cell that is no name of a column may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Email,
    /// Digits with or without what stands between the digits of phones; seven at least.
    Phone,
    Date,
    /// Three digits at least, no year: an id.
    Id,
    Number,
}

impl Kind {
    pub(super) fn of(cell: &str) -> Option<Self> {
        let cell = address_in(cell.trim());
        if let Some((local, domain)) = cell.split_once('@') {
            let plain = !cell.contains(char::is_whitespace) && !local.is_empty();
            return (plain && domain.contains('.')).then_some(Self::Email);
        }
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        if digits == 0 || !cell.bytes().all(|byte| byte.is_ascii_digit() || b" +-()./,:".contains(&byte)) {
            return None;
        }
        Some(if is_date(cell) {
            Self::Date
        } else if cell.contains(',') || cell.contains(':') {
            Self::Number
        } else if (7..=15).contains(&digits) {
            Self::Phone
        } else if digits == cell.len() && digits > 2 && !is_year(cell) {
            Self::Id
        } else {
            Self::Number
        })
    }
}

/// The address of `Ann Smith <ann@x.example>`, as mail programs write somebody; any other text as it stands.
fn address_in(cell: &str) -> &str {
    let inner = cell.trim_end_matches([',', ';']).strip_suffix('>').and_then(|cell| cell.rsplit_once('<'));
    inner.map(|(_, address)| address.trim()).filter(|address| address.contains('@')).unwrap_or(cell)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// `2026-11-26`, `26.11.2026`, `11/26/26`, with or without a time behind it.
fn is_date(cell: &str) -> bool {
    let day = cell.split(' ').next().unwrap_or_default();
    ['-', '.', '/'].into_iter().any(|mark| {
        let parts = day.split(mark).collect::<Vec<_>>();
        let short = |part: &&&str| (1..=2).contains(&part.len());
        parts.len() == 3
            && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            && parts.iter().filter(short).count() >= 2
            && parts.iter().all(|part| matches!(part.len(), 1 | 2 | 4))
    })
}
