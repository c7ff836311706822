//! Counts requests, and answers whoever watches.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use store::{lanes, queue};

use super::client::ClientAddress;
use crate::clock;
use crate::metrics::MEDIA_TYPE;
use crate::outside::signing;
use crate::pages::health;
use crate::pipeline::{Pipeline, Result};
use crate::state::AppState;

/// Counts a request by its route, which holds no name and no secret, and how long its answer took.
pub async fn count(State(pipeline): State<Pipeline>, request: Request, next: Next) -> Response {
    let begun = clock::moment();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let answer = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    // Whoever asks may invent methods, and each would be counted by itself.
    let method = if method.is_safe() || method == "POST" { method.as_str() } else { "other" };
    pipeline.metrics().answered(route, method, answer.status().as_u16(), begun.elapsed());
    answer
}

/// What is answered at an address of its own, to whoever reaches it.
pub fn routes(pipeline: Pipeline) -> Router {
    Router::new()
        .route("/metrics", get(answer))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(pipeline)
}

async fn answer(State(pipeline): State<Pipeline>) -> Response {
    match text(&pipeline).await {
        Ok(text) => {
            ([(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")], text).into_response()
        }
        Err(error) => {
            tracing::warn!("nothing can be measured: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn text(pipeline: &Pipeline) -> Result<String> {
    let mut view = pipeline.db().view().await?;
    let queues = queue::all(&mut view, pipeline.now()).await?;
    let closed = lanes::closed(&mut view).await?;
    Ok(pipeline.metrics().text(&queues, &closed).unwrap_or_default())
}

/// The same at the panel's own address, where anybody can ask: with the token, or from this machine while nobody else is
/// meant to reach it.
pub async fn guarded(State(state): State<AppState>, client: ClientAddress, headers: HeaderMap) -> Response {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let said = said.and_then(|value| value.strip_prefix("Bearer "));
    let allowed = match (&state.config.watching.metrics_token, said) {
        (Some(token), Some(said)) => signing::same(said, token.reveal()),
        (Some(_), None) => return StatusCode::UNAUTHORIZED.into_response(),
        (None, _) => state.config.public_url.is_local() && client.0.is_loopback(),
    };
    if allowed { answer(State(state.pipeline.clone())).await } else { StatusCode::NOT_FOUND.into_response() }
}
