//! The matrix of roles: every route and every kind of caller. What each may is one rule over the table of the routes; every
//! cell is asked over HTTP and held against the rule, and `matrix.txt` shows them all to a person.

use std::fmt::Write as _;

use axum::http::StatusCode;
use plan::choices::Actor;
use plan::snapshot::{Role, Status};
use store::users::list::{self, Filter, Within};
use store::{ImportId, Wait, accounts, attempts, snapshot, users};

use super::table::{ROUTES, Route};
use super::{Of, Ours, Whom, address, call};
use crate::web::world::{Answer, Visitor};
use crate::wizard::client::{id_of, upload, value_of};

/// A kind of caller, and whose things they ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    /// Nobody who is signed in.
    Nobody,
    /// A Sales person.
    Sales,
    /// A Manager of an account that does not let them import.
    Manager,
    /// A Manager who may import, and asks for what they began.
    Importer,
    /// The same, asking for what an Admin began.
    ImporterOfOthers,
    /// An Admin.
    Admin,
    /// The Admin of another account, with ids of this one.
    Foreigner,
    /// Somebody who was suspended while they were signed in, and was an Admin.
    Suspended,
}

const CALLERS: [Caller; 8] = [
    Caller::Nobody,
    Caller::Suspended,
    Caller::Sales,
    Caller::Manager,
    Caller::Foreigner,
    Caller::ImporterOfOthers,
    Caller::Importer,
    Caller::Admin,
];

impl Caller {
    const fn heading(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Sales => "Sales",
            Self::Manager => "Manager",
            Self::Importer => "importing",
            Self::ImporterOfOthers => "not theirs",
            Self::Admin => "Admin",
            Self::Foreigner => "foreign",
            Self::Suspended => "suspended",
        }
    }

    const fn is_signed_in(self) -> bool {
        !matches!(self, Self::Nobody | Self::Suspended)
    }
}

/// The rule: what a route answers to a kind of caller.
fn expected(route: &Route, caller: Caller) -> u16 {
    let named = route.of.placeholder().is_some();
    match (route.whom, caller) {
        // Who is signed in is led on from the page for it.
        (Whom::Anybody, _) if route.path == "/sign-in" && route.method == "GET" && caller.is_signed_in() => {
            303
        }
        (Whom::Anybody, _) => route.answer,
        (_, Caller::Nobody | Caller::Suspended) => 303,
        (Whom::Everyone, Caller::Sales | Caller::Manager) if route.path == "/" => 303,
        (Whom::Importers | Whom::Admins, Caller::Foreigner) | (Whom::Importers, Caller::ImporterOfOthers)
            if named =>
        {
            404
        }
        (Whom::Importers, Caller::Sales | Caller::Manager) => 403,
        (Whom::Admins, caller) if !matches!(caller, Caller::Admin | Caller::Foreigner) => 403,
        // The thing of a person alone is the Admin's here.
        (Whom::Everyone, caller) if named && caller != Caller::Admin => 404,
        (Whom::Everyone | Whom::Importers | Whom::Admins, _) => route.answer,
    }
}

const MANAGER: &str = "jl.moreau";

/// A file that a Manager may bring in, and one row of which nobody may.
const THEIRS: &str = "First Name,Last Name,Email,Phone,Role,Teams\r\n\
    Ursula,Visible,ursula@visible.example,+13125550188,Boss,Midwest\r\n\
    Udo,Visible,udo@visible.example,+13125550189,Sales,Midwest\r\n";

/// What a caller of the matrix asks with.
struct Stage {
    ours: Ours,
    /// An import that an Admin began, which those who are refused ask for.
    draft: i64,
    /// An import that the Manager applied.
    applied: i64,
    /// A Sales person of the Manager's teams and territories, and one of others.
    near: i64,
    far: i64,
    manager: Visitor,
    sales: Visitor,
    foreigner: Visitor,
    suspended: Visitor,
}

impl Stage {
    async fn new() -> Self {
        let mut ours = Ours::new().await;
        let draft = ours.draft().await;
        let manager = ours.world.visitor(MANAGER).await;
        let sales = ours.world.visitor("aaliyah.brooks").await;
        let foreigner = ours.sam().await;
        let suspended = ours.world.visitor("i.solheim").await;
        let mut stage =
            Self { ours, draft, applied: 0, near: 0, far: 0, manager, sales, foreigner, suspended };
        stage.let_managers_import(true).await;
        stage.applied = stage.apply_one().await;
        (stage.near, stage.far) = stage.people().await;
        stage.let_managers_import(false).await;
        stage.suspend("i.solheim@northwind.example").await;
        stage
    }

    async fn let_managers_import(&self, allowed: bool) {
        let mut tx = self.ours.world.state.db.begin(Wait::Long).await.unwrap();
        let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
        let now = self.ours.world.state.micros();
        accounts::let_managers_import(&mut tx, account, allowed, &Actor::Operator, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn suspend(&mut self, email: &str) {
        assert_eq!(self.suspended.get("/imports").await.status, StatusCode::OK, "an Admin until now");
        let mut tx = self.ours.world.state.db.begin(Wait::Long).await.unwrap();
        let account = accounts::by_slug(&mut tx, "northwind").await.unwrap().id;
        let user = users::by_email(&mut tx, account, email).await.unwrap().id;
        users::suspend(&mut tx, account, user, self.ours.world.state.micros()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Every caller begins without attempts to sign in: those of one are not counted against the next.
    async fn forget_attempts(&self) {
        let mut tx = self.ours.world.state.db.begin(Wait::Long).await.unwrap();
        let later = self.ours.world.state.micros().after(std::time::Duration::from_secs(1));
        attempts::delete_expired(&mut tx, later).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// An import of the Manager, from the upload to the database.
    async fn apply_one(&mut self) -> i64 {
        let mine = self.own_draft().await;
        assert_eq!(
            self.manager.post(&format!("/imports/{mine}/choices"), &[("rows", "valid")]).await.status,
            303
        );
        let page = self.manager.get(&format!("/imports/{mine}/review")).await.body;
        let fields = [("fingerprint", value_of(&page, "fingerprint")), ("confirm", String::new())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = self.manager.post(&format!("/imports/{mine}/apply"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let state = &self.ours.world.state;
        let account = accounts::by_slug(&mut state.db.view().await.unwrap(), "northwind").await.unwrap().id;
        assert_eq!(state.pipeline.apply(account, ImportId(mine)).await.unwrap().counts.create, 1);
        mine
    }

    async fn people(&self) -> (i64, i64) {
        let state = &self.ours.world.state;
        let me = self.ours.world.user(MANAGER).await;
        let (account, by) = (me.account, Actor::Person { id: me.id.0, role: Role::Manager });
        let mut view = state.db.view().await.unwrap();
        let rights = snapshot::rights(&mut view, account, by).await.unwrap();
        let sales = Filter { role: Some(Role::Sales), status: Some(Status::Active), ..Filter::default() };
        let all = list::ids(&mut view, account, &sales).await.unwrap();
        let within = rights.reach().map(Within::of);
        let near = list::ids(&mut view, account, &Filter { within, ..sales }).await.unwrap();
        let far = all.into_iter().find(|user| !near.contains(user)).unwrap();
        (near.first().unwrap().0, far.0)
    }

    async fn own_draft(&mut self) -> i64 {
        let answer = upload(&mut self.manager, "/imports", "theirs.csv", THEIRS).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        id_of(answer.location())
    }

    /// The address that a caller asks for; what an Admin or the Manager does has a new import each time.
    async fn address(&mut self, route: &Route, caller: Caller) -> String {
        let id = match (route.of, caller) {
            (Of::Nothing | Of::Secret | Of::Period, _) => 0,
            (Of::Person, Caller::Importer) => self.near,
            (Of::Person, Caller::ImporterOfOthers) => self.far,
            (Of::Person, _) => self.ours.person,
            (Of::Passkey, _) => self.ours.passkey,
            (Of::Team, _) => self.ours.team,
            (Of::Territory, _) => self.ours.territory,
            (Of::Draft, Caller::Importer) if route.whom == Whom::Importers => self.own_draft().await,
            (Of::Draft, Caller::Admin) => self.ours.draft().await,
            (Of::Draft, _) => self.draft,
            (Of::Applied, Caller::Importer) => self.applied,
            (Of::Applied, _) => self.ours.applied,
        };
        address(route, id)
    }

    fn visitor(&self, caller: Caller) -> Visitor {
        match caller {
            Caller::Nobody => self.ours.world.stranger(),
            Caller::Sales => self.sales.clone(),
            Caller::Manager | Caller::Importer | Caller::ImporterOfOthers => self.manager.clone(),
            Caller::Admin => self.ours.dana.clone(),
            Caller::Foreigner => self.foreigner.clone(),
            Caller::Suspended => self.suspended.clone(),
        }
    }
}

/// Signing out ends the session that the other cells of a caller need, so that it comes last.
fn in_order() -> Vec<&'static Route> {
    let (last, mut routes): (Vec<_>, Vec<_>) =
        ROUTES.iter().partition(|route| route.path.starts_with("/sign-out"));
    routes.extend(last);
    routes
}

fn check(route: &Route, caller: Caller, path: &str, answer: &Answer) {
    let called = format!("{caller:?}: {} {path}", route.method);
    assert_eq!(
        answer.status.as_u16(),
        expected(route, caller),
        "{called}: {} {}",
        answer.location(),
        answer.body
    );
    let to_sign_in = answer.location().starts_with("/sign-in");
    if route.whom != Whom::Anybody {
        assert_eq!(to_sign_in, !caller.is_signed_in(), "{called}: {}", answer.location());
    }
    if to_sign_in && route.whom != Whom::Anybody {
        assert_eq!(answer.body, "", "{called}");
    }
}

#[tokio::test]
async fn every_route_answers_every_kind_of_caller_as_the_table_says() {
    let mut stage = Stage::new().await;
    let mut columns: Vec<Vec<String>> = Vec::new();
    let before = stage.ours.seen(stage.draft).await;
    for caller in CALLERS {
        if caller == Caller::ImporterOfOthers {
            stage.let_managers_import(true).await;
        }
        stage.forget_attempts().await;
        let mut column = Vec::new();
        for route in in_order() {
            let path = stage.address(route, caller).await;
            let answer = call(&mut stage.visitor(caller), route.method, &path, route.form).await;
            check(route, caller, &path, &answer);
            let to_sign_in = answer.location().starts_with("/sign-in") && route.whom != Whom::Anybody;
            column.push(if to_sign_in { "sign in".to_owned() } else { answer.status.as_u16().to_string() });
        }
        columns.push(column);
        // They have signed out in the end.
        if matches!(caller, Caller::Manager | Caller::ImporterOfOthers) {
            stage.manager = stage.ours.world.visitor(MANAGER).await;
        }
        if caller == Caller::ImporterOfOthers {
            assert_eq!(
                stage.ours.seen(stage.draft).await,
                before,
                "somebody who may not has changed something"
            );
        }
    }
    crate::snapshot::compare("web/crawl/matrix.txt", &written(&columns));
}

/// The matrix as people read it.
fn written(columns: &[Vec<String>]) -> String {
    let mut text = format!("{:<44}", "");
    for caller in CALLERS {
        let _ = write!(text, "{:>11}", caller.heading());
    }
    text.push('\n');
    for (at, route) in in_order().into_iter().enumerate() {
        let _ = write!(text, "{:<44}", format!("{:<5}{}", route.method, route.path));
        for column in columns {
            let _ = write!(text, "{:>11}", column[at]);
        }
        text.push('\n');
    }
    text
}
