//! What a run costs, and whether the machine is quiet enough to ask.

use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::Fallible;

/// Runs of each side of a ratio.
pub const RUNS: usize = 5;

/// More than this share of the processors at work for others spoils a measurement.
const BUSY_PERCENT: u64 = 20;

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds, of whichever clock the ratio is about.
    pub seconds: f64,
    /// The most memory that the process held, in bytes.
    pub peak: u64,
}

impl Cost {
    /// The least of both.
    pub fn least(self, other: Self) -> Self {
        Self { seconds: self.seconds.min(other.seconds), peak: self.peak.min(other.peak) }
    }
}

/// Seconds of processor time that this thread has used.
pub fn thread_seconds() -> f64 {
    seconds(ClockId::ThreadCPUTime)
}

/// Seconds of a clock on the wall that only goes forward.
pub fn wall_seconds() -> f64 {
    seconds(ClockId::Monotonic)
}

fn seconds(clock: ClockId) -> f64 {
    let now = clock_gettime(clock);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0)).as_secs_f64()
}

/// The most memory that this process has held, in bytes.
pub fn peak() -> Fallible<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}

/// Prints a cost for the process that asked for the run.
pub fn report(cost: Cost) -> Fallible<()> {
    writeln!(std::io::stdout(), "{} {}", cost.seconds, cost.peak)?;
    Ok(())
}

/// Runs one side in a process of its own.
pub fn side(words: &[&str]) -> Fallible<Cost> {
    let output = Command::new(std::env::current_exe()?).arg("run").args(words).output()?;
    let text = String::from_utf8(output.stdout)?;
    let cost = text.trim().split_once(' ').filter(|_| output.status.success());
    let Some((seconds, peak)) = cost else {
        return Err(format!("{} failed: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)).into());
    };
    Ok(Cost { seconds: seconds.parse()?, peak: peak.parse()? })
}

/// The least cost of two sides that run in turn.
pub fn in_turn(
    mut one: impl FnMut() -> Fallible<Cost>,
    mut other: impl FnMut() -> Fallible<Cost>,
) -> Fallible<(Cost, Cost)> {
    let (mut least_one, mut least_other) = (one()?, other()?);
    for _ in 1..RUNS {
        least_one = least_one.least(one()?);
        least_other = least_other.least(other()?);
    }
    Ok((least_one, least_other))
}

/// Why the machine is too busy to measure; `None` where it is quiet, or where measuring was asked for all the same.
pub fn busy() -> Fallible<Option<String>> {
    if std::env::var_os("MUSTER_BENCH_BUSY").is_some() {
        return Ok(None);
    }
    let (work_before, all_before) = ticks()?;
    std::thread::sleep(Duration::from_secs(2));
    let (work, all) = ticks()?;
    let percent = (work - work_before) * 100 / (all - all_before).max(1);
    Ok((percent > BUSY_PERCENT).then(|| format!("the processors of this machine are {percent} % busy")))
}

/// Ticks that all processors worked, and all ticks.
fn ticks() -> Fallible<(u64, u64)> {
    let stat = std::fs::read_to_string("/proc/stat")?;
    let line =
        stat.lines().next().and_then(|line| line.strip_prefix("cpu ")).ok_or("no cpu in /proc/stat")?;
    let ticks = line.split_whitespace().map(str::parse).collect::<Result<Vec<u64>, _>>()?;
    let all: u64 = ticks.iter().take(8).sum();
    // Idle, and waiting for a disk.
    let still: u64 = ticks.iter().skip(3).take(2).sum();
    Ok((all - still, all))
}
