//! Samples of the pages for getting in, and of one's own page.

use app::pages::layout::Shell;
use app::pages::me::{Key, MyPage, PhoneState, Team, Ways};
use app::pages::sign_in::{
    AskCodePage, AskedAgainPage, EnterCodePage, ForgotPage, Gone, Inviter, JoinPage, LinkGonePage,
    SignInPage, Step, WelcomePage,
};
use app::pages::ui::Toast;
use askama::Template;
use plan::snapshot::Role;
use store::messages::Channel;

use super::samples::moment;

/// The name of each sample, and the page as the browser gets it.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("me", me().render()),
        ("me-manager", my_manager().render()),
        ("me-refused", me_refused().render()),
        ("me-company", MyPage { ways: Ways::Company, is_fresh: true, ..me() }.render()),
        (
            "sign-in",
            SignInPage {
                notice: Some("Your session has ended. Sign in to go on."),
                passkeys: true,
                companies: true,
                ..SignInPage::default()
            }
            .render(),
        ),
        ("sign-in-refused", refused().render()),
        ("code-ask", ask_code().render()),
        ("code-enter", EnterCodePage { problem: None, spent: false, waits: None, ..enter_code() }.render()),
        ("code-spent", enter_code().render()),
        ("forgot", ForgotPage::default().render()),
        ("forgot-company", ForgotPage { companies: true, ..ForgotPage::default() }.render()),
        ("forgot-asked", forgot().render()),
        ("welcome", welcome().render()),
        ("join", join(Step::Show { sent: None, by_email: true }).render()),
        ("join-code", join_code().render()),
        ("join-choose", join(Step::Choose { phone_shown: true, texts_are_sent: true }).render()),
        ("join-unconfirmed", join_unconfirmed().render()),
        ("join-company", join(Step::Company { slug: "northwind".into() }).render()),
        ("join-clash", join_clash().render()),
        ("link-gone", LinkGonePage { gone: Gone::Unknown }.render()),
        ("link-used", LinkGonePage { gone: Gone::Used }.render()),
        ("link-lapsed", LinkGonePage { gone: Gone::Lapsed { token: "3q2-7w".into() } }.render()),
        ("link-asked", AskedAgainPage { is_sent: true }.render()),
        ("link-asked-unsent", AskedAgainPage { is_sent: false }.render()),
    ]
    .into_iter()
    .map(|(name, html)| (name, html.unwrap()))
    .collect()
}

fn me() -> MyPage {
    MyPage {
        shell: Shell::new("Northwind Field Sales", "Aaliyah", "Brooks", Role::Sales),
        first_name: "Aaliyah".into(),
        name: "Aaliyah Brooks".into(),
        initials: "AB".into(),
        joined: Some("Joined on 3 February.".into()),
        email: "aaliyah.brooks@northwind.example".into(),
        phone: Some("+1 312 555 0142".into()),
        phone_state: PhoneState::Unconfirmed,
        phone_problem: None,
        waits: None,
        external_id: Some("NW-1042".into()),
        sees: "Records in the territories below".into(),
        teams: vec![Team { path: "Field Sales > Midwest".into(), people: vec![], more: 0 }],
        territories: vec!["Illinois > Chicago North".into(), "Wisconsin".into()],
        story: None,
        ways: Ways::Own,
        has_password: true,
        password_problem: None,
        is_fresh: false,
        keys: vec![],
        passkeys: true,
        codes:
            "Sent to aaliyah.brooks@northwind.example when you sign in; to your phone once it is confirmed."
                .into(),
    }
}

fn my_manager() -> MyPage {
    let key = |id, name: &str, used| Key { id, name: name.into(), added: moment("3 Feb"), used };
    let people =
        ["Aaliyah Brooks", "Diego Fuentes", "Hannah Weiss", "Marcus Webb"].map(str::to_owned).to_vec();
    MyPage {
        shell: Shell {
            toast: Some(Toast::good("“My phone” is added. You can sign in with it.")),
            ..Shell::new("Northwind Field Sales", "Priya", "Raman", Role::Manager)
        },
        first_name: "Priya".into(),
        name: "Priya Raman".into(),
        initials: "PR".into(),
        email: "priya.raman@northwind.example".into(),
        phone: Some("+1 312 555 0107".into()),
        phone_state: PhoneState::Confirmed,
        external_id: None,
        teams: vec![
            Team { path: "Field Sales > Midwest".into(), people, more: 7 },
            Team { path: "Key Accounts".into(), people: vec![], more: 0 },
        ],
        territories: vec![],
        sees: "Every record".into(),
        has_password: false,
        is_fresh: true,
        keys: vec![key(1, "My phone", Some(moment("today, 08:12"))), key(2, "Laptop at home", None)],
        codes: "Sent to priya.raman@northwind.example or +1 312 555 0107 when you sign in.".into(),
        ..me()
    }
}

fn me_refused() -> MyPage {
    let key = Key { id: 1, name: "My phone".into(), added: moment("3 Feb"), used: None };
    MyPage {
        phone_state: PhoneState::Asked,
        phone_problem: Some(
            "This code is not right, or it does not hold any more. Check the newest message and try again.",
        ),
        waits: Some("This installation sends no text messages. It waits in the Outbox."),
        password_problem: Some("The two passwords differ. Type the same one twice.".into()),
        keys: vec![key],
        teams: vec![],
        passkeys: false,
        ..me()
    }
}

fn refused() -> SignInPage {
    SignInPage {
        email: "dana.mitchell@northwind.example".into(),
        problem: Some("This e-mail and password do not belong together. Check both and try again."),
        ..SignInPage::default()
    }
}

fn welcome() -> WelcomePage {
    WelcomePage {
        token: "3q2-7wAAAABzHk0qFm9cY5x".into(),
        first_name: "Dana".into(),
        last_name: "Mitchell".into(),
        email: "dana.mitchell@northwind.example".into(),
        account: "Northwind Field Sales".into(),
        problem: Some(
            "This password is among those that are tried first. Choose one that is your own.".into(),
        ),
    }
}

fn ask_code() -> AskCodePage {
    AskCodePage {
        address: "312 555 0142".into(),
        problem: Some(
            "This is neither an e-mail address nor a phone. Write a phone with + and its country code, such as +1 312 555 0188.",
        ),
        next: Some("/me".into()),
    }
}

fn enter_code() -> EnterCodePage {
    EnterCodePage {
        address: "dana.mitchell@northwind.example".into(),
        problem: Some("A code takes five tries, and this one had them. Ask for a new one."),
        spent: true,
        waits: Some(
            "This installation sends no e-mail. It waits in the Outbox, where an Admin of your account can read it to you.",
        ),
        next: None,
    }
}

fn forgot() -> ForgotPage {
    ForgotPage {
        companies: true,
        email: "dana.mitchell@northwind.example".into(),
        asked: true,
        problem: None,
        waits: enter_code().waits,
    }
}

fn join(step: Step) -> JoinPage {
    JoinPage {
        token: "3q2-7wAAAABzHk0qFm9cY5x".into(),
        first_name: "Yara".into(),
        inviter: Inviter { name: Some("Dana Mitchell".into()), account: "Northwind Field Sales".into() },
        role: "Sales",
        teams: vec!["Field Sales > Midwest".into()],
        email: "yara.haddad@northwind.example".into(),
        phone: Some("88".into()),
        step,
        problem: None,
        passkeys: true,
    }
}

fn join_code() -> JoinPage {
    let step = Step::Show { sent: Some(Channel::Text), by_email: true };
    let problem =
        "This code is not right, or it does not hold any more. Check the newest message and try again.";
    JoinPage { problem: Some(problem.into()), ..join(step) }
}

fn join_unconfirmed() -> JoinPage {
    JoinPage {
        inviter: Inviter { name: None, account: "Northwind Field Sales".into() },
        teams: vec![],
        passkeys: false,
        problem: Some("This password is shorter than 10 characters. Add a word or two.".into()),
        ..join(Step::Choose { phone_shown: false, texts_are_sent: false })
    }
}

fn join_clash() -> JoinPage {
    let text = "Your phone already signs in to another company, and it can sign in to one only. Ask Dana Mitchell to \
                invite you with another one.";
    join(Step::Clash { text: text.into() })
}
