//! From what the store knows to the page: a number of statements that does not grow with the account.

use plan::snapshot::Seats as Standing;
use store::invitations::{self, Attention, Stage};
use store::users::list::{self, Filter, Within};
use store::{Conn, Page as Part, billing, buried, snapshot, statuses};

use super::page::HomePage;
use super::people::People;
use super::wants::{self, Want};
use crate::error::Result;
use crate::pages::chart::Scale;
use crate::pages::imports::{Seats, latest};
use crate::pages::layout::Menu;
use crate::web::who::Importer;

/// So many unfinished imports and so many that ended are shown.
const LATEST: (u32, u32) = (3, 5);

pub(super) async fn page(conn: &mut Conn, who: &Importer) -> Result<HomePage> {
    let imports = latest(conn, who, LATEST).await?;
    let (seats, wants, people) = if who.is_admin() {
        let (standing, wants) = of_account(conn, who).await?;
        (Some(Seats::new(standing.used, standing.paid())), wants, people(conn, who).await?)
    } else {
        (None, wants::of_manager(of_own_people(conn, who).await?), None)
    };
    Ok(HomePage {
        shell: who.shell().at(Menu::Home),
        seats,
        wants,
        people,
        unfinished: imports.unfinished,
        more: imports.more,
        history: imports.history,
    })
}

/// The seats of the account, and what wants attention in it.
async fn of_account(conn: &mut Conn, who: &Importer) -> Result<(Standing, Vec<Want>)> {
    let (account, now) = (who.account_id(), who.times().micros());
    let (seats, billing) = billing::today(conn, account, now).await?;
    let number = invitations::attention(conn, account, now).await?;
    let failed = buried::causes(conn, account).await?.iter().map(|cause| cause.count).sum();
    let held = wants::held(billing.as_ref(), seats.used, number.lapsed)?;
    Ok((seats, wants::of_admin(number, failed, held)))
}

/// The people whom a Manager reaches and who have not joined.
async fn of_own_people(conn: &mut Conn, who: &Importer) -> Result<Attention> {
    let rights = snapshot::rights(conn, who.account_id(), who.actor()).await?;
    let Some(reach) = rights.reach() else { return Ok(Attention::default()) };
    let (mut number, within) = (Attention::default(), Within::of(reach));
    for (stage, number) in [(Stage::Lapsed, &mut number.lapsed), (Stage::Late, &mut number.late)] {
        let invitation = Some((stage, who.times().micros()));
        let filter = Filter { invitation, within: Some(within.clone()), ..Filter::default() };
        *number = list::list(conn, who.account_id(), &filter, Part { offset: 0, limit: 0 }).await?.total;
    }
    Ok(number)
}

/// The picture of the people, where there is or was anybody but who began.
async fn people(conn: &mut Conn, who: &Importer) -> Result<Option<People>> {
    let today = who.times().zone().to_datetime(who.times().now()).date();
    let from = Scale::year_before(today);
    let days = statuses::since(conn, who.account_id(), from).await?;
    let somebody = days.iter().any(|day| day.active + day.invited + day.suspended > 1);
    Ok(somebody.then(|| People::of(&days, from, today)))
}
