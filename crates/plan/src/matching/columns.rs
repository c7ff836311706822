//! From a sheet and a wish to a mapping.

use std::collections::BTreeSet;

use super::assign::{Assign, Verdict};
use super::evidence::{Evidence, evidence};
use super::headers::candidates;
use crate::field::Field;
use crate::mapping::{Column, Mapping, MappingFile};
use crate::read::{Reason, Refusal};
use crate::sheet::Sheet;

/// How many different samples a column shows.
const SAMPLES: usize = 3;

/// Rows in which samples are looked for.
const SAMPLE_ROWS: u32 = 2000;

/// Matches the columns of a sheet with the fields; what `wish` says of a column or a field holds.
///
/// A field with one value for everybody is matched with no column unless `wish` names one.
///
/// # Errors
/// `mapping.invalid` where the wish names a column that is not there, gives a field twice, or gives one value for
/// everybody to a field that takes none.
pub fn match_columns(sheet: &Sheet, wish: &MappingFile) -> Result<Mapping, Refusal> {
    check(sheet, wish)?;
    let headers = sheet.header();
    let evidence = evidence(sheet);
    let decided = (0..headers.len() as u32).map(|index| wish.columns.contains_key(&index)).collect();
    let given = wish.columns.values().flatten().chain(wish.constants.keys()).copied();
    let verdicts = Assign::new(&evidence, decided, given).run(&candidates(headers), headers);
    let filled = sheet.filled();
    let columns = headers.iter().zip(verdicts).zip(evidence).zip(filled).zip(0_u32..);
    let columns = columns.map(|((((header, verdict), evidence), filled), index)| {
        let (field, confidence, why) = match wish.columns.get(&index) {
            Some(Some(field)) => (Some(*field), 1.0, "Chosen by hand.".to_owned()),
            Some(None) => (None, 1.0, "Left out by hand.".to_owned()),
            None => explain(verdict, evidence, header, headers, filled),
        };
        Column {
            index,
            header: header.clone(),
            field,
            confidence,
            why,
            candidates: Vec::new(),
            samples: samples(sheet, index),
            filled,
        }
    });
    Ok(Mapping { columns: columns.collect(), names: wish.names, constants: wish.constants.clone() })
}

/// Field, confidence and reason of a verdict.
fn explain(
    verdict: Verdict,
    evidence: Evidence,
    header: &str,
    headers: &[String],
    filled: u32,
) -> (Option<Field>, f64, String) {
    let name = |column: usize| headers.get(column).map_or("", |header| header.trim());
    let lower = in_a_sentence;
    let header = header.trim();
    match verdict {
        Verdict::Word { field, distance, weak } => {
            let confidence = confidence(field, evidence, distance, weak, header);
            (Some(field), confidence, why(field, evidence, distance, weak, header))
        }
        Verdict::Cells { field } => (Some(field), 0.8, format!("Its cells are {}.", looks_like(field))),
        Verdict::Twin { field, other } => {
            let reason =
                format!("“{header}” and “{}” fit {} equally well. Choose one.", name(other), lower(field));
            (None, 0.0, reason)
        }
        Verdict::Second { field, other } => {
            (None, 0.0, format!("“{}” fits {} better.", name(other), lower(field)))
        }
        Verdict::RuledOut { field } => {
            (None, 0.0, format!("The name fits {}, the cells do not.", lower(field)))
        }
        Verdict::Template { field } => {
            let reason = format!("Named as in the template, but its cells are no {}.", looks_like(field));
            (Some(field), 0.3, reason)
        }
        Verdict::NotNeeded => (None, 0.0, "First and last name have columns of their own.".to_owned()),
        Verdict::Nothing if filled == 0 => (None, 0.0, "No cell is filled.".to_owned()),
        Verdict::Nothing => (None, 0.0, "No field fits.".to_owned()),
    }
}

fn in_a_sentence(field: Field) -> String {
    if field == Field::ExternalId { field.label().to_owned() } else { field.label().to_lowercase() }
}

fn confidence(field: Field, evidence: Evidence, distance: u32, weak: bool, header: &str) -> f64 {
    let by_name: f64 = match (distance, weak) {
        _ if header.eq_ignore_ascii_case(field.header()) => 0.99,
        (_, true) => 0.7,
        (0, false) => 0.95,
        (1..=3, false) => 0.9,
        _ => 0.75,
    };
    // Cells that look right make a weak name surer; cells that mostly do not make a good one less sure.
    let sure = match evidence.share(field) {
        Some(share) if matches!(field, Field::Email | Field::Phone) && share < 0.8 => by_name * 0.8,
        Some(share) if share >= 0.9 && by_name < 0.95 => by_name + 0.05,
        _ => by_name,
    };
    (sure * 100.0).round() / 100.0
}

fn why(field: Field, evidence: Evidence, distance: u32, weak: bool, header: &str) -> String {
    let label = in_a_sentence(field);
    let name = if header.eq_ignore_ascii_case(field.header()) {
        "Named as in the template.".to_owned()
    } else if distance == 0 {
        format!("“{header}” is another word for {label}.")
    } else {
        format!("“{header}” is read as {label}.")
    };
    match evidence.share(field) {
        Some(share) if weak || share >= 0.9 && matches!(field, Field::Email | Field::Phone) => {
            format!("{name} {:.0} % of its cells are {}.", share * 100.0, looks_like(field))
        }
        _ => name,
    }
}

const fn looks_like(field: Field) -> &'static str {
    match field {
        Field::Email => "e-mail addresses",
        Field::Phone => "phone numbers",
        Field::Role => "roles",
        Field::TerritoryAccess => "Global or Limited",
        _ => "names",
    }
}

/// The first different filled cells of a column.
fn samples(sheet: &Sheet, column: u32) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in 0..SAMPLE_ROWS.min(sheet.len() as u32) {
        let cell = sheet.cell(row, column).trim();
        if !cell.is_empty() && !samples.iter().any(|sample| sample == cell) {
            samples.push(cell.to_owned());
            if samples.len() == SAMPLES {
                break;
            }
        }
    }
    samples
}

fn check(sheet: &Sheet, wish: &MappingFile) -> Result<(), Refusal> {
    let columns = sheet.header().len() as u32;
    let mut fields = BTreeSet::new();
    for (index, field) in &wish.columns {
        if *index >= columns {
            return Err(Reason::MappingInvalid.because(format!(
                "The mapping names column {index}, and the file has {columns} columns, 0 to {}.",
                columns.saturating_sub(1)
            )));
        }
        if let Some(field) = field
            && !fields.insert(*field)
            && !field.takes_columns()
        {
            return Err(Reason::MappingInvalid.because(format!(
                "The mapping gives {} to more than one column. Keep one of them.",
                field.label()
            )));
        }
    }
    match wish.constants.keys().find(|field| !field.takes_constant()) {
        Some(field) => Err(Reason::MappingInvalid.because(format!(
            "{} cannot be one value for everybody. Role, teams, territory access and territories can.",
            field.label()
        ))),
        None => Ok(()),
    }
}
