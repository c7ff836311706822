//! Samples of the page on which the words of invitations are changed.

use app::messages::templates::default;
use app::pages::layout::{Menu, Shell};
use app::pages::settings::{Field, MessagesPage, Person, Preview};
use app::pages::ui::Choice;
use plan::snapshot::Role;
use store::Language;

fn good(text: &str) -> Field {
    Field { text: text.into(), wrong: None }
}

fn preview() -> Preview {
    let link = "https://muster.northwind.example/join/a-link-of-their-own-xxxxxxxxxxxxxxxxxxxxxxx";
    let line = |text: &str| vec![text.to_owned()];
    Preview {
        person: Person {
            name: "Thị Mai Nguyễn".into(),
            email: "mai.nguyen@northwind.example".into(),
            phone: "+1 206 555 0129".into(),
        },
        account: "Northwind Field Sales".into(),
        subject: "Your invitation to Northwind Field Sales".into(),
        before: vec![
            line("Hello Thị Mai,"),
            line("Northwind Field Sales works with Muster, and you are invited."),
        ],
        button: "Set your password and join",
        link: link.into(),
        after: vec![vec!["The link is for you alone.".into(), "It works once, until 26 Mar.".into()]],
        text: format!("Hello Thị Mai,\n\n{link}\n"),
        sms: format!("Thị Mai, Northwind Field Sales invites you: {link}"),
        length: "2 segments, 124 of 134 letters.".into(),
        note: Some("A segment holds 70 letters instead of 160 because of “ị”.".into()),
        long: true,
    }
}

pub fn messages() -> MessagesPage {
    let words = default(Language::English);
    let choice = |value: &str, word: &str, chosen| Choice { value: value.into(), word: word.into(), chosen };
    MessagesPage {
        shell: Shell::new("Northwind Field Sales", "Dana", "Mitchell", Role::Admin).at(Menu::Settings),
        languages: vec![choice("en", "English", true), choice("de", "Deutsch (German)", false)],
        subject: good(&words.subject),
        email: good(&words.email),
        text: good(&words.text),
        own: true,
        people: vec![choice("9", "Thị Mai Nguyễn", true), choice("1", "Dana Mitchell", false)],
        preview: Some(preview()),
    }
}

pub fn refused() -> MessagesPage {
    let wrong = |text: &str, why: &str| Field { text: text.into(), wrong: Some(why.into()) };
    MessagesPage {
        email: wrong(
            "Hello {frist name}, open {link}.",
            "{frist name} is no placeholder. There are {first name}, {company}, {sender}, {link} and {expiry}.",
        ),
        text: wrong("Hello {first name}", "The text message needs {link}: without it nobody can join."),
        preview: None,
        ..messages()
    }
}
