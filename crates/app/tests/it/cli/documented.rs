//! The README and the documentation: every command in them is one, with the flags that it has; every link leads somewhere, and
//! every picture is shown.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use app::cli::Cli;
use clap::CommandFactory as _;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found
}

/// Every page, the README first.
fn pages() -> Vec<PathBuf> {
    [root().join("README.md")].into_iter().chain(documents(&root().join("docs"))).collect()
}

/// Where the links and the pictures of a page lead, if not to another site.
fn links(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let links = prose.flat_map(|prose| prose.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
    links.filter(|link| !link.contains("://") && !link.starts_with('#')).collect()
}

/// The lines of the code blocks, those that go on after a `\` as one.
fn code(text: &str) -> Vec<String> {
    let blocks = text.split("```").skip(1).step_by(2);
    blocks
        .flat_map(|block| block.replace("\\\n", " ").lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The words of a command, as a shell reads them; without what is explained beside it, and what may be left out.
fn words(line: &str) -> Option<Vec<String>> {
    let from = line.strip_prefix("docker exec muster ").unwrap_or(line).strip_prefix("muster ")?;
    let explained = from.split("       ").next().unwrap_or_default();
    let ended = explained.split(['#', '|', '>', '<', ';']).next().unwrap_or_default();
    let mut words = vec!["muster".to_owned()];
    let mut quote = None;
    let mut word = String::new();
    for letter in ended.chars().chain([' ']) {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            None if letter == ' ' => {
                let whole = std::mem::take(&mut word);
                if !whole.is_empty() && !whole.starts_with('[') {
                    words.push(whole);
                }
            }
            _ => word.push(letter),
        }
    }
    Some(words)
}

#[test]
fn every_command_of_the_documentation_is_one_that_there_is() {
    let mut tried = 0;
    for document in pages() {
        let text = fs::read_to_string(&document).unwrap();
        for words in code(&text).iter().filter_map(|line| words(line.trim())) {
            let parsed = Cli::command().try_get_matches_from(&words);
            let problem = parsed.err().map(|problem| problem.to_string());
            assert_eq!(problem, None, "{}: {}", document.display(), words.join(" "));
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} commands were found");
}

#[test]
fn every_link_of_the_documentation_leads_to_a_page_and_every_picture_is_shown() {
    let mut reached = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let path = page.parent().unwrap().join(link.split('#').next().unwrap());
            let found = path.canonicalize();
            assert!(found.is_ok(), "{}: {link} leads nowhere", page.display());
            reached.insert(found.unwrap());
        }
    }
    for picture in fs::read_dir(root().join("docs/pictures")).unwrap() {
        let path = picture.unwrap().path().canonicalize().unwrap();
        assert!(reached.contains(&path), "{} is shown nowhere", path.display());
    }
}
