//! From a plan of one row to the page of its form.

use plan::authority::Act;
use plan::field::Field;
use plan::finding::{Code, Finding, Severity};
use plan::fix::Fix;
use plan::form::Typed;
use plan::plan::{Plan, Ref};
use plan::snapshot::{Access, Role};
use store::users::User;

use super::page::{Choosing, FormPage, Input, Kept, Meanwhile, Pick, Picks, Said, Use};
use super::sent::Sent;
use crate::pages::layout::{Menu, Shell};
use crate::pages::paths::Paths;
use crate::pages::ui::Choice;
use crate::pages::users::consequences::{consequences, guard};
use crate::pages::users::who::Sight;
use crate::pages::words;

/// What the page is made from.
pub(super) struct Inputs<'a> {
    pub shell: Shell,
    pub sight: &'a Sight,
    /// Whether everybody needs a phone.
    pub needs_phones: bool,
    /// The person whom the form is about, unless it is somebody new.
    pub user: Option<&'a User>,
    pub teams: &'a Paths,
    pub territories: &'a Paths,
    pub sent: &'a Sent,
    /// What the form comes to; nothing while it was only opened.
    pub plan: Option<&'a Plan>,
    /// Whether the number typed in was another one.
    pub wrong_number: bool,
    /// What happened since the form was opened.
    pub meanwhile: Option<Meanwhile>,
    /// Whether the form is still being filled in: then nobody is told of what is blank.
    pub filling: bool,
}

pub(super) fn page(inputs: Inputs<'_>) -> FormPage {
    let Inputs {
        shell,
        sight,
        needs_phones,
        user,
        teams,
        territories,
        sent,
        plan,
        wrong_number,
        meanwhile,
        filling,
    } = inputs;
    let name = user.map(|user| words::full_name(&user.values.first_name, &user.values.last_name));
    let at = |field| plan.map_or_else(Vec::new, |plan| says(plan, Some(field), filling));
    let typed = &sent.typed;
    // What was seen before somebody else changed the person is not what would be done.
    let ready = plan.filter(|plan| plan.counts().create + plan.counts().update > 0 && meanwhile.is_none());
    FormPage {
        shell: shell.at(Menu::Users),
        action: user.map_or_else(|| "/users/new".to_owned(), |user| format!("/users/{}/edit", user.id)),
        back: match (&name, user) {
            (Some(name), Some(user)) => (format!("/users/{}", user.id), name.clone()),
            _ => ("/users".to_owned(), "Users".to_owned()),
        },
        title: name.clone().unwrap_or_else(|| "Add a user".to_owned()),
        is_new: user.is_none(),
        version: user.map(|user| user.version),
        meanwhile,
        general: plan.map_or_else(Vec::new, |plan| says(plan, None, filling)),
        inputs: texts(typed, needs_phones)
            .map(|text| Input {
                needed: needs_phones || text.0 != Field::Phone,
                ..input(sight, user, text, &at)
            })
            .into(),
        external_id: external_id(typed, at(Field::ExternalId)),
        role: Choosing { choices: roles(sight, user, typed), says: at(Field::Role) },
        access: Choosing { choices: accesses(sight, user, typed), says: at(Field::TerritoryAccess) },
        teams: picks(sight, teams, Field::Teams, &typed.teams, at(Field::Teams)),
        territories: picks(
            sight,
            territories,
            Field::Territories,
            &typed.territories,
            at(Field::Territories),
        ),
        release: sent.release,
        consequences: ready.map(consequences).unwrap_or_default(),
        guard: ready.and_then(|plan| guard(plan, wrong_number)),
        seen: ready.map(|plan| plan.fingerprint().to_string()),
        go: go(user.is_none(), ready),
    }
}

fn input(sight: &Sight, user: Option<&User>, text: Text<'_>, at: &impl Fn(Field) -> Vec<Said>) -> Input {
    let (field, kind, hint, value) = text;
    Input {
        name: field.key(),
        label: field.label(),
        value: value.to_owned(),
        kind,
        hint,
        needed: true,
        locked: user.is_some_and(|user| locked(sight, user, field)),
        says: at(field),
    }
}

fn external_id(typed: &Typed, says: Vec<Said>) -> Input {
    Input {
        name: Field::ExternalId.key(),
        label: "External id",
        value: typed.external_id.clone(),
        kind: "text",
        hint: Some("The person’s id in the system that your files come from."),
        needed: false,
        locked: false,
        says,
    }
}

/// Whether somebody has something to look at before it is done: a consequence, a warning, or a number to type in.
pub(super) fn has_to_be_seen(plan: &Plan) -> bool {
    plan.effects().guard.is_some() || !plan.findings().is_empty() || !consequences(plan).is_empty()
}

fn go(is_new: bool, ready: Option<&Plan>) -> String {
    let sends = ready.is_some_and(|plan| plan.effects().invites.email > 0);
    match (is_new, sends) {
        (true, true) => "Add and invite",
        (true, false) => "Add",
        (false, true) => "Save and invite anew",
        (false, false) => "Save",
    }
    .to_owned()
}

/// What there is to say at a field, or of none.
fn says(plan: &Plan, field: Option<Field>, filling: bool) -> Vec<Said> {
    let of_row = plan.findings_of(0);
    let wide = plan.findings().iter().filter(|finding| finding.count == 0);
    let all = of_row.chain(wide).filter(|finding| finding.field == field);
    let all = all.filter(|finding| !(filling && is_blank(finding.code)));
    all.map(|finding| said(finding, field)).collect()
}

/// Whether a field is blank that has to be filled in.
const fn is_blank(code: Code) -> bool {
    code.is_missing() || matches!(code, Code::ValueNeeded)
}

fn said(finding: &Finding, field: Option<Field>) -> Said {
    let uses = finding.fixes.iter().filter_map(|suggested| match &suggested.fix {
        Fix::SetCells { value, .. } => Some(Use { label: suggested.label.clone(), value: value.clone() }),
        _ => None,
    });
    // Of no field there is no place that would say what it is about.
    let text = match field {
        Some(_) => finding.text.clone(),
        None => format!("{}. {}", finding.title, finding.text),
    };
    Said {
        bad: finding.severity == Severity::Error,
        text,
        uses: uses.collect(),
        release: finding.fixes.iter().any(|suggested| matches!(suggested.fix, Fix::Release { .. })),
    }
}

type Text<'a> = (Field, &'static str, Option<&'static str>, &'a str);

fn texts(typed: &Typed, needs_phones: bool) -> [Text<'_>; 4] {
    let phone = if needs_phones {
        "Their own mobile phone, with + or as it is dialled here."
    } else {
        "Their own mobile phone, if they have one: the invitation goes there too."
    };
    [
        (Field::FirstName, "text", None, &typed.first_name),
        (Field::LastName, "text", None, &typed.last_name),
        (Field::Email, "email", Some("Their own address. The invitation goes there."), &typed.email),
        (Field::Phone, "tel", Some(phone), &typed.phone),
    ]
}

/// Whether a field of somebody stays as it is, whoever they are to whom.
fn locked(sight: &Sight, user: &User, field: Field) -> bool {
    match field {
        Field::Email => !sight.may(Act::ChangeEmail, user),
        Field::Phone => !sight.may(Act::ChangePhone, user),
        _ => false,
    }
}

/// The roles that may be given, and the one that is there.
fn roles(sight: &Sight, user: Option<&User>, typed: &Typed) -> Vec<Choice> {
    let may = |role: Role| match user {
        Some(user) => user.values.role == role || sight.may(Act::GiveRole(role), user),
        None => plan::authority::may(&sight.rights, Act::Create(role), None).is_ok(),
    };
    let all = Role::ALL.into_iter().filter(|role| may(*role));
    all.map(|role| choice(role.as_str(), role.as_str(), &typed.role)).collect()
}

fn accesses(sight: &Sight, user: Option<&User>, typed: &Typed) -> Vec<Choice> {
    let may = |access: Access| match user {
        Some(user) => user.values.access == access || sight.may(Act::GiveAccess(access), user),
        None => plan::authority::may(&sight.rights, Act::GiveAccess(access), None).is_ok(),
    };
    let words = [
        (Access::Limited, "Limited: the records in the territories below"),
        (Access::Global, "Global: every record"),
    ];
    let all = words.into_iter().filter(|(access, _)| may(*access));
    all.map(|(access, word)| choice(access.as_str(), word, &typed.access)).collect()
}

fn choice(value: &str, word: &str, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), word: word.to_owned(), chosen: value == chosen }
}

/// The teams or territories that may be given; of the others those that the person has.
pub(in crate::pages::users) fn picks(
    sight: &Sight,
    paths: &Paths,
    field: Field,
    chosen: &[i64],
    says: Vec<Said>,
) -> Picks {
    let offered = |id: &i64| sight.rights.offers(field, Ref::Known(*id));
    let all = paths.ids().iter().filter(|id| offered(id));
    let pick = |id: &i64| Pick { id: *id, path: paths.full(*id), chosen: chosen.contains(id) };
    let kept = chosen.iter().filter(|id| !offered(id) && paths.ids().contains(id));
    let (label, one, many) = if field == Field::Teams {
        ("Teams", "team", "teams")
    } else {
        ("Territories", "territory", "territories")
    };
    Picks {
        name: field.key(),
        label,
        all: all.map(pick).collect(),
        chosen: match chosen.len() {
            0 => "None chosen".to_owned(),
            number => format!("{} chosen", words::counted(number as u64, one, many)),
        },
        kept: kept.map(|id| Kept { id: *id, path: paths.full(*id) }).collect(),
        says,
    }
}
