//! Files, and the inputs of a wizard in progress.

use std::time::Duration;

use plan::choices::{Actor, Choices, Inviting};
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::MappingFile;
use plan::sheet::Format;
use store::accounts::company::{self, Company};
use store::accounts::{self, Rules};
use store::files::{self, Packed};
use store::imports::approval::{self, Agreement};
use store::imports::history::{Filter, list, outcomes};
use store::imports::wizard::{self, Upload};
use store::imports::{self, Status, Step};
use store::{AccountId, Db, Error, ImportId, Page, Wait};

use crate::scene::{self, scene};
use crate::world::{self, NOW, account};

/// Bytes that do not repeat, two pieces and a bit of them.
fn large() -> Vec<u8> {
    let mut state = 7_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..(2 << 20) + 5).map(next).collect()
}

fn upload() -> Upload {
    Upload {
        actor: Actor::Operator,
        file_name: "People 100%.csv".to_owned(),
        format: Format::Csv,
        original: Packed::new(b"Email\nana@x.example\n").unwrap(),
        sheet: Packed::new(b"sheet").unwrap(),
        mapping: MappingFile::default(),
        choices: Choices::default(),
    }
}

async fn begun(db: &Db, account: AccountId) -> ImportId {
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let import = wizard::create(&mut tx, account, &upload(), NOW).await.unwrap();
    tx.commit().await.unwrap();
    import
}

#[tokio::test]
async fn a_file_of_several_pieces_comes_back_as_it_was() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    for bytes in [large(), Vec::new(), vec![0; 1 << 20]] {
        let packed = Packed::new(&bytes).unwrap();
        let mut tx = db.begin(Wait::Long).await.unwrap();
        let id = files::put(&mut tx, account, &packed, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut view = db.view().await.unwrap();
        assert!(files::get(&mut view, account, id).await.unwrap() == bytes);
    }
}

#[tokio::test]
async fn a_file_that_was_tampered_with_is_refused_and_one_that_was_erased_is_gone() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    let (account, _) = account(&db).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let id = files::put(&mut tx, account, &Packed::new(&large()).unwrap(), NOW).await.unwrap();
    tx.commit().await.unwrap();
    world::raw(&url, "DELETE FROM file_pieces WHERE number = 2").await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let damaged = files::get(&mut tx, account, id).await.unwrap_err();
    assert!(matches!(damaged, Error::Damaged(_)), "{damaged}");
    files::erase(&mut tx, account, id, NOW).await.unwrap();
    let gone = files::get(&mut tx, account, id).await.unwrap_err();
    assert!(matches!(gone, Error::NotFound(_)), "{gone}");
}

#[tokio::test]
async fn an_import_keeps_its_inputs_and_counts_their_changes() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let import = begun(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let mapping = MappingFile {
        columns: [(0, Some(Field::Email))].into(),
        constants: [(Field::Role, "Sales".to_owned())].into(),
        ..MappingFile::default()
    };
    let choices = Choices { invites: Inviting::Held, valid_rows_only: true, ..Choices::default() };
    wizard::set_mapping(&mut tx, account, import, &mapping, NOW).await.unwrap();
    wizard::set_choices(&mut tx, account, import, choices, NOW).await.unwrap();
    wizard::set_step(&mut tx, account, import, Step::Fix, NOW).await.unwrap();
    let found = imports::get(&mut tx, account, import).await.unwrap();
    assert_eq!((found.mapping, found.choices, found.step, found.revision), (mapping, choices, Step::Fix, 3));
    assert_eq!((found.status, found.size, found.approval), (Status::Draft, 20, None));
    assert_eq!(files::get(&mut tx, account, found.sheet.unwrap()).await.unwrap(), b"sheet");
}

#[tokio::test]
async fn fixes_are_added_taken_back_and_brought_back() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let import = begun(&db, account).await;
    let skip = Fix::SkipRows { rows: vec![3] };
    let drop = Fix::DropValue { field: Field::Teams, value: "Nort".to_owned() };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let actor = Actor::Operator;
    let first = wizard::add_fix(&mut tx, account, import, &skip, &actor, NOW).await.unwrap();
    let second = wizard::add_fix(&mut tx, account, import, &drop, &actor, NOW).await.unwrap();
    wizard::withdraw_fix(&mut tx, account, import, first, NOW).await.unwrap();
    assert!(wizard::withdraw_fix(&mut tx, account, import, first, NOW).await.is_err());
    let made = wizard::fixes(&mut tx, account, import).await.unwrap();
    assert_eq!(made.iter().map(|one| (one.number, &one.fix)).collect::<Vec<_>>(), [(second, &drop)]);
    wizard::restore_fix(&mut tx, account, import, first, NOW).await.unwrap();
    assert_eq!(wizard::fixes(&mut tx, account, import).await.unwrap().len(), 2);
    // Read in another way, rows are other rows: what names rows is taken back.
    let sheet = Packed::new(b"other").unwrap();
    wizard::set_reading(&mut tx, account, import, &MappingFile::default(), &sheet, NOW).await.unwrap();
    let made = wizard::fixes(&mut tx, account, import).await.unwrap();
    assert_eq!(made.iter().map(|one| one.number).collect::<Vec<_>>(), [second]);
}

#[tokio::test]
async fn a_discarded_import_takes_no_input_and_has_no_file() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let import = begun(&db, account).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    wizard::discard(&mut tx, account, import, NOW).await.unwrap();
    let refused = wizard::set_step(&mut tx, account, import, Step::Fix, NOW).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    let found = imports::get(&mut tx, account, import).await.unwrap();
    assert_eq!(found.status, Status::Discarded);
    assert!(files::get(&mut tx, account, found.original.unwrap()).await.is_err());
}

#[tokio::test]
async fn the_history_is_filtered_by_state_and_file_name_the_newest_first() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let (older, newer) = (begun(&db, account).await, begun(&db, account).await);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let all = list(&mut tx, account, &Filter::default(), Page::default()).await.unwrap();
    assert_eq!(all.rows.iter().map(|one| one.id).collect::<Vec<_>>(), [newer, older]);
    wizard::discard(&mut tx, account, older, NOW).await.unwrap();
    for (statuses, file, found) in [
        (vec![Status::Draft], "", 1),
        (vec![Status::Draft, Status::Discarded], "PEOPLE 100%", 2),
        (vec![], "100_", 0),
        (vec![Status::Applied], "", 0),
    ] {
        let filter = Filter { statuses, file: file.to_owned(), ..Filter::default() };
        let listed = list(&mut tx, account, &filter, Page { offset: 0, limit: 1 }).await.unwrap();
        assert_eq!(listed.total, found, "{filter:?}");
    }
    let rows = outcomes(&mut tx, account, newer, None, "ana", Page::default()).await.unwrap();
    assert_eq!(rows.total, 0);
}

#[tokio::test]
async fn a_wizard_left_alone_loses_its_files_and_is_discarded() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    let (account, _) = account(&db).await;
    let import = begun(&db, account).await;
    let later = NOW.after(Duration::from_secs(1));
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let second = Duration::from_secs(1);
    assert_eq!(files::expired(&mut tx, (Duration::ZERO, second), later, 9).await.unwrap(), []);
    for left in [2, 1, 0] {
        let expired = files::expired(&mut tx, (second, Duration::ZERO), later, 9).await.unwrap();
        assert_eq!(expired.len(), left);
        if let Some((owner, file)) = expired.first() {
            assert!(files::expire(&mut tx, *owner, *file, (second, Duration::ZERO), later).await.unwrap());
        }
    }
    assert_eq!(imports::get(&mut tx, account, import).await.unwrap().status, Status::Discarded);
}

#[tokio::test]
async fn files_are_kept_as_long_as_their_account_says_and_never_longer_than_the_installation() {
    let url = world::empty_url().await;
    let db = world::open(&url).await;
    db.migrate(NOW).await.unwrap();
    let (account, _) = account(&db).await;
    begun(&db, account).await;
    let days = |days: u64| Duration::from_hours(24 * days);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    for (kept, after, gone) in
        [(None, 6, 0), (Some(3), 2, 0), (Some(3), 4, 2), (Some(3650), 6, 0), (Some(3650), 8, 2)]
    {
        let old = Company::of(&accounts::by_id(&mut tx, account).await.unwrap());
        let new = Company { rules: Rules { keep_files_days: kept, ..old.rules }, ..old.clone() };
        company::set(&mut tx, account, (&old.digest(), &new), &Actor::Operator, NOW).await.unwrap();
        let now = NOW.after(days(after));
        let expired = files::expired(&mut tx, (days(90), days(7)), now, 9).await.unwrap();
        assert_eq!(expired.len(), gone, "kept for {kept:?} days, after {after}");
    }
}

#[tokio::test]
async fn a_file_that_somebody_goes_on_with_meanwhile_does_not_expire() {
    let db = world::db().await;
    let (account, _) = account(&db).await;
    let import = begun(&db, account).await;
    let (second, later) = (Duration::from_secs(1), NOW.after(Duration::from_secs(9)));
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let file = imports::get(&mut tx, account, import).await.unwrap().original.unwrap();
    // It was found to be left alone; then somebody is there again.
    wizard::set_step(&mut tx, account, import, Step::Fix, later).await.unwrap();
    assert!(!files::expire(&mut tx, account, file, (second, second), later).await.unwrap());
    assert!(files::is_there(&mut tx, account, file).await.unwrap());
    assert_eq!(imports::get(&mut tx, account, import).await.unwrap().status, Status::Draft);
}

#[tokio::test]
async fn the_file_of_an_import_that_somebody_agrees_to_stays_whoever_erases_it_at_that_moment() {
    let scene = scene().await;
    let recipe = scene::recipe(scene::sheet(&[]));
    let (plan, import) = (scene.plan(&recipe).await, scene.begin(&recipe).await);
    let mut agreeing = scene.db.begin(Wait::Long).await.unwrap();
    let file = imports::get(&mut agreeing, scene.account, import).await.unwrap().original.unwrap();
    let agreed = Agreement { revision: 1, plan: &plan, confirm: None, by: Actor::Operator };
    assert!(approval::approve(&mut agreeing, scene.account, import, agreed, NOW).await.unwrap());
    let (db, account) = (scene.db.clone(), scene.account);
    let erasing = tokio::spawn(async move {
        let mut tx = db.begin(Wait::Long).await.unwrap();
        files::erase(&mut tx, account, file, NOW).await?;
        tx.commit().await
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    agreeing.commit().await.unwrap();
    let refused = erasing.await.unwrap().unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    let mut view = scene.db.view().await.unwrap();
    assert!(files::is_there(&mut view, scene.account, file).await.unwrap());
}
