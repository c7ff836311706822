//! The panel in a real browser: headless Chromium, driven through chromedriver.
//!
//! These tests run where `MUSTER_BROWSER_TESTS=1`; `make test` and `make screenshots` set it. A test is a closure given to
//! [`chromium::with`], which opens a browser with a profile of its own and closes it whatever happens. What a page looks
//! like to a machine (accessibility, reports of the content security policy, errors on the console) is asked by
//! [`checks`].

mod audit;
mod billing;
mod checks;
mod chromium;
mod company;
mod entering;
mod grid;
mod groups;
mod home;
mod invitations;
mod look;
mod outbox;
mod panel;
mod paying;
mod program;
mod reading;
mod settings;
mod trial;
mod users;
mod values;
mod wizard;

/// Whether browser tests are asked for. Says so where they are not.
fn wanted() -> bool {
    let wanted = std::env::var_os("MUSTER_BROWSER_TESTS").is_some_and(|value| value == "1");
    if !wanted {
        crate::skipped("browser tests: MUSTER_BROWSER_TESTS=1 runs them");
    }
    wanted
}
