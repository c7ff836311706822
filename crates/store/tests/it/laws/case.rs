//! What a case of a law is made of: an account, a file, fixes, choices, somebody who imports. Small pools of values, so
//! that rows clash with people and with each other all the time.

use std::collections::BTreeMap;
use std::sync::Arc;

use plan::choices::{Actor, Choices, Existing, Inviting, SendAt, Standing, Suspended};
use plan::fix::Fix;
use plan::plan::Plan;
use plan::sheet::Sheet;
use plan::snapshot::{Access, Role, Status};
use proptest::prelude::*;
use store::apply::Recipe;
use store::users::NewUser;
use store::{Db, TeamId, TerritoryId, UserId};

use crate::scene::{Scene, email, new_account, phone, recipe, sheet};
use crate::world::NOW;

/// Keys 1 to this many stand for people; 0 is the account's first Admin.
const KEYS: u64 = 9;
const EXTERNAL_IDS: [&str; 6] = ["7", "07", "007", "E-1", "e-1", "=1+1"];
const NAMES: [&str; 8] = ["Ana", "Ben", "Zoë 😀", "O\"Neil\\", "=cmd", "(none)", "'tick", "J; K"];
/// The same names as they stand in a cell.
const CELLS: [&str; 8] = ["Ana", "Ben", "Zoë 😀", "O\"Neil\\", "'=cmd", "'(none)", "''tick", "J; K"];
const ROLES: [Role; 3] = [Role::Sales, Role::Manager, Role::Admin];

/// Somebody in the account.
#[derive(Clone, Debug)]
pub struct Someone {
    key: u64,
    phone: u64,
    first: usize,
    last: usize,
    role: usize,
    global: bool,
    status: usize,
    external_id: Option<usize>,
    teams: u8,
    territories: u8,
}

/// A row of the file.
#[derive(Clone, Debug)]
pub struct Line {
    first: Cell,
    last: Cell,
    email: Cell,
    phone: Cell,
    role: Cell,
    teams: Cell,
    access: Cell,
    territories: Cell,
    external_id: Cell,
}

/// A cell.
#[derive(Clone, Debug)]
pub enum Cell {
    Blank,
    /// A text as it stands.
    Text(&'static str),
    /// The address or phone of a key.
    Key(u64),
    /// The same, written another way.
    Loud(u64),
}

/// A whole case.
#[derive(Clone, Debug)]
pub struct Case {
    people: Vec<Someone>,
    /// Keys that people who have joined another account hold.
    strangers: Vec<u64>,
    pub lines: Vec<Line>,
    /// Which suggested fixes are taken, one after the other.
    pub picks: Vec<(u8, u8)>,
    choices: Choices,
    importer: u8,
    commitment: u32,
    may_buy: bool,
    /// Whether Managers may import.
    pub managers: bool,
    pub needs_phones: bool,
}

fn someone() -> impl Strategy<Value = Someone> {
    let statuses = prop_oneof![3 => Just(0_usize), 4 => Just(1), 5 => Just(2), 1 => Just(3)];
    let who = (1..KEYS, prop_oneof![4 => Just(0), 1 => 1..KEYS], 0..NAMES.len(), 0..2_usize);
    let rights = (prop_oneof![4 => Just(0_usize), 2 => Just(1), 1 => Just(2)], any::<bool>(), statuses);
    let rest = (proptest::option::of(0..EXTERNAL_IDS.len()), 0..16_u8, 0..8_u8);
    (who, rights, rest).prop_map(|((key, other, first, last), (role, global, status), rest)| Someone {
        key,
        phone: if other == 0 { key } else { other },
        // Mostly the names that a row of the same key has.
        first: if last == 0 { first } else { key as usize % NAMES.len() },
        last: key as usize % NAMES.len(),
        role,
        global,
        status,
        external_id: rest.0,
        teams: rest.1,
        territories: rest.2,
    })
}

fn texts(all: &'static [&'static str]) -> impl Strategy<Value = Cell> {
    (0..all.len()).prop_map(move |at| Cell::Text(all[at]))
}

fn keys() -> impl Strategy<Value = Cell> {
    prop_oneof![5 => (0..KEYS + 3).prop_map(Cell::Key), 1 => (0..KEYS + 3).prop_map(Cell::Loud)]
}

/// Mostly a person as they should be, with their own address and phone; now and then any cell is any other.
fn line() -> impl Strategy<Value = Line> {
    let role = texts(&["Sales", "Sales", "Sales", "Sales", "Manager", "Admin"]);
    let groups = proptest::option::weighted(0.4, (teams(), territories()));
    let id = prop_oneof![4 => Just(Cell::Blank), 1 => texts(&["7", "07", "E-1", "'=1+1", "E-2", "X"])];
    let base = (1..KEYS + 3, 0..KEYS + 3, any::<u8>(), role, groups, id);
    (base.prop_map(sensible), proptest::collection::vec(mutation(), 0..3)).prop_map(
        |(mut line, mutations)| {
            for (at, cell) in mutations {
                *line.cell(at) = cell;
            }
            line
        },
    )
}

type Base = (u64, u64, u8, Cell, Option<(Cell, Cell)>, Cell);

fn sensible((key, other, dice, role, groups, external_id): Base) -> Line {
    let name = |key: u64| Cell::Text(CELLS[key as usize % CELLS.len()]);
    let admin = matches!(role, Cell::Text("Admin"));
    let (teams, territories) = groups.filter(|_| !admin).unwrap_or((Cell::Blank, Cell::Blank));
    let access = if matches!(territories, Cell::Text(_)) { Cell::Text("Limited") } else { Cell::Blank };
    Line {
        first: name(if dice < 60 { other } else { key }),
        last: name(key),
        email: Cell::Key(key),
        // Now and then somebody has the phone of somebody else by now.
        phone: Cell::Key(if dice > 200 { other } else { key }),
        role,
        teams,
        access,
        territories,
        external_id,
    }
}

fn mutation() -> impl Strategy<Value = (usize, Cell)> {
    let blank = || Just(Cell::Blank);
    prop_oneof![
        2 => (0..2_usize, prop_oneof![texts(&["(none)", "bad\u{1}", "  "]), blank()]),
        4 => (Just(2), prop_oneof![3 => keys(), 1 => blank(), 1 => texts(&["ana@@x", "(none)", "'=1"])]),
        4 => (Just(3), prop_oneof![3 => keys(), 1 => blank(), 1 => texts(&["12", "(none)", "phone"])]),
        2 => (Just(4), prop_oneof![texts(&["Boss", "(none)", "Admin", "Manager"]), blank()]),
        2 => (Just(5), prop_oneof![teams(), texts(&["Key", "Nort", "New Team"])]),
        2 => (Just(6), prop_oneof![texts(&["Global", "Limited", "Some"]), blank()]),
        2 => (Just(7), prop_oneof![territories(), texts(&["West", "New Place"])]),
        2 => (Just(8), prop_oneof![texts(&["7", "007", "E-1", "(none)"]), blank()]),
    ]
}

fn teams() -> impl Strategy<Value = Cell> {
    texts(&["North", "South", "North; South", "North > Key", "\"Ops; East\"", "(none)", "New Team; North"])
}

fn territories() -> impl Strategy<Value = Cell> {
    texts(&["Ohio", "Lakes", "Ohio, Lakes", "Lakes > West", "(none)", "New Place"])
}

impl Line {
    fn cell(&mut self, at: usize) -> &mut Cell {
        match at {
            0 => &mut self.first,
            1 => &mut self.last,
            2 => &mut self.email,
            3 => &mut self.phone,
            4 => &mut self.role,
            5 => &mut self.teams,
            6 => &mut self.access,
            7 => &mut self.territories,
            _ => &mut self.external_id,
        }
    }
}

/// Any case.
pub fn case() -> impl Strategy<Value = Case> {
    let account = (
        proptest::collection::vec(someone(), 0..8),
        proptest::collection::vec(1..KEYS + 3, 0..3),
        prop_oneof![4 => Just(50_u32), 1 => Just(0)],
        prop_oneof![6 => Just(true), 1 => Just(false)],
        prop_oneof![4 => Just(true), 1 => Just(false)],
        prop_oneof![2 => Just(true), 1 => Just(false)],
    );
    let file = (proptest::collection::vec(line(), 1..9), proptest::collection::vec(any::<(u8, u8)>(), 0..7));
    (account, file, choices(), 0..9_u8).prop_map(
        |(
            (people, strangers, commitment, may_buy, managers, needs_phones),
            (lines, picks),
            choices,
            importer,
        )| Case {
            people,
            strangers,
            lines,
            picks,
            choices,
            importer,
            commitment,
            may_buy,
            managers,
            needs_phones,
        },
    )
}

fn choices() -> impl Strategy<Value = Choices> {
    let valid = prop_oneof![3 => Just(true), 1 => Just(false)];
    // Cancelling is left to forms: whom a file cancels, the same file would invite anew.
    let standing = prop_oneof![5 => Just(Standing::Keep), 1 => Just(Standing::Suspend)];
    let all = (any::<bool>(), any::<bool>(), valid, inviting(), standing);
    all.prop_map(|(update, reactivate, valid, invites, standing)| Choices {
        standing,
        existing: if update { Existing::Update } else { Existing::Skip },
        suspended: if reactivate { Suspended::Reactivate } else { Suspended::Leave },
        valid_rows_only: valid,
        invites,
    })
}

/// Now, held, never, at a time to come and at one that has passed.
fn inviting() -> impl Strategy<Value = Inviting> {
    let at = |hours: i64| Inviting::At(SendAt { micros: NOW.0 + hours * 3_600_000_000, offset: -21_600 });
    prop_oneof![
        4 => Just(Inviting::Now),
        2 => Just(Inviting::Held),
        2 => Just(Inviting::None),
        2 => (1_i64..2_000).prop_map(at),
        1 => (-50_i64..1).prop_map(at),
    ]
}

impl Cell {
    fn text(&self, mark: u64, is_email: bool) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Key(key) if is_email => email(mark, *key),
            Self::Key(key) => phone(mark, *key).to_string(),
            Self::Loud(key) if is_email => format!(" {} ", email(mark, *key).to_uppercase()),
            Self::Loud(key) => {
                let digits = phone(mark, *key).to_string();
                format!("({}) {}-{}", &digits[2..5], &digits[5..8], &digits[8..])
            }
        }
    }
}

impl Line {
    /// The cells, in the order of the template.
    pub fn cells(&self, mark: u64) -> Vec<String> {
        let plain = |cell: &Cell| cell.text(mark, false);
        vec![
            plain(&self.first),
            plain(&self.last),
            self.email.text(mark, true),
            plain(&self.phone),
            plain(&self.role),
            plain(&self.teams),
            plain(&self.access),
            plain(&self.territories),
            plain(&self.external_id),
        ]
    }
}

/// A case brought to life.
pub struct Stage {
    pub scene: Scene,
    pub recipe: Recipe,
}

impl Case {
    /// Makes the account and its people, and the recipe with the fixes that were picked.
    pub async fn stage(&self, db: &Db) -> Stage {
        // Nobody uses more seats than are paid for, from the start.
        let commitment = self.commitment.max(self.people.len() as u32 + 1);
        let scene = new_account(db.clone(), commitment, self.may_buy).await;
        scene.let_managers_import(self.managers).await;
        if !self.needs_phones {
            scene.let_phones_be_optional().await;
        }
        let (teams, territories) = groups(&scene).await;
        let mut people = Vec::new();
        let mut taken: Vec<NewUser> = Vec::new();
        for someone in &self.people {
            let person = someone.person(scene.mark, &teams, &territories);
            if taken.iter().all(|other| !clash(&person, other)) {
                let id = scene.add(&person).await;
                if person.status == Status::Invited && someone.first != 1 {
                    scene.invite(id).await;
                }
                people.push((id, person.role, person.status));
                taken.push(person);
            }
        }
        self.strangers(&scene, &taken).await;
        let mut recipe = recipe(file(&self.lines, scene.mark));
        recipe.choices = self.choices;
        recipe.actor = self.actor(&scene, &people);
        for pick in &self.picks {
            let plan = scene.plan(&recipe).await;
            if let Some(fix) = suggestion(&plan, *pick) {
                recipe.fixes.push(fix);
            }
        }
        Stage { scene, recipe }
    }

    fn actor(&self, scene: &Scene, people: &[(UserId, Role, Status)]) -> Actor {
        let active = |wanted: Role| {
            let found = people.iter().find(|(_, role, status)| (*role, *status) == (wanted, Status::Active));
            found.map(|(id, role, _)| Actor::Person { id: id.0, role: *role })
        };
        let admin = Actor::Person { id: scene.admin.0, role: Role::Admin };
        match self.importer {
            0 | 6 | 7 | 8 => active(Role::Manager).unwrap_or(admin),
            1 => active(Role::Sales).unwrap_or(admin),
            2 => active(Role::Admin).unwrap_or(admin),
            3 => admin,
            _ => Actor::Operator,
        }
    }

    /// People of another account who have joined, with keys of this one.
    async fn strangers(&self, scene: &Scene, taken: &[NewUser]) {
        if self.strangers.is_empty() {
            return;
        }
        let other = new_account(scene.db.clone(), 50, true).await;
        let mut keys = self.strangers.clone();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let mut person = crate::scene::person(scene.mark, key, Role::Sales, Status::Active);
            person.last_name = "Stranger".to_owned();
            let joined = |one: &&NewUser| matches!(one.status, Status::Active | Status::Suspended);
            if taken.iter().filter(joined).all(|one| one.email != person.email && one.phone != person.phone) {
                other.add(&person).await;
            }
        }
    }
}

/// Lines as a file.
pub fn file(lines: &[Line], mark: u64) -> Arc<Sheet> {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| line.cells(mark)).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet(&rows)
}

/// One of the plan's suggested fixes: first its kind is chosen, so that rare kinds are taken as often as others.
fn suggestion(plan: &Plan, (kind, which): (u8, u8)) -> Option<Fix> {
    let mut kinds: BTreeMap<String, Vec<Fix>> = BTreeMap::new();
    for suggestion in plan.findings().iter().flat_map(|finding| &finding.fixes) {
        let json = serde_json::to_value(&suggestion.fix).unwrap();
        kinds.entry(json["fix"].to_string()).or_default().push(suggestion.fix.clone());
    }
    let fixes = kinds.values().nth(usize::from(kind) % kinds.len().max(1))?;
    fixes.get(usize::from(which) % fixes.len()).cloned()
}

async fn groups(scene: &Scene) -> (Vec<TeamId>, Vec<TerritoryId>) {
    let north = scene.team("North", None).await;
    let south = scene.team("South", None).await;
    let teams =
        vec![north, south, scene.team("Key", Some(north)).await, scene.team("Key", Some(south)).await];
    scene.team("Ops; East", None).await;
    let (ohio, lakes) = (scene.territory("Ohio", None).await, scene.territory("Lakes", None).await);
    scene.territory("West", Some(ohio)).await;
    let territories = vec![ohio, lakes, scene.territory("West", Some(lakes)).await];
    (teams, territories)
}

impl Someone {
    fn person(&self, mark: u64, teams: &[TeamId], territories: &[TerritoryId]) -> NewUser {
        let status = [Status::Invited, Status::Active, Status::Suspended, Status::Cancelled][self.status];
        let role = ROLES[self.role];
        let admin = role == Role::Admin;
        let territories = chosen(territories, self.territories);
        let global = admin || (self.global && territories.is_empty());
        NewUser {
            first_name: NAMES[self.first].to_owned(),
            last_name: NAMES[self.last].to_owned(),
            email: email(mark, self.key),
            // A released phone, or one that was not needed, now and then.
            phone: (self.first != 0).then(|| phone(mark, self.phone)),
            role,
            access: if global { Access::Global } else { Access::Limited },
            external_id: self.external_id.map(|at| EXTERNAL_IDS[at].to_owned()),
            status,
            teams: if admin { Vec::new() } else { chosen(teams, self.teams) },
            territories: if global { Vec::new() } else { territories },
        }
    }
}

fn chosen<T: Copy>(all: &[T], mask: u8) -> Vec<T> {
    (0..).zip(all).filter(|(at, _)| mask >> at & 1 == 1).map(|(_, one)| *one).collect()
}

/// Whether two people cannot be in one account.
fn clash(one: &NewUser, other: &NewUser) -> bool {
    let gone = |person: &NewUser| person.status == Status::Cancelled;
    let resting = |person: &NewUser| person.status == Status::Suspended;
    let same_id = one.external_id.is_some() && one.external_id == other.external_id;
    let same_phone = one.phone.is_some() && one.phone == other.phone && !resting(one) && !resting(other);
    !gone(one) && !gone(other) && (one.email == other.email || same_id || same_phone)
}
