//! People by hand in a real browser: added, edited, refused at a field, suspended, made active again, cancelled, chosen in
//! the list, narrowed in it; by keyboard alone, with the checks of every page.

use plan::snapshot::Status;
use store::territories;
use store::users::list::{self, Filter};

use thirtyfour::prelude::*;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, DESK, PHONE, Theme, with};
use super::wizard::enter;
use crate::web::world::{PASSWORD, World};

/// No barrier, nothing too wide, no report, at both sizes and in both themes.
pub async fn look(browser: &Browser) {
    for size in [DESK, PHONE] {
        for theme in [Theme::Light, Theme::Dark] {
            browser.resize(size).await;
            browser.prefer(theme).await;
            // Colours fade into those of the other theme; halfway they are of neither.
            let drawn =
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
            browser.ask(drawn).await;
            browser.until("!document.getAnimations().some(one => one instanceof CSSTransition)").await;
            let found = (overflow(browser).await, barriers(browser).await, complaints(browser).await);
            assert_eq!(found, (0, String::new(), Vec::new()), "{} {}", browser.path().await, theme.name());
        }
    }
    browser.resize(DESK).await;
}

pub async fn signed_in(browser: &Browser) -> (World, String) {
    let world = World::new().await;
    let address = world.serve().await;
    sign_in(browser, &address).await;
    (world, address)
}

/// Signs in as the Admin.
pub async fn sign_in(browser: &Browser, address: &str) {
    browser.open(address).await;
    browser.tab_to("#email").await;
    browser.press("dana.mitchell@northwind.example").await;
    browser.tab_to("#password").await;
    browser.press(PASSWORD).await;
    enter(browser).await;
    browser.sees("What wants your attention").await;
}

/// Goes to a field by keyboard and types into it, in the place of what stands there.
pub async fn fill(browser: &Browser, css: &str, text: &str) {
    browser.tab_to(css).await;
    browser.press_with_control('a').await;
    browser.press(text).await;
}

pub async fn push(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    enter(browser).await;
}

pub async fn space(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    browser.press(Key::Space.value().to_string()).await;
}

#[tokio::test]
async fn somebody_is_added_by_keyboard_and_what_follows_shows_while_the_form_is_filled_in() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users")).await;
        push(&browser, "a[href='/users/new']").await;
        browser.sees("Who gets a message, and what it costs, stands here").await;
        look(&browser).await;
        fill(&browser, "#first_name", "Ada").await;
        fill(&browser, "#last_name", "Byron").await;
        fill(&browser, "#email", "aaliyah.brooks@northwind.example").await;
        browser.tab_to("#phone").await;
        // Said at the field once it is left, and nothing yet of those that are blank.
        browser.sees("is in use by Aaliyah Brooks, Active. Say another.").await;
        browser.until("document.getElementById('email').getAttribute('aria-invalid') === 'true'").await;
        assert!(!browser.text().await.contains("Everybody needs"), "{}", browser.text().await);
        fill(&browser, "#email", "ada.byron@northwind.example").await;
        fill(&browser, "#phone", "+1 312 555 0187").await;
        space(&browser, ".picks-one input[name=teams]").await;
        browser.sees("Ada Byron gets an invitation at ada.byron@northwind.example").await;
        browser.until("document.getElementById('email').getAttribute('aria-invalid') === null").await;
        look(&browser).await;
        push(&browser, "#save").await;
        browser.sees("Ada Byron is added and invited.").await;
        browser.sees("What happened").await;
        look(&browser).await;
        assert_eq!(world.user("ada.byron").await.values.teams.len(), 1);
        push(&browser, "a[href*='act=cancel']").await;
        browser.sees("Cancel the invitation of Ada Byron?").await;
        look(&browser).await;
        push(&browser, "#do").await;
        browser.sees("The invitation of Ada Byron is cancelled.").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_is_edited_suspended_and_made_active_again_by_keyboard() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        let user = world.user("aaliyah.brooks").await.id;
        browser.open(&format!("{address}/users/{user}")).await;
        push(&browser, "a[href$='/edit']").await;
        fill(&browser, "#last_name", "").await;
        browser.press(Key::Backspace.value().to_string()).await;
        enter(&browser).await;
        browser.sees("Everybody needs a last name. Fill it in.").await;
        look(&browser).await;
        fill(&browser, "#last_name", "Stone").await;
        enter(&browser).await;
        browser.sees("Aaliyah Stone is changed.").await;
        push(&browser, "a[href*='act=suspend']").await;
        browser.sees("Suspend Aaliyah Stone?").await;
        push(&browser, "#do").await;
        browser.sees("Aaliyah Stone is suspended.").await;
        push(&browser, "a[href*='act=reactivate']").await;
        browser.sees("Aaliyah Stone may sign in again.").await;
        look(&browser).await;
        push(&browser, "#do").await;
        browser.sees("Aaliyah Stone is active again.").await;
        let story = browser.text().await;
        let at = |word: &str| story.find(word).unwrap_or_else(|| panic!("{word}: {story}"));
        assert!(at("Reactivated") < at("Changed"), "the latest comes first: {story}");
    })
    .await;
}

#[tokio::test]
async fn an_admin_has_no_teams_to_choose_and_a_new_one_wants_the_number() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users/new")).await;
        fill(&browser, "#first_name", "Ada").await;
        fill(&browser, "#last_name", "Byron").await;
        fill(&browser, "#email", "ada.byron@northwind.example").await;
        fill(&browser, "#phone", "+1 312 555 0187").await;
        browser.tab_to("input[name=role]:checked").await;
        for _ in 0..2 {
            browser.press(Key::Right.value().to_string()).await;
        }
        browser.until("document.querySelector('input[name=role]:checked').value === 'Admin'").await;
        browser.until("document.querySelector('input[name=teams]').offsetParent === null").await;
        browser.sees("This makes 1 new Admin.").await;
        look(&browser).await;
        fill(&browser, "#confirm", "1").await;
        enter(&browser).await;
        browser.sees("Ada Byron is added and invited.").await;
        let role = world.user("ada.byron").await.values.role;
        assert_eq!(role, plan::snapshot::Role::Admin);
    })
    .await;
}

#[tokio::test]
async fn people_are_chosen_in_a_list_that_a_link_narrows_and_moved_by_keyboard() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users?status=Active&role=Sales")).await;
        browser.until("document.querySelector('select[name=role]').value === 'Sales'").await;
        browser.until("document.querySelector('.bulk-do button[name=act]').disabled").await;
        let rows = browser.ask("document.querySelectorAll('.users tbody tr').length").await;
        space(&browser, ".users tbody input[name=id]").await;
        browser.sees("1 person chosen").await;
        look(&browser).await;
        space(&browser, "#pick-page").await;
        browser.sees(&format!("{rows} people chosen")).await;
        space(&browser, "[data-all]").await;
        push(&browser, "button[name=act][value=suspend]").await;
        browser.sees(&format!("Suspend {rows} people?")).await;
        browser.sees("One more look").await;
        look(&browser).await;
        fill(&browser, "#confirm", &rows.to_string()).await;
        enter(&browser).await;
        browser.sees(&format!("{rows} people are suspended.")).await;
        look(&browser).await;
        let one = world.user("aaliyah.brooks").await;
        assert_eq!(one.values.status, plan::snapshot::Status::Suspended);
    })
    .await;
}

#[tokio::test]
async fn suspended_people_are_chosen_in_the_list_and_made_active_again_by_keyboard() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users?status=Suspended")).await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 3").await;
        space(&browser, ".users tbody input[name=id]").await;
        browser.sees("1 person chosen").await;
        space(&browser, ".users tbody tr:last-child input[name=id]").await;
        browser.sees("2 people chosen").await;
        look(&browser).await;
        push(&browser, "button[name=act][value=reactivate]").await;
        browser.sees("Reactivate 2 people?").await;
        look(&browser).await;
        push(&browser, "#do").await;
        browser.sees("2 people are active again.").await;
        browser.until("document.querySelectorAll('.users tbody tr').length === 2").await;
        look(&browser).await;
        let mut active = Vec::new();
        for local in ["ana.ruiz", "luis.ortega", "wanda.kessler"] {
            active.push(world.user(local).await.values.status == Status::Active);
        }
        assert_eq!(active.iter().filter(|active| **active).count(), 2, "{active:?}");
    })
    .await;
}

/// How many people a filter lets through.
async fn found(world: &World, filter: &Filter) -> usize {
    let mut view = world.state.db.view().await.unwrap();
    list::ids(&mut view, world.account().await, filter).await.unwrap().len()
}

#[tokio::test]
async fn people_are_narrowed_by_territory_import_and_last_seen_by_keyboard_and_the_address_keeps_it() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        world.visitor("priya.raman").await;
        let account = world.account().await;
        let mut view = world.state.db.view().await.unwrap();
        let all = territories::all(&mut view, account).await.unwrap();
        drop(view);
        let valley = all.iter().find(|one| one.name == "Ohio Valley").unwrap().id;
        let import = world.user("yara.haddad").await.last_import.unwrap();
        let of_valley = Filter { territory: Some(store::TerritoryId(valley)), ..Filter::default() };
        let rows = found(&world, &of_valley).await;
        assert!(rows > 2 && rows < 40, "{rows} people in Ohio Valley");
        let shown = async |rows: usize| {
            browser.until(&format!("document.querySelectorAll('.users tbody tr').length === {rows}")).await;
        };

        browser.open(&format!("{address}/users")).await;
        for (select, typed, value, rows) in [
            ("import", "every", import.to_string(), 40),
            ("territory", "Central > Ohio", valley.to_string(), rows),
            // Priya Raman is one of them, and was here.
            ("seen", "Never", "never".to_owned(), rows - 1),
        ] {
            browser.tab_to(&format!("select[name={select}]")).await;
            browser.press(typed).await;
            let kept = format!("new URLSearchParams(location.search).get('{select}') === '{value}'");
            browser.until(&kept).await;
            shown(rows).await;
            browser.until(&format!("document.activeElement.name === '{select}'")).await;
        }
        look(&browser).await;
        let kept = browser.ask("location.href").await;
        browser.open(&format!("{address}/imports")).await;
        browser.open(kept.as_str().unwrap()).await;
        shown(rows - 1).await;
        for (select, value) in
            [("import", import.to_string()), ("territory", valley.to_string()), ("seen", "never".to_owned())]
        {
            browser
                .until(&format!("document.querySelector('select[name={select}]').value === '{value}'"))
                .await;
        }
    })
    .await;
}

#[tokio::test]
async fn people_of_a_list_are_edited_together_by_keyboard_and_what_follows_shows_while_it_is_chosen() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users?status=Active&role=Sales")).await;
        let rows = browser.ask("document.querySelectorAll('.users tbody tr').length").await;
        browser.until("document.getElementById('edit').disabled").await;
        space(&browser, "#pick-page").await;
        push(&browser, "#edit").await;
        browser.sees(&format!("Edit {rows} people")).await;
        browser.sees("Each keeps what they have.").await;
        look(&browser).await;
        browser.tab_to("input[name=set_role]:checked").await;
        // An Admin has no teams to choose; a Manager has.
        for _ in 0..3 {
            browser.press(Key::Right.value().to_string()).await;
        }
        browser.sees("Admins see every record and are on no team.").await;
        browser.until("document.querySelector('input[name=teams_way]').offsetParent === null").await;
        browser.press(Key::Left.value().to_string()).await;
        browser.sees(&format!("{rows} people get the role Manager.")).await;
        browser.tab_to("input[name=teams_way]:checked").await;
        browser.press(Key::Right.value().to_string()).await;
        browser.sees("Each gets these beside what they have.").await;
        space(&browser, ".edit-picks input[name=teams]").await;
        browser.until("document.querySelector('#about .told-changes').textContent.includes('Teams')").await;
        browser.sees("Nobody gets a message about it.").await;
        look(&browser).await;
        // Without the number nothing is done, and all that was chosen stands there.
        push(&browser, "#save").await;
        browser.sees(&format!("The number is {rows}.")).await;
        browser.until("document.querySelector('input[name=set_role]:checked').value === 'Manager'").await;
        look(&browser).await;
        fill(&browser, "#confirm", &rows.to_string()).await;
        enter(&browser).await;
        browser.sees(&format!("{rows} people are changed.")).await;
        let one = world.user("aaliyah.brooks").await;
        assert_eq!((one.values.role, one.values.teams.len()), (plan::snapshot::Role::Manager, 2));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_downloaded_as_it_is_narrowed_by_keyboard() {
    with(async |browser| {
        let (_world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/users?find=brooks")).await;
        push(&browser, "[popovertarget=download]").await;
        browser.until("document.getElementById('download').matches(':popover-open')").await;
        let csv = browser.ask("document.querySelector('#download a[href*=\".csv\"]').getAttribute('href')").await;
        assert_eq!(csv, "/users/list.csv?find=brooks");
        let lines = "fetch('/users/list.csv?find=brooks').then(a => a.text()).then(t => t.trim().split('\\n').length)";
        assert_eq!(browser.ask(lines).await, 2);
        look(&browser).await;
    })
    .await;
}
