//! `muster serve`: the web panel and the worker.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::pin::pin;

use store::Micros;
use tokio::net::TcpListener;

use super::exit::{CliError, Exit};
use crate::config::{Config, PublicUrl, Server};
use crate::jobs::stop;
use crate::server::{serve, told_to_stop};
use crate::state::{AppState, Parts};
use crate::{clock, installation};

/// Run the web panel and the worker
///
/// Brings the schema up to date by itself, makes the installation key at its first start, and runs until it is told to
/// stop (Ctrl-C or SIGTERM).
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to listen.
    #[command(flatten)]
    pub server: Server,
}

/// Runs the command.
///
/// # Errors
/// Where the database or the port cannot be had.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let listener = listen(args.server.listen).await?;
    let address = listener.local_addr()?;
    let mut config = config.clone();
    if args.server.listen.port() == 0 && config.public_url == PublicUrl::of_socket(args.server.listen) {
        // The system chose the port, and only now it is known which.
        config.public_url = PublicUrl::of_socket(address);
    }
    writeln!(out, "Muster is at {} and listens on {address}. Ctrl-C ends it.", config.public_url.as_str())?;
    out.flush()?;
    run_on(listener, &args.server, &config).await?;
    Ok(Exit::Done)
}

/// Takes the port.
///
/// # Errors
/// `listen.in_use` where somebody else has it, `listen.failed` where it cannot be had otherwise.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, CliError> {
    let other = SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8080));
    TcpListener::bind(address).await.map_err(|problem| match problem.kind() {
        ErrorKind::AddrInUse => CliError::refused(
            "listen.in_use",
            format!(
                "Port {} of {} is in use. Stop what listens there, or choose another port: --listen {other}, or \
                 MUSTER_LISTEN={other} before the command.",
                address.port(),
                address.ip(),
            ),
        ),
        _ => CliError::refused("listen.failed", format!("Muster cannot listen at {address}: {problem}.")),
    })
}

/// Runs panel and worker until they are told to stop (Ctrl-C or SIGTERM).
///
/// # Errors
/// Where the database cannot be opened.
pub async fn run_on(listener: TcpListener, server: &Server, config: &Config) -> Result<(), CliError> {
    let db = installation::create(config).await?;
    db.migrate(Micros(clock::now_micros())).await?;
    let key = installation::key(config, &db).await?;
    let pipeline = installation::pipeline(config, &db, &key)?;
    let worker = installation::worker(config, &pipeline, &key)?;
    let parts = Parts { db: db.clone(), pipeline, config: config.clone(), key, clock: clock::now };
    let (stopper, stop) = stop();
    let mut heard = stop.clone();
    // A task of its own, so that computing for an import keeps nobody from being let in.
    let working = tokio::spawn(async move { worker.run(stop).await });
    let state = AppState::new(parts);
    let mut panel =
        pin!(serve(listener, &state, &server.trusted_proxies, async move { heard.heard().await }));
    let served = tokio::select! {
        served = &mut panel => served,
        () = told_to_stop() => {
            stopper.stop();
            panel.await
        }
    };
    stopper.stop();
    if let Err(problem) = working.await {
        tracing::error!("the worker ended early: {problem}");
    }
    db.close().await;
    served.map_err(|problem| CliError::unexpected(format!("The panel ended early: {problem}.")))
}
