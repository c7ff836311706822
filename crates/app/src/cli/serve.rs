//! `muster serve`: the web panel and the worker.

use std::io::{ErrorKind, Write};
use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::exit::{CliError, Exit};
use crate::config::{Config, Server};

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
pub async fn run(args: &Args, config: &Config, _out: &mut dyn Write) -> Result<Exit, CliError> {
    let listener = listen(args.server.listen).await?;
    run_on(listener, &args.server, config).await?;
    Ok(Exit::Done)
}

/// Takes the port.
///
/// # Errors
/// `listen.in_use` where somebody else has it, `listen.failed` where it cannot be had otherwise.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, CliError> {
    TcpListener::bind(address).await.map_err(|problem| match problem.kind() {
        ErrorKind::AddrInUse => CliError::refused(
            "listen.in_use",
            format!(
                "Port {} of {} is in use. Stop what listens there, or choose another port: --listen {}.",
                address.port(),
                address.ip(),
                SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8080))
            ),
        ),
        _ => CliError::refused("listen.failed", format!("Muster cannot listen at {address}: {problem}.")),
    })
}

/// Runs panel and worker until they are told to stop (Ctrl-C or SIGTERM).
///
/// # Errors
/// Where the database cannot be opened.
pub async fn run_on(_listener: TcpListener, _server: &Server, _config: &Config) -> Result<(), CliError> {
    Err(CliError::unexpected("not built yet"))
}
