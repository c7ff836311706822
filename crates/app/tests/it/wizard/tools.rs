//! What is done to many cells at once, over HTTP: find and replace, fill down, paste, the fixes of last time.

use super::client::{Walker, id_of, upload};

const THREE: &str = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\r\n\
                     Ada,Byron,ada.byron@northwind.example,(312) 555-0181,Sales,Midwest,Global\r\n\
                     Bo,Lind,bo.lind@northwind.example,(312) 555-0182,Sales,,Global\r\n\
                     Cy,Moe,cy.moe@northwind.example,(312) 555-0183,Sales,,Global\r\n";

/// The page that a press leads to, toast included.
async fn follow(walker: &mut Walker, there: &str) -> String {
    walker.visitor.get(there).await.body
}

#[tokio::test]
async fn find_and_replace_shows_what_would_change_and_is_one_fix() {
    let mut walker = Walker::with("three.csv", THREE).await;
    let page = walker.page("/fix?replace=email").await;
    assert!(page.contains("What would change is shown here before it is done"), "{page}");
    let page = walker.page("/fix?replace=email&find=Northwind&with=sunny").await;
    assert!(page.contains("3 cells would change.") && page.contains("<ins>sunny</ins>"), "{page}");
    assert!(!page.contains("Fixes made"), "{page}");
    let there = walker.press(&page, "Replace in 3 cells").await;
    let page = follow(&mut walker, &there).await;
    assert!(page.contains("E-mail: “Northwind” replaced by “sunny”, 3 rows"), "{page}");
    assert!(page.contains("bo.lind@sunny.example") && !page.contains("id=\"replace\""), "{page}");
    walker.press(&page, "Undo last").await;
    let page = walker.page("/fix?replace=email&find=Northwind&case=true").await;
    assert!(page.contains("bo.lind@northwind.example"), "{page}");
    assert!(page.contains("No cell of this column says that.") && !page.contains("Replace in"), "{page}");
    let fields = [("replace", "email"), ("find", "northwind"), ("with", "x"), ("whole", "true")];
    let there = walker.send("/fix/replace", &fields).await;
    assert!(there.ends_with("/fix?note=nothing-to-replace"), "{there}");
    assert!(follow(&mut walker, &there).await.contains("Nothing to replace"));
}

#[tokio::test]
async fn blank_cells_are_filled_down_and_their_number_is_said() {
    let mut walker = Walker::with("three.csv", THREE).await;
    let page = walker.page("/fix?edit=2.teams").await;
    assert!(page.contains("Fill 2 blank cells below"), "{page}");
    let fields = [("act", "fill"), ("of", "2.teams"), ("row", "2")];
    let there = walker.send("/fix/do", &fields).await;
    assert!(follow(&mut walker, &there).await.contains("Teams → Midwest, 2 rows"));
    let there = walker.send("/fix/do", &fields).await;
    assert!(follow(&mut walker, &there).await.contains("Nothing to fill"), "{there}");
}

#[tokio::test]
async fn a_pasted_block_is_one_press_and_goes_back_together() {
    let mut walker = Walker::with("three.csv", THREE).await;
    let block = "ada@sunny.example\t(312) 555-0191\r\nbo@sunny.example\t(312) 555-0192\r\n";
    let there = walker.send("/fix/paste", &[("row", "2"), ("field", "email"), ("block", block)]).await;
    let page = follow(&mut walker, &there).await;
    assert!(page.contains("E-mail and Phone corrected, 4 cells"), "{page}");
    assert!(page.contains("bo@sunny.example") && page.contains("(312) 555-0192"), "{page}");
    walker.press(&page, "Undo last").await;
    let page = walker.page("/fix").await;
    assert!(!page.contains("sunny") && page.contains("(312) 555-0182"), "{page}");
    walker.press(&page, "Redo").await;
    assert!(walker.page("/fix").await.contains("bo@sunny.example"));
}

#[tokio::test]
async fn a_block_that_is_too_large_or_has_no_place_is_told_in_words() {
    let mut walker = Walker::with("three.csv", THREE).await;
    let large = "Midwest\n".repeat(5_001);
    for (row, block, words, made) in [
        ("2", large.as_str(), "A block of more than 5,000 cells is not pasted at once.", false),
        ("4", "Midwest\nPacific\n", "lies beyond the rows and columns shown here", true),
        ("2", "Midwest", "Nothing to paste", false),
    ] {
        let fields = [("row", row), ("field", "teams"), ("block", block)];
        let there = walker.send("/fix/paste", &fields).await;
        let page = follow(&mut walker, &there).await;
        assert!(page.contains(words), "{page}");
        assert_eq!(there.contains("made="), made, "{there}");
    }
}

#[tokio::test]
async fn a_row_of_several_that_is_taken_in_again_goes_back_and_forth() {
    let mut walker = Walker::with("three.csv", &THREE.replace("Sales,,", "Merchandiser,,")).await;
    let page = walker.page("/fix").await;
    walker.press(&page, "Skip 2 rows").await;
    walker.send("/fix/do", &[("act", "take"), ("of", "3"), ("row", "3")]).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Undo Row 4 skipped") && !page.contains("Redo</button>"), "{page}");
    walker.press(&page, "Undo last").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Undo Rows 3 and 4 skipped") && !page.contains("Undo Row 4 skipped"), "{page}");
    walker.press(&page, "Redo").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Undo Row 4 skipped") && !page.contains("Rows 3 and 4 skipped"), "{page}");
}

#[tokio::test]
async fn a_name_is_found_in_any_capitals_and_one_that_nobody_has_is_told() {
    let mut walker = Walker::with("three.csv", &THREE.replace("Midwest", "Nowhere")).await;
    let fields = |act, to| [("act", act), ("field", "teams"), ("from", "Nowhere"), ("to", to)];
    for act in ["map", "create"] {
        let there = walker.send("/fix/value", &fields(act, "elsewhere")).await;
        assert!(there.ends_with("/fix?note=no-such-name"), "{there}");
    }
    walker.send("/fix/value", &fields("create", " midwest ")).await;
    assert!(walker.page("/fix").await.contains("New team Nowhere, under Midwest"));
}

#[tokio::test]
async fn the_fixes_of_last_time_are_shown_ticked_and_made_with_one_press() {
    let file = THREE.replace("Sales,Midwest", "Manger,Nowhere");
    let mut walker = Walker::with("march.csv", &file).await;
    assert!(!walker.page("/fix").await.contains("of last time"));
    for (field, from, to) in [("role", "Manger", "Manager"), ("teams", "Nowhere", "Midwest")] {
        let fields = [("act", "map"), ("field", field), ("from", from), ("to", to)];
        walker.send("/fix/value", &fields).await;
    }
    assert_eq!(walker.agree("").await.location(), walker.path("/done"));
    walker.work().await;
    let file = file.replace("555-018", "555-017").replace("@north", "2@north");
    let answer = upload(&mut walker.visitor, "/imports", "april.csv", &file).await;
    walker.import = id_of(answer.location());
    let page = walker.page("/fix").await;
    assert!(page.contains("Use the 2 fixes of last time") && page.contains("1 row has an error"), "{page}");
    assert!(page.contains("Role “Manger” → Manager") && page.contains("Teams “Nowhere” → Midwest"), "{page}");
    let ids: Vec<&str> =
        page.split("name=\"fix\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let there = walker.send("/fix/last", &[]).await;
    assert!(there.ends_with("/fix?note=nothing-of-last-time"), "{there}");
    walker.send("/fix/last", &[("fix", ids[0])]).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Use the fix of last time") && page.contains("1 row has an error"), "{page}");
    walker.press(&page, "Undo last").await;
    walker.send("/fix/last", &[("fix", ids[0]), ("fix", ids[1])]).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Nothing left to fix") && !page.contains("of last time"), "{page}");
    walker.press(&page, "Undo last").await;
    assert!(walker.page("/fix").await.contains("Use the 2 fixes of last time"));
}

#[tokio::test]
async fn rows_with_an_error_are_counted_where_they_have_a_warning_too() {
    let head = "First Name,Last Name,Email,Phone,Role,Territory Access,Employee ID\r\n";
    let rows = "Ada,Byron,ada@gull.example,123,Sales,Global,1.55E+10\r\n\
                Bo,Lind,bo@gull.example,124,Sales,Global,1.56E+10\r\n";
    let mut walker = Walker::with("short.csv", &format!("{head}{rows}")).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Warnings, you may go on <span>2 rows</span>"), "{page}");
    assert!(page.contains("Rows 1 and 2 of 2"), "{page}");
}
