//! Teams and territories of another account: nothing is shown of them, and nothing is done with them.

use std::collections::BTreeSet;

use plan::choices::Actor;
use store::territories::Colour;
use store::{AccountId, TeamId, TerritoryId, Wait, teams, territories};

use super::nothing::Nothing as _;
use super::victim::Victim;
use crate::world::NOW;

/// A team and a territory of the account that asks, so that what is another's stands beside something of its own.
async fn own_groups(v: &Victim, there: AccountId) -> (TeamId, TerritoryId) {
    let mut tx = v.scene.db.begin(Wait::Long).await.unwrap();
    let team = teams::create(&mut tx, there, "Own", None, &Actor::Operator, NOW).await.unwrap();
    let territory = territories::create(&mut tx, there, "Own", None, &Actor::Operator, NOW).await.unwrap();
    tx.commit().await.unwrap();
    (team, territory)
}

/// What is another account's beside something of its own, in each of the two places.
pub async fn second_places(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    let (team, territory) = own_groups(v, there).await;
    let by = Actor::Operator;
    calls! { v, tx, called:
        "teams::move_under" => teams::move_under(&mut tx, there, team, Some(v.team), &by, NOW),
        "teams::merge" => teams::merge(&mut tx, there, team, v.team, &by, NOW),
        "teams::merge" => teams::merge(&mut tx, there, v.team, team, &by, NOW),
        "territories::move_under" => territories::move_under(&mut tx, there, territory, Some(v.territory), &by, NOW),
        "territories::merge" => territories::merge(&mut tx, there, territory, v.territory, &by, NOW),
        "territories::merge" => territories::merge(&mut tx, there, v.territory, territory, &by, NOW),
    }
    let mut view = v.scene.db.view().await.unwrap();
    // Nothing happened to its own either.
    let (teams, territories) =
        (teams::all(&mut view, there).await.unwrap(), territories::all(&mut view, there).await.unwrap());
    assert!(teams.iter().chain(&territories).all(|own| own.parent.is_none()));
    assert_eq!((teams.len(), territories.len()), (1, 1));
}

/// Each function, with what is another account's in the first place.
pub async fn trees(v: &Victim, there: AccountId, called: &mut BTreeSet<&'static str>) {
    calls! { v, tx, called:
        "teams::tree" => teams::tree(&mut tx, there),
        "teams::all" => teams::all(&mut tx, there),
        "teams::archived" => teams::archived(&mut tx, there),
        "teams::former_names" => teams::former_names(&mut tx, there, v.team),
        "teams::rename" => teams::rename(&mut tx, there, v.team, "Theirs", &Actor::Operator, NOW),
        "teams::move_under" => teams::move_under(&mut tx, there, v.team, None, &Actor::Operator, NOW),
        "teams::merge" => teams::merge(&mut tx, there, v.team, v.team, &Actor::Operator, NOW),
        "teams::leaving" => teams::leaving(&mut tx, there, v.team),
        "teams::archive" => teams::archive(&mut tx, there, v.team, 1, &Actor::Operator, NOW),
        "teams::restore" => teams::restore(&mut tx, there, v.team, &Actor::Operator, NOW),
        "teams::create" => teams::create(&mut tx, there, "Below", Some(v.team), &Actor::Operator, NOW),
        "territories::tree" => territories::tree(&mut tx, there),
        "territories::all" => territories::all(&mut tx, there),
        "territories::archived" => territories::archived(&mut tx, there),
        "territories::former_names" => territories::former_names(&mut tx, there, v.territory),
        "territories::rename" => territories::rename(&mut tx, there, v.territory, "Theirs", &Actor::Operator, NOW),
        "territories::move_under" => territories::move_under(&mut tx, there, v.territory, None, &Actor::Operator, NOW),
        "territories::merge" => territories::merge(&mut tx, there, v.territory, v.territory, &Actor::Operator, NOW),
        "territories::leaving" => territories::leaving(&mut tx, there, v.territory),
        "territories::archive" => territories::archive(&mut tx, there, v.territory, 1, &Actor::Operator, NOW),
        "territories::restore" => territories::restore(&mut tx, there, v.territory, &Actor::Operator, NOW),
        "territories::create" => territories::create(&mut tx, there, "Below", Some(v.territory), &Actor::Operator, NOW),
        "territories::set_colour" =>
            territories::set_colour(&mut tx, there, v.territory, Some(Colour::Red), &Actor::Operator, NOW),
    }
}
