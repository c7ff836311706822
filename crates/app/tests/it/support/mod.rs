//! What tests of the running program share: databases of the engine under test, the real program, a small HTTP client.

pub mod files;
pub mod world;
