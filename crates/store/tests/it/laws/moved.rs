//! Exactness where the world moves between the approval and the apply: the plan that was approved is applied, or nothing
//! is done and it is said what moved.

use std::sync::Arc;

use plan::choices::{Actor, Choices, Standing};
use plan::plan::Plan;
use plan::snapshot::{Role, Status};
use proptest::prelude::*;
use store::apply::{ApplyError, Recipe, Stale};
use store::{TeamId, Tx, Wait, accounts, teams, users};

use super::case::{Case, Stage, case, file};
use super::tables::Reader;
use super::{approve_and_apply, assert_same, assert_untouched, law_of, model};
use crate::scene::{Scene, moving, new_account, person};
use crate::world::NOW;

/// What somebody else does meanwhile.
#[derive(Clone, Debug)]
enum Event {
    /// Something that matters to no row.
    Touch,
    /// A team is made, perhaps one that the file names.
    Team(&'static str),
    /// A team has another name.
    Rename(usize),
    /// A team is archived, perhaps one that the file names or somebody of the file is in.
    Archive(usize),
    /// Somebody is invited, perhaps a person of the file.
    Invite(u64),
    /// Somebody is suspended, perhaps whoever imports.
    Suspend(usize),
    /// No more seats may be bought.
    Settings,
    /// Managers may import from now on, or not any more.
    Switch,
    /// Another import does the first rows of the same file.
    Import(usize),
    /// A person of another account joins, perhaps with an address of the file.
    Join(u64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => Just(Event::Touch),
        1 => prop::sample::select(vec!["New Team", "Nort", "Elsewhere"]).prop_map(Event::Team),
        2 => (0..8_usize).prop_map(Event::Rename),
        2 => (0..8_usize).prop_map(Event::Archive),
        3 => (1..12_u64).prop_map(Event::Invite),
        3 => (0..8_usize).prop_map(Event::Suspend),
        1 => Just(Event::Settings),
        2 => Just(Event::Switch),
        3 => (1..4_usize).prop_map(Event::Import),
        2 => (1..12_u64).prop_map(Event::Join),
    ]
}

impl Event {
    /// Does it, where it can be done.
    async fn happen(&self, stage: &Stage, case: &Case) {
        let scene = &stage.scene;
        match self {
            Self::Import(rows) => {
                let rows = case.lines.len().min(*rows);
                let sheet = file(&case.lines[..rows], scene.mark);
                let choices = Choices { valid_rows_only: true, ..stage.recipe.choices };
                let recipe = Recipe {
                    sheet,
                    choices,
                    fixes: Vec::new(),
                    actor: Actor::Operator,
                    ..stage.recipe.clone()
                };
                let other = Stage { scene: scene.again(), recipe };
                let plan = scene.plan(&other.recipe).await;
                let _ = approve_and_apply(&other, &plan).await;
            }
            Self::Join(key) => {
                let other = new_account(scene.db.clone(), 50, true).await;
                other.try_add(&person(scene.mark, *key, Role::Sales, Status::Active)).await;
            }
            Self::Invite(key) => {
                // Whatever is in use: a seat that is missing is bought.
                let before = scene.let_imports_buy(true).await;
                scene.try_add(&person(scene.mark, *key, Role::Sales, Status::Invited)).await;
                scene.let_imports_buy(before).await;
            }
            Self::Switch => scene.let_managers_import(!case.managers).await,
            _ => self.write(scene).await,
        }
    }

    async fn write(&self, scene: &Scene) {
        if let Self::Suspend(which) = self {
            return suspend(scene, *which).await;
        }
        let mut tx = scene.db.begin(Wait::Long).await.unwrap();
        let done = match self {
            Self::Team(name) => {
                teams::create(&mut tx, scene.account, name, None, &Actor::Operator, NOW).await.map(|_| ())
            }
            Self::Rename(which) | Self::Archive(which) => {
                let all = teams::all(&mut tx, scene.account).await.unwrap();
                let team = TeamId(all[which % all.len()].id);
                self.change(&mut tx, scene, team).await
            }
            Self::Settings => {
                accounts::let_imports_buy(&mut tx, scene.account, false, &Actor::Operator, NOW).await
            }
            _ => Ok(()),
        };
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
    }
}

impl Event {
    async fn change(&self, tx: &mut Tx, scene: &Scene, team: TeamId) -> store::Result<()> {
        let (account, by) = (scene.account, &Actor::Operator);
        if matches!(self, Self::Rename(_)) {
            return teams::rename(tx, account, team, "Renamed", by, NOW).await;
        }
        let people = teams::leaving(tx, account, team).await?.people;
        teams::archive(tx, account, team, people, by, NOW).await
    }
}

/// Whoever imports, with the role they have by now; `None` where they may do nothing any more.
async fn actor_now(scene: &Scene, actor: Actor) -> Option<Actor> {
    let Actor::Person { id, .. } = actor else { return Some(actor) };
    let mut view = scene.db.view().await.unwrap();
    let values = users::get(&mut view, scene.account, store::UserId(id)).await.unwrap().values;
    let managers = accounts::by_id(&mut view, scene.account).await.unwrap().managers_import;
    let may = values.role == Role::Admin || (values.role == Role::Manager && managers);
    (values.status == Status::Active && may).then_some(Actor::Person { id, role: values.role })
}

fn assert_told(stale: &Stale, approved: &Plan, now: &Plan) {
    let digests = approved.row_digests();
    let moved: Vec<u32> = now
        .row_digests()
        .iter()
        .zip((0..).zip(&digests))
        .filter(|(new, (_, old))| new != old)
        .map(|(_, (row, _))| now.sheet().number(row))
        .collect();
    assert_eq!((&stale.rows, stale.moved as usize), (&moved, moved.len()));
    assert_eq!(stale.fingerprint, Some(now.fingerprint()));
    assert!(!stale.lines().is_empty());
}

#[test]
fn a_plan_that_was_overtaken_is_applied_as_it_was_approved_or_not_at_all() {
    law_of(60, &(case(), event()), |(case, event), lab| async move {
        let stage = case.stage(&lab.db).await;
        let scene = &stage.scene;
        let approved = scene.plan(&stage.recipe).await;
        let import = scene.approved(&stage.recipe, &approved).await;
        event.happen(&stage, &case).await;
        let mut reader = Reader::open(&lab.url).await;
        let before = reader.tables(scene.account).await;
        let actor = actor_now(scene, stage.recipe.actor).await;
        let recipe = Recipe { actor: actor.unwrap_or(stage.recipe.actor), ..stage.recipe.clone() };
        let now = scene.plan(&recipe).await;
        let done = scene.apply(import, &stage.recipe, Some(Arc::clone(&approved))).await;
        let after = reader.tables(scene.account).await;
        // Whoever joins elsewhere does not touch this account, so that it is not planned again.
        let planned = if matches!(event, Event::Join(_)) { &approved } else { &now };
        match done {
            Ok(_) => {
                assert!(actor.is_some(), "{event:?}");
                assert_eq!(planned.fingerprint(), approved.fingerprint(), "{event:?}\n{case:#?}");
                let expected = model::expected(scene, &recipe, planned, import, (&before, &after));
                assert_same(&after, &expected, &case);
            }
            Err(ApplyError::Stale(stale)) => {
                if stale.fingerprint.is_some() {
                    assert_ne!(now.fingerprint(), approved.fingerprint(), "{event:?}");
                    assert_told(&stale, &approved, &now);
                } else {
                    assert!(matches!(event, Event::Join(_)), "{event:?}: {stale}\n{case:#?}");
                }
                assert_untouched(&before, &after, &case);
            }
            Err(ApplyError::Denied(_)) => {
                assert_eq!(actor, None, "{event:?}");
                assert_untouched(&before, &after, &case);
            }
            Err(ApplyError::Obstacle(_)) => {
                let confirm = approved.effects().guard.as_ref().map(|guard| guard.number);
                assert!(planned.obstacle(confirm).is_some(), "{event:?}");
                assert_untouched(&before, &after, &case);
            }
            Err(other) => panic!("{event:?}: {other}\n{case:#?}"),
        }
    });
}

/// Suspends somebody as an Admin would; the last Admin stays.
async fn suspend(scene: &Scene, which: usize) {
    let people = users::list::export(&mut scene.db.view().await.unwrap(), scene.account, None, 100).await;
    let people = people.unwrap();
    let recipe = moving(Standing::Suspend, &[people[which % people.len()].id.0]);
    let plan = scene.plan(&recipe).await;
    let done = scene.at_once(&recipe, &plan).await;
    assert_eq!(done.is_ok(), plan.counts().update == 1, "{:?}", plan.findings());
}
