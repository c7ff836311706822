//! Who a row is: external id, then e-mail, then phone; every other hit is a clash.

use plan::plan::Fate;
use plan::snapshot::Status;

use crate::world::{World, codes, fates, finding, new_person};

fn ana() -> World {
    World::new().with(7, "Ana Ruiz", |_| {})
}

#[test]
fn the_external_id_comes_first_and_lets_the_address_change() {
    let plan = ana().plan(&["Ana|Ruiz|ana.ruiz@northwind.example||||||E-7"]);
    assert_eq!(fates(&plan), [Fate::Update]);
    assert_eq!(plan.changes()[0].after.email, "ana.ruiz@northwind.example");
}

#[test]
fn an_address_finds_somebody_unless_both_have_ids_that_differ() {
    let plan = World::new()
        .with(7, "Ana Ruiz", |ana| ana.external_id = None)
        .plan(&["||ana@northwind.example||||||E-9"]);
    assert_eq!(plan.changes()[0].after.external_id.as_deref(), Some("E-9"));

    let plan = ana().plan(&["Ana|Ruiz|ana@northwind.example|(414) 555-0101|Sales||||E-9"]);
    assert_eq!(fates(&plan), [Fate::Blocked]);
    assert_eq!(finding(&plan, "email.taken").text.matches("Ana Ruiz, Active").count(), 1);
}

#[test]
fn somebody_else_with_the_address_is_the_same_person_only_when_a_fix_says_so() {
    let line = "Ana|Ruiz|ana@northwind.example||Sales||||E-9";
    let plan = ana().fix(r#"{"fix": "same_person", "rows": [2]}"#).plan(&[line]);
    assert_eq!(fates(&plan), [Fate::Update], "{:?}", codes(&plan));
    assert_eq!(plan.changes()[0].after.external_id.as_deref(), Some("E-9"));
}

#[test]
fn a_phone_finds_somebody_only_where_id_and_address_are_blank() {
    let plan = ana().plan(&["Anna|Ruiz||(312) 555-0107"]);
    assert_eq!(fates(&plan), [Fate::Update]);
    let plan = ana().plan(&["Eda|Byron|eda@x.example|(312) 555-0107|Sales"]);
    assert_eq!(fates(&plan), [Fate::Blocked]);
    assert_eq!(finding(&plan, "phone.taken").value, "+13125550107");
}

#[test]
fn the_phone_of_a_suspended_person_can_be_released() {
    let world = World::new().with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended);
    let line = "Eda|Byron|eda@x.example|(312) 555-0107|Sales||Global|";
    let plan = world.plan(&[line]);
    let offered = &finding(&plan, "phone.taken").fixes;
    let release =
        offered.iter().find(|one| matches!(one.fix, plan::fix::Fix::Release { .. })).expect("a release");
    let plan = world.clone().fix(&serde_json::to_string(&release).expect("json")).plan(&[line]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    assert_eq!((plan.releases().len(), plan.releases()[0].person), (1, 7));
}

#[test]
fn a_phone_that_one_row_takes_over_cannot_stay_with_the_suspended_person_of_another() {
    let world = World::new()
        .with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended)
        .fix(r#"{"fix": "release", "field": "phone", "rows": [2]}"#);
    let taker = "Eda|Byron|eda@x.example|(312) 555-0107|Sales||Global|";
    for own in ["||||||||E-7", "Anna|Ruiz|||||||E-7"] {
        let plan = world.plan(&[taker, own]);
        assert_eq!(fates(&plan)[0], Fate::Create, "a row that names no phone: {:?}", plan.findings());
    }
    for own in ["|||(312) 555-0107|||||E-7", "Anna|Ruiz||(312) 555-0107|||||E-7"] {
        for (lines, rows) in [([taker, own], [2, 3]), ([own, taker], [2, 3])] {
            let at = if lines[0] == taker { 2 } else { 3 };
            let fix = format!(r#"{{"fix": "release", "field": "phone", "rows": [{at}]}}"#);
            let plan = World { fixes: Vec::new(), ..world.clone() }.fix(&fix).plan(&lines);
            assert_eq!(fates(&plan), [Fate::Blocked; 2], "{lines:?}");
            assert_eq!(finding(&plan, "phone.duplicate").rows, rows);
            assert_eq!(plan.releases().len(), 0);
        }
    }
    let skipping = world.clone().fix(r#"{"fix": "skip_rows", "rows": [3]}"#);
    let plan = skipping.plan(&[taker, "|||(312) 555-0107|||||E-7"]);
    assert_eq!((fates(&plan), plan.releases().len()), (vec![Fate::Create, Fate::Skipped], 1));
}

#[test]
fn nobody_active_loses_a_phone_to_a_release() {
    let plan = ana()
        .fix(r#"{"fix": "release", "field": "phone", "rows": [2]}"#)
        .plan(&["Eda|Byron|eda@x.example|(312) 555-0107|Sales"]);
    assert_eq!((fates(&plan), plan.releases().len()), (vec![Fate::Blocked], 0));
}

#[test]
fn somebody_reactivated_needs_a_phone_that_nobody_has_taken_over() {
    let world = World::new()
        .with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended)
        .with(8, "Bo Lund", |bo| bo.phone = plan::value::phone::PhoneNumber::from_e164("+13125550107"))
        .reactivating();
    let plan = world.plan(&["||||||||E-7"]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Blocked], vec!["phone.taken"]));
}

#[test]
fn what_people_hold_elsewhere_cannot_be_used_and_nobody_is_named() {
    let mut world = World::new();
    world.people.emails_elsewhere = vec!["ada1@northwind.example".to_owned()];
    let plan = world.plan(&[&new_person(1)]);
    assert_eq!(fates(&plan), [Fate::Blocked]);
    assert_eq!(
        finding(&plan, "email.elsewhere").text,
        "ada1@northwind.example cannot be used. Ask the person for another e-mail."
    );
}

#[test]
fn ids_that_differ_by_leading_zeros_are_two_people_and_a_warning() {
    let plan = World::new()
        .with(7, "Ana Ruiz", |ana| ana.external_id = Some("00123".to_owned()))
        .plan(&["Eda|Byron|eda@x.example|(414) 555-0101|Sales||Global||123"]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec!["external_id.zeros"]));
}

#[test]
fn an_id_that_a_spreadsheet_shortened_is_a_warning_and_stays_as_it_is() {
    let plan = World::new().plan(&[
        "Eda|Byron|eda@x.example|(414) 555-0101|Sales||Global||1.55E+10",
        "Ida|Byron|ida@x.example|(414) 555-0102|Sales||Global||12E45",
    ]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create; 2], vec!["external_id.shortened"]));
    let said = &finding(&plan, "external_id.shortened").text;
    assert!(said.contains("1.55E+10") && said.contains("last digits are lost"), "{said}");
}

#[test]
fn an_export_that_names_a_handed_on_phone_twice_changes_nothing() {
    let world =
        World::new()
            .with(7, "Ana Ruiz", |ana| ana.status = Status::Suspended)
            .with(8, "Bo Lund", |bo| bo.phone = plan::value::phone::PhoneNumber::from_e164("+13125550107"));
    let plan = world.plan(&[
        "Ana|Ruiz|ana@northwind.example|+13125550107|Sales|Midwest|Limited|Ohio Valley|E-7",
        "Bo|Lund|bo@northwind.example|+13125550107|Sales|Midwest|Limited|Ohio Valley|E-8",
    ]);
    assert_eq!(fates(&plan), [Fate::Unchanged, Fate::Unchanged], "{:?}", plan.findings());
}

#[test]
fn rows_whose_ids_differ_by_leading_zeros_warn_of_each_other_in_any_order() {
    let lines = [
        "Eda|Byron|eda@x.example|(414) 555-0101|Sales||Global||00123",
        "Ida|Byron|ida@x.example|(414) 555-0102|Sales||Global||123",
    ];
    for lines in [lines, [lines[1], lines[0]]] {
        let plan = World::new().plan(&lines);
        assert_eq!(fates(&plan), [Fate::Create, Fate::Create]);
        assert_eq!(codes(&plan), ["external_id.zeros", "external_id.zeros"]);
    }
}
