//! Tests of the store on the engine that `MUSTER_TEST_ENGINE` chooses.
#![cfg(test)]

mod database;
mod schema;
mod world;
