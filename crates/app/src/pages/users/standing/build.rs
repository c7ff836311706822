//! From a plan about some people to the page that asks.

use plan::plan::Plan;

use super::page::{Moving, StandingPage};
use crate::pages::layout::{Menu, Shell};
use crate::pages::users::consequences::{consequences, guard};
use crate::pages::users::selection::{Shown, Told, ready, whom};

/// What the page is made from.
pub(super) struct Inputs<'a> {
    pub shell: Shell,
    pub moving: Moving,
    pub plan: &'a Plan,
    pub told: Told,
    pub back: (String, String),
    pub fields: Vec<(&'static str, String)>,
    pub shown: Shown,
}

pub(super) fn page(inputs: Inputs<'_>) -> StandingPage {
    let Inputs { shell, moving, plan, told, back, fields, shown } = inputs;
    let ready = ready(plan);
    let (whom, several) = whom(plan);
    let title = moving.of_whom(&whom, several);
    let guard = guard(plan, matches!(shown, Shown::WrongNumber)).filter(|_| ready);
    StandingPage {
        shell: shell.at(Menu::Users),
        back,
        moving,
        title: format!("{title}?"),
        moved: if let Shown::Moved(said) = shown { Some(said) } else { None },
        told,
        consequences: if ready { consequences(plan) } else { Vec::new() },
        guard,
        fields,
        seen: plan.fingerprint().to_string(),
        go: ready.then_some(title),
    }
}
