//! What has been worked out of one import so far: a chain of stages, each remembered with what it was made of.
//!
//! A stage is made anew only where its inputs are others than before. Everything here is plain computation and may take
//! a second for a large file: call it on a thread that may block.

use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::decide::decide;
use plan::draft::{Draft, Keys, draft};
use plan::fix::Fix;
use plan::mapping::{Mapping, MappingFile};
use plan::matching::match_columns;
use plan::plan::Plan;
use plan::read::Refusal;
use plan::sheet::Sheet;
use plan::snapshot::{Facts, People};

/// How many plans of one draft are remembered: the one chosen, and what other choices would come to.
const MOST_PLANS: usize = 6;

/// Rough sizes in memory of what hangs on a row: typed fields, marks, fate, person.
const BYTES_OF_DRAFT_ROW: usize = 160;
const BYTES_OF_PLAN_ROW: usize = 48;
const BYTES_OF_CHANGE: usize = 640;
const BYTES_OF_PERSON: usize = 320;

/// The stages of one import. Cheap to clone: all that is large is shared.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    sheet: Option<(i64, Arc<Sheet>)>,
    mapping: Option<Matched>,
    drafted: Option<Drafted>,
    people: Option<Found>,
    plans: Vec<(Choices, Actor, Arc<Plan>)>,
}

/// A mapping with what it was made of: facts of one revision have the same teams and territories.
#[derive(Clone, Debug)]
struct Matched {
    wish: MappingFile,
    revision: i64,
    mapping: Arc<Mapping>,
}

#[derive(Clone, Debug)]
struct Drafted {
    wish: MappingFile,
    fixes: Vec<Fix>,
    facts: Arc<Facts>,
    draft: Arc<Draft>,
    keys: Arc<Keys>,
    again: Option<Again>,
}

/// Of fixes made before in other files those that would change something in a draft, with the rows of each.
#[derive(Clone, Debug)]
struct Again {
    before: Vec<Fix>,
    offered: Vec<(Fix, u32)>,
}

/// Whom the keys of a draft found at a revision of the account, for somebody who imports.
#[derive(Clone, Debug)]
struct Found {
    revision: i64,
    actor: Actor,
    people: Arc<People>,
}

impl Drafted {
    /// Facts of one account at one revision and day are the same facts.
    fn knows(&self, wish: &MappingFile, facts: &Facts) -> bool {
        self.facts.revision == facts.revision && self.facts.today == facts.today && self.wish == *wish
    }
}

impl Desk {
    /// The sheet of a file, where it is the one remembered; a file is written once and never changes.
    pub fn sheet(&self, file: i64) -> Option<Arc<Sheet>> {
        self.sheet.as_ref().filter(|kept| kept.0 == file).map(|kept| Arc::clone(&kept.1))
    }

    /// Takes a sheet; where it is another one, nothing made of the old one is kept.
    pub fn put_sheet(&mut self, file: i64, sheet: Arc<Sheet>) {
        if self.sheet(file).is_none() {
            *self = Self { sheet: Some((file, sheet)), ..Self::default() };
        }
    }

    /// The mapping of the sheet.
    pub fn mapping(
        &mut self,
        sheet: &Sheet,
        wish: &MappingFile,
        facts: &Facts,
    ) -> Result<Arc<Mapping>, Refusal> {
        match &self.mapping {
            Some(known) if known.wish == *wish && known.revision == facts.revision => {
                Ok(Arc::clone(&known.mapping))
            }
            _ => {
                let mapping = Arc::new(match_columns(sheet, wish, Some(facts))?);
                let (wish, revision) = (wish.clone(), facts.revision);
                self.mapping = Some(Matched { wish, revision, mapping: Arc::clone(&mapping) });
                Ok(mapping)
            }
        }
    }

    /// The facts that the draft made last was made with.
    pub fn facts(&self) -> Option<&Arc<Facts>> {
        self.drafted.as_ref().map(|known| &known.facts)
    }

    /// The draft made last, where it was made of the same.
    pub fn known_draft(&self, wish: &MappingFile, fixes: &[Fix], facts: &Facts) -> Option<Arc<Draft>> {
        let known = self.drafted.as_ref().filter(|known| known.knows(wish, facts) && known.fixes == fixes)?;
        Some(Arc::clone(&known.draft))
    }

    /// The draft of the sheet. People already looked up stay where the keys are the same as before.
    pub fn draft(
        &mut self,
        sheet: &Arc<Sheet>,
        wish: &MappingFile,
        fixes: &[Fix],
        facts: &Arc<Facts>,
    ) -> Result<Arc<Draft>, Refusal> {
        if let Some(known) = self.known_draft(wish, fixes, facts) {
            return Ok(known);
        }
        let draft = Arc::new(match &self.drafted {
            // The rows that the fixes touch, and no others.
            Some(known) if known.knows(wish, facts) => known.draft.update(fixes),
            _ => {
                let mapping = self.mapping(sheet, wish, facts)?;
                draft(sheet, &mapping, fixes, facts)
            }
        });
        let before = self.drafted.as_ref();
        let keys = match before.filter(|known| draft.says_the_keys_of(&known.draft)) {
            Some(known) => Arc::clone(&known.keys),
            None => Arc::new(draft.keys()),
        };
        if before.is_none_or(|known| known.keys != keys) {
            self.people = None;
        }
        self.plans.clear();
        self.drafted = Some(Drafted {
            wish: wish.clone(),
            fixes: fixes.to_vec(),
            facts: Arc::clone(facts),
            draft: Arc::clone(&draft),
            keys,
            again: None,
        });
        Ok(draft)
    }

    /// Which of the fixes made before this draft was found to offer again.
    pub fn known_again(&self, draft: &Arc<Draft>, before: &[Fix]) -> Option<Vec<(Fix, u32)>> {
        let known = self.drafted.as_ref().filter(|known| Arc::ptr_eq(&known.draft, draft))?;
        known.again.as_ref().filter(|again| again.before == before).map(|again| again.offered.clone())
    }

    /// Keeps which of the fixes made before a draft offers again, as long as it is the one made last.
    pub fn put_again(&mut self, draft: &Arc<Draft>, before: Vec<Fix>, offered: Vec<(Fix, u32)>) {
        if let Some(known) = self.drafted.as_mut().filter(|known| Arc::ptr_eq(&known.draft, draft)) {
            known.again = Some(Again { before, offered });
        }
    }

    /// The keys of the draft made last: what people are looked up by.
    pub fn keys(&self) -> Arc<Keys> {
        self.drafted.as_ref().map(|known| Arc::clone(&known.keys)).unwrap_or_default()
    }

    /// The people whom the keys of the draft found at a revision of the account, for somebody who imports.
    pub fn people(&self, revision: i64, actor: Actor) -> Option<Arc<People>> {
        let known = self.people.as_ref().filter(|kept| (kept.revision, kept.actor) == (revision, actor))?;
        Some(Arc::clone(&known.people))
    }

    /// Takes the people whom the keys of the draft found.
    pub fn put_people(&mut self, revision: i64, actor: Actor, people: Arc<People>) {
        self.plans.clear();
        self.people = Some(Found { revision, actor, people });
    }

    /// A plan that was decided before from the draft and people remembered.
    pub fn known_plan(&self, choices: Choices, actor: Actor) -> Option<Arc<Plan>> {
        let known = self.plans.iter().find(|one| (one.0, one.1) == (choices, actor))?;
        Some(Arc::clone(&known.2))
    }

    /// Decides the plan.
    pub fn plan(&mut self, draft: &Arc<Draft>, people: &People, choices: Choices, actor: Actor) -> Arc<Plan> {
        if let Some(known) = self.known_plan(choices, actor) {
            return known;
        }
        let plan = Arc::new(decide(draft, people, choices, actor));
        if self.plans.len() >= MOST_PLANS {
            self.plans.remove(0);
        }
        self.plans.push((choices, actor, Arc::clone(&plan)));
        plan
    }

    /// About how many bytes all of it takes.
    pub fn bytes(&self) -> usize {
        let sheet = self.sheet.as_ref().map_or(0, |kept| kept.1.heap_bytes());
        let rows = self.sheet.as_ref().map_or(0, |kept| kept.1.len());
        let drafts = self.drafted.iter().count() * rows * BYTES_OF_DRAFT_ROW;
        let people = self.people.as_ref().map_or(0, |kept| kept.people.found.len() * BYTES_OF_PERSON);
        let plans = self.plans.iter().map(|one| {
            let changes = one.2.changes().len() + one.2.unmade().len();
            rows * BYTES_OF_PLAN_ROW + changes * BYTES_OF_CHANGE
        });
        size_of::<Self>() + sheet + drafts + people + plans.sum::<usize>()
    }
}
