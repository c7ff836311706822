//! The links of a list as a file, for whoever hands them on: each opens an account for one person, so that taking them is
//! written down.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use plan::value::phone::PhoneNumber;
use store::invitations::bulk::Which;
use store::invitations::{self, Filter, Line};
use store::{AccountId, Conn, UserId, Wait, audit};

use super::actions::{Detail, Fields, NOBODY, Pressed};
use crate::error::Result;
use crate::messages::join_link;
use crate::pages::times::Times;
use crate::pages::wizard::downloads::table;
use crate::spreadsheet::Format;
use crate::state::AppState;
use crate::web::who::AdminOnly;

/// So many are read from the database at once.
const AT_ONCE: u32 = 2_000;

const HEADER: [&str; 6] = ["First Name", "Last Name", "Email", "Phone", "Link", "Good Until"];

/// The links of those who were picked, or of the whole list, that can be used now.
pub(super) async fn export(
    State(state): State<AppState>,
    who: AdminOnly,
    Form(fields): Form<Fields>,
) -> Result<Response> {
    let pressed = Pressed::read(fields, &who)?;
    let (account, now) = (who.account_id(), who.times().micros());
    let (filter, picked) = match &pressed.which {
        None => return Ok(pressed.back(NOBODY)),
        Some(Which::All(filter)) => (filter.clone(), None),
        Some(Which::These(picked)) => (Filter { now, ..Filter::default() }, Some(picked)),
    };
    let mut view = state.db.view().await?;
    let mut lines = usable(&mut view, account, &filter).await?;
    drop(view);
    lines.retain(|line| picked.is_none_or(|picked| picked.contains(&line.id)));
    let mut tx = who.begin(&state, Wait::Short).await?;
    let detail = Detail::of(&pressed, lines.len() as u32);
    audit::add(&mut tx, account, &who.actor(), "invitations.links", None, &detail, now).await?;
    tx.commit().await?;
    let rows: Vec<[String; 6]> = lines.iter().map(|line| row(line, &state, who.times())).collect();
    let today = who.times().now().to_zoned_datetime(who.times().zone().clone()).date();
    table(format!("invitation-links-{today}"), Format::Csv, HEADER.map(str::to_owned).into(), rows).await
}

async fn usable(conn: &mut Conn, account: AccountId, filter: &Filter) -> Result<Vec<Line>> {
    let (mut lines, mut after) = (Vec::new(), UserId(0));
    loop {
        let some = invitations::usable(conn, account, filter, after, AT_ONCE).await?;
        let Some(last) = some.last() else { return Ok(lines) };
        after = last.user;
        lines.extend(some);
    }
}

/// A name may begin like a formula; on the way out no cell does.
fn row(line: &Line, state: &AppState, times: &Times) -> [String; 6] {
    let link = join_link(&state.config.public_url, &state.key.invite_token(line.id, line.generation));
    let until = Times::of(line.expires_at).to_zoned_datetime(times.zone().clone());
    let phone = line.phone.map(PhoneNumber::spaced).unwrap_or_default();
    let until = until.strftime("%Y-%m-%d %H:%M").to_string();
    [&line.first_name, &line.last_name, &line.email, &phone, &link, &until]
        .map(|cell| plan::value::dialect::cell_out(cell).into_owned())
}
