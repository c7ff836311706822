//! Settings of the company by keyboard: whether phones are needed, and what that does to the form of a person.

use thirtyfour::prelude::*;

use super::chromium::{Browser, with};
use super::users::{fill, look, push, signed_in};

/// Goes from the choice that is made to the other one, and saves.
async fn choose(browser: &Browser, key: Key, value: &str, said: &str) {
    browser.tab_to("[name=phones]:checked").await;
    browser.press(key.value().to_string()).await;
    let chosen = format!("document.querySelector('[name=phones]:checked').value === '{value}'");
    browser.until(&chosen).await;
    push(browser, "#save").await;
    browser.sees(said).await;
    browser.until(&chosen).await;
    look(browser).await;
}

#[tokio::test]
async fn an_admin_chooses_whether_phones_are_needed_and_people_are_added_accordingly() {
    with(async |browser| {
        let (world, address) = signed_in(&browser).await;
        browser.open(&format!("{address}/settings/company")).await;
        browser.sees("Everybody needs one: nobody is invited without a phone").await;
        look(&browser).await;
        choose(&browser, Key::Down, "optional", "The settings are saved.").await;

        browser.open(&format!("{address}/users/new")).await;
        fill(&browser, "#first_name", "Ada").await;
        fill(&browser, "#last_name", "Byron").await;
        fill(&browser, "#email", "ada.byron@northwind.example").await;
        browser.tab_to("#phone").await;
        browser.sees("Ada Byron gets an invitation at ada.byron@northwind.example.").await;
        look(&browser).await;
        push(&browser, "#save").await;
        browser.sees("Ada Byron is added and invited.").await;
        assert_eq!(world.user("ada.byron").await.values.phone, None);

        browser.open(&format!("{address}/settings/company")).await;
        let said = "1 person who is invited or active has no phone and stays as they are.";
        choose(&browser, Key::Up, "needed", said).await;
        browser.open(&format!("{address}/users/new")).await;
        fill(&browser, "#first_name", "Bo").await;
        fill(&browser, "#last_name", "Lind").await;
        fill(&browser, "#email", "bo.lind@northwind.example").await;
        push(&browser, "#save").await;
        browser.sees("Everybody needs a mobile phone").await;
        look(&browser).await;
    })
    .await;
}
