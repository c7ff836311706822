//! The text of a field in a row before it is read: from a fix, from the columns that feed it, else the value for
//! everybody. Rows are read from it, and the grid shows it, so that both say the same.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::draft::fixes::{FixTable, Remedy};
use crate::field::Field;
use crate::groups::{Found, Groups};
use crate::mapping::Mapping;
use crate::matching::labels;
use crate::sheet::Sheet;
use crate::value::country::Country;
use crate::value::fold::fold;
use crate::value::phone::{Line, PhoneReader};
use crate::value::phone_label::{says_fax, says_mobile};
use crate::value::placeholder::is_placeholder;
use crate::value::{dialect, list, trim};

/// So many rows show whether a column of countries has the signs of cars.
const ROWS_FOR_CARS: u32 = 2000;

/// Where the text of each field comes from; the same for all rows.
#[derive(Debug)]
pub struct Sources {
    columns: [Option<u32>; Field::ALL.len()],
    /// The fields that several columns feed; of phones the better column first.
    several: FxHashMap<Field, Vec<u32>>,
    /// For each column the one that says what kind its cells are.
    labels: Vec<Option<u32>>,
    constants: [Option<String>; Field::ALL.len()],
    /// Columns that may name the country of a person beside what they feed, if anything.
    places: Vec<u32>,
    /// Whether the column of countries has the signs of cars.
    has_cars: bool,
    /// Reads the phones of the account.
    pub phones: PhoneReader,
}

impl Sources {
    /// The sources that a mapping names, in an account of a country.
    pub fn new(mapping: &Mapping, country: &str) -> Self {
        let several = Field::ALL.into_iter().filter(|field| field.takes_columns()).filter_map(|field| {
            let mut columns: Vec<u32> = mapping.columns_of(field).collect();
            if field == Field::Phone {
                columns.sort_by_key(|column| !is_mobile(mapping, *column));
            }
            (columns.len() > 1).then_some((field, columns))
        });
        let several: FxHashMap<Field, Vec<u32>> = several.collect();
        let first = |field| several.get(&field).and_then(|columns| columns.first().copied());
        let constants = Field::ALL.map(|field| {
            let fed = mapping.column_of(field).is_some() || !field.takes_constant();
            if fed { None } else { mapping.constants.get(&field).cloned() }
        });
        Self {
            columns: Field::ALL.map(|field| first(field).or_else(|| mapping.column_of(field))),
            labels: if several.contains_key(&Field::Phone) { labels_of(mapping) } else { Vec::new() },
            several,
            constants,
            places: places_of(mapping),
            has_cars: false,
            phones: PhoneReader::new(country),
        }
    }

    /// The same for a sheet, whose column of countries may have the signs of cars: `D` and `A` beside `CH`.
    #[must_use]
    pub fn of_sheet(self, sheet: &Sheet) -> Self {
        let Some(column) = self.column(Field::Country) else { return self };
        let rows = 0..(sheet.len() as u32).min(ROWS_FOR_CARS);
        let mut cells =
            rows.map(|row| trim(sheet.cell(row, column))).filter(|cell| !cell.is_empty()).peekable();
        let is_sign = |cell: &str| {
            cell.len() <= 3
                && cell.bytes().all(|byte| byte.is_ascii_uppercase())
                && (Country::of_car(cell).is_some() || Country::parse(cell).is_some())
        };
        let has_cars = cells.peek().is_some() && cells.all(is_sign);
        Self { has_cars, ..self }
    }

    /// The country that a cell surely means.
    fn meant(&self, text: &str) -> Option<Country> {
        let of_car = || if self.has_cars { Country::of_car(text) } else { None };
        Country::meant(text).or_else(of_car)
    }

    /// Whether a row may name a country: by a column, or as everybody does.
    pub fn may_name_country(&self) -> bool {
        self.has_column(Field::Country)
            || self.constants.get(Field::Country as usize).is_some_and(Option::is_some)
    }

    /// Columns that may name the country of a person beside what they feed, if anything.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Whether a column feeds a field.
    pub fn has_column(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// The column of a field; the first of several.
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns.get(field as usize).copied().flatten()
    }

    /// The columns of a field that several feed, the first one first.
    fn several(&self, field: Field) -> Option<&[u32]> {
        if self.several.is_empty() {
            return None;
        }
        self.several.get(&field).map(Vec::as_slice)
    }
}

/// Whether the header of a column calls its phones mobile: of two columns whose numbers are equally good that one is taken.
fn is_mobile(mapping: &Mapping, column: u32) -> bool {
    mapping.columns.get(column as usize).is_some_and(|column| says_mobile(&column.header))
}

fn places_of(mapping: &Mapping) -> Vec<u32> {
    let may = |field| matches!(field, None | Some(Field::Teams | Field::Territories));
    mapping.columns.iter().filter(|column| may(column.field)).map(|column| column.index).collect()
}

fn labels_of(mapping: &Mapping) -> Vec<Option<u32>> {
    let labels = labels(mapping.columns.iter().map(|column| column.header.as_str()));
    labels.into_iter().map(|label| label.map(|column| column as u32)).collect()
}

/// The cells of a sheet with the fixes of whole cells in them.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    pub sheet: &'a Sheet,
    pub fixes: &'a FixTable,
    pub sources: &'a Sources,
    pub teams: &'a Groups,
    pub territories: &'a Groups,
}

impl<'a> Cells<'a> {
    /// The text of a field's cell, rewritten by fixes and not yet taken apart.
    pub fn raw(&self, at: u32, field: Field) -> Cow<'a, str> {
        if let Some(text) = self.fixes.cell(at, field) {
            return self.rewritten(field, text);
        }
        match self.sources.several(field) {
            Some(columns) if field == Field::Phone => self.better_phone(at, columns),
            Some(columns) => self.joined(at, field, columns),
            None => self.rewritten(field, self.only(at, field)),
        }
    }

    /// The same without any fix: what the file says.
    pub fn original(&self, at: u32, field: Field) -> Cow<'a, str> {
        let plain = Self { fixes: FixTable::none(), ..*self };
        plain.raw(at, field)
    }

    /// Whether somebody chose the text of a field here, one for everybody: it is no cell of the file.
    pub fn is_for_everybody(&self, at: u32, field: Field) -> bool {
        self.sources.constants.get(field as usize).is_some_and(Option::is_some)
            && self.fixes.cell(at, field).is_none()
    }

    /// The text of a field that one column feeds, or none.
    fn only(&self, at: u32, field: Field) -> &'a str {
        match self.sources.column(field) {
            Some(column) => self.sheet.cell(at, column),
            None => self.sources.constants.get(field as usize).and_then(Option::as_deref).unwrap_or(""),
        }
    }

    fn rewritten(&self, field: Field, text: &'a str) -> Cow<'a, str> {
        match self.fixes.rewrites(field) {
            Some(rewrites) if !text.is_empty() => rewrites.apply(Cow::Borrowed(text)),
            _ => Cow::Borrowed(text),
        }
    }

    /// The text of a cell of one of several columns, before rewriting.
    fn unwritten(&self, at: u32, field: Field) -> Vec<&'a str> {
        if let Some(text) = self.fixes.cell(at, field) {
            return vec![text];
        }
        match self.sources.several(field) {
            Some(columns) => columns.iter().map(|column| self.sheet.cell(at, *column)).collect(),
            None => vec![self.only(at, field)],
        }
    }

    /// The places in the list of the rewriting fixes that change a cell of a field.
    pub fn rewriting(&self, at: u32, field: Field) -> Vec<usize> {
        let Some(rewrites) = self.fixes.rewrites(field) else { return Vec::new() };
        self.unwritten(at, field).into_iter().flat_map(|text| rewrites.changing(text)).collect()
    }

    /// Of several phones the best: one that a column beside it calls mobile, else a mobile by its digits, else another one
    /// that can be read, else the first that says anything. What is called a fax is none of them.
    fn better_phone(&self, at: u32, columns: &[u32]) -> Cow<'a, str> {
        let country = self.country(at);
        let mut best: Option<(u32, Cow<'a, str>)> = None;
        for column in columns {
            let text = self.rewritten(Field::Phone, self.sheet.cell(at, *column));
            let label = self.label(at, *column);
            if text.trim().is_empty() || says_fax(label) {
                continue;
            }
            let called_mobile = says_mobile(label);
            let rank = match self.sources.phones.read(dialect::cell_in(text.trim()), country) {
                Ok(reading) if called_mobile && reading.line != Line::Landline => return text,
                Ok(reading) if reading.line == Line::Mobile && self.sources.labels.is_empty() => return text,
                Ok(reading) => match reading.line {
                    Line::Mobile => 0,
                    Line::Either => 1,
                    Line::Internet => 2,
                    Line::Landline => 3,
                },
                Err(_) => 4,
            };
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, text));
            }
        }
        best.map_or(Cow::Borrowed(""), |(_, text)| text)
    }

    /// What the column beside another one says of its cell in a row; empty where there is no such column.
    fn label(&self, at: u32, column: u32) -> &'a str {
        let label = self.sources.labels.get(column as usize).copied().flatten();
        label.map_or("", |label| self.sheet.cell(at, label))
    }

    /// The lists of several columns as one.
    fn joined(&self, at: u32, field: Field, columns: &[u32]) -> Cow<'a, str> {
        let mut texts = columns
            .iter()
            .map(|column| self.rewritten(field, self.sheet.cell(at, *column)))
            .filter(|text| !text.trim().is_empty());
        let Some(first) = texts.next() else { return Cow::Borrowed("") };
        let mut rest: Vec<Cow<'a, str>> = texts.collect();
        if rest.is_empty() {
            return first;
        }
        rest.insert(0, first);
        rest.retain(|text| !dialect::is_none(text));
        if rest.is_empty() {
            return Cow::Borrowed(dialect::NONE);
        }
        let names: Vec<String> = rest
            .iter()
            .flat_map(|text| {
                let parts = list::parts(dialect::cell_in(text.trim()), &|whole| self.is_name(field, whole));
                parts.map(Cow::into_owned).collect::<Vec<_>>()
            })
            .collect();
        let joined = list::list_out(&names, &|whole| self.is_name(field, whole));
        Cow::Owned(dialect::cell_out(&joined).into_owned())
    }

    fn is_name(&self, field: Field, whole: &str) -> bool {
        self.groups(field).is_some_and(|groups| groups.is_listed_name(whole))
    }

    /// Teams or territories; `None` for a field that is no list.
    pub const fn groups(&self, field: Field) -> Option<&'a Groups> {
        match field {
            Field::Teams => Some(self.teams),
            Field::Territories => Some(self.territories),
            _ => None,
        }
    }

    /// What the text of a single value says, after value fixes; `None` where it is blank.
    pub fn value(&self, field: Field, raw: Cow<'a, str>) -> Option<Cow<'a, str>> {
        let mut text = match raw {
            Cow::Borrowed(raw) => Cow::Borrowed(dialect::cell_in(trim(raw))),
            Cow::Owned(raw) => Cow::Owned(dialect::cell_in(trim(&raw)).to_owned()),
        };
        if self.fixes.touches(field) {
            match self.fixes.remedy(field, &text) {
                Some(Remedy::Map(to)) => text = Cow::Borrowed(to.as_str()),
                Some(Remedy::Drop) => return None,
                Some(Remedy::Create) | None => {}
            }
        }
        (!trim(&text).is_empty()).then_some(text)
    }

    /// What a single value of a row says, after value fixes; `None` where it is blank or cleared.
    pub fn value_at(&self, at: u32, field: Field) -> Option<Cow<'a, str>> {
        let raw = self.raw(at, field);
        if raw.is_empty() || dialect::is_none(&raw) { None } else { self.value(field, raw) }
    }

    /// The country that a row names; `None` where it names none that is known.
    pub fn country(&self, at: u32) -> Option<Country> {
        if !self.sources.may_name_country() && !self.fixes.has_cells() {
            return None;
        }
        self.sources.meant(&self.value_at(at, Field::Country)?)
    }

    /// What the country of a row says that names none, and is more than a word for nothing.
    pub fn unread_country(&self, at: u32) -> Option<Cow<'a, str>> {
        let text = self.value_at(at, Field::Country)?;
        (!is_placeholder(trim(&text)) && self.sources.meant(&text).is_none()).then_some(text)
    }

    /// Whether a row's address is at a domain, given in lower case, before that is replaced.
    pub fn is_at(&self, at: u32, domain: &str) -> bool {
        let text = self.value_at(at, Field::Email);
        text.as_deref().and_then(domain_of).is_some_and(|(_, of)| of.eq_ignore_ascii_case(domain))
    }

    /// Whether a cell (for teams and territories a part of its list) is a value, given folded: what a value fix asks.
    pub fn says(&self, at: u32, field: Field, folded: &str) -> bool {
        let raw = self.raw(at, field);
        if raw.is_empty() || dialect::is_none(&raw) {
            return false;
        }
        let text = dialect::cell_in(raw.trim());
        if self.groups(field).is_none() {
            return fold(text) == folded;
        }
        list::parts(text, &|whole| self.is_name(field, whole)).any(|part| fold(&part) == folded)
    }

    /// Whether a list names, by a path or through one that is under it, a group of this (folded) name that is created.
    pub fn needs(&self, at: u32, field: Field, folded: &str) -> bool {
        let Some(groups) = self.groups(field) else { return false };
        let raw = self.raw(at, field);
        list::parts(dialect::cell_in(raw.trim()), &|whole| groups.is_listed_name(whole))
            .any(|part| matches!(groups.find(&part), Found::One(place) if groups.needs(place, folded)))
    }
}

/// What stands before and after the last `@`; white space and a dot at the end do not count.
pub fn domain_of(address: &str) -> Option<(&str, &str)> {
    address.trim().trim_end_matches('.').rsplit_once('@')
}
