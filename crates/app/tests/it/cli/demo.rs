//! The demo as a person sees it: what it prints is all that somebody needs, and two of them are in nobody's way.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::redirect::Policy;
use rustix::process::{Pid, Signal, kill_process};

/// A demo that is ready, and what it has printed.
struct Demo {
    child: Child,
    lines: Vec<String>,
}

impl Demo {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_muster"))
            .args(["demo", "--listen", "127.0.0.1:0"])
            .env_remove("MUSTER_PUBLIC_URL")
            .env("MUSTER_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        for line in output.lines().map(Result::unwrap) {
            let is_last = line.starts_with("Ctrl-C ends");
            lines.push(line);
            if is_last {
                break;
            }
        }
        Self { child, lines }
    }

    fn value(&self, word: &str) -> &str {
        let line = self.lines.iter().find_map(|line| line.trim_start().strip_prefix(word));
        line.unwrap_or_else(|| panic!("no {word} in {:?}", self.lines)).trim()
    }

    fn samples(&self) -> Vec<&Path> {
        let paths = self.lines.iter().map(String::as_str).map(str::trim).filter(|line| line.starts_with('/'));
        paths.map(Path::new).collect()
    }

    async fn end(mut self) {
        let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        let address = self.value("Panel");
        let page = client.get(format!("{address}/sign-in")).send().await.unwrap();
        assert!(page.text().await.unwrap().contains("Sign in"));
        let login = [("email", self.value("E-mail")), ("password", self.value("Password"))];
        let asked = client.post(format!("{address}/sign-in")).form(&login);
        let inside = asked.header("sec-fetch-site", "same-origin").send().await.unwrap();
        let leads = inside.headers().get("location").map(|value| value.to_str().unwrap());
        assert_eq!((inside.status().as_u16(), leads), (303, Some("/")));
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
        for sample in self.samples() {
            assert!(!sample.exists(), "{} is left", sample.display());
        }
    }
}

#[tokio::test]
async fn a_demo_says_where_it_is_how_to_get_in_and_where_its_files_lie_and_two_of_them_work() {
    let (one, other) = (Demo::start(), Demo::start());
    assert_ne!(one.value("Panel"), other.value("Panel"));
    for demo in [&one, &other] {
        let samples = demo.samples();
        let rows: Vec<usize> = samples
            .iter()
            .map(|sample| std::fs::read_to_string(sample).unwrap().lines().count() - 1)
            .collect();
        assert_eq!(samples.len(), 3, "{:?}", demo.lines);
        assert!(rows.contains(&25) && rows.contains(&5_000), "{rows:?}");
    }
    one.end().await;
    other.end().await;
}
