//! Changing how a file is read, and what it says about columns that share a field.

use std::collections::BTreeMap;

use plan::field::Field;
use plan::mapping::{MappingFile, NameOrder};
use plan::read::ENCODINGS;
use store::ImportId;

use super::client::Walker;

const PLAIN: &str = "First Name,Last Name,Email,Phone,Role\r\n\
                     José,Byron,jose.byron@northwind.example,(312) 555-0181,Sales\r\n\
                     Bo,Lind,bo.lind@northwind.example,(312) 555-0182,Sales\r\n";

/// A line above the header that could be one itself.
const TITLED: &str = "Name,Place,Note,Since,State\r\n\
                      First Name,Last Name,Email,Phone,Role\r\n\
                      Ada,Byron,ada.byron@northwind.example,(312) 555-0181,Sales\r\n\
                      Bo,Lind,bo.lind@northwind.example,(312) 555-0182,Sales\r\n";

impl Walker {
    /// What somebody said about the file.
    async fn wish(&self) -> MappingFile {
        let account = self.account().await;
        let inputs = self.state().pipeline.inputs(account, ImportId(self.import)).await.unwrap();
        MappingFile { remembered: BTreeMap::default(), ..inputs.import.mapping }
    }

    /// What the panel shows for a way of reading.
    async fn look(&mut self, fields: &[(&str, &str)]) -> String {
        let answer = self.visitor.post(&self.path("/match/look"), fields).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    /// Goes on with a way of reading, and follows to the page.
    async fn read_as(&mut self, rest: &str, fields: &[(&str, &str)]) -> (String, String) {
        let there = self.send(rest, fields).await;
        let page = self.visitor.get(&there).await.body;
        (there, page)
    }
}

#[tokio::test]
async fn another_encoding_is_looked_at_used_and_given_up_again() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    let page = walker.page("/match?reading=open").await;
    assert!(page.contains("As found: UTF-8") && page.contains("This is how it is read now"), "{page}");
    let page = walker.look(&[("encoding", "windows-1252")]).await;
    assert!(page.contains("<td>JosÃ©</td>") && page.contains("2 rows, 5 columns"), "{page}");
    assert!(page.contains("As found: UTF-8") && !page.contains("as-found"), "{page}");
    assert_eq!(walker.wish().await, MappingFile::default(), "looking keeps nothing");
    let (there, page) = walker.read_as("/match/reading", &[("encoding", "windows-1252")]).await;
    assert!(there.ends_with("/match?read=0.0"), "{there}");
    assert!(page.contains("Text in Windows-1252, separated by commas"), "{page}");
    assert!(page.contains("The file is read this way now.") && page.contains("JosÃ©"), "{page}");
    let (_, page) = walker.read_as("/match/found", &[]).await;
    assert!(page.contains("Text in UTF-8") && !page.contains("JosÃ©"), "{page}");
    assert_eq!(walker.wish().await, MappingFile::default());
}

#[tokio::test]
async fn every_encoding_that_a_file_may_be_found_in_can_be_chosen() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    let page = walker.page("/match?reading=open").await;
    for known in ENCODINGS {
        assert!(page.contains(&format!("<option value=\"{}\"", known.label)), "{} in {page}", known.label);
    }
    for (label, read) in [("windows-874", "Josรฉ"), ("KOI8-U", "Josц╘"), ("windows-1257", "JosĆ©")] {
        let page = walker.look(&[("encoding", label)]).await;
        assert!(page.contains(&format!("<td>{read}</td>")), "{label}: {page}");
        assert!(page.contains(&format!("<option value=\"{label}\" selected>")), "{label}: {page}");
    }
}

#[tokio::test]
async fn another_header_drops_the_columns_and_row_fixes_that_were_made_for_the_old_one_and_says_so() {
    let mut walker = Walker::with("titled.csv", TITLED).await;
    walker.read_as("/match/reading", &[("header", "1")]).await;
    walker.send("/match/column", &[("column", "2"), ("field", "email")]).await;
    walker.send("/match/column", &[("column", "4"), ("field", "")]).await;
    let account = walker.account().await;
    let fix = plan::fix::Fix::SkipRows { rows: vec![3] };
    let actor = plan::choices::Actor::Operator;
    walker.state().pipeline.add_fix(account, ImportId(walker.import), &fix, actor).await.unwrap();
    let page = walker.look(&[("header", "2")]).await;
    let words = "2 columns chosen by hand and 1 fix of a single row hold for one way of reading only";
    assert!(page.contains(words) && page.contains("2 rows, 5 columns"), "{page}");
    let (there, page) = walker.read_as("/match/reading", &[("header", "2")]).await;
    assert!(there.ends_with("/match?read=2.1"), "{there}");
    assert!(
        page.contains("2 columns chosen by hand and 1 fix of a single row did not hold for it."),
        "{page}"
    );
    assert!(page.contains("header in row 2"), "{page}");
    let inputs = walker.state().pipeline.inputs(account, ImportId(walker.import)).await.unwrap();
    assert!(inputs.import.mapping.columns.is_empty() && inputs.fixes.is_empty());
    assert!(!walker.page("/match").await.contains("did not hold"), "it is said once");
}

#[tokio::test]
async fn under_the_same_header_the_columns_chosen_by_hand_stay() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    walker.send("/match/column", &[("column", "4"), ("field", "")]).await;
    let page = walker.look(&[("encoding", "windows-1250")]).await;
    assert!(!page.contains("hold for one way of reading"), "{page}");
    let (there, _) = walker.read_as("/match/reading", &[("encoding", "windows-1250")]).await;
    assert!(there.ends_with("?read=0.0"), "{there}");
    assert_eq!(walker.wish().await.columns, [(4, None)].into());
}

#[tokio::test]
async fn a_way_in_which_the_file_cannot_be_read_is_told_and_changes_nothing() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    for rest in ["/match/look", "/match/reading"] {
        let answer = walker.visitor.post(&walker.path(rest), &[("header", "3")]).await;
        assert_eq!(answer.status, 200, "{rest}");
        let page = answer.body;
        assert!(
            page.contains("It cannot be read this way.") && page.contains("nobody stands under it"),
            "{page}"
        );
        // The rows to choose another header from are there all the same.
        assert!(page.contains("id=\"header-1\"") && page.contains("id=\"use\""), "{page}");
    }
    assert_eq!(walker.wish().await, MappingFile::default());
}

#[tokio::test]
async fn another_character_is_typed_as_the_separator() {
    let mut walker = Walker::with("caret.csv", &PLAIN.replace(',', "^")).await;
    let page = walker.look(&[("delimiter", "other")]).await;
    assert!(page.contains("<option value=\"other\" selected>"), "{page}");
    let page = walker.look(&[("delimiter", "other"), ("other", "^")]).await;
    assert!(page.contains("2 rows, 5 columns") && page.contains("value=\"^\""), "{page}");
}

const SHARED: &str = "First Name,Last Name,Email,Mobile,Desk,Role,Unit,Group\r\n\
                      Ada,Byron,ada.byron@northwind.example,(312) 555-0181,(312) 555-0191,Sales,Midwest,Pacific\r\n\
                      Bo,Lind,bo.lind@northwind.example,(312) 555-0182,,Sales,Midwest,\r\n";

#[tokio::test]
async fn phones_and_lists_take_a_second_column_and_other_fields_do_not() {
    let mut walker = Walker::with("shared.csv", SHARED).await;
    for (column, field) in [("3", "phone"), ("4", "phone"), ("6", "teams"), ("7", "teams")] {
        walker.send("/match/column", &[("column", column), ("field", field)]).await;
    }
    let phones = [3, 4].map(|column| (column, Some(Field::Phone)));
    let wish = walker.wish().await;
    assert!(phones.iter().all(|(column, field)| wish.columns[column] == *field), "{wish:?}");
    let page = walker.page("/match").await;
    assert!(page.contains("Phone: the better of 2 columns per row"), "{page}");
    assert!(page.contains("Teams: both lists together"), "{page}");
    assert!(page.contains("From your columns Unit and Group, together"), "{page}");
    walker.send("/match/column", &[("column", "6"), ("field", "role")]).await;
    assert_eq!(walker.wish().await.columns[&5], None, "a role comes from one column");
}

#[tokio::test]
async fn the_other_fields_that_a_column_may_feed_are_all_there() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    let page = walker.page("/match").await;
    assert!(page.contains("Country: helps to read phones"), "{page}");
    assert!(page.contains("Phone, beside Phone"), "{page}");
}

#[tokio::test]
async fn which_name_comes_first_is_said_for_a_column_of_full_names_only() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    assert!(!walker.page("/match").await.contains("name=\"names\""));
    let file = "Full Name,Email,Phone,Role\r\nByron Ada,ada@northwind.example,(312) 555-0181,Sales\r\n";
    let mut walker = Walker::with("full.csv", file).await;
    let page = walker.page("/match").await;
    assert!(page.contains("Which name comes first in your column Full Name?"), "{page}");
    walker.send("/match/names", &[("names", "last_first")]).await;
    assert_eq!(walker.wish().await.names, Some(NameOrder::LastFirst));
    let page = walker.page("/match").await;
    assert!(page.contains("value=\"last_first\" id=\"names-3\" checked"), "{page}");
    assert!(page.contains("<b class=\"\">Ada Byron</b>"), "{page}");
    assert!(page.contains("<td>Byron Ada</td><td>Ada</td><td>Byron</td>"), "{page}");
    walker.send("/match/names", &[("names", "")]).await;
    assert_eq!(walker.wish().await.names, None);
}

#[tokio::test]
async fn the_review_says_how_the_file_was_read_and_leads_back_to_change_it() {
    let mut walker = Walker::with("two.csv", PLAIN).await;
    let page = walker.page("/review").await;
    assert!(
        page.contains("About this file") && page.contains("Text in UTF-8, separated by commas"),
        "{page}"
    );
    assert!(page.contains(&walker.path("/match?reading=open")), "{page}");
}

#[tokio::test]
async fn the_upload_names_every_format_it_takes() {
    let world = crate::web::world::World::new().await;
    let page = world.admin().await.get("/imports/new").await.body;
    assert!(page.contains("XLSX, ODS, CSV or TSV"), "{page}");
    for ending in [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods"] {
        assert!(page.contains(&format!("{ending},")), "{ending}: {page}");
    }
}
