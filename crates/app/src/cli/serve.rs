//! `muster serve`: the web panel and the worker.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;

use store::Micros;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::exit::{CliError, Exit};
use super::{ending, watch};
use crate::config::{Config, PublicUrl, Server};
use crate::jobs::stop;
use crate::server::{Signals, serve};
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

    /// Serve the panel alone: `muster worker` does the work, here or on other machines
    #[arg(long)]
    pub no_worker: bool,
}

/// Runs the command.
///
/// # Errors
/// Where the database or the port cannot be had.
pub async fn run(args: &Args, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let signals = Signals::listen();
    let listener = listen(args.server.listen).await?;
    let watched = watch::listen(config).await?;
    let address = listener.local_addr()?;
    let mut config = config.clone();
    if args.server.listen.port() == 0 && config.public_url == PublicUrl::of_socket(args.server.listen) {
        // The system chose the port, and only now it is known which.
        config.public_url = PublicUrl::of_socket(address);
    }
    writeln!(out, "Muster is at {} and listens on {address}. Ctrl-C ends it.", config.public_url.as_str())?;
    out.flush()?;
    let how = Running { signals, works: !args.no_worker, watched };
    run_on(listener, &args.server, &config, how).await?;
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

/// What there is beside the panel.
#[derive(Debug)]
pub struct Running {
    /// What ends it.
    pub signals: Signals,
    /// Whether a worker runs.
    pub works: bool,
    /// Where numbers are answered, if at an address of their own.
    pub watched: Option<TcpListener>,
}

/// Runs the panel, and the worker where it is wanted, until they are told to stop (Ctrl-C or SIGTERM); they end within half
/// a minute then.
///
/// # Errors
/// Where the database cannot be opened.
pub async fn run_on(
    listener: TcpListener,
    server: &Server,
    config: &Config,
    Running { mut signals, works, watched }: Running,
) -> Result<(), CliError> {
    let db = installation::create(config).await?;
    db.migrate(Micros(clock::now_micros())).await?;
    let key = installation::key(config, &db).await?;
    let pipeline = installation::pipeline(config, &db, &key)?;
    let worker = if works { Some(installation::worker(config, &pipeline, &key)?) } else { None };
    let parts = Parts { db: db.clone(), pipeline, config: config.clone(), key, clock: clock::now };
    let (stopper, stop) = stop();
    let mut heard = stop.clone();
    let state = AppState::new(parts);
    let mut beside = JoinSet::new();
    // A task of its own, so that computing for an import keeps nobody from being let in.
    if let Some(worker) = worker {
        let stop = stop.clone();
        beside.spawn(async move { worker.run(stop).await });
    }
    if let Some(socket) = watched {
        beside.spawn(watch::serve(socket, state.pipeline.clone(), stop));
    }
    let panel = serve(listener, &state, &server.trusted_proxies, async move { heard.heard().await });
    let stopper = &stopper;
    // It has the tasks beside the panel: where it is dropped, they end too.
    let work = async move {
        let served = panel.await;
        // Where the panel ends by itself, so does the rest.
        stopper.stop();
        while let Some(ended) = beside.join_next().await {
            if let Err(problem) = ended {
                tracing::error!("the worker ended early: {problem}");
            }
        }
        served
    };
    let told = async {
        signals.heard().await;
        stopper.stop();
    };
    let served = ending::in_time(work, told).await.unwrap_or(Ok(()));
    ending::close(&db).await;
    served.map_err(|problem| CliError::unexpected(format!("The panel ended early: {problem}.")))
}
