//! Round trip: what is exported imports without a change, whatever is in the cells and however it came there.

use plan::export::{UserRows, is_current};
use plan::plan::Fate;
use plan::snapshot::Person;
use store::users::User;
use store::{snapshot, users};

use super::{approve_and_apply, law};
use crate::scene::{Scene, TODAY, recipe, sheet};

/// Everybody who is invited or active, in the columns of the template.
async fn exported(scene: &Scene) -> Vec<[String; 9]> {
    let mut view = scene.db.view().await.unwrap();
    let facts = snapshot::facts(&mut view, scene.account, TODAY).await.unwrap();
    let people = users::list::export(&mut view, scene.account, None, 1_000).await.unwrap();
    let writer = UserRows::new(&facts.teams, &facts.territories);
    people
        .into_iter()
        .filter(|user| is_current(user.values.status))
        .map(|user| writer.row(&person(user)))
        .collect()
}

fn person(user: User) -> Person {
    let values = user.values;
    Person {
        id: user.id.0,
        version: user.version,
        first_name: values.first_name,
        last_name: values.last_name,
        email: values.email,
        phone: values.phone,
        role: values.role,
        access: values.access,
        teams: values.teams.into_iter().map(|team| team.0).collect(),
        territories: values.territories.into_iter().map(|territory| territory.0).collect(),
        external_id: values.external_id,
        status: values.status,
    }
}

#[test]
fn what_is_exported_before_and_after_an_import_plans_no_change() {
    law(40, |case, lab| async move {
        let stage = case.stage(&lab.db).await;
        assert_unchanged(&stage.scene).await;
        let plan = stage.scene.plan(&stage.recipe).await;
        if approve_and_apply(&stage, &plan).await.1.is_ok() {
            assert_unchanged(&stage.scene).await;
        }
    });
}

async fn assert_unchanged(scene: &Scene) {
    let rows = exported(scene).await;
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let plan = scene.plan(&recipe(sheet(&rows))).await;
    for outcome in plan.outcomes() {
        assert_eq!(outcome.fate, Fate::Unchanged, "{:?}\n{}", rows[outcome.row as usize], plan.report());
    }
    let effects = plan.effects();
    assert_eq!((effects.invites.email, effects.seats.added, effects.charges.len()), (0, 0, 0));
}
