use plan::export::{BadRows, COLUMN_HELP, OutcomeLine, UserRows, WHAT_TO_CORRECT, title_of};
use plan::field::Field;
use plan::finding::Code;
use plan::json::Difference;
use plan::plan::Fate;
use plan::sheet::Sheet;
use plan::snapshot::{Access, Group, Role, Status};
use plan::value::fold::fold;
use plan::value::name::normalise;
use proptest::prelude::*;

use crate::world::{HEADER, World, fates, new_person};

fn exported(world: &World) -> Vec<Vec<String>> {
    let rows = UserRows::new(&world.facts.teams, &world.facts.territories);
    world.people.found.iter().map(|person| rows.row(person).to_vec()).collect()
}

#[test]
fn people_are_written_in_the_columns_of_the_template() {
    let world = World::new().with(1, "Ana Ruiz", |ana| {
        ana.teams = vec![3, 5];
        ana.territories = vec![12, 14];
    });
    assert_eq!(
        exported(&world),
        [[
            "Ana",
            "Ruiz",
            "ana@northwind.example",
            "'+13125550101",
            "Sales",
            "Pacific; Pacific > Key Accounts",
            "Limited",
            "Ohio Valley; \"Cascades; Puget, Sound\"",
            "E-1"
        ]]
    );
}

#[test]
fn the_template_explains_each_of_its_columns() {
    assert_eq!(COLUMN_HELP.map(|help| help.field), Field::TEMPLATE);
    let needed =
        COLUMN_HELP.iter().filter(|help| help.needed).map(|help| help.field.key()).collect::<Vec<_>>();
    assert_eq!(needed, ["first_name", "last_name", "email", "phone", "role"]);
}

#[test]
fn bad_rows_say_what_to_correct_and_import_once_they_are_corrected() {
    let world = World::new();
    let good = new_person(1);
    let plan = world.plan(&[
        &good,
        "Bo|Lund|bo@@northwind.example|call me|Boss|||",
        "=1+1|Tan|tan@northwind.example||Sales",
    ]);
    assert_eq!(fates(&plan), [Fate::Create, Fate::Blocked, Fate::Blocked]);

    let bad = BadRows::of(&plan);
    assert_eq!(bad.header().last().unwrap(), WHAT_TO_CORRECT);
    let mut rows = bad.rows().collect::<Vec<_>>();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][0], "'=1+1", "a formula is not handed on");
    for part in ["more than one @", "letters", "no role"] {
        assert!(rows[0][9].contains(part), "{part}: {}", rows[0][9]);
    }

    (rows[0][2], rows[0][3], rows[0][4]) =
        ("bo@northwind.example".into(), "(414) 555-0102".into(), "Manager".into());
    rows[1][3] = "(414) 555-0103".into();
    let header = bad.header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let corrected = world.plan_sheet(Sheet::from_cells(&header, &rows));
    assert_eq!(fates(&corrected), [Fate::Create, Fate::Create]);
    assert_eq!(corrected.create_of(1).unwrap().first_name, "=1+1");
    assert_eq!(BadRows::of(&corrected).header(), header, "the column is there once, however often");
}

#[test]
fn bad_rows_keep_the_fixes_made_and_cells_beyond_the_header() {
    let world = World::new().fix(r#"{"fix": "set_cells", "rows": [2], "field": "role", "value": "Sales"}"#);
    let plan = world.plan(&["Bo|Lund|bo@|(414) 555-0102|Boss|||||more|and more"]);
    let bad = BadRows::of(&plan);
    assert_eq!(bad.header().len(), 12);
    let row = bad.rows().next().unwrap();
    assert_eq!((row[4].as_str(), row[9].as_str(), row[10].as_str()), ("Sales", "more", "and more"));
    assert!(!row[11].contains("Boss"), "{}", row[11]);
}

#[test]
fn an_outcome_is_a_line_that_a_person_can_read() {
    let change =
        Difference { field: "phone", label: "Phone", before: None, after: Some("+13125550117".into()) };
    let line = OutcomeLine {
        number: 7,
        fate: Fate::Update,
        person: "=Ana Ruiz",
        changes: &[change],
        codes: &[Code::AccessEmpty, Code::EmailMissing],
    };
    assert_eq!(
        line.row(),
        [
            "7",
            "Updated",
            "'=Ana Ruiz",
            "Phone: nothing → +13125550117",
            "Limited access, but no territory (access.empty); E-mail is blank (email.missing)"
        ]
    );
}

/// Names made of what lists, paths and the dialect are about; normalised, and short enough.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]{1,2}",
        "[ab]( > [ab]){1,2}",
        "(> )?[ab](; ?[ab])?",
        "[ab\"';,|>=+@() -]{1,6}",
        Just("(none)".to_owned()),
        "\\PC{1,8}",
    ]
    .prop_map(|text| normalise(&text).into_owned())
    .prop_filter("a name", |name| !name.is_empty() && plan::value::name::check(name).is_ok())
}

/// A tree in which names are unique under their parent.
fn groups(first: i64) -> impl Strategy<Value = Vec<Group>> {
    prop::collection::vec((name(), any::<prop::sample::Index>()), 1..9).prop_map(move |made| {
        let mut groups: Vec<Group> = Vec::new();
        for (id, (name, parent)) in (first..).zip(made) {
            let parent = groups.get(parent.index(groups.len() + 1)).map(|group| group.id);
            let taken = |group: &Group| group.parent == parent && fold(&group.name) == fold(&name);
            if !groups.iter().any(taken) {
                groups.push(Group { id, name, parent });
            }
        }
        groups
    })
}

proptest! {
    #[test]
    fn what_is_exported_imports_without_a_change(
        teams in groups(1), territories in groups(100), first in name(), last in name(), id in name(),
        role in prop::sample::select(Role::ALL.to_vec()), picks in any::<(u8, u8)>(),
    ) {
        let mut world = World::new();
        (world.facts.teams, world.facts.territories) = (teams, territories);
        let picked = |groups: &[Group], bits: u8| -> Vec<i64> {
            groups.iter().enumerate().filter(|(at, _)| bits >> (at % 8) & 1 == 1).map(|(_, group)| group.id).collect()
        };
        let (teams, places) = (picked(&world.facts.teams, picks.0), picked(&world.facts.territories, picks.1));
        let world = world.with(1, "Ana Ruiz", |ana| {
            (ana.first_name, ana.last_name, ana.external_id) = (first, last, Some(id));
            ana.role = role;
            ana.status = Status::Active;
            if role == Role::Admin {
                (ana.access, ana.teams, ana.territories) = (Access::Global, Vec::new(), Vec::new());
            } else {
                (ana.teams, ana.territories) = (teams, places);
            }
        });
        let rows = exported(&world);
        let plan = world.plan_sheet(Sheet::from_cells(&HEADER, &rows));
        prop_assert_eq!(fates(&plan), [Fate::Unchanged], "{:?}\n{}", rows, plan.report());
    }
}

#[test]
fn a_code_alone_has_a_heading_that_claims_no_more_than_the_code() {
    for code in Code::ALL {
        let title = title_of(*code);
        assert!(title.starts_with(char::is_uppercase), "{code}: {title}");
    }
    assert_eq!(title_of(Code::ValueNeeded), "A needed field cannot be cleared");
    assert_eq!(title_of(Code::SelfProtected), "Your own role, e-mail, phone and status stay as they are");
}
