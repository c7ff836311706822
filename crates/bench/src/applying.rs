//! An apply of a hundred thousand users (teams, territories, invites, outcomes), from begin to commit with the plan given,
//! against the same rows written into the same tables with nothing around it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::mapping::MappingFile;
use plan::plan::Plan;
use plan::sheet::Format;
use plan::value::phone::PhoneNumber;
use store::accounts::{self, NewAccount, NewAdmin, Settings};
use store::apply::{Order, Recipe, apply};
use store::files::Packed;
use store::imports::approval::{Agreement, approve};
use store::imports::wizard::{self, Upload};
use store::{
    AccountId, Db, DbOptions, ImportId, InstallationKey, Micros, Wait, snapshot, teams, territories,
};

use crate::measure::{Cost, in_turn, peak, side, wall_seconds};
use crate::planning::{mapped, read_sheet};
use crate::table::Table;
use crate::users::{self, TEAMS, TERRITORIES};
use crate::{Fallible, floor};

const ROWS: u32 = 100_000;

/// A Monday morning.
const NOW: Micros = Micros(1_767_600_000_000_000);
const TODAY: &str = "2026-01-05";
const SLUG: &str = "bench";

/// On SQLite, in a temporary folder.
pub async fn compare_sqlite(table: &mut Table) -> Fallible<()> {
    let folder = tempfile::TempDir::new()?;
    let file = users_file(folder.path())?;
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (before, ours, floor) = (path("before.db"), path("ours.db"), path("floor.db"));
    prepare(&format!("sqlite:{before}"), &file).await?;
    let (cost, least) = in_turn(
        || {
            copy(&before, &ours)?;
            side(&["apply", &format!("sqlite:{ours}"), &file])
        },
        || {
            copy(&before, &floor)?;
            side(&["rusqlite", &floor, &ours])
        },
    )?;
    add(table, "apply of 100,000 users, SQLite", cost, least, [1.5, 1.2]);
    Ok(())
}

/// On PostgreSQL, at the server that `scripts/with-postgres` has started.
pub async fn compare_postgres(table: &mut Table) -> Fallible<()> {
    let server = std::env::var("MUSTER_TEST_POSTGRES_URL")
        .map_err(|_| "MUSTER_TEST_POSTGRES_URL names no server; `make bench` starts one")?;
    let folder = tempfile::TempDir::new()?;
    let file = users_file(folder.path())?;
    let root = server.rsplit_once('/').ok_or("an odd address of a server")?.0;
    let url = |name: &str| format!("{root}/{name}");
    floor::postgres::make(&server, "before", "template1").await?;
    prepare(&url("before"), &file).await?;
    let (ours, copied) = (url("ours"), url("copied"));
    let runtime = tokio::runtime::Handle::current();
    let fresh = |name: &str| {
        tokio::task::block_in_place(|| runtime.block_on(floor::postgres::make(&server, name, "before")))
    };
    let since = std::cell::Cell::new(0);
    let (cost, least) = in_turn(
        || {
            fresh("ours")?;
            since.set(tokio::task::block_in_place(|| runtime.block_on(floor::postgres::transaction(&ours)))?);
            side(&["apply", &ours, &file])
        },
        || {
            fresh("copied")?;
            side(&["copy", &copied, &ours, &since.get().to_string()])
        },
    )?;
    add(table, "apply of 100,000 users, PostgreSQL", cost, least, [1.1, 0.9]);
    Ok(())
}

fn add(table: &mut Table, what: &str, ours: Cost, floor: Cost, goals: [f64; 2]) {
    let time = |cost: Cost| (cost.seconds, format!("{:.2} s", cost.seconds));
    table.add(what, time(ours), time(floor), goals);
}

fn users_file(folder: &Path) -> Fallible<String> {
    let path: PathBuf = folder.join("users.csv");
    users::write(&mut std::io::BufWriter::new(std::fs::File::create(&path)?), ROWS)?;
    Ok(path.to_string_lossy().into_owned())
}

/// A fresh copy of a database that nobody has open.
fn copy(from: &str, to: &str) -> Fallible<()> {
    for end in ["", "-wal", "-shm"] {
        match std::fs::remove_file(format!("{to}{end}")) {
            Err(problem) if problem.kind() != std::io::ErrorKind::NotFound => return Err(problem.into()),
            _ => {}
        }
    }
    std::fs::copy(from, to)?;
    Ok(())
}

/// Makes an account with its teams and territories, and an approved import of the file.
async fn prepare(database: &str, file: &str) -> Fallible<()> {
    let db = Db::open(database, DbOptions { create: true, ..DbOptions::default() }).await?;
    db.migrate(NOW).await?;
    let mut tx = db.begin(Wait::Long).await?;
    let (account, _) = accounts::create(&mut tx, &new_account()?, NOW).await?;
    for name in users::names(TEAMS, users::team) {
        teams::create(&mut tx, account, &name, None, &Actor::Operator, NOW).await?;
    }
    for name in users::names(TERRITORIES, users::territory) {
        territories::create(&mut tx, account, &name, None, &Actor::Operator, NOW).await?;
    }
    tx.commit().await?;
    let recipe = recipe(file)?;
    let plan = planned(&db, account, &recipe).await?;
    let upload = Upload {
        actor: recipe.actor,
        file_name: "users.csv".to_owned(),
        format: Format::Csv,
        original: Packed::new(&std::fs::read(file)?)?,
        sheet: Packed::new(b"applying does not read it")?,
        mapping: MappingFile::default(),
        choices: recipe.choices,
    };
    let mut tx = db.begin(Wait::Long).await?;
    let import = wizard::create(&mut tx, account, &upload, NOW).await?;
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = Agreement { revision: 1, plan: &plan, confirm, by: recipe.actor };
    approve(&mut tx, account, import, agreed, NOW).await?;
    tx.commit().await?;
    db.close().await;
    Ok(())
}

fn new_account() -> Fallible<NewAccount> {
    Ok(NewAccount {
        slug: SLUG.to_owned(),
        name: "Bench".to_owned(),
        language: store::Language::English,
        settings: Settings {
            country: "US".to_owned(),
            time_zone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            commitment: 1,
            may_buy: true,
        },
        admin: NewAdmin {
            first_name: "Ada".to_owned(),
            last_name: "Byron".to_owned(),
            email: "ada@bench.example".to_owned(),
            phone: PhoneNumber::from_e164("+13125550100").ok_or("no phone")?,
        },
    })
}

fn recipe(file: &str) -> Fallible<Recipe> {
    let sheet = read_sheet(file)?;
    let mapping = mapped(&sheet)?;
    Ok(Recipe { sheet, mapping, fixes: Vec::new(), choices: Choices::default(), actor: Actor::Operator })
}

async fn planned(db: &Db, account: AccountId, recipe: &Recipe) -> Fallible<Arc<Plan>> {
    let mut view = db.view().await?;
    let facts = Arc::new(snapshot::facts(&mut view, account, TODAY).await?);
    let draft = Arc::new(plan::draft::draft(&recipe.sheet, &recipe.mapping, &recipe.fixes, &facts));
    let people = snapshot::people(&mut view, account, &draft.keys(), recipe.actor).await?;
    Ok(Arc::new(plan::decide::decide(&draft, &people, recipe.choices, recipe.actor)))
}

/// Applies the approved import of a database.
pub async fn ours(database: &str, file: &str) -> Fallible<Cost> {
    let db = Db::open(database, DbOptions::default()).await?;
    let mut view = db.view().await?;
    let account = accounts::by_slug(&mut view, SLUG).await?.id;
    let import = approved(&mut view).await?;
    drop(view);
    let recipe = recipe(file)?;
    let prepared = Some(planned(&db, account, &recipe).await?);
    let key = InstallationKey::read(&[b'k'; 40]).ok_or("no key")?;
    let order = Order {
        account,
        import,
        prepared,
        today: TODAY,
        key: &key,
        lifetime: store::invites::LIFETIME,
        clock: &|| NOW,
        progress: &|_| {},
    };
    let began = wall_seconds();
    let applied = apply(&db, &recipe, &order).await?;
    let cost = Cost { seconds: wall_seconds() - began, peak: peak()? };
    if applied.counts.create != ROWS {
        return Err(format!("{:?} where {ROWS} people are new", applied.counts).into());
    }
    db.close().await;
    Ok(cost)
}

async fn approved(view: &mut store::View) -> Fallible<ImportId> {
    let waiting = store::imports::approval::waiting(view).await?;
    Ok(waiting.first().ok_or("no import is approved")?.1)
}
