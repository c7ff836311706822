//! The command line as scripts and people call it: the real program, on the engine under test.

mod account;
mod billing;
mod calls;
mod config;
mod demo;
mod documented;
mod export;
mod import;
mod managers;
mod plan;
mod renamed;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::world::empty_url;

/// The header of every file of these tests.
const HEADER: &str =
    "First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories,External System ID";

/// An installation of its own.
struct Cli {
    home: TempDir,
    url: String,
}

/// What the program said.
#[derive(Debug)]
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Cli {
    /// Nothing is there yet.
    fn new() -> Self {
        Self { home: TempDir::new().unwrap(), url: empty_url() }
    }

    /// With a schema and the account `northwind`: a hundred seats, and nobody but its Admin Ana Ruiz.
    fn with_account() -> Self {
        Self::with_account_in("UTC")
    }

    /// The same in a time zone.
    fn with_account_in(zone: &str) -> Self {
        let cli = Self::new();
        assert_eq!(cli.run(&["migrate"]).code, 0);
        let made = cli.run(&[
            "account",
            "create",
            "--name",
            "Northwind",
            "--slug",
            "northwind",
            "--admin-name",
            "Ana Ruiz",
            "--admin-email",
            "ana@northwind.example",
            "--admin-phone",
            "+1 312 555 0117",
            "--seats",
            "100",
            "--time-zone",
            zone,
        ]);
        assert_eq!(made.code, 0, "{made:?}");
        cli
    }

    /// Runs the program. It knows nothing but this installation.
    fn run(&self, words: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.args(words).env_clear().current_dir(self.home.path());
        command.env("MUSTER_DATABASE_URL", &self.url).env("MUSTER_DATA_DIR", self.home.path().join("data"));
        command.env("MUSTER_PUBLIC_URL", "https://muster.example");
        let output = command.output().unwrap();
        Answer {
            code: output.status.code().unwrap(),
            // What is no text, such as a PDF, is looked at by its beginning only.
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// `plan` or `import` of a file of people into the account.
    fn users(&self, command: &str, file: &str, more: &[&str]) -> Answer {
        self.run(&[&[command, file, "--subject", "users", "--account", "northwind"], more].concat())
    }

    /// Writes a file into the folder the program runs in.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// Writes a file of people, a line each.
    fn write_people(&self, name: &str, lines: &[&str]) {
        self.write(name, format!("{HEADER}\r\n{}\r\n", lines.join("\r\n")));
    }
}

impl Answer {
    /// The one JSON object of the answer; nothing else was said.
    fn json(&self) -> Value {
        assert_eq!(self.err, "");
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("one object: {self:?}"))
    }

    /// The code of the error, if the answer is one.
    fn error_code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Two people whom nothing is wrong with.
const TWO: [&str; 2] = [
    "Bo,Lund,bo@northwind.example,(312) 555-0101,Sales,,Global,,E-1",
    "Di,Oke,di@northwind.example,(312) 555-0102,Manager,,Global,,E-2",
];
/// Somebody whose address and role cannot be read.
const BAD: &str = "Cy,Tan,cy@@northwind.example,(312) 555-0103,Manger,,Global,,E-3";
