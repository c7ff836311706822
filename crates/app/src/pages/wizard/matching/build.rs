//! From a plan to the page: the columns with their evidence, the field that is open, the first people.

use plan::field::Field;
use plan::mapping::{Column, Mapping};
use plan::plan::Plan;

use super::handlers::Extra;
use super::names::names;
use super::page::{
    ColumnLine, Constant, Fields, Glance, Joint, MatchPage, Need, Open, Pick, Place, Sureness,
};
use super::preview::preview;
use super::reading::build::dropped_words;
use super::wish::{Fitting, fitting};
use crate::pages::layout::Shell;
use crate::pages::wizard::about::AboutFile;
use crate::pages::wizard::text::{and, letters, lower, percent};
use crate::pages::wizard::top::Top;
use crate::pages::words;

/// How many people are shown as they would be.
const PREVIEW: u32 = 5;
/// At most this many names are sent along to choose from.
const MOST_NAMES: usize = 500;

/// What the page is made from.
pub struct Inputs<'a> {
    /// Who is signed in.
    pub shell: Shell,
    /// The bar.
    pub top: Top,
    /// The import's id.
    pub import: i64,
    /// The plan.
    pub plan: &'a Plan,
    /// What is shown besides the columns.
    pub extra: Extra,
}

/// Makes the page.
pub fn page(inputs: Inputs<'_>) -> MatchPage {
    let Inputs { shell, top, import, plan, extra } = inputs;
    let (sheet, mapping) = (plan.sheet(), plan.draft().mapping());
    let missing = plan.draft().missing();
    let suited = missing.first().and_then(|field| fitting(plan, *field));
    let columns: Vec<ColumnLine> = mapping
        .columns
        .iter()
        .map(|column| {
            let suited = suited.as_ref().filter(|one| one.column == column.index);
            line(column, mapping, sheet.len() as u32, suited)
        })
        .collect();
    let of = |place| columns.iter().filter(|column| column.place == place).count() as u32;
    MatchPage {
        shell,
        top,
        import,
        about: AboutFile::of(sheet.origin()),
        panel: extra.panel,
        reread: extra.dropped.map(|dropped| {
            dropped_words(dropped).map_or_else(String::new, |what| format!("{what} did not hold for it."))
        }),
        needs: needs(plan),
        open: missing.first().map(|field| open(*field, missing, suited.as_ref(), plan)),
        glance: Glance { matched: of(Place::Matched), waiting: of(Place::Waiting), left: of(Place::Left) },
        columns,
        constants: constants(plan),
        names: names(plan),
        people: (0..PREVIEW.min(sheet.len() as u32)).map(|row| preview(plan, row)).collect(),
        total: words::count(sheet.len() as u64),
        missing: (!missing.is_empty()).then(|| {
            let labels: Vec<&str> = missing.iter().map(|field| field.label()).collect();
            format!("{} {} still missing", and(&labels), if labels.len() == 1 { "is" } else { "are" })
        }),
    }
}

fn needs(plan: &Plan) -> Vec<Need> {
    let (mapping, missing) = (plan.draft().mapping(), plan.draft().missing());
    let needs_phones = plan.draft().facts().needs_phones;
    let full = mapping.feeds(Field::FullName) && !mapping.feeds(Field::FirstName);
    let fields: &[Field] = if full {
        &[Field::FullName, Field::Email, Field::Phone, Field::Role]
    } else {
        &[Field::FirstName, Field::LastName, Field::Email, Field::Phone, Field::Role]
    };
    let fields = fields.iter().filter(|field| needs_phones || **field != Field::Phone);
    fields.map(|field| Need { label: field.label(), met: !missing.contains(field) }).collect()
}

fn line(column: &Column, mapping: &Mapping, rows: u32, suited: Option<&Fitting>) -> ColumnLine {
    let waiting = suited.is_some() && column.field.is_none();
    let sure = match (column.field, suited) {
        (Some(_), _) => Some((Sureness::of(column.confidence), hundred(column.confidence))),
        (None, Some(one)) => Some((Sureness::Unsure, percent(one.right, one.filled))),
        (None, None) => None,
    };
    let none = if waiting { "Choose a field" } else { "Not imported" };
    ColumnLine {
        index: column.index,
        letters: letters(column.index),
        header: column.header.trim().to_owned(),
        samples: column.samples.clone(),
        filled: percent(column.filled, rows),
        place: match column.field {
            Some(_) => Place::Matched,
            None if waiting => Place::Waiting,
            None => Place::Left,
        },
        fields: fields(column, mapping, none),
        sure,
        why: suited.filter(|_| waiting).map_or_else(|| column.why.clone(), Fitting::why),
        joint: column.field.and_then(|field| joint(field, mapping.columns_of(field).count())),
    }
}

/// A part of one in per cent.
fn hundred(part: f64) -> u32 {
    format!("{:.0}", part * 100.0).parse().unwrap_or(0)
}

/// What several columns of one field come to, each time in a few words.
fn joint(field: Field, columns: usize) -> Option<Joint> {
    let (of_row, of_field) = match (field, columns) {
        (_, 0 | 1) => return None,
        (Field::Phone, _) => {
            (format!("The better of {columns} per row."), format!("the better of {columns} columns per row"))
        }
        (_, 2) => ("Both lists together.".to_owned(), "both lists together".to_owned()),
        _ => (format!("All {columns} lists together."), format!("all {columns} lists together")),
    };
    Some(Joint { of_row, of_field: format!("{}: {of_field}", field.label()) })
}

/// The fields a column can feed: what it may well be, and then all others.
fn fields(column: &Column, mapping: &Mapping, none: &str) -> Fields {
    let pick = |field: Field, fit: Option<u32>| Pick {
        value: field.key().to_owned(),
        label: match fit.filter(|_| column.field != Some(field)) {
            Some(fit) => format!("{} · {fit} %", field_words(field, column, mapping)),
            // How well the one chosen fits stands beside it.
            None => field_words(field, column, mapping),
        },
        chosen: column.field == Some(field),
    };
    let likely = column.candidates.iter();
    Fields {
        none: Pick { value: String::new(), label: none.to_owned(), chosen: column.field.is_none() },
        likely: likely.map(|one| pick(one.field, Some(hundred(one.confidence)))).collect(),
        rest: Field::ALL
            .into_iter()
            .filter(|field| column.candidates.iter().all(|one| one.field != *field))
            .map(|field| pick(field, None))
            .collect(),
    }
}

/// The name of a field to choose, with what choosing it means where that is not plain.
fn field_words(field: Field, column: &Column, mapping: &Mapping) -> String {
    let chosen = column.field == Some(field);
    let partner = mapping.column_of(field).filter(|_| field.takes_columns() && !chosen);
    let partner = partner.and_then(|at| mapping.columns.get(at as usize));
    match (field, partner) {
        (Field::Country, _) if !chosen => "Country: helps to read phones".to_owned(),
        (_, Some(partner)) => format!("{}, beside {}", field.label(), partner.header.trim()),
        _ => field.label().to_owned(),
    }
}

fn open(field: Field, missing: &[Field], suited: Option<&Fitting>, plan: &Plan) -> Open {
    let labels: Vec<&str> = missing.iter().map(|field| field.label()).collect();
    let title = match missing.len() {
        1 => format!("One field is still open: {}.", field.label()),
        _ => format!("{} fields are still open: {}.", missing.len(), and(&labels)),
    };
    let text = match suited {
        Some(one) => one.sentence(),
        None if field.takes_constant() => "Choose its column below, or one for everybody.".to_owned(),
        None => format!("Choose the column that says the {} below.", lower(field)),
    };
    let column =
        suited.map(|one| (one.column, field.key(), format!("Use {} as {}", one.header, field.label())));
    let everybody = field.takes_constant().then(|| {
        let picks = plan.values(field).into_iter();
        (field.key(), picks.map(|value| Pick { label: value.clone(), value, chosen: false }).collect())
    });
    Open { title, text, column, everybody }
}

fn constants(plan: &Plan) -> Vec<Constant> {
    [Field::Role, Field::TerritoryAccess, Field::Teams, Field::Territories, Field::Country]
        .into_iter()
        .map(|field| {
            let mapping = plan.draft().mapping();
            let from = from(mapping, field);
            let chosen = mapping.constants.get(&field).map_or("", String::as_str);
            Constant {
                key: field.key(),
                label: if field == Field::Country { "Country of phones" } else { field.label() },
                picks: if from.is_some() { Vec::new() } else { values(plan, field, chosen) },
                from,
            }
        })
        .collect()
}

/// Which columns feed a field, in words.
fn from(mapping: &Mapping, field: Field) -> Option<String> {
    let columns = mapping.columns.iter().filter(|column| column.field == Some(field));
    let names: Vec<&str> = columns.map(|column| column.header.trim()).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("From your column {one}")),
        several => Some(format!("From your columns {}, together", and(several))),
    }
}

fn values(plan: &Plan, field: Field, chosen: &str) -> Vec<Pick> {
    let none = match field {
        Field::Role => "None, use a column",
        Field::TerritoryAccess => "None, decided person by person",
        Field::Teams => "No team",
        Field::Country => "The company’s own",
        _ => "No territory",
    };
    let first = Pick { value: String::new(), label: none.to_owned(), chosen: chosen.is_empty() };
    let rest = plan.values(field).into_iter().take(MOST_NAMES).map(|value| Pick {
        chosen: value == chosen,
        label: value.clone(),
        value,
    });
    std::iter::once(first).chain(rest).collect()
}
