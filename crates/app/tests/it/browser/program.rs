//! The real program on its example company: `muster demo`, on a port of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;
use thirtyfour::prelude::*;

use super::chromium::Browser;

/// A running demo. It ends when this is dropped.
pub struct Program {
    child: Child,
    /// Address, login and files, as `muster demo --json` prints them.
    told: Value,
    /// Held open: a program whose reader is gone might end.
    _output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts the program and waits until the company is there.
    pub fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_muster"))
            .args(["demo", "--json", "--listen", "127.0.0.1:0"])
            .env_remove("MUSTER_PUBLIC_URL")
            .env("MUSTER_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let told = serde_json::from_str(&line).unwrap_or_else(|_| panic!("the demo says “{line}”"));
        Self { child, told, _output: output }
    }

    fn text(&self, name: &str) -> &str {
        self.told[name].as_str().unwrap()
    }

    /// The address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.text("address"))
    }

    /// Where a sample file lies: `clean`, `messy` or `large`.
    pub fn sample(&self, name: &str) -> PathBuf {
        PathBuf::from(self.told["samples"][name].as_str().unwrap())
    }

    /// Signs in as the Admin, by keyboard.
    pub async fn sign_in(&self, browser: &Browser) {
        browser.open(&self.page("/sign-in")).await;
        browser.tab_to("input[name=email]").await;
        browser.press(self.text("email")).await;
        browser.tab_to("input[type=password]").await;
        browser.press(self.text("password")).await;
        browser.press(Key::Enter.value().to_string()).await;
        browser.until("location.pathname === '/'").await;
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let id = rustix::process::Pid::from_child(&self.child);
        // Told to stop, it removes its folder.
        let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        let _ = self.child.wait();
    }
}
