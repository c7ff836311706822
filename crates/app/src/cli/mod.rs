//! The command line: `muster COMMAND`.
//!
//! A command is one file with its arguments and a `run` that writes its answer to a writer and says how it ended. Only
//! this module knows standard output; commands write to what they are given, so that tests can read it. Rules of the
//! domain live in `plan`, SQL in `store`.
//!
//! Start at [`main`], then at the command's own file.

pub mod account;
pub mod args;
pub mod backup;
pub mod billing;
pub mod check;
pub mod config;
pub mod demo;
pub mod ending;
pub mod erase;
pub mod exit;
pub mod export;
pub mod history;
pub mod import;
pub mod input;
pub mod inspect;
pub mod inviting;
pub mod migrate;
pub mod plan;
pub mod planning;
pub mod progress;
pub mod read_workbook;
pub mod serve;
pub mod table;
pub mod template;
pub mod watch;
pub mod worker;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::exit::{CliError, Exit};
use crate::config::told::Told;
use crate::config::{BadSetting, Config, File, Settings, start_logging};

/// Onboards a whole field-sales team from one spreadsheet.
///
/// Muster reads the file, matches its columns, shows every problem with its fix and exactly what would happen, and then
/// does exactly that in one transaction: people, teams, seats, invitations.
#[derive(Debug, Parser)]
#[command(name = "muster", version, arg_required_else_help = true, subcommand_required = true, after_long_help = AFTER)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
    #[clap(skip)]
    told: Told,
}

const AFTER: &str = "\
A first look:
  muster demo

A first installation:
  muster migrate
  muster account create --name Northwind --slug northwind \\
      --admin-email ana@northwind.example --admin-phone '+1 312 555 0117'
  muster serve

An import without the panel:
  muster inspect people.csv --subject users
  muster plan    people.csv --subject users --account northwind
  muster import  people.csv --subject users --account northwind --yes

Exit codes:
  0  done, clean or read
  1  anything unexpected
  2  usage, unreadable or refused input, a needed field not matched
  3  the plan has blocked rows and nothing was done
  4  the fingerprint is of another plan
  5  the guard wants --confirm

MUSTER_SECRET_KEY holds the installation key; without it the key is a file in the data directory.";

/// The commands, in the order in which people meet them.
#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Worker(worker::Args),
    Migrate(migrate::Args),
    Check(check::Args),
    Config(config::Args),
    Account(account::Args),
    Billing(billing::Args),
    Template(template::Args),
    Inspect(inspect::Args),
    Plan(plan::Args),
    Import(import::Args),
    Export(export::Args),
    History(history::Args),
    Backup(backup::Args),
    Erase(erase::Args),
    #[command(hide = true)]
    ReadWorkbook(read_workbook::Args),
}

impl Command {
    /// Whether the answer is one JSON object.
    const fn json(&self) -> bool {
        match self {
            Self::Account(args) => args.json(),
            Self::Billing(args) => args.json(),
            Self::Inspect(args) => args.json,
            Self::Plan(args) => args.plan.json,
            Self::Import(args) => args.plan.json,
            Self::History(args) => args.json,
            _ => false,
        }
    }

    /// Whether the command answers and ends, rather than running until it is told to stop.
    const fn is_quick(&self) -> bool {
        !matches!(self, Self::Serve(_) | Self::Worker(_) | Self::Demo(_))
    }

    async fn run(&self, config: &Config, told: &Told, out: &mut dyn Write) -> Result<Exit, CliError> {
        match self {
            Self::Demo(args) => demo::run(args, config, out).await,
            Self::Serve(args) => serve::run(args, config, out).await,
            Self::Worker(args) => worker::run(args, config, out).await,
            Self::Migrate(args) => migrate::run(args, config, out).await,
            Self::Check(args) => check::run(args, config, out).await,
            Self::Config(args) => config::run(args, told, config, out),
            Self::Account(args) => account::run(args, config, out).await,
            Self::Billing(args) => billing::run(args, config, out).await,
            Self::Template(args) => template::run(args, config, out),
            Self::Inspect(args) => inspect::run(args, config, out),
            Self::Plan(args) => plan::run(args, config, out).await,
            Self::Import(args) => import::run(args, config, out).await,
            Self::Export(args) => export::run(args, config, out).await,
            Self::History(args) => history::run(args, config, out).await,
            Self::Backup(args) => backup::run(args, config, out).await,
            Self::Erase(args) => erase::run(args, config, out).await,
            Self::ReadWorkbook(args) => read_workbook::run(args, out),
        }
    }
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let mut out = BufWriter::new(io::stdout());
    // Not locked: the log of every thread goes there too, for as long as a server runs.
    let exit = answer(&words, &mut out, &mut io::stderr());
    let written = out.flush();
    let failed = written.is_err_and(|problem| problem.kind() != io::ErrorKind::BrokenPipe);
    let exit = if failed && exit == Exit::Done { Exit::Unexpected } else { exit };
    ExitCode::from(exit as u8)
}

/// Runs the command of some words; answers go to `out`, errors to `err` unless JSON is asked for.
fn answer(words: &[OsString], out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let cli = match parse(words) {
        Ok(cli) => cli,
        Err(Unparsed::Call(problem)) => return usage(&problem, words, out),
        Err(Unparsed::File(problem)) => return complain(&problem.into(), asks_for_json(words), out, err),
    };
    let json = cli.command.json();
    match run(&cli, out) {
        Ok(exit) => exit,
        Err(problem) if problem.is_reader_gone() => problem.exit,
        Err(problem) => complain(&problem, json, out, err),
    }
}

/// Says what is wrong, where people or programs look for it.
fn complain(problem: &CliError, json: bool, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    // Where even this cannot be written nobody is left to tell.
    let _ = if json {
        writeln!(out, "{}", problem.to_json())
    } else {
        out.flush().and_then(|()| writeln!(err, "muster: {}", problem.text))
    };
    problem.exit
}

/// Why the words of a call could not be read.
enum Unparsed {
    /// The call itself is wrong, or asks for help.
    Call(clap::Error),
    /// The settings file is.
    File(BadSetting),
}

/// Reads a call twice: first for the settings file that it names, then with what stands in it as defaults.
fn parse(words: &[OsString]) -> Result<Cli, Unparsed> {
    let read = |command: clap::Command| {
        let matches = command.try_get_matches_from(words).map_err(Unparsed::Call)?;
        let cli = Cli::from_arg_matches(&matches).map_err(Unparsed::Call)?;
        Ok((cli, matches))
    };
    let (cli, matches) = read(Cli::command())?;
    // It runs in a process of its own for each workbook, and has no settings.
    if matches!(cli.command, Command::ReadWorkbook(_)) {
        return Ok(cli);
    }
    let Some(file) = File::load(cli.settings.config.as_deref()).map_err(Unparsed::File)? else {
        return Ok(Cli { told: Told::new(&matches, None), ..cli });
    };
    let (cli, matches) = read(file.under(Cli::command()).map_err(Unparsed::File)?)?;
    Ok(Cli { told: Told::new(&matches, Some(file)), ..cli })
}

/// Prints help, version, or what is wrong with the call.
fn usage(problem: &clap::Error, words: &[OsString], out: &mut dyn Write) -> Exit {
    let asked = matches!(problem.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if !asked && asks_for_json(words) {
        let text = problem.render().to_string();
        let text = text.trim_start_matches("error: ").trim_end();
        let _ = writeln!(out, "{}", CliError::refused("usage", text).to_json());
    } else {
        let _ = problem.print();
    }
    if asked { Exit::Done } else { Exit::Refused }
}

fn asks_for_json(words: &[OsString]) -> bool {
    words.iter().any(|word| word == "--json")
}

fn run(cli: &Cli, out: &mut dyn Write) -> Result<Exit, CliError> {
    // The reader of workbooks lowers its own limits, so nothing may have been started before it.
    if let Command::ReadWorkbook(args) = &cli.command {
        return read_workbook::run(args, out);
    }
    start_logging(cli.settings.log.as_deref(), cli.command.is_quick())?;
    let server = match &cli.command {
        Command::Serve(args) => Some(&args.server),
        Command::Demo(args) => Some(&args.server),
        Command::Config(args) => Some(&args.server),
        _ => None,
    };
    if let Command::Config(args) = &cli.command
        && args.default
    {
        return config::print_default(&Cli::command(), out);
    }
    let config = Config::new(&cli.settings, server, cli.told.file())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|problem| CliError::unexpected(format!("The runtime could not be started: {problem}.")))?;
    let exit = runtime.block_on(cli.command.run(&config, &cli.told, out));
    // Dropping it would wait for a thread that still computes, however long that takes.
    runtime.shutdown_timeout(ending::LAST_THREADS);
    exit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> (Exit, String, String) {
        let words = words.split(' ').map(OsString::from).collect::<Vec<_>>();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = answer(&words, &mut out, &mut err);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn the_grammar_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_call_ends_with_two_and_answers_in_json_where_asked() {
        let (exit, out, _) = said("muster plan --json");
        assert_eq!(exit, Exit::Refused);
        let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(answer["error"]["code"], "usage");
    }

    #[test]
    fn a_subject_of_later_says_so() {
        let (exit, out, err) = said("muster template records");
        assert_eq!((exit, out.as_str()), (Exit::Refused, ""));
        assert_eq!(err, "muster: Records are not in this version. `users` is.\n");
    }
}
