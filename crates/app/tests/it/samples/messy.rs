//! The messy sample: every kind of finding, row by row and as a text to read.

use std::fmt::Write as _;

use app::demo::messy::{ELSEWHERE, LINES};
use app::demo::samples::Sample;
use plan::billing::{Cap, Overdue};
use plan::choices::{Actor, Existing};
use plan::field::Field;
use plan::finding::Code;
use plan::fix::Fix;
use plan::plan::Plan;
use plan::snapshot::{Access, Role, Status};

use super::Company;

#[test]
fn each_row_of_the_messy_sample_has_the_codes_that_stand_beside_it() {
    for existing in [Existing::Skip, Existing::Update] {
        let mut company = Company::new();
        company.choices.existing = existing;
        let plan = company.plan(Sample::Messy);
        assert_eq!(plan.counts().total as usize, LINES.len());
        for (row, line) in (0..).zip(&LINES) {
            assert_eq!(
                plan.codes(row),
                line.codes,
                "{existing:?}, row {}: {}",
                plan.sheet().number(row),
                line.text
            );
        }
    }
}

#[test]
fn the_messy_sample_shows_every_code_but_those_that_one_file_cannot() {
    let shown = |code: &Code| LINES.iter().any(|line| line.codes.contains(code));
    let missing: Vec<Code> = Code::ALL.iter().copied().filter(|code| !shown(code)).collect();
    let mut elsewhere = ELSEWHERE.to_vec();
    elsewhere.sort_unstable();
    assert_eq!(missing, elsewhere);
}

/// The plan of the messy sample as people read it, and after it the findings that need another actor, account, mapping
/// or fix: together every code there is.
#[test]
fn the_plan_of_the_messy_sample_reads_well() {
    let mut company = Company::new();
    company.choices.existing = Existing::Update;
    let plan = company.plan(Sample::Messy);
    let mut text = format!("{}\nRows\n{}", plan.report(), plan.report_rows());
    for (code, plan) in elsewhere(&company) {
        let said: Vec<_> = plan.findings().iter().filter(|finding| finding.code == code).collect();
        assert!(!said.is_empty(), "no {code} in\n{}", plan.report());
        for finding in said {
            write!(text, "\n[{code}] {}\n    {}\n", finding.title, finding.text).unwrap();
        }
    }
    // Text has no formats and no hidden rows.
    let of_workbooks = [Code::NumberRounded, Code::RowHidden];
    // And a file is no form; what forms say is told where they are tested.
    let of_forms = [Code::ExternalIdTaken, Code::PersonUnknown, Code::StatusUnfit];
    let of_text = Code::ALL.iter().filter(|code| !of_workbooks.contains(code) && !of_forms.contains(code));
    let missing: Vec<&Code> = of_text.filter(|code| !text.contains(&format!("[{code}]"))).collect();
    assert!(missing.is_empty(), "the text says nothing of {missing:?}");
    crate::snapshot::compare("samples/messy.txt", &text);
}

/// A payment has not gone through for three weeks.
fn overdue(company: &mut Company) {
    let day = |text: &str| text.parse().unwrap();
    company.priced(3_000).overdue = Some(Overdue { since: day("2026-02-01"), until: day("2026-02-15") });
}

/// Two suspended people hold one phone.
fn shared_phone(company: &mut Company) {
    let phone = super::phone("312-555-0111");
    for email in ["ana.ruiz", "wanda.kessler"] {
        let person = company.person(email);
        assert_eq!(person.status, Status::Suspended);
        person.phone = Some(phone);
    }
}

/// The messy sample once more for each code that it cannot show by itself.
fn elsewhere(company: &Company) -> Vec<(Code, Plan)> {
    let plan = |change: fn(&mut Company)| {
        let mut company = company.clone();
        change(&mut company);
        company.plan(Sample::Messy)
    };
    let role_column = |company: &mut Company| _ = company.mapping.columns.insert(4, None);
    let no_seats = |company: &mut Company| {
        company.facts.seats.may_buy = false;
        company.facts.seats.commitment = company.facts.seats.used;
    };
    let little = |company: &mut Company| {
        let cap = Cap { most_minor: 50_000, charged_minor: 44_000 };
        company.priced(3_000).cap = Some(cap);
    };
    let too_dear = |company: &mut Company| _ = company.priced(i64::MAX);
    let lost_fix = |company: &mut Company| {
        let fix = Fix::DropValue { field: Field::Teams, value: "Nobody's Team".to_owned() };
        company.fixes.push(fix);
    };
    let last_admin = |company: &mut Company| {
        company.facts.active_admins = 1;
        company.actor = Actor::Operator;
    };
    let manager = |company: &mut Company| {
        let id = company.person("marcus.webb").id;
        company.actor = Actor::Person { id, role: Role::Manager };
    };
    let archived = |company: &mut Company| {
        company.facts.past_teams.archived.push("Mid West".to_owned());
        company.facts.past_territories.archived.push("Nort East".to_owned());
    };
    let mut plans = in_other_files(company);
    plans.extend([
        (Code::MappingMissing, plan(role_column)),
        (Code::SeatsForbidden, plan(no_seats)),
        (Code::SeatsCap, plan(little)),
        (Code::SeatsOverdue, plan(overdue)),
        (Code::SeatsUnpriced, plan(too_dear)),
        (Code::FixUnmatched, plan(lost_fix)),
        (Code::AdminLast, plan(last_admin)),
        (Code::AuthorityDenied, plan(manager)),
        (Code::TeamArchived, plan(archived)),
        (Code::TerritoryArchived, plan(archived)),
        (Code::PersonUnclear, plan(shared_phone)),
    ]);
    plans.splice(12..12, by_a_manager(company));
    plans
}

/// What other files have: notes and examples, headings, names and countries in columns of their own, people who have left.
fn in_other_files(company: &Company) -> Vec<(Code, Plan)> {
    // A note between the header and the people.
    let (header, people) =
        Sample::Messy.text().split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let noted = format!("{header}\nRequired,Required,Required,Required,Required,,,,,\n{people}");
    let example = "Jane,Doe,jane.doe@example.com,312-555-0100,Sales,Midwest,Limited,Great Lakes,,";
    let shown = format!("{header}\n{example}\n{people}");
    let headed = format!("{header}\nMidwest,,,,,,,,,\n{people}");
    // The country.
    let of_country = header.replacen("Notes", "Country", 1);
    let spelt = [
        "Ivo,Marek,ivo.marek@northwind.example,503-555-0135,Sales,Pacific,Limited,Cascades,10731,Untied States",
        "Ada,Lind,ada.lind@northwind.example,503-555-0136,Sales,Pacific,Limited,Cascades,10734,United States",
    ];
    let spelt = format!("{of_country}\n{}\n", spelt.join("\n"));
    // Full names in one column.
    let several = "Name,E-mail,Mobile,Role,Team,Territory Access,Territory,Employee ID\n\
                   Ivo Marek & Ada Lind,ivo.marek@northwind.example,503-555-0135,Sales,Pacific,Limited,Cascades,10731\n";
    // Quotes that a word processor made.
    let quoted = "“Ivo”,Marek,ivo.marek@northwind.example,503-555-0135,Sales,Pacific,Limited,Cascades,10731,";
    let quoted = format!("{header}\n{quoted}\n{people}");
    // Somebody who has left.
    let left =
        Sample::Messy.text().replacen(",Notes", ",Status", 1).replacen("starts Monday", "Terminated", 1);
    vec![
        (Code::RowNote, company.plan_text(noted)),
        (Code::RowExample, company.plan_text(shown)),
        (Code::RowHeading, company.plan_text(headed)),
        (Code::TextQuoted, company.plan_text(quoted)),
        (Code::NameSeveral, company.plan_text(several.to_owned())),
        (Code::CountryUnknown, company.plan_text(spelt)),
        (Code::PersonGone, company.plan_text(left)),
    ]
}

/// What is told to a Manager who may import: most of it is no Manager's, and there are no seats.
fn by_a_manager(company: &Company) -> Vec<(Code, Plan)> {
    let text = Sample::Messy.text();
    let header = text.lines().next().unwrap();
    let mut company = company.clone();
    let marcus = company.person("marcus.webb");
    marcus.access = Access::Limited;
    company.actor = Actor::Person { id: marcus.id, role: Role::Manager };
    company.facts.managers_import = true;
    company.facts.seats.commitment = company.facts.seats.used;
    company.choices.existing = Existing::Update;
    for (field, value) in [(Field::Territories, "Nort East"), (Field::Teams, "Mid West")] {
        company.fixes.push(Fix::CreateReference { field, value: value.to_owned(), parent: None });
    }
    let row = |groups: &str| {
        let row = format!("Ivo,Marek,ivo.marek@northwind.example,503-555-0135,Sales,{groups},10731,");
        company.plan_text(format!("{header}\n{row}\n"))
    };
    let messy = company.plan(Sample::Messy);
    vec![
        (Code::AuthoritySeats, messy.clone()),
        (Code::AuthorityRole, messy.clone()),
        (Code::AuthorityPerson, messy.clone()),
        (Code::AuthorityGroup, messy.clone()),
        (Code::AuthorityCreate, messy),
        (Code::AuthorityPlace, row(",,")),
        (Code::AuthorityAccess, row("Pacific,Global,")),
    ]
}
