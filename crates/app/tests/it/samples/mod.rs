//! The sample files, planned on top of the example company: what `muster demo` shows is what the rules say.

mod clean;
mod messy;
mod seeded;

use std::sync::Arc;

use app::demo::company::{ADMIN, COUNTRY, MEMBERS, Member, NEIGHBOUR, SEATS, TEAMS, TERRITORIES};
use app::demo::samples::Sample;
use plan::billing::{Billing, Counting, Currency, Cycle, Price, Terms, Tier};
use plan::choices::{Actor, Choices};
use plan::fix::Fix;
use plan::groups::{Found, Groups};
use plan::mapping::{MappingFile, Reading};
use plan::plan::Plan;
use plan::read::{Limits, Reason, Refusal, WorkbookReader};
use plan::snapshot::{Access, Facts, Group, Past, People, Person, Role, Seats, Status, Thresholds};
use plan::value::phone::{PhoneNumber, PhoneReader};

/// The example company as a snapshot, and what is decided about an import.
#[derive(Clone)]
pub struct Company {
    facts: Facts,
    people: People,
    actor: Actor,
    pub choices: Choices,
    pub mapping: MappingFile,
    pub fixes: Vec<Fix>,
}

impl Company {
    /// As the demo leaves it: Dana Mitchell imports.
    pub fn new() -> Self {
        let teams = groups(100, &TEAMS);
        let territories = groups(200, &TERRITORIES);
        let found: Vec<Person> = (1..)
            .zip(std::iter::once(&ADMIN).chain(&MEMBERS))
            .map(|(id, member)| person(id, member, &teams, &territories))
            .collect();
        let has = |status| found.iter().filter(|person| person.status == status).count() as u32;
        let facts = Facts {
            revision: 1,
            country: COUNTRY.to_owned(),
            currency: "USD".to_owned(),
            today: "2026-03-12".to_owned(),
            seats: Seats {
                commitment: SEATS,
                bought: 0,
                used: has(Status::Active) + has(Status::Invited),
                may_buy: true,
            },
            people: found.len() as u32,
            active_admins: 2,
            managers_import: false,
            thresholds: Thresholds::default(),
            needs_phones: true,
            teams,
            territories,
            past_teams: Past::default(),
            past_territories: Past::default(),
            billing: None,
        };
        let people = People {
            found,
            actor: None,
            emails_elsewhere: vec![NEIGHBOUR.email.to_owned()],
            phones_elsewhere: vec![phone(NEIGHBOUR.phone)],
        };
        Self {
            facts,
            people,
            actor: Actor::Person { id: 1, role: Role::Admin },
            choices: Choices::default(),
            mapping: MappingFile::default(),
            fixes: Vec::new(),
        }
    }

    /// Puts a price on each seat, by the month, and leaves no seat free.
    fn priced(&mut self, each_minor: i64) -> &mut Billing {
        self.facts.seats.commitment = self.facts.seats.used;
        let price = Price::new(Terms {
            currency: Currency::parse(&self.facts.currency).unwrap(),
            cycle: Cycle::Month,
            anchor: "2026-01-01".parse().unwrap(),
            tiers: vec![Tier::all(each_minor)],
            tax_ppm: 0,
            commitment: self.facts.seats.commitment,
        });
        let price = price.unwrap();
        let period = price.period_of(self.facts.today.parse().unwrap()).unwrap();
        let (next, counting, cap, overdue, quoted_on) = (None, Counting::default(), None, None, None);
        self.facts.billing.insert(Billing { price, next, period, counting, cap, overdue, quoted_on })
    }

    fn person(&mut self, email: &str) -> &mut Person {
        self.people.found.iter_mut().find(|person| person.email.starts_with(email)).unwrap()
    }

    pub fn plan(&self, sample: Sample) -> Plan {
        self.plan_text(sample.text())
    }

    pub fn plan_text(&self, text: String) -> Plan {
        let bytes = text.into_bytes();
        let sheet = plan::read::read(bytes, &Reading::default(), &Limits::default(), &NoWorkbook).unwrap();
        let sheet = Arc::new(sheet);
        let facts = Arc::new(self.facts.clone());
        let mapping = plan::matching::match_columns(&sheet, &self.mapping, Some(&facts)).unwrap();
        let draft = Arc::new(plan::draft::draft(&sheet, &mapping, &self.fixes, &facts));
        let mut people = self.people.clone();
        people.actor = people.found.iter().find(|one| self.actor.person() == Some(one.id)).cloned();
        plan::decide::decide(&draft, &people, self.choices, self.actor)
    }
}

fn groups(first: i64, all: &[(&str, Option<&str>)]) -> Vec<Group> {
    let mut made: Vec<Group> = Vec::new();
    for (id, (name, parent)) in (first..).zip(all) {
        let parent = parent.map(|parent| made.iter().find(|group| group.name == parent).unwrap().id);
        made.push(Group { id, name: (*name).to_owned(), parent });
    }
    made
}

fn person(id: i64, member: &Member, teams: &[Group], territories: &[Group]) -> Person {
    let ids = |cell: &str, all: &[Group]| {
        let index = Groups::new(all);
        let mut ids: Vec<i64> = cell
            .split(';')
            .filter(|part| !part.is_empty())
            .map(|part| match index.find(part) {
                Found::One(at) => index.id(at).unwrap(),
                other => panic!("{part}: {other:?}"),
            })
            .collect();
        ids.sort_unstable();
        ids
    };
    Person {
        id,
        version: 1,
        first_name: member.first.to_owned(),
        last_name: member.last.to_owned(),
        email: member.email(),
        phone: Some(phone(member.phone)),
        role: member.role,
        access: if member.territories.is_empty() { Access::Global } else { Access::Limited },
        teams: ids(member.teams, teams),
        territories: ids(member.territories, territories),
        external_id: Some(member.id.to_owned()),
        status: member.status,
    }
}

fn phone(text: &str) -> PhoneNumber {
    PhoneReader::new(COUNTRY).parse(text).unwrap().number
}

/// The samples are text.
struct NoWorkbook;

impl WorkbookReader for NoWorkbook {
    fn read(
        &self,
        _: Vec<u8>,
        _: Option<&str>,
        _: &Limits,
        _: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        Err(Reason::WorkbookUnsupported.because("The samples are text."))
    }
}
