//! What a header says by itself: the fields it is a word for, with what stands before and behind the word.

use super::abbreviated::cut_short;
use super::around::{Side, around, is_astride, names_a_company, says_one_of, says_other};
use super::brackets::{explained, explains};
use super::fold::{fold, is_wide};
use super::pairs::one_field;
use super::party::{Owner, Party};
use super::spelt::spelt;
use super::words::{Alias, Beside, aliases, aliases_of, beside, misspelt};
use crate::field::Field;

/// A field that a header is a word for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// What the lists say of the word.
    pub alias: Alias,
    /// How much had to be left out of the header: 0 where it is the word as it stands.
    pub distance: u32,
    /// How well it is understood.
    pub loose: Loose,
}

/// How well a word is understood, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loose {
    /// All of the header is known.
    No,
    /// One unknown word stands beside it.
    Beside,
    /// Several unknown words stand around it.
    Around,
    /// It has a typing error.
    Misspelt,
}

/// What all there is to know of one header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The fields it may be a word for, each once.
    pub words: Vec<Word>,
    /// Whether it says that the column is something else, whatever the cells look like.
    pub is_other: bool,
    /// Whether it speaks of a company.
    pub is_company: bool,
    /// Whose the column is, as far as it says.
    pub owner: Owner,
    /// Its words without numbers, by which `Team 1` and `Team 2` are told to belong together.
    pub stem: String,
    /// Its words without those that only count as well: `Primary Team` and `Secondary Team`.
    pub kin: String,
}

/// Reads all headers of a sheet; what most of them have in common tells none from another.
pub(super) fn headers(headers: &[String]) -> Vec<Header> {
    let headers = &spelt(headers);
    let mut folded = headers.iter().map(|header| fold(header)).collect::<Vec<_>>();
    if let (Some(words), Some(header)) = (folded.first_mut(), headers.first())
        && let Some(bare) = without_comment(header, words)
    {
        *words = bare;
    }
    let common = common_prefix(&folded);
    let mut read = Vec::with_capacity(headers.len());
    for (header, words) in headers.iter().zip(&folded) {
        let words = match (&common, words.split_first()) {
            (Some(prefix), Some((first, rest))) if first == prefix && !rest.iter().all(is_number) => rest,
            _ => words.as_slice(),
        };
        read.push(one(header, words));
    }
    mind_the_company(&mut read, &folded);
    mind_addresses(&mut read, &folded);
    read
}

/// The words of the first header without the `#` by which programs mark a line of names as a comment: `#first_name`. Where the
/// sign may mean a number, it stays.
fn without_comment(header: &str, words: &[String]) -> Option<Vec<String>> {
    let bare = fold(header.trim_start().strip_prefix('#')?);
    let names = |words: &[String]| aliases(&words.concat()).iter().any(|alias| !alias.weak);
    (names(&bare) && !names(words)).then_some(bare)
}

/// The first word that most headers share, such as `Person - Name`, `Person - Email`.
fn common_prefix(folded: &[Vec<String>]) -> Option<String> {
    let with_more = folded.iter().filter(|words| words.len() > 1).filter_map(|words| words.first());
    let most =
        with_more.clone().max_by_key(|first| with_more.clone().filter(|other| other == first).count())?;
    let count = with_more.filter(|other| *other == most).count();
    // “Team 1”, “Team Lead”: what is a field by itself says something.
    let is_somebodys = beside(most).contains(&Beside::Company)
        || Owner::of(std::slice::from_ref(most)).party == Party::Customer;
    let says_nothing = !is_somebodys && !aliases(most).iter().any(|alias| !alias.weak);
    (count >= 3 && count * 2 > folded.len() && says_nothing).then(|| most.clone())
}

/// Beside the name of a company, “Company Email” is not the person's.
fn mind_the_company(read: &mut [Header], folded: &[Vec<String>]) {
    let is_company = |words: &Vec<String>| {
        matches!(
            words.concat().as_str(),
            "company" | "companyname" | "account" | "accountname" | "organization"
        )
    };
    if folded.iter().any(is_company) {
        for (header, words) in read.iter_mut().zip(folded) {
            if words.first().is_some_and(|word| beside(word).contains(&Beside::Organization)) {
                header.words.retain(|word| word.alias.field != Field::Email || word.distance == 0);
            }
        }
    }
}

/// Beside an address a region is where somebody lives, not where they sell.
fn mind_addresses(read: &mut [Header], folded: &[Vec<String>]) {
    let is_address = |words: &Vec<String>| {
        (1..=2)
            .any(|length| words.windows(length).any(|part| beside(&part.concat()).contains(&Beside::Address)))
    };
    if folded.iter().any(is_address) {
        for header in read {
            header
                .words
                .retain(|word| word.alias.field != Field::Territories || word.alias.tier != REGION_TIER);
        }
    }
}

/// The tier of the territories that holds “region” and the like.
const REGION_TIER: u8 = 1;

fn one(header: &str, words: &[String]) -> Header {
    let words = words.iter().flat_map(|word| compound(word)).collect::<Vec<_>>();
    let mut found = Vec::new();
    within(&words, &[], 0, &mut found);
    both_names(&words, &mut found);
    if let Some((outside, inside)) = explained(header)
        && !is_strong(&found)
    {
        let mut outer = Vec::new();
        within(&outside, &[], 2, &mut outer);
        // “Phone (with area code)” is a phone, whatever the words in brackets are by themselves.
        if is_strong(&outer) && explains(inside, &outer) {
            found = outer;
        }
    }
    let as_it_stands =
        |found: &[Word]| found.iter().any(|word| word.loose == Loose::No && word.distance == 0);
    let twice = one_field(header);
    if let Some(word) = twice.filter(|_| !as_it_stands(&found)) {
        found = vec![word];
    } else if let Some(word) = twice {
        // “Nom (First name)” may be both names, and the cells say.
        keep(word, &mut found);
    } else if !as_it_stands(&found) {
        for (part, rest, more) in parts(header) {
            within(&part, &rest, more, &mut found);
        }
    }
    // “Nombre de usuario” is what somebody signs in with, and no name of a user.
    if found
        .iter()
        .any(|word| word.alias.field == Field::ExternalId && word.loose == Loose::No && word.distance == 0)
    {
        found.retain(|word| !word.alias.field.is_name() || word.distance == 0);
    }
    // “Låst” is locked, in the languages of Scandinavia.
    let is_other = says_other(&words) && !is_strong(&found) || words == ["last"] && !header.is_ascii();
    if is_other {
        // What says little says nothing beside a word for somebody else.
        found.clear();
    }
    // “Office ID” is no “Officer ID” with a letter left out.
    let is_known = |word: &String| !aliases(word).is_empty() || !beside(word).is_empty();
    let is_spelt = words.len() > 1 && words.iter().all(is_known);
    if found.iter().all(|word| word.loose > Loose::No) && !is_other && !is_spelt {
        misspelt_word(&words, &mut found);
        // As with a typing error, the cells must bear it out.
        let whole = cut_short(header).filter(|_| found.is_empty());
        found.extend(whole.map(|alias| Word { alias, distance: 6, loose: Loose::Misspelt }));
    }
    let stem = words.iter().filter(|word| !is_number(word)).map(String::as_str).collect::<Vec<_>>();
    let kin = stem.iter().filter(|word| !beside(word).contains(&Beside::Ordinal));
    let kin = kin.map(|word| word.strip_suffix('s').unwrap_or(word)).collect::<Vec<_>>().join(" ");
    let owner = Owner::of(&words);
    let is_company = says_one_of(&words, &[Beside::Company]);
    Header { words: found, is_other, is_company, owner, stem: stem.join(" "), kin }
}

/// Whether a field is named with nothing left unknown.
fn is_strong(found: &[Word]) -> bool {
    found.iter().any(|word| word.loose == Loose::No && !word.alias.weak)
}

#[expect(clippy::ptr_arg, reason = "it is handed to iterators over folded words")]
fn is_number(word: &String) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `workphone` and `企业邮箱` as the two words they are.
fn compound(word: &str) -> Vec<String> {
    // “上司のメール” is the e-mail of the boss.
    let of_whom = |(at, letter): (usize, char)| matches!(letter, 'の' | '的').then(|| word.split_at(at));
    let halves = word
        .char_indices()
        .find_map(of_whom)
        .map(|(whose, rest)| (whose, rest.trim_start_matches(['の', '的'])));
    if let Some((whose, what)) = halves.filter(|(whose, what)| !whose.is_empty() && !what.is_empty()) {
        return [compound(whose), compound(what)].concat();
    }
    let known = |part: &str| !aliases(part).is_empty() || !beside(part).is_empty();
    let splits = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
    let long = |part: &str| part.chars().count() >= 3 || part.chars().any(is_wide);
    let plain = |part: &str| part.strip_suffix('s').filter(|_| !known(part)).unwrap_or(part).to_owned();
    let strong = |part: &str| aliases(part).iter().any(|alias| !alias.weak);
    // Germanic languages put an s between.
    let strong = |part: &str| strong(part) || part.strip_suffix('s').is_some_and(strong);
    let before =
        |part: &str| beside(part).iter().any(|kind| !matches!(kind, Beside::GivenBy | Beside::Filler));
    let behind = |part: &str| {
        beside(part).iter().any(|kind| {
            matches!(
                kind,
                Beside::GivenBy | Beside::Work | Beside::Secondary | Beside::Private | Beside::Other
            )
        })
    };
    let id = |left: &str, right: &str| left.len() > 3 && matches!(right, "id" | "no" | "nr");
    let contact = |part: &str| {
        let is_one = |alias: &Alias| matches!(alias.field, Field::Email | Field::Phone) && !alias.weak;
        part.chars().count() >= 2 && aliases(part).iter().any(is_one)
    };
    let fits = |(left, right): &(&str, &str)| {
        long(left) && long(right) && before(left) && strong(right)
            || (left.len() > 4 && long(right) || id(left, right)) && strong(left) && behind(right)
            || left.chars().any(is_wide) && strong(left) && behind(right)
            || left.chars().all(is_wide) && contact(right)
            // Germanic languages write “Selgerteam” and “Projektteam” for teams of any kind.
            || left.len() > 3 && matches!(*right, "team" | "teams" | "teamet")
    };
    match splits.filter(|_| !known(word)).find(fits) {
        Some((left, right)) => vec![plain(left), right.to_owned()],
        None => vec![word.to_owned()],
    }
}

/// Parts that may be all that matters: what stands before brackets, in brackets, or beside a slash, each with the other
/// words and the distance of leaving them out.
fn parts(header: &str) -> Vec<(Vec<String>, Vec<String>, u32)> {
    let mut parts = Vec::new();
    if let Some(open) = header.find(['(', '[', '{', '（', '【'])
        && let Some((outside, inside)) = header.split_at_checked(open)
    {
        let (outside, inside) = (fold(outside), fold(inside));
        parts.push((outside.clone(), inside.clone(), 2));
        parts.push((inside, outside, 2));
    }
    let pieces = header.split(['/', '|', ';', ',']).map(fold).collect::<Vec<_>>();
    if pieces.len() > 1 {
        for (at, piece) in pieces.iter().enumerate() {
            let rest = pieces.iter().enumerate().filter(|(other, _)| *other != at);
            parts.push((piece.clone(), rest.flat_map(|(_, piece)| piece.clone()).collect(), 3));
        }
    }
    parts.retain(|(part, _, _)| !part.is_empty());
    parts
}

/// The lists have no word for a field that is made of more words.
const MOST_WORDS: usize = 6;

/// Tries the whole text first, then less and less of it. `rest` holds words elsewhere in the header.
pub(super) fn within(words: &[String], rest: &[String], more: u32, found: &mut Vec<Word>) {
    for start in 0..words.len() {
        for end in (start + 1..=words.len().min(start + MOST_WORDS)).rev() {
            let (Some(before), Some(middle), Some(behind)) =
                (words.get(..start), words.get(start..end), words.get(end..))
            else {
                continue;
            };
            if is_astride(words, start) || is_astride(words, end) {
                continue;
            }
            for alias in aliases_of(middle) {
                if names_a_company(*alias, before, behind) {
                    continue;
                }
                let sides = [(before, Side::Before), (behind, Side::Behind)];
                let Some((distance, unknown)) = around(*alias, sides) else { continue };
                let Some((elsewhere, _)) = around(*alias, [(rest, Side::Behind)]) else { continue };
                let loose = match unknown {
                    0 => Loose::No,
                    1 => Loose::Beside,
                    2 => Loose::Around,
                    _ => continue,
                };
                let alias = whole_name(owned(*alias, before, behind), middle, before);
                keep(Word { alias, distance: distance + elsewhere + more, loose }, found);
            }
        }
    }
}

/// Whose the word in the middle is, where that stands beside it.
fn owned(alias: Alias, before: &[String], behind: &[String]) -> Alias {
    let is_one =
        |word: &str| beside(word).iter().any(|kind| matches!(kind, Beside::Whose | Beside::Customer));
    let whose = |words: &[String]| is_one(&words.concat());
    let last = behind.last().is_some_and(|last| is_one(last));
    if whose(before) || whose(behind) || last { alias.owned() } else { alias }
}

/// The sign for a first name is one for the whole name behind a word that says whose it is: “社員名”.
fn whole_name(alias: Alias, middle: &[String], before: &[String]) -> Alias {
    let is_sign = |word: &String| word.chars().count() == 1 && word.chars().all(is_wide);
    let is_name = alias.field == Field::FirstName && middle.iter().all(is_sign) && !before.is_empty();
    if is_name { Alias { field: Field::FullName, tier: 1, ..alias } } else { alias }
}

/// A word for a first name and one for a last name are a full name, in any order and language: “Nom et prénom”.
pub(super) fn both_names(words: &[String], found: &mut Vec<Word>) {
    let is = |words: &[String], field: Field| {
        aliases(&words.concat()).iter().any(|alias| alias.field == field && !alias.weak)
    };
    let is_filler = |words: &[String]| words.is_empty() || beside(&words.concat()).contains(&Beside::Filler);
    for at in 1..words.len() {
        for to in at..words.len().min(at + 2) {
            let (Some(one), Some(between), Some(two)) = (words.get(..at), words.get(at..to), words.get(to..))
            else {
                continue;
            };
            let (first, last) = (Field::FirstName, Field::LastName);
            if is_filler(between) && (is(one, first) && is(two, last) || is(one, last) && is(two, first)) {
                let alias =
                    Alias { field: Field::FullName, tier: 0, weak: false, either: false, alone: false };
                found.clear();
                found.push(Word { alias, distance: 0, loose: Loose::No });
            }
        }
    }
}

/// Keeps the better of two words for one field.
fn keep(word: Word, found: &mut Vec<Word>) {
    match found.iter_mut().find(|known| known.alias.field == word.alias.field) {
        Some(known) if (known.loose, known.distance) <= (word.loose, word.distance) => {}
        Some(known) => *known = word,
        None => found.push(word),
    }
}

/// Words of fewer letters are other words with one letter changed: “SSS No” is no “SMS No”.
const SHORTEST_WITH_ERROR: usize = 4;

/// Whether the first letter in which a text differs from a known one stands in a word that may have a typing error.
fn is_in_long_word(words: &[String], compact: &str, known: &str) -> bool {
    let same = compact.chars().zip(known.chars()).take_while(|(one, other)| one == other).count();
    let mut end = 0;
    let at = words.iter().find(|word| {
        end += word.chars().count();
        same < end
    });
    at.or(words.last()).is_some_and(|word| word.chars().count() >= SHORTEST_WITH_ERROR)
}

/// The field whose words are one typing error away; none where it could be several.
fn misspelt_word(words: &[String], found: &mut Vec<Word>) {
    let mut meant = Vec::new();
    let compact = words.concat();
    let known = misspelt(&compact).into_iter().filter(|known| is_in_long_word(words, &compact, known));
    for alias in known.flat_map(aliases).filter(|alias| !alias.weak) {
        keep(Word { alias: *alias, distance: 6, loose: Loose::Misspelt }, &mut meant);
    }
    if meant.len() == 1 {
        *found = meant;
    }
}
