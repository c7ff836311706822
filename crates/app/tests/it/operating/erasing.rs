//! A person is erased, and then looked for everywhere: in the database, in its file, in the folder of the data, in the log.

use std::process::{Command, Output};
use std::time::Duration;

use plan::choices::{Actor, Choices, Existing, Standing};
use plan::form::Form;
use plan::snapshot::{Facts, Role};
use serde_json::Value;
use store::codes::{self, Purpose, To};
use store::imports::{self, Status};
use store::messages::Channel;
use store::sessions::{self, Owner, Session};
use store::{Db, ImportId, UserId, Wait, audit, users};
use tempfile::TempDir;

use crate::support::program::program;
use crate::support::world::{self, Company, company_with, empty_url, is_postgres, now, pipeline_at};

const HEADER: &str =
    "First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories,External System ID";

/// What nobody may find afterwards, in lower case: names, addresses, a phone however it is written, an id, and where she asked
/// from.
const TRACES: [&str; 8] =
    ["quillfeather", "eudora", "eudora.q@", "e.quill@", "3125559321", "555-9321", "hr-77219", "203.0.113.77"];

/// An installation where Eudora Quillfeather left something everywhere.
struct Scene {
    home: TempDir,
    url: String,
    db: Db,
    company: Company,
    log: Vec<u8>,
}

impl Scene {
    async fn new() -> Self {
        let (home, url) = (TempDir::new().unwrap(), empty_url());
        let db = world::open(&url).await;
        db.migrate(now()).await.unwrap();
        let company = company_with(&db, 20).await;
        Self { home, url, db, company, log: Vec::new() }
    }

    fn run(&mut self, words: &[&str]) -> Output {
        let mut command = program(words, self.home.path(), &self.url);
        let output = command.env("MUSTER_LOG", "debug").output().unwrap();
        self.log.extend_from_slice(&output.stderr);
        output
    }

    fn import(&mut self, name: &str, rows: &str, more: &[&str]) {
        std::fs::write(self.home.path().join(name), format!("{HEADER}\n{rows}")).unwrap();
        let slug = self.company.slug.clone();
        let words = [&["import", name, "--subject", "users", "--account", &slug, "--yes"], more].concat();
        let output = self.run(&words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::remove_file(self.home.path().join(name)).unwrap();
    }

    async fn draft(&self, text: &str) -> ImportId {
        let bytes = format!("{HEADER}\n{text}").into_bytes();
        let (account, actor) = (self.company.account, self.company.actor());
        // By the clock of the program: what lies about for a week is erased by its worker.
        pipeline_at(&self.db, app::clock::now).upload(account, actor, "draft.csv", bytes).await.unwrap()
    }

    /// Fills the account: she is created under one name, changed under another, named by a blocked row, in a draft, in an
    /// import that she has no part in she is not named at all, and she asked for a code and signed in.
    async fn fill(&mut self) -> [ImportId; 2] {
        self.import(
            "eudora quillfeather and others.csv",
            "Eudora,Quill,e.quill@x.example,312-555-9321,Sales,,,,HR-77219\n\
             Ben,Okafor,ben@x.example,+13125559302,Sales,,,,",
            &["--no-invites"],
        );
        self.import(
            "changed.csv",
            "Eudora,Quillfeather,eudora.q@x.example,(312) 555-9321,Manager,,,,HR-77219\n\
             Eudora,Quillfeather,eudora.q@elsewhere.example,12,Sales,,,,\n\
             Cleo,Adeyemi,cleo@x.example,+13125559303,Sales,,,,",
            &["--existing", "update", "--valid-rows-only"],
        );
        self.import("others.csv", "Dov,Katz,dov@x.example,+13125559304,Sales,,,,", &[]);
        let drafts = [
            self.draft("Quillfeather,Eudora,q@other.example,+13125559305,Sales,,,,").await,
            self.draft("Eudora,Other,o@other.example,+13125559306,Sales,,,,").await,
        ];
        let user = self.user("eudora.q@x.example").await;
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let to = To { purpose: Purpose::Confirm, channel: Channel::Email, address: "eudora.q@x.example" };
        codes::create(&mut tx, self.company.account, user.id, &to, now()).await.unwrap();
        let (her, id) = (Actor::Person { id: user.id.0, role: Role::Sales }, Some(user.id.0));
        let mut tx = tx.coming_from(Some("203.0.113.77".parse().unwrap()));
        audit::add(&mut tx, self.company.account, &her, "session.begun", id, &(), now()).await.unwrap();
        tx.commit().await.unwrap();
        self.cancel("ben@x.example").await;
        let sent = self.run(&["worker", "--drain"]);
        assert!(sent.status.success(), "{sent:?}");
        drafts
    }

    /// Cancels an invitation in the panel: an import without a file.
    async fn cancel(&self, email: &str) {
        let (pipeline, person) = (pipeline_at(&self.db, app::clock::now), self.user(email).await);
        let choices =
            Choices { existing: Existing::Update, standing: Standing::Cancel, ..Choices::default() };
        let form = |_: &Facts| Form::of_people(&[person.id.0]);
        let (account, actor) = (self.company.account, self.company.actor());
        let proposal = pipeline.propose(account, form, Vec::new(), (choices, actor)).await.unwrap();
        pipeline.do_at_once(account, proposal, None, (None, None)).await.unwrap();
    }

    /// Has somebody use the panel.
    async fn was_here(&self, user: UserId) {
        let account = self.company.account;
        let owner = Some(Owner { account, user, epoch: 1 });
        let expires_at = now().after(Duration::from_hours(1));
        let session = Session { id_hash: [7; 32], owner, data: String::new(), expires_at };
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        sessions::put(&mut tx, &session, now()).await.unwrap();
        assert!(users::get(&mut tx, account, user).await.unwrap().last_seen_at.is_some());
        tx.commit().await.unwrap();
    }

    async fn user(&self, email: &str) -> users::User {
        let mut view = self.db.view().await.unwrap();
        users::by_email(&mut view, self.company.account, email).await.unwrap()
    }

    /// The applied imports, without the names of their files.
    fn history(&mut self) -> Value {
        let slug = self.company.slug.clone();
        let output = self.run(&["history", "--account", &slug, "--json"]);
        let mut history: Value = serde_json::from_slice(&output.stdout).unwrap();
        let imports = history["imports"].as_array_mut().unwrap();
        imports.retain(|import| import["status"] == "applied");
        for import in imports {
            import.as_object_mut().unwrap().remove("file");
        }
        history
    }

    fn erase(&mut self, more: &[&str]) -> Output {
        let slug = self.company.slug.clone();
        let words = [&["erase", "--account", &slug, "--person", "eudora.q@x.example"][..], more].concat();
        self.run(&words)
    }

    /// Everything that the installation keeps, as text: the database in full, and each file as it lies there.
    fn everything(&self) -> String {
        let mut bytes = if is_postgres() { dump(&self.url) } else { Vec::new() };
        let mut folders = vec![self.home.path().to_owned()];
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            // By another process: a file of the database that is closed here ends the locks that this one has on it.
            for end in ["", "-wal", "-shm"] {
                bytes.extend(Command::new("cat").arg(format!("{path}{end}")).output().unwrap().stdout);
            }
        }
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    bytes.extend(std::fs::read(path).unwrap());
                }
            }
        }
        bytes.extend(&self.log);
        String::from_utf8_lossy(&bytes).to_lowercase()
    }
}

/// The database as `pg_dump` has it, of the schema of this test.
fn dump(url: &str) -> Vec<u8> {
    let (server, schema) = url.split_once("search_path%3D").unwrap();
    let server = server.trim_end_matches("options=-c").trim_end_matches(['?', '&']);
    let output = Command::new("pg_dump").args(["--inserts", "-n", schema, server]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn found(text: &str) -> Vec<&'static str> {
    TRACES.into_iter().filter(|trace| text.contains(trace)).collect()
}

#[tokio::test]
async fn nothing_is_found_of_somebody_who_was_erased_and_every_number_stays() {
    let mut scene = Scene::new().await;
    let drafts = scene.fill().await;
    let before = scene.history();
    // Whoever looks for them the same way before finds them; how the file wrote the phone is packed away.
    let there = TRACES.into_iter().filter(|trace| *trace != "555-9321").collect::<Vec<&str>>();
    assert_eq!(found(&scene.everything()), there);

    let eudora = scene.user("eudora.q@x.example").await.id;
    scene.was_here(eudora).await;

    let looked = scene.erase(&[]);
    let said = String::from_utf8(looked.stdout).unwrap();
    assert!(said.contains("Nothing is done yet") && said.contains("Eudora Quillfeather"), "{said}");
    scene.user("eudora.q@x.example").await;

    let erased = scene.erase(&["--yes"]);
    let said = String::from_utf8(erased.stdout).unwrap();
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    assert!(said.contains("3 rows without values"), "{said}");
    let gone = said.lines().find_map(|line| line.strip_prefix("  Files of imports: ")).unwrap();
    // Those that created and changed her, and a draft; not that of the others, nor a namesake's.
    assert!(gone.split(", ").count() == 3 && gone.ends_with(&drafts[0].to_string()), "{said}");

    assert_eq!(found(&scene.everything()), Vec::<&str>::new());
    assert_eq!(statuses(&scene, drafts).await, [Status::Discarded, Status::Draft]);
    assert_eq!(scene.history(), before);
    let mut view = scene.db.view().await.unwrap();
    let left = users::get(&mut view, scene.company.account, eudora).await.unwrap();
    assert_eq!((left.last_seen_at, left.joined_at), (None, None));
    drop(view);
    let checked = scene.run(&["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

async fn statuses(scene: &Scene, drafts: [ImportId; 2]) -> [Status; 2] {
    let mut view = scene.db.view().await.unwrap();
    let mut found = Vec::new();
    for draft in drafts {
        found.push(imports::get(&mut view, scene.company.account, draft).await.unwrap().status);
    }
    found.try_into().unwrap()
}

#[tokio::test]
async fn the_last_admin_is_not_erased_and_nobody_is_who_is_not_there() {
    let mut scene = Scene::new().await;
    let admin = {
        let mut view = scene.db.view().await.unwrap();
        users::get(&mut view, scene.company.account, scene.company.admin).await.unwrap().values.email
    };
    for (person, words) in [(admin.as_str(), "The last Admin"), ("nobody@x.example", "has nobody with")] {
        let slug = scene.company.slug.clone();
        let output = scene.run(&["erase", "--account", &slug, "--person", person, "--yes"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{person}: {said}");
    }
}
