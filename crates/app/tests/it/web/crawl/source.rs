//! The routes as the source of the program says them, so that a table of them can be held against it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every method that a router of the framework can be asked for by name.
const METHODS: [(&str, &str); 8] = [
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
    ("head", "HEAD"),
    ("options", "OPTIONS"),
    ("any", "any method"),
];

/// Other ways to add a route: whoever needs one teaches this module to read it.
const UNREADABLE: [&str; 5] =
    [".route_service(", ".nest(", ".nest_service(", ".fallback_service(", "MethodRouter::new("];

/// The method and the path of every route in the source.
pub fn routes() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for file in files("src") {
        let text = std::fs::read_to_string(&file).unwrap();
        for way in UNREADABLE {
            assert!(!text.contains(way), "{}: {way} adds routes that the crawl cannot see", file.display());
        }
        for rest in text.split(".route(").skip(1) {
            let (path, methods) = read(rest).unwrap_or_else(|| {
                panic!("{}: a route whose path or method cannot be read: {rest:.80}", file.display())
            });
            found.extend(methods.into_iter().map(|method| (method.to_owned(), path.to_owned())));
        }
    }
    found
}

/// The files of Rust below a folder, which is named from where the package is.
pub fn files(root: &str) -> Vec<PathBuf> {
    let (mut open, mut files) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(root)], Vec::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The path and the methods of one route, from behind its opening bracket: `"/sign-in", get(show).post(sign_in))`.
fn read(text: &str) -> Option<(&str, Vec<&'static str>)> {
    let (path, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let handlers = outermost(rest)?;
    let methods: Vec<_> = METHODS
        .into_iter()
        .filter(|(name, _)| handlers.split(|one: char| !one.is_alphanumeric()).any(|word| word == *name))
        .map(|(_, method)| method)
        .collect();
    (!methods.is_empty()).then_some((path, methods))
}

/// What stands outside of inner brackets until the bracket that closes the route.
fn outermost(text: &str) -> Option<String> {
    let (mut depth, mut kept) = (0, String::new());
    for one in text.chars() {
        match one {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(kept),
            ')' => {
                depth -= 1;
                kept.push(' ');
            }
            _ if depth == 0 => kept.push(one),
            _ => {}
        }
    }
    None
}
