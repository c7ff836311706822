//! What an account chose before is kept for the next file of its kind.

use plan::choices::{Actor, Standing};
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{Column, Mapping, MappingFile};
use plan::snapshot::{Role, Status};
use store::Wait;
use store::imports::{memory, wizard};

use crate::scene::{self, Scene, scene};
use crate::world::NOW;

fn fix(json: &str) -> Fix {
    serde_json::from_str(json).unwrap()
}

fn column(index: u32, header: &str, field: Option<Field>) -> Column {
    Column {
        index,
        header: header.to_owned(),
        field,
        confidence: 1.0,
        why: String::new(),
        candidates: Vec::new(),
        samples: Vec::new(),
        filled: 0,
    }
}

/// Applies a file of one person, whose columns are the template's and then these.
async fn applied(
    scene: &Scene,
    number: u64,
    more: &[(&str, Option<Field>)],
    said: &MappingFile,
    fixes: &[Fix],
) {
    let (email, phone) = (scene::email(scene.mark, number), scene::phone(scene.mark, number).to_string());
    let mut recipe = scene::recipe(scene::sheet(&[&["Ana", "Ruiz", &email, &phone, "Sales"]]));
    let columns = (9..).zip(more).map(|(index, (header, field))| column(index, header, *field));
    recipe.mapping = Mapping {
        columns: recipe.mapping.columns.iter().cloned().chain(columns).collect(),
        ..recipe.mapping.clone()
    };
    recipe.fixes = fixes.to_vec();
    let plan = scene.plan(&recipe).await;
    let import = scene.begin(&recipe).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    wizard::set_mapping(&mut tx, scene.account, import, said, NOW).await.unwrap();
    for fix in fixes {
        wizard::add_fix(&mut tx, scene.account, import, fix, &Actor::Operator, NOW).await.unwrap();
    }
    let revision = store::imports::get(&mut tx, scene.account, import).await.unwrap().revision;
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = store::imports::approval::Agreement { revision, plan: &plan, confirm, by: recipe.actor };
    store::imports::approval::approve(&mut tx, scene.account, import, agreed, NOW).await.unwrap();
    tx.commit().await.unwrap();
    scene.apply(import, &recipe, Some(plan)).await.unwrap();
}

#[tokio::test]
async fn the_fields_of_headers_are_kept_when_an_import_is_applied() {
    let scene = scene().await;
    let said = MappingFile { columns: [(10, None)].into(), ..MappingFile::default() };
    let more = [
        ("Cell (private)", Some(Field::Phone)),
        ("Notes", None),
        ("Salary", None),
        ("Group", Some(Field::Teams)),
        ("Group", None),
        ("", Some(Field::Territories)),
    ];
    applied(&scene, 1, &more, &said, &[]).await;
    let asked = ["CELL (private) ", "notes", "Salary", "Group", "", "E-mail", "email"].map(str::to_owned);
    let mut view = scene.db.view().await.unwrap();
    let known = memory::headers(&mut view, scene.account, &asked).await.unwrap();
    // Left out by hand is known; what nobody spoke of, and a header that went two ways, is not.
    assert_eq!(known, [(0, Some(Field::Phone)), (1, None), (6, Some(Field::Email))].into());
    drop(view);
    applied(&scene, 2, &[("Notes", Some(Field::Teams))], &MappingFile::default(), &[]).await;
    let mut view = scene.db.view().await.unwrap();
    let known = memory::headers(&mut view, scene.account, &asked).await.unwrap();
    assert_eq!((known[&0], known[&1]), (Some(Field::Phone), Some(Field::Teams)));
}

#[tokio::test]
async fn the_latest_value_fix_of_each_target_in_applied_imports_is_kept() {
    let scene = scene().await;
    let (boss, chief) = (
        fix(r#"{"fix": "map_value", "field": "role", "from": "Boss", "to": "Manager"}"#),
        fix(r#"{"fix": "map_value", "field": "role", "from": "BOSS", "to": "Admin"}"#),
    );
    let (domain, text) = (
        fix(r#"{"fix": "replace_domain", "from": "gmial.com", "to": "gmail.com"}"#),
        fix(r#"{"fix": "replace_text", "field": "teams", "find": "Nrth", "with": "North"}"#),
    );
    let zeros = fix(r#"{"fix": "pad_zeros", "field": "external_id", "length": 5}"#);
    let skip = fix(r#"{"fix": "skip_rows", "rows": [99]}"#);
    applied(&scene, 1, &[], &MappingFile::default(), &[boss.clone(), domain.clone(), zeros.clone(), skip])
        .await;
    applied(&scene, 2, &[], &MappingFile::default(), &[text.clone(), chief.clone()]).await;
    // A wizard in progress, and a fix that was taken back, say nothing.
    let draft = scene.begin(&scene::recipe(scene::sheet(&[]))).await;
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    let drop = fix(r#"{"fix": "drop_value", "field": "teams", "value": "West"}"#);
    wizard::add_fix(&mut tx, scene.account, draft, &drop, &Actor::Operator, NOW).await.unwrap();
    let kept = memory::value_fixes(&mut tx, scene.account).await.unwrap();
    // As they were made: domain and zeros in the first import, then those of the second.
    assert_eq!(kept, [domain, zeros, text, chief]);
}

#[tokio::test]
async fn changes_by_hand_do_not_push_out_the_fixes_of_the_last_file() {
    let scene = scene().await;
    let boss = fix(r#"{"fix": "map_value", "field": "role", "from": "Boss", "to": "Manager"}"#);
    applied(&scene, 1, &[], &MappingFile::default(), std::slice::from_ref(&boss)).await;
    for number in 2..=52 {
        let user = scene.add(&scene::person(scene.mark, number, Role::Sales, Status::Invited)).await;
        let recipe = scene::moving(Standing::Cancel, &[user.0]);
        let plan = scene.plan(&recipe).await;
        scene.at_once(&recipe, &plan).await.unwrap();
    }
    let mut view = scene.db.view().await.unwrap();
    assert_eq!(memory::value_fixes(&mut view, scene.account).await.unwrap(), [boss]);
}

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

#[tokio::test]
async fn a_fix_of_last_time_names_teams_as_they_are_called_now() {
    let scene = scene().await;
    let (north, south) = (scene.team("North", None).await, scene.team("South", None).await);
    scene.team("Inside", Some(north)).await;
    let new = scene.team("New", None).await;
    let map = |from: &str, to: &str| {
        fix(&format!(r#"{{"fix": "map_value", "field": "teams", "from": "{from}", "to": "{to}"}}"#))
    };
    let create = |name: &str| {
        fix(&format!(r#"{{"fix": "create_reference", "field": "teams", "value": "{name}", "parent": null}}"#))
    };
    let left_out = fix(r#"{"fix": "drop_value", "field": "teams", "value": "x"}"#);
    let made = [map("n", "North"), map("s", "South"), map("i", "Inside"), map("?", "Nowhere"), create("New")];
    applied(&scene, 1, &[], &MappingFile::default(), &[&made[..], std::slice::from_ref(&left_out)].concat())
        .await;
    let mut view = scene.db.view().await.unwrap();
    let same = memory::value_fixes(&mut view, scene.account).await.unwrap();
    drop(view);
    assert_eq!(same[..5], made);
    // North and South change their names with each other, Inside gets a namesake, and the one that the file brought another name.
    let (by, later) = (&Actor::Operator, NOW.after(DAY));
    let mut tx = scene.db.begin(Wait::Long).await.unwrap();
    for (team, name) in [(north, "Elsewhere"), (south, "North"), (north, "South")] {
        store::teams::rename(&mut tx, scene.account, team, name, by, later).await.unwrap();
    }
    store::teams::create(&mut tx, scene.account, "Inside", Some(south), by, later).await.unwrap();
    store::teams::rename(&mut tx, scene.account, new, "Newer", by, later).await.unwrap();
    let now = memory::value_fixes(&mut tx, scene.account).await.unwrap();
    assert_eq!(
        now,
        [
            map("n", "South"),
            map("s", "North"),
            map("i", "South > Inside"),
            map("?", "Nowhere"),
            map("New", "Newer"),
            left_out
        ]
    );
    // What was merged since is what it was merged into; what is archived is not hidden behind another name.
    store::teams::merge(&mut tx, scene.account, north, south, by, later.after(DAY)).await.unwrap();
    let now = memory::value_fixes(&mut tx, scene.account).await.unwrap();
    assert_eq!(now[..2], [map("n", "North"), map("s", "North")]);
    store::teams::archive(&mut tx, scene.account, south, 0, by, later.after(DAY)).await.unwrap();
    let now = memory::value_fixes(&mut tx, scene.account).await.unwrap();
    assert_eq!(now[..3], made[..3]);
}
