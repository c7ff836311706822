//! The first people, as they would be: what the plan makes of a row, or what the file says where there is no plan for it.

use plan::field::Field;
use plan::finding::{Code, Finding, Severity};
use plan::plan::{Create, Plan, Ref, Values};
use plan::snapshot::{Access, Role};
use plan::value::phone::PhoneNumber;
use plan::value::role::{parse_access, parse_role};

use super::page::{Bit, Preview};
use crate::pages::wizard::fix::grid;
use crate::pages::words;

/// The person of a row.
pub fn preview(plan: &Plan, row: u32) -> Preview {
    if let Some(create) = plan.create_of(row) {
        return as_planned(plan, row, &Planned::from(&create));
    }
    if let Some(change) = plan.change_of(row) {
        return as_planned(plan, row, &Planned::from(&change.after));
    }
    as_written(plan, row)
}

/// What a plan makes of a person, new or changed.
struct Planned<'a> {
    names: [&'a str; 2],
    email: &'a str,
    phone: Option<PhoneNumber>,
    role: Role,
    access: Access,
    teams: &'a [Ref],
    territories: &'a [Ref],
}

impl<'a> From<&'a Create<'_>> for Planned<'a> {
    fn from(new: &'a Create<'_>) -> Self {
        Self {
            names: [new.first_name, new.last_name],
            email: new.email,
            phone: new.phone,
            role: new.role,
            access: new.access,
            teams: &new.teams,
            territories: &new.territories,
        }
    }
}

impl<'a> From<&'a Values> for Planned<'a> {
    fn from(after: &'a Values) -> Self {
        Self {
            names: [&after.first_name, &after.last_name],
            email: &after.email,
            phone: after.phone,
            role: after.role,
            access: after.access,
            teams: &after.teams,
            territories: &after.territories,
        }
    }
}

fn as_planned(plan: &Plan, row: u32, planned: &Planned<'_>) -> Preview {
    let plain = |text: String| Bit { text, class: "" };
    let names = |refs: &[Ref], team| {
        refs.iter().map(|one| plan.group_name(*one, team)).collect::<Vec<_>>().join(", ")
    };
    let [first, last] = planned.names;
    let work = [
        planned.role.to_string(),
        planned.access.to_string(),
        names(planned.teams, true),
        names(planned.territories, false),
    ];
    Preview {
        row: plan.sheet().number(row),
        initials: words::initials(first, last),
        email: plain(planned.email.to_owned()),
        phone: plain(planned.phone.map(PhoneNumber::spaced).unwrap_or_default()),
        name: plain(words::full_name(first, last)),
        work: work.into_iter().filter(|text| !text.is_empty()).map(plain).collect(),
    }
}

fn as_written(plan: &Plan, row: u32) -> Preview {
    let findings: Vec<&Finding> = plan.findings_of(row).collect();
    let (name, initials) = name(plan, row);
    let worst = |fields: &[Field]| class(&findings, fields);
    Preview {
        row: plan.sheet().number(row),
        initials,
        email: bit(plan, row, Field::Email, &findings),
        phone: phone(plan, row, &findings),
        name: Bit { class: worst(&[Field::FirstName, Field::LastName, Field::FullName]), text: name },
        work: work(plan, row, &findings),
    }
}

/// Both names as they were read, or what the row says where they cannot be, with the letters for them.
fn name(plan: &Plan, row: u32) -> (String, String) {
    let (first, last) = plan.draft().names(row);
    if !first.is_empty() && !last.is_empty() {
        return (words::full_name(first, last), words::initials(first, last));
    }
    let name = grid::name(plan, row);
    let (first, last) = name.split_once(' ').unwrap_or((name.as_str(), ""));
    let initials = words::initials(first, last);
    (name, initials)
}

fn class(findings: &[&Finding], fields: &[Field]) -> &'static str {
    let at = |finding: &&&Finding| finding.field.is_some_and(|field| fields.contains(&field));
    match findings.iter().filter(at).map(|finding| finding.severity).min() {
        Some(Severity::Error) => "bad",
        Some(Severity::Warning) | None => "",
    }
}

fn bit(plan: &Plan, row: u32, field: Field, findings: &[&Finding]) -> Bit {
    if !plan.draft().mapping().feeds(field) {
        return Bit { text: format!("{} missing", field.label()), class: "warn" };
    }
    let text = plan.draft().cell(row, field).text.trim().to_owned();
    let class = class(findings, &[field]);
    let text = if text.is_empty() { format!("{} blank", field.label()) } else { text };
    Bit { text, class }
}

fn phone(plan: &Plan, row: u32, findings: &[&Finding]) -> Bit {
    let bit = bit(plan, row, Field::Phone, findings);
    match plan.draft().phone(row) {
        Some(phone) => Bit { text: phone.spaced(), ..bit },
        None => bit,
    }
}

/// Role, access, teams and territories; what is blank and not needed is left out.
fn work(plan: &Plan, row: u32, findings: &[&Finding]) -> Vec<Bit> {
    let mut bits = vec![bit(plan, row, Field::Role, findings)];
    for field in [Field::TerritoryAccess, Field::Teams, Field::Territories] {
        let text = plan.draft().cell(row, field).text.trim().to_owned();
        if !text.is_empty() {
            bits.push(Bit { text, class: class(findings, &[field]) });
        }
    }
    let unknown = [Code::RoleUnknown, Code::AccessUnknown, Code::TeamUnknown, Code::TerritoryUnknown];
    for bit in &mut bits {
        let asked = findings
            .iter()
            .any(|finding| unknown.contains(&finding.code) && bit.text.contains(&finding.value));
        if asked && bit.class == "bad" {
            bit.text.push('?');
        } else if let Some(role) = parse_role(&bit.text) {
            role.as_str().clone_into(&mut bit.text);
        } else if let Some(access) = parse_access(&bit.text) {
            access.as_str().clone_into(&mut bit.text);
        }
    }
    bits
}
