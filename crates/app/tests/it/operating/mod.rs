//! What whoever runs an installation does with it: watch, stop, back up, restore, erase.

mod erasing;
mod installing;
mod restoring;
mod stopping;
mod watching;
