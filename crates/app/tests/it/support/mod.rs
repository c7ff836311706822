//! What tests of the running program share: databases of the engine under test, files, and the program as a process.

use std::fmt::Arguments;
use std::io::Write as _;

pub mod files;
pub mod http;
pub mod program;
pub mod world;

/// Whether the tests run at full size: `make soak`.
pub fn is_soak() -> bool {
    std::env::var("MUSTER_SOAK").is_ok_and(|text| text == "1")
}

/// Says what a test has seen, in a soak, where somebody reads along.
pub fn tell(what: Arguments<'_>) {
    if is_soak() {
        let _ = writeln!(std::io::stderr(), "{what}");
    }
}
