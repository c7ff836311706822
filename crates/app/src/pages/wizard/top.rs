//! The bar that all pages of the wizard share: the way out, the file, the steps, and when it was last kept.

/// The five steps of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A file is chosen.
    Upload,
    /// Columns are matched to fields.
    Match,
    /// Errors are fixed.
    Fix,
    /// What will happen is looked at and agreed to.
    Review,
    /// It happens, or has happened.
    Done,
}

impl Step {
    const ALL: [Self; 5] = [Self::Upload, Self::Match, Self::Fix, Self::Review, Self::Done];

    /// The step's name as the stepper shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upload => "Upload",
            Self::Match => "Match columns",
            Self::Fix => "Fix errors",
            Self::Review => "Review",
            Self::Done => "Done",
        }
    }

    /// The address of the step within one import.
    pub fn href(self, import: i64) -> String {
        match self {
            Self::Upload => format!("/imports/new?instead={import}"),
            Self::Match => format!("/imports/{import}/match"),
            Self::Fix => format!("/imports/{import}/fix"),
            Self::Review => format!("/imports/{import}/review"),
            Self::Done => format!("/imports/{import}/done"),
        }
    }
}

/// One step as the stepper draws it.
#[derive(Clone, Debug)]
pub struct Stop {
    /// 1 to 5.
    pub number: usize,
    /// The step's name.
    pub label: &'static str,
    /// Whether it lies behind; then it has a tick.
    pub done: bool,
    /// Whether it is the one shown.
    pub current: bool,
    /// Where it leads, for steps that can be gone back to.
    pub href: Option<String>,
}

/// The import that a page of the wizard is about.
#[derive(Clone, Debug)]
pub struct Named {
    /// The import's id.
    pub id: i64,
    /// The name of the file.
    pub file: String,
    /// Its rows, written out: `247 rows`.
    pub rows: String,
    /// Whether it can still be changed, so that earlier steps are links.
    pub open: bool,
}

/// The bar at the top of each page of the wizard.
#[derive(Clone, Debug)]
pub struct Top {
    /// The step shown.
    pub step: Step,
    /// The import, once there is one.
    pub import: Option<Named>,
    /// When it was last kept: `Saved 14:21`.
    pub saved: String,
    /// Whether the import is done, so that its last step has a tick too.
    pub finished: bool,
}

impl Top {
    /// What the browser's tab says.
    pub fn title(&self) -> String {
        match &self.import {
            Some(import) => format!("{}, {}", self.step.label(), import.file),
            None => "New import of users".to_owned(),
        }
    }

    /// The five steps, each as it stands.
    pub fn stops(&self) -> Vec<Stop> {
        let open = self.import.as_ref().filter(|import| import.open);
        (1..)
            .zip(Step::ALL)
            .map(|(number, step)| Stop {
                number,
                label: step.label(),
                done: step < self.step || (self.finished && step == self.step),
                current: step == self.step,
                href: open.filter(|_| step < self.step).map(|import| step.href(import.id)),
            })
            .collect()
    }
}
