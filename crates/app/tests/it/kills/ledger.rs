//! What the database says of one import, counted in one view.

use plan::plan::Fate;
use plan::snapshot::Role;
use store::db::View;
use store::imports::history::{self, Filter};
use store::imports::{self, Status};
use store::invitations::{self, Counts};
use store::users::list::{self, Filter as People};
use store::{AccountId, ImportId, Micros, Page, accounts, seats};

/// Nothing but the number of what there is.
const NONE: Page = Page { offset: 0, limit: 0 };
const ONE: Page = Page { offset: 0, limit: 1 };

/// All that applying writes, as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// People with the role that the file gives most, and with the one it takes from many.
    pub sales: u32,
    pub managers: u32,
    /// Paid seats, and changes of them that the import made.
    pub paid: u32,
    pub seat_changes: u32,
    /// Outcomes: created, updated, unchanged, all.
    pub outcomes: [u32; 4],
    /// Invitations of the import.
    pub invites: u32,
    /// Whether the history says when it was done.
    pub dated: bool,
}

/// An import's status, what was written, and its messages.
pub struct Found {
    pub status: Option<Status>,
    pub ledger: Ledger,
    pub invites: Counts,
}

/// Looks. Without an import, the newest of the account that came from a file of this name, if there is one.
pub async fn found(view: &mut View, account: AccountId, import: Option<ImportId>, file: &str) -> Found {
    let filter = Filter { file: file.to_owned(), ..Filter::default() };
    let newest = history::list(view, account, &filter, ONE).await.unwrap().rows.first().map(|one| one.id);
    let import = import.or(newest);
    let role = |role| People { role: Some(role), ..People::default() };
    let mut ledger = Ledger {
        sales: list::list(view, account, &role(Role::Sales), NONE).await.unwrap().total,
        managers: list::list(view, account, &role(Role::Manager), NONE).await.unwrap().total,
        paid: accounts::by_id(view, account).await.unwrap().paid(),
        seat_changes: 0,
        outcomes: [0; 4],
        invites: 0,
        dated: false,
    };
    let Some(import) = import else { return Found { status: None, ledger, invites: Counts::default() } };
    let of_import = seats::changes(view, account).await.unwrap();
    ledger.seat_changes = of_import.iter().filter(|change| change.import == Some(import)).count() as u32;
    let fates = [Some(Fate::Create), Some(Fate::Update), Some(Fate::Unchanged), None];
    for (count, fate) in ledger.outcomes.iter_mut().zip(fates) {
        *count = history::outcomes(view, account, import, fate, "", NONE).await.unwrap().total;
    }
    let invites = invitations::counts(view, account, Some(import), Micros(0)).await.unwrap();
    ledger.invites = invites.all;
    let import = imports::get(view, account, import).await.unwrap();
    ledger.dated = import.applied_at.is_some();
    Found { status: Some(import.status), ledger, invites }
}
