//! What stands around a full name and is no part of it: titles before it, letters behind it, and what [`super::remark`] knows.
//! The titles stand in `titles.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::name_words::is_particle;
use super::remark::{has_letters, without_birth_name, without_marks, without_remark};

/// A name without what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bare<'n> {
    pub name: &'n str,
    /// Whether a title stood before the name, or one of East Asia behind it: beside one a single word is a last name.
    pub is_addressed: bool,
    /// Whether any title or degree was left out.
    pub had_title: bool,
    /// Whether a remark was left out.
    pub had_remark: bool,
    /// The remark that was left out last; blank where there was none.
    pub remark: &'n str,
}

impl<'n> Bare<'n> {
    const fn of(name: &'n str) -> Self {
        Self { name, is_addressed: false, had_title: false, had_remark: false, remark: "" }
    }
}

/// The titles that count in a column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Titles {
    /// The lines of the list of which a title without a doubt stands in the column, each a bit.
    lines: u64,
}

impl Titles {
    /// The titles of a column. One that may be an initial counts only beside others of its language.
    pub(crate) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let lines = cells
            .filter_map(|cell| first_word(cell.trim_start()))
            .map(|(key, dotted, _)| lines_of(&key, dotted));
        Self { lines: lines.fold(0, |lines, line| lines | line) }
    }

    /// A name in normal form without titles and remarks; as it stands where nothing else is in it.
    pub(crate) fn bare(self, name: &str) -> Bare<'_> {
        let mut bare = Bare::of(name);
        if is_plain(name) {
            return self.without_before(bare);
        }
        loop {
            let before = bare.name;
            bare = self.without_before(without_behind(without_remark(bare), 2));
            if bare.name == before {
                return bare;
            }
        }
    }

    /// One part of a name without the titles that were sorted into it: `Ruiz, Dr. Ana`.
    pub(crate) fn bare_part(self, part: &str) -> &str {
        let name = without_behind(self.without_before(Bare::of(part)), 1).name;
        without_birth_name(without_marks(name), 1).unwrap_or_else(|| without_marks(name))
    }

    fn without_before(self, bare: Bare<'_>) -> Bare<'_> {
        let mut bare = bare;
        while let Some(rest) = self.behind_title(bare.name).filter(|rest| has_letters(rest)) {
            bare = Bare { name: rest, is_addressed: true, had_title: true, ..bare };
        }
        bare
    }

    /// What stands behind the title that a text begins with.
    fn behind_title(self, text: &str) -> Option<&str> {
        let (key, dotted, length) = first_word(text)?;
        let (word, rest) = text.split_at_checked(length)?;
        let counts =
            |title: &Title| title.counts(dotted) && (!title.doubtful || self.lines & title.line != 0);
        if !LIST.before.get(&key)?.iter().any(counts) || is_initials(word, rest) {
            return None;
        }
        let mut rest = rest.trim_start_matches([' ', '-']);
        while let Some(behind) = behind_more(rest) {
            rest = behind;
        }
        Some(rest)
    }
}

/// Whether a text is titles and nothing behind them: `Dr.`, `Prof. Dr.`, `Mr`.
pub(crate) fn is_title(text: &str) -> bool {
    let titles = Titles { lines: u64::MAX };
    let mut rest = text;
    while let Some(behind) = titles.behind_title(rest) {
        if !has_letters(behind) {
            return true;
        }
        rest = behind;
    }
    false
}

/// One entry of the list.
#[derive(Clone, Copy, Debug)]
struct Title {
    /// A bit for its line.
    line: u64,
    dotted: bool,
    doubtful: bool,
    comma: bool,
}

impl Title {
    const fn counts(self, dotted: bool) -> bool {
        dotted || !self.dotted
    }
}

/// The list, by folded words without the dot at the end.
#[derive(Debug, Default)]
struct List {
    before: FxHashMap<String, Vec<Title>>,
    after: Vec<String>,
    behind: FxHashMap<String, Vec<Title>>,
    attached: Vec<String>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List::default();
    let text = include_str!("titles.txt").replace("\\\n", " ");
    let mut section = "";
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (number, line) in lines.enumerate() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            continue;
        }
        let words = line.split_once(": ").map_or(line, |(_, words)| words).split(',');
        for word in words.map(str::trim).filter(|word| !word.is_empty()) {
            let bare = word.trim_end_matches(['?', '!']);
            let title = Title {
                line: 1 << (number % 64),
                dotted: bare.ends_with('.'),
                doubtful: word.ends_with('?'),
                comma: word.ends_with('!'),
            };
            let key = fold(bare.trim_end_matches('.')).into_owned();
            match section {
                "before" => list.before.entry(key).or_default().push(title),
                "behind" => list.behind.entry(key).or_default().push(title),
                "after_title" => list.after.push(bare.to_lowercase()),
                _ => list.attached.push(bare.to_owned()),
            }
        }
    }
    list.after.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    list
});

/// The lines of which a title without a doubt is.
fn lines_of(key: &str, dotted: bool) -> u64 {
    let titles = LIST.before.get(key).into_iter().flatten();
    titles.filter(|title| title.counts(dotted) && !title.doubtful).fold(0, |lines, title| lines | title.line)
}

/// Whether a name ends with a letter and has no brackets and commas, so that nothing stands behind it. Behind so many blanks a
/// name of before may stand.
pub(crate) fn is_plain(name: &str) -> bool {
    name.is_ascii()
        && name.bytes().filter(|byte| *byte == b' ').count() < 3
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-'))
        && !name.contains(" - ")
        && !name.bytes().last().is_some_and(|byte| byte.is_ascii_uppercase())
}

/// The first word that may be a title, folded and without its dot: whether it has one, and how long it is. That is a whole
/// word, or the part up to a dot or slash with a name directly behind it: `Dr.Ana`.
fn first_word(text: &str) -> Option<(String, bool, usize)> {
    let whole = text.split([' ', ',']).next()?;
    // `Miss, Ana` is somebody whose last name that is.
    let followed = text.get(whole.len()..)?;
    let key = |word: &str| (fold(word.trim_end_matches('.')).into_owned(), word.ends_with('.'), word.len());
    let known = |key: &str| LIST.before.contains_key(key);
    let found = key(whole);
    // `Da Silva` has no title, though `Dª` folds to the same.
    let is_particle = whole.is_ascii() && is_particle(whole);
    if known(&found.0) && !is_particle && (found.1 || !followed.starts_with(',')) {
        return Some(found);
    }
    let end = whole.find(['.', '/'])? + 1;
    let (head, tail) = whole.split_at_checked(end)?;
    let goes_on =
        tail.chars().next().is_some_and(|next| next == '-' || next.is_uppercase() || !next.is_ascii());
    Some(key(head)).filter(|found| known(&found.0) && goes_on)
}

/// Whether a word of capitals is initials rather than a title: `MS Dhoni`, beside a single word in small letters.
fn is_initials(word: &str, rest: &str) -> bool {
    let loud = word.len() <= 3 && word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    loud && !rest.trim().contains(' ') && rest.contains(char::is_lowercase)
}

/// What stands behind the rest of a title: `med. dent.` of `Dr. med. dent.`.
fn behind_more(rest: &str) -> Option<&str> {
    let lower = rest.to_lowercase();
    let phrase = LIST.after.iter().find(|phrase| {
        lower
            .strip_prefix(phrase.as_str())
            .is_some_and(|behind| phrase.ends_with(['.', ')']) || !behind.starts_with(char::is_alphanumeric))
    })?;
    Some(rest.get(phrase.len()..)?.trim_start_matches(['.', ' ']))
}

/// The name without what stands behind it: degrees behind a comma, or written as such behind so many words or more.
fn without_behind(bare: Bare<'_>, least: usize) -> Bare<'_> {
    let name = bare.name.trim_end_matches([' ', ',']);
    let known = |word: &str| LIST.behind.get(&*fold(word.trim().trim_end_matches('.')));
    let by_comma = name.rsplit_once(',').filter(|(_, word)| known(word).is_some());
    let by_blank = name.rsplit_once(' ').filter(|(before, word)| {
        let is_written_so =
            word.contains('.') || word.chars().filter(|letter| letter.is_uppercase()).count() > 1;
        let counts =
            |title: &Title| title.counts(word.ends_with('.')) && (!title.comma || word.contains('.'));
        is_written_so
            && before.split(' ').count() >= least
            && known(word).is_some_and(|titles| titles.iter().any(counts))
    });
    if let Some((before, _)) = by_comma.or(by_blank).filter(|(before, _)| has_letters(before)) {
        return Bare { name: before.trim_end_matches([' ', ',']), had_title: true, ..bare };
    }
    let attached = LIST.attached.iter().find_map(|title| bare.name.strip_suffix(title.as_str()));
    match attached.map(str::trim_end).filter(|before| !before.is_empty() && !before.is_ascii()) {
        Some(before) => Bare { name: before, is_addressed: true, had_title: true, ..bare },
        None => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_titles_has_a_bit_of_its_own() {
        let lines = LIST.before.values().flatten().map(|title| title.line);
        let count = lines.fold(0, |lines: u64, line| lines | line).count_ones();
        let text = include_str!("titles.txt").replace("\\\n", " ");
        let (_, before) = text.split_once("[before]").unwrap_or_default();
        let (before, _) = before.split_once("[after_title]").unwrap_or_default();
        let written = before.lines().filter(|line| line.contains(": ")).count();
        assert_eq!(count as usize, written);
    }
}
