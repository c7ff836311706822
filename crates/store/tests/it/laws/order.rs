//! Determinism: the same inputs give the same plan, and the rows of a file in another order have the same fates.

use std::collections::BTreeMap;

use plan::plan::{Fate, Plan};
use proptest::prelude::*;
use proptest::sample::Index;

use super::case::{Case, case, file};
use super::law_of;

/// A case, and another order of its rows.
fn shuffled() -> impl Strategy<Value = (Case, Vec<Index>)> {
    (case(), proptest::collection::vec(any::<Index>(), 9))
}

/// What becomes of each row, by what stands in it: twins are told apart by nothing.
fn fates(plan: &Plan) -> BTreeMap<Vec<String>, Vec<Fate>> {
    let mut fates: BTreeMap<Vec<String>, Vec<Fate>> = BTreeMap::new();
    for outcome in plan.outcomes() {
        let cells = plan.sheet().cells(outcome.row).map(str::to_owned).collect();
        fates.entry(cells).or_default().push(outcome.fate);
    }
    for of_twins in fates.values_mut() {
        of_twins.sort_by_key(|fate| fate.as_str());
    }
    fates
}

#[test]
fn the_same_inputs_give_the_same_plan_and_another_order_of_rows_the_same_fates() {
    law_of(40, &shuffled(), |(case, order), lab| async move {
        let mut stage = case.stage(&lab.db).await;
        stage.recipe.fixes.retain(|fix| fix.rows().is_empty());
        let plan = stage.scene.plan(&stage.recipe).await;
        let again = stage.scene.plan(&stage.recipe).await;
        assert_eq!((again.fingerprint(), again.report()), (plan.fingerprint(), plan.report()));
        assert_eq!((again.row_digests(), again.report_rows()), (plan.row_digests(), plan.report_rows()));

        let mut lines = case.lines.clone();
        for (at, with) in order.iter().enumerate().take(lines.len()) {
            let with = with.index(lines.len());
            lines.swap(at, with);
        }
        let mut other = stage.recipe.clone();
        other.sheet = file(&lines, stage.scene.mark);
        let other = stage.scene.plan(&other).await;
        assert_eq!(fates(&other), fates(&plan), "{case:#?}");
        assert_eq!(other.counts(), plan.counts());
        assert_eq!(other.effects().seats, plan.effects().seats);
    });
}
