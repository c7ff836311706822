//! Files coming in: read, planned without being kept, or kept as a new import.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::field::Field;
use plan::fix::Fix;
use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::plan::Plan;
use plan::read::{Refusal, read};
use plan::sheet::Sheet;
use store::files::Packed;
use store::imports::memory;
use store::imports::wizard::{self, Upload};
use store::{AccountId, ImportId, Wait, audit};

use super::desk::Desk;
use super::planning::Wanted;
use super::{Parts, Pipeline, Result, compute};

/// A file that was read and is not kept yet.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The name it came with.
    pub file_name: String,
    /// What was said about reading and columns.
    pub mapping: MappingFile,
    /// What was read.
    pub sheet: Arc<Sheet>,
    original: Packed,
}

/// What an import begins with, besides its file.
#[derive(Clone, Debug)]
pub struct Start {
    /// Who begins it.
    pub actor: Actor,
    /// Where they do so from; nowhere at the command line.
    pub from: Option<IpAddr>,
    /// Fixes made from the start.
    pub fixes: Vec<Fix>,
    /// What is decided from the start.
    pub choices: Choices,
}

impl Start {
    /// Nothing fixed and the careful choices.
    pub fn by(actor: Actor) -> Self {
        Self { actor, from: None, fixes: Vec::new(), choices: Choices::default() }
    }
}

impl From<Actor> for Start {
    fn from(actor: Actor) -> Self {
        Self::by(actor)
    }
}

impl Pipeline {
    /// Reads a file and keeps it as a new import of an account: the wizard's first step.
    pub async fn upload(
        &self,
        account: AccountId,
        start: impl Into<Start>,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<ImportId> {
        let start = start.into();
        let incoming = self.read(file_name, bytes, MappingFile::default()).await?;
        let incoming = self.recall(account, incoming).await?;
        self.keep(account, incoming, start).await
    }

    /// Reads a file. Nothing is kept.
    pub async fn read(&self, file_name: &str, bytes: Vec<u8>, mapping: MappingFile) -> Result<Incoming> {
        let (parts, file_name) = (Arc::clone(&self.0), file_name.to_owned());
        compute(move || {
            let original = Packed::new(&bytes)?;
            let sheet = Arc::new(read_sheet(&parts, bytes, &mapping.read)?);
            // What is said about columns has to fit before anything is kept.
            match_columns(&sheet, &mapping, None)?;
            Ok(Incoming { file_name, mapping, sheet, original })
        })
        .await?
    }

    /// The same file with what the account chose for its headers before, as evidence for the matching.
    pub async fn recall(&self, account: AccountId, mut incoming: Incoming) -> Result<Incoming> {
        incoming.mapping.remembered = self.remembered(account, &incoming.sheet).await?;
        Ok(incoming)
    }

    /// What an account chose for the headers of a sheet before.
    pub(super) async fn remembered(
        &self,
        account: AccountId,
        sheet: &Sheet,
    ) -> Result<BTreeMap<u32, Option<Field>>> {
        let mut view = self.db().view().await?;
        Ok(memory::headers(&mut view, account, sheet.header()).await?)
    }

    /// What would become of a file in an account. Nothing is kept.
    pub async fn plan_of(&self, account: AccountId, incoming: &Incoming, start: &Start) -> Result<Arc<Plan>> {
        let _turn = self.turn(account).await;
        let wanted = Wanted {
            sheet: &incoming.sheet,
            mapping: &incoming.mapping,
            fixes: &start.fixes,
            choices: start.choices,
            actor: start.actor,
        };
        Ok(self.plan_at(account, Desk::default(), wanted).await?.1)
    }

    /// Keeps a file as a new import of an account, with its fixes and choices.
    pub async fn keep(&self, account: AccountId, incoming: Incoming, start: Start) -> Result<ImportId> {
        let Incoming { file_name, mapping, sheet, original } = incoming;
        let to_pack = Arc::clone(&sheet);
        let packed = compute(move || Packed::new(&to_pack.to_bytes())).await??;
        let upload = Upload {
            actor: start.actor,
            file_name,
            format: sheet.origin().format,
            original,
            sheet: packed,
            mapping,
            choices: start.choices,
        };
        let now = self.now();
        let mut tx = self.db().begin(Wait::Long).await?.coming_from(start.from);
        let import = wizard::create(&mut tx, account, &upload, now).await?;
        audit::add(&mut tx, account, &start.actor, "import.begun", Some(import.0), &(), now).await?;
        for fix in &start.fixes {
            wizard::add_fix(&mut tx, account, import, fix, &start.actor, now).await?;
        }
        let kept = store::imports::get(&mut tx, account, import).await?;
        tx.commit().await?;
        if let Some(file) = kept.sheet {
            let mut desk = Desk::default();
            desk.put_sheet(file.0, sheet);
            self.remember(account, import, desk);
        }
        Ok(import)
    }
}

/// Reads bytes one way. Blocks.
pub(super) fn read_sheet(parts: &Parts, bytes: Vec<u8>, reading: &Reading) -> Result<Sheet, Refusal> {
    read(bytes, reading, &parts.tools.limits, parts.tools.reader.as_ref())
}
