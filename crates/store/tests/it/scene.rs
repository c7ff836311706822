//! A scene: an account in the shared database, and the whole way of an import in a few words.

use std::sync::{Arc, Mutex};

use plan::choices::{Actor, Choices, Existing, Standing};
use plan::decide::decide;
use plan::draft::draft;
use plan::field::Field;
use plan::fix::Fix;
use plan::form::Form;
use plan::mapping::{Column, Mapping};
use plan::plan::Plan;
use plan::sheet::{Format, Sheet};
use plan::snapshot::{Access, Role, Status};
use plan::value::phone::PhoneNumber;
use store::accounts::company::{self, Company};
use store::accounts::{self, NewAccount, NewAdmin, Rules, Settings};
use store::apply::{self, Applied, ApplyError, Order, Recipe};
use store::files::Packed;
use store::imports::approval::{Agreement, approve};
use store::imports::wizard::{self, Upload};
use store::users::{self, NewUser};
use store::{
    AccountId, Db, ImportId, InstallationKey, Micros, TeamId, TerritoryId, UserId, Wait, invites, snapshot,
    teams, territories,
};

use crate::world::{self, NOW, unique};

/// The date it is in tests.
pub const TODAY: &str = "2026-03-02";

/// An account with one Admin, whom nothing here changes by accident.
pub struct Scene {
    pub db: Db,
    pub account: AccountId,
    pub admin: UserId,
    pub key: InstallationKey,
    /// Makes addresses, phones and short names unique over the database.
    pub mark: u64,
}

/// A new account in the shared database, with 50 seats and the right to buy more.
pub async fn scene() -> Scene {
    scene_with(50, true).await
}

/// A new account in the shared database.
pub async fn scene_with(commitment: u32, may_buy: bool) -> Scene {
    new_account(world::db().await, commitment, may_buy).await
}

/// A new account in a database.
pub async fn new_account(db: Db, commitment: u32, may_buy: bool) -> Scene {
    let mark = unique();
    let new = NewAccount {
        slug: format!("scene-{mark}"),
        name: "Northwind".to_owned(),
        language: store::Language::English,
        settings: Settings {
            country: "US".to_owned(),
            time_zone: "UTC".to_owned(),
            currency: "USD".to_owned(),
            commitment,
            may_buy,
        },
        admin: NewAdmin {
            first_name: "Root".to_owned(),
            last_name: "Admin".to_owned(),
            email: email(mark, 0),
            phone: phone(mark, 0),
        },
    };
    let mut tx = db.begin(Wait::Long).await.unwrap();
    let (account, admin) = accounts::create(&mut tx, &new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let key = InstallationKey::read(&[b'k'; 40]).unwrap();
    Scene { db, account, admin, key, mark }
}

/// An address of a scene.
pub fn email(mark: u64, number: u64) -> String {
    format!("p{number}@s{mark}.example")
}

/// A phone of a scene: a valid number of the United States, of no other mark, for numbers below 16.
pub fn phone(mark: u64, number: u64) -> PhoneNumber {
    let at = mark * 16 + number;
    let area = [212, 213, 312, 415, 512, 617, 702, 713, 818, 917][(at / 7_000_000 % 10) as usize];
    let text = format!("+1{area}{}{:04}", 200 + at / 10_000 % 700, at % 10_000);
    PhoneNumber::from_e164(&text).unwrap()
}

/// Somebody with the number's address and phone.
pub fn person(mark: u64, number: u64, role: Role, status: Status) -> NewUser {
    NewUser {
        first_name: format!("First{number}"),
        last_name: format!("Last{number}"),
        email: email(mark, number),
        phone: Some(phone(mark, number)),
        role,
        access: if role == Role::Admin { Access::Global } else { Access::Limited },
        external_id: None,
        status,
        teams: Vec::new(),
        territories: Vec::new(),
    }
}

/// A file of the template's columns; a short row is filled with blanks.
pub fn sheet(rows: &[&[&str]]) -> Arc<Sheet> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| (0..Field::TEMPLATE.len()).map(|at| (*row.get(at).unwrap_or(&"")).to_owned()).collect())
        .collect();
    Arc::new(Sheet::from_cells(&Field::TEMPLATE_HEADERS, &rows))
}

/// The template's columns, each to its field.
pub fn mapping() -> Mapping {
    let columns = (0..).zip(Field::TEMPLATE).map(|(index, field)| Column {
        index,
        header: field.header().to_owned(),
        field: Some(field),
        confidence: 1.0,
        why: String::new(),
        candidates: Vec::new(),
        samples: Vec::new(),
        filled: 0,
    });
    Mapping { columns: columns.collect(), ..Mapping::default() }
}

/// A recipe that changes existing people, by the operator, without fixes.
pub fn recipe(sheet: Arc<Sheet>) -> Recipe {
    Recipe {
        sheet,
        mapping: mapping(),
        fixes: Vec::new(),
        choices: Choices { existing: Existing::Update, ..Choices::default() },
        actor: Actor::Operator,
    }
}

/// The same recipe with a fix more.
pub fn fixed(mut recipe: Recipe, json: &str) -> Recipe {
    recipe.fixes.push(serde_json::from_str::<Fix>(json).unwrap());
    recipe
}

/// The form that says where some people stand afterwards, by the operator; who cannot be moved so is left out.
pub fn moving(standing: Standing, people: &[i64]) -> Recipe {
    let form = Form::of_people(people);
    let choices =
        Choices { existing: Existing::Update, valid_rows_only: true, standing, ..Choices::default() };
    Recipe { sheet: form.sheet, mapping: form.mapping, fixes: Vec::new(), choices, actor: Actor::Operator }
}

impl Scene {
    /// The same scene, to be held twice.
    pub fn again(&self) -> Self {
        Self {
            db: self.db.clone(),
            account: self.account,
            admin: self.admin,
            key: self.key.clone(),
            mark: self.mark,
        }
    }

    /// Lets the account buy seats, or not; the answer is what it was before.
    pub async fn let_imports_buy(&self, allowed: bool) -> bool {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let before = accounts::by_id(&mut tx, self.account).await.unwrap().settings.may_buy;
        accounts::let_imports_buy(&mut tx, self.account, allowed, &Actor::Operator, NOW).await.unwrap();
        tx.commit().await.unwrap();
        before
    }

    /// Lets Managers import, or not.
    pub async fn let_managers_import(&self, allowed: bool) {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        accounts::let_managers_import(&mut tx, self.account, allowed, &Actor::Operator, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Lets people be invited who have no phone.
    pub async fn let_phones_be_optional(&self) {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let old = Company::of(&accounts::by_id(&mut tx, self.account).await.unwrap());
        let new = Company { rules: Rules { needs_phones: false, ..old.rules }, ..old.clone() };
        company::set(&mut tx, self.account, (&old.digest(), &new), &Actor::Operator, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Adds somebody, where nobody has their keys.
    pub async fn try_add(&self, person: &NewUser) {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        if users::create(&mut tx, self.account, person, NOW).await.is_ok() {
            tx.commit().await.unwrap();
        }
    }

    pub async fn add(&self, person: &NewUser) -> UserId {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let id = users::create(&mut tx, self.account, person, NOW).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn invite(&self, user: UserId) {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        invites::send(&mut tx, &self.key, self.account, user, (invites::LIFETIME, NOW)).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn team(&self, name: &str, parent: Option<TeamId>) -> TeamId {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let id = teams::create(&mut tx, self.account, name, parent, &Actor::Operator, NOW).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn territory(&self, name: &str, parent: Option<TerritoryId>) -> TerritoryId {
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let id =
            territories::create(&mut tx, self.account, name, parent, &Actor::Operator, NOW).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The plan of a recipe as things stand now.
    pub async fn plan(&self, recipe: &Recipe) -> Arc<Plan> {
        let mut view = self.db.view().await.unwrap();
        let facts = Arc::new(snapshot::facts(&mut view, self.account, TODAY).await.unwrap());
        let draft = Arc::new(draft(&recipe.sheet, &recipe.mapping, &recipe.fixes, &facts));
        let people = snapshot::people(&mut view, self.account, &draft.keys(), recipe.actor).await.unwrap();
        Arc::new(decide(&draft, &people, recipe.choices, recipe.actor))
    }

    /// An import that waits for its approval.
    pub async fn begin(&self, recipe: &Recipe) -> ImportId {
        let upload = Upload {
            actor: recipe.actor,
            file_name: "people.csv".to_owned(),
            format: Format::Csv,
            original: Packed::new(b"not looked at here").unwrap(),
            sheet: Packed::new(&recipe.sheet.to_bytes()).unwrap(),
            mapping: plan::mapping::MappingFile::default(),
            choices: recipe.choices,
        };
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let import = wizard::create(&mut tx, self.account, &upload, NOW).await.unwrap();
        tx.commit().await.unwrap();
        import
    }

    /// An approved import, with the number that the guard wants.
    pub async fn approved(&self, recipe: &Recipe, plan: &Plan) -> ImportId {
        let import = self.begin(recipe).await;
        self.approve(import, plan, recipe.actor).await;
        import
    }

    pub async fn approve(&self, import: ImportId, plan: &Plan, by: Actor) {
        let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
        let mut tx = self.db.begin(Wait::Long).await.unwrap();
        let agreed = Agreement { revision: 1, plan, confirm, by };
        assert!(approve(&mut tx, self.account, import, agreed, NOW).await.unwrap());
        tx.commit().await.unwrap();
    }

    pub async fn apply(
        &self,
        import: ImportId,
        recipe: &Recipe,
        prepared: Option<Arc<Plan>>,
    ) -> Result<Applied, ApplyError> {
        self.apply_watched(import, recipe, prepared, &|_| {}).await
    }

    pub async fn apply_watched(
        &self,
        import: ImportId,
        recipe: &Recipe,
        prepared: Option<Arc<Plan>>,
        progress: &(dyn Fn(u32) + Sync),
    ) -> Result<Applied, ApplyError> {
        let ticks = Mutex::new(NOW);
        let clock = move || {
            let mut now = ticks.lock().unwrap();
            let at = *now;
            *now = Micros(at.0 + 250);
            at
        };
        let order = Order {
            account: self.account,
            import,
            prepared,
            today: TODAY,
            key: &self.key,
            lifetime: invites::LIFETIME,
            clock: &clock,
            progress,
        };
        apply::apply(&self.db, recipe, &order).await
    }

    /// Agrees to a plan of a form and does it, with the number that the guard wants.
    pub async fn at_once(
        &self,
        recipe: &Recipe,
        plan: &Arc<Plan>,
    ) -> Result<(ImportId, Applied), ApplyError> {
        let confirm = plan.effects().guard.as_ref().map(|guard| guard.number);
        let order = |import| Order {
            account: self.account,
            import,
            prepared: Some(Arc::clone(plan)),
            today: TODAY,
            key: &self.key,
            lifetime: invites::LIFETIME,
            clock: &|| NOW,
            progress: &|_| {},
        };
        let tx = self.db.begin(Wait::Short).await?;
        apply::at_once(tx, recipe, (self.account, plan, confirm), order).await
    }

    /// Plans, approves and applies.
    pub async fn import(&self, recipe: &Recipe) -> (ImportId, Arc<Plan>) {
        let plan = self.plan(recipe).await;
        let import = self.approved(recipe, &plan).await;
        self.apply(import, recipe, Some(Arc::clone(&plan))).await.unwrap();
        (import, plan)
    }
}
