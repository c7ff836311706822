//! The words of what somebody may not do by an import.

use crate::field::Field;
use crate::finding::Code;

/// The heading.
pub fn title(code: Code, field: Option<Field>, value: &str) -> String {
    let teams = field != Some(Field::Territories);
    match code {
        Code::SelfProtected if field.is_none() => "You stay as you are".to_owned(),
        Code::SelfProtected => format!("Your own {} stays as it is", super::lower(field)),
        Code::AuthorityDenied => "Not yours to import".to_owned(),
        Code::AuthoritySeats => "Not enough free seats".to_owned(),
        Code::AuthorityRole => "Role is not Sales".to_owned(),
        Code::AuthorityGroup if value.is_empty() => {
            format!("{} of others", if teams { "Teams" } else { "Territories" })
        }
        Code::AuthorityGroup => {
            format!("“{value}” is not one of your {}", if teams { "teams" } else { "territories" })
        }
        Code::AuthorityCreate if value.is_empty() => {
            format!("{} that are not there", if teams { "Teams" } else { "Territories" })
        }
        Code::AuthorityCreate => {
            format!("“{value}” would be a new {}", if teams { "team" } else { "territory" })
        }
        Code::AuthorityPlace => "In none of your teams and territories".to_owned(),
        Code::AuthorityAccess => "Global access, which you do not have".to_owned(),
        Code::AuthorityPerson if field == Some(Field::Phone) => {
            "Phone of somebody who is not yours to change".to_owned()
        }
        Code::AuthorityPerson => "Not one of your Sales people".to_owned(),
        _ => code.to_string(),
    }
}

/// What is wrong, which `rule` says, and what to do.
pub fn text(code: Code, field: Option<Field>, value: &str, rule: &str) -> String {
    match code {
        Code::SelfProtected if field.is_some() => format!("{rule} Leave the cell blank, or skip the row."),
        Code::SelfProtected => format!("{rule} Skip the row."),
        Code::AuthorityDenied => format!("{rule} Ask one of them to import the file."),
        Code::AuthorityRole => way(rule, "Make them Sales"),
        Code::AuthorityGroup => {
            way(rule, &format!("Leave “{value}” with those who have it and out for everybody else"))
        }
        Code::AuthorityCreate => {
            format!("{rule} Choose one that is there, or ask an Admin to create “{value}”.")
        }
        Code::AuthorityPlace => way(rule, "Say one of yours"),
        Code::AuthorityAccess => way(rule, "Make it Limited"),
        _ if field == Some(Field::Phone) => way(rule, "Ask for another phone"),
        _ => format!("{rule} Skip the row, or have an Admin import it."),
    }
}

fn way(rule: &str, cure: &str) -> String {
    format!("{rule} {}", way_out(cure))
}

/// What somebody can do who may not do everything.
pub fn way_out(cure: &str) -> String {
    format!("{cure}, skip the row, or have an Admin import it.")
}
