//! Tests of the store on the engine that `MUSTER_TEST_ENGINE` chooses.
#![cfg(test)]

mod apply;
mod database;
mod scene;
mod schema;
mod world;
