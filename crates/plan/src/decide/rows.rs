//! The fate of every row, in the order of the rules: the first that fits.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::identity::identify;
use super::people::{Index, plain};
use crate::authority::{self, Act, Rights};
use crate::choices::{Choices, Existing, Standing, Suspended};
use crate::draft::{About, Draft};
use crate::field::Field;
use crate::finding::{Code, Severity};
use crate::plan::{Change, Fate, Release, Values};
use crate::snapshot::{Access, Person, Role, Status};
use crate::subject::users::merge::{self, Note};
use crate::subject::users::row::State;
use crate::value::phone::PhoneNumber;

/// Rows on their way to a fate. Until [`Rows::settle`] a row that is neither skipped nor blocked counts as `Create`.
pub struct Rows<'a> {
    pub draft: &'a Draft,
    pub people: &'a Index<'a>,
    choices: Choices,
    rights: &'a Rights,
    pub fates: Vec<Fate>,
    /// The person of each row by place; empty while the snapshot found nobody.
    pub persons: Vec<Option<u32>>,
    /// The access of each new person.
    pub accesses: Vec<Option<Access>>,
    pub changes: Vec<Change>,
    pub unmade: Vec<Change>,
    pub releases: Vec<Release>,
    pub notes: Vec<(u32, Note)>,
    pub twins: FxHashSet<u32>,
    /// Rows at which the draft marked an error, by row.
    marked: Vec<bool>,
}

impl<'a> Rows<'a> {
    /// Every row, nothing decided but what fixes skip.
    pub fn new(draft: &'a Draft, people: &'a Index<'a>, choices: Choices, rights: &'a Rights) -> Self {
        let count = draft.rows.len();
        let mut marked = vec![false; count];
        for mark in &draft.marks {
            if mark.code.severity() == Severity::Error
                && let Some(marked) = marked.get_mut(mark.row as usize)
            {
                *marked = true;
            }
        }
        let fates = (0..count as u32)
            .map(|at| if draft.decision(at).skip { Fate::Skipped } else { Fate::Create })
            .collect();
        Self {
            draft,
            people,
            choices,
            rights,
            fates,
            persons: if people.is_empty() { Vec::new() } else { vec![None; count] },
            accesses: vec![None; count],
            changes: Vec::new(),
            unmade: Vec::new(),
            releases: Vec::new(),
            notes: Vec::new(),
            twins: FxHashSet::default(),
            marked,
        }
    }

    pub fn fate(&self, at: u32) -> Option<Fate> {
        self.fates.get(at as usize).copied()
    }

    pub fn person(&self, at: u32) -> Option<&'a Person> {
        self.people.person((*self.persons.get(at as usize)?)?)
    }

    fn set(&mut self, at: u32, fate: Fate) {
        if let Some(place) = self.fates.get_mut(at as usize) {
            *place = fate;
        }
    }

    /// Blocks a row and says why.
    pub fn block(&mut self, at: u32, note: Note) {
        self.set(at, Fate::Blocked);
        self.notes.push((at, note));
    }

    /// Whether the row's suspended person becomes active, by a fix or by choice.
    pub fn reactivates(&self, at: u32) -> bool {
        self.choices.suspended == Suspended::Reactivate || self.draft.decision(at).reactivate
    }

    /// Where a row's person stands afterwards; what there is to say where nobody who stands there can be moved so.
    fn status_after(&self, at: u32, person: &Person) -> Result<Status, Note> {
        let unfit = || Note {
            code: Code::StatusUnfit,
            field: None,
            value: self.people.name(person),
            other: person.status.to_string(),
        };
        match (self.choices.standing, person.status) {
            (Standing::Suspend, Status::Active) => Ok(Status::Suspended),
            (Standing::Cancel, Status::Invited) => Ok(Status::Cancelled),
            (Standing::Suspend, Status::Invited) | (Standing::Cancel, Status::Active | Status::Suspended) => {
                Err(unfit())
            }
            (Standing::Keep, Status::Suspended) if self.reactivates(at) => Ok(Status::Active),
            (_, status) => Ok(status),
        }
    }

    /// Finds the person of every row; unreadable keys and clashes block.
    pub fn identify(&mut self) {
        for at in 0..self.draft.rows.len() as u32 {
            if self.fate(at) == Some(Fate::Skipped) {
                continue;
            }
            let row = self.draft.row(at);
            let mut found = identify(self.draft, at, row, self.people);
            if let Some(person) = found.person.filter(|person| !self.people.shows(*person)) {
                found.person = None;
                self.keep_hidden(at, person);
            }
            if let Some(place) = self.persons.get_mut(at as usize) {
                *place = found.person;
            }
            for clash in found.clashes.drain(..) {
                self.block(at, clash);
            }
            for holder in found.released {
                self.release(at, holder);
            }
            let keys = [Field::Email, Field::Phone, Field::ExternalId];
            if keys.into_iter().any(|key| row.state(key) == State::Bad) {
                self.set(at, Fate::Blocked);
            }
        }
    }

    /// A row about somebody of whom whoever imports may know nothing: it is not compared with them, and not about them in
    /// any other way. Where existing people are left alone so are they.
    fn keep_hidden(&mut self, at: u32, person: u32) {
        let Some(person) = self.people.person(person) else { return };
        let target = Some(self.rights.target(person));
        let Err(denied) = authority::may(self.rights, Act::Edit, target) else { return };
        self.block(at, merge::denial(denied, Some(Act::Edit), self.draft));
        if self.choices.existing == Existing::Skip {
            self.set(at, Fate::Skipped);
        }
    }

    fn release(&mut self, at: u32, holder: u32) {
        let Some(person) = self.people.person(holder) else { return };
        let Some(phone) = person.phone else { return };
        let target = Some(self.rights.target(person));
        if let Err(denied) = authority::may(self.rights, Act::ChangePhone, target) {
            self.block(at, merge::denial(denied, Some(Act::ChangePhone), self.draft));
        }
        self.releases.push(Release { row: at, person: person.id, version: person.version, phone });
    }

    /// Decides every row that is still open.
    pub fn settle(&mut self) {
        for at in 0..self.draft.rows.len() as u32 {
            let blocked = self.fate(at) == Some(Fate::Blocked);
            if self.fate(at) != Some(Fate::Create) && !(blocked && self.says_everything(at)) {
                continue;
            }
            match self.person(at) {
                None => self.settle_new(at),
                Some(person) => self.settle_known(at, person),
            }
            if blocked {
                self.set(at, Fate::Blocked);
                self.changes.retain(|change| change.row != at);
            }
        }
        self.warn_of_zeros();
    }

    /// Whether all that is wrong with a row is said at once, where its keys already stand in the way: whoever fills in a form
    /// corrects it in one go.
    fn says_everything(&self, at: u32) -> bool {
        self.draft.is_form() && (self.draft.about(at) == About::Nobody || self.person(at).is_some())
    }

    fn has_error(&self, at: u32, notes: &[Note]) -> bool {
        self.marked.get(at as usize).copied().unwrap_or(false)
            || notes.iter().any(|note| note.code.severity() == Severity::Error)
    }

    fn settle_new(&mut self, at: u32) {
        if !self.choices.standing.is_kept() {
            // Nobody is made only to be suspended or cancelled.
            let (field, value, other) = (None, String::new(), String::new());
            self.block(at, Note { code: Code::PersonUnknown, field, value, other });
            return;
        }
        let row = self.draft.row(at);
        let mut notes = Vec::new();
        let (_, access) = merge::create(row, self.draft.facts().needs_phones, &mut notes);
        merge::judge_new(self.draft, row, access, self.rights, &mut notes);
        self.refuse_elsewhere(Some(self.draft.email(at)), PhoneNumber::from_digits(row.phone), &mut notes);
        if self.has_error(at, &notes) {
            self.set(at, Fate::Blocked);
        } else if let Some(place) = self.accesses.get_mut(at as usize) {
            *place = Some(access);
        }
        self.notes.extend(notes.into_iter().map(|note| (at, note)));
    }

    fn settle_known(&mut self, at: u32, person: &Person) {
        let mut notes = Vec::new();
        let status = self.status_after(at, person).unwrap_or_else(|unfit| {
            notes.push(unfit);
            person.status
        });
        let after = merge::update(self.draft, self.draft.row(at), person, status, &mut notes);
        merge::judge(self.draft, self.rights, person, &after, &mut notes);
        let back = person.status == Status::Suspended && after.status == Status::Active;
        let email = (after.email != person.email).then_some(after.email.as_str());
        let phone = after.phone.filter(|phone| back || Some(*phone) != person.phone);
        self.refuse_elsewhere(email, phone, &mut notes);
        if back {
            self.refuse_taken_back(person, &after, &mut notes);
        }
        let before = merge::values(person);
        let error = self.has_error(at, &notes);
        let changed = before != after;
        let fate = match (error, changed, self.choices.existing) {
            (false, false, _) => Fate::Unchanged,
            (_, _, Existing::Skip) => Fate::Skipped,
            (true, _, Existing::Update) => Fate::Blocked,
            (false, true, Existing::Update) => Fate::Update,
        };
        self.set(at, fate);
        // Whoever fills in a form has the person before them.
        if person.status == Status::Suspended && after.status == Status::Suspended && !self.draft.is_form() {
            let value = self.people.name(person);
            notes.push(Note { code: Code::PersonSuspended, field: None, value, other: String::new() });
        }
        if changed {
            let change = Change { row: at, person: person.id, version: person.version, before, after };
            match fate {
                Fate::Update => self.changes.push(change),
                Fate::Skipped => self.unmade.push(change),
                _ => {}
            }
        }
        self.notes.extend(notes.into_iter().map(|note| (at, note)));
    }

    /// Addresses and phones that are newly taken must not belong to somebody who has joined elsewhere.
    fn refuse_elsewhere(&self, email: Option<&str>, phone: Option<PhoneNumber>, notes: &mut Vec<Note>) {
        if let Some(email) = email.filter(|email| self.people.email_is_elsewhere(email)) {
            let (field, value) = (Some(Field::Email), email.to_owned());
            notes.push(Note { code: Code::EmailElsewhere, field, value, other: String::new() });
        }
        if let Some(phone) = phone.filter(|phone| self.people.phone_is_elsewhere(*phone)) {
            let (field, value) = (Some(Field::Phone), phone.to_string());
            notes.push(Note { code: Code::PhoneElsewhere, field, value, other: String::new() });
        }
    }

    /// Somebody who becomes active again needs a phone, where everybody does: a new one, or their own back, which may have been
    /// handed on.
    fn refuse_taken_back(&self, person: &Person, after: &Values, notes: &mut Vec<Note>) {
        let Some(phone) = after.phone else {
            if self.draft.facts().needs_phones {
                notes.push(Note::at(Code::PhoneMissing, Field::Phone));
            }
            return;
        };
        if after.phone != person.phone {
            return;
        }
        if let Some(holder) = self.people.holder(phone.digits()).and_then(|at| self.people.person(at)) {
            notes.push(Note {
                code: Code::PhoneTaken,
                field: Some(Field::Phone),
                value: phone.to_string(),
                other: self.people.holder_name(holder),
            });
        }
    }

    /// Suspended people can share a phone. Of those who become active again only one can have it, and nobody where
    /// another row takes it over: all such rows are refused, never "the last one wins".
    pub fn refuse_shared_phones(&mut self) {
        let mut wanted: BTreeMap<PhoneNumber, BTreeSet<u32>> = BTreeMap::new();
        for change in &self.changes {
            if change.before.status == Status::Suspended
                && change.after.status == Status::Active
                && let Some(phone) = change.after.phone
            {
                wanted.entry(phone).or_default().insert(change.row);
            }
        }
        if wanted.is_empty() {
            return;
        }
        for release in &self.releases {
            if let Some(rows) = wanted.get_mut(&release.phone)
                && self.fate(release.row).is_some_and(Fate::applies)
            {
                rows.insert(release.row);
            }
        }
        wanted.retain(|_, rows| rows.len() > 1);
        for (phone, rows) in wanted {
            for at in &rows {
                let (field, value) = (Some(Field::Phone), phone.to_string());
                self.block(*at, Note { code: Code::PhoneDuplicate, field, value, other: String::new() });
            }
            self.changes.retain(|change| !rows.contains(&change.row));
        }
    }

    /// External ids that differ from another only by leading zeros: likely a spreadsheet ate them.
    fn warn_of_zeros(&mut self) {
        let draft = self.draft;
        let live = |at: &u32| self.fate(*at) != Some(Fate::Skipped) && !draft.external_id(*at).is_empty();
        let rows: Vec<u32> = (0..draft.rows.len() as u32).filter(live).collect();
        let zeros = rows.iter().any(|at| draft.external_id(*at).starts_with('0'));
        if !zeros && self.people.is_empty() {
            return;
        }
        // The least and the greatest id of those that are the same without zeros: whichever a row has, the other differs.
        let mut ends: FxHashMap<&str, (&str, &str)> = FxHashMap::default();
        for id in rows.iter().map(|at| draft.external_id(*at)) {
            let (least, most) = ends.entry(plain(id)).or_insert((id, id));
            (*least, *most) = ((*least).min(id), (*most).max(id));
        }
        for at in rows {
            let id = draft.external_id(at);
            let known = if self.person(at).is_some() { None } else { self.people.by_plain_id(id) };
            let namesake = ends.get(plain(id)).map(|(least, most)| if *least == id { *most } else { *least });
            if let Some(other) = known.or(namesake.filter(|other| *other != id)) {
                let field = Some(Field::ExternalId);
                let (value, other) = (id.to_owned(), other.to_owned());
                self.notes.push((at, Note { code: Code::ExternalIdZeros, field, value, other }));
            }
        }
    }

    /// Blocks the demotion of the last Admins: somebody must be left who can run the account.
    pub fn keep_an_admin(&mut self) {
        let admin = |values: &Values| values.role == Role::Admin && values.status == Status::Active;
        let lost: Vec<u32> = self
            .changes
            .iter()
            .filter(|change| admin(&change.before) && !admin(&change.after))
            .map(|change| change.row)
            .collect();
        let won = self.changes.iter().filter(|change| !admin(&change.before) && admin(&change.after)).count();
        let active = self.draft.facts.active_admins as usize + won;
        if lost.is_empty() || authority::leaves_an_admin(active, lost.len()) {
            return;
        }
        for at in &lost {
            self.block(*at, Note::at(Code::AdminLast, Field::Role));
        }
        self.changes.retain(|change| !lost.contains(&change.row));
    }
}
