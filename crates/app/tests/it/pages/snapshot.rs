//! What a page says, as text beside this file. `MUSTER_UPDATE_SNAPSHOTS=1` writes the texts anew; read the difference.

use super::samples::samples;
use crate::snapshot::compare;

#[test]
fn every_page_says_what_it_said_before() {
    for (name, html) in samples() {
        compare(&format!("pages/snapshots/{name}.html"), &readable(&html));
    }
}

/// The page without the hash of its assets, one element a line.
fn readable(html: &str) -> String {
    let (_, rest) = html.split_once("/assets/").unwrap();
    let (version, _) = rest.split_once('/').unwrap();
    let html = html.replace(version, "HASH");
    let mut text = String::new();
    for line in html.replace("><", ">\n<").lines().map(str::trim).filter(|line| !line.is_empty()) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[test]
fn no_page_has_a_style_or_a_script_of_its_own() {
    for (name, html) in samples() {
        for forbidden in [" style=", "<style", "hx-on", "javascript:", "js:", " onclick="] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
        let inline =
            html.split("<script").skip(1).filter(|script| !script.contains("src=\"/assets/")).count();
        assert_eq!(inline, 0, "{name} has a script of its own");
    }
}

#[test]
fn every_file_and_icon_that_a_page_names_is_embedded() {
    let icons = include_str!("../../../assets/icons.txt");
    for (name, html) in samples() {
        for named in html.split("/assets/").skip(1) {
            let (_, rest) = named.split_once('/').unwrap();
            let path: String = rest.chars().take_while(|letter| *letter != '"').collect();
            let (file, icon) = path.split_once('#').unwrap_or((&path, "check"));
            assert!(app::assets::exists(file), "{name} names {file}");
            assert!(
                icons.lines().any(|line| line == icon),
                "{name} shows the icon {icon}, which is not in icons.txt"
            );
        }
    }
}

#[test]
fn what_people_wrote_cannot_become_markup() {
    let (_, html) = samples().into_iter().find(|(name, _)| *name == "imports-hostile").unwrap();
    assert!(!html.contains("<img src=x"), "{html}");
    assert!(html.contains("&#60;img src=x"), "{html}");
}
