//! A plan of a million users in an empty account, against the csv crate reading the same file.

use std::fs::File;
use std::io::BufWriter;
use std::sync::Arc;

use plan::choices::{Actor, Choices};
use plan::mapping::{Mapping, MappingFile, Reading};
use plan::read::{Limits, Reason, Refusal, WorkbookReader};
use plan::sheet::Sheet;
use plan::snapshot::{Facts, Group, Past, People, Seats, Thresholds};

use crate::Fallible;
use crate::measure::{Cost, in_turn, peak, side, thread_seconds};
use crate::table::Table;
use crate::users::{self, TEAMS, TERRITORIES};

const ROWS: u32 = 1_000_000;

/// Measures both sides and adds the ratios of time and of memory.
pub fn compare(table: &mut Table) -> Fallible<()> {
    let folder = tempfile::TempDir::new()?;
    let path = folder.path().join("users.csv");
    users::write(&mut BufWriter::new(File::create(&path)?), ROWS)?;
    let bytes = path.metadata()?.len();
    let file = path.to_str().ok_or("the folder for temporary files has an odd name")?;
    let (ours, floor) = in_turn(|| side(&["plan", file]), || side(&["csv", file]))?;
    let time = |cost: Cost| (cost.seconds, format!("{:.2} s", cost.seconds));
    table.add("plan of 1,000,000 users, processor time", time(ours), time(floor), [9.0, 5.0]);
    let memory = |bytes: u64| (f64::from((bytes / 1000) as u32), format!("{} MB", bytes / 1_000_000));
    table.add("peak memory of that, to the file's size", memory(ours.peak), memory(bytes), [2.5, 1.5]);
    Ok(())
}

/// Plans a file as the first import of an account that has its teams and territories and nobody in it.
pub fn plan(file: &str) -> Fallible<Cost> {
    let facts = Arc::new(facts());
    let before = thread_seconds();
    let sheet = read_sheet(file)?;
    let mapping = mapped(&sheet)?;
    let draft = Arc::new(plan::draft::draft(&sheet, &mapping, &[], &facts));
    let plan = plan::decide::decide(&draft, &People::default(), Choices::default(), Actor::Operator);
    let cost = Cost { seconds: thread_seconds() - before, peak: peak()? };
    if plan.counts().create != ROWS {
        return Err(format!("{:?} where {ROWS} people are new", plan.counts()).into());
    }
    Ok(cost)
}

/// Reads a file without a limit.
pub fn read_sheet(file: &str) -> Fallible<Arc<Sheet>> {
    let limits = Limits { bytes: u64::MAX, rows: u32::MAX, ..Limits::default() };
    Ok(Arc::new(plan::read::read(std::fs::read(file)?, &Reading::default(), &limits, &NoWorkbook)?))
}

/// Matches the columns of a sheet by their headers.
pub fn mapped(sheet: &Sheet) -> Fallible<Mapping> {
    Ok(plan::matching::match_columns(sheet, &MappingFile::default(), None)?)
}

/// Reads every record of a file with the csv crate, into one record that is used again.
pub fn csv(file: &str) -> Fallible<Cost> {
    let before = thread_seconds();
    let mut reader = csv::Reader::from_path(file)?;
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut cells) = (0, 0);
    while reader.read_byte_record(&mut record)? {
        rows += 1;
        cells += record.len();
    }
    let cost = Cost { seconds: thread_seconds() - before, peak: peak()? };
    if rows != ROWS || cells != ROWS as usize * 9 {
        return Err(format!("{rows} rows with {cells} cells").into());
    }
    Ok(cost)
}

fn facts() -> Facts {
    let groups = |first: i64, names: Vec<String>| {
        (first..).zip(names).map(|(id, name)| Group { id, name, parent: None }).collect()
    };
    Facts {
        revision: 1,
        country: "US".to_owned(),
        currency: "USD".to_owned(),
        today: "2026-01-05".to_owned(),
        seats: Seats { commitment: 0, bought: ROWS, used: 0, may_buy: true },
        people: 0,
        active_admins: 0,
        managers_import: false,
        thresholds: Thresholds::default(),
        needs_phones: true,
        teams: groups(1, users::names(TEAMS, users::team)),
        territories: groups(1001, users::names(TERRITORIES, users::territory)),
        past_teams: Past::default(),
        past_territories: Past::default(),
        billing: None,
    }
}

/// The files of the bench are text.
struct NoWorkbook;

impl WorkbookReader for NoWorkbook {
    fn read(
        &self,
        _: Vec<u8>,
        _: Option<&str>,
        _: &Limits,
        _: &mut dyn FnMut(&[u8]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        Err(Reason::WorkbookUnsupported.because("The bench reads text only."))
    }
}
