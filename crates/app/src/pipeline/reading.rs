//! Reading the original of an import another way: to look at what would come of it, and to go on with it.
//!
//! Looking keeps nothing. Both read in the account's turn, one file at a time, within the limits of an upload.

use std::sync::Arc;

use plan::mapping::{MappingFile, Reading};
use plan::matching::match_columns;
use plan::read::Refusal;
use plan::sheet::{Origin, Sheet};
use store::files::Packed;
use store::imports::wizard;
use store::{AccountId, ImportId, Wait, files};

use super::incoming::read_sheet;
use super::{Inputs, Pipeline, Result, compute};

/// What came of reading a file one way.
#[derive(Clone, Debug)]
pub struct Look {
    /// What was read, or why it cannot be read that way.
    pub sheet: Result<Arc<Sheet>, Refusal>,
    /// The sheets and first rows to choose from. Where only the header was the wrong one, they are known all the same;
    /// `None` where nothing is.
    pub origin: Option<Origin>,
}

/// What did not hold for another way of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Choices of single columns, dropped because the header is another one.
    pub columns: u32,
    /// Fixes of single rows, withdrawn.
    pub fixes: u32,
}

impl Dropped {
    /// What would not hold if a sheet took the place of the one that the choices and fixes were made for.
    pub fn by(inputs: &Inputs, old: &Sheet, new: &Sheet) -> Self {
        let fixes = inputs.fixes.iter().filter(|made| !made.fix.is_value_fix()).count();
        let columns = if old.header() == new.header() { 0 } else { inputs.import.mapping.columns.len() };
        Self { columns: columns as u32, fixes: fixes as u32 }
    }
}

/// What is said about columns, as far as it holds for another sheet: by index it holds under the same header only. What
/// the account remembers of the new headers is written down when the sheet is kept.
fn carried(wish: &MappingFile, reading: &Reading, old: &Sheet, new: &Sheet) -> MappingFile {
    let mut wish = MappingFile { read: reading.clone(), ..wish.clone() };
    if old.header() != new.header() {
        wish.columns.clear();
    }
    wish
}

impl Pipeline {
    /// Reads the original of an import some way and keeps nothing of it.
    pub async fn look(&self, account: AccountId, inputs: &Inputs, reading: &Reading) -> Result<Look> {
        let _turn = self.turn(account).await;
        if *reading == inputs.import.mapping.read {
            let (_, sheet) = self.with_sheet(account, inputs).await?;
            if !sheet.origin().top.is_empty() {
                return Ok(Look { origin: Some(sheet.origin().clone()), sheet: Ok(sheet) });
            }
        }
        let sheet = self.original_as(account, inputs, reading.clone()).await?;
        let origin = match &sheet {
            Ok(sheet) => Some(sheet.origin().clone()),
            Err(_) if reading.header_row.is_some() => {
                let anywhere = Reading { header_row: None, ..reading.clone() };
                let found = self.original_as(account, inputs, anywhere).await?;
                found.ok().map(|sheet| sheet.origin().clone())
            }
            Err(_) => None,
        };
        Ok(Look { sheet, origin })
    }

    async fn original(&self, account: AccountId, inputs: &Inputs) -> Result<Vec<u8>> {
        let mut view = self.db().view().await?;
        Ok(files::get(&mut view, account, inputs.import.original.ok_or(store::Error::NotFound("file"))?)
            .await?)
    }

    async fn original_as(
        &self,
        account: AccountId,
        inputs: &Inputs,
        reading: Reading,
    ) -> Result<Result<Arc<Sheet>, Refusal>> {
        let (bytes, parts) = (self.original(account, inputs).await?, Arc::clone(&self.0));
        compute(move || read_sheet(&parts, bytes, &reading).map(Arc::new)).await
    }

    /// Goes on with another way of reading, and drops what does not hold for it. [`super::Error::Refused`] where the file
    /// cannot be read that way; then nothing changes.
    pub async fn set_reading(
        &self,
        account: AccountId,
        import: ImportId,
        reading: &Reading,
    ) -> Result<Dropped> {
        let inputs = self.inputs(account, import).await?;
        if inputs.import.mapping.read == *reading {
            return Ok(Dropped::default());
        }
        let turn = self.turn(account).await;
        let (_, old) = self.with_sheet(account, &inputs).await?;
        let new = self.original_as(account, &inputs, reading.clone()).await??;
        drop(turn);
        let mapping = carried(&inputs.import.mapping, reading, &old, &new);
        let dropped = Dropped::by(&inputs, &old, &new);
        self.keep_reading(account, &inputs, &mapping, new).await?;
        Ok(dropped)
    }

    /// Reads the original the way a mapping says and keeps the sheet in place of the old one.
    pub(super) async fn read_original(
        &self,
        account: AccountId,
        inputs: &Inputs,
        mapping: &MappingFile,
    ) -> Result<()> {
        let sheet = self.original_as(account, inputs, mapping.read.clone()).await??;
        self.keep_reading(account, inputs, mapping, sheet).await
    }

    /// Keeps a sheet in place of the old one, once what is said about its columns is known to fit.
    async fn keep_reading(
        &self,
        account: AccountId,
        inputs: &Inputs,
        mapping: &MappingFile,
        sheet: Arc<Sheet>,
    ) -> Result<()> {
        let import = inputs.import.id;
        // Read in another way, columns have other headers.
        let mapping = MappingFile { remembered: self.remembered(account, &sheet).await?, ..mapping.clone() };
        let (wish, to_pack) = (mapping.clone(), Arc::clone(&sheet));
        let packed = compute(move || -> Result<Packed> {
            match_columns(&to_pack, &wish, None)?;
            Ok(Packed::new(&to_pack.to_bytes())?)
        })
        .await??;
        let mut tx = self.db().begin(Wait::Short).await?;
        wizard::set_reading(&mut tx, account, import, &mapping, &packed, self.now()).await?;
        let kept = store::imports::get(&mut tx, account, import).await?;
        tx.commit().await?;
        if let Some(file) = kept.sheet {
            let mut desk = self.desk(account, import);
            desk.put_sheet(file.0, sheet);
            self.remember(account, import, desk);
        }
        Ok(())
    }
}
