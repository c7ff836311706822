//! The pages of the messy sample, built from the plan as the server builds them.

use app::demo::samples::Sample;
use app::pages::times::Times;
use app::pages::wizard::fix::build as fix;
use app::pages::wizard::fix::made::Kept;
use app::pages::wizard::fix::page::FixPage;
use app::pages::wizard::fix::press::{self, DoForm};
use app::pages::wizard::fix::view::View;
use app::pages::wizard::matching::build as matching;
use app::pages::wizard::matching::handlers::Extra;
use app::pages::wizard::matching::page::MatchPage;
use app::pages::wizard::review::build as review;
use app::pages::wizard::review::page::ReviewPage;
use app::pages::wizard::review::shown;
use app::pages::wizard::top::Step as Stop;
use app::pipeline::inputs::Press;
use jiff::tz::TimeZone;
use plan::choices::{Existing, Suspended};
use plan::fix::Fix;
use plan::plan::Plan;

use super::samples::{shell, top};
use crate::samples::Company;

/// Noon where the account is.
fn times() -> Times {
    let zone = TimeZone::get("America/Chicago").unwrap();
    Times::new("2026-03-12T17:00:00Z".parse().unwrap(), zone, "America/Chicago")
}

/// An import of the messy sample as somebody works at it.
pub struct Desk {
    pub company: Company,
    pub kept: Vec<Kept>,
}

impl Desk {
    pub fn new() -> Self {
        Self { company: Company::new(), kept: Vec::new() }
    }

    pub fn plan(&self) -> Plan {
        let mut company = self.company.clone();
        company.fixes = app::pages::wizard::fix::made::in_force(&self.kept);
        company.plan(Sample::Messy)
    }

    pub fn fix(&self, view: View) -> FixPage {
        let inputs = fix::Inputs {
            shell: shell(),
            top: top(Stop::Fix, "Saved 14:21"),
            import: 7,
            plan: &self.plan(),
            kept: &self.kept,
            last: &[],
            view,
        };
        fix::page(inputs)
    }

    pub fn matching(&self) -> MatchPage {
        matching::page(matching::Inputs {
            shell: shell(),
            top: top(Stop::Match, "Saved 14:21"),
            import: 7,
            plan: &self.plan(),
            extra: Extra::default(),
        })
    }

    pub fn review(&self, view: shown::View) -> ReviewPage {
        let inputs = review::Inputs {
            shell: shell(),
            top: top(Stop::Review, "Saved 14:21"),
            import: 7,
            plan: &self.plan(),
            view,
            moved: Vec::new(),
            times: &times(),
            wrong_number: false,
            typed: None,
        };
        review::page(inputs)
    }

    /// Presses a button; every fix of one press has the same time.
    pub fn press(&mut self, act: &str, of: &str, label: &str, row: Option<u32>) -> Press {
        let form = DoForm { act: act.into(), of: of.into(), label: label.into(), row };
        let step = press::pressed(&self.plan(), &self.kept, &form);
        self.take(&step);
        step
    }

    pub fn take(&mut self, step: &Press) {
        let now = i64::try_from(self.kept.len()).unwrap() + 100;
        for one in self.kept.iter_mut().filter(|one| step.withdraw.contains(&one.number)) {
            one.withdrawn_at = Some(now);
        }
        for fix in &step.add {
            self.keep(fix.clone(), now);
        }
    }

    fn keep(&mut self, fix: Fix, made_at: i64) {
        let number = i64::try_from(self.kept.len()).unwrap() + 1;
        self.kept.push(Kept { number, fix, made_at, withdrawn_at: None });
    }

    /// With people updated, suspended ones reactivated, and rows with an error left out.
    pub fn generous(mut self) -> Self {
        self.company.choices.existing = Existing::Update;
        self.company.choices.suspended = Suspended::Reactivate;
        self.company.choices.valid_rows_only = true;
        self
    }
}

#[test]
fn the_numbers_of_the_tabs_are_those_of_the_fates() {
    let desk = Desk::new();
    let counts = desk.plan().counts();
    let page = desk.fix(View::default());
    let tabs: Vec<u32> = page.tabs.iter().map(|tab| tab.count.parse().unwrap()).collect();
    assert_eq!(tabs[0], counts.total);
    assert_eq!(tabs[1], counts.blocked);
    assert_eq!(tabs[4], counts.skipped);
    assert_eq!(tabs[1..].iter().sum::<u32>(), counts.total);
    assert_eq!(page.rows.len() as u32, counts.blocked.min(50));
}

#[test]
fn every_button_of_the_page_makes_a_fix_and_a_second_press_makes_none() {
    let first = Desk::new().fix(View::default());
    let mut pressed = 0;
    for line in first.errors.iter().chain(&first.warnings) {
        let open = Desk::new().fix(View { cause: Some(line.key.clone()), ..View::default() });
        let line = open.errors.iter().chain(&open.warnings).find(|one| one.key == line.key).unwrap();
        let ways = line.open.as_ref().unwrap();
        for press in line.sure.iter().chain(ways.others.iter().map(|way| &way.press)).chain(&line.skip) {
            let mut desk = Desk::new();
            let step = desk.press(press.act, &press.of, &press.label, press.row);
            assert!(!step.add.is_empty(), "{} of {} does nothing", press.words, line.title);
            let again = desk.press(press.act, &press.of, &press.label, press.row);
            let repeats = again.add.iter().any(|fix| step.add.contains(fix));
            assert!(!repeats, "{} of {} is made twice", press.words, line.title);
            pressed += 1;
        }
    }
    assert!(pressed > 20, "only {pressed} buttons");
}

#[test]
fn every_marked_cell_opens_with_its_reason_and_what_it_offers_can_be_done() {
    let desk = Desk::new();
    let all = desk.fix(View { show: Some(app::pages::wizard::fix::view::Tab::All), ..View::default() });
    let mut opened = 0;
    for row in &all.rows {
        for cell in row.cells.iter().filter(|cell| !cell.why.is_empty()) {
            let edit = Some(format!("{}.{}", row.number, cell.key));
            let page = desk.fix(View { edit, ..all.view.clone() });
            let editor =
                page.editor().unwrap_or_else(|| panic!("row {} {} does not open", row.number, cell.key));
            assert!(
                editor.reasons.iter().any(|reason| reason.title == cell.why),
                "row {} {}",
                row.number,
                cell.key
            );
            for offer in &editor.offers {
                let press = &offer.press;
                let step = Desk::new().press(press.act, &press.of, &press.label, press.row);
                assert!(
                    !step.is_nothing(),
                    "{} at row {} {} does nothing",
                    press.words,
                    row.number,
                    cell.key
                );
            }
            opened += 1;
        }
    }
    assert!(opened > 30, "only {opened} cells");
}

#[test]
fn a_row_that_was_skipped_can_be_taken_in_again() {
    let mut desk = Desk::new();
    let row = desk.fix(View::default()).rows[0].number;
    desk.press("leave", &row.to_string(), "", Some(row));
    let at = desk.plan().sheet().row_of(row).unwrap();
    assert!(desk.plan().draft().is_skipped(at));
    desk.press("take", &row.to_string(), "", Some(row));
    assert!(!desk.plan().draft().is_skipped(at));
}

#[test]
fn what_is_looked_for_is_found_in_every_column() {
    let desk = Desk::new();
    let find = |text: &str| {
        desk.fix(View {
            show: Some(app::pages::wizard::fix::view::Tab::All),
            q: Some(text.into()),
            ..View::default()
        })
    };
    let all = find("").rows;
    let name = all[3].name.clone();
    let found = find(&all[3].cells[0].text.to_uppercase());
    assert!(found.rows.iter().any(|row| row.name == name));
    let nobody = find("nobody says this");
    assert_eq!(nobody.empty.as_deref(), Some("No row says “nobody says this”."));
}

#[test]
fn the_review_counts_every_row_and_every_choice_says_what_it_means() {
    let desk = Desk::new().generous();
    let page = desk.review(shown::View::default());
    let counts = desk.plan().counts();
    let sum: u32 = page.tiles.iter().map(|tile| tile.count.parse::<u32>().unwrap()).sum();
    assert_eq!(sum, counts.total);
    assert!(page.choices.len() >= 3 && page.choices.iter().all(|choice| !choice.means.is_empty()));
    assert_eq!(page.go.label, format!("Import {} users", counts.create + counts.update));
    let sentence: String = page.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
    let rest = format!("of 63 rows stays as it is, and {} have an error.", counts.blocked);
    assert!(sentence.ends_with(&rest), "{sentence}");
}

#[test]
fn every_fate_of_the_review_shows_its_rows() {
    let desk = Desk::new().generous();
    for tile in desk.review(shown::View::default()).tiles {
        let page = desk.review(shown::View::of(tile.fate));
        let shown = page.shown.lines.len() as u32;
        assert_eq!(shown, tile.count.parse::<u32>().unwrap().min(25), "{:?}", tile.fate);
        for line in &page.shown.lines {
            assert!(!line.changes.is_empty() || !line.text.is_empty(), "row {} says nothing", line.number);
        }
    }
}
