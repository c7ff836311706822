//! Nobody did what they may not, whatever the plan says: asked of the tables, by rules written again here.

use std::collections::BTreeSet;

use plan::choices::Actor;
use plan::plan::Plan;
use plan::snapshot::Role;

use super::case::Case;
use super::tables::{Line, Tables};

/// Whether whoever imports is nobody who may.
pub fn may_do_nothing(plan: &Plan, case: &Case) -> bool {
    match plan.actor().role() {
        Role::Admin => false,
        Role::Manager => !case.managers,
        Role::Sales => true,
    }
}

pub fn assert_allowed(plan: &Plan, case: &Case, before: &Tables, after: &Tables) {
    let Actor::Person { id: me, role } = plan.actor() else { return };
    let me = me.to_string();
    match role {
        Role::Admin => assert_admin(&me, before, after),
        Role::Manager if case.managers => Manager::new(&me, before).assert_allowed(before, after),
        Role::Manager | Role::Sales => {
            for table in ["users", "user_teams", "user_territories", "teams", "territories", "invites"] {
                assert_eq!(before[table], after[table], "{role} changed {table}");
            }
        }
    }
}

fn assert_admin(me: &str, before: &Tables, after: &Tables) {
    let line = |tables: &Tables| {
        let mine = tables["users"].iter().find(|line| text(line, "id") == me).unwrap();
        ["email", "phone", "role", "status"].map(|column| mine[column].clone())
    };
    assert_eq!(line(before), line(after), "an Admin changed themselves");
}

fn text<'a>(line: &'a Line, column: &str) -> &'a str {
    line[column].as_deref().unwrap_or_default()
}

/// Memberships of one kind: table, its column, and the table of the groups.
const KINDS: [(&str, &str, &str); 2] =
    [("user_teams", "team_id", "teams"), ("user_territories", "territory_id", "territories")];

/// The ids of the groups of one kind that somebody is in.
fn groups(tables: &Tables, person: &str, (table, column, _): (&str, &str, &str)) -> BTreeSet<String> {
    let lines = tables[table].iter().filter(|line| text(line, "user_id") == person);
    lines.map(|line| text(line, column).to_owned()).collect()
}

/// A Manager, with their teams and territories and all that is below these, as the tables were before.
struct Manager {
    me: String,
    global: bool,
    reach: [BTreeSet<String>; 2],
}

impl Manager {
    fn new(me: &str, before: &Tables) -> Self {
        let mine = before["users"].iter().find(|line| text(line, "id") == me).unwrap();
        let reach = KINDS.map(|kind| {
            let mut reach = groups(before, me, kind);
            // As often as there are groups: then nothing can be below that is not in it.
            for _ in &before[kind.2] {
                for group in &before[kind.2] {
                    if reach.contains(text(group, "parent_id")) {
                        reach.insert(text(group, "id").to_owned());
                    }
                }
            }
            reach
        });
        Self { me: me.to_owned(), global: text(mine, "access") == "Global", reach }
    }

    fn is_near(&self, tables: &Tables, person: &str) -> bool {
        KINDS.iter().zip(&self.reach).any(|(kind, reach)| !groups(tables, person, *kind).is_disjoint(reach))
    }

    fn assert_allowed(&self, before: &Tables, after: &Tables) {
        for table in ["teams", "territories"] {
            assert_eq!(before[table], after[table], "a Manager created one of the {table}");
        }
        assert_eq!(before["accounts"][0]["bought"], after["accounts"][0]["bought"], "a Manager bought seats");
        for line in &after["users"] {
            let id = text(line, "id");
            let old = before["users"].iter().find(|old| text(old, "id") == id);
            let moved = KINDS.map(|kind| {
                let (was, is) = (groups(before, id, kind), groups(after, id, kind));
                was.symmetric_difference(&is).cloned().collect::<BTreeSet<String>>()
            });
            if old == Some(line) && moved.iter().all(BTreeSet::is_empty) {
                continue;
            }
            self.assert_about(id, old, line);
            assert!(
                old.is_none() || self.is_near(before, id),
                "a Manager changed somebody who is not theirs"
            );
            // A suspended person whose phone was handed on stays where they are, which may be nowhere else.
            assert!(self.is_near(after, id), "somebody imported is none of the Manager's");
            let ([teams, territories], [own_teams, own_territories]) = (&moved, &self.reach);
            assert!(teams.is_subset(own_teams), "a Manager moved somebody in a team of others");
            assert!(
                self.global || territories.is_subset(own_territories),
                "a Manager without Global access moved somebody in a territory of others"
            );
        }
    }

    fn assert_about(&self, id: &str, old: Option<&Line>, new: &Line) {
        assert_ne!(id, self.me, "a Manager changed themselves");
        let roles = [old.map_or("Sales", |old| text(old, "role")), text(new, "role")];
        assert_eq!(roles, ["Sales"; 2], "a Manager changed or gave another role than Sales");
        let given = text(new, "access") == "Global" && old.is_none_or(|old| text(old, "access") != "Global");
        assert!(self.global || !given, "a Manager gave access that they do not have");
    }
}
