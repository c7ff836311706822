//! What happens in the background, and that any process can do it.

use std::time::Duration;

use app::jobs::{Worker, stop};
use app::pipeline::applying::{APPLY, ApplyJob};
use app::pipeline::{Agreed, Error, Pipeline};
use jiff::Timestamp;
use store::imports::Status;
use store::invitations::{self, Stage};
use store::{Db, ImportId, Wait, jobs, messages};

use super::support::files::people;
use super::support::world::{Company, company, now, own_db, pipeline, pipeline_at};

const KEEP: Duration = Duration::from_hours(90 * 24);

fn worker(pipeline: &Pipeline) -> Worker {
    Worker::new(pipeline.clone(), KEEP, || 4)
}

/// An approved import of so many people, and the account it is in.
async fn approved(db: &Db, rows: u32) -> (Pipeline, Company, ImportId) {
    let pipeline = pipeline(db);
    let company = company(db).await;
    let bytes = people(rows, &format!("{}.example", company.slug)).into_bytes();
    let import = pipeline.upload(company.account, company.actor(), "people.csv", bytes).await.unwrap();
    let plan = pipeline.plan(company.account, import, company.actor()).await.unwrap();
    let agreed = Agreed { by: company.actor(), seen: plan.fingerprint(), confirm: None, from: None };
    pipeline.approve(company.account, import, agreed).await.unwrap();
    (pipeline, company, import)
}

async fn status(pipeline: &Pipeline, company: &Company, import: ImportId) -> Status {
    pipeline.inputs(company.account, import).await.unwrap().import.status
}

/// E-mails and text messages of an import by state; how many invitations there are, were opened and were accepted.
type Standing = ([Vec<(String, u32)>; 2], [u32; 3]);

async fn standing(pipeline: &Pipeline, company: &Company, import: ImportId) -> Standing {
    let mut view = pipeline.db().view().await.unwrap();
    let counts = invitations::counts(&mut view, company.account, Some(import), pipeline.now()).await.unwrap();
    let numbers = [counts.all, counts.of(Stage::Opened), counts.of(Stage::Joined)];
    ([counts.email, counts.text], numbers)
}

fn all_in_outbox(invites: u32) -> Standing {
    let states = vec![("outbox".to_owned(), invites)];
    ([states.clone(), states], [invites, 0, 0])
}

#[tokio::test]
async fn an_approved_import_is_applied_by_whichever_process_is_there_and_its_invites_stand_in_the_outbox() {
    let db = own_db().await;
    let (_, company, import) = approved(&db, 30).await;
    let other = pipeline(&db);
    worker(&other).drain().await.unwrap();
    assert_eq!(status(&other, &company, import).await, Status::Applied);
    assert_eq!(standing(&other, &company, import).await, all_in_outbox(30));
    assert!(worker(&other).is_idle().await.unwrap());
    let mut view = db.view().await.unwrap();
    let page = store::Page { offset: 0, limit: 100 };
    let shown = messages::outbox(&mut view, company.account, "", page).await.unwrap();
    assert_eq!((shown.rows.len(), shown.total), (30, 30));
}

#[tokio::test]
async fn an_import_in_the_hands_of_a_process_that_died_is_taken_up_at_the_next_start() {
    let db = own_db().await;
    let (pipeline, company, import) = approved(&db, 3).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let claimed = jobs::claim(&mut tx, now(), Duration::from_hours(1), 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claimed.len(), 1);
    worker(&pipeline).drain().await.unwrap();
    assert_eq!(status(&pipeline, &company, import).await, Status::Applied);
    let mut tx = db.begin(Wait::Long).await.unwrap();
    assert!(!jobs::finish(&mut tx, &claimed[0]).await.unwrap(), "the zombie's word counts no more");
}

#[tokio::test]
async fn an_approved_import_without_a_job_is_found_at_the_next_start() {
    let db = own_db().await;
    let (pipeline, company, import) = approved(&db, 3).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let gone = jobs::forget(&mut tx, company.account, APPLY, &ApplyJob { import }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(gone, 1);
    worker(&pipeline).drain().await.unwrap();
    assert_eq!(status(&pipeline, &company, import).await, Status::Applied);
}

#[tokio::test]
async fn a_job_left_behind_by_an_applied_import_ends_without_doing_it_again() {
    let db = own_db().await;
    let (pipeline, company, import) = approved(&db, 3).await;
    pipeline.apply(company.account, import).await.unwrap();
    let mut tx = db.begin(Wait::Long).await.unwrap();
    jobs::enqueue(&mut tx, Some(company.account), APPLY, &ApplyJob { import }, now()).await.unwrap();
    tx.commit().await.unwrap();
    worker(&pipeline).drain().await.unwrap();
    assert_eq!(standing(&pipeline, &company, import).await, all_in_outbox(3));
}

#[tokio::test]
async fn two_workers_at_once_apply_each_import_once() {
    let db = own_db().await;
    let mut imports = Vec::new();
    for _ in 0..4 {
        imports.push(approved(&db, 5).await);
    }
    let (one, two) = (worker(&pipeline(&db)), worker(&pipeline(&db)));
    let (first, second) = tokio::join!(one.drain(), two.drain());
    first.unwrap();
    second.unwrap();
    for (pipeline, company, import) in &imports {
        assert_eq!(status(pipeline, company, *import).await, Status::Applied);
        assert_eq!(standing(pipeline, company, *import).await, all_in_outbox(5));
    }
}

#[tokio::test]
async fn an_import_that_cannot_be_applied_any_more_leaves_the_queue_and_says_why() {
    let db = own_db().await;
    let (pipeline, company, import) = approved(&db, 3).await;
    let mut tx = db.begin(Wait::Long).await.unwrap();
    // Whoever agreed to it is no Admin any more; another one is, so that the account has one.
    let other = store::users::NewUser {
        first_name: "Eve".to_owned(),
        last_name: "Other".to_owned(),
        email: format!("eve@{}.example", company.slug),
        phone: plan::value::phone::PhoneNumber::from_digits(13_129_999_999),
        role: plan::snapshot::Role::Admin,
        access: plan::snapshot::Access::Global,
        external_id: None,
        status: plan::snapshot::Status::Active,
        teams: Vec::new(),
        territories: Vec::new(),
    };
    store::users::create(&mut tx, company.account, &other, now()).await.unwrap();
    store::users::suspend(&mut tx, company.account, company.admin, now()).await.unwrap();
    tx.commit().await.unwrap();
    worker(&pipeline).drain().await.unwrap();
    let inputs = pipeline.inputs(company.account, import).await.unwrap();
    assert_eq!(inputs.import.status, Status::Draft);
    assert!(inputs.import.stale.unwrap().contains("denied"));
}

#[tokio::test]
async fn a_worker_takes_up_what_is_approved_while_it_runs_and_stops_when_told() {
    let db = own_db().await;
    let (stopper, hearer) = stop();
    let running = pipeline(&db);
    let background = tokio::spawn({
        let worker = worker(&running);
        async move { worker.run(hearer).await }
    });
    let (_, company, import) = approved(&db, 5).await;
    while standing(&running, &company, import).await != all_in_outbox(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stopper.stop();
    background.await.unwrap();
}

fn in_ninety_one_days() -> Timestamp {
    super::support::world::clock() + jiff::SignedDuration::from_hours(91 * 24)
}

fn in_eight_days() -> Timestamp {
    super::support::world::clock() + jiff::SignedDuration::from_hours(8 * 24)
}

#[tokio::test]
async fn files_go_when_their_time_is_over_and_the_history_stays() {
    let db = own_db().await;
    let (pipeline, company, import) = approved(&db, 3).await;
    let abandoned =
        pipeline.upload(company.account, company.actor(), "left.csv", people(1, "l.example").into_bytes());
    let abandoned = abandoned.await.unwrap();
    let has_sheet = async |import| match pipeline_at(&db, super::support::world::clock)
        .sheet(company.account, import)
        .await
    {
        Ok(_) => true,
        Err(Error::Store(store::Error::NotFound("file"))) => false,
        Err(other) => panic!("{other}"),
    };
    worker(&pipeline).drain().await.unwrap();
    assert_eq!((has_sheet(import).await, has_sheet(abandoned).await), (true, true));
    worker(&pipeline_at(&db, in_eight_days)).drain().await.unwrap();
    assert_eq!((has_sheet(import).await, has_sheet(abandoned).await), (true, false));
    worker(&pipeline_at(&db, in_ninety_one_days)).drain().await.unwrap();
    assert_eq!((has_sheet(import).await, has_sheet(abandoned).await), (false, false));
    assert_eq!(status(&pipeline, &company, import).await, Status::Applied);
}
