//! Findings: everything there is to say about rows, collected and grouped by cause.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::fix::Fix;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The rows are blocked until it is put right.
    Error,
    /// Worth a look; the rows can go on.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $severity:ident;)*) => {
        /// What a finding is about. The text of a code is stable: it is in the documentation with cause and cure.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable dotted text: `email.invalid`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The severity of the code where nothing lowers it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }
        }
    };
}

codes! {
    /// A needed field has neither a column nor one value for everybody. Plan-wide.
    MappingMissing = "mapping.missing", Error;
    /// The plan needs more seats than are paid for and the account forbids buying them by import. Plan-wide.
    SeatsForbidden = "seats.forbidden", Error;
    /// The seats that the plan adds cost more than imports may charge in a month. Plan-wide.
    SeatsCap = "seats.cap", Error;
    /// The plan needs more seats than are paid for, and a payment has not gone through for too long. Plan-wide.
    SeatsOverdue = "seats.overdue", Error;
    /// The plan needs more seats than are paid for, and what they cost cannot be worked out. Plan-wide.
    SeatsUnpriced = "seats.unpriced", Error;
    /// The plan needs more seats than are paid for, and whoever imports buys none. Plan-wide.
    AuthoritySeats = "authority.seats", Error;
    /// A fix of the list matched nothing. Plan-wide.
    FixUnmatched = "fix.unmatched", Warning;
    /// The row has more cells than the header.
    RowLong = "row.long", Error;
    /// The row has fewer cells than the header.
    RowShort = "row.short", Warning;
    /// The row repeats the header, or stands below another one whose columns have another order.
    HeaderRepeated = "header.repeated", Error;
    /// The row speaks about the columns: it stands directly under the header and says “required” or “text”.
    RowNote = "row.note", Error;
    /// The row is a total, or a remark at the end of the file.
    RowTotal = "row.total", Error;
    /// One cell of the row is filled, as in a heading over the rows below.
    RowHeading = "row.heading", Error;
    /// The row stands directly under the header, and its address is one of those that templates give as an example.
    RowExample = "row.example", Warning;
    /// A quote stands in the middle of a cell that is not quoted, or text follows a closing quote.
    QuoteStray = "quote.stray", Warning;
    /// A quoted cell spans many lines, as if a quote had not been closed.
    CellLong = "cell.long", Error;
    /// Letters of a cell were spoiled by a wrong encoding: `JosÃ©`.
    TextDamaged = "text.damaged", Warning;
    /// Quotes of a word processor stand around the whole cell: `“Ana”`.
    TextQuoted = "text.quoted", Warning;
    /// A cell holds control characters.
    CellControl = "cell.control", Error;
    /// A cell shows the error of a formula, such as `#N/A`.
    CellError = "cell.error", Error;
    /// A cell holds a number of which digits are lost.
    NumberRounded = "number.rounded", Error;
    /// The spreadsheet does not show the row.
    RowHidden = "row.hidden", Warning;
    /// `(none)` cannot clear a needed field.
    ValueNeeded = "value.needed", Error;
    /// The cell says `N/A`, `-` or the like, and counts as blank.
    ValuePlaceholder = "value.placeholder", Warning;
    /// A new person needs a first name.
    FirstNameMissing = "first_name.missing", Error;
    /// A new person needs a last name.
    LastNameMissing = "last_name.missing", Error;
    /// A name is longer than 100 characters.
    NameLong = "name.long", Error;
    /// A full name is one of several people.
    NameSeveral = "name.several", Error;
    /// First and last name of a person both change: the rows may have shifted.
    NameShift = "name.shift", Warning;
    /// A new person needs an e-mail address.
    EmailMissing = "email.missing", Error;
    /// The address cannot be read.
    EmailInvalid = "email.invalid", Error;
    /// The address is at a domain that is nearly another one, as by a typing error.
    EmailSuspect = "email.suspect", Warning;
    /// Several rows have the same address.
    EmailDuplicate = "email.duplicate", Error;
    /// The address belongs to somebody else of the account.
    EmailTaken = "email.taken", Error;
    /// The address cannot be used.
    EmailElsewhere = "email.elsewhere", Error;
    /// A new person needs a mobile phone.
    PhoneMissing = "phone.missing", Error;
    /// The number cannot be read.
    PhoneInvalid = "phone.invalid", Error;
    /// The number cannot be read, but as one of the country that other cells of its row point to.
    PhoneAbroad = "phone.abroad", Error;
    /// The number is none of the row's country, or of the account's, or is a landline there, and was read otherwise.
    PhoneCountry = "phone.country", Warning;
    /// The number is a landline, where no text message arrives.
    PhoneLandline = "phone.landline", Warning;
    /// Several rows have the same phone.
    PhoneDuplicate = "phone.duplicate", Error;
    /// The phone belongs to somebody else of the account.
    PhoneTaken = "phone.taken", Error;
    /// The phone cannot be used.
    PhoneElsewhere = "phone.elsewhere", Error;
    /// The cell names no country, and the phone beside it is some number only by its country.
    CountryUnknown = "country.unknown", Error;
    /// A new person needs a role.
    RoleMissing = "role.missing", Error;
    /// No role has this name.
    RoleUnknown = "role.unknown", Error;
    /// No team has this name.
    TeamUnknown = "team.unknown", Error;
    /// Several teams have this name.
    TeamAmbiguous = "team.ambiguous", Error;
    /// The team of this name is archived.
    TeamArchived = "team.archived", Error;
    /// No territory has this name.
    TerritoryUnknown = "territory.unknown", Error;
    /// Several territories have this name.
    TerritoryAmbiguous = "territory.ambiguous", Error;
    /// The territory of this name is archived.
    TerritoryArchived = "territory.archived", Error;
    /// The cell says neither Global nor Limited.
    AccessUnknown = "access.unknown", Error;
    /// The access of a new person is blank and was taken to be Limited.
    AccessAssumed = "access.assumed", Warning;
    /// Somebody would be Limited without a territory and see no record.
    AccessEmpty = "access.empty", Warning;
    /// Territories are given for somebody whose access is Global.
    AccessGlobal = "access.global", Error;
    /// An Admin is on no team.
    AdminTeams = "admin.teams", Error;
    /// An Admin has no territories.
    AdminTerritories = "admin.territories", Error;
    /// An Admin's access is always Global.
    AdminLimited = "admin.limited", Error;
    /// An Admin becomes something less and is Limited from then on.
    AdminDemoted = "admin.demoted", Warning;
    /// Nobody would be left who can run the account.
    AdminLast = "admin.last", Error;
    /// The importing Admin's own role, e-mail, phone and status are never changed by their import, and nothing of an
    /// importing Manager.
    SelfProtected = "self.protected", Error;
    /// Whoever imports may import nobody.
    AuthorityDenied = "authority.denied", Error;
    /// A Manager gives no role but Sales.
    AuthorityRole = "authority.role", Error;
    /// A Manager changes Sales people of their own teams and territories only.
    AuthorityPerson = "authority.person", Error;
    /// A Manager puts nobody into a team or territory of others, and takes nobody out of one.
    AuthorityGroup = "authority.group", Error;
    /// A Manager creates no team and no territory.
    AuthorityCreate = "authority.create", Error;
    /// Whom a Manager imports would be in none of their teams and territories.
    AuthorityPlace = "authority.place", Error;
    /// A Manager gives Global access only where they have it.
    AuthorityAccess = "authority.access", Error;
    /// Several rows have the same external id.
    ExternalIdDuplicate = "external_id.duplicate", Error;
    /// An external id is longer than 100 characters.
    ExternalIdLong = "external_id.long", Error;
    /// An external id of a text file is a number that a spreadsheet shortened.
    ExternalIdShortened = "external_id.shortened", Warning;
    /// Most external ids of the file are numbers of one length, and this one is shorter, as where its zeros were dropped.
    ExternalIdLength = "external_id.length", Warning;
    /// Somebody has the same external id but for leading zeros.
    ExternalIdZeros = "external_id.zeros", Warning;
    /// The external id belongs to somebody else of the account. Of a form: in a file the id says whom a row is about.
    ExternalIdTaken = "external_id.taken", Error;
    /// Several rows are about the same person.
    PersonDuplicate = "person.duplicate", Error;
    /// The row could be several people.
    PersonUnclear = "person.unclear", Error;
    /// The row is about a suspended person, who stays suspended.
    PersonSuspended = "person.suspended", Warning;
    /// A column that is not imported says that the person has left.
    PersonGone = "person.gone", Warning;
    /// The person of a form is no longer in the account.
    PersonUnknown = "person.unknown", Error;
    /// Nobody who stands there can be suspended, or have an invitation cancelled.
    StatusUnfit = "status.unfit", Error;
}

impl Code {
    /// Whether the row is no person at all, so that there is nothing else to say about it.
    pub const fn is_of_no_person(self) -> bool {
        matches!(self, Self::HeaderRepeated | Self::RowNote | Self::RowTotal | Self::RowHeading)
    }

    /// Whether a field is blank that nobody can be without.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::FirstNameMissing
                | Self::LastNameMissing
                | Self::EmailMissing
                | Self::PhoneMissing
                | Self::RoleMissing
        )
    }

    /// Whether each value of this code is a cause of its own (one unknown team over many rows), rather than one of many
    /// that are put right one by one.
    pub const fn is_of_one_value(self) -> bool {
        matches!(
            self,
            Self::RoleUnknown
                | Self::TeamUnknown
                | Self::TeamAmbiguous
                | Self::TeamArchived
                | Self::TerritoryUnknown
                | Self::TerritoryAmbiguous
                | Self::TerritoryArchived
                | Self::AccessUnknown
                | Self::EmailSuspect
                | Self::PhoneAbroad
                | Self::CountryUnknown
                | Self::PersonGone
                | Self::MappingMissing
                | Self::SeatsForbidden
                | Self::SeatsCap
                | Self::SeatsOverdue
                | Self::SeatsUnpriced
                | Self::AuthoritySeats
                | Self::AuthorityGroup
                | Self::AuthorityCreate
                | Self::FixUnmatched
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// At most this many row numbers stand in [`Finding::rows`].
pub const MOST_ROWS: usize = 1000;

/// One thing to say about rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// How bad it is here.
    pub severity: Severity,
    /// The field it is at, if one.
    pub field: Option<Field>,
    /// The value that is wrong, as the file has it; empty where the code speaks of a missing or of many values.
    pub value: String,
    /// The rows by number, ascending, at most [`MOST_ROWS`]; empty for a plan-wide finding.
    pub rows: Vec<u32>,
    /// How many rows there are in all.
    pub count: u32,
    /// The short cause, as a heading: `No territory “Nort East”`.
    pub title: String,
    /// What is wrong and how to put it right, in plain words.
    pub text: String,
    /// Suggested fixes, the best first; each can be put into a fixes file as it stands.
    pub fixes: Vec<Suggestion>,
}

/// A fix that one click applies to all rows of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The fix itself.
    #[serde(flatten)]
    pub fix: Fix,
    /// Whether it is surely meant (a button) or one of several ways (a link).
    #[serde(skip)]
    pub sure: bool,
    /// What it does, as words on a button: `Nort East → North East`.
    #[serde(skip)]
    pub label: String,
    /// A cell before and after it, where it changes what a cell says.
    #[serde(skip)]
    pub sample: Option<(String, String)>,
}
