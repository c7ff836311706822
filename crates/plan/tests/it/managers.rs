//! Managers who import: Sales people only, within their own teams and territories, and nothing else.

use plan::choices::Existing;
use plan::finding::Severity;
use plan::plan::{Fate, Plan};
use plan::snapshot::{Access, Person, Role, Status};

use crate::world::{World, codes, fates, finding};

/// Mona leads Midwest (with a Key Accounts below it) and Great Lakes (with Ohio Valley below it), and may import.
fn mona() -> World {
    World::new()
        .with(7, "Mona Hale", |mona| {
            mona.role = Role::Manager;
            mona.territories = vec![11];
        })
        .imported_by(7)
}

/// Bo sells in Pacific and the North East, where Mona has nothing to say.
fn elsewhere(bo: &mut Person) {
    bo.teams = vec![3];
    bo.territories = vec![13];
}

/// What becomes of a plan's one line, and the codes of its errors.
fn told(world: &World, line: &str) -> (Fate, Vec<&'static str>) {
    let plan = world.plan(&[line]);
    let errors = plan.findings().iter().filter(|finding| finding.severity == Severity::Error);
    (plan.fate(0), errors.map(|finding| finding.code.as_str()).collect())
}

const fn blocked(code: &'static str) -> (Fate, [&'static str; 1]) {
    (Fate::Blocked, [code])
}

fn assert_told(world: &World, line: &str, (fate, code): (Fate, [&'static str; 1])) {
    assert_eq!(told(world, line), (fate, code.to_vec()), "{line}");
}

fn labels(plan: &Plan, code: &str) -> Vec<String> {
    finding(plan, code).fixes.iter().map(|fix| fix.label.clone()).collect()
}

#[test]
fn a_manager_creates_sales_people_in_their_own_teams_and_in_those_below() {
    let plan = mona().plan(&[
        "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited|Great Lakes|",
        "C|D|c@x.example|(414) 555-0102|Sales|Midwest > Key Accounts|||",
        "E|F|e@x.example|(414) 555-0103|Sales|||Ohio Valley|",
    ]);
    assert_eq!(fates(&plan), [Fate::Create; 3], "{:?}", codes(&plan));
}

#[test]
fn without_the_switch_of_the_account_a_manager_imports_nobody() {
    let mut world = mona();
    world.facts.managers_import = false;
    assert_told(
        &world,
        "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited||",
        blocked("authority.denied"),
    );
}

#[test]
fn with_the_switch_sales_people_still_import_nobody() {
    let world = World::new().with(7, "Ana Ruiz", |_| {}).imported_by(7);
    let plan = world.plan(&["A|B|a@x.example|(414) 555-0101|Sales|Midwest|Global||", "Anna||||||||E-7"]);
    assert_eq!(fates(&plan), [Fate::Blocked; 2]);
    assert_eq!(codes(&plan), ["authority.denied"; 2]);
}

#[test]
fn a_manager_whom_the_snapshot_does_not_know_imports_nobody() {
    let mut world = mona();
    world.people.actor = None;
    assert_told(
        &world,
        "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited||",
        blocked("authority.denied"),
    );
}

#[test]
fn a_manager_gives_no_role_but_sales() {
    let world = mona().with(8, "Bo Lund", |_| {});
    for line in [
        "A|B|a@x.example|(414) 555-0101|Manager|Midwest|Limited||",
        "A|B|a@x.example|(414) 555-0101|Admin||||",
        "||||Manager||||E-8",
    ] {
        assert_told(&world, line, blocked("authority.role"));
        let plan = world.plan(&[line]);
        assert_eq!(labels(&plan, "authority.role"), ["Make them Sales", "Skip this row"]);
    }
}

#[test]
fn a_manager_changes_sales_people_within_their_reach() {
    let world = mona().with(8, "Bo Lund", |bo| {
        bo.teams = vec![4];
        bo.territories.clear();
    });
    let plan = world.plan(&["Bob||new@x.example|(414) 555-0102||Midwest||Ohio Valley|E-8"]);
    assert_eq!(fates(&plan), [Fate::Update], "{:?}", codes(&plan));
}

#[test]
fn a_manager_changes_neither_equals_nor_superiors_nor_themselves() {
    let world = mona().with(8, "Bo Lund", |bo| bo.role = Role::Manager).with(9, "Al Dean", |al| {
        al.role = Role::Admin;
        al.access = Access::Global;
        al.teams.clear();
        al.territories.clear();
    });
    assert_told(&world, "Bob||||||||E-8", blocked("authority.person"));
    assert_told(&world, "||||Sales||||E-8", blocked("authority.person"));
    assert_told(&world, "||al2@x.example||||||E-9", blocked("authority.person"));
    for line in ["Mina||||||||E-7", "||mona2@x.example||||||E-7", "||||Admin||||E-7", "|||||Pacific|||E-7"] {
        assert_told(&world, line, blocked("self.protected"));
    }
    assert_eq!(finding(&world.plan(&["Mina||||||||E-7"]), "self.protected").title, "You stay as you are");
    assert_eq!(told(&world, "Mona||||||||E-7").0, Fate::Unchanged);
}

#[test]
fn nothing_is_told_of_somebody_who_is_not_the_managers() {
    let world = mona().with(8, "Bo Lund", elsewhere);
    // Neither whether the row is the same, nor what would change, nor who it is.
    for line in ["Bo|Lund|||||||E-8", "Bob||||||||E-8", "Bo||bo@northwind.example||||||"] {
        let plan = world.plan(&[line]);
        assert_eq!((plan.fate(0), codes(&plan)), (Fate::Blocked, vec!["authority.person"]), "{line}");
        assert_eq!(plan.row(0).person, None);
        let shown = format!("{} {}", plan.report(), plan.report_rows());
        assert!(!shown.contains("Lund") && !shown.contains("+1312"), "{shown}");
        let plan = world.clone().existing(Existing::Skip).plan(&[line]);
        assert_eq!((plan.fate(0), codes(&plan)), (Fate::Skipped, vec!["authority.person"]), "{line}");
        assert!(plan.unmade().is_empty(), "{line}");
    }
}

#[test]
fn a_key_that_somebody_else_has_is_in_use_and_nothing_more() {
    let world = mona().with(8, "Bo Lund", |bo| {
        elsewhere(bo);
        bo.status = Status::Suspended;
    });
    for (line, code) in [
        ("A|B|bo@northwind.example|(414) 555-0101|Sales|Midwest|Limited||E-1", "email.taken"),
        ("A|B|a@x.example|+13125550108|Sales|Midwest|Limited||", "phone.taken"),
    ] {
        let plan = world.plan(&[line]);
        let said = finding(&plan, code);
        assert!(said.text.contains("somebody outside your teams and territories"), "{}", said.text);
        assert!(!said.text.contains("Lund") && !said.text.contains("Suspended"), "{}", said.text);
        assert_eq!(labels(&plan, code), ["Skip this row"]);
    }
    let zeros = mona().with(8, "Bo Lund", |bo| {
        elsewhere(bo);
        bo.external_id = Some("0042".to_owned());
    });
    let line = "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited|Ohio Valley|42";
    assert_eq!(told(&zeros, line), (Fate::Create, vec![]));
}

#[test]
fn several_who_held_a_phone_are_named_where_the_manager_knows_them() {
    let phone = |person: &mut Person| {
        person.status = Status::Suspended;
        person.phone = plan::value::phone::PhoneNumber::from_e164("+13125550150");
    };
    let world = mona().with(8, "Bo Lund", phone).with(9, "Cy Dean", |cy| {
        phone(cy);
        elsewhere(cy);
    });
    let plan = world.plan(&["|||+13125550150|||||"]);
    let text = &finding(&plan, "person.unclear").text;
    assert!(text.contains("Bo Lund, somebody else"), "{text}");
}

#[test]
fn nobody_is_put_into_a_team_or_territory_of_others_or_taken_out_of_one() {
    let world = mona().with(8, "Bo Lund", |bo| {
        bo.teams = vec![2, 3];
        bo.territories = vec![12];
    });
    let new = "A|B|a@x.example|(414) 555-0101|Sales|Midwest; Pacific|Limited|Ohio Valley|";
    assert_told(&world, new, blocked("authority.group"));
    let plan = world.plan(&[new]);
    assert_eq!(finding(&plan, "authority.group").title, "“Pacific” is not one of your teams");
    assert_eq!(labels(&plan, "authority.group"), ["Pacific → Midwest", "Leave it out", "Skip this row"]);
    let fixed = world.clone().fix(r#"{"fix": "drop_value", "field": "teams", "value": "Pacific"}"#);
    assert_eq!(fates(&fixed.plan(&[new])), [Fate::Create]);
    // Bo is in Pacific too, and stays there.
    assert_told(&world, "|||||Midwest|||E-8", blocked("authority.group"));
    assert_told(&world, "|||||(none)|||E-8", blocked("authority.group"));
    assert_eq!(labels(&world.plan(&["|||||Midwest|||E-8"]), "authority.group"), ["Skip this row"]);
    assert_eq!(told(&world, "|||||Pacific|||E-8").0, Fate::Update, "out of Midwest, which is Mona's");
    assert_told(&world, "|||||||North East|E-8", blocked("authority.group"));
}

#[test]
fn whom_a_manager_imports_is_one_of_theirs_afterwards() {
    let world = mona().with(8, "Bo Lund", |_| {});
    let new = "A|B|a@x.example|(414) 555-0101|Sales||||";
    let plan = world.plan(&[new]);
    assert_eq!(plan.fate(0), Fate::Blocked);
    let offered = labels(&plan, "authority.place");
    assert_eq!(offered, ["Put them into Midwest", "Put them into Great Lakes", "Skip this row"]);
    let mut fixed = world.clone();
    fixed.fixes.push(finding(&plan, "authority.place").fixes[0].fix.clone());
    assert_eq!(fates(&fixed.plan(&[new])), [Fate::Create]);
    let plan = world.plan(&["|||||(none)||(none)|E-8"]);
    assert_eq!((plan.fate(0), finding(&plan, "authority.place").rows.len()), (Fate::Blocked, 1));
    // An unknown team is told of once.
    assert_told(
        &world,
        "A|B|a@x.example|(414) 555-0101|Sales|Nowhere|Limited||",
        (Fate::Blocked, ["team.unknown"]),
    );
}

#[test]
fn global_access_is_given_only_by_those_who_have_it() {
    let line = "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Global||";
    assert_told(&mona(), line, blocked("authority.access"));
    assert_eq!(labels(&mona().plan(&[line]), "authority.access"), ["Make it Limited", "Skip this row"]);
    let mut world = mona();
    if let Some(mona) = &mut world.people.actor {
        mona.access = Access::Global;
    }
    assert_eq!(fates(&world.plan(&[line])), [Fate::Create]);
    // Whoever has it keeps it.
    let world = mona().with(8, "Bo Lund", |bo| {
        bo.access = Access::Global;
        bo.territories.clear();
    });
    assert_eq!(told(&world, "Bob||||||||E-8").0, Fate::Update);
}

/// Mona with Global access, which knows no territory.
fn global_mona() -> World {
    World::new()
        .with(7, "Mona Hale", |mona| {
            mona.role = Role::Manager;
            mona.access = Access::Global;
            mona.territories.clear();
        })
        .imported_by(7)
}

#[test]
fn whoever_sees_every_record_gives_and_takes_any_territory_to_people_of_their_own_teams() {
    let world = global_mona().with(8, "Bo Lund", |bo| bo.territories = vec![12]);
    let plan = world.plan(&[
        "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited|North East|",
        "|||||||Great Lakes; North East|E-8",
    ]);
    assert_eq!(fates(&plan), [Fate::Create, Fate::Update], "{:?}", codes(&plan));
    assert_eq!(plan.values(plan::field::Field::Territories).len(), 4);
    assert_eq!(plan.values(plan::field::Field::TerritoryAccess), ["Global", "Limited"]);
    // One with Limited access does not, whatever the team.
    assert_told(&mona().with(8, "Bo Lund", |_| {}), "|||||||North East|E-8", blocked("authority.group"));
}

#[test]
fn any_territory_to_give_makes_nobody_of_another_team_theirs() {
    let world = global_mona().with(8, "Bo Lund", elsewhere);
    assert_told(&world, "Bob||||||||E-8", blocked("authority.person"));
    assert_told(&world, "|||||Midwest||Ohio Valley|E-8", blocked("authority.person"));
    let new = |teams: &str| format!("A|B|a@x.example|(414) 555-0101|Sales|{teams}|Limited|North East|");
    assert_told(&world, &new(""), blocked("authority.place"));
    assert_told(&world, &new("Midwest; Pacific"), blocked("authority.group"));
    assert_told(&world, &new("Pacific"), blocked("authority.group"));
    let line = new("Midwest").replace("North East", "Night");
    assert_eq!(told(&world, &line), (Fate::Blocked, vec!["territory.unknown"]));
    // Out of the last of her teams nobody is hers any more, whatever the territory.
    let world = global_mona().with(8, "Bo Lund", |_| {});
    assert_told(&world, "|||||(none)||North East|E-8", blocked("authority.place"));
}

#[test]
fn a_manager_creates_no_team_and_no_territory() {
    for (field, line) in [
        ("teams", "A|B|a@x.example|(414) 555-0101|Sales|Midwest; Night|Limited|Ohio Valley|"),
        ("territories", "A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited|Night|"),
    ] {
        let unknown = if field == "teams" { "team.unknown" } else { "territory.unknown" };
        let offered = labels(&mona().plan(&[line]), unknown);
        assert!(offered.iter().all(|label| !label.starts_with("Create")), "{offered:?}");
        for parent in ["null", "\"Midwest\""] {
            let json = format!(
                r#"{{"fix": "create_reference", "field": "{field}", "value": "Night", "parent": {parent}}}"#
            );
            let plan = mona().fix(&json).plan(&[line]);
            assert_eq!((plan.fate(0), codes(&plan)), (Fate::Blocked, vec!["authority.create"]));
            assert!(plan.new_teams().is_empty() && plan.new_territories().is_empty());
        }
    }
}

#[test]
fn only_sales_people_of_the_manager_come_back_or_hand_on_a_phone() {
    let suspended = |person: &mut Person| person.status = Status::Suspended;
    let world = mona().reactivating().with(8, "Bo Lund", suspended).with(9, "Cy Dean", |cy| {
        suspended(cy);
        cy.role = Role::Manager;
    });
    assert_eq!(told(&world, "||||||||E-8").0, Fate::Update);
    assert_told(&world, "||||||||E-9", blocked("authority.person"));
    let release = |phone: &str| {
        let line = format!("A|B|a@x.example|{phone}|Sales|Midwest|Limited|Ohio Valley|");
        let world = world.clone().fix(r#"{"fix": "release", "field": "phone", "rows": [2]}"#);
        let plan = world.plan(&[line.as_str()]);
        (plan.fate(0), plan.releases().len(), codes(&plan))
    };
    assert_eq!(release("+13125550108"), (Fate::Create, 1, vec![]));
    assert_eq!(release("+13125550109"), (Fate::Blocked, 0, vec!["authority.person"]));
}

#[test]
fn a_manager_uses_free_seats_and_buys_none() {
    let mut world = mona();
    let line = ["A|B|a@x.example|(414) 555-0101|Sales|Midwest|Limited|Ohio Valley|"];
    world.facts.seats.commitment = world.facts.seats.used + 1;
    assert_eq!(world.plan(&line).obstacle(None), None);
    world.facts.seats.commitment = world.facts.seats.used;
    let plan = world.plan(&line);
    let said = finding(&plan, "authority.seats");
    assert_eq!((said.count, said.value.as_str()), (0, "1"));
    assert!(said.text.contains("an Admin"), "{}", said.text);
    assert!(plan.obstacle(Some(1)).is_some());
    world.facts.seats.may_buy = false;
    assert_eq!(codes(&world.plan(&line)), ["seats.forbidden"], "an Admin could not buy them either");
}

#[test]
fn what_is_left_alone_is_only_worth_a_look() {
    let world = mona().existing(Existing::Skip).with(8, "Bo Lund", |bo| bo.role = Role::Manager);
    let plan = world.plan(&["Bob||||||||E-8"]);
    assert_eq!((plan.fate(0), plan.obstacle(None)), (Fate::Skipped, Some(plan::plan::Obstacle::Nothing)));
}

#[test]
fn a_manager_chooses_from_what_they_may_give() {
    use plan::field::Field;
    let plan = mona().plan(&["A|B|a@x.example|(414) 555-0101|Boss|Cascade|Some||"]);
    assert_eq!(plan.values(Field::Role), ["Sales"]);
    assert_eq!(plan.values(Field::TerritoryAccess), ["Limited"]);
    assert_eq!(plan.values(Field::Teams), ["Midwest", "Midwest > Key Accounts"]);
    assert_eq!(plan.values(Field::Territories), ["Great Lakes", "Ohio Valley"]);
    assert_eq!(labels(&plan, "role.unknown"), ["Boss → Sales", "Skip this row"]);
    assert_eq!(labels(&plan, "access.unknown"), ["Some → Limited", "Skip this row"]);
    let ambiguous = mona().plan(&["A|B|a@x.example|(414) 555-0101|Sales|Key Accounts|Limited||"]);
    assert!(!finding(&ambiguous, "team.ambiguous").text.contains("Pacific"));
    assert_eq!(
        labels(&ambiguous, "team.ambiguous"),
        ["Key Accounts → Midwest > Key Accounts", "Skip this row"]
    );
}

#[test]
fn teams_that_were_moved_below_an_older_one_count_whatever_their_ids() {
    let mut world = mona();
    // Key Accounts of the Pacific was hung below that of the Midwest, and Field below both, which is a ring.
    world.facts.teams[4].parent = Some(4);
    world.facts.teams[0].parent = Some(5);
    let line = "A|B|a@x.example|(414) 555-0101|Sales|Field|Limited|Ohio Valley|";
    assert_eq!(fates(&world.plan(&[line])), [Fate::Create]);
}
