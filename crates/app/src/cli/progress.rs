//! What long work shows on a terminal while it runs, and nowhere else.

use std::fmt;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

fn rate(state: &ProgressState, to: &mut dyn fmt::Write) {
    // A line that cannot be drawn is drawn anew in a moment.
    let _ = write!(to, "{:.0}", state.per_sec());
}

/// A line on standard error that says what is being done. It is gone when the work is.
#[derive(Debug)]
pub struct Steps(ProgressBar);

impl Steps {
    /// Begins with a step whose length is not known.
    pub fn begin(step: &str) -> Self {
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(100));
        let steps = Self(bar);
        steps.next(step);
        steps
    }

    /// Goes on to another step whose length is not known.
    pub fn next(&self, step: &str) {
        self.0.set_message(format!("{step} …"));
    }

    /// Goes on to a step of so many rows.
    pub fn count(&self, step: &str, rows: u32) {
        self.0.set_message(step.to_owned());
        let template = "{msg} {wide_bar} {pos} of {len} · {rate} rows a second · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style.with_key("rate", rate));
        }
        self.0.set_length(rows.into());
    }

    /// Says that this many rows are done.
    pub fn done(&self, rows: u32) {
        self.0.set_position(rows.into());
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
