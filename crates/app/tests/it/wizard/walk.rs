//! From a file to people over HTTP: each step, and what happens when somebody goes another way.

use app::demo::samples::Sample;
use axum::http::StatusCode;

use super::client::{Walker, id_of, upload};
use crate::web::world::{PASSWORD, World};

const TWO: &str = "First Name,Last Name,Email,Phone,Role,Territory Access\r\n\
                   Ada,Byron,ada.byron@northwind.example,(312) 555-0181,Sales,Global\r\n\
                   Bo,Lind,bo.lind@northwind.example,(312) 555-0182,Manger,Global\r\n";

#[tokio::test]
async fn a_file_becomes_people_step_by_step() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let page = walker.page("/match").await;
    assert!(
        page.contains("The first two people, as they would be") && page.contains("+1 312 555 0181"),
        "{page}"
    );
    let page = walker.page("/fix").await;
    assert!(page.contains("1 row has an error") && page.contains("No role “Manger”"), "{page}");
    let there = walker.press(&page, "Manger → Manager").await;
    assert!(there.ends_with("/fix?made=1"), "{there}");
    let page = walker.visitor.get(&there).await.body;
    assert!(page.contains("Nothing left to fix") && page.contains("Role “Manger” → Manager"), "{page}");
    let page = walker.page("/review").await;
    assert!(page.contains("Import 2 users") && page.contains("<b>2 people are created</b>"), "{page}");
    let answer = walker.agree("").await;
    assert_eq!(answer.location(), walker.path("/done"), "{}", answer.body);
    let page = walker.page("/done").await;
    assert!(page.contains("Importing 2 users"), "{page}");
    walker.work().await;
    let page = walker.page("/done").await;
    assert!(page.contains("2 users are imported") && page.contains("by Dana Mitchell"), "{page}");
    assert!(page.contains("Manager, Global"), "{page}");
}

#[tokio::test]
async fn what_is_pasted_is_an_import_like_a_file() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let cells = "First Name\tLast Name\tEmail\tPhone\tRole\r\n\
                 Ada\t\"Byron\r\nKing\"\tada.byron@northwind.example\t(312) 555-0181\tSales\r\n";
    let list = "Ada Byron <ada.byron@northwind.example>; Bo Lind <bo.lind@northwind.example>";
    for (text, name, words) in [
        (cells, "Pasted cells.tsv", ["Last Name", "+1 312 555 0181"]),
        (list, "Pasted list.tsv", ["Full Name", "bo.lind@northwind.example"]),
    ] {
        let answer = dana.post("/imports/paste", &[("cells", text)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = dana.get(&format!("/imports/{}/match", id_of(answer.location()))).await.body;
        for words in [name].into_iter().chain(words) {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    let empty = dana.post("/imports/paste", &[("cells", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Pasted cells.tsv was not taken."), "{}", empty.body);
}

#[tokio::test]
async fn the_first_people_are_shown_as_they_would_be_and_not_as_the_file_writes_them() {
    let file = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access,Territories\r\n\
                Ada,Byron,Ada.Byron@Northwind.Example,(312) 555-0181,rep,midwest,limited,great  lakes\r\n\
                Bo,Lind,Bo.Lind@Northwind.Example,(312) 555-0182,Manger,midwest,all,\r\n";
    let page = Walker::with("loose.csv", file).await.page("/match").await;
    for text in ["ada.byron@northwind.example", ">Midwest</span>", ">Great Lakes</span>", ">Sales</span>"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    // Nothing is planned for a row with an error, so it is shown as it stands.
    assert!(page.contains("Bo.Lind@Northwind.Example") && page.contains("Manger?"), "{page}");
}

#[tokio::test]
async fn each_address_leads_to_where_the_import_stands() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let lead = walker.path("");
    assert_eq!(walker.visitor.get(&lead).await.location(), walker.path("/match"));
    walker.page("/fix").await;
    assert_eq!(walker.visitor.get(&lead).await.location(), walker.path("/fix"));
    assert_eq!(walker.visitor.get(&walker.path("/done")).await.location(), walker.path("/fix"));
    walker.send("/choices", &[("rows", "valid")]).await;
    walker.agree("").await;
    for step in ["", "/match", "/fix", "/review"] {
        let answer = walker.visitor.get(&walker.path(step)).await;
        assert_eq!(answer.location(), walker.path("/done"), "{step}");
    }
    walker.work().await;
    assert_eq!(walker.send("/fix/undo", &[("number", "1")]).await, walker.path("/done"));
    assert_eq!(walker.send("/discard", &[]).await, walker.path("/done"));
}

#[tokio::test]
async fn without_a_needed_field_there_is_no_way_past_matching() {
    let mut walker = Walker::with(
        "no-role.csv",
        "First Name,Last Name,Email,Phone,Work\r\nAda,Byron,ada@x.example,(312) 555-0181,Sales\r\n",
    )
    .await;
    let page = walker.page("/match").await;
    assert!(page.contains("Role is still missing") && page.contains("Use Work as Role"), "{page}");
    for step in ["/fix", "/review"] {
        assert_eq!(walker.visitor.get(&walker.path(step)).await.location(), walker.path("/match"), "{step}");
    }
    walker.press(&page, "Use Work as Role").await;
    assert!(!walker.page("/match").await.contains("still missing"));
    walker.send("/match/column", &[("column", "4"), ("field", "")]).await;
    walker.send("/match/constant", &[("field", "role"), ("value", "Manager")]).await;
    let page = walker.page("/match").await;
    assert!(!page.contains("still missing") && page.contains("<span class=\"\">Manager</span>"), "{page}");
    walker.page("/fix").await;
}

#[tokio::test]
async fn phones_of_another_country_are_read_by_one_press_or_by_one_country_for_everybody() {
    let file = "First Name,Last Name,Email,Phone,Role,City\r\n\
                Ada,Byron,ada@x.example,0151 19319706,Sales,Deutschland\r\n\
                Bo,Lind,bo@x.example,0151 19319707,Sales,Deutschland\r\n";
    let mut walker = Walker::with("two.csv", file).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Phone without +49 (Germany)") && !page.contains("Use Germany"), "{page}");
    walker.press(&page, "Read with +49 (Germany) in 2 rows").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("Nothing left to fix") && page.contains("Country → Germany"), "{page}");
    let mut walker = Walker::with("two.csv", file).await;
    walker.send("/match/constant", &[("field", "country"), ("value", "Germany")]).await;
    let page = walker.page("/match").await;
    assert!(page.contains("<option value=\"Germany\" selected>Germany</option>"), "{page}");
    assert!(walker.page("/fix").await.contains("Nothing left to fix"));
}

#[tokio::test]
async fn examples_are_left_out_and_ids_filled_up_by_one_press_each() {
    let file = "First Name,Last Name,Email,Phone,Role,Employee ID\r\n\
                Jane,Doe,jane.doe@example.com,(312) 555-0180,Sales,00001\r\n\
                Ada,Byron,ada@x.example,(312) 555-0181,Sales,00123\r\n\
                Bo,Lind,bo@x.example,(312) 555-0182,Sales,456\r\n\
                Cy,Tan,cy@x.example,(312) 555-0183,Sales,00789\r\n";
    let mut walker = Walker::with("four.csv", file).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("May be the example of a template"), "{page}");
    walker.press(&page, "Skip this row").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("External id is shorter than most"), "{page}");
    walker.press(&page, "Fill up to 5 digits").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("External System ID filled up to 5 digits") && page.contains("00456"), "{page}");
    assert!(!page.contains("External id is shorter than most"), "{page}");
}

#[tokio::test]
async fn a_field_is_fed_by_the_column_chosen_last() {
    let mut walker = Walker::with("two.csv", TWO).await;
    walker.send("/match/column", &[("column", "1"), ("field", "first_name")]).await;
    let page = walker.page("/match").await;
    assert!(page.contains("Last name missing") && !page.contains("First name missing"), "{page}");
    walker.send("/match/column", &[("column", "99"), ("field", "last_name")]).await;
    walker.send("/match/column", &[("column", "0"), ("field", "last_name")]).await;
    assert!(!walker.page("/match").await.contains("still missing"));
}

#[tokio::test]
async fn a_second_click_and_a_second_admin_do_no_harm() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let page = walker.page("/fix").await;
    walker.press(&page, "Manger → Manager").await;
    walker.press(&page, "Manger → Manager").await;
    let after = walker.page("/fix").await;
    assert_eq!(after.matches("aria-label=\"Undo Role “Manger” → Manager\"").count(), 1, "{after}");
    let mut other = walker.world.admin().await;
    let review = walker.page("/review").await;
    let fingerprint = super::client::value_of(&review, "fingerprint");
    let path = walker.path("/apply");
    let fields = [("fingerprint", fingerprint.as_str())];
    assert_eq!(walker.visitor.post(&path, &fields).await.location(), walker.path("/done"));
    assert_eq!(other.post(&path, &fields).await.location(), walker.path("/done"));
    walker.work().await;
    walker.work().await;
    assert!(walker.page("/done").await.contains("2 users are imported"));
}

#[tokio::test]
async fn what_was_pressed_goes_back_together_and_comes_again() {
    let file = format!(
        "{TWO}Cy,Moe,cy@@northwind.example,(312) 555-0183,Sales,Global\r\nDi,Roe,di@@northwind.example,(312) 555-0184,Sales,Global\r\n"
    );
    let mut walker = Walker::with("four.csv", &file).await;
    let page = walker.page("/fix").await;
    assert!(page.contains("3 rows have an error"), "{page}");
    let there = walker.press(&page, "Correct 2 rows").await;
    let page = walker.visitor.get(&there).await.body;
    assert!(page.contains("1 row has an error") && page.contains("E-mail corrected"), "{page}");
    walker.press(&page, "Undo last").await;
    let page = walker.page("/fix").await;
    assert!(page.contains("3 rows have an error") && page.contains(">Redo</button>"), "{page}");
    walker.press(&page, "Redo").await;
    assert!(walker.page("/fix").await.contains("1 row has an error"));
}

#[tokio::test]
async fn a_cell_is_typed_a_row_left_out_and_taken_in_again() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let page = walker.page("/fix?edit=3.role").await;
    assert!(page.contains("id=\"panel\"") && page.contains("name=\"value\""), "{page}");
    walker.send("/fix/cell?show=errors", &[("row", "3"), ("field", "role"), ("value", "Sales")]).await;
    assert!(walker.page("/fix").await.contains("Row 3, Role → Sales"));
    walker.send("/fix/do", &[("act", "leave"), ("of", "2"), ("row", "2")]).await;
    let page = walker.page("/fix?show=skipped").await;
    assert!(page.contains("Row 2 skipped") && page.contains("is-skipped"), "{page}");
    walker.send("/fix/do", &[("act", "take"), ("of", "2"), ("row", "2")]).await;
    assert!(walker.page("/review").await.contains("Import 2 users"));
}

#[tokio::test]
async fn a_cell_of_several_lines_is_opened_and_saved_without_losing_its_parts() {
    let file = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\r\n\
                Ada,Byron,ada.byron@northwind.example,(312) 555-0181,Sales,\"Midwest\r\nKey Accounts\",Global\r\n";
    let mut walker = Walker::with("lines.csv", file).await;
    let page = walker.page("/fix?show=all&edit=2.teams").await;
    assert!(page.contains("name=\"value\" value=\"Midwest; Key Accounts\""), "{page}");
    let fields = [("row", "2"), ("field", "teams"), ("value", "Midwest; Key Accounts")];
    walker.send("/fix/cell", &fields).await;
    let page = walker.page("/fix?show=all").await;
    assert!(!page.contains("Fixes made") && !page.contains("No team"), "{page}");
}

#[tokio::test]
async fn where_there_is_no_team_yet_an_unknown_one_is_created_and_nothing_offered_to_choose_from() {
    let world = World::new().await;
    let mut sam = world.stranger();
    sam.post("/sign-in", &[("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)]).await;
    let file = "First Name,Last Name,Email,Phone,Role,Teams,Territory Access\r\n\
                Ada,Byron,ada@harborsolar.example,(312) 555-0181,Sales,Roofs,Global\r\n";
    let answer = upload(&mut sam, "/imports", "first.csv", file).await;
    let mut walker = Walker { import: id_of(answer.location()), visitor: sam, world };
    let page = walker.page("/fix").await;
    let (before, _) = page.split_once(">No team “Roofs”</a>").unwrap();
    let cause = before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap().replace("&#38;", "&");
    let page = walker.visitor.get(&cause).await.body;
    assert!(page.contains("Or create it") && !page.contains("Read it as"), "{page}");
    walker.press(&page, "Create").await;
    assert!(walker.page("/review").await.contains("Import 1 user<"));
}

#[tokio::test]
async fn the_guard_wants_its_number() {
    let file = TWO.replace("Manger", "Admin");
    let mut walker = Walker::with("admin.csv", &file).await;
    let page = walker.page("/review").await;
    assert!(page.contains("One more look"), "{page}");
    let answer = walker.agree("7").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("The number is 1"), "{}", answer.body);
    assert_eq!(walker.agree("1").await.location(), walker.path("/done"));
}

#[tokio::test]
async fn a_plan_that_moved_says_what_moved_and_one_click_agrees_anew() {
    let mut walker = Walker::with("two.csv", &TWO.replace("Manger", "Manager")).await;
    let page = walker.page("/review").await;
    let old = super::client::value_of(&page, "fingerprint");
    // Somebody imports the same people from another file meanwhile.
    let mut other = walker.world.admin().await;
    let answer = upload(&mut other, "/imports", "one.csv", TWO.split("Bo,").next().unwrap()).await;
    let first = walker.import;
    walker.import = id_of(answer.location());
    walker.agree("").await;
    walker.work().await;
    walker.import = first;
    let answer = walker.visitor.post(&walker.path("/apply"), &[("fingerprint", &old)]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("This has moved since you looked"), "{}", answer.body);
    assert!(answer.body.contains("1 row is decided differently: row 2."), "{}", answer.body);
    let new = super::client::value_of(&answer.body, "fingerprint");
    let answer = walker.visitor.post(&walker.path("/apply"), &[("fingerprint", &new)]).await;
    assert_eq!(answer.location(), walker.path("/done"), "{}", answer.body);
}

#[tokio::test]
async fn a_refused_file_is_told_on_the_page_with_place_and_cure() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    for (name, content, words) in [
        ("empty.csv", "", "was not taken."),
        ("head.csv", "First Name,Last Name\r\n", "nobody stands under it"),
        ("photo.pdf", "%PDF-1.7\n%\u{1}", "was not taken."),
    ] {
        let answer = upload(&mut dana, "/imports", name, content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(name) && answer.body.contains(words), "{}", answer.body);
        assert!(answer.body.contains("Drop the file you were given"), "{name}");
    }
    assert!(!dana.get("/imports").await.body.contains("empty.csv"));
}

#[tokio::test]
async fn another_file_takes_the_place_of_the_first() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let path = format!("/imports/new?instead={}", walker.import);
    let page = walker.visitor.get(&path).await.body;
    assert!(
        page.contains("two.csv is here")
            && page.contains(&format!("action=\"/imports?instead={}\"", walker.import)),
        "{page}"
    );
    let answer =
        upload(&mut walker.visitor, &format!("/imports?instead={}", walker.import), "new.csv", TWO).await;
    assert_ne!(id_of(answer.location()), walker.import);
    assert_eq!(walker.visitor.get(&walker.path("/match")).await.location(), "/imports");
}

#[tokio::test]
async fn htmx_gets_the_part_and_the_address_without_what_was_just_made() {
    let mut walker = Walker::with("two.csv", TWO).await;
    let page = walker.page("/fix").await;
    let there = walker.press(&page, "Manger → Manager").await;
    let part = walker.visitor.get_part(&there, &walker.path("/fix")).await;
    assert!(!part.body.contains("<html") && part.body.trim_start().starts_with("<header"), "{}", part.body);
    assert_eq!(part.header("hx-replace-url"), Some(walker.path("/fix").as_str()));
    assert!(part.body.contains("<hx-partial hx-target=\"#toasts\""), "{}", part.body);
}

#[tokio::test]
async fn no_route_tells_or_changes_anything_of_another_account() {
    let walker = Walker::with("messy.csv", &Sample::Messy.text()).await;
    let mut sam = walker.world.stranger();
    let fields = [("email", "sam.whitfield@harborsolar.example"), ("password", PASSWORD)];
    assert_eq!(sam.post("/sign-in", &fields).await.status, StatusCode::SEE_OTHER);
    let reads = [
        "",
        "/match",
        "/fix",
        "/review",
        "/done",
        "/progress",
        "/bad-rows.csv",
        "/left-out.csv",
        "/outcome.csv",
        "/original",
    ];
    for rest in reads {
        assert_eq!(sam.get(&walker.path(rest)).await.status, StatusCode::NOT_FOUND, "{rest}");
    }
    let column = [("column", "0"), ("field", "email"), ("value", "x"), ("row", "2")];
    let press = [("act", "leave"), ("of", "2"), ("row", "2"), ("number", "1")];
    let agree = [("fingerprint", "00000000000000000000000000000000.00000000000000000000000000000000")];
    let value = [("act", "map"), ("field", "role"), ("from", "x"), ("to", "Sales")];
    let replace = [("replace", "email"), ("find", "a")];
    let paste = [("row", "2"), ("field", "email"), ("block", "x")];
    let writes: [(&str, &[(&str, &str)]); 18] = [
        ("/match/names", &column),
        ("/match/look", &column),
        ("/match/reading", &column),
        ("/match/found", &[]),
        ("/match/column", &column),
        ("/match/constant", &column),
        ("/fix/do", &press),
        ("/fix/cell", &column),
        ("/fix/value", &value),
        ("/fix/replace", &replace),
        ("/fix/paste", &paste),
        ("/fix/last", &[]),
        ("/fix/undo", &press),
        ("/fix/redo", &[]),
        ("/choices", &[]),
        ("/apply", &agree),
        ("/discard", &[]),
        ("/again", &[]),
    ];
    for (rest, fields) in writes {
        let answer = sam.post(&walker.path(rest), fields).await;
        let nothing = answer.status == StatusCode::NOT_FOUND
            || rest == "/again" && answer.status == StatusCode::SEE_OTHER;
        assert!(nothing, "{rest}: {}", answer.status);
    }
    let instead = format!("/imports/new?instead={}", walker.import);
    assert_eq!(sam.get(&instead).await.status, StatusCode::NOT_FOUND);
    upload(&mut sam, &format!("/imports?instead={}", walker.import), "x.csv", TWO).await;
    let mut dana = walker.world.admin().await;
    assert_eq!(dana.get(&walker.path("")).await.location(), walker.path("/match"));
}

#[tokio::test]
async fn only_admins_import() {
    let walker = Walker::with("two.csv", TWO).await;
    let mut marcus = walker.world.visitor("marcus.webb").await;
    for path in [
        "/imports/new",
        "/imports/template.csv",
        "/users/export.csv",
        &walker.path("/fix"),
        &walker.path("/original"),
    ] {
        assert_eq!(marcus.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(upload(&mut marcus, "/imports", "x.csv", TWO).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn downloads_are_attachments_that_nobody_keeps_under_names_of_ours() {
    let mut walker = Walker::with("\"; rm -rf .csv", TWO).await;
    walker.send("/choices", &[("rows", "valid")]).await;
    let bad = walker.visitor.get(&walker.path("/bad-rows.csv")).await;
    assert!(
        bad.body.contains("What to correct") && bad.body.contains("Manger") && !bad.body.contains("Ada"),
        "{}",
        bad.body
    );
    walker.agree("").await;
    walker.work().await;
    let id = walker.import;
    let paths = [
        (walker.path("/left-out.csv"), format!("import-{id}-left-out.csv")),
        (walker.path("/outcome.csv"), format!("import-{id}-outcome.csv")),
        (walker.path("/original"), format!("import-{id}.csv")),
        ("/imports/template.xlsx".to_owned(), "users-template.xlsx".to_owned()),
        ("/users/export.csv".to_owned(), "users-2026-03-02.csv".to_owned()),
    ];
    for (path, name) in paths {
        let answer = walker.visitor.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let said = answer.header("content-disposition");
        assert_eq!(said, Some(format!("attachment; filename=\"{name}\"").as_str()));
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    let original = walker.visitor.get(&walker.path("/original")).await;
    assert_eq!(original.body, TWO);
    let left = walker.visitor.get(&walker.path("/left-out.csv")).await.body;
    assert!(left.contains("Bo,Lind") && left.contains("Role is not known"), "{left}");
    let corrected = left.replace("Manger", "Manager");
    let answer =
        upload(&mut walker.visitor, "/imports", "corrected.csv", corrected.trim_start_matches('\u{feff}'))
            .await;
    walker.import = id_of(answer.location());
    assert!(walker.page("/review").await.contains("Import 1 user<"));
    let outcome = walker.visitor.get(&format!("/imports/{id}/outcome.csv")).await.body;
    assert!(outcome.contains("2,Created,Ada Byron") && outcome.contains("3,Blocked,Bo Lind"), "{outcome}");
}

#[tokio::test]
async fn the_current_users_come_back_unchanged() {
    let world = World::new().await;
    let mut dana = world.admin().await;
    let export = dana.get("/users/export.csv").await.body;
    let answer = upload(&mut dana, "/imports", "all.csv", export.trim_start_matches('\u{feff}')).await;
    let mut walker = Walker { import: id_of(answer.location()), visitor: dana, world };
    walker.send("/choices", &[("existing", "update")]).await;
    let page = walker.page("/review").await;
    assert!(
        page.contains("Nobody is created or changed") && page.contains("No row would be created or changed"),
        "{page}"
    );
}
