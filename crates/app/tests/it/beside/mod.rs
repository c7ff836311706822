//! Beside a large import, others go on: people who sign in and read pages, on SQLite, where there is one writer at a time;
//! and other imports. Nothing here is timed; what counts is that every request is answered as it should be, and that many
//! of them were while the import was being written.

mod load;
mod three;

use app::pipeline::{Agreed, Pipeline};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::users::{self, NewUser};
use store::{Wait, imports, users::list};
use tempfile::TempDir;

use self::load::{Answered, Load};
use crate::support::files::people;
use crate::support::program::{Mark, Running, program, run};
use crate::support::tell;
use crate::support::world::{self, Company, company, empty_url, is_postgres, pipeline_at, unique};

const PASSWORD: &str = "copper lantern 42";
/// People who sign in, beside the Admin.
const MEMBERS: u64 = 8;

/// Rows of the import.
const ROWS: u32 = 100_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_and_reading_pages_go_on_without_a_failure_while_a_large_import_is_applied() {
    if is_postgres() {
        return; // There writers of different tables do not meet.
    }
    let (home, url) = (TempDir::new().unwrap(), empty_url());
    run(&["migrate"], home.path(), &url);
    let (import, emails) = prepare(&url).await;
    let mut serving = program(&["serve", "--listen", "127.0.0.1:0"], home.path(), &url);
    serving.env("MUSTER_TRUSTED_PROXIES", "127.0.0.1");
    // That somebody waited for a connection says how busy the machine is, and nothing of what is tested here.
    serving.env("MUSTER_LOG", "warn,sqlx::pool=error,store::apply=debug");
    let mut serving = Running::start(serving);
    let address = serving.address();

    let load = Load::begin(address, import, &emails, PASSWORD).await;
    let (mut serving, span) = tokio::task::spawn_blocking(move || {
        let span = [Mark::Writing, Mark::Committed].map(|mark| serving.until(mark).unwrap());
        (serving, span)
    })
    .await
    .unwrap();
    let answered = load.end().await;
    assert_eq!(answered.failures(), [] as [String; 0]);
    assert_eq!(serving.complaints(), [] as [String; 0]);
    assert_beside(&answered, span);
    drop(serving);

    run(&["check"], home.path(), &url);
    let db = world::open(&url).await;
    let mut view = db.view().await.unwrap();
    let counts = list::counts(&mut view, import.0).await.unwrap();
    assert_eq!((counts.invited, counts.active), (ROWS, 1 + MEMBERS as u32));
    assert_eq!(imports::get(&mut view, import.0, import.1).await.unwrap().status, imports::Status::Applied);
}

/// Reads that were over, and sign-ins that had begun, while the transaction was open.
fn assert_beside(answered: &Answered, [writing, committed]: [std::time::Instant; 2]) {
    let inside = |at: std::time::Instant| writing <= at && at <= committed;
    let reads = answered.reads.iter().filter(|one| inside(one.begun) && inside(one.ended)).count();
    let sign_ins = answered.sign_ins.iter().filter(|one| inside(one.begun)).count();
    let all = (answered.reads.len(), answered.sign_ins.len());
    let span = committed.duration_since(writing);
    tell(format_args!(
        "{ROWS} rows, {span:?} of writing: {reads} pages read, {sign_ins} sign-ins, of {all:?}"
    ));
    assert!(reads >= 10, "{reads} pages were read beside the import, of {all:?}");
    assert!(sign_ins >= 1, "{sign_ins} people signed in beside the import, of {all:?}");
}

/// An account whose people can sign in, and an approved import that nobody has begun to apply.
async fn prepare(url: &str) -> ((store::AccountId, store::ImportId), Vec<String>) {
    let db = world::open(url).await;
    let pipeline = pipeline_at(&db, app::clock::now);
    let company = company(&db).await;
    let emails = members(&pipeline, &company).await;
    let (account, by) = (company.account, company.actor());
    let file = people(ROWS, "large.example").into_bytes();
    let import = pipeline.upload(account, by, "large.csv", file).await.unwrap();
    let plan = pipeline.plan(account, import, by).await.unwrap();
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = Agreed { by, seen: plan.fingerprint(), confirm, from: None };
    pipeline.approve(account, import, agreed).await.unwrap();
    db.close().await;
    ((account, import), emails)
}

/// Admins who have joined, and the addresses of all who can sign in.
async fn members(pipeline: &Pipeline, company: &Company) -> Vec<String> {
    let hash = app::password::hash(PASSWORD.to_owned()).await.unwrap();
    let mut tx = pipeline.db().begin(Wait::Long).await.unwrap();
    let (account, now) = (company.account, pipeline.now());
    users::set_password(&mut tx, account, company.admin, &hash, now).await.unwrap();
    let mut emails = vec![format!("ada@{}.example", company.slug)];
    for number in 0..MEMBERS {
        let email = format!("member{number}@{}.example", company.slug);
        let member = NewUser {
            first_name: "Mia".to_owned(),
            last_name: format!("Member{number}"),
            email: email.clone(),
            phone: PhoneNumber::from_digits(13_125_550_000 + unique()),
            role: Role::Admin,
            access: Access::Global,
            external_id: None,
            status: Status::Active,
            teams: Vec::new(),
            territories: Vec::new(),
        };
        let id = users::create(&mut tx, account, &member, now).await.unwrap();
        users::set_password(&mut tx, account, id, &hash, now).await.unwrap();
        emails.push(email);
    }
    tx.commit().await.unwrap();
    emails
}
