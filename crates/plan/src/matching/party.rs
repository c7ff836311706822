//! Whose a column is, by its header: a person's of the file, or a customer's whom they sell to. Nobody is to be invited whose
//! contacts are only in the file because somebody sells to them, nor to be made up of two people.

use std::collections::BTreeSet;

use super::around::runs_of_words;
use super::assign::Verdict;
use super::cells::Fit;
use super::headers::{Header, Loose};
use super::own::{OTHERS, OWN, share_with_names};
use super::score::{Candidate, Ground, Subject};
use super::words::Beside;
use crate::field::Field;
use crate::sheet::Sheet;

/// Whom a header names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Party {
    /// Nobody.
    #[default]
    Nobody,
    /// One of the people of the file.
    Own,
    /// Somebody whom they sell to.
    Customer,
    /// Either of them: a broker.
    Either,
}

/// What a header says of whose its column is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owner {
    pub party: Party,
    /// The words that say so.
    whose: BTreeSet<String>,
    /// Whether it says “office” or “account”, which may have a mailbox of their own.
    pub is_shared: bool,
}

impl Owner {
    pub(super) fn of(words: &[String]) -> Self {
        let mut owner = Self::default();
        for (run, kinds) in runs_of_words(words) {
            let has = |kind: Beside| kinds.contains(&kind);
            let (whose, customer) = (has(Beside::Whose), has(Beside::Customer));
            owner.is_shared |= has(Beside::Shared);
            if whose || customer {
                owner.whose.insert(run.concat());
            }
            // “Contact” and “personnel” say little of whose a column is.
            let says_little = kinds.iter().any(|kind| matches!(kind, Beside::Which | Beside::Secondary));
            let party = match (whose, customer) {
                (true, true) => Party::Either,
                (false, true) => Party::Customer,
                (true, false) if !says_little => Party::Own,
                _ => continue,
            };
            // “Customer service rep” is a rep.
            owner.party = match (owner.party, party) {
                (Party::Own, _) | (_, Party::Own) => Party::Own,
                (Party::Either, _) | (_, Party::Either) => Party::Either,
                _ => party,
            };
        }
        owner
    }
}

/// Leaves the columns of customers alone, unless they are what the list is about.
///
/// Their name is taken only beside an e-mail or a phone that says of nobody whose it is, their e-mail only where it has the
/// names of somebody else in the row, their phone only with that e-mail, and their id only in a list of people without roles,
/// teams and territories, as a list of customers is.
pub(super) fn mind_customers(candidates: &mut [Candidate], headers: &[Header], sheet: &Sheet) {
    mark_customers(candidates, headers);
    if !candidates.iter().any(Candidate::is_of_customer) {
        return;
    }
    let party = |one: &Candidate| headers.get(one.column).map_or(Party::Nobody, |header| header.owner.party);
    let of_nobody = |one: &Candidate| party(one) == Party::Nobody && !one.is_of_customer();
    let is_contact =
        |one: &&Candidate| matches!(one.field, Field::Email | Field::Phone) && is_understood(one);
    let has_plain = candidates.iter().filter(is_contact).any(of_nobody);
    let has_own =
        candidates.iter().filter(is_contact).any(|one| !one.is_of_customer() && party(one) != Party::Nobody);
    let share = |candidates: &[Candidate], names: &BTreeSet<u32>| {
        let plain = |one: &&Candidate| one.field == Field::Email && is_understood(one) && of_nobody(one);
        let emails = candidates.iter().filter(plain).map(|one| one.column as u32).collect::<BTreeSet<_>>();
        emails.into_iter().find_map(|email| share_with_names(sheet, email, names))
    };
    let [own_names, names] = [false, true].map(|of_customer| {
        columns_of_names(candidates.iter().filter(|one| one.is_of_customer() == of_customer))
    });
    let are_carried = share(candidates, &names);
    let keeps_names =
        has_plain && !has_own && own_names.is_empty() && are_carried.is_none_or(|share| share >= OTHERS);
    // The e-mail of the customer is none of the rep whose name stands beside it.
    let is_customers_mail = !has_own
        && are_carried.is_some_and(|share| share >= OWN)
        && share(candidates, &own_names).is_some_and(|share| share < OTHERS);
    for one in candidates.iter_mut().filter(|one| one.field.is_name()) {
        if one.is_of_customer() {
            one.enough &= keeps_names;
        } else if is_customers_mail && party(one) == Party::Own {
            one.enough = false;
        }
    }
    let has_names = candidates.iter().any(|one| one.enough && one.field.is_name());
    let is_of_staff = has_own || candidates.iter().any(|one| is_work(one.field) && is_understood(one));
    let mut carries_names = false;
    for one in candidates.iter_mut().filter(|one| one.is_of_customer() && one.field == Field::Email) {
        let share = share_with_names(sheet, one.column as u32, &own_names);
        one.enough &= one.fit == Fit::Good && share.is_some_and(|share| share >= OWN);
        carries_names |= one.enough;
    }
    for one in candidates.iter_mut().filter(|one| one.is_of_customer()) {
        match one.field {
            Field::Phone => one.enough &= carries_names,
            Field::ExternalId => one.enough &= has_names && !is_of_staff,
            _ => {}
        }
    }
}

/// Marks what is of a customer, other than what the account chose before. A word for either is one for a customer where
/// the names are of somebody else.
fn mark_customers(candidates: &mut [Candidate], headers: &[Header]) {
    let owner = |one: &Candidate| headers.get(one.column).map(|header| &header.owner);
    let named = candidates.iter().filter(|one| one.field.is_name() && is_understood(one)).filter_map(owner);
    let named = named.map(|owner| &owner.whose).collect::<Vec<_>>();
    for one in candidates.iter_mut().filter(|one| one.ground != Ground::Remembered) {
        let Some(owner) = owner(one) else { continue };
        let by_header = match owner.party {
            Party::Customer => true,
            Party::Either => !named.is_empty() && !named.contains(&&owner.whose),
            Party::Nobody | Party::Own => false,
        };
        let by_word = matches!(one.ground, Ground::Word(word) if word.alias.is_customers_id());
        let is_persons =
            one.field.is_name() || matches!(one.field, Field::Email | Field::Phone | Field::ExternalId);
        if (by_header || by_word) && is_persons {
            one.subject = Subject::Customer;
        }
    }
}

/// Of several e-mails as good as each other leaves the one that has the names that are taken, where the others have nothing of
/// them; and no phone of whom those are.
pub(super) fn settle_by_names(
    verdicts: &[Verdict],
    candidates: &mut [Candidate],
    headers: &[Header],
    sheet: &Sheet,
) {
    let taken = verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Takes(one) => Some(one),
        _ => None,
    });
    let names = columns_of_names(taken);
    let is_twin =
        |column: usize| matches!(verdicts.get(column), Some(Verdict::Twin { field: Field::Email, .. }));
    let emails = candidates.iter().filter(|one| one.field == Field::Email && one.enough);
    let Some(least) = emails.clone().filter(|one| is_twin(one.column)).map(|one| one.score).min() else {
        return;
    };
    let share = |column: usize| share_with_names(sheet, column as u32, &names);
    let equals = emails.filter(|one| one.score >= least).map(|one| one.column);
    let shares = equals.map(|column| (column, share(column))).collect::<Vec<_>>();
    let (own, others): (Vec<_>, Vec<_>) =
        shares.into_iter().partition(|(_, share)| share.is_some_and(|share| share >= OWN));
    let ([(own, _)], true) =
        (own.as_slice(), others.iter().all(|(_, share)| share.is_some_and(|share| share < OTHERS)))
    else {
        return;
    };
    let whose = |column: usize| headers.get(column).map(|header| &header.owner.whose);
    let others = others.iter().map(|(column, _)| *column).collect::<BTreeSet<_>>();
    for one in candidates.iter_mut() {
        let is_others = |other: &usize| {
            let other = whose(*other);
            other == whose(one.column) && other != whose(*own)
        };
        one.enough &= match one.field {
            Field::Email => !others.contains(&one.column),
            Field::Phone => !others.iter().any(is_others),
            _ => true,
        };
    }
}

/// The columns of what are names beyond doubt.
pub(super) fn columns_of_names<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> BTreeSet<u32> {
    candidates.filter(|one| one.field.is_name() && is_understood(one)).map(|one| one.column as u32).collect()
}

const fn is_work(field: Field) -> bool {
    matches!(field, Field::Role | Field::Teams | Field::Territories | Field::TerritoryAccess)
}

/// Whether the header of a column that may be taken leaves nothing unknown.
fn is_understood(candidate: &Candidate) -> bool {
    candidate.enough && matches!(candidate.ground, Ground::Word(word) if word.loose == Loose::No)
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    #[test]
    fn headers_say_whose_a_column_is() {
        for (header, party) in [
            ("Customer Email", Party::Customer),
            ("Email client", Party::Customer),
            ("Lead Phone", Party::Customer),
            ("Телефон клиента", Party::Customer),
            ("Lead Rep Email", Party::Own),
            ("Customer Service Rep", Party::Own),
            ("Broker Email", Party::Either),
            ("Contact Email", Party::Nobody),
            ("Mail personnel", Party::Nobody),
            ("Email", Party::Nobody),
            ("Team Lead", Party::Nobody),
            ("", Party::Nobody),
        ] {
            assert_eq!(Owner::of(&fold(header)).party, party, "{header}");
        }
    }
}
