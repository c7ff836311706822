//! What machines ask: whether the process lives, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;
use store::SchemaState;

use crate::pipeline::Pipeline;

/// The process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// The database answers and has the schema of this program.
pub async fn ready(State(pipeline): State<Pipeline>) -> (StatusCode, String) {
    match pipeline.db().schema_state().await {
        Ok(SchemaState::Current) => (StatusCode::OK, "ready\n".to_owned()),
        Ok(other) => (StatusCode::SERVICE_UNAVAILABLE, format!("{other}\n")),
        Err(error) => {
            tracing::warn!("not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n".to_owned())
        }
    }
}
