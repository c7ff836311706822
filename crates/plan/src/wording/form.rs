//! The words of findings at a form: there is no row to skip and no cell to leave blank, only a field.

use crate::field::Field;
use crate::finding::Code;

/// What is wrong, and what to do; `None` where the words of a file do as well.
pub fn text(code: Code, field: Option<Field>, value: &str, other: &str) -> Option<String> {
    let label = super::lower(field);
    let text = match code {
        Code::ValueNeeded => format!("Everybody needs {}. Fill it in.", with_article(&label)),
        Code::FirstNameMissing | Code::LastNameMissing => {
            format!("Everybody needs {}. Fill it in.", with_article(&label))
        }
        Code::EmailMissing => "Everybody needs an e-mail address of their own. Fill it in.".to_owned(),
        Code::PhoneMissing => "Everybody needs a mobile phone of their own. Fill it in.".to_owned(),
        Code::EmailTaken | Code::PhoneTaken | Code::ExternalIdTaken if other.is_empty() => {
            format!("{value} is in use by somebody outside your teams and territories. Say another.")
        }
        Code::EmailTaken | Code::PhoneTaken | Code::ExternalIdTaken => {
            format!("{value} is in use by {other}. Say another.")
        }
        Code::PhoneAbroad => super::abroad::of_form(value, other),
        Code::AccessAssumed => "Limited people without a territory see no record yet.".to_owned(),
        Code::AdminTeams => "Admins are on no team. Choose none.".to_owned(),
        Code::AdminTerritories => "Admins see every record. Choose no territory.".to_owned(),
        Code::AdminLimited => "Admins see every record. Choose Global.".to_owned(),
        Code::AdminDemoted => "Who was an Admin is Limited from now on, unless you choose Global.".to_owned(),
        Code::AdminLast => {
            "Somebody has to be left who can run the account. Make somebody else an Admin first.".to_owned()
        }
        Code::SelfProtected => format!("{} Another Admin can do it.", rule(other)),
        Code::AuthorityDenied => format!("{} Ask one of them.", rule(other)),
        Code::AuthorityRole
        | Code::AuthorityPerson
        | Code::AuthorityGroup
        | Code::AuthorityCreate
        | Code::AuthorityPlace
        | Code::AuthorityAccess => format!("{} Choose another, or ask an Admin.", rule(other)),
        _ => return None,
    };
    Some(text)
}

/// The rule, which speaks of imports only where there is one.
fn rule(other: &str) -> String {
    other.replace(" by an import", "")
}

fn with_article(label: &str) -> String {
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {label}")
}
