//! The people of the list as a file: exactly those whom the filter lets through, in the columns of the template and one for
//! their status.

use axum::extract::{Query, State};
use axum::response::Response;
use plan::export::UserRows;
use plan::field::Field;
use store::users::list;
use store::{teams, territories};

use super::asked::Asked;
use super::who::Sight;
use crate::current;
use crate::error::Result;
use crate::pages::wizard::downloads::{note_people, table};
use crate::spreadsheet::Format;
use crate::state::AppState;
use crate::web::who::Importer;

/// So many people are read at once.
const AT_ONCE: usize = 1000;

pub(super) async fn csv(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    download(&state, &who, &asked, Format::Csv).await
}

pub(super) async fn xlsx(
    State(state): State<AppState>,
    who: Importer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    download(&state, &who, &asked, Format::Xlsx).await
}

async fn download(state: &AppState, who: &Importer, asked: &Asked, format: Format) -> Result<Response> {
    let account = who.account_id();
    let mut view = state.db.view().await?;
    let sight = Sight::of(&mut view, who).await?;
    let filter = asked.wanted(who.times().micros(), sight.within());
    let ids = list::ids(&mut view, account, &filter).await?;
    let writer =
        UserRows::new(&teams::all(&mut view, account).await?, &territories::all(&mut view, account).await?);
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        for user in list::some(&mut view, account, some).await? {
            let person = current::person(user);
            let mut row: Vec<String> = writer.row(&person).into();
            row.push(person.status.to_string());
            rows.push(row);
        }
    }
    drop(view);
    note_people(state, who, rows.len()).await?;
    let today = who.times().now().to_zoned_datetime(who.times().zone().clone()).date();
    let header = Field::TEMPLATE_HEADERS.into_iter().chain(["Status"]).map(str::to_owned).collect();
    table(format!("users-{today}"), format, header, rows).await
}
