//! The clean and the large sample, and the file that the company began with.

use app::demo::company::{first_file, first_fixes};
use app::demo::samples::Sample;
use plan::choices::Existing;
use plan::finding::Code;
use plan::plan::Counts;

use super::Company;

#[test]
fn the_clean_sample_creates_everybody_and_buys_two_seats_without_a_guard() {
    let plan = Company::new().plan(Sample::Clean);
    assert_eq!(plan.counts(), Counts { total: 25, create: 25, ..Counts::default() }, "{}", plan.report());
    assert!(plan.findings().is_empty(), "{}", plan.report());
    assert_eq!(plan.effects().seats.added, 2);
    assert_eq!(plan.effects().guard, None);
}

#[test]
fn the_large_sample_has_an_error_in_every_fiftieth_row() {
    let plan = Company::new().plan(Sample::Large);
    assert_eq!(plan.counts(), Counts { total: 5000, create: 4900, blocked: 100, ..Counts::default() });
    let mut codes: Vec<(Code, u32)> = plan.causes().iter().map(|cause| (cause.code, cause.count)).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            (Code::LastNameMissing, 20),
            (Code::EmailInvalid, 20),
            (Code::PhoneInvalid, 20),
            (Code::RoleUnknown, 20),
            (Code::TerritoryUnknown, 20),
        ]
    );
}

#[test]
fn the_file_that_the_company_began_with_makes_it() {
    let mut company = Company::new();
    company.people.found.truncate(1);
    company.people.found[0].external_id = None;
    company.choices.existing = Existing::Update;
    company.people.emails_elsewhere.clear();
    company.facts.teams.clear();
    company.facts.territories.clear();
    company.fixes = first_fixes();
    let plan = company.plan_text(first_file());
    assert_eq!(plan.counts(), Counts { total: 40, create: 39, update: 1, ..Counts::default() });
    assert!(plan.findings().is_empty(), "{}", plan.report());
    assert_eq!(plan.new_teams().len(), 6);
    assert_eq!(plan.new_territories().len(), 12);
}
