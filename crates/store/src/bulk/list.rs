//! Keys and values on their way into a statement, as one parameter on SQLite (a JSON array of arrays) and one a column on
//! PostgreSQL (arrays that are unnested side by side).

use super::rows::{Rows, Taken};
use crate::db::Engine;
use crate::sql::Sql;

/// One column of a list.
#[derive(Clone, Debug)]
pub enum Column {
    /// Numbers.
    Ints(Vec<i64>),
    /// Texts or nulls.
    Texts(Vec<Option<String>>),
    /// Bytes.
    Bytes(Vec<Vec<u8>>),
}

impl Column {
    const fn len(&self) -> usize {
        match self {
            Self::Ints(values) => values.len(),
            Self::Texts(values) => values.len(),
            Self::Bytes(values) => values.len(),
        }
    }
}

/// A small table that travels with a statement. All columns are equally long.
#[derive(Clone, Debug)]
pub struct List {
    columns: Vec<(&'static str, Column)>,
}

impl List {
    /// A list of one column of numbers.
    pub fn ints(name: &'static str, values: Vec<i64>) -> Self {
        Self { columns: vec![(name, Column::Ints(values))] }
    }

    /// A list of one column of texts.
    pub fn texts<'a>(name: &'static str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values = values.into_iter().map(|value| Some(value.to_owned())).collect();
        Self { columns: vec![(name, Column::Texts(values))] }
    }

    /// Adds a column of numbers.
    #[must_use]
    pub fn and_ints(mut self, name: &'static str, values: Vec<i64>) -> Self {
        self.columns.push((name, Column::Ints(values)));
        self
    }

    /// Adds a column of texts or nulls.
    #[must_use]
    pub fn and_texts(mut self, name: &'static str, values: Vec<Option<String>>) -> Self {
        self.columns.push((name, Column::Texts(values)));
        self
    }

    /// Adds a column of bytes.
    #[must_use]
    pub fn and_bytes(mut self, name: &'static str, values: Vec<Vec<u8>>) -> Self {
        self.columns.push((name, Column::Bytes(values)));
        self
    }

    /// How many rows the list has.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// What stands after FROM: the list, called `list`, with its parameters from `$at` on, which must be the last ones.
    pub fn source(&self, engine: Engine, at: usize) -> String {
        match engine {
            Engine::Sqlite => {
                let columns: Vec<String> = (0..)
                    .zip(&self.columns)
                    .map(|(at, (name, column)): (u32, _)| match column {
                        Column::Bytes(_) => format!("unhex(value ->> {at}) AS {name}"),
                        Column::Ints(_) | Column::Texts(_) => format!("value ->> {at} AS {name}"),
                    })
                    .collect();
                format!("(SELECT {} FROM json_each(${at})) AS list", columns.join(", "))
            }
            Engine::Postgres => {
                let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
                let arrays: Vec<String> = (at..)
                    .zip(&self.columns)
                    .map(|(at, (_, column))| match column {
                        Column::Ints(_) => format!("${at}::bigint[]"),
                        Column::Texts(_) => format!("${at}::text[]"),
                        Column::Bytes(_) => format!("${at}::bytea[]"),
                    })
                    .collect();
                format!("UNNEST({}) AS list ({})", arrays.join(", "), names.join(", "))
            }
        }
    }

    /// Binds the list to the parameters that [`List::source`] named.
    pub fn bind(self, engine: Engine, mut to: Sql<'_>) -> Sql<'_> {
        match engine {
            Engine::Sqlite => to.bind(self.json()),
            Engine::Postgres => {
                for (_, column) in self.columns {
                    to = match column {
                        Column::Ints(values) => to.bind(values),
                        Column::Texts(values) => to.bind(values),
                        Column::Bytes(values) => to.bind(values),
                    };
                }
                to
            }
        }
    }

    fn json(&self) -> String {
        let mut rows = Rows::json();
        for at in 0..self.len() {
            rows.begin();
            for (_, column) in &self.columns {
                match column {
                    Column::Ints(values) => rows.opt_int(values.get(at).copied()),
                    Column::Texts(values) => rows.opt_text(values.get(at).and_then(Option::as_deref)),
                    Column::Bytes(values) => rows.bytes(values.get(at).map_or(&[], Vec::as_slice)),
                }
            }
            rows.end();
        }
        match rows.take() {
            Taken::Json(text) if text.len() > 1 => text,
            _ => "[]".to_owned(),
        }
    }
}
