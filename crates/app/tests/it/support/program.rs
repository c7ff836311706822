//! The real program as a process of its own: begun, watched by its log, left to end, or killed.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use app::clock::moment;

/// How far the program is with an import, by its own word. Ascending as it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Everything is planned and asked, and the transaction begins to write.
    Writing,
    /// Everything is written.
    Committing,
    /// It is done.
    Committed,
}

const MARKS: [(&str, Mark); 3] = [
    ("\"writing an import\"", Mark::Writing),
    ("\"committing an import\"", Mark::Committing),
    ("\"committed an import\"", Mark::Committed),
];

/// A process that does not say what is waited for within this time hangs.
const PATIENCE: Duration = Duration::from_mins(10);

/// The program with some words, on an installation: nothing else is in its environment. Its key is that of
/// [`super::world::key`].
pub fn program(words: &[&str], home: &Path, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command.args(words).env_clear().current_dir(home);
    command.env("MUSTER_DATABASE_URL", url).env("MUSTER_DATA_DIR", home.join("data"));
    command.env("MUSTER_SECRET_KEY", "k".repeat(32));
    command.env("MUSTER_LOG", "warn,store::apply=debug");
    command
}

/// Runs the program to its end, and expects that all is well.
pub fn run(words: &[&str], home: &Path, url: &str) -> Output {
    let output = program(words, home, url).output().unwrap();
    assert!(output.status.success(), "muster {}: {output:?}", words.join(" "));
    output
}

/// A running process. Dropped, it is killed.
pub struct Running {
    child: Child,
    log: Receiver<(Instant, String)>,
    said: Vec<(Instant, String)>,
    marks: Vec<(Mark, Instant)>,
}

impl Running {
    /// Begins a process.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (teller, log) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if teller.send((moment(), line)).is_err() {
                    break;
                }
            }
        });
        Self { child, log, said: Vec::new(), marks: Vec::new() }
    }

    /// The most memory that it has had so far, in megabytes, where the system is Linux.
    #[cfg(target_os = "linux")]
    pub fn peak_mb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
    }

    /// Where it listens, by the first line of its answer.
    pub fn address(&mut self) -> SocketAddr {
        let said = self.first_line();
        let (_, address) = said.trim().split_once("listens on ").unwrap_or_else(|| panic!("{said}"));
        address.split_once(". ").unwrap().0.parse().unwrap()
    }

    /// The first line of its answer.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        line
    }

    /// Waits until it is so far, at most until it ends; says when that was.
    pub fn until(&mut self, mark: Mark) -> Option<Instant> {
        loop {
            if let Some((_, at)) = self.marks.iter().find(|(known, _)| *known == mark) {
                return Some(*at);
            }
            let (at, line) = self.log.recv_timeout(PATIENCE).ok()?;
            self.take(at, line);
        }
    }

    /// Waits until a line of its log, other than a mark, has some words.
    pub fn until_said(&mut self, words: &str) {
        while !self.said.iter().any(|(_, line)| line.contains(words)) {
            match self.log.recv_timeout(PATIENCE) {
                Ok((at, line)) => self.take(at, line),
                Err(gone) => panic!("it never said “{words}” ({gone}): {:#?}", self.said),
            }
        }
    }

    /// Kills it as `kill -9` does, and says how far it was.
    pub fn kill(mut self) -> Option<Mark> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.listen();
        self.marks.iter().map(|(mark, _)| *mark).max()
    }

    /// Tells it to stop, as whatever runs services does.
    pub fn terminate(&self) {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits for its end, which has to be a good one; says when it was, and the marks.
    pub fn finish(mut self) -> (Instant, Vec<(Mark, Instant)>) {
        let status = self.child.wait().unwrap();
        let end = moment();
        self.listen();
        assert!(status.success(), "{status}: {:#?}", self.said);
        (end, std::mem::take(&mut self.marks))
    }

    /// What else it had to say by now: warnings and errors.
    pub fn complaints(&mut self) -> Vec<String> {
        while let Ok((at, line)) = self.log.try_recv() {
            self.take(at, line);
        }
        self.said.iter().map(|(_, line)| line.clone()).collect()
    }

    /// Hears it out once it has ended.
    fn listen(&mut self) {
        while let Ok((at, line)) = self.log.recv_timeout(PATIENCE) {
            self.take(at, line);
        }
    }

    fn take(&mut self, at: Instant, line: String) {
        match MARKS.iter().find(|(words, _)| line.contains(words)) {
            Some((_, mark)) => self.marks.push((*mark, at)),
            None => self.said.push((at, line)),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
