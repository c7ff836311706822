//! Hears every statement that the store executes in this thread.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, Subscriber, set_default};
use tracing::{Event, Metadata};

/// A statement: its text and the types of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    pub text: String,
    pub values: String,
}

/// What was heard so far; hearing ends when it is dropped.
pub struct Ear {
    heard: Arc<Mutex<BTreeSet<Statement>>>,
    _guard: DefaultGuard,
}

impl Ear {
    pub fn new() -> Self {
        let heard = Arc::default();
        Self { _guard: set_default(Heard(Arc::clone(&heard))), heard }
    }

    pub fn statements(&self) -> BTreeSet<Statement> {
        self.heard.lock().unwrap().clone()
    }
}

struct Heard(Arc<Mutex<BTreeSet<Statement>>>);

impl Subscriber for Heard {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == store::STATEMENTS
    }

    fn event(&self, event: &Event<'_>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        self.0.lock().unwrap().insert(statement);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "text" => value.clone_into(&mut self.text),
            "values" => value.clone_into(&mut self.values),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
