//! Work beside a request: whoever asks is answered at once, and how long the answer takes tells nothing of what there was
//! to do.

use std::sync::Arc;

use tokio::sync::watch;

use crate::error::Result;

/// Counts the work that is under way.
#[derive(Clone, Debug)]
pub struct Beside(Arc<watch::Sender<usize>>);

impl Default for Beside {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Beside {
    /// Does something without keeping the request waiting. What fails is logged as `what`.
    pub fn spawn(&self, what: &'static str, work: impl Future<Output = Result<()>> + Send + 'static) {
        let turn = Turn::begin(self.clone());
        tokio::spawn(async move {
            if let Err(error) = work.await {
                tracing::warn!("{what} failed: {error}");
            }
            drop(turn);
        });
    }

    /// Waits until nothing is under way.
    pub async fn idle(&self) {
        // An error would say that nobody can begin anything any more.
        let _ = self.0.subscribe().wait_for(|under_way| *under_way == 0).await;
    }
}

/// Counts one piece of work, also where it ends in a panic.
struct Turn(Beside);

impl Turn {
    fn begin(beside: Beside) -> Self {
        beside.0.send_modify(|under_way| *under_way += 1);
        Self(beside)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.0.send_modify(|under_way| *under_way -= 1);
    }
}
