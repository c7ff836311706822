//! The words of findings: what is wrong, and what to do. One place, so that the page, the command line and the download
//! of bad rows say the same.

mod abroad;
mod authority;
mod form;
mod groups;
pub mod seats;

use crate::field::Field;
use crate::finding::Code;
use crate::grouping::Group;
use crate::matching::Tell;
use crate::plan::Plan;
use crate::read::mojibake;
use crate::suggest::{meant_by, mended};
use crate::value::phone::PhoneNumber;

/// The heading of a finding, where more than its value can matter.
pub fn title_of(group: &Group<'_>) -> String {
    match group.code {
        Code::PersonGone if is_wish(group.other) => {
            format!("Perhaps to be left out, by “{}”", group.value)
        }
        _ => title(group.code, group.field, group.value),
    }
}

/// Whether a header is over what somebody wishes, as “Invite” is.
fn is_wish(header: &str) -> bool {
    Tell::of_header(header).is_some_and(Tell::is_wish)
}

/// The heading of a finding; with an empty value the heading of many.
pub fn title(code: Code, field: Option<Field>, value: &str) -> String {
    let of = |what: &str, many: &str| {
        if value.is_empty() { many.to_owned() } else { format!("{what} “{value}”") }
    };
    let label = field.map_or("", Field::label);
    match code {
        Code::MappingMissing => format!("{label} is not matched to a column"),
        Code::SeatsForbidden | Code::SeatsCap | Code::SeatsOverdue | Code::SeatsUnpriced => {
            seats::title(code).to_owned()
        }
        Code::FixUnmatched => "A fix matches nothing".to_owned(),
        Code::RowLong => "More cells than the header".to_owned(),
        Code::RowShort => "Fewer cells than the header".to_owned(),
        Code::RowExample => "May be the example of a template".to_owned(),
        Code::HeaderRepeated if !value.is_empty() => "The columns stand in another order".to_owned(),
        _ if code.is_of_no_person() => nobody(code).0.to_owned(),
        Code::QuoteStray => of("A quote in the middle of", "A quote in the middle of a cell"),
        Code::CellLong => "A cell over many lines".to_owned(),
        Code::TextDamaged
        | Code::TextQuoted
        | Code::CellControl
        | Code::CellError
        | Code::ValuePlaceholder
        | Code::EmailSuspect => in_cell(code, label, value),
        Code::NumberRounded | Code::ExternalIdShortened => format!("{label} has lost digits"),
        Code::RowHidden => "Row that the spreadsheet hides".to_owned(),
        Code::ValueNeeded => format!("{label} cannot be cleared"),
        _ if code.is_missing() => format!("{label} is blank"),
        Code::NameLong => format!("{label} is too long"),
        Code::NameSeveral => "More than one person in a name".to_owned(),
        Code::NameShift => "First and last name both change".to_owned(),
        Code::EmailInvalid => of("E-mail", "E-mail cannot be read"),
        Code::EmailDuplicate => "Same e-mail on several rows".to_owned(),
        Code::EmailTaken => "E-mail is somebody else's".to_owned(),
        Code::EmailElsewhere => "E-mail cannot be used".to_owned(),
        Code::PhoneInvalid => of("Phone", "Phone number cannot be read"),
        Code::PhoneAbroad => abroad::title(value),
        Code::PhoneCountry => "Number read with + before it".to_owned(),
        Code::PhoneLandline => landline(value).to_owned(),
        Code::PhoneDuplicate => "Same phone on several rows".to_owned(),
        Code::PhoneTaken => "Phone is held by somebody else".to_owned(),
        Code::PhoneElsewhere => "Phone cannot be used".to_owned(),
        Code::CountryUnknown => of("No country", "Country is not known"),
        Code::RoleUnknown => of("No role", "Role is not known"),
        Code::AccessUnknown => of("No territory access", "Territory access is not known"),
        Code::AccessAssumed => "Territory access is blank, read as Limited".to_owned(),
        Code::AccessEmpty => "Limited access, but no territory".to_owned(),
        Code::AccessGlobal => "Territories, but Global access".to_owned(),
        Code::AdminTeams => "Admin with a team".to_owned(),
        Code::AdminTerritories => "Admin with a territory".to_owned(),
        Code::AdminLimited => "Admin with Limited access".to_owned(),
        Code::AdminDemoted => "Admin becomes something less".to_owned(),
        Code::AdminLast => "No Admin would be left".to_owned(),
        _ if is_of_person(code) => person(code, value),
        _ => external_id(code)
            .map(str::to_owned)
            .or_else(|| groups::title(code, value))
            .unwrap_or_else(|| authority::title(code, field, value)),
    }
}

/// The heading of what is the matter with an external id.
const fn external_id(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::ExternalIdDuplicate => "Same external id on several rows",
        Code::ExternalIdLong => "External id is too long",
        Code::ExternalIdLength => "External id is shorter than most",
        Code::ExternalIdZeros => "External id differs only by leading zeros",
        Code::ExternalIdTaken => "External id is somebody else's",
        _ => return None,
    })
}

/// The heading of a number that text messages do not reach, with none the heading of many.
fn landline(number: &str) -> &'static str {
    match number {
        "" => "Landline or internet number",
        number if is_of_internet(number) => "Internet number, where few texts arrive",
        _ => "Landline, where no text arrives",
    }
}

/// Whether a code speaks of a person as a whole.
const fn is_of_person(code: Code) -> bool {
    matches!(
        code,
        Code::PersonDuplicate
            | Code::PersonUnclear
            | Code::PersonSuspended
            | Code::PersonGone
            | Code::PersonUnknown
            | Code::StatusUnfit
    )
}

/// The heading of what is to be said of a person as a whole.
fn person(code: Code, value: &str) -> String {
    match (code, value) {
        (Code::PersonDuplicate, _) => "Several rows about one person".to_owned(),
        (Code::PersonUnclear, _) => "Could be several people".to_owned(),
        (Code::PersonSuspended, _) => "Suspended person in the file".to_owned(),
        (Code::PersonUnknown, _) => "No longer in the account".to_owned(),
        (Code::StatusUnfit, "") => "People who stay as they are".to_owned(),
        (Code::StatusUnfit, name) => format!("{name} stays as they are"),
        (_, "") => "People who have left or may be left out".to_owned(),
        _ => format!("Has left, by “{value}”"),
    }
}

/// The heading of what is wrong with the text of a cell, whatever it means.
fn in_cell(code: Code, label: &str, value: &str) -> String {
    match (code, value) {
        (Code::CellControl, _) => format!("{label} holds invisible characters"),
        (Code::EmailSuspect, "") => "E-mail domain may be misspelt".to_owned(),
        (Code::EmailSuspect, address) if address.contains('@') => {
            format!("“{address}” may be nobody’s address")
        }
        (Code::EmailSuspect, _) => format!("“{value}” may be misspelt"),
        (Code::ValuePlaceholder, "") => "Cells that say nothing is known".to_owned(),
        (Code::ValuePlaceholder, _) => format!("{label} says “{value}”"),
        (Code::CellError, "") => "Formulas show an error".to_owned(),
        (Code::CellError, _) => format!("A formula shows “{value}”"),
        (Code::TextQuoted, "") => "Quotes around cells".to_owned(),
        (Code::TextQuoted, _) => format!("Quotes around {value}"),
        (_, "") => "Damaged letters".to_owned(),
        _ => format!("Damaged letters in “{value}”"),
    }
}

fn lower(field: Option<Field>) -> String {
    field.map_or_else(|| "status".to_owned(), |field| field.label().to_lowercase())
}

/// Heading and words of rows that are no people.
const fn nobody(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::RowNote => (
            "A note about the columns",
            "These rows say what belongs into the columns and are nobody. Skip them.",
        ),
        Code::RowHeading => (
            "A heading over other rows",
            "Only one cell of these rows is filled, as in a heading over the people below, and nobody can be made of it. Skip them. Where it names the team of the people below, fill it into their rows.",
        ),
        Code::RowTotal => ("A total or a remark", "These rows are totals or remarks and nobody. Skip them."),
        _ => ("The header stands here again", "These rows say the same as the header. Skip them."),
    }
}

/// What is to be said of rows that are no people, or that stand below a header of another order.
fn of_nobody(code: Code, value: &str) -> String {
    match (code, value) {
        (Code::HeaderRepeated, "") | (Code::RowNote | Code::RowTotal | Code::RowHeading, _) => {
            nobody(code).1.to_owned()
        }
        _ => format!(
            "A second header stands here (“{value}”), with its columns in another order than the first, so the cells of these rows would land in the wrong fields. Skip them here, and import this part as a file of its own."
        ),
    }
}

/// What is wrong with the letters of a cell.
fn letters(plan: &Plan, group: &Group<'_>, label: &str) -> String {
    let (code, value) = (group.code, group.value);
    if code == Code::TextDamaged && is_of_other_encoding(plan, group) {
        format!(
            "“{value}” has a letter in another encoding than the rest of the file, as where lists were put together. Take the letter that it is there, or type it anew."
        )
    } else if code == Code::TextDamaged && mojibake::repair(value).is_none() {
        format!(
            "Letters of “{value}” were lost when it was saved in an encoding that does not have them. Type it anew, or upload a file that was saved in UTF-8."
        )
    } else if code == Code::TextQuoted {
        format!(
            "The quotes around {value} are none of the file but a part of the cell, as a word processor writes them. Take them off, or leave them where they are meant."
        )
    } else if code == Code::TextDamaged && value.is_ascii() && !value.contains('&') {
        format!(
            "“{value}” has letters as programs write them that know no others than those of English. Repair it, or type it anew."
        )
    } else if code == Code::TextDamaged && value.is_ascii() {
        format!("“{value}” has letters as a web page writes them. Repair it, or type it anew.")
    } else if code == Code::TextDamaged {
        format!("“{value}” was once read in the wrong encoding. Repair it, or type it anew.")
    } else if mended(value).is_some() {
        format!(
            "The {label} was once read in the wrong encoding, and holds characters that cannot be seen since. Repair it, or type it anew."
        )
    } else {
        format!("The {label} holds characters that cannot be seen. Type it anew.")
    }
}

/// Whether a letter was lost for being in another encoding, and reading knows it there.
fn is_of_other_encoding(plan: &Plan, group: &Group<'_>) -> bool {
    group.value.contains('\u{fffd}')
        && group.field.is_some_and(|field| !meant_by(plan, field, group).is_empty())
}

/// What is wrong, and what to do: at a form in the words of a form, where a file has others.
pub fn text(plan: &Plan, group: &Group<'_>) -> String {
    let of_form =
        plan.draft().is_form().then(|| form::text(group.code, group.field, group.value, group.other));
    of_form.flatten().unwrap_or_else(|| of_file(plan, group))
}

fn of_file(plan: &Plan, group: &Group<'_>) -> String {
    let (value, other) = (group.value, group.other);
    let label = lower(group.field);
    match group.code {
        Code::RowLong => format!("The row has {value}. Correct the file, or skip the row."),
        Code::RowShort => format!("The row has {value}. The cells that are not there count as blank."),
        code if code.is_of_no_person() => of_nobody(code, value),
        Code::RowExample => format!("“{value}” is nobody’s address, but one that templates show as an example. Skip the row if it is one, or type the person’s own address."),
        Code::QuoteStray => stray_quote(plan, group),
        Code::CellLong => format!(
            "A quoted cell of this row spans {value}, as if a quote had not been closed. Close it in the file and upload it again, or skip the row."
        ),
        Code::TextDamaged | Code::TextQuoted | Code::CellControl => letters(plan, group, &label),
        Code::CellError => format!("A formula for the {label} came to nothing. Correct it in the spreadsheet, or type the value here."),
        Code::NumberRounded => format!(
            "The {label} was a number of more digits than a spreadsheet keeps, or was shortened before it was kept. Type it anew; in the spreadsheet, format the column as text first."
        ),
        Code::RowHidden => "A filter or somebody hid these rows in the spreadsheet. They are imported like all others; skip them if they were hidden because they do not count.".to_owned(),
        Code::ValueNeeded => format!("“(none)” clears a cell, and everybody needs a {label}. Say another, or leave the cell blank to keep what is there."),
        Code::ValuePlaceholder => format!("“{value}” is what people and programs write where nothing is known, so the cell counts as blank. If it is the {label}, keep it."),
        Code::FirstNameMissing | Code::LastNameMissing => {
            format!("A new person needs a {label}. Fill it in, or skip the row.")
        }
        Code::EmailMissing => "A new person needs an e-mail address of their own. Fill it in, or skip the row.".to_owned(),
        Code::PhoneMissing => "A new person needs a mobile phone, for the text message. Fill it in, or skip the row.".to_owned(),
        Code::RoleMissing => "A new person needs a role: Sales, Manager or Admin.".to_owned(),
        Code::NameLong => "A name has at most 100 characters. Shorten it.".to_owned(),
        Code::NameSeveral => format!("“{value}” names more than one person, or more than a person. Give everybody a row of their own, or correct the name."),
        Code::NameShift => format!("{value}. Check that the rows of the file have not shifted against each other."),
        Code::RoleUnknown => format!("“{value}” is no role. Roles are Sales, Manager and Admin."),
        Code::TeamUnknown
        | Code::TerritoryUnknown
        | Code::TeamAmbiguous
        | Code::TerritoryAmbiguous
        | Code::TeamArchived
        | Code::TerritoryArchived => groups::text(plan, group),
        Code::AccessUnknown => format!("“{value}” is neither Global nor Limited."),
        Code::AccessAssumed => "New people without territories and without a word on access become Limited and see no record yet.".to_owned(),
        Code::AccessEmpty => "Limited people see the records in their territories, and here there is none.".to_owned(),
        Code::AccessGlobal => "Who has Global access sees every record; territories need Limited.".to_owned(),
        Code::AdminTeams | Code::AdminTerritories | Code::AdminLimited | Code::AdminDemoted | Code::AdminLast => {
            admin(group.code).to_owned()
        }
        Code::SelfProtected
        | Code::AuthorityDenied
        | Code::AuthorityRole
        | Code::AuthorityPerson
        | Code::AuthorityGroup
        | Code::AuthorityCreate
        | Code::AuthorityPlace
        | Code::AuthorityAccess => authority::text(group.code, group.field, value, other),
        Code::ExternalIdLong => "An external id has at most 100 characters.".to_owned(),
        Code::ExternalIdShortened => format!("“{value}” is what Excel makes of a long number: its last digits are lost. Format the column as text and type the id anew."),
        Code::ExternalIdLength => format!("Most ids of this file have {other} digits, and these have fewer, as where a spreadsheet dropped the zeros before them. Fill them up, or leave them if they never had any."),
        Code::ExternalIdZeros => format!("“{value}” and “{other}” are different ids. If a spreadsheet dropped the zeros, correct them."),
        code if is_of_person(code) => of_person(plan, group),
        Code::MappingMissing | Code::AuthoritySeats | Code::FixUnmatched => {
            plan_wide(group.code, group.field, value)
        }
        _ => key(plan, group),
    }
}

/// What is wrong with the rows of Admins.
const fn admin(code: Code) -> &'static str {
    match code {
        Code::AdminTeams => "Admins are on no team. Leave the teams out.",
        Code::AdminTerritories => "Admins see every record. Leave the territories out.",
        Code::AdminLimited => "Admins see every record. Their access is Global.",
        Code::AdminDemoted => "Who was an Admin is Limited from now on, unless the file says Global.",
        _ => "Somebody has to be left who can run the account. Leave the role of one of them as it is.",
    }
}

/// What is wrong with an address, a phone or an id, by which people are known.
fn key(plan: &Plan, group: &Group<'_>) -> String {
    let (value, other) = (group.value, group.other);
    let label = lower(group.field);
    match group.code {
        Code::EmailInvalid | Code::PhoneInvalid => format!("“{value}” cannot be read. {other}"),
        Code::EmailSuspect if value.contains('@') => format!(
            "“{value}” looks like what people type where there is no address: what is sent there reaches nobody, or a stranger. Type the person’s own address."
        ),
        Code::EmailSuspect if other.is_empty() => format!(
            "There is no country whose domains end as “{value}” does, so what is sent there reaches nobody. Correct the address."
        ),
        Code::EmailSuspect => format!(
            "“{value}” is nearly “{other}”. If that is a typing error, correct it: what is sent to a wrong address reaches nobody, or somebody else."
        ),
        Code::PhoneLandline if !other.is_empty() => format!(
            "Read as {value}, this is a landline, where text messages do not arrive. If {other} was meant, a mobile phone there has one digit more: look the number up and type it anew."
        ),
        Code::PhoneLandline if is_of_internet(value) => format!(
            "{value} is an internet number, such as that of a box at home, and text messages mostly do not arrive there. Ask for a mobile number, or go on with e-mail alone."
        ),
        Code::PhoneLandline => {
            format!(
                "{value} is a landline, and text messages do not arrive there. Ask for a mobile number, or go on with e-mail alone."
            )
        }
        Code::EmailDuplicate | Code::PhoneDuplicate | Code::ExternalIdDuplicate => {
            format!("{} say {value}. Keep one of them, or correct the others.", rows(plan, group))
        }
        Code::EmailTaken | Code::PhoneTaken if other.is_empty() => {
            format!(
                "{value} is in use by somebody outside your teams and territories. {}",
                authority::way_out(&format!("Correct the {label}"))
            )
        }
        Code::EmailTaken | Code::PhoneTaken => format!(
            "{value} is in use by {other}. If that is the person meant, say so; else correct the {label} or skip the row."
        ),
        Code::EmailElsewhere | Code::PhoneElsewhere => {
            format!("{value} cannot be used. Ask the person for another {label}.")
        }
        Code::PhoneAbroad => abroad::text(value, other),
        Code::CountryUnknown => abroad::of_no_country(value),
        Code::PhoneCountry => {
            let of_row = group.rows.first().and_then(|row| plan.draft().cells().country(*row));
            let (country, code) = match of_row {
                Some(country) => ("the country of its row", country.code()),
                None => ("your country", plan.draft().facts().country.clone()),
            };
            if PhoneNumber::from_e164(other).and_then(PhoneNumber::country) == Some(code) {
                return format!(
                    "“{value}” begins with the code of {country}, and was read as the mobile phone {other}. Write it with + to be sure."
                );
            }
            format!("“{value}” is no number of {country}, and was read as {other}.")
        }
        _ => String::new(),
    }
}

fn is_of_internet(number: &str) -> bool {
    PhoneNumber::from_e164(number).is_some_and(PhoneNumber::is_of_internet)
}

/// The words of a finding about the whole plan; those of seats and money are in [`seats`].
pub fn plan_wide(code: Code, field: Option<Field>, value: &str) -> String {
    match code {
        Code::MappingMissing if field == Some(Field::Role) => {
            "Choose the column that says the role, or one role for everybody.".to_owned()
        }
        Code::MappingMissing => format!("Choose the column that says the {}.", lower(field)),
        Code::AuthoritySeats => format!(
            "This needs {} than are paid for, and only an Admin buys seats. Leave rows out, or ask an Admin to import the file.",
            more_seats(value)
        ),
        _ => format!("{value} matches nothing in this file and changes nothing. Take it away."),
    }
}

fn more_seats(number: &str) -> String {
    if number == "1" { "1 more seat".to_owned() } else { format!("{number} more seats") }
}

/// What is to be said of a person as a whole.
fn of_person(plan: &Plan, group: &Group<'_>) -> String {
    let (value, other) = (group.value, group.other);
    match group.code {
        Code::PersonDuplicate => format!("{} are about {value}. Keep one of them.", rows(plan, group)),
        Code::PersonUnclear => format!("{value} is held by {other}. Say the e-mail or the external id of the person meant."),
        Code::PersonGone => gone(plan, value, other),
        Code::PersonUnknown => "This person is no longer in the account, or the invitation was cancelled. Nothing is left to change.".to_owned(),
        Code::PersonSuspended => format!("{value} is suspended and stays so, unless you reactivate them."),
        _ => unfit(value, other),
    }
}

/// Why somebody stays where they stand.
fn unfit(name: &str, status: &str) -> String {
    match status {
        "Invited" => format!("{name} has not joined yet. Cancel the invitation instead."),
        _ => format!("{name} is {status} and has no invitation to cancel. Suspend people who have joined."),
    }
}

/// What the column that says it and its cell are called: of a last day there are too many cells to name.
fn gone(plan: &Plan, value: &str, header: &str) -> String {
    let columns = &plan.draft().mapping().columns;
    let is_imported = columns.iter().any(|column| column.field.is_some() && column.header.trim() == header);
    if is_imported {
        return format!(
            "Beside the name, your column “{header}” says “{value}”. These people would be like all others. Skip them if they have left."
        );
    }
    let says = if header.is_empty() {
        format!("The day in your column “{value}” has passed.")
    } else {
        format!("Your column “{header}” says “{value}”.")
    };
    let unless = if is_wish(header) { "so that is meant" } else { "they have left" };
    format!(
        "{says} The column is not imported, and these people would be like all others. Skip them if {unless}."
    )
}

fn rows(plan: &Plan, group: &Group<'_>) -> String {
    let numbers: Vec<String> =
        group.rows.iter().take(5).map(|row| plan.sheet().number(*row).to_string()).collect();
    match (group.rows.len(), numbers.split_last()) {
        (1..=5, Some((last, rest))) if !rest.is_empty() => format!("Rows {} and {last}", rest.join(", ")),
        (1, Some((only, _))) => format!("Row {only}"),
        (count, _) => format!("{count} rows"),
    }
}

/// Where the first row of a group begins in its file, and which cell has a quote too many.
fn stray_quote(plan: &Plan, group: &Group<'_>) -> String {
    let place = match group.rows.first().and_then(|row| plan.sheet().line(*row)) {
        Some(line) => format!("the row that begins on line {line} of the file"),
        None => "this row".to_owned(),
    };
    let value = group.value;
    format!(
        "In {place} a quote stands where none belongs; the cell was read as “{value}”. Check that nothing is missing."
    )
}

/// A number with its thousands apart, as people read it: `4,877`.
pub fn thousands(number: u32) -> String {
    grouped(number.into())
}

/// The same of any size.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
