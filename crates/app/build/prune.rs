//! Leaves out of a library's stylesheet what no page can use: rules whose classes stand in no template, and then the
//! custom properties and animations that nothing refers to any more. It reads the minified text the library ships, knows
//! strings and brackets, and passes through what it does not know.

use std::collections::HashSet;

/// The stylesheet without the rules that name a class outside of `words`, and without its comments.
pub fn prune(css: &str, words: &HashSet<&str>) -> String {
    let mut kept = rules(css, words);
    // A property may be used by another one only; each round frees the next.
    loop {
        let next = without_idle(&kept);
        if next.len() == kept.len() {
            return kept;
        }
        kept = next;
    }
}

fn rules(css: &str, words: &HashSet<&str>) -> String {
    let mut kept = String::new();
    for (head, body) in blocks(css) {
        let Some(body) = body else { continue };
        let head = head.rsplit_once("*/").map_or(head, |(_, head)| head.trim());
        if head.starts_with("@media") || head.starts_with("@supports") || head.starts_with("@container") {
            let inner = rules(body, words);
            if !inner.is_empty() {
                push(&mut kept, head, &inner);
            }
        } else if head.starts_with('@') {
            push(&mut kept, head, body);
        } else {
            let selectors: Vec<&str> =
                parts(head, ',').into_iter().filter(|one| usable(one, words)).collect();
            if !selectors.is_empty() && !body.trim().is_empty() {
                push(&mut kept, &selectors.join(","), body);
            }
        }
    }
    kept
}

fn push(css: &mut String, head: &str, body: &str) {
    css.push_str(head);
    css.push('{');
    css.push_str(body);
    css.push('}');
}

/// Whether every class of a selector stands in a template. The theme of a page follows the system, so rules for a theme
/// that a script would choose are of no use either.
fn usable(selector: &str, words: &HashSet<&str>) -> bool {
    !selector.contains("data-bs-") && classes(selector).all(|class| words.contains(class))
}

fn classes(selector: &str) -> impl Iterator<Item = &str> {
    selector.split('.').skip(1).map(|rest| {
        let end = rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '-' || letter == '_'));
        end.map_or(rest, |end| rest.split_at(end).0)
    })
}

/// The text without custom properties that no `var()` names, and without animations that no declaration names.
fn without_idle(css: &str) -> String {
    let named: HashSet<&str> =
        css.split("var(").skip(1).map(|rest| rest.split([',', ')']).next().unwrap_or(rest).trim()).collect();
    let idle = |head: &str| {
        head.trim()
            .split_once(':')
            .is_some_and(|(name, _)| name.starts_with("--tblr-") && !named.contains(name))
    };
    let mut kept = String::new();
    for (head, body) in blocks(css) {
        let Some(body) = body else { continue };
        if let Some(name) = head.strip_prefix("@keyframes ") {
            let used = css.matches(name.trim()).count() > css.matches(head.trim()).count();
            if used {
                push(&mut kept, head, body);
            }
        } else if head.starts_with("@media")
            || head.starts_with("@supports")
            || head.starts_with("@container")
        {
            push(&mut kept, head, &trimmed(body, &idle));
        } else {
            let left: Vec<&str> = parts(body, ';').into_iter().filter(|one| !idle(one)).collect();
            if !left.is_empty() {
                push(&mut kept, head, &left.join(";"));
            }
        }
    }
    kept
}

fn trimmed(css: &str, idle: &impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    for (head, body) in blocks(css) {
        let left: Vec<&str> =
            parts(body.unwrap_or_default(), ';').into_iter().filter(|one| !idle(one)).collect();
        if !left.is_empty() {
            push(&mut kept, head, &left.join(";"));
        }
    }
    kept
}

/// Each statement: what stands before its braces, and what stands in them; nothing for one that ends with a semicolon.
fn blocks(css: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    let (mut start, mut body, mut depth) = (0, 0, 0_u32);
    for (at, letter) in outside_strings(css) {
        match letter {
            '{' => {
                depth += 1;
                if depth == 1 {
                    body = at;
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let head = css.get(start..body).unwrap_or_default().trim();
                    found.push((head, css.get(body + 1..at)));
                    start = at + 1;
                }
            }
            ';' if depth == 0 => {
                found.push((css.get(start..at).unwrap_or_default().trim(), None));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The parts between separators that stand outside of brackets and strings; empty ones are left out.
fn parts(text: &str, separator: char) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, letter) in outside_strings(text) {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            other if other == separator && depth == 0 => {
                found.push(text.get(start..at).unwrap_or_default().trim());
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    found.push(text.get(start..).unwrap_or_default().trim());
    found.retain(|part| !part.is_empty());
    found
}

/// The letters outside of strings and comments, with their places.
fn outside_strings(css: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut comment = false;
    let mut before = ' ';
    css.char_indices().filter(move |(_, letter)| {
        let last = std::mem::replace(&mut before, *letter);
        if comment {
            comment = !(last == '*' && *letter == '/');
            return false;
        }
        match (quote, *letter) {
            (Some(open), letter) if letter == open && last != '\\' => {
                quote = None;
                false
            }
            (Some(_), _) => false,
            (None, '"' | '\'') if last != '\\' => {
                quote = Some(*letter);
                false
            }
            (None, '*') if last == '/' => {
                comment = true;
                false
            }
            _ => true,
        }
    })
}
