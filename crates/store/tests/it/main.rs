//! Tests of the store on the engine that `MUSTER_TEST_ENGINE` chooses.
#![cfg(test)]

mod apply;
mod billing;
mod database;
<<<<<<< HEAD
mod forms;
=======
mod groups;
>>>>>>> 2e39420 (Rename, move, merge, archive and restore teams and territories, and find each by the names it had before)
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
mod tenant;
mod trees;
mod ways_in;
mod wizard;
mod world;
