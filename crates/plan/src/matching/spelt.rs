//! Headers as they were meant, before anything is read into them: without spoiled letters and what programs add, and no longer
//! than a name can be.

use std::collections::BTreeSet;

use crate::read::mojibake::repair;

/// What Salesforce puts behind the names of the fields that a company has made for itself.
const OWN_FIELDS: [&str; 2] = ["__c", "__pc"];

/// What tools that join two tables put behind the names that both of them have.
const JOINED: [&str; 2] = ["_x", "_y"];

/// All headers of a sheet as they were meant.
pub(super) fn spelt(headers: &[String]) -> Vec<String> {
    let whole = headers.iter().map(|header| plain(header)).collect::<Vec<_>>();
    let all = whole.iter().map(|header| header.trim()).collect::<BTreeSet<_>>();
    whole.iter().map(|header| without_side(header.trim(), &all).to_owned()).collect()
}

/// A longer header is a text about the column: what it says is said by then, and words are compared with words in every
/// combination.
const MOST_LETTERS: usize = 300;

/// The beginning of a header that is read.
pub(super) fn short(header: &str) -> &str {
    header.char_indices().nth(MOST_LETTERS).and_then(|(end, _)| header.get(..end)).unwrap_or(header)
}

/// A header without spoiled letters, `PrÃ©nom`, and without the mark of a field of one's own.
fn plain(header: &str) -> String {
    let header = short(header);
    let repaired = repair(header).unwrap_or_else(|| header.to_owned());
    let bare = OWN_FIELDS.iter().find_map(|mark| repaired.trim_end().strip_suffix(mark));
    bare.map_or(repaired.clone(), str::to_owned)
}

/// A header without the side of a join that it comes from, where the other side is there as well.
fn without_side<'h>(header: &'h str, all: &BTreeSet<&str>) -> &'h str {
    let bare = JOINED.iter().find_map(|side| header.strip_suffix(side));
    bare.filter(|bare| JOINED.iter().all(|side| all.contains(format!("{bare}{side}").as_str())))
        .unwrap_or(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_add_to_a_name_is_left_out() {
        let headers = ["PrÃ©nom", "Last_Name__c", "Email_x", "Email_y", "Axis_x", "Señor"].map(str::to_owned);
        assert_eq!(spelt(&headers), ["Prénom", "Last_Name", "Email", "Email", "Axis_x", "Señor"]);
    }
}
