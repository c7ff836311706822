//! Tests of the pure pipeline through its public way in.

mod effects;
mod fates;
mod fixes;
mod identity;
mod incremental;
mod read;
mod roles;
mod world;
