//! A saved mapping goes on to mean the team or territory it meant, whatever that is called by now and wherever it stands; and
//! what is archived is named.

use plan::field::Field;
use plan::fix::Fix;
use plan::groups::{Found, Groups};
use plan::plan::{Fate, Ref};
use plan::snapshot::{Former, Group, Past};
use proptest::prelude::*;

use crate::world::{World, codes, fates, finding};

const NORTH: &str = "Ada|Byron|ada@x.example|(414) 555-0101|Sales|N|Limited|North East|N-1";

/// Team 2, which was Midwest, has another name; team 1, which was Field, too.
fn renamed() -> World {
    let mut world = World::new();
    world.facts.teams[0].name = "Outside Sales".to_owned();
    world.facts.teams[1].name = "Heartland".to_owned();
    world.facts.past_teams.former = vec![former(1, "Field", None), former(2, "Midwest", Some(1))];
    world
}

fn former(group: i64, name: &str, parent: Option<i64>) -> Former {
    Former { group, name: name.to_owned(), parent }
}

fn teams_of_the_one(world: &World, fix: &str) -> Vec<Ref> {
    let plan = renamed_with(world, fix).plan(&[NORTH]);
    assert_eq!(fates(&plan), [Fate::Create], "{:?}", plan.findings());
    plan.creates().next().expect("one").teams.clone()
}

fn renamed_with(world: &World, fix: &str) -> World {
    World {
        facts: world.facts.clone(),
        people: world.people.clone(),
        fixes: vec![serde_json::from_str(fix).expect("a fix")],
        constants: Vec::new(),
        blank: Vec::new(),
        ..*world
    }
}

#[test]
fn a_mapping_to_a_name_of_before_finds_who_has_another_name_now() {
    for to in ["Midwest", "midwest ", "Field > Midwest", "Field > Heartland", "Outside Sales > Midwest"] {
        let fix = format!(r#"{{"fix": "map_value", "field": "teams", "from": "n", "to": "{to}"}}"#);
        assert_eq!(teams_of_the_one(&renamed(), &fix), [Ref::Known(2)], "{to}");
    }
}

#[test]
fn a_living_team_of_that_very_name_comes_before_one_that_had_it() {
    let mut world = renamed();
    world.facts.teams.push(Group { id: 6, name: "Midwest".to_owned(), parent: None });
    let fix = r#"{"fix": "map_value", "field": "teams", "from": "N", "to": "Midwest"}"#;
    assert_eq!(teams_of_the_one(&world, fix), [Ref::Known(6)]);
}

#[test]
fn a_cell_with_a_name_of_before_is_asked_about_and_the_first_fix_is_the_name_of_now() {
    let line = NORTH.replace("|N|", "|Midwest|");
    let mut world = renamed();
    let plan = world.plan(&[&line]);
    let found = finding(&plan, "team.unknown");
    assert_eq!(
        found.text,
        "The team that was called “Midwest” before is “Heartland” now. Choose it, or another, or leave it out."
    );
    assert_eq!(found.fixes[0].label, "Midwest → Heartland, its name now");
    assert!(found.fixes[0].sure);
    world.fixes.push(found.fixes[0].fix.clone());
    let plan = world.plan(&[&line]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec![]));
    assert_eq!(plan.creates().next().expect("one").teams, [Ref::Known(2)]);
}

#[test]
fn one_value_for_everybody_goes_on_to_mean_what_was_chosen() {
    let mut world = renamed();
    world.blank = vec![Field::Teams];
    world.constants = vec![(Field::Teams, "Midwest; Field > Midwest".to_owned())];
    let plan = world.plan(&[NORTH]);
    assert_eq!((fates(&plan), codes(&plan)), (vec![Fate::Create], vec![]));
    assert_eq!(plan.creates().next().expect("one").teams, [Ref::Known(2)]);
    // What is typed in for one person is a cell.
    let world = world.fix(r#"{"fix": "set_cells", "field": "teams", "rows": [2], "value": "Midwest"}"#);
    assert_eq!(codes(&world.plan(&[NORTH])), ["team.unknown"]);
}

#[test]
fn a_name_that_two_had_before_is_never_guessed() {
    let mut world = renamed();
    world.facts.past_teams.former.push(former(3, "Midwest", Some(1)));
    let fix = r#"{"fix": "map_value", "field": "teams", "from": "N", "to": "Midwest"}"#;
    let plan = renamed_with(&world, fix).plan(&[NORTH]);
    let found = finding(&plan, "team.ambiguous");
    assert_eq!(found.text, "“N” is to be read as “Midwest”. “Midwest” could be Heartland or Pacific.");
    let labels: Vec<&str> = found.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, ["N → Heartland", "N → Pacific", "Skip this row"]);
}

#[test]
fn a_fix_for_a_mapping_that_finds_nothing_is_for_the_value_of_the_file() {
    let fix = r#"{"fix": "map_value", "field": "teams", "from": "N", "to": "Pacifc"}"#;
    let mut world = renamed_with(&World::new(), fix);
    let plan = world.plan(&[NORTH]);
    let found = finding(&plan, "team.unknown");
    assert!(found.text.starts_with("“N” is to be read as “Pacifc”. None of your teams is called “Pacifc”."));
    world.fixes.push(found.fixes[0].fix.clone());
    assert_eq!(fates(&world.plan(&[NORTH])), [Fate::Create]);
}

#[test]
fn a_name_of_before_with_a_separator_of_lists_in_it_is_still_one_name() {
    let mut world = World::new();
    world.facts.territories[3].name = "Cascades".to_owned();
    world.facts.past_territories.former = vec![former(14, "Cascades; Puget, Sound", None)];
    let line = NORTH.replace("|N|", "||").replace("North East", "Cascades; Puget, Sound");
    let plan = world.plan(&[&line]);
    assert_eq!(codes(&plan), ["territory.unknown"]);
    assert_eq!(finding(&plan, "territory.unknown").value, "Cascades; Puget, Sound");
}

#[test]
fn an_archived_name_is_said_to_be_archived_and_is_not_created_again() {
    let mut world = World::new();
    world.facts.past_teams.archived = vec!["N".to_owned()];
    world.facts.past_territories.archived = vec!["North Eest".to_owned()];
    let plan = world.plan(&[&NORTH.replace("North East", "Great Lakes > north eest")]);
    assert_eq!(codes(&plan), ["team.archived", "territory.archived"]);
    let found = finding(&plan, "team.archived");
    assert_eq!(found.title, "“N” is an archived team");
    assert_eq!(
        found.text,
        "The team “N” is archived and takes in nobody. Choose another or leave it out; an Admin can restore it under Teams, Archived."
    );
    let labels = |code| finding(&plan, code).fixes.iter().map(|fix| fix.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels("team.archived"), ["Leave it out", "Skip this row"]);
    assert!(
        finding(&plan, "territory.archived")
            .fixes
            .iter()
            .all(|one| !matches!(one.fix, Fix::CreateReference { .. }))
    );
}

/// What an Admin does to a tree: places are taken modulo the number of groups.
#[derive(Clone, Debug)]
enum Change {
    Rename(usize, usize),
    Move(usize, usize),
    Merge(usize, usize),
}

const NAMES: [&str; 5] = ["North", "South", "Coast > West", "Inside", "Key; Accounts"];

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one = prop_oneof![
        (0_usize..9, 0_usize..5).prop_map(|(at, name)| Change::Rename(at, name)),
        (0_usize..9, 0_usize..9).prop_map(|(at, to)| Change::Move(at, to)),
        (0_usize..9, 0_usize..9).prop_map(|(at, to)| Change::Merge(at, to)),
    ];
    prop::collection::vec(one, 0..12)
}

/// A tree as the store keeps it: who stands where, where each stood, and into which each was merged.
#[derive(Clone, Debug)]
struct Tree {
    living: Vec<Group>,
    past: Vec<Former>,
    merged: Vec<(i64, i64)>,
}

impl Tree {
    fn heir(&self, id: i64) -> i64 {
        self.merged.iter().find(|(gone, _)| *gone == id).map_or(id, |(_, into)| self.heir(*into))
    }

    fn is_below(&self, id: i64, above: i64) -> bool {
        id == above
            || self
                .living
                .iter()
                .find(|one| one.id == id)
                .and_then(|one| one.parent)
                .is_some_and(|parent| self.is_below(parent, above))
    }

    fn is_free(&self, id: i64, name: &str, parent: Option<i64>) -> bool {
        !self.living.iter().any(|one| one.id != id && one.name == name && one.parent == parent)
    }

    fn stand(&mut self, at: usize, name: &str, parent: Option<i64>) {
        let one = self.living[at].clone();
        if self.is_free(one.id, name, parent) {
            self.past.push(former(one.id, &one.name, one.parent));
            self.living[at] = Group { name: name.to_owned(), parent, ..one };
        }
    }

    fn change(&mut self, change: &Change) {
        let count = self.living.len();
        let id = |at: usize| self.living[at % count].id;
        match *change {
            Change::Rename(at, name) => {
                let parent = self.living[at % count].parent;
                self.stand(at % count, NAMES[name], parent);
            }
            Change::Move(at, to) if !self.is_below(id(to), id(at)) => {
                let (name, to) = (self.living[at % count].name.clone(), id(to));
                self.stand(at % count, &name, Some(to));
            }
            Change::Merge(at, into) if !self.is_below(id(into), id(at)) => {
                let (gone, into) = (id(at), id(into));
                let free =
                    |one: &Group| one.parent != Some(gone) || self.is_free(one.id, &one.name, Some(into));
                if self.living.iter().all(free) {
                    let one = self.living.remove(at % count);
                    self.past.push(former(one.id, &one.name, one.parent));
                    self.merged.push((gone, into));
                    for child in self.living.iter_mut().filter(|child| child.parent == Some(gone)) {
                        child.parent = Some(into);
                    }
                }
            }
            _ => {}
        }
    }

    fn index(&self) -> Groups {
        let heir = |one: &Former| Former {
            group: self.heir(one.group),
            name: one.name.clone(),
            parent: one.parent.map(|parent| self.heir(parent)),
        };
        let past = Past { former: self.past.iter().map(heir).collect(), archived: Vec::new() };
        Groups::new(&self.living).with_past(&past)
    }
}

proptest! {
    #[test]
    fn a_saved_text_finds_the_same_group_after_any_renaming_moving_and_merging(changes in changes()) {
        let group = |id, name: &str, parent| Group { id, name: name.to_owned(), parent };
        let mut tree = Tree {
            living: vec![
                group(1, "North", None), group(2, "South", None), group(3, "Inside", Some(1)),
                group(4, "Inside", Some(2)), group(5, "Coast > West", Some(3)), group(6, "East", Some(3)),
            ],
            past: Vec::new(),
            merged: Vec::new(),
        };
        let before = tree.index();
        let saved: Vec<(i64, String)> = (0..6).map(|at| (before.id(at).unwrap(), before.text(at))).collect();
        for change in &changes {
            tree.change(change);
        }
        let now = tree.index();
        for (id, text) in saved {
            let meant = tree.heir(id);
            match now.find_meant(&text) {
                // Somebody else may have the very name by now, or may have had it too; none is ever guessed among several.
                Found::One(at) if now.find(&text) == Found::Unknown => prop_assert_eq!(now.id(at), Some(meant), "{}", text),
                Found::Several(places) if now.find(&text) == Found::Unknown => {
                    prop_assert!(places.iter().any(|at| now.id(*at) == Some(meant)), "{}", text);
                }
                Found::One(_) | Found::Several(_) => {}
                Found::Unknown => prop_assert!(false, "{text} finds nothing: {tree:?}"),
            }
        }
    }
}
