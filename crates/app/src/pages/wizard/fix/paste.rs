//! A block of cells that was copied in a spreadsheet, put into the grid.

use plan::fix::{Fix, block_size, paste};
use plan::plan::Plan;
use serde::Deserialize;

use super::grid;
use super::note::Note;
use super::view::View;

/// At most this many cells are pasted at once; [`Note::BlockTooLarge`] says so.
const MOST_CELLS: usize = 5_000;

/// The form behind a paste.
#[derive(Clone, Debug, Deserialize)]
pub struct PasteForm {
    /// The number of the row where the block begins.
    pub row: u32,
    /// The key of the field where it begins.
    pub field: String,
    /// The cells: tabs between them, a line a row.
    pub block: String,
}

/// The fixes that a block comes to in the rows of a view, from its cell on: also those of the pages after this one.
pub fn pasted(plan: &Plan, view: &View, form: &PasteForm) -> (Vec<Fix>, Option<Note>) {
    let (lines, width) = block_size(&form.block);
    if lines.saturating_mul(width) > MOST_CELLS {
        return (Vec::new(), Some(Note::BlockTooLarge));
    }
    let fields = grid::fields(plan);
    let rows: Vec<u32> = grid::rows(plan, view, grid::tab(plan, view), &fields)
        .into_iter()
        .map(|at| plan.sheet().number(at))
        .skip_while(|number| *number != form.row)
        .take(lines)
        .collect();
    let right: Vec<_> = fields.into_iter().skip_while(|field| field.key() != form.field).collect();
    let fixes = paste(plan.draft(), &rows, &right, &form.block);
    let note = if lines > rows.len() || width > right.len() {
        Some(Note::BlockBeyond)
    } else {
        fixes.is_empty().then_some(Note::NothingToPaste)
    };
    (fixes, note)
}
