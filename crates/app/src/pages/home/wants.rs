//! What wants attention: a card for each thing that somebody can do something about, and none for what is well.

use plan::billing::Billing;
use store::invitations::{Attention, Stage};

use crate::error::Result;
use crate::pages::address::Address;
use crate::pages::invitations;
use crate::pages::ui::Link;
use crate::pages::words::{count, counted};

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// The class of its mark.
    pub class: &'static str,
    /// A name of `assets/icons.txt`.
    pub icon: &'static str,
    /// What is, with its number.
    pub title: String,
    /// What that means.
    pub text: String,
    /// The page that does something about it, narrowed to it.
    pub link: Link,
}

/// What there is to say of an account to an Admin. `failed` is how many messages were given up, and `held` what lapsed
/// invitations mean for its seats: [`held`].
pub fn of_admin(number: Attention, failed: u32, held: String) -> Vec<Want> {
    let show = |stage: Stage| invitations::address(None, stage.as_str(), "").to_string();
    let cards = [
        came_back(failed),
        lapsed(number.lapsed, held, show(Stage::Lapsed)),
        late(number.late, show(Stage::Late)),
        waiting(number.held, show(Stage::Held)),
    ];
    cards.into_iter().flatten().collect()
}

/// The same to a Manager, of their own people. Who sends again is an Admin.
pub fn of_manager(number: Attention) -> Vec<Want> {
    let show = |stage: Stage| Address::new("/users").with("invitation", stage.as_str()).to_string();
    let lapsed = (number.lapsed > 0).then(|| Want {
        class: "mark-warn",
        icon: "clock",
        title: format!("{} lapsed", counted(number.lapsed.into(), "invitation has", "invitations have")),
        text: "An Admin can send them again. You can cancel those who will not come.".to_owned(),
        link: Link { href: show(Stage::Lapsed), word: "Show these people".to_owned() },
    });
    lapsed.into_iter().chain(late(number.late, show(Stage::Late))).collect()
}

fn came_back(number: u32) -> Option<Want> {
    (number > 0).then(|| Want {
        class: "mark-bad",
        icon: "mail-x",
        title: format!("{} could not be delivered", counted(number.into(), "message", "messages")),
        text: "See why, put it right and send again.".to_owned(),
        link: Link { href: "/outbox/failed".to_owned(), word: "See why".to_owned() },
    })
}

fn lapsed(number: u32, text: String, href: String) -> Option<Want> {
    (number > 0).then(|| Want {
        class: "mark-warn",
        icon: "clock",
        title: format!("{} lapsed", counted(number.into(), "invitation has", "invitations have")),
        text,
        link: Link { href, word: "Send again or cancel".to_owned() },
    })
}

fn late(number: u32, href: String) -> Option<Want> {
    let text = if number == 1 { "The link still works." } else { "Their links still work." };
    (number > 0).then(|| Want {
        class: "mark-accent",
        icon: "hourglass",
        title: format!("{} not joined after a week", counted(number.into(), "person has", "people have")),
        text: text.to_owned(),
        link: Link { href, word: "Show these people".to_owned() },
    })
}

fn waiting(number: u32, href: String) -> Option<Want> {
    (number > 0).then(|| Want {
        class: "mark-accent",
        icon: "player-pause",
        title: format!("{} held back", counted(number.into(), "invitation is", "invitations are")),
        text: "Nobody was told yet. Release them once they may know.".to_owned(),
        link: Link { href, word: "Look and release".to_owned() },
    })
}

/// What lapsed invitations mean for the seats of an account of which so many are used: what they cost in a period from the
/// next one on. Nothing is said of money where they cost none, because they are always paid for; nor of seats where people
/// take one only once they join.
pub fn held(billing: Option<&Billing>, used: u32, lapsed: u32) -> Result<String> {
    let (held, which_cost) = match lapsed {
        1 => ("It still holds 1 seat".to_owned(), "which costs"),
        many => (format!("They still hold {} seats", count(many.into())), "which cost"),
    };
    let Some(billing) = billing else { return Ok(format!("{held}.")) };
    if !billing.counting.is_at_once() {
        return Ok("Nobody can join by them any more.".to_owned());
    }
    let price = billing.coming();
    let total = |used| price.total(price.paid_at_start(used));
    let saved = total(used).and_then(|all| all.minus(total(used.saturating_sub(lapsed))?));
    let saved = saved.map_err(store::Error::from)?;
    if saved.minor <= 0 {
        return Ok(format!("{held}."));
    }
    Ok(format!("{held}, {which_cost} {saved} a {}.", price.terms().cycle))
}
