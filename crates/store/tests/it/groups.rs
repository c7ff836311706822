//! Changing teams and territories: names, places, merging, archiving, who may, and what is written down.

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use store::territories::Colour;
use store::users::{self, NewUser};
use store::{
    AccountId, Db, Error, Taken, TeamId, Tx, UserId, Wait, audit, departures, invariants, snapshot, teams,
    territories,
};

use crate::world::{self, NOW, account, create, person};

const BY: &Actor = &Actor::Operator;

/// An account with a database, and the names by which its teams are asked for.
struct Office {
    db: Db,
    account: AccountId,
    admin: UserId,
}

impl Office {
    async fn new() -> Self {
        let db = world::db().await;
        let (account, admin) = account(&db).await;
        Self { db, account, admin }
    }

    async fn tx(&self) -> Tx {
        self.db.begin(Wait::Long).await.unwrap()
    }

    async fn team(&self, name: &str, parent: Option<TeamId>) -> TeamId {
        let mut tx = self.tx().await;
        let id = teams::create(&mut tx, self.account, name, parent, BY, NOW).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn member(&self, teams: &[TeamId], status: Status) -> UserId {
        create(&self.db, self.account, &NewUser { teams: teams.to_vec(), ..person("A", "B", status) })
            .await
            .unwrap()
    }

    /// The tree as `depth name people`.
    async fn tree(&self) -> Vec<String> {
        let tree = teams::tree(&mut self.db.view().await.unwrap(), self.account).await.unwrap();
        tree.iter().map(|node| format!("{} {} {}", node.depth, node.name, node.people)).collect()
    }

    async fn teams_of(&self, user: UserId) -> (Vec<TeamId>, i64) {
        let user = users::get(&mut self.db.view().await.unwrap(), self.account, user).await.unwrap();
        (user.values.teams, user.version)
    }

    /// What a person was taken out of, and what that became part of.
    async fn left(&self, user: UserId) -> Vec<(i64, Option<i64>)> {
        let mut view = self.db.view().await.unwrap();
        let left = departures::of_person(&mut view, self.account, user).await.unwrap();
        assert!(left.iter().all(|one| (one.at, one.by) == (NOW, *BY)), "{left:?}");
        left.iter().map(|one| (one.group, one.into)).collect()
    }

    async fn actions(&self) -> Vec<String> {
        let entries = audit::newest(&mut self.db.view().await.unwrap(), self.account, 100).await.unwrap();
        entries.iter().rev().map(|entry| format!("{} {}", entry.action, entry.detail)).collect()
    }

    async fn check(&self) {
        assert_eq!(invariants::check(&self.db).await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_renamed_team_keeps_its_people_and_is_known_by_its_former_name() {
    let office = Office::new().await;
    let north = office.team("North", None).await;
    let member = office.member(&[north], Status::Active).await;
    for name in ["North West", "NW", "nw", "nw"] {
        let mut tx = office.tx().await;
        teams::rename(&mut tx, office.account, north, name, BY, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(office.tree().await, ["0 nw 1"]);
    // Nothing about the person has changed.
    assert_eq!(office.teams_of(member).await, (vec![north], 1));
    let mut view = office.db.view().await.unwrap();
    let known = teams::former_names(&mut view, office.account, north).await.unwrap();
    assert_eq!(known, ["NW", "North West", "North"]);
    let facts = snapshot::facts(&mut view, office.account, "2026-03-02").await.unwrap();
    let former: Vec<_> = facts.past_teams.former.iter().map(|one| (one.group, one.name.as_str())).collect();
    assert_eq!(former, [(north.0, "North"), (north.0, "North West"), (north.0, "NW")]);
    let actions = office.actions().await;
    assert_eq!(actions[0], r#"team.created {"after":"North"}"#);
    assert_eq!(actions[1], r#"team.renamed {"before":"North","after":"North West"}"#);
    assert_eq!(actions.len(), 4, "{actions:?}");
    office.check().await;
}

#[tokio::test]
async fn a_name_in_use_under_the_same_parent_is_refused_and_nothing_is_changed() {
    let office = Office::new().await;
    let (north, south) = (office.team("North", None).await, office.team("South", None).await);
    office.team("south", Some(north)).await;
    let mut tx = office.tx().await;
    let taken = teams::rename(&mut tx, office.account, north, " SOUTH", BY, NOW).await.unwrap_err();
    assert!(matches!(taken, Error::Conflict(Taken::Name)), "{taken}");
    drop(tx);
    let mut tx = office.tx().await;
    let taken = teams::move_under(&mut tx, office.account, south, Some(north), BY, NOW).await.unwrap_err();
    assert!(matches!(taken, Error::Conflict(Taken::Name)), "{taken}");
    drop(tx);
    assert_eq!(office.tree().await, ["0 North 0", "1 south 0", "0 South 0"]);
    assert_eq!(office.actions().await.len(), 3);
}

#[tokio::test]
async fn a_team_moves_with_all_below_it_and_never_below_itself() {
    let office = Office::new().await;
    let field = office.team("Field", None).await;
    let west = office.team("West", Some(field)).await;
    let coast = office.team("Coast", Some(west)).await;
    let inside = office.team("Inside", None).await;
    for below in [field, west, coast] {
        let mut tx = office.tx().await;
        let refused =
            teams::move_under(&mut tx, office.account, field, Some(below), BY, NOW).await.unwrap_err();
        assert!(matches!(refused, Error::Refused("nothing is moved below itself")), "{refused}");
    }
    let mut tx = office.tx().await;
    teams::move_under(&mut tx, office.account, west, Some(inside), BY, NOW).await.unwrap();
    teams::move_under(&mut tx, office.account, field, Some(coast), BY, NOW).await.unwrap();
    teams::move_under(&mut tx, office.account, inside, None, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 Inside 0", "1 West 0", "2 Coast 0", "3 Field 0"]);
    let last = office.actions().await.pop().unwrap();
    assert_eq!(last, format!(r#"team.moved {{"before":"","after":"Coast","groups":[{}]}}"#, coast.0));
    office.check().await;
}

#[tokio::test]
async fn whoever_is_in_a_merged_team_is_in_the_other_one_once() {
    let office = Office::new().await;
    let (north, south) = (office.team("North", None).await, office.team("South", None).await);
    let only = office.member(&[north], Status::Active).await;
    let both = office.member(&[north, south], Status::Suspended).await;
    let gone = office.member(&[north], Status::Cancelled).await;
    let other = office.member(&[south], Status::Invited).await;
    let mut tx = office.tx().await;
    teams::merge(&mut tx, office.account, north, south, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 South 3"]);
    for member in [only, both, gone] {
        assert_eq!(office.teams_of(member).await, (vec![south], 2));
    }
    assert_eq!(office.teams_of(other).await, (vec![south], 1));
    for member in [only, both] {
        assert_eq!(office.left(member).await, [(north.0, Some(south.0))]);
    }
    assert_eq!(office.left(other).await, []);
    let mut view = office.db.view().await.unwrap();
    assert_eq!(teams::former_names(&mut view, office.account, south).await.unwrap(), ["North"]);
    let archived = teams::archived(&mut view, office.account).await.unwrap();
    assert_eq!((archived[0].id, archived[0].merged_into), (north, Some(south)));
    office.check().await;
}

#[tokio::test]
async fn what_is_below_a_merged_team_follows_and_namesakes_become_one() {
    let office = Office::new().await;
    let (north, south) = (office.team("North", None).await, office.team("South", None).await);
    let (inside, twin) = (office.team("Inside", Some(north)).await, office.team("inside", Some(south)).await);
    let (phone, outside) =
        (office.team("Phone", Some(inside)).await, office.team("Outside", Some(north)).await);
    let member = office.member(&[inside, phone], Status::Active).await;
    let mut tx = office.tx().await;
    teams::archive(&mut tx, office.account, outside, 0, BY, NOW).await.unwrap();
    teams::merge(&mut tx, office.account, north, south, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 South 0", "1 inside 1", "2 Phone 1"]);
    let mut teams_now = vec![twin, phone];
    teams_now.sort_unstable();
    assert_eq!(office.teams_of(member).await.0, teams_now);
    // What was archived below it can come back.
    let mut tx = office.tx().await;
    teams::restore(&mut tx, office.account, outside, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 South 0", "1 inside 1", "2 Phone 1", "1 Outside 0"]);
    office.check().await;
}

#[tokio::test]
async fn a_team_is_merged_into_one_above_it_even_where_one_below_has_the_name_of_another_on_the_way() {
    let office = Office::new().await;
    let top = office.team("Top", None).await;
    let middle = office.team("Middle", Some(top)).await;
    let low = office.team("Low", Some(middle)).await;
    let same = office.team("Middle", Some(low)).await;
    office.team("Low", Some(low)).await;
    let member = office.member(&[same], Status::Active).await;
    for into in [low, same] {
        let mut tx = office.tx().await;
        let refused = teams::merge(&mut tx, office.account, low, into, BY, NOW).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(_)), "{refused}");
    }
    let mut tx = office.tx().await;
    teams::merge(&mut tx, office.account, low, top, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 Top 0", "1 Low 0", "1 Middle 1"]);
    assert_eq!(office.teams_of(member).await.0, [middle]);
    office.check().await;
}

#[tokio::test]
async fn archiving_takes_people_out_of_the_whole_branch_and_wants_to_have_said_how_many() {
    let office = Office::new().await;
    let (field, other) = (office.team("Field", None).await, office.team("Other", None).await);
    let west = office.team("West", Some(field)).await;
    let member = office.member(&[field, west, other], Status::Active).await;
    office.member(&[west], Status::Cancelled).await;
    let mut tx = office.tx().await;
    let leaving = teams::leaving(&mut tx, office.account, field).await.unwrap();
    assert_eq!((leaving.below, leaving.people, leaving.without), (1, 1, 0));
    let stale = teams::archive(&mut tx, office.account, field, 2, BY, NOW).await.unwrap_err();
    assert!(matches!(stale, Error::Stale("team")), "{stale}");
    teams::archive(&mut tx, office.account, field, 1, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 Other 1"]);
    assert_eq!(office.teams_of(member).await, (vec![other], 2));
    assert_eq!(office.left(member).await, [(field.0, None), (west.0, None)]);
    let last = office.actions().await.pop().unwrap();
    assert_eq!(last, format!(r#"team.archived {{"before":"Field","groups":[{}]}}"#, west.0));
    office.check().await;
}

#[tokio::test]
async fn an_archived_team_takes_in_nobody_is_changed_by_nobody_and_leaves_its_name_free() {
    let office = Office::new().await;
    let (field, other) = (office.team("Field", None).await, office.team("Other", None).await);
    let mut tx = office.tx().await;
    teams::archive(&mut tx, office.account, field, 0, BY, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let new = NewUser { teams: vec![field], ..person("A", "B", Status::Invited) };
    let refused = create(&office.db, office.account, &new).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound("team")), "{refused}");
    let (a, mut tx) = (office.account, office.tx().await);
    for refused in [
        teams::create(&mut tx, a, "Below", Some(field), BY, NOW).await.map(|_| ()),
        teams::rename(&mut tx, a, field, "New", BY, NOW).await,
        teams::move_under(&mut tx, a, field, Some(other), BY, NOW).await,
        teams::move_under(&mut tx, a, other, Some(field), BY, NOW).await,
        teams::merge(&mut tx, a, field, other, BY, NOW).await,
        teams::merge(&mut tx, a, other, field, BY, NOW).await,
        teams::archive(&mut tx, a, field, 0, BY, NOW).await,
    ] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Error::Stale(_) | Error::NotFound(_)), "{refused}");
    }
    drop(tx);
    let facts = snapshot::facts(&mut office.db.view().await.unwrap(), a, "2026-03-02").await.unwrap();
    assert_eq!((facts.teams.len(), facts.past_teams.archived), (1, vec!["Field".to_owned()]));
    office.team("Field", None).await;
    let mut tx = office.tx().await;
    let taken = teams::restore(&mut tx, a, field, BY, NOW).await.unwrap_err();
    assert!(matches!(taken, Error::Conflict(Taken::Name)), "{taken}");
}

#[tokio::test]
async fn restoring_brings_back_what_was_archived_together_and_nothing_else() {
    let office = Office::new().await;
    let field = office.team("Field", None).await;
    let (west, east) = (office.team("West", Some(field)).await, office.team("East", Some(field)).await);
    let (a, later) = (office.account, NOW.after(std::time::Duration::from_mins(1)));
    let mut tx = office.tx().await;
    teams::archive(&mut tx, a, east, 0, BY, NOW).await.unwrap();
    teams::archive(&mut tx, a, field, 0, BY, later).await.unwrap();
    let refused = teams::restore(&mut tx, a, west, BY, later).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    teams::restore(&mut tx, a, field, BY, later).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(office.tree().await, ["0 Field 0", "1 West 0"]);
    let mut tx = office.tx().await;
    teams::restore(&mut tx, a, east, BY, later).await.unwrap();
    teams::restore(&mut tx, a, east, BY, later).await.unwrap();
    teams::merge(&mut tx, a, east, west, BY, later).await.unwrap();
    let refused = teams::restore(&mut tx, a, east, BY, later).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    office.check().await;
}

#[tokio::test]
async fn a_territory_has_a_colour_and_says_whom_it_leaves_without_records() {
    let office = Office::new().await;
    let (a, mut tx) = (office.account, office.tx().await);
    let west = territories::create(&mut tx, a, "West", None, BY, NOW).await.unwrap();
    let east = territories::create(&mut tx, a, "East", None, BY, NOW).await.unwrap();
    for colour in [Some(Colour::Teal), Some(Colour::Teal), None, Some(Colour::Grey)] {
        territories::set_colour(&mut tx, a, west, colour, BY, NOW).await.unwrap();
    }
    tx.commit().await.unwrap();
    for territories in [vec![west], vec![west, east], vec![east]] {
        let new = NewUser { access: Access::Limited, territories, ..person("A", "B", Status::Active) };
        create(&office.db, a, &new).await.unwrap();
    }
    let mut view = office.db.view().await.unwrap();
    let tree = territories::tree(&mut view, a).await.unwrap();
    let colours: Vec<_> = tree.iter().map(|node| (node.name.as_str(), node.colour)).collect();
    assert_eq!(colours, [("East", None), ("West", Some(Colour::Grey))]);
    let leaving = territories::leaving(&mut view, a, west).await.unwrap();
    assert_eq!((leaving.people, leaving.without), (2, 1));
    let actions = office.actions().await;
    let colours: Vec<&String> = actions.iter().filter(|one| one.starts_with("territory.colour")).collect();
    assert_eq!(
        colours,
        [
            r#"territory.colour {"after":"teal"}"#,
            r#"territory.colour {"before":"teal"}"#,
            r#"territory.colour {"after":"grey"}"#
        ]
    );
}

#[tokio::test]
async fn only_somebody_who_is_an_admin_now_changes_teams() {
    let office = Office::new().await;
    let north = office.team("North", None).await;
    let member = office.member(&[], Status::Active).await;
    let by = |id: UserId| Actor::Person { id: id.0, role: Role::Admin };
    let (_, elsewhere) = account(&office.db).await;
    // They say that they are Admins, and one of them of another account.
    for other in [member, elsewhere] {
        let mut tx = office.tx().await;
        let (a, by) = (office.account, &by(other));
        for denied in [
            teams::create(&mut tx, a, "New", None, by, NOW).await.map(|_| ()),
            teams::rename(&mut tx, a, north, "New", by, NOW).await,
            teams::move_under(&mut tx, a, north, None, by, NOW).await,
            teams::merge(&mut tx, a, north, north, by, NOW).await,
            teams::archive(&mut tx, a, north, 0, by, NOW).await,
            teams::restore(&mut tx, a, north, by, NOW).await,
        ] {
            assert!(matches!(denied, Err(Error::Denied(_))), "{denied:?}");
        }
    }
    let mut tx = office.tx().await;
    teams::rename(&mut tx, office.account, north, "New", &by(office.admin), NOW).await.unwrap();
}
