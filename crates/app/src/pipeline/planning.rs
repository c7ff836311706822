//! From the stored inputs of an import to its sheet, mapping, draft and plan.

use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::draft::Draft;
use plan::fix::Fix;
use plan::mapping::{Mapping, MappingFile};
use plan::plan::Plan;
use plan::sheet::Sheet;
use plan::snapshot::{Facts, People};
use store::imports::wizard::{self, MadeFix};
use store::imports::{self, Import, memory};
use store::{AccountId, FileId, ImportId, accounts, files, snapshot};

use super::desk::Desk;
use super::{Error, Pipeline, Result, compute, day};
use crate::clock;

/// How often planning begins again because the account changes under it, before somebody is told to try again.
const MOST_ROUNDS: u32 = 5;

/// An import with everything that its plan is made of.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The import: file, mapping, choices, and where it stands.
    pub import: Import,
    /// The fixes that are not withdrawn, in the order they were made.
    pub fixes: Vec<MadeFix>,
}

impl Inputs {
    /// The fixes alone.
    pub fn list(&self) -> Vec<Fix> {
        self.fixes.iter().map(|made| made.fix.clone()).collect()
    }
}

/// What a plan is to be made of.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub sheet: &'a Arc<Sheet>,
    pub mapping: &'a MappingFile,
    pub fixes: &'a [Fix],
    pub choices: Choices,
    pub actor: Actor,
}

impl Pipeline {
    /// An import of an account with its inputs.
    pub async fn inputs(&self, account: AccountId, import: ImportId) -> Result<Inputs> {
        let mut view = self.db().view().await?;
        let found = imports::get(&mut view, account, import).await?;
        let fixes = wizard::fixes(&mut view, account, import).await?;
        Ok(Inputs { import: found, fixes })
    }

    /// The sheet of an import. [`store::Error::NotFound`] once its file was erased.
    pub async fn sheet(&self, account: AccountId, import: ImportId) -> Result<Arc<Sheet>> {
        let inputs = self.inputs(account, import).await?;
        let _turn = self.turn(account).await;
        Ok(self.with_sheet(account, &inputs).await?.1)
    }

    /// The mapping of an import: every column with its evidence.
    pub async fn mapping(&self, account: AccountId, import: ImportId) -> Result<Arc<Mapping>> {
        let inputs = self.inputs(account, import).await?;
        let _turn = self.turn(account).await;
        let (mut desk, sheet) = self.with_sheet(account, &inputs).await?;
        let facts = self.facts(account, &desk).await?;
        let (desk, mapping) = compute(move || {
            let mapping = desk.mapping(&sheet, &inputs.import.mapping, &facts);
            (desk, mapping)
        })
        .await?;
        self.remember(account, import, desk);
        Ok(mapping?)
    }

    /// The draft of an import: its rows read through mapping and fixes, before anybody is looked up.
    pub async fn draft(&self, account: AccountId, import: ImportId) -> Result<Arc<Draft>> {
        let inputs = self.inputs(account, import).await?;
        let _turn = self.turn(account).await;
        let (desk, sheet) = self.with_sheet(account, &inputs).await?;
        let facts = self.facts(account, &desk).await?;
        let (desk, draft) = draft_at(desk, &sheet, &inputs.import.mapping, &inputs.list(), facts).await?;
        self.remember(account, import, desk);
        Ok(draft)
    }

    /// The value fixes of the imports that the account applied before, as far as they would change something in this one
    /// and are not made yet, with the rows that each touches.
    pub async fn fixes_of_last_time(&self, account: AccountId, import: ImportId) -> Result<Vec<(Fix, u32)>> {
        let mut view = self.db().view().await?;
        let before = memory::value_fixes(&mut view, account).await?;
        drop(view);
        if before.is_empty() {
            return Ok(Vec::new());
        }
        let draft = self.draft(account, import).await?;
        let _turn = self.turn(account).await;
        let mut desk = self.desk(account, import);
        if let Some(offered) = desk.known_again(&draft, &before) {
            return Ok(offered);
        }
        // As much work as a draft; a page that is only looked at shall not do it again.
        let (desk, offered) = compute(move || {
            let offered = draft.fixes_that_match(&before);
            desk.put_again(&draft, before, offered.clone());
            (desk, offered)
        })
        .await?;
        self.remember(account, import, desk);
        Ok(offered)
    }

    /// The plan of an import as its choices have it, if this person applied it.
    pub async fn plan(&self, account: AccountId, import: ImportId, actor: Actor) -> Result<Arc<Plan>> {
        let inputs = self.inputs(account, import).await?;
        let choices = inputs.import.choices;
        self.plan_with(account, &inputs, choices, actor).await
    }

    /// The plan that inputs would come to with other choices: what each choice changes.
    pub async fn plan_with(
        &self,
        account: AccountId,
        inputs: &Inputs,
        choices: Choices,
        actor: Actor,
    ) -> Result<Arc<Plan>> {
        let _turn = self.turn(account).await;
        let (desk, sheet) = self.with_sheet(account, inputs).await?;
        let fixes = inputs.list();
        let wanted = Wanted { sheet: &sheet, mapping: &inputs.import.mapping, fixes: &fixes, choices, actor };
        let (desk, plan) = self.plan_at(account, desk, wanted).await?;
        self.remember(account, inputs.import.id, desk);
        Ok(plan)
    }

    /// What is remembered of an import, with its sheet.
    pub(super) async fn with_sheet(&self, account: AccountId, inputs: &Inputs) -> Result<(Desk, Arc<Sheet>)> {
        let import = &inputs.import;
        let file = import.sheet.ok_or(store::Error::NotFound("file"))?;
        let mut desk = self.desk(account, import.id);
        if let Some(sheet) = desk.sheet(file.0) {
            return Ok((desk, sheet));
        }
        let sheet = self.load(account, file).await?;
        desk.put_sheet(file.0, Arc::clone(&sheet));
        self.remember(account, import.id, desk.clone());
        Ok((desk, sheet))
    }

    async fn load(&self, account: AccountId, file: FileId) -> Result<Arc<Sheet>> {
        let mut view = self.db().view().await?;
        let bytes = files::get(&mut view, account, file).await?;
        drop(view);
        let sheet = compute(move || Sheet::from_bytes(&bytes)).await?;
        Ok(Arc::new(sheet.map_err(|damage| store::Error::Damaged(damage.to_string()))?))
    }

    /// The facts of an account today; those of the desk where nothing has changed since.
    pub(super) async fn facts(&self, account: AccountId, desk: &Desk) -> Result<Arc<Facts>> {
        let mut view = self.db().view().await?;
        let known = accounts::by_id(&mut view, account).await?;
        let zone = known.settings.time_zone;
        let today = day::today((self.0.tools.clock)(), &zone).ok_or(Error::TimeZone(zone))?;
        match desk.facts() {
            Some(facts) if facts.revision == known.revision && facts.today == today => Ok(Arc::clone(facts)),
            _ => Ok(Arc::new(snapshot::facts(&mut view, account, &today).await?)),
        }
    }

    /// The people whom the keys of the desk's draft find, and whoever imports, if the account is still at the revision of
    /// the draft.
    async fn people(
        &self,
        account: AccountId,
        desk: &mut Desk,
        revision: i64,
        actor: Actor,
    ) -> Result<Option<Arc<People>>> {
        if let Some(people) = desk.people(revision, actor) {
            return Ok(Some(people));
        }
        let keys = desk.keys();
        let mut view = self.db().view().await?;
        if accounts::by_id(&mut view, account).await?.revision != revision {
            return Ok(None);
        }
        let people = Arc::new(snapshot::people(&mut view, account, &keys, actor).await?);
        desk.put_people(revision, actor, Arc::clone(&people));
        Ok(Some(people))
    }

    /// Plans what lies on a desk. The caller has the account's turn.
    pub(super) async fn plan_at(
        &self,
        account: AccountId,
        mut desk: Desk,
        wanted: Wanted<'_>,
    ) -> Result<(Desk, Arc<Plan>)> {
        let Wanted { sheet, mapping, fixes, choices, actor } = wanted;
        let begun = clock::moment();
        for _ in 0..MOST_ROUNDS {
            let facts = self.facts(account, &desk).await?;
            let revision = facts.revision;
            let (next, draft) = draft_at(desk, sheet, mapping, fixes, facts).await?;
            desk = next;
            let Some(people) = self.people(account, &mut desk, revision, actor).await? else { continue };
            if let Some(plan) = desk.known_plan(choices, actor) {
                return Ok((desk, plan));
            }
            let planned = compute(move || {
                let plan = desk.plan(&draft, &people, choices, actor);
                (desk, plan)
            })
            .await;
            self.metrics().planned(begun.elapsed());
            return planned;
        }
        Err(store::Error::Busy.into())
    }
}

async fn draft_at(
    mut desk: Desk,
    sheet: &Arc<Sheet>,
    mapping: &MappingFile,
    fixes: &[Fix],
    facts: Arc<Facts>,
) -> Result<(Desk, Arc<Draft>)> {
    if let Some(draft) = desk.known_draft(mapping, fixes, &facts) {
        return Ok((desk, draft));
    }
    let (sheet, mapping, fixes) = (Arc::clone(sheet), mapping.clone(), fixes.to_vec());
    let (desk, draft) = compute(move || {
        let draft = desk.draft(&sheet, &mapping, &fixes, &facts);
        (desk, draft)
    })
    .await?;
    Ok((desk, draft?))
}
