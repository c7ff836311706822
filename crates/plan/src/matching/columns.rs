//! From headers to a mapping.

use std::collections::BTreeSet;

use super::aliases::aliases;
use super::fold::fold;
use crate::field::Field;
use crate::mapping::{Column, Mapping, MappingFile};
use crate::read::{Reason, Refusal};
use crate::sheet::Sheet;

/// How many different samples a column shows.
const SAMPLES: usize = 3;

/// Matches the columns of a sheet with the fields; what `wish` says of a column or a field holds.
///
/// # Errors
/// `mapping.invalid` where the wish names a column that is not there, gives a field twice, or gives one value for
/// everybody to a field that takes none.
pub fn match_columns(sheet: &Sheet, wish: &MappingFile) -> Result<Mapping, Refusal> {
    check(sheet, wish)?;
    let mut taken = wish
        .columns
        .values()
        .flatten()
        .copied()
        .chain(wish.constants.keys().copied())
        .collect::<BTreeSet<_>>();
    let mut columns =
        sheet.header().iter().enumerate().map(|(index, header)| describe(sheet, index as u32, header));
    let mut columns = columns.by_ref().collect::<Vec<_>>();
    for column in &mut columns {
        if let Some(chosen) = wish.columns.get(&column.index) {
            column.field = *chosen;
            column.confidence = 1.0;
            "Chosen by you.".clone_into(&mut column.why);
        }
    }
    for field in Field::ALL {
        if taken.contains(&field) {
            continue;
        }
        for (rank, alias) in aliases(field).iter().enumerate() {
            let free =
                |column: &&mut Column| column.field.is_none() && !wish.columns.contains_key(&column.index);
            let mut fitting = columns.iter_mut().filter(free).filter(|column| fold(&column.header) == *alias);
            let (first, second) = (fitting.next(), fitting.next());
            if second.is_some() {
                break;
            }
            if let Some(column) = first {
                column.field = Some(field);
                column.confidence = if rank == 0 { 0.99 } else { 0.9 };
                column.why = format!(
                    "“{}” is another word for {}.",
                    column.header.trim(),
                    field.label().to_lowercase()
                );
                taken.insert(field);
                break;
            }
        }
    }
    Ok(Mapping { columns, constants: wish.constants.clone() })
}

fn describe(sheet: &Sheet, index: u32, header: &str) -> Column {
    let mut samples: Vec<String> = Vec::new();
    let mut filled = 0;
    for row in 0..sheet.len() as u32 {
        let cell = sheet.cell(row, index).trim();
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        if samples.len() < SAMPLES && !samples.iter().any(|sample| sample == cell) {
            samples.push(cell.to_owned());
        }
    }
    Column {
        index,
        header: header.to_owned(),
        field: None,
        confidence: 0.0,
        why: String::new(),
        samples,
        filled,
    }
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
