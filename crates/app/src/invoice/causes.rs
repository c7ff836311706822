//! What caused the lines of a ledger, in words and with the page that has more.

use plan::choices::Actor;
use store::billing::ledger::{Booked, Cause};
use store::{AccountId, Conn, Result, UserId};

use crate::pages::people::Names;

/// What caused a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// `Import 7`, a name, or `operator`.
    pub words: String,
    /// Its page; none for whoever hosts the installation.
    pub href: Option<String>,
}

/// The names that causes of some lines need.
#[derive(Clone, Debug, Default)]
pub struct Causes(Names);

impl Causes {
    /// Reads the names that some lines need, all at once.
    pub async fn of(conn: &mut Conn, account: AccountId, lines: &[Booked]) -> Result<Self> {
        let people = lines.iter().flat_map(|booked| {
            let by = booked.cause.by.and_then(Actor::person).map(UserId);
            [booked.cause.user, by].into_iter().flatten()
        });
        Ok(Self(Names::of_people(conn, account, people).await?))
    }

    /// What caused a line: whoever gave or set something, the person who took a seat, the import; nothing at a period's start.
    pub fn of_line(&self, booked: &Booked) -> Vec<Said> {
        let Cause { by, user, import } = booked.cause;
        let person = |user: UserId| Said {
            words: self.0.person(user).unwrap_or("A person").to_owned(),
            href: Some(format!("/users/{user}")),
        };
        let by = by.map(|actor| match actor.person() {
            Some(id) => person(UserId(id)),
            None => Said { words: self.0.name(actor), href: None },
        });
        let import = import.map(|id| {
            if booked.by_form {
                Said { words: "Change by hand".to_owned(), href: Some(format!("/users?import={id}")) }
            } else {
                Said { words: format!("Import {id}"), href: Some(format!("/imports/{id}")) }
            }
        });
        [by, user.map(person), import].into_iter().flatten().collect()
    }

    /// The same as one text; nothing for nothing.
    pub fn in_words(&self, booked: &Booked) -> Option<String> {
        let words: Vec<String> = self.of_line(booked).into_iter().map(|said| said.words).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}
