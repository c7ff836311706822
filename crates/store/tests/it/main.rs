//! Tests of the store on the engine that `MUSTER_TEST_ENGINE` chooses.
#![cfg(test)]

mod apply;
mod billing;
mod database;
mod erasing;
mod forms;
mod groups;
mod invitations;
mod laws;
mod managers;
mod memory;
mod payment;
mod people;
mod plans;
mod queue;
mod scene;
mod schema;
mod sending;
mod sign_in;
mod sign_on;
mod statuses;
mod tenant;
mod trees;
mod ways_in;
mod wizard;
mod world;
