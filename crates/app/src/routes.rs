//! Every route, and the layers around them.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use crate::assets;
use crate::config::Network;
use crate::error::Error;
use crate::hooks;
use crate::pages::{
    audit, groups, health, home, imports, invitations, me, outbox, settings, sign_in, users, wizard,
};
use crate::state::AppState;
use crate::web::headers::Https;
use crate::web::request::{RandomId, id_of};
use crate::web::{client, errors, flash, headers, metrics, origin, reports, session};

/// Forms are small; what takes files says so itself.
const LARGEST_FORM: usize = 256 * 1024;

/// The panel, ready to be served. `proxies` are those whose word is taken for where a request comes from.
pub fn router(state: &AppState, proxies: &[Network]) -> Router {
    let https = Https(state.config.public_url.is_https());
    let machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::guarded))
        .merge(hooks::routes())
        .with_state(state.clone())
        .merge(assets::routes());
    Router::new()
        .merge(with_session(state, https))
        .merge(machines)
        .layer(from_fn_with_state(https, headers::add))
        .layer(from_fn_with_state(state.pipeline.clone(), metrics::count))
        .layer(from_fn_with_state(Arc::<[Network]>::from(proxies), client::find))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(answered()).on_failure(()))
        .layer(SetRequestIdLayer::x_request_id(RandomId))
}

/// The pages for people, from the inside out: session, what was just done, where the request comes from, panics, errors.
fn with_session(state: &AppState, https: Https) -> Router {
    pages_for_people(state)
        .fallback(|| async { Error::NotFound })
        .with_state(state.clone())
        .layer(session::layer(state))
        .layer(from_fn_with_state(https, flash::carry))
        .layer(from_fn(origin::check))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(errors::draw))
}

fn pages_for_people(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/csp-report", post(reports::take))
        .merge(home::routes())
        .merge(sign_in::routes())
        .merge(imports::routes())
        .merge(wizard::routes(state.pipeline.limits().bytes))
        .merge(users::routes())
        .merge(me::routes())
        .merge(groups::routes())
        .merge(invitations::routes())
        .merge(outbox::routes())
        .merge(settings::routes())
        .merge(audit::routes())
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("of an unknown kind");
    Error::failed(format!("a panic: {text}")).into_response()
}

/// What the log says of a request: the route and not the address, which may hold a name or the secret of a link.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("no route", MatchedPath::as_str);
    tracing::info_span!("request", id = id_of(request), method = %request.method(), route)
}

fn answered() -> DefaultOnResponse {
    DefaultOnResponse::new().level(Level::INFO)
}
