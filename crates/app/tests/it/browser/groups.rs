//! Teams and territories by keyboard: each thing that an Admin does with one, and where the focus is afterwards.

use store::{TeamId, invariants, teams, territories};
use thirtyfour::prelude::*;

use super::checks::{barriers, complaints, overflow};
use super::chromium::{Browser, DESK, PHONE, Theme, with};
use super::entering::{enter, type_into};
use crate::web::world::{PASSWORD, World};

async fn signed_in(browser: &Browser) -> (World, String) {
    let world = World::new().await;
    let address = world.serve().await;
    browser.open(&address).await;
    type_into(browser, "#email", "dana.mitchell@northwind.example").await;
    type_into(browser, "#password", PASSWORD).await;
    enter(browser).await;
    browser.sees("What wants your attention").await;
    (world, address)
}

async fn team(world: &World, name: &str) -> i64 {
    let mut view = world.state.db.view().await.unwrap();
    let all = teams::all(&mut view, world.account().await).await.unwrap();
    all.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("a team {name}")).id
}

async fn click(browser: &Browser, css: &str) {
    browser.tab_to(css).await;
    enter(browser).await;
}

/// Opens the menu of a row and goes where an entry of it leads: the focus is there at once.
async fn choose(browser: &Browser, id: i64, place: &str) {
    click(browser, &format!("[popovertarget='do-{id}']")).await;
    browser.until(&format!("document.querySelector('#do-{id}').matches(':popover-open')")).await;
    assert_eq!(barriers(browser).await, "");
    click(browser, &format!("#do-{id} a[href$='#{place}']")).await;
    browser.until(&format!("document.activeElement.id === '{place}'")).await;
}

/// Says what was done, and has the focus on the row again.
async fn is_back(browser: &Browser, id: i64, said: &str) {
    browser.sees(said).await;
    browser.until(&format!("document.activeElement.id === 'row-{id}'")).await;
}

#[tokio::test]
async fn a_team_is_added_renamed_moved_merged_archived_and_restored_by_keyboard() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/teams")).await;
        let (field, accounts) = (team(&world, "Field Sales").await, team(&world, "Key Accounts").await);

        // Below another one, from its menu.
        click(&browser, &format!("[popovertarget='do-{field}']")).await;
        click(&browser, &format!("#do-{field} a[href*='below=']")).await;
        browser.sees("Add a team").await;
        browser.until("document.activeElement.id === 'name'").await;
        assert_eq!(barriers(&browser).await, "");
        browser.press("Gulf").await;
        click(&browser, "form.group-card button").await;
        browser.sees("“Gulf” is added.").await;
        let gulf = team(&world, "Gulf").await;
        is_back(&browser, gulf, "“Gulf” is added.").await;

        choose(&browser, gulf, "name").await;
        browser.press_with_control('a').await;
        browser.press("Pacific").await;
        enter(&browser).await;
        browser.sees("There is a team of this name in that place already.").await;
        browser.until("document.activeElement.id === 'name'").await;
        assert_eq!(barriers(&browser).await, "");
        browser.press_with_control('a').await;
        browser.press("South").await;
        enter(&browser).await;
        is_back(&browser, gulf, "“Gulf” is called “South” now.").await;

        choose(&browser, gulf, "under").await;
        browser.press("Key").await;
        click(&browser, "form[action$='/move'] button").await;
        is_back(&browser, gulf, "“South” is under “Key Accounts” now.").await;

        choose(&browser, gulf, "into").await;
        browser.press("Key").await;
        click(&browser, "form[action$='/merge'] button").await;
        is_back(&browser, accounts, "“South” is part of “Key Accounts” now.").await;

        choose(&browser, accounts, "archive").await;
        let account = world.account().await;
        let mut view = world.state.db.view().await.unwrap();
        let leaving = teams::leaving(&mut view, account, TeamId(accounts)).await.unwrap().people;
        drop(view);
        browser.press(leaving.to_string()).await;
        click(&browser, "form[action$='/archive'] button").await;
        browser.sees("“Key Accounts” is archived.").await;
        browser.until("!document.querySelector('.tree').innerText.includes('Key Accounts')").await;

        click(&browser, "a[href='/teams?show=archived']").await;
        browser.sees("Part of Key Accounts since").await;
        assert_eq!(barriers(&browser).await, "");
        click(&browser, "form[action$='/restore'] button").await;
        is_back(&browser, accounts, "“Key Accounts” is back. Nobody is in it yet.").await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
        assert_eq!(invariants::check(&world.state.db).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_menu_of_a_row_closes_with_escape_and_a_colour_is_chosen_with_the_arrows() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/territories")).await;
        let mut view = world.state.db.view().await.unwrap();
        let id = territories::all(&mut view, world.account().await).await.unwrap()[0].id;
        drop(view);
        click(&browser, &format!("[popovertarget='do-{id}']")).await;
        browser.until(&format!("document.querySelector('#do-{id}').matches(':popover-open')")).await;
        browser.press(Key::Escape.value().to_string()).await;
        browser.until(&format!("document.activeElement.getAttribute('popovertarget') === 'do-{id}'")).await;
        browser.until(&format!("!document.querySelector('#do-{id}').matches(':popover-open')")).await;
        choose(&browser, id, "colour").await;
        browser.tab_to("input[name=colour]").await;
        // From none, which comes last, to the first.
        browser.press(Key::Right.value().to_string()).await;
        browser.until("document.querySelector('[value=blue]').checked").await;
        assert_eq!(barriers(&browser).await, "");
        click(&browser, "form[action$='/colour'] button").await;
        browser.sees("is blue now.").await;
        browser.until("document.querySelectorAll('.tree .dot-blue').length === 1").await;
        browser.until(&format!("document.activeElement.id === 'row-{id}'")).await;
        assert_eq!(complaints(&browser).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_open_menu_fits_the_window_of_a_phone() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        let last = team(&world, "Key Accounts").await;
        for (size, theme) in [(PHONE, Theme::Light), (PHONE, Theme::Dark), (DESK, Theme::Dark)] {
            browser.resize(size).await;
            browser.prefer(theme).await;
            browser.open(&format!("{address}/teams")).await;
            click(&browser, &format!("[popovertarget='do-{last}']")).await;
            let inside = format!(
                "(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight)\
                 (document.querySelector('#do-{last}').getBoundingClientRect())"
            );
            browser.until(&inside).await;
            if let Some(folder) = std::env::var_os("MUSTER_PICTURES").map(std::path::PathBuf::from) {
                browser.picture(&folder.join(format!("menu-{}-{}.png", size.0, theme.name()))).await;
            }
            assert_eq!((overflow(&browser).await, barriers(&browser).await), (0, String::new()));
        }
    })
    .await;
}
