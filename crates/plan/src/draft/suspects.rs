//! Addresses that reach nobody, or somebody else: at a domain that is nearly another one, at one that cannot be, and those that
//! say that there is none. Asked of all rows together, because what most of them say counts.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::field::Field;
use crate::finding::Code;
use crate::subject::users::row::Mark;
use crate::value::email_domain::{ending_meant, is_nearly, is_nobody, may_be_nobody, provider_meant};

/// Whether so few addresses are at a domain, beside those at the domain of most, that it may be a mistake.
const fn is_rare(count: u32, of_most: u32) -> bool {
    count * 10 <= of_most || count == 1 && of_most >= 3
}

impl Draft {
    /// Marks the rows whose address is at a suspicious domain, in place of those that were marked before.
    pub(super) fn with_suspects(mut self) -> Self {
        self.marks.retain(|mark| mark.code != Code::EmailSuspect);
        let (suspects, most) = self.suspects();
        self.most_domain = most;
        if suspects.is_empty() {
            return self;
        }
        let numbers: FxHashMap<&str, (u32, u32)> = suspects
            .iter()
            .map(|(domain, meant)| (domain.as_str(), (self.texts.number(domain), self.texts.number(meant))))
            .collect();
        let mut marks: Vec<Mark> = Vec::new();
        for row in 0..self.rows.len() as u32 {
            let address = self.text(self.row(row).email);
            let Some((mut value, other)) = numbers.get(domain(address)).copied() else { continue };
            if other == 0 && may_be_nobody(domain(address)) {
                if !is_nobody(address) {
                    continue;
                }
                let address = address.to_owned();
                value = self.texts.number(&address);
            }
            marks.push(Mark { row, code: Code::EmailSuspect, field: Some(Field::Email), value, other });
        }
        self.marks.extend(marks);
        // Stable, because that merges the two ascending runs.
        self.marks.sort();
        self
    }

    /// Suspicious domains, ascending, each with the one that was probably meant, if any; and the domain of most addresses.
    fn suspects(&self) -> (Vec<(String, String)>, Option<String>) {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        // Rows of one domain often follow each other.
        let (mut last, mut run) = ("", 0);
        for row in &self.rows {
            let here = domain(self.text(row.email));
            if here != last {
                *counts.entry(last).or_default() += run;
                (last, run) = (here, 0);
            }
            run += 1;
        }
        *counts.entry(last).or_default() += run;
        counts.remove("");
        let all: u32 = counts.values().sum();
        // At most one domain has more than half of the addresses, so the order of the table does not matter.
        let most =
            counts.iter().find(|(_, count)| **count * 2 > all).map(|(domain, count)| (*domain, *count));
        let meant = |domain: &str, count: u32| match most {
            Some((most, of_most)) if is_rare(count, of_most) && is_nearly(domain, most) => {
                Some(most.to_owned())
            }
            _ => provider_meant(domain)
                .or_else(|| ending_meant(domain, most.map(|(most, _)| most)))
                .or_else(|| may_be_nobody(domain).then(String::new)),
        };
        let mut suspects: Vec<(String, String)> = counts
            .iter()
            .filter_map(|(domain, count)| Some(((*domain).to_owned(), meant(domain, *count)?)))
            .collect();
        suspects.sort_unstable();
        (suspects, most.map(|(most, _)| most.to_owned()))
    }
}

/// The domain of an address in normal form; empty where there is no address.
fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}
