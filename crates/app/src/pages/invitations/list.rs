//! The page of invitations.

use askama::Template;
use store::invitations::Stage;

use super::funnel::Funnel;
use crate::pages::filters;
use crate::pages::layout::Shell;
use crate::pages::ui::{Badge, Choice, Pager, Tab};
use crate::pages::wizard::text::plural;

/// Where an invitation stands on one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The state.
    pub badge: Badge,
    /// When, or the provider's words.
    pub note: Option<String>,
    /// Why nothing is sent there, in a few words.
    pub stopped: Option<&'static str>,
}

/// The link of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What came of it: joined, opened, lapsed, cancelled; nothing yet where it is good.
    pub badge: Option<Badge>,
    /// Until when, or since when.
    pub note: String,
    /// The link itself, while it can be used.
    pub copy: Option<String>,
}

/// One invitation.
#[derive(Clone, Debug)]
pub struct Line {
    /// The invite's id.
    pub id: i64,
    /// Whether something can be done to it still.
    pub open: bool,
    /// Whether nothing is sent to the address or to the phone.
    pub stopped: bool,
    /// First and last name.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// The person's page.
    pub href: String,
    /// The address.
    pub email: String,
    /// The phone.
    pub phone: String,
    /// The e-mail.
    pub by_email: Way,
    /// The text message.
    pub by_text: Way,
    /// The link.
    pub link: Link,
}

/// What a form repeats of the list that it was drawn with.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The import, by id.
    pub import: String,
    /// The word of the tab.
    pub show: String,
    /// What was looked for.
    pub find: String,
    /// The account's revision when the list was drawn.
    pub seen: i64,
}

/// The page of the invitations of an import or of the whole account.
#[derive(Clone, Debug, Template)]
#[template(path = "invitations/list.html")]
pub struct InvitationsPage {
    /// Who is signed in.
    pub shell: Shell,
    /// Whose they are: `Of everybody.`
    pub text: String,
    /// The outcome of the import, where they are of one.
    pub import: Option<(String, String)>,
    /// The funnel; nothing where nobody was ever invited.
    pub funnel: Option<Funnel>,
    /// Where they stand.
    pub tabs: Vec<Tab>,
    /// What forms repeat.
    pub ask: Ask,
    /// The imports to choose from.
    pub imports: Vec<Choice>,
    /// Whether something is held or waits for its time.
    pub can_release: bool,
    /// Whether somebody has not joined.
    pub can_send: bool,
    /// How many people of this list would be sent nothing by one way at least, were it sent again.
    pub stopped: u32,
    /// For how long a link can be used from now: `14 days`.
    pub days: String,
    /// How many there are in this list, written out.
    pub total: String,
    /// The invitations of this page of the list.
    pub lines: Vec<Line>,
    /// `1 to 50 of 184`.
    pub summary: String,
    /// The pages of the list.
    pub pager: Pager,
}

impl InvitationsPage {
    /// Whether the list is of those whom nothing is sent to.
    fn is_of_stopped(&self) -> bool {
        self.ask.show == Stage::Stopped.as_str()
    }

    /// The same list, of those whom nothing is sent to.
    fn of_stopped(&self) -> String {
        let import = self.ask.import.parse().ok();
        super::address(import, Stage::Stopped.as_str(), &self.ask.find).to_string()
    }

    /// How many people of this list that is, in words.
    fn stopped_people(&self) -> String {
        plural(self.stopped, "person", "people")
    }

    /// Whether the list is narrowed by more than an import.
    fn is_narrowed(&self) -> bool {
        !self.ask.show.is_empty() || !self.ask.find.is_empty()
    }
}
