//! What the build leaves out of the library's stylesheet.

#[path = "../../build/prune.rs"]
mod imp;

use std::collections::HashSet;

fn pruned(css: &str) -> String {
    imp::prune(css, &HashSet::from(["card", "btn"]))
}

#[test]
fn a_rule_stays_where_a_page_can_use_it() {
    let css = "@charset \"UTF-8\";body{margin:0}.card,.modal{color:red}.btn:not(.modal,.card){x:y}.card .modal{z:0}";
    assert_eq!(pruned(css), "body{margin:0}.card{color:red}");
}

#[test]
fn nested_rules_are_looked_into() {
    let css = "@media (max-width:9px){.modal{a:b}.card{c:d}}@supports (a:b){.modal{a:b}}";
    assert_eq!(pruned(css), "@media (max-width:9px){.card{c:d}}");
}

#[test]
fn strings_and_comments_are_not_read() {
    let css = "/*! .x{ */.card{content:\"}.modal{\";background:url(\"data:;{\")}.modal{a:b}";
    assert_eq!(pruned(css), ".card{content:\"}.modal{\";background:url(\"data:;{\")}");
}

#[test]
fn properties_and_animations_that_nothing_names_go() {
    let css = "body{--tblr-a:1;--tblr-b:var(--tblr-c);--tblr-c:3;color:var(--tblr-a)}@keyframes spin{to{a:b}}\
        @keyframes fade{to{a:b}}.btn{animation:fade 1s}";
    assert_eq!(
        pruned(css),
        "body{--tblr-a:1;color:var(--tblr-a)}@keyframes fade{to{a:b}}.btn{animation:fade 1s}"
    );
}

#[test]
fn a_theme_that_a_script_would_choose_goes() {
    assert_eq!(pruned("[data-bs-theme=dark] .card{a:b}.card{c:d}"), ".card{c:d}");
}
