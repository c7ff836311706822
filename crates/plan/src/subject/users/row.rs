//! From the cells of a row to typed values and marks.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::draft::fixes::{FixTable, Remedy};
use crate::draft::text::{Span, Texts};
use crate::field::Field;
use crate::finding::Code;
use crate::groups::{Found, Groups};
use crate::mapping::Mapping;
use crate::sheet::Sheet;
use crate::snapshot::{Access, Facts, Role};
use crate::value::fold::fold;
use crate::value::phone::PhoneReader;
use crate::value::{dialect, email, external_id, list, name, role};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing; an existing person keeps what is there.
    Blank,
    /// `(none)`: the value is cleared.
    Clear,
    /// Something that cannot be read; a mark says why.
    Bad,
    /// A value.
    Good,
}

/// A row as read: spans into the texts of sheet and draft, so that a million of them are small.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    pub first_name: Span,
    pub last_name: Span,
    pub email: Span,
    pub external_id: Span,
    /// Digits of the phone in E.164; 0 for none.
    pub phone: u64,
    /// Start and number of the teams in the draft's places.
    pub teams: (u32, u16),
    /// Start and number of the territories in the draft's places.
    pub territories: (u32, u16),
    pub role: Option<Role>,
    pub access: Option<Access>,
    states: u32,
}

impl Row {
    /// What the cell of a field says.
    pub const fn state(&self, field: Field) -> State {
        match (self.states >> (2 * field as u32)) & 3 {
            0 => State::Blank,
            1 => State::Clear,
            2 => State::Bad,
            _ => State::Good,
        }
    }

    pub(crate) const fn set(&mut self, field: Field, state: State) {
        self.states |= (state as u32) << (2 * field as u32);
    }
}

/// One thing noticed at a row. The value and the other text are numbers of [`Texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub row: u32,
    pub code: Code,
    pub field: Option<Field>,
    /// The value that is wrong.
    pub value: u32,
    /// A second text that the words of the finding need, such as who holds a phone.
    pub other: u32,
}

/// Reads rows. Holds what is the same for all of them, and where their parts are put.
pub struct RowReader<'a> {
    sheet: &'a Sheet,
    fixes: &'a FixTable,
    columns: [Option<u32>; Field::ALL.len()],
    constants: [Option<&'a str>; Field::ALL.len()],
    phones: PhoneReader,
    teams: &'a Groups,
    territories: &'a Groups,
    found: [FxHashMap<String, Found>; 2],
    roles: FxHashMap<String, Option<Role>>,
    pub own: String,
    pub places: Vec<u32>,
    pub marks: Vec<Mark>,
    pub texts: Texts,
}

impl<'a> RowReader<'a> {
    /// A reader for the rows of a sheet.
    pub fn new(
        sheet: &'a Sheet,
        mapping: &'a Mapping,
        fixes: &'a FixTable,
        facts: &Facts,
        teams: &'a Groups,
        territories: &'a Groups,
    ) -> Self {
        let constants = Field::ALL.map(|field| {
            let fed = mapping.column_of(field).is_some() || !field.takes_constant();
            if fed { None } else { mapping.constants.get(&field).map(String::as_str) }
        });
        Self {
            sheet,
            fixes,
            columns: Field::ALL.map(|field| mapping.column_of(field)),
            constants,
            phones: PhoneReader::new(&facts.country),
            teams,
            territories,
            found: Default::default(),
            roles: FxHashMap::default(),
            own: String::new(),
            places: Vec::new(),
            marks: Vec::new(),
            texts: Texts::default(),
        }
    }

    /// Reads one row.
    pub fn read(&mut self, at: u32) -> Row {
        let mut row = Row::default();
        self.names(at, &mut row);
        self.email(at, &mut row);
        self.phone(at, &mut row);
        self.role(at, &mut row);
        self.access(at, &mut row);
        self.external_id(at, &mut row);
        row.teams = self.list(at, &mut row, Field::Teams);
        row.territories = self.list(at, &mut row, Field::Territories);
        row
    }

    /// Whether a cell (for teams and territories a part of its list) is a value, given folded: what a value fix asks.
    pub fn says(&self, at: u32, field: Field, folded: &str) -> bool {
        let raw = self.raw(at, field);
        if raw.is_empty() || dialect::is_none(raw) {
            return false;
        }
        let text = dialect::cell_in(raw.trim());
        let groups = match field {
            Field::Teams => self.teams,
            Field::Territories => self.territories,
            _ => return fold(text) == folded,
        };
        list::parts(text, &|whole| groups.is_listed_name(whole)).any(|part| fold(&part) == folded)
    }

    /// Whether a list names, by a path or through one that is under it, a group of this (folded) name that is created.
    pub fn needs(&self, at: u32, field: Field, folded: &str) -> bool {
        let groups = if field == Field::Teams { self.teams } else { self.territories };
        let text = dialect::cell_in(self.raw(at, field).trim());
        list::parts(text, &|whole| groups.is_listed_name(whole))
            .any(|part| matches!(groups.find(&part), Found::One(place) if groups.needs(place, folded)))
    }

    fn mark(&mut self, row: u32, code: Code, field: Field, value: &str, other: &str) {
        let (value, other) = (self.texts.number(value), self.texts.number(other));
        self.marks.push(Mark { row, code, field: Some(field), value, other });
    }

    /// The text of a field's cell before any reading: from a fix, else from the sheet, else the value for everybody.
    fn raw(&self, at: u32, field: Field) -> &'a str {
        if let Some(text) = self.fixes.cell(at, field) {
            return text;
        }
        let column = self.columns.get(field as usize).copied().flatten();
        match column {
            Some(column) => self.sheet.cell(at, column),
            None => self.constants.get(field as usize).copied().flatten().unwrap_or(""),
        }
    }

    /// A single value: trimmed, out of the dialect, after value fixes. `None` where the cell is blank or cleared.
    fn scalar(&mut self, at: u32, field: Field, row: &mut Row) -> Option<Cow<'a, str>> {
        let raw = self.raw(at, field);
        if raw.is_empty() {
            return None;
        }
        if dialect::is_none(raw) {
            row.set(field, State::Clear);
            return None;
        }
        let mut text = Cow::Borrowed(dialect::cell_in(raw.trim()));
        if self.fixes.touches(field) {
            match self.fixes.remedy(field, &text) {
                Some(Remedy::Map(to)) => text = Cow::Borrowed(to.as_str()),
                Some(Remedy::Drop) => return None,
                Some(Remedy::Create) | None => {}
            }
        }
        (!text.trim().is_empty()).then_some(text)
    }

    fn names(&mut self, at: u32, row: &mut Row) {
        let full = self.fixes.cell(at, Field::FullName).is_some()
            || self.columns.get(Field::FullName as usize).copied().flatten().is_some();
        for field in [Field::FirstName, Field::LastName] {
            if let Some(text) = self.scalar(at, field, row) {
                self.name(at, field, &text, row);
            }
        }
        let open = |row: &Row| {
            row.state(Field::FirstName) == State::Blank && row.state(Field::LastName) == State::Blank
        };
        if full
            && open(row)
            && let Some(text) = self.scalar(at, Field::FullName, row)
        {
            let text = name::normalise(&text);
            let (first, last) = name::split_full_name(&text);
            self.name(at, Field::FirstName, &first, row);
            self.name(at, Field::LastName, &last, row);
        }
    }

    fn name(&mut self, at: u32, field: Field, text: &str, row: &mut Row) {
        let normal = name::normalise(text);
        if normal.is_empty() {
            return;
        }
        let code = match name::check(&normal) {
            Ok(()) => None,
            Err(name::NameProblem::TooLong) => Some(Code::NameLong),
            Err(name::NameProblem::Control) => Some(Code::CellControl),
        };
        if let Some(code) = code {
            row.set(field, State::Bad);
            self.mark(at, code, field, text, "");
            return;
        }
        row.set(field, State::Good);
        let span = Span::keep(&normal, self.sheet.text(), &mut self.own);
        if field == Field::FirstName { row.first_name = span } else { row.last_name = span }
    }

    fn email(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::Email, row) else { return };
        match email::parse_email(&text) {
            Ok(normal) => {
                row.email = Span::keep(&normal, self.sheet.text(), &mut self.own);
                row.set(Field::Email, State::Good);
            }
            Err(problem) => {
                row.set(Field::Email, State::Bad);
                self.mark(at, Code::EmailInvalid, Field::Email, &text, &problem.to_string());
            }
        }
    }

    fn phone(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::Phone, row) else { return };
        match self.phones.parse(&text) {
            Ok(read) => {
                row.phone = read.number.digits();
                row.set(Field::Phone, State::Good);
                if read.country_assumed {
                    let number = read.number.to_string();
                    self.mark(at, Code::PhoneCountry, Field::Phone, &text, &number);
                }
            }
            Err(problem) => {
                row.set(Field::Phone, State::Bad);
                self.mark(at, Code::PhoneInvalid, Field::Phone, &text, &problem.to_string());
            }
        }
    }

    fn role(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::Role, row) else { return };
        let role = if let Some(role) = self.roles.get(text.as_ref()) {
            *role
        } else {
            let role = role::parse_role(&text);
            self.roles.insert(text.clone().into_owned(), role);
            role
        };
        row.role = role;
        self.good_or(at, row, Field::Role, role.is_some(), Code::RoleUnknown, &text);
    }

    fn access(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::TerritoryAccess, row) else { return };
        row.access = role::parse_access(&text);
        self.good_or(at, row, Field::TerritoryAccess, row.access.is_some(), Code::AccessUnknown, &text);
    }

    fn good_or(&mut self, at: u32, row: &mut Row, field: Field, good: bool, code: Code, text: &str) {
        row.set(field, if good { State::Good } else { State::Bad });
        if !good {
            self.mark(at, code, field, text.trim(), "");
        }
    }

    fn external_id(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::ExternalId, row) else { return };
        let code = match external_id::parse(&text) {
            Ok(id) => {
                row.external_id = Span::keep(id, self.sheet.text(), &mut self.own);
                row.set(Field::ExternalId, State::Good);
                return;
            }
            Err(external_id::ExternalIdProblem::TooLong) => Code::ExternalIdLong,
            Err(external_id::ExternalIdProblem::Control) => Code::CellControl,
        };
        row.set(Field::ExternalId, State::Bad);
        self.mark(at, code, Field::ExternalId, &text, "");
    }

    /// Reads a list of teams or territories into the draft's places, ascending and each once.
    fn list(&mut self, at: u32, row: &mut Row, field: Field) -> (u32, u16) {
        let from = self.places.len();
        let raw = self.raw(at, field);
        if raw.is_empty() {
            return (0, 0);
        }
        if dialect::is_none(raw) {
            row.set(field, State::Clear);
            return (0, 0);
        }
        let text = dialect::cell_in(raw.trim());
        let groups = if field == Field::Teams { self.teams } else { self.territories };
        let mut parts = 0_u32;
        for part in list::parts(text, &|whole| groups.is_listed_name(whole)) {
            parts += u32::from(self.part(at, row, field, &part));
        }
        if parts > 0 && row.state(field) == State::Blank {
            row.set(field, State::Good);
        }
        if let Some(new) = self.places.get_mut(from..) {
            new.sort_unstable();
        }
        let mut kept = from;
        for at in from..self.places.len() {
            if kept == from || self.places.get(at) != self.places.get(kept - 1) {
                self.places.swap(kept, at);
                kept += 1;
            }
        }
        self.places.truncate(kept);
        (from as u32, (kept - from) as u16)
    }

    /// Reads one part of a list; answers whether it says anything.
    fn part(&mut self, at: u32, row: &mut Row, field: Field, part: &str) -> bool {
        let groups = if field == Field::Teams { self.teams } else { self.territories };
        let mut part = part;
        if self.fixes.touches(field) {
            match self.fixes.remedy(field, part) {
                Some(Remedy::Map(to)) => part = to,
                // Dropping the only part leaves a blank cell: what an existing person has stays.
                Some(Remedy::Drop) => return false,
                Some(Remedy::Create) | None => {}
            }
        }
        let cache = usize::from(field != Field::Teams);
        let Some(cache) = self.found.get_mut(cache) else { return false };
        let found = if let Some(found) = cache.get(part) {
            found.clone()
        } else {
            let found = groups.find(part);
            cache.insert(part.to_owned(), found.clone());
            found
        };
        let code = match (found, field) {
            (Found::One(place), _) => {
                self.places.push(place);
                return true;
            }
            (Found::Unknown, Field::Teams) => Code::TeamUnknown,
            (Found::Unknown, _) => Code::TerritoryUnknown,
            (Found::Several(_), Field::Teams) => Code::TeamAmbiguous,
            (Found::Several(_), _) => Code::TerritoryAmbiguous,
        };
        row.set(field, State::Bad);
        self.mark(at, code, field, part.trim(), "");
        true
    }
}
