//! Words for the fields and the words around them, kept as data in `words/*.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use strsim::osa_distance;

use super::fold::fold;
use crate::field::Field;

/// What the lists say of a word for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alias {
    /// The field it is a word for.
    pub field: Field,
    /// Of two columns the one with the lower tier is taken.
    pub tier: u8,
    /// Whether the cells must bear it out.
    pub weak: bool,
    /// Whether it may be a first, a last or a full name.
    pub either: bool,
    /// Whether nothing may follow it, and nothing but whose it is may precede it.
    pub alone: bool,
}

impl Alias {
    /// Whether it is a word for an external id that does not say whose it is: it may be the number of the row.
    pub(super) fn is_bare_id(self) -> bool {
        self.field == Field::ExternalId && self.tier == BARE_ID
    }

    /// Whether it is the number that a customer has.
    pub(super) fn is_customers_id(self) -> bool {
        self.field == Field::ExternalId && self.tier == CUSTOMERS_ID
    }

    /// Whether it is a cost centre: often a team, and often but a number of the bookkeeping.
    pub(super) fn is_cost_center(self) -> bool {
        self.field == Field::Teams && self.tier == COST_CENTER
    }

    /// The same word once somebody stands beside it: “Code” says little, “Code of the agent” says that it is an id.
    pub(super) fn owned(self) -> Self {
        if self.weak && self.is_bare_id() { Self { weak: false, tier: PERSONS_ID, ..self } } else { self }
    }
}

/// The tiers of the external ids that hold “Person ID”, and “ID” and “Number” with nobody beside them.
const PERSONS_ID: u8 = 3;
const BARE_ID: u8 = 5;

/// The tier of the external ids that holds “Customer ID”.
const CUSTOMERS_ID: u8 = 7;

/// The tier of the teams that holds “Cost Center”.
const COST_CENTER: u8 = 4;

/// What a word is to the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Says whose it is: a person of the file.
    Whose,
    /// Says whose it is: somebody whom the people of the file sell to.
    Customer,
    /// The company: its name is nobody's.
    Company,
    /// Of an e-mail: the office or the account, which may have one of its own.
    Shared,
    /// The department that keeps ids, roles and teams; its e-mail and phone are not the person's.
    Department,
    /// The organisation, which has roles and teams as well.
    Organization,
    /// Which of several, without making it the second choice.
    Which,
    /// Of several the one that holds from now on, which counts for a little less where nothing says that there was another.
    Newer,
    /// An article, a preposition, a word of a question.
    Filler,
    /// Of an e-mail or a phone: the one at work, or the one to sign in with.
    Work,
    /// The second choice.
    Secondary,
    /// Of an e-mail or a phone: the second choice.
    Private,
    /// Says which place it has among several that count together.
    Ordinal,
    /// Says that a thing is given by its name, code or number.
    GivenBy,
    /// Somebody else's, or a remark: the column is no field.
    Other,
    /// A word of an address.
    Address,
}

impl Beside {
    fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "whose" => Self::Whose,
            "customer" => Self::Customer,
            "company" => Self::Company,
            "shared" => Self::Shared,
            "department" => Self::Department,
            "organization" => Self::Organization,
            "which" => Self::Which,
            "newer" => Self::Newer,
            "filler" => Self::Filler,
            "work" => Self::Work,
            "secondary" => Self::Secondary,
            "private" => Self::Private,
            "ordinal" => Self::Ordinal,
            "given_by" => Self::GivenBy,
            "other" => Self::Other,
            "address" => Self::Address,
            _ => return None,
        })
    }
}

const FILES: [&str; 3] =
    [include_str!("words/names.txt"), include_str!("words/contact.txt"), include_str!("words/work.txt")];

/// The fields by folded word without blanks; a word may stand for several.
static ALIASES: LazyLock<BTreeMap<String, Vec<Alias>>> = LazyLock::new(|| {
    let mut aliases = BTreeMap::new();
    for file in FILES {
        read_aliases(file, &mut aliases, |word| fold(word).concat());
    }
    aliases
});

/// Folded words without blanks for full names that begin with the last name.
static LAST_FIRST: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = lines(include_str!("words/names.txt"));
    let words = lines.iter().flat_map(|line| without_language(line).split(','));
    words.filter(|word| word.trim().ends_with('<')).map(|word| fold(word).concat()).collect()
});

/// What stands around, by folded words without blanks.
static AROUND: LazyLock<BTreeMap<String, Vec<Beside>>> =
    LazyLock::new(|| read_around(include_str!("words/around.txt")));

static COUNTRIES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| read_list(include_str!("words/countries.txt")));

/// The fields that a folded header without blanks is a word for.
pub(super) fn aliases(compact: &str) -> &'static [Alias] {
    ALIASES.get(compact).map_or(&[], Vec::as_slice)
}

/// The fields that folded words stand for in this order or any other: `mobile tel` is `tel mobile`.
pub(super) fn aliases_of(words: &[String]) -> &'static [Alias] {
    let compact = words.concat();
    let reordered = || match words.len() {
        2..=3 => REORDERED.get(&sorted(words)).map_or(&[][..], Vec::as_slice),
        _ => &[],
    };
    let known = [aliases(&compact), reordered(), singular(&compact)];
    known.into_iter().find(|known| !known.is_empty()).unwrap_or_default()
}

/// Shorter words end in an s for many reasons.
const SHORTEST_PLURAL: usize = 8;

/// The fields that words stand for whose English plural the lists do not have: `phonenumbers`, `emailaddresses`.
fn singular(compact: &str) -> &'static [Alias] {
    let of = |ending: &str| compact.strip_suffix(ending).map_or(&[][..], aliases);
    match of("s") {
        _ if compact.len() < SHORTEST_PLURAL => &[],
        [] => of("es"),
        known => known,
    }
}

/// What stands for a field in several words, by these words in alphabetical order.
static REORDERED: LazyLock<BTreeMap<String, Vec<Alias>>> = LazyLock::new(|| {
    let mut reordered = BTreeMap::new();
    for file in FILES {
        read_aliases(file, &mut reordered, |word| {
            let words = fold(word);
            if words.len() > 1 { sorted(&words) } else { String::new() }
        });
    }
    reordered
});

/// What the lists say of the words that stand there alone, by the folded word.
pub(super) fn single_words() -> BTreeMap<String, Vec<Alias>> {
    let mut single = BTreeMap::new();
    for file in FILES {
        read_aliases(file, &mut single, |word| match fold(word).as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        });
    }
    single
}

/// Whether any word for somebody else, or for a remark, begins with a folded one.
pub(super) fn begins_other(word: &str) -> bool {
    let known = AROUND.range(word.to_owned()..).take_while(|(one, _)| one.starts_with(word));
    known.into_iter().any(|(_, kinds)| kinds.contains(&Beside::Other))
}

fn sorted(words: &[String]) -> String {
    let mut words = words.iter().map(String::as_str).collect::<Vec<_>>();
    words.sort_unstable();
    words.join(" ")
}

/// Misspelt words are looked for among those of at least so many characters.
const SHORTEST_MISSPELT: usize = 5;

/// The words that are left of each word when one of its characters is left out: two words one typing error apart have
/// one of them in common.
static NEARBY: LazyLock<BTreeMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut nearby: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in
        ALIASES.iter().filter(|(_, aliases)| aliases.iter().any(|alias| !alias.weak)).map(|(word, _)| word)
    {
        for less in with_one_less(word) {
            nearby.entry(less).or_default().push(word);
        }
    }
    nearby
});

/// The word as it stands, and without each of its characters.
fn with_one_less(word: &str) -> Vec<String> {
    let without = word.char_indices().map(|(at, character)| {
        let (before, rest) = word.split_at(at);
        format!("{before}{}", rest.get(character.len_utf8()..).unwrap_or_default())
    });
    let long = word.chars().count() >= SHORTEST_MISSPELT;
    without.chain([word.to_owned()]).filter(|_| long).collect()
}

/// The words of the lists that are one typing error away, in alphabetical order.
pub(super) fn misspelt(compact: &str) -> BTreeSet<&'static str> {
    let near = with_one_less(compact);
    let near = near.iter().filter_map(|less| NEARBY.get(less)).flatten().copied();
    near.filter(|word| osa_distance(word, compact) == 1).collect()
}

/// Whether folded words without blanks are for a full name that begins with the last name.
pub(super) fn is_last_first(compact: &str) -> bool {
    LAST_FIRST.contains(compact)
}

/// What folded words without blanks are to a word beside them.
pub(super) fn beside(compact: &str) -> &'static [Beside] {
    AROUND.get(compact).map_or(&[], Vec::as_slice)
}

/// Whether a text is the name of a country.
pub(super) fn is_country_name(text: &str) -> bool {
    COUNTRIES.contains(&fold(text).concat())
}

/// The lines that say something; a line goes on behind a backslash.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\\\n", " ");
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// The name of a section, where a line begins one.
pub(super) fn section(line: &str) -> Option<&str> {
    line.strip_prefix('[').and_then(|line| line.strip_suffix(']'))
}

/// A line without the language at its start, which is for the reader only.
fn without_language(line: &str) -> &str {
    match line.split_once(": ") {
        Some((language, rest)) if language.len() == 2 => rest,
        _ => line,
    }
}

fn read_aliases(text: &str, aliases: &mut BTreeMap<String, Vec<Alias>>, key: impl Fn(&str) -> String) {
    let (mut field, mut tier) = (None, 0_u8);
    for line in lines(text) {
        if let Some(key) = section(&line) {
            (field, tier) = (Field::from_key(key), 0);
            continue;
        }
        let Some(field) = field else { continue };
        tier += u8::from(line.starts_with("- "));
        for word in without_language(line.trim_start_matches("- ")).split(',') {
            let word = word.trim();
            let compact = key(word);
            if compact.is_empty() {
                continue;
            }
            let known = aliases.entry(compact).or_default();
            if !known.iter().any(|alias| alias.field == field) {
                let word = word.trim_end_matches('<');
                let (weak, either, alone) = (word.ends_with('?'), word.ends_with('~'), word.ends_with('!'));
                known.push(Alias { field, tier: tier.saturating_sub(1), weak, either, alone });
            }
        }
    }
}

fn read_around(text: &str) -> BTreeMap<String, Vec<Beside>> {
    let mut around: BTreeMap<String, Vec<Beside>> = BTreeMap::new();
    let mut kind = None;
    for line in lines(text) {
        if let Some(key) = section(&line) {
            kind = Beside::from_key(key);
            continue;
        }
        let Some(kind) = kind else { continue };
        let words = without_language(&line).split(',').map(|word| fold(word).concat());
        for word in words.filter(|word| !word.is_empty()) {
            let known = around.entry(word).or_default();
            if !known.contains(&kind) {
                known.push(kind);
            }
        }
    }
    around
}

fn read_list(text: &str) -> FxHashSet<String> {
    let words = lines(text).join(",");
    words.split(',').map(|word| fold(word).concat()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_words_and_every_word_folds_to_something() {
        assert_eq!(aliases(""), []);
        for field in Field::ALL {
            let compact = fold(field.header()).concat();
            assert!(aliases(&compact).iter().any(|alias| alias.field == field && !alias.weak), "{field:?}");
        }
    }

    #[test]
    fn the_lists_hold_what_they_say() {
        assert!(is_country_name("Côte d’Ivoire") && !is_country_name("County"));
        assert!(
            ["id", "number", "identifiant", "编号"]
                .iter()
                .all(|word| aliases(word).iter().any(|one| one.is_bare_id()))
        );
        assert!(
            ["costcenter", "kostenstelle"]
                .iter()
                .all(|word| aliases(word).iter().any(|one| one.is_cost_center()))
        );
        assert!(!aliases("division").iter().any(|alias| alias.is_cost_center()));
        assert!(
            ["customerid", "leadid", "kundennummer"]
                .iter()
                .all(|word| aliases(word).iter().any(|one| one.is_customers_id()))
        );
        assert!(!aliases("recordid").iter().chain(aliases("username")).any(|alias| alias.is_customers_id()));
        assert!(!aliases("employeeid").iter().chain(aliases("username")).any(|alias| alias.is_bare_id()));
        assert_eq!(beside("teamlead"), [Beside::Other]);
        for (word, kinds) in AROUND.iter().filter(|(_, kinds)| kinds.contains(&Beside::Ordinal)) {
            let counts = kinds.iter().any(|kind| matches!(kind, Beside::Which | Beside::Secondary));
            assert!(counts, "{word} is a word for a place among several, and nothing else");
        }
        let lines = FILES.map(lines).concat();
        let longest =
            lines.iter().flat_map(|line| without_language(line).split(',')).map(|word| fold(word).len());
        assert!(longest.max() <= Some(6), "longer words for a field are not found");
        assert!(beside("lead").contains(&Beside::Customer) && beside("müşteri").is_empty());
        assert!(beside("musteri").contains(&Beside::Customer));
    }
}
