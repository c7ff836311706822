//! An installation whose processes are killed.

use app::pipeline::{Agreed, Pipeline};
use plan::choices::{Choices, Existing};
use store::imports::Status;
use store::{Db, ImportId, Page, jobs, messages};
use tempfile::TempDir;

use super::ledger::{self, Ledger};
use crate::support::files::people;
use crate::support::program::{Running, program, run};
use crate::support::world::{self, Company, company_with, empty_url, pipeline_at};

/// Rows of the file: enough that writing them takes a while.
const ROWS: u32 = 800;
/// People who are there before, all of them Managers; the file makes Sales of those it gives that role.
const BEFORE: u32 = 20;
/// Every twentieth row is a Manager's.
const MANAGERS: u32 = ROWS / 20;
const SEATS: u32 = BEFORE + 1;
const FILE: &str = "people.csv";

/// Before the import, and where it was not applied.
const NOTHING: Ledger = Ledger {
    sales: 0,
    managers: BEFORE,
    paid: SEATS,
    seat_changes: 0,
    outcomes: [0; 4],
    invites: 0,
    dated: false,
};
/// After it.
const EVERYTHING: Ledger = Ledger {
    sales: ROWS - MANAGERS,
    managers: MANAGERS,
    paid: ROWS + 1,
    seat_changes: 1,
    outcomes: [ROWS - BEFORE, BEFORE - 1, 1, ROWS],
    invites: ROWS - BEFORE,
    dated: true,
};

/// What a killed process left.
pub struct Killed {
    pub status: Option<Status>,
}

impl Killed {
    pub fn is_applied(&self) -> bool {
        self.status == Some(Status::Applied)
    }
}

pub struct Installation {
    home: TempDir,
    url: String,
    confirm: String,
}

impl Installation {
    /// With a schema, the file to import, and the number that the guard wants for it.
    pub async fn new() -> Self {
        let mut installation =
            Self { home: TempDir::new().unwrap(), url: empty_url(), confirm: String::new() };
        run(&["migrate"], installation.home.path(), &installation.url);
        std::fs::write(installation.home.path().join(FILE), people(ROWS, "kills.example")).unwrap();
        let (_, _, confirm) = installation.agreed(false).await;
        installation.confirm = confirm.unwrap().to_string();
        installation
    }

    /// An account with its first people.
    pub async fn company(&self) -> Company {
        let db = world::open(&self.url).await;
        let company = self.begun(&pipeline(&db)).await;
        db.close().await;
        company
    }

    /// The same with an approved import that nobody has begun to apply.
    pub async fn approved(&self) -> (Company, ImportId) {
        let (company, import, _) = self.agreed(true).await;
        (company, import)
    }

    async fn agreed(&self, approve: bool) -> (Company, ImportId, Option<u32>) {
        let db = world::open(&self.url).await;
        let pipeline = pipeline(&db);
        let company = self.begun(&pipeline).await;
        let (account, by) = (company.account, company.actor());
        let bytes = std::fs::read(self.home.path().join(FILE)).unwrap();
        let import = pipeline.upload(account, by, FILE, bytes).await.unwrap();
        let choices = Choices { existing: Existing::Update, ..Choices::default() };
        pipeline.set_choices(account, import, choices).await.unwrap();
        let plan = pipeline.plan(account, import, by).await.unwrap();
        let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
        if approve {
            let agreed = Agreed { by, seen: plan.fingerprint(), confirm, from: None };
            pipeline.approve(account, import, agreed).await.unwrap();
        }
        // Whoever is killed is alone with the database, and whoever comes next finds it as it was left.
        db.close().await;
        (company, import, confirm)
    }

    async fn begun(&self, pipeline: &Pipeline) -> Company {
        let company = company_with(pipeline.db(), SEATS).await;
        let first = people(BEFORE, "kills.example").replace(",Sales,", ",Manager,").into_bytes();
        let import = pipeline.upload(company.account, company.actor(), "first.csv", first).await.unwrap();
        let plan = pipeline.plan(company.account, import, company.actor()).await.unwrap();
        let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
        let agreed = Agreed { by: company.actor(), seen: plan.fingerprint(), confirm, from: None };
        pipeline.approve_and_apply(company.account, import, agreed).await.unwrap();
        company
    }

    pub fn start(&self, words: &[&str]) -> Running {
        Running::start(program(words, self.home.path(), &self.url))
    }

    /// Imports the file into an account.
    pub fn start_import(&self, slug: &str) -> Running {
        let what = ["import", FILE, "--subject", "users", "--account", slug, "--existing", "update"];
        self.start(&[&what[..], &["--confirm", &self.confirm, "--yes"]].concat())
    }

    /// The next start: a worker that ends when nothing waits any more.
    pub fn drain(&self) {
        run(&["worker", "--drain"], self.home.path(), &self.url);
    }

    /// What is there after a kill: everything or nothing, and no invariant is broken.
    pub async fn look(&self, company: &Company, import: Option<ImportId>, what: &str) -> Killed {
        let check = program(&["check"], self.home.path(), &self.url).output().unwrap();
        assert!(check.status.success(), "{what}: {}", String::from_utf8_lossy(&check.stdout));
        let db = world::open(&self.url).await;
        let mut view = db.view().await.unwrap();
        let found = ledger::found(&mut view, company.account, import, FILE).await;
        drop(view);
        db.close().await;
        let killed = Killed { status: found.status };
        let expected = if killed.is_applied() { EVERYTHING } else { NOTHING };
        assert_eq!(found.ledger, expected, "{what}: {:?}", found.status);
        for (state, _) in found.invites.email.iter().chain(&found.invites.text) {
            assert!(["queued", "outbox"].contains(&state.as_str()), "{what}: a message is {state}");
        }
        killed
    }

    /// Everything is there, each message stands in the Outbox once, and nothing waits.
    pub async fn assert_applied(&self, company: &Company, import: Option<ImportId>, what: &str) {
        assert!(self.look(company, import, what).await.is_applied(), "{what}: nobody went on");
        let db = world::open(&self.url).await;
        let mut view = db.view().await.unwrap();
        let account = company.account;
        let found = ledger::found(&mut view, account, import, FILE).await;
        let shelved = vec![("outbox".to_owned(), EVERYTHING.invites)];
        assert_eq!((found.invites.email, found.invites.text), (shelved.clone(), shelved), "{what}");
        let page = Page { offset: 0, limit: 1 };
        let all = messages::outbox(&mut view, account, "", page).await.unwrap().total;
        assert_eq!(all, ROWS, "{what}: one invitation for each who was created");
        let waiting = (jobs::waiting(&mut view).await.unwrap(), messages::waiting(&mut view).await.unwrap());
        assert_eq!(waiting, (0, 0), "{what}");
        drop(view);
        db.close().await;
    }
}

/// By the real clock, as the processes have it.
fn pipeline(db: &Db) -> Pipeline {
    pipeline_at(db, app::clock::now)
}
