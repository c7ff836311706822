//! `muster worker`: the queue alone.

use std::io::Write;

use store::lanes;

use super::exit::{CliError, Exit};
use super::{ending, watch};
use crate::config::Config;
use crate::installation;
use crate::jobs::stop;
use crate::server::Signals;

/// Run the queue alone: messages and other work outside of transactions
///
/// `serve` has a worker of its own. Run more of them beside it where the queue is long.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// End when the queue is empty
    #[arg(long)]
    pub drain: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the database cannot be had.
pub async fn run(args: &Args, config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    let mut signals = Signals::listen();
    let watched = watch::listen(config).await?;
    let db = installation::open(config).await?;
    let key = installation::key(config, &db).await?;
    let pipeline = installation::pipeline(config, &db, &key)?;
    let worker = installation::worker(config, &pipeline, &key)?;
    if args.drain {
        let left = worker.drain().await?;
        if left.messages > 0 {
            let closed = lanes::closed(&mut *db.view().await?).await?;
            let words = closed.first().map_or("", |lane| lane.words.as_str());
            return Err(CliError::unexpected(format!(
                "Messages that still wait, because their service takes none: {}. It says: {words}",
                left.messages
            )));
        }
        if left.accounts > 0 {
            return Err(CliError::unexpected(format!(
                "Accounts whose last change of seats Stripe does not know: {}. `muster billing show` says what is in the way.",
                left.accounts
            )));
        }
    } else {
        let (stopper, stop) = stop();
        let watching =
            watched.map(|socket| tokio::spawn(watch::serve(socket, pipeline.clone(), stop.clone())));
        // Large, and awaited once.
        let work = Box::pin(async {
            worker.run(stop).await;
            if let Some(watching) = watching {
                // It ends when the worker does, and a panic there is logged by itself.
                let _ = watching.await;
            }
        });
        let told = async {
            signals.heard().await;
            stopper.stop();
        };
        // What it could not finish is logged there, and taken up by the next process.
        let _ = ending::in_time(work, told).await;
    }
    ending::close(&db).await;
    Ok(Exit::Done)
}
