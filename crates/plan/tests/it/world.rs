//! A small account and a way to write a file in a line, so that a test reads as its sentence.

use std::sync::Arc;

use plan::choices::{Actor, Choices, Existing, Suspended};
use plan::decide::decide;
use plan::draft::draft;
use plan::field::Field;
use plan::finding::Finding;
use plan::fix::Fix;
use plan::mapping::{Column, Mapping};
use plan::plan::{Fate, Plan};
use plan::sheet::Sheet;
use plan::snapshot::{Access, Facts, Group, Past, People, Person, Role, Seats, Status, Thresholds};
use plan::value::phone::PhoneNumber;

/// The header of the template.
pub const HEADER: [&str; 9] = Field::TEMPLATE_HEADERS;

/// An account, its people, and what the admin decides.
#[derive(Clone)]
pub struct World {
    pub facts: Facts,
    pub people: People,
    pub choices: Choices,
    pub actor: Actor,
    pub fixes: Vec<Fix>,
    pub constants: Vec<(Field, String)>,
    pub blank: Vec<Field>,
}

impl World {
    /// Northwind: five teams (two called Key Accounts), four territories, 100 paid seats, nobody but the operator.
    pub fn new() -> Self {
        let group = |id, name: &str, parent| Group { id, name: name.to_owned(), parent };
        let teams = vec![
            group(1, "Field", None),
            group(2, "Midwest", Some(1)),
            group(3, "Pacific", Some(1)),
            group(4, "Key Accounts", Some(2)),
            group(5, "Key Accounts", Some(3)),
        ];
        let territories = vec![
            group(11, "Great Lakes", None),
            group(12, "Ohio Valley", Some(11)),
            group(13, "North East", None),
            group(14, "Cascades; Puget, Sound", None),
        ];
        Self {
            facts: Facts {
                revision: 1,
                country: "US".to_owned(),
                currency: "USD".to_owned(),
                today: "2026-03-12".to_owned(),
                seats: Seats { commitment: 100, bought: 0, used: 0, may_buy: true },
                people: 0,
                active_admins: 1,
                managers_import: false,
                thresholds: Thresholds::default(),
                needs_phones: true,
                teams,
                territories,
                past_teams: Past::default(),
                past_territories: Past::default(),
                billing: None,
            },
            people: People::default(),
            choices: Choices { existing: Existing::Update, ..Choices::default() },
            actor: Actor::Operator,
            fixes: Vec::new(),
            constants: Vec::new(),
            blank: Vec::new(),
        }
    }

    /// Puts somebody into the account: an active Sales person in Ohio Valley, then changed by `change`.
    pub fn with(mut self, id: i64, name: &str, change: impl FnOnce(&mut Person)) -> Self {
        let (first, last) = name.split_once(' ').expect("two names");
        let mut person = Person {
            id,
            version: 1,
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: format!("{}@northwind.example", first.to_lowercase()),
            phone: PhoneNumber::from_e164(&format!("+1312555{:04}", 100 + id)),
            role: Role::Sales,
            access: Access::Limited,
            teams: vec![2],
            territories: vec![12],
            external_id: Some(format!("E-{id}")),
            status: Status::Active,
        };
        change(&mut person);
        self.facts.people += 1;
        self.facts.seats.used += u32::from(person.status != Status::Suspended);
        self.facts.active_admins += u32::from(person.role == Role::Admin && person.status == Status::Active);
        self.people.found.push(person);
        self.people.found.sort_by_key(|person| person.id);
        self
    }

    /// Lets somebody who is in the account import as what they are, where Managers may.
    pub fn imported_by(mut self, id: i64) -> Self {
        let me = self.people.found.iter().find(|person| person.id == id).expect("somebody").clone();
        self.actor = Actor::Person { id, role: me.role };
        self.people.actor = Some(me);
        self.facts.managers_import = true;
        self
    }

    pub fn existing(mut self, existing: Existing) -> Self {
        self.choices.existing = existing;
        self
    }

    pub fn reactivating(mut self) -> Self {
        self.choices.suspended = Suspended::Reactivate;
        self
    }

    pub fn fix(mut self, json: &str) -> Self {
        self.fixes.push(serde_json::from_str(json).expect("a fix"));
        self
    }

    pub fn mapping(&self) -> Mapping {
        let columns = (0..).zip(HEADER).zip(Field::TEMPLATE).map(|((index, header), field)| Column {
            index,
            header: header.to_owned(),
            field: (!self.blank.contains(&field)).then_some(field),
            confidence: 1.0,
            why: String::new(),
            candidates: Vec::new(),
            samples: Vec::new(),
            filled: 0,
        });
        Mapping {
            columns: columns.collect(),
            names: None,
            names_by_header: None,
            constants: self.constants.iter().cloned().collect(),
            person: None,
        }
    }

    /// Plans a file: each line has the nine cells of the template, divided by `|`; missing ones are blank.
    pub fn plan(&self, lines: &[&str]) -> Plan {
        self.plan_sheet(sheet(lines))
    }

    /// Plans a sheet whose first columns are those of the template.
    pub fn plan_sheet(&self, sheet: Sheet) -> Plan {
        let draft =
            Arc::new(draft(&Arc::new(sheet), &self.mapping(), &self.fixes, &Arc::new(self.facts.clone())));
        decide(&draft, &self.people, self.choices, self.actor)
    }
}

/// A sheet under the template's header.
pub fn sheet(lines: &[&str]) -> Sheet {
    let rows: Vec<Vec<String>> =
        lines.iter().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    Sheet::from_cells(&HEADER, &rows)
}

/// The fates of a plan, in the order of the sheet.
pub fn fates(plan: &Plan) -> Vec<Fate> {
    (0..plan.sheet().len() as u32).map(|row| plan.fate(row)).collect()
}

/// The codes of all findings, in the order they are listed.
pub fn codes(plan: &Plan) -> Vec<&'static str> {
    plan.findings().iter().map(|finding| finding.code.as_str()).collect()
}

/// The one finding with a code.
pub fn finding<'a>(plan: &'a Plan, code: &str) -> &'a Finding {
    let found: Vec<&Finding> =
        plan.findings().iter().filter(|finding| finding.code.as_str() == code).collect();
    assert_eq!(found.len(), 1, "one finding {code} among {:?}", codes(plan));
    found[0]
}

/// A file's line for somebody new, by a number that makes e-mail and phone theirs alone.
pub fn new_person(number: u32) -> String {
    format!(
        "Ada{number}|Byron|ada{number}@northwind.example|(414) 555-{:04}|Sales|Midwest|Limited|Ohio Valley|N-{number}",
        100 + number
    )
}
