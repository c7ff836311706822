//! The program `muster`; everything it does is in the library `app`.

use std::process::ExitCode;

fn main() -> ExitCode {
    app::cli::main()
}
