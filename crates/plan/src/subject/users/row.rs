//! From the cells of a row to typed values and marks.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::cells::Cells;
use crate::draft::fixes::Remedy;
use crate::draft::text::{Span, Texts};
use crate::field::Field;
use crate::finding::Code;
use crate::groups::Found;
use crate::mapping::Mapping;
use crate::snapshot::{Access, Role};
use crate::value::country::Country;
use crate::value::full_name::NameReader;
use crate::value::phone::{Line, PhoneProblem, PhoneReading};
use crate::value::placeholder::{is_formula_error, is_none_of_many, is_placeholder};
use crate::value::remark::{gone_of_part, without_marks};
use crate::value::short_form::is_short_form;
use crate::value::{dialect, email, external_id, list, name, role, trim};

/// Rows that show which name comes first in a column of full names.
const ROWS_FOR_ORDER: u32 = 2000;

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
    pub cells: Cells<'a>,
    names: NameReader,
    /// The headers of the columns.
    headers: Vec<String>,
    /// Whether a row may name a country.
    countries: bool,
    known_countries: FxHashMap<String, Option<Country>>,
    /// Of teams and of territories, each as cells say them and as fixes do.
    found: [FxHashMap<String, Found>; 4],
    roles: FxHashMap<String, Option<Role>>,
    accesses: FxHashMap<String, Option<Access>>,
    pub own: String,
    pub places: Vec<u32>,
    pub marks: Vec<Mark>,
    pub texts: Texts,
}

impl<'a> RowReader<'a> {
    /// A reader for the rows of a sheet; full names are read in the order that somebody said, else by the column itself.
    pub fn new(cells: Cells<'a>, mapping: &Mapping) -> Self {
        let column = cells.sources.column(Field::FullName);
        let full_names = column.into_iter().flat_map(|column| {
            (0..ROWS_FOR_ORDER.min(cells.sheet.len() as u32)).map(move |at| cells.sheet.cell(at, column))
        });
        let header = column.and_then(|column| mapping.columns.get(column as usize));
        let header = header.map_or("", |column| column.header.as_str());
        Self {
            names: NameReader::new(mapping.names, mapping.names_by_header, full_names).under(header),
            headers: mapping.columns.iter().map(|column| column.header.trim().to_owned()).collect(),
            countries: cells.sources.may_name_country() || cells.fixes.has_cells(),
            known_countries: FxHashMap::default(),
            cells,
            found: Default::default(),
            roles: FxHashMap::default(),
            accesses: FxHashMap::default(),
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

    fn mark(&mut self, row: u32, code: Code, field: Field, value: &str, other: &str) {
        let (value, other) = (self.texts.number(value), self.texts.number(other));
        self.marks.push(Mark { row, code, field: Some(field), value, other });
    }

    /// A single value: trimmed, out of the dialect, after value fixes. `None` where the cell is blank or cleared.
    fn scalar(&mut self, at: u32, field: Field, row: &mut Row) -> Option<Cow<'a, str>> {
        let raw = self.cells.raw(at, field);
        if raw.is_empty() {
            return None;
        }
        if dialect::is_none(&raw) {
            row.set(field, State::Clear);
            return None;
        }
        self.cells.value(field, raw)
    }

    /// Whether a text stands for nothing, or is the error of a formula, and so is no value of a field; says so. What
    /// somebody typed in a fix, or protected by an apostrophe, is meant as it stands.
    fn is_nothing(&mut self, at: u32, field: Field, text: &str, row: &mut Row) -> bool {
        let text = trim(text);
        let error = is_formula_error(text);
        let is_named = field.is_name() || field == Field::ExternalId;
        if !error && !is_placeholder(text) && (is_named || !is_none_of_many(text)) {
            return false;
        }
        if self.is_meant_name(at, field) {
            return false;
        }
        if error {
            row.set(field, State::Bad);
        }
        let code = if error { Code::CellError } else { Code::ValuePlaceholder };
        self.mark(at, code, field, text, "");
        true
    }

    /// Whether somebody typed the cell of a field in a fix, or protected it by an apostrophe.
    fn is_meant(&self, at: u32, field: Field) -> bool {
        self.cells.fixes.cell(at, field).is_some() || trim(&self.cells.raw(at, field)).starts_with('\'')
    }

    /// The same of a field that a full name may feed as well.
    fn is_meant_name(&self, at: u32, field: Field) -> bool {
        let full = matches!(field, Field::FirstName | Field::LastName) && self.is_full(at);
        self.is_meant(at, field) || full && self.is_meant(at, Field::FullName)
    }

    fn names(&mut self, at: u32, row: &mut Row) {
        let full = self.is_full(at);
        for field in [Field::FirstName, Field::LastName] {
            if let Some(text) = self.scalar(at, field, row) {
                if let Some(remark) = gone_of_part(trim(&text)).filter(|_| !self.is_meant(at, field)) {
                    self.gone(at, field, remark);
                }
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
            if self.names.names_several(&text) && !self.is_meant(at, Field::FullName) {
                row.set(Field::FirstName, State::Bad);
                row.set(Field::LastName, State::Bad);
                self.mark(at, Code::NameSeveral, Field::FullName, &text, "");
                return;
            }
            if let Some(remark) = self.names.gone(&text).filter(|_| !self.is_meant(at, Field::FullName)) {
                self.gone(at, Field::FullName, remark);
            }
            let (first, last) = self.names.split(&text);
            self.name(at, Field::FirstName, &first, row);
            self.name(at, Field::LastName, &last, row);
        }
    }

    /// Whether a full name can stand in a row.
    fn is_full(&self, at: u32) -> bool {
        self.cells.fixes.cell(at, Field::FullName).is_some() || self.cells.sources.has_column(Field::FullName)
    }

    /// Says that a remark beside a name calls somebody gone.
    fn gone(&mut self, at: u32, field: Field, remark: &str) {
        let column = self.cells.sources.column(field).and_then(|column| self.headers.get(column as usize));
        let header = column.map_or("", String::as_str).to_owned();
        let (value, other) = (self.texts.number(remark), self.texts.number(&header));
        self.marks.push(Mark { row: at, code: Code::PersonGone, field: None, value, other });
    }

    fn name(&mut self, at: u32, field: Field, text: &str, row: &mut Row) {
        let normal = name::normalise(text);
        let normal = match without_marks(&normal) {
            bare if bare.len() < normal.len() && !self.is_meant_name(at, field) => {
                Cow::Owned(bare.to_owned())
            }
            _ => normal,
        };
        if normal.is_empty() || self.is_nothing(at, field, &normal, row) {
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
        let span = Span::keep(&normal, self.cells.sheet.text(), &mut self.own);
        if field == Field::FirstName { row.first_name = span } else { row.last_name = span }
    }

    fn email(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::Email, row) else { return };
        let text = self.cells.fixes.at_domain(text);
        match email::parse_email(&text) {
            Ok(normal) => {
                row.email = Span::keep(&normal, self.cells.sheet.text(), &mut self.own);
                row.set(Field::Email, State::Good);
            }
            Err(_) if self.is_nothing(at, Field::Email, &text, row) => {}
            Err(problem) => {
                row.set(Field::Email, State::Bad);
                self.mark(at, Code::EmailInvalid, Field::Email, &text, &problem.to_string());
            }
        }
    }

    fn phone(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::Phone, row) else { return };
        let country = self.country(at);
        let read = self.cells.sources.phones.read(&text, country);
        if country.is_none() && self.lacks_country(at, &text, &read, row) {
            return;
        }
        match read {
            Ok(PhoneReading { phone, line }) => {
                row.phone = phone.number.digits();
                row.set(Field::Phone, State::Good);
                if phone.country_assumed {
                    self.mark(at, Code::PhoneCountry, Field::Phone, &text, &phone.number.to_string());
                }
                if matches!(line, Line::Landline | Line::Internet) {
                    let meant = self.cells.sources.phones.short_of_mobile(&text, country).unwrap_or_default();
                    self.mark(at, Code::PhoneLandline, Field::Phone, &phone.number.to_string(), &meant);
                }
            }
            Err(_) if self.is_nothing(at, Field::Phone, &text, row) => {}
            Err(problem) => {
                row.set(Field::Phone, State::Bad);
                // A country of its own says more than what other cells point to.
                let own = country.is_some() && !self.cells.is_for_everybody(at, Field::Country);
                let abroad =
                    (!own && problem.may_be_of_another_country()).then(|| self.cells.abroad(at, &text));
                match abroad.flatten() {
                    Some(country) => self.mark(at, Code::PhoneAbroad, Field::Phone, &country.code(), &text),
                    None => self.mark(at, Code::PhoneInvalid, Field::Phone, &text, &problem.to_string()),
                }
            }
        }
    }

    /// Whether a phone is some number only by its country, and the row names one that cannot be read: read with the account's
    /// it would be a stranger's. Says so at the country.
    fn lacks_country(
        &mut self,
        at: u32,
        text: &str,
        read: &Result<PhoneReading, PhoneProblem>,
        row: &mut Row,
    ) -> bool {
        if !self.countries || !self.cells.sources.phones.depends_on_country(text, read) {
            return false;
        }
        let Some(country) = self.cells.unread_country(at) else { return false };
        row.set(Field::Phone, State::Bad);
        row.set(Field::Country, State::Bad);
        self.mark(at, Code::CountryUnknown, Field::Country, trim(&country), "");
        true
    }

    /// The country that a row names, if a row may name one.
    fn country(&mut self, at: u32) -> Option<Country> {
        if !self.countries {
            return None;
        }
        let raw = self.cells.raw(at, Field::Country);
        if let Some(known) = self.known_countries.get(raw.as_ref()) {
            return *known;
        }
        let country = self.cells.country(at);
        self.known_countries.insert(raw.into_owned(), country);
        country
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
        row.access = if let Some(access) = self.accesses.get(text.as_ref()) {
            *access
        } else {
            let access = role::parse_access(&text);
            self.accesses.insert(text.clone().into_owned(), access);
            access
        };
        self.good_or(at, row, Field::TerritoryAccess, row.access.is_some(), Code::AccessUnknown, &text);
    }

    fn good_or(&mut self, at: u32, row: &mut Row, field: Field, good: bool, code: Code, text: &str) {
        if !good && self.is_nothing(at, field, text, row) {
            return;
        }
        row.set(field, if good { State::Good } else { State::Bad });
        if !good {
            self.mark(at, code, field, text.trim(), "");
        }
    }

    fn external_id(&mut self, at: u32, row: &mut Row) {
        let Some(text) = self.scalar(at, Field::ExternalId, row) else { return };
        if self.is_nothing(at, Field::ExternalId, &text, row) {
            return;
        }
        let code = match external_id::parse(&text) {
            Ok(id) => {
                row.external_id = Span::keep(id, self.cells.sheet.text(), &mut self.own);
                row.set(Field::ExternalId, State::Good);
                if is_short_form(id) {
                    self.mark(at, Code::ExternalIdShortened, Field::ExternalId, id, "");
                }
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
        let raw = self.cells.raw(at, field);
        if raw.is_empty() {
            return (0, 0);
        }
        if dialect::is_none(&raw) {
            row.set(field, State::Clear);
            return (0, 0);
        }
        let text = dialect::cell_in(trim(&raw));
        let Some(groups) = self.cells.groups(field) else { return (0, 0) };
        let chosen = self.cells.is_for_everybody(at, field);
        let mut parts = 0_u32;
        for part in list::parts(text, &|whole| groups.is_listed_name(whole)) {
            parts += u32::from(self.part(at, row, (field, chosen), &part));
        }
        if parts > 0 && row.state(field) == State::Blank {
            row.set(field, State::Good);
        }
        self.settle_places(from);
        (from as u32, (self.places.len() - from) as u16)
    }

    /// Puts the places from one on into ascending order, each once.
    fn settle_places(&mut self, from: usize) {
        let Some(new) = self.places.get_mut(from..) else { return };
        if new.is_sorted_by(|one, next| one < next) {
            return;
        }
        new.sort_unstable();
        let mut kept = from;
        for at in from..self.places.len() {
            if kept == from || self.places.get(at) != self.places.get(kept - 1) {
                self.places.swap(kept, at);
                kept += 1;
            }
        }
        self.places.truncate(kept);
    }

    /// Reads one part of a list, which the file says or somebody chose for everybody; answers whether it says anything.
    fn part(&mut self, at: u32, row: &mut Row, (field, chosen): (Field, bool), part: &str) -> bool {
        let Some(groups) = self.cells.groups(field) else { return false };
        let (mut meant, mut mapped) = (part, false);
        if self.cells.fixes.touches(field) {
            match self.cells.fixes.remedy(field, part) {
                Some(Remedy::Map(to)) => (meant, mapped) = (to, true),
                // Dropping the only part leaves a blank cell: what an existing person has stays.
                Some(Remedy::Drop) => return false,
                Some(Remedy::Create) | None => {}
            }
        }
        let chosen = chosen || mapped;
        let cache = usize::from(field != Field::Teams) + 2 * usize::from(chosen);
        let Some(cache) = self.found.get_mut(cache) else { return false };
        let found = if let Some(found) = cache.get(meant) {
            found.clone()
        } else {
            // What somebody chose goes on to mean what it meant; a cell that says a name of before is asked about.
            let found = if chosen { groups.find_meant(meant) } else { groups.find(meant) };
            cache.insert(meant.to_owned(), found.clone());
            found
        };
        let code = match (found, field) {
            (Found::One(place), _) => {
                self.places.push(place);
                return true;
            }
            (Found::Unknown, Field::Teams) if groups.is_archived(meant) => Code::TeamArchived,
            (Found::Unknown, _) if groups.is_archived(meant) => Code::TerritoryArchived,
            (Found::Unknown, _) if self.is_nothing(at, field, meant, row) => return false,
            (Found::Unknown, Field::Teams) => Code::TeamUnknown,
            (Found::Unknown, _) => Code::TerritoryUnknown,
            (Found::Several(_), Field::Teams) => Code::TeamAmbiguous,
            (Found::Several(_), _) => Code::TerritoryAmbiguous,
        };
        row.set(field, State::Bad);
        self.mark(at, code, field, part.trim(), if mapped { meant.trim() } else { "" });
        true
    }
}
