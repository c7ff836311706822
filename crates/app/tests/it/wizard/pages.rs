//! Every page of the wizard, rendered from a sample. With `MUSTER_PREVIEW=folder` the pages are left there to be looked at.

use std::collections::BTreeSet;

use app::pages::wizard::fix::view::View;
use app::pages::wizard::review::shown;
use askama::Template;

use super::messy::Desk;
use super::samples;

fn pages() -> Vec<(&'static str, String)> {
    let mut pages = samples::all();
    let desk = Desk::new();
    let cell = View { edit: Some("38.phone".into()), ..View::default() };
    pages.extend([
        ("messy-match", desk.matching().render().unwrap()),
        ("messy-fix", desk.fix(View::default()).render().unwrap()),
        ("messy-cell", desk.fix(cell).render().unwrap()),
        ("messy-review", desk.generous().review(shown::View::default()).render().unwrap()),
    ]);
    pages
}

fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_id_stands_twice_and_every_reference_leads_to_one() {
    for (name, page) in pages() {
        let all = attributes(&page, "id");
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "{name} has an id twice: {all:?}");
        for reference in ["for", "aria-labelledby", "aria-describedby", "popovertarget", "form", "list"] {
            for target in attributes(&page, reference).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(target), "{name}: nothing has the id {target} of {reference}");
            }
        }
    }
}

#[test]
fn every_page_says_at_which_step_it_is() {
    for (name, page) in pages() {
        assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert_eq!(page.matches("<main").count(), 1, "{name}");
    }
}

#[test]
fn pages_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MUSTER_PREVIEW") else { return };
    let folder = std::path::Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for (name, page) in pages() {
        std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
    }
}
