//! XML that does not say so: many programs leave the first line of it out.

/// The end of a text that is looked at.
const TAIL: usize = 4096;

/// The beginning of a text behind the comments of XML and HTML.
pub(super) fn behind_comments(head: &str) -> &str {
    let mut rest = head;
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start();
    }
    rest
}

/// Whether a text is an XML document, by its beginning in lower case and all of its bytes: its first tag names a
/// vocabulary, or what the first tag opens is closed at the very end and nowhere before. Cells may hold tags as well, but
/// not over the whole of a table.
pub(super) fn is_xml(head: &str, bytes: &[u8]) -> bool {
    let Some((name, rest)) = first_tag(head) else { return false };
    let tag = rest.split('>').next().unwrap_or_default();
    if tag.contains("xmlns=") || tag.contains("xmlns:") {
        return true;
    }
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    let tail = tail.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>();
    let tail = String::from_utf8_lossy(&tail).to_lowercase();
    let close = format!("</{name}>");
    let is_closed = behind_last_comment(&tail).ends_with(&close);
    // A short text is head and tail in one; the closing tag of a long one must not be in its head.
    is_closed && head.matches(&close).count() <= 1 && tail.matches(&close).count() == 1
}

/// The name of the tag that a text begins with, and what stands behind the name.
fn first_tag(head: &str) -> Option<(&str, &str)> {
    let rest = head.strip_prefix('<')?;
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':');
    let end = rest.find(|letter| !is_of_name(letter))?;
    let (name, rest) = rest.split_at_checked(end)?;
    let begins = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
    (begins && rest.starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/')))
        .then_some((name, rest))
}

/// A text up to the comments and blanks at its end.
fn behind_last_comment(tail: &str) -> &str {
    let mut rest = tail.trim_end();
    while let Some((before, _)) = rest.strip_suffix("-->").and_then(|comment| comment.rsplit_once("<!--")) {
        rest = before.trim_end();
    }
    rest
}
