//! What was said about each setting, and where.

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _};

use super::file::{self, File};
use crate::cli::Cli;

/// Every setting of a call: what it is, and where that was said.
#[derive(Clone, Debug, Default)]
pub struct Told {
    settings: Vec<Setting>,
    file: Option<File>,
}

/// One setting of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key in the settings file.
    pub key: String,
    /// Its value; nothing where it has none. What may hold a password is not repeated.
    pub value: Option<String>,
    /// Where it was said.
    pub source: Source,
}

/// Where a setting was said, the one that counts most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// With a flag.
    Flag,
    /// In the environment.
    Environment,
    /// In the settings file.
    File,
    /// Nowhere.
    Nowhere,
}

impl Source {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::File => "file",
            Self::Nowhere => "default",
        }
    }
}

impl Told {
    /// What a call said, and a file where there is one.
    pub fn new(matches: &ArgMatches, file: Option<File>) -> Self {
        let known = file::settings(&Cli::command());
        let settings = known.iter().filter_map(|arg| setting(arg, matches, file.as_ref())).collect();
        Self { settings, file }
    }

    /// Every setting that the command takes, in the order in which they are listed everywhere.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// The settings file, where there is one.
    pub fn file(&self) -> Option<&File> {
        self.file.as_ref()
    }
}

fn setting(arg: &clap::Arg, matches: &ArgMatches, file: Option<&File>) -> Option<Setting> {
    let (key, id) = (file::key_of(arg)?, arg.get_id().as_str());
    let inner = matches.subcommand().map(|(_, inner)| inner);
    let takes = |matches: &&ArgMatches| matches.try_contains_id(id).is_ok();
    let matches = inner.filter(takes).or_else(|| Some(matches).filter(takes))?;
    let source = match matches.value_source(id) {
        Some(ValueSource::CommandLine) => Source::Flag,
        Some(ValueSource::EnvVariable) => Source::Environment,
        _ if file.is_some_and(|file| file.says(&key)) => Source::File,
        _ => Source::Nowhere,
    };
    let raw = matches.try_get_raw(id).ok().flatten();
    let words: Option<Vec<_>> = raw.map(|raw| raw.map(|word| word.to_string_lossy().into_owned()).collect());
    let value = words.map(|words| words.join(", ")).filter(|value| !value.is_empty());
    let value = if arg.is_hide_env_values_set() { value.map(|_| "(not shown)".to_owned()) } else { value };
    Some(Setting { key, value, source })
}
