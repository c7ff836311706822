//! From a plan to the page: the columns with their evidence, the field that is open, the first people.

use plan::field::Field;
use plan::mapping::{Column, Mapping};
use plan::plan::Plan;
use plan::sheet::{Format, Origin};

use super::page::{ColumnLine, Constant, Glance, MatchPage, Need, Open, Pick, Place, Sureness};
use super::preview::preview;
use super::wish::{Fitting, fitting};
use crate::pages::layout::Shell;
use crate::pages::wizard::text::{and, letters, lower, percent, plural};
use crate::pages::wizard::top::Top;
use crate::pages::words;

/// How many people are shown as they would be.
const PREVIEW: u32 = 5;
/// At most this many names are sent along to choose from.
const MOST_NAMES: usize = 500;

/// Makes the page.
pub fn page(shell: Shell, top: Top, import: i64, plan: &Plan) -> MatchPage {
    let (sheet, mapping) = (plan.sheet(), plan.draft().mapping());
    let missing = mapping.missing();
    let suited = missing.first().and_then(|field| fitting(plan, *field));
    let columns: Vec<ColumnLine> = mapping
        .columns
        .iter()
        .map(|column| {
            line(column, sheet.len() as u32, suited.as_ref().filter(|one| one.column == column.index))
        })
        .collect();
    let of = |place| columns.iter().filter(|column| column.place == place).count() as u32;
    MatchPage {
        shell,
        top,
        import,
        read: read(sheet.origin()),
        warnings: sheet.origin().warnings.clone(),
        needs: needs(mapping),
        open: missing.first().map(|field| open(*field, &missing, suited.as_ref(), plan)),
        glance: Glance { matched: of(Place::Matched), waiting: of(Place::Waiting), left: of(Place::Left) },
        columns,
        constants: constants(plan),
        people: (0..PREVIEW.min(sheet.len() as u32)).map(|row| preview(plan, row)).collect(),
        total: words::count(sheet.len() as u64),
        missing: (!missing.is_empty()).then(|| {
            let labels: Vec<&str> = missing.iter().map(|field| field.label()).collect();
            format!("{} {} still missing", and(&labels), if labels.len() == 1 { "is" } else { "are" })
        }),
    }
}

/// How the file was read, in one sentence.
fn read(origin: &Origin) -> String {
    let header = format!("header in row {}", origin.header_row);
    let what = match origin.format {
        Format::Xlsx | Format::Ods => match &origin.sheet {
            Some(sheet) => format!("Sheet “{sheet}”, {header}, read as the spreadsheet shows it"),
            None => format!("First sheet, {header}, read as the spreadsheet shows it"),
        },
        Format::Csv => {
            let delimiter = match origin.delimiter {
                Some(',') => "commas",
                Some(';') => "semicolons",
                Some('\t') => "tabs",
                Some('|') => "bars",
                _ => "its own separators",
            };
            let encoding = origin.encoding.as_deref().unwrap_or("UTF-8");
            format!("Text in {encoding}, separated by {delimiter}, {header}")
        }
    };
    match origin.blank_rows {
        0 => format!("{what}."),
        blank => format!("{what}. {} left out.", plural(blank, "blank row is", "blank rows are")),
    }
}

fn needs(mapping: &Mapping) -> Vec<Need> {
    let missing = mapping.missing();
    let full = mapping.feeds(Field::FullName) && !mapping.feeds(Field::FirstName);
    let fields: &[Field] = if full {
        &[Field::FullName, Field::Email, Field::Phone, Field::Role]
    } else {
        &[Field::FirstName, Field::LastName, Field::Email, Field::Phone, Field::Role]
    };
    fields.iter().map(|field| Need { label: field.label(), met: !missing.contains(field) }).collect()
}

fn line(column: &Column, rows: u32, suited: Option<&Fitting>) -> ColumnLine {
    let waiting = suited.is_some() && column.field.is_none();
    let hundred = |part: f64| format!("{:.0}", part * 100.0).parse().unwrap_or(0);
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
        picks: fields(column.field, none),
        sure,
        why: suited.filter(|_| waiting).map_or_else(|| column.why.clone(), Fitting::why),
    }
}

fn fields(chosen: Option<Field>, none: &str) -> Vec<Pick> {
    let first = Pick { value: String::new(), label: none.to_owned(), chosen: chosen.is_none() };
    let rest = Field::ALL.into_iter().map(|field| Pick {
        value: field.key().to_owned(),
        label: field.label().to_owned(),
        chosen: chosen == Some(field),
    });
    std::iter::once(first).chain(rest).collect()
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
        let picks = plan.draft().values(field).into_iter();
        (field.key(), picks.map(|value| Pick { label: value.clone(), value, chosen: false }).collect())
    });
    Open { title, text, column, everybody }
}

fn constants(plan: &Plan) -> Vec<Constant> {
    [Field::Role, Field::TerritoryAccess, Field::Teams, Field::Territories]
        .into_iter()
        .map(|field| {
            let mapping = plan.draft().mapping();
            let column = mapping.column_of(field).and_then(|at| mapping.columns.get(at as usize));
            let chosen = mapping.constants.get(&field).map_or("", String::as_str);
            Constant {
                key: field.key(),
                label: field.label(),
                column: column.map(|column| column.header.trim().to_owned()),
                picks: if column.is_some() { Vec::new() } else { values(plan, field, chosen) },
            }
        })
        .collect()
}

fn values(plan: &Plan, field: Field, chosen: &str) -> Vec<Pick> {
    let none = match field {
        Field::Role => "None, use a column",
        Field::TerritoryAccess => "None, decided person by person",
        Field::Teams => "No team",
        _ => "No territory",
    };
    let first = Pick { value: String::new(), label: none.to_owned(), chosen: chosen.is_empty() };
    let rest = plan.draft().values(field).into_iter().take(MOST_NAMES).map(|value| Pick {
        chosen: value == chosen,
        label: value.clone(),
        value,
    });
    std::iter::once(first).chain(rest).collect()
}
