//! Full names in one column: which part is the first name, and which the last.

use std::borrow::Cow;

use super::east_asian;
use super::fold::fold;
use super::name_capitals::{Shown, family_name, may_show};
use super::name_words::{NameWords, is_given, is_particle, is_suffix, may_be_first_name};
use super::remark::says_gone;
use super::several_people;
use super::title::{Titles, is_plain};
use super::two_last_names::{says_last_names, two_last_names};
use crate::mapping::NameOrder;

/// Splits full names, in the order that somebody said or that the column shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameReader {
    /// The order of names without a comma; `None` where script and habit decide.
    order: Option<NameOrder>,
    /// Who says so.
    by: By,
    /// Whether the header is in a script of East Asia, whose order Latin names do not keep.
    wide_header: bool,
    /// Whether the header speaks of several last names.
    last_names: bool,
    /// Whether the names of the column are written `Last, First`.
    commas: Commas,
    /// Whether most names of the column have a family name in capitals.
    capitals: bool,
    /// The titles that stand before names of the column.
    titles: Titles,
}

/// Who says in which order the names of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum By {
    /// Somebody said so, whatever a name looks like.
    Somebody,
    /// The cells show it.
    Cells,
    /// The header alone, or nobody.
    #[default]
    Header,
}

/// How many names of a column are written `Last, First`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Commas {
    Most,
    #[default]
    Mixed,
    Few,
}

impl NameReader {
    /// A reader for a column. Where nobody says the order and most cells have a patronymic at the end, or a family name in
    /// capitals at one end, all are in that order; else they are in the order that the header says. Where most cells write
    /// `Last, First`, a cell without a comma is in that order if its own words bear it out: a comma may be forgotten, or not
    /// needed because the first name is first.
    pub fn new<'a>(
        said: Option<NameOrder>,
        by_header: Option<NameOrder>,
        cells: impl Iterator<Item = &'a str>,
    ) -> Self {
        let (mut names, mut commas, mut fathers, mut loud_first, mut loud_last) = (0_u32, 0, 0, 0, 0);
        let cells = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
        let titles = Titles::of(cells.iter().copied());
        for cell in cells.into_iter().map(|cell| titles.bare(cell).name) {
            names += 1;
            commas += u32::from(cut(cell).is_some_and(|(_, tail)| !tail.is_empty() && !is_suffix(tail)));
            fathers += u32::from(patronymic(cell) == Some(NameOrder::LastFirst));
            let loud = may_show(cell).then(|| family_name(&NameWords::of(cell), false)).flatten();
            loud_first += u32::from(loud.is_some_and(|loud| loud.order() == NameOrder::LastFirst));
            loud_last += u32::from(loud.is_some_and(|loud| loud.order() == NameOrder::FirstLast));
        }
        let most = |some: u32| some * 2 > names && names > 2;
        let last_first = most(fathers) || most(loud_first);
        let shown = last_first
            .then_some(NameOrder::LastFirst)
            .or_else(|| most(loud_last).then_some(NameOrder::FirstLast));
        Self {
            order: said.or(shown).or(by_header),
            by: match (said, shown) {
                (Some(_), _) => By::Somebody,
                (None, Some(_)) => By::Cells,
                (None, None) => By::Header,
            },
            commas: match (most(commas), most(names - commas)) {
                (true, _) => Commas::Most,
                (_, true) => Commas::Few,
                _ => Commas::Mixed,
            },
            capitals: most(loud_first + loud_last),
            titles,
            ..Self::default()
        }
    }

    /// The reader for a column with this header. Where that speaks of several last names, as in Spanish, two are taken; in
    /// a script of East Asia it says nothing of the order of names in Latin letters.
    #[must_use]
    pub fn under(self, header: &str) -> Self {
        Self {
            last_names: says_last_names(header),
            wide_header: header.chars().any(east_asian::is_east_asian),
            ..self
        }
    }

    /// Splits a full name in normal form into first and last name. Titles, and remarks in brackets at its ends, are left
    /// out; a single word behind a title is a last name. A part that the text does not have is empty.
    pub fn split(self, name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        let bare = self.titles.bare(name);
        if bare.is_addressed && is_family_name(bare.name) {
            return ("".into(), bare.name.into());
        }
        let (first, last) = self.split_bare(bare.name);
        if bare.name.contains(',') { (self.untitled(first), self.untitled(last)) } else { (first, last) }
    }

    /// The remark around a full name in normal form that says that somebody has left.
    pub(crate) fn gone(self, name: &str) -> Option<&str> {
        let remark = if is_plain(name) { "" } else { self.titles.bare(name).remark };
        Some(remark).filter(|remark| !remark.is_empty() && says_gone(remark))
    }

    /// Whether a full name in normal form is one of several people. A comma stands between two of them only in a column
    /// that does not put it behind the last name.
    pub fn names_several(self, name: &str) -> bool {
        if several_people::may_be(name) {
            let whole = self.titles.bare(name);
            let is_addressed = |rest: &str| self.titles.bare(rest).is_addressed;
            return several_people::are(whole.name, whole.had_title, is_addressed);
        }
        self.commas == Commas::Few
            && self.order != Some(NameOrder::LastFirst)
            && cut(name).is_some_and(|(before, behind)| several_people::are_beside_comma(before, behind))
    }

    /// A part of a name without titles.
    fn untitled(self, part: Cow<'_, str>) -> Cow<'_, str> {
        match part {
            Cow::Borrowed(part) => self.titles.bare_part(part).into(),
            Cow::Owned(part) => self.titles.bare_part(&part).to_owned().into(),
        }
    }

    /// Splits a name that has nothing around it.
    fn split_bare(self, name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        let Some((head, tail)) = cut(name) else {
            let (first, last) = self.split_words(name);
            return (first, last);
        };
        if is_suffix(head) && !is_suffix(tail) {
            let (first, last) = self.split_words(tail);
            return (first, with_suffix(&last, head));
        }
        if is_suffix(tail) {
            let (first, last) = self.split_words(head);
            return (first, with_suffix(&last, tail));
        }
        match (tail.rsplit_once(','), cut(tail)) {
            (Some((first, suffix)), _) if is_suffix(suffix.trim_start()) => {
                (first.trim_end().into(), with_suffix(head, suffix.trim_start()))
            }
            (_, Some((suffix, first))) if is_suffix(suffix) => (first.into(), with_suffix(head, suffix)),
            (_, Some((particles, first))) if NameWords::of(particles).are_particles() => {
                (first.into(), format!("{particles} {head}").into())
            }
            (None, _) => with_particles(tail, head),
            _ => (tail.into(), head.into()),
        }
    }

    /// Splits a name without commas.
    fn split_words(self, name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        if east_asian::is_name(name) {
            let (first, last) = east_asian::split(name, self.order);
            return (first.into(), last.into());
        }
        let words = NameWords::of(name);
        if self.by != By::Somebody {
            if may_show(name)
                && let Some(shown) = family_name(&words, self.capitals)
            {
                return split_shown(&words, shown);
            }
            if is_last_name_alone(&words) {
                return ("".into(), name.into());
            }
        }
        let order = self.order_of(name, &words);
        if let Some(at) = self.last_names.then(|| two_last_names(&words, order)).flatten() {
            let (before, behind) = words.split(at);
            return if order == NameOrder::LastFirst {
                (behind.into(), before.into())
            } else {
                (before.into(), behind.into())
            };
        }
        if order == NameOrder::LastFirst {
            return split_last_first(&words);
        }
        let (first, last) = split_first_last(&words);
        (first.into(), last.into())
    }

    /// The order of one name.
    fn order_of(self, name: &str, words: &NameWords<'_>) -> NameOrder {
        let order = self.order.unwrap_or(NameOrder::FirstLast);
        if self.by == By::Somebody {
            return order;
        }
        if let Some(shown) = patronymic(name) {
            return shown;
        }
        let foreign = self.wide_header && self.by == By::Header;
        if begins_with_particle(words) || (self.commas == Commas::Most || foreign) && begins_with_last(name) {
            return NameOrder::LastFirst;
        }
        if foreign { NameOrder::FirstLast } else { order }
    }
}

/// Splits a full name in normal form into first and last name: `First van der Last`, `First Last, Jr.`, `Last, First`,
/// `Last, First, Jr.`. The last word that is no suffix begins the family name, together with the particles before it;
/// suffixes stay with the family name. A single word is a first name. Names in the scripts of East Asia begin with the
/// family name, and a word in capitals beside others that are not is the family name. A part that the text does not have
/// is empty. Nothing is left out: this is for a name that somebody types, not for a column.
pub fn split_full_name(name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    NameReader::default().split_bare(name)
}

/// Whether what stands behind a title can only be a last name: one word, with particles or without.
fn is_family_name(name: &str) -> bool {
    if name.chars().any(east_asian::is_east_asian) {
        return east_asian::is_family_name(name);
    }
    let words = NameWords::of(name);
    let end = words.end(0);
    !name.contains(',') && end > 0 && words.particles(0, end - 1) == end - 1
}

/// What stands before and after the first comma, in any script.
fn cut(text: &str) -> Option<(&str, &str)> {
    text.split_once([',', '，', '、']).map(|(before, after)| (before.trim_end(), after.trim_start()))
}

/// The names of `Berg, Jan van den`, whose particles are sorted behind the first name and belong to the last, and of
/// `Jones, Bill Jr.`
fn with_particles<'n>(first: &'n str, last: &'n str) -> (Cow<'n, str>, Cow<'n, str>) {
    if !first.rsplit_once(' ').is_some_and(|(_, word)| is_particle(word) || is_suffix(word)) {
        return (first.into(), last.into());
    }
    let words = NameWords::of(first);
    let end = words.end(1);
    let mut at = end;
    while at > 1 && words.is_particle(at - 1) {
        at -= 1;
    }
    let (names, suffixes) = words.split(end);
    let (first, _) = words.split(at);
    let particles = names.get(first.len()..).unwrap_or_default().trim_start();
    let parts = [particles, last, suffixes].into_iter().filter(|part| !part.is_empty());
    (first.into(), parts.collect::<Vec<_>>().join(" ").into())
}

/// Splits a name at the blank before its family name.
fn split_first_last<'n>(words: &NameWords<'n>) -> (&'n str, &'n str) {
    match words.end(2) {
        0 | 1 => words.split(words.len()),
        end => words.split(words.family_start(end - 1, 1)),
    }
}

/// Splits a name at the blank behind its family name, which stands first with its particles; suffixes go with it.
fn split_last_first<'n>(words: &NameWords<'n>) -> (Cow<'n, str>, Cow<'n, str>) {
    let end = words.end(2);
    match end {
        0 | 1 => (words.split(end).0.into(), "".into()),
        _ => until(words, words.family_end(0, end) + 1),
    }
}

/// Splits a name at the blank behind its family name, which ends before a word; suffixes at the end go with it.
fn until<'n>(words: &NameWords<'n>, at: usize) -> (Cow<'n, str>, Cow<'n, str>) {
    let (_, suffixes) = words.split(words.end(2));
    let (last, rest) = words.split(at);
    let first = rest.strip_suffix(suffixes).unwrap_or(rest).trim_end();
    let last = if suffixes.is_empty() { last.into() } else { format!("{last} {suffixes}").into() };
    (first.into(), last)
}

/// Splits a name whose capitals show the family name.
fn split_shown<'n>(words: &NameWords<'n>, shown: Shown) -> (Cow<'n, str>, Cow<'n, str>) {
    match shown {
        Shown::Until(at) => until(words, at),
        Shown::From(at) => {
            let (first, last) = words.split(at);
            (first.into(), last.into())
        }
    }
}

/// Whether a name is a family name and nothing else: `van den Berg`, which begins with a small letter where another word
/// does not.
fn is_last_name_alone(words: &NameWords<'_>) -> bool {
    if !is_small_particle(words) {
        return false;
    }
    let end = words.end(1);
    end > 1 && words.particles(0, end - 1) == end - 1
}

/// Whether a name begins with the particles of its family name and goes on with given names: `van der Berg Jan`,
/// `Di Stefano Mario`.
fn begins_with_particle(words: &NameWords<'_>) -> bool {
    let end = words.end(2);
    if end < 3 || !words.is_particle(0) {
        return false;
    }
    let particles = words.particles(0, end - 1);
    if end < particles + 2 {
        return false;
    }
    let family = words.word(particles);
    is_small_particle(words)
        || (particles > 1 || !may_be_first_name(words.word(0)))
            && !is_given(family)
            && is_given(words.word(end - 1))
}

/// Whether a name begins with a particle in small letters, as no first name does, and ends with a capital.
fn is_small_particle(words: &NameWords<'_>) -> bool {
    let first = words.word(0);
    first.starts_with(char::is_lowercase)
        && words.is_particle(0)
        && !matches!(first, "al" | "ben" | "mac")
        && words.word(words.end(2).saturating_sub(1)).contains(char::is_uppercase)
}

/// The order of a Russian or Ukrainian name of three words, by the one of them that is made of the father's name: it stands
/// behind the first name. Family names end so as well: `Рабинович Иван Петрович`, `Иван Петрович Рабинович`.
fn patronymic(name: &str) -> Option<NameOrder> {
    let mut words = name.split(' ').filter(|word| !word.is_empty());
    let (_, second, third) = (words.next()?, words.next()?, words.next()?);
    let is_one = |word: &str| {
        let word = fold(word);
        PATRONYMICS.iter().any(|ending| word.ends_with(ending) && word.len() > ending.len())
    };
    match (is_one(second), is_one(third), words.next()) {
        (true, _, None) => Some(NameOrder::FirstLast),
        (false, true, None) => Some(NameOrder::LastFirst),
        _ => None,
    }
}

/// How words that are made of the father's name end.
const PATRONYMICS: [&str; 7] = ["ович", "евич", "ьич", "овна", "евна", "ична", "івна"];

/// Whether a name ends with a common given name and does not begin with one: `Hopper Grace`.
fn begins_with_last(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !word.is_empty() && !is_suffix(word));
    let first = words.next().unwrap_or("");
    !is_given(first) && words.next_back().is_some_and(is_given)
}

fn with_suffix<'n>(last: &str, suffix: &str) -> Cow<'n, str> {
    if last.is_empty() { suffix.to_owned().into() } else { format!("{last}, {suffix}").into() }
}
