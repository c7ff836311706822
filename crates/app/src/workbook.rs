//! Reads workbooks in a child process that may die.
//!
//! A hostile workbook can make its reader ask for more memory than there is, or run for hours. So this program calls
//! itself (`muster read-workbook`) with the bytes on standard input; the child lowers its own limits before it looks at
//! them and writes the cells as lines of JSON. Whatever happens to the child, this process goes on.
//!
//! Start at [`ChildReader`]; the child's side is [`crate::cli::read_workbook`].

use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use plan::read::{Limits, Reason, Refusal, WorkbookReader};
use rustix::process::{Pid, Signal, kill_process};

use self::gate::Gate;

mod gate;

/// Children that run at once; each may take [`ChildReader::memory_mb`].
const CHILDREN: u32 = 2;

/// How long somebody waits for their turn: behind a few files that use up all their time, and not so long that nobody
/// would still be there for the answer.
const PATIENCE: Duration = Duration::from_secs(20);

static GATE: Gate = Gate::new();

/// Reads workbooks with `muster read-workbook`. Blocks: call it where blocking is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildReader {
    /// The program, which is this one but for tests.
    pub program: PathBuf,
    /// Megabytes of address space that the child may take.
    pub memory_mb: u64,
    /// Seconds of processor time that it may take.
    pub cpu_seconds: u64,
    /// How long it may run by the clock on the wall. It bounds a child that is stuck, and has to leave one that does its
    /// work room on a machine that is busy with other things: the measure of work is [`Self::cpu_seconds`].
    pub wall: Duration,
}

impl ChildReader {
    /// Calls this program again.
    ///
    /// # Errors
    /// Where the system does not say which program this is.
    pub fn of_this_program() -> io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?))
    }

    /// Calls a program that knows `read-workbook`.
    pub const fn of(program: PathBuf) -> Self {
        // Nobody waits for more than five seconds where a processor is free, and starting the child takes a part of them.
        Self { program, memory_mb: 200, cpu_seconds: 4, wall: Duration::from_secs(30) }
    }

    fn spawn(&self, bytes: usize, sheet: Option<&str>, limits: &Limits) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg("read-workbook");
        command.arg("--limits").arg(serde_json::to_string(limits)?);
        command.arg("--bytes").arg(bytes.to_string());
        command.arg("--memory-mb").arg(self.memory_mb.to_string());
        command.arg("--cpu-seconds").arg(self.cpu_seconds.to_string());
        if let Some(sheet) = sheet {
            // In one word, so that a name with a hyphen in front is no option.
            command.arg(format!("--sheet={sheet}"));
        }
        // The child needs nothing of what this process knows.
        command
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn()
    }

    fn talk(
        &self,
        child: &mut Child,
        bytes: Vec<u8>,
        line: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(busy());
        };
        let watch = Watch::over(child, self.wall);
        // A child that has refused already does not read on; what it said follows.
        let _ = stdin.write_all(&bytes);
        drop((stdin, bytes));
        let heard = hear(BufReader::with_capacity(1 << 16, stdout), line);
        let late = watch.end();
        // Its output has ended, so it is ending or told something nobody wants: either way nothing is cut short.
        let _ = child.kill();
        let status = child.wait().map_err(|_| busy())?;
        heard?;
        judge(status, late)
    }
}

impl WorkbookReader for ChildReader {
    fn read(
        &self,
        bytes: Vec<u8>,
        sheet: Option<&str>,
        limits: &Limits,
        line: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let _place = GATE.enter(CHILDREN, PATIENCE).ok_or_else(busy)?;
        let mut child = self.spawn(bytes.len(), sheet, limits).map_err(|_| busy())?;
        self.talk(&mut child, bytes, line)
    }
}

/// Hands on each line until there is none or it is refused.
fn hear(mut output: impl BufRead, line: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut text = Vec::new();
    loop {
        text.clear();
        match output.read_until(b'\n', &mut text) {
            Ok(0) | Err(_) => return Ok(()),
            Ok(_) if text.pop_if(|last| *last == b'\n').is_some() => line(&text)?,
            // Cut off in the middle: the child died, and its end says how.
            Ok(_) => return Ok(()),
        }
    }
}

/// What the end of the child says.
fn judge(status: ExitStatus, late: bool) -> Result<(), Refusal> {
    // A child that has had its processor time is ended by the kernel; one that is late has not had it in all that time.
    if late {
        return Err(busy());
    }
    match status.code() {
        Some(0) => Ok(()),
        Some(_) => Err(Reason::WorkbookBroken.because(
            "The workbook is damaged in a way that cannot be read. Open it in a spreadsheet program, save it again and use \
             that file.",
        )),
        None => Err(Reason::WorkbookHostile.because(
            "Reading the workbook takes far more memory or time than a table of its size would. Copy its cells into a new \
             workbook, save that and use it.",
        )),
    }
}

fn busy() -> Refusal {
    Reason::WorkbookBusy
        .because("The workbook could not be read in time: the server is busy. Try again in a moment, or use a CSV file.")
}

/// Ends a child that takes too long.
struct Watch {
    done: mpsc::Sender<()>,
    thread: thread::JoinHandle<bool>,
}

impl Watch {
    /// Nobody may wait for the child before the watch has ended: until then its number cannot be another process's.
    fn over(child: &Child, wall: Duration) -> Self {
        let (done, told) = mpsc::channel();
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let thread = thread::spawn(move || {
            let late = told.recv_timeout(wall) == Err(RecvTimeoutError::Timeout);
            if late && let Some(pid) = pid {
                // It may have ended by itself this very moment.
                let _ = kill_process(pid, Signal::KILL);
            }
            late
        });
        Self { done, thread }
    }

    /// Ends the watch; whether it had to act.
    fn end(self) -> bool {
        drop(self.done);
        self.thread.join().unwrap_or(false)
    }
}
