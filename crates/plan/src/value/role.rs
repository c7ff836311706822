//! Roles and territory access as people write them.

use std::borrow::Cow;

use strsim::osa_distance;

use super::fold::fold;
use crate::snapshot::{Access, Role};

/// How roles are written, folded. Words that fit several roles (`User`, `Staff`, `Owner`, `Account Manager`, `Director`)
/// are none.
const ROLES: [(Role, &[&str]); 3] = [
    (
        Role::Sales,
        &[
            "sales",
            "sale",
            "sales rep",
            "sales reps",
            "sales representative",
            "sales representatives",
            "salesperson",
            "sales person",
            "salespeople",
            "salesman",
            "saleswoman",
            "sales agent",
            "sales associate",
            "sales consultant",
            "sales executive",
            "sales user",
            "sales role",
            "sales staff",
            "seller",
            "rep",
            "reps",
            "representative",
            "field sales",
            "field sales rep",
            "field sales representative",
            "field rep",
            "field representative",
            "field agent",
            "outside sales",
            "outside sales rep",
            "inside sales",
            "inside sales rep",
            "account executive",
            "canvasser",
        ],
    ),
    (
        Role::Manager,
        &[
            "manager",
            "managers",
            "mgr",
            "sales manager",
            "sales mgr",
            "team manager",
            "team lead",
            "team leader",
            "teamlead",
            "sales lead",
            "sales leader",
            "field manager",
            "field sales manager",
            "area manager",
            "area sales manager",
            "district manager",
            "district sales manager",
            "regional manager",
            "regional sales manager",
            "branch manager",
            "supervisor",
            "sales supervisor",
            "manager role",
        ],
    ),
    (
        Role::Admin,
        &[
            "admin",
            "admins",
            "administrator",
            "administrators",
            "account admin",
            "account administrator",
            "company admin",
            "company administrator",
            "sales admin",
            "super admin",
            "superadmin",
            "sys admin",
            "sysadmin",
            "system admin",
            "system administrator",
            "org admin",
            "organization admin",
            "organisation admin",
            "workspace admin",
            "admin user",
            "admin role",
        ],
    ),
];

/// How territory access is written, folded.
const ACCESS: [(Access, &[&str]); 2] = [
    (
        Access::Global,
        &[
            "global",
            "global access",
            "all",
            "all access",
            "all records",
            "all territories",
            "any",
            "everything",
            "everywhere",
            "every",
            "every record",
            "every territory",
            "full",
            "full access",
            "unlimited",
            "unlimited access",
            "unrestricted",
            "unrestricted access",
            "not restricted",
            "company wide",
            "whole company",
        ],
    ),
    (
        Access::Limited,
        &[
            "limited",
            "limited access",
            "limit",
            "restricted",
            "restricted access",
            "territory",
            "territories",
            "territory only",
            "territories only",
            "only territories",
            "by territory",
            "territory based",
            "own",
            "own territory",
            "own territories",
            "own territories only",
            "their territories",
            "assigned",
            "assigned only",
            "assigned territory",
            "assigned territories",
            "assigned territories only",
            "selected territories",
            "specific territories",
            "local",
        ],
    ),
];

/// The role that a text names, in any case; `None` where it names none or could be several.
pub fn parse_role(text: &str) -> Option<Role> {
    // What the template offers needs no folding.
    match text {
        "Sales" => Some(Role::Sales),
        "Manager" => Some(Role::Manager),
        "Admin" => Some(Role::Admin),
        _ => find(&ROLES, &words(text)),
    }
}

/// The role that was probably meant by a text with a typing error: `Manger` for `Manager`.
pub fn suggest_role(text: &str) -> Option<Role> {
    nearest(&ROLES, &words(text))
}

/// The territory access that a text names, in any case; `None` where it names none.
pub fn parse_access(text: &str) -> Option<Access> {
    match text {
        "Global" => Some(Access::Global),
        "Limited" => Some(Access::Limited),
        _ => find(&ACCESS, &words(text)),
    }
}

/// The territory access that was probably meant by a text with a typing error: `Limitted` for `Limited`.
pub fn suggest_access(text: &str) -> Option<Access> {
    nearest(&ACCESS, &words(text))
}

/// The folded text with `sales_rep`, `sales-rep` and `Sales Rep.` as `sales rep`.
fn words(text: &str) -> Cow<'_, str> {
    let folded = fold(text);
    if !folded.contains(['_', '-', '.', '/']) {
        return folded;
    }
    Cow::Owned(fold(&folded.replace(['_', '-', '.', '/'], " ")).into_owned())
}

fn find<T: Copy>(table: &[(T, &[&str])], words: &str) -> Option<T> {
    table.iter().find(|(_, names)| names.contains(&words)).map(|(meant, _)| *meant)
}

/// What a text with one typing error (two in a long word) could mean, if that is one thing only.
fn nearest<T: Copy + PartialEq>(table: &[(T, &[&str])], words: &str) -> Option<T> {
    let length = words.chars().count();
    let most = match length {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let near = |names: &[&str]| {
        names
            .iter()
            .filter(|name| name.chars().count().abs_diff(length) <= most)
            .map(|name| osa_distance(name, words))
            .min()
            .filter(|distance| *distance <= most)
    };
    let mut best = table.iter().filter_map(|(meant, names)| Some((near(names)?, *meant))).collect::<Vec<_>>();
    best.sort_by_key(|(distance, _)| *distance);
    match best.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, meant), ..] => Some(*meant),
        [] => None,
    }
}
