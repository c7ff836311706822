//! Makes the example company in an empty database: an account with its Admin, one import of everybody through the whole
//! pipeline, and what has happened since: most have joined, some are suspended.

use std::sync::Arc;
use std::time::Duration;

use plan::choices::{Actor, Choices, Existing};
use plan::decide::decide;
use plan::draft::draft;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::Plan;
use plan::read::{Limits, Refusal};
use plan::sheet::Format;
use plan::snapshot::{Role, Status};
use plan::value::phone::{PhoneNumber, PhoneReader};
use store::accounts::{self, NewAccount, NewAdmin, Settings};
use store::apply::{ApplyError, Order, Recipe, apply};
use store::files::Packed;
use store::imports::approval::{Agreement, approve};
use store::imports::wizard::{self, Upload};
use store::invites::Joining;
use store::{
    AccountId, Db, Error, ImportId, InstallationKey, Micros, Tx, UserId, Wait, invites, snapshot, users,
};

use super::bills;
use super::company::{
    ADMIN, COUNTRY, MEMBERS, NAME, NEIGHBOUR, SEATS, SLUG, TIME_ZONE, first_file, first_fixes,
};
use crate::workbook::ChildReader;

/// How long ago the company began: recently enough that no invitation has lapsed.
const BEGAN: Duration = Duration::from_hours(9 * 24);
/// How long after that people joined.
const JOINED: Duration = Duration::from_hours(26);

/// Why the company could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database said no.
    #[error(transparent)]
    Store(#[from] Error),
    /// The import was not applied.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// The file of the company was not read.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The system does not say which program this is.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Something about the company as it is written down is wrong.
    #[error("the example company is wrong: {0}")]
    Written(&'static str),
}

/// Whether the company pays for its seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// It has no price.
    Nothing,
    /// Quarter by quarter, since long before its people came.
    Quarterly,
}

/// Makes the company. Everybody who has joined signs in with the password of this hash.
///
/// # Errors
/// Where the database cannot be written, or holds something already.
pub async fn seed(
    db: &Db,
    key: &InstallationKey,
    password_hash: &str,
    pays: Pays,
    now: Micros,
) -> Result<(), SeedError> {
    let began = now.before(BEGAN);
    let (founded, seats) = match pays {
        Pays::Nothing => (began, SEATS),
        Pays::Quarterly => (now.before(bills::FOUNDED), bills::FIRST),
    };
    let mut tx = db.begin(Wait::Long).await?;
    let (account, admin) = accounts::create(&mut tx, &company(seats)?, founded).await?;
    if pays == Pays::Quarterly {
        bills::run_up(&mut tx, account, admin, (founded, began, now)).await?;
    }
    users::set_password(&mut tx, account, admin, password_hash, began).await?;
    let (elsewhere, neighbour) = accounts::create(&mut tx, &other_company()?, began).await?;
    users::set_password(&mut tx, elsewhere, neighbour, password_hash, began).await?;
    for (account, user) in [(account, admin), (elsewhere, neighbour)] {
        if let Some(phone) = users::get(&mut tx, account, user).await?.values.phone {
            users::confirm_phone(&mut tx, account, user, phone).await?;
        }
    }
    tx.commit().await?;
    import_everybody(db, key, account, admin, began).await?;
    let mut tx = db.begin(Wait::Long).await?;
    for member in MEMBERS.iter().filter(|member| member.status != Status::Invited) {
        let user = users::by_email(&mut tx, account, &member.email()).await?.id;
        let invite = invites::of_user(&mut tx, account, user).await?;
        let invite = invite.ok_or(SeedError::Written("somebody got no invitation"))?;
        let by = Joining { password_hash: Some(password_hash), phone_confirmed: true };
        invites::join(&mut tx, &invite.token(key), by, began.after(JOINED)).await?;
        if member.status == Status::Suspended {
            users::suspend(&mut tx, account, user, began.after(JOINED * 2)).await?;
        }
    }
    if pays == Pays::Quarterly {
        bills::go_on(&mut tx, account, (began, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn company(seats: u32) -> Result<NewAccount, SeedError> {
    account((NAME, SLUG), seats, TIME_ZONE, (ADMIN.first, ADMIN.last), (ADMIN.email(), ADMIN.phone))
}

fn other_company() -> Result<NewAccount, SeedError> {
    let name = NEIGHBOUR.name.split_once(' ').ok_or(SeedError::Written("a name has no blank"))?;
    account(
        (NEIGHBOUR.account, NEIGHBOUR.slug),
        1,
        TIME_ZONE,
        name,
        (NEIGHBOUR.email.to_owned(), NEIGHBOUR.phone),
    )
}

fn account(
    (name, slug): (&str, &str),
    commitment: u32,
    time_zone: &str,
    (first, last): (&str, &str),
    (email, phone): (String, &str),
) -> Result<NewAccount, SeedError> {
    Ok(NewAccount {
        slug: slug.to_owned(),
        name: name.to_owned(),
        language: store::Language::English,
        settings: Settings {
            country: COUNTRY.to_owned(),
            time_zone: time_zone.to_owned(),
            currency: "USD".to_owned(),
            commitment,
            may_buy: true,
        },
        admin: NewAdmin {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email,
            phone: number(phone)?,
        },
    })
}

fn number(phone: &str) -> Result<PhoneNumber, SeedError> {
    let read = PhoneReader::new(COUNTRY).parse(phone);
    read.map(|read| read.number).map_err(|_| SeedError::Written("a phone cannot be read"))
}

/// The import that stands in the history: the Admin's own, of the company's first file.
async fn import_everybody(
    db: &Db,
    key: &InstallationKey,
    account: AccountId,
    admin: UserId,
    at: Micros,
) -> Result<(), SeedError> {
    let recipe = recipe(Actor::Person { id: admin.0, role: Role::Admin })?;
    let today = today(at)?;
    let mut view = db.view().await?;
    let facts = Arc::new(snapshot::facts(&mut view, account, &today).await?);
    let draft = Arc::new(draft(&recipe.sheet, &recipe.mapping, &recipe.fixes, &facts));
    let people = snapshot::people(&mut view, account, &draft.keys(), recipe.actor).await?;
    drop(view);
    let plan = Arc::new(decide(&draft, &people, recipe.choices, recipe.actor));
    let mut tx = db.begin(Wait::Long).await?;
    let import = approved(&mut tx, account, &recipe, &plan, at).await?;
    tx.commit().await?;
    let order = Order {
        account,
        import,
        prepared: Some(plan),
        today: &today,
        key,
        lifetime: invites::LIFETIME,
        clock: &|| at,
        progress: &|_| {},
    };
    apply(db, &recipe, &order).await?;
    Ok(())
}

fn recipe(actor: Actor) -> Result<Recipe, SeedError> {
    let bytes = first_file().into_bytes();
    let sheet =
        plan::read::read(bytes, &Reading::default(), &Limits::default(), &ChildReader::of_this_program()?)?;
    let mapping = match_columns(&sheet, &MappingFile::default(), None)?;
    let choices = Choices { existing: Existing::Update, ..Choices::default() };
    Ok(Recipe { sheet: Arc::new(sheet), mapping, fixes: first_fixes(), choices, actor })
}

/// Today, in the company's time zone.
fn today(at: Micros) -> Result<String, SeedError> {
    let now = jiff::Timestamp::from_microsecond(at.0).and_then(|now| now.in_tz(TIME_ZONE));
    now.map(|now| now.date().to_string()).map_err(|_| SeedError::Written("its time zone is not known"))
}

async fn approved(
    tx: &mut Tx,
    account: AccountId,
    recipe: &Recipe,
    plan: &Plan,
    at: Micros,
) -> Result<ImportId, SeedError> {
    let upload = Upload {
        actor: recipe.actor,
        file_name: "everybody.csv".to_owned(),
        format: Format::Csv,
        original: Packed::new(first_file().as_bytes())?,
        sheet: Packed::new(&recipe.sheet.to_bytes())?,
        mapping: MappingFile::default(),
        choices: recipe.choices,
    };
    let import = wizard::create(tx, account, &upload, at).await?;
    for fix in &recipe.fixes {
        wizard::add_fix(tx, account, import, fix, &recipe.actor, at).await?;
    }
    let revision = store::imports::get(tx, account, import).await?.revision;
    let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
    let agreed = Agreement { revision, plan, confirm, by: recipe.actor };
    approve(tx, account, import, agreed, at).await?;
    Ok(import)
}
