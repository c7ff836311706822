//! Whether everybody needs a phone: an account says so, and nothing but that changes.

use std::sync::Arc;

use plan::choices::{Existing, Suspended};
use plan::draft::draft;
use plan::field::Field;
use plan::finding::Code;
use plan::mapping::MappingFile;
use plan::matching::match_columns;
use plan::plan::{Fate, Plan};
use plan::sheet::Sheet;
use plan::snapshot::{Facts, Status};
use proptest::prelude::*;

use crate::world::{World, codes, new_person};

const WITHOUT: &str = "Ana|Lund|ana@x.example||Sales||Global||";

fn optional(world: &World) -> World {
    let mut world = world.clone();
    world.facts.needs_phones = false;
    world
}

#[test]
fn a_new_person_without_a_phone_is_an_error_only_where_everybody_needs_one() {
    let world = World::new();
    let needed = world.plan(&[WITHOUT]);
    assert_eq!((needed.fate(0), codes(&needed)), (Fate::Blocked, vec!["phone.missing"]));
    let plan = optional(&world).plan(&[WITHOUT]);
    assert_eq!((plan.fate(0), codes(&plan)), (Fate::Create, vec![]));
    assert_eq!(plan.creates().next().unwrap().phone, None);
}

#[test]
fn whoever_has_no_phone_is_invited_by_email_alone() {
    let plan = optional(&World::new()).plan(&[WITHOUT, &new_person(1), &new_person(2)]);
    let invites = &plan.effects().invites;
    assert_eq!((invites.email, invites.text), (3, 2));
}

#[test]
fn whoever_has_no_phone_though_everybody_needs_one_is_invited_anew_by_email_alone() {
    let mut world = World::new().with(7, "Ana Ruiz", |person| {
        person.status = Status::Invited;
        person.phone = None;
    });
    world.choices.existing = Existing::Update;
    let plan = world.plan(&["||ana.anew@northwind.example||||||E-7"]);
    assert_eq!((plan.fate(0), codes(&plan)), (Fate::Update, vec![]));
    let invites = &plan.effects().invites;
    assert_eq!((invites.email, invites.text), (1, 0));
}

#[test]
fn the_report_says_who_is_invited_how() {
    let (world, with) = (optional(&World::new()), new_person(1));
    for (rows, said) in [
        (&[WITHOUT][..], "1 person gets an invitation by e-mail."),
        (&[WITHOUT, &with][..], "2 people get an invitation by e-mail, and by text where there is a phone."),
        (&[with.as_str()][..], "1 person gets an invitation by e-mail and text."),
    ] {
        let text = world.plan(rows).sentence();
        assert!(text.ends_with(said), "{said}: {text}");
    }
}

#[test]
fn a_phone_that_cannot_be_read_stays_an_error() {
    let plan = optional(&World::new()).plan(&["Ana|Lund|ana@x.example|12|Sales||Global||"]);
    assert_eq!((plan.fate(0), codes(&plan)), (Fate::Blocked, vec!["phone.invalid"]));
}

#[test]
fn a_file_without_a_column_of_phones_can_go_on_where_nobody_needs_one() {
    let sheet = Arc::new(Sheet::from_cells(&["First Name", "Last Name", "Email", "Role"], &[]));
    for (needs_phones, missing) in [(true, &[Field::Phone][..]), (false, &[])] {
        let facts = Arc::new(Facts { needs_phones, ..World::new().facts });
        let mapping = match_columns(&sheet, &MappingFile::default(), Some(&facts)).unwrap();
        assert_eq!(draft(&sheet, &mapping, &[], &facts).missing(), missing);
    }
}

#[test]
fn a_phone_is_cleared_only_where_nobody_needs_one() {
    let mut world = World::new().with(7, "Ana Ruiz", |_| {});
    world.choices.existing = Existing::Update;
    let line = ["|||(none)|||||E-7"];
    assert_eq!(codes(&world.plan(&line)), ["value.needed"]);
    let plan = optional(&world).plan(&line);
    assert_eq!((plan.fate(0), plan.changes()[0].after.phone), (Fate::Update, None));
}

#[test]
fn somebody_suspended_without_a_phone_becomes_active_again_only_where_nobody_needs_one() {
    let mut world = World::new().with(7, "Ana Ruiz", |person| {
        person.status = Status::Suspended;
        person.phone = None;
    });
    world.choices.existing = Existing::Update;
    world.choices.suspended = Suspended::Reactivate;
    let line = ["Anna||||||||E-7"];
    assert_eq!(codes(&world.plan(&line)), ["phone.missing"]);
    let plan = optional(&world).plan(&line);
    assert_eq!(plan.fate(0), Fate::Update);
}

/// What a plan says, but for phones that are missing.
fn said(plan: &Plan) -> Vec<(Code, Vec<u32>)> {
    let others = plan.findings().iter().filter(|finding| finding.code != Code::PhoneMissing);
    others.map(|finding| (finding.code, finding.rows.clone())).collect()
}

proptest! {
    /// Where every row has a phone, the two plans are the same byte for byte; else they differ only at rows without one.
    #[test]
    fn nothing_else_changes(without in proptest::collection::vec(any::<bool>(), 1..8)) {
        let rows: Vec<String> = (1..)
            .zip(&without)
            .map(|(at, without)| {
                let mut cells: Vec<String> = new_person(at).split('|').map(str::to_owned).collect();
                if *without { cells[3].clear(); }
                cells.join("|")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut world = World::new();
        world.choices.valid_rows_only = true;
        let (needed, free) = (world.plan(&rows), optional(&world).plan(&rows));
        for (at, without) in (0_u32..).zip(&without) {
            let expected = if *without { (Fate::Blocked, Fate::Create) } else { (Fate::Create, Fate::Create) };
            prop_assert_eq!((needed.fate(at), free.fate(at)), expected);
        }
        prop_assert_eq!(said(&needed), said(&free));
        prop_assert_eq!(needed.effects().invites.text, free.effects().invites.text);
        if !without.contains(&true) {
            prop_assert_eq!(needed.fingerprint(), free.fingerprint());
        }
    }
}
