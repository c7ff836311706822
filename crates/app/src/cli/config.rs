//! `muster config`: which settings hold, and a settings file to begin with.

use std::io::Write;

use clap::{Arg, Command};

use super::exit::{CliError, Exit};
use super::table::Table;
use crate::config::told::{Source, Told};
use crate::config::{Config, Server, file};

/// How wide the comments of the printed file are.
const WIDTH: usize = 96;

/// Show which settings hold and where they were said, or print a settings file
///
/// A setting is said with a flag, else in the environment, else in the settings file. Without --default and --check, every
/// setting is listed with its value; what may hold a password is not shown.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print a settings file with every setting, its meaning and its default, all commented out
    #[arg(long, conflicts_with = "check")]
    pub default: bool,

    /// Only say whether the settings can be used: 0, or 2 and what is wrong, with its line where it stands in the file
    #[arg(long)]
    pub check: bool,

    /// What the panel is told, so that it is looked at too.
    #[command(flatten)]
    pub server: Server,
}

/// Runs the command. That there is a `config` shows that the settings can be used.
///
/// # Errors
/// Where the answer cannot be written.
pub fn run(args: &Args, told: &Told, config: &Config, out: &mut dyn Write) -> Result<Exit, CliError> {
    let file = told.file().map(|file| file.path().display().to_string());
    if args.check {
        let file = file.unwrap_or_else(|| "There is no settings file.".to_owned());
        writeln!(out, "{file}\nThe settings can be used.")?;
        return Ok(Exit::Done);
    }
    writeln!(out, "Settings file: {}", file.as_deref().unwrap_or("none"))?;
    writeln!(out, "Database: {}\n", if config.is_sqlite() { "SQLite" } else { "PostgreSQL" })?;
    let mut table = Table::new(&["Setting", "Value", "Said by"], &[]);
    for setting in told.settings() {
        let value = setting.value.clone().unwrap_or_else(|| "–".to_owned());
        let source = if setting.source == Source::Nowhere { "" } else { setting.source.word() };
        table.row(&[setting.key.clone(), value, source.to_owned()]);
    }
    table.write(out)?;
    Ok(Exit::Done)
}

/// Prints a settings file with everything commented out.
///
/// # Errors
/// Where it cannot be written.
pub fn print_default(command: &Command, out: &mut dyn Write) -> Result<Exit, CliError> {
    let mut command = command.clone();
    // Only then are the help texts in their places.
    command.build();
    writeln!(out, "# The settings of Muster. Every line is commented out and shows what holds without it.")?;
    writeln!(out, "# A flag counts more than the environment, and the environment more than this file.")?;
    let mut heading = String::new();
    for arg in file::settings(&command) {
        let next = arg.get_help_heading().unwrap_or_default();
        if next != heading {
            next.clone_into(&mut heading);
            writeln!(out, "\n# ---- {heading} ----")?;
        }
        write_setting(&arg, out)?;
    }
    Ok(Exit::Done)
}

fn write_setting(arg: &Arg, out: &mut dyn Write) -> Result<(), CliError> {
    let Some(key) = file::key_of(arg) else { return Ok(()) };
    writeln!(out)?;
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
    for line in wrapped(&help) {
        writeln!(out, "# {line}")?;
    }
    writeln!(out, "#{key} = {}", default_of(arg))?;
    Ok(())
}

/// The default as the file would say it; where there is none, the kind of value that is meant.
fn default_of(arg: &Arg) -> String {
    let values: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if file::is_switch(arg) {
        return values.first().cloned().unwrap_or_else(|| "false".to_owned());
    }
    match values.first() {
        Some(value) if value.parse::<i64>().is_ok() => value.clone(),
        Some(value) => quoted(value),
        None => {
            let meant =
                arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
            if file::is_list(arg) { "[]".to_owned() } else { quoted(meant) }
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in lines that are not too long, as its paragraphs were.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}
