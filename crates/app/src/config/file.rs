//! The settings file: what is said there holds where neither a flag nor the environment says anything.
//!
//! Its keys are the flags, with `_` for `-`, so that there is one list of settings and one reading of their values: a
//! value of the file becomes the default of its flag. Start at [`File::load`].

use std::error::Error as _;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::num::ParseIntError;
use std::path::{Path, PathBuf};

use clap::builder::Resettable;
use clap::{Arg, ArgAction, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::BadSetting;

/// What the file is called where nobody names one.
const NAME: &str = "muster.toml";

/// What environment variables of Muster begin with.
const VARIABLE: &str = "MUSTER_";

/// A settings file as it was read.
#[derive(Clone, Debug, Default)]
pub struct File {
    path: PathBuf,
    said: Vec<Said>,
}

/// One line of it.
#[derive(Clone, Debug)]
struct Said {
    key: String,
    line: usize,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    Switch(bool),
    Words(Vec<String>),
}

impl File {
    /// Reads the settings file: the one that is named, else the first that lies where the system wants it to, else none.
    ///
    /// # Errors
    /// Where the named one is not there, or one cannot be read as TOML.
    pub fn load(named: Option<&Path>) -> Result<Option<Self>, BadSetting> {
        if let Some(path) = named {
            let text = fs::read_to_string(path).map_err(|problem| unreadable(path, &problem))?;
            return Self::read(path, &text).map(Some);
        }
        for path in usual(|name| std::env::var_os(name).map(PathBuf::from)) {
            match fs::read_to_string(&path) {
                Ok(text) => return Self::read(&path, &text).map(Some),
                Err(problem) if matches!(problem.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(problem) => return Err(unreadable(&path, &problem)),
            }
        }
        Ok(None)
    }

    fn read(path: &Path, text: &str) -> Result<Self, BadSetting> {
        let at = |line: usize, what: &str| bad(path, line, what);
        let table = DeTable::parse(text).map_err(|problem| {
            let line = problem.span().map_or(1, |span| line_of(text, span.start));
            at(line, &format!("this is no TOML: {}.", problem.message().trim_end_matches('.')))
        })?;
        let mut said = Vec::new();
        for (key, value) in table.get_ref() {
            let (name, line) = (key.get_ref().to_string(), line_of(text, key.span().start));
            let value = match value.get_ref() {
                DeValue::Table(_) => Err(at(line, "there are no sections; every setting stands by itself.")),
                value => value_of(value).ok_or_else(|| {
                    at(line, &format!("{name} is a text, a number, true or false, or a list of texts."))
                }),
            }?;
            said.push(Said { key: name, line, value });
        }
        said.sort_by_key(|said| said.line);
        Ok(Self { path: path.to_owned(), said })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it says something about a setting.
    pub fn says(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// What it says about a setting of one value.
    pub fn word(&self, key: &str) -> Option<&str> {
        match &self.find(key)?.value {
            Value::Words(words) => words.first().map(String::as_str),
            Value::Switch(_) => None,
        }
    }

    fn find(&self, key: &str) -> Option<&Said> {
        self.said.iter().find(|said| said.key == key)
    }

    /// The command line with what the file says as its defaults.
    ///
    /// # Errors
    /// For a key that is no setting, and for a value that the setting does not take; both with their line.
    pub fn under(&self, command: Command) -> Result<Command, BadSetting> {
        let known = settings(&command);
        for said in &self.said {
            let Some(arg) = known.iter().find(|arg| key_of(arg).as_deref() == Some(&said.key)) else {
                return Err(bad(&self.path, said.line, &unknown(&said.key, &known)));
            };
            if let Some(problem) = problem_of(arg, &said.value) {
                return Err(bad(&self.path, said.line, &format!("{}: {problem}", said.key)));
            }
        }
        Ok(self.over(command))
    }

    fn over(&self, command: Command) -> Command {
        command.mut_args(|arg| self.default_of(arg)).mut_subcommands(|command| self.over(command))
    }

    fn default_of(&self, arg: Arg) -> Arg {
        let Some(key) = key_of(&arg) else { return arg };
        let Some(said) = self.find(&key) else { return arg };
        match &said.value {
            Value::Switch(on) => arg.default_value(on.to_string()),
            Value::Words(words) => arg.default_values(words),
        }
    }
}

/// The flags that are settings, each once, in the order in which they are declared.
pub fn settings(command: &Command) -> Vec<Arg> {
    let mut found: Vec<Arg> = Vec::new();
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        for arg in command.get_arguments().filter(|arg| key_of(arg).is_some()) {
            if !found.iter().any(|known| known.get_id() == arg.get_id()) {
                found.push(arg.clone());
            }
        }
        commands.extend(command.get_subcommands());
    }
    found
}

/// The key of a flag, if it is a setting: one that has a variable. The file itself is none.
pub fn key_of(arg: &Arg) -> Option<String> {
    let variable = arg.get_env()?.to_str()?;
    let is_setting = variable.starts_with(VARIABLE) && arg.get_id() != "config";
    arg.get_long().filter(|_| is_setting).map(|long| long.replace('-', "_"))
}

/// Whether a flag is a switch, which has no value of its own.
pub fn is_switch(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

/// Whether a flag takes several values.
pub fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// What is wrong with a value, in the words of the one reading of it.
fn problem_of(arg: &Arg, value: &Value) -> Option<String> {
    let long = arg.get_long()?;
    let words: Vec<OsString> = match (value, is_switch(arg)) {
        (Value::Switch(true), true) => vec![format!("--{long}").into()],
        (Value::Switch(false), true) => Vec::new(),
        (Value::Switch(_), false) => return Some("it is not true or false.".to_owned()),
        (Value::Words(_), true) => return Some("it is true or false, without quotes.".to_owned()),
        (Value::Words(words), false) => words.iter().map(|word| format!("--{long}={word}").into()).collect(),
    };
    if words.len() > 1 && !is_list(arg) {
        return Some("it is one value and not a list.".to_owned());
    }
    // What the environment says is of no matter for what the file says.
    let alone = arg.clone().env(Resettable::Reset).global(false);
    let problem = Command::new(NAME).no_binary_name(true).arg(alone).try_get_matches_from(words).err()?;
    let why = problem.source();
    if why.and_then(|why| why.downcast_ref::<ParseIntError>()).is_some() {
        return Some("it is a whole number.".to_owned());
    }
    let why = why.map_or_else(|| "it does not take this value".to_owned(), ToString::to_string);
    Some(format!("{}.", why.trim_end_matches('.')))
}

fn unknown(key: &str, known: &[Arg]) -> String {
    let keys = known.iter().filter_map(key_of);
    let near =
        keys.map(|known| (strsim::levenshtein(key, &known), known)).min().filter(|(edits, _)| *edits <= 3);
    let hint = near.map(|(_, known)| format!(" Is {known} meant?")).unwrap_or_default();
    format!("{key} is no setting.{hint} `muster config --default` prints all of them.")
}

fn value_of(value: &DeValue<'_>) -> Option<Value> {
    if let DeValue::Boolean(on) = value {
        return Some(Value::Switch(*on));
    }
    if let DeValue::Array(values) = value {
        let words: Option<Vec<String>> = values.iter().map(Spanned::get_ref).map(word_of).collect();
        return words.map(Value::Words);
    }
    word_of(value).map(|word| Value::Words(vec![word]))
}

/// A text, or a number as it is written.
fn word_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        DeValue::Float(number) => Some(number.as_str().replace('_', "")),
        _ => None,
    }
}

/// Where the system wants the settings of a person and of a service, in this order.
fn usual(variable: impl Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    let own = absolute("XDG_CONFIG_HOME").or_else(|| absolute("HOME").map(|home| home.join(".config")));
    let own = own.map(|folder| folder.join("muster").join(NAME));
    own.into_iter().chain([Path::new("/etc/muster").join(NAME)]).collect()
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

fn bad(path: &Path, line: usize, what: &str) -> BadSetting {
    BadSetting(format!("{}, line {line}: {what}", path.display()))
}

fn unreadable(path: &Path, problem: &std::io::Error) -> BadSetting {
    BadSetting(format!("The settings file {} cannot be read: {problem}.", path.display()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    fn problem(text: &str) -> String {
        let file = File::read(Path::new("m.toml"), text);
        file.and_then(|file| file.under(Cli::command())).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_its_line() {
        assert_eq!(
            problem("max_rows = 5\n\nmax_row = 6"),
            "m.toml, line 3: max_row is no setting. Is max_rows meant? `muster config --default` prints all of them."
        );
        assert!(
            problem("colour = 'red'").starts_with("m.toml, line 1: colour is no setting. `muster config")
        );
        assert_eq!(problem("max_columns = 16385"), "m.toml, line 1: max_columns: 16385 is not in 1..=16384.");
        assert!(problem("\n\nmax_rows = = 5").starts_with("m.toml, line 3: this is no TOML: "));
        assert_eq!(problem("max_rows = 'ten'"), "m.toml, line 1: max_rows: it is a whole number.");
        assert!(problem("public_url = 'muster.example'").contains("line 1: public_url: the public address"));
        assert_eq!(problem("log = true"), "m.toml, line 1: log: it is not true or false.");
        assert!(problem("sso_allow_private = 'yes'").ends_with("it is true or false, without quotes."));
        assert!(problem("log = ['a', 'b']").ends_with("it is one value and not a list."));
        assert!(problem("[server]\nlisten = 'x'").contains("line 1: there are no sections"));
    }

    #[test]
    fn a_key_that_is_no_setting_is_not_a_flag_either() {
        for key in ["json", "yes", "account", "config", "secret_key"] {
            assert!(problem(&format!("{key} = 'x'")).contains("is no setting"), "{key}");
        }
    }

    #[test]
    fn a_file_lies_with_the_settings_of_the_person_or_of_the_system() {
        let none = usual(|_| None);
        assert_eq!(none, [Path::new("/etc/muster/muster.toml")]);
        let home = usual(|name| (name == "HOME").then(|| "/home/ana".into()));
        assert_eq!(home.first().unwrap(), Path::new("/home/ana/.config/muster/muster.toml"));
        let said = usual(|name| Some(format!("/{name}").into()));
        assert_eq!(said.first().unwrap(), Path::new("/XDG_CONFIG_HOME/muster/muster.toml"));
    }
}
