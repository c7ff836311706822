//! What an admin changes about an import: mapping, reading, fixes, choices, the page it was left at.
//!
//! Each change is stored at once. An import that is approved or applied takes none any more.

use std::net::IpAddr;

use plan::choices::{Actor, Choices};
use plan::fix::Fix;
use plan::mapping::MappingFile;
use store::imports::wizard::MadeFix;
use store::imports::{Step, wizard};
use store::{AccountId, ImportId, Micros, Tx, Wait, audit};

use super::{Inputs, Pipeline, Result, compute};

/// What one press of a button changes about the fixes of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// Fixes to make.
    pub add: Vec<Fix>,
    /// Numbers of fixes to take back.
    pub withdraw: Vec<i64>,
    /// Numbers of fixes to bring back.
    pub restore: Vec<i64>,
}

impl Press {
    /// Whether there is nothing to do.
    pub const fn is_nothing(&self) -> bool {
        self.add.is_empty() && self.withdraw.is_empty() && self.restore.is_empty()
    }

    /// Only fixes to make.
    pub const fn add(add: Vec<Fix>) -> Self {
        Self { add, withdraw: Vec::new(), restore: Vec::new() }
    }
}

impl Pipeline {
    /// Says something else about reading and columns. Where the reading changes, the original is read again, and fixes of
    /// single rows are withdrawn, because they hold for one way of reading. [`super::Error::Refused`] where it does not
    /// fit the file; then nothing changes.
    pub async fn set_mapping(
        &self,
        account: AccountId,
        import: ImportId,
        mapping: &MappingFile,
    ) -> Result<()> {
        let inputs = self.inputs(account, import).await?;
        if inputs.import.mapping.read != mapping.read {
            return self.read_original(account, &inputs, mapping).await;
        }
        // What is remembered was written down when the file came in, and is not the caller's to say.
        let remembered = inputs.import.mapping.remembered.clone();
        let mapping = MappingFile { remembered, ..mapping.clone() };
        self.check_mapping(account, &inputs, &mapping).await?;
        let mut tx = self.begin().await?;
        wizard::set_mapping(&mut tx, account, import, &mapping, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Whether what is said about columns fits the sheet.
    async fn check_mapping(&self, account: AccountId, inputs: &Inputs, mapping: &MappingFile) -> Result<()> {
        let _turn = self.turn(account).await;
        let (mut desk, sheet) = self.with_sheet(account, inputs).await?;
        let (mapping, facts) = (mapping.clone(), self.facts(account, &desk).await?);
        let (desk, checked) = compute(move || {
            let checked = desk.mapping(&sheet, &mapping, &facts).map(|_| ());
            (desk, checked)
        })
        .await?;
        self.remember(account, inputs.import.id, desk);
        Ok(checked?)
    }

    /// Makes a fix and answers its number, by which it can be withdrawn.
    pub async fn add_fix(
        &self,
        account: AccountId,
        import: ImportId,
        fix: &Fix,
        actor: Actor,
    ) -> Result<i64> {
        let mut tx = self.begin().await?;
        let number = wizard::add_fix(&mut tx, account, import, fix, &actor, self.now()).await?;
        tx.commit().await?;
        Ok(number)
    }

    /// Takes a fix back.
    pub async fn withdraw_fix(&self, account: AccountId, import: ImportId, number: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        wizard::withdraw_fix(&mut tx, account, import, number, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Brings a fix back that was taken back.
    pub async fn restore_fix(&self, account: AccountId, import: ImportId, number: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        wizard::restore_fix(&mut tx, account, import, number, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Every fix of an import, those taken back included, in the order they were made.
    pub async fn every_fix(&self, account: AccountId, import: ImportId) -> Result<Vec<MadeFix>> {
        let mut view = self.db().view().await?;
        Ok(wizard::every_fix(&mut view, account, import).await?)
    }

    /// What one press of a button comes to, all of it or nothing: fixes taken back, brought back, and made. What is made
    /// shares its time, by which it can be taken back together. Answers the number of the first fix made.
    pub async fn press(
        &self,
        account: AccountId,
        import: ImportId,
        press: &Press,
        actor: Actor,
    ) -> Result<Option<i64>> {
        let mut first = None;
        let mut tx = self.begin().await?;
        let before = wizard::every_fix(&mut tx, account, import).await?;
        let latest = before.iter().flat_map(|one| [Some(one.at), one.withdrawn_at]).flatten().max();
        // Later than every press before, even if the clock stands still or was set back.
        let now = latest.map_or(self.now(), |latest| self.now().max(Micros(latest.0 + 1)));
        for number in &press.withdraw {
            wizard::withdraw_fix(&mut tx, account, import, *number, now).await?;
        }
        for number in &press.restore {
            wizard::restore_fix(&mut tx, account, import, *number, now).await?;
        }
        if !press.add.is_empty() {
            first = Some(wizard::add_fixes(&mut tx, account, import, &press.add, &actor, now).await?);
        }
        tx.commit().await?;
        Ok(first)
    }

    /// Decides something else about the whole import.
    pub async fn set_choices(&self, account: AccountId, import: ImportId, choices: Choices) -> Result<()> {
        let mut tx = self.begin().await?;
        wizard::set_choices(&mut tx, account, import, choices, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Remembers the page an import was left at.
    pub async fn set_step(&self, account: AccountId, import: ImportId, step: Step) -> Result<()> {
        let mut tx = self.begin().await?;
        wizard::set_step(&mut tx, account, import, step, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Gives an import up and erases its files. `by` says who does so and where from; nowhere at the command line.
    pub async fn discard(
        &self,
        account: AccountId,
        import: ImportId,
        by: (Actor, Option<IpAddr>),
    ) -> Result<()> {
        let ((actor, from), now) = (by, self.now());
        let mut tx = self.begin().await?.coming_from(from);
        wizard::discard(&mut tx, account, import, now).await?;
        audit::add(&mut tx, account, &actor, "import.discarded", Some(import.0), &(), now).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody sits before the page and waits.
    async fn begin(&self) -> Result<Tx> {
        Ok(self.db().begin(Wait::Short).await?)
    }
}
