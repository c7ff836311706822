//! From a draft and the people its keys find to a plan: the fate of every row, and every effect.
//!
//! Pure and whole: no row is decided elsewhere, and no effect is computed elsewhere. Start at [`decide`].

mod effects;
pub(crate) mod fingerprint;
pub(crate) mod identity;
mod money;
pub(crate) mod people;
mod rows;
mod twins;
mod wide;

use std::sync::Arc;

use self::people::Index;
use self::rows::Rows;
use crate::authority::Rights;
use crate::choices::{Actor, Choices};
use crate::draft::Draft;
use crate::groups::{Created, Groups};
use crate::plan::{Change, Counts, Fate, Plan, Ref};
use crate::snapshot::People;
use crate::{grouping, plan::Create};

/// Decides what becomes of every row, and what follows from it. Pure: the same inputs give the same plan.
pub fn decide(draft: &Arc<Draft>, people: &People, choices: Choices, actor: Actor) -> Plan {
    let rights = Rights::of(actor, people.actor.as_ref(), &draft.facts);
    let index = Index::new(people, &rights);
    let mut rows = Rows::new(draft, &index, choices, &rights);
    rows.identify();
    rows.refuse_twins();
    rows.settle();
    rows.refuse_shared_phones();
    rows.keep_an_admin();
    let Rows { fates, persons, mut changes, mut unmade, mut releases, accesses, notes, .. } = rows;
    releases.retain(|release| fate_of(&fates, release.row).is_some_and(Fate::applies));
    let teams = draft.teams.created(places(draft, &fates, &changes, true));
    let territories = draft.territories.created(places(draft, &fates, &changes, false));
    for change in changes.iter_mut().chain(&mut unmade) {
        settle_refs(draft, change, &teams, &territories);
    }
    let mut plan = Plan {
        draft: Arc::clone(draft),
        choices,
        actor,
        rights: rights.clone(),
        counts: count(&fates),
        fingerprint: crate::plan::Fingerprint { rows: [0; 16], effects: [0; 16] },
        findings: Vec::new(),
        effects: crate::effect::Effects::default(),
        persons: persons
            .iter()
            .map(|at| at.and_then(|at| index.person(at)).map(|person| person.id))
            .collect(),
        fates,
        accesses,
        changes,
        unmade,
        releases,
        teams,
        territories,
        marks: Vec::new(),
    };
    plan.effects = effects::effects(&plan);
    let quote = money::quote(&plan);
    if let Some(Ok(quote)) = &quote {
        money::charge(&mut plan.effects, quote);
    }
    let noted = grouping::group(&plan, &notes);
    plan.findings = wide::findings(&plan, quote.as_ref());
    let before = plan.findings.len() as u32;
    plan.marks = noted.marks.into_iter().map(|(row, at)| (row, at + before)).collect();
    plan.findings.extend(noted.findings);
    plan.fingerprint = fingerprint::fingerprint(&plan);
    plan
}

fn fate_of(fates: &[Fate], row: u32) -> Option<Fate> {
    fates.get(row as usize).copied()
}

fn count(fates: &[Fate]) -> Counts {
    let mut counts = Counts { total: fates.len() as u32, ..Counts::default() };
    for fate in fates {
        match fate {
            Fate::Create => counts.create += 1,
            Fate::Update => counts.update += 1,
            Fate::Unchanged => counts.unchanged += 1,
            Fate::Skipped => counts.skipped += 1,
            Fate::Blocked => counts.blocked += 1,
        }
    }
    counts
}

/// The places of all groups that rows which will be applied refer to.
fn places<'a>(
    draft: &'a Draft,
    fates: &'a [Fate],
    changes: &'a [Change],
    teams: bool,
) -> impl Iterator<Item = u32> {
    let of_new = (0_u32..)
        .zip(fates)
        .filter(|(_, fate)| **fate == Fate::Create)
        .flat_map(move |(at, _)| {
            let row = draft.row(at);
            draft.places(if teams { row.teams } else { row.territories })
        })
        .copied();
    let of_known = changes.iter().flat_map(move |change| {
        let refs = if teams { &change.after.teams } else { &change.after.territories };
        refs.iter().filter_map(|one| if let Ref::New(place) = one { Some(*place) } else { None })
    });
    of_new.chain(of_known)
}

/// The same plan with its charges as they were quoted the day before; `None` where it charges nothing, or where they could
/// not have been.
pub(crate) fn quoted_the_day_before(plan: &Plan) -> Option<Plan> {
    let quote = money::quote_of_the_day_before(plan)?;
    let mut before = plan.clone();
    money::charge(&mut before.effects, &quote);
    before.fingerprint = fingerprint::fingerprint(&before);
    Some(before)
}

/// Turns the places of groups to be created into references of the plan.
fn settle_refs(draft: &Draft, change: &mut Change, teams: &Created, territories: &Created) {
    for (refs, groups, created) in [
        (&mut change.after.teams, &draft.teams, teams),
        (&mut change.after.territories, &draft.territories, territories),
    ] {
        for one in refs.iter_mut() {
            if let Ref::New(place) = one {
                *one = created.reference(groups, *place);
            }
        }
    }
}

/// Teams and territories of a new person.
type Lists = (Vec<Ref>, Vec<Ref>);

/// The new person a row makes, as the plan shows it.
pub(crate) fn create_of(plan: &Plan, at: u32) -> Option<Create<'_>> {
    create_in(plan, at, Lists::default())
}

/// The same with lists that are used again, for whoever asks for every row.
fn create_in(plan: &Plan, at: u32, lists: Lists) -> Option<Create<'_>> {
    let draft = plan.draft.as_ref();
    let row = draft.row(at);
    let refs = |mut refs: Vec<Ref>, places: (u32, u16), groups: &Groups, created: &Created| {
        refs.clear();
        refs.extend(draft.places(places).iter().map(|place| created.reference(groups, *place)));
        refs.sort_unstable();
        refs
    };
    let external_id = draft.text(row.external_id);
    Some(Create {
        row: at,
        first_name: draft.text(row.first_name),
        last_name: draft.text(row.last_name),
        email: draft.text(row.email),
        phone: crate::value::phone::PhoneNumber::from_digits(row.phone),
        role: row.role?,
        access: plan.accesses.get(at as usize).copied().flatten()?,
        teams: refs(lists.0, row.teams, &draft.teams, &plan.teams),
        territories: refs(lists.1, row.territories, &draft.territories, &plan.territories),
        external_id: (!external_id.is_empty()).then_some(external_id),
    })
}
