//! Asks an engine how it goes about a statement, and which tables it reads from one end to the other.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};

use super::listen::Statement;

/// A connection past the store.
pub enum Asked {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Asked {
    pub async fn at(url: &str) -> Self {
        match url.strip_prefix("sqlite:") {
            Some(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                Self::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
            }
            None => Self::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// The plan: its steps, each before those below it.
    pub async fn plan(&mut self, statement: &Statement) -> Vec<Step> {
        match self {
            Self::Sqlite(at) => {
                let text = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", statement.text));
                let rows = sqlx::query(text).fetch_all(at).await.unwrap();
                let ids: Vec<i64> = rows.iter().map(|row| row.get("id")).collect();
                let parent = |id: i64| ids.iter().position(|other| *other == id);
                rows.iter()
                    .map(|row| Step { parent: parent(row.get("parent")), text: row.get("detail") })
                    .collect()
            }
            Self::Postgres(at) => tree(&postgres(at, statement).await),
        }
    }
}

/// A step of a plan, and the step that it is a part of.
#[derive(Clone, Debug)]
pub struct Step {
    parent: Option<usize>,
    pub text: String,
}

/// The plan for values that are not known yet: with those of one call the planner could know that they find nothing.
async fn postgres(at: &mut PgConnection, statement: &Statement) -> Vec<String> {
    let Statement { text, values } = statement;
    let nulls = vec!["NULL"; values.split(", ").count()].join(", ");
    let (types, nulls) =
        if values.is_empty() { Default::default() } else { (format!("({values})"), format!("({nulls})")) };
    let prepare = format!("SET plan_cache_mode = force_generic_plan; PREPARE asked{types} AS {text}");
    let said = sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *at).await;
    said.unwrap_or_else(|error| panic!("{error}: {text}"));
    let explain = AssertSqlSafe(format!("EXPLAIN (COSTS OFF) EXECUTE asked{nulls}"));
    let rows = sqlx::raw_sql(explain).fetch_all(&mut *at).await.unwrap();
    sqlx::raw_sql("DEALLOCATE asked").execute(&mut *at).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// The steps among the lines that PostgreSQL says: the first, and those behind an arrow; how far an arrow stands to the
/// right says of what it is a part.
fn tree(lines: &[String]) -> Vec<Step> {
    let (mut steps, mut open): (Vec<Step>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let Some((indent, text)) =
            line.find("->").map(|arrow| (arrow, &line[arrow + 2..])).or((at == 0).then_some((0, line)))
        else {
            continue;
        };
        open.retain(|(left, _)| *left < indent);
        let parent = open.last().map(|(_, step)| *step);
        open.push((indent, steps.len()));
        steps.push(Step { parent, text: text.trim().to_owned() });
    }
    steps
}

impl Step {
    /// What the step reads from one end to the other, if it does: a table, the name it has in the statement, or a list.
    /// What SQLite reads as a whole through an index is still all of it.
    pub fn scanned(&self) -> Option<&str> {
        let ways = ["SCAN ", "Seq Scan on ", "Function Scan on "];
        let rest = ways.into_iter().find_map(|way| self.text.strip_prefix(way))?;
        rest.split(' ').next()
    }

    fn is_loop(&self) -> bool {
        ["SCAN ", "SEARCH "].iter().any(|way| self.text.starts_with(way))
    }
}

/// Whether a step of a plan is done anew for each row of another: on SQLite steps that stand side by side lie in one
/// another, on PostgreSQL the second part of a nested loop lies in the first.
pub fn is_repeated(plan: &[Step], at: usize) -> bool {
    let Some(step) = plan.get(at) else { return false };
    let mut before = plan.iter().take(at).filter(|other| other.parent == step.parent);
    let parent = step.parent.and_then(|parent| plan.get(parent));
    match parent {
        Some(parent) if parent.text.starts_with("Nested Loop") => before.next().is_some(),
        Some(parent) if parent.text.starts_with("Materialize") => {
            step.parent.is_some_and(|parent| is_repeated(plan, parent))
        }
        _ => before.any(Step::is_loop),
    }
}
