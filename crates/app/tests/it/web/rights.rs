//! What an import makes of somebody who is signed in: another role, address or phone ends their sessions at once, and the
//! next one has the rights of then.

use axum::http::{Request, StatusCode};
use plan::choices::Actor;
use plan::snapshot::Role;
use store::{ImportId, UserId};

use super::world::{Answer, PASSWORD, Visitor, World};
use crate::wizard::client::{id_of, upload, value_of};

const HEADER: &str = "First Name,Last Name,Email,Phone,Role,External System ID";
const INGRID: &str = "i.solheim@northwind.example";

/// The example company with its two Admins: Dana, who imports, and Ingrid, who is signed in twice.
pub struct Office {
    pub world: World,
    dana: Visitor,
}

impl Office {
    async fn new() -> (Self, [Visitor; 2]) {
        let world = World::new().await;
        let sessions = [world.visitor("i.solheim").await, world.visitor("i.solheim").await];
        (Self::of(world).await, sessions)
    }

    /// The same in a world that is there.
    pub async fn of(world: World) -> Self {
        Self { dana: world.admin().await, world }
    }

    /// Dana changes somebody who is there, from the file to the last button; blank cells stay as they are.
    async fn import(&mut self, row: &str) {
        let answer =
            upload(&mut self.dana, "/imports", "changes.csv", &format!("{HEADER}\r\n{row}\r\n")).await;
        let import = id_of(answer.location());
        let path = |rest: &str| format!("/imports/{import}{rest}");
        self.dana.post(&path("/choices"), &[("existing", "update")]).await;
        let review = self.dana.get(&path("/review")).await.body;
        let (fingerprint, confirm) = (value_of(&review, "fingerprint"), self.guard(import).await);
        let fields = [("fingerprint", fingerprint.as_str()), ("confirm", &confirm)];
        let agreed = self.dana.post(&path("/apply"), &fields).await;
        assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
        let account = self.world.account().await;
        self.world.state.pipeline.apply(account, ImportId(import)).await.unwrap();
    }

    /// The number that the guard wants typed in.
    async fn guard(&self, import: i64) -> String {
        let by = Actor::Person { id: self.world.user("dana.mitchell").await.id.0, role: Role::Admin };
        let account = self.world.account().await;
        let plan = self.world.state.pipeline.plan(account, ImportId(import), by).await.unwrap();
        plan.effects().guard.as_ref().map(|guard| guard.number.to_string()).unwrap_or_default()
    }

    /// Gives Ingrid another role.
    pub async fn give_role(&mut self, role: &str) {
        self.import(&format!(",,{INGRID},,{role},")).await;
    }

    async fn role(&self, user: UserId) -> Role {
        let mut view = self.world.state.db.view().await.unwrap();
        store::users::get(&mut view, self.world.account().await, user).await.unwrap().values.role
    }
}

fn leads_out(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/sign-in")
}

/// What stands in somebody's menu, of what Admins and Managers have there.
async fn menu(visitor: &mut Visitor) -> Vec<&'static str> {
    let page = visitor.get("/me").await;
    assert_eq!(page.status, StatusCode::OK);
    ["/imports", "/users", "/settings"]
        .into_iter()
        .filter(|path| page.body.contains(&format!("href=\"{path}\"")))
        .collect()
}

#[tokio::test]
async fn another_role_ends_every_session_and_the_next_one_has_the_panel_of_that_role() {
    let (mut office, mut sessions) = Office::new().await;
    let ingrid = office.world.user("i.solheim").await.id;
    assert_eq!(
        office.dana.post("/settings/imports", &[("managers", "yes")]).await.status,
        StatusCode::SEE_OTHER
    );
    for (role, given, seen, statuses) in [
        ("Sales", Role::Sales, &[][..], [StatusCode::FORBIDDEN; 2]),
        ("Manager", Role::Manager, &["/imports", "/users"], [StatusCode::OK; 2]),
        ("Admin", Role::Admin, &["/imports", "/users", "/settings"], [StatusCode::OK; 2]),
    ] {
        office.give_role(role).await;
        assert_eq!(office.role(ingrid).await, given);
        let [here, there] = &mut sessions;
        // Whatever the request is: a page, a part of one, a button.
        assert!(leads_out(&here.get("/imports").await), "{role}");
        let part = there.get_part("/users?find=a", "/users").await;
        assert_eq!(
            (part.status, part.header("hx-redirect")),
            (StatusCode::UNAUTHORIZED, Some("/sign-in?next=%2Fusers"))
        );
        assert!(leads_out(&there.post("/settings/imports", &[("managers", "no")]).await), "{role}");
        assert_eq!(
            office.dana.get("/imports").await.status,
            StatusCode::OK,
            "whoever imported it was signed out"
        );

        sessions = [office.world.visitor("i.solheim").await, office.world.visitor("i.solheim").await];
        for visitor in &mut sessions {
            assert_eq!(menu(visitor).await, seen, "{role}");
            let found = [visitor.get("/imports").await.status, visitor.get("/users").await.status];
            assert_eq!(found, statuses, "{role}");
        }
    }
}

#[tokio::test]
async fn another_address_or_phone_ends_every_session_and_another_name_none() {
    let (mut office, mut sessions) = Office::new().await;
    office.import(&format!("Inga,,{INGRID},,,")).await;
    for visitor in &mut sessions {
        assert!(visitor.get("/me").await.body.contains("Hello, Inga"));
    }
    office.import(&format!(",,{INGRID},+13125550198,,")).await;
    for visitor in &mut sessions {
        assert!(leads_out(&visitor.get("/me").await));
    }
    let mut again = office.world.visitor("i.solheim").await;
    office.import(",,inga@northwind.example,,,00917").await;
    assert!(leads_out(&again.get("/imports").await));
    let form = |email| [("email", email), ("password", PASSWORD)];
    let old = office.world.stranger().post("/sign-in", &form(INGRID)).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = office.world.stranger().post("/sign-in", &form("inga@northwind.example")).await;
    assert_eq!(new.location(), "/");
}

#[tokio::test]
async fn a_code_or_a_link_that_was_asked_for_before_opens_nothing_after_another_role() {
    let mut office = Office::of(World::sending().await).await;
    let mut ingrid = office.world.stranger();
    ingrid.post("/sign-in/code", &[("address", INGRID)]).await;
    ingrid.post("/forgot", &[("email", INGRID)]).await;
    let sent = office.world.sent().await;
    assert_eq!(sent.len(), 2, "{sent:?}");
    office.give_role("Sales").await;
    let link = sent.iter().find(|one| one.secret.len() > 6).unwrap();
    let page = ingrid.get(&format!("/welcome/{}", link.secret)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.body);
    // A code is for the person, whoever they are by now: it signs them in with the rights of now.
    let code = sent.iter().find(|one| one.secret.len() == 6).unwrap();
    let answer = ingrid.post("/sign-in/code/enter", &[("address", INGRID), ("code", &code.secret)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(menu(&mut ingrid).await, [""; 0]);
    let request = Request::get("/users").header("hx-request", "true");
    assert_eq!(ingrid.send(request, "").await.status, StatusCode::FORBIDDEN);
}
