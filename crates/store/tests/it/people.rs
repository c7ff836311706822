//! Accounts and people: what is unique, what a list shows, and the ways a person moves on.

use plan::choices::Actor;
use plan::snapshot::{Access, Role, Status};
use store::invitations::{self, Attention, Stage};
use store::users::list::{Counts, Filter, counts, export, list};
use store::users::{self, NewUser};
use store::{AccountId, Db, Error, Micros, Page, Taken, Wait};
use store::{accounts, audit, invites};

use crate::world::{self, NOW, account, create, key, person};

fn is_taken(result: Result<impl std::fmt::Debug, Error>, taken: &Taken) {
    match result {
        Err(Error::Conflict(what)) => assert_eq!(&what, taken),
        other => panic!("{taken:?} is not refused: {other:?}"),
    }
}

#[tokio::test]
async fn an_account_begins_with_an_admin_who_can_sign_in() {
    let db = world::db().await;
    let new = world::new_account();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let (account, admin) = accounts::create(&mut tx, &new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut view = db.view().await.unwrap();
    let found = accounts::by_slug(&mut view, &new.slug).await.unwrap();
    assert_eq!(found, accounts::by_id(&mut view, account).await.unwrap());
    assert_eq!((found.paid(), &found.settings), (10, &new.settings));
    let who = users::sign_in(&mut view, &new.admin.email).await.unwrap().unwrap();
    assert_eq!((who.account, who.user, who.role), (account, admin, Role::Admin));
    assert_eq!((who.status, who.password_hash), (Status::Active, None));
    assert!(accounts::all(&mut view).await.unwrap().iter().any(|one| one.id == account));
}

#[tokio::test]
async fn a_short_name_is_given_once() {
    let db = world::db().await;
    let new = world::new_account();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    accounts::create(&mut tx, &new, NOW).await.unwrap();
    let again = accounts::NewAccount { slug: new.slug, ..world::new_account() };
    is_taken(accounts::create(&mut tx, &again, NOW).await, &Taken::Slug);
}

#[tokio::test]
async fn taking_an_account_raises_its_revision_and_nothing_else() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let before = accounts::by_id(&mut tx, account).await.unwrap();
    let taken = accounts::take(&mut tx, account).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(taken, accounts::Account { revision: before.revision + 1, ..before });
    let mut view = db.view().await.unwrap();
    assert_eq!(accounts::by_id(&mut view, account).await.unwrap(), taken);
}

#[tokio::test]
async fn letting_managers_import_is_written_down_with_who_decided_it() {
    let db = world::db().await;
    let (account, admin) = account(&db).await;
    let by = Actor::Person { id: admin.0, role: Role::Admin };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let before = accounts::by_id(&mut tx, account).await.unwrap();
    assert!(!before.managers_import, "off by default");
    for allowed in [true, true, false] {
        accounts::let_managers_import(&mut tx, account, allowed, &by, NOW).await.unwrap();
        assert_eq!(accounts::by_id(&mut tx, account).await.unwrap().managers_import, allowed);
    }
    let told = audit::newest(&mut tx, account, 10).await.unwrap();
    let told: Vec<_> = told.iter().map(|one| (one.action.as_str(), one.detail.as_str(), one.actor)).collect();
    let action = "account.managers_import";
    assert_eq!(told, [(action, "false", by), (action, "true", by)], "once for each change");
    assert!(accounts::by_id(&mut tx, account).await.unwrap().revision > before.revision);
}

#[tokio::test]
async fn who_waits_too_long_for_an_account_hears_that_it_is_busy() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut holds = db.begin(Wait::Short).await.unwrap();
    accounts::take(&mut holds, account).await.unwrap();
    let impatient =
        store::DbOptions { short_wait: std::time::Duration::from_millis(50), ..store::DbOptions::default() };
    let other = Db::open(&world::shared_url(), impatient).await.unwrap();
    let waits = async {
        let mut tx = other.begin(Wait::Short).await?;
        accounts::take(&mut tx, account).await
    };
    let busy = waits.await.unwrap_err();
    assert!(matches!(busy, Error::Busy), "{busy}");
}

#[tokio::test]
async fn keys_are_unique_in_an_account_but_for_those_that_are_free() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let ana = NewUser { external_id: Some("007".to_owned()), ..person("Ana", "Ruiz", Status::Invited) };
    let first = create(&db, account, &ana).await.unwrap();
    let same_email = NewUser { email: ana.email.clone(), ..person("B", "B", Status::Invited) };
    is_taken(create(&db, account, &same_email).await, &Taken::Email);
    let same_phone = NewUser { phone: ana.phone, ..person("B", "B", Status::Invited) };
    is_taken(create(&db, account, &same_phone).await, &Taken::Phone);
    let same_id = NewUser { external_id: Some("007".to_owned()), ..person("B", "B", Status::Invited) };
    is_taken(create(&db, account, &same_id).await, &Taken::ExternalId);
    let other_zeros = NewUser { external_id: Some("7".to_owned()), ..person("B", "B", Status::Invited) };
    create(&db, account, &other_zeros).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    users::cancel(&mut tx, &key(), account, first, NOW).await.unwrap();
    tx.commit().await.unwrap();
    create(&db, account, &ana).await.unwrap();
}

/// An account in which every paid seat is in use, with somebody suspended.
async fn full_account(db: &Db, may_buy: bool) -> (AccountId, store::UserId) {
    let new = world::new_account();
    let settings = accounts::Settings { commitment: 2, may_buy, ..new.settings };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let (account, _) =
        accounts::create(&mut tx, &accounts::NewAccount { settings, ..new }, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let away = create(db, account, &person("Away", "Away", Status::Suspended)).await.unwrap();
    create(db, account, &person("Last", "Seat", Status::Invited)).await.unwrap();
    (account, away)
}

#[tokio::test]
async fn nobody_gets_a_seat_that_is_not_paid_for() {
    let db = world::db().await;
    let (account, away) = full_account(&db, false).await;
    for status in [Status::Invited, Status::Active] {
        let refused = create(&db, account, &person("One", "More", status)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let refused = users::reactivate(&mut tx, account, away, NOW).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    tx.roll_back().await.unwrap();
    create(&db, account, &person("No", "Seat", Status::Suspended)).await.unwrap();
}

#[tokio::test]
async fn an_account_that_may_buy_seats_buys_what_is_missing_and_no_more() {
    let db = world::db().await;
    let (account, away) = full_account(&db, true).await;
    create(&db, account, &person("One", "More", Status::Invited)).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    users::reactivate(&mut tx, account, away, NOW).await.unwrap();
    users::suspend(&mut tx, account, away, NOW).await.unwrap();
    users::reactivate(&mut tx, account, away, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut view = db.view().await.unwrap();
    assert_eq!(accounts::by_id(&mut view, account).await.unwrap().paid(), 4);
    let changes = store::seats::changes(&mut view, account).await.unwrap();
    let steps: Vec<_> = changes.iter().map(|change| (change.import, change.before, change.after)).collect();
    assert_eq!(steps, [(None, 2, 3), (None, 3, 4)]);
}

#[tokio::test]
async fn a_suspended_persons_phone_is_free_until_they_come_back() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let gone = person("Gone", "Gone", Status::Active);
    let id = create(&db, account, &gone).await.unwrap();
    let heir = NewUser { phone: gone.phone, ..person("Heir", "Heir", Status::Invited) };
    is_taken(create(&db, account, &heir).await, &Taken::Phone);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    users::suspend(&mut tx, account, id, NOW).await.unwrap();
    tx.commit().await.unwrap();
    create(&db, account, &heir).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    is_taken(users::reactivate(&mut tx, account, id, NOW).await, &Taken::Phone);
}

#[tokio::test]
async fn over_the_installation_only_people_who_have_joined_hold_their_keys() {
    let db = world::db().await;
    let (here, _) = account(&db).await;
    let (there, _) = account(&db).await;
    let invited = person("Ana", "Ruiz", Status::Invited);
    create(&db, here, &invited).await.unwrap();
    create(&db, there, &invited).await.unwrap();
    let joined = person("Bo", "Bo", Status::Active);
    create(&db, here, &joined).await.unwrap();
    let phone_only = NewUser { email: person("", "", Status::Active).email, ..joined.clone() };
    is_taken(create(&db, there, &phone_only).await, &Taken::Phone);
    let email_only = NewUser { phone: Some(world::phone()), ..joined };
    is_taken(create(&db, there, &email_only).await, &Taken::Email);
}

#[tokio::test]
async fn somebody_suspended_is_made_active_again_once() {
    let db = world::db().await;
    let (account, admin) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let second =
        NewUser { role: Role::Admin, access: Access::Global, ..person("Bea", "Boss", Status::Active) };
    users::create(&mut tx, account, &second, NOW).await.unwrap();
    users::suspend(&mut tx, account, admin, NOW).await.unwrap();
    users::reactivate(&mut tx, account, admin, NOW).await.unwrap();
    let late = users::reactivate(&mut tx, account, admin, NOW).await.unwrap_err();
    assert!(matches!(late, Error::Stale(_)), "{late}");
    assert_eq!(users::get(&mut tx, account, admin).await.unwrap().version, 3);
}

/// Five people, of whom one is cancelled.
async fn five(db: &Db, account: AccountId) {
    for (first, last, status) in [
        ("José", "Núñez", Status::Invited),
        ("Ana", "Ruiz", Status::Active),
        ("Ana", "Abel", Status::Suspended),
        ("Zoë", "50%_off", Status::Invited),
        ("Old", "Old", Status::Cancelled),
    ] {
        create(db, account, &person(first, last, status)).await.unwrap();
    }
}

async fn names(db: &Db, account: AccountId, filter: Filter, page: Page) -> (Vec<String>, u32) {
    let mut view = db.view().await.unwrap();
    let listed = list(&mut view, account, &filter, page).await.unwrap();
    let name = |user: &users::User| format!("{} {}", user.values.first_name, user.values.last_name);
    (listed.rows.iter().map(name).collect(), listed.total)
}

#[tokio::test]
async fn a_list_is_sorted_by_last_name_and_hides_the_cancelled() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    five(&db, account).await;
    let (all, total) = names(&db, account, Filter::default(), Page::default()).await;
    assert_eq!(all, ["Zoë 50%_off", "Ana Abel", "Ada Admin", "José Núñez", "Ana Ruiz"]);
    assert_eq!(total, 5);
    let (part, total) = names(&db, account, Filter::default(), Page { offset: 1, limit: 2 }).await;
    assert_eq!((part, total), (vec!["Ana Abel".to_owned(), "Ada Admin".to_owned()], 5));
    let gone = Filter { status: Some(Status::Cancelled), ..Filter::default() };
    assert_eq!(names(&db, account, gone, Page::default()).await, (vec!["Old Old".to_owned()], 1));
    let admins = Filter { role: Some(Role::Admin), ..Filter::default() };
    assert_eq!(names(&db, account, admins, Page::default()).await.1, 1);
}

#[tokio::test]
async fn a_search_finds_words_in_any_order_without_accents_and_takes_wildcards_as_letters() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    five(&db, account).await;
    for (words, found) in [
        ("jose nunez", vec!["José Núñez"]),
        ("NÚÑEZ josé", vec!["José Núñez"]),
        ("ana", vec!["Ana Abel", "Ana Ruiz"]),
        ("ana ruiz x.example", vec!["Ana Ruiz"]),
        ("0%_", vec!["Zoë 50%_off"]),
        ("a_a", vec![]),
        ("nobody", vec![]),
    ] {
        let filter = Filter { search: words.to_owned(), ..Filter::default() };
        assert_eq!(names(&db, account, filter, Page::default()).await.0, found, "{words}");
    }
}

#[tokio::test]
async fn counts_are_by_status_and_seats_are_of_invited_and_active_people() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    five(&db, account).await;
    let mut view = db.view().await.unwrap();
    let counts = counts(&mut view, account).await.unwrap();
    let expected = Counts { invited: 2, active: 2, suspended: 1, cancelled: 1, active_admins: 1 };
    assert_eq!((counts, counts.people(), counts.seats_used()), (expected, 5, 4));
}

#[tokio::test]
async fn an_export_in_parts_has_everybody_once_with_memberships() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let north = store::teams::create(&mut tx, account, "North", None, &Actor::Operator, NOW).await.unwrap();
    let south = store::teams::create(&mut tx, account, "South", None, &Actor::Operator, NOW).await.unwrap();
    let area = store::territories::create(&mut tx, account, "A1", None, &Actor::Operator, NOW).await.unwrap();
    for number in 0..7 {
        let new = NewUser {
            teams: if number % 2 == 0 { vec![south, north] } else { vec![] },
            territories: vec![area],
            ..person("P", &format!("P{number}"), Status::Invited)
        };
        users::create(&mut tx, account, &new, Micros(NOW.0 + number)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut view = db.view().await.unwrap();
    let mut all: Vec<users::User> = Vec::new();
    loop {
        let after = all.last().map(|user| user.values.email.clone());
        let part = export(&mut view, account, after.as_deref(), 3).await.unwrap();
        if part.is_empty() {
            break;
        }
        all.extend(part);
    }
    assert_eq!(all.len(), 8);
    assert!(all.is_sorted_by_key(|user| &user.values.email));
    assert_eq!(all.iter().filter(|user| user.values.teams == [north, south]).count(), 4);
    assert_eq!(all.iter().filter(|user| user.values.territories == [area]).count(), 7);
    for user in &all {
        assert_eq!(&users::by_email(&mut view, account, &user.values.email).await.unwrap(), user);
    }
    let of_team = Filter { team: Some(south), territory: Some(area), ..Filter::default() };
    assert_eq!(list(&mut view, account, &of_team, Page::default()).await.unwrap().total, 4);
}

#[tokio::test]
async fn a_lapsed_link_is_counted_found_and_listed_until_it_is_sent_again() {
    let (db, key) = (world::db().await, key());
    let (account, _) = account(&db).await;
    let invited = create(&db, account, &person("Ana", "Ruiz", Status::Invited)).await.unwrap();
    let other = create(&db, account, &person("Ben", "Abel", Status::Invited)).await.unwrap();
    let day = std::time::Duration::from_hours(24);
    let (lapsed_at, later) = (NOW.after(invites::LIFETIME), NOW.after(invites::LIFETIME).after(day));
    let mut tx = db.begin(Wait::Long).await.unwrap();
    invites::send(&mut tx, &key, account, invited, (invites::LIFETIME, NOW)).await.unwrap();
    invites::send(&mut tx, &key, account, other, (invites::LIFETIME, NOW.after(day * 3))).await.unwrap();
    tx.commit().await.unwrap();
    let mut view = db.view().await.unwrap();
    assert_eq!(invitations::attention(&mut view, account, NOW).await.unwrap(), Attention::default());
    assert_eq!(
        invitations::attention(&mut view, account, later).await.unwrap(),
        Attention { held: 0, lapsed: 1, failed: 0, late: 0 }
    );
    let among = invitations::notable(&mut view, account, &[other, invited], lapsed_at).await.unwrap();
    assert_eq!(among, [(invited, Stage::Lapsed)]);
    drop(view);
    let filter = |lapsed| Filter { invitation: Some((Stage::Lapsed, lapsed)), ..Filter::default() };
    assert_eq!(names(&db, account, filter(later), Page::default()).await, (vec!["Ana Ruiz".to_owned()], 1));
    let mut tx = db.begin(Wait::Long).await.unwrap();
    invites::send(&mut tx, &key, account, invited, (invites::LIFETIME, later)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names(&db, account, filter(later), Page::default()).await, (Vec::new(), 0));
}
