//! The address at which whoever runs an installation watches it, beside whatever the command does.

use std::time::Duration;

use tokio::net::TcpListener;

use super::exit::CliError;
use super::serve;
use crate::config::Config;
use crate::jobs::Stop;
use crate::pipeline::Pipeline;
use crate::web::metrics::routes;

/// Answers under way may take so long to end once it is time to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Takes the port of the settings, if they name one.
///
/// # Errors
/// As [`serve::listen`] has them.
pub async fn listen(config: &Config) -> Result<Option<TcpListener>, CliError> {
    match config.watching.metrics_listen {
        Some(address) => serve::listen(address).await.map(Some),
        None => Ok(None),
    }
}

/// Answers there until it is time to stop.
pub async fn serve(listener: TcpListener, pipeline: Pipeline, mut stop: Stop) {
    let mut heard = stop.clone();
    let answering =
        axum::serve(listener, routes(pipeline)).with_graceful_shutdown(async move { heard.heard().await });
    tokio::select! {
        answered = answering => {
            if let Err(problem) = answered {
                tracing::error!("/metrics cannot be answered any more: {problem}");
            }
        }
        // A watcher that holds its connection open keeps nobody waiting.
        () = async {
            stop.heard().await;
            tokio::time::sleep(LAST_ANSWERS).await;
        } => {}
    }
}
