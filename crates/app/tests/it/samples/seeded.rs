//! The example company in a database: made by its import, and what the samples say on top of it.

use std::sync::Arc;

use app::demo::company::{NEIGHBOUR, SLUG};
use app::demo::messy::LINES;
use app::demo::samples::Sample;
use app::demo::seed::{Pays, seed};
use plan::choices::{Actor, Choices, Existing};
use plan::mapping::{MappingFile, Reading};
use plan::plan::{Counts, Plan};
use plan::read::Limits;
use plan::snapshot::{Role, Status};
use store::imports::Status as ImportStatus;
use store::{
    AccountId, Conn, Db, DbOptions, InstallationKey, Micros, Page, accounts, imports, snapshot, users,
};
use tempfile::TempDir;

use super::NoWorkbook;

/// A day in March 2026.
const NOW: Micros = Micros(1_773_300_000_000_000);

async fn company(folder: &TempDir) -> (Db, AccountId) {
    company_at(folder, NOW).await
}

async fn company_at(folder: &TempDir, now: Micros) -> (Db, AccountId) {
    let url = format!("sqlite:{}", folder.path().join("muster.db").display());
    let db = Db::open(&url, DbOptions { create: true, ..DbOptions::default() }).await.unwrap();
    db.migrate(now).await.unwrap();
    let key = InstallationKey::read(&[b'k'; 40]).unwrap();
    seed(&db, &key, "not a hash that anything fits", Pays::Quarterly, now).await.unwrap();
    let account = accounts::by_slug(&mut db.view().await.unwrap(), SLUG).await.unwrap().id;
    (db, account)
}

#[tokio::test]
async fn the_company_came_by_its_import_and_most_people_have_joined() {
    let folder = TempDir::new().unwrap();
    let (db, account) = company(&folder).await;
    let mut view = db.view().await.unwrap();
    let history =
        imports::history::list(&mut view, account, &imports::history::Filter::default(), Page::default())
            .await
            .unwrap();
    assert_eq!(history.rows.len(), 1);
    let import = &history.rows[0];
    assert_eq!((import.status, import.file_name.as_str()), (ImportStatus::Applied, "everybody.csv"));
    assert_eq!(
        import.approval.as_ref().map(|approval| approval.counts),
        Some(Counts { total: 40, create: 39, update: 1, ..Counts::default() })
    );
    let people =
        users::list::list(&mut view, account, &users::list::Filter::default(), Page::default()).await;
    let people = people.unwrap().rows;
    let of = |status| people.iter().filter(|person| person.values.status == status).count();
    assert_eq!(
        (people.len(), of(Status::Active), of(Status::Invited), of(Status::Suspended)),
        (40, 33, 4, 3)
    );
    let dana = people.iter().find(|person| person.values.last_name == "Mitchell").unwrap();
    assert_eq!(dana.values.external_id.as_deref(), Some("00901"));
}

#[tokio::test]
async fn whenever_the_company_is_made_it_has_paid_invoices_and_one_to_pay() {
    // In the middle of a quarter, just after one began, and so that one began since the people came.
    for day in ["2026-03-12", "2026-01-01", "2026-07-05"] {
        let now: jiff::Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
        let now = Micros(now.as_microsecond());
        let folder = TempDir::new().unwrap();
        let (db, account) = company_at(&folder, now).await;
        let mut view = db.view().await.unwrap();
        let (seats, _) = store::billing::today(&mut view, account, now).await.unwrap();
        assert_eq!((seats.paid(), seats.used), (60, 37), "{day}");
        let listed = store::billing::invoices::list(&mut view, account).await.unwrap();
        let (running, closed) = listed.split_first().unwrap();
        assert_eq!((running.number, closed[0].paid_at), (None, None), "{day}: {listed:?}");
        assert!(closed.len() > 2 && closed[1..].iter().all(|one| one.paid_at.is_some()), "{day}: {listed:?}");
        let steps = store::seats::changes(&mut view, account).await.unwrap();
        assert_eq!(steps.iter().map(|step| step.after).collect::<Vec<_>>(), [36, 48, 60], "{day}");
        assert_eq!(store::invariants::check(&db).await.unwrap(), []);
    }
}

#[tokio::test]
async fn the_messy_sample_says_the_same_on_the_real_company() {
    let folder = TempDir::new().unwrap();
    let (db, account) = company(&folder).await;
    let mut view = db.view().await.unwrap();
    for existing in [Existing::Skip, Existing::Update] {
        let plan = plan(&mut view, account, Sample::Messy, existing).await;
        for (row, line) in (0..).zip(&LINES) {
            assert_eq!(plan.codes(row), line.codes, "{existing:?}: {}", line.text);
        }
    }
    let clean = plan(&mut view, account, Sample::Clean, Existing::Skip).await;
    assert_eq!((clean.counts().create, clean.effects().seats.added), (25, 2));
}

#[tokio::test]
async fn nobody_of_the_company_is_found_from_the_other_account() {
    let folder = TempDir::new().unwrap();
    let (db, _) = company(&folder).await;
    let mut view = db.view().await.unwrap();
    let other = accounts::by_slug(&mut view, NEIGHBOUR.slug).await.unwrap().id;
    let plan = plan(&mut view, other, Sample::Clean, Existing::Skip).await;
    assert!(plan.findings().iter().any(|finding| finding.code.as_str() == "team.unknown"));
    assert_eq!(plan.counts().unchanged, 0);
}

async fn plan(conn: &mut Conn, account: AccountId, sample: Sample, existing: Existing) -> Plan {
    let bytes = sample.text().into_bytes();
    let sheet = plan::read::read(bytes, &Reading::default(), &Limits::default(), &NoWorkbook).unwrap();
    let sheet = Arc::new(sheet);
    let mapping = plan::matching::match_columns(&sheet, &MappingFile::default(), None).unwrap();
    let facts = Arc::new(snapshot::facts(conn, account, "2026-03-12").await.unwrap());
    let draft = Arc::new(plan::draft::draft(&sheet, &mapping, &[], &facts));
    let people = snapshot::people(conn, account, &draft.keys(), Actor::Operator).await.unwrap();
    let dana = people.found.iter().find(|person| person.email.starts_with("dana.")).map_or(0, |dana| dana.id);
    let choices = Choices { existing, ..Choices::default() };
    plan::decide::decide(&draft, &people, choices, Actor::Person { id: dana, role: Role::Admin })
}
