//! Full names in one column: which part is the first name, and which the last.

use std::borrow::Cow;

use super::fold::fold;
use super::given_name::is_given_name;
use super::title::Titles;
use crate::mapping::NameOrder;

/// Splits full names, in the order that somebody said or that the column shows.
#[derive(Clone, Copy, Debug)]
pub struct NameReader {
    /// The order of names without a comma; `None` where script and habit decide.
    order: Option<NameOrder>,
    /// Whether somebody said so, whatever a name looks like.
    said: bool,
    /// Whether most names of the column are written `Last, First`.
    commas: bool,
    /// The titles that stand before names of the column.
    titles: Titles,
}

impl NameReader {
    /// A reader for a column. Where nobody says the order and most cells have a patronymic at the end, the last name comes
    /// first in all; else they are in the order that the header says. Where most cells write `Last, First`, a cell without
    /// a comma is in that order if its own words bear it out: a comma may be forgotten, or not needed because the first
    /// name is first.
    pub fn new<'a>(
        said: Option<NameOrder>,
        by_header: Option<NameOrder>,
        cells: impl Iterator<Item = &'a str>,
    ) -> Self {
        let (mut names, mut commas, mut fathers) = (0_u32, 0_u32, 0_u32);
        let cells = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
        let titles = Titles::of(cells.iter().copied());
        for cell in cells.into_iter().map(|cell| titles.bare(cell).name) {
            names += 1;
            commas += u32::from(cut(cell).is_some_and(|(_, tail)| !tail.is_empty() && !is_suffix(tail)));
            fathers += u32::from(patronymic(cell) == Some(NameOrder::LastFirst));
        }
        let most = |some: u32| some * 2 > names && names > 2;
        let shown = most(fathers).then_some(NameOrder::LastFirst);
        Self {
            order: said.or(shown).or(by_header),
            said: said.is_some(),
            commas: said.is_none() && most(commas),
            titles,
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
        if is_suffix(tail) {
            let (first, last) = self.split_words(head);
            return (first, with_suffix(&last, tail));
        }
        match (tail.rsplit_once(','), cut(tail)) {
            (Some((first, suffix)), _) if is_suffix(suffix.trim_start()) => {
                (first.trim_end().into(), with_suffix(head, suffix.trim_start()))
            }
            (_, Some((suffix, first))) if is_suffix(suffix) => (first.into(), with_suffix(head, suffix)),
            (_, Some((particles, first))) if particles.split(' ').all(is_particle) => {
                (first.into(), format!("{particles} {head}").into())
            }
            (None, _) => with_particles(tail, head),
            _ => (tail.into(), head.into()),
        }
    }

    /// Splits a name without commas.
    fn split_words(self, name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        if name.chars().all(|letter| is_east_asian(letter) || is_between(letter))
            && name.chars().any(is_east_asian)
        {
            return self.split_east_asian(name);
        }
        if !self.said
            && let Some((first, last)) = split_capitals(name)
        {
            return (first.into(), last.into());
        }
        let shown = if self.said { None } else { patronymic(name) };
        let forgotten = (self.commas && begins_with_last(name)).then_some(NameOrder::LastFirst);
        if shown.or(forgotten).or(self.order) == Some(NameOrder::LastFirst) {
            return split_last_first(name);
        }
        let (first, last) = split_first_last(name);
        (first.into(), last.into())
    }

    /// A name in the script of China, Japan or Korea: the family name stands first, with a blank behind it or not.
    fn split_east_asian(self, name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
        // Foreign names in Japanese keep their own order and have a dot between.
        if let Some((first, last)) = name.split_once(['・', '·', '＝', '=']) {
            return (first.trim().into(), last.trim().into());
        }
        let (family, given) = match name.split_once(' ') {
            Some((head, tail)) if self.order == Some(NameOrder::FirstLast) => (tail, head),
            Some(parts) => parts,
            None => name.split_at_checked(family_length(name)).unwrap_or((name, "")),
        };
        if given.is_empty() { (family.into(), "".into()) } else { (given.into(), family.into()) }
    }
}

/// Splits a full name in normal form into first and last name: `First van der Last`, `First Last, Jr.`, `Last, First`,
/// `Last, First, Jr.`. The last word that is no suffix begins the family name, together with the particles before it;
/// suffixes stay with the family name. A single word is a first name. Names in the scripts of East Asia begin with the
/// family name, and a word in capitals beside others that are not is the family name. A part that the text does not have
/// is empty. Nothing is left out: this is for a name that somebody types, not for a column.
pub fn split_full_name(name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    NameReader { order: None, said: false, commas: false, titles: Titles::default() }.split_bare(name)
}

/// Whether what stands behind a title can only be a last name: one word, with particles or without.
fn is_family_name(name: &str) -> bool {
    if name.chars().any(is_east_asian) {
        return name.chars().count() == 1 || OF_TWO.contains(&name) || OF_JAPAN.contains(&name);
    }
    let words = name.split(' ').filter(|word| !word.is_empty() && !is_suffix(word)).collect::<Vec<_>>();
    !name.contains(',')
        && words.split_last().is_some_and(|(_, before)| before.iter().all(|word| is_particle(word)))
}

/// Words that begin a family name rather than end the given names.
const PARTICLES: [&str; 36] = [
    "af", "al", "am", "av", "bin", "ben", "bint", "da", "dal", "das", "de", "del", "della", "den", "der",
    "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "san", "st", "st.", "ten", "ter", "van",
    "vom", "von", "zu", "zum", "zur",
];

/// Words after a family name that belong to it.
const SUFFIXES: [&str; 18] = [
    "jr", "jr.", "junior", "sr", "sr.", "senior", "ii", "iii", "iv", "2nd", "3rd", "phd", "ph.d.", "md",
    "m.d.", "esq", "esq.", "cpa",
];

/// What stands before and after the first comma, in any script.
fn cut(text: &str) -> Option<(&str, &str)> {
    text.split_once([',', '，', '、']).map(|(before, after)| (before.trim_end(), after.trim_start()))
}

/// The names of `Berg, Jan van den`, whose particles are sorted behind the first name and belong to the last.
fn with_particles<'n>(first: &'n str, last: &'n str) -> (Cow<'n, str>, Cow<'n, str>) {
    if !first.rsplit_once(' ').is_some_and(|(_, word)| is_particle(word)) {
        return (first.into(), last.into());
    }
    let words = word_starts(first);
    let particles = words.iter().skip(1).rev().take_while(|(_, word)| is_particle(word)).count();
    let (first, particles) = split_before(first, &words, words.len() - particles);
    (first.into(), format!("{particles} {last}").into())
}

/// Splits a name at the blank before its family name.
fn split_first_last(name: &str) -> (&str, &str) {
    let words = word_starts(name);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let mut at = words.len().saturating_sub(1);
    while at > 1 && is_suffix(word(at)) {
        at -= 1;
    }
    while at > 1 && is_particle(word(at - 1)) {
        at -= 1;
    }
    split_before(name, &words, at)
}

/// Splits a name at the blank behind its family name, which stands first with its particles; suffixes go with it.
fn split_last_first(name: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    let words = word_starts(name);
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let mut end = words.len();
    while end > 2 && is_suffix(word(end - 1)) {
        end -= 1;
    }
    let mut at = 0;
    while at + 2 < end && is_particle(word(at)) {
        at += 1;
    }
    let (names, suffixes) = split_before(name, &words, end);
    let (last, first) = split_before(names, words.get(..end).unwrap_or(&words), at + 1);
    match (first, suffixes) {
        ("", _) => (last.into(), "".into()),
        (_, "") => (first.into(), last.into()),
        _ => (first.into(), format!("{last} {suffixes}").into()),
    }
}

/// What stands before a word and from it on.
fn split_before<'n>(name: &'n str, words: &[(usize, &str)], at: usize) -> (&'n str, &'n str) {
    let split = words.get(at).filter(|_| at > 0).map_or(name.len(), |(start, _)| *start);
    let (before, behind) = name.split_at_checked(split).unwrap_or((name, ""));
    (before.trim_end(), behind)
}

/// Splits `LOVELACE Ada` and `Ada LOVELACE`: of words with and without small letters the capitals are the family name.
/// `None` where that says nothing, as in `JR Smith`, or where capitals stand in the middle.
fn split_capitals(name: &str) -> Option<(&str, &str)> {
    let words = word_starts(name);
    let loud: Vec<bool> = words.iter().map(|(_, word)| is_loud(word) || is_suffix(word)).collect();
    let count = loud.iter().filter(|loud| **loud).count();
    if count == 0 || count == words.len() || !words.iter().any(|(_, word)| is_loud(word) && !is_suffix(word))
    {
        return None;
    }
    let (at_start, at_end) = (loud.iter().take_while(|loud| **loud).count(), words.len() - count);
    if at_start == count {
        let (last, first) = split_before(name, &words, count);
        return Some((first, last));
    }
    loud.iter().skip(at_end).all(|loud| *loud).then(|| split_before(name, &words, at_end))
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

/// Whether a word is a common given name, or two with a hyphen between.
fn is_given(word: &str) -> bool {
    is_given_name(word) || word.split('-').next().is_some_and(is_given_name)
}

/// Three letters or more, all of them capitals.
fn is_loud(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_uppercase()).count() > 2 && !word.chars().any(char::is_lowercase)
}

/// The words of a text, each with where it begins.
fn word_starts(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut words = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((start, word));
        }
        start += word.len() + 1;
    }
    words
}

fn is_particle(word: &str) -> bool {
    word.len() <= 5 && PARTICLES.contains(&&*fold(word))
}

fn is_suffix(word: &str) -> bool {
    word.len() <= 6 && SUFFIXES.contains(&&*fold(word))
}

fn with_suffix<'n>(last: &str, suffix: &str) -> Cow<'n, str> {
    if last.is_empty() { suffix.to_owned().into() } else { format!("{last}, {suffix}").into() }
}

/// Whether a letter is one of Han, Kana or Hangul.
const fn is_east_asian(letter: char) -> bool {
    is_han(letter) || is_kana(letter) || matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

const fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// What may stand between the parts of a name in these scripts.
const fn is_between(letter: char) -> bool {
    matches!(letter, ' ' | '・' | '·' | '＝' | '=')
}

/// Family names of two letters in China and Korea; every other one there has one.
const OF_TWO: [&str; 33] = [
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫", "尉迟", "公孙",
    "公孫", "慕容", "令狐", "宇文", "长孙", "夏侯", "轩辕", "端木", "南宫", "南宮", "西门", "独孤", "남궁",
    "황보", "제갈", "사공", "선우", "서문", "독고", "동방",
];

/// Common family names of Japan, which have two letters or three (those of one are met by the rule for China).
const OF_JAPAN: [&str; 66] = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "渡邊",
    "渡部",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "斎藤",
    "斉藤",
    "齋藤",
    "清水",
    "山崎",
    "池田",
    "橋本",
    "阿部",
    "石川",
    "山下",
    "中島",
    "石井",
    "小川",
    "前田",
    "岡田",
    "長谷川",
    "藤田",
    "後藤",
    "近藤",
    "村上",
    "遠藤",
    "青木",
    "坂本",
    "福田",
    "太田",
    "西村",
    "藤井",
    "金子",
    "岡本",
    "藤原",
    "三浦",
    "中野",
    "中川",
    "原田",
    "松田",
    "竹内",
    "小野",
    "田村",
    "中山",
    "和田",
    "石田",
    "上田",
    "森田",
    "柴田",
    "酒井",
    "工藤",
    "横山",
];

/// The length in bytes of the family name that a name without blanks begins with; the whole where none can be told.
fn family_length(name: &str) -> usize {
    let letters = name.chars().count();
    let japanese =
        OF_JAPAN.iter().filter(|family| name.starts_with(**family)).map(|family| family.len()).max();
    let of_letters = |count: usize| name.chars().take(count).map(char::len_utf8).sum::<usize>();
    if let Some(length) = japanese.filter(|length| *length < name.len()) {
        return length;
    }
    // Kana behind Han is the given name: 山路はな.
    let han: usize = name.chars().take_while(|letter| is_han(*letter)).map(char::len_utf8).sum();
    if name.chars().any(is_kana) {
        return if han == 0 { name.len() } else { han };
    }
    match letters {
        3.. if OF_TWO.iter().any(|family| name.starts_with(family)) => of_letters(2),
        // Nobody's given name has three letters in China or Korea: this is Japan, two and two, or a company.
        4 => of_letters(2),
        2 | 3 => of_letters(1),
        _ => name.len(),
    }
}
