//! Teams and territories: the order of the tree, people in it, and names under a parent.

use plan::choices::Actor;
use plan::snapshot::Status;
use store::users::NewUser;
use store::{Error, Taken, Wait, teams, territories};

use crate::world::{self, NOW, account, create, person};

#[tokio::test]
async fn a_tree_lists_children_below_their_parents_with_people_who_were_not_cancelled() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let west = teams::create(&mut tx, account, "West", None, &Actor::Operator, NOW).await.unwrap();
    let east = teams::create(&mut tx, account, "east", None, &Actor::Operator, NOW).await.unwrap();
    let coast = teams::create(&mut tx, account, "Coast", Some(west), &Actor::Operator, NOW).await.unwrap();
    teams::create(&mut tx, account, "Bay", Some(coast), &Actor::Operator, NOW).await.unwrap();
    teams::create(&mut tx, account, "Alps", Some(west), &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    for (status, teams) in [
        (Status::Invited, vec![coast, east]),
        (Status::Suspended, vec![coast]),
        (Status::Cancelled, vec![coast]),
    ] {
        let new = NewUser { teams, ..person("A", "B", status) };
        create(&db, account, &new).await.unwrap();
    }
    let mut view = db.view().await.unwrap();
    let tree = teams::tree(&mut view, account).await.unwrap();
    let lines: Vec<_> = tree.iter().map(|node| (node.depth, node.name.as_str(), node.people)).collect();
    let expected = [(0, "east", 1), (0, "West", 0), (1, "Alps", 0), (1, "Coast", 2), (2, "Bay", 0)];
    assert_eq!(lines, expected);
    let plain = teams::all(&mut view, account).await.unwrap();
    assert_eq!(plain.len(), 5);
    assert!(plain.is_sorted_by_key(|group| group.id));
    assert_eq!(plain[2].parent, Some(west.0));
}

#[tokio::test]
async fn a_name_is_given_once_under_a_parent_however_it_is_written() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let north = territories::create(&mut tx, account, "North", None, &Actor::Operator, NOW).await.unwrap();
    territories::create(&mut tx, account, "North", Some(north), &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    for parent in [None, Some(north)] {
        let mut tx = db.begin(Wait::Long).await.unwrap();
        let taken = territories::create(&mut tx, account, " NORTH ", parent, &Actor::Operator, NOW)
            .await
            .unwrap_err();
        assert!(matches!(taken, Error::Conflict(Taken::Name)), "{taken}");
    }
}
