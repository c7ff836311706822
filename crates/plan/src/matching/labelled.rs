//! Columns that only say of another one what kind its cells are: `Phone 1 - Type` beside `Phone 1 - Value`.

use super::fold::fold;

/// How such a column ends, and how the one ends that it is about.
const LABELS: [&str; 3] = ["label", "type", "kind"];
const VALUES: [&str; 2] = ["value", "number"];

/// For each header the column that says what kind its cells are, if there is one. Only numbered columns have one, for of
/// one phone it matters little what it is called.
pub(crate) fn labels<'a>(headers: impl IntoIterator<Item = &'a str>) -> Vec<Option<usize>> {
    let folded = headers.into_iter().map(fold).collect::<Vec<_>>();
    let base = |words: &[String], ends: &[&str]| {
        let (last, rest) = words.split_last()?;
        ends.contains(&last.as_str()).then(|| rest.to_vec())
    };
    let labels = folded.iter().map(|words| base(words, &LABELS)).collect::<Vec<_>>();
    let label_of = |words: &Vec<String>| {
        let own = base(words, &VALUES).unwrap_or_else(|| words.clone());
        let is_numbered = own.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
        labels.iter().position(|base| is_numbered && base.as_ref() == Some(&own))
    };
    folded.iter().map(label_of).collect()
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn a_label_is_found_by_the_name_of_its_column() {
        for (headers, found) in [
            (
                &["Phone 1 - Type", "Phone 1 - Value", "Phone 2 - Type", "Phone 2 - Value"][..],
                [None, Some(0), None, Some(2)],
            ),
            (&["Phone 1", "Phone 1 Label", "Phone 2 Label", "Phone 2"], [Some(1), None, None, Some(2)]),
            (&["Phone", "Phone Type", "Phone 2", "Type"], [None; 4]),
        ] {
            assert_eq!(labels(headers.iter().copied()), found, "{headers:?}");
        }
    }
}
