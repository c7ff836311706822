//! What a plan says of the people of a selection: who changes and how, who stays and why.

use std::collections::BTreeMap;

use plan::finding::{Code, Finding, Severity};
use plan::plan::{Change, Fate, Plan};
use store::users::list;
use store::{AccountId, Conn, UserId};

use crate::error::Result;
use crate::pages::wizard::diff::{self, Side};
use crate::pages::wizard::rows::Changed;
use crate::pages::wizard::text::and;
use crate::pages::words;

/// At most so many people are shown.
const MOST_PEOPLE: usize = 12;
/// At most so many are named who stay for one reason.
const MOST_NAMES: usize = 5;
/// At most so many reasons.
const MOST_REASONS: usize = 8;

/// Somebody on the page.
#[derive(Clone, Debug)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// Two letters for the avatar.
    pub initials: String,
    /// The address.
    pub email: String,
    /// Their page.
    pub href: String,
    /// What changes of them, besides where they stand.
    pub changes: Vec<Changed>,
}

/// People with the same to say of them.
#[derive(Clone, Debug)]
pub struct Staying {
    /// Who, where what is said does not name them.
    pub who: Option<String>,
    /// Why they stay, or what is worth a look.
    pub text: String,
}

/// What there is to say.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What stands in the way of all of it.
    pub wide: Vec<String>,
    /// Those whom it is about, the first few.
    pub people: Vec<Person>,
    /// `and 12 more`.
    pub further: Option<String>,
    /// Those who stay, and why.
    pub staying: Vec<Staying>,
    /// What is worth a look of those who change.
    pub worth: Vec<Staying>,
}

impl Told {
    /// Of a plan with a row for each of these people, in their order. `there` says of how many it is so already.
    pub async fn of(
        conn: &mut Conn,
        account: AccountId,
        (plan, people): (&Plan, &[UserId]),
        there: impl Fn(u64) -> String,
    ) -> Result<Self> {
        let why = alike(plan, Fate::Blocked, Severity::Error);
        let worth = alike(plan, Fate::Update, Severity::Warning);
        let named = why.iter().take(MOST_REASONS).chain(worth.iter().take(MOST_REASONS));
        let names = names(conn, account, named, people).await?;
        let mut staying = told(&why, &names, people);
        let same = (0..plan.counts().total).filter(|row| plan.fate(*row) == Fate::Unchanged).count() as u64;
        staying.extend((same > 0).then(|| Staying { who: None, text: there(same) }));
        let all = plan.changes();
        Ok(Self {
            wide: wide(plan),
            people: all.iter().take(MOST_PEOPLE).map(|change| changing(plan, change)).collect(),
            further: further(all.len()),
            staying,
            worth: told(&worth, &names, people),
        })
    }

    /// Of people to whom nothing is done yet.
    pub async fn asked(conn: &mut Conn, account: AccountId, people: &[UserId]) -> Result<Self> {
        let first = people.get(..MOST_PEOPLE).unwrap_or(people);
        let known = list::some(conn, account, first).await?;
        let shown = known.iter().map(|user| {
            let values = &user.values;
            person(user.id.0, [&values.first_name, &values.last_name, &values.email], Vec::new())
        });
        Ok(Self { people: shown.collect(), further: further(people.len()), ..Self::default() })
    }
}

/// Whether a plan can be done, with the number that it asks for.
pub(in crate::pages::users) fn ready(plan: &Plan) -> bool {
    plan.obstacle(plan.effects().guard.as_ref().map(|guard| guard.number)).is_none()
}

/// The people who change, and whether they are several: by name where it is one, and of nobody those who were asked for.
pub(in crate::pages::users) fn whom(plan: &Plan) -> (String, bool) {
    match plan.changes() {
        [only] => (words::full_name(&only.before.first_name, &only.before.last_name), false),
        [] => {
            let asked = u64::from(plan.counts().total);
            (words::counted(asked, "person", "people"), asked != 1)
        }
        several => (words::counted(several.len() as u64, "person", "people"), true),
    }
}

fn wide(plan: &Plan) -> Vec<String> {
    let wide = plan.findings().iter().filter(|one| one.count == 0 && one.severity == Severity::Error);
    wide.map(|finding| format!("{}. {}", finding.title, finding.text)).collect()
}

fn changing(plan: &Plan, change: &Change) -> Person {
    let (before, after) = (&change.before, &change.after);
    let mut changes = diff::changes(&|one, team| plan.group_name(one, team), before, after);
    // That is said of all of them at once.
    changes.retain(|one| one.label != Side::Status.word());
    person(change.person, [&before.first_name, &before.last_name, &before.email], changes)
}

fn person(id: i64, [first, last, email]: [&str; 3], changes: Vec<Changed>) -> Person {
    Person {
        name: words::full_name(first, last),
        initials: words::initials(first, last),
        email: email.to_owned(),
        href: format!("/users/{id}"),
        changes,
    }
}

fn further(people: usize) -> Option<String> {
    let more = people.saturating_sub(MOST_PEOPLE) as u64;
    (more > 0).then(|| format!("and {} more", words::count(more)))
}

/// Rows of which the same is said.
struct Alike {
    text: String,
    /// Whether it names who it is about.
    names: bool,
    /// Ascending.
    rows: Vec<u32>,
}

/// What is said of the rows of a fate: each row once, with all there is to say of it.
fn alike(plan: &Plan, fate: Fate, severity: Severity) -> Vec<Alike> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<Alike> = Vec::new();
    for row in (0..plan.counts().total).filter(|row| plan.fate(*row) == fate) {
        let said: Vec<&Finding> = plan.findings_of(row).filter(|one| one.severity == severity).collect();
        let mut texts: Vec<&str> = said.iter().map(|one| one.text.as_str()).collect();
        texts.dedup();
        if texts.is_empty() {
            continue;
        }
        let text = texts.join(" ");
        let place = *places.entry(text.clone()).or_insert_with(|| {
            let names = said.iter().any(|one| one.code == Code::StatusUnfit);
            all.push(Alike { text, names, rows: Vec::new() });
            all.len() - 1
        });
        if let Some(one) = all.get_mut(place) {
            one.rows.push(row);
        }
    }
    all
}

/// The names of those who are named.
async fn names(
    conn: &mut Conn,
    account: AccountId,
    all: impl Iterator<Item = &Alike>,
    people: &[UserId],
) -> Result<BTreeMap<UserId, String>> {
    let named = all.filter(|one| !one.names);
    let rows = named.flat_map(|one| one.rows.iter().take(MOST_NAMES));
    let ids: Vec<UserId> = rows.filter_map(|row| people.get(*row as usize)).copied().collect();
    let known = list::some(conn, account, &ids).await?;
    let name = |user: &store::users::User| words::full_name(&user.values.first_name, &user.values.last_name);
    Ok(known.iter().map(|user| (user.id, name(user))).collect())
}

fn told(all: &[Alike], names: &BTreeMap<UserId, String>, people: &[UserId]) -> Vec<Staying> {
    let said = all.iter().take(MOST_REASONS).map(|one| Staying {
        who: (!one.names).then(|| who(&one.rows, names, people)),
        text: one.text.clone(),
    });
    let more: usize = all.iter().skip(MOST_REASONS).map(|one| one.rows.len()).sum();
    let rest = (more > 0).then(|| Staying {
        who: None,
        text: format!("{} for such reasons.", words::counted(more as u64, "more person", "more people")),
    });
    said.chain(rest).collect()
}

/// `Ana Ruiz`, `Ana Ruiz and Ben Ito`, `Ana Ruiz, Ben Ito and 12 more`.
fn who(rows: &[u32], names: &BTreeMap<UserId, String>, people: &[UserId]) -> String {
    let named = rows.iter().take(MOST_NAMES).filter_map(|row| names.get(people.get(*row as usize)?));
    let mut said: Vec<String> = named.filter(|name| !name.is_empty()).cloned().collect();
    let more = rows.len() - said.len().min(rows.len());
    if said.is_empty() {
        return words::counted(rows.len() as u64, "person", "people");
    }
    if more > 0 {
        said.push(format!("{} more", words::count(more as u64)));
    }
    and(&said.iter().map(String::as_str).collect::<Vec<_>>())
}
