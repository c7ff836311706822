//! Forms as sheets: what somebody typed about one person, or asked for everybody they marked in a list, as the rows of an
//! import.
//!
//! A form is an import of one row, and a selection one of a few: drafted, decided and applied like a file, with the same
//! findings, effects and authority. What differs is here: a row says by id whom it is about ([`Mapping::person`]), and a
//! field that somebody emptied clears what was there. Nothing here decides anything. Start at [`Form::of_one`],
//! [`Form::of_people`] and [`Form::of_several`].

mod edit;

use std::sync::Arc;

pub use self::edit::{Edit, ListEdit};
use crate::export::Labels;
use crate::field::Field;
use crate::mapping::{Column, Mapping};
use crate::sheet::Sheet;
use crate::snapshot::{Facts, Person};
use crate::value::dialect::{NONE, cell_out};

/// The number of the one row of [`Form::of_one`], as fixes name it.
pub const ROW: u32 = 2;

/// The header of the column that says whom a row is about. Nobody sees it.
const PERSON: &str = "Person";

/// What the fields of a form say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Mobile phone.
    pub phone: String,
    /// The name of a role; empty where none is chosen.
    pub role: String,
    /// The name of a territory access; empty where none is chosen.
    pub access: String,
    /// Ids of the teams that are chosen.
    pub teams: Vec<i64>,
    /// Ids of the territories that are chosen.
    pub territories: Vec<i64>,
    /// Id in another system.
    pub external_id: String,
}

/// A sheet with its mapping, ready to be drafted.
#[derive(Clone, Debug)]
pub struct Form {
    /// The rows.
    pub sheet: Arc<Sheet>,
    /// Which column feeds which field, and which says whom a row is about.
    pub mapping: Mapping,
}

impl Form {
    /// One row of what was typed about somebody new; or about a person of an id, with what the fields say of them as they
    /// are: one that was emptied clears its value. What is typed is meant as it stands, `(none)` and `N/A` too.
    pub fn of_one(typed: &Typed, person: Option<(i64, &Typed)>, facts: &Facts) -> Self {
        let labels = [Labels::new(&facts.teams), Labels::new(&facts.territories)];
        let was = person.map_or_else(<[String; 9]>::default, |(_, was)| texts(was, &labels));
        let cells = texts(typed, &labels).into_iter().zip(was).zip(Field::TEMPLATE);
        let mut row: Vec<String> = cells.map(|((typed, was), field)| cell(field, &typed, &was)).collect();
        row.push(person.map_or_else(String::new, |(id, _)| id.to_string()));
        let header: Vec<&str> = Field::TEMPLATE_HEADERS.into_iter().chain([PERSON]).collect();
        Self {
            sheet: Arc::new(Sheet::from_cells(&header, &[row])),
            mapping: Mapping {
                columns: columns(&Field::TEMPLATE),
                person: Some(Field::TEMPLATE.len() as u32),
                ..Mapping::default()
            },
        }
    }

    /// A row about each of these people that changes nothing by itself: what becomes of them, the choices say.
    pub fn of_people(people: &[i64]) -> Self {
        let rows: Vec<Vec<String>> = people.iter().map(|id| vec![id.to_string()]).collect();
        Self {
            sheet: Arc::new(Sheet::from_cells(&[PERSON], &rows)),
            mapping: Mapping { person: Some(0), ..Mapping::default() },
        }
    }

    /// A row about each of these people, as they are, with what is changed of all of them. A field that is not changed has no
    /// column, and a list that stays the same no text, so that everything else of each stays as it is.
    pub fn of_several(edit: &Edit, people: &[Person], facts: &Facts) -> Self {
        let labels = [Labels::new(&facts.teams), Labels::new(&facts.territories)];
        let fields = edit.fields();
        let rows = people.iter().map(|person| {
            let cells = fields.iter().map(|field| edit.cell(*field, person, &labels));
            cells.chain([person.id.to_string()]).collect::<Vec<String>>()
        });
        let header: Vec<&str> = fields.iter().map(|field| field.header()).chain([PERSON]).collect();
        Self {
            sheet: Arc::new(Sheet::from_cells(&header, &rows.collect::<Vec<_>>())),
            mapping: Mapping {
                columns: columns(&fields),
                person: Some(fields.len() as u32),
                ..Mapping::default()
            },
        }
    }
}

/// What the fields say, in the order of the template.
fn texts(typed: &Typed, [teams, territories]: &[Labels; 2]) -> [String; 9] {
    [
        typed.first_name.clone(),
        typed.last_name.clone(),
        typed.email.clone(),
        typed.phone.clone(),
        typed.role.clone(),
        teams.list(&typed.teams),
        typed.access.clone(),
        territories.list(&typed.territories),
        typed.external_id.clone(),
    ]
}

/// A field that was emptied clears its value. Of role and access something is always chosen, so that one without a choice is
/// one that the form did not ask for.
fn cell(field: Field, typed: &str, was: &str) -> String {
    let chosen = matches!(field, Field::Role | Field::TerritoryAccess);
    match typed.trim() {
        "" if was.is_empty() || chosen => String::new(),
        "" => NONE.to_owned(),
        typed => cell_out(typed).into_owned(),
    }
}

fn columns(fields: &[Field]) -> Vec<Column> {
    let all = (0..).zip(fields);
    all.map(|(index, field)| Column {
        index,
        header: field.header().to_owned(),
        field: Some(*field),
        confidence: 1.0,
        why: String::new(),
        candidates: Vec::new(),
        samples: Vec::new(),
        filled: 1,
    })
    .collect()
}
