//! The table: every action that is written into the audit log, in words. A test walks the source and finds each of them here.

/// What kind of thing an action is: what the log is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Getting in and out, and what one gets in with.
    SigningIn,
    /// People: by hand, as a file, erased.
    Users,
    /// Files that were brought in.
    Imports,
    /// Invitations and other messages.
    Messages,
    /// Teams and territories.
    Groups,
    /// What holds for the account.
    Settings,
    /// Seats and money.
    Billing,
}

impl Group {
    /// All, in the order of the select.
    pub const ALL: [Self; 7] = [
        Self::SigningIn,
        Self::Users,
        Self::Imports,
        Self::Messages,
        Self::Groups,
        Self::Settings,
        Self::Billing,
    ];

    /// As the address has it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SigningIn => "signing-in",
            Self::Users => "users",
            Self::Imports => "imports",
            Self::Messages => "messages",
            Self::Groups => "groups",
            Self::Settings => "settings",
            Self::Billing => "billing",
        }
    }

    /// As people read it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SigningIn => "Signing in",
            Self::Users => "Users",
            Self::Imports => "Imports",
            Self::Messages => "Invitations and messages",
            Self::Groups => "Teams and territories",
            Self::Settings => "Settings",
            Self::Billing => "Billing",
        }
    }

    /// The actions of this kind.
    pub fn actions(self) -> impl Iterator<Item = &'static str> {
        TABLE.iter().filter(move |(_, group, ..)| *group == self).map(|(action, ..)| *action)
    }
}

/// What the subject of an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing that has a page of its own.
    Nothing,
    /// A person.
    Person,
    /// An import of a file.
    Import,
    /// A form, which is told of by its people.
    Form,
    /// A team.
    Team,
    /// A territory.
    Territory,
}

/// An action: its name, its kind, what was done, and to what.
pub type Said = (&'static str, Group, &'static str, Of);

/// Every action. Each sentence goes on from the name of who did it.
pub const TABLE: &[Said] = &[
    ("session.begun", Group::SigningIn, "Signed in", Of::Nothing),
    ("session.ended", Group::SigningIn, "Signed out", Of::Nothing),
    ("sessions.ended", Group::SigningIn, "Signed out on every device", Of::Nothing),
    ("password.asked", Group::SigningIn, "Asked for a link to set a new password", Of::Nothing),
    ("password.changed", Group::SigningIn, "Changed the password", Of::Nothing),
    ("passkey.added", Group::SigningIn, "Added a passkey", Of::Nothing),
    ("passkey.renamed", Group::SigningIn, "Gave a passkey another name", Of::Nothing),
    ("passkey.removed", Group::SigningIn, "Removed a passkey", Of::Nothing),
    ("phone.confirmed", Group::SigningIn, "Confirmed the phone", Of::Nothing),
    ("account.link", Group::SigningIn, "Made a link to get in", Of::Person),
    ("form.applied", Group::Users, "Changed by hand", Of::Form),
    ("people.downloaded", Group::Users, "Downloaded a list of people", Of::Nothing),
    ("person.erased", Group::Users, "Erased somebody", Of::Person),
    ("import.begun", Group::Imports, "Brought in a file", Of::Import),
    ("import.approved", Group::Imports, "Agreed to an import", Of::Import),
    ("import.applied", Group::Imports, "Imported a file", Of::Import),
    ("import.discarded", Group::Imports, "Discarded an import", Of::Import),
    ("import.downloaded", Group::Imports, "Downloaded people of an import", Of::Import),
    ("invitations.released", Group::Messages, "Released invitations", Of::Nothing),
    ("invitations.sent", Group::Messages, "Sent invitations again", Of::Nothing),
    ("invitations.links", Group::Messages, "Downloaded links of invitations", Of::Nothing),
    ("invite.asked", Group::Messages, "Asked for the invitation again", Of::Nothing),
    ("messages.revived", Group::Messages, "Sent messages again that had failed", Of::Nothing),
    ("messages.dropped", Group::Messages, "Dropped messages that had failed", Of::Nothing),
    ("bounce.lifted", Group::Messages, "Let messages go to a stopped address again", Of::Person),
    ("team.created", Group::Groups, "Created a team", Of::Team),
    ("team.renamed", Group::Groups, "Renamed a team", Of::Team),
    ("team.moved", Group::Groups, "Moved a team", Of::Team),
    ("team.merged", Group::Groups, "Merged a team into another", Of::Team),
    ("team.archived", Group::Groups, "Archived a team", Of::Team),
    ("team.restored", Group::Groups, "Restored a team", Of::Team),
    ("territory.created", Group::Groups, "Created a territory", Of::Territory),
    ("territory.renamed", Group::Groups, "Renamed a territory", Of::Territory),
    ("territory.moved", Group::Groups, "Moved a territory", Of::Territory),
    ("territory.merged", Group::Groups, "Merged a territory into another", Of::Territory),
    ("territory.archived", Group::Groups, "Archived a territory", Of::Territory),
    ("territory.restored", Group::Groups, "Restored a territory", Of::Territory),
    ("territory.colour", Group::Groups, "Changed the colour of a territory", Of::Territory),
    ("account.created", Group::Settings, "Created the account", Of::Nothing),
    ("account.name", Group::Settings, "Changed the company’s name", Of::Nothing),
    ("account.country", Group::Settings, "Changed the country of phones", Of::Nothing),
    ("account.time_zone", Group::Settings, "Changed the time zone", Of::Nothing),
    ("account.currency", Group::Settings, "Changed the currency", Of::Nothing),
    ("account.keep_files", Group::Settings, "Changed how long files are kept", Of::Nothing),
    (
        "account.guard_percent",
        Group::Settings,
        "Changed from which share on imports ask for a number",
        Of::Nothing,
    ),
    ("account.guard_most", Group::Settings, "Changed from how many on imports ask for a number", Of::Nothing),
    ("account.phones", Group::Settings, "Changed whether everybody needs a phone", Of::Nothing),
    ("account.managers_import", Group::Settings, "Changed who may import", Of::Nothing),
    ("account.language", Group::Settings, "Changed the language of messages", Of::Nothing),
    ("templates.changed", Group::Settings, "Changed the words of invitations", Of::Nothing),
    ("templates.reset", Group::Settings, "Went back to the usual words of invitations", Of::Nothing),
    ("sign_on.set", Group::Settings, "Set single sign-on", Of::Nothing),
    ("sign_on.only", Group::Settings, "Changed the ways to sign in", Of::Nothing),
    ("sign_on.removed", Group::Settings, "Removed single sign-on", Of::Nothing),
    ("billing.price", Group::Billing, "Changed the price", Of::Nothing),
    ("billing.cap", Group::Billing, "Changed the limit of what imports charge", Of::Nothing),
    ("billing.buying", Group::Billing, "Changed whether imports buy seats", Of::Nothing),
    ("billing.counting", Group::Billing, "Changed when a seat counts", Of::Nothing),
    ("billing.paid", Group::Billing, "Marked an invoice", Of::Nothing),
    ("billing.credit", Group::Billing, "Gave a credit", Of::Nothing),
    ("billing.reversal", Group::Billing, "Took a line back", Of::Nothing),
    ("billing.method", Group::Billing, "Reported another way to pay", Of::Nothing),
    ("billing.goes_through", Group::Billing, "Reported whether payments go through", Of::Nothing),
    ("billing.drift", Group::Billing, "Was set right", Of::Nothing),
];

/// What the table says of an action.
pub fn of(action: &str) -> Option<&'static Said> {
    TABLE.iter().find(|(known, ..)| *known == action)
}
