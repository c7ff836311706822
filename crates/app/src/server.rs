//! Serves the panel until it is told to stop.

use std::net::SocketAddr;
use std::task::Poll;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

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

/// What tells the process to stop: Ctrl-C, or SIGTERM of whatever runs it.
#[derive(Debug)]
pub struct Signals(Vec<Signal>);

impl Signals {
    /// Listens from now on: a signal that comes before anybody waits for it is heard too.
    pub fn listen() -> Self {
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        let signals = kinds.into_iter().filter_map(|kind| match signal(kind) {
            Ok(signal) => Some(signal),
            Err(error) => {
                tracing::warn!("signals cannot be listened for: {error}");
                None
            }
        });
        Self(signals.collect())
    }

    /// Ends when one was heard.
    pub async fn heard(&mut self) {
        std::future::poll_fn(|cx| {
            let heard = self.0.iter_mut().any(|signal| signal.poll_recv(cx).is_ready());
            if heard { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        tracing::info!("told to stop; what is under way is finished first");
    }
}
