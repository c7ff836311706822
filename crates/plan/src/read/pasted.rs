//! A pasted text as the file that says the same: cells of a spreadsheet as they are, a list of people as two columns.

use super::encoding::Decoded;
use crate::mapping::Reading;

/// What stands between the columns.
const TAB: char = '\t';
/// The names of the columns.
const HEADER: &str = "Full Name\tEmail\n";
/// A line of more bytes is no list that somebody wrote.
const LONGEST: usize = 1 << 18;
/// A name of more words is no name.
const MOST_WORDS: usize = 8;

/// What was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Cells, or anything that is read as a file would be: as it stands.
    Cells(String),
    /// A list of people with their addresses, made a table with the columns `Full Name` and `Email`.
    List(String),
}

/// What was pasted. A list is taken for one only where each of its lines names an address, and nothing else is in it but
/// names: `Ana Ruiz <ana@x.example>`, `Ruiz, Ana (ana@x.example)`, `ana@x.example`, one a line or many with `;` or `,`
/// between them, as mail programs copy them. Anything else is left to the reading of files, which loses nothing.
pub fn pasted(text: String) -> Pasted {
    match people(&text) {
        Some(people) => Pasted::List(table(&people)),
        None => Pasted::Cells(text),
    }
}

/// A name, which may be blank, and an address.
type Entry<'t> = (String, &'t str);

fn people(text: &str) -> Option<Vec<Entry<'_>>> {
    if text.contains(TAB) {
        return None;
    }
    let mut people = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        people.extend(entries(line)?);
    }
    (!people.is_empty()).then_some(people)
}

/// The people of a line; none where something in it is neither a name nor an address.
fn entries(line: &str) -> Option<Vec<Entry<'_>>> {
    let (parts, after) = parts(line)?;
    let after = name(after)?;
    match parts.as_slice() {
        [] => None,
        // The address may come first; names on both sides are of two people, one of whom has none.
        [(before, address)] if !after.is_empty() => name(before)?.is_empty().then(|| vec![(after, *address)]),
        // Of several people each name stands before its address.
        several if after.is_empty() => {
            several.iter().map(|(before, address)| Some((name(before)?, *address))).collect()
        }
        _ => None,
    }
}

/// The addresses of a line with what stands before each, and what stands behind the last one.
fn parts(line: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let (mut rest, mut parts) = (line, Vec::<(&str, &str)>::new());
    for address in addresses(line) {
        let (before, after) = rest.split_once(address)?;
        rest = after;
        let last = parts.last().map(|(_, last)| *last);
        if !(last.is_some_and(|last| last.eq_ignore_ascii_case(address)) && says_it_again(before)) {
            parts.push((before, address));
        }
    }
    Some((parts, rest))
}

/// Whether what stands between an address and the same one makes them one, as `ana@x.example<mailto:ana@x.example>` is.
fn says_it_again(between: &str) -> bool {
    let bare = between.replace("mailto:", "<");
    let mut marks = bare.chars().filter(|letter| !letter.is_whitespace()).peekable();
    marks.peek().is_some() && marks.all(|letter| "<>()[]".contains(letter))
}

/// What looks like an address: whether it is one is said where it can be put right.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    let between = |letter: char| letter.is_whitespace() || "<>()[]{},;\"|".contains(letter);
    let words = line.split(between).map(|word| word.trim_matches(['\'', '“', '”', '.', ':']));
    words.map(|word| word.strip_prefix("mailto:").unwrap_or(word)).filter(|word| {
        word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty())
    })
}

/// A name without what stands around it: marks of a list, brackets, quotes, `mailto:`. Nothing where it cannot be one.
fn name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches("mailto:");
    let around = |letter: char| letter.is_whitespace() || "<>()[]{},;:\"'“”|*•·–—-=".contains(letter);
    let text = text.trim_matches(around).trim_start_matches('.').trim_start_matches(around);
    // `1.` and `2)` count the lines.
    let counted = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let text =
        if counted.len() < text.len() { counted.strip_prefix(['.', ')']).unwrap_or(text) } else { text };
    let words: Vec<&str> = text.trim_matches(around).split_whitespace().collect();
    let strange = |word: &&str| {
        word.contains(|letter: char| letter.is_numeric() || "<>()[]{};|@/\\\t".contains(letter))
    };
    if words.len() > MOST_WORDS || words.iter().any(strange) || text.matches(',').count() > 1 {
        return None;
    }
    Some(words.join(" "))
}

/// Makes a text file that is such a list the table that says the same, one line for each of its people; says so. It is one
/// where each address stands in brackets behind a name; its first line may be a title. Lines keep their places.
pub(super) fn listed(decoded: &mut Decoded, reading: &Reading) -> Option<String> {
    // As it is read: somebody may have kept what was found.
    if !matches!(reading.delimiter, None | Some(TAB)) || !matches!(reading.quote, None | Some('"')) {
        return None;
    }
    let rest = decoded.bytes.get(decoded.start..)?;
    // Nearly every other file is known by its first lines.
    let mut lines =
        rest.split(|byte| *byte == b'\n').filter(|line| line.iter().any(u8::is_ascii_graphic)).take(2);
    let first = lines.find(|line| memchr::memchr(b'@', line).is_some())?;
    std::str::from_utf8(first).ok().and_then(listed_in)?;
    let text = std::str::from_utf8(rest).ok()?;
    let (mut table, mut count, mut is_first, mut several) =
        (String::with_capacity(text.len()), 0, true, false);
    for line in text.lines() {
        if line.trim().is_empty() {
            table.push('\n');
            continue;
        }
        match listed_in(line) {
            Some(people) => {
                count += people.len();
                several |= people.len() > 1;
                table.push_str(&rows(&people));
            }
            None if is_first && is_title(line) => table.push_str(HEADER),
            None => return None,
        }
        is_first = false;
    }
    if count < 2 {
        return None;
    }
    (decoded.bytes, decoded.start) = (table.into_bytes(), 0);
    let each =
        if several { " Several stand on one line, so its rows count people and not lines." } else { "" };
    Some(format!(
        "The file is a list of names with an address behind each, such as “Ana Ruiz <ana@…>”; it was read as two columns, \
         names and addresses.{each}"
    ))
}

/// The people of a line in which each address stands in brackets behind a name.
fn listed_in(line: &str) -> Option<Vec<Entry<'_>>> {
    if line.len() > LONGEST || !line.contains('<') || line.contains(TAB) {
        return None;
    }
    let people = entries(line)?;
    let (parts, _) = parts(line)?;
    let is_named = |(before, _): &(&str, &str)| {
        let name = before.trim_start_matches(['>', ',', ';', ' ']).strip_suffix('<').map(str::trim);
        name.is_some_and(|name| {
            let bare = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
            // A sign without a blank behind it stands between the cells of a table.
            !name.is_empty()
                && (bare.is_some_and(|bare| !bare.contains('"'))
                    || !name.contains([';', '|', '"'])
                        && name.matches(',').count() == name.matches(", ").count())
        })
    };
    (parts.len() == people.len() && parts.iter().all(is_named)).then_some(people)
}

/// Whether a line may be what somebody wrote over a list.
fn is_title(line: &str) -> bool {
    !line.contains(['@', TAB, ',', ';', '|', '<', '"'])
}

fn table(people: &[Entry<'_>]) -> String {
    HEADER.to_owned() + &rows(people)
}

fn rows(people: &[Entry<'_>]) -> String {
    let mut text = String::new();
    for (name, address) in people {
        // Neither has a tab, a quote or a line break in it that a reader could take for more.
        text.push_str(&name.replace('"', ""));
        text.push(TAB);
        text.push_str(address);
        text.push('\n');
    }
    text
}
