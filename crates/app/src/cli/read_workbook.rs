//! `muster read-workbook`: reads a workbook inside its own limits; hidden, called by Muster itself.
//!
//! The limits are lowered before the first byte is read, and there is no way to raise them again.

use std::io::{self, Read, Write};

use plan::read::Limits;
use plan::read::workbook::read_workbook_here;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::exit::{CliError, Exit};

/// Read a workbook from standard input and write its cells to standard output
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The sheet [default: the one that looks most like a table of people]
    #[arg(long)]
    sheet: Option<String>,

    /// How much is read at the most, as JSON
    #[arg(long, value_name = "JSON", default_value = "{}", value_parser = parse_limits)]
    limits: Limits,

    /// How many bytes will come
    #[arg(long, value_name = "N", default_value_t = 0)]
    bytes: usize,

    /// Megabytes of address space
    #[arg(long, value_name = "N", default_value_t = 512)]
    memory_mb: u64,

    /// Seconds of processor time
    #[arg(long, value_name = "N", default_value_t = 5)]
    cpu_seconds: u64,
}

fn parse_limits(json: &str) -> Result<Limits, serde_json::Error> {
    serde_json::from_str(json)
}

/// Runs the command.
///
/// # Errors
/// Where the limits cannot be lowered or the lines cannot be written. A workbook that is refused is a line.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<Exit, CliError> {
    die_with_parent();
    lower_limits(args)
        .map_err(|problem| CliError::unexpected(format!("The limits could not be set: {problem}.")))?;
    let mut bytes = Vec::with_capacity(args.bytes);
    io::stdin().lock().read_to_end(&mut bytes)?;
    read_workbook_here(&bytes, args.sheet.as_deref(), &args.limits, out)?;
    Ok(Exit::Done)
}

/// Nobody is left to read the cells once the parent is gone, and nobody to end this process.
#[cfg(target_os = "linux")]
fn die_with_parent() {
    // Where the kernel will not, a closed pipe and the limit of time end this process a little later.
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

#[cfg(not(target_os = "linux"))]
const fn die_with_parent() {}

fn lower_limits(args: &Args) -> rustix::io::Result<()> {
    set(Resource::Core, 0)?;
    // What is open stays open: standard input and output.
    set(Resource::Nofile, 0)?;
    set(Resource::Fsize, 0)?;
    set(Resource::Cpu, args.cpu_seconds)?;
    set(Resource::As, args.memory_mb * 1024 * 1024)
}

fn set(resource: Resource, most: u64) -> rustix::io::Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
}
