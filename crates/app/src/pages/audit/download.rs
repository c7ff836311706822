//! The log as a file: exactly what the filter lets through.

use axum::extract::{Query, State};
use axum::response::Response;
use plan::value::dialect::cell_out;
use store::audit::{self, Part};

use super::Line;
use super::asked::Asked;
use super::rows::lines;
use crate::error::Result;
use crate::pages::times::Times;
use crate::pages::wizard::downloads::table;
use crate::spreadsheet::Format;
use crate::state::AppState;
use crate::web::who::AdminOnly;

/// So many entries are read at once.
const AT_ONCE: u32 = 500;

pub(super) async fn csv(
    State(state): State<AppState>,
    AdminOnly(who): AdminOnly,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let filter = asked.filter(&who.account.settings.time_zone)?;
    let mut view = state.db.view().await?;
    let (mut rows, mut part) = (Vec::new(), Part::Newest);
    loop {
        let entries = audit::list(&mut view, who.account_id(), &filter, part, AT_ONCE).await?;
        let Some(last) = entries.last() else { break };
        part = Part::OlderThan(last.id);
        let told = lines(&mut view, &who, &entries).await?;
        rows.extend(
            entries.iter().zip(told).map(|(entry, line)| row(Times::of(entry.at), line, who.times())),
        );
    }
    drop(view);
    let today = who.times().now().to_zoned_datetime(who.times().zone().clone()).date();
    let when = format!("When ({})", who.times().zone_name());
    let header = [when.as_str(), "Who", "What", "To", "Before", "After", "From"].map(str::to_owned).into();
    table(format!("audit-log-{today}"), Format::Csv, header, rows).await
}

/// A name may begin like a formula; on the way out no cell does.
fn row(at: jiff::Timestamp, line: Line, times: &Times) -> [String; 7] {
    let when = at.to_zoned_datetime(times.zone().clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let to: Vec<String> = line.to.into_iter().map(|whom| whom.name).collect();
    let [before, after, from] = [line.before, line.after, line.from].map(Option::unwrap_or_default);
    [when, line.by.name, line.what, to.join(", "), before, after, from]
        .map(|cell| cell_out(&cell).into_owned())
}
