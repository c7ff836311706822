//! Tests of the pure pipeline through its public way in.

mod fates;
mod fixes;
mod identity;
mod roles;
mod effects;
mod world;
