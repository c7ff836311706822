//! Every route of the panel: who may use it, what its address names, and what its own Admin is answered.

use super::Of::{self, Applied, Draft, Nothing, Passkey, Period, Person, Secret, Team, Territory};
use super::Whom::{self, Admins, Anybody, Everyone, Importers};

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
pub const ROUTES: &[Route] = &[
    get("/healthz", Anybody, Nothing, 200),
    get("/readyz", Anybody, Nothing, 200),
    // Without a token there is nothing where others may come; the rest is tested where they are watched.
    get("/metrics", Anybody, Nothing, 404),
    // Of providers; none is set here.
    post("/hooks/sms", Anybody, Nothing, &[], 404),
    post("/hooks/mail", Anybody, Nothing, &[], 404),
    post("/hooks/stripe", Anybody, Nothing, &[], 404),
    get("/assets/{version}/{*path}", Anybody, Secret, 404),
    post("/csp-report", Anybody, Nothing, &[], 204),
    get("/sign-in", Anybody, Nothing, 200),
    post("/sign-in", Anybody, Nothing, &[("email", "nobody@x.example"), ("password", "no")], 422),
    get("/sign-in/code", Anybody, Nothing, 200),
    post("/sign-in/code", Anybody, Nothing, &[("address", "nobody@x.example")], 200),
    post("/sign-in/code/enter", Anybody, Nothing, &[("address", "nobody@x.example"), ("code", "1")], 422),
    // Passkeys need a public address over https; what they take is JSON. Both are tested where passkeys are.
    post("/sign-in/passkey/ask", Anybody, Nothing, &[], 404),
    post("/sign-in/passkey", Anybody, Nothing, &[], 400),
    get("/sso", Anybody, Nothing, 200),
    post("/sso", Anybody, Nothing, &[("whom", "")], 422),
    get("/sso/go", Anybody, Nothing, 303),
    get("/sso/callback/{account}", Anybody, Secret, 400),
    post("/sign-out", Anybody, Nothing, &[], 303),
    post("/sign-out/everywhere", Anybody, Nothing, &[], 303),
    post("/sign-out/again", Anybody, Nothing, &[], 303),
    get("/forgot", Anybody, Nothing, 200),
    post("/forgot", Anybody, Nothing, &[("email", "nobody@x.example")], 200),
    get("/welcome/{token}", Anybody, Secret, 404),
    post("/welcome/{token}", Anybody, Secret, &[("password", "three blue herons"), ("again", "x")], 404),
    get("/join/{token}", Anybody, Secret, 404),
    post("/join/{token}", Anybody, Secret, &[("password", "three blue herons"), ("again", "x")], 404),
    post("/join/{token}/code", Anybody, Secret, &[], 404),
    post("/join/{token}/confirm", Anybody, Secret, &[("code", "1")], 404),
    post("/join/{token}/passkey/ask", Anybody, Secret, &[], 404),
    post("/join/{token}/passkey", Anybody, Secret, &[], 400),
    post("/join/{token}/again", Anybody, Secret, &[], 200),
    // Whoever does not import is led on to their own page.
    get("/", Everyone, Nothing, 200),
    get("/me", Everyone, Nothing, 200),
    post("/me/password", Everyone, Nothing, &[("password", "short"), ("again", "short")], 422),
    post("/me/phone", Everyone, Nothing, &[("code", "1")], 303),
    post("/me/phone/code", Everyone, Nothing, &[], 303),
    post("/me/passkeys/ask", Everyone, Nothing, &[], 404),
    post("/me/passkeys", Everyone, Nothing, &[], 400),
    post("/me/passkeys/{passkey}/name", Everyone, Passkey, &[("name", "Mine")], 303),
    post("/me/passkeys/{passkey}/remove", Everyone, Passkey, &[], 303),
    get("/users", Importers, Nothing, 200),
    get("/users/list.csv", Importers, Nothing, 200),
    get("/users/list.xlsx", Importers, Nothing, 200),
    get("/users/new", Importers, Nothing, 200),
    post("/users/new", Importers, Nothing, &[("role", "Sales")], 422),
    // Nobody is chosen.
    get("/users/edit", Importers, Nothing, 303),
    post("/users/edit", Importers, Nothing, &[("set_role", "Sales")], 303),
    // Without a word of what to do; and without anybody to do it to.
    get("/users/standing", Importers, Nothing, 400),
    post("/users/standing", Importers, Nothing, &[("act", "suspend")], 303),
    get("/users/{user}", Importers, Person, 200),
    get("/users/{user}/edit", Importers, Person, 200),
    // A form of a person who was changed since.
    post("/users/{user}/edit", Importers, Person, &[("first_name", "Ida"), ("version", "0")], 409),
    // Nothing is suppressed, so there is nothing to lift.
    post("/users/{user}/lift", Admins, Person, &[("channel", "email")], 404),
    get("/users/export.csv", Importers, Nothing, 200),
    get("/users/export.xlsx", Importers, Nothing, 200),
    get("/teams", Admins, Nothing, 200),
    get("/teams/new", Admins, Nothing, 200),
    post("/teams/new", Admins, Nothing, &[("name", "Visible"), ("under", "")], 303),
    get("/teams/{team}", Admins, Team, 200),
    post("/teams/{team}/rename", Admins, Team, &[("name", "Visible too")], 303),
    post("/teams/{team}/move", Admins, Team, &[("under", "")], 303),
    // Nothing is chosen, and so many are not in it.
    post("/teams/{team}/merge", Admins, Team, &[("into", "")], 422),
    post("/teams/{team}/archive", Admins, Team, &[("seen", "999"), ("confirm", "999")], 409),
    // It is not archived, so that there is nothing to restore.
    post("/teams/{team}/restore", Admins, Team, &[], 303),
    get("/territories", Admins, Nothing, 200),
    get("/territories/new", Admins, Nothing, 200),
    post("/territories/new", Admins, Nothing, &[("name", "Visible"), ("under", "")], 303),
    get("/territories/{territory}", Admins, Territory, 200),
    post("/territories/{territory}/rename", Admins, Territory, &[("name", "Visible too")], 303),
    post("/territories/{territory}/move", Admins, Territory, &[("under", "")], 303),
    post("/territories/{territory}/colour", Admins, Territory, &[("colour", "teal")], 303),
    // Nothing is chosen, and so many are not in it.
    post("/territories/{territory}/merge", Admins, Territory, &[("into", "")], 422),
    post("/territories/{territory}/archive", Admins, Territory, &[("seen", "999"), ("confirm", "999")], 409),
    // It is not archived, so that there is nothing to restore.
    post("/territories/{territory}/restore", Admins, Territory, &[], 303),
    get("/settings/sign-on", Admins, Nothing, 200),
    post("/settings/sign-on", Admins, Nothing, &[("issuer", "nonsense")], 422),
    post("/settings/sign-on/check", Admins, Nothing, &[], 404),
    post("/settings/sign-on/only", Admins, Nothing, &[("only", "yes")], 404),
    post("/settings/sign-on/remove", Admins, Nothing, &[], 404),
    get("/outbox", Admins, Nothing, 200),
    get("/outbox/failed", Admins, Nothing, 200),
    post("/outbox/failed/again", Admins, Nothing, &[("channel", "email"), ("cause", "x")], 303),
    post("/outbox/failed/drop", Admins, Nothing, &[("channel", "email"), ("cause", "x")], 303),
    get("/invitations", Admins, Nothing, 200),
    post("/invitations/release", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 303),
    post("/invitations/send", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 303),
    post("/invitations/links.csv", Admins, Nothing, &[("all", "yes"), ("seen", "1")], 200),
    get("/audit", Admins, Nothing, 200),
    get("/audit/list.csv", Admins, Nothing, 200),
    get("/settings", Admins, Nothing, 303),
    get("/settings/company", Admins, Nothing, 200),
    post("/settings/company", Admins, Nothing, &[("name", "")], 422),
    get("/settings/imports", Admins, Nothing, 200),
    // As it is: who imports is changed for the matrix by itself.
    post("/settings/imports", Admins, Nothing, &[("managers", "yes")], 303),
    get("/settings/billing", Admins, Nothing, 200),
    post("/settings/billing/buying", Admins, Nothing, &[("buy", "yes")], 303),
    post("/settings/billing/limit", Admins, Nothing, &[("most", "")], 303),
    post("/settings/billing/counting", Admins, Nothing, &[("from", "joining"), ("trial_days", "")], 303),
    get("/settings/billing/changes", Admins, Nothing, 200),
    // Nobody collects here; both are tested where somebody does.
    get("/settings/billing/payment", Admins, Nothing, 404),
    post("/settings/billing/payment", Admins, Nothing, &[], 404),
    get("/settings/billing/payment/back", Admins, Nothing, 404),
    get("/settings/billing/{from}", Admins, Period, 200),
    get("/settings/billing/{from}/csv", Admins, Period, 200),
    get("/settings/billing/{from}/pdf", Admins, Period, 200),
    get("/settings/messages", Admins, Nothing, 200),
    post("/settings/messages", Admins, Nothing, &[("subject", ""), ("email", ""), ("text", "")], 422),
    post("/settings/messages/preview", Admins, Nothing, &[("subject", "a")], 200),
    post("/settings/messages/language", Admins, Nothing, &[("language", "en")], 303),
    post("/settings/messages/reset", Admins, Nothing, &[], 303),
    get("/imports", Importers, Nothing, 200),
    // Without a file: what it takes is tested where files are.
    post("/imports", Importers, Nothing, &[], 400),
    get("/imports/new", Importers, Nothing, 200),
    post("/imports/paste", Importers, Nothing, &[("cells", "")], 422),
    get("/imports/sample.csv", Importers, Nothing, 200),
    get("/imports/template.csv", Importers, Nothing, 200),
    get("/imports/template.xlsx", Importers, Nothing, 200),
    get("/imports/{import}", Importers, Draft, 303),
    get("/imports/{import}/left", Importers, Draft, 200),
    get("/imports/{import}/match", Importers, Draft, 200),
    post("/imports/{import}/match/column", Importers, Draft, &[("column", "0"), ("field", "last_name")], 303),
    post("/imports/{import}/match/constant", Importers, Draft, &[("field", "role"), ("value", "Sales")], 303),
    post("/imports/{import}/match/names", Importers, Draft, &[("names", "last_first")], 303),
    post("/imports/{import}/match/look", Importers, Draft, &[("delimiter", "comma")], 200),
    post("/imports/{import}/match/reading", Importers, Draft, &[("delimiter", "comma")], 303),
    post("/imports/{import}/match/found", Importers, Draft, &[], 303),
    get("/imports/{import}/fix", Importers, Draft, 200),
    post("/imports/{import}/fix/do", Importers, Draft, &[("act", "leave"), ("of", ""), ("row", "2")], 303),
    post(
        "/imports/{import}/fix/cell",
        Importers,
        Draft,
        &[("row", "2"), ("field", "email"), ("value", "x@y.example")],
        303,
    ),
    post(
        "/imports/{import}/fix/value",
        Importers,
        Draft,
        &[("act", "map"), ("field", "role"), ("from", "Sales"), ("to", "Manager")],
        303,
    ),
    post("/imports/{import}/fix/replace", Importers, Draft, &[("replace", "email"), ("find", "a")], 303),
    post(
        "/imports/{import}/fix/paste",
        Importers,
        Draft,
        &[("row", "2"), ("field", "email"), ("block", "x@y.example")],
        303,
    ),
    post("/imports/{import}/fix/last", Importers, Draft, &[], 303),
    post("/imports/{import}/fix/undo", Importers, Draft, &[("number", "1")], 303),
    post("/imports/{import}/fix/redo", Importers, Draft, &[], 303),
    get("/imports/{import}/review", Importers, Draft, 200),
    get("/imports/{import}/stripe", Admins, Draft, 404),
    post("/imports/{import}/choices", Importers, Draft, &[("existing", "update")], 303),
    post("/imports/{import}/apply", Importers, Draft, &[("fingerprint", NO_PLAN)], 409),
    post("/imports/{import}/discard", Importers, Draft, &[], 303),
    get("/imports/{import}/bad-rows.csv", Importers, Draft, 200),
    get("/imports/{import}/original", Importers, Draft, 200),
    get("/imports/{import}/done", Importers, Applied, 200),
    get("/imports/{import}/progress", Importers, Applied, 200),
    post("/imports/{import}/again", Importers, Applied, &[], 303),
    get("/imports/{import}/left-out.csv", Importers, Applied, 200),
    get("/imports/{import}/outcome.csv", Importers, Applied, 200),
];
