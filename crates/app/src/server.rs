//! Serves the panel until it is told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::config::Network;
use crate::routes::router;
use crate::state::AppState;

/// Requests under way may take so long to end once the panel is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(20);

/// Serves the panel on a socket until `stop` is done; requests under way are answered first.
///
/// # Errors
/// Where the socket fails.
pub async fn serve<F>(
    listener: TcpListener,
    state: &AppState,
    proxies: &[Network],
    stop: F,
) -> std::io::Result<()>
where
    F: Future<Output = ()> + Send + 'static,
{
    let router = router(state, proxies).into_make_service_with_connect_info::<SocketAddr>();
    let (told, mut late) = tokio::sync::watch::channel(false);
    let graceful = axum::serve(listener, router).with_graceful_shutdown(async move {
        stop.await;
        let _ = told.send(true);
    });
    tokio::select! {
        ended = graceful => ended,
        () = async {
            let _ = late.wait_for(|told| *told).await;
            tokio::time::sleep(LAST_REQUESTS).await;
        } => {
            tracing::warn!("requests were still under way after {LAST_REQUESTS:?} and were cut off");
            Ok(())
        }
    }
}

/// Done when the process is told to stop: Ctrl-C, or SIGTERM of whatever runs it.
pub async fn told_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!("SIGTERM cannot be listened for: {error}");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    tracing::info!("told to stop; requests under way are answered first");
}
