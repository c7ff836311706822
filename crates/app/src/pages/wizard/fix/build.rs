//! From a plan and a view to the page.

use plan::finding::Severity;
use plan::fix::Fix;
use plan::plan::Plan;

use super::cause::{Scene, key_of};
use super::grid::{self, ROWS_A_PAGE, Rows};
use super::last;
use super::made::{self, Kept};
use super::note::Note;
use super::page::{CauseLine, Done, FixPage, Paging, Reason, TabLine, Tally};
use super::replace;
use super::view::{Tab, View};
use crate::pages::layout::Shell;
use crate::pages::ui::Bar;
use crate::pages::wizard::text::{plural, span};
use crate::pages::wizard::top::Top;
use crate::pages::words;

/// At most this many causes are listed at once; they go as they are fixed.
const MOST_CAUSES: usize = 60;

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
    /// Every fix of the import, those taken back included.
    pub kept: &'a [Kept],
    /// The fixes of last time that would change something, with the rows of each.
    pub last: &'a [(Fix, u32)],
    /// What is looked at.
    pub view: View,
}

/// Makes the page.
pub fn page(inputs: Inputs<'_>) -> FixPage {
    let Inputs { shell, top, import, plan, kept, last, mut view } = inputs;
    let counts = grid::counts(plan);
    let [total, errors, ..] = counts;
    let tab = grid::tab(plan, &view);
    if view
        .cause
        .as_ref()
        .is_some_and(|cause| !plan.findings().iter().any(|finding| key_of(finding) == *cause))
    {
        view.cause = None;
    }
    let fields = grid::fields(plan);
    let found = grid::rows(plan, &view, tab, &fields);
    let (shown, paging) = turn(plan, &found, &view, import);
    let maker = Rows { plan, import, view: &view, fields: &fields };
    let mut rows: Vec<_> = shown.iter().map(|at| maker.row(*at)).collect();
    let mut here = Vec::new();
    if let Some(spot) = view.spot()
        && let Some(row) = rows.iter_mut().find(|row| row.number == spot.row)
    {
        row.editor = maker.editor(spot);
        here = maker.causes_at(spot);
    }
    let scene = Scene { plan, import, view: &view, here: &here, fields: &fields };
    let (errors_list, warnings_list, further) = causes(&scene);
    let sizes = plan.draft().sizes();
    let only = view.cause.as_ref().and_then(|cause| {
        let listed = errors_list.iter().chain(&warnings_list).find(|line| line.key == *cause)?;
        Some((listed.title.clone(), View { cause: None, page: None, ..view.calm() }.href(import)))
    });
    FixPage {
        tally: tally(counts, with_a_warning(plan)),
        wide: wide(plan),
        errors: errors_list,
        warnings: warnings_list,
        further,
        last: last::offer(last),
        replace: replace::panel(plan, &view, import, &fields),
        open_replace: fields.first().map(|field| view.replacing(field.key(), "").href(import)),
        done: done(kept, &sizes, &view),
        made: made::lines(kept, &sizes),
        redo: !made::to_redo(kept).is_nothing(),
        tabs: tabs(counts, tab, &view, import),
        only,
        columns: grid::columns(plan, &fields),
        empty: rows.is_empty().then(|| nothing(&view, tab, errors, total)),
        rows,
        paging,
        shell,
        top,
        import,
        view,
    }
}

fn turn(plan: &Plan, found: &[u32], view: &View, import: i64) -> (Vec<u32>, Paging) {
    let total = found.len() as u32;
    let pages = total.div_ceil(ROWS_A_PAGE).max(1);
    // An open cell is in sight, whichever page its row is on.
    let of_spot = view
        .spot()
        .and_then(|spot| plan.sheet().row_of(spot.row))
        .and_then(|at| found.binary_search(&at).ok());
    let page = view.page.or(of_spot.map(|place| place as u32 / ROWS_A_PAGE + 1)).unwrap_or(1).clamp(1, pages);
    let from = (page - 1) * ROWS_A_PAGE;
    let rows: Vec<u32> = found.iter().copied().skip(from as usize).take(ROWS_A_PAGE as usize).collect();
    let text = match rows.len() as u32 {
        0 => "No rows".to_owned(),
        count => format!(
            "{} {} of {}",
            if count == 1 { "Row" } else { "Rows" },
            span(from + 1, from + count),
            words::count(u64::from(total))
        ),
    };
    let paging = Paging {
        text,
        page: format!("Page {} of {}", words::count(u64::from(page)), words::count(u64::from(pages))),
        before: (page > 1).then(|| view.turn(page - 1).href(import)),
        after: (page < pages).then(|| view.turn(page + 1).href(import)),
    };
    (rows, paging)
}

fn causes(scene: &Scene<'_>) -> (Vec<CauseLine>, Vec<CauseLine>, Option<String>) {
    let causes: Vec<_> = scene.plan.causes().into_iter().filter(|cause| cause.count > 0).collect();
    let open = scene.view.cause.as_deref();
    let (listed, rest) = causes.split_at(causes.len().min(MOST_CAUSES));
    let mut lines: Vec<CauseLine> = listed.iter().filter_map(|cause| scene.line(cause)).collect();
    let asked =
        rest.iter().filter_map(|cause| scene.line(cause)).find(|line| Some(line.key.as_str()) == open);
    lines.extend(asked);
    let (errors, warnings) = lines.into_iter().partition(|line| line.bad);
    let further = (!rest.is_empty()).then(|| {
        format!("{} follow when these are fixed.", plural(rest.len() as u32, "more cause", "more causes"))
    });
    (errors, warnings, further)
}

fn wide(plan: &Plan) -> Vec<Reason> {
    plan.findings()
        .iter()
        .filter(|finding| finding.count == 0)
        .map(|finding| Reason {
            bad: finding.severity == Severity::Error,
            title: finding.title.clone(),
            text: finding.text.clone(),
        })
        .collect()
}

/// The rows that the causes of warnings speak of, those with an error too among them.
fn with_a_warning(plan: &Plan) -> u32 {
    let mut has = vec![false; plan.sheet().len()];
    let warnings = (0..).zip(plan.findings()).filter(|(_, finding)| finding.severity == Severity::Warning);
    for row in warnings.flat_map(|(at, _)| plan.rows_of(at)) {
        if let Some(has) = has.get_mut(row as usize) {
            *has = true;
        }
    }
    has.into_iter().filter(|has| *has).count() as u32
}

fn tally([total, errors, warnings, ready, skipped]: [u32; 5], with_a_warning: u32) -> Tally {
    let rows = |count| plural(count, "row", "rows");
    let bar = Bar::new(
        "",
        format!("{ready} ready, {warnings} with a warning, {errors} with an error, {skipped} skipped"),
        total,
        &[("fill-good", ready), ("fill-warn", warnings), ("fill-bad", errors), ("fill-mute", skipped)],
    );
    Tally {
        title: match errors {
            0 => "Nothing left to fix".to_owned(),
            1 => "1 row has an error".to_owned(),
            _ => format!("{} have an error", rows(errors)),
        },
        ready: format!(
            "{} of {} ready",
            words::count(u64::from(ready + warnings)),
            words::count(u64::from(total))
        ),
        bar,
        errors,
        bad_rows: rows(errors),
        warnings: rows(with_a_warning),
        left_out: if errors > 0 {
            format!("{} would be left out", rows(errors))
        } else {
            "All errors are fixed".to_owned()
        },
    }
}

fn tabs(counts: [u32; 5], current: Tab, view: &View, import: i64) -> Vec<TabLine> {
    let line = |(tab, count): (Tab, u32)| TabLine {
        tab,
        count: words::count(u64::from(count)),
        href: view.tab(tab).href(import),
        current: view.cause.is_none() && tab == current,
    };
    Tab::ALL.into_iter().zip(counts).map(line).collect()
}

/// What stands where no row is.
fn nothing(view: &View, tab: Tab, errors: u32, total: u32) -> String {
    if let Some(text) = view.wanted() {
        return format!("No row says “{text}”.");
    }
    match tab {
        Tab::Errors if errors == 0 => {
            format!("Nothing left to fix. Look through the {} or go on.", plural(total, "row", "rows"))
        }
        Tab::Warnings => "No row has a warning.".to_owned(),
        Tab::Ready => "No row is ready yet.".to_owned(),
        Tab::Skipped => "No row is skipped.".to_owned(),
        Tab::All | Tab::Errors => "No row.".to_owned(),
    }
}

/// The line at the bottom: what was just made or taken back, and what came to nothing.
fn done(kept: &[Kept], sizes: &[u32], view: &View) -> Option<Done> {
    let note = view.note.map(Note::words);
    let Some((text, undo)) = view.made.and_then(|number| made::told(kept, sizes, number)) else {
        return note.map(|note| Done { text: note.to_owned(), undo: None, bad: true });
    };
    let text = match note {
        Some(note) => format!("{text}. {note}"),
        None => text,
    };
    Some(Done { text, undo, bad: note.is_some() })
}
