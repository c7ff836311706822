//! Every route of the panel: who may use it, what its address names, and what its own Admin is answered.

use super::Of::{self, Applied, Draft, Nothing, Person, Secret};
use super::Whom::{self, Admins, Anybody, Everyone};

/// One route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub whom: Whom,
    pub of: Of,
    /// What a form sends.
    pub form: &'static [(&'static str, &'static str)],
    /// What those are answered who may use it: of a thing of their own, where it is of one.
    pub answer: u16,
}

const fn get(path: &'static str, whom: Whom, of: Of, answer: u16) -> Route {
    Route { method: "GET", path, whom, of, form: &[], answer }
}

const fn post(
    path: &'static str,
    whom: Whom,
    of: Of,
    form: &'static [(&'static str, &'static str)],
    answer: u16,
) -> Route {
    Route { method: "POST", path, whom, of, form, answer }
}

/// A fingerprint of no plan.
const NO_PLAN: &str = "00000000000000000000000000000000.00000000000000000000000000000000";

/// Every route.
pub const ROUTES: [Route; 63] = [
    get("/healthz", Anybody, Nothing, 200),
    get("/readyz", Anybody, Nothing, 200),
    get("/assets/{version}/{*path}", Anybody, Secret, 404),
    post("/csp-report", Anybody, Nothing, &[], 204),
    get("/sign-in", Anybody, Nothing, 200),
    post("/sign-in", Anybody, Nothing, &[("email", "nobody@x.example"), ("password", "no")], 422),
    post("/sign-out", Anybody, Nothing, &[], 303),
    get("/welcome/{token}", Anybody, Secret, 404),
    post("/welcome/{token}", Anybody, Secret, &[("password", "three blue herons"), ("again", "x")], 404),
    get("/join/{token}", Anybody, Secret, 404),
    post("/join/{token}", Anybody, Secret, &[("password", "three blue herons"), ("again", "x")], 404),
    get("/", Everyone, Nothing, 303),
    get("/me", Everyone, Nothing, 200),
    get("/users", Admins, Nothing, 200),
    get("/users/{user}", Admins, Person, 200),
    get("/users/export.csv", Admins, Nothing, 200),
    get("/users/export.xlsx", Admins, Nothing, 200),
    get("/teams", Admins, Nothing, 200),
    get("/territories", Admins, Nothing, 200),
    get("/outbox", Admins, Nothing, 200),
    get("/invitations", Admins, Nothing, 200),
    post("/invitations/release", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 303),
    post("/invitations/send", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 303),
    post("/invitations/cancel", Admins, Nothing, &[("id", "1"), ("seen", "1")], 303),
    post("/invitations/links.csv", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 200),
    get("/settings/messages", Admins, Nothing, 200),
    post("/settings/messages", Admins, Nothing, &[("subject", ""), ("email", ""), ("text", "")], 422),
    post("/settings/messages/preview", Admins, Nothing, &[("subject", "a")], 200),
    post("/settings/messages/reset", Admins, Nothing, &[], 303),
    get("/imports", Admins, Nothing, 200),
    // Without a file: what it takes is tested where files are.
    post("/imports", Admins, Nothing, &[], 400),
    get("/imports/new", Admins, Nothing, 200),
    get("/imports/template.csv", Admins, Nothing, 200),
    get("/imports/template.xlsx", Admins, Nothing, 200),
    get("/imports/{import}", Admins, Draft, 303),
    get("/imports/{import}/left", Admins, Draft, 200),
    get("/imports/{import}/match", Admins, Draft, 200),
    post("/imports/{import}/match/column", Admins, Draft, &[("column", "0"), ("field", "last_name")], 303),
    post("/imports/{import}/match/constant", Admins, Draft, &[("field", "role"), ("value", "Sales")], 303),
    post("/imports/{import}/match/names", Admins, Draft, &[("names", "last_first")], 303),
    post("/imports/{import}/match/look", Admins, Draft, &[("delimiter", "comma")], 200),
    post("/imports/{import}/match/reading", Admins, Draft, &[("delimiter", "comma")], 303),
    post("/imports/{import}/match/found", Admins, Draft, &[], 303),
    get("/imports/{import}/fix", Admins, Draft, 200),
    post("/imports/{import}/fix/do", Admins, Draft, &[("act", "leave"), ("of", ""), ("row", "2")], 303),
    post(
        "/imports/{import}/fix/cell",
        Admins,
        Draft,
        &[("row", "2"), ("field", "email"), ("value", "x@y.example")],
        303,
    ),
    post(
        "/imports/{import}/fix/value",
        Admins,
        Draft,
        &[("act", "map"), ("field", "role"), ("from", "Sales"), ("to", "Manager")],
        303,
    ),
    post("/imports/{import}/fix/replace", Admins, Draft, &[("replace", "email"), ("find", "a")], 303),
    post(
        "/imports/{import}/fix/paste",
        Admins,
        Draft,
        &[("row", "2"), ("field", "email"), ("block", "x@y.example")],
        303,
    ),
    post("/imports/{import}/fix/last", Admins, Draft, &[], 303),
    post("/imports/{import}/fix/undo", Admins, Draft, &[("number", "1")], 303),
    post("/imports/{import}/fix/redo", Admins, Draft, &[], 303),
    get("/imports/{import}/review", Admins, Draft, 200),
    post("/imports/{import}/choices", Admins, Draft, &[("existing", "update")], 303),
    post("/imports/{import}/apply", Admins, Draft, &[("fingerprint", NO_PLAN)], 409),
    post("/imports/{import}/discard", Admins, Draft, &[], 303),
    get("/imports/{import}/bad-rows.csv", Admins, Draft, 200),
    get("/imports/{import}/original", Admins, Draft, 200),
    get("/imports/{import}/done", Admins, Applied, 200),
    get("/imports/{import}/progress", Admins, Applied, 200),
    post("/imports/{import}/again", Admins, Applied, &[], 303),
    get("/imports/{import}/left-out.csv", Admins, Applied, 200),
    get("/imports/{import}/outcome.csv", Admins, Applied, 200),
];
